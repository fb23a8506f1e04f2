//! Weights of features, fitted to annotated articles.
//!
//! Some decisions are not settled by rules: whether *blasted the plan* is an
//! attribution here, or whether content goes on behind this comma. Each is
//! decided by a sum of weights, one for each feature of the place. Features
//! have names (`kind-lemma=noun|oppose`), and the files under `grammar/weights`
//! list a weight for each, so that a sum can be shown term by term.
//! `tools/train_weights.py` fits them by logistic regression: a sum above 0 is
//! a probability above one half.

use crate::error::Error;
use std::borrow::Cow;

/// Adds one feature to `$features`: the name of its template and the values
/// that it combines.
macro_rules! tell {
    ($features:expr, $template:literal $(, $value:expr)* $(,)?) => {
        $features.add(const { $crate::grammar::weights::Template::new($template) }, &[$($value),*])
    };
}
#[allow(unused_imports, reason = "the build script uses a part of this file")]
pub(crate) use tell;

/// Receives the features of a place, one by one.
pub(crate) trait Features {
    /// Adds a feature: its template and the values that it combines. Case does
    /// not matter.
    fn add(&mut self, template: Template, values: &[Value<'_>]);
}

/// The name of a kind of feature, with its hash computed at compile time.
#[derive(Clone, Copy)]
pub(crate) struct Template {
    name: &'static str,
    hash: u64,
}

impl Template {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, hash: hash(name) }
    }
}

/// A value of a feature, hashed once for all features that combine it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'t> {
    pub(crate) text: &'t str,
    hash: u64,
}

impl<'t> Value<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, hash: hash(text) }
    }
}

/// The weights for one kind of decision: an open-addressing hash table from
/// features to weights, in the form that the build script writes.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    slots: Cow<'static, [u8]>,
}

/// Bytes of a slot: four for the upper half of the hash, four for the weight.
const SLOT: usize = 8;

/// The feature that every place has.
const BIAS: Template = Template::new("bias");

impl Weights {
    /// Opens a compiled table. The bytes are not checked: they must come from
    /// [`Weights::compile`] of the same build.
    pub(crate) const fn open(slots: &'static [u8]) -> Self {
        Self { slots: Cow::Borrowed(slots) }
    }

    /// Compiles a file of weights to a table. Each line is a weight, a tab and
    /// a feature; empty lines and those that begin with `#` are ignored. `file`
    /// is the name for error messages.
    ///
    /// # Errors
    /// Returns an error if a line has another form or its weight is not finite,
    /// with file, line and a caret.
    pub fn compile(file: &str, text: &str) -> Result<Vec<u8>, Error> {
        let mut entries = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let parsed = line.split_once('\t').and_then(|(w, feature)| Some((w.trim().parse::<f32>().ok()?, feature)));
            let Some((weight, feature)) = parsed.filter(|(w, _)| w.is_finite()) else {
                return Err(Error::new("a line of weights is a number, a tab and a feature")
                    .at(file, text, start..start + line.len())
                    .with_help("`tools/train_weights.py` writes these files"));
            };
            entries.push((named(feature), weight));
        }
        // At least a third of the slots is free, which keeps look-ups short; a
        // table no larger than that stays in the cache.
        let count = (entries.len() * 3 / 2 + 1).next_power_of_two();
        let mut slots = vec![0; count * SLOT];
        for (hash, weight) in entries {
            let mut slot = hash as usize & (count - 1);
            while slots[slot * SLOT..][..SLOT] != [0; SLOT] {
                slot = (slot + 1) & (count - 1);
            }
            let bytes = &mut slots[slot * SLOT..][..SLOT];
            bytes[..4].copy_from_slice(&key(hash).to_le_bytes());
            bytes[4..].copy_from_slice(&weight.to_le_bytes());
        }
        Ok(slots)
    }

    /// Compiles a file of weights and opens it: see [`Weights::compile`].
    ///
    /// # Errors
    /// The same as [`Weights::compile`].
    pub fn read(file: &str, text: &str) -> Result<Self, Error> {
        Ok(Self { slots: Self::compile(file, text)?.into() })
    }

    /// Whether there are no weights, so that rules alone decide.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.len() <= SLOT
    }

    /// Whether there is a weight for the feature of this name.
    pub(crate) fn knows(&self, feature: &str) -> bool {
        !self.is_empty() && self.find(named(feature)).is_some()
    }

    /// Returns the slots, of which there is a power of two.
    fn slots(&self) -> &[[u8; SLOT]] {
        self.slots.as_chunks().0
    }

    fn find(&self, hash: u64) -> Option<f32> {
        find(self.slots(), hash)
    }

    /// Returns the weight of a feature, or 0 if it has none.
    pub(crate) fn of(&self, template: Template, values: &[Value<'_>]) -> f32 {
        if self.is_empty() { 0.0 } else { self.find(combined(template, values)).unwrap_or(0.0) }
    }

    /// Returns the sum of the weights of the features that `tell` adds, and of
    /// the bias; 0 if there are no weights.
    pub(crate) fn sum(&self, tell: impl FnOnce(&mut Sum<'_>)) -> f32 {
        if self.is_empty() {
            return 0.0;
        }
        let mut sum = Sum { slots: self.slots(), total: 0.0 };
        sum.add(BIAS, &[]);
        tell(&mut sum);
        sum.total
    }

    /// Returns the features that `tell` adds, and the bias, by name and each
    /// with its weight (0 if it has none).
    pub(crate) fn list(&self, tell: impl FnOnce(&mut List<'_>)) -> Vec<(String, f32)> {
        let mut list = List { weights: self, features: Vec::new() };
        list.add(BIAS, &[]);
        tell(&mut list);
        list.features
    }
}

/// Returns the part of a hash that slots keep. It is never 0, which marks a
/// free slot.
fn key(hash: u64) -> u32 {
    (hash >> 32) as u32 | 1
}

/// Returns the weight of the feature with this hash.
#[inline]
fn find(slots: &[[u8; SLOT]], hash: u64) -> Option<f32> {
    let mask = slots.len() - 1;
    let mut slot = hash as usize & mask;
    loop {
        let both = u64::from_le_bytes(slots[slot]);
        let found = both as u32;
        if found == key(hash) {
            return Some(f32::from_bits((both >> 32) as u32));
        }
        if found == 0 {
            return None;
        }
        slot = (slot + 1) & mask;
    }
}

/// Adds up weights, without making names.
pub(crate) struct Sum<'w> {
    slots: &'w [[u8; SLOT]],
    total: f32,
}

impl Features for Sum<'_> {
    // Inlined, so that the values are not copied into a list for each feature.
    #[inline(always)]
    fn add(&mut self, template: Template, values: &[Value<'_>]) {
        self.total += find(self.slots, combined(template, values)).unwrap_or(0.0);
    }
}

/// Lists features by name.
pub(crate) struct List<'w> {
    weights: &'w Weights,
    features: Vec<(String, f32)>,
}

impl Features for List<'_> {
    fn add(&mut self, template: Template, values: &[Value<'_>]) {
        self.features.push((name(template, values), self.weights.of(template, values)));
    }
}

/// Returns a feature's name: `template=value|value`.
fn name(template: Template, values: &[Value<'_>]) -> String {
    let mut name = template.name.to_owned();
    for (i, value) in values.iter().enumerate() {
        name.push(if i == 0 { '=' } else { '|' });
        name.extend(value.text.chars().map(|c| c.to_ascii_lowercase()));
    }
    name
}

/// Returns the hash of a feature. Decisions combine many features of few
/// values, so each piece is hashed once, and combining the hashes is cheap.
#[inline(always)]
fn combined(template: Template, values: &[Value<'_>]) -> u64 {
    values.iter().fold(template.hash, |hash, value| join(hash, value.hash))
}

/// Returns the hash of a feature with one more value.
fn join(hash: u64, value: u64) -> u64 {
    hash.rotate_left(9) ^ value
}

/// Returns the hash of the feature with this name.
fn named(name: &str) -> u64 {
    let (template, values) = name.split_once('=').map_or((name, None), |(t, v)| (t, Some(v)));
    values.iter().flat_map(|v| v.split('|')).fold(hash(template), |all, value| join(all, hash(value)))
}

/// Returns the hash of a template or value. It covers the length and the bytes,
/// eight at a time, with ASCII letters in lower case. Compiled files contain
/// these hashes, so it must not depend on a library that may change.
const fn hash(piece: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let (chunks, rest) = piece.as_bytes().as_chunks::<8>();
    let mut i = 0;
    while i < chunks.len() {
        hash = mix(hash, lower(u64::from_le_bytes(chunks[i])));
        i += 1;
    }
    let mut last = piece.len() as u64;
    i = 0;
    while i < rest.len() {
        last = last << 8 | rest[i].to_ascii_lowercase() as u64;
        i += 1;
    }
    mix(hash, last)
}

const fn mix(hash: u64, word: u64) -> u64 {
    let mixed = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}

/// Converts ASCII capitals among eight bytes to lower case.
const fn lower(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = bytes & (EACH * 0x7f);
    let from_a = low + EACH * (0x80 - b'A' as u64);
    let behind_z = low + EACH * (0x7f - b'Z' as u64);
    let capitals = (from_a ^ behind_z) & !bytes & (EACH * 0x80);
    bytes | capitals >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::redundant_closure, reason = "a function would be for one lifetime alone")]
    fn a_sum_is_read_term_by_term() {
        let weights = Weights::read("keep.tsv", "# made by hand\n0.5\tbias\n-2\tverb=eat|np\n1.25\tsubject=name\n");
        let weights = weights.expect("a sound file");
        fn three(f: &mut impl Features) {
            tell!(f, "verb", Value::new("Eat"), Value::new("np"));
            tell!(f, "subject", Value::new("name"));
            tell!(f, "unknown", Value::new("x"));
        }
        assert!(weights.knows("subject=name") && !weights.knows("unknown=x"));
        assert_eq!(weights.sum(|sum| three(sum)), -0.25);
        let list = weights.list(|list| three(list));
        let list: Vec<(&str, f32)> = list.iter().map(|(name, w)| (name.as_str(), *w)).collect();
        assert_eq!(list, [("bias", 0.5), ("verb=eat|np", -2.0), ("subject=name", 1.25), ("unknown=x", 0.0)]);
    }

    /// The hash of a name equals that of its template and values: tables are
    /// written by name and looked up by pieces.
    #[test]
    fn a_name_has_the_hash_of_its_pieces() {
        for (template, values) in [
            ("bias", &[][..]),
            ("left-word-of-the-cue", &["Überraschung", "", "A-WORD-OF-MANY-CAPITALS[@`{Z"]),
            ("next", &["", "comma"]),
        ] {
            let template = Template::new(template);
            let values: Vec<Value<'_>> = values.iter().map(|v| Value::new(v)).collect();
            let name = name(template, &values);
            assert_eq!(named(&name), combined(template, &values), "{name}");
            assert_eq!(named(&name.to_ascii_uppercase()), named(&name), "{name}");
        }
        assert_ne!(named("next=comma|"), named("next=|comma"));
    }

    #[test]
    fn a_wrong_line_is_shown() {
        let error = Weights::read("keep.tsv", "1\ta\nhigh\tb\n").expect_err("`high` is no number").to_string();
        assert!(error.contains("keep.tsv:2"), "{error}");
    }
}
