//! Merges a base phrase with those before it.
//!
//! The chunker reads one phrase at a time, so it cannot know that the next one
//! belongs to it. These functions run after each phrase is read.

use super::chunker::Chunker;
use super::phrase::{Phrase, PhraseKind, VerbGroup};
use super::tag::Tag;
use crate::closed_class::{
    ARTICLES, BACK_OR_AGAIN, FOR, LATER_OR_EARLIER, NUMBERS, TIME_ADVERBS, TIME_DETERMINERS, TIME_PREPOSITIONS, is_any,
};
use crate::lexicon::{Class, PredicateKind};
use crate::token::{Shape, TokenKind};

impl Chunker<'_> {
    /// Merges coordinated adjectives into the noun phrase behind them: *three
    /// current and former officials*. Does nothing if the first adjective is a
    /// predicate (*he was angry and former officials*).
    pub(super) fn join_adjectives(&self, phrase: &mut Phrase, out: &mut Vec<Phrase>) {
        // *the tall, fair officer*: merges both sides of the comma.
        if let [.., the, comma] = out.as_slice()
            && comma.kind == PhraseKind::Comma
            && the.kind == PhraseKind::Noun
            && phrase.kind == PhraseKind::Noun
            && the.tokens.len() > 1
            && self.tags[the.tokens.start as usize] == Tag::Determiner
            && self.tags[the.head as usize] == Tag::Adjective
            && self.tags[phrase.tokens.start as usize] == Tag::Adjective
        {
            phrase.tokens.start = the.tokens.start;
            out.truncate(out.len() - 2);
            return;
        }
        // *in a later interview*: merges the three phrases.
        if let [.., a, later] = out.as_slice()
            && a.kind == PhraseKind::Noun
            && a.tokens.len() == 1
            && self.tags[a.head as usize] == Tag::Determiner
            && later.tokens.len() == 1
            && self.tokens[later.head as usize].is_any(self.text, LATER_OR_EARLIER)
            && phrase.kind == PhraseKind::Noun
            && self.tags[phrase.tokens.start as usize] != Tag::Determiner
        {
            phrase.tokens.start = a.tokens.start;
            out.truncate(out.len() - 2);
            return;
        }
        let adjective = |p: &Phrase| p.kind == PhraseKind::Adjective && self.tags[p.head as usize] == Tag::Adjective;
        let [.., first, and] = out.as_slice() else { return };
        let (first, and) = (*first, *and);
        let before = out.len().checked_sub(3).map(|i| out[i]);
        let joins = phrase.kind == PhraseKind::Noun
            && self.tags[phrase.tokens.start as usize] == Tag::Adjective
            && and.kind == PhraseKind::Conjunction
            && adjective(&first)
            && first.tokens.len() == 1
            && !before.is_some_and(|p| matches!(p.kind, PhraseKind::Verb | PhraseKind::Adverb));
        if !joins {
            return;
        }
        out.truncate(out.len() - 2);
        phrase.tokens.start = first.tokens.start;
        let counts = |t: usize| matches!(self.tags[t], Tag::Determiner | Tag::PossessivePronoun | Tag::Number);
        let counted = |p: &Phrase| {
            p.kind == PhraseKind::Noun
                && (p.tokens.range().all(counts)
                    || p.tokens.len() == 1 && self.tokens[p.head as usize].is_any(self.text, NUMBERS))
        };
        if let Some(number) = before.filter(counted) {
            out.pop();
            phrase.tokens.start = number.tokens.start;
        }
    }

    /// Merges a reporting verb with a catenative verb or adjective before it,
    /// which modifies it without changing who speaks: *tried to explain*, *went
    /// on to say*, *began by noting*, *was quick to add*.
    pub(super) fn join_catenative(&self, phrase: &mut Phrase, out: &mut Vec<Phrase>) {
        let bare = |p: &Phrase| p.kind == PhraseKind::Verb && (p.verb.infinitive || p.verb.gerund);
        if !bare(phrase) || !self.reports(phrase) {
            return;
        }
        let colours = |p: &Phrase| self.marks.marks[p.head as usize].classes.has(Class::CATENATIVE);
        let length = match out.as_slice() {
            [.., verb] if verb.kind == PhraseKind::Verb && colours(verb) => 1,
            [.., verb, particle] if verb.kind == PhraseKind::Verb && colours(verb) && colours(particle) => 2,
            [.., verb, adjective]
                if verb.verb.copula && adjective.kind == PhraseKind::Adjective && colours(adjective) =>
            {
                2
            }
            _ => return,
        };
        let first = out[out.len() - length];
        phrase.tokens.start = first.tokens.start;
        phrase.verb = VerbGroup { passive: phrase.verb.passive, copula: phrase.verb.copula, ..first.verb };
        out.truncate(out.len() - length);
    }

    /// Merges a verb group that a time interrupts: *has in the past said*.
    pub(super) fn join_interrupted(&self, phrase: &mut Phrase, out: &mut Vec<Phrase>) {
        let tag = |t: u32| self.tags[t as usize];
        if let [.., have, time] = out.as_slice()
            && have.kind == PhraseKind::Verb
            && have.verb.finite
            && tag(have.head) == Tag::Have
            && time.kind == PhraseKind::Time
            && phrase.kind == PhraseKind::Verb
            && phrase.tokens.len() == 1
            && matches!(tag(phrase.head), Tag::VerbPast | Tag::Participle)
        {
            phrase.tokens.start = have.tokens.start;
            phrase.verb = VerbGroup { finite: true, ..VerbGroup::default() };
            out.truncate(out.len() - 2);
        }
    }

    /// Whether an adverb of manner is the last word of the verb group before
    /// it: *said flatly that*, *wrote back:*. It must stand between a reporting
    /// verb and what the verb reports.
    pub(super) fn closes_group(&self, verb: &Phrase, adverb: &Phrase) -> bool {
        let ends = adverb.tokens.end as usize;
        let word = self.tokens[ends - 1].text(self.text);
        verb.kind == PhraseKind::Verb
            && adverb.tokens.len() == 1
            && matches!(adverb.kind, PhraseKind::Adverb | PhraseKind::Time)
            && (word.len() > 5 && word.ends_with("ly") || is_any(word, BACK_OR_AGAIN))
            && self
                .tags
                .get(ends)
                .is_none_or(|t| matches!(t, Tag::Comma | Tag::Stop | Tag::Colon | Tag::QuoteMark | Tag::That | Tag::Wh))
            && self.reports(verb)
    }

    /// Whether a verb group is a form of a reporting verb.
    fn reports(&self, phrase: &Phrase) -> bool {
        let predicates = self.lexicon.predicates(self.marks.marks[phrase.head as usize].word);
        predicates.iter().any(|&(p, forms)| forms.0 != 0 && self.lexicon.predicate(p).kind == PredicateKind::Verb)
    }

    /// Turns noun phrases and adverbs of time into times, and merges them with
    /// the prepositions, adverbs and times before them: *on* + *Tuesday*,
    /// *earlier* + *this month*.
    pub(super) fn join_time(&self, phrase: &mut Phrase, out: &mut Vec<Phrase>) {
        let range = phrase.tokens.range();
        let classes = |i: usize| self.marks.marks[i].classes;
        let is_time = match phrase.kind {
            PhraseKind::Noun if !phrase.pronoun => {
                // *Tuesday*, *last week*, *Sept. 11*, *this month*
                let head = phrase.head as usize;
                let year = self.tokens[head].kind == TokenKind::Number
                    && range.len() == 1
                    && is_year(self.tokens[head].text(self.text));
                let all_time = range.clone().all(|i| {
                    classes(i).has(Class::TIME) || classes(i).has(Class::TIME_NOUN) || self.tags[i] == Tag::Number
                });
                let any_time = range.clone().any(|i| classes(i).has(Class::TIME));
                let noun_time = classes(head).has(Class::TIME_NOUN) || classes(head).has(Class::TIME);
                let prep_before = out.last().is_some_and(|p| p.kind == PhraseKind::Preposition);
                let leads = |words: &[&str]| self.tokens[range.start].is_any(self.text, words);
                // *the Skerry Times*
                let capital = |i: usize| self.tokens[i].shape == Shape::Capital;
                let named = phrase.name
                    && head > range.start + 1
                    && capital(head)
                    && capital(head - 1)
                    && !classes(head - 1).has(Class::TIME);
                let led = noun_time
                    && !named
                    && range.len() <= 3
                    && (leads(TIME_DETERMINERS) || prep_before && leads(ARTICLES));
                // *the Sunday Times, USA TODAY*
                let outlet = range.clone().any(|i| classes(i).has(Class::OUTLET));
                (all_time && any_time || led) && !outlet || year && prep_before
            }
            PhraseKind::Adverb => classes(range.start).has(Class::TIME),
            _ => false,
        };
        if !is_time {
            return;
        }
        phrase.kind = PhraseKind::Time;
        while let Some(before) = out.last().copied() {
            let is = |words: &[&str]| self.tokens[before.tokens.start as usize].is_any(self.text, words);
            let joins = match before.kind {
                PhraseKind::Preposition => {
                    is(TIME_PREPOSITIONS)
                        // *said for years* is a duration; *a plan for Monday*
                        // is not.
                        || is(FOR) && classes(phrase.head as usize).has(Class::TIME_NOUN)
                }
                PhraseKind::Adverb | PhraseKind::Adjective => is(TIME_ADVERBS),
                PhraseKind::Time => true,
                _ => false,
            };
            if !joins {
                break;
            }
            phrase.tokens.start = before.tokens.start;
            out.pop();
        }
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && text.bytes().all(|b| b.is_ascii_digit())
}
