//! Indexes the patterns of constructions and occasions by what a cue can begin
//! with.

use super::gate::{self, Gate, Place};
use super::pattern::Pattern;
use super::pattern::compile::Compiler;
use crate::error::Error;
use crate::lexicon::{Class, Frames, WordId};
use crate::syntax::PhraseKind;
use rustc_hash::FxHashMap;

/// A compiled pattern and the construction or occasion that it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) owner: u32,
    pub(super) rank: i32,
    pub(super) pattern: Pattern,
    /// Index of the pattern in its owner's `patterns`.
    pub(super) written: u32,
}

/// Patterns, indexed by what a cue can begin with.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// All patterns, those of the highest rank first.
    pub(super) entries: Vec<Entry>,
    /// For each [`PhraseKind`], the patterns whose cue can begin with a phrase
    /// of that kind, without those of `on_word`, in the order of `entries`.
    on_kind: Vec<Vec<Gate>>,
    /// Those of them that require no frame: only these can begin with a verb or
    /// noun that reports nothing.
    on_any: Vec<Vec<Gate>>,
    /// The patterns whose cue begins with a word that they give.
    on_word: FxHashMap<WordId, Vec<Gate>>,
}

impl Index {
    /// Compiles the patterns of one owner, as written. They replace those that
    /// a file with the same id had before. `compiler` is that of their file.
    pub(super) fn compile<'c>(
        &mut self,
        owner: u32,
        rank: i32,
        written: &[&'c String],
        mut compiler: Compiler<'c>,
    ) -> Result<(), Error> {
        self.entries.retain(|e| e.owner != owner);
        for (pattern, written) in written.iter().zip(0..) {
            for pattern in compiler.patterns(pattern)? {
                self.entries.push(Entry { owner, rank, pattern, written });
            }
        }
        compiler.finish()
    }

    /// Sorts and indexes the patterns. Call it once, after the last file.
    pub(super) fn finish(&mut self) {
        // The sort is stable: patterns of equal rank keep the order in which
        // they were added.
        self.entries.sort_by_key(|e| std::cmp::Reverse(e.rank));
        self.on_kind = vec![Vec::new(); PhraseKind::ALL.len()];
        self.on_any = self.on_kind.clone();
        for (entry, index) in self.entries.iter().zip(0..) {
            let gate = Gate::new(index, &entry.pattern);
            if let Some(words) = gate::first_words(&entry.pattern) {
                for word in words {
                    let list = self.on_word.entry(word).or_default();
                    if list.last().is_none_or(|last| last.entry != index) {
                        list.push(gate.clone());
                    }
                }
                continue;
            }
            for kind in gate::first_kinds(&entry.pattern) {
                self.on_kind[kind as usize].push(gate.clone());
                if gate.asks_for_no_frame() {
                    self.on_any[kind as usize].push(gate.clone());
                }
            }
        }
    }

    /// Returns the patterns whose cue can begin with a phrase of this kind,
    /// highest rank first. `word` is the phrase's first word. `place` is called
    /// only if there are such patterns. `subject_has` says whether its
    /// subject's head has a class, and is called last.
    pub(super) fn at(
        &self,
        kind: PhraseKind,
        word: WordId,
        place: impl FnOnce() -> Place,
        subject_has: impl Fn(Class) -> bool,
    ) -> impl Iterator<Item = &Entry> {
        let mut by_kind = &self.on_kind[kind as usize][..];
        let mut by_word = self.on_word.get(&word).map_or(&[][..], Vec::as_slice);
        let place = (!by_kind.is_empty() || !by_word.is_empty()).then(place);
        if place.is_some_and(|place| place.frames == Frames::default()) {
            by_kind = &self.on_any[kind as usize];
        }
        std::iter::from_fn(move || {
            let place = place?;
            loop {
                // Both lists are in the order of `entries`, so the smaller
                // number is the higher rank.
                let next = match (by_kind.first(), by_word.first()) {
                    (Some(a), Some(b)) if b.entry < a.entry => by_word.split_off_first(),
                    (Some(_), _) => by_kind.split_off_first(),
                    (None, _) => by_word.split_off_first(),
                }?;
                if next.is_open_at(place) && next.subject.is_none_or(&subject_has) {
                    return Some(&self.entries[next.entry as usize]);
                }
            }
        })
    }
}
