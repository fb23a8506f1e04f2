//! Parties while they are collected, and their mentions.

use crate::lexicon::Gender;
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};

/// One mention of a party.
#[derive(Clone, Copy, Debug)]
pub(in crate::resolve) struct Mention {
    pub(in crate::resolve) tokens: TokenSpan,
    /// The token where the titles before the name begin.
    pub(in crate::resolve) start: u32,
    pub(in crate::resolve) party: u32,
    pub(in crate::resolve) titled: bool,
}

impl Mention {
    /// Returns the tokens of the name with the titles before it.
    pub(in crate::resolve) fn whole(&self) -> TokenSpan {
        TokenSpan::new(self.start, self.tokens.end)
    }
}

/// A mention that a pronoun can refer to.
#[derive(Clone, Copy, Debug)]
pub(in crate::resolve) struct Place {
    pub(in crate::resolve) at: u32,
    /// The token after it.
    pub(in crate::resolve) end: u32,
    pub(in crate::resolve) party: u32,
    /// Whether it is the source of an attribution.
    pub(in crate::resolve) spoken: bool,
    /// Whether it is the subject of its sentence.
    pub(in crate::resolve) subject: bool,
}

/// A party while it is collected.
#[derive(Clone, Debug)]
pub(in crate::resolve) struct Entity {
    pub(in crate::resolve) kind: PartyKind,
    pub(in crate::resolve) name: String,
    pub(in crate::resolve) words: Vec<String>,
    pub(in crate::resolve) gender: Option<Gender>,
    pub(in crate::resolve) plural: bool,
    /// Whether the party is one or more people, even if it has no name.
    pub(in crate::resolve) human: bool,
    pub(in crate::resolve) description: Option<Span>,
    pub(in crate::resolve) outlet: Option<u32>,
    /// For an outlet: the fullest name in the text, and whether that is the
    /// name of a programme.
    pub(in crate::resolve) written: Option<(bool, String)>,
    pub(in crate::resolve) own: bool,
    /// Whether the party is a pronoun or phrase that identifies nobody, or an
    /// uncertain name. It is listed only if something refers to it.
    pub(in crate::resolve) weak: bool,
    /// Whether the text names the party only as a place or thing, which no
    /// pronoun means.
    pub(in crate::resolve) placed: bool,
    pub(in crate::resolve) count: u32,
    /// The token of the first mention.
    pub(in crate::resolve) first: u32,
    /// Words of the titles, roles and appositions that describe the party.
    pub(in crate::resolve) epithets: Vec<String>,
    /// The state or place of a politician, as abbreviated after the name:
    /// *ill.* for *(D-Ill.)*.
    pub(in crate::resolve) seat: Option<String>,
}

impl Entity {
    pub(in crate::resolve) fn new(kind: PartyKind, name: String) -> Self {
        let words = words_of(&name);
        Self {
            kind,
            name,
            words,
            gender: None,
            plural: false,
            human: kind == PartyKind::Person,
            description: None,
            outlet: None,
            written: None,
            own: false,
            weak: false,
            placed: false,
            count: 0,
            first: u32::MAX,
            epithets: Vec::new(),
            seat: None,
        }
    }
}

pub(in crate::resolve) fn words_of(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}
