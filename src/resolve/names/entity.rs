//! A party while it is being put together, and the places that name it.

use crate::lexicon::Gender;
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};

/// One place that names a party.
#[derive(Clone, Copy, Debug)]
pub(in crate::resolve) struct Mention {
    pub(in crate::resolve) tokens: TokenSpan,
    /// Where the titles before the name begin.
    pub(in crate::resolve) start: u32,
    pub(in crate::resolve) party: u32,
    pub(in crate::resolve) titled: bool,
}

/// A party while it is being put together.
#[derive(Clone, Debug)]
pub(in crate::resolve) struct Entity {
    pub(in crate::resolve) kind: PartyKind,
    pub(in crate::resolve) name: String,
    pub(in crate::resolve) words: Vec<String>,
    pub(in crate::resolve) gender: Option<Gender>,
    pub(in crate::resolve) plural: bool,
    /// Whether it is a person or several, though no name says so.
    pub(in crate::resolve) human: bool,
    pub(in crate::resolve) description: Option<Span>,
    pub(in crate::resolve) outlet: Option<u32>,
    /// For an outlet: the fullest name in the text, and whether it is a show's.
    pub(in crate::resolve) written: Option<(bool, String)>,
    pub(in crate::resolve) own: bool,
    /// A pronoun or phrase that names nobody: not listed by itself.
    pub(in crate::resolve) weak: bool,
    pub(in crate::resolve) count: u32,
    /// The token that names it first.
    pub(in crate::resolve) first: u32,
    /// Words of the titles, roles and appositions that the text gives it.
    pub(in crate::resolve) epithets: Vec<String>,
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
            count: 0,
            first: u32::MAX,
            epithets: Vec::new(),
        }
    }
}

pub(in crate::resolve) fn words_of(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}
