//! Reads the non-terminal `NP`, a noun phrase with its modifiers: forwards from
//! its determiner or, as subjects are read, backwards from its end.

use super::attempt::{Parsed, Phrases, kind, phrase};
use super::sentence_context::SentenceContext;
use crate::closed_class::{AND, FOR, LISTING_ADVERBS, LOOSE_RELATIVES, OF, OF_OR_FROM, ROLE_ADVERBS, WHO, WHOSE};
use crate::lexicon::Class;
use crate::syntax::{Phrase, PhraseKind as K};
use nom::combinator::{opt, recognize};
use nom::{Input, Parser};

/// How many outlets in a row are read as one noun phrase at most.
const MOST_OUTLETS: usize = 6;

impl SentenceContext<'_> {
    /// Reads a noun phrase with its modifiers whose head passes `test`.
    /// Forwards it takes prepositional phrases, apposition and relative clause.
    /// Backwards it takes what the subject finder takes.
    pub(super) fn noun_phrase<'p>(&self, input: Phrases<'p>, test: impl Fn(&Phrase) -> bool) -> Option<Phrases<'p>> {
        if input.is_backward() {
            let end = input.at();
            let start = self.sentence().noun_phrase_before(end as usize, self.subjects)?;
            let head = self.phrases[start..end as usize].iter().find(|p| p.kind == K::Noun)?;
            return test(head).then(|| input.take_from(end as usize - start));
        }
        let context = self;
        let (mut rest, _) =
            recognize((opt(kind(K::Possessor)), phrase(|p| p.kind == K::Noun && test(p)))).parse(input).ok()?;
        let first = input.iter_elements().find(|p| p.kind == K::Noun)?;
        if let Ok((after, _)) = kind::<'p>(K::Parenthesis).parse(rest) {
            rest = after;
        }
        // A role or thing takes prepositional phrases; a bare name only those
        // with *of* and *from*.
        loop {
            let of = rest.first().is_some_and(|p| context.starts_with(p, OF));
            let Ok((after, _)) = (
                phrase(|p| p.kind == K::Preposition),
                opt(kind::<'p>(K::Possessor)),
                phrase(|p| {
                    p.kind == K::Noun
                        && (of
                            || !(context.has_class(p, Class::INTERVIEW)
                                || context.has_class(p, Class::CHANNEL)
                                || first.name && context.has_class(p, Class::DOCUMENT)))
                }),
            )
                .parse(rest)
            else {
                break;
            };
            let close = rest
                .first()
                .is_some_and(|p| context.starts_with(p, OF_OR_FROM) || context.starts_with(p, FOR) && !first.name);
            if (first.pronoun || first.name && !context.is_body(first)) && !close {
                break;
            }
            rest = after;
            if let Ok((after, _)) = kind::<'p>(K::Parenthesis).parse(rest) {
                rest = after;
            }
        }
        if !first.pronoun && !first.name {
            rest = self.postmodified(rest);
        }
        rest = self.outlets_in_a_row(first, rest);
        // A second noun phrase: *X and Y*, *X and later Y*.
        if let Ok((after, _)) = (
            phrase(|p: &Phrase| p.kind == K::Conjunction && context.starts_with(p, AND)),
            opt(|i| context.then(i)),
            phrase(|p: &Phrase| p.kind == K::Noun && context.is_speaker(p)),
        )
            .parse(rest)
            && !after.first().is_some_and(|p| p.kind == K::Verb)
        {
            rest = after;
        }
        // Apposition and relative clause, and the comma that closes them.
        let head = rest.at();
        for _ in 0..3 {
            match self.parenthesis_after(rest) {
                Some(after) => rest = after,
                None => break,
            }
        }
        if rest.at() > head
            && let Ok((after, _)) = kind::<'p>(K::Comma).parse(rest)
        {
            rest = after;
        }
        Some(rest)
    }

    /// Reads *later* or *, later,* between two members of a list.
    fn then<'p>(&self, input: Phrases<'p>) -> Parsed<'p> {
        let adverb = |p: &Phrase| {
            matches!(p.kind, K::Adverb | K::Time) && p.tokens.len() == 1 && self.starts_with(p, LISTING_ADVERBS)
        };
        recognize((opt(kind(K::Comma)), phrase(adverb), opt(kind(K::Comma)))).parse(input)
    }

    /// *CNN, Reuters and the BBC*: reads the outlets that follow the first one
    /// of a list, as far as the one behind *and*. Reads nothing if there is no
    /// *and*.
    fn outlets_in_a_row<'p>(&self, first: &Phrase, input: Phrases<'p>) -> Phrases<'p> {
        let outlet = |p: &Phrase| p.kind == K::Noun && self.heads(p, Class::OUTLET);
        if !outlet(first) {
            return input;
        }
        let and = |p: &Phrase| p.kind == K::Conjunction && self.starts_with(p, AND);
        let mut rest = input;
        for _ in 0..MOST_OUTLETS {
            let (comma, _) = opt(kind::<'p>(K::Comma)).parse(rest).unwrap_or((rest, None));
            let (joined, last) = opt(phrase(and)).parse(comma).unwrap_or((comma, None));
            if joined.at() == rest.at() {
                break;
            }
            let next = self.then(joined).map_or(joined, |(after, _)| after);
            let Ok((after, _)) = phrase(outlet).parse(next) else { break };
            // *told CNN, and the BBC said*: the BBC is the subject of another
            // clause.
            if after.first().is_some_and(|p| p.kind == K::Verb) {
                break;
            }
            if last.is_some() {
                return after;
            }
            rest = after;
        }
        input
    }

    /// Reads what identifies a noun behind its prepositional phrases: *familiar
    /// with the plan*, *released by the city on Friday*, *who worked with him*.
    fn postmodified<'p>(&self, input: Phrases<'p>) -> Phrases<'p> {
        let context = self;
        let Some(first) = input.first() else { return input };
        let next = input.take_from(1);
        let Some(second) = next.first() else { return input };
        let mut rest = match first.kind {
            K::Adjective if second.kind == K::Preposition => next,
            K::Verb
                if (first.verb.participle || first.verb.gerund)
                    && context.verb_predicate(first, context.known.clausal).is_none() =>
            {
                next
            }
            K::Verb if context.sentence().reduced(input.at() as usize) => next,
            K::Wh if context.starts_with(first, WHO) && second.kind == K::Verb && second.verb.finite => {
                next.take_from(1)
            }
            _ => return input,
        };
        let mut steps = 0;
        while let Some(p) = rest.first() {
            steps += 1;
            let goes_on = match p.kind {
                K::Noun | K::Possessor | K::Preposition | K::Time | K::Parenthesis | K::Adjective => true,
                K::Verb => !p.verb.finite && (p.verb.infinitive || first.kind == K::Wh),
                K::Adverb => first.kind == K::Wh,
                _ => false,
            };
            if !goes_on || steps > 12 {
                break;
            }
            rest = rest.take_from(1);
        }
        rest
    }

    fn parenthesis_after<'p>(&self, input: Phrases<'p>) -> Option<Phrases<'p>> {
        let context = self;
        let (inside, _) = kind::<'p>(K::Comma).parse(input).ok()?;
        let first = inside.first()?;
        let is = |words: &[&str]| context.starts_with(first, words);
        let relative = matches!(first.kind, K::Wh | K::Possessor) && is(LOOSE_RELATIVES);
        let of_place = first.kind == K::Preposition && is(OF_OR_FROM);
        let then = matches!(first.kind, K::Adverb | K::Time)
            && is(ROLE_ADVERBS)
            && inside.take_from(1).first().is_some_and(|p| p.kind == K::Noun);
        if !(relative || of_place || then || matches!(first.kind, K::Noun | K::Adjective)) {
            return None;
        }
        let mut rest = inside;
        let mut finite = false;
        let mut steps = 0;
        while let Some(p) = rest.first() {
            steps += 1;
            if matches!(p.kind, K::Comma | K::Stop | K::Semicolon | K::Dash | K::Colon) || steps > 40 {
                break;
            }
            finite |= p.kind == K::Verb && p.verb.finite;
            if (p.kind == K::Quote && p.verb.finite || p.kind == K::That) && !relative {
                return None;
            }
            rest = rest.take_from(1);
        }
        if !relative && finite {
            // *said Ito, the plan was dead*: a finite verb makes it a clause
            // and no apposition, unless a relative pronoun precedes the verb.
            let wh = inside
                .iter_elements()
                .take_while(|p| p.kind != K::Comma)
                .any(|p| p.kind == K::Wh || context.starts_with(p, WHOSE));
            if !wh {
                return None;
            }
        }
        Some(rest)
    }
}
