//! Base phrases: the types.

use crate::span::TokenSpan;

/// The kind of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PhraseKind {
    /// A base noun phrase: determiner to head, including possessors inside it.
    Noun,
    /// A possessor before a reporting noun: *Trump's* in *Trump's claim*,
    /// *his*.
    Possessor,
    /// A verb group: auxiliaries, negation, adverbs, main verb.
    Verb,
    Preposition,
    That,
    Wh,
    Conjunction,
    Subordinator,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Stop,
    /// A quotation with its marks.
    Quote,
    /// Text in brackets, with the brackets.
    Parenthesis,
    /// A time: *on Tuesday*, *earlier this month*, *in 2015*.
    Time,
    Adverb,
    Adjective,
    /// Anything else.
    Symbol,
}

impl PhraseKind {
    /// All kinds, in the order of their numbers.
    pub(crate) const ALL: &[Self] = &[
        Self::Noun,
        Self::Possessor,
        Self::Verb,
        Self::Preposition,
        Self::That,
        Self::Wh,
        Self::Conjunction,
        Self::Subordinator,
        Self::Comma,
        Self::Colon,
        Self::Semicolon,
        Self::Dash,
        Self::Stop,
        Self::Quote,
        Self::Parenthesis,
        Self::Time,
        Self::Adverb,
        Self::Adjective,
        Self::Symbol,
    ];

    /// Returns the kind's name, for people who add to the grammar.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Noun => "Noun",
            Self::Possessor => "Possessor",
            Self::Verb => "Verb",
            Self::Preposition => "Preposition",
            Self::That => "That",
            Self::Wh => "Wh",
            Self::Conjunction => "Conjunction",
            Self::Subordinator => "Subordinator",
            Self::Comma => "Comma",
            Self::Colon => "Colon",
            Self::Semicolon => "Semicolon",
            Self::Dash => "Dash",
            Self::Stop => "Stop",
            Self::Quote => "Quote",
            Self::Parenthesis => "Parenthesis",
            Self::Time => "Time",
            Self::Adverb => "Adverb",
            Self::Adjective => "Adjective",
            Self::Symbol => "Symbol",
        }
    }
}

/// The form of a verb group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerbGroup {
    /// Has tense: can head a clause.
    pub finite: bool,
    /// *to go*.
    pub infinitive: bool,
    /// *going*, without an auxiliary; also *having gone*, *being asked*.
    pub gerund: bool,
    /// *gone*, without an auxiliary.
    pub participle: bool,
    /// A form of *be* with a participle.
    pub passive: bool,
    /// A form of *be* alone.
    pub copula: bool,
    /// Has a modal.
    pub modal: bool,
    /// Has a negation.
    pub negated: bool,
}

/// A base phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phrase {
    /// Its kind.
    pub kind: PhraseKind,
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its main token: the last noun, the main verb. For a quotation or other
    /// phrase, the first token.
    pub head: u32,
    /// The form of a verb group. Of a quotation, only [`VerbGroup::finite`] is
    /// set: whether it has a finite verb.
    pub verb: VerbGroup,
    /// For a quotation, its index in the article's list.
    pub quotation: Option<u32>,
    /// Whether it is a noun phrase that is a pronoun, or a possessive pronoun.
    pub pronoun: bool,
    /// Whether it is a noun phrase whose head is a name.
    pub name: bool,
}

impl Phrase {
    /// Returns a phrase without any property but these.
    pub(super) fn new(kind: PhraseKind, tokens: TokenSpan, head: u32) -> Self {
        Self { kind, tokens, head, verb: VerbGroup::default(), quotation: None, pronoun: false, name: false }
    }

    /// Returns the phrase's name in the features of weights (`weights.rs`): its
    /// kind and, for noun phrases and verb groups, their most telling property.
    pub fn label(&self) -> &'static str {
        match self.kind {
            PhraseKind::Noun if self.pronoun => "pronoun",
            PhraseKind::Noun if self.name => "name",
            PhraseKind::Noun => "noun",
            PhraseKind::Possessor => "possessor",
            PhraseKind::Verb if self.verb.infinitive => "infinitive",
            PhraseKind::Verb if self.verb.gerund => "gerund",
            PhraseKind::Verb if self.verb.participle => "participle",
            PhraseKind::Verb if self.verb.copula => "copula",
            PhraseKind::Verb if self.verb.passive => "passive",
            PhraseKind::Verb if self.verb.modal => "modal",
            PhraseKind::Verb => "verb",
            PhraseKind::Preposition => "preposition",
            PhraseKind::That => "that",
            PhraseKind::Wh => "wh",
            PhraseKind::Conjunction => "conjunction",
            PhraseKind::Subordinator => "subordinator",
            PhraseKind::Comma => "comma",
            PhraseKind::Colon => "colon",
            PhraseKind::Semicolon => "semicolon",
            PhraseKind::Dash => "dash",
            PhraseKind::Stop => "stop",
            PhraseKind::Quote => "quote",
            PhraseKind::Parenthesis => "parenthesis",
            PhraseKind::Time => "time",
            PhraseKind::Adverb => "adverb",
            PhraseKind::Adjective => "adjective",
            PhraseKind::Symbol => "symbol",
        }
    }
}
