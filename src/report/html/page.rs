//! One article on the page: its words in pieces.

use super::marks::{Event, Open, events};
use crate::fingerprint::fnv;
use crate::report::escape::{markup, markup_in};
use crate::report::{Checked, Item};
use crate::span::Span;
use std::fmt::Write as _;

/// Returns the prefix of the article's ids: a hash of its name and text.
pub(super) fn key(checked: &Checked<'_>) -> String {
    format!("a{:016x}", fnv([checked.name.as_bytes(), checked.text().as_bytes()]))
}

pub(super) struct Page<'a, 'b> {
    pub(super) checked: &'b Checked<'a>,
    pub(super) key: String,
    /// The reported findings, numbered from 1 on the page.
    pub(super) reported: Vec<Item<'a>>,
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
        Self { checked, key: key(checked), reported, events, anchors }
    }

    /// Writes the words of a block in pieces. Returns whether any of them is
    /// marked.
    pub(super) fn words(
        &self,
        block: Span,
        open: &mut Open,
        (event, anchor): (&mut usize, &mut usize),
        findings: &[usize],
        out: &mut String,
    ) -> bool {
        let text = self.checked.text();
        let mut at = block.start;
        let mut has_marks = false;
        let mut next_finding = 0;
        loop {
            while let Some(e) = self.events.get(*event).filter(|e| e.at <= at) {
                open.apply(e);
                *event += 1;
            }
            while let Some((_, i)) = self.anchors.get(*anchor).filter(|(place, _)| *place <= at) {
                let _ = write!(out, "<a id=\"{}-a{}\"></a>", self.key, i + 1);
                *anchor += 1;
            }
            while let Some(&i) =
                findings.get(next_finding).filter(|&&i| self.reported[i].finding.span.start <= at || at >= block.end)
            {
                self.reference(i, out);
                next_finding += 1;
                has_marks = true;
            }
            if at >= block.end {
                return has_marks;
            }
            let next = self.events.get(*event).map_or(block.end, |e| e.at).min(block.end);
            let next = self.anchors.get(*anchor).map_or(next, |(place, _)| (*place).min(next));
            let next = match findings.get(next_finding) {
                Some(&i) => self.reported[i].finding.span.start.min(next),
                None => next,
            };
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
    fn reference(&self, index: usize, out: &mut String) {
        let finding = self.reported[index].finding;
        let (n, level) = (index + 1, finding.severity.as_str());
        let _ = write!(
            out,
            "<a class=\"ref {level}\" id=\"{key}-m{n}\" href=\"#{key}-f{n}\" aria-label=\"{level} {n}: {}\">{n}</a>",
            markup(finding.rule),
            key = self.key,
        );
    }
}
