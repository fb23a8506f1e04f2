//! One line for each finding in the style of compilers, which editors can jump
//! to: `a.txt:7:96: warning: SH001 second-hand-quote: words of Ana Ruiz …`.

use super::{Checked, Format, short};
use crate::visible::{leading, words};
use std::fmt::Write as _;

/// The format `concise`: one line for each reported finding, with path, line,
/// column (in characters), severity, code, rule and message, and one for each
/// notice, which has no rule.
#[derive(Clone, Copy, Debug, Default)]
pub struct Concise;

impl Format for Concise {
    fn article(&self, checked: &Checked<'_>) -> String {
        let mut out = String::new();
        for item in checked.reported() {
            let finding = item.finding;
            let (line, column) = checked.place(finding.span.start);
            let _ = writeln!(
                out,
                "{}:{line}:{column}: {}: {} {}: {}",
                leading(&short::id(checked.name)),
                finding.severity.as_str(),
                finding.code,
                finding.rule,
                words(&short::message(&finding.message)),
            );
        }
        for notice in checked.notices() {
            let _ = writeln!(
                out,
                "{}:{}:{}: {}: {}: {}",
                leading(&short::id(&notice.file)),
                notice.line,
                notice.column,
                notice.severity.as_str(),
                notice.code,
                words(&short::message(&notice.message)),
            );
        }
        out
    }
}
