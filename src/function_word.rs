//! Which closed class a word belongs to. The tokeniser, the splitter of
//! sentences and the tagger use it.

use crate::closed_class::{
    ADVERBS, ADVERSATIVES, ARTICLES, BACK, BE, BY, COORDINATORS, DEMONSTRATIVES, DO, HAVE, HER, INDEFINITE_PRONOUNS,
    LET, LIKE, MODALS, MODALS_OR_NOUNS, NEGATIONS, OBJECT_PRONOUNS, OTHER_DETERMINERS, PLACE_PREPOSITIONS,
    PLURAL_PRONOUNS, POSSESSIVE_PRONOUNS, PREPOSITIONS, PRONOMINAL_DETERMINERS, REFLEXIVES, SINGULAR_PRONOUNS,
    SUBORDINATORS, THAT, THERE, TO, WH_WORDS,
};
use crate::token::types::{Token, TokenKind};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The kind of a function word; [`Function::None`] for all other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub(crate) enum Function {
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
    /// Whether a sentence often opens with such a word: not with *May*, *Will*
    /// and the like, which are often names.
    pub(crate) fn opens_sentence(self) -> bool {
        !matches!(self, Self::None | Self::ModalOrNoun)
    }

    /// Whether the word opens a phrase or a subordinate clause that can stand
    /// beside a clause: *after the war, he left*.
    pub(crate) fn opens_adjunct(self) -> bool {
        matches!(self, Self::Preposition | Self::By | Self::Subordinator)
    }

    /// Whether the word is never part of a name, in any case. This excludes
    /// adverbs (*Far East*) and *US*, which can be.
    pub(crate) fn is_in_no_name(self) -> bool {
        let other = matches!(self, Self::None | Self::Adverb | Self::Back | Self::Outside | Self::Let);
        !other && self != Self::ObjectPronoun
    }

    /// Whether the word occurs only in clauses: a personal pronoun or an
    /// auxiliary.
    pub(crate) fn is_clausal(self) -> bool {
        matches!(
            self,
            Self::Pronoun
                | Self::PluralPronoun
                | Self::ObjectPronoun
                | Self::There
                | Self::Be
                | Self::Have
                | Self::Do
                | Self::Modal
                | Self::ModalOrNoun
        )
    }

    pub(crate) fn is_ambiguous(self) -> bool {
        matches!(
            self,
            Self::ModalOrNoun | Self::Like | Self::That | Self::Her | Self::Have | Self::Back | Self::Outside
        )
    }

    /// *US*, *IT*, *WHO*: whether the word can be an acronym when in capitals.
    pub(crate) fn may_be_acronym(self) -> bool {
        matches!(self, Self::ObjectPronoun | Self::Pronoun | Self::Wh)
    }

    pub(crate) fn is_let_or_there(self) -> bool {
        matches!(self, Self::Let | Self::There)
    }
}

/// The kinds of function words. A word in several sets is of the first kind.
const KINDS: &[(Function, &[&str])] = &[
    (Function::Her, HER),
    (Function::By, BY),
    (Function::Like, LIKE),
    (Function::To, TO),
    (Function::That, THAT),
    (Function::Back, BACK),
    (Function::There, THERE),
    (Function::Let, LET),
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
pub(crate) fn of(token: &Token, text: &str) -> Function {
    if token.kind == TokenKind::Word { of_word(token.text(text)) } else { Function::None }
}

/// Returns the kind of function word that a word is, in any case, without
/// allocating.
pub(crate) fn of_word(word: &str) -> Function {
    let mut buffer = [0u8; LONGEST];
    let Some(lower) = buffer.get_mut(..word.len()) else { return Function::None };
    lower.copy_from_slice(word.as_bytes());
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
