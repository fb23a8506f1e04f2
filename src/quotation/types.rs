//! The results of pairing: quotations, and marks without a partner.

use crate::span::{Span, TokenSpan};
use serde::Serialize;

/// A stretch of text between quotation marks, the marks included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Quotation {
    /// Bytes of the article's text from the opening mark to the closing one,
    /// marks included. An unclosed quotation ends with its last paragraph.
    pub span: Span,
    /// The same range in tokens, marks included.
    pub tokens: TokenSpan,
    /// 0 for an outermost quotation, 1 for a quotation inside it, and so on.
    pub depth: u8,
    /// Index of the quotation that directly contains this one.
    pub parent: Option<u32>,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether the quotation runs over more than one paragraph. Each later
    /// paragraph repeats the opening mark.
    pub multi_paragraph: bool,
}

/// A quotation mark without a partner that is not an apostrophe or an inch
/// mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stray {
    /// Position of the mark, in bytes.
    pub span: Span,
    /// Whether it stands where an opening mark would.
    pub opens: bool,
}
