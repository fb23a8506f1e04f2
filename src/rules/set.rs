//! Which rules run, with what severity and thresholds.

use super::registry::RULES;
use crate::Analysis;
use crate::finding::{Finding, Severity};
use crate::rule::{Rule, Running, Values};

/// The settings of all rules. The default runs the rules that are on by
/// default, with their own severities and thresholds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// One for each of [`RULES`], in the same order.
    rules: Vec<RuleConfig>,
}

/// The settings of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleConfig {
    /// Whether the rule runs.
    pub enabled: bool,
    /// The severity of the rule's findings.
    pub severity: Severity,
    /// The value of each of [`Rule::thresholds`], in the same order.
    pub values: Vec<u32>,
}

impl Default for RuleSet {
    fn default() -> Self {
        let config = |rule: &&dyn Rule| RuleConfig {
            enabled: rule.is_default(),
            severity: rule.severity(),
            values: rule.thresholds().iter().map(|t| t.default).collect(),
        };
        Self { rules: RULES.iter().map(config).collect() }
    }
}

impl RuleSet {
    /// Returns a set in which every rule runs, including those that are off by
    /// default.
    #[must_use]
    pub fn all() -> Self {
        let mut set = Self::default();
        set.rules.iter_mut().for_each(|config| config.enabled = true);
        set
    }

    /// Returns a set in which no rule runs, for output without findings.
    #[cfg(feature = "cli")]
    pub(crate) fn none() -> Self {
        let mut set = Self::default();
        set.rules.iter_mut().for_each(|config| config.enabled = false);
        set
    }

    /// Returns the set without the thresholds of confidence that stand at their
    /// default: for programs, which choose by the confidence of each finding.
    #[must_use]
    pub fn of_any_confidence(mut self) -> Self {
        for (rule, config) in RULES.iter().zip(&mut self.rules) {
            let thresholds = rule.thresholds().iter().zip(&mut config.values);
            for (_, value) in
                thresholds.filter(|(t, value)| t.name == super::words::CONFIDENCE.name && **value == t.default)
            {
                *value = 0;
            }
        }
        self
    }

    /// Returns the settings of the rule with this code or name, to read or
    /// change; `None` if there is no such rule.
    pub fn rule(&mut self, code_or_name: &str) -> Option<&mut RuleConfig> {
        let rule = super::find(code_or_name)?;
        let i = RULES.iter().position(|r| r.code() == rule.code())?;
        self.rules.get_mut(i)
    }

    /// Iterates over the rules and their settings, in the order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = (&'static dyn Rule, &RuleConfig)> {
        RULES.iter().copied().zip(&self.rules)
    }

    /// Runs the enabled rules and returns their findings, in the order of the
    /// text.
    #[must_use]
    pub fn check(&self, analysis: &Analysis<'_>) -> Vec<Finding> {
        let enabled = || self.iter().filter(|(_, config)| config.enabled);
        let running: Vec<Running<'_>> = enabled()
            .map(|(rule, config)| Running { code: rule.code(), thresholds: rule.thresholds(), values: &config.values })
            .collect();
        let severity = |code: &str| enabled().find(|(rule, _)| rule.code() == code).map(|(_, config)| config.severity);
        let mut findings = Vec::new();
        for (rule, config) in enabled() {
            let from = findings.len();
            rule.check(analysis, &Values::new(rule, &config.values).among(&running), &mut findings);
            // A rule can call a finding milder than the others of its kind. A
            // finding is as severe as the most severe of what it tells.
            for finding in findings.iter_mut().skip(from) {
                let properties = finding.properties.iter().filter_map(|code| severity(code));
                let own = if finding.severity < rule.severity() { finding.severity } else { config.severity };
                finding.severity = properties.fold(own, Severity::max);
            }
        }
        findings.sort_by_key(|f| (f.span, f.code));
        findings
    }
}
