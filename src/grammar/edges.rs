//! Finds where content most likely ends and starts, by weights.
//!
//! At each border between phrases, going away from the cue, content stops or
//! goes on, and sums of weights say how likely either is (a hazard model). The
//! place that the rules of `content.rs` choose is one feature among others.

use super::content::{
    act_of, behind_fronted, closed_before, inverted_cue, last_inside, main_clause, reporting_gerund, verb_set_off,
};
use super::judge::{END, NONE, SHARED, START, class_of, yes};
use super::sentence_context::SentenceContext;
use super::weights::{Features, Value, Weights};
use crate::lexicon::{Forms, PredicateKind};
use crate::syntax::{Phrase, PhraseKind as K};
use crate::token::{Shape, TokenKind};

/// Kinds of phrases that content cannot end with.
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

/// How many phrases from the cue an end or start is looked for.
const HORIZON: u32 = 120;

/// How many finite verbs from the cue an end or start is looked for. Without
/// this bound, each cue in a long chain of clauses would look at all of them.
const CLAUSES: u32 = 8;

/// Finds the likeliest of the places where content may stop. They are passed
/// one by one, nearest to the cue first, each with its sum of weights; the
/// result is known after one pass.
struct Path {
    /// The likeliest place so far: the logarithm of its probability, and where
    /// it is.
    best: (f32, u32),
    /// Logarithm of the probability that content stopped at none of the places
    /// so far.
    gone_on: f32,
}

impl Path {
    const START: Self = Self { best: (f32::NEG_INFINITY, 0), gone_on: 0.0 };

    /// Records the place `at`. Returns whether a later one can still be
    /// likelier.
    fn pass(&mut self, at: u32, sum: f32) -> bool {
        // The odds of stopping are e^sum, so the two logarithms differ by `sum`.
        // The larger is computed, which cannot overflow.
        let larger = -(-sum.abs()).exp().ln_1p();
        let (stop, go) = (larger + sum.min(0.0), larger - sum.max(0.0));
        if self.gone_on + stop > self.best.0 {
            self.best = (self.gone_on + stop, at);
        }
        self.gone_on += go;
        self.is_open()
    }

    fn is_open(&self) -> bool {
        self.gone_on > self.best.0
    }

    /// Returns the likeliest place, or `last` if going on past all places is
    /// likelier.
    fn stop(&self, last: u32) -> u32 {
        if self.is_open() { last } else { self.best.1 }
    }
}

/// Value for the place right behind the cue.
const CUE: Value<'static> = Value::new("cue");

/// Where a place is relative to the one that the rules choose, as a value.
fn from_rule(at: u32, rule: u32) -> Value<'static> {
    match at.cmp(&rule) {
        std::cmp::Ordering::Less => const { Value::new("before") },
        std::cmp::Ordering::Equal => const { Value::new("here") },
        std::cmp::Ordering::Greater => const { Value::new("behind") },
    }
}

/// A small number of phrases, as a value.
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

/// Content that a reading has right of its cue.
#[derive(Clone, Copy)]
pub(super) struct Run<'s, 'a> {
    pub(super) context: &'s SentenceContext<'a>,
    /// The construction's id.
    pub(super) construction: Value<'s>,
    /// The cue's lemma.
    pub(super) lemma: Value<'s>,
    /// The phrase that holds the cue's head.
    pub(super) cue: u32,
    /// The first phrase of the content.
    pub(super) start: u32,
    /// The phrase before which the rules (`content::end`) end it.
    pub(super) end: u32,
}

/// Content that a reading has left of its cue.
#[derive(Clone, Copy)]
pub(super) struct Lead<'s, 'a> {
    pub(super) context: &'s SentenceContext<'a>,
    /// The construction's id.
    pub(super) construction: Value<'s>,
    /// The phrase with which the rules (`content::left_start`) start it.
    pub(super) start: u32,
    /// The first phrase behind it.
    pub(super) end: u32,
}

impl<'s, 'a> Lead<'s, 'a> {
    /// Returns the phrase with which the content most likely starts.
    pub(super) fn likeliest_start(&self, weights: &Weights) -> u32 {
        if weights.is_empty() {
            return self.start;
        }
        let mut path = Path::START;
        let first = self.each(|at, finite| path.pass(at, weights.sum(|f| self.tell(at, finite, f))));
        path.stop(first)
    }

    /// Calls `visit` for each place where the content may start, except the
    /// sentence's first phrase, nearest to the cue first, until it returns
    /// false. Its arguments are the phrase and whether content from there holds
    /// a finite verb. Returns where the content starts if at none of these
    /// places.
    pub(super) fn each(&self, mut visit: impl FnMut(u32, bool) -> bool) -> u32 {
        let phrases = self.context.phrases;
        let mut clauses = 0;
        for at in (self.end.saturating_sub(HORIZON).max(1)..self.end).rev() {
            let phrase = &phrases[at as usize];
            clauses += u32::from(phrase.kind == K::Verb && phrase.verb.finite);
            if clauses > CLAUSES {
                break;
            }
            // *"No," Ruiz said, "and never," she added*: the first quotation
            // belongs to the first cue, so the content starts with the second.
            if phrase.kind == K::Quote
                && phrases[at as usize - 1].kind == K::Comma
                && closed_before(self.context, at - 1)
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

    /// Adds the features of a start at phrase `at`.
    pub(super) fn tell(&self, at: u32, finite: bool, f: &mut impl Features) {
        let context = self.context;
        let phrase = |i: u32| context.phrases.get(i as usize);
        let label = |i: u32| context.values(i).label;
        let word = |i: u32| context.values(i).word;
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
        // Whether the phrases before `at`, which would be left out, hold a
        // clause.
        let clause = yes(context.counts.has_finite_verb(0, at));
        // Whether a subject with a finite verb begins at `at`.
        let verb = (at..self.end.min(at + 12)).find(|&i| phrase(i).is_some_and(|p| p.kind == K::Verb && p.verb.finite));
        let subject = yes(verb.and_then(|v| context.subjects[v as usize]).is_some_and(|s| s.start == at));
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
        tell!(f, "left-word", context.values(at - 1).head, r);
    }
}

/// Returns the first word of a noun phrase if it is in lower case and not the
/// head (usually a determiner), else the empty string.
fn determiner<'t>(context: &'t SentenceContext<'_>, phrase: &Phrase) -> &'t str {
    let first = phrase.tokens.start;
    match context.tokens[first as usize].shape {
        Shape::Lower if phrase.kind == K::Noun && first != phrase.head => context.text_of(first),
        _ => "",
    }
}

/// Returns the tense of a verb group by its first word.
fn tense(context: &SentenceContext<'_>, phrase: &Phrase) -> &'static str {
    let is = |words: &[&str]| context.tokens[phrase.tokens.start as usize].is_any(context.text, words);
    if phrase.verb.modal {
        return if is(&["will", "'ll", "’ll", "can", "may", "shall"]) { "will" } else { "would" };
    }
    let forms = context.lexicon.forms(context.marks.marks[phrase.tokens.start as usize].word);
    match (forms.has(Forms::PAST), forms.has(Forms::BASE) || forms.has(Forms::THIRD)) {
        (true, false) => "past",
        (false, true) => "present",
        _ if is(&["was", "were", "had", "did"]) => "past",
        _ if is(&["is", "are", "am", "has", "have", "do", "does"]) => "present",
        _ => "other",
    }
}

/// Returns the kind of mark before the closing quotation mark.
fn closing_mark(context: &SentenceContext<'_>, quote: u32) -> &'static str {
    match last_inside(context, quote) {
        TokenKind::Comma => "comma",
        TokenKind::Period | TokenKind::Exclamation | TokenKind::Ellipsis => "stop",
        _ => "none",
    }
}

/// How many phrases behind the cue a start of content right of it is looked
/// for.
const ONSET: u32 = 14;

impl Run<'_, '_> {
    /// Returns the content with its likeliest start. *said in a debate that …*:
    /// what stands between the cue and the words said is not content.
    pub(super) fn with_likeliest_start(self, weights: &Weights) -> Self {
        if weights.is_empty() {
            return self;
        }
        let mut path = Path::START;
        self.each_start(|at| path.pass(at, weights.sum(|f| self.tell_start(at, f))));
        let start = path.stop(self.start);
        Self { start, end: self.end.max(start + 1), ..self }
    }

    /// Calls `visit` for each place where the content may start, nearest to the
    /// cue first, until it returns false.
    pub(super) fn each_start(&self, mut visit: impl FnMut(u32) -> bool) {
        let phrases = self.context.phrases;
        // Content behind *that* starts there.
        if self.start > 0 && phrases[self.start as usize - 1].kind == K::That {
            return;
        }
        // Content that begins with a quotation, *that* or an infinitive starts
        // there.
        let first = &phrases[self.start as usize];
        let sure = matches!(first.kind, K::Quote | K::That) || first.kind == K::Verb && first.verb.infinitive;
        let limit = if sure { self.start + 1 } else { self.start + ONSET };
        for at in self.start..limit.min(phrases.len() as u32) {
            let kind = phrases[at as usize].kind;
            if matches!(kind, K::Stop | K::Semicolon | K::Symbol) {
                break;
            }
            let before = &phrases[at as usize - 1];
            // A clause is never left out.
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

    /// Adds the features of a start at phrase `at`.
    pub(super) fn tell_start(&self, at: u32, f: &mut impl Features) {
        let context = self.context;
        let phrase = |i: u32| context.phrases.get(i as usize);
        let label = |i: u32| context.values(i).label;
        let word = |i: u32| context.values(i).word;
        let head = |i: u32| context.values(i).head;
        let class = |i: u32| Value::new(phrase(i).map_or("", |p| class_of(context, p)));
        let c = self.construction;
        let offset = few(at - self.start);
        // What could open a clause next and, if that is a verb, where its
        // subject is.
        let mut ahead = END;
        let mut subject = NONE;
        for i in at + 1..at + ONSET {
            let Some(next) = phrase(i) else { break };
            match next.kind {
                K::That | K::Quote | K::Comma | K::Colon | K::Stop | K::Wh | K::Subordinator => ahead = label(i),
                K::Verb if next.verb.finite || next.verb.infinitive => {
                    ahead = Value::new(if next.verb.finite { "verb" } else { "infinitive" });
                    subject = Value::new(match context.subjects[i as usize] {
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
        // *voiced doubts about*: a reporting noun belongs to the cue rather
        // than to the content.
        let noun = phrase(self.start).filter(|p| p.kind == K::Noun).and_then(|p| {
            let words = context.lexicon.predicates(context.marks.marks[p.head as usize].word);
            let predicate = words.iter().map(|&(p, _)| context.lexicon.predicate(p));
            predicate.into_iter().find(|p| p.kind == PredicateKind::Noun).map(|p| p.act.as_str())
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

/// What was passed between the start of the content and a place where it may
/// end.
#[derive(Clone, Copy, Default)]
pub(super) struct Passed {
    commas: u8,
    finite: bool,
    relative: bool,
    quote: bool,
    /// Phrase of the last verb.
    verb: Option<u32>,
    /// Phrase of the first finite verb.
    first: Option<u32>,
    /// Where the sentence ends, apart from stops and symbols.
    last: u32,
}

impl<'s, 'a> Run<'s, 'a> {
    /// Returns the phrase before which the content most likely ends.
    pub(super) fn likeliest_end(&self, weights: &Weights) -> u32 {
        if weights.is_empty() {
            return self.end;
        }
        let mut path = Path::START;
        let last = self.each(|at, passed| path.pass(at, weights.sum(|f| self.tell(at, passed, f))));
        path.stop(last)
    }

    /// Calls `visit` for each place where the content may end before the
    /// sentence does, until it returns false. Returns where the content ends if
    /// at none of these places.
    pub(super) fn each(&self, mut visit: impl FnMut(u32, Passed) -> bool) -> u32 {
        let phrases = self.context.phrases;
        let last = self.context.last.max(self.start + 1);
        let mut passed = Passed { last, ..Passed::default() };
        let main = self.main_clause();
        let complement = self.complement().unwrap_or_default();
        let in_relative = self.in_relative();
        let mut clauses = 0;
        for at in self.start + 1..last.min(self.start + HORIZON) {
            let comma = self.context.kind(at) == Some(K::Comma);
            if main == Some(at + u32::from(comma)) {
                return at;
            }
            // The content ends before a second verb of reporting, or where the
            // relative clause of its cue does. *that prices rose, said Ito*:
            // all of this is content of the inverted cue.
            if passed.finite && inverted_cue(self.context, at)
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

    /// *characterized the plan, which he opposes, as a farce*: returns where
    /// *as* begins, if the cue's verb takes it with its object. The content
    /// cannot end before it.
    fn complement(&self) -> Option<u32> {
        let context = self.context;
        let frame = context.lexicon.frame("as")?;
        let cue = context.phrases.get(self.cue as usize)?;
        context.verb_predicate(cue, frame)?;
        (self.start + 1..self.end.min(self.start + HORIZON))
            .find(|&i| context.kind(i) == Some(K::Subordinator) && context.lower_is(&context.phrases[i as usize], "as"))
    }

    /// *If Ruiz says it is right, Ito should print it*: returns where the main
    /// clause begins, if the cue is in a subordinate clause in front of it.
    fn main_clause(&self) -> Option<u32> {
        let context = self.context;
        let first = u32::from(context.kind(0) == Some(K::Conjunction));
        // *As Ito said, …*: there the main clause is the content.
        let fronted = context.kind(first) == Some(K::Subordinator) && !context.is(first, &["as"]);
        let cue = (self.start.saturating_sub(4)..self.start).rev().find(|&i| context.kind(i) == Some(K::Verb))?;
        behind_fronted(context, cue).filter(|&main| fronted && main > self.start)
    }

    /// *, which Ito said …,* or *, who said …,*: whether the cue is in a
    /// relative clause behind a comma.
    fn in_relative(&self) -> bool {
        let context = self.context;
        let opens = |s: u32| s > 0 && context.kind(s) == Some(K::Wh) && context.kind(s - 1) == Some(K::Comma);
        let subject = context.subjects.get(self.cue as usize).copied().flatten();
        subject.is_some_and(|s| opens(s.start) || s.start > 0 && opens(s.start - 1))
    }

    /// *The ban, which Ruiz said was new, cost jobs*: whether the verb of the
    /// outer clause, or another main clause, follows a comma at `at`.
    fn leaves_clause(&self, at: u32) -> bool {
        let context = self.context;
        let verb = || context.phrases.get(at as usize + 1).is_some_and(|p| p.kind == K::Verb && p.verb.finite);
        context.kind(at) == Some(K::Comma) && (verb() || main_clause(context, at + 1, at + 2).is_some())
    }

    /// *Ruiz denies theft, accuses Ito*: whether a second verb of reporting
    /// with the same subject follows at `at`, joined by nothing but a comma.
    fn goes_on(&self, at: u32) -> bool {
        let context = self.context;
        let Some(verb) = verb_set_off(context, at) else { return false };
        let phrase = &context.phrases[verb as usize];
        let shared = context.subjects[verb as usize].is_some_and(|s| !s.direct && s.start < self.start);
        let third = phrase.tokens.len() == 1 && context.lexicon.forms(context.word_of(phrase.head)).has(Forms::THIRD);
        // *says he is ill, wants peace and plans to go*: a list of verbs.
        let list = (verb + 1..verb + 12).any(|i| {
            context.kind(i) == Some(K::Conjunction)
                && context.phrases.get(i as usize + 1).is_some_and(|p| p.kind == K::Verb && p.verb.finite)
        });
        shared && !list && third && act_of(context, verb).is_some()
    }

    /// Adds the features of an end before phrase `at`.
    pub(super) fn tell(&self, at: u32, passed: Passed, f: &mut impl Features) {
        let context = self.context;
        let phrase = |i: u32| context.phrases.get(i as usize);
        let label = |i: u32| context.values(i).label;
        let word = |i: u32| context.values(i).word;
        let head = |i: u32| context.values(i).head;
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
        // What introduces the clause of the cue.
        let own = context.subjects.get(self.cue as usize).copied().flatten();
        let host = own.map_or(NONE, |s| match context.kind(s.start) {
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
        let closing = Value::new(if l.text == "quote" { closing_mark(context, at - 1) } else { "" });
        if l.text == "quote" {
            tell!(f, "closing", closing, r, next);
            tell!(f, "closing-two", closing, r, next, r2);
            tell!(f, "closing-kind", closing, kind, r);
            tell!(f, "closing-construction", closing, self.construction, r);
        }
        match r.text {
            "preposition" => {
                let what = Value::new(phrase(at + 1).map_or("", |p| class_of(context, p)));
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
            let determiner = Value::new(phrase(at + 1).map_or("", |p| determiner(context, p)));
            tell!(f, "after-determiner", r, r2, determiner, r3);
            tell!(f, "after-determiner-kind", kind, r, r2, determiner, finite);
            let act = act_of(context, at + 1).map_or(NONE, |act| Value::new(act.as_str()));
            tell!(f, "after-act", r, r2, act);
            tell!(f, "after-reports", r, yes(reporting_gerund(context, at + 1)), finite);
        }
        // The next finite verb, and whether its subject begins a clause of its
        // own here.
        let verb = (at..at + 10)
            .map_while(|i| phrase(i).filter(|p| p.kind != K::Semicolon).map(|p| (i, p)))
            .find(|(_, p)| p.kind == K::Verb && p.verb.finite);
        if let Some((v, p)) = verb {
            let subject = context.subjects[v as usize];
            let own = match subject {
                None => NONE,
                Some(s) if s.start >= at => const { Value::new("here") },
                Some(s) if s.start >= self.start => const { Value::new("content") },
                Some(s) if !s.direct => SHARED,
                Some(_) => const { Value::new("outer") },
            };
            let reports = context.verb_predicate(p, context.known.clausal).is_some();
            tell!(f, "verb", own, yes(reports), r, r2);
            tell!(f, "verb-kind", kind, finite, own, yes(reports), r);
            tell!(f, "verb-construction", self.construction, own, r);
            tell!(f, "verb-word", own, r, head(v));
            // Reported speech usually stays in the tense that it began in.
            let now = Value::new(tense(context, p));
            let cue = phrase(self.cue).map_or(NONE, |p| Value::new(tense(context, p)));
            let first = passed.first.and_then(phrase).map_or(NONE, |p| Value::new(tense(context, p)));
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
