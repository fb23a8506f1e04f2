//! Positions in a text: half-open ranges of bytes, and of tokens.
//!
//! The two are different types so that an index into the token list cannot be
//! mistaken for an offset into the text. Both use `u32`: articles longer than 4
//! GiB are refused on input (see [`crate::source`]).

use serde::Serialize;
use std::ops::Range;

/// A half-open range of **bytes** of the article's text.
///
/// Always on character boundaries of that text, and `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// Creates the span from byte `start` up to, but not including, byte `end`.
    ///
    /// A reversed pair gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        let end = if end < start { start } else { end };
        Self { start, end }
    }

    /// Returns the same range with `usize` ends, for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the text of the span. Empty if the span is outside `text` or not
    /// on character boundaries, which never happens for spans of that text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Returns the length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside this span. Equal spans contain each other.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the shortest span that covers both.
    #[must_use]
    pub const fn cover(self, other: Self) -> Self {
        Self {
            start: if self.start < other.start { self.start } else { other.start },
            end: if self.end > other.end { self.end } else { other.end },
        }
    }
}

/// A half-open range of **tokens**: indices into the article's token list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TokenSpan {
    /// Index of the first token.
    pub start: u32,
    /// Index just past the last token.
    pub end: u32,
}

impl TokenSpan {
    /// Creates the span of the tokens from `start` up to, but not including,
    /// `end`. A reversed pair gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        let end = if end < start { start } else { end };
        Self { start, end }
    }

    /// Returns the same range with `usize` ends, for slicing the token list.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the number of tokens.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the token with this index lies in the span.
    #[must_use]
    pub const fn contains(self, index: u32) -> bool {
        self.start <= index && index < self.end
    }

    /// Whether the two spans share at least one token.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
