//! Which readings compete for one cue.

use crate::Analysis;
use crate::attribution::Attribution;
use crate::grammar::{Considered, Fate};
use crate::span::Span;
use rustc_hash::FxHashMap;

/// How many attributions before and after a cue are searched for the one whose
/// construction uses words of that cue.
const HOLDERS: usize = 8;

/// The readings that compete for one cue.
pub(super) struct Entry<'a> {
    /// The reading that became an attribution, if any; `source` and `content`
    /// are those of the attribution.
    pub(super) own: Option<&'a Considered>,
    pub(super) source: Vec<Span>,
    pub(super) content: Vec<Span>,
    pub(super) lost: Vec<&'a Considered>,
}

impl Entry<'_> {
    pub(super) fn cue(&self) -> Span {
        self.own.or(self.lost.first().copied()).map_or(Span::default(), |c| c.cue)
    }

    pub(super) fn touches(&self, place: Span) -> bool {
        let of =
            |c: &Considered| c.source.into_iter().chain([c.cue]).chain(c.content.iter().copied()).collect::<Vec<_>>();
        let read = self.own.into_iter().chain(self.lost.iter().copied()).flat_map(of);
        read.chain(self.content.iter().copied()).any(|span| span.overlaps(place))
    }
}

/// Sorts the readings by the cues for which they compete, in the order of the
/// text.
pub(super) fn entries<'a>(analysis: &Analysis<'_>, considered: &'a [Considered]) -> Vec<Entry<'a>> {
    let attributions: FxHashMap<Span, &Attribution> = analysis
        .attributions
        .iter()
        .chain(&analysis.inner)
        .flat_map(|a| a.cue.iter().map(move |cue| (*cue, a)))
        .collect();
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for own in considered.iter().filter(|c| c.fate == Fate::Kept) {
        let Some(attribution) = attributions.get(&own.cue) else { continue };
        let (source, content) = (attribution.source.clone(), attribution.content.clone());
        entries.push(Entry { own: Some(own), source, content, lost: Vec::new() });
    }
    entries.sort_by_key(|e| e.cue());
    let mut others: Vec<Entry<'a>> = Vec::new();
    let mut lost: Vec<&Considered> = considered.iter().filter(|c| c.fate != Fate::Kept).collect();
    // The sort is stable, so that readings with the same start stay in the
    // order of their ranks.
    lost.sort_by_key(|c| c.cue.start);
    for reading in lost {
        // Cues of attributions do not overlap, so they are sorted by their
        // ends, too.
        let at = entries.partition_point(|e| e.cue().end <= reading.cue.start);
        let entry = match entries.get_mut(at).filter(|e| e.cue().overlaps(reading.cue)) {
            Some(entry) => entry,
            None => {
                if !others.last().is_some_and(|e| e.cue().overlaps(reading.cue)) {
                    others.push(Entry { own: None, source: Vec::new(), content: Vec::new(), lost: Vec::new() });
                }
                let Some(entry) = others.last_mut() else { continue };
                entry
            }
        };
        let same = |c: &&Considered| {
            c.construction == reading.construction && c.source == reading.source && c.content == reading.content
        };
        // Several patterns of a construction can give the same reading.
        if !entry.own.iter().chain(&entry.lost).any(same) {
            entry.lost.push(reading);
        }
    }
    let mut alone = Vec::new();
    for other in others.into_iter().filter(|e| !e.lost.is_empty()) {
        match holder(&entries, &other) {
            Some(holder) => entries[holder].lost.extend(other.lost),
            None => alone.push(other),
        }
    }
    entries.extend(alone);
    entries.sort_by_key(|e| e.cue());
    entries
}

/// Returns the index of the attribution whose construction uses these words
/// literally, as *quoted … as saying* uses *saying*.
fn holder(entries: &[Entry<'_>], other: &Entry<'_>) -> Option<usize> {
    let name = other.lost.iter().find_map(|c| match &c.fate {
        Fate::Crossed(name) => Some(name),
        _ => None,
    })?;
    let behind = entries.partition_point(|e| e.cue() < other.cue());
    let near = behind.saturating_sub(HOLDERS)..(behind + HOLDERS).min(entries.len());
    let holds = |i: &usize| entries[*i].own.is_some_and(|own| own.construction == *name);
    near.filter(holds).min_by_key(|i| entries[*i].cue().start.abs_diff(other.cue().start))
}
