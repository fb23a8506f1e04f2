//! Attributions as an aligned plain-text table, one in each row.

use crate::analysis::Analysis;
use crate::source::LineIndex;
use crate::span::Span;
use crate::visible::words;
use std::borrow::Cow;
use std::fmt::Write as _;

const HEAD: [&str; 6] = ["line", "provenance", "source", "cue", "content", "chain"];
/// Maximum width of each column in characters.
const WIDEST: [usize; 6] = [8, 12, 32, 24, 48, 400];
/// Minimum width of each column where the table is made narrower.
const NARROWEST: [usize; 6] = [8, 12, 10, 8, 12, 46];
/// Number of blanks between two columns.
const GAP: usize = 2;

/// Renders the table with a header row, at most `width` characters wide if the
/// columns can be made so narrow; each row ends with a line break. The line
/// number of a nested attribution has a `+` before it. If there are no
/// attributions, returns a line that says so.
#[must_use]
pub fn render(analysis: &Analysis<'_>, width: usize) -> String {
    let text = analysis.text();
    if analysis.attributions.is_empty() {
        return "no attributions\n".to_owned();
    }
    let lines = LineIndex::new(analysis.article.file_text());
    let rows = analysis.attributions.iter().zip(&analysis.chains).enumerate().map(|(i, (a, chain))| {
        let (line, _) = lines.line(analysis.article.in_file(a.start()));
        [
            format!("{}{line}", if a.nested_in.is_some() { "+" } else { "" }),
            chain.provenance.to_string(),
            cell(text, &a.source, WIDEST[2]),
            cell(text, &a.cue, WIDEST[3]),
            cell(text, &a.content, WIDEST[4]),
            words(&analysis.chain_line(i)),
        ]
    });
    let rows: Vec<_> = std::iter::once(HEAD.map(str::to_owned)).chain(rows).collect();
    let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = fitted(std::array::from_fn(|column| widest(column).min(WIDEST[column])), width);
    let mut out = String::new();
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            let (cell, width) = (cut(cell, widths[column]), widths[column]);
            // Line numbers are aligned right, and the last column is not
            // padded.
            let _ = match column {
                0 => write!(out, "{cell:>width$}"),
                5 => write!(out, "{:GAP$}{cell}", ""),
                _ => write!(out, "{:GAP$}{cell:width$}", ""),
            };
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

/// Joins the spans on one line, with `…` for the gaps between them, and cuts
/// the result at `most` characters.
fn cell(text: &str, spans: &[Span], most: usize) -> String {
    let mut cell = String::new();
    for span in spans {
        if !cell.is_empty() {
            cell.push_str(" … ");
        }
        // Skip what will be cut anyway.
        let part = span.of(text);
        let end = part.char_indices().nth(most * 2).map_or(part.len(), |(i, _)| i);
        cell.push_str(&words(&part[..end]));
        if cell.chars().count() > most {
            break;
        }
    }
    cut(&cell, most).into_owned()
}

/// Cuts a cell at `most` characters, the last of which is then `…`.
fn cut(cell: &str, most: usize) -> Cow<'_, str> {
    if cell.chars().nth(most).is_none() {
        return cell.into();
    }
    let kept = cell.char_indices().nth(most.saturating_sub(1)).map_or(0, |(at, _)| at);
    format!("{}…", cell[..kept].trim_end()).into()
}

/// Makes the widest columns narrower until the table has at most `width`
/// characters, or no column can be made narrower.
fn fitted(mut widths: [usize; 6], width: usize) -> [usize; 6] {
    let total = |widths: &[usize; 6]| widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
    while total(&widths) > width {
        let narrower = (0..widths.len()).filter(|&column| widths[column] > NARROWEST[column]);
        let Some(column) = narrower.max_by_key(|&column| widths[column] - NARROWEST[column]) else { break };
        widths[column] -= 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        assert_eq!(
            render(&crate::report::tests::analysis(), 100),
            "line  provenance  source    cue                 content  chain\n   \
                1  secondhand  Ana Ruiz  quoted … as saying  “No”     Ana Ruiz → The Post → UPI (this article)\n"
        );
        assert_eq!(render(&crate::analyze(""), 100), "no attributions\n");
    }

    #[test]
    fn a_table_fits_its_width() {
        for width in [95, 100, 120] {
            let table = render(&crate::report::tests::analysis(), width);
            assert!(table.lines().all(|line| line.chars().count() <= width), "{table}");
        }
        assert_eq!(fitted([4, 10, 32, 24, 48, 90], 1000), [4, 10, 32, 24, 48, 90]);
        assert_eq!(fitted([4, 10, 32, 24, 48, 90], 100).iter().sum::<usize>(), 90);
    }

    #[test]
    fn long_cells_are_cut_and_controls_are_seen() {
        let text = "one two\u{1b}[31m three";
        assert_eq!(cell(text, &[Span::new(0, text.len() as u32)], 9), "one two␛…");
        assert_eq!(cell(text, &[Span::new(0, 3), Span::new(4, 7)], 20), "one … two");
    }
}
