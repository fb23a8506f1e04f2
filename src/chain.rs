//! Builds the chain of each attribution (the origin of its words and the
//! intermediaries between the origin and the article) and classifies it.
//!
//! Each step is a function of the evidence and of what earlier steps returned. No
//! step changes what another one found. `chains` calls them in order.

use crate::attribution::Attribution;
use crate::grammar::ChainWeights;
use crate::layout::Layout;
use crate::resolve::Resolution;
use crate::syntax::Parse;
use document::Documents;
use evidence::Evidence;
use fold::Known;
use merge_nested::Nesting;

mod class;
mod compose;
mod confidence;
mod content;
mod cue;
mod decision;
mod decisions;
mod document;
mod evidence;
mod features;
mod fold;
mod interview;
mod lead;
mod link;
mod merge_nested;
mod occasion;
mod programme;
mod progress;
mod relay;
mod retold;
mod speaker;
mod voice;

pub use decision::Decision;
pub use link::{Chain, ChainLink, Occasion, Provenance, Reach, Role, Why};

/// The chains of an article's attributions.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Chains {
    /// The chain of each attribution.
    pub chains: Vec<Chain>,
    /// For each attribution, whether another one stands for it, because one of
    /// the two fills the other's content: *X said C* for *O reported* in *X said
    /// C, O reported*.
    pub absorbed: Vec<bool>,
}

/// Builds the chain of every attribution, using evidence from the whole
/// article.
#[must_use]
pub fn build(
    weights: &ChainWeights,
    layout: &Layout<'_>,
    parse: &Parse,
    attributions: &[Attribution],
    resolution: &Resolution,
) -> Chains {
    let evidence = Evidence::new(weights, layout, parse, attributions, resolution);
    let documents = Documents::new(&evidence);
    let nesting = Nesting::new(&evidence);
    let chains = chains(&evidence, &documents, &nesting);
    Chains { chains, absorbed: nesting.absorbed(&evidence) }
}

/// Builds the chains like [`build`], and lists every decision that weights make
/// about them, with its features: for fitting the weights and for `--explain`.
pub(crate) fn build_with_decisions(
    weights: &ChainWeights,
    layout: &Layout<'_>,
    parse: &Parse,
    attributions: &[Attribution],
    resolution: &Resolution,
) -> (Chains, Vec<Decision>) {
    let evidence = Evidence::new(weights, layout, parse, attributions, resolution);
    let documents = Documents::new(&evidence);
    let nesting = Nesting::new(&evidence);
    let chains = chains(&evidence, &documents, &nesting);
    let decisions = decisions::decisions(&evidence, &documents, &nesting, &chains);
    (Chains { chains, absorbed: nesting.absorbed(&evidence) }, decisions)
}

/// Builds the chains from what is known about single attributions: which
/// documents their words stand in, and how nested ones belong to their holders.
fn chains(evidence: &Evidence<'_>, documents: &Documents, nesting: &Nesting) -> Vec<Chain> {
    let occasions = occasion::occasions(evidence);
    let interviews = interview::interviews(evidence, &occasions);
    let found = fold::fold(evidence, &Known { documents, nesting, interviews: &interviews }, &occasions);
    let leads = lead::leads(evidence, &occasions, &found);
    let retold = retold::retold(evidence, &occasions, &found, &leads);
    let chosen = compose::compose(evidence, found, leads, retold);
    let chains = class::classified(evidence, nesting, chosen);
    confidence::with_reasons(evidence, documents, chains)
}

#[cfg(test)]
mod tests;
