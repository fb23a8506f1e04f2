//! What a rule is.

use crate::analysis::Analysis;
use crate::finding::{Finding, Severity};
use std::ops::RangeInclusive;

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
    /// Whether the rule runs where settings say nothing.
    fn is_default(&self) -> bool {
        true
    }
    /// The numbers in the rule that settings can change.
    fn thresholds(&self) -> &'static [Threshold] {
        &[]
    }
    /// Markdown under the fixed headings *What it finds*, *Why it matters*,
    /// *Example*, *Better*, *Limits*, *References*.
    fn docs(&self) -> &'static str;
    /// Texts on which the rule must report something.
    fn fires_on(&self) -> &'static [&'static str];
    /// Texts on which it must stay silent.
    fn silent_on(&self) -> &'static [&'static str];
    /// Reports what it finds, in the order of the text. `values` has one for
    /// each of [`Rule::thresholds`].
    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>);
}

/// A number in a rule that settings can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Its key in settings, kebab-case: `words`.
    pub name: &'static str,
    /// What it means and in what unit, in a line.
    pub about: &'static str,
    /// Its value where settings say nothing.
    pub default: u32,
    /// The values that make sense.
    pub range: RangeInclusive<u32>,
}

/// The values of one rule's thresholds.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    thresholds: &'static [Threshold],
    values: &'a [u32],
}

impl<'a> Values<'a> {
    /// `values` in the order of the rule's thresholds; where one is missing
    /// its default holds.
    #[must_use]
    pub fn new(rule: &dyn Rule, values: &'a [u32]) -> Self {
        Self { thresholds: rule.thresholds(), values }
    }

    /// The value of the threshold with this name; 0 if the rule has none.
    #[must_use]
    pub fn get(&self, name: &str) -> u32 {
        let Some(i) = self.thresholds.iter().position(|t| t.name == name) else { return 0 };
        self.values.get(i).copied().unwrap_or(self.thresholds[i].default)
    }
}
