//! Everything that is counted.

use super::provenance;
use super::score::Count;
use std::ops::AddAssign;

/// All counts, over one or more articles.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) articles: u64,
    /// Number of words by the gold's label and the system's.
    pub(super) labels: [[u64; 4]; 4],
    pub(super) detect: Count,
    pub(super) full: u64,
    pub(super) words: [Count; 3],
    pub(super) exact: [Count; 3],
    pub(super) overlap: [Count; 3],
    pub(super) quoted: Count,
    /// Quoted matches with the right speaker, and all that have a source in the
    /// gold.
    pub(super) speaker: (u64, u64),
    /// Matched and all gold attributions; unquoted first, then quoted.
    pub(super) kinds: [(u64, u64); 2],
    pub(super) provenance: provenance::Tally,
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.articles += other.articles;
        for (mine, theirs) in self.labels.iter_mut().flatten().zip(other.labels.iter().flatten()) {
            *mine += theirs;
        }
        self.detect += other.detect;
        self.full += other.full;
        for r in 0..3 {
            self.words[r] += other.words[r];
            self.exact[r] += other.exact[r];
            self.overlap[r] += other.overlap[r];
        }
        self.quoted += other.quoted;
        self.speaker.0 += other.speaker.0;
        self.speaker.1 += other.speaker.1;
        for (mine, theirs) in self.kinds.iter_mut().zip(other.kinds) {
            mine.0 += theirs.0;
            mine.1 += theirs.1;
        }
        self.provenance += &other.provenance;
    }
}
