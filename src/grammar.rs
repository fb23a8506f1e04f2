//! The grammar engine: matches the constructions of `grammar/` against
//! sentences and returns attributions, and the words that open occasions.
//!
//! It works on two levels, like earlier finite-state parsers of news text
//! (Abney 1991; FASTUS, Hobbs et al. 1997). `crate::syntax` groups tagged
//! tokens into base phrases. The constructions' patterns (`pattern.rs`) are
//! then matched over these phrases with nom parsers (`matcher.rs`), each from
//! the phrase that its cue begins with.

mod attempt;
mod compiled;
mod consider;
mod considered;
mod construction;
mod content;
mod continuation;
mod edges;
mod exchange;
mod gate;
mod judge;
mod matcher;
mod nesting;
mod noun_phrase;
mod opener;
mod pattern;
mod pattern_index;
mod publisher;
mod quotes;
mod reading;
mod sentence_context;
mod terminal;
pub(crate) mod weights;

pub use compiled::{ChainWeights, Grammar};
pub(crate) use considered::chances;
pub use considered::{Considered, Decider, Edge, Fate, Licence};
pub use construction::{Construction, Example};
pub use opener::{ExpectedOccasion, OccasionExample, OpenTo, Opener, Opening, Opens};
pub(crate) use publisher::TITLE;
pub(crate) use quotes::list_quotes;
pub use reading::Events;
pub use weights::Weights;

use crate::layout::Layout;
use crate::quotation::Tree;
use crate::syntax::Parse;
use considered::Detail;
use reading::Text;

/// Finds the attributions of an article and the words that open occasions.
/// `parse` is the parse of `layout`.
///
/// Time is linear in the number of tokens.
#[must_use]
pub fn events(grammar: &Grammar, layout: &Layout<'_>, parse: &Parse) -> Events {
    text(grammar, layout, &Tree::new(layout.quotations), parse).events(None)
}

/// Returns only the words that open occasions.
#[cfg(test)]
pub(crate) fn openings(grammar: &Grammar, layout: &Layout<'_>, parse: &Parse) -> Vec<Opening> {
    text(grammar, layout, &Tree::new(layout.quotations), parse).openings()
}

/// Returns an opening that is preferred to one of the occasion file `id`, which
/// its patterns read as well; `None` if they read nothing, or no other was
/// preferred.
pub(crate) fn preferred_opening(grammar: &Grammar, layout: &Layout<'_>, parse: &Parse, id: &str) -> Option<Opening> {
    text(grammar, layout, &Tree::new(layout.quotations), parse).preferred_opening(id)
}

/// Returns every reading that was considered for an article, kept or rejected,
/// with all features that decided about it.
#[must_use]
pub fn considered(grammar: &Grammar, layout: &Layout<'_>, parse: &Parse) -> Vec<Considered> {
    text(grammar, layout, &Tree::new(layout.quotations), parse).consider(Detail::All).1
}

/// Returns what [`events`] finds, and the same readings as [`considered`] with
/// only the features that `--explain` shows.
pub(crate) fn explained(grammar: &Grammar, layout: &Layout<'_>, parse: &Parse) -> (Events, Vec<Considered>) {
    text(grammar, layout, &Tree::new(layout.quotations), parse).consider(Detail::Telling)
}

fn text<'a>(grammar: &'a Grammar, layout: &Layout<'a>, tree: &'a Tree<'a>, parse: &'a Parse) -> Text<'a> {
    let Layout { article, tokens, marks, quotations, sentences, .. } = *layout;
    Text { grammar, article, tokens, marks, quotations, tree, sentences, parse }
}
