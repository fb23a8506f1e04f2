//! Constraints for words with one reading, unknown words and function words.

use super::cohort::Cohort;
use super::constraint::Constraint;
use crate::closed_class::{AMOUNTS, AS, INDEFINITE_DETERMINERS, SUCH, is_any};
use crate::function_word::{self, Function};
use crate::lexicon::{Class, Forms, WordId};
use crate::syntax::context::Context;
use crate::syntax::tag::Tag;
use crate::token::{Shape, Token, TokenKind};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "such-as",
        about: "*such as* is a preposition.",
        select: |c| {
            let as_follows = || c.right().is_some_and(|t| t.is_any(c.context.text, AS));
            let is_part = match c.function() {
                Function::Determiner => c.left().is_some_and(Tag::is_nominal) && is_any(c.word(), SUCH) && as_follows(),
                Function::Subordinator => is_any(c.left_word(), SUCH) && is_any(c.word(), AS),
                _ => false,
            };
            is_part.then_some(Tag::Preposition)
        },
        examples: &[
            ("Analysts [such] as Ruiz said that it rained.", Tag::Preposition),
            ("Analysts such [as] Ruiz said that it rained.", Tag::Preposition),
        ],
        counterexamples: &[("They found no [such] clerk.", Tag::Determiner)],
    },
    Constraint {
        name: "unknown-past",
        about: "A lower-case word that no list has is a past form between a plural and the opening of an object.",
        select: |c| {
            let plural = matches!(c.left(), Some(Tag::PluralNoun | Tag::Pronoun))
                || c.left_mark().is_some_and(|m| m.classes.has(Class::DEMONYM));
            let unknown = c.mark().word == WordId::UNKNOWN && c.shape() == Shape::Lower;
            (unknown && plural && c.follows().clause).then_some(Tag::VerbPast)
        },
        examples: &[("The rebels [overran] the town.", Tag::VerbPast)],
        counterexamples: &[("The rebels had a [zarp] gun.", Tag::Noun)],
    },
    Constraint {
        name: "only-reading",
        about: "A word with one reading keeps it, except *that*, past forms and base forms after *a*, which \
                constraints below read anew.",
        select: |c| {
            let first = c.first();
            let noun = first == Tag::VerbBase && is_any(c.left_word(), INDEFINITE_DETERMINERS);
            (c.readings.len == 1 && !matches!(first, Tag::That | Tag::VerbPast) && !noun).then_some(first)
        },
        examples: &[("They walked to [the] port.", Tag::Determiner)],
        counterexamples: &[("He said [that].", Tag::Pronoun)],
    },
    Constraint {
        name: "role-of-speaker",
        about: "A verb form that begins the role of a speaker after *said* modifies the role.",
        select: |c| {
            let noun = || c.find(|t| matches!(t, Tag::Noun | Tag::Adjective)).unwrap_or(Tag::Adjective);
            (c.first().is_verb() && describes_speaker(c)).then(noun)
        },
        examples: &[("The dam was unsafe, said [lead] manager Ana Ruiz.", Tag::Noun)],
        counterexamples: &[("The dam was unsafe, said Ruiz, who [led] the work.", Tag::VerbPast)],
    },
    Constraint {
        name: "that-alone",
        about: "*that* is a pronoun after a preposition and before a comma or period.",
        select: |c| {
            let alone = c.left() == Some(Tag::Preposition)
                || c.right().is_some_and(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Period));
            (c.function() == Function::That && alone).then_some(Tag::Pronoun)
        },
        examples: &[("He said [that].", Tag::Pronoun), ("They spoke of [that] for days.", Tag::Pronoun)],
        counterexamples: &[("He said [that] it rained.", Tag::That)],
    },
    Constraint {
        name: "that-as-subject",
        about: "*that* is a pronoun where it opens a clause before an auxiliary.",
        select: |c| {
            let verb = c.right_tag().is_some_and(Tag::is_auxiliary);
            (that_opens_clause(c) && verb).then_some(Tag::Pronoun)
        },
        examples: &[("It rained. [That] is bad.", Tag::Pronoun)],
        counterexamples: &[("The dam [that] is unsafe was closed.", Tag::That)],
    },
    Constraint {
        name: "that-before-noun",
        about: "*that* is a determiner where it opens a clause before a word of an open class; not after a \
                conjunction inside a sentence, where it can continue a clause with *that*.",
        select: |c| {
            let word = c.right().is_some_and(|t| t.shape == Shape::Lower) && c.right_tag().is_none();
            let first = c.tags.len() < 2 || c.tags[c.tags.len() - 2] == Tag::Stop;
            let joins = c.left() == Some(Tag::Conjunction) && !first;
            (that_opens_clause(c) && word && !joins).then_some(Tag::Determiner)
        },
        examples: &[("It rained. [That] dam failed.", Tag::Determiner)],
        counterexamples: &[("He said that it rained and [that] farmers left.", Tag::That)],
    },
    Constraint {
        name: "that-before-clause",
        about: "Elsewhere *that* opens a clause.",
        select: |c| (c.function() == Function::That).then_some(Tag::That),
        examples: &[("He said [that] it rained.", Tag::That)],
        counterexamples: &[("He said [that].", Tag::Pronoun)],
    },
    Constraint {
        name: "her-possessive",
        about: "*her* is possessive before a noun and, after a preposition, before a gerund.",
        select: |c| {
            let gerund = || c.left() == Some(Tag::Preposition) && c.right_is_gerund();
            (c.function() == Function::Her && (c.follows().nominal || gerund())).then_some(Tag::PossessivePronoun)
        },
        examples: &[
            ("They saw [her] house.", Tag::PossessivePronoun),
            ("They spoke of [her] leaving.", Tag::PossessivePronoun),
        ],
        counterexamples: &[("They saw [her] at the port.", Tag::ObjectPronoun)],
    },
    Constraint {
        name: "her-object",
        about: "Elsewhere *her* is an object.",
        select: |c| (c.function() == Function::Her).then_some(Tag::ObjectPronoun),
        examples: &[("They saw [her] at the port.", Tag::ObjectPronoun)],
        counterexamples: &[("They saw [her] house.", Tag::PossessivePronoun)],
    },
    Constraint {
        name: "back-verb",
        about: "*back* is a verb between a plural subject, modal or *to* and an object.",
        select: |c| {
            let verb = matches!(c.left_of_adverbs(), Some(Tag::Modal | Tag::Do | Tag::To))
                || matches!(c.left(), Some(Tag::PluralNoun | Tag::Pronoun | Tag::Wh));
            let object = || c.follows().content || c.follows().nominal;
            (c.function() == Function::Back && verb && object()).then_some(Tag::VerbBase)
        },
        examples: &[
            ("The farmers [back] the plan.", Tag::VerbBase),
            ("The mayor will not [back] the plan.", Tag::VerbBase),
        ],
        counterexamples: &[("The farmers came [back] on Monday.", Tag::Adverb)],
    },
    Constraint {
        name: "back-noun",
        about: "*back* is a noun or adjective after a determiner.",
        select: |c| {
            let noun = c.function() == Function::Back && c.left() == Some(Tag::Determiner);
            c.nominal().filter(|_| noun)
        },
        examples: &[("It stood at the [back] of the hall.", Tag::Noun)],
        counterexamples: &[("The farmers came [back] on Monday.", Tag::Adverb)],
    },
    Constraint {
        name: "back-adverb",
        about: "Elsewhere *back* is an adverb.",
        select: |c| (c.function() == Function::Back).then_some(Tag::Adverb),
        examples: &[("The farmers came [back] on Monday.", Tag::Adverb)],
        counterexamples: &[("The farmers [back] the plan.", Tag::VerbBase)],
    },
    Constraint {
        name: "outside-adjective",
        about: "*outside* and *inside* are adjectives where they open a sentence, or stand behind a quotation, before a \
                plural noun.",
        select: |c| {
            let plural = || c.right().is_some_and(|t| t.shape == Shape::Lower && t.text(c.context.text).ends_with('s'));
            let begins = || c.opens() || c.left() == Some(Tag::QuoteMark);
            let outside = c.function() == Function::Outside && begins() && c.follows().nominal && plural();
            outside.then(|| c.nominal().unwrap_or(c.first()))
        },
        examples: &[
            ("[Outside] groups spent more.", Tag::Adjective),
            ("\"The dam failed,\" [outside] experts said.", Tag::Adjective),
        ],
        counterexamples: &[("[Outside] the hall it rained.", Tag::Preposition)],
    },
    Constraint {
        name: "like-after-modal",
        about: "*like* is a verb after a modal.",
        select: |c| {
            let verb = c.function() == Function::Like && c.left_of_adverbs() == Some(Tag::Modal);
            verb.then_some(Tag::VerbBase)
        },
        examples: &[("He would [like] to leave.", Tag::VerbBase)],
        counterexamples: &[("They left [like] thieves.", Tag::Preposition)],
    },
    Constraint {
        name: "function-word",
        about: "A word that can be a function word is one unless what stands before it calls for a noun.",
        select: |c| {
            let noun =
                matches!(c.left(), Some(Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive | Tag::Adjective));
            let other = if noun { c.nominal() } else { None };
            (c.function().is_ambiguous() && c.left() != Some(Tag::To)).then(|| other.unwrap_or(c.first()))
        },
        examples: &[("The mayor [will] leave.", Tag::Modal), ("It was the mayor's [will].", Tag::Noun)],
        counterexamples: &[("He would [like] to leave.", Tag::VerbBase)],
    },
    Constraint {
        name: "amount-as-subject",
        about: "An amount before an auxiliary is its subject: *too much is made of it*.",
        select: |c| {
            let taken = |t: Tag| t.is_auxiliary() || t.is_nominal() || t == Tag::Pronoun;
            let subject = c.first() == Tag::Adverb
                && c.right_tag().is_some_and(Tag::is_auxiliary)
                && !c.left_of_adverbs().is_some_and(taken)
                && AMOUNTS.contains(&c.word());
            subject.then_some(Tag::Pronoun)
        },
        examples: &[("Too [much] is made of it.", Tag::Pronoun)],
        counterexamples: &[("The dam [much] is made of it.", Tag::Adverb)],
    },
];

/// Whether the word is *that* at the start of a clause.
fn that_opens_clause(c: &Cohort<'_>) -> bool {
    c.function() == Function::That && c.left().is_none_or(|t| matches!(t, Tag::Stop | Tag::Conjunction))
}

/// Whether the word begins the role of a speaker: it stands after an inverted
/// verb of saying, and a name follows the role and ends the clause. Such a word
/// modifies the role even if it looks like a verb.
fn describes_speaker(c: &Cohort<'_>) -> bool {
    let at = c.at;
    let Context { text, tokens, marks, functions, lexicon, shapes, .. } = c.context;
    let [.., mark, Tag::VerbPast | Tag::VerbThird] = c.tags else { return false };
    let invert = lexicon.frame("invert").unwrap_or_default();
    let says = |&(p, _): &(u32, Forms)| lexicon.predicate(p).frames.any(invert);
    if !matches!(mark, Tag::QuoteMark | Tag::Comma) || !lexicon.predicates(marks[at - 1].word).iter().any(says) {
        return false;
    }
    let word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word);
    let role = (at..at + 5).take_while(|&i| word(i) && shapes[i] == Shape::Lower && functions[i].tag().is_none());
    let name = at + role.count();
    let behind = (name..name + 5).find(|&i| !word(i) || shapes[i] == Shape::Lower).unwrap_or(name);
    let ends = |t: &Token| {
        matches!(t.kind, TokenKind::Period | TokenKind::Comma)
            || matches!(function_word::of(t, text).tag(), Some(Tag::Preposition | Tag::Wh | Tag::Conjunction))
    };
    name > at + 1 && behind > name && tokens.get(behind).is_none_or(ends)
}
