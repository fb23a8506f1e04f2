//! `secondhand` reads a news article, finds quotations and reported statements,
//! works out how the words travelled (speaker → intermediary outlet → this
//! article), and flags what reached the article second-hand.
//!
//! # One article
//!
//! [`analyze`] reads a text with the built-in grammar and the default rules.
//! The views of an [`Analysis`] follow references: from an attribution to its
//! chain, from a finding to its attribution.
//!
//! ```
//! use secondhand::Provenance;
//!
//! let text = "The Daily Herald quoted Ana Ruiz, a spokeswoman for the port, \
//!             as saying the strike was over.";
//! let analysis = secondhand::analyze(text);
//!
//! let attribution = analysis.attributions().next().expect("an attribution");
//! assert_eq!(attribution.content().to_string(), "the strike was over");
//!
//! let chain = attribution.chain();
//! assert_eq!(chain.provenance, Provenance::Secondhand);
//! assert_eq!(chain.origin().expect("an origin").party().name, "Ana Ruiz");
//! let through: Vec<&str> = chain.intermediaries().map(|link| link.mention()).collect();
//! assert_eq!(through, ["The Daily Herald"]);
//! assert_eq!(chain.line(), "Ana Ruiz → Daily Herald → this article");
//!
//! for finding in analysis.findings() {
//!     println!("{} {}: {} ({})", finding.severity, finding.code, finding.message, finding.words());
//! }
//! ```
//!
//! # Many articles
//!
//! An [`Analyzer`] is cheap to clone and can be shared by threads. Each article
//! can bring [`Metadata`](article::Metadata) of its own. An analysis borrows its
//! text; [`Analysis::into_owned`] makes one that can be kept or sent away.
//!
//! ```
//! use secondhand::{Analysis, Analyzer, article::Metadata};
//!
//! let analyzer = Analyzer::new().publisher("The Courier");
//! let texts = ["“No,” Ana Ruiz told The Courier.", "“No,” Ana Ruiz told Der Spiegel."];
//! let analyses: Vec<Analysis<'static>> = std::thread::scope(|scope| {
//!     let threads = texts.map(|text| {
//!         let analyzer = &analyzer;
//!         scope.spawn(move || {
//!             let metadata = Metadata { published: Some("2024-05-01".into()), ..Metadata::default() };
//!             analyzer.analyze_with(text, metadata).into_owned()
//!         })
//!     });
//!     threads.map(|thread| thread.join().expect("no panic")).into()
//! });
//!
//! // What a paper's own reporter heard is first-hand in this paper.
//! let classes: Vec<&str> =
//!     analyses.iter().flat_map(|a| a.attributions()).map(|a| a.chain().provenance.as_str()).collect();
//! assert_eq!(classes, ["firsthand", "secondhand"]);
//! ```
//!
//! # Settings and a grammar of one's own
//!
//! [`Settings`](settings::Settings) are what a newsroom decides about rules and
//! their findings. A [`Grammar`] can be extended with outlets, verbs and
//! constructions. The library reads no files: the caller passes their text. An
//! [`Error`] says what is wrong with it, and where.
//!
//! ```
//! use secondhand::settings::{Effective, Settings};
//! use secondhand::{Analyzer, ErrorKind, Grammar};
//! use std::sync::Arc;
//!
//! let settings = Settings::parse("publisher = 'The Courier'\nignore = ['second-hand-quote']", "secondhand.toml")?;
//! let outlets = "kind = 'outlets'\n[[outlet]]\nname = 'Quayside Letter'\nkind = 'newspaper'\n";
//! let grammar = Grammar::with_files(&[("outlets.toml".to_owned(), outlets.to_owned())])?;
//! let analyzer = Analyzer::new().grammar(Arc::new(grammar)).settings(&Effective::of([&settings.base]));
//!
//! let analysis = analyzer.analyze("“No,” Ana Ruiz told Quayside Letter.");
//! let chain = analysis.attribution(0).expect("an attribution").chain();
//! assert_eq!(chain.line(), "Ana Ruiz → Quayside Letter → The Courier (this article)");
//! assert_eq!(analysis.findings().count(), 0);
//!
//! let error = Settings::parse("publsher = 'The Courier'", "secondhand.toml").expect_err("a typing error");
//! assert_eq!(error.kind(), ErrorKind::Settings);
//! assert_eq!(error.help(), Some("did you mean `publisher`?"));
//! # Ok::<(), secondhand::Error>(())
//! ```
//!
//! # Other parts
//!
//! - [`report`] renders analyses in the formats of the command; [`report::json`]
//!   is the JSON that it prints.
//! - [`suppression`], [`baseline`] and [`triage`] decide which findings are
//!   reported.
//! - [`service`] takes a file and returns its articles as JSON or in a format:
//!   for a page in the browser, an editor or a server.
//! - [`source`] and [`jsonl`] decode articles; [`source::LineIndex`] finds the
//!   line of a byte.
//! - [`eval`] compares what was found with what people marked.
//!
//! All spans count bytes of [`Analysis::text`].
//!
//! # Stages
//!
//! Every stage is a pure function of the results of earlier stages, and none
//! fails on a text. `source` decodes bytes, `article` divides the text into
//! blocks, and `token`, `quotation` and `sentence` find tokens, quotations and
//! sentences. The lexicon gives words their classes, the syntax groups them into
//! phrases, and the grammar matches its constructions over the phrases and
//! returns attributions. These are resolved over the whole article into parties
//! and chains, from which the rules make findings.

pub mod analyzer;
pub mod article;
pub mod baseline;
pub mod error;
pub mod eval;
pub mod jsonl;
pub mod read;
pub mod report;
pub mod rule;
pub mod rules;
pub mod service;
pub mod settings;
pub mod source;
pub mod suppression;
pub mod triage;
pub mod view;

// The types of results, which are re-exported below.
#[doc(hidden)]
pub mod analysis;
#[doc(hidden)]
pub mod attribution;
#[doc(hidden)]
pub mod finding;
#[doc(hidden)]
pub mod party;
#[doc(hidden)]
pub mod span;

// The stages: public for this project's benchmarks, tests and tools. They can
// change in any version.
#[doc(hidden)]
pub mod chain;
#[doc(hidden)]
pub mod examples;
#[doc(hidden)]
pub mod fingerprint;
#[doc(hidden)]
pub mod grammar;
#[doc(hidden)]
pub mod layout;
#[doc(hidden)]
pub mod lexicon;
#[doc(hidden)]
pub mod quotation;
#[doc(hidden)]
pub mod resolve;
#[doc(hidden)]
pub mod sentence;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod token;

// The command, which `src/main.rs` calls.
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

mod closed_class;
mod cover;
mod cut;
mod function_word;
mod line;
mod metadata;
mod named;
mod standing;
mod trace;
mod turn;
mod visible;

pub use analysis::Analysis;
pub use analyzer::Analyzer;
pub use attribution::{Act, Attribution, Conveys, CueForm, Evidentiality, Link, QuotationKind, Relation};
pub use chain::{Chain, ChainLink, Provenance, Reach, Role};
pub use error::{Error, ErrorKind};
pub use finding::{Finding, Severity};
pub use grammar::{Construction, Example, Grammar};
pub use party::{Party, PartyKind, Unresolved};
pub use quotation::Quotation;
pub use sentence::Sentence;
pub use span::{Span, TokenSpan};
pub use token::{Shape, Token, TokenKind};
pub use view::{AttributionRef, ChainRef, FindingRef, LinkRef, Words};

/// Analyses one article with the built-in grammar and default settings.
///
/// Never fails and never panics. Time is linear in the length of `text`. To set
/// a publisher, an agency, a grammar or rules, use [`Analyzer`].
#[must_use]
pub fn analyze(text: &str) -> Analysis<'_> {
    Analyzer::new().analyze(text)
}

/// The examples of the README, which are run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod committed;
