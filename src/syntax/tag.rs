//! Parts of speech.

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
