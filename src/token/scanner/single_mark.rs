//! Reads single marks that follow no letter, and decides whether a later one
//! closes a quotation.

use super::{ClearMark, Scanner};
use crate::function_word::{self, Function};
use crate::token::characters::{is_apostrophe, is_letter, is_opener, is_space, opens_single};
use crate::token::types::TokenKind;

impl Scanner<'_> {
    /// Reads a single mark that follows no letter.
    pub(super) fn single_mark(&mut self, at: usize, c: char, next: usize) -> usize {
        if matches!(c, '\'' | '`' | '’' | '‘') {
            let end = self.skip_while(at, |d| d == c);
            if end - at >= 2 * c.len_utf8() {
                self.doubled_marks(at, c.len_utf8(), end);
                return end;
            }
        }
        if let Some(end) = self.elision(at, c, next) {
            return end;
        }
        let before = self.char_before(at);
        let after = self.char_at(next);
        // "[Trump]'s", "Jr.'s". A period counts only as part of a word.
        let owner = before.is_some_and(|b| matches!(b, ')' | ']' | '”' | '"' | '%' | '?' | '!'))
            || before == Some('.') && self.tokens.last().is_some_and(|t| t.kind == TokenKind::Word);
        if owner {
            let end = self.clitics(at, false);
            if end > at {
                return end;
            }
        }
        if opens_single(before, after) {
            self.single_quote_open = true;
        } else if after.is_none_or(|a| !is_letter(a)) {
            self.single_quote_open = false;
        }
        self.push(at, next, TokenKind::SingleQuote);
        next
    }

    /// Reads a run of single marks, each of `width` bytes. Pairs of them are
    /// double marks. An odd one out is a single mark, inside the quotation that
    /// the double marks open or close.
    fn doubled_marks(&mut self, at: usize, width: usize, end: usize) {
        let opening = self.char_before(at).is_none_or(|b| is_space(b) || is_opener(b));
        let mut from = at;
        if (end - at) / width % 2 == 1 && !opening {
            self.push(from, from + width, TokenKind::SingleQuote);
            self.single_quote_open = false;
            from += width;
        }
        while from + 2 * width <= end {
            self.push(from, from + 2 * width, TokenKind::DoubleQuote);
            from += 2 * width;
        }
        if from < end {
            self.push(from, end, TokenKind::SingleQuote);
            self.single_quote_open = true;
        }
    }

    /// Whether the next word, after a space, can be a noun that a plural
    /// possessive owns: it is neither a function word nor a reporting verb.
    pub(super) fn noun_follows(&self, at: usize) -> bool {
        let start = at + self.char_at(at).filter(|&c| is_space(c)).map_or(0, char::len_utf8);
        if start == at || !self.char_at(start).is_some_and(|c| is_letter(c) || c.is_numeric()) {
            return false;
        }
        let rest = self.text.get(start..self.paragraph_end).unwrap_or("").as_bytes();
        let length = rest.iter().take(12).take_while(|b| b.is_ascii_alphabetic()).count();
        let word = self.slice(start, start + length);
        function_word::of_word(word) == Function::None && !self.abbreviations.is_after_quotation(word)
    }

    /// Returns the next single mark at or after `at` that cannot be an
    /// apostrophe. Amortised constant time, thanks to the field `clear_mark`.
    pub(super) fn next_clear_mark(&mut self, at: usize) -> ClearMark {
        if let Some((place, mark)) = self.clear_mark
            && place >= at
        {
            return mark;
        }
        let mut found = (self.paragraph_end, ClearMark::End);
        let mut before = self.char_before(at);
        let rest = self.text.get(at..self.paragraph_end).unwrap_or("");
        let mut chars = rest.char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            if is_apostrophe(c) {
                let after = chars.peek().map(|&(_, c)| c);
                let mark = if opens_single(before, after) {
                    Some(ClearMark::Opens)
                } else if before.is_some_and(|b| !is_space(b))
                    && after.is_none_or(|a| !is_letter(a) && !a.is_numeric())
                    && !(before.is_some_and(|b| matches!(b, 's' | 'S'))
                        && self.noun_follows(at + offset + c.len_utf8()))
                {
                    Some(ClearMark::Closes)
                } else {
                    None
                };
                if let Some(mark) = mark {
                    found = (at + offset, mark);
                    break;
                }
            }
            before = Some(c);
        }
        self.clear_mark = Some(found);
        found.1
    }
}

#[cfg(test)]
mod tests {
    use crate::token::samples::check;

    #[test]
    fn doubled_single_marks_are_double_marks() {
        check(&[
            ("''Yes,'' he said", "''|Yes|,|''|he|said"),
            ("``Yes,'' he said", "``|Yes|,|''|he|said"),
            ("'''Yes,' he said,'' she said", "''|'|Yes|,|'|he|said|,|''|she|said"),
            ("''He said 'yes,''' she said", "''|He|said|'|yes|,|'|''|she|said"),
            ("a “question’’ here", "a|“|question|’’|here"),
        ]);
    }
}
