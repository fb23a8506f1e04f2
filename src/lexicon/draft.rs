//! A lexicon to which files are still being added.

use super::class::Class;
use super::entry::{Case, Forms, Gender, Naming, Outlet, Pos, Predicate, WordId};
use crate::token::Abbreviations;
use rustc_hash::FxHashMap;

/// A lexicon before it is compiled.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) ids: FxHashMap<Box<str>, u32>,
    pub(super) words: Vec<WordEntry>,
    pub(super) predicates: Vec<Predicate>,
    pub(super) outlets: Vec<Outlet>,
    pub(super) classes: Vec<Box<str>>,
    pub(super) names: FxHashMap<u32, Gender>,
    /// Abbreviations before a name, abbreviations in any place, names that are
    /// one word despite an inner capital, words that open sentences, reporting
    /// verbs behind quotations, and short forms with what they stand for.
    pub(super) abbreviation_lists: [Vec<String>; 6],
    pub(super) abbreviations: Abbreviations,
}

impl Draft {
    pub(super) fn class(&self, name: &str) -> Option<Class> {
        self.classes.iter().position(|c| &**c == name).map(|i| Class(i as u8))
    }

    /// Returns the number of a word, which is added if it is new.
    pub(super) fn intern(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return WordId(id);
        }
        let id = self.words.len() as u32;
        self.ids.insert(word.into(), id);
        self.words.push(WordEntry::default());
        WordId(id)
    }
}

#[derive(Default)]
pub(super) struct WordEntry {
    /// Parts of speech, commonest first.
    pub(super) pos: Vec<Pos>,
    /// Predicates that have this form.
    pub(super) predicates: Vec<(u32, Forms)>,
    /// Verb forms that the word can be, over all verbs, reporting or not.
    pub(super) forms: Forms,
    /// Terms that begin with this word: those of several words in the order of
    /// their second word, those that share it longest first; then those of one
    /// word.
    pub(super) terms: Vec<DraftTerm>,
}

pub(super) struct DraftTerm {
    pub(super) rest: Box<[WordId]>,
    /// The capitalisation that each word needs.
    pub(super) cases: Box<[Case]>,
    pub(super) class: Class,
    pub(super) outlet: Option<(u32, Naming)>,
}
