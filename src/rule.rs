//! What a rule is.

use crate::analysis::Analysis;
use crate::finding::{Finding, Severity};

/// A rule looks at an analysed article and reports findings.
///
/// Each rule is a unit struct in a file of its own under `src/rules`, and
/// [`crate::rules::RULES`] lists them in the order of their codes.
pub trait Rule: Sync {
    /// `SH001`; never reused.
    fn code(&self) -> &'static str;
    /// A name that reads well after *allow* and says what is found, not the
    /// remedy: `second-hand-quote`.
    fn name(&self) -> &'static str;
    /// The severity where settings say nothing else.
    fn severity(&self) -> Severity;
    /// Markdown under the fixed headings *What it finds*, *Why it matters*,
    /// *Example*, *Better*, *Limits*, *References*.
    fn docs(&self) -> &'static str;
    /// Texts on which the rule must report something.
    fn fires_on(&self) -> &'static [&'static str];
    /// Texts on which it must stay silent.
    fn silent_on(&self) -> &'static [&'static str];
    /// Reports what it finds, in the order of the text.
    fn check(&self, analysis: &Analysis<'_>, report: &mut Vec<Finding>);
}
