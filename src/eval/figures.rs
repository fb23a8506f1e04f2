//! Computes figures from counts over many articles.

use super::align::Compared;
use super::provenance;
use super::score::{Count, Score, share};
use super::tally::Tally;
use serde::{Deserialize, Serialize};

/// The figures that [`crate::eval`] defines. Their names in JSON are stable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "crate::eval defines them")]
#[non_exhaustive]
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
    /// Classes and chains, if the gold has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<provenance::Figures>,
}

/// Recall; `None` if the gold has no attribution of the kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "crate::eval defines them")]
#[non_exhaustive]
pub struct ByKind {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unquoted: Option<f64>,
}

impl Figures {
    /// Computes the figures over all these articles.
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

    /// Returns the scores with their names, in display order.
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

    /// Returns the figures that are a single number, with their names, in
    /// display order.
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

/// Computes Krippendorff's alpha for nominal data and two coders: one minus the
/// observed disagreement divided by that expected by chance. `units` counts the
/// units by the first coder's label and the second's.
fn alpha(units: &[[u64; 4]; 4]) -> f64 {
    // Coincidences: each unit adds its two labels in both orders.
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
        // Content Analysis (2004), 11.3.1: ten units, two coders, two values.
        // Both coders say 0 for five units and 1 for one; they differ on four.
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
