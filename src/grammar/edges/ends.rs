//! Where content right of its cue ends.

use super::super::content::{
    act_of, behind_fronted, inverted_cue, is_whole, last_inside, main_clause, reporting_gerund, verb_set_off,
};
use super::super::judge::{NONE, SHARED, START, class_of, yes};
use super::super::sentence_context::SentenceContext;
use super::super::weights::{Features, Value, Weights, tell};
use super::{CLAUSES, HORIZON, Path, Run, few, from_rule};
use crate::closed_class::{AS, PAST_AUXILIARIES, PRESENT_AUXILIARIES, PRESENT_MODALS};
use crate::lexicon::Forms;
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

/// What was passed between the start of the content and a place where it may
/// end.
#[derive(Clone, Copy, Default)]
pub(in crate::grammar) struct Passed {
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

/// What the features of a place where content may end have in common.
struct Border<'v> {
    /// The phrase behind it.
    at: u32,
    /// Labels of the phrases left and right of it.
    l: Value<'v>,
    r: Value<'v>,
    r2: Value<'v>,
    r3: Value<'v>,
    /// The word behind it.
    next: Value<'v>,
    /// What the content begins with.
    kind: Value<'v>,
    /// What kind of phrase the cue is.
    form: Value<'v>,
    /// What introduces the clause of the cue.
    host: Value<'v>,
    /// Where it is relative to the end that the rules choose.
    rule: Value<'v>,
    /// Whether the content before it has a finite verb.
    finite: Value<'v>,
    /// The mark before a closing quotation mark that it follows.
    closing: Value<'v>,
}

impl<'s, 'a> Run<'s, 'a> {
    /// Returns the phrase before which the content most likely ends.
    pub(in crate::grammar) fn likeliest_end(&self, weights: &Weights) -> u32 {
        if weights.is_empty() {
            return self.end;
        }
        let mut path = Path::START;
        let last = self.each(|at, passed| path.pass(at, weights.sum(|f| self.tell(at, passed, f))));
        path.stop(last)
    }

    /// Calls `visit` for each place where the content may end before the
    /// sentence does, until it returns false. Returns where the content ends if
    /// it ends at none of these places.
    pub(in crate::grammar) fn each(&self, mut visit: impl FnMut(u32, Passed) -> bool) -> u32 {
        let phrases = self.context.phrases;
        let last = self.context.last.max(self.start + 1);
        let mut passed = Passed { last, ..Passed::default() };
        let main = self.main_clause();
        let complement = self.complement().unwrap_or_default();
        let in_relative = self.in_relative();
        let quotation = self.quotation();
        let mut clauses = 0;
        for at in self.start + 1..last.min(self.start + HORIZON) {
            let comma = self.context.kind(at) == Some(K::Comma);
            if main == Some(at + u32::from(comma)) {
                return at;
            }
            // The content ends with the quotation that it is, before a second
            // verb of reporting, or where the relative clause of its cue ends.
            // In *that prices rose, said Ito*, everything before the inverted
            // cue is its content.
            if Some(at) == quotation
                || passed.finite && inverted_cue(self.context, at)
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

    /// Returns where the quotation that begins the content ends, if it is all of
    /// the content.
    fn quotation(&self) -> Option<u32> {
        let first = self.start + u32::from(self.context.kind(self.start) == Some(K::That));
        is_whole(self.context, first).then_some(first + 1)
    }

    /// *characterized the plan, which he opposes, as a farce*: returns where
    /// *as* begins, if the cue's verb takes it with its object. The content
    /// cannot end before it.
    fn complement(&self) -> Option<u32> {
        let context = self.context;
        let frame = context.lexicon.frame("as")?;
        let cue = context.phrases.get(self.cue as usize)?;
        context.verb_predicate(cue, frame)?;
        (self.start + 1..self.end.min(self.start + HORIZON)).find(|&i| {
            context.kind(i) == Some(K::Subordinator) && context.starts_with(&context.phrases[i as usize], AS)
        })
    }

    /// *If Ruiz says it is right, Ito should print it*: returns where the main
    /// clause begins, if the cue is in a subordinate clause in front of it.
    fn main_clause(&self) -> Option<u32> {
        let context = self.context;
        let first = u32::from(context.kind(0) == Some(K::Conjunction));
        // *As Ito said, …*: there the main clause is the content.
        let fronted = context.kind(first) == Some(K::Subordinator) && !context.is(first, AS);
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
    pub(in crate::grammar) fn tell(&self, at: u32, passed: Passed, f: &mut impl Features) {
        let border = self.border(at, passed);
        self.tell_words(&border, f);
        self.tell_length(&border, passed, f);
        self.tell_clause_of_cue(&border, f);
        self.tell_next_phrase(&border, passed, f);
        if matches!(border.r.text, "comma" | "dash" | "conjunction") {
            self.tell_joint(&border, f);
        }
        self.tell_next_verb(&border, passed, f);
    }

    fn border(&self, at: u32, passed: Passed) -> Border<'_> {
        let context = self.context;
        let label = |i: u32| context.values(i).label;
        // What introduces the clause of the cue.
        let own = context.subjects.get(self.cue as usize).copied().flatten();
        let host = own.map_or(NONE, |s| match context.kind(s.start) {
            Some(K::Wh | K::That) => const { Value::new("relative") },
            _ if s.start > self.cue => const { Value::new("inverted") },
            _ if !s.direct => SHARED,
            _ => s.start.checked_sub(1).map_or(START, label),
        });
        let l = label(at - 1);
        Border {
            at,
            l,
            r: label(at),
            r2: label(at + 1),
            r3: label(at + 2),
            next: context.values(at).word,
            kind: label(self.start),
            form: label(self.cue),
            host,
            rule: from_rule(at, self.end),
            finite: yes(passed.finite),
            closing: Value::new(if l.text == "quote" { closing_mark(context, at - 1) } else { "" }),
        }
    }

    /// The phrases on both sides of the border, with the construction and the
    /// rules' choice.
    fn tell_words(&self, border: &Border<'_>, f: &mut impl Features) {
        let Border { l, r, r2, next, kind, rule, finite, .. } = *border;
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
    }

    /// How much content there is before the border, and how much text behind
    /// it.
    fn tell_length(&self, border: &Border<'_>, passed: Passed, f: &mut impl Features) {
        let Border { at, r, r2, next, kind, finite, .. } = *border;
        let distance = match at - self.start {
            1 => const { Value::new("1") },
            2 => const { Value::new("2") },
            3 => const { Value::new("3") },
            4..=5 => const { Value::new("5") },
            6..=9 => const { Value::new("9") },
            10..=15 => const { Value::new("15") },
            _ => const { Value::new("16") },
        };
        tell!(f, "distance", kind, distance, r);
        tell!(f, "distance-construction", self.construction, distance, r);
        tell!(f, "commas", few(u32::from(passed.commas)), r, r2);
        let left_over = few(passed.last - at);
        tell!(f, "remaining", left_over, r, next, finite);
        tell!(f, "remaining-kind", left_over, kind, r, r2);
        tell!(f, "remaining-construction", left_over, self.construction, r);
        if let Some(verb) = passed.verb {
            let governor = self.context.values(verb);
            tell!(f, "governor", governor.head, next);
            tell!(f, "governor-kind", governor.label, yes(at - verb == 1), r, next);
        }
    }

    /// The clause of the cue, and the mark before a closing quotation mark.
    fn tell_clause_of_cue(&self, border: &Border<'_>, f: &mut impl Features) {
        let Border { l, r, r2, r3, next, kind, form, host, closing, .. } = *border;
        tell!(f, "host", host, r, r2);
        tell!(f, "host-next", host, r, next, r2, r3);
        tell!(f, "form", form, r, next, r2);
        tell!(f, "form-kind", form, kind, r, next);
        if l.text == "quote" {
            tell!(f, "closing", closing, r, next);
            tell!(f, "closing-two", closing, r, next, r2);
            tell!(f, "closing-kind", closing, kind, r);
            tell!(f, "closing-construction", closing, self.construction, r);
        }
    }

    /// The phrase behind the border, by its kind.
    fn tell_next_phrase(&self, border: &Border<'_>, passed: Passed, f: &mut impl Features) {
        let context = self.context;
        let Border { at, l, r, r2, r3, next, kind, finite, .. } = *border;
        match r.text {
            "preposition" => {
                let what = Value::new(context.phrases.get(at as usize + 1).map_or("", |p| class_of(context, p)));
                tell!(f, "object", next, context.values(at + 1).head);
                tell!(f, "object-finite", next, what, finite);
                tell!(f, "object-construction", self.construction, next, what);
                tell!(f, "object-left", l, next, what);
                tell!(f, "object-lemma", self.lemma, what);
                tell!(f, "object-behind", next, what, r3);
            }
            "time" => {
                tell!(f, "time", context.values(at).head, finite);
                tell!(f, "time-construction", self.construction, finite, r2);
            }
            "subordinator" | "wh" | "that" => {
                tell!(f, "clause", next, context.values(at + 1).word, kind);
                tell!(f, "clause-construction", next, self.construction, finite);
                tell!(f, "clause-left", next, l, r2);
                tell!(f, "clause-behind", next, r2, r3);
            }
            "infinitive" | "gerund" | "participle" => {
                tell!(f, "verbal", r, context.values(at).head);
                tell!(f, "verbal-construction", r, self.construction, l);
            }
            _ => {}
        }
        tell!(f, "relative", yes(passed.relative), r, r2);
        tell!(f, "quote", yes(passed.quote), yes(l.text == "quote"), r, r2);
        tell!(f, "left-next", context.values(at - 1).head, next);
    }

    /// What a comma, dash or conjunction at the border joins to the content.
    fn tell_joint(&self, border: &Border<'_>, f: &mut impl Features) {
        let context = self.context;
        let Border { at, r, r2, r3, kind, rule, finite, .. } = *border;
        let word = |i: u32| context.values(i).word;
        tell!(f, "after", r, border.next, r2, word(at + 1));
        tell!(f, "after3", r, r2, r3);
        tell!(f, "after-kind", kind, r, r2, word(at + 1));
        tell!(f, "after4", r, r2, r3, context.values(at + 3).label);
        tell!(f, "after-rule", rule, r, r2, r3);
        tell!(f, "after-head", r, r2, context.values(at + 1).head);
        tell!(f, "after-finite", r, word(at + 1), r2, finite);
        tell!(f, "after-two", r, word(at + 1), word(at + 2));
        tell!(f, "after-construction", self.construction, r, word(at + 1));
        let determiner = Value::new(context.phrases.get(at as usize + 1).map_or("", |p| determiner(context, p)));
        tell!(f, "after-determiner", r, r2, determiner, r3);
        tell!(f, "after-determiner-kind", kind, r, r2, determiner, finite);
        let act = act_of(context, at + 1).map_or(NONE, |act| Value::new(act.as_str()));
        tell!(f, "after-act", r, r2, act);
        tell!(f, "after-reports", r, yes(reporting_gerund(context, at + 1)), finite);
    }

    /// The next finite verb, and whether its subject begins a clause of its own
    /// here.
    fn tell_next_verb(&self, border: &Border<'_>, passed: Passed, f: &mut impl Features) {
        let context = self.context;
        let Border { at, r, r2, next, kind, form, host, finite, closing, .. } = *border;
        let phrase = |i: u32| context.phrases.get(i as usize);
        let verb = (at..at + 10)
            .map_while(|i| phrase(i).filter(|p| p.kind != K::Semicolon).map(|p| (i, p)))
            .find(|(_, p)| p.kind == K::Verb && p.verb.finite);
        let Some((v, p)) = verb else {
            tell!(f, "verb", const { Value::new("no") }, r, r2);
            return;
        };
        let own = match context.subjects[v as usize] {
            None => NONE,
            Some(s) if s.start >= at => const { Value::new("here") },
            Some(s) if s.start >= self.start => const { Value::new("content") },
            Some(s) if !s.direct => SHARED,
            Some(_) => const { Value::new("outer") },
        };
        let reports = yes(context.verb_predicate(p, context.known.clausal).is_some());
        tell!(f, "verb", own, reports, r, r2);
        tell!(f, "verb-kind", kind, finite, own, reports, r);
        tell!(f, "verb-construction", self.construction, own, r);
        tell!(f, "verb-word", own, r, context.values(v).head);
        // Reported speech usually stays in the tense that it began in.
        let tense = |p: &Phrase| Value::new(tense(context, p));
        let now = tense(p);
        let cue = phrase(self.cue).map_or(NONE, tense);
        let first = passed.first.and_then(phrase).map_or(NONE, tense);
        tell!(f, "tense", cue, first, now, r, yes(v == at || v == at + 1));
        tell!(f, "tense-next", cue, first, now, r, r2);
        tell!(f, "tense-own", cue, first, now, own, closing, r, next);
        tell!(f, "verb-host", host, own, yes(v == at), r);
        tell!(f, "verb-label", own, form, context.values(v).label, r, r2, reports);
        tell!(f, "verb-closing", closing, own, reports, r, r2);
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
        return if is(PRESENT_MODALS) { "will" } else { "would" };
    }
    let forms = context.lexicon.forms(context.marks.marks[phrase.tokens.start as usize].word);
    match (forms.has(Forms::PAST), forms.has(Forms::BASE) || forms.has(Forms::THIRD)) {
        (true, false) => "past",
        (false, true) => "present",
        _ if is(PAST_AUXILIARIES) => "past",
        _ if is(PRESENT_AUXILIARIES) => "present",
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
