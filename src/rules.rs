//! The rules, one file each.

use crate::rule::Rule;

/// Every rule, in the order of the codes.
pub const RULES: &[&dyn Rule] = &[];

/// Runs every rule; findings in the order of the text.
#[must_use]
pub fn check(analysis: &crate::Analysis<'_>) -> Vec<crate::finding::Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        rule.check(analysis, &mut findings);
    }
    findings.sort_by_key(|f| (f.span, f.code));
    findings
}
