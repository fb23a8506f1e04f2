//! Counts of right answers, and precision and recall.

use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// How many were right, of how many found, of how many there are.
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

/// Precision, recall and their harmonic mean, as shares of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Of what was found, how much is right.
    #[serde(rename = "P")]
    pub precision: f64,
    /// Of what there is, how much was found.
    #[serde(rename = "R")]
    pub recall: f64,
    /// Their harmonic mean.
    #[serde(rename = "F1")]
    pub f1: f64,
    /// How many the gold has.
    pub gold: u64,
    /// How many the system has.
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

/// 0 of nothing.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole > 0 { part as f64 / whole as f64 } else { 0.0 }
}
