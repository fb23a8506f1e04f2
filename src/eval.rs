//! Evaluation: compares the attributions that a system found with those that
//! people marked.
//!
//! A [`Gold`] article is read from a line of JSON ([`Gold::from_json`]) or from
//! brat's standoff files ([`Gold::from_brat`]). What a system found in it is a
//! list of [`Found`], from this crate ([`found_in`]) or from any other system
//! ([`Answer::from_json`]). [`compare`] aligns the two for one article, and
//! [`Figures::of`] adds up the articles. [`Run`] keeps the outcome of every
//! attribution, so that later runs can be compared with it.
//!
//! ```
//! use secondhand::eval::{self, Figures, Gold, Options};
//! let gold = Gold::from_json(
//!     r#"{"id": "n1", "text": "It rained, Ana Ruiz said.", "attributions": [{
//!         "source": [{"start": 11, "end": 19}], "cue": [{"start": 20, "end": 24}],
//!         "content": [{"start": 0, "end": 9}]}]}"#,
//!     "gold.jsonl:1",
//! )?;
//! let analysis = secondhand::analyze(&gold.text);
//! let compared = eval::compare(&gold, &eval::found_in(&analysis), &Options::default());
//! assert_eq!(Figures::of([&compared]).detect.f1, 1.0);
//! # Ok::<(), secondhand::Error>(())
//! ```
//!
//! # Definitions
//!
//! All figures are micro-averages: counts are added up over all articles before
//! any division.
//!
//! **Words** are runs of letters, digits and underscores. Single apostrophes,
//! hyphens and full stops inside join them (*don't, U.S, so-called*).
//! Punctuation marks are not words, and neither is a run that begins with an
//! underscore. A span covers every word that it touches, so it does not matter
//! on which side of a comma it ends.
//!
//! **Matching** is one to one. A gold attribution and a found one may match if
//! their cues share a word, or if their contents share at least half the words
//! of the shorter content. Pairs are chosen best first: pairs whose cues share
//! a word come before all others, then those with the larger share of common
//! words in both contents, then the order of the gold and of the system
//! decides. A gold attribution without a match is missed, a found one without a
//! match is spurious.
//!
//! - *detect*: attributions with a match. Precision is over those found, recall
//!   over those of the gold; F1 is the harmonic mean.
//! - *full_overlap*: matches that share a word in every role that either of the
//!   two has.
//! - *token_* and a role: words that have the role in both. A word has one
//!   role: cue before source before content.
//! - *alpha*: Krippendorff's alpha for nominal data between the two labellings
//!   of all words as source, cue, content or nothing (Krippendorff 2004,
//!   *Content Analysis*, 2nd edition, chapter 11). 1 is full agreement, 0 the
//!   agreement expected by chance.
//! - *exact_* and *overlap_* and a role: matches whose spans of the role cover
//!   the same words, or share at least one, over the attributions that have the
//!   role.
//! - *quoted_detect*: as *detect*, for attributions whose content contains or
//!   touches a double quotation mark or guillemet. *quoted_speaker_accuracy*:
//!   the share of those matches that share a word of the source, if the gold
//!   has a source.
//! - *recall_by_kind*: the share of gold attributions with a match, for quoted
//!   and unquoted ones.
//!
//! Gold that follows PolNeAR (Newell, Margolin and Ruths 2018, *An Attribution
//! Relations Corpus for Political News*) marks only the outermost attributions.
//! Nested ones are therefore ignored on both sides, unless [`Options::nested`]
//! says that the gold has them. [`Options::acts`] ignores found attributions
//! with acts that the gold does not mark.
//!
//! If gold attributions have a [`GoldChain`], all of those, nested or not, are
//! matched with everything that was found, and [`provenance::Figures`] measures
//! classes and chains. [`Trivial`] answers give a baseline for these figures.

mod align;
mod answer;
mod brat;
mod figures;
mod gold;
mod mistakes;
mod pairing;
pub mod provenance;
mod run;
mod score;
mod table;
mod tally;
mod trivial;
mod types;

pub use align::{Compared, compare};
pub use answer::{Answer, found_in};
pub use figures::{ByKind, Figures};
pub use mistakes::{Knowledge, Mistake, What, mistakes};
pub use run::{Outcome, Outcomes, Points, Run, Spurious};
pub use score::Score;
pub use table::{changes, listing, table, trivial};
pub use trivial::Trivial;
pub use types::{Found, FoundLink, Gold, GoldChain, Intermediary, Marked, Options, Role, Spans};
