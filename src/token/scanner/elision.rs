//! Reads words and years whose apostrophe stands for omitted letters or digits.

use super::{ClearMark, Scanner};
use crate::closed_class::{MONTHS, SEASONS};
use crate::function_word::{self, Function};
use crate::token::characters::{is_apostrophe, is_letter, is_space, lower};
use crate::token::types::TokenKind;

impl Scanner<'_> {
    /// Reads *'em*, *'90s* or *'n'*: a word or number whose apostrophe at `at`
    /// stands for omitted letters or digits.
    pub(super) fn elision(&mut self, at: usize, c: char, next: usize) -> Option<usize> {
        if !is_apostrophe(c) || matches!(c, '`' | '´') {
            return None;
        }
        let first = self.char_at(next)?;
        if first.is_numeric() {
            let digits = self.skip_while(next, char::is_numeric);
            if digits - next != 2 {
                return None;
            }
            if self.char_at(digits) == Some('s') && self.word_ends(digits + 1) {
                self.push(at, digits + 1, TokenKind::Number);
                return Some(digits + 1);
            }
            let year = self.word_ends(digits) && (c == '’' || self.year_before());
            if year {
                self.push(at, digits, TokenKind::Number);
                return Some(self.clitics(digits, false));
            }
            return None;
        }
        if !is_letter(first) {
            return None;
        }
        let end = self.skip_while(next, is_letter);
        let word = self.slice(next, end);
        let mut buffer = [0; 16];
        match lower(word, &mut buffer) {
            "n" => {
                let closed = self.char_at(end).filter(|&c| is_apostrophe(c));
                let end = closed.map_or(end, |c| end + c.len_utf8());
                self.push(at, end, TokenKind::Word);
                Some(end)
            }
            // *'Tis so,' he said*: the mark opens a quotation, too, if nothing
            // else does.
            "tis" | "twas" | "twere" | "twill" if c != '’' && self.opens_and_elides(at, end) => None,
            "em" | "til" | "tis" | "twas" | "twere" | "twill" | "tisn" | "twasn" | "neath" | "gainst" | "tween"
            | "scuse" | "nuff" => Some(self.word(at, next)),
            // These are also words without an apostrophe. If a closing mark
            // comes before the next opening one, this mark opens a quotation.
            "cause" | "round" | "bout" | "cuz" | "course" | "hood" | "sup" | "fraid" | "burbs" | "merica"
            | "merican" | "kay"
                if c == '’' || !self.closes_later(end) =>
            {
                Some(self.word(at, next))
            }
            _ => None,
        }
    }

    /// Whether a mark at `at` must open a quotation that a later mark closes. A
    /// word with an apostrophe ends at `end`.
    fn opens_and_elides(&mut self, at: usize, end: usize) -> bool {
        let apart = self.char_before(at).is_none_or(is_space);
        apart && !self.single_quote_open && self.closes_later(end)
    }

    fn closes_later(&mut self, at: usize) -> bool {
        self.next_clear_mark(at) == ClearMark::Closes
    }

    /// Whether the word before makes two digits after an apostrophe a year: *in
    /// '08*, *the '90*, *May '16*.
    fn year_before(&self) -> bool {
        let Some(last) = self.tokens.last() else {
            return false;
        };
        if last.kind == TokenKind::Dash && last.span.len() <= 3 {
            return true;
        }
        use Function::{By, Conjunction, Preposition, Subordinator, To};
        let mut buffer = [0; 16];
        let word = lower(last.text(self.text), &mut buffer);
        matches!(function_word::of_word(word), By | Conjunction | Preposition | Subordinator | To)
            || MONTHS.contains(&word)
            || SEASONS.contains(&word)
            || matches!(word, "the" | "early" | "mid" | "late")
    }
}

#[cfg(test)]
mod tests {
    use crate::token::TokenKind;
    use crate::token::samples::{check, kinds};

    #[test]
    fn elisions_are_words() {
        check(&[
            ("rock 'n' roll", "rock|'n'|roll"),
            ("rock ’n’ roll", "rock|’n’|roll"),
            ("get 'em 'til noon", "get|'em|'til|noon"),
            ("'Tis the season, ’cause", "'Tis|the|season|,|’cause"),
            ("O'Brien and d'Ivoire", "O'Brien|and|d'Ivoire"),
            ("yes ma'am, al-Qa'ida", "yes|ma'am|,|al-Qa'ida"),
            ("rock'n'roll", "rock'n'roll"),
            ("the '90s and in '08", "the|'90s|and|in|'08"),
            ("livin' large", "livin'|large"),
            ("'We're goin' home an' waitin' there,' he said", "'|We|'re|goin'|home|an'|waitin'|there|,|'|he|said"),
            ("'We saw nothin',' he said. 'Not a thing.'", "'|We|saw|nothin'|,|'|he|said|.|'|Not|a|thing|.|'"),
            ("'Not again' was on 'sale'", "'|Not|again|'|was|on|'|sale|'"),
            ("'Tis so,' he said. 'Twas late.'", "'|Tis|so|,|'|he|said|.|'|Twas|late|.|'"),
            ("the '90s-born singer", "the|'90s|-|born|singer"),
        ]);
        let marks = |text: &str| kinds(text).contains(&TokenKind::SingleQuote);
        for text in ["rock 'n' roll", "get ’em", "the ‘90s", "Guns n' Roses", "Jones' car"] {
            assert!(!marks(text), "{text}");
        }
    }
}
