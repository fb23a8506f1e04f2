//! The words that the grammar knows: classes of terms, outlets, reporting
//! verbs, nouns and adjectives with their frames, and parts of speech.
//!
//! A [`Lexicon`] is loaded from the TOML files that `grammar/README.md`
//! describes. [`Lexicon::mark`] looks up every token once, with one hash
//! look-up and no allocation per token, and finds the terms, those of several
//! words included.

mod class;
mod compiled;
mod draft;
mod entry;
mod image;
mod inflect;
mod known_words;
mod load;

pub use class::{Class, ClassSet};
pub use compiled::Lexicon;
pub use entry::{
    Forms, Frames, Gender, Mark, Marks, Naming, Outlet, OutletKind, Pos, Predicate, PredicateKind, Term, WordId,
};
pub use known_words::KnownWords;
pub use load::Builder;
pub(crate) use load::{parse, place};
