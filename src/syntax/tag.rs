//! Parts of speech.

use crate::function_word::Function;

/// A token's part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Tag {
    Determiner,
    PossessivePronoun,
    Pronoun,
    ObjectPronoun,
    Preposition,
    To,
    That,
    Wh,
    Conjunction,
    Subordinator,
    Be,
    Have,
    Do,
    Modal,
    Negation,
    Adverb,
    Adjective,
    Number,
    Noun,
    PluralNoun,
    Name,
    VerbBase,
    VerbThird,
    VerbPast,
    Participle,
    Gerund,
    /// The possessive clitic *'s*.
    Possessive,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Stop,
    Open,
    Close,
    QuoteMark,
    Symbol,
}

impl Tag {
    /// Whether the tag can be part of a base noun phrase after the determiner.
    pub(super) const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::PluralNoun | Self::Name | Self::Number)
    }
    /// Whether the tag is a form of a main verb.
    pub(super) const fn is_verb(self) -> bool {
        matches!(self, Self::VerbBase | Self::VerbThird | Self::VerbPast | Self::Participle | Self::Gerund)
    }
    /// Whether the tag is an auxiliary or modal.
    pub(super) const fn is_auxiliary(self) -> bool {
        matches!(self, Self::Be | Self::Have | Self::Do | Self::Modal)
    }
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
}
