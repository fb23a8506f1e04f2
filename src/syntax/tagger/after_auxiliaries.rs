//! Constraints for words after *to* and after auxiliaries, which decide the
//! form of the verb.

use super::cohort::Cohort;
use super::constraint::Constraint;
use crate::closed_class::ACCORDING;
use crate::function_word::Function;
use crate::lexicon::{Class, ClassSet, PredicateKind};
use crate::syntax::tag::Tag;
use crate::token::Shape;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "have-after-to",
        about: "*have* after *to* is an auxiliary before a participle: *is said to have left*.",
        select: |c| {
            let perfect = c.left() == Some(Tag::To) && c.function() == Function::Have && c.right_is_participle();
            c.select(Tag::Have).filter(|_| perfect)
        },
        examples: &[("Ruiz is said to [have] told them.", Tag::Have)],
        counterexamples: &[("They want to [have] a vote.", Tag::VerbBase)],
    },
    Constraint {
        name: "infinitive",
        about: "A word that can be a verb is an infinitive after *to*, but not after *according to* and not where \
                it is a name or begins an outlet's name.",
        select: |c| {
            let according = || {
                let word = c.at.checked_sub(2).map(|i| &c.context.tokens[i]);
                word.is_some_and(|t| t.is_any(c.context.text, ACCORDING))
            };
            let name = || c.first() == Tag::Name && c.shape() == Shape::Capital && in_prose(c);
            let verb = c.left() == Some(Tag::To) && !according() && !name() && !opens_outlet(c);
            c.select(Tag::VerbBase).filter(|_| verb)
        },
        examples: &[("They want to [vote] on Monday.", Tag::VerbBase)],
        counterexamples: &[
            ("According to [exit] polls the mayor won.", Tag::Noun),
            ("Ruiz conceded to [state] radio that the dam failed.", Tag::Noun),
            ("An adviser to [Trump] said that the dam failed.", Tag::Name),
        ],
    },
    Constraint {
        name: "base-after-modal",
        about: "A word that can be a base form is one after a modal or a form of *do*.",
        select: |c| match c.left_of_adverbs() {
            Some(Tag::Modal | Tag::Do) => c.select(Tag::VerbBase),
            _ => None,
        },
        examples: &[("They will [vote] on Monday.", Tag::VerbBase), ("They did not [vote] on Monday.", Tag::VerbBase)],
        counterexamples: &[("The [vote] on Monday was late.", Tag::Noun)],
    },
    Constraint {
        name: "participle-after-have",
        about: "A word that can be a participle is one after a form of *have*.",
        select: |c| c.select(Tag::Participle).filter(|_| c.left_of_adverbs() == Some(Tag::Have)),
        examples: &[("They have often [said] that.", Tag::Participle)],
        counterexamples: &[("They often [said] that.", Tag::VerbPast)],
    },
    Constraint {
        name: "listed-adjective-after-be",
        about: "A participle that the lexicon lists as an adjective is one after a form of *be*, unless *by* and \
                an agent follow.",
        select: |c| {
            let listed = || c.predicates().any(|p| p.kind == PredicateKind::Adjective);
            let form = || c.find(|t| matches!(t, Tag::Participle | Tag::Adjective)).is_some();
            let adjective = c.left_of_adverbs() == Some(Tag::Be) && form() && listed() && !c.follows().by;
            adjective.then_some(Tag::Adjective)
        },
        examples: &[("Ruiz is [opposed] to the plan.", Tag::Adjective)],
        counterexamples: &[("The plan was [opposed] by Ruiz.", Tag::Participle)],
    },
    Constraint {
        name: "participle-after-be",
        about: "A word that can be a participle or gerund is one after a form of *be*, unless it is first of all \
                an adjective.",
        select: |c| {
            let form = c.find(|t| matches!(t, Tag::Gerund | Tag::Participle));
            form.filter(|_| c.first() != Tag::Adjective && c.left_of_adverbs() == Some(Tag::Be))
        },
        examples: &[
            ("The plan was [opposed] by Ruiz.", Tag::Participle),
            ("The farmers are [voting] today.", Tag::Gerund),
        ],
        counterexamples: &[("Ruiz is [opposed] to the plan.", Tag::Adjective)],
    },
    Constraint {
        name: "no-verb-after-be",
        about: "Any other word after a form of *be* is no verb if it can be something else.",
        select: |c| c.other_than_verb().filter(|_| c.left_of_adverbs() == Some(Tag::Be)),
        examples: &[("The port was [late].", Tag::Adjective)],
        counterexamples: &[("The plan was [opposed] by Ruiz.", Tag::Participle)],
    },
];

/// Whether the word is the first of several that together mean an outlet:
/// *conceded to state television*.
fn opens_outlet(c: &Cohort<'_>) -> bool {
    let of_outlet = ClassSet::of(&[Class::OUTLET, Class::OUTLET_HEAD]);
    let Some(right) = c.right_mark() else { return false };
    c.mark().begins.any(of_outlet) && right.classes.any(of_outlet) && !right.begins.any(of_outlet)
}

/// Whether a word near this one, other than a function word, is written in
/// lower case. In a headline of capitals none is.
fn in_prose(c: &Cohort<'_>) -> bool {
    const NEAR: usize = 6;
    let near = c.at.saturating_sub(NEAR)..(c.at + NEAR).min(c.context.tokens.len());
    near.into_iter().any(|i| c.context.tokens[i].shape == Shape::Lower && c.context.functions[i] == Function::None)
}
