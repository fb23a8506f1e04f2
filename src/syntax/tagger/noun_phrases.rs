//! Constraints for words inside noun phrases, and for names.

use super::cohort::Cohort;
use super::constraint::Constraint;
use crate::closed_class::{
    AS, INDEFINITE_DETERMINERS, NUMBERS, PLURAL_DETERMINERS, PRONOMINAL_DETERMINERS, SINGULAR_DEMONSTRATIVES, is_any,
};
use crate::lexicon::Class;
use crate::syntax::tag::Tag;
use crate::token::{Shape, TokenKind};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "told-after-modifier",
        about: "A past form of *tell* is no modifier: *the military told reporters*, *six in ten told us*.",
        select: |c| {
            let before = match c.left() {
                Some(Tag::Determiner) => is_any(c.left_word(), PRONOMINAL_DETERMINERS),
                left => matches!(left, Some(Tag::Adjective | Tag::Number | Tag::Participle)),
            };
            let told = before && c.mark().classes.has(Class::TELLING) && c.follows().nominal;
            c.select(Tag::VerbPast).filter(|_| told)
        },
        examples: &[
            ("The military [told] reporters that the dam failed.", Tag::VerbPast),
            ("Some [told] reporters that the dam failed.", Tag::VerbPast),
        ],
        counterexamples: &[("The [told] story was long.", Tag::Adjective)],
    },
    Constraint {
        name: "past-after-determiner",
        about: "A word that can be a past form is one after a determiner that stands alone, unless a noun follows.",
        select: |c| {
            let subject = c.left() == Some(Tag::Determiner)
                && c.has(Tag::VerbPast)
                && !c.follows().nominal
                && is_any(c.left_word(), PRONOMINAL_DETERMINERS);
            subject.then_some(Tag::VerbPast)
        },
        examples: &[("Some [said] that the dam was unsafe.", Tag::VerbPast)],
        counterexamples: &[("The [accused] said that the dam was unsafe.", Tag::Participle)],
    },
    Constraint {
        name: "base-after-determiner",
        about: "A word that can be a base form is one between a plural determiner that stands alone and its object.",
        select: |c| {
            let subject = c.left() == Some(Tag::Determiner)
                && !c.follows().nominal
                && c.follows().content
                && !c.has(Tag::PluralNoun)
                && is_any(c.left_word(), PLURAL_DETERMINERS);
            c.select(Tag::VerbBase).filter(|_| subject)
        },
        examples: &[("Many [fear] that the dam will fail.", Tag::VerbBase)],
        counterexamples: &[("The [fear] that the dam will fail is old.", Tag::Noun)],
    },
    Constraint {
        name: "third-after-demonstrative",
        about: "A word that can be a plural noun or a verb is a verb after *this* or *that*, unless a noun follows.",
        select: |c| {
            let subject = c.left() == Some(Tag::Determiner)
                && c.has(Tag::PluralNoun)
                && !c.has(Tag::Noun)
                && !c.follows().nominal
                && is_any(c.left_word(), SINGULAR_DEMONSTRATIVES);
            c.select(Tag::VerbThird).filter(|_| subject)
        },
        examples: &[("It rained. This [leaves] the dam to the army.", Tag::VerbThird)],
        counterexamples: &[("The [leaves] of the tree fell.", Tag::PluralNoun)],
    },
    Constraint {
        name: "verb-as-noun",
        about: "A word that is known as a base form alone is a noun after *a*, *an* or *another*.",
        select: |c| {
            let article = c.left() == Some(Tag::Determiner) && is_any(c.left_word(), INDEFINITE_DETERMINERS);
            let only = c.find(|t| t != Tag::VerbBase).is_none();
            (article && only && c.has(Tag::VerbBase)).then_some(Tag::Noun)
        },
        examples: &[("It was a [gamble] that they lost.", Tag::Noun)],
        counterexamples: &[("They [gamble] that it will rain.", Tag::VerbBase)],
    },
    Constraint {
        name: "noun-after-modifier",
        about: "A word that can be a noun or adjective is one after a determiner, possessor or adjective and, \
                unless it can be a gerund, after a preposition.",
        select: |c| c.nominal().filter(|_| c.left() != Some(Tag::Number) && continues_noun_phrase(c)),
        examples: &[("They want a [vote] on the plan.", Tag::Noun), ("They met at [work] on Monday.", Tag::Noun)],
        counterexamples: &[("They spoke of [voting] on Monday.", Tag::Noun)],
    },
    Constraint {
        name: "past-after-adjective",
        about: "A past form after an adjective is a verb, unless a noun follows: the adjective was a noun.",
        select: |c| {
            let verb = c.left() == Some(Tag::Adjective) && c.has(Tag::VerbPast) && !c.follows().nominal;
            verb.then_some(Tag::VerbPast)
        },
        examples: &[("The general [said] that it rained.", Tag::VerbPast)],
        counterexamples: &[("The old [abandoned] port was closed.", Tag::Adjective)],
    },
    Constraint {
        name: "modifying-participle",
        about: "A participle or gerund after a determiner, possessor, adjective or preposition modifies the noun \
                after it.",
        select: |c| {
            let follows = || c.follows().nominal && (c.left() != Some(Tag::Number) || !c.follows().content);
            let form = || c.find(|t| matches!(t, Tag::Participle | Tag::Gerund)).is_some();
            // *according to published reports*: no infinitive.
            let inside = || continues_noun_phrase(c) || c.left() == Some(Tag::To) && !c.has(Tag::VerbBase);
            (inside() && form() && follows()).then_some(Tag::Adjective)
        },
        examples: &[
            ("The [abandoned] port was closed.", Tag::Adjective),
            ("It was closed, according to [published] reports.", Tag::Adjective),
        ],
        counterexamples: &[("The [accused] was late.", Tag::Participle)],
    },
    Constraint {
        name: "participle-as-noun",
        about: "A participle or gerund after a determiner, possessor, adjective or preposition is one if no noun \
                follows.",
        select: |c| {
            let form = c.find(|t| matches!(t, Tag::Participle | Tag::Gerund));
            form.filter(|_| c.left() != Some(Tag::Number) && continues_noun_phrase(c))
        },
        examples: &[("The [accused] was late.", Tag::Participle)],
        counterexamples: &[("The [abandoned] port was closed.", Tag::Adjective)],
    },
    Constraint {
        name: "gerund-after-as",
        about: "A word that can be a gerund is one after *as* before a clause or its own particle: *quoted as \
                ruling out*.",
        select: |c| {
            let particle = || {
                let right = c.right_mark().map(|m| m.word);
                right.is_some() && c.predicates().any(|p| p.tail.first().copied() == right)
            };
            let gerund = is_any(c.left_word(), AS) && c.has(Tag::Gerund) && (particle() || c.follows().clause);
            gerund.then_some(Tag::Gerund)
        },
        examples: &[("Ruiz was quoted as [warning] that the dam would fail.", Tag::Gerund)],
        counterexamples: &[("It served as [warning] to all.", Tag::Noun)],
    },
    Constraint {
        name: "plural-after-number",
        about: "A word that can be a plural noun or a verb is a noun after a number.",
        select: |c| {
            let counted = c.left() == Some(Tag::Noun) && c.has(Tag::VerbThird) && is_any(c.left_word(), NUMBERS);
            c.select(Tag::PluralNoun).filter(|_| counted)
        },
        examples: &[("They met two [witnesses] who saw it.", Tag::PluralNoun)],
        counterexamples: &[("The mayor [witnesses] it.", Tag::VerbThird)],
    },
    Constraint {
        name: "headline-verb",
        about: "A capitalised reporting verb after a subject is a verb if the words after it are capitalised too, \
                as in a headline.",
        select: |c| {
            let finite = c.find(|t| matches!(t, Tag::VerbThird | Tag::VerbPast));
            finite.filter(|_| capital_inside(c) && is_headline_verb(c))
        },
        examples: &[("Ruiz [Says] It Rained", Tag::VerbThird)],
        counterexamples: &[("The United [States] Senate voted.", Tag::Name)],
    },
    Constraint {
        name: "name-inside-sentence",
        about: "A capitalised word inside a sentence that can be a name is one.",
        select: |c| capital_inside(c).then_some(Tag::Name),
        examples: &[("The United [States] Senate voted.", Tag::Name)],
        counterexamples: &[("Ruiz [Says] It Rained", Tag::VerbThird)],
    },
    Constraint {
        name: "adjective-before-title",
        about: "An adjective stays one between a comma and a title.",
        select: |c| {
            let title = || c.right_has(Class::TITLE) && c.right().is_some_and(|t| t.shape == Shape::Capital);
            (c.left() == Some(Tag::Comma) && c.first() == Tag::Adjective && title()).then_some(Tag::Adjective)
        },
        examples: &[("CNN quoted the envoy, [retired] Judge Ana Ruiz, as saying so.", Tag::Adjective)],
        counterexamples: &[("Ruiz is a [retired] Judge.", Tag::Adjective)],
    },
];

/// Whether a noun phrase goes on: after a word that a noun must follow or, for
/// words that are not gerunds, after a preposition.
fn continues_noun_phrase(c: &Cohort<'_>) -> bool {
    match c.left() {
        Some(Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive | Tag::Adjective | Tag::Number) => true,
        Some(Tag::Preposition) => !c.has(Tag::Gerund),
        _ => false,
    }
}

/// Whether a word that can be a name is capitalised inside a sentence.
fn capital_inside(c: &Cohort<'_>) -> bool {
    c.first() == Tag::Name && c.shape() != Shape::Lower && !c.opens()
}

/// Whether a capitalised word inside a sentence is the verb of a headline:
/// a reporting verb after a subject, among other capitals.
fn is_headline_verb(c: &Cohort<'_>) -> bool {
    let (at, tokens) = (c.at, c.context.tokens);
    let capital = |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Capital);
    let function = |i: usize| c.context.functions.get(i).is_none_or(|f| f.tag().is_some());
    let word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word);
    let title_case = || (at + 1..at + 4).filter(|&i| !function(i) && word(i)).all(capital);
    let subject = (at == 0 || tokens[at - 1].shape != Shape::Lower)
        && matches!(c.left(), Some(Tag::Name | Tag::Noun | Tag::PluralNoun | Tag::Close | Tag::QuoteMark));
    let nominal = c.has(Tag::Noun) || c.has(Tag::PluralNoun);
    // *the United States Senate* has a verb form that is part of a place name.
    !c.mark().classes.has(Class::PLACE)
        && c.token().shape == Shape::Capital
        && subject
        && c.is_reporting()
        && (!nominal || c.follows().content)
        && title_case()
}
