//! The report for people at a terminal: for each finding the message, the words
//! with carets under them, the chain as a line or drawing, and what to do.
//!
//! Paragraphs of news are far longer than a terminal is wide, and a window
//! around one span would cut off the other spans. So the paragraph is wrapped
//! into rows, and rows that no span touches are left out.

use super::{Checked, Counts, Format, short, summary, tree};
use crate::Analysis;
use crate::finding::{Finding, Severity};
use crate::line;
use crate::span::Span;
use crate::triage::Notice;
use crate::visible::{seen, visible, words};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet};
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

/// The format `human`, for terminals.
#[derive(Clone, Copy, Debug)]
pub struct Human {
    /// Whether to write ANSI colours.
    pub color: bool,
    /// Width of the terminal in columns.
    pub width: usize,
}

impl Format for Human {
    /// Renders the reported findings in text order, then the notices, each
    /// followed by a blank line. Empty if there are none.
    fn article(&self, checked: &Checked<'_>) -> String {
        let page = Page::new(checked.text(), self.width);
        // The text is wrapped to the width here, so the renderer must not trim
        // it again.
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() }.term_width(usize::MAX / 4);
        let mut out = String::new();
        let findings = checked.reported().map(|item| group(checked, item.finding, &page));
        let notices = checked.notices().iter().map(|notice| told(notice, &page));
        for group in findings.chain(notices) {
            for line in renderer.render(&[group]).lines().filter(|line| !is_empty_origin(line)) {
                out.push_str(line);
                out.push('\n');
            }
            out.push('\n');
        }
        out
    }

    /// Returns the summary line; empty if no article was read, since the errors
    /// on standard error have then said so.
    fn foot(&self, counts: &Counts) -> String {
        if counts.articles > 0 { summary(counts) + "\n" } else { String::new() }
    }
}

/// Whether a rendered line has only `:::`, the renderer's marker for a further
/// snippet of the same file. These snippets print their own location line
/// above, so that the marker is redundant. Lines with text of the article
/// always have the gutter's `|`. Escape sequences of colours are ignored.
fn is_empty_origin(line: &str) -> bool {
    let mut rest = line;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.trim() == ":::"
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Renders a notice, with a snippet if it is about a place in the article.
fn told<'a>(notice: &'a Notice, page: &Page<'a>) -> Group<'a> {
    let (row, column) = (notice.line as usize, notice.column as usize);
    let mut group = Group::with_title(
        level(notice.severity).primary_title(words(&short::message(&notice.message))).id(notice.code),
    )
    .element(Origin::path(shown(&notice.file)).line(row).char_column(column));
    if let Some(span) = notice.span {
        group = group.element(page.snippet(page.line_at(span.start), &[&Mark { span, label: None }]));
    }
    group.element(Level::HELP.message(page.fill(&words(&short::message(&notice.help)), "help")))
}

/// How many places are shown of those that a finding names beside its own. The
/// renderer of snippets takes time with the square of their number.
const MOST_LABELS: usize = 50;

/// Renders a finding: its title, the places, the chain, help and a note.
fn group<'a>(checked: &Checked<'a>, finding: &'a Finding, page: &Page<'a>) -> Group<'a> {
    let analysis = checked.analysis;
    let mut group = Group::with_title(
        level(finding.severity).primary_title(words(&short::message(&finding.message))).id(finding.code),
    );
    // The finding's paragraph comes first, those of its labels after it.
    let here = page.line_at(finding.span.start);
    let mut marks = vec![(here, Mark { span: finding.span, label: None })];
    let shown_labels = finding.labels.iter().take(MOST_LABELS);
    marks
        .extend(shown_labels.map(|(span, label)| (page.line_at(span.start), Mark { span: *span, label: Some(label) })));
    marks.sort_by_key(|&(line, _)| (line != here, line));
    for on_line in marks.chunk_by(|(one, _), (other, _)| one == other) {
        let (line, first) = (on_line[0].0, &on_line[0].1);
        if line != here {
            group = group.element(Padding);
        }
        let (row, column) = checked.place(first.span.start);
        let origin = Origin::path(shown(checked.name)).line(row).char_column(column);
        let on_line: Vec<&Mark<'a>> = on_line.iter().map(|(_, mark)| mark).collect();
        group = group.element(origin).element(page.snippet(line, &on_line));
    }
    let left_out = finding.labels.len().saturating_sub(MOST_LABELS);
    if left_out > 0 {
        group = group.element(Level::NOTE.message(format!("and {left_out} more places")));
    }
    if let Some(index) = finding.attribution.filter(|&i| analysis.chains.get(i as usize).is_some()) {
        let chain = tree::draw(analysis, index as usize, page.room("chain"));
        // A drawing keeps its rows; a chain on one line is wrapped.
        let chain = if chain.contains('\n') { chain } else { page.fill(&chain, "chain") };
        group = group.element(Level::NOTE.with_name("chain").message(chain));
    }
    group = group.element(Level::HELP.message(page.fill(&words(&short::message(&finding.help)), "help")));
    let more = format!("`secondhand explain {}` says more", finding.code);
    let note = match finding.attribution.and_then(|i| construction(analysis, i as usize)) {
        Some(id) => format!("read by the construction `{}`; {more}", visible(id)),
        None => more,
    };
    group.element(Level::NOTE.message(page.fill(&note, "note")))
}

/// Returns the name of an article or file, cut and without control characters.
fn shown(name: &str) -> String {
    visible(&short::id(name)).into_owned()
}

/// Returns the id of the construction that matched the attribution.
fn construction<'a>(analysis: &'a Analysis<'_>, attribution: usize) -> Option<&'a str> {
    analysis.attributions.get(attribution).map(|a| &*a.construction)
}

struct Mark<'a> {
    span: Span,
    /// `None` for the span of the finding itself.
    label: Option<&'a str>,
}

/// The article's lines and the width they are wrapped to.
struct Page<'t> {
    text: &'t str,
    /// Byte offset of the start of each line.
    starts: Vec<usize>,
    /// Cache of the wrapped rows of each line, since most lines with a finding
    /// have several.
    set: RefCell<FxHashMap<usize, Rc<[Range<usize>]>>>,
    width: usize,
}

impl<'t> Page<'t> {
    fn new(text: &'t str, width: usize) -> Self {
        let starts = std::iter::once(0).chain(line::ends(text).map(|end| end.end)).collect();
        Self { text, starts, set: RefCell::default(), width: width.max(40) }
    }

    fn line_at(&self, byte: u32) -> usize {
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
    fn snippet(&self, line: usize, marks: &[&Mark<'t>]) -> Snippet<'t, Annotation<'t>> {
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
    fn room(&self, level: &str) -> usize {
        self.width.min(LONGEST_LINE + FOR_LABELS).saturating_sub(level.len() + 7).max(20)
    }

    /// Wraps a message below the snippet to the available columns.
    fn fill(&self, message: &str, level: &str) -> String {
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
pub(super) fn columns(c: char) -> usize {
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
    use super::*;
    use crate::article::Metadata;
    use crate::attribution::Relation;
    use crate::party::PartyKind;
    use crate::rules::by_hand::ByHand;
    use crate::triage::Triage;

    const ARTICLE: &str = "Ferries kept in port\n\nThe ferries of the northern line stayed in port on Monday for \
        the third day. The Harbour Gazette quoted Lena Okafor, a former captain who has run the ferry line since \
        the spring, as saying the boats were “safe in any weather” and would sail again “within days, maybe less.” \
        The crews disagreed.\n\nThe move is reported to have caught the union off guard.\n";

    fn two_findings() -> Analysis<'static> {
        let mut by_hand = ByHand::new(ARTICLE);
        let gazette = by_hand.party("The Harbour Gazette", PartyKind::Outlet);
        let okafor = by_hand.party("Lena Okafor", PartyKind::Person);
        let content = "the boats were “safe in any weather” and would sail again “within days, maybe less.”";
        by_hand.says_through(&[(gazette, Relation::Carried)], okafor, ["Lena Okafor", "quoted", content]);
        by_hand.attribution(&[], &["is reported"], &["The move", "to have caught the union off guard"]);
        by_hand.hearsay(None);
        by_hand.metadata(Metadata { agency: Some("UPI".to_owned()), ..Metadata::default() });
        by_hand.build()
    }

    fn render(analysis: &Analysis<'_>, name: &str, color: bool, width: usize) -> String {
        Human { color, width }.article(&Checked::new(analysis, name, &Triage::new(analysis)))
    }

    #[test]
    fn shows_the_words_the_chain_and_what_to_do() {
        let report = render(&two_findings(), "ferries.txt", false, 100);
        let expected = [
            "warning[SH001]: words of Lena Okafor reached this article through The Harbour Gazette",
            "--> ferries.txt:3:190",
            " |",
            " | The ferries of the northern line stayed in port on Monday for the third day. The",
            " |                                                                              --- carried it",
            " | Harbour Gazette quoted Lena Okafor, a former captain who has run the ferry line",
            " | ---------------        ----------- the origin",
            " | since the spring, as saying the boats were “safe in any weather” and would sail",
            " |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
            " | again “within days, maybe less.” The crews disagreed.",
            " | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
            " |",
            " = chain: Lena Okafor → The Harbour Gazette → UPI (this article)",
            " = help: find the report of The Harbour Gazette and where it heard this; quote the words from",
            "         their origin, or keep the intermediary in the sentence",
            " = note: read by the construction `by-hand`; `secondhand explain SH001` says more",
            "",
            "warning[SH003]: nobody is named who can be held to this",
            "--> ferries.txt:5:10",
            " |",
            " | The move is reported to have caught the union off guard.",
            " | -------- ^^^^^^^^^^^ ---------------------------------- goes on",
            " | |",
            " | what is passed on",
            " |",
            " = chain: nobody named → UPI (this article)",
            " = help: say who reports this and how they know, or leave it out",
            " = note: read by the construction `by-hand`; `secondhand explain SH003` says more",
            "",
        ];
        assert_eq!(report.lines().collect::<Vec<_>>(), expected, "{report}");
    }

    /// Lines that end in a carriage return alone were shown as one.
    #[test]
    fn every_kind_of_line_end_shows_the_same() {
        let shown = |end: &str| {
            let text = ["Ruiz spoke to Le Monde.", "", "The port is shut, Ruiz said.", ""].join(end);
            let mut by_hand = ByHand::new(&text);
            let ruiz = by_hand.party("Ruiz", PartyKind::Person);
            by_hand.attribution(&["Ruiz"], &["said"], &["The port is shut"]);
            let le_monde = by_hand.party("Le Monde", PartyKind::Outlet);
            by_hand.second_hand(&[(le_monde, Relation::Received)], ruiz);
            render(&by_hand.build(), "port.txt", false, 80)
        };
        assert!(shown("\n").contains("\n | The port is shut, Ruiz said.\n | ^^^"), "{}", shown("\n"));
        assert_eq!([shown("\r"), shown("\r\n")], [shown("\n"), shown("\n")]);
    }

    /// The rows of a drawing stay aligned.
    #[test]
    fn a_long_chain_is_drawn() {
        let report = render(&crate::report::graph::tests::tangled(), "f", false, 100);
        let rows: Vec<&str> =
            report.lines().skip_while(|l| !l.starts_with(" = chain: Lena Okafor → a")).take(2).collect();
        let expected = [
            " = chain: Lena Okafor → a clerk (relayed) ─┬→ The Gazette (carried) ─┬→ this article",
            "                                           └→ The Courier (carried) ─┘",
        ];
        assert_eq!(rows, expected, "{report}");
    }

    #[test]
    fn a_narrow_terminal_gets_shorter_lines() {
        let report = render(&two_findings(), "f", false, 60);
        let text: Vec<&str> = report.lines().filter(|l| l.starts_with(" | ") && !l.contains(['^', '-'])).collect();
        assert!(text.len() > 4 && text.iter().all(|l| l.chars().count() <= 60), "{report}");
    }

    #[test]
    fn color_changes_nothing_but_the_color() {
        let analysis = two_findings();
        let colored = render(&analysis, "f", true, 80);
        let mut bare = String::new();
        for (i, part) in colored.split('\u{1b}').enumerate() {
            bare.push_str(if i == 0 { part } else { part.split_once('m').unwrap().1 });
        }
        assert!(colored.contains('\u{1b}'));
        assert_eq!(bare, render(&analysis, "f", false, 80));
    }

    #[test]
    fn a_label_in_another_paragraph_gets_its_own_snippet() {
        let mut by_hand = ByHand::new("Ruiz spoke to Le Monde.\r\n\r\nThe port is shut, Ruiz said.\r\n");
        let le_monde = by_hand.party("Le Monde", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(&[(le_monde, Relation::Received)], ruiz, ["Ruiz", "said", "The port is shut"]);
        let report = render(&by_hand.build(), "port.txt", false, 80);
        let expected = [
            "warning[SH002]: what Ruiz said reached this article through Le Monde",
            "--> port.txt:3:1",
            " |",
            " | The port is shut, Ruiz said.",
            " | ^^^^^^^^^^^^^^^^",
            " |",
            "::: port.txt:1:1",
            " |",
            " | Ruiz spoke to Le Monde.",
            " | ----          -------- was told it",
            " | |",
            " | the origin",
        ];
        assert_eq!(report.lines().take(expected.len()).collect::<Vec<_>>(), expected, "{report}");
    }

    #[test]
    fn only_the_first_stretch_of_a_long_content_is_underlined() {
        let text = format!("“{}\n\n“And so on.”", "Wind and rain and ".repeat(40));
        let by_hand = ByHand::new(&text);
        let mut analysis = by_hand.build();
        let span = Span::new(0, u32::try_from(text.len()).unwrap());
        analysis.findings = vec![Finding {
            code: "SH004",
            rule: "unattributed-quote",
            severity: Severity::Warning,
            message: "m".to_owned(),
            help: "h".to_owned(),
            span,
            labels: Vec::new(),
            attribution: None,
        }];
        let report = render(&analysis, "f", false, 100);
        let carets = report.matches('^').count();
        assert!((150..=200).contains(&carets), "{carets}\n{report}");
        assert!(!report.contains("chain:"), "{report}");
    }

    #[test]
    fn odd_spans_and_texts_do_not_panic() {
        for text in ["", "\n", "日本語の記事。".repeat(30).as_str(), "a\tb\u{7}\r c\u{2028}d", &"x".repeat(500)]
        {
            let mut analysis = ByHand::new(text).build();
            let end = u32::try_from(text.len()).unwrap();
            for span in [Span::new(0, 0), Span::new(end, end), Span::new(0, end)] {
                analysis.findings = vec![Finding {
                    code: "SH001",
                    rule: "r",
                    severity: Severity::Error,
                    message: String::new(),
                    help: String::new(),
                    span,
                    labels: vec![(span, "l".to_owned())],
                    attribution: Some(7),
                }];
                for width in [0, 40, 1000] {
                    let _ = render(&analysis, "f", true, width);
                }
            }
        }
    }

    /// A finding that names thousands of places took quadratic time to show.
    #[test]
    fn of_many_places_the_first_are_shown() {
        let text: String = (0..80).map(|n| format!("The Harbour Gazette reported {n}. ")).collect();
        let analysis = crate::analyze(&text);
        let triage = Triage::new(&analysis);
        let report = Human { color: false, width: 100 }.article(&Checked::new(&analysis, "a", &triage));
        assert_eq!(report.matches("also from it").count(), MOST_LABELS - 1, "{report}");
        assert!(report.contains("note: and 30 more places"), "{report}");
    }

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
