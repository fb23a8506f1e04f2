//! Reads apostrophes at and after letters: clitics, plural possessives and
//! dropped letters.

use super::{ClearMark, Scanner};
use crate::token::characters::{is_apostrophe, is_letter, is_space, lower};
use crate::token::types::TokenKind;

/// What an apostrophe between two letters does.
pub(super) enum Apostrophe {
    /// *O'Brien*: the word continues.
    Inside,
    /// The word ends and a clitic begins at this byte.
    Clitic(usize),
    /// It is a quotation mark; the space before it is missing.
    Mark,
}

impl Scanner<'_> {
    /// Decides what the apostrophe at `at`, between two letters, does.
    pub(super) fn apostrophe(&self, piece: usize, at: usize, c: char, after: usize) -> Apostrophe {
        let end = self.skip_while(after, is_letter);
        let tail = self.slice(after, end);
        if is_clitic(tail) && self.word_ends(end) {
            return Apostrophe::Clitic(at);
        }
        let n = self.char_before(at).filter(|n| matches!(n, 'n' | 'N'));
        if let Some(n) = n
            && matches!(tail, "t" | "T")
            && self.word_ends(end)
            && at > piece
        {
            return Apostrophe::Clitic(at - n.len_utf8());
        }
        let left = self.slice(piece, at).chars().take(4).count();
        let capital = tail.starts_with(char::is_uppercase);
        // An opening mark before a capital: the space before it is missing.
        let opens = matches!(c, '‘' | '`') && capital && left > 2;
        // "8:35PM'There": no name has so long a part before its apostrophe.
        let glued = capital && left > 3 && tail.chars().take(3).count() == 3;
        if opens || glued { Apostrophe::Mark } else { Apostrophe::Inside }
    }

    /// Reads the clitics at `at`: *'d've* is two. With `negation`, *n't* may
    /// come first.
    pub(super) fn clitics(&mut self, mut at: usize, negation: bool) -> usize {
        if negation && self.char_at(at).is_some_and(|c| matches!(c, 'n' | 'N')) {
            let end = self.after_char(self.after_char(at + 1));
            self.push(at, end, TokenKind::Clitic);
            at = end;
        }
        while self.char_at(at).is_some_and(is_apostrophe) {
            let after = self.after_char(at);
            let end = self.skip_while(after, is_letter);
            if !is_clitic(self.slice(after, end)) || !self.word_ends(end) {
                break;
            }
            self.push(at, end, TokenKind::Clitic);
            at = end;
        }
        at
    }

    /// Reads the word that ends at `end`, before an apostrophe that no letter
    /// follows. The apostrophe is a plural possessive, a dropped *g* or a
    /// closing mark.
    pub(super) fn final_apostrophe(&mut self, start: usize, end: usize, c: char) -> usize {
        let after = end + c.len_utf8();
        let word = self.slice(start, end);
        let doubled = self.char_at(after).is_some_and(|d| is_apostrophe(d) && is_apostrophe(c));
        self.push(start, end, TokenKind::Word);
        if doubled || matches!(c, '`' | '´') {
            return end;
        }
        // *goin'*, but not *again'*.
        let mut buffer = [0; 16];
        let lower = lower(word, &mut buffer);
        let dropped = lower.len() > 3 && lower.ends_with("in") && !(self.single_quote_open && lower.ends_with("ain"))
            || matches!(lower, "o" | "ol" | "an" | "n" | "th" | "mo" | "po" | "lil" | "li");
        // Inside a quotation the mark closes it, unless letters may be dropped
        // or a noun follows that could be possessed, and a later mark can close
        // the quotation.
        let dropped_inside = dropped && (word == lower && self.word_follows(after) || self.mark_follows(after));
        let may_be_none = dropped_inside || self.noun_follows(after);
        if self.single_quote_open && !(may_be_none && self.next_clear_mark(after) == ClearMark::Closes) {
            return end;
        }
        if word.ends_with(['s', 'S', 'x', 'z']) && word.chars().count() > 1 {
            self.push(end, after, TokenKind::Clitic);
            return after;
        }
        if dropped && let Some(token) = self.tokens.last_mut() {
            token.span.end = after as u32;
            return after;
        }
        end
    }

    /// Whether a comma or final mark follows, and then a closing mark: *nothin',' said Ito*.
    fn mark_follows(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| matches!(c, ',' | '.' | '!' | '?'))
            && self.char_at(self.after_char(at)).is_some_and(is_apostrophe)
    }

    /// Whether a word in lower case follows, after a space.
    fn word_follows(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(is_space) && self.char_at(self.after_char(at)).is_some_and(char::is_lowercase)
    }
}

fn is_clitic(letters: &str) -> bool {
    matches!(letters, "s" | "S" | "ll" | "LL" | "re" | "RE" | "ve" | "VE" | "d" | "D" | "m" | "M")
}

#[cfg(test)]
mod tests {
    use crate::token::TokenKind;
    use crate::token::samples::{check, kinds};

    #[test]
    fn clitics_are_tokens_of_their_own() {
        check(&[
            ("didn't can’t WON'T", "did|n't|ca|n’t|WO|N'T"),
            ("Ito's they'll we're I've he'd I'm", "Ito|'s|they|'ll|we|'re|I|'ve|he|'d|I|'m"),
            ("I'd've gone", "I|'d|'ve|gone"),
            ("Jones' car", "Jones|'|car"),
            ("the boys’ school", "the|boys|’|school"),
            ("Ito‘s speech", "Ito|‘s|speech"),
            ("[Ito]'s car, @ito’s post", "[|Ito|]|'s|car|,|@ito|’s|post"),
            ("Ito Jr.'s car", "Ito|Jr.|'s|car"),
        ]);
        assert_eq!(kinds("Jones' car")[1], TokenKind::Clitic);
    }
}
