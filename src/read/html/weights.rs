//! The weights of the features of a block: `grammar/pages/weights.tsv`.

use super::features::{self, Vector};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

struct Weights {
    bias: f32,
    /// In the order of the features.
    weights: Vec<f32>,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let lines = include_str!("../../../grammar/pages/weights.tsv").lines();
    let pairs = lines.filter_map(|line| line.split_once('\t'));
    let table: FxHashMap<&str, f32> = pairs.filter_map(|(weight, name)| Some((name, weight.parse().ok()?))).collect();
    let of = |name: &str| table.get(name).copied().unwrap_or(0.0);
    Weights { bias: of("bias"), weights: features::names().map(|name| of(&name)).collect() }
});

/// Adds up the weights of a block's features: above 0 it is more likely the
/// article's than not.
pub(super) fn sum(vector: &Vector) -> f32 {
    let products = vector.values().iter().zip(&WEIGHTS.weights).map(|(value, weight)| value * weight);
    WEIGHTS.bias + products.sum::<f32>()
}
