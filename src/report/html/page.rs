//! One article on the page: its words in pieces.

use super::marks::{Event, Open, events};
use crate::article::BlockKind;
use crate::finding::Finding;
use crate::fingerprint::fnv;
use crate::report::escape::{markup, markup_in};
use crate::report::{Checked, Item};
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// Returns the prefix of the article's ids: a hash of its name and text.
pub(super) fn key(checked: &Checked<'_>) -> String {
    format!("a{:016x}", fnv([checked.name.as_bytes(), checked.text().as_bytes()]))
}

/// How many parties the filter of an article offers.
pub(super) const MOST_PARTIES: usize = 20;

/// A block of this many bytes is divided before a sentence with a finding, so
/// that notes stand beside their words.
const ROW: u32 = 500;

/// A block of the article, or a part of a long one, with its notes beside it.
pub(super) struct Row {
    pub(super) span: Span,
    pub(super) kind: BlockKind,
    /// Whether the next row has more of the same block.
    pub(super) goes_on: bool,
}

/// A place of a finding.
pub(super) struct Place {
    pub(super) at: u32,
    /// The index of the finding in [`Page::reported`].
    pub(super) finding: usize,
    /// Whether this is the finding's own place, beside which its note stands.
    pub(super) is_own: bool,
}

pub(super) struct Page<'a, 'b> {
    pub(super) checked: &'b Checked<'a>,
    pub(super) key: String,
    /// The reported findings, numbered from 1 on the page.
    pub(super) reported: Vec<Item<'a>>,
    /// The places of the findings, in the order of the text.
    pub(super) places: Vec<Place>,
    /// The parties by which the findings can be filtered.
    pub(super) parties: Vec<u32>,
    events: Vec<Event>,
    /// Targets of links from the table of attributions: the byte offset of the
    /// first word of cue or content, and the attribution's index. Sorted.
    anchors: Vec<(u32, usize)>,
}

impl<'a, 'b> Page<'a, 'b> {
    pub(super) fn new(checked: &'b Checked<'a>) -> Self {
        let analysis = checked.analysis;
        let reported: Vec<Item<'a>> = checked.reported().collect();
        let events = events(analysis, &reported);
        let mut anchors: Vec<(u32, usize)> = analysis
            .attributions
            .iter()
            .enumerate()
            .filter_map(|(i, a)| Some((a.cue.iter().chain(&a.content).map(|s| s.start).min()?, i)))
            .collect();
        anchors.sort_unstable();
        let mut places: Vec<Place> = Vec::new();
        for (finding, item) in reported.iter().enumerate() {
            let all = item.finding.places().enumerate();
            places.extend(all.map(|(n, span)| Place { at: span.start, finding, is_own: n == 0 }));
        }
        places.sort_by_key(|place| (place.at, !place.is_own));
        let mut page = Self { checked, key: key(checked), reported, places, parties: Vec::new(), events, anchors };
        page.parties = parties(page.reported.iter().map(|item| item.finding), |finding| page.parties_of(finding));
        page
    }

    /// Divides the text into rows.
    pub(super) fn rows(&self) -> Vec<Row> {
        let analysis = self.checked.analysis;
        let blocks = &analysis.article.blocks;
        if blocks.is_empty() {
            let span = Span::new(0, self.checked.text().len() as u32);
            return vec![Row { span, kind: BlockKind::Paragraph, goes_on: false }];
        }
        let mut starts = analysis
            .sentences
            .iter()
            .take_while(|sentence| sentence.quotation.is_none())
            .filter_map(|sentence| Some(analysis.tokens.get(sentence.tokens.start as usize)?.span.start))
            .peekable();
        let mut own = self.places.iter().filter(|place| place.is_own).map(|place| place.at).peekable();
        let mut rows = Vec::with_capacity(blocks.len());
        for block in blocks {
            let mut span = block.span;
            let mut sentence = span.start;
            while let Some(at) = own.next_if(|&at| at < block.span.end) {
                while let Some(start) = starts.next_if(|&start| start <= at) {
                    sentence = start;
                }
                if sentence >= span.start + ROW {
                    rows.push(Row { span: Span::new(span.start, sentence), kind: block.kind, goes_on: true });
                    span.start = sentence;
                }
            }
            rows.push(Row { span, kind: block.kind, goes_on: false });
        }
        rows
    }

    /// Writes the words of a block in pieces. Returns whether any of them is
    /// marked.
    pub(super) fn words(
        &self,
        block: Span,
        open: &mut Open,
        (event, anchor): (&mut usize, &mut usize),
        places: &[Place],
        out: &mut String,
    ) -> bool {
        let text = self.checked.text();
        let mut at = block.start;
        let mut has_marks = false;
        let mut next_place = 0;
        loop {
            while let Some(e) = self.events.get(*event).filter(|e| e.at <= at) {
                open.apply(e);
                *event += 1;
            }
            while let Some((_, i)) = self.anchors.get(*anchor).filter(|(place, _)| *place <= at) {
                let _ = write!(out, "<a id=\"{}-a{}\"></a>", self.key, i + 1);
                *anchor += 1;
            }
            while let Some(place) = places.get(next_place).filter(|place| place.at <= at || at >= block.end) {
                self.reference(place, out);
                next_place += 1;
                has_marks = true;
            }
            if at >= block.end {
                return has_marks;
            }
            let next = self.events.get(*event).map_or(block.end, |e| e.at).min(block.end);
            let next = self.anchors.get(*anchor).map_or(next, |(place, _)| (*place).min(next));
            let next = places.get(next_place).map_or(next, |place| place.at.min(next));
            let words = Span::new(at, next).of(text);
            let classes = open.classes();
            let tag = if open.findings == 0 { "span" } else { "mark" };
            if classes.is_empty() && tag == "span" {
                let is_line_start = out.trim_end_matches([' ', '\t']).ends_with('\n');
                out.push_str(&markup_in(words, is_line_start));
            } else {
                has_marks = true;
                let _ = write!(out, "<{tag} class=\"{}\">{}</{tag}>", classes.join(" "), markup(words));
            }
            at = next;
        }
    }

    /// Writes the number in the text that links to the finding's note.
    fn reference(&self, place: &Place, out: &mut String) {
        let finding = self.reported[place.finding].finding;
        let (n, level) = (place.finding + 1, finding.severity);
        let id = if place.is_own { format!(" id=\"{}-m{n}\"", self.key) } else { String::new() };
        let _ = write!(
            out,
            "<a class=\"ref {}\"{id} href=\"#{}-f{n}\" aria-label=\"{level} {n}: {}\">{n}</a>",
            self.classes(finding),
            self.key,
            markup(finding.rule),
        );
    }
}

/// Returns the parties by which the findings can be filtered, those of most
/// findings first. Parties of the same number of findings are in the order of
/// the text.
fn parties<'f>(findings: impl Iterator<Item = &'f Finding>, of: impl Fn(&Finding) -> Vec<u32>) -> Vec<u32> {
    let mut counts: Vec<(u32, usize, usize)> = Vec::new();
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    for party in findings.flat_map(of) {
        let place = *places.entry(party).or_insert(counts.len());
        if place == counts.len() {
            counts.push((party, place, 0));
        }
        counts[place].2 += 1;
    }
    counts.sort_unstable_by_key(|&(_, place, count)| (std::cmp::Reverse(count), place));
    counts.into_iter().take(MOST_PARTIES).map(|(party, ..)| party).collect()
}
