//! How far the content of an attribution reaches.
//!
//! Right of the cue it ends where the sentence does, unless another
//! attribution of the writer's begins before: *but* and *while* clauses that
//! return to the writer, a second cue of the same source, a parenthetical
//! *X said*. Left of the cue it begins where the sentence does.

use super::matcher::Scene;
use super::phrase::PhraseKind as K;
use crate::attribution::Act;
use crate::lexicon::PredicateKind;

/// Conjunctions after a comma that, with a subject and a verb of their own,
/// go back to the writer.
const RETURNING: &[&str] = &["but", "yet", "while", "although", "though", "whereas", "even"];

/// The phrase at which content that starts at `start`, right of the cue at
/// `cue`, ends. Linear in the sentence's length.
pub(super) fn end(scene: &Scene<'_>, start: u32, cue: u32) -> u32 {
    let count = scene.phrases.len() as u32;
    let cue_act = act_of(scene, cue);
    // *Citing a theory, Ito said …*: a fronted participle's content ends where
    // the clause begins whose subject it shares.
    let main = scene.subjects.get(cue as usize).copied().flatten().map(|s| s.start).filter(|&s| s > cue);
    let object = matches!(scene.kind(start), Some(K::Noun | K::Possessor));
    let mut at = start;
    while at < count {
        let phrase = &scene.phrases[at as usize];
        match phrase.kind {
            K::Semicolon => break,
            // The bracket that the whole sentence stands in.
            K::Symbol if matches!(scene.lower(at).as_str(), ")" | "]") => break,
            K::Stop
                if at + 1 >= count
                    || scene.phrases[at as usize + 1..].iter().all(|p| matches!(p.kind, K::Stop | K::Symbol)) =>
            {
                break;
            }
            K::Comma if main == Some(at + 1) => break,
            K::Quote if main == Some(at + 1) && at > start => {
                at += 1;
                break;
            }
            // *Ruiz, who opposed the motion, warned*: back to the verb that the
            // clause stands before.
            K::Comma if at > start && verb_of_host(scene, at + 1, cue) => break,
            K::Comma | K::Dash if at > start && ends_at_comma(scene, at, cue_act) => break,
            // *praised Ito, who is 70*: the clause about an object is the writer's.
            K::Comma
                if object
                    && relative(scene, at + 1)
                    && !resumes(scene, at + 1)
                    && !scene.phrases[start as usize..at as usize].iter().any(|p| p.verb.finite) =>
            {
                break;
            }
            K::Conjunction if at > start && second_cue(scene, at, cue) => break,
            _ => {}
        }
        at += 1;
    }
    while at > start && matches!(scene.kind(at - 1), Some(K::Comma | K::Conjunction | K::Dash)) {
        at -= 1;
    }
    at
}

/// Where content that ends at `end`, left of a cue, starts.
pub(super) fn left_start(scene: &Scene<'_>, end: u32) -> u32 {
    let mut at = end;
    while at > 0 {
        match scene.kind(at - 1) {
            Some(K::Semicolon) => break,
            // *Ruiz said no, but the plan was dead, Ito said*: after a
            // parenthetical cue of its own the clause before is somebody else's.
            Some(K::Conjunction) if at > 2 && scene.kind(at - 2) == Some(K::Comma) && closed_before(scene, at - 2) => {
                break;
            }
            _ => at -= 1,
        }
    }
    at
}

/// Whether a parenthetical *X said* ends just before the comma at `comma`.
fn closed_before(scene: &Scene<'_>, comma: u32) -> bool {
    let Some(verb) = comma.checked_sub(1) else { return false };
    let phrase = &scene.phrases[verb as usize];
    if phrase.kind != K::Verb || !phrase.verb.finite || scene.verb_predicate(phrase, scene.known.paren).is_none() {
        return false;
    }
    scene.subjects[verb as usize]
        .is_some_and(|s| s.direct && s.start > 0 && matches!(scene.kind(s.start - 1), Some(K::Comma | K::Quote)))
}

/// Whether the phrases from `start` to `end` hold a finite verb, or are a quotation.
pub(super) fn has_clause(scene: &Scene<'_>, start: u32, end: u32) -> bool {
    let first = scene.phrases[start as usize].kind;
    if first == K::Quote {
        return true;
    }
    let mut at = start;
    if first == K::That {
        at += 1;
    }
    if !matches!(
        scene.kind(at),
        Some(
            K::Noun
                | K::Possessor
                | K::Quote
                | K::Preposition
                | K::Time
                | K::Subordinator
                | K::Adverb
                | K::Adjective
                | K::Verb
                | K::Symbol
        )
    ) {
        return first == K::That;
    }
    if scene.kind(at) == Some(K::Verb) && first != K::That {
        return false;
    }
    scene.phrases[at as usize..end as usize].iter().any(|p| p.verb.finite) || first == K::That
}

fn act_of(scene: &Scene<'_>, phrase: u32) -> Option<Act> {
    let phrase = scene.phrases.get(phrase as usize)?;
    scene
        .lexicon
        .predicates(scene.marks.marks[phrase.head as usize].word)
        .iter()
        .map(|&(p, _)| scene.lexicon.predicate(p))
        .find(|p| p.kind == PredicateKind::Verb)
        .map(|p| p.act)
}

fn ends_at_comma(scene: &Scene<'_>, comma: u32, cue_act: Option<Act>) -> bool {
    let next = comma + 1;
    let Some(phrase) = scene.phrases.get(next as usize) else { return false };
    match phrase.kind {
        // *, adding that …*
        K::Verb if phrase.verb.gerund => {
            act_of(scene, next)
                .is_some_and(|a| matches!(a, Act::Statement | Act::Question | Act::Attitude) && cue_act.is_some())
                || scene.lower(next) == "according"
        }
        // *, but the plan is dead*
        K::Conjunction | K::Subordinator if RETURNING.contains(&scene.lower(next).as_str()) => {
            clause_follows(scene, next + 1)
        }
        K::Conjunction => second_cue(scene, next, comma),
        // *that it undertaxed him, is a good example*: back in the outer clause.
        K::Verb if phrase.verb.finite && scene.subjects[next as usize].is_some_and(|s| !s.direct) => true,
        // *, Ito said.*
        K::Noun => parenthetical_cue(scene, next),
        _ => false,
    }
}

/// Whether the content goes on behind the relative clause at `at`: *praised
/// Ito, who is 70, as a guide*.
fn resumes(scene: &Scene<'_>, at: u32) -> bool {
    let rest = &scene.phrases[at as usize..];
    let close = rest.iter().position(|p| matches!(p.kind, K::Comma | K::Semicolon));
    close.is_some_and(|c| {
        let next = at + c as u32 + 1;
        scene.kind(next) == Some(K::Subordinator) && scene.lower(next) == "as"
    })
}

/// Whether a finite verb at `at` has a subject that stands before the cue.
fn verb_of_host(scene: &Scene<'_>, at: u32, cue: u32) -> bool {
    let own = scene.subjects.get(cue as usize).copied().flatten();
    own.is_some_and(|s| scene.kind(s.start) == Some(K::Wh))
        && scene.phrases.get(at as usize).is_some_and(|p| p.kind == K::Verb && p.verb.finite)
        && scene.subjects[at as usize].is_some_and(|s| s.direct && s.start < cue)
}

fn relative(scene: &Scene<'_>, at: u32) -> bool {
    scene.kind(at) == Some(K::Wh) && ["who", "which", "whose", "whom"].contains(&scene.lower(at).as_str())
}

/// A subject and its finite verb follow before the next comma.
fn clause_follows(scene: &Scene<'_>, at: u32) -> bool {
    let mut i = at;
    let count = scene.phrases.len() as u32;
    while i < count && i < at + 14 {
        match scene.kind(i) {
            Some(K::Verb) if scene.phrases[i as usize].verb.finite => return i > at,
            Some(K::Semicolon | K::Stop) => return false,
            _ => i += 1,
        }
    }
    false
}

/// *X said* with nothing but a parenthesis's end behind it: its subject
/// begins at `at`.
fn parenthetical_cue(scene: &Scene<'_>, at: u32) -> bool {
    let count = scene.phrases.len() as u32;
    let verb = (at..count.min(at + 12)).find(|&i| scene.kind(i) == Some(K::Verb));
    let Some(verb) = verb else { return false };
    let phrase = &scene.phrases[verb as usize];
    if !phrase.verb.finite || scene.verb_predicate(phrase, scene.known.paren).is_none() {
        return false;
    }
    if scene.subjects[verb as usize].is_none_or(|s| s.start != at) {
        return false;
    }
    matches!(scene.kind(verb + 1), None | Some(K::Comma | K::Stop | K::Time | K::Preposition | K::Quote))
        && !(verb + 1..count.min(verb + 8)).any(|i| scene.kind(i) == Some(K::That))
}

/// A second reporting verb after a conjunction, of the cue's own source:
/// *said no **and called** it a farce*.
fn second_cue(scene: &Scene<'_>, conjunction: u32, cue: u32) -> bool {
    let next = conjunction + 1;
    let Some(phrase) = scene.phrases.get(next as usize) else { return false };
    if phrase.kind != K::Verb || !phrase.verb.finite || phrase.verb.modal {
        return false;
    }
    if !scene.phrases.get(cue as usize).is_some_and(|c| c.kind != K::Verb || c.verb.finite) {
        return false;
    }
    act_of(scene, next).is_some_and(|a| matches!(a, Act::Statement | Act::Question | Act::Attitude | Act::Decree))
}
