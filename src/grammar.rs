//! The grammar: files as data, nom as the engine.

use crate::article::Article;
use crate::attribution::Attribution;
use crate::error::Error;
use crate::lexicon::{self, Forms, Lexicon, Marks};
use crate::quotation::Quotation;
use crate::sentence::Sentence;
use crate::token::Token;
use std::sync::LazyLock;

/// The files under `grammar/`, by path below it.
pub const BUILTIN_FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/grammar_files.rs"));

/// Lexicons and constructions, compiled.
#[derive(Clone, Debug)]
pub struct Grammar {
    lexicon: Lexicon,
}

impl Grammar {
    /// The grammar that ships with the crate, compiled on first use.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Grammar> =
            LazyLock::new(|| Grammar::with_files(&[]).expect("the built-in grammar is tested"));
        &BUILTIN
    }

    /// The built-in grammar with a user's files added: pairs of path (for
    /// messages, and `lexicons/` or `constructions/` in it says which kind)
    /// and text.
    ///
    /// # Errors
    /// Where a file is wrong, with file, line, column and a caret.
    pub fn with_files(files: &[(String, String)]) -> Result<Self, Error> {
        let mut lexicon = lexicon::Builder::default();
        let own = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        for (name, text) in BUILTIN_FILES.iter().copied().chain(own) {
            if name.contains("lexicons/") {
                lexicon.add(name, text)?;
            }
        }
        Ok(Self { lexicon: lexicon.build()? })
    }

    /// The words.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

/// Whether the token can be a form of a reporting verb that stands beside a
/// quotation.
pub(crate) fn may_report(lexicon: &Lexicon, marks: &Marks, token: u32) -> bool {
    let Some(quote) = lexicon.frame("invert") else { return false };
    marks.marks.get(token as usize).is_some_and(|m| {
        lexicon.predicates(m.word).iter().any(|&(p, forms)| {
            forms.has(Forms::PAST.with(Forms::THIRD).with(Forms::BASE)) && lexicon.predicate(p).frames.any(quote)
        })
    })
}

/// Finds the attributions of an article, in the order of the text.
#[must_use]
pub fn attribute(
    _grammar: &Grammar,
    _article: &Article<'_>,
    _tokens: &[Token],
    _marks: &Marks,
    _quotations: &[Quotation],
    _sentences: &[Sentence],
) -> Vec<Attribution> {
    Vec::new()
}
