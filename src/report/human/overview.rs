//! The overview of an article's findings: one line each, the most important
//! first.

use crate::finding::{Finding, Severity};
use crate::report::overview::{line, title};
use crate::report::{Checked, short};
use crate::visible::leading;
use std::fmt::Write as _;

/// Renders the overview; empty without findings. `findings` are in the order in
/// which they are listed.
pub(super) fn render(checked: &Checked<'_>, findings: &[&Finding], color: bool) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut out = format!("{}\n", leading(&short::id(checked.name)));
    let mut last = None;
    for finding in findings {
        if last != Some(finding.concern) {
            let _ = writeln!(out, "  {}:", title(finding.concern));
            last = Some(finding.concern);
        }
        let severity = painted(finding.severity, color);
        let _ = writeln!(out, "    {severity} {}  {}", finding.code, line(checked, finding));
    }
    out.push('\n');
    out
}

/// Returns the severity, padded to one width, in its colour.
fn painted(severity: Severity, color: bool) -> String {
    let name = format!("{:7}", severity.as_str());
    let code = match severity {
        _ if !color => return name,
        Severity::Error => 91,
        Severity::Warning => 33,
        Severity::Note => 92,
    };
    format!("\u{1b}[1m\u{1b}[{code}m{name}\u{1b}[0m")
}
