//! Finds noun phrases with their modifiers, backwards from where they end.
//!
//! Their extent is the one that a human annotator would mark.

use super::phrase::{PhraseKind as K, VerbGroup};
use super::subject::{LOOK_BACK, Sentence, Subject};
use crate::closed_class::{
    A, ALL_OR_BOTH, AMOUNTS, APPROXIMATING_PREPOSITIONS, AS, AT, COMPARATIVES, COORDINATORS, EVERY_OR_ANYONE,
    FOCUSING_ADVERBS, INCLUDING, LEAST, MANY, NUMBERS, OF, OF_OR_FROM, REFLEXIVES, RELATIVE_PRONOUNS, THAN, WHOSE,
};
use crate::lexicon::{Class, Forms, Pos};
use crate::token::TokenKind;

impl Sentence<'_> {
    /// Returns the start of the noun phrase, with its modifiers, that ends just
    /// before the phrase `end`; `None` if no noun phrase ends there.
    pub(crate) fn noun_phrase_before(&self, end: usize, found: &[Option<Subject>]) -> Option<usize> {
        self.modified_before(end, found).map(|start| self.quantified(start))
    }

    /// Extends a noun phrase to the left over words that quantify or focus it:
    /// *nearly half*, *more than ten*, *about 40*, *not all*, *even Ito*.
    fn quantified(&self, mut start: usize) -> usize {
        for _ in 0..3 {
            let Some(before) = start.checked_sub(1) else { break };
            let left = before.checked_sub(1);
            let opens = left.is_none_or(|l| {
                matches!(self.kind(l), K::Comma | K::Conjunction | K::That | K::Subordinator | K::Dash | K::Quote)
                    || self.kind(l) == K::Adverb
            });
            start = match self.kind(before) {
                K::Adverb if self.is(before, FOCUSING_ADVERBS) => before,
                K::Preposition if opens && self.is(before, APPROXIMATING_PREPOSITIONS) && self.counts(start) => before,
                K::Preposition if opens && self.is(before, AT) && self.is(start, LEAST) => before,
                K::Subordinator if self.is(before, THAN) && left.is_some_and(|l| self.is(l, COMPARATIVES)) => {
                    before - 1
                }
                K::Subordinator
                    if self.is(before, AS) && before > 1 && self.is(before - 1, MANY) && self.is(before - 2, AS) =>
                {
                    before - 2
                }
                _ => break,
            };
        }
        start
    }

    /// Whether a phrase begins with a number or *a*.
    fn counts(&self, at: usize) -> bool {
        let first = self.phrases[at].tokens.start as usize;
        self.tokens[first].kind == TokenKind::Number || self.is(at, A) || self.is(at, NUMBERS)
    }

    fn modified_before(&self, end: usize, found: &[Option<Subject>]) -> Option<usize> {
        let floor = end.saturating_sub(LOOK_BACK);
        let mut start = self.unmodified_before(end)?;
        while start > floor + 1
            && let Some(host) = self.host(start, found)
        {
            start = host;
        }
        Some(start)
    }

    /// Returns the start of the noun phrase without modifiers that ends before
    /// the phrase `end`.
    fn unmodified_before(&self, end: usize) -> Option<usize> {
        let mut start = end.checked_sub(1)?;
        if self.kind(start) == K::Parenthesis {
            start = start.checked_sub(1)?;
        }
        if !matches!(self.kind(start), K::Noun | K::Possessor) {
            return None;
        }
        if start > 0 && self.kind(start - 1) == K::Possessor {
            start -= 1;
        }
        // *Ito himself*: includes the name.
        if start > 0 && self.kind(start - 1) == K::Noun && (self.is(start, REFLEXIVES) || self.is(start, ALL_OR_BOTH)) {
            start -= 1;
        }
        // *Ruiz of Dayton, Ohio says*: includes the city before the state.
        if start > 2
            && self.kind(start - 1) == K::Comma
            && self.kind(start - 2) == K::Noun
            && self.phrases[start - 2].name
            // Not *in Ohio, the US military said*, where a subject follows.
            && self.phrases[start].tokens.range().all(|t| self.marks.marks[t].classes.has(Class::PLACE))
            && self.kind(start - 3) == K::Preposition
        {
            start -= 2;
        }
        Some(start)
    }

    /// Returns the start of the noun phrase to which the one at `start`
    /// belongs, through the word before it: as a modifier, a conjunct or part
    /// of a relative clause.
    fn host(&self, start: usize, found: &[Option<Subject>]) -> Option<usize> {
        let before = start.checked_sub(1)?;
        let left = before.checked_sub(1)?;
        match self.kind(before) {
            K::Preposition => self.host_of_preposition(before, found),
            K::Conjunction if self.kind(left) == K::Noun && self.is(before, COORDINATORS) => {
                self.first_conjunct(left).or_else(|| self.host_of_conjuncts(left, found))
            }
            // *Ito, Ruiz, and other aides*: a list with a comma before *and*.
            K::Conjunction if left > 0 && self.kind(left) == K::Comma && self.is(before, COORDINATORS) => {
                let last = left - 1;
                let list = self.first_conjunct(last).filter(|&first| first < self.outer_start(last));
                list.filter(|_| self.kind(last) == K::Noun)
            }
            // *people who serve as delegates*: includes the noun before the
            // relative clause.
            K::Subordinator if self.kind(left) == K::Verb && self.is(before, AS) => self.relative_host(left, found),
            K::Subordinator => self.host_of_adverb(left, found),
            // The object inside a relative clause: continues with the noun that
            // the clause modifies.
            K::Verb => self.relative_host(before, found).or_else(|| self.reduced_host(before)),
            _ => None,
        }
    }

    /// Returns the start of what a prepositional phrase modifies.
    fn host_of_preposition(&self, preposition: usize, found: &[Option<Subject>]) -> Option<usize> {
        let left = preposition.checked_sub(1)?;
        match self.kind(left) {
            K::Noun => self.host_noun(left, preposition, found),
            K::Parenthesis => self.host_noun(left.checked_sub(1)?, preposition, found),
            // *sources close to the minister*: includes the noun before the
            // adjective.
            K::Adjective if left > 0 && self.kind(left - 1) == K::Noun => {
                (!self.phrases[left - 1].pronoun).then_some(left - 1)
            }
            // *much of the nation*: includes *much*.
            K::Adjective | K::Adverb if self.is(preposition, OF) && self.is(left, AMOUNTS) => Some(left),
            // *people briefed on the call*, *officials who worked on the span*:
            // includes the noun before the relative clause, reduced or not.
            K::Verb => self.reduced_host(left).or_else(|| self.relative_host(left, found)),
            _ => self.host_of_adverb(left, found),
        }
    }

    /// Returns the noun at `noun` if a prepositional phrase can modify it.
    fn host_noun(&self, noun: usize, preposition: usize, found: &[Option<Subject>]) -> Option<usize> {
        if self.kind(noun) != K::Noun || self.phrases[noun].pronoun && !self.is(noun, EVERY_OR_ANYONE) {
            return None;
        }
        // *met officials in Boston Ito said*: the noun before is another verb's
        // object, which only *of* continues.
        let object = noun > 0 && self.kind(noun - 1) == K::Verb && !self.clausal(noun - 1);
        let ends = object && !self.is(preposition, OF) && self.relative_host(noun - 1, found).is_none();
        (!ends).then_some(noun)
    }

    /// Returns the noun before a relative clause, reduced or not, whose verb an
    /// adverb follows: *officials who heard directly from her*, *a memo released
    /// Friday by the city*.
    fn host_of_adverb(&self, adverb: usize, found: &[Option<Subject>]) -> Option<usize> {
        let verb = adverb.checked_sub(1)?;
        let adverbial = matches!(self.kind(adverb), K::Adverb | K::Adjective | K::Time);
        if !adverbial || self.kind(verb) != K::Verb {
            return None;
        }
        let reduced = || self.phrases[verb].verb.participle || self.kind(adverb) == K::Time;
        self.relative_host(verb, found).or_else(|| self.reduced_host(verb).filter(|_| reduced()))
    }

    /// Returns the start of the noun phrase that opens a clause and in which
    /// the last preposition has several objects, given the last but one: *a poll
    /// by the Herald and the Star*.
    fn host_of_conjuncts(&self, noun: usize, found: &[Option<Subject>]) -> Option<usize> {
        let start = noun.checked_sub(1).filter(|&before| self.kind(before) == K::Preposition)?;
        let host = self.host_of_preposition(start, found)?;
        self.begins_behind(host, &[K::That, K::Stop, K::Quote, K::Subordinator]).then_some(host)
    }

    /// Returns the start of coordinated noun phrases, given the last but one:
    /// *friends, rivals and aides*. They must open a clause.
    fn first_conjunct(&self, noun: usize) -> Option<usize> {
        let start = self.list_start(self.outer_start(noun));
        let opens = start.checked_sub(1).is_none_or(|before| {
            matches!(
                self.kind(before),
                K::That
                    | K::Subordinator
                    | K::Stop
                    | K::Quote
                    | K::Wh
                    | K::Colon
                    | K::Dash
                    | K::Comma
                    | K::Time
                    | K::Conjunction
                    | K::Semicolon
            ) || self.kind(before) == K::Verb && self.clausal(before)
        });
        opens.then_some(start)
    }

    /// Returns the noun that a reduced relative clause modifies, given the last
    /// of the clause's verbs: *activists hoping to block the plan*, *a judge
    /// handling the case*.
    pub(super) fn reduced_host(&self, last: usize) -> Option<usize> {
        let mut first = last;
        let verb = self.phrases[last].verb;
        let object = self.phrases.get(last + 1).is_some_and(|p| matches!(p.kind, K::Noun | K::Possessor));
        if object && self.clausal(last) && !verb.infinitive && !verb.participle {
            return None;
        }
        for _ in 0..2 {
            if self.phrases[first].verb.infinitive && first > 0 && self.kind(first - 1) == K::Verb {
                first -= 1;
            }
        }
        let verb = self.phrases[first].verb;
        let host = first.checked_sub(1)?;
        ((verb.gerund || verb.participle || self.reduced(first))
            && self.kind(host) == K::Noun
            && !self.phrases[host].pronoun)
            .then_some(host)
    }

    /// Whether a verb group in the past can be a participle because the finite
    /// verb is still to come: *a woman adopted from Iran said*.
    pub(crate) fn reduced(&self, at: usize) -> bool {
        let phrase = &self.phrases[at];
        let past = phrase.verb.finite
            && phrase.verb == VerbGroup { finite: true, ..VerbGroup::default() }
            && phrase.tokens.len() == 1
            && self
                .phrases
                .get(at + 1)
                .is_some_and(|p| matches!(p.kind, K::Preposition | K::Time) || p.kind == K::Verb && p.verb.finite);
        let word = self.marks.marks[phrase.head as usize].word;
        past && (self.lexicon.pos(word).contains(&Pos::Participle) || self.lexicon.forms(word).has(Forms::PARTICIPLE))
    }

    /// Returns the start of a list whose last member but one begins at `last`:
    /// *friends, rivals and aides*. Returns `last` unless the list opens a
    /// clause.
    fn list_start(&self, last: usize) -> usize {
        let mut start = last;
        for _ in 0..5 {
            if start < 2 || self.kind(start - 1) != K::Comma || self.kind(start - 2) != K::Noun {
                break;
            }
            let noun = self.outer_start(start - 2);
            start = noun;
            if self.begins_behind(noun, &[K::That, K::Subordinator, K::Stop, K::Conjunction, K::Quote]) {
                return noun;
            }
        }
        last
    }

    /// Whether the phrase at `at` is the first of its sentence or stands behind
    /// one of these kinds, which can open a clause.
    pub(super) fn begins_behind(&self, at: usize, openers: &[K]) -> bool {
        at.checked_sub(1).is_none_or(|before| openers.contains(&self.kind(before)))
    }

    fn outer_start(&self, noun: usize) -> usize {
        let mut start = noun;
        while start > 1 && self.kind(start - 1) == K::Preposition && self.kind(start - 2) == K::Noun {
            start -= 2;
        }
        start
    }

    /// Returns the start of the noun phrase that a relative clause modifies,
    /// given the clause's verb; `None` if the subject of `verb` is not a
    /// relative pronoun.
    pub(super) fn relative_host(&self, verb: usize, found: &[Option<Subject>]) -> Option<usize> {
        let subject = found.get(verb).copied().flatten()?;
        let pronoun = subject.start as usize;
        if subject.direct && pronoun < verb && self.phrases[pronoun].pronoun {
            return self.contact_host(verb, pronoun, found);
        }
        if !matches!(self.kind(pronoun), K::Wh | K::That)
            || pronoun == 0
            // The subject of a fronted participle stands after it.
            || pronoun >= verb
            || !self.is(pronoun, RELATIVE_PRONOUNS)
        {
            return None;
        }
        // *cables at the time that were released*: the time is part of it.
        let end = pronoun - usize::from(pronoun > 1 && self.kind(pronoun - 1) == K::Time);
        match self.kind(end - 1) {
            K::Noun | K::Parenthesis => self.noun_phrase_before(end, found),
            _ => None,
        }
    }

    /// Returns the start of the noun phrase that opens a clause and that a
    /// clause without a relative pronoun modifies: *the people I talked to*.
    /// `subject` is the pronoun that is the subject of its verb.
    fn contact_host(&self, verb: usize, subject: usize, found: &[Option<Subject>]) -> Option<usize> {
        let last = subject.checked_sub(1)?;
        if self.kind(last) != K::Noun || self.phrases[last].pronoun || self.clausal(verb) {
            return None;
        }
        let start = self.noun_phrase_before(subject, found)?;
        let openers = [K::That, K::Stop, K::Quote, K::Comma, K::Conjunction, K::Subordinator];
        self.begins_behind(start, &openers).then_some(start)
    }

    /// Returns the noun phrase before a parenthesis that the comma at `close`
    /// ends: its start, and where the source ends. The source includes the
    /// parenthesis and its closing comma if the parenthesis identifies the
    /// noun, and ends before the opening comma if not.
    pub(super) fn parenthetical(&self, close: usize, found: &[Option<Subject>]) -> Option<(usize, usize)> {
        let floor = close.saturating_sub(LOOK_BACK);
        let mut open = close;
        let mut tries = 0;
        while open > floor + 1 && tries < 6 {
            open -= 1;
            match self.kind(open) {
                K::Comma => {}
                // *Ito, the author of "Tides," about the sea, said*: a title is
                // not speech.
                K::Quote if !self.phrases[open].verb.finite => continue,
                K::Semicolon | K::Stop | K::Colon | K::Quote => return None,
                _ => continue,
            }
            tries += 1;
            if open == 0 || open + 1 == close {
                continue;
            }
            let first = open + 1;
            let relative = self.kind(first) == K::Wh
                || self.kind(first) == K::Preposition && self.kind(first + 1) == K::Wh
                || self.kind(first) == K::Possessor && self.is(first, WHOSE)
                || self.kind(first) == K::Noun && self.is(first, WHOSE);
            let has_finite = (first..close).any(|i| {
                self.kind(i) == K::Verb
                    && self.phrases[i].verb.finite
                    && !(i > first && self.kind(i - 1) == K::Noun && self.reduced(i))
            });
            let relative_at = |i: usize| {
                self.kind(i) == K::Wh
                    || self.kind(i) == K::That && i + 1 < close && self.kind(i + 1) == K::Verb
                    || self.is(i, WHOSE)
            };
            // *Ito, also a senator, said*: an apposition after an adverb.
            let also = self.kind(first) == K::Adverb && self.kind(first + 1) == K::Noun && first + 1 < close;
            let including = self.kind(first) == K::Verb && self.is(first, INCLUDING);
            let apposition = (also || including || matches!(self.kind(first), K::Noun | K::Adjective | K::Possessor))
                && !has_finite
                || matches!(self.kind(first), K::Noun) && (first + 1..close).any(relative_at);
            let of_place = self.kind(first) == K::Preposition && !has_finite && self.is(first, OF_OR_FROM);
            let adjunct = !has_finite && matches!(self.kind(first), K::Preposition | K::Time | K::Adverb)
                || self.kind(first) == K::Verb
                    && (self.phrases[first].verb.gerund || self.phrases[first].verb.participle)
                || self.kind(first) == K::Subordinator;
            if !(relative || apposition || of_place || adjunct) {
                continue;
            }
            let Some(host) = self.noun_phrase_before(open, found) else { continue };
            // Inside a relative clause that a comma opened, the noun is further
            // left: *X, who visited Y, Z and W, said*.
            let clause_start = (floor..host).rev().find(|&i| matches!(self.kind(i), K::Comma | K::Semicolon | K::Stop));
            let within_relative = clause_start.is_some_and(|c| {
                c + 1 < host && self.kind(c + 1) == K::Wh && (c + 1..host).any(|i| self.kind(i) == K::Verb)
            });
            if within_relative {
                continue;
            }
            // *In Ohio, on Tuesday, …*: a series of fronted phrases is not a
            // noun phrase with a parenthesis.
            if host > 0 && self.kind(host - 1) == K::Preposition && !relative {
                continue;
            }
            // *Ito, who won, said*: a surname alone is known to the reader, so
            // the clause does not identify it.
            let known = relative && host + 1 == open && self.phrases[host].name && self.phrases[host].tokens.len() == 1;
            let stop = if (relative || apposition || of_place) && !known { close + 1 } else { open };
            return Some((self.outermost(host, found), stop));
        }
        None
    }

    /// Returns the start of the noun phrase that opens the clause if the one at
    /// `host` is an apposition to it: *Ruiz, a fellow at the centre, which
    /// fights hunger, said*.
    fn outermost(&self, host: usize, found: &[Option<Subject>]) -> usize {
        let mut start = host;
        for _ in 0..3 {
            if start < 2 || self.kind(start - 1) != K::Comma {
                break;
            }
            let Some(outer) = self.noun_phrase_before(start - 1, found) else { break };
            let opens = outer == 0
                || matches!(
                    self.kind(outer - 1),
                    K::That | K::Subordinator | K::Stop | K::Conjunction | K::Quote | K::Comma
                );
            if !opens {
                break;
            }
            start = outer;
            if outer == 0 || self.kind(outer - 1) != K::Comma {
                return outer;
            }
        }
        host
    }

    /// Like [`Self::parenthetical`], for a parenthesis that the dash at `close`
    /// ends.
    pub(super) fn dashed(&self, close: usize, found: &[Option<Subject>]) -> Option<(usize, usize)> {
        let floor = close.saturating_sub(LOOK_BACK);
        let open =
            (floor..close).rev().find(|&i| matches!(self.kind(i), K::Dash | K::Stop | K::Semicolon | K::Quote))?;
        if self.kind(open) != K::Dash || open + 1 == close {
            return None;
        }
        let host = self.noun_phrase_before(open, found)?;
        let apposition = self.kind(open + 1) == K::Noun;
        Some((host, if apposition { close + 1 } else { open }))
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::subject::tests::check;

    #[test]
    fn what_counts_or_focuses_a_noun_belongs_to_it() {
        check(&[
            ("More than 40 farmers said the dam was unsafe.", "said", "More than 40 farmers"),
            ("About 40 percent of farmers say the dam is unsafe.", "say", "About 40 percent of farmers"),
            ("Nearly half of the farmers said the dam was unsafe.", "said", "Nearly half of the farmers"),
            ("At least two farmers said that the dam was unsafe.", "said", "At least two farmers"),
            ("Neither Ruiz nor Ito responded to the letter.", "responded to", "Neither Ruiz nor Ito"),
            ("Three current and former pilots said the dam was unsafe.", "said", "Three current and former pilots"),
        ]);
    }

    #[test]
    fn postmodifiers_lead_back_to_the_head() {
        check(&[
            ("Activists hoping to block the dam said it was unsafe.", "said", "Activists hoping to block the dam"),
            ("A judge handling the case ordered the port to pay.", "ordered", "A judge handling the case"),
            ("A woman adopted from Peru said the dam was unsafe.", "said", "A woman adopted from Peru"),
            ("Farmers close to the mayor said the dam was unsafe.", "said", "Farmers close to the mayor"),
            ("Those surveyed say the dam is unsafe.", "say", "Those surveyed"),
            ("The report published Tuesday showed the dam was unsafe.", "showed", "The report published Tuesday"),
            ("Farmers, pilots and former mayors said the dam was unsafe.", "said", "Farmers, pilots and former mayors"),
            ("Ruiz herself said the dam was unsafe.", "said", "Ruiz herself"),
        ]);
    }

    #[test]
    fn a_parenthesis_leads_back_to_the_clause_s_own_noun() {
        check(&[
            (
                "Ana Ruiz, a fellow at the institute, which studies dams, said that it was unsafe.",
                "said",
                "Ana Ruiz, a fellow at the institute, which studies dams,",
            ),
            ("The engineer -- who had been ill for weeks -- said the dam was unsafe.", "said", "The engineer"),
            ("Ruiz, who won the vote, said the dam was unsafe.", "said", "Ruiz"),
            ("Several pilots, including Ruiz, said the dam was unsafe.", "said", "Several pilots, including Ruiz,"),
        ]);
    }
}
