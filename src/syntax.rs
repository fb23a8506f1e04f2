//! The structure of sentences: parts of speech, base phrases and subjects.
//!
//! Each token gets a part of speech by constraints ([`tagger`]), each sentence
//! becomes a flat sequence of base phrases ([`phrase`], [`join`]; Abney's
//! chunks, 1991), and each verb group gets its subject ([`subject`],
//! [`noun_phrase`]). This is done once for an article: [`Parse`] keeps it for
//! all later stages. The closed classes of English stand in [`closed_class`].

mod candidates;
mod casing;
mod closed_class;
mod context;
mod join;
mod noun_phrase;
mod parse;
mod phrase;
mod seq;
mod subject;
mod tag;
mod tagger;

pub use parse::Parse;
pub(crate) use parse::clausal_frames;
pub use phrase::{Phrase, PhraseKind, VerbGroup};
pub use subject::Subject;

pub(crate) use closed_class::MODIFIER_OPENERS;
pub(crate) use noun_phrase::QUANTIFIERS;
pub(crate) use seq::Seq;
pub(crate) use subject::Sentence;
