//! Measuring: the attributions of a system against those that people marked.
//!
//! A [`Gold`] article is read from a line of JSON ([`Gold::from_json`]) or
//! from brat's standoff files ([`Gold::from_brat`]). What a system found in it
//! is a list of [`Found`]: of this crate ([`found_in`]) or of any other
//! ([`Answer::from_json`]). [`compare`] aligns the two, article by article,
//! [`Figures::of`] adds the articles up, and [`Run`] keeps what became of
//! every attribution, so that a later run can be held against it.
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
//! All figures are micro-averages: counts are added up over all articles
//! before anything is divided.
//!
//! **Words** are runs of letters, digits and underscores, joined by single
//! apostrophes, hyphens and full stops inside (*don't, U.S, so-called*); marks
//! are no words, nor is what begins with an underscore. A span covers every
//! word that it touches, so that it does not matter on which side of a comma
//! it ends.
//!
//! **Matching** is one to one. A gold attribution and a found one may match if
//! their cues share a word, or their contents share at least half the words of
//! the shorter. Pairs are taken best first: those whose cues meet before all
//! others, then by the share of common words in both contents, then in the
//! order of the gold and of the system. What is left over was missed, or is
//! spurious.
//!
//! - *detect*: the attributions that have a match: precision over those found,
//!   recall over those of the gold, and their harmonic mean.
//! - *full_overlap*: matches that share a word in every role that either has.
//! - *token_*, a role: words that carry the role in both. A word has one role:
//!   cue before source before content.
//! - *alpha*: Krippendorff's alpha for nominal data between the two labellings
//!   of all words with source, cue, content or nothing (Krippendorff 2004,
//!   *Content Analysis*, 2nd edition, chapter 11): 1 is full agreement, 0 what
//!   chance gives.
//! - *exact_* and *overlap_*, a role: matches whose spans of the role cover the
//!   same words, or share at least one, over the attributions that have it.
//! - *quoted_detect*: the same as *detect* for attributions whose content holds
//!   a double quotation mark or guillemet, or has one right beside it;
//!   *quoted_speaker_accuracy*: how many of those matches share a word of the
//!   source, where the gold has one.
//! - *recall_by_kind*: the share of gold attributions that have a match, quoted
//!   and unquoted.
//!
//! Gold that follows PolNeAR (Newell, Margolin and Ruths 2018, *An
//! Attribution Relations Corpus for Political News*) marks the outermost
//! attributions alone. So nested ones are left out on both sides, unless
//! [`Options::nested`] says that the gold has them. [`Options::acts`] leaves
//! out what a system found of acts that the gold does not mark.
//!
//! Where gold attributions have a [`GoldChain`], all of them, nested or not,
//! are matched with all that was found, and [`provenance::Figures`] says how
//! right classes and chains are. [`Trivial`] answers say what these are worth.

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
