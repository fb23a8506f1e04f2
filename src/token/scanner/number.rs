//! Reads numbers with their signs, separators and units.

use super::Scanner;
use crate::token::characters::{is_apostrophe, is_hyphen, is_letter};
use crate::token::types::TokenKind;

impl Scanner<'_> {
    /// Reads a number that starts at `start` and has its first digit at `at`.
    pub(super) fn number(&mut self, start: usize, at: usize) -> usize {
        let digit = char::is_numeric;
        let mut end = self.skip_while(at, digit);
        while let Some(c) = self.char_at(end) {
            let after = end + c.len_utf8();
            let goes_on = self.char_at(after).is_some_and(digit);
            match c {
                '.' | ',' | ':' | '/' | '⁄' | '-' | '\u{2010}' | '\u{2011}' if goes_on => {
                    end = self.skip_while(after, digit);
                }
                // Feet and inches: 6'2", 5’11”.
                '\'' | '’' | '′' if goes_on && end - at == 1 => {
                    let inches = self.skip_while(after, digit);
                    if inches - after > 2 {
                        break;
                    }
                    end = inches;
                    let tail = self.slice(end, self.paragraph_end);
                    let mark = ["''", "’’", "\"", "”", "″"].iter().find(|m| tail.starts_with(**m));
                    end += mark.map_or(0, |m| m.len());
                    self.push(start, end, TokenKind::Number);
                    return end;
                }
                _ => break,
            }
        }
        let mut letters = self.skip_while(end, is_letter);
        // "11:30p.m." is a number and a word.
        if matches!(self.slice(end, letters), "a" | "p") && self.slice(letters, letters + 2) == ".m" {
            letters = end;
        }
        // "10:42PMIto": the space before the name is missing.
        let mut half = self.slice(end, letters).chars();
        if matches!(half.next(), Some('A' | 'P'))
            && half.next() == Some('M')
            && half.next().is_some_and(char::is_uppercase)
            && half.next().is_some_and(char::is_lowercase)
        {
            letters = end + 2;
        }
        let suffix = self.slice(end, letters);
        let mut glued = suffix.chars();
        // "2015The": a missing space. "3D", "5G" and "10AM" are one token.
        let lost =
            glued.next().is_some_and(char::is_uppercase) && glued.clone().count() >= 2 && glued.all(char::is_lowercase);
        if !suffix.is_empty() && !lost {
            if self.char_at(letters).is_some_and(is_hyphen) && self.word_goes_on(letters) {
                return self.word(start, letters);
            }
            if suffix == "s"
                && let Some(c) = self.char_at(letters).filter(|&c| is_apostrophe(c))
            {
                let end = self.final_apostrophe(start, letters, c);
                return self.clitics(end, false);
            }
            self.push(start, letters, TokenKind::Number);
            return self.clitics(letters, false);
        }
        // "16-year-old" and "10-Year" are words.
        if suffix.is_empty() && self.char_at(end).is_some_and(is_hyphen) && self.word_goes_on(end) {
            return self.word(start, end);
        }
        if let Some(c) = self.char_at(end).filter(|&c| matches!(c, '%' | '‰' | '°' | '¢' | '€' | '£')) {
            end += c.len_utf8();
        }
        self.push(start, end, TokenKind::Number);
        self.clitics(end, false)
    }

    /// Whether a letter or digit follows the hyphen at `at`.
    fn word_goes_on(&self, at: usize) -> bool {
        let after = self.after_char(at);
        self.char_at(after).is_some_and(|c| is_letter(c) || c.is_numeric())
    }
}

#[cfg(test)]
mod tests {
    use crate::token::TokenKind;
    use crate::token::samples::{check, tokens};

    #[test]
    fn numbers_are_whole() {
        for number in [
            "$1,000",
            "46%",
            "11:00",
            "6'2\"",
            "5’11”",
            "3rd",
            "1990s",
            "'90s",
            "1.47",
            "US$5",
            "£3.2bn",
            "24/7",
            "2015-16",
            "#1",
            "-5",
            ".5",
            "5pm",
            "½",
        ] {
            let text = format!("about {number} of it");
            let tokens = tokens(&text);
            assert_eq!(tokens[1].text(&text), number);
            assert_eq!(tokens[1].kind, TokenKind::Number, "{number}");
        }
        check(&[("a 16-year-old in 2015.", "a|16-year-old|in|2015|."), ("1990–95", "1990|–|95")]);
    }
}
