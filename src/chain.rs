//! Chains: how the words travelled, and the class that follows from it.

use crate::attribution::Relation;
use crate::span::Span;
use serde::Serialize;

/// What a link is in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Passed the words on.
    Intermediary,
    /// First said, wrote or thought them.
    Origin,
}

/// One party's place in a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// What it is in the chain.
    pub role: Role,
    /// How it passed the words on; `None` for the origin.
    pub relation: Option<Relation>,
    /// Index of the party.
    pub party: u32,
    /// The words that put it into this chain; they can stand in another
    /// sentence.
    pub mention: Span,
}

/// Who can be held to the words, and through whom they came.
/// (`PROVENANCE-GUIDELINES`: *The four classes*.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// An origin and no intermediary.
    Firsthand,
    /// At least one intermediary.
    Secondhand,
    /// Passed on with nobody to hold to it.
    Hearsay,
    /// No source and no hint of a report.
    Unsourced,
}

/// The chain of one attribution: intermediaries from the one nearest to the
/// article, then the origin where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The links.
    pub links: Vec<ChainLink>,
    /// The class that the links amount to.
    pub provenance: Provenance,
}

/// Stub
#[must_use]
#[allow(clippy::too_many_arguments)]
pub fn build(
    _grammar: &crate::grammar::Grammar,
    _article: &crate::article::Article<'_>,
    _tokens: &[crate::token::Token],
    _marks: &crate::lexicon::Marks,
    _quotations: &[crate::quotation::Quotation],
    _sentences: &[crate::sentence::Sentence],
    attributions: &[crate::attribution::Attribution],
    _resolution: &crate::resolve::Resolution,
) -> Vec<Chain> {
    attributions.iter().map(|_| Chain { links: vec![], provenance: Provenance::Firsthand }).collect()
}
