//! Finds where content most likely ends and starts, by weights.
//!
//! At each border between phrases, going away from the cue, content stops or
//! goes on, and sums of weights say how likely either is (a hazard model). The
//! place that the rules of `content.rs` choose is one feature among others.
//! `starts.rs` and `ends.rs` list the places and their features.

pub(super) mod ends;
mod starts;

use super::sentence_context::SentenceContext;
use super::weights::Value;

/// How many phrases from the cue are searched for an end or start.
const HORIZON: u32 = 120;

/// How many finite verbs from the cue the search for an end or start goes.
/// Without this bound, each cue in a long chain of clauses would look at all of
/// them.
const CLAUSES: u32 = 8;

/// Finds the likeliest of the places where content may stop. They are passed
/// one by one, nearest to the cue first, each with its sum of weights; the
/// result is known after one pass.
struct Path {
    /// The likeliest place so far: the logarithm of its probability, and where
    /// it is.
    best: (f32, u32),
    /// Logarithm of the probability that content stopped at none of the places
    /// so far.
    gone_on: f32,
}

impl Path {
    const START: Self = Self { best: (f32::NEG_INFINITY, 0), gone_on: 0.0 };

    /// Records the place `at`. Returns whether a later one can still be
    /// likelier.
    fn pass(&mut self, at: u32, sum: f32) -> bool {
        // The odds of stopping are e^sum, so the two logarithms differ by `sum`.
        // The larger is computed, which cannot overflow.
        let larger = -(-sum.abs()).exp().ln_1p();
        let (stop, go) = (larger + sum.min(0.0), larger - sum.max(0.0));
        if self.gone_on + stop > self.best.0 {
            self.best = (self.gone_on + stop, at);
        }
        self.gone_on += go;
        self.is_open()
    }

    fn is_open(&self) -> bool {
        self.gone_on > self.best.0
    }

    /// Returns the likeliest place, or `last` if going on past all places is
    /// likelier.
    fn stop(&self, last: u32) -> u32 {
        if self.is_open() { last } else { self.best.1 }
    }
}

/// Where a place is relative to the one that the rules choose, as a value.
fn from_rule(at: u32, rule: u32) -> Value<'static> {
    match at.cmp(&rule) {
        std::cmp::Ordering::Less => const { Value::new("before") },
        std::cmp::Ordering::Equal => const { Value::new("here") },
        std::cmp::Ordering::Greater => const { Value::new("behind") },
    }
}

/// A small number of phrases, as a value.
fn few(phrases: u32) -> Value<'static> {
    match phrases {
        0 => const { Value::new("0") },
        1 => const { Value::new("1") },
        2 => const { Value::new("2") },
        3 => const { Value::new("3") },
        4..=6 => const { Value::new("6") },
        _ => const { Value::new("7") },
    }
}

/// Content that a reading has right of its cue.
#[derive(Clone, Copy)]
pub(super) struct Run<'s, 'a> {
    pub(super) context: &'s SentenceContext<'a>,
    /// The construction's id.
    pub(super) construction: Value<'s>,
    /// The cue's lemma.
    pub(super) lemma: Value<'s>,
    /// The phrase that holds the cue's head.
    pub(super) cue: u32,
    /// The first phrase of the content.
    pub(super) start: u32,
    /// The phrase before which the rules (`content::end`) end it.
    pub(super) end: u32,
}

/// Content that a reading has left of its cue.
#[derive(Clone, Copy)]
pub(super) struct Lead<'s, 'a> {
    pub(super) context: &'s SentenceContext<'a>,
    /// The construction's id.
    pub(super) construction: Value<'s>,
    /// The phrase with which the rules (`content::left_start`) start it.
    pub(super) start: u32,
    /// The first phrase behind it.
    pub(super) end: u32,
}
