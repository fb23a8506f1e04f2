//! One line a finding, as compilers write theirs, so that editors can jump to
//! it: `a.txt:7:96: warning: SH001 second-hand-quote: words of Ana Ruiz …`.

use super::{Checked, Format, explain, short};
use crate::visible::{leading, words};
use std::fmt::Write as _;

/// One line a finding that is reported: path, line, column in characters,
/// severity, code, rule, message.
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
                explain::severity(finding.severity),
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
                explain::severity(notice.severity),
                notice.code,
                words(&short::message(&notice.message)),
            );
        }
        out
    }
}
