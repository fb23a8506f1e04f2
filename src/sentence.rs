//! Tokens into sentences.

use crate::span::TokenSpan;

/// One sentence.
///
/// Sentences at depth 0 tile the analysed text: a quotation is never cut by
/// one, however many sentences it holds, so that *"A. B," said C. "D."* is
/// two sentences with three quotations and not five. The sentences inside a
/// quotation are listed apart, with the quotation's index, for the
/// attributions nested in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, the final mark included.
    pub tokens: TokenSpan,
    /// Index of its block in [`crate::article::Article::blocks`].
    pub block: u32,
    /// The quotation whose inside this sentence is part of; `None` at depth 0.
    pub quotation: Option<u32>,
}
/// Stub
pub fn split(
    _text: &str,
    _tokens: &[crate::token::Token],
    _q: &[crate::quotation::Quotation],
    _b: &[crate::article::Block],
    _a: &crate::token::Abbreviations,
    _c: &dyn Fn(u32) -> bool,
) -> Vec<Sentence> {
    Vec::new()
}
