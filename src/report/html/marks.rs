//! The marks on the text. They can overlap and nest, so the text is split where
//! any of them starts or ends, and the classes of each piece say which marks
//! cover it.

use crate::analysis::Analysis;
use crate::chain::Provenance;
use crate::report::Item;
use crate::span::Span;

/// A kind of mark on the text.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    /// Content of an attribution; the number is the index of its class in
    /// [`BY_GRAVITY`].
    Content(usize),
    Source,
    Cue,
    Quote,
    Finding,
}

pub(super) struct Event {
    pub(super) at: u32,
    is_start: bool,
    mark: Mark,
}

const CLASSES: usize = 4;

/// The classes of provenance, the least grave first.
const BY_GRAVITY: [Provenance; CLASSES] =
    [Provenance::Firsthand, Provenance::Unsourced, Provenance::Secondhand, Provenance::Hearsay];

/// How many marks of each kind cover the current position.
#[derive(Default)]
pub(super) struct Open {
    /// By class, in the order of [`BY_GRAVITY`].
    contents: [usize; CLASSES],
    pub(super) findings: usize,
    sources: usize,
    cues: usize,
    quotes: usize,
}

impl Open {
    pub(super) fn apply(&mut self, event: &Event) {
        let one = |count: &mut usize| *count = if event.is_start { *count + 1 } else { count.saturating_sub(1) };
        match event.mark {
            Mark::Content(class) => one(&mut self.contents[class]),
            Mark::Finding => one(&mut self.findings),
            Mark::Source => one(&mut self.sources),
            Mark::Cue => one(&mut self.cues),
            Mark::Quote => one(&mut self.quotes),
        }
    }

    /// Returns the classes of words at the current position.
    pub(super) fn classes(&self) -> Vec<&'static str> {
        let mut classes = Vec::new();
        // If several contents cover the words, the gravest class wins:
        // second-hand words inside first-hand content are second-hand, and so
        // are first-hand words inside second-hand content.
        if let Some(gravest) = (0..CLASSES).rev().find(|&class| self.contents[class] > 0) {
            classes.extend(["c", class(BY_GRAVITY[gravest])]);
            if self.contents.iter().sum::<usize>() > 1 {
                classes.push("d2");
            }
        }
        let others = [(self.sources, "s"), (self.cues, "k"), (self.quotes, "q")];
        classes.extend(others.into_iter().filter(|(n, _)| *n > 0).map(|(_, class)| class));
        classes
    }
}

/// Returns where marks start and end, in the order of the text.
pub(super) fn events(analysis: &Analysis<'_>, reported: &[Item<'_>]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut add = |span: Span, mark| {
        if !span.is_empty() {
            events.push(Event { at: span.start, is_start: true, mark });
            events.push(Event { at: span.end, is_start: false, mark });
        }
    };
    for (attribution, chain) in analysis.attributions.iter().zip(&analysis.chains) {
        let class = BY_GRAVITY.iter().position(|&class| class == chain.provenance).unwrap_or(0);
        attribution.content.iter().for_each(|&s| add(s, Mark::Content(class)));
        attribution.source.iter().for_each(|&s| add(s, Mark::Source));
        attribution.cue.iter().for_each(|&s| add(s, Mark::Cue));
    }
    analysis.quotations.iter().for_each(|q| add(q.span, Mark::Quote));
    reported.iter().flat_map(|item| item.finding.places()).for_each(|span| add(span, Mark::Finding));
    events.sort_by_key(|e| (e.at, e.is_start));
    events
}

pub(super) fn class(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Firsthand => "fh",
        Provenance::Secondhand => "sh",
        Provenance::Hearsay => "hs",
        Provenance::Unsourced => "un",
    }
}

pub(super) fn class_name(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Firsthand => "first-hand",
        Provenance::Secondhand => "second-hand",
        Provenance::Hearsay => "hearsay",
        Provenance::Unsourced => "unsourced",
    }
}
