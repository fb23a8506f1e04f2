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
    /// The clitic *'s* of a possessor.
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
    /// Whether it can be part of a base noun phrase after its determiner.
    pub(super) const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::PluralNoun | Self::Name | Self::Number)
    }
    /// Whether it is a form of a main verb.
    pub(super) const fn is_verb(self) -> bool {
        matches!(self, Self::VerbBase | Self::VerbThird | Self::VerbPast | Self::Participle | Self::Gerund)
    }
    /// Whether it is an auxiliary or modal.
    pub(super) const fn is_auxiliary(self) -> bool {
        matches!(self, Self::Be | Self::Have | Self::Do | Self::Modal)
    }
}
