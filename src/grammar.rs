//! The grammar engine: matches the constructions of `grammar/` against
//! sentences and returns attributions.
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
mod pattern;
mod quotes;
mod reading;
mod sentence_context;
mod terminal;
pub(crate) mod weights;

pub use compiled::{ChainWeights, Grammar};
pub(crate) use considered::chances;
pub use considered::{Considered, Decider, Edge, Fate, Licence};
pub use construction::{Construction, Example};
pub(crate) use quotes::list_quotes;
pub use weights::Weights;

use crate::attribution::Attribution;
use crate::layout::Layout;
use crate::quotation::Tree;
use crate::syntax::Parse;
use considered::Detail;
use reading::Text;

/// Finds the attributions of an article, in the order of the text. `parse` is
/// the parse of `layout`.
///
/// Time is linear in the number of tokens.
#[must_use]
pub fn attribute(grammar: &Grammar, layout: &Layout<'_>, parse: &Parse) -> Vec<Attribution> {
    text(grammar, layout, &Tree::new(layout.quotations), parse).attribute()
}

/// Returns every reading that was considered for an article, kept or rejected,
/// with all features that decided about it.
#[must_use]
pub fn considered(grammar: &Grammar, layout: &Layout<'_>, parse: &Parse) -> Vec<Considered> {
    text(grammar, layout, &Tree::new(layout.quotations), parse).consider(Detail::All)
}

/// Returns the same readings as `considered`, with only the features that
/// `--explain` shows.
pub(crate) fn explained(grammar: &Grammar, layout: &Layout<'_>, parse: &Parse) -> Vec<Considered> {
    text(grammar, layout, &Tree::new(layout.quotations), parse).consider(Detail::Telling)
}

fn text<'a>(grammar: &'a Grammar, layout: &Layout<'a>, tree: &'a Tree<'a>, parse: &'a Parse) -> Text<'a> {
    let Layout { article, tokens, marks, quotations, sentences, .. } = *layout;
    Text { grammar, article, tokens, marks, quotations, tree, sentences, parse }
}
