//! Decides whether an opening mark without a partner opens a quotation that
//! goes on in the next paragraph, or is a stray.

use super::{Pairing, Waiting};
use crate::closed_class::{THAT, is_any};
use crate::function_word::{self, Function};
use crate::quotation::mark::{Mark, Style};
use crate::token::{Shape, Token, TokenKind};

/// How many tokens beside a quotation are searched for who said it.
const TAG: u32 = 12;

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
            && self.tag_at_end(start, end).is_none()
            && !(waiting.paragraphs == 1 && self.tag_inside(start, end).is_some())
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
                word.ends_with('.') || is_any(word, THAT) || self.known.may_report(at as u32)
            }
            _ => false,
        }
    }

    /// Returns where the words of an unclosed quotation end, if its paragraph
    /// names their speaker and nothing before the mark does: in *“We go, said
    /// Ito.*, before *said*. The closing mark there is missing.
    pub(super) fn tag(&self, waiting: Waiting, end: usize) -> Option<usize> {
        let mark = self.marks[waiting.mark as usize];
        let start = mark.token as usize + 1;
        let stands_alone =
            mark.leads || self.tokens.get(start.wrapping_sub(2)).is_some_and(|t| matches!(t.kind, TokenKind::Period));
        let tag = self.tag_inside(start, end).or_else(|| self.tag_at_end(start, end))?;
        let inside = self.tokens.get(start..tag).unwrap_or(&[]);
        let marked = inside.iter().any(|t| t.kind == TokenKind::DoubleQuote);
        (waiting.style == Style::Double && stands_alone && !marked).then_some(tag)
    }

    /// Whether the paragraph that repeats the mark of an open quotation begins
    /// another speaker's: both paragraphs name a speaker, and no name is the
    /// same. *Ito said: “We go.* is followed by *“They stay,” said Ott.*
    pub(super) fn is_answered(&self, waiting: Waiting, repeat: usize, end: usize) -> bool {
        let first = self.marks[waiting.mark as usize];
        if waiting.paragraphs > 1 || first.leads {
            return false;
        }
        let closing = |mark: &&Mark| mark.style == first.style && mark.before < mark.after;
        let rest = &self.marks[repeat + 1..];
        let Some(close) = rest.iter().take_while(|m| (m.token as usize) < end).find(closing) else {
            return false;
        };
        let before = first.token.saturating_sub(TAG)..first.token;
        let opened = before.rev().find(|&t| self.tokens[t as usize].opens_paragraph);
        let before = opened.unwrap_or(first.token.saturating_sub(TAG))..first.token;
        let after = close.token + 1..(close.token + TAG).min(end as u32);
        let (one, other) = (self.speaker(before.rev()), self.speaker(after));
        !one.is_empty() && !other.is_empty() && !one.iter().any(|name| other.contains(name))
    }

    /// Returns the words with a capital of the clause whose tokens are given, up
    /// to a quotation mark or a stop, if a verb of reporting is among them.
    fn speaker(&self, tokens: impl Iterator<Item = u32>) -> Vec<&str> {
        let (mut names, mut reports) = (Vec::new(), false);
        for (n, t) in tokens.enumerate() {
            let token = &self.tokens[t as usize];
            match token.kind {
                TokenKind::DoubleQuote | TokenKind::SingleQuote => break,
                TokenKind::Period | TokenKind::Exclamation if n > 0 => break,
                TokenKind::Word if matches!(token.shape, Shape::Capital | Shape::Upper) => {
                    names
                        .extend(function_word::of(token, self.text).eq(&Function::None).then(|| token.text(self.text)));
                }
                _ => reports |= token.shape == Shape::Lower && self.known.may_report(t),
            }
        }
        if reports { names } else { Vec::new() }
    }

    /// Returns where the last words of the paragraph begin, if they are an
    /// attribution: *…, he said.*
    fn tag_at_end(&self, start: usize, end: usize) -> Option<usize> {
        let start = start.max(end.saturating_sub(9));
        let tail = self.tokens.get(start..end).unwrap_or(&[]);
        let comma = tail.iter().rposition(|t| matches!(t.kind, TokenKind::Comma))?;
        let words = start + comma + 1..end;
        (words.len() <= 6 && words.clone().any(|t| self.known.may_report(t as u32))).then_some(words.start)
    }

    /// Returns where an attribution in the first sentence of the quotation
    /// begins: *“We go, said Ito. They stay.*, *“Why? asked the mayor.*
    fn tag_inside(&self, start: usize, end: usize) -> Option<usize> {
        const REACH: usize = 40;
        let inside = self.tokens.get(start..end.min(start + REACH)).unwrap_or(&[]);
        for (words, at) in inside.windows(3).zip(start..) {
            let [mark, verb, name] = words else { break };
            let named = matches!(name.shape, Shape::Capital | Shape::Upper) && name.text(self.text) != "I"
                || function_word::of(name, self.text) == Function::Determiner && mark.kind != TokenKind::Comma;
            let ends = matches!(mark.kind, TokenKind::Comma | TokenKind::Exclamation);
            if ends && verb.shape == Shape::Lower && self.known.may_report(at as u32 + 1) && named {
                return Some(at + 1);
            }
            if matches!(mark.kind, TokenKind::Period | TokenKind::Exclamation) {
                break;
            }
        }
        None
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
    fn an_unclosed_quotation_ends_at_its_own_attribution() {
        for (text, first) in [
            ("“We go, he said.\n\n“They stay,” she said.", "“We go,"),
            ("“We go, said Ito. He left at noon.\n\n“They stay,” she said.", "“We go,"),
            ("\"Do we go? asked the mayor. \"They stay,\" she said.", "\"Do we go?"),
            ("It rained. \"We go at once, Ito added.\n\n\"They stay,\" she said.", "\"We go at once,"),
        ] {
            assert_eq!(pairs(text)[0].span.of(text), first, "{text}");
        }
    }

    /// The answer begins a quotation of its own, where the closing mark of the
    /// one before is missing.
    #[test]
    fn a_quotation_ends_before_another_speakers() {
        for answer in ["“We will,” said the clerk, Max Ott.", "“We will,” Ott said. “At once.”"] {
            let text = format!("Ana Ito said: “We never pay. We never will.\n\n{answer}");
            assert_eq!(pairs(&text)[0].span.of(&text), "“We never pay. We never will.", "{text}");
        }
        for answer in ["“We will,” said Ito.", "“We will,” she said.", "“We will.” Ott left."] {
            let text = format!("“So,” Ana Ito said. “We never pay. We never will.\n\n{answer}");
            assert!(pairs(&text)[1].multi_paragraph, "{text}");
        }
    }

    #[test]
    fn stray_marks_disturb_no_other() {
        check(&[
            ("The “war on that is over.\n\n“They stay,” she said.", &["“They stay,”"]),
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
