//! How far the content of an attribution reaches.
//!
//! Right of the cue it ends where the sentence does, unless another
//! attribution of the writer's begins before: *but* and *while* clauses that
//! return to the writer, a second cue of the same source, a parenthetical
//! *X said*. Left of the cue it begins where the sentence does.

use super::sentence_context::SentenceContext;
use crate::attribution::Act;
use crate::lexicon::{Forms, PredicateKind};
use crate::syntax::{Phrase, PhraseKind as K};
use crate::token::{Token, TokenKind};

/// Conjunctions after a comma that, with a subject and a verb of their own,
/// go back to the writer.
const RETURNING: &[&str] = &["but", "yet", "while", "although", "though", "whereas", "even"];

/// Conjunctions of time.
const TIMES: &[&str] = &["when", "after", "before", "as", "while", "since", "until"];

/// How long a clause at the sentence's start may be, in phrases.
const FRONTED: u32 = 16;

/// The phrase at which content that starts at `start`, right of the cue at
/// `cue`, ends. Linear in the sentence's length.
pub(super) fn end(context: &SentenceContext<'_>, start: u32, cue: u32) -> u32 {
    let (last_start, last_cue, last_end) = context.last_end.get();
    if (last_start, last_cue) == (start, cue) {
        return last_end;
    }
    let end = first_end(context, start, cue);
    context.last_end.set((start, cue, end));
    end
}

fn first_end(context: &SentenceContext<'_>, start: u32, cue: u32) -> u32 {
    let count = context.phrases.len() as u32;
    let cue_act = act_of(context, cue);
    // *Citing a theory, Ito said …*: a fronted participle's content ends where
    // the clause begins whose subject it shares.
    let main = context.subjects.get(cue as usize).copied().flatten().map(|s| s.start).filter(|&s| s > cue);
    let main = main.or_else(|| behind_fronted(context, cue));
    let object = matches!(context.kind(start), Some(K::Noun | K::Possessor));
    let ends_at = |at: u32| match context.phrases[at as usize].kind {
        K::Semicolon | K::Symbol | K::Stop => Some(at),
        K::Comma if main == Some(at + 1) => Some(at),
        K::Quote if main == Some(at + 1) && at > start => Some(at + 1),
        // *Ruiz, who opposed the motion, warned*: back to the verb that the
        // clause stands before.
        K::Comma if at > start && verb_of_host(context, at + 1, cue) => Some(at),
        K::Comma | K::Dash if at > start && ends_at_comma(context, at, cue_act) => Some(at),
        // *called it "a farce," adding that …*: the comma within the marks.
        K::Quote
            if at + 1 < count
                && ends_in_comma(context, at)
                && (ends_at_comma(context, at, cue_act) || verb_of_host(context, at + 1, cue)) =>
        {
            Some(at + 1)
        }
        // *praised Ito, who is 70*: the clause about an object is the writer's.
        K::Comma
            if object
                && relative(context, at + 1)
                && !resumes(context, at + 1)
                && !context.counts.has_clause(start, at) =>
        {
            Some(at)
        }
        // *hit a nerve when he told Ito that …*: not what was hit.
        K::Subordinator | K::Wh
            if object
                && at > start
                && context.is(at, TIMES)
                && says_next(context, at)
                && !context.counts.has_clause(start, at) =>
        {
            Some(at)
        }
        K::Conjunction if at > start && second_cue(context, at, cue) => Some(at),
        _ => None,
    };
    let breaks = &context.breaks[context.breaks.partition_point(|&at| at < start)..];
    let mut at = breaks.iter().find_map(|&at| ends_at(at)).unwrap_or(count.max(start));
    while at > start && matches!(context.kind(at - 1), Some(K::Comma | K::Conjunction | K::Dash)) {
        at -= 1;
    }
    at
}

/// The phrases at which [`end`] may have content end, in order.
pub(super) fn breaks(phrases: &[Phrase], tokens: &[Token], text: &str, last: u32) -> Vec<u32> {
    let may_end = |at: u32, p: &Phrase| match p.kind {
        // The bracket that the whole sentence stands in.
        K::Symbol => matches!(tokens[p.tokens.start as usize].text(text), ")" | "]"),
        K::Stop => at + 1 >= last,
        K::Semicolon | K::Comma | K::Quote | K::Dash | K::Subordinator | K::Wh | K::Conjunction => true,
        _ => false,
    };
    (0..).zip(phrases).filter(|(at, p)| may_end(*at, p)).map(|(at, _)| at).collect()
}

/// Where content that ends at `end`, left of a cue, starts.
pub(super) fn left_start(context: &SentenceContext<'_>, end: u32) -> u32 {
    // For each end, as every cue of a sentence asks for one.
    let starts = context.left_starts.get_or_init(|| {
        let mut start = 0;
        let starts = (0..=context.phrases.len() as u32).map(|at| {
            let opens = match at.checked_sub(1).and_then(|before| context.kind(before)) {
                Some(K::Semicolon) => true,
                // *Ruiz said no, but the plan was dead, Ito said*: after a
                // parenthetical cue of its own the clause before is somebody else's.
                Some(K::Conjunction) => {
                    at > 2 && context.kind(at - 2) == Some(K::Comma) && closed_before(context, at - 2)
                }
                _ => false,
            };
            if opens {
                start = at;
            }
            start
        });
        starts.collect()
    });
    starts[end as usize]
}

/// Whether a parenthetical *X said* ends just before the comma at `comma`.
pub(super) fn closed_before(context: &SentenceContext<'_>, comma: u32) -> bool {
    let Some(verb) = comma.checked_sub(1) else { return false };
    let phrase = &context.phrases[verb as usize];
    if phrase.kind != K::Verb || !phrase.verb.finite || context.verb_predicate(phrase, context.known.paren).is_none() {
        return false;
    }
    context.subjects[verb as usize]
        .is_some_and(|s| s.direct && s.start > 0 && matches!(context.kind(s.start - 1), Some(K::Comma | K::Quote)))
}

/// Whether the phrases from `start` to `end` hold a finite verb, or are a quotation.
pub(super) fn has_clause(context: &SentenceContext<'_>, start: u32, end: u32) -> bool {
    let first = context.phrases[start as usize].kind;
    if first == K::Quote {
        return true;
    }
    let mut at = start;
    if first == K::That {
        at += 1;
    }
    if !matches!(
        context.kind(at),
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
    if context.kind(at) == Some(K::Verb) && first != K::That {
        return false;
    }
    context.counts.has_clause(at, end) || first == K::That
}

pub(super) fn act_of(context: &SentenceContext<'_>, phrase: u32) -> Option<Act> {
    let phrase = context.phrases.get(phrase as usize)?;
    context
        .lexicon
        .predicates(context.marks.marks[phrase.head as usize].word)
        .iter()
        .map(|&(p, _)| context.lexicon.predicate(p))
        .find(|p| p.kind == PredicateKind::Verb)
        .map(|p| p.act)
}

/// An *-ing* form, at `at`, that reports: *adding*, *noting*, *calling it*.
pub(super) fn reporting_gerund(context: &SentenceContext<'_>, at: u32) -> bool {
    let Some(phrase) = context.phrases.get(at as usize) else { return false };
    phrase.kind == K::Verb
        && phrase.verb.gerund
        && (act_of(context, at).is_some_and(|a| matches!(a, Act::Statement | Act::Question | Act::Attitude))
            || context.verb_predicate(phrase, context.known.paren).is_some())
}

/// Whether what was said has ended before `at`: *, adding that …* is a second
/// cue, and so is *Ito said* behind a quotation.
pub(super) fn closed(context: &SentenceContext<'_>, at: u32, cue: u32) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let Some(phrase) = context.phrases.get(at as usize) else { return false };
    match context.kind(before) {
        Some(K::Quote) if phrase.kind == K::Conjunction => second_cue(context, at, cue),
        Some(K::Quote) => ends_in_comma(context, before) && ends_at_comma(context, before, Some(Act::Statement)),
        Some(K::Comma) => reporting_gerund(context, at),
        _ => false,
    }
}

fn ends_at_comma(context: &SentenceContext<'_>, comma: u32, cue_act: Option<Act>) -> bool {
    let next = comma + 1;
    let Some(phrase) = context.phrases.get(next as usize) else { return false };
    match phrase.kind {
        // *, adding that …*
        K::Verb if phrase.verb.gerund => {
            reporting_gerund(context, next) && cue_act.is_some() || context.is(next, &["according"])
        }
        // *, but the plan is dead*
        K::Conjunction | K::Subordinator if context.is(next, RETURNING) => clause_follows(context, next + 1),
        K::Conjunction => second_cue(context, next, comma),
        // *that it undertaxed him, is a good example*: back in the outer clause.
        K::Verb if phrase.verb.finite && context.subjects[next as usize].is_some_and(|s| !s.direct) => true,
        // *, with Ito calling it a farce*
        K::Preposition if context.is(next, &["with"]) => absolute(context, next + 1),
        // *, which he called a farce*
        K::Wh => somebody_says(context, next),
        // *, Ito said.*
        K::Noun => parenthetical_cue(context, next),
        _ => false,
    }
}

/// *When Ruiz said it was over, Ito laughed*: for a cue in a clause at the
/// sentence's start, where the main clause begins.
pub(super) fn behind_fronted(context: &SentenceContext<'_>, cue: u32) -> Option<u32> {
    let opens = |at: u32| subordinate(context, at) || context.kind(at) == Some(K::Preposition);
    let first = u32::from(matches!(context.kind(0), Some(K::Conjunction | K::Adverb | K::Time)));
    if !opens(first) || cue > first + FRONTED {
        return None;
    }
    if (first..cue).any(|i| matches!(context.kind(i), Some(K::Comma | K::Colon | K::Quote | K::Dash | K::Semicolon))) {
        return None;
    }
    main_clause(context, cue + 1, cue + 2 * FRONTED)
}

/// A conjunction that makes the clause behind it a part of another.
fn subordinate(context: &SentenceContext<'_>, at: u32) -> bool {
    match context.kind(at) {
        Some(K::Subordinator) => true,
        Some(K::Wh) => context.is(at, &["when", "while", "whenever"]),
        // *Asked whether …, Ito said*
        Some(K::Verb) => {
            let verb = context.phrases[at as usize].verb;
            verb.gerund || verb.participle
        }
        _ => false,
    }
}

/// Whether what stands left of a cue is only the clause that its own begins
/// with: *When it rained, Ito wrote a book*.
pub(super) fn only_fronted(context: &SentenceContext<'_>, start: u32, end: u32) -> bool {
    let first = start + u32::from(matches!(context.kind(start), Some(K::Conjunction | K::Adverb | K::Time)));
    subordinate(context, first) && main_clause(context, first + 1, end).is_none()
}

/// Where, behind a comma and before `end`, a subject and its verb begin.
pub(super) fn main_clause(context: &SentenceContext<'_>, from: u32, end: u32) -> Option<u32> {
    let count = context.phrases.len() as u32;
    (from..count.min(end)).find(|&at| {
        let comma = context.kind(at - 1) == Some(K::Comma)
            || context.kind(at - 1) == Some(K::Quote) && ends_in_comma(context, at - 1);
        comma
            && context.kind(at) == Some(K::Noun)
            && (at..count.min(at + FRONTED)).any(|v| {
                context.phrases[v as usize].verb.finite
                    && context.kind(v) == Some(K::Verb)
                    && context.subjects[v as usize].is_some_and(|s| s.direct && s.start == at)
            })
    })
}

/// The last token of a quotation before the closing mark.
pub(super) fn last_inside(context: &SentenceContext<'_>, quote: u32) -> TokenKind {
    let tokens = context.phrases[quote as usize].tokens;
    context.tokens[tokens.end.saturating_sub(2).max(tokens.start) as usize].kind
}

fn ends_in_comma(context: &SentenceContext<'_>, quote: u32) -> bool {
    last_inside(context, quote) == TokenKind::Comma
}

/// A noun phrase and an *-ing* form: a clause that hangs on the sentence.
fn absolute(context: &SentenceContext<'_>, at: u32) -> bool {
    let verb = (at..at + 6).find(|&i| !matches!(context.kind(i), Some(K::Noun | K::Possessor | K::Preposition)));
    verb.is_some_and(|v| v > at && context.kind(v) == Some(K::Verb) && context.phrases[v as usize].verb.gerund)
}

/// A relative pronoun that ends the sentence with a subject of its own and
/// what that says.
fn somebody_says(context: &SentenceContext<'_>, wh: u32) -> bool {
    let rest = &context.phrases[wh as usize..];
    // Behind a second comma the clause before may go on.
    if rest.iter().any(|p| p.kind == K::Comma) {
        return false;
    }
    says_next(context, wh)
}

/// A subject right behind `at`, and a verb of its own that says something.
fn says_next(context: &SentenceContext<'_>, at: u32) -> bool {
    let verb = (at + 1..at + 5).find(|&i| context.kind(i) == Some(K::Verb));
    verb.is_some_and(|v| {
        let direct = context.subjects[v as usize].is_some_and(|s| s.direct && s.start == at + 1);
        direct && context.phrases[v as usize].verb.finite && act_of(context, v) == Some(Act::Statement)
    })
}

/// Whether the content goes on behind the relative clause at `at`: *praised
/// Ito, who is 70, as a guide*.
fn resumes(context: &SentenceContext<'_>, at: u32) -> bool {
    let rest = &context.phrases[at as usize..];
    let close = rest.iter().position(|p| matches!(p.kind, K::Comma | K::Semicolon));
    close.is_some_and(|c| {
        let next = at + c as u32 + 1;
        // *says the port, which is old, will close*: its verb is still to come.
        context.phrases.get(next as usize).is_some_and(|p| p.verb.finite)
            || context.kind(next) == Some(K::Subordinator) && context.is(next, &["as"])
    })
}

/// Whether a finite verb at `at` has a subject that stands before the cue.
fn verb_of_host(context: &SentenceContext<'_>, at: u32, cue: u32) -> bool {
    let own = context.subjects.get(cue as usize).copied().flatten();
    let relative = own.is_some_and(|s| context.kind(s.start) == Some(K::Wh));
    // *The club, which Ruiz called "a ruin," is closed*
    let clause = own.and_then(|s| s.start.checked_sub(1)).is_some_and(|w| context.kind(w) == Some(K::Wh));
    if clause && context.kind(at - 1) == Some(K::Quote) && context.subjects.get(at as usize) == Some(&None) {
        return context.phrases[at as usize].kind == K::Verb && context.phrases[at as usize].verb.finite;
    }
    context.phrases.get(at as usize).is_some_and(|p| p.kind == K::Verb && p.verb.finite)
        // *one of the states suing the port said*: the cue is in the subject.
        && context.subjects[at as usize].is_some_and(|s| {
            // *Ruiz, the Herald reported on Monday, said*
            let told = own.is_some_and(|o| o.direct && s.end + 1 == o.start);
            s.direct && s.start < cue && (relative || told || s.end > cue)
        })
}

fn relative(context: &SentenceContext<'_>, at: u32) -> bool {
    context.kind(at) == Some(K::Wh) && context.is(at, &["who", "which", "whose", "whom"])
}

/// A subject and its finite verb follow before the next comma.
fn clause_follows(context: &SentenceContext<'_>, at: u32) -> bool {
    let mut i = at;
    let count = context.phrases.len() as u32;
    while i < count && i < at + 14 {
        match context.kind(i) {
            Some(K::Verb) if context.phrases[i as usize].verb.finite => return i > at,
            Some(K::Semicolon | K::Stop) => return false,
            _ => i += 1,
        }
    }
    false
}

/// *X said* with nothing but a parenthesis's end behind it: its subject
/// begins at `at`.
fn parenthetical_cue(context: &SentenceContext<'_>, at: u32) -> bool {
    let count = context.phrases.len() as u32;
    let verb = (at..count.min(at + 12)).find(|&i| context.kind(i) == Some(K::Verb));
    let Some(verb) = verb else { return false };
    let phrase = &context.phrases[verb as usize];
    if !phrase.verb.finite || context.verb_predicate(phrase, context.known.paren).is_none() {
        return false;
    }
    if context.subjects[verb as usize].is_none_or(|s| s.start != at) {
        return false;
    }
    matches!(context.kind(verb + 1), None | Some(K::Comma | K::Stop | K::Time | K::Preposition | K::Quote))
        && !(verb + 1..count.min(verb + 8)).any(|i| context.kind(i) == Some(K::That))
}

/// A finite verb behind the comma at `at`, or at `at` behind a comma within
/// marks.
pub(super) fn verb_set_off(context: &SentenceContext<'_>, at: u32) -> Option<u32> {
    let comma = context.kind(at) == Some(K::Comma);
    let verb = at + u32::from(comma);
    let finite = context.phrases.get(verb as usize).is_some_and(|p| p.kind == K::Verb && p.verb.finite);
    let set_off = comma || context.kind(at - 1) == Some(K::Quote) && ends_in_comma(context, at - 1);
    (finite && set_off).then_some(verb)
}

/// *, said Ito* behind the phrase before `at`: a verb of saying that has its
/// subject behind it, and nothing more.
pub(super) fn inverted_cue(context: &SentenceContext<'_>, at: u32) -> bool {
    let Some(verb) = verb_set_off(context, at) else { return false };
    let behind = context.phrases.get(verb as usize + 1);
    context.verb_predicate(&context.phrases[verb as usize], context.known.paren).is_some()
        && behind.is_some_and(|p| context.is_speaker(p))
        && matches!(
            context.kind(verb + 2),
            None | Some(K::Comma | K::Stop | K::Time | K::Preposition | K::Parenthesis | K::Wh | K::Dash)
        )
        && context.phrases[verb as usize + 2..].iter().take(10).all(|p| p.kind != K::That)
}

/// Whether two verbs can share a subject by their form: a base form goes with
/// no past one (*said they will come and **take** it*).
fn same_tense(context: &SentenceContext<'_>, first: &Phrase, second: &Phrase) -> bool {
    let forms = |p: &Phrase| context.lexicon.forms(context.marks.marks[p.head as usize].word);
    let bare = |p: &Phrase| p.tokens.len() == 1 && forms(p).has(Forms::BASE) && !forms(p).has(Forms::PAST);
    let marked = |p: &Phrase| forms(p).has(Forms::PAST) || forms(p).has(Forms::THIRD);
    !(bare(second) && marked(first))
}

/// A second reporting verb after a conjunction, of the cue's own source:
/// *said no **and called** it a farce*.
fn second_cue(context: &SentenceContext<'_>, conjunction: u32, cue: u32) -> bool {
    let next = conjunction + 1;
    let Some(phrase) = context.phrases.get(next as usize) else { return false };
    let Some(first) = context.phrases.get(cue as usize) else { return false };
    // *calling him a liar **and accusing** him*
    if first.kind == K::Verb && first.verb.gerund && reporting_gerund(context, next) {
        return true;
    }
    if phrase.kind != K::Verb || !phrase.verb.finite || phrase.verb.modal {
        return false;
    }
    if first.kind == K::Verb && (!first.verb.finite || !same_tense(context, first, phrase)) {
        return false;
    }
    act_of(context, next).is_some_and(|a| matches!(a, Act::Statement | Act::Question | Act::Attitude | Act::Decree))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::sentence_context;
    use crate::span::TokenSpan;
    use crate::syntax::VerbGroup;

    /// Every cue of a sentence looks for where it ends, and at each stop the
    /// rest was looked over: of stops only the last is asked about.
    #[test]
    fn stops_inside_a_sentence_are_passed_over() {
        let phrase = |kind: K| Phrase {
            kind,
            tokens: TokenSpan::new(0, 1),
            head: 0,
            verb: VerbGroup::default(),
            quotation: None,
            pronoun: false,
            name: false,
        };
        let kinds = [K::Noun, K::Stop, K::Stop, K::That, K::Stop, K::Verb, K::Symbol, K::Noun, K::Stop, K::Stop];
        let phrases = kinds.map(phrase);
        let tokens = crate::token::tokenize("a", crate::Grammar::builtin().lexicon().abbreviations());
        let last = sentence_context::tail(&phrases, &[K::Stop, K::Symbol]);
        assert_eq!((last, breaks(&phrases, &tokens, "a", last)), (8, vec![8, 9]));
    }
}
