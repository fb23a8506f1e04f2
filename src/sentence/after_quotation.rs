//! Decides whether a sentence ends with a quotation, or an attribution follows.

use super::Splitter;
use crate::closed_class::{ONCE, TO, WHO};
use crate::function_word::{self, Function};
use crate::lexicon::Class;
use crate::span::TokenSpan;
use crate::token::{Shape, TokenKind};

/// How many tokens after a quotation's final *?* are searched for the verb that
/// reports it: *"…?" the Senate majority leader asked.*
const CUE_REACH: usize = 8;

/// How many tokens are searched for a name, its apposition and the verb.
const APPOSITION_REACH: u32 = 30;

impl Splitter<'_> {
    /// Whether a sentence ends with the quotation `inner`. Moves `at` over
    /// closing marks that belong to it.
    pub(super) fn ends_after_quotation(
        &self,
        inner: TokenSpan,
        closed: bool,
        at: &mut u32,
        end: u32,
        next: usize,
    ) -> bool {
        let mut last = inner.end.saturating_sub(1 + u32::from(closed));
        // "'…?'": the final mark may be inside deeper quotation marks.
        for _ in 0..CUE_REACH {
            let closes = matches!(
                self.kind(last, inner.end),
                Some(TokenKind::DoubleQuote | TokenKind::SingleQuote | TokenKind::Close)
            );
            if !closes || last <= inner.start {
                break;
            }
            last -= 1;
        }
        let Some(final_mark) = self.token(last).filter(|_| last > inner.start) else {
            return false;
        };
        let period = match final_mark.kind {
            TokenKind::Period => true,
            TokenKind::Exclamation | TokenKind::Ellipsis => false,
            TokenKind::Word if final_mark.text(self.text).ends_with('.') => {
                self.abbreviations.may_end_sentence(final_mark.text(self.text))
            }
            _ => return false,
        };
        if final_mark.kind == TokenKind::Word && !period {
            return false;
        }
        if matches!(self.kind(*at, end), Some(TokenKind::Comma)) {
            return false;
        }
        self.absorb(at, end, next);
        if !self.begins(*at, end, next) {
            return false;
        }
        if *at >= end || self.quotation_at(*at, next).is_some() {
            return true;
        }
        !self.cue_follows(*at, end, period, next) && (period || !self.apposition_follows(*at, end))
    }

    /// Whether a name, an apposition and an attributing verb without content
    /// follow: *"Go!" Ito, the head of the port, shouted to the crowd.*
    fn apposition_follows(&self, at: u32, end: u32) -> bool {
        let window = self.tokens.get(at as usize..end.min(at + APPOSITION_REACH) as usize).unwrap_or(&[]);
        let name = window.iter().take(5).take_while(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower).count();
        if name == 0 || window.get(name).is_none_or(|t| t.kind != TokenKind::Comma) {
            return false;
        }
        for (offset, token) in window.iter().enumerate().skip(name + 1) {
            match token.kind {
                TokenKind::Period | TokenKind::Exclamation | TokenKind::Semicolon | TokenKind::DoubleQuote => {
                    return false;
                }
                TokenKind::Comma => {
                    let verb = at + offset as u32 + 1;
                    if self.kind(verb, end) != Some(TokenKind::Word) || !self.known.may_report(verb) {
                        continue;
                    }
                    return self.token(verb + 1).filter(|_| verb + 1 < end).is_none_or(|t| {
                        matches!(t.kind, TokenKind::Period | TokenKind::Comma)
                            || function_word::of(t, self.text).opens_adjunct()
                            || t.is_any(self.text, TO)
                    });
                }
                _ => {}
            }
        }
        false
    }

    /// Whether the words after a quotation's final mark attribute it: *said X*,
    /// *Trump asked*. After a full stop, for which most styles would have a
    /// comma, the attribution must be the whole rest of the sentence: *"…."
    /// Trump said.*
    fn cue_follows(&self, at: u32, end: u32, period: bool, next: usize) -> bool {
        let window = self.tokens.get(at as usize..end as usize).unwrap_or(&[]);
        // Whether there was a word that may be a noun or a verb: *Ito campaign
        // manager Ruiz*.
        let mut unclear = false;
        for (offset, token) in window.iter().take(CUE_REACH).enumerate() {
            let index = at + offset as u32;
            match token.kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Handle | TokenKind::Clitic => {}
                TokenKind::Comma if offset > 0 && !unclear => continue,
                TokenKind::Open | TokenKind::Close if offset > 0 => continue,
                _ => return false,
            }
            if offset > 0
                && token.shape == Shape::Lower
                && token.kind == TokenKind::Word
                && self.known.may_report(index)
            {
                let first = window.first().map_or("", |t| t.text(self.text));
                let doubtful = period || unclear || self.abbreviations.is_sentence_opener(first) && first != "I";
                let closes = match self.kind(index + 1, end) {
                    None | Some(TokenKind::Period) => true,
                    // "He said, “…": introduces the next quotation.
                    Some(TokenKind::Comma) => self.quotation_at(index + 2, next).is_none(),
                    _ => false,
                };
                return !doubtful || closes;
            }
            // Any other word in lower case makes the reading unclear.
            if token.kind == TokenKind::Word && token.shape == Shape::Lower && !self.can_be_in_name(index) {
                if period {
                    return false;
                }
                unclear = true;
            }
        }
        false
    }

    /// Whether a word in lower case can be part of a name or title, or stand
    /// between it and its verb: *the chairman of the port, Max van Ott, also
    /// asked*.
    fn can_be_in_name(&self, index: u32) -> bool {
        use Function::{Adverb, Conjunction, Determiner, Preposition};
        let Some(token) = self.token(index) else { return false };
        matches!(function_word::of(token, self.text), Adverb | Conjunction | Determiner | Preposition)
            || token.is_any(self.text, WHO)
            || token.is_any(self.text, ONCE)
            || [Class::ROLE, Class::TITLE, Class::SPOKESPERSON, Class::NAME_PARTICLE]
                .iter()
                .any(|&class| self.known.has(index, class))
    }
}

#[cfg(test)]
mod tests {
    use crate::sentence::tests::check;

    #[test]
    fn a_sentence_goes_on_after_its_quotation() {
        check(&[
            "\"Who?\" he asked. |She left.",
            "\"Who?\" Ito asked the crowd. |She left.",
            "\"Who?\" asked Ito. |She left.",
            "\"Who?\" Senate Leader Ott of Ohio asked. |She left.",
            "\"Who?\" Ito campaign manager Ott asked. |She left.",
            "\"Go!\" said Ito.",
            "\"Go!\" Ito, the head of the port and a friend of Ott, shouted to the crowd. |She left.",
            "\"Go!\" |Ito, the head of the port and a friend of Ott, said the crowd was large.",
            "'Who?' Ito asked.",
            "\"Why go?\", Ito asked.",
            "\"We go.\" Ito said. |She left.",
            "“He asked, ‘Who?’” Ito said.",
            "The “Why?” of it is plain.",
        ]);
    }

    #[test]
    fn a_sentence_ends_after_its_quotation() {
        check(&[
            "He said \"we go.\" |Ito left.",
            "He said, \"We go.\" |Ito said she would stay there.",
            "He asked, \"Who?\" |The crowd that was there said nothing.",
            "\"A,\" Ito said. |\"B.\" |\"C.\"",
            "He said ‘we go’. |Ito left.",
            "“We go.” |He said, “We stay.”",
            "(\"We go.\") |Ito left.",
            "He is \"from the U.S.\" |The others are not.",
        ]);
    }
}
