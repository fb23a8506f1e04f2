//! The weights of whom a pronoun refers to, which `tools/train_pronouns.py` fits.

use crate::grammar::Weights;
use crate::grammar::weights::Template;

/// The names of the features that tell whom a pronoun refers to, as in
/// `grammar/weights/pronouns.tsv`.
pub const PRONOUN_FEATURES: [&str; 11] = [
    "sentences",
    "paragraphs",
    "inside",
    "voice",
    "subject",
    "opens",
    "gender",
    "unnamed",
    "unsure",
    "lone-name",
    "mentions",
];

/// How much a candidate has of each of the [`PRONOUN_FEATURES`].
pub type CandidateFeatures = [f32; PRONOUN_FEATURES.len()];

/// A *he* or *she* that is the source of an attribution, and whom it can refer
/// to.
#[derive(Clone, Debug, PartialEq)]
pub struct PronounChoice {
    /// Index of the attribution.
    pub attribution: u32,
    /// The candidates: the name of each, and its features.
    pub candidates: Vec<(String, CandidateFeatures)>,
}

/// The weight of each of the [`PRONOUN_FEATURES`].
pub(super) struct PronounWeights(CandidateFeatures);

impl PronounWeights {
    pub(super) fn new(weights: &Weights) -> Self {
        Self(PRONOUN_FEATURES.map(|name| weights.of(Template::new(name), &[])))
    }

    pub(super) fn score(&self, features: &CandidateFeatures) -> f32 {
        self.0.iter().zip(features).map(|(weight, amount)| weight * amount).sum()
    }
}
