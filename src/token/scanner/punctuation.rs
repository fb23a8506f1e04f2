//! Reads punctuation marks and symbols, handles, and left-over HTML tags.

use super::Scanner;
use crate::token::characters::{is_hyphen, is_letter, is_mark, is_space};
use crate::token::types::TokenKind;

impl Scanner<'_> {
    pub(super) fn punctuation(&self, at: usize, c: char, next: usize) -> (usize, TokenKind) {
        use TokenKind::{Close, Colon, Comma, Dash, Exclamation, Handle, Hashtag, Open, Period, Semicolon, Symbol};
        match c {
            '.' | '…' | '⋯' => self.periods(at, c, next),
            '。' | '．' | '｡' => (next, Period),
            ',' | '，' | '、' | '،' => (next, Comma),
            ':' | '：' => (next, Colon),
            ';' | '；' => (next, Semicolon),
            '?' | '!' | '‽' | '？' | '！' | '‼' | '⁇' | '⁈' | '⁉' => {
                let test = |c| matches!(c, '?' | '!' | '‽' | '？' | '！' | '‼' | '⁇' | '⁈' | '⁉');
                (self.skip_while(at, test), Exclamation)
            }
            '(' | '[' | '{' | '（' | '［' => (next, Open),
            ')' | ']' | '}' | '）' | '］' => (next, Close),
            '—' | '–' | '―' | '‒' | '⸺' | '⸻' => {
                (self.skip_while(at, |c| matches!(c, '—' | '–' | '―' | '‒' | '⸺' | '⸻')), Dash)
            }
            _ if is_hyphen(c) => {
                let end = self.skip_while(at, is_hyphen);
                let spaced = self.char_before(at).is_none_or(is_space);
                let spaced_after = self.char_at(end).is_none_or(is_space);
                // A hyphen with space on one side ("word- word", "word -word")
                // is a sloppy dash. One with no space at all stands between
                // tokens such as brackets or quotation marks, and is a symbol.
                let dash = end - at > c.len_utf8() || spaced || spaced_after;
                (end, if dash { Dash } else { Symbol })
            }
            '@' | '#' => {
                let end = self.skip_while(next, |c| is_letter(c) || c.is_numeric() || c == '_');
                let alone = self.char_before(at).is_none_or(|b| !is_letter(b) && !b.is_numeric());
                if end == next || !alone { (next, Symbol) } else { (end, if c == '@' { Handle } else { Hashtag }) }
            }
            '_' | '*' | '=' | '~' => (self.skip_while(at, |d| d == c), Symbol),
            '<' => (self.tag(at, next).or_else(|| self.ticker(next)).unwrap_or(next), Symbol),
            // An unknown character is one token, with its combining accents and
            // variation selectors.
            _ => (self.skip_while(next, |c| is_mark(c) || matches!(c, '\u{FE00}'..='\u{FE0F}')), Symbol),
        }
    }

    /// Reads a left-over HTML tag (`<a href="…">`), so that its quotation marks
    /// open no quotation. `<Gazette>` is not a tag. Looks no further than the
    /// next `<`, so all calls together take linear time.
    fn tag(&self, at: usize, next: usize) -> Option<usize> {
        let rest = self.text.get(next..self.paragraph_end)?;
        let end = rest.find(['<', '>'])?;
        let body = rest.get(..end)?;
        let name = body.strip_prefix('/').unwrap_or(body);
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let tag = body.starts_with('/')
            || body.ends_with('/')
            || body.contains("=\"")
            || body.contains("='")
            || body.contains("=”");
        (named && tag && rest.get(end..)?.starts_with('>')).then_some(at + 1 + end + 1)
    }

    /// Reads a stock ticker in angle brackets, as newswires write it
    /// (`<JARD.HKG>`). Returns the end, closing bracket included.
    fn ticker(&self, next: usize) -> Option<usize> {
        let end = self.skip_while(next, |c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-'));
        (end > next && end - next <= 12 && self.char_at(end) == Some('>')).then_some(end + 1)
    }

    /// Reads `.`, `...`, `. . .`, `…` and runs of them.
    fn periods(&self, at: usize, c: char, next: usize) -> (usize, TokenKind) {
        let dots = |c| matches!(c, '.' | '…' | '⋯');
        let mut end = self.skip_while(at, dots);
        if c != '.' || end > next {
            return (end, TokenKind::Ellipsis);
        }
        // Three or more periods with single spaces between them.
        let mut count = 1;
        while let Some(' ' | '\u{A0}' | '\u{202F}') = self.char_at(end) {
            let dot = self.after_char(end);
            if self.char_at(dot) != Some('.') {
                break;
            }
            end = self.skip_while(dot, |c| c == '.');
            count += end - dot;
        }
        if count >= 3 { (end, TokenKind::Ellipsis) } else { (next, TokenKind::Period) }
    }
}

#[cfg(test)]
mod tests {
    use crate::token::TokenKind;
    use crate::token::samples::{check, kinds};

    #[test]
    fn dashes_and_ellipses() {
        check(&[
            ("a—b – c -- d --- e - f", "a|—|b|–|c|--|d|---|e|-|f"),
            ("well... so . . . and … then.", "well|...|so|. . .|and|…|then|."),
            ("really?! No.", "really|?!|No|."),
        ]);
        assert_eq!(kinds("a - b")[1], TokenKind::Dash);
        assert_eq!(kinds("a . . . b")[1], TokenKind::Ellipsis);
    }
}
