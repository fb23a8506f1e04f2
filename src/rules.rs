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
mod disputed_quotation;
mod distant_credit;
mod headline_quote_not_in_body;
mod hearsay;
mod long_chain;
mod outlet_as_only_source;
mod registry;
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

pub use agency_copy::AgencyCopy;
pub use altered_quote::AlteredQuote;
pub use conflicting_attribution::ConflictingAttribution;
pub use disputed_quotation::DisputedQuotation;
pub use distant_credit::DistantCredit;
pub use headline_quote_not_in_body::HeadlineQuoteNotInBody;
pub use hearsay::Hearsay;
pub use long_chain::LongChain;
pub use outlet_as_only_source::OutletAsOnlySource;
pub use registry::{HEADINGS, RULES, find};
pub use second_hand_claim::SecondHandClaim;
pub use second_hand_quote::SecondHandQuote;
pub use set::{RuleConfig, RuleSet};
pub use shifting_number::ShiftingNumber;
pub use translated_quote::TranslatedQuote;
pub use unattributed_quote::UnattributedQuote;
pub use unclosed_quotation::UnclosedQuotation;
pub use unnamed_source::UnnamedSource;
pub use unresolved_speaker::UnresolvedSpeaker;
