//! Reads words: inner hyphens and periods, final periods of abbreviations and
//! initials, and spaces that are missing.

use super::Scanner;
use super::clitic::Apostrophe;
use crate::token::characters::{is_apostrophe, is_currency, is_hyphen, is_invisible, is_letter};
use crate::token::types::{Shape, TokenKind};

impl Scanner<'_> {
    /// Reads a word that starts at `start`. The text before `at` is known to
    /// belong to it.
    pub(super) fn word(&mut self, start: usize, at: usize) -> usize {
        let mut end = at;
        // Start of the letters after the last hyphen, period or apostrophe.
        let mut piece = at;
        let mut dotted = false;
        loop {
            // Most of a word is small letters.
            end += self.slice(end, self.paragraph_end).bytes().take_while(u8::is_ascii_lowercase).count();
            let Some(c) = self.char_at(end) else { break };
            let after = end + c.len_utf8();
            let letter_next = self.char_at(after).is_some_and(is_letter);
            if is_letter(c) {
                if c.is_uppercase()
                    && self.char_before(end).is_some_and(|b| end > piece && b.is_lowercase())
                    && self.lost_space(piece, end)
                {
                    self.push(start, end, TokenKind::Word);
                    return end;
                }
                end = after;
            } else if c.is_numeric() || c == '_' && letter_next || is_invisible(c) && letter_next {
                end = after;
            } else if is_hyphen(c) && (letter_next || self.char_at(after).is_some_and(char::is_numeric)) {
                end = after;
                piece = after;
            } else if c == '&' && letter_next && self.between_capitals(end, after) {
                // *AT&T* and *S&P* are one word.
                end = after;
                piece = after;
            } else if c == '.' && letter_next && self.period_joins(start, piece, end, after) {
                end = after;
                piece = after;
                dotted = true;
            } else if c == '.' && self.joins_abbreviation(piece, dotted, end, after) {
                // *A.F.L.-C.I.O.* and *D.C.-based* are one word.
                end = after;
            } else if c == '.' && end > start && self.digits_around(end, after) {
                // *v2.0* is one word.
                end = after;
                piece = after;
            } else if is_apostrophe(c) && letter_next {
                match self.apostrophe(piece, end, c, after) {
                    Apostrophe::Inside => {
                        end = after;
                        piece = after;
                    }
                    Apostrophe::Clitic(split) => {
                        if split > start {
                            self.push(start, split, TokenKind::Word);
                        }
                        return self.clitics(split, true);
                    }
                    Apostrophe::Mark => {
                        self.push(start, end, TokenKind::Word);
                        return end;
                    }
                }
            } else {
                break;
            }
        }
        // *US$5* and *C$1.2bn* are numbers.
        if self.char_at(end).is_some_and(is_currency)
            && end - start <= 3
            && self.char_at(self.after_char(end)).is_some_and(char::is_numeric)
        {
            return self.number(start, self.after_char(end));
        }
        if self.char_at(end) == Some('.') && self.keeps_period(start, piece, end, dotted) {
            end += 1;
        } else if let Some(c) = self.char_at(end).filter(|&c| is_apostrophe(c)) {
            return self.final_apostrophe(start, end, c);
        }
        self.push(start, end, TokenKind::Word);
        end
    }

    fn between_capitals(&self, at: usize, after: usize) -> bool {
        self.char_before(at).is_some_and(char::is_uppercase) && self.char_at(after).is_some_and(char::is_uppercase)
    }

    fn digits_around(&self, at: usize, after: usize) -> bool {
        self.char_before(at).is_some_and(char::is_numeric) && self.char_at(after).is_some_and(char::is_numeric)
    }

    /// Whether the capital at `at` begins another word after a missing space:
    /// *StateJohn*, but not *McCain*, *iPhone* or *LaTeX*.
    fn lost_space(&self, piece: usize, at: usize) -> bool {
        let left = self.slice(piece, at);
        if left.chars().take(3).count() < 3
            || matches!(left, "Mac" | "Fitz" | "Vande" | "Vander" | "Van" | "Von" | "Della")
        {
            return false;
        }
        // Bounded, since the text may be one very long run of letters.
        let rest = self.text.get(at..self.paragraph_end).unwrap_or("");
        let run = rest.char_indices().take(40).take_while(|&(_, c)| is_letter(c));
        let (count, right) = run.fold((0, 0), |(n, _), (i, c)| (n + 1, i + c.len_utf8()));
        if count < 3 || at - piece > 80 {
            return count >= 3;
        }
        !self.abbreviations.is_joined_name(self.slice(piece, at + right))
    }

    /// Whether the period at `at` ends an abbreviation with periods inside, to
    /// which a hyphen joins more letters.
    fn joins_abbreviation(&self, piece: usize, dotted: bool, at: usize, after: usize) -> bool {
        dotted
            && self.slice(piece, at).chars().take(2).count() == 1
            && self.char_at(after).is_some_and(is_hyphen)
            && self.char_at(self.after_char(after)).is_some_and(is_letter)
    }

    /// Whether the period at `at`, which a letter follows, is inside a word:
    /// *U.S*, *p.m*, *Ph.D*, but not *said.The*.
    fn period_joins(&self, start: usize, piece: usize, at: usize, after: usize) -> bool {
        let left = self.slice(piece, at).chars().take(2).count();
        // The letters after the period. No letter is scanned here twice.
        let right_end = self.skip_while(after, is_letter);
        let right = self.slice(after, right_end).chars().take(2).count();
        if left == 1 && right == 1 && self.char_before(at).is_some_and(is_letter) {
            return true;
        }
        // A stock ticker with its exchange: "ABCD.EF".
        let upper = |word: &str| word.len() <= 6 && word.bytes().all(|b| b.is_ascii_uppercase());
        if left > 1 && right_end - after <= 2 && upper(self.slice(piece, at)) {
            return upper(self.slice(after, right_end));
        }
        if at - start > self.abbreviations.longest() || right_end - after > self.abbreviations.longest() {
            return false;
        }
        let end = if self.char_at(right_end) == Some('.') {
            right_end + 1
        } else {
            return false;
        };
        self.abbreviations.get(self.slice(start, end)).is_some()
    }

    /// Whether the period at `end` belongs to the word before it.
    fn keeps_period(&self, start: usize, piece: usize, end: usize, dotted: bool) -> bool {
        let after = end + 1;
        // The period is the first of an ellipsis ("p.m..." is rare).
        if self.char_at(after) == Some('.') {
            return false;
        }
        let word = self.slice(start, end);
        if dotted && self.slice(piece, end).chars().take(2).count() == 1 {
            // A plural "s" is not an initial: "C.D.O.s."
            return !word.ends_with(".s") || word.starts_with(char::is_lowercase);
        }
        if self.abbreviations.get(self.slice(start, after)).is_some() {
            // "No." is an abbreviation only before a number; else it is a
            // sentence.
            return word != "No" || self.number_follows(after);
        }
        // An initial: one capital, followed by a name or another initial.
        let mut letters = self.slice(piece, end).chars();
        if !letters.next().is_some_and(char::is_uppercase) || letters.next().is_some() || piece != start {
            return false;
        }
        let next = self.skip_while(after, |c| matches!(c, ' ' | '\u{A0}'));
        if !self.char_at(next).is_some_and(char::is_uppercase) {
            return false;
        }
        let next_end = self.skip_while(next, |c| is_letter(c) || is_apostrophe(c));
        let next_word = self.slice(next, next_end);
        // "I. Lewis Ito" at the start of a paragraph is a name too.
        let name_before = start == self.paragraph_start
            || self.tokens.last().is_some_and(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower);
        if word == "I" && !name_before {
            return false;
        }
        // "Plan B. The" ends a sentence; "A. A. Milne" does not.
        !self.abbreviations.is_sentence_opener(next_word) || self.char_at(next_end) == Some('.')
    }

    fn number_follows(&self, after: usize) -> bool {
        let next = self.skip_while(after, |c| matches!(c, ' ' | '\u{A0}' | '#'));
        self.char_at(next).is_some_and(char::is_numeric)
    }
}

#[cfg(test)]
mod tests {
    use crate::token::samples::{check, tokens};

    #[test]
    fn words_keep_hyphens_and_inner_periods() {
        check(&[
            ("a well-known U.S. site", "a|well-known|U.S.|site"),
            ("at 5 p.m. today", "at|5|p.m.|today"),
            ("at 11:30p.m. today", "at|11:30|p.m.|today"),
            ("Sen. Ito (R-S.C.) left.", "Sen.|Ito|(|R-S.C.|)|left|."),
            ("Rep. Ito, D-Calif., left", "Rep.|Ito|,|D-Calif.|,|left"),
            ("J. K. Lindt and George W. Ito", "J.|K.|Lindt|and|George|W.|Ito"),
            ("J.K. Lindt", "J.K.|Lindt"),
            ("a Ph.D. in law", "a|Ph.D.|in|law"),
            ("AT&T and S&P", "AT&T|and|S&P"),
            ("Acme <ACME.VI>, Ito", "Acme|<ACME.VI>|,|Ito"),
            ("I. Lewis Ito left", "I.|Lewis|Ito|left"),
            ("He took plan B. The rest", "He|took|plan|B|.|The|rest"),
            ("as tall as I. Ito left", "as|tall|as|I|.|Ito|left"),
            ("No. 5 is alive. No. It", "No.|5|is|alive|.|No|.|It"),
            ("GEN. ITO", "GEN.|ITO"),
        ]);
    }

    #[test]
    fn lost_spaces_are_found() {
        check(&[
            ("of StateJohn Ito", "of|State|John|Ito"),
            ("he said.The end", "he|said|.|The|end"),
            ("in 2015.He left", "in|2015|.|He|left"),
            ("in 2015The rest", "in|2015|The|rest"),
            ("McCain MacDonald DeVos LaTeX iPhone", "McCain|MacDonald|DeVos|LaTeX|iPhone"),
            ("YouTube and HuffPost", "YouTube|and|HuffPost"),
            ("at 8PM'There it is!'", "at|8PM|'|There|it|is|!|'"),
        ]);
        let text = "of StateJohn Ito";
        let tokens = tokens(text);
        assert!(!tokens[2].spaced && tokens[1].spaced);
    }
}
