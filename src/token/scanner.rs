//! Reads a text from left to right, one token after the other.
//!
//! The readers look ahead over bounded stretches only.

mod address;
mod clitic;
mod elision;
mod number;
mod punctuation;
mod single_mark;
mod word;

use super::abbreviations::Abbreviations;
use super::characters::{is_apostrophe, is_currency, is_double_mark, is_letter, is_opener, is_single_mark, is_space};
use super::paragraph::paragraphs;
use super::types::{Shape, Token, TokenKind};
use crate::span::Span;

/// Splits `text` into tokens, in order and without overlap. Each line is a
/// paragraph. Every character
/// that is not [space](is_space) lies in exactly one token. Spans are in bytes
/// of `text`.
///
/// Takes time linear in the length of the text. Returns no tokens for a text
/// over 4 GiB, which spans cannot address.
#[must_use]
pub fn tokenize(text: &str, abbreviations: &Abbreviations) -> Vec<Token> {
    if u32::try_from(text.len()).is_err() {
        return Vec::new();
    }
    tokenize_paragraphs(text, paragraphs(text), abbreviations)
}

/// Does what [`tokenize`] does, for a text whose paragraphs are known. They are
/// in order; what is between them is left out.
#[must_use]
pub fn tokenize_paragraphs(
    text: &str,
    paragraphs: impl IntoIterator<Item = Span>,
    abbreviations: &Abbreviations,
) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        abbreviations,
        tokens: Vec::with_capacity(text.len() / 5),
        paragraph_start: 0,
        paragraph_end: 0,
        single_quote_open: false,
        clear_mark: None,
    };
    for paragraph in paragraphs {
        scanner.paragraph(paragraph);
    }
    scanner.tokens
}

/// The next single mark in a paragraph that cannot be an apostrophe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ClearMark {
    Opens,
    Closes,
    /// There is none left in the paragraph.
    End,
}

/// Reads the tokens of a text. Each reader takes the position where something
/// begins and returns the position where it ends.
struct Scanner<'t> {
    text: &'t str,
    abbreviations: &'t Abbreviations,
    tokens: Vec<Token>,
    /// Start and end of the current paragraph, in bytes.
    paragraph_start: usize,
    paragraph_end: usize,
    /// Whether an opening single mark in this paragraph has no closing mark
    /// yet.
    single_quote_open: bool,
    /// The last result of `next_clear_mark` and its position. The result holds
    /// for every position up to that one, so all calls together read the text
    /// once.
    clear_mark: Option<(usize, ClearMark)>,
}

impl<'t> Scanner<'t> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.paragraph_end)?.chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// Returns the first position at or after `at` whose character fails
    /// `test`.
    fn skip_while(&self, at: usize, test: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(at..self.paragraph_end).unwrap_or("");
        rest.find(|c| !test(c)).map_or(self.paragraph_end, |n| at + n)
    }

    /// Returns the position after the character at `at`.
    fn after_char(&self, at: usize) -> usize {
        at + self.char_at(at).map_or(0, char::len_utf8)
    }

    fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or("")
    }

    /// Whether the character at `at` is not part of a word.
    fn word_ends(&self, at: usize) -> bool {
        self.char_at(at).is_none_or(|c| !is_letter(c) && !c.is_numeric())
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        let shape = match kind {
            TokenKind::Word | TokenKind::Clitic | TokenKind::Handle | TokenKind::Hashtag => {
                Shape::of(self.slice(start, end))
            }
            _ => Shape::None,
        };
        let spaced = self.char_before(start).is_none_or(is_space);
        self.tokens.push(Token {
            span: Span::new(start as u32, end as u32),
            kind,
            shape,
            spaced,
            opens_paragraph: false,
        });
    }

    fn paragraph(&mut self, paragraph: Span) {
        let first = self.tokens.len();
        let mut at = paragraph.start as usize;
        self.paragraph_start = at;
        self.paragraph_end = paragraph.end as usize;
        self.single_quote_open = false;
        self.clear_mark = None;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            at = if is_space(c) {
                next
            } else {
                // Every reader takes at least one character.
                self.read_at(at, c, next).max(next)
            };
        }
        if let Some(token) = self.tokens.get_mut(first) {
            token.opens_paragraph = true;
        }
    }

    /// Reads the token at `at`, or the word with its clitics. Returns where it
    /// ends.
    fn read_at(&mut self, at: usize, c: char, next: usize) -> usize {
        let gap = self.char_before(at).is_none_or(|b| !is_letter(b) && !b.is_numeric());
        if (is_letter(c) || c.is_numeric())
            && gap
            && let Some(end) = self.address(at)
        {
            self.push(at, end, TokenKind::Address);
            return self.clitics(end, false);
        }
        if is_letter(c) {
            return self.word(at, at);
        }
        if c.is_numeric() {
            return self.number(at, at);
        }
        if is_currency(c) || (matches!(c, '-' | '−' | '+' | '±' | '.' | '#') && gap) {
            // "-$5" and "#1" are one token; "$ 5", which is rare, is two.
            let digits = if is_currency(c) || !self.char_at(next).is_some_and(is_currency) {
                next
            } else {
                self.after_char(next)
            };
            let spaced = self.char_before(at).is_none_or(|b| is_space(b) || is_opener(b));
            if self.char_at(digits).is_some_and(char::is_numeric) && (spaced || is_currency(c)) {
                return self.number(at, digits);
            }
        }
        if is_apostrophe(c) || is_single_mark(c) {
            return self.single_mark(at, c, next);
        }
        if is_double_mark(c) {
            self.push(at, next, TokenKind::DoubleQuote);
            return next;
        }
        let (end, kind) = self.punctuation(at, c, next);
        self.push(at, end, kind);
        if matches!(kind, TokenKind::Handle | TokenKind::Hashtag) {
            return self.clitics(end, false);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::samples::{builtin_abbreviations, texts};
    use proptest::prelude::*;

    #[test]
    fn garbage_takes_linear_time() {
        // Repeated pieces that make a reader look ahead as far as it can.
        for piece in ["aaaB", "<a", "a'", "'a ", ". ", "''", "a.b", "-", "1-", "A. ", "www.", "@", "s' "] {
            let text = piece.repeat(200_000 / piece.len());
            let before = std::time::Instant::now();
            let _ = tokenize(&text, &builtin_abbreviations());
            assert!(before.elapsed().as_secs() < 5, "{piece}");
        }
    }

    proptest! {
        #[test]
        fn tokens_tile_what_is_not_space(text in texts()) {
            let tokens = tokenize(&text, &builtin_abbreviations());
            let mut covered = 0usize;
            for token in &tokens {
                let gap = text.get(covered..token.span.start as usize);
                prop_assert!(gap.is_some_and(|gap| gap.chars().all(is_space)), "{:?}", token);
                prop_assert!(!token.span.is_empty());
                prop_assert!(!token.text(&text).is_empty());
                covered = token.span.end as usize;
            }
            prop_assert!(text[covered..].chars().all(is_space));
            prop_assert!(tokens.first().is_none_or(|t| t.opens_paragraph));
        }

        #[test]
        fn any_string_is_read(text in any::<String>()) {
            let tokens = tokenize(&text, &Abbreviations::default());
            let length: usize = tokens.iter().map(|t| t.text(&text).chars().filter(|&c| !is_space(c)).count()).sum();
            prop_assert_eq!(length, text.chars().filter(|&c| !is_space(c)).count());
        }
    }
}
