//! The compiled lexicon, and the marking of a text with it.

use super::class::{Class, ClassSet};
use super::entry::*;
use super::image::{Bytes, Outlets, Reader, StringTable, Words};
use crate::span::TokenSpan;
use crate::token::{Abbreviations, Token};
use rustc_hash::FxHashMap;

/// The compiled lexicon.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    ids: StringTable,
    /// Words that occur only in constructions, numbered after those of the
    /// files.
    added: FxHashMap<Box<str>, u32>,
    words: Words,
    predicates: Vec<Predicate>,
    outlets: Outlets,
    /// The [`bare_name`]s of the outlets' names and aliases.
    outlet_names: StringTable,
    /// The outlet of each of those names.
    outlet_holders: Vec<u32>,
    classes: Vec<Box<str>>,
    abbreviations: Abbreviations,
    /// The words that a short title or another name stands for.
    in_full: FxHashMap<Box<str>, Vec<Box<str>>>,
}

/// Longest word, in bytes, that is looked up. Longer tokens are unknown.
const MAX_WORD: usize = 64;

impl Lexicon {
    /// Returns the abbreviations that the tokeniser needs.
    #[must_use]
    pub fn abbreviations(&self) -> &Abbreviations {
        &self.abbreviations
    }

    /// Returns the number of a word, in any case, or [`WordId::UNKNOWN`] if the
    /// lexicon does not have it.
    #[must_use]
    pub fn word(&self, text: &str) -> WordId {
        // Lower-cases in a stack buffer, as most words are short ASCII.
        let mut buffer = [0u8; MAX_WORD];
        if text.is_ascii() {
            let Some(slot) = buffer.get_mut(..text.len()) else { return WordId::UNKNOWN };
            slot.copy_from_slice(text.as_bytes());
            slot.make_ascii_lowercase();
            let lower = std::str::from_utf8(slot).unwrap_or("");
            return self.known(lower).unwrap_or(WordId::UNKNOWN);
        }
        if text.len() > MAX_WORD {
            return WordId::UNKNOWN;
        }
        self.known(&normalise(text)).unwrap_or(WordId::UNKNOWN)
    }

    /// Returns the number of a word in lower case.
    fn known(&self, word: &str) -> Option<WordId> {
        self.ids.get(word.as_bytes()).or_else(|| self.added.get(word).copied()).map(WordId)
    }

    /// Returns the number of a word; a new word gets the next free number.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let word = normalise(word);
        self.known(&word).unwrap_or_else(|| {
            let id = (self.ids.len() + self.added.len()) as u32;
            self.added.insert(word.into(), id);
            WordId(id)
        })
    }

    /// Marks every token and finds the terms. Makes one look-up per token and
    /// tries a term only at its first word, so time is linear as long as few
    /// terms share a first word.
    #[must_use]
    pub fn mark(&self, text: &str, tokens: &[Token]) -> Marks {
        let mut marks: Vec<Mark> = tokens
            .iter()
            .map(|t| Mark { word: self.word(t.text(text)), classes: ClassSet::EMPTY, begins: ClassSet::EMPTY })
            .collect();
        let mut terms = Vec::new();
        // For each class, the token at which the last term found ends.
        let mut reach = [0u32; ClassSet::CAPACITY];
        for at in 0..tokens.len() {
            let next = marks.get(at + 1).map_or(WordId::UNKNOWN, |m| m.word);
            for term in self.words.terms(marks[at].word, next) {
                let length = term.length as usize;
                let class = usize::from(term.class.0);
                if at + length > tokens.len() || (at as u32) < reach[class] {
                    continue;
                }
                let (words, cases) = self.words.of_term(term);
                if !words.iter().zip(&marks[at..]).all(|(want, have)| *want == have.word)
                    || !cases.iter().zip(&tokens[at..]).all(|(c, t)| c.admits(t.shape))
                {
                    continue;
                }
                let end = at + length;
                reach[class] = end as u32;
                for mark in &mut marks[at..end] {
                    mark.classes.insert(term.class);
                }
                marks[at].begins.insert(term.class);
                terms.push(Term {
                    tokens: TokenSpan::new(at as u32, end as u32),
                    class: term.class,
                    outlet: term.outlet,
                });
            }
        }
        Marks { marks, terms }
    }

    /// Returns the reporting verbs, nouns and adjectives that have this form:
    /// the number of each, and which of its forms it is.
    #[must_use]
    pub fn predicates(&self, word: WordId) -> &[(u32, Forms)] {
        self.words.predicates(word)
    }

    /// Returns the predicate with this number.
    #[must_use]
    pub fn predicate(&self, index: u32) -> &Predicate {
        &self.predicates[index as usize]
    }

    /// Returns the parts of speech of a form, commonest first. Empty if the
    /// lexicon has none.
    #[must_use]
    pub fn pos(&self, word: WordId) -> &[Pos] {
        self.words.pos(word)
    }

    /// Returns the verb forms that the word can be, over all verbs in the
    /// files.
    #[must_use]
    pub fn forms(&self, word: WordId) -> Forms {
        self.words.forms(word)
    }

    /// Whether a word, in any case, is a term of the class by itself.
    pub(crate) fn is_term(&self, word: &str, class: Class) -> bool {
        let terms = self.words.terms(self.word(word), WordId::UNKNOWN);
        terms.into_iter().any(|t| t.length == 1 && t.class == class)
    }

    /// Returns the outlet with this number.
    #[must_use]
    pub fn outlet(&self, index: u32) -> &Outlet {
        self.outlets.get(index)
    }

    /// Returns the number of outlets.
    #[must_use]
    pub fn outlet_count(&self) -> usize {
        self.outlets.len()
    }

    /// Returns the number of the outlet with this name or alias, in any case
    /// and with or without *the*. If several outlets share the name, returns
    /// the first in the files. Takes one look-up.
    #[must_use]
    pub fn outlet_named(&self, name: &str) -> Option<u32> {
        let name = self.outlet_names.get(bare_name(name).as_bytes())?;
        self.outlet_holders.get(name as usize).copied()
    }

    /// Returns the gender of a given name, or `None` if the word is not one.
    #[must_use]
    pub fn gender(&self, word: WordId) -> Option<Gender> {
        self.words.gender(word)
    }

    /// Returns the class called `name` in the files.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<Class> {
        self.classes.iter().position(|c| &**c == name).map(|i| Class(i as u8))
    }

    /// Returns the names of all classes, for error messages.
    pub fn class_names(&self) -> impl Iterator<Item = &str> {
        self.classes.iter().map(|c| &**c)
    }

    /// Returns the words that a short title, or another name of a party or
    /// office, stands for, the usual one first: *sen, gop*, in lower case and
    /// without a period.
    pub(crate) fn in_full(&self, word: &str) -> &[Box<str>] {
        self.in_full.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the frame called `name` in the files.
    #[must_use]
    pub fn frame(&self, name: &str) -> Option<Frames> {
        frame(name)
    }

    /// Returns the names of all frames, for error messages.
    pub fn frame_names(&self) -> impl Iterator<Item = &str> {
        FRAMES.iter().copied()
    }
}

impl Lexicon {
    /// Opens an image that [`Builder::image`](super::Builder::image) made.
    pub(crate) fn from_image(image: Bytes) -> Self {
        let mut at = Reader { bytes: &image };
        let at = &mut at;
        Self {
            ids: StringTable::read(&image, at),
            added: FxHashMap::default(),
            words: Words::read(at),
            predicates: (0..at.u32()).map(|_| at.predicate()).collect(),
            outlets: Outlets::read(&image, at),
            outlet_names: StringTable::read(&image, at),
            outlet_holders: at.u32s(),
            classes: at.strings().into_iter().map(Into::into).collect(),
            abbreviations: Abbreviations::new(at.strings(), at.strings())
                .with_joined_names(at.strings())
                .with_sentence_openers(at.strings())
                .with_verbs_after_quotation(at.strings()),
            in_full: at.strings().into_iter().filter_map(short_and_full).collect(),
        }
    }
}

/// Splits a short form from the words that it stands for.
fn short_and_full(entry: &str) -> Option<(Box<str>, Vec<Box<str>>)> {
    let (short, full) = entry.split_once(' ')?;
    Some((short.into(), full.split(' ').map(Into::into).collect()))
}
