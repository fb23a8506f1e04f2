//! Weights of features: the part of the grammar that is counted and not
//! written.
//!
//! A decision that no rule settles (is *blasted the plan* an attribution
//! here, does the content go on behind this comma) is a sum of weights, one
//! for each feature of the place. Features have names (`kind=comma|next=which`)
//! and the files under `grammar/weights` say the weight of each, so that a sum
//! can be read term by term. `tools/train_weights.py` fits them on annotated
//! articles: logistic regression, so that a sum over 0 is a chance over one
//! half.

use crate::error::Error;
use std::borrow::Cow;

/// Takes the features of a place, one by one.
pub(super) trait Features {
    /// One feature: the name of its template and the values it combines. Case
    /// does not matter.
    fn add(&mut self, template: &str, values: &[&str]);
}

/// The weights of one kind of decision: an open-addressing table of feature
/// hashes, as the build script writes it.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    slots: Cow<'static, [u8]>,
}

/// Bytes of a slot: the upper half of the hash, then the weight.
const SLOT: usize = 8;

/// The feature that every place has.
const BIAS: &str = "bias";

impl Weights {
    /// Opens a compiled table. Reading trusts the bytes: they come from
    /// [`Weights::compile`] of the same build.
    pub(super) const fn open(slots: &'static [u8]) -> Self {
        Self { slots: Cow::Borrowed(slots) }
    }

    /// Compiles a file: a weight and a feature a line, with a tab between;
    /// lines with `#` are comments.
    ///
    /// # Errors
    /// Where a line is not that, with file, line and a caret.
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
            entries.push((Hash::of(feature), weight));
        }
        // A third is free: a small table stays in the cache.
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

    /// Reads a file at run time: see [`Weights::compile`].
    ///
    /// # Errors
    /// As [`Weights::compile`].
    pub fn read(file: &str, text: &str) -> Result<Self, Error> {
        Ok(Self { slots: Self::compile(file, text)?.into() })
    }

    /// Whether there are no weights, so that rules alone decide.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.len() <= SLOT
    }

    /// Whether the file says something about the feature of this name.
    pub(super) fn knows(&self, feature: &str) -> bool {
        !self.is_empty() && self.find(Hash::of(feature)).is_some()
    }

    fn get(&self, hash: u64) -> f32 {
        self.find(hash).unwrap_or(0.0)
    }

    fn find(&self, hash: u64) -> Option<f32> {
        let mask = self.slots.len() / SLOT - 1;
        let key = key(hash);
        let mut slot = hash as usize & mask;
        loop {
            let bytes = &self.slots[slot * SLOT..][..SLOT];
            let found = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            if found == key {
                return Some(f32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]));
            }
            if found == 0 {
                return None;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The weight of one feature; 0 where there is none.
    pub(super) fn of(&self, template: &str, values: &[&str]) -> f32 {
        if self.is_empty() { 0.0 } else { self.get(Hash::of_pieces(template, values)) }
    }

    /// The sum of the weights of the features that `tell` gives; 0 where
    /// there are no weights.
    pub(super) fn sum(&self, tell: impl FnOnce(&mut Sum<'_>)) -> f32 {
        if self.is_empty() {
            return 0.0;
        }
        let mut sum = Sum { weights: self, total: self.get(Hash::of(BIAS)) };
        tell(&mut sum);
        sum.total
    }

    /// The same features by name, each with its weight.
    pub(super) fn list(&self, tell: impl FnOnce(&mut List<'_>)) -> Vec<(String, f32)> {
        let mut list = List { weights: self, features: Vec::new() };
        list.add(BIAS, &[]);
        tell(&mut list);
        list.features
    }
}

/// Never 0, which marks a free slot.
fn key(hash: u64) -> u32 {
    (hash >> 32) as u32 | 1
}

/// Adds up weights without writing a name.
pub(super) struct Sum<'w> {
    weights: &'w Weights,
    total: f32,
}

impl Features for Sum<'_> {
    fn add(&mut self, template: &str, values: &[&str]) {
        self.total += self.weights.get(Hash::of_pieces(template, values));
    }
}

/// Writes the names.
pub(super) struct List<'w> {
    weights: &'w Weights,
    features: Vec<(String, f32)>,
}

impl Features for List<'_> {
    fn add(&mut self, template: &str, values: &[&str]) {
        let mut text = String::new();
        name(template, values, |piece| text.push_str(&piece.to_ascii_lowercase()));
        let weight = if self.weights.is_empty() { 0.0 } else { self.weights.get(Hash::of(&text)) };
        self.features.push((text, weight));
    }
}

/// A feature's name, piece by piece: `template=value|value`.
fn name(template: &str, values: &[&str], mut write: impl FnMut(&str)) {
    write(template);
    for (i, value) in values.iter().enumerate() {
        write(if i == 0 { "=" } else { "|" });
        write(value);
    }
}

/// Over lower-cased ASCII, eight bytes at a time, as a decision has many
/// features and most of its time goes into this. The hash is part of a compiled
/// file, so that it must never change with a library.
struct Hash(u64);

impl Hash {
    /// Of a template and its values.
    fn of_pieces(template: &str, values: &[&str]) -> u64 {
        let mut hash = Self(0xcbf2_9ce4_8422_2325);
        hash.write(template);
        values.iter().for_each(|value| hash.write(value));
        hash.0
    }

    /// Of a whole name.
    fn of(name: &str) -> u64 {
        let mut hash = Self(0xcbf2_9ce4_8422_2325);
        let (template, values) = name.split_once('=').map_or((name, None), |(t, v)| (t, Some(v)));
        hash.write(template);
        values.iter().flat_map(|v| v.split('|')).for_each(|value| hash.write(value));
        hash.0
    }

    /// One piece, with its length, so that no two pieces run together.
    fn write(&mut self, piece: &str) {
        let (chunks, rest) = piece.as_bytes().as_chunks::<8>();
        chunks.iter().for_each(|chunk| self.mix(lower(u64::from_le_bytes(*chunk))));
        let mut last = piece.len() as u64;
        for &byte in rest {
            last = last << 8 | u64::from(byte.to_ascii_lowercase());
        }
        self.mix(last);
    }

    fn mix(&mut self, word: u64) {
        let mixed = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }
}

/// Eight bytes with ASCII capitals made small.
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
    fn a_sum_is_read_term_by_term() {
        let weights = Weights::read("keep.tsv", "# made by hand\n0.5\tbias\n-2\tverb=eat|np\n1.25\tsubject=name\n");
        let weights = weights.expect("a sound file");
        let tell = |f: &mut dyn FnMut(&str, &[&str])| {
            f("verb", &["Eat", "np"]);
            f("subject", &["name"]);
            f("unknown", &["x"]);
        };
        assert!(weights.knows("subject=name") && !weights.knows("unknown=x"));
        assert_eq!(weights.sum(|sum| tell(&mut |t, v| sum.add(t, v))), -0.25);
        let list = weights.list(|list| tell(&mut |t, v| list.add(t, v)));
        let list: Vec<(&str, f32)> = list.iter().map(|(name, w)| (name.as_str(), *w)).collect();
        assert_eq!(list, [("bias", 0.5), ("verb=eat|np", -2.0), ("subject=name", 1.25), ("unknown=x", 0.0)]);
    }

    /// Tables are looked into by template and values, and written by name.
    #[test]
    fn a_name_has_the_hash_of_its_pieces() {
        for (template, values) in [
            ("bias", &[][..]),
            ("left-word-of-the-cue", &["Überraschung", "", "A-WORD-OF-MANY-CAPITALS[@`{Z"]),
            ("next", &["", "comma"]),
        ] {
            let mut text = String::new();
            name(template, values, |piece| text.push_str(piece));
            assert_eq!(Hash::of(&text), Hash::of_pieces(template, values), "{text}");
            assert_eq!(Hash::of(&text.to_ascii_lowercase()), Hash::of(&text), "{text}");
        }
        assert_ne!(Hash::of("next=comma|"), Hash::of("next=|comma"));
    }

    #[test]
    fn a_wrong_line_is_shown() {
        let error = Weights::read("keep.tsv", "1\ta\nhigh\tb\n").expect_err("`high` is no number").to_string();
        assert!(error.contains("keep.tsv:2"), "{error}");
    }
}
