//! Renders an [`Analysis`](crate::Analysis) for people and programs. Each format
//! has a file of its own.
//!
//! A [`Format`] takes a [`Checked`] (one article, its findings and their
//! status) and returns text. It renders each article separately, so that many
//! articles can be rendered in parallel; a header, a separator and a footer
//! join them. Formats do no I/O and read no clock: the same articles always
//! give the same bytes.
//!
//! ```
//! use secondhand::report::{Checked, Counts, Format, concise::Concise};
//! use secondhand::triage::Triage;
//! let analysis = secondhand::analyze("“No,” Ana Ruiz told Der Spiegel.");
//! let triage = Triage::new(&analysis);
//! let checked = Checked::new(&analysis, "a.txt", &triage);
//! let line = Concise.article(&checked);
//! assert!(line.starts_with("a.txt:1:1: note: SH001 second-hand-quote: "));
//! ```

#[cfg(feature = "arrow")]
pub mod arrow;
mod checked;
pub mod columns;
pub mod concise;
mod counts;
pub mod csv;
#[doc(hidden)] // for the command
pub mod document;
pub mod dot;
mod escape;
#[doc(hidden)] // for the command
pub mod explain;
pub mod github;
pub mod graph;
pub mod html;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod junit;
pub mod mermaid;
mod overview;
#[doc(hidden)] // for the command
pub mod readings;
pub mod sarif;
pub(crate) mod short;
#[cfg(feature = "cli")]
pub(crate) mod statistics;
mod svg;
pub mod table;
#[cfg(feature = "cli")]
mod tree;
pub mod webannotation;

pub use crate::source::Offsets;
pub use checked::{Checked, Item, Record};
pub use counts::{Counts, summary};

use rustc_hash::FxHashMap;

/// An output format for articles and their findings.
pub trait Format: Sync {
    /// Returns the text before the first article. `contents` holds the
    /// [`Format::entry`] of each article; it may be empty unless
    /// [`Format::has_contents`] is true.
    fn head(&self, _contents: &[String]) -> String {
        String::new()
    }

    /// Renders one article, including its final line break. May be empty.
    fn article(&self, checked: &Checked<'_>) -> String;

    /// Returns the separator between two articles that are not empty.
    fn between(&self) -> &'static str {
        ""
    }

    /// Returns the text after the last article.
    fn foot(&self, _counts: &Counts) -> String {
        String::new()
    }

    /// Whether the header lists the articles. If so, all articles have to be
    /// rendered before the header can be written.
    fn has_contents(&self) -> bool {
        false
    }

    /// Returns the common prefix of all ids in a rendered article, or `None` if
    /// the format has no ids.
    fn ids<'r>(&self, _article: &'r str) -> Option<&'r str> {
        None
    }

    /// Returns the article's entry in the table of contents.
    fn entry(&self, _checked: &Checked<'_>) -> String {
        String::new()
    }
}

/// Makes the ids of a page's articles unique, since the same article can occur
/// more than once. Holds how often each id prefix has occurred.
#[derive(Debug, Default)]
pub(crate) struct Ids(FxHashMap<String, usize>);

impl Ids {
    /// Adds a counter to the ids and links of an article whose id prefix has
    /// occurred before, and to the links in its table-of-contents entry. Must
    /// be called for the articles in their order.
    pub(crate) fn tell_apart(&mut self, format: &dyn Format, entry: &mut String, article: &mut String) {
        let Some(key) = format.ids(article).map(str::to_owned) else { return };
        let nth = self.0.entry(key.clone()).or_default();
        *nth += 1;
        if *nth > 1 {
            for text in [entry, article] {
                for before in ["id=\"", "href=\"#"] {
                    *text = text.replace(&format!("{before}{key}"), &format!("{before}{key}-{nth}"));
                }
            }
        }
    }
}

/// Renders all articles of a run in one format: the same output as that of the
/// command, for callers that have all articles in memory.
#[must_use]
pub fn page(format: &dyn Format, articles: &[Checked<'_>]) -> String {
    let mut ids = Ids::default();
    let rendered = |article: &Checked<'_>| {
        let (mut entry, mut rendered) = (format.entry(article), format.article(article));
        ids.tell_apart(format, &mut entry, &mut rendered);
        (entry, rendered)
    };
    let (entries, rendered): (Vec<String>, Vec<String>) = articles.iter().map(rendered).unzip();
    let mut out = format.head(&entries);
    let mut counts = Counts::default();
    let mut is_first = true;
    for (article, rendered) in articles.iter().zip(rendered) {
        if !rendered.is_empty() {
            if !is_first {
                out.push_str(format.between());
            }
            is_first = false;
            out.push_str(&rendered);
        }
        counts.add(article);
    }
    out.push_str(&format.foot(&counts));
    out
}

/// Returns a message as a sentence: with a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

#[cfg(test)]
pub(crate) mod tests;
