//! Finds the subject of each verb group of a sentence.
//!
//! One pass from left to right; each verb looks back over a bounded number of
//! phrases, so time is linear. A subject includes its modifiers, as a human
//! annotator would mark it: prepositional phrases, appositions and relative
//! clauses with both their commas, a bracket after the name.

use super::phrase::{Phrase, PhraseKind as K};
use crate::closed_class::EXPLETIVES;
use crate::lexicon::{Forms, Frames, Lexicon, Marks, PredicateKind};
use crate::token::Token;

/// A verb group's subject, as a range of phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Index of its first phrase, counted from the first of the sentence.
    pub start: u32,
    /// Index of the phrase after its last.
    pub end: u32,
    /// Whether it stands directly before the verb (apart from adverbs and
    /// times) and is not taken over from another verb.
    pub direct: bool,
}

impl Subject {
    /// Returns a subject of the verb's own.
    pub(super) fn direct(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32, direct: true }
    }

    /// Returns a subject that the verb takes over from elsewhere.
    pub(super) fn taken_over(start: usize, end: usize) -> Self {
        Self { direct: false, ..Self::direct(start, end) }
    }
}

/// How far back to look for a subject, in phrases.
pub(super) const LOOK_BACK: usize = 40;

pub(crate) struct Sentence<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) phrases: &'a [Phrase],
    pub(crate) marks: &'a Marks,
    pub(crate) lexicon: &'a Lexicon,
    /// Frames in which a clause without *that* follows the verb.
    pub(crate) clausal_frames: Frames,
}

/// The verbs so far whose subject a later verb can take over.
#[derive(Default)]
struct Verbs {
    /// The last finite verb of a clause that no relative pronoun or *that*
    /// opens.
    last_finite: Option<usize>,
    /// The clause's own reporting verb. A later cue takes over its subject, and
    /// not the subject of a finite verb in the reported clause.
    reporting: Option<usize>,
    /// The last finite verb that no *that*, *wh*-word, subordinator or other
    /// verb governs. In *…, saying that*, its subject is the speaker.
    main: Option<usize>,
    /// The last verb of saying whose subject stands after it.
    inverted: Option<usize>,
}

impl Sentence<'_> {
    /// Returns, for each phrase, its subject; `None` unless it is a verb group
    /// that has one.
    pub(super) fn subjects(&self) -> Vec<Option<Subject>> {
        let mut found: Vec<Option<Subject>> = vec![None; self.phrases.len()];
        let mut verbs = Verbs::default();
        for v in 0..self.phrases.len() {
            if self.kind(v) == K::Verb {
                let governor = self.governor(v, &found, &verbs);
                let subject = self.subject(v, &found, governor).or_else(|| self.inverted_subject(v, &verbs));
                found[v] = subject;
                self.remember(v, subject, &mut verbs);
            }
        }
        for v in 0..self.phrases.len() {
            let verb = self.phrases[v].verb;
            if found[v].is_none() && (verb.gerund || verb.participle) {
                found[v] = self.subject_ahead(v, &found);
            }
        }
        found
    }

    /// Returns the verb whose subject a verb without its own takes over.
    fn governor(&self, v: usize, found: &[Option<Subject>], verbs: &Verbs) -> Option<usize> {
        // *…, saying that*, *… while saying that*
        let loose = self.phrases[v].verb.gerund && v > 0 && matches!(self.kind(v - 1), K::Comma | K::Subordinator);
        let speaks = |m: &usize| found[*m].is_some_and(|s| !self.is(s.start as usize, EXPLETIVES));
        let main = verbs.main.filter(|m| loose && speaks(m));
        let reporting = verbs.reporting.filter(|_| self.reports(v));
        main.or(reporting).or(verbs.last_finite)
    }

    /// Returns the subject of a gerund after a verb of saying whose subject
    /// follows it: *"…," said Ito, adding that*.
    fn inverted_subject(&self, v: usize, verbs: &Verbs) -> Option<Subject> {
        let said = verbs.inverted.filter(|said| v - said <= LOOK_BACK)?;
        let adds = self.phrases[v].verb.gerund && self.kind(v - 1) == K::Comma;
        adds.then(|| Subject::taken_over(said + 1, v - 1))
    }

    /// Keeps a verb for the verbs after it.
    fn remember(&self, v: usize, subject: Option<Subject>, verbs: &mut Verbs) {
        let finite = self.phrases[v].verb.finite;
        let Some(subject) = subject else {
            if finite && self.clausal(v) && self.phrases.get(v + 1).is_some_and(|p| p.kind == K::Noun) {
                verbs.inverted = Some(v);
            }
            return;
        };
        let start = subject.start as usize;
        if !finite || matches!(self.kind(start), K::Wh | K::That) {
            return;
        }
        verbs.last_finite = Some(v);
        let embedded =
            start > 0 && matches!(self.kind(start - 1), K::That | K::Wh | K::Subordinator | K::Noun | K::Verb);
        if !embedded || verbs.main.is_none() {
            verbs.main = Some(v);
        }
        // *…, but Ruiz said*: starts a new main clause.
        let anew = start > 1 && self.kind(start - 1) == K::Conjunction && self.kind(start - 2) == K::Comma
            || start > 0 && matches!(self.kind(start - 1), K::Semicolon | K::Dash);
        if subject.direct && self.clausal(v) && (verbs.reporting.is_none() || anew) {
            verbs.reporting = Some(v);
        }
    }

    /// Returns the subject of a fronted participle, which is that of the clause
    /// that follows: *Speaking to reporters, Ito said*.
    fn subject_ahead(&self, v: usize, found: &[Option<Subject>]) -> Option<Subject> {
        let start_of = |i: &usize| found[*i].map(|s| s.start as usize);
        let relative = |start: usize| matches!(self.kind(start), K::Wh | K::That);
        let clause = |i: &usize| {
            let start = start_of(i).filter(|_| found[*i].is_some_and(|s| s.direct));
            // *After saying he was ill, Ito left*: skips the reported clause.
            let said = |start: usize| start > 0 && matches!(self.kind(start - 1), K::Verb | K::That);
            self.kind(*i) == K::Verb
                && self.phrases[*i].verb.finite
                && start.is_some_and(|start| !said(start) && !relative(start))
        };
        let mut ahead = (v + 1..self.phrases.len()).take(LOOK_BACK).filter(clause);
        let first = ahead.next()?;
        // *Asked whether it was true, Ito said*: takes the clause after the
        // comma. In *Ito, asked about it, said*, where the subject stands
        // before the participle, takes the first clause instead.
        let behind_comma = |i: &usize| {
            start_of(i).is_some_and(|s| s > 0 && matches!(self.kind(s - 1), K::Comma | K::Quote) && !relative(s))
        };
        let before = start_of(&first).is_some_and(|start| start < v);
        let main = if before || behind_comma(&first) { first } else { ahead.find(behind_comma).unwrap_or(first) };
        let subject = found[main]?;
        // If the participle is inside that subject, takes the part of the
        // subject before it.
        let inside = (subject.start as usize) < v && v < subject.end as usize;
        let end = if inside { v as u32 } else { subject.end };
        Some(Subject { direct: false, end, ..subject })
    }

    /// Whether the verb group is a form of a reporting verb.
    pub(super) fn reports(&self, v: usize) -> bool {
        let head = self.phrases[v].head as usize;
        let predicates = self.lexicon.predicates(self.marks.marks[head].word);
        predicates.iter().any(|&(p, _)| self.lexicon.predicate(p).kind == PredicateKind::Verb)
    }

    pub(super) fn kind(&self, at: usize) -> K {
        self.phrases[at].kind
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens[self.phrases[at].tokens.start as usize].text(self.text)
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.word(at).eq_ignore_ascii_case(w))
    }

    /// Whether a clause can follow this verb group, so that a noun phrase after
    /// it can be a subject.
    pub(super) fn clausal(&self, verb: usize) -> bool {
        let head = self.phrases[verb].head as usize;
        self.lexicon.predicates(self.marks.marks[head].word).iter().any(|&(p, forms)| {
            !(forms.has(Forms::PARTICIPLE) && self.phrases[verb].verb.passive)
                && self.lexicon.predicate(p).frames.any(self.clausal_frames)
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    /// Returns the source of the first attribution whose cue ends in `cue`.
    fn source(text: &str, cue: &str) -> String {
        let analysis = crate::analyze(text);
        let join = |spans: &[crate::span::Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" ");
        let mut all = analysis.attributions.iter().chain(&analysis.inner);
        let found = all.find(|a| join(&a.cue).ends_with(cue));
        found.map_or_else(|| format!("nothing with {cue}"), |a| join(&a.source))
    }

    pub(in crate::syntax) fn check(cases: &[(&str, &str, &str)]) {
        for (text, cue, expected) in cases {
            assert_eq!(source(text, cue), *expected, "{text}");
        }
    }

    #[test]
    fn participles_and_infinitives_take_the_right_subject() {
        check(&[
            // The subject is not that of the relative clause's verb.
            ("Ruiz rejected the bill that closed the port, saying it was unfair.", "saying", "Ruiz"),
            // The subject stands after the inverted verb.
            ("\"It is over,\" said Ana Ruiz, adding that the port was closed.", "adding", "Ana Ruiz"),
            // The subject is not that of the reported clause.
            ("After saying that he was ill, Ito left the hall.", "saying", "Ito"),
            // The subject is that of the main clause, not of the clause
            // between.
            ("Ruiz marched past the hall where the mayor ate, while shouting, \"Go!\"", "shouting", "Ruiz"),
            // The object does not do what the gerund says.
            ("Ruiz spent the week attacking the plan.", "attacking", "Ruiz"),
            ("Ruiz visited the port to praise the crew.", "to praise", "Ruiz"),
        ]);
    }

    /// Regression test: the outlet between the commas became the subject of the
    /// verb after it.
    #[test]
    fn a_reporting_clause_between_commas_is_not_the_subject() {
        check(&[
            ("Ruiz, the Daily Herald reported, had called the dam a farce.", "called", "Ruiz"),
            ("Ruiz, the Daily Herald reported on Friday, had called the dam a farce.", "called", "Ruiz"),
            (
                "Ana Ruiz, a singer known since May, said the dam was late.",
                "said",
                "Ana Ruiz, a singer known since May,",
            ),
        ]);
    }

    /// Commas need not come in pairs.
    #[test]
    fn an_apposition_that_no_comma_closes_belongs_to_its_name() {
        check(&[
            ("Ana Ruiz, head of the Skerry Bank said it rained.", "said", "Ana Ruiz, head of the Skerry Bank"),
            ("But Tom Ito, president of Lend Mills said it rained.", "said", "Tom Ito, president of Lend Mills"),
            // With a determiner it is another person, not an apposition.
            ("After a talk with Ana Ruiz, the head of the bank said it rained.", "said", "the head of the bank"),
        ]);
    }

    #[test]
    fn a_verb_behind_any_number_of_commas_is_not_a_participle() {
        check(&[
            ("However, Ana Ruiz, a farmer, said in March that the dam was unsafe.", "said", "Ana Ruiz, a farmer,"),
            (
                "\"The dam is unsafe,\" Ana Ruiz, the head of the port, one of the owners, said at the fair.",
                "said",
                "Ana Ruiz, the head of the port, one of the owners,",
            ),
            (
                "Ruiz (D), Ito's rival in the vote, said the dam was unsafe.",
                "said",
                "Ruiz (D), Ito's rival in the vote,",
            ),
            ("On Monday, Ruiz, accused of theft, said the dam was unsafe.", "said", "Ruiz"),
        ]);
    }

    #[test]
    fn verbs_joined_by_and_share_the_subject_of_their_own_clause() {
        check(&[
            ("When my mother mentioned the dam, I laughed and said, \"It will hold.\"", "said", "I"),
            ("Ruiz left, but in a later interview said that he was well.", "said", "Ruiz"),
            ("Ruiz blamed the mayor -- something that has angered him -- and said he would resign.", "said", "Ruiz"),
            ("Ruiz is backing Ito and in a statement credited him with the victory.", "credited", "Ruiz"),
        ]);
    }

    #[test]
    fn a_subject_includes_lists_and_clauses_without_a_pronoun() {
        check(&[
            ("Ito, Ruiz, and other farmers said it rained.", "said", "Ito, Ruiz, and other farmers"),
            ("A memo released Friday by the port said it rained.", "said", "A memo released Friday by the port"),
            ("A poll by the Herald and the Star said it rained.", "said", "A poll by the Herald and the Star"),
            ("The farmers I met said it rained.", "said", "The farmers I met"),
            ("Notes last year that were lost said it rained.", "said", "Notes last year that were lost"),
            ("The port here said it rained.", "said", "The port"),
            // The clause is a verb's object and modifies no noun.
            ("Ruiz told Ito she met the mayor and said it rained.", "said", "Ruiz"),
        ]);
    }

    // Regression test with mangled news text: the participle was inside its own
    // subject, so source and cue shared words.
    #[test]
    fn a_participle_is_not_part_of_its_subject() {
        let analysis = crate::analyze("said Published 2015 - 11:00 GMT of was quoted as saying : — reported that ");
        for a in &analysis.attributions {
            assert!(!a.source.iter().any(|s| a.cue.iter().any(|c| c.overlaps(*s))), "{a:?}");
        }
    }

    #[test]
    fn empty_subjects_are_nobody() {
        check(&[
            ("It is certain that the dam will hold.", "is certain", ""),
            ("It is hard to know whether the dam will hold.", "to know", ""),
        ]);
    }
}
