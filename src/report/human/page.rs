//! An article's lines, wrapped to the width of a terminal, with carets under
//! the words that a finding is about.

use crate::line;
use crate::report::short;
use crate::span::Span;
use crate::visible::{seen, words};
use annotate_snippets::{Annotation, AnnotationKind, Snippet};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// Maximum length in bytes of the underlined part of a finding's span. A reader
/// needs to see where a long content begins; its end is in the article.
const LONGEST_MARK: u32 = 200;

/// Maximum length in bytes of the underlined part of a labelled span, which
/// only needs to be recognisable.
const LONGEST_LABELLED: u32 = 80;

/// Maximum width of a row of text in columns. Longer rows are hard to read with
/// carets below them.
const LONGEST_LINE: usize = 84;

/// Columns kept free at the right for the label of a span that ends at the end
/// of its row.
const FOR_LABELS: usize = 16;

pub(super) struct Mark<'a> {
    pub(super) span: Span,
    /// `None` for the span of the finding itself.
    pub(super) label: Option<&'a str>,
}

/// The article's lines and the width they are wrapped to.
pub(super) struct Page<'t> {
    text: &'t str,
    /// Byte offset of the start of each line.
    starts: Vec<usize>,
    /// Cache of the wrapped rows of each line, since most lines with a finding
    /// have several.
    set: RefCell<FxHashMap<usize, Rc<[Range<usize>]>>>,
    width: usize,
}

impl<'t> Page<'t> {
    pub(super) fn new(text: &'t str, width: usize) -> Self {
        let starts = std::iter::once(0).chain(line::ends(text).map(|end| end.end)).collect();
        Self { text, starts, set: RefCell::default(), width: width.max(40) }
    }

    pub(super) fn line_at(&self, byte: u32) -> usize {
        self.starts.partition_point(|&s| s <= byte as usize) - 1
    }

    /// Returns the byte ranges of a line's rows, without white space at the
    /// line's end.
    fn rows(&self, line: usize) -> Rc<[Range<usize>]> {
        let rows = || {
            let start = self.starts[line];
            let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
            let whole = start..start + self.text[start..end].trim_end().len();
            set(self.text, whole, (self.width - FOR_LABELS).min(LONGEST_LINE)).into()
        };
        self.set.borrow_mut().entry(line).or_insert_with(rows).clone()
    }

    /// Builds a snippet of one line of the text with the marks that start in
    /// it. A mark that spans several rows has carets under each of them.
    pub(super) fn snippet(&self, line: usize, marks: &[&Mark<'t>]) -> Snippet<'t, Annotation<'t>> {
        let rows = self.rows(line);
        let line_end = rows.last().map_or(0, |row| row.end);
        // Each row that a mark touches: row, mark and byte range.
        let mut touched: Vec<(usize, usize, Range<usize>)> = Vec::new();
        for (i, mark) in marks.iter().enumerate() {
            let longest = if mark.label.is_some() { LONGEST_LABELLED } else { LONGEST_MARK };
            let (start, end) = (mark.span.start as usize, self.first_stretch(mark.span, line_end, longest));
            let first = rows.partition_point(|row| row.end <= start);
            for (n, row) in rows.iter().enumerate().skip(first).take_while(|(_, row)| row.start <= end) {
                let (from, to) = (row.start.max(start), row.end.min(end));
                if from < to || mark.span.is_empty() && from == start {
                    touched.push((n, i, from..to.max(from)));
                }
            }
        }
        touched.sort_by_key(|&(row, mark, _)| (row, mark));
        let mut source = String::new();
        let mut annotations = Vec::with_capacity(touched.len());
        // The last row that was added to the snippet.
        let mut last: Option<usize> = None;
        let print = |source: &mut String, row: usize| {
            if !source.is_empty() {
                source.push('\n');
            }
            let at = source.len();
            source.extend(self.shown(rows[row].clone()));
            at
        };
        let mut printed = 0;
        for (n, i, place) in touched {
            if last != Some(n) {
                // The renderer leaves out rows without marks. It needs no more
                // than two of them to do so.
                let between = last.map_or(n, |last| last + 1)..n;
                between.take(2).for_each(|row| {
                    print(&mut source, row);
                });
                printed = print(&mut source, n);
                last = Some(n);
            }
            let (mark, row) = (marks[i], rows[n].start);
            let at = |byte: usize| printed + self.shown(row..byte).map(char::len_utf8).sum::<usize>();
            let kind = if mark.label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
            // The label is shown once, where the span begins.
            let label = mark
                .label
                .filter(|_| place.start == mark.span.start as usize)
                .map(|label| words(&short::message(label)));
            annotations.push(kind.span(at(place.start)..at(place.end)).label(label));
        }
        if annotations.is_empty() {
            print(&mut source, 0);
        }
        Snippet::source(source).line_numbering(false).annotations(annotations)
    }

    /// Returns the characters of a byte range as printed, with control
    /// characters replaced. The renderer expands tabs itself.
    fn shown(&self, range: Range<usize>) -> impl Iterator<Item = char> + use<'t> {
        let text = self.text.get(range).unwrap_or("");
        text.chars().map(|c| if c == '\t' { c } else { seen(c) })
    }

    /// Returns the byte offset at which underlining stops: the end of the span
    /// or line, or the last white space within `longest` bytes. If there is no
    /// white space, it is the last character boundary.
    fn first_stretch(&self, span: Span, line_end: usize, longest: u32) -> usize {
        let start = span.start as usize;
        let end = (span.end as usize).min(line_end);
        if end <= start + longest as usize {
            return end;
        }
        let cut = self.text[start..end]
            .char_indices()
            .take_while(|(i, _)| *i <= longest as usize)
            .filter(|(_, c)| c.is_whitespace())
            .last();
        cut.map_or_else(|| boundary_before(self.text, start + longest as usize), |(i, _)| start + i)
    }

    /// Returns the columns available for a message below the snippet.
    pub(super) fn room(&self, level: &str) -> usize {
        self.width.min(LONGEST_LINE + FOR_LABELS).saturating_sub(level.len() + 7).max(20)
    }

    /// Wraps a message below the snippet to the available columns.
    pub(super) fn fill(&self, message: &str, level: &str) -> String {
        let rows = set(message, 0..message.len(), self.room(level));
        rows.into_iter().map(|row| &message[row]).collect::<Vec<_>>().join("\n")
    }
}

/// Returns the last character boundary at or before a byte offset.
fn boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Wraps a line of text at white space into rows of at most `width` columns and
/// returns their byte ranges. A word longer than a row is split.
fn set(text: &str, line: Range<usize>, width: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut used) = (line.start, 0);
    // The end of the last word that fits and the start of the next one.
    let mut space: Option<(usize, usize)> = None;
    for (i, c) in text[line.clone()].char_indices() {
        let at = line.start + i;
        let columns = columns(c);
        if used + columns > width && !c.is_whitespace() && at > start {
            let (end, next) = space.take().unwrap_or((at, at));
            rows.push(start..end);
            start = next;
            used = text[start..at].chars().map(self::columns).sum();
        }
        if c.is_whitespace() {
            let end = match space {
                // Several white-space characters in a row end only one word.
                Some((end, next)) if next == at => end,
                _ => at,
            };
            space = Some((end, at + c.len_utf8()));
        }
        used += columns;
    }
    rows.push(start..line.end);
    rows
}

/// Returns the width of a character in columns: two for East Asian wide
/// characters and emoji, four for a tab.
pub(in crate::report) fn columns(c: char) -> usize {
    match u32::from(c) {
        9 => 4,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::set;

    #[test]
    fn rows_break_at_spaces_and_keep_every_word() {
        let rows = |text: &str, width| {
            set(text, 0..text.len(), width).into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(rows("one two  three", 7), ["one two", "three"]);
        assert_eq!(rows("one two three", 6), ["one", "two", "three"]);
        assert_eq!(rows("onetwothree", 4), ["onet", "woth", "ree"]);
        assert_eq!(rows("日本語の記事", 4), ["日本", "語の", "記事"]);
        assert_eq!(rows("", 4), [""]);
    }
}
