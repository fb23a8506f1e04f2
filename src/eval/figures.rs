//! Counts over many articles into figures.

use super::align::Compared;
use super::provenance;
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

/// All counts, of one article or of several.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) articles: u64,
    /// Words by the gold's label and the system's.
    pub(super) labels: [[u64; 4]; 4],
    pub(super) detect: Count,
    pub(super) full: u64,
    pub(super) words: [Count; 3],
    pub(super) exact: [Count; 3],
    pub(super) overlap: [Count; 3],
    pub(super) quoted: Count,
    /// Quoted matches with the right speaker, of how many.
    pub(super) speaker: (u64, u64),
    /// Matched and all gold attributions: unquoted, quoted.
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

/// The figures: see the definitions of [`super`]. Their names in JSON are
/// fixed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "crate::eval defines them")]
pub struct Figures {
    pub articles: u64,
    pub alpha: f64,
    pub detect: Score,
    pub full_overlap: Score,
    pub token_source: Score,
    pub exact_source: Score,
    pub overlap_source: Score,
    pub token_cue: Score,
    pub exact_cue: Score,
    pub overlap_cue: Score,
    pub token_content: Score,
    pub exact_content: Score,
    pub overlap_content: Score,
    pub quoted_detect: Score,
    pub quoted_speaker_accuracy: f64,
    pub recall_by_kind: ByKind,
    /// Where the gold says how the words travelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<provenance::Figures>,
}

/// Recall; `None` where the gold has none of the kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "crate::eval defines them")]
pub struct ByKind {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unquoted: Option<f64>,
}

impl Figures {
    /// The figures of these articles together.
    #[must_use]
    pub fn of<'c>(articles: impl IntoIterator<Item = &'c Compared>) -> Self {
        let mut all = Tally::default();
        for article in articles {
            all += &article.tally;
        }
        let score = Score::from;
        let recall = |(hits, gold): (u64, u64)| (gold > 0).then(|| share(hits, gold));
        Self {
            articles: all.articles,
            alpha: alpha(&all.labels),
            detect: score(all.detect),
            full_overlap: score(Count { hits: all.full, ..all.detect }),
            token_source: score(all.words[0]),
            exact_source: score(all.exact[0]),
            overlap_source: score(all.overlap[0]),
            token_cue: score(all.words[1]),
            exact_cue: score(all.exact[1]),
            overlap_cue: score(all.overlap[1]),
            token_content: score(all.words[2]),
            exact_content: score(all.exact[2]),
            overlap_content: score(all.overlap[2]),
            quoted_detect: score(all.quoted),
            quoted_speaker_accuracy: share(all.speaker.0, all.speaker.1),
            recall_by_kind: ByKind { quoted: recall(all.kinds[1]), unquoted: recall(all.kinds[0]) },
            provenance: all.provenance.figures(),
        }
    }

    /// The scores by their names, in the order in which they are shown.
    #[must_use]
    pub fn scores(&self) -> Vec<(&'static str, Score)> {
        let mut scores = vec![
            ("detect", self.detect),
            ("full_overlap", self.full_overlap),
            ("token_source", self.token_source),
            ("token_cue", self.token_cue),
            ("token_content", self.token_content),
            ("exact_source", self.exact_source),
            ("exact_cue", self.exact_cue),
            ("exact_content", self.exact_content),
            ("overlap_source", self.overlap_source),
            ("overlap_cue", self.overlap_cue),
            ("overlap_content", self.overlap_content),
            ("quoted_detect", self.quoted_detect),
        ];
        if let Some(provenance) = &self.provenance {
            scores.extend([
                ("flag", provenance.flag),
                ("flag+hearsay", provenance.flag_and_hearsay),
                ("finding", provenance.finding),
            ]);
        }
        scores
    }

    /// The figures that are one number, by their names, in the order in which
    /// they are shown.
    #[must_use]
    pub fn shares(&self) -> Vec<(&'static str, f64)> {
        let mut shares = vec![("alpha", self.alpha), ("quoted_speaker_accuracy", self.quoted_speaker_accuracy)];
        let kinds =
            [("recall, quoted", self.recall_by_kind.quoted), ("recall, unquoted", self.recall_by_kind.unquoted)];
        shares.extend(kinds.into_iter().filter_map(|(name, recall)| Some((name, recall?))));
        if let Some(p) = &self.provenance {
            shares.extend([("class", p.class), ("chain", p.chain), ("relation", p.relation), ("origin", p.origin)]);
        }
        shares
    }
}

/// Krippendorff's alpha for nominal data and two coders: one minus the
/// disagreement observed over that which chance would give. `units` counts
/// the units by the first coder's label and the second's.
fn alpha(units: &[[u64; 4]; 4]) -> f64 {
    // Coincidences: each unit gives both orders of its two labels.
    let coincidence = |a: usize, b: usize| units[a][b] + units[b][a];
    let marginals: [u64; 4] = std::array::from_fn(|a| (0..4).map(|b| coincidence(a, b)).sum());
    let all: u64 = marginals.iter().sum();
    if all < 2 {
        return 0.0;
    }
    let unequal = || (0..4).flat_map(|a| (0..4).map(move |b| (a, b))).filter(|(a, b)| a != b);
    let observed: u64 = unequal().map(|(a, b)| coincidence(a, b)).sum();
    let chance: u128 = unequal().map(|(a, b)| u128::from(marginals[a]) * u128::from(marginals[b])).sum();
    if chance == 0 {
        return 1.0;
    }
    1.0 - observed as f64 / (chance as f64 / (all - 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_of_krippendorffs_own_example() {
        // Content Analysis (2004), 11.3.1: ten units, two coders, two values:
        // both 0 in five, both 1 in one, and four times they differ.
        let mut units = [[0; 4]; 4];
        (units[0][0], units[0][1], units[1][0], units[1][1]) = (5, 3, 1, 1);
        assert!((alpha(&units) - 0.095).abs() < 5e-4, "{}", alpha(&units));
    }

    #[test]
    fn alpha_at_its_ends() {
        let mut units = [[0; 4]; 4];
        assert_eq!(alpha(&units), 0.0);
        units[3][3] = 9;
        assert_eq!(alpha(&units), 1.0);
        units[0][0] = 9;
        assert_eq!(alpha(&units), 1.0);
        let mut units = [[0; 4]; 4];
        (units[0][3], units[3][0]) = (5, 5);
        assert!(alpha(&units) < 0.0);
    }

    #[test]
    fn nothing_of_nothing_is_zero() {
        assert_eq!(Score::from(Count::default()), Score::default());
        let score = Score::from(Count { hits: 1, found: 2, gold: 4 });
        assert_eq!((score.precision, score.recall), (0.5, 0.25));
        assert!((score.f1 - 1.0 / 3.0).abs() < 1e-12);
    }
}
