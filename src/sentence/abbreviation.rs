//! Decides whether a sentence ends with an abbreviation.

use super::Splitter;
use crate::closed_class::{COORDINATORS, NOT, TO, WHO, is_any};
use crate::function_word::{self, Function};
use crate::quotation::Quotation;
use crate::token::{Shape, TokenKind};

/// How many tokens are searched for a sign that a clause follows.
const CLAUSE_REACH: u32 = 30;

impl Splitter<'_> {
    /// Whether a sentence ends with the abbreviation before `at`. Moves `at`
    /// over closing marks that belong to it.
    pub(super) fn ends_after_abbreviation(&self, at: &mut u32, start: u32, end: u32, next: usize) -> bool {
        let form = self.token(*at - 1).map_or("", |t| t.text(self.text));
        let mut after = *at;
        self.absorb(&mut after, end, next);
        if after >= end {
            *at = after;
            return true;
        }
        if !self.abbreviations.may_end_sentence(form) {
            return false;
        }
        let opens = match self.quotation_at(after, next) {
            Some(quotation) => self.is_speech(quotation),
            None => self
                .token(after)
                .is_some_and(|t| t.kind == TokenKind::Word && self.abbreviations.is_sentence_opener(t.text(self.text))),
        };
        // *warned the U.S. And others to stay*: some texts have a capital after
        // every period.
        let opens = opens && after > start + 2 && !self.coordinates(after, end);
        if opens {
            *at = after;
        }
        opens
    }

    /// Whether *And*, *Or* or *Not to* after an abbreviation continues the
    /// sentence: no sign of a clause comes before the next mark.
    fn coordinates(&self, at: u32, end: u32) -> bool {
        let word = |i: u32| self.token(i).map_or("", |t| t.text(self.text));
        let joins = is_any(word(at), COORDINATORS) || is_any(word(at), NOT) && is_any(word(at + 1), TO);
        if !joins {
            return false;
        }
        // *And after the war, he left*: the clause comes after a comma.
        let opener = function_word::of_word(word(at + 1));
        let fronted = opener.opens_adjunct() || matches!(opener, Function::Adverb | Function::Conjunction);
        for i in at + 1..end.min(at + CLAUSE_REACH) {
            let Some(token) = self.token(i) else { break };
            match token.kind {
                TokenKind::Comma if fronted => {}
                TokenKind::Word | TokenKind::Number | TokenKind::Clitic | TokenKind::Handle => {}
                // *And “we go,” he said*: a quotation begins a new sentence.
                TokenKind::DoubleQuote | TokenKind::SingleQuote => return false,
                _ => return true,
            }
            let form = token.text(self.text);
            let lower = token.shape == Shape::Lower;
            let past = lower && (form.len() > 4 && form.ends_with("ed") || self.known.may_be_past(i));
            let clausal = (lower || form == "I") && (function_word::of_word(form).is_clausal() || is_any(form, WHO));
            if clausal || past || self.known.may_report(i) {
                return false;
            }
        }
        true
    }

    /// Whether a quotation looks like speech and not like a phrase or title: it
    /// begins with a capital and ends with a comma or final mark.
    fn is_speech(&self, quotation: &Quotation) -> bool {
        use TokenKind::{Comma, Ellipsis, Exclamation, Period};
        let capital = self.token(quotation.tokens.start + 1).is_some_and(|t| t.shape != Shape::Lower);
        let last = quotation.tokens.end.checked_sub(1 + u32::from(quotation.closed));
        capital
            && quotation.tokens.len() > 4
            && last
                .and_then(|i| self.token(i))
                .is_some_and(|t| matches!(t.kind, Comma | Period | Exclamation | Ellipsis))
    }
}

#[cfg(test)]
mod tests {
    use crate::sentence::tests::check;

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check(&[
            "Sen. Ito met Mr. Baka in St. Paul on Jan. 5 at 5 p.m. Tuesday.",
            "Acme Inc. Chairman J. K. Lindt and George W. Ito saw Gov. Ott, D-Calif., there.",
            "The U.S. Senate met in the U.S. |The House did not.",
            "It opens at 9 a.m. |But it closes at noon.",
            // A capital after every period, as in old newswire.
            "He warned the U.S. And other countries not to stay.",
            "Six states -- Iran, the U.S. And West Germany -- are late.",
            "The U.S. Now buys more.",
            "He warned the U.S. Not to stay.",
            "He came from the U.S. |And then he left.",
            "He came from the U.S. |And Iran sold its oil.",
            "He came from the U.S. |Not all came with him.",
            "He came from the U.S. |And after the war, nobody was late.",
            "He works for Acme Inc.",
            "Ito v. Baka is No. 5 of 7 cases, e.g. Lindt vs. Ott.",
            "He is from the U.N. |\"We know it well,\" she said.",
            "The U.S. \"Dream Act\" passed.",
        ]);
    }

    #[test]
    fn datelines_stay_with_their_sentence() {
        check(&["BAGHDAD (AP) — Talks went on. |They ended.", "OSLO, Feb. 3 (UPI) -- Talks went on."]);
    }
}
