//! The list of all rules.

use super::agency_copy::AgencyCopy;
use super::altered_quote::AlteredQuote;
use super::conflicting_attribution::ConflictingAttribution;
use super::disputed_quotation::DisputedQuotation;
use super::distant_credit::DistantCredit;
use super::headline_quote_not_in_body::HeadlineQuoteNotInBody;
use super::hearsay::Hearsay;
use super::long_chain::LongChain;
use super::outlet_as_only_source::OutletAsOnlySource;
use super::second_hand_claim::SecondHandClaim;
use super::second_hand_quote::SecondHandQuote;
use super::shifting_number::ShiftingNumber;
use super::translated_quote::TranslatedQuote;
use super::unattributed_quote::UnattributedQuote;
use super::unclosed_quotation::UnclosedQuotation;
use super::unnamed_source::UnnamedSource;
use super::unresolved_speaker::UnresolvedSpeaker;
use crate::rule::Rule;

/// All rules, in the order of their codes.
pub const RULES: &[&dyn Rule] = &[
    &SecondHandQuote,
    &SecondHandClaim,
    &Hearsay,
    &UnattributedQuote,
    &UnnamedSource,
    &OutletAsOnlySource,
    &LongChain,
    &DistantCredit,
    &UnclosedQuotation,
    &ConflictingAttribution,
    &AlteredQuote,
    &HeadlineQuoteNotInBody,
    &UnresolvedSpeaker,
    &ShiftingNumber,
    &TranslatedQuote,
    &DisputedQuotation,
    &AgencyCopy,
];

/// The headings of every rule's documentation, in this order.
pub const HEADINGS: &[&str] = &["What it finds", "Why it matters", "Example", "Better", "Limits", "References"];

/// Returns the rule with this code or name, in any case: `SH001`,
/// `second-hand-quote`.
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static dyn Rule> {
    let wanted = code_or_name.trim();
    RULES
        .iter()
        .copied()
        .find(|rule| rule.code().eq_ignore_ascii_case(wanted) || rule.name().eq_ignore_ascii_case(wanted))
}
