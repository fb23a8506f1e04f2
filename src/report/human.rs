//! The report for people at a terminal: an overview, and for findings in detail
//! the message, the words with carets under them, the chain as a line or
//! drawing, and what to do.
//!
//! Paragraphs of news are far longer than a terminal is wide, and a window
//! around one span would cut off the other spans. So the paragraph is wrapped
//! into rows, and rows that no span touches are left out.

mod overview;
mod page;

pub(super) use page::columns;

use super::overview::importance;
use super::{Checked, Counts, Format, short, summary, tree};
use crate::Analysis;
use crate::finding::{Finding, Severity};
use crate::span::Span;
use crate::triage::Notice;
use crate::visible::{visible, words};
use annotate_snippets::{Group, Level, Origin, Padding, Renderer};
use page::{Mark, Page};
use std::fmt::Write as _;

/// How many findings of an article the overview shows in detail by default.
pub const MOST: usize = 3;

/// The formats `human` and `full`, for terminals.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Human {
    /// Whether to write ANSI colours.
    pub color: bool,
    /// Width of the terminal in columns.
    pub width: usize,
    /// What is printed of an article.
    pub detail: Detail,
    /// How many findings of an article are shown in detail; 0 for all.
    pub most: usize,
    /// The order of the findings.
    pub order: Order,
    /// Whether the details say by what the analysis was led.
    pub is_verbose: bool,
}

/// What a report for people says of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// One line for each finding, and no summary.
    Quiet,
    /// One line for each finding, then the first of them in detail.
    Overview,
    /// Every finding in detail.
    Full,
}

/// The order of the findings in a report for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The most important first.
    Severity,
    /// As in the text.
    Place,
}

impl Human {
    /// The format `human`: an overview, the most important first, then the
    /// first [`MOST`] findings in detail.
    #[must_use]
    pub const fn overview(color: bool, width: usize) -> Self {
        Self { color, width, detail: Detail::Overview, most: MOST, order: Order::Severity, is_verbose: false }
    }

    /// The format `full`: every finding in detail, in the order of the text.
    #[must_use]
    pub const fn full(color: bool, width: usize) -> Self {
        Self { color, width, detail: Detail::Full, most: 0, order: Order::Place, is_verbose: false }
    }
}

impl Format for Human {
    /// Renders the reported findings and the notices, with a blank line after
    /// each detail. Empty if there are none.
    fn article(&self, checked: &Checked<'_>) -> String {
        let mut findings: Vec<&Finding> = checked.reported().map(|item| item.finding).collect();
        if self.order == Order::Severity {
            findings.sort_by_key(|finding| importance(finding));
        }
        let mut out = String::new();
        if self.detail != Detail::Full {
            out.push_str(&overview::render(checked, &findings, self.color));
        }
        let page = Page::new(checked.text(), self.width);
        // The text is wrapped to the width here, so the renderer must not trim
        // it again.
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() }.term_width(usize::MAX / 4);
        let most = match self.detail {
            Detail::Quiet => 0,
            _ if self.most == 0 => usize::MAX,
            _ => self.most,
        };
        // The overview says all that there is to say of a note.
        let is_shown = |f: &&&Finding| self.detail == Detail::Full || self.most == 0 || f.severity > Severity::Note;
        let shown: Vec<&Finding> = findings.iter().filter(is_shown).take(most).copied().collect();
        let left = findings.len() - shown.len();
        let shown = shown.into_iter().map(|finding| self.group(checked, finding, &page));
        let notices = checked.notices().iter().map(|notice| told(notice, &page));
        for group in shown.chain(notices) {
            for line in renderer.render(&[group]).lines().filter(|line| !is_empty_origin(line)) {
                out.push_str(line);
                out.push('\n');
            }
            out.push('\n');
        }
        if left > 0 && self.detail != Detail::Quiet {
            let _ = writeln!(out, "{left} more in detail with --max-findings 0\n");
        }
        out
    }

    /// Returns the summary line; empty if no article was read, since the errors
    /// on standard error have then said so.
    fn foot(&self, counts: &Counts) -> String {
        let is_told = counts.articles > 0 && self.detail != Detail::Quiet;
        if is_told { summary(counts) + "\n" } else { String::new() }
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
    .element(Origin::path(shown_name(&notice.file)).line(row).char_column(column));
    if let Some(span) = notice.span {
        group = group.element(page.snippet(page.line_at(span.start), &[&Mark { span, label: None }]));
    }
    group.element(Level::HELP.message(page.fill(&words(&short::message(&notice.help)), "help")))
}

/// How many places are shown of those that a finding names beside its own. The
/// renderer of snippets takes time with the square of their number.
const MOST_LABELS: usize = 50;

impl Human {
    /// Renders a finding: its title, the places, the chain, help and, if the
    /// report is verbose, by what the analysis was led.
    fn group<'a>(&self, checked: &Checked<'a>, finding: &'a Finding, page: &Page<'a>) -> Group<'a> {
        let analysis = checked.analysis;
        let mut group = Group::with_title(
            level(finding.severity).primary_title(words(&short::message(&finding.message))).id(finding.code),
        );
        // The finding's paragraph comes first, those of its labels after it.
        // The overview has listed the lines of its other statements.
        let is_full = self.detail == Detail::Full;
        let is_also = |span: &Span| finding.also.iter().any(|(_, also)| also == span);
        let here = page.line_at(finding.span.start);
        let mut marks = vec![(here, Mark { span: finding.span, label: None })];
        let shown = finding.labels.iter().take(MOST_LABELS);
        let shown = shown.filter(|(span, _)| is_full || page.line_at(span.start) == here || !is_also(span));
        marks.extend(shown.map(|(span, label)| (page.line_at(span.start), Mark { span: *span, label: Some(label) })));
        marks.sort_by_key(|&(line, _)| (line != here, line));
        for on_line in marks.chunk_by(|(one, _), (other, _)| one == other) {
            let (line, first) = (on_line[0].0, &on_line[0].1);
            if line != here {
                group = group.element(Padding);
            }
            let (row, column) = checked.place(first.span.start);
            let origin = Origin::path(shown_name(checked.name)).line(row).char_column(column);
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
        if !self.is_verbose {
            return group;
        }
        let more = format!(
            "{}, {} in 100; `secondhand explain {}` says more",
            finding.likelihood(),
            finding.confidence,
            finding.code
        );
        let note = match finding.attribution.and_then(|i| construction(analysis, i as usize)) {
            Some(id) => format!("read by the construction `{}`; {more}", visible(id)),
            None => more,
        };
        group.element(Level::NOTE.message(page.fill(&note, "note")))
    }
}

/// Returns the name of an article or file, cut and without control characters.
fn shown_name(name: &str) -> String {
    visible(&short::id(name)).into_owned()
}

/// Returns the id of the construction that matched the attribution.
fn construction<'a>(analysis: &'a Analysis<'_>, attribution: usize) -> Option<&'a str> {
    analysis.attributions.get(attribution).map(|a| &*a.construction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Metadata;
    use crate::attribution::Relation;
    use crate::finding::Concern;
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
        Human::full(color, width).article(&Checked::new(analysis, name, &Triage::new(analysis)))
    }

    #[test]
    fn shows_the_words_the_chain_and_what_to_do() {
        let report = render(&two_findings(), "ferries.txt", false, 100);
        let expected = [
            "note[SH001]: Lena Okafor is quoted from the Harbour Gazette, not first-hand",
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
            " = help: read what the Harbour Gazette published, and on what it rests, or ask Lena Okafor",
            "",
            "warning[SH003]: “is reported”: no source given",
            "--> ferries.txt:5:10",
            " |",
            " | The move is reported to have caught the union off guard.",
            " | -------- ^^^^^^^^^^^ ---------------------------------- goes on",
            " | |",
            " | what is passed on",
            " |",
            " = chain: nobody named → UPI (this article)",
            " = help: say who reports this and how they know, or leave it out",
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
            "warning[SH002]: claim by Ruiz, known only from Le Monde; no credit here, last given 1 paragraph above, line 1",
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
            also: Vec::new(),
            properties: Vec::new(),
            confidence: 100,
            concern: Concern::Unclear,
            is_route: false,
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
                    also: Vec::new(),
                    properties: Vec::new(),
                    confidence: 100,
                    concern: Concern::Credited,
                    is_route: true,
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
        let report = Human::full(false, 100).article(&Checked::new(&analysis, "a", &triage));
        assert_eq!(report.matches("also from it").count(), MOST_LABELS - 1, "{report}");
        assert!(report.contains("note: and 30 more places"), "{report}");
    }
}
