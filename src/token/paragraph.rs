//! Divides a text that is not an article into paragraphs, and says how one
//! ends.

use super::characters::is_space;
use super::types::{Token, TokenKind};
use crate::line::is_break;
use crate::span::Span;

/// Splits `text` into its lines, without the white space around each and
/// without blank lines. Linear time.
///
/// Where the lines of an article belong together, its blocks say so.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut at = 0u32;
    let mut paragraphs = Vec::new();
    for raw in text.split_inclusive(is_break) {
        let line = raw.trim_matches(is_space);
        let indent = (raw.len() - raw.trim_start_matches(is_space).len()) as u32;
        if !line.is_empty() {
            paragraphs.push(Span::new(at + indent, at + indent + line.len() as u32));
        }
        at += raw.len() as u32;
    }
    paragraphs
}

/// Whether a paragraph, given by its tokens, ends in a period; closing marks may
/// follow. Headlines hardly ever do.
pub(crate) fn ends_in_period(paragraph: &[Token]) -> bool {
    let marks = |t: &&Token| matches!(t.kind, TokenKind::DoubleQuote | TokenKind::SingleQuote | TokenKind::Close);
    paragraph.iter().rev().find(|t| !marks(t)).is_some_and(|t| t.kind == TokenKind::Period)
}

#[cfg(test)]
mod tests {
    use crate::token::samples::tokens;

    #[test]
    fn line_breaks_end_paragraphs() {
        let text = "One thing.\nTwo\r\n\r\nthree.\u{2029}four";
        let tokens = tokens(text);
        let starts: Vec<_> = tokens.iter().filter(|t| t.opens_paragraph).map(|t| t.text(text)).collect();
        assert_eq!(starts, ["One", "Two", "three", "four"]);
    }
}
