//! The structure of sentences: parts of speech, base phrases and subjects.
//!
//! Constraints give each token a part of speech (`tagger`). Each sentence
//! then becomes a flat sequence of base phrases (`chunker`; Abney's chunks,
//! 1991), and each verb group gets its subject (`subject`). This is done once
//! per article; [`Parse`] keeps the result for all later stages.

mod base_noun_phrase;
mod candidates;
mod casing;
mod chunker;
mod context;
mod join;
mod noun_phrase;
mod parse;
mod phrase;
mod seq;
mod subject;
mod tag;
mod tagger;
mod verb_group;
mod verb_subject;

pub use parse::Parse;
pub(crate) use parse::clausal_frames;
pub use phrase::{Phrase, PhraseKind, VerbGroup};
pub use subject::Subject;

pub(crate) use seq::Seq;
pub(crate) use subject::Sentence;
