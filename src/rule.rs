//! The [`Rule`] trait, and the thresholds of a rule.

use crate::analysis::Analysis;
use crate::finding::{Concern, Finding, Severity};
use std::ops::RangeInclusive;

/// A check that reads an analysed article and reports findings.
///
/// Each rule is a unit struct in a file of its own under `src/rules`, and
/// [`crate::rules::RULES`] lists them in the order of their codes.
pub trait Rule: Sync {
    /// The code, such as `SH001`. A code is never reused.
    fn code(&self) -> &'static str;
    /// The name, in kebab-case: `second-hand-quote`. It says what is found, not
    /// the remedy, and reads well after *allow*.
    fn name(&self) -> &'static str;
    /// The severity of the findings, unless settings change it.
    fn severity(&self) -> Severity;
    /// What the findings ask of a fact-checker, by which the overview groups
    /// them.
    fn concern(&self) -> Concern {
        Concern::Form
    }
    /// Whether the rule runs when settings do not mention it.
    fn is_default(&self) -> bool {
        true
    }
    /// The numbers in the rule that settings can change.
    fn thresholds(&self) -> &'static [Threshold] {
        &[]
    }
    /// The documentation: Markdown with the headings
    /// [`crate::rules::HEADINGS`].
    fn docs(&self) -> &'static str;
    /// Texts on which the rule must report something.
    fn fires_on(&self) -> &'static [&'static str];
    /// Texts on which it must stay silent.
    fn silent_on(&self) -> &'static [&'static str];
    /// Appends the findings to `report`, in the order of the text. `values` has
    /// the value of each of [`Rule::thresholds`].
    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>);
}

/// A number in a rule that settings can change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Threshold {
    /// The key in settings, in kebab-case: `words`.
    pub name: &'static str,
    /// The meaning and the unit, in one line.
    pub about: &'static str,
    /// The value when settings do not mention it.
    pub default: u32,
    /// The values that settings may give.
    pub range: RangeInclusive<u32>,
}

/// A rule that runs: what other rules may ask about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Running<'a> {
    pub(crate) code: &'static str,
    pub(crate) thresholds: &'static [Threshold],
    pub(crate) values: &'a [u32],
}

/// The values of one rule's thresholds, and which other rules run.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    thresholds: &'static [Threshold],
    values: &'a [u32],
    running: &'a [Running<'a>],
}

impl<'a> Values<'a> {
    /// Pairs the rule's thresholds with `values`, in the same order. A
    /// threshold without a value has its default.
    #[must_use]
    pub fn new(rule: &dyn Rule, values: &'a [u32]) -> Self {
        Self { thresholds: rule.thresholds(), values, running: &[] }
    }

    /// Adds the rules that run.
    pub(crate) fn among(self, running: &'a [Running<'a>]) -> Self {
        Self { running, ..self }
    }

    /// Returns the value of the threshold with this name; 0 if the rule has
    /// none.
    #[must_use]
    pub fn get(&self, name: &str) -> u32 {
        let Some(i) = self.thresholds.iter().position(|t| t.name == name) else { return 0 };
        self.values.get(i).copied().unwrap_or(self.thresholds[i].default)
    }

    /// Returns the values of another rule; `None` if it does not run.
    pub(crate) fn of(&self, code: &str) -> Option<Self> {
        let other = self.running.iter().find(|other| other.code == code)?;
        Some(Self { thresholds: other.thresholds, values: other.values, running: self.running })
    }
}
