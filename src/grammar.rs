//! The grammar: files as data, nom as the engine.
//!
//! Two levels, as finite-state parsers of news text have long been built
//! (Abney 1991; FASTUS, Hobbs et al. 1997): tagged tokens become base phrases
//! (`phrase.rs`), and constructions are matched over those (`pattern.rs`,
//! `matcher.rs`), started where a cue can start them.

/// Tells of one feature: the name of its template and the values it combines.
macro_rules! tell {
    ($features:expr, $template:literal, $($value:expr),+ $(,)?) => {
        $features.add(const { $crate::grammar::weights::Template::new($template) }, &[$($value),+])
    };
}

mod attempt;
mod compiled;
mod consider;
mod considered;
mod construction;
mod content;
mod continuation;
mod edges;
mod exchange;
mod judge;
mod matcher;
mod nesting;
mod noun_phrase;
mod pattern;
mod quotes;
mod reading;
mod scene;
mod terminal;
mod weights;

pub use compiled::Grammar;
pub(crate) use considered::chances;
pub use considered::{Considered, Decider, Edge, Fate, Licence};
pub use construction::{Construction, Example};
pub(crate) use quotes::list_quotes;
pub use weights::Weights;

use crate::attribution::Attribution;
use crate::lexicon::{Forms, Lexicon, Marks};
use crate::page::Page;
use crate::quotation::Tree;
use crate::syntax::Parse;
use considered::Detail;
use reading::Text;

/// Whether the token can be a form of a reporting verb that stands beside a
/// quotation.
pub(crate) fn may_report(lexicon: &Lexicon, marks: &Marks, token: u32) -> bool {
    let Some(invert) = lexicon.frame("invert") else { return false };
    marks.marks.get(token as usize).is_some_and(|m| {
        lexicon.predicates(m.word).iter().any(|&(p, forms)| {
            forms.has(Forms::PAST.with(Forms::THIRD).with(Forms::BASE)) && lexicon.predicate(p).frames.any(invert)
        })
    })
}

/// Finds the attributions of an article, in the order of the text. `parse` is
/// that of `page`.
///
/// Linear in the number of tokens; every sentence is read once.
#[must_use]
pub fn attribute(grammar: &Grammar, page: &Page<'_>, parse: &Parse) -> Vec<Attribution> {
    text(grammar, page, &Tree::new(page.quotations), parse).attribute()
}

/// Every reading that was considered on the way to the attributions of an
/// article, won or lost, with what decided.
#[must_use]
pub fn considered(grammar: &Grammar, page: &Page<'_>, parse: &Parse) -> Vec<Considered> {
    text(grammar, page, &Tree::new(page.quotations), parse).consider(Detail::All)
}

/// The same with only those features that tell people why.
pub(crate) fn explained(grammar: &Grammar, page: &Page<'_>, parse: &Parse) -> Vec<Considered> {
    text(grammar, page, &Tree::new(page.quotations), parse).consider(Detail::Telling)
}

fn text<'a>(grammar: &'a Grammar, page: &Page<'a>, tree: &'a Tree<'a>, parse: &'a Parse) -> Text<'a> {
    let Page { article, tokens, marks, quotations, sentences, .. } = *page;
    Text { grammar, article, tokens, marks, quotations, tree, sentences, parse }
}
