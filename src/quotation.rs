//! Quotation marks into quotation spans.

use crate::span::{Span, TokenSpan};

/// One span within quotation marks, marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one (or to the end of its
    /// paragraph where it is unclosed), in bytes, marks included.
    pub span: Span,
    /// The same range in tokens, the marks included.
    pub tokens: TokenSpan,
    /// 0 for the outermost, 1 for a quotation within it, and so on.
    pub depth: u8,
    /// Index of the quotation that directly holds this one.
    pub parent: Option<u32>,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether the span runs over more than one paragraph, each of which
    /// repeats the opening mark.
    pub multi_paragraph: bool,
}
/// Stub
pub fn pair(_text: &str, _tokens: &[crate::token::Token]) -> Vec<Quotation> {
    Vec::new()
}
