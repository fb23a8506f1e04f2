//! What the tagger knows about a text before any token has a tag.

use crate::function_word::Function;
use crate::lexicon::{Lexicon, Mark, WordId};
use crate::token::{Shape, Token, TokenKind};
use rustc_hash::FxHashSet;

/// The text, its tokens, and what the lexicon and casing say about them.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) marks: &'a [Mark],
    pub(super) functions: &'a [Function],
    pub(super) lexicon: &'a Lexicon,
    pub(super) names: &'a FxHashSet<WordId>,
    pub(super) shapes: &'a [Shape],
}

impl Context<'_> {
    /// Whether the word opens a sentence after an abbreviation whose period
    /// also ended the sentence before: *left the U.S. And then*.
    pub(super) fn opens_behind_abbreviation(self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|i| &self.tokens[i]) else { return false };
        before.kind == TokenKind::Word
            && before.text(self.text).ends_with('.')
            && self.lexicon.abbreviations().is_sentence_opener(self.tokens[at].text(self.text))
            && self.lexicon.abbreviations().may_end_sentence(before.text(self.text))
    }
}
