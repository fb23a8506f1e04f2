//! `secondhand` reads a news article, finds who is quoted or reported as
//! saying what, works out how the words travelled (speaker → intermediary
//! outlet → this article), and flags what reached the reader second-hand.
//!
//! ```
//! let text = "The Daily Herald quoted Ana Ruiz, a spokeswoman for the port, \
//!             as saying the strike was over.";
//! let analysis = secondhand::analyze(text);
//! let chain = &analysis.chains[0];
//! assert_eq!(chain.provenance, secondhand::chain::Provenance::Secondhand);
//! assert_eq!(analysis.chain_line(0), "Ana Ruiz → Daily Herald → this article");
//! ```
//!
//! Every stage is a pure function of the ones before it and never fails on
//! text: bytes become a [`source`], that an [`article`] in blocks, blocks
//! become [`token`]s, [`quotation`]s and [`sentence`]s, the [`lexicon`] marks
//! the words, the [`grammar`] chunks them into phrases and matches its
//! constructions, which yields [`attribution`]s; these are resolved over the
//! whole article into parties ([`resolve`]) and [`chain`]s, and [`rules`] turn
//! those into [`finding`]s. All spans are bytes of [`article::Article::text`].

pub mod analysis;
pub mod analyzer;
pub mod article;
pub mod attribution;
pub mod baseline;
pub mod chain;
#[cfg(feature = "cli")]
pub mod cli;
mod cover;
pub mod error;
pub mod eval;
pub mod examples;
pub mod finding;
pub mod fingerprint;
pub mod grammar;
pub mod jsonl;
pub mod lexicon;
mod line;
pub mod page;
pub mod party;
pub mod quotation;
pub mod report;
pub mod resolve;
pub mod rule;
pub mod rules;
pub mod sentence;
pub mod settings;
pub mod source;
pub mod span;
pub mod standing;
pub mod suppression;
pub mod syntax;
pub mod token;
pub mod triage;
mod visible;

pub use analysis::Analysis;
pub use analyzer::Analyzer;
pub use error::Error;
pub use grammar::Grammar;

/// Analyses one article with the built-in grammar and default settings.
///
/// Never fails and never panics; time is linear in the length of `text`.
/// For a publisher, an agency, own grammar files or rule settings use
/// [`Analyzer`].
#[must_use]
pub fn analyze(text: &str) -> Analysis<'_> {
    Analyzer::new().analyze(text)
}
