//! A lexicon while files are added to it.

use super::class::Class;
use super::entry::{Case, Forms, Gender, Naming, Outlet, Pos, Predicate, WordId};
use crate::token::Abbreviations;
use rustc_hash::FxHashMap;

/// A lexicon that is still growing.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) ids: FxHashMap<Box<str>, u32>,
    pub(super) words: Vec<WordEntry>,
    pub(super) predicates: Vec<Predicate>,
    pub(super) outlets: Vec<Outlet>,
    pub(super) classes: Vec<Box<str>>,
    pub(super) names: FxHashMap<u32, Gender>,
    /// Those before a name, those in any place, and joined names.
    pub(super) abbreviation_lists: [Vec<String>; 3],
    pub(super) abbreviations: Abbreviations,
}

#[derive(Default)]
pub(super) struct WordEntry {
    /// Parts of speech, commonest first.
    pub(super) pos: Vec<Pos>,
    /// Predicates that have this form.
    pub(super) predicates: Vec<(u32, Forms)>,
    /// Forms that the word can be of any verb, reporting or not.
    pub(super) forms: Forms,
    /// Terms that begin with this word, longest first.
    pub(super) terms: Vec<DraftTerm>,
}

pub(super) struct DraftTerm {
    pub(super) rest: Box<[WordId]>,
    /// For each word, how it must be written.
    pub(super) cases: Box<[Case]>,
    pub(super) class: Class,
    pub(super) outlet: Option<(u32, Naming)>,
}
