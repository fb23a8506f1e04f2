//! The function words as the tagger sees them: which closed class a token
//! belongs to.

use super::closed_class::{
    ADVERBS, ADVERSATIVES, ARTICLES, BE, COORDINATORS, DEMONSTRATIVES, DO, HAVE, INDEFINITE_PRONOUNS, MODALS,
    MODALS_OR_NOUNS, NEGATIONS, OBJECT_PRONOUNS, OTHER_DETERMINERS, PLACE_PREPOSITIONS, PLURAL_PRONOUNS,
    POSSESSIVE_PRONOUNS, PREPOSITIONS, PRONOMINAL_DETERMINERS, REFLEXIVES, SINGULAR_PRONOUNS, SUBORDINATORS, WH_WORDS,
};
use super::tag::Tag;
use crate::token::{Token, TokenKind};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The kind of a function word; [`Function::None`] for all other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Function {
    None,
    Determiner,
    PossessivePronoun,
    Her,
    Pronoun,
    PluralPronoun,
    ObjectPronoun,
    Preposition,
    By,
    To,
    That,
    Wh,
    Conjunction,
    Subordinator,
    Be,
    Have,
    Do,
    Modal,
    /// A modal that can also be a noun: *will*, *can*, *may*.
    ModalOrNoun,
    /// *like*
    Like,
    Negation,
    Adverb,
    /// *outside*, *inside*: an adjective after a determiner.
    Outside,
    /// *back*: an adverb unless it has an object.
    Back,
    There,
    Let,
}

impl Function {
    /// Returns the tag of the function word: its only tag or, where
    /// [`Function::is_ambiguous`], its usual one.
    pub(super) fn tag(self) -> Option<Tag> {
        Some(match self {
            Self::None | Self::Let => return None,
            Self::Determiner => Tag::Determiner,
            Self::PossessivePronoun | Self::Her => Tag::PossessivePronoun,
            Self::Pronoun | Self::PluralPronoun | Self::There => Tag::Pronoun,
            Self::ObjectPronoun => Tag::ObjectPronoun,
            Self::Preposition | Self::By | Self::Like | Self::Outside => Tag::Preposition,
            Self::To => Tag::To,
            Self::That => Tag::That,
            Self::Wh => Tag::Wh,
            Self::Conjunction => Tag::Conjunction,
            Self::Subordinator => Tag::Subordinator,
            Self::Be => Tag::Be,
            Self::Have => Tag::Have,
            Self::Do => Tag::Do,
            Self::Modal | Self::ModalOrNoun => Tag::Modal,
            Self::Negation => Tag::Negation,
            Self::Adverb | Self::Back => Tag::Adverb,
        })
    }

    pub(super) fn is_ambiguous(self) -> bool {
        matches!(
            self,
            Self::ModalOrNoun | Self::Like | Self::That | Self::Her | Self::Have | Self::Back | Self::Outside
        )
    }

    /// *US*, *IT*, *WHO*: whether the word can be an acronym when in capitals.
    pub(super) fn may_be_acronym(self) -> bool {
        matches!(self, Self::ObjectPronoun | Self::Pronoun | Self::Wh)
    }

    pub(super) fn is_let_or_there(self) -> bool {
        matches!(self, Self::Let | Self::There)
    }
}

/// The kinds of function words. A word in several sets is of the first kind.
const KINDS: &[(Function, &[&str])] = &[
    (Function::Her, &["her"]),
    (Function::By, &["by"]),
    (Function::Like, &["like"]),
    (Function::To, &["to"]),
    (Function::That, &["that"]),
    (Function::Back, &["back"]),
    (Function::There, &["there"]),
    (Function::Let, &["let"]),
    (Function::Determiner, ARTICLES),
    (Function::Determiner, DEMONSTRATIVES),
    (Function::Determiner, PRONOMINAL_DETERMINERS),
    (Function::Determiner, OTHER_DETERMINERS),
    (Function::PossessivePronoun, POSSESSIVE_PRONOUNS),
    (Function::Pronoun, SINGULAR_PRONOUNS),
    (Function::PluralPronoun, PLURAL_PRONOUNS),
    (Function::Pronoun, INDEFINITE_PRONOUNS),
    (Function::ObjectPronoun, OBJECT_PRONOUNS),
    (Function::ObjectPronoun, REFLEXIVES),
    (Function::Preposition, PREPOSITIONS),
    (Function::Outside, PLACE_PREPOSITIONS),
    (Function::Wh, WH_WORDS),
    (Function::Conjunction, COORDINATORS),
    (Function::Conjunction, ADVERSATIVES),
    (Function::Subordinator, SUBORDINATORS),
    (Function::Be, BE),
    (Function::Have, HAVE),
    (Function::Do, DO),
    (Function::Modal, MODALS),
    (Function::ModalOrNoun, MODALS_OR_NOUNS),
    (Function::Negation, NEGATIONS),
    (Function::Adverb, ADVERBS),
];

static FUNCTIONS: LazyLock<FxHashMap<&[u8], Function>> = LazyLock::new(|| {
    let mut functions = FxHashMap::default();
    for &(function, words) in KINDS {
        for word in words {
            functions.entry(word.as_bytes()).or_insert(function);
        }
    }
    functions
});

/// Length of the longest function word, in bytes.
const LONGEST: usize = 12;

/// Returns the kind of function word that a token is, without allocating.
pub(super) fn of(token: &Token, text: &str) -> Function {
    let word = token.text(text).as_bytes();
    let mut buffer = [0u8; LONGEST];
    if token.kind != TokenKind::Word || word.len() > LONGEST {
        return Function::None;
    }
    let lower = &mut buffer[..word.len()];
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    FUNCTIONS.get(&*lower).copied().unwrap_or(Function::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_in_lower_case_and_short() {
        for (_, words) in KINDS {
            assert!(words.iter().all(|w| w.len() <= LONGEST && *w == w.to_ascii_lowercase()), "{words:?}");
        }
    }
}
