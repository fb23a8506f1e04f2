//! Constraints for words that no subject, determiner or auxiliary before them
//! decides: modifiers, and verbs that open a sentence.

use super::cohort::Cohort;
use super::constraint::Constraint;
use crate::syntax::tag::Tag;
use crate::token::{Shape, TokenKind};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "participle-after-adverb",
        about: "A participle between a verb with an adverb and a noun modifies the noun: *proposed jointly owned \
                drones*.",
        select: |c| {
            let modifies = c.left() == Some(Tag::Adverb)
                && c.left_of_adverbs().is_some_and(Tag::is_verb)
                && c.has(Tag::Participle)
                && c.follows().nominal
                && !c.follows().content;
            modifies.then_some(Tag::Adjective)
        },
        examples: &[("They proposed jointly [owned] drones.", Tag::Adjective)],
        counterexamples: &[("They were jointly [owned] by both.", Tag::Participle)],
    },
    Constraint {
        name: "verb-before-speaker",
        about: "A past form that opens a sentence is a verb before a name and a quotation: *Said Ito, \"…\"*.",
        select: |c| (c.has(Tag::VerbPast) && c.opens() && leads_quotation(c)).then_some(Tag::VerbPast),
        examples: &[("[Said] Ito, \"It rained.\"", Tag::VerbPast)],
        counterexamples: &[("[Asked] about it, Ito said no.", Tag::Participle)],
    },
    Constraint {
        name: "participle-before-clause",
        about: "A participle that opens a sentence is one before a clause: *Asked whether it was over, Ito said no*.",
        select: |c| {
            let clause = matches!(c.right_tag(), Some(Tag::Wh | Tag::Subordinator));
            c.select(Tag::Participle).filter(|_| clause && c.opens())
        },
        examples: &[("[Asked] whether it was over, Ito said no.", Tag::Participle)],
        counterexamples: &[("[Said] Ito, \"It rained.\"", Tag::VerbPast)],
    },
    Constraint {
        name: "participle-before-complement",
        about: "A verb form that opens a sentence is a participle before its complement: *Asked about it, Ito said \
                no*.",
        select: |c| {
            let complement =
                matches!(c.right_tag(), Some(Tag::Preposition | Tag::Wh | Tag::That | Tag::Subordinator | Tag::To));
            c.select(Tag::Participle).filter(|_| complement && verb_opens(c))
        },
        examples: &[("[Asked] about it, Ito said no.", Tag::Participle)],
        counterexamples: &[("[Registered] voters met at home.", Tag::Adjective)],
    },
    Constraint {
        name: "no-verb-opens",
        about: "Any other verb form that opens a sentence is a noun or adjective if it can be one.",
        select: |c| c.nominal().filter(|_| verb_opens(c)),
        examples: &[("[Registered] voters met at home.", Tag::Adjective)],
        counterexamples: &[("[Asked] about it, Ito said no.", Tag::Participle)],
    },
    Constraint {
        name: "past-form-as-modifier",
        about: "A past form after a determiner or possessor modifies a noun.",
        select: |c| {
            let inside = matches!(c.left(), Some(Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive));
            (c.first() == Tag::VerbPast && inside).then_some(Tag::Adjective)
        },
        examples: &[("The [broke] city sold it.", Tag::Adjective)],
        counterexamples: &[("The city [sold] it.", Tag::VerbPast)],
    },
    Constraint {
        name: "no-base-after-noun",
        about: "A word that is first of all a base form is a noun or adjective after a noun if it can be one.",
        select: |c| c.nominal().filter(|_| c.first() == Tag::VerbBase && c.left() == Some(Tag::Noun)),
        examples: &[("The farm [help] was late.", Tag::Noun)],
        counterexamples: &[("The farmers [help] the mayor.", Tag::VerbBase)],
    },
];

/// Whether an ambiguous verb form opens a sentence.
fn verb_opens(c: &Cohort<'_>) -> bool {
    matches!(c.first(), Tag::VerbPast | Tag::Participle | Tag::VerbThird) && c.readings.len > 1 && c.opens()
}

/// Whether a name follows, then a comma or colon and a quotation: *Said Ito,
/// "…"*.
fn leads_quotation(c: &Cohort<'_>) -> bool {
    let rest = &c.context.tokens[c.at + 1..];
    let names = rest.iter().take(5).take_while(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower).count();
    names > 0
        && rest.get(names).is_some_and(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Colon))
        && rest.get(names + 1).is_some_and(|t| t.kind == TokenKind::DoubleQuote)
}
