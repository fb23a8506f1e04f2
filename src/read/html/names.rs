//! The words by which pages name their elements: `grammar/pages/names.toml`.

use super::page::{Name, Page};
use super::tag::Tag;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

/// Declares the groups of names, in the order of their bits.
macro_rules! groups {
    ($($name:ident $text:literal,)*) => {
        /// A group of names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Group {
            $($name,)*
        }

        impl Group {
            pub(crate) const ALL: &[(Self, &str)] = &[$((Self::$name, $text),)*];
        }
    };
}

groups! {
    Body "body", Article "article", Deck "deck", Caption "caption", Video "video", Byline "byline", Date "date",
    Related "related", Aside "aside", Comment "comment", Share "share", Prompt "prompt", Advert "advert", Nav "nav",
    Footer "footer", Consent "consent", Tags "tags", Dialog "dialog", Hidden "hidden", Pullquote "pullquote",
    Correction "correction", Embed "embed",
}

/// Groups of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Groups(u32);

impl Groups {
    pub(crate) const fn has(self, group: Group) -> bool {
        self.0 & (1 << group as u32) != 0
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[derive(Deserialize)]
struct File {
    author_paths: Vec<String>,
    group: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    parts: Vec<String>,
}

/// The table, ready to be looked up.
#[derive(Default)]
struct Table {
    words: FxHashMap<String, u32>,
    /// By their first three bytes.
    parts: FxHashMap<[u8; 3], Vec<(String, u32)>>,
    author_paths: FxHashSet<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let file: Result<File, _> = toml::from_str(include_str!("../../../grammar/pages/names.toml"));
    let mut table = Table::default();
    let Ok(file) = file else { return table };
    table.author_paths.extend(file.author_paths);
    for entry in file.group {
        let Some((group, _)) = Group::ALL.iter().find(|(_, name)| *name == entry.name) else { continue };
        let bit = 1 << *group as u32;
        for word in entry.words {
            *table.words.entry(word).or_default() |= bit;
        }
        for part in entry.parts {
            if let Some(start) = part.as_bytes().first_chunk::<3>() {
                table.parts.entry(*start).or_default().push((part, bit));
            }
        }
    }
    table
});

/// How many bytes of a name are read.
const LONGEST: usize = 400;

/// The groups of all elements of a page.
pub(crate) fn groups(page: &Page) -> Vec<Groups> {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let nodes = 0..page.nodes.len() as u32;
    let of = |node| {
        let names = page.names(node).map(|name| *known.entry(name).or_insert_with_key(|name| read(name)));
        let comment = if is_comment(page, node) { 1 << Group::Comment as u32 } else { 0 };
        Groups(names.fold(comment, |all, bits| all | bits))
    };
    nodes.map(of).collect()
}

/// Whether an element is a comment of a reader by its microdata.
pub(crate) fn is_comment(page: &Page, node: u32) -> bool {
    page.attribute(node, Name::Itemtype).is_some_and(|kind| kind.ends_with("/Comment"))
        || page.attribute(node, Name::Itemprop) == Some("comment")
}

/// Whether an element is a link to the page of an author.
pub(crate) fn is_author_link(page: &Page, node: u32) -> bool {
    let address = page.attribute(node, Name::Href).filter(|_| page.nodes[node as usize].tag == Tag::A);
    let mut steps = address.unwrap_or("").split('/').take(8);
    steps.any(|step| TABLE.author_paths.contains(step))
}

/// Returns the groups of one value of an attribute.
fn read(value: &str) -> u32 {
    let table = &*TABLE;
    let mut bits = 0;
    let mut joined = String::new();
    let mut word = String::new();
    let mut was_lower = false;
    for c in value.chars().take(LONGEST).chain([' ']) {
        let starts = c.is_uppercase() && was_lower;
        if (!c.is_alphanumeric() || starts) && !word.is_empty() {
            bits |= table.words.get(&word).copied().unwrap_or(0);
            word.clear();
        }
        was_lower = c.is_lowercase() || c.is_ascii_digit();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
            joined.extend(c.to_lowercase());
        } else if c.is_whitespace() {
            bits |= parts(&joined);
            joined.clear();
        }
    }
    bits
}

/// Returns the groups of the parts that a name contains.
fn parts(name: &str) -> u32 {
    let windows = name.as_bytes().windows(3).enumerate();
    let found = windows.filter_map(|(at, window)| {
        let parts = TABLE.parts.get(window)?;
        let here = parts.iter().filter(|(part, _)| name.as_bytes()[at..].starts_with(part.as_bytes()));
        Some(here.fold(0, |all, (_, bit)| all | bit))
    });
    found.fold(0, |all, bits| all | bits)
}
