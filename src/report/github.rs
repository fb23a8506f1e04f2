//! Workflow commands of GitHub Actions, such as `::warning file=…::message`,
//! which the runner shows beside the lines of a pull request.

use super::{Checked, Format, Record, short};
use crate::finding::Severity;
use crate::visible::seen;
use std::fmt::Write as _;

/// The format `github`: one command for each reported finding and each notice.
/// Columns count characters. If the article is a line of JSON Lines, the
/// command refers to that line, and the message gives the position in the
/// article.
///
/// The runner resolves paths from the root of the repository, so `secondhand`
/// should be run there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Github;

impl Format for Github {
    fn article(&self, checked: &Checked<'_>) -> String {
        let mut out = String::new();
        for item in checked.reported() {
            let finding = item.finding;
            let title = format!("{} {}", finding.code, finding.rule);
            let message = format!("{}\n{}", short::message(&finding.message), short::message(&finding.help));
            if let Some(record) = checked.record {
                let message = format!("{message}\n{}", checked.place_in_words(finding.span.start));
                out.push_str(&in_record(record, finding.severity, &title, &message));
                continue;
            }
            let (line, column) = checked.place(finding.span.start);
            let (end_line, end_column) = checked.place(finding.span.end);
            let _ = write!(
                out,
                "::{} file={},line={line},endLine={end_line},col={column}",
                command(finding.severity),
                property(&short::id(checked.name))
            );
            // The runner assumes that the end column is in the first line.
            if end_line == line {
                let _ = write!(out, ",endColumn={end_column}");
            }
            let _ = writeln!(out, ",title={}::{}", property(&title), data(&message));
        }
        for notice in checked.notices() {
            let message = format!("{}\n{}", short::message(&notice.message), short::message(&notice.help));
            // A notice with a span is about the article, one without about
            // another file.
            if let Some((record, span)) = checked.record.zip(notice.span) {
                let message = format!("{message}\n{}", checked.place_in_words(span.start));
                out.push_str(&in_record(record, notice.severity, notice.code, &message));
                continue;
            }
            let _ = writeln!(
                out,
                "::{} file={},line={},col={},title={}::{}",
                command(notice.severity),
                property(&short::id(&notice.file)),
                notice.line,
                notice.column,
                property(notice.code),
                data(&message),
            );
        }
        out
    }
}

/// Writes a command for a line of JSON Lines. It has no columns, since the line
/// holds the whole article.
fn in_record(record: Record<'_>, severity: Severity, title: &str, message: &str) -> String {
    format!(
        "::{} file={},line={},title={}::{}\n",
        command(severity),
        property(record.file),
        record.line,
        property(title),
        data(message)
    )
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "notice",
        severity => severity.as_str(),
    }
}

/// Escapes the message of a command, which ends at a line break. Control
/// characters are replaced with visible ones, since the log shows the message.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c => out.push(seen(c)),
        }
    }
    out
}

/// Escapes a property of a command, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{in_record, shown, with_standings};

    #[test]
    fn a_command_a_finding() {
        let expected = "::warning file=a%2Cb%3A1.txt,line=1,endLine=1,col=38,endColumn=42,title=SH001 \
                        second-hand-quote::a quotation that another outlet carried%0Afind the original\n";
        assert_eq!(shown(&Github, "a,b:1.txt"), expected);
    }

    /// GitHub can show the file, but not an article in it by its id.
    #[test]
    fn in_json_lines_a_command_names_the_line_of_the_file() {
        let shown = in_record(&Github, "n17", Record { file: "a,b.jsonl", line: 4 });
        let expected = "\
            ::warning file=a%2Cb.jsonl,line=4,title=SH001 second-hand-quote::a quotation that another outlet \
            carried%0Afind the original%0Aarticle n17, line 1, column 38\n\
            ::warning file=a.toml,line=3,col=1,title=unused-suppression::this suppresses nothing%0Atake it out\n\
            ::warning file=a%2Cb.jsonl,line=4,title=unused-suppression::this suppresses nothing%0Atake it \
            out%0Aarticle n17, line 1, column 3\n";
        assert_eq!(shown, expected);
        let shown = in_record(&Github, "n\n::error::x", Record { file: "b\n::error::x", line: 1 });
        assert!(shown.lines().all(|line| line.starts_with("::warning ")), "{shown}");
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
