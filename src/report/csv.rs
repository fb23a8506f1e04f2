//! Tables for spreadsheets, in the format of RFC 4180, with one row for each
//! finding or one for each attribution.
//!
//! A table starts with a byte order mark, since Excel otherwise misreads curly
//! quotation marks. Lines end with CR LF, as the RFC requires. Articles are
//! untrusted text, and a cell that starts with `=`, `+`, `-`, `@`, a tab or a
//! carriage return could be run as a formula. Such cells get a leading
//! apostrophe; so does such a character after a semicolon, tab or line break,
//! where some spreadsheets start a new cell.

use super::json::Status;
use super::short::{self, Words};
use super::{Checked, Format};
use crate::Analysis;
use crate::source::{LineIndex, OffsetMap, Offsets};
use crate::visible::is_hidden;

const FINDINGS: [&str; 18] = [
    "file",
    "line",
    "column",
    "end_line",
    "end_column",
    "severity",
    "code",
    "rule",
    "message",
    "help",
    "text",
    "source",
    "chain",
    "status",
    "reason",
    "fingerprint",
    "places",
    "confidence",
];

const ATTRIBUTIONS: [&str; 13] = [
    "file",
    "line",
    "column",
    "id",
    "nested_in",
    "provenance",
    "source",
    "cue",
    "content",
    "chain",
    "act",
    "quotation",
    "construction",
];

/// The format `csv`: one row for each finding, including those that are not
/// reported. The columns `status` and `reason` say whether and why. Lines and
/// columns count from 1; columns count characters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Csv;

impl Format for Csv {
    fn head(&self, _contents: &[String]) -> String {
        format!("\u{feff}{}", row(FINDINGS.map(str::to_owned)))
    }

    fn article(&self, checked: &Checked<'_>) -> String {
        let (analysis, words) = (checked.analysis, Words::new(checked.text()));
        let mut out = String::new();
        for item in checked.items() {
            let finding = item.finding;
            let (line, column) = checked.place(finding.span.start);
            let (end_line, end_column) = checked.place(finding.span.end);
            let attribution = finding.attribution.map(|i| i as usize);
            let source = attribution.and_then(|i| analysis.attributions.get(i)).map(|a| words.joined(&a.source));
            let suppression = item.standing.suppression.as_ref();
            out.push_str(&row([
                short::id(checked.name).into_owned(),
                line.to_string(),
                column.to_string(),
                end_line.to_string(),
                end_column.to_string(),
                finding.severity.as_str().to_owned(),
                finding.code.to_owned(),
                finding.rule.to_owned(),
                short::message(&finding.message).into_owned(),
                short::message(&finding.help).into_owned(),
                words.cut(finding.span).into_owned(),
                source.unwrap_or_default(),
                attribution.map(|i| analysis.chain_path(i)).unwrap_or_default(),
                Status::of(item.standing).name().to_owned(),
                suppression.map(|s| short::message(&s.reason).into_owned()).unwrap_or_default(),
                item.fingerprint.to_owned(),
                (finding.also.len() + 1).to_string(),
                finding.confidence.to_string(),
            ]));
        }
        for notice in checked.notices() {
            let mut cells = [const { String::new() }; FINDINGS.len()];
            cells[0] = short::id(&notice.file).into_owned();
            cells[1] = notice.line.to_string();
            cells[2] = notice.column.to_string();
            notice.severity.as_str().clone_into(&mut cells[5]);
            notice.code.clone_into(&mut cells[7]);
            cells[8] = short::message(&notice.message).into_owned();
            cells[9] = short::message(&notice.help).into_owned();
            Status::Reported.name().clone_into(&mut cells[13]);
            out.push_str(&row(cells));
        }
        out
    }
}

/// Returns the header row of the table of attributions.
#[must_use]
pub fn attributions_head() -> String {
    format!("\u{feff}{}", row(ATTRIBUTIONS.map(str::to_owned)))
}

/// Returns one row for each attribution of an article, in text order. Several
/// spans of a source, cue or content are joined with `…`.
#[must_use]
pub fn attributions(analysis: &Analysis<'_>, name: &str) -> String {
    let text = analysis.text();
    let words = Words::new(text);
    let file = analysis.article.file_text();
    let (lines, points) = (LineIndex::new(file), OffsetMap::new(file, Offsets::Codepoints));
    let mut out = String::new();
    for (i, (a, chain)) in analysis.attributions.iter().zip(&analysis.chains).enumerate() {
        let at = analysis.article.in_file(a.start());
        let (line, start) = lines.line(at);
        out.push_str(&row([
            short::id(name).into_owned(),
            line.to_string(),
            (points.get(at) - points.get(start) + 1).to_string(),
            format!("a{}", i + 1),
            a.nested_in.map(|up| format!("a{}", up + 1)).unwrap_or_default(),
            chain.provenance.to_string(),
            words.joined(&a.source),
            words.joined(&a.cue),
            words.joined(&a.content),
            analysis.chain_path(i),
            a.act.to_string(),
            a.quotation.to_string(),
            a.construction.to_string(),
        ]));
    }
    out
}

fn row<const N: usize>(cells: [String; N]) -> String {
    let mut out = cells.map(|text| cell(&text)).join(",");
    out.push_str("\r\n");
    out
}

fn cell(text: &str) -> String {
    let harmless = harmless(text);
    if harmless.len() == text.len() && !text.contains(['"', ',', '\n', '\r']) {
        return text.to_owned();
    }
    format!("\"{}\"", harmless.replace('"', "\"\""))
}

/// Inserts an apostrophe wherever a spreadsheet could find a formula: at the
/// beginning of the text, and after semicolons, tabs and line breaks, where
/// some spreadsheets start a new cell. It also does so before `::`, with which
/// a line of GitHub's log would be a command.
fn harmless(text: &str) -> String {
    let is_passed = |c: char| c.is_whitespace() || is_hidden(c) || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}');
    let is_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let mut out = String::with_capacity(text.len() + 1);
    let first = text.trim_start_matches(is_passed);
    let before = text.len() - first.len();
    if first.starts_with(is_formula) || first.starts_with("::") || text.starts_with(['\t', '\r']) {
        out.push('\'');
    }
    // Whether a cell could start at this character.
    let mut is_border = false;
    for (i, c) in text.char_indices() {
        if is_border && i > before && (is_formula(c) || text[i..].starts_with("::")) {
            out.push('\'');
        }
        is_border = matches!(c, ';' | '\t' | '\n' | '\r') || is_border && is_passed(c);
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{analysis, with_standings};

    fn rows(table: &str) -> Vec<Vec<String>> {
        let table = table.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
        reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_row_a_finding() {
        let rows = rows(&with_standings(&Csv, "a, \"b\".txt"));
        assert_eq!(rows.len(), 5, "{rows:?}");
        assert_eq!(rows[0], FINDINGS);
        let of = |row: usize, column: &str| {
            rows[row][FINDINGS.iter().position(|c| *c == column).expect("a column")].as_str()
        };
        assert_eq!(
            (of(1, "file"), of(1, "line"), of(1, "column"), of(1, "end_column")),
            ("a, \"b\".txt", "1", "38", "42")
        );
        assert_eq!((of(1, "text"), of(1, "chain")), ("“No”", "Ana Ruiz → The Post"));
        assert_eq!([of(1, "status"), of(2, "status"), of(3, "status")], ["reported", "suppressed", "baseline"]);
        assert_eq!((of(2, "reason"), of(4, "rule")), ("on the record with <AP> & \"us\"", "unused-suppression"));
    }

    #[test]
    fn a_row_an_attribution() {
        let analysis = analysis();
        let rows = rows(&(attributions_head() + &attributions(&analysis, "a.txt")));
        assert_eq!(rows[0], ATTRIBUTIONS);
        assert_eq!(
            rows[1],
            [
                "a.txt",
                "1",
                "12",
                "a1",
                "",
                "secondhand",
                "Ana Ruiz",
                "quoted … as saying",
                "“No”",
                "Ana Ruiz → The Post",
                "statement",
                "direct",
                "according-to"
            ]
        );
    }

    /// Text of an article must not run as a formula.
    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=HYPERLINK(\"http://example.org\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(rows(&format!("\u{feff}{}", row([formula.to_owned()])))[0][0], format!("'{formula}"));
        }
        for formula in [" =1", "\u{0}=1", "\u{feff}=1", "\n=1", "＝1"] {
            assert!(cell(formula).starts_with("\"'"), "{formula:?}");
        }
        assert_eq!(cell("— no"), "— no");
        assert_eq!(cell("e = 1; no - 1"), "e = 1; no - 1");
    }

    /// A spreadsheet that splits cells at semicolons ignores quotation marks in
    /// the middle of a line.
    #[test]
    fn no_part_of_a_cell_is_a_formula() {
        assert_eq!(cell("a\n::error::x"), "\"a\n'::error::x\"");
        assert_eq!(cell("a;=1+1"), "\"a;'=1+1\"");
        assert_eq!(cell("a\t @b\n-c;+d"), "\"a\t '@b\n'-c;'+d\"");
        assert_eq!(cell("one\ntwo"), "\"one\ntwo\"");
    }
}
