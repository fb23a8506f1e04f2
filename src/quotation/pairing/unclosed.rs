//! Decides whether an opening mark without a partner opens a quotation that
//! goes on in the next paragraph, or is a stray.

use super::{Pairing, Waiting};
use crate::quotation::mark::{Mark, Style};
use crate::token::{Shape, Token, TokenKind};

impl Pairing<'_> {
    /// Whether an unclosed quotation can continue in the next paragraph. It
    /// cannot if a quotation of its style was closed inside it, or if its
    /// paragraph contains its own attribution (*“We go, he said.*): then the
    /// closing mark is missing.
    pub(super) fn goes_on(&self, waiting: Waiting, end: usize) -> bool {
        let mark = self.marks[waiting.mark as usize];
        let start = mark.token as usize + 1;
        let enough =
            waiting.paragraphs > 1 || end.saturating_sub(start) >= if waiting.style == Style::Single { 4 } else { 2 };
        enough
            && !waiting.held
            && (self.begins_speech(mark) || capital_after(self.tokens, mark))
            && !self.ends_with_cue(start, end)
            && !(waiting.paragraphs == 1 && self.holds_cue(start, end))
    }

    /// Whether a quotation of whole sentences can begin at the mark: first in
    /// its paragraph, or after punctuation such as a comma, a colon or a full
    /// stop, after a reporting verb, or after *that*.
    pub(super) fn begins_speech(&self, mark: Mark) -> bool {
        use TokenKind::{Address, Colon, Comma, Dash, Ellipsis, Exclamation, Period, Word};
        if mark.leads {
            return true;
        }
        let is_quote = |t: &Token| matches!(t.kind, TokenKind::DoubleQuote | TokenKind::SingleQuote);
        let before = self.tokens.iter().enumerate().take(mark.token as usize).rev();
        let Some((at, previous)) = before.take(8).find(|(_, t)| !is_quote(t)) else {
            return false;
        };
        match previous.kind {
            Comma | Colon | Period | Exclamation | Ellipsis | Dash | TokenKind::Close | Address => true,
            Word => {
                let word = previous.text(self.text);
                word.ends_with('.') || word == "that" || self.known.may_report(at as u32)
            }
            _ => false,
        }
    }

    /// Whether the last words of the paragraph are an attribution: *…, he
    /// said.*
    fn ends_with_cue(&self, start: usize, end: usize) -> bool {
        let start = start.max(end.saturating_sub(9));
        let tail = self.tokens.get(start..end).unwrap_or(&[]);
        let Some(comma) = tail.iter().rposition(|t| t.kind == TokenKind::Comma) else {
            return false;
        };
        let words = start + comma + 1..end;
        words.len() <= 6 && words.into_iter().any(|t| self.known.may_report(t as u32))
    }

    /// Whether the first sentence of the quotation contains its own attribution
    /// (*“We go, said Ito. They stay.*): the closing mark before it is missing.
    fn holds_cue(&self, start: usize, end: usize) -> bool {
        const REACH: usize = 40;
        let inside = self.tokens.get(start..end.min(start + REACH)).unwrap_or(&[]);
        let stop = inside.iter().position(|t| matches!(t.kind, TokenKind::Period | TokenKind::Exclamation));
        let first = inside.get(..stop.unwrap_or(inside.len())).unwrap_or(&[]);
        first.windows(3).zip(start..).any(|(words, comma)| {
            let [mark, verb, name] = words else { return false };
            mark.kind == TokenKind::Comma
                && verb.shape == Shape::Lower
                && self.known.may_report(comma as u32 + 1)
                && matches!(name.shape, Shape::Capital | Shape::Upper)
                && name.text(self.text) != "I"
        })
    }

    /// Whether an unclosed quotation is listed: it runs over several
    /// paragraphs, or begins like speech and ends with a full stop.
    pub(super) fn plainly_open(&self, waiting: Waiting) -> bool {
        let mark = self.marks[waiting.mark as usize];
        if waiting.paragraphs > 1 {
            return true;
        }
        let last = (waiting.reaches as usize).checked_sub(1).and_then(|i| self.tokens.get(i));
        let ends = last.is_some_and(|t| {
            use TokenKind::{Ellipsis, Exclamation, Period};
            matches!(t.kind, Period | Exclamation | Ellipsis)
                || t.kind == TokenKind::Word && t.text(self.text).ends_with('.')
        });
        let long = waiting.reaches.saturating_sub(mark.token) > 5;
        waiting.style != Style::Single && ends && long && self.begins_speech(mark)
    }
}

/// Whether the word after the mark begins with a capital.
pub(super) fn capital_after(tokens: &[Token], mark: Mark) -> bool {
    tokens.get(mark.token as usize + 1).is_some_and(|t| matches!(t.shape, Shape::Capital | Shape::Upper))
}

#[cfg(test)]
mod tests {
    use crate::quotation::pairing::tests::{check, pairs};

    #[test]
    fn an_unclosed_quotation_ends_with_its_last_paragraph() {
        let text = "He said: “We go on and on and on.\n\nThen he left the “big” room.";
        check(&[(text, &["“We go on and on and on.", "“big”"])]);
        assert!(!pairs(text)[0].closed);
        let text = "“We go on.\n\n“And on and on.\n\nHe left.";
        check(&[(text, &["“We go on.\n\n“And on and on."])]);
        assert!(!pairs(text)[0].closed && pairs(text)[0].multi_paragraph);
    }

    #[test]
    fn stray_marks_disturb_no_other() {
        check(&[
            ("“We go, he said.\n\n“They stay,” she said.", &["“They stay,”"]),
            ("“We go, said Ito. He left at noon.\n\n“They stay,” she said.", &["“They stay,”"]),
            ("The \"war on that is over.\n\n\"We stay,\" she said.", &["\"We stay,\""]),
            ("A 12\" board. \"Good,\" he said.", &["\"Good,\""]),
            // Inches inside a quotation whose closing mark comes later.
            ("\"A 12\" board is long,\" he said.", &["\"A 12\" board is long,\""]),
            ("\"A 12\" by 14\" board,\" he said. \"Good.\"", &["\"A 12\" by 14\" board,\"", "\"Good.\""]),
            ("“A 12\" board is long,” he said.", &["“A 12\" board is long,”"]),
            ("It came \"in 1998\" and \"in 1999\" again.", &["\"in 1998\"", "\"in 1999\""]),
            ("\"He left \"in 1998\" for good,\" she said.", &["\"He left \"in 1998\" for good,\"", ">\"in 1998\""]),
            ("We go,” he said. “And stay.”", &["“And stay.”"]),
            ("We go,\" he said. \"And stay.\"", &["\"And stay.\""]),
            ("\"“We stay,” he said.", &["“We stay,”"]),
            ("He said \"\" and \"yes\".", &["\"yes\""]),
            ("fire ' and \"smoke\"", &["\"smoke\""]),
            ("“He said ‘so and “yes” too.” Then", &["“He said ‘so and “yes” too.”", ">“yes”"]),
            ("\"", &[]),
            ("\" \" \"", &[]),
        ]);
    }
}
