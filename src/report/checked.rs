//! What formats get: an article with its findings and their status.

use super::short;
use crate::Analysis;
use crate::finding::Finding;
use crate::source::{LineIndex, OffsetMap, Offsets};
use crate::triage::{Notice, Standing, Triage};

/// One article and its findings, as passed to a [`Format`](super::Format).
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// The analysis of the article.
    pub analysis: &'a Analysis<'a>,
    /// The article's name in the output: its path, or its id in JSON Lines.
    pub name: &'a str,
    /// Which findings are reported, suppressed or known from the baseline.
    pub triage: &'a Triage,
    /// The line of a JSON Lines file that holds the article; `None` if the
    /// article is a file of its own.
    pub record: Option<Record<'a>>,
    lines: LineIndex<'a>,
    points: OffsetMap<'a>,
}

/// The line of a JSON Lines file that holds an article. Formats that refer to
/// lines of files refer to this line, and add the position within the article's
/// text separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// The path of the file.
    pub file: &'a str,
    /// The line number, from 1.
    pub line: usize,
}

/// A finding and its status.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Item<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// A hash that identifies the finding across edits elsewhere in the article
    /// (see [`crate::fingerprint`]); empty if the triage has none.
    pub fingerprint: &'a str,
    /// Whether the finding is reported, suppressed or in the baseline.
    pub standing: &'a Standing,
}

/// The default for a finding without an entry in its triage.
static REPORTED: Standing = Standing { suppression: None, baseline: None };

impl<'a> Checked<'a> {
    /// Pairs an analysis with the article's name and its triage. The article is
    /// taken to be a file of its own; set [`Checked::record`] if it is a line
    /// of JSON Lines.
    #[must_use]
    pub fn new(analysis: &'a Analysis<'a>, name: &'a str, triage: &'a Triage) -> Self {
        let file = analysis.article.file_text();
        let points = OffsetMap::new(file, Offsets::Codepoints);
        Self { analysis, name, triage, record: None, lines: LineIndex::new(file), points }
    }

    /// The article's text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.analysis.text()
    }

    /// Returns all findings in text order, including those that are suppressed
    /// or in the baseline.
    pub fn items(&self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        let triage = self.triage;
        self.analysis.findings.iter().enumerate().map(|(i, finding)| Item {
            finding,
            fingerprint: triage.fingerprints.get(i).map_or("", String::as_str),
            standing: triage.standings.get(i).unwrap_or(&REPORTED),
        })
    }

    /// Returns the findings that are neither suppressed nor in the baseline, in
    /// text order.
    pub fn reported(&self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        self.items().filter(|item| item.standing.is_reported())
    }

    /// Returns messages that come from no rule, such as those about unused
    /// suppressions.
    #[must_use]
    pub fn notices(&self) -> &'a [Notice] {
        &self.triage.notices
    }

    /// Returns the line and column in the article's file of a byte offset into
    /// its text. Both count from 1; columns count characters.
    #[must_use]
    pub fn place(&self, byte: u32) -> (usize, usize) {
        self.place_in(byte, &self.points)
    }
}

impl Checked<'_> {
    /// Like [`Checked::place`], with columns in the unit of `map`, which must
    /// be a map of the text of this article's file.
    pub(super) fn place_in(&self, byte: u32, map: &OffsetMap<'_>) -> (usize, usize) {
        let byte = self.analysis.article.in_file(byte);
        let (line, start) = self.lines.line(byte);
        (line, (map.get(byte) - map.get(start)) as usize + 1)
    }

    /// Describes the position of a byte offset in words: *article n17, line 3,
    /// column 62*. Formats that refer to a line of JSON Lines use it, since
    /// that line holds the whole article.
    pub(super) fn place_in_words(&self, byte: u32) -> String {
        let (line, column) = self.place(byte);
        format!("article {}, line {line}, column {column}", short::id(self.name))
    }
}
