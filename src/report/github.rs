//! Workflow commands of GitHub Actions: `::warning file=…::message`. The
//! runner shows them beside the lines of a pull request.

use super::{Checked, Format, explain};
use crate::finding::Severity;
use std::fmt::Write as _;

/// One command a finding that is reported. Columns count characters.
///
/// The runner takes the path from the root of the repository, so the command
/// is to be run there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Github;

impl Format for Github {
    fn article(&self, checked: &Checked<'_>) -> String {
        let mut out = String::new();
        for item in checked.reported() {
            let finding = item.finding;
            let (line, column) = checked.place(finding.span.start);
            let (end_line, end_column) = checked.place(finding.span.end);
            let _ = write!(
                out,
                "::{} file={},line={line},endLine={end_line},col={column}",
                command(finding.severity),
                property(checked.name)
            );
            // The runner takes the column of the end for one of the first line.
            if end_line == line {
                let _ = write!(out, ",endColumn={end_column}");
            }
            let title = format!("{} {}", finding.code, finding.rule);
            let message = format!("{}\n{}", finding.message, finding.help);
            let _ = writeln!(out, ",title={}::{}", property(&title), data(&message));
        }
        for notice in checked.notices() {
            let _ = writeln!(
                out,
                "::{} file={},line={},col={},title={}::{}",
                command(notice.severity),
                property(&notice.file),
                notice.line,
                notice.column,
                property(notice.code),
                data(&format!("{}\n{}", notice.message, notice.help)),
            );
        }
        out
    }
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "notice",
        severity => explain::severity(severity),
    }
}

/// A command ends with its line.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c => out.push(c),
        }
    }
    out
}

/// A property ends with a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{shown, with_standings};

    #[test]
    fn a_command_a_finding() {
        let expected = "::warning file=a%2Cb%3A1.txt,line=1,endLine=1,col=38,endColumn=42,title=SH001 \
                        second-hand-quote::a quotation that another outlet carried%0Afind the original\n";
        assert_eq!(shown(&Github, "a,b:1.txt"), expected);
    }

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
        let shown = with_standings(&Github, "a\n::error::x");
        assert!(shown.lines().all(|line| line.starts_with("::warning ") || line.starts_with("::notice ")), "{shown}");
    }

    #[test]
    fn what_is_not_reported_is_not_shown() {
        let shown = with_standings(&Github, "a.txt");
        assert_eq!(shown.lines().count(), 2, "{shown}");
        assert!(shown.contains("unused-suppression"), "{shown}");
    }
}
