//! The rules, one file each.
//!
//! A rule reads the finished [`Analysis`] and never the text
//! behind it where a type can answer: what counts as second-hand is decided
//! by [`chain`](crate::chain), and a rule decides only whether that is worth
//! a finding, where to point and what to say. Documentation, message and help
//! of a rule stand in one file, with texts on which it fires and texts on
//! which it stays silent.

use crate::rule::Rule;

#[cfg(test)]
pub(crate) mod by_hand;
mod hearsay;
mod second_hand_claim;
mod second_hand_quote;
mod set;
#[cfg(test)]
mod tests;
mod unattributed_quote;
mod unnamed_source;
mod words;

pub use hearsay::Hearsay;
pub use second_hand_claim::SecondHandClaim;
pub use second_hand_quote::SecondHandQuote;
pub use set::{RuleConfig, RuleSet};
pub use unattributed_quote::UnattributedQuote;
pub use unnamed_source::UnnamedSource;

/// Every rule, in the order of the codes.
pub const RULES: &[&dyn Rule] = &[&SecondHandQuote, &SecondHandClaim, &Hearsay, &UnattributedQuote, &UnnamedSource];

/// The headings that every rule's documentation has, in this order.
pub const HEADINGS: &[&str] = &["What it finds", "Why it matters", "Example", "Better", "Limits", "References"];

/// The rule with this code or name, in any case: `SH001`,
/// `second-hand-quote`.
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static dyn Rule> {
    let wanted = code_or_name.trim();
    RULES
        .iter()
        .copied()
        .find(|rule| rule.code().eq_ignore_ascii_case(wanted) || rule.name().eq_ignore_ascii_case(wanted))
}
