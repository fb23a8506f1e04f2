//! Counts of right answers, and precision and recall.

use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// Number of right answers, of all found, and of all in the gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) hits: u64,
    pub(super) found: u64,
    pub(super) gold: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.found += other.found;
        self.gold += other.gold;
    }
}

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Score {
    /// Share of what was found that is right.
    #[serde(rename = "P")]
    pub precision: f64,
    /// Share of the gold that was found.
    #[serde(rename = "R")]
    pub recall: f64,
    /// Harmonic mean of precision and recall.
    #[serde(rename = "F1")]
    pub f1: f64,
    /// Number in the gold.
    pub gold: u64,
    /// Number that the system found.
    pub sys: u64,
}

impl From<Count> for Score {
    fn from(count: Count) -> Self {
        let precision = share(count.hits, count.found);
        let recall = share(count.hits, count.gold);
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1, gold: count.gold, sys: count.found }
    }
}

/// Returns `part` divided by `whole`, or 0 if `whole` is 0.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole > 0 { part as f64 / whole as f64 } else { 0.0 }
}
