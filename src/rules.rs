//! The rules, one file each.
//!
//! A rule reads the finished [`Analysis`](crate::Analysis), and looks at the
//! text only for what the analysis does not record. Which attributions are
//! second-hand is decided by [`chain`](crate::chain); a rule decides whether
//! that deserves a finding, where the finding points and what it says. Each
//! file holds the check, its messages, the rule's documentation, texts on which
//! the rule must fire and texts on which it must stay silent.

mod agency_copy;
mod altered_quote;
#[cfg(test)]
pub(crate) mod by_hand;
mod conflicting_attribution;
mod credit;
mod disputed_quotation;
mod distant_credit;
mod headline_quote_not_in_body;
mod hearsay;
mod long_chain;
mod outlet_as_only_source;
mod phrasing;
mod registry;
mod second_hand;
mod second_hand_claim;
mod second_hand_quote;
mod set;
mod shifting_number;
#[cfg(test)]
mod tests;
mod translated_quote;
mod unattributed_quote;
mod unclosed_quotation;
mod unnamed_source;
mod unresolved_speaker;
mod wording;
mod words;

pub use registry::{HEADINGS, RULES, find};
pub(crate) use second_hand::DISTANT;
pub use set::{RuleConfig, RuleSet};
