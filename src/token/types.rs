//! The types of tokens.

use crate::span::Span;

/// The kind of a token. The [lexicon](crate::lexicon) says later which word it
/// is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// Letters, including inner hyphens, inner periods (*U.S.*, *p.m.*) and the
    /// final period of a known abbreviation.
    Word,
    /// A clitic split from its word: *'s*, *n't*, *'ll*, *'re*, *'ve*, *'d*,
    /// *'m*, or the bare apostrophe of a plural possessive (*Jones'*).
    Clitic,
    /// Digits with signs, separators, currency and per cent signs: *$1,000*,
    /// *46%*, *11:00*, *6'2"*, *3rd*, *1990s*, *'90s*.
    Number,
    /// *@handle*.
    Handle,
    /// *#tag*.
    Hashtag,
    /// A web or mail address.
    Address,
    /// A double quotation mark of any style, including doubled single marks
    /// (`''`, ` `` `). It may open or close.
    DoubleQuote,
    /// A single mark that may open or close a quotation. Marks inside words
    /// (*don't*), elisions (*'n'*) and plural possessives have other kinds.
    SingleQuote,
    /// `.`
    Period,
    /// `?`, `!` and runs of them.
    Exclamation,
    /// `…`, `...`, `. . .`
    Ellipsis,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `—`, `–`, `―`, `--`, or a hyphen with space on at least one side.
    Dash,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// Anything else: `/`, `&`, `*`, bullets, symbols.
    Symbol,
}

/// The capitalisation of a token, which helps to tell names from other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// No upper-case letter: *said*.
    Lower,
    /// Upper-case and lower-case letters, or a single upper-case letter:
    /// *Mohammed*, *al-Qabas*, *A*.
    Capital,
    /// All letters upper case, two or more: *UPI*, *U.S.*
    Upper,
    /// No cased letter: digits, marks, scripts without case.
    None,
}

/// One token of the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// Position, in bytes of the article's text.
    pub span: Span,
    /// Kind of the token.
    pub kind: TokenKind,
    /// Capitalisation of the token.
    pub shape: Shape,
    /// Whether white space, or the start of the text, precedes it.
    pub spaced: bool,
    /// Whether it is the first token of a paragraph.
    pub opens_paragraph: bool,
}

impl Token {
    /// Returns the token's text.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    /// Whether its text is the word, ignoring ASCII case. The length is compared
    /// first, without a look at the text: most tokens are another word.
    #[inline]
    pub(crate) fn is(&self, text: &str, word: &str) -> bool {
        self.span.len() as usize == word.len() && self.text(text).eq_ignore_ascii_case(word)
    }

    /// Whether its text is one of the words, ignoring ASCII case.
    #[inline]
    pub(crate) fn is_any(&self, text: &str, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(text, word))
    }

    /// Whether it is a word, clitic, number, handle, hashtag or address, and
    /// not punctuation.
    #[must_use]
    pub fn is_word(&self) -> bool {
        use TokenKind::{Address, Clitic, Handle, Hashtag, Number, Word};
        matches!(self.kind, Word | Clitic | Number | Handle | Hashtag | Address)
    }
}

impl Shape {
    /// Returns the capitalisation of a word.
    pub(super) fn of(word: &str) -> Self {
        if !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()) {
            return Self::Lower;
        }
        let (mut upper, mut lower) = (0usize, 0usize);
        let mut letters = 0usize;
        for c in word.chars() {
            if c.is_uppercase() {
                upper += 1;
            } else if c.is_lowercase() {
                lower += 1;
            }
            letters += usize::from(c.is_alphabetic());
        }
        match (upper, lower) {
            (0, 0) => Self::None,
            (0, _) => Self::Lower,
            (1, 0) if letters == 1 => Self::Capital,
            (_, 0) => Self::Upper,
            _ => Self::Capital,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        use Shape::{Capital, Lower, None, Upper};
        let words = ["said", "Ito", "al-Qabas", "UPI", "U.S.", "5", "A"];
        assert_eq!(words.map(Shape::of), [Lower, Capital, Capital, Upper, Upper, None, Capital]);
    }
}
