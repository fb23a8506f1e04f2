//! The index of all names in a text.

use super::entity::{Entity, Mention};
use rustc_hash::FxHashMap;

/// All names of a text and the parties that they name.
#[derive(Default)]
pub(in crate::resolve) struct Names {
    pub(in crate::resolve) entities: Vec<Entity>,
    /// Mentions, ordered by first token, without overlaps.
    pub(in crate::resolve) mentions: Vec<Mention>,
    /// Persons by surname.
    pub(super) last: FxHashMap<String, Vec<u32>>,
    /// Persons by given name.
    pub(super) given: FxHashMap<String, Vec<u32>>,
    /// Persons by the first letter of the surname's skeleton, for variant
    /// spellings.
    pub(super) initial: FxHashMap<char, Vec<u32>>,
    /// Organisations and outlets by all words of their names.
    pub(super) exact: FxHashMap<String, u32>,
    pub(super) outlets: FxHashMap<u32, u32>,
    /// Full names of persons and other mentions of several tokens, as (token,
    /// party), ordered by token.
    pub(super) full: Vec<(u32, u32)>,
    /// The same places by the person they name, in order.
    pub(super) in_full: FxHashMap<u32, Vec<u32>>,
    /// Nouns by which parties are called (*senator*, *spokesman*, *report*),
    /// with the places as (token, party).
    pub(in crate::resolve) roles: FxHashMap<String, Vec<(u32, u32)>>,
}
