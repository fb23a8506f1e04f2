//! Decides whether a sentence ends at a final mark.

use super::Splitter;
use crate::token::{Shape, TokenKind};

impl Splitter<'_> {
    /// Whether a sentence ends with the token before `at`. Moves `at` over
    /// closing marks that belong to it.
    pub(super) fn ends_after(&self, at: &mut u32, start: u32, end: u32, next: usize) -> bool {
        let index = *at - 1;
        let Some(token) = self.token(index) else {
            return true;
        };
        match token.kind {
            TokenKind::Period => {
                // "1. Open the door": a number alone is a label.
                let label = index == start + 1
                    && self.token(start).is_some_and(|t| t.kind == TokenKind::Number && t.span.len() <= 3);
                self.absorb(at, end, next);
                !label && self.begins(*at, end, next)
            }
            TokenKind::Exclamation => {
                self.absorb(at, end, next);
                self.begins(*at, end, next)
            }
            TokenKind::Ellipsis => {
                self.absorb(at, end, next);
                let four = token.text(self.text).matches(['.', '…']).count() >= 4;
                self.begins_after_ellipsis(*at, end, next, four)
            }
            TokenKind::Word if token.text(self.text).ends_with('.') => {
                self.ends_after_abbreviation(at, start, end, next)
            }
            _ => false,
        }
    }

    /// Whether a new sentence begins at `at`, after an ellipsis. One of four
    /// periods contains the full stop.
    fn begins_after_ellipsis(&self, at: u32, end: u32, next: usize, four: bool) -> bool {
        match self.token(at).filter(|_| at < end) {
            None => true,
            Some(t) if t.kind == TokenKind::Word => {
                let word = t.text(self.text);
                t.shape != Shape::Lower && (four || self.abbreviations.is_sentence_opener(word)) && word != "I"
            }
            Some(_) => four && self.begins(at, end, next),
        }
    }

    /// Moves `at` over closing brackets, stray closing marks and doubled
    /// periods that belong to the sentence which has just ended.
    pub(super) fn absorb(&self, at: &mut u32, end: u32, next: usize) {
        while let Some(token) = self.token(*at).filter(|_| *at < end) {
            let closes = match token.kind {
                TokenKind::Close => true,
                TokenKind::Period | TokenKind::Exclamation => !token.spaced,
                TokenKind::DoubleQuote | TokenKind::SingleQuote => {
                    !token.spaced && !token.opens_paragraph && self.quotation_at(*at, next).is_none()
                }
                _ => false,
            };
            if !closes || token.opens_paragraph {
                break;
            }
            *at += 1;
        }
    }

    /// Whether a new sentence can begin at `at`, after a final mark.
    pub(super) fn begins(&self, at: u32, end: u32, next: usize) -> bool {
        use TokenKind::{Clitic, Close, Colon, Comma, Dash, Semicolon};
        let Some(token) = self.token(at).filter(|_| at < end) else {
            return true;
        };
        if self.quotation_at(at, next).is_some() {
            return true;
        }
        match token.kind {
            Comma | Colon | Semicolon | Close | Clitic => false,
            Dash => false,
            TokenKind::Word => token.shape != Shape::Lower,
            TokenKind::Symbol => token.spaced,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sentence::tests::check;

    #[test]
    fn final_marks_end_sentences() {
        check(&[
            "He left. |She stayed! |Did they? |Yes.",
            "He left (or so he said.) |She stayed.",
            "It cost 1.5 mln. dollars. |5 more left.",
            "Note: He left; she stayed.",
            "1. Open the door. |2. Leave.",
            "Jeb! won? no. |He lost.",
            "He left ... Ito stayed. |He left ... |But she stayed.",
            "We said.|The end.",
        ]);
    }
}
