//! All names of a text, and how they are looked up.

use super::entity::{Entity, Mention};
use rustc_hash::FxHashMap;

/// All names of a text and whom they name.
#[derive(Default)]
pub(in crate::resolve) struct Names {
    pub(in crate::resolve) entities: Vec<Entity>,
    /// By first token; they do not overlap.
    pub(in crate::resolve) mentions: Vec<Mention>,
    /// Persons by surname.
    pub(super) last: FxHashMap<String, Vec<u32>>,
    /// Persons by given name.
    pub(super) given: FxHashMap<String, Vec<u32>>,
    /// Persons by the surname's first letter, for variant spellings.
    pub(super) initial: FxHashMap<char, Vec<u32>>,
    /// Organisations and outlets by all their words.
    pub(super) exact: FxHashMap<String, u32>,
    pub(super) outlets: FxHashMap<u32, u32>,
    /// Where full names of persons stand.
    pub(super) full: Vec<(u32, u32)>,
    /// What people and things are called: *senator*, *spokesman*, *report*.
    pub(in crate::resolve) roles: FxHashMap<String, Vec<(u32, u32)>>,
}
