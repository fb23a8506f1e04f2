//! How far the content of an attribution reaches.
//!
//! Right of the cue it ends where the sentence does, unless another
//! attribution of the writer's begins before: *but* and *while* clauses that
//! return to the writer, a second cue of the same source, a parenthetical
//! *X said*. Left of the cue it begins where the sentence does.

use super::judge::{self, END, NONE, SHARED, START, yes};
use super::phrase::{Phrase, PhraseKind as K};
use super::scene::Scene;
use super::weights::{Features, Value, Weights};
use crate::attribution::Act;
use crate::lexicon::{Forms, PredicateKind};
use crate::token::{Shape, Token, TokenKind};

/// Conjunctions after a comma that, with a subject and a verb of their own,
/// go back to the writer.
const RETURNING: &[&str] = &["but", "yet", "while", "although", "though", "whereas", "even"];

/// Conjunctions of time.
const TIMES: &[&str] = &["when", "after", "before", "as", "while", "since", "until"];

/// How long a clause at the sentence's start may be, in phrases.
const FRONTED: u32 = 16;

/// The phrase at which content that starts at `start`, right of the cue at
/// `cue`, ends. Linear in the sentence's length.
pub(super) fn end(scene: &Scene<'_>, start: u32, cue: u32) -> u32 {
    let (last_start, last_cue, last_end) = scene.last_end.get();
    if (last_start, last_cue) == (start, cue) {
        return last_end;
    }
    let end = first_end(scene, start, cue);
    scene.last_end.set((start, cue, end));
    end
}

fn first_end(scene: &Scene<'_>, start: u32, cue: u32) -> u32 {
    let count = scene.phrases.len() as u32;
    let cue_act = act_of(scene, cue);
    // *Citing a theory, Ito said …*: a fronted participle's content ends where
    // the clause begins whose subject it shares.
    let main = scene.subjects.get(cue as usize).copied().flatten().map(|s| s.start).filter(|&s| s > cue);
    let main = main.or_else(|| behind_fronted(scene, cue));
    let object = matches!(scene.kind(start), Some(K::Noun | K::Possessor));
    let ends_at = |at: u32| match scene.phrases[at as usize].kind {
        K::Semicolon | K::Symbol | K::Stop => Some(at),
        K::Comma if main == Some(at + 1) => Some(at),
        K::Quote if main == Some(at + 1) && at > start => Some(at + 1),
        // *Ruiz, who opposed the motion, warned*: back to the verb that the
        // clause stands before.
        K::Comma if at > start && verb_of_host(scene, at + 1, cue) => Some(at),
        K::Comma | K::Dash if at > start && ends_at_comma(scene, at, cue_act) => Some(at),
        // *called it "a farce," adding that …*: the comma within the marks.
        K::Quote
            if at + 1 < count
                && ends_in_comma(scene, at)
                && (ends_at_comma(scene, at, cue_act) || verb_of_host(scene, at + 1, cue)) =>
        {
            Some(at + 1)
        }
        // *praised Ito, who is 70*: the clause about an object is the writer's.
        K::Comma
            if object && relative(scene, at + 1) && !resumes(scene, at + 1) && !scene.counts.has_clause(start, at) =>
        {
            Some(at)
        }
        // *hit a nerve when he told Ito that …*: not what was hit.
        K::Subordinator | K::Wh
            if object
                && at > start
                && scene.is(at, TIMES)
                && says_next(scene, at)
                && !scene.counts.has_clause(start, at) =>
        {
            Some(at)
        }
        K::Conjunction if at > start && second_cue(scene, at, cue) => Some(at),
        _ => None,
    };
    let breaks = &scene.breaks[scene.breaks.partition_point(|&at| at < start)..];
    let mut at = breaks.iter().find_map(|&at| ends_at(at)).unwrap_or(count.max(start));
    while at > start && matches!(scene.kind(at - 1), Some(K::Comma | K::Conjunction | K::Dash)) {
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
pub(super) fn left_start(scene: &Scene<'_>, end: u32) -> u32 {
    // For each end, as every cue of a sentence asks for one.
    let starts = scene.left_starts.get_or_init(|| {
        let mut start = 0;
        let starts = (0..=scene.phrases.len() as u32).map(|at| {
            let opens = match at.checked_sub(1).and_then(|before| scene.kind(before)) {
                Some(K::Semicolon) => true,
                // *Ruiz said no, but the plan was dead, Ito said*: after a
                // parenthetical cue of its own the clause before is somebody else's.
                Some(K::Conjunction) => at > 2 && scene.kind(at - 2) == Some(K::Comma) && closed_before(scene, at - 2),
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
    scene.counts.has_clause(at, end) || first == K::That
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

/// An *-ing* form, at `at`, that reports: *adding*, *noting*, *calling it*.
fn reporting_gerund(scene: &Scene<'_>, at: u32) -> bool {
    let Some(phrase) = scene.phrases.get(at as usize) else { return false };
    phrase.kind == K::Verb
        && phrase.verb.gerund
        && (act_of(scene, at).is_some_and(|a| matches!(a, Act::Statement | Act::Question | Act::Attitude))
            || scene.verb_predicate(phrase, scene.known.paren).is_some())
}

/// Whether what was said has ended before `at`: *, adding that …* is a second
/// cue, and so is *Ito said* behind a quotation.
pub(super) fn closed(scene: &Scene<'_>, at: u32, cue: u32) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let Some(phrase) = scene.phrases.get(at as usize) else { return false };
    match scene.kind(before) {
        Some(K::Quote) if phrase.kind == K::Conjunction => second_cue(scene, at, cue),
        Some(K::Quote) => ends_in_comma(scene, before) && ends_at_comma(scene, before, Some(Act::Statement)),
        Some(K::Comma) => reporting_gerund(scene, at),
        _ => false,
    }
}

fn ends_at_comma(scene: &Scene<'_>, comma: u32, cue_act: Option<Act>) -> bool {
    let next = comma + 1;
    let Some(phrase) = scene.phrases.get(next as usize) else { return false };
    match phrase.kind {
        // *, adding that …*
        K::Verb if phrase.verb.gerund => {
            reporting_gerund(scene, next) && cue_act.is_some() || scene.is(next, &["according"])
        }
        // *, but the plan is dead*
        K::Conjunction | K::Subordinator if scene.is(next, RETURNING) => clause_follows(scene, next + 1),
        K::Conjunction => second_cue(scene, next, comma),
        // *that it undertaxed him, is a good example*: back in the outer clause.
        K::Verb if phrase.verb.finite && scene.subjects[next as usize].is_some_and(|s| !s.direct) => true,
        // *, with Ito calling it a farce*
        K::Preposition if scene.is(next, &["with"]) => absolute(scene, next + 1),
        // *, which he called a farce*
        K::Wh => somebody_says(scene, next),
        // *, Ito said.*
        K::Noun => parenthetical_cue(scene, next),
        _ => false,
    }
}

/// *When Ruiz said it was over, Ito laughed*: for a cue in a clause at the
/// sentence's start, where the main clause begins.
fn behind_fronted(scene: &Scene<'_>, cue: u32) -> Option<u32> {
    let opens = |at: u32| subordinate(scene, at) || scene.kind(at) == Some(K::Preposition);
    let first = u32::from(matches!(scene.kind(0), Some(K::Conjunction | K::Adverb | K::Time)));
    if !opens(first) || cue > first + FRONTED {
        return None;
    }
    if (first..cue).any(|i| matches!(scene.kind(i), Some(K::Comma | K::Colon | K::Quote | K::Dash | K::Semicolon))) {
        return None;
    }
    main_clause(scene, cue + 1, cue + 2 * FRONTED)
}

/// A conjunction that makes the clause behind it a part of another.
fn subordinate(scene: &Scene<'_>, at: u32) -> bool {
    match scene.kind(at) {
        Some(K::Subordinator) => true,
        Some(K::Wh) => scene.is(at, &["when", "while", "whenever"]),
        // *Asked whether …, Ito said*
        Some(K::Verb) => {
            let verb = scene.phrases[at as usize].verb;
            verb.gerund || verb.participle
        }
        _ => false,
    }
}

/// Whether what stands left of a cue is only the clause that its own begins
/// with: *When it rained, Ito wrote a book*.
pub(super) fn only_fronted(scene: &Scene<'_>, start: u32, end: u32) -> bool {
    let first = start + u32::from(matches!(scene.kind(start), Some(K::Conjunction | K::Adverb | K::Time)));
    subordinate(scene, first) && main_clause(scene, first + 1, end).is_none()
}

/// Where, behind a comma and before `end`, a subject and its verb begin.
fn main_clause(scene: &Scene<'_>, from: u32, end: u32) -> Option<u32> {
    let count = scene.phrases.len() as u32;
    (from..count.min(end)).find(|&at| {
        let comma = scene.kind(at - 1) == Some(K::Comma)
            || scene.kind(at - 1) == Some(K::Quote) && ends_in_comma(scene, at - 1);
        comma
            && scene.kind(at) == Some(K::Noun)
            && (at..count.min(at + FRONTED)).any(|v| {
                scene.phrases[v as usize].verb.finite
                    && scene.kind(v) == Some(K::Verb)
                    && scene.subjects[v as usize].is_some_and(|s| s.direct && s.start == at)
            })
    })
}

/// The last token of a quotation before the closing mark.
fn last_inside(scene: &Scene<'_>, quote: u32) -> TokenKind {
    let tokens = scene.phrases[quote as usize].tokens;
    scene.tokens[tokens.end.saturating_sub(2).max(tokens.start) as usize].kind
}

fn ends_in_comma(scene: &Scene<'_>, quote: u32) -> bool {
    last_inside(scene, quote) == TokenKind::Comma
}

/// A noun phrase and an *-ing* form: a clause that hangs on the sentence.
fn absolute(scene: &Scene<'_>, at: u32) -> bool {
    let verb = (at..at + 6).find(|&i| !matches!(scene.kind(i), Some(K::Noun | K::Possessor | K::Preposition)));
    verb.is_some_and(|v| v > at && scene.kind(v) == Some(K::Verb) && scene.phrases[v as usize].verb.gerund)
}

/// A relative pronoun that ends the sentence with a subject of its own and
/// what that says.
fn somebody_says(scene: &Scene<'_>, wh: u32) -> bool {
    let rest = &scene.phrases[wh as usize..];
    // Behind a second comma the clause before may go on.
    if rest.iter().any(|p| p.kind == K::Comma) {
        return false;
    }
    says_next(scene, wh)
}

/// A subject right behind `at`, and a verb of its own that says something.
fn says_next(scene: &Scene<'_>, at: u32) -> bool {
    let verb = (at + 1..at + 5).find(|&i| scene.kind(i) == Some(K::Verb));
    verb.is_some_and(|v| {
        let direct = scene.subjects[v as usize].is_some_and(|s| s.direct && s.start == at + 1);
        direct && scene.phrases[v as usize].verb.finite && act_of(scene, v) == Some(Act::Statement)
    })
}

/// Whether the content goes on behind the relative clause at `at`: *praised
/// Ito, who is 70, as a guide*.
fn resumes(scene: &Scene<'_>, at: u32) -> bool {
    let rest = &scene.phrases[at as usize..];
    let close = rest.iter().position(|p| matches!(p.kind, K::Comma | K::Semicolon));
    close.is_some_and(|c| {
        let next = at + c as u32 + 1;
        // *says the port, which is old, will close*: its verb is still to come.
        scene.phrases.get(next as usize).is_some_and(|p| p.verb.finite)
            || scene.kind(next) == Some(K::Subordinator) && scene.is(next, &["as"])
    })
}

/// Whether a finite verb at `at` has a subject that stands before the cue.
fn verb_of_host(scene: &Scene<'_>, at: u32, cue: u32) -> bool {
    let own = scene.subjects.get(cue as usize).copied().flatten();
    let relative = own.is_some_and(|s| scene.kind(s.start) == Some(K::Wh));
    // *The club, which Ruiz called "a ruin," is closed*
    let clause = own.and_then(|s| s.start.checked_sub(1)).is_some_and(|w| scene.kind(w) == Some(K::Wh));
    if clause && scene.kind(at - 1) == Some(K::Quote) && scene.subjects.get(at as usize) == Some(&None) {
        return scene.phrases[at as usize].kind == K::Verb && scene.phrases[at as usize].verb.finite;
    }
    scene.phrases.get(at as usize).is_some_and(|p| p.kind == K::Verb && p.verb.finite)
        // *one of the states suing the port said*: the cue is in the subject.
        && scene.subjects[at as usize].is_some_and(|s| {
            // *Ruiz, the Herald reported on Monday, said*
            let told = own.is_some_and(|o| o.direct && s.end + 1 == o.start);
            s.direct && s.start < cue && (relative || told || s.end > cue)
        })
}

fn relative(scene: &Scene<'_>, at: u32) -> bool {
    scene.kind(at) == Some(K::Wh) && scene.is(at, &["who", "which", "whose", "whom"])
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

/// A finite verb behind the comma at `at`, or at `at` behind a comma within
/// marks.
fn verb_set_off(scene: &Scene<'_>, at: u32) -> Option<u32> {
    let comma = scene.kind(at) == Some(K::Comma);
    let verb = at + u32::from(comma);
    let finite = scene.phrases.get(verb as usize).is_some_and(|p| p.kind == K::Verb && p.verb.finite);
    let set_off = comma || scene.kind(at - 1) == Some(K::Quote) && ends_in_comma(scene, at - 1);
    (finite && set_off).then_some(verb)
}

/// *, said Ito* behind the phrase before `at`: a verb of saying that has its
/// subject behind it, and nothing more.
fn inverted_cue(scene: &Scene<'_>, at: u32) -> bool {
    let Some(verb) = verb_set_off(scene, at) else { return false };
    let behind = scene.phrases.get(verb as usize + 1);
    scene.verb_predicate(&scene.phrases[verb as usize], scene.known.paren).is_some()
        && behind.is_some_and(|p| scene.is_speaker(p))
        && matches!(
            scene.kind(verb + 2),
            None | Some(K::Comma | K::Stop | K::Time | K::Preposition | K::Parenthesis | K::Wh | K::Dash)
        )
        && scene.phrases[verb as usize + 2..].iter().take(10).all(|p| p.kind != K::That)
}

/// Whether two verbs can share a subject by their form: a base form goes with
/// no past one (*said they will come and **take** it*).
fn same_tense(scene: &Scene<'_>, first: &Phrase, second: &Phrase) -> bool {
    let forms = |p: &Phrase| scene.lexicon.forms(scene.marks.marks[p.head as usize].word);
    let bare = |p: &Phrase| p.tokens.len() == 1 && forms(p).has(Forms::BASE) && !forms(p).has(Forms::PAST);
    let marked = |p: &Phrase| forms(p).has(Forms::PAST) || forms(p).has(Forms::THIRD);
    !(bare(second) && marked(first))
}

/// A second reporting verb after a conjunction, of the cue's own source:
/// *said no **and called** it a farce*.
fn second_cue(scene: &Scene<'_>, conjunction: u32, cue: u32) -> bool {
    let next = conjunction + 1;
    let Some(phrase) = scene.phrases.get(next as usize) else { return false };
    let Some(first) = scene.phrases.get(cue as usize) else { return false };
    // *calling him a liar **and accusing** him*
    if first.kind == K::Verb && first.verb.gerund && reporting_gerund(scene, next) {
        return true;
    }
    if phrase.kind != K::Verb || !phrase.verb.finite || phrase.verb.modal {
        return false;
    }
    if first.kind == K::Verb && (!first.verb.finite || !same_tense(scene, first, phrase)) {
        return false;
    }
    act_of(scene, next).is_some_and(|a| matches!(a, Act::Statement | Act::Question | Act::Attitude | Act::Decree))
}

/// Phrases behind which no content is taken to end.
const OPEN: &[K] = &[
    K::Comma,
    K::Conjunction,
    K::Dash,
    K::Preposition,
    K::That,
    K::Wh,
    K::Subordinator,
    K::Possessor,
    K::Semicolon,
    K::Colon,
    K::Stop,
];

/// How far, in phrases, an end is looked for.
const HORIZON: u32 = 120;

/// How many finite verbs away an end or start is looked for. In a chain of clauses
/// every cue would look at all of them.
const CLAUSES: u32 = 8;

/// A way along the places where content may stop, nearest to the cue first.
/// At each it stops or goes on, and a sum of weights says how likely either
/// is; the likeliest of all these ways is found in one pass.
struct Path {
    /// Of all ways so far, the best: ln of its chance, and where it stops.
    best: (f32, u32),
    /// ln of the chance that none of the places so far was a stop.
    gone_on: f32,
}

impl Path {
    const START: Self = Self { best: (f32::NEG_INFINITY, 0), gone_on: 0.0 };

    /// Comes by the place `at`; whether one behind it can still be likelier.
    fn pass(&mut self, at: u32, sum: f32) -> bool {
        let (stop, go) = (-(-sum).exp().ln_1p(), -sum.exp().ln_1p());
        if self.gone_on + stop > self.best.0 {
            self.best = (self.gone_on + stop, at);
        }
        self.gone_on += go;
        self.is_open()
    }

    fn is_open(&self) -> bool {
        self.gone_on > self.best.0
    }

    /// Where the likeliest way stops: at `last` if at none of the places.
    fn stop(&self, last: u32) -> u32 {
        if self.is_open() { last } else { self.best.1 }
    }
}

/// The place right behind the cue.
const CUE: Value<'static> = Value::new("cue");

/// Where a place lies from where the rules would stop, for features.
fn from_rule(at: u32, rule: u32) -> Value<'static> {
    match at.cmp(&rule) {
        std::cmp::Ordering::Less => const { Value::new("before") },
        std::cmp::Ordering::Equal => const { Value::new("here") },
        std::cmp::Ordering::Greater => const { Value::new("behind") },
    }
}

/// A small number of phrases, for features.
fn few(phrases: u32) -> Value<'static> {
    match phrases {
        0 => const { Value::new("0") },
        1 => const { Value::new("1") },
        2 => const { Value::new("2") },
        3 => const { Value::new("3") },
        4..=6 => const { Value::new("6") },
        _ => const { Value::new("7") },
    }
}

/// Content that a reading found right of its cue.
#[derive(Clone, Copy)]
pub(super) struct Run<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    /// Name of the construction.
    pub(super) construction: Value<'s>,
    /// Lemma of the cue.
    pub(super) lemma: Value<'s>,
    /// The phrase that holds the cue's head.
    pub(super) cue: u32,
    /// Its first phrase.
    pub(super) start: u32,
    /// Where [`end`] has it end.
    pub(super) end: u32,
}

/// Content that a reading found left of its cue.
#[derive(Clone, Copy)]
pub(super) struct Lead<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    /// Name of the construction.
    pub(super) construction: Value<'s>,
    /// Where [`left_start`] has it start.
    pub(super) start: u32,
    /// The phrase behind it.
    pub(super) end: u32,
}

impl<'s, 'a> Lead<'s, 'a> {
    /// Where the content starts: of all the places where it may, the
    /// likeliest.
    pub(super) fn likeliest_start(&self, weights: &Weights) -> u32 {
        if weights.is_empty() {
            return self.start;
        }
        let mut path = Path::START;
        let first = self.each(|at, finite| path.pass(at, weights.sum(|f| self.tell(at, finite, f))));
        path.stop(first)
    }

    /// Calls `visit` at each place but the sentence's beginning where the
    /// content may start, nearest to the cue first, with whether there is a
    /// finite verb between, as long as it wants more. Returns where it starts
    /// if at none of them.
    pub(super) fn each(&self, mut visit: impl FnMut(u32, bool) -> bool) -> u32 {
        let phrases = self.scene.phrases;
        let mut clauses = 0;
        for at in (self.end.saturating_sub(HORIZON).max(1)..self.end).rev() {
            let phrase = &phrases[at as usize];
            clauses += u32::from(phrase.kind == K::Verb && phrase.verb.finite);
            if clauses > CLAUSES {
                break;
            }
            // *"No," Ruiz said, "and never," she added*: the first is the other cue's.
            if phrase.kind == K::Quote
                && phrases[at as usize - 1].kind == K::Comma
                && closed_before(self.scene, at - 1)
                && self.end == at + 1
            {
                return at;
            }
            let closed = matches!(phrase.kind, K::Comma | K::Dash | K::Stop | K::Semicolon | K::Colon);
            let inside = matches!(phrases[at as usize - 1].kind, K::Preposition | K::Possessor);
            if !closed && !inside && !visit(at, clauses > 0) {
                break;
            }
        }
        0
    }

    /// The features of a start at phrase `at`.
    pub(super) fn tell(&self, at: u32, finite: bool, f: &mut impl Features) {
        let scene = self.scene;
        let phrase = |i: u32| scene.phrases.get(i as usize);
        let label = |i: u32| scene.values(i).label;
        let word = |i: u32| scene.values(i).word;
        let c = self.construction;
        let (l, l2) = (label(at - 1), at.checked_sub(2).map_or(START, label));
        let r = label(at);
        let rule = from_rule(at, self.start);
        let left = few(at);
        let length = Value::new(match self.end - at {
            1 => "1",
            2 => "2",
            3..=4 => "4",
            _ => "5",
        });
        // What is left out would be a clause of its own.
        let clause = yes(scene.counts.has_finite_verb(0, at));
        // A subject and its verb begin here.
        let verb = (at..self.end.min(at + 12)).find(|&i| phrase(i).is_some_and(|p| p.kind == K::Verb && p.verb.finite));
        let subject = yes(verb.and_then(|v| scene.subjects[v as usize]).is_some_and(|s| s.start == at));
        let finite = yes(finite);
        tell!(f, "left", l, word(at - 1));
        tell!(f, "left2", l, word(at - 1), l2);
        tell!(f, "between", l, r, finite);
        tell!(f, "between2", l2, l, r);
        tell!(f, "next", r, word(at));
        tell!(f, "left-next", l, r, word(at));
        tell!(f, "subject", subject, l, finite);
        tell!(f, "subject-left", subject, l, l2);
        tell!(f, "subject-clause", subject, clause, l, word(at - 1));
        tell!(f, "rule", rule, l);
        tell!(f, "rule-construction", rule, c, finite);
        tell!(f, "remaining", left, l, r);
        tell!(f, "length", length, l, finite);
        tell!(f, "opener", label(0), word(0), l);
        tell!(f, "opener-finite", label(0), word(0), l, subject);
        tell!(f, "opener-remaining", left, label(0), word(0), l);
        tell!(f, "construction", c, l, r);
        tell!(f, "construction-subject", c, l, subject, finite);
        tell!(f, "end", label(self.end - 1), l, r);
        tell!(f, "clause", clause, l, finite);
        tell!(f, "left-word", scene.values(at - 1).head, r);
    }
}

/// The first word of a noun phrase where it is no part of the name.
fn determiner<'t>(scene: &'t Scene<'_>, phrase: &Phrase) -> &'t str {
    let first = phrase.tokens.start;
    match scene.tokens[first as usize].shape {
        Shape::Lower if phrase.kind == K::Noun && first != phrase.head => scene.text_of(first),
        _ => "",
    }
}

/// The tense of a verb group, as its first word shows it.
fn tense(scene: &Scene<'_>, phrase: &Phrase) -> &'static str {
    if phrase.verb.modal {
        return match scene.text_of(phrase.tokens.start).to_ascii_lowercase().as_str() {
            "will" | "'ll" | "’ll" | "can" | "may" | "shall" => "will",
            _ => "would",
        };
    }
    let forms = scene.lexicon.forms(scene.marks.marks[phrase.tokens.start as usize].word);
    match (forms.has(Forms::PAST), forms.has(Forms::BASE) || forms.has(Forms::THIRD)) {
        (true, false) => "past",
        (false, true) => "present",
        _ => match scene.text_of(phrase.tokens.start).to_ascii_lowercase().as_str() {
            "was" | "were" | "had" | "did" => "past",
            "is" | "are" | "am" | "has" | "have" | "do" | "does" => "present",
            _ => "other",
        },
    }
}

/// The mark before the closing one of a quotation.
fn closing_mark(scene: &Scene<'_>, quote: u32) -> &'static str {
    match last_inside(scene, quote) {
        TokenKind::Comma => "comma",
        TokenKind::Period | TokenKind::Exclamation | TokenKind::Ellipsis => "stop",
        _ => "none",
    }
}

/// How far behind the cue, in phrases, content right of it is looked for.
const ONSET: u32 = 14;

impl Run<'_, '_> {
    /// The same content where it likeliest starts: *said | in a debate* is
    /// passed over where what was said comes behind.
    pub(super) fn with_likeliest_start(self, weights: &Weights) -> Self {
        if weights.is_empty() {
            return self;
        }
        let mut path = Path::START;
        self.each_start(|at| path.pass(at, weights.sum(|f| self.tell_start(at, f))));
        let start = path.stop(self.start);
        Self { start, end: self.end.max(start + 1), ..self }
    }

    /// Calls `visit` at each place where the content may start, nearest to
    /// the cue first, as long as it wants more.
    pub(super) fn each_start(&self, mut visit: impl FnMut(u32) -> bool) {
        let phrases = self.scene.phrases;
        // *that* in front has opened it.
        if self.start > 0 && phrases[self.start as usize - 1].kind == K::That {
            return;
        }
        // A quotation, *that* and an infinitive open what they stand before.
        let first = &phrases[self.start as usize];
        let sure = matches!(first.kind, K::Quote | K::That) || first.kind == K::Verb && first.verb.infinitive;
        let limit = if sure { self.start + 1 } else { self.start + ONSET };
        for at in self.start..limit.min(phrases.len() as u32) {
            let kind = phrases[at as usize].kind;
            if matches!(kind, K::Stop | K::Semicolon | K::Symbol) {
                break;
            }
            let before = &phrases[at as usize - 1];
            // No clause is passed over.
            if at > self.start && before.kind == K::Verb && before.verb.finite {
                break;
            }
            let inside = matches!(kind, K::Comma | K::Conjunction | K::Dash | K::Colon | K::Parenthesis)
                || before.kind == K::Possessor;
            if (at == self.start || !inside) && !visit(at) {
                break;
            }
        }
    }

    /// The features of a start at phrase `at`.
    pub(super) fn tell_start(&self, at: u32, f: &mut impl Features) {
        let scene = self.scene;
        let phrase = |i: u32| scene.phrases.get(i as usize);
        let label = |i: u32| scene.values(i).label;
        let word = |i: u32| scene.values(i).word;
        let head = |i: u32| scene.values(i).head;
        let class = |i: u32| Value::new(phrase(i).map_or("", |p| judge::class_of(scene, p)));
        let c = self.construction;
        let offset = few(at - self.start);
        // The next thing that could open a clause, and the next verb's subject.
        let mut ahead = END;
        let mut subject = NONE;
        for i in at + 1..at + ONSET {
            let Some(next) = phrase(i) else { break };
            match next.kind {
                K::That | K::Quote | K::Comma | K::Colon | K::Stop | K::Wh | K::Subordinator => ahead = label(i),
                K::Verb if next.verb.finite || next.verb.infinitive => {
                    ahead = Value::new(if next.verb.finite { "verb" } else { "infinitive" });
                    subject = Value::new(match scene.subjects[i as usize] {
                        Some(s) if s.start == at => "here",
                        Some(s) if s.start > at => "ahead",
                        Some(_) => "before",
                        None => "none",
                    });
                }
                _ => continue,
            }
            break;
        }
        let (l, r, r2) = (if at == self.start { CUE } else { label(at - 1) }, label(at), label(at + 1));
        let (kind, first) = (label(self.start), word(self.start));
        // *voiced doubts about*: a noun that reports is no content.
        let noun = phrase(self.start).filter(|p| p.kind == K::Noun).and_then(|p| {
            let words = scene.lexicon.predicates(scene.marks.marks[p.head as usize].word);
            let predicate = words.iter().map(|&(p, _)| scene.lexicon.predicate(p));
            predicate.into_iter().find(|p| p.kind == PredicateKind::Noun).map(|p| p.act.name())
        });
        let noun = noun.map_or(NONE, Value::new);
        tell!(f, "right", offset);
        tell!(f, "right-place", offset, r, word(at), ahead);
        tell!(f, "right-construction", c, offset, r, word(at));
        tell!(f, "right-construction-ahead", c, offset, r, ahead, subject);
        tell!(f, "right-kind", kind, first, l, r, word(at));
        tell!(f, "right-between", offset, l, r, r2);
        tell!(f, "right-lemma", self.lemma, offset, r);
        tell!(f, "right-lemma-ahead", self.lemma, offset, ahead);
        tell!(f, "right-lemma-first", self.lemma, first, offset, ahead);
        tell!(f, "right-pair", self.lemma, head(self.start), offset);
        tell!(f, "right-subject", subject, offset, r, c);
        tell!(f, "right-subject-kind", subject, kind, first, l, r);
        tell!(f, "right-object", first, class(self.start + 1), offset, r, ahead);
        tell!(f, "right-class", class(self.start), offset, r, ahead);
        tell!(f, "right-form", label(self.cue), c, offset, r, ahead);
        if at > self.start {
            let left = word(at - 1);
            tell!(f, "right-head", head(at - 1), r, word(at));
            tell!(f, "right-left", c, left, l, r);
            tell!(f, "right-lemma-left", self.lemma, left, offset);
            tell!(f, "right-noun-left", head(self.start), left);
            tell!(f, "right-noun-act", noun, c, left, r);
        } else {
            tell!(f, "right-noun-act", noun, c, kind, r2);
            tell!(f, "right-noun-next", noun, self.lemma);
            tell!(f, "right-next", head(at), word(at + 1), ahead);
            tell!(f, "right-lemma-next", self.lemma, kind, r2, word(at + 1));
        }
    }
}

/// What lies between the start of the content and a place where it may end.
#[derive(Clone, Copy, Default)]
pub(super) struct Passed {
    commas: u8,
    finite: bool,
    relative: bool,
    quote: bool,
    /// The last verb.
    verb: Option<u32>,
    /// The first finite verb.
    first: Option<u32>,
    /// Where the sentence ends.
    last: u32,
}

impl<'s, 'a> Run<'s, 'a> {
    /// Where the content ends: of all the places where it may, the likeliest.
    pub(super) fn likeliest_end(&self, weights: &Weights) -> u32 {
        if weights.is_empty() {
            return self.end;
        }
        let mut path = Path::START;
        let last = self.each(|at, passed| path.pass(at, weights.sum(|f| self.tell(at, passed, f))));
        path.stop(last)
    }

    /// Calls `visit` at each place where the content may end before the
    /// sentence does, as long as it wants more, and returns where the content
    /// ends if at none of them.
    pub(super) fn each(&self, mut visit: impl FnMut(u32, Passed) -> bool) -> u32 {
        let phrases = self.scene.phrases;
        let last = self.scene.last.max(self.start + 1);
        let mut passed = Passed { last, ..Passed::default() };
        let main = self.main_clause();
        let complement = self.complement().unwrap_or_default();
        let in_relative = self.in_relative();
        let mut clauses = 0;
        for at in self.start + 1..last.min(self.start + HORIZON) {
            let comma = self.scene.kind(at) == Some(K::Comma);
            if main == Some(at + u32::from(comma)) {
                return at;
            }
            // *that prices rose, said Ito*: somebody else tells of it all.
            if passed.finite && inverted_cue(self.scene, at)
                || self.goes_on(at)
                || in_relative && self.leaves_clause(at)
            {
                return at;
            }
            let left = &phrases[at as usize - 1];
            match left.kind {
                K::Comma => {
                    passed.commas = passed.commas.saturating_add(1).min(3);
                    passed.relative = false;
                }
                K::Verb => {
                    clauses += u32::from(left.verb.finite);
                    if clauses > CLAUSES {
                        return self.end;
                    }
                    if left.verb.finite && !passed.finite {
                        passed.finite = true;
                        passed.first = Some(at - 1);
                    }
                    passed.verb = Some(at - 1);
                }
                K::Wh => passed.relative = true,
                K::Quote => passed.quote = true,
                _ => {}
            }
            if !OPEN.contains(&left.kind) && at > complement && !visit(at, passed) {
                break;
            }
        }
        if last > self.start + HORIZON { self.end } else { last }
    }

    /// *characterized the plan, which he opposes, as a farce*: where the
    /// complement begins that the verb wants with its object.
    fn complement(&self) -> Option<u32> {
        let scene = self.scene;
        let frame = scene.lexicon.frame("as")?;
        let cue = scene.phrases.get(self.cue as usize)?;
        scene.verb_predicate(cue, frame)?;
        (self.start + 1..self.end.min(self.start + HORIZON))
            .find(|&i| scene.kind(i) == Some(K::Subordinator) && scene.lower_is(&scene.phrases[i as usize], "as"))
    }

    /// *If Ruiz says it is right, Ito should print it*: for a cue in a clause
    /// that a conjunction puts before another, where that begins.
    fn main_clause(&self) -> Option<u32> {
        let scene = self.scene;
        let first = u32::from(scene.kind(0) == Some(K::Conjunction));
        // *As Ito said, …*: there what follows is what was said.
        let fronted = scene.kind(first) == Some(K::Subordinator) && !scene.is(first, &["as"]);
        let cue = (self.start.saturating_sub(4)..self.start).rev().find(|&i| scene.kind(i) == Some(K::Verb))?;
        behind_fronted(scene, cue).filter(|&main| fronted && main > self.start)
    }

    /// *, which Ito said …,* or *, who said …,*: whether the cue stands in a
    /// clause that a comma and a relative pronoun open.
    fn in_relative(&self) -> bool {
        let scene = self.scene;
        let opens = |s: u32| s > 0 && scene.kind(s) == Some(K::Wh) && scene.kind(s - 1) == Some(K::Comma);
        let subject = scene.subjects.get(self.cue as usize).copied().flatten();
        subject.is_some_and(|s| opens(s.start) || s.start > 0 && opens(s.start - 1))
    }

    /// *The ban, which Ruiz said was new, cost jobs*: whether the sentence's
    /// own verb, or a clause of its own, follows a comma at `at`.
    fn leaves_clause(&self, at: u32) -> bool {
        let scene = self.scene;
        let verb = || scene.phrases.get(at as usize + 1).is_some_and(|p| p.kind == K::Verb && p.verb.finite);
        scene.kind(at) == Some(K::Comma) && (verb() || main_clause(scene, at + 1, at + 2).is_some())
    }

    /// *Ruiz denies theft, accuses Ito*: whether, at `at`, the holder says a
    /// second thing, with nothing but a comma between.
    fn goes_on(&self, at: u32) -> bool {
        let scene = self.scene;
        let Some(verb) = verb_set_off(scene, at) else { return false };
        let phrase = &scene.phrases[verb as usize];
        let shared = scene.subjects[verb as usize].is_some_and(|s| !s.direct && s.start < self.start);
        let third = phrase.tokens.len() == 1 && scene.lexicon.forms(scene.word_of(phrase.head)).has(Forms::THIRD);
        // *says he is ill, wants peace and plans to go*: a list.
        let list = (verb + 1..verb + 12).any(|i| {
            scene.kind(i) == Some(K::Conjunction)
                && scene.phrases.get(i as usize + 1).is_some_and(|p| p.kind == K::Verb && p.verb.finite)
        });
        shared && !list && third && act_of(scene, verb).is_some()
    }

    /// The features of the place before phrase `at`.
    pub(super) fn tell(&self, at: u32, passed: Passed, f: &mut impl Features) {
        let scene = self.scene;
        let phrase = |i: u32| scene.phrases.get(i as usize);
        let label = |i: u32| scene.values(i).label;
        let word = |i: u32| scene.values(i).word;
        let head = |i: u32| scene.values(i).head;
        let (l, r, r2, r3) = (label(at - 1), label(at), label(at + 1), label(at + 2));
        let next = word(at);
        let kind = label(self.start);
        let rule = from_rule(at, self.end);
        let finite = yes(passed.finite);
        let distance = match at - self.start {
            1 => const { Value::new("1") },
            2 => const { Value::new("2") },
            3 => const { Value::new("3") },
            4..=5 => const { Value::new("5") },
            6..=9 => const { Value::new("9") },
            10..=15 => const { Value::new("15") },
            _ => const { Value::new("16") },
        };
        let commas = few(u32::from(passed.commas));
        tell!(f, "next", r, next);
        tell!(f, "next2", r, next, r2);
        tell!(f, "between", l, r);
        tell!(f, "between2", l, r, r2);
        tell!(f, "kind-next", kind, r, next);
        tell!(f, "kind-next2", kind, finite, r, next, r2);
        tell!(f, "construction-next", self.construction, r, next);
        tell!(f, "construction-next2", self.construction, r, r2);
        tell!(f, "lemma-next", self.lemma, next);
        tell!(f, "lemma-kind", self.lemma, r);
        tell!(f, "rule", rule, r);
        tell!(f, "rule-kind", rule, kind, r, next);
        tell!(f, "rule-construction", rule, self.construction);
        tell!(f, "distance", kind, distance, r);
        tell!(f, "distance-construction", self.construction, distance, r);
        tell!(f, "commas", commas, r, r2);
        let left_over = few(passed.last - at);
        tell!(f, "remaining", left_over, r, next, finite);
        tell!(f, "remaining-kind", left_over, kind, r, r2);
        tell!(f, "remaining-construction", left_over, self.construction, r);
        if let Some(verb) = passed.verb {
            tell!(f, "governor", head(verb), next);
            tell!(f, "governor-kind", label(verb), yes(at - verb == 1), r, next);
        }
        // What the cue's clause hangs on.
        let own = scene.subjects.get(self.cue as usize).copied().flatten();
        let host = own.map_or(NONE, |s| match scene.kind(s.start) {
            Some(K::Wh | K::That) => const { Value::new("relative") },
            _ if s.start > self.cue => const { Value::new("inverted") },
            _ if !s.direct => SHARED,
            _ => s.start.checked_sub(1).map_or(START, label),
        });
        let form = label(self.cue);
        tell!(f, "host", host, r, r2);
        tell!(f, "host-next", host, r, next, r2, r3);
        tell!(f, "form", form, r, next, r2);
        tell!(f, "form-kind", form, kind, r, next);
        let closing = Value::new(if l.text == "quote" { closing_mark(scene, at - 1) } else { "" });
        if l.text == "quote" {
            tell!(f, "closing", closing, r, next);
            tell!(f, "closing-two", closing, r, next, r2);
            tell!(f, "closing-kind", closing, kind, r);
            tell!(f, "closing-construction", closing, self.construction, r);
        }
        match r.text {
            "preposition" => {
                let what = Value::new(phrase(at + 1).map_or("", |p| judge::class_of(scene, p)));
                tell!(f, "object", next, head(at + 1));
                tell!(f, "object-finite", next, what, finite);
                tell!(f, "object-construction", self.construction, next, what);
                tell!(f, "object-left", l, next, what);
                tell!(f, "object-lemma", self.lemma, what);
                tell!(f, "object-behind", next, what, r3);
            }
            "time" => {
                tell!(f, "time", head(at), finite);
                tell!(f, "time-construction", self.construction, finite, r2);
            }
            "subordinator" | "wh" | "that" => {
                tell!(f, "clause", next, word(at + 1), kind);
                tell!(f, "clause-construction", next, self.construction, finite);
                tell!(f, "clause-left", next, l, r2);
                tell!(f, "clause-behind", next, r2, r3);
            }
            "infinitive" | "gerund" | "participle" => {
                tell!(f, "verbal", r, head(at));
                tell!(f, "verbal-construction", r, self.construction, l);
            }
            _ => {}
        }
        tell!(f, "relative", yes(passed.relative), r, r2);
        tell!(f, "quote", yes(passed.quote), yes(l.text == "quote"), r, r2);
        tell!(f, "left-next", head(at - 1), next);
        if matches!(r.text, "comma" | "dash" | "conjunction") {
            tell!(f, "after", r, next, r2, word(at + 1));
            tell!(f, "after3", r, r2, r3);
            tell!(f, "after-kind", kind, r, r2, word(at + 1));
            tell!(f, "after4", r, r2, r3, label(at + 3));
            tell!(f, "after-rule", rule, r, r2, r3);
            tell!(f, "after-head", r, r2, head(at + 1));
            tell!(f, "after-finite", r, word(at + 1), r2, finite);
            tell!(f, "after-two", r, word(at + 1), word(at + 2));
            tell!(f, "after-construction", self.construction, r, word(at + 1));
            let determiner = Value::new(phrase(at + 1).map_or("", |p| determiner(scene, p)));
            tell!(f, "after-determiner", r, r2, determiner, r3);
            tell!(f, "after-determiner-kind", kind, r, r2, determiner, finite);
            let act = act_of(scene, at + 1).map_or(NONE, |act| Value::new(act.name()));
            tell!(f, "after-act", r, r2, act);
            tell!(f, "after-reports", r, yes(reporting_gerund(scene, at + 1)), finite);
        }
        // The next finite verb: does a clause of its own begin here?
        let verb = (at..at + 10)
            .map_while(|i| phrase(i).filter(|p| p.kind != K::Semicolon).map(|p| (i, p)))
            .find(|(_, p)| p.kind == K::Verb && p.verb.finite);
        if let Some((v, p)) = verb {
            let subject = scene.subjects[v as usize];
            let own = match subject {
                None => NONE,
                Some(s) if s.start >= at => const { Value::new("here") },
                Some(s) if s.start >= self.start => const { Value::new("content") },
                Some(s) if !s.direct => SHARED,
                Some(_) => const { Value::new("outer") },
            };
            let reports = scene.verb_predicate(p, scene.known.clausal).is_some();
            tell!(f, "verb", own, yes(reports), r, r2);
            tell!(f, "verb-kind", kind, finite, own, yes(reports), r);
            tell!(f, "verb-construction", self.construction, own, r);
            tell!(f, "verb-word", own, r, head(v));
            // Speech that is reported goes on in the tense that it began in.
            let now = Value::new(tense(scene, p));
            let cue = phrase(self.cue).map_or(NONE, |p| Value::new(tense(scene, p)));
            let first = passed.first.and_then(phrase).map_or(NONE, |p| Value::new(tense(scene, p)));
            tell!(f, "tense", cue, first, now, r, yes(v == at || v == at + 1));
            tell!(f, "tense-next", cue, first, now, r, r2);
            tell!(f, "tense-own", cue, first, now, own, closing, r, next);
            tell!(f, "verb-host", host, own, yes(v == at), r);
            tell!(f, "verb-label", own, form, label(v), r, r2, yes(reports));
            tell!(f, "verb-closing", closing, own, yes(reports), r, r2);
        } else {
            tell!(f, "verb", const { Value::new("no") }, r, r2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::phrase::VerbGroup;
    use crate::grammar::scene;
    use crate::span::TokenSpan;

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
        let last = scene::tail(&phrases, &[K::Stop, K::Symbol]);
        assert_eq!((last, breaks(&phrases, &tokens, "a", last)), (8, vec![8, 9]));
    }
}
