//! `secondhand` reads a news article, finds quotations and reported statements,
//! works out how the words travelled (speaker → intermediary outlet → this
//! article), and flags what reached the article second-hand.
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
//! Every stage is a pure function of the results of earlier stages, and none
//! fails on a text. [`source`] decodes bytes, [`article`] divides the text into
//! blocks, and [`token`], [`quotation`] and [`sentence`] find tokens,
//! quotations and sentences. The [`lexicon`] gives words their classes,
//! [`syntax`] groups them into phrases, and the [`grammar`] matches its
//! constructions over the phrases and returns [`attribution`]s. These are
//! resolved over the whole article into parties ([`resolve`]) and [`chain`]s,
//! from which the [`rules`] make [`finding`]s. All spans count bytes of
//! [`article::Article::text`].

pub mod analysis;
pub mod analyzer;
pub mod article;
pub mod attribution;
pub mod baseline;
pub mod chain;
#[cfg(feature = "cli")]
pub mod cli;
mod cover;
mod cut;
pub mod error;
pub mod eval;
pub mod examples;
pub mod finding;
pub mod fingerprint;
pub mod grammar;
pub mod jsonl;
pub mod layout;
pub mod lexicon;
mod line;
mod named;
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
/// Never fails and never panics. Time is linear in the length of `text`. To set
/// a publisher, an agency, a grammar or rules, use [`Analyzer`].
#[must_use]
pub fn analyze(text: &str) -> Analysis<'_> {
    Analyzer::new().analyze(text)
}
