//! Resolves relative pronouns: the person that *who* refers to.

use super::Resolver;
use super::names::Mention;
use super::several::labels;
use crate::closed_class::{
    AND, ARTICLES, CONTRASTING, EQUATING, INEXACT, MODIFIER_OPENERS, PEOPLES_RELATIVES, POSSESSIVES, THAT, THE,
};
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::TokenKind;

/// Maximum number of tokens in a contrast before *who*: *, not Mr. Vogt,*.
const CONTRAST: u32 = 10;

impl Resolver<'_> {
    /// Returns the token behind which *who* at `t` would stand without the
    /// contrast before it: the first comma of *It was Brook, not Vogt, who said
    /// so*.
    fn before_contrast(&self, t: u32) -> Option<u32> {
        let comma = |u: &u32| matches!(self.layout.kind(*u), Some(TokenKind::Comma | TokenKind::Dash));
        let close = t.checked_sub(1).filter(comma)?;
        let open = (close.saturating_sub(CONTRAST)..close).rev().find(comma)?;
        let first = open + 1 + u32::from(self.layout.is(open + 1, AND));
        self.layout.is(first, CONTRASTING).then_some(open)
    }

    /// Resolves *who* to the party named right before it.
    pub(super) fn antecedent(&mut self, t: u32) -> Option<u32> {
        let t = self.before_contrast(t).unwrap_or(t);
        let start = self.layout.sentence_tokens(t).start.max(t.saturating_sub(20));
        let named = self.names.before(t).last().filter(|m| m.tokens.start >= start).copied();
        // The token before the name of a workplace: *at the Harbour Board who*.
        // No name has *that* behind it: *an ad on CNN that*.
        let that = self.layout.is(t, THAT) && named.is_some_and(|m| m.tokens.end == t);
        let workplace = named.filter(|m| {
            let employer = self.entity(m.party).kind == PartyKind::Organization;
            that || self.layout.is(t, PEOPLES_RELATIVES) && employer
        });
        let workplace = workplace.and_then(|m| {
            let at = m.start - u32::from(self.layout.is(m.start.wrapping_sub(1), THE));
            at.checked_sub(1).filter(|&p| p > start && self.layout.is(p, MODIFIER_OPENERS))
        });
        let named = match workplace {
            Some(_) if that => None,
            Some(at) => {
                let person = |m: &&Mention| m.tokens.start >= start && self.entity(m.party).kind == PartyKind::Person;
                self.names.before(at).last().filter(person).copied()
            }
            None => named,
        };
        let end = workplace.unwrap_or(t);
        // *a Facebook spokesman who*, *a former Brook official who*
        let described = |m: &Mention| {
            let between = m.tokens.end..end;
            (between.clone()).all(|u| self.layout.is_word(u)) && between.clone().any(|u| self.layout.role_head(u))
        };
        if let Some(m) =
            named.filter(|m| m.tokens.end + if workplace.is_some() { 0 } else { 3 } >= end && !described(m))
        {
            return Some(m.party);
        }
        let spoken = self.spoken[..self.spoken.partition_point(|s| s.0 < t)].last().copied();
        if let Some((_, party)) = spoken.filter(|s| s.0 + 8 >= t && s.0 >= start) {
            return Some(party);
        }
        let from = self.noun_before(t, end, start);
        // *Lena Brook, a pilot who has seen it*, *Lena Brook (D-Ill.), the
        // mayor's deputy, who*
        if from > start + 1
            && self.layout.kind(from - 1) == Some(TokenKind::Comma)
            && !self.layout.is(from, INEXACT)
            && let Some(m) = self.names.before(from).last().filter(|m| {
                m.tokens.start >= start
                    && self.entity(m.party).kind == PartyKind::Person
                    && m.tokens.end < from
                    && labels(self.layout, TokenSpan::new(m.tokens.end, from - 1))
            })
        {
            return Some(m.party);
        }
        // *Brook is a pilot who has seen it*, *Brook, a clerk at the Board who
        // saw it*: *who* is Brook.
        if from > start
            && (self.layout.is(from - 1, EQUATING)
                || workplace.is_some() && self.layout.kind(from - 1) == Some(TokenKind::Comma))
            && let Some(m) = named.filter(|m| m.tokens.end <= from && m.tokens.end + 3 >= from)
        {
            return Some(m.party);
        }
        let tokens = self.trim(TokenSpan::new(from, t));
        let anybody = tokens.len() == 1 && self.layout.has(tokens.start, Class::INDEFINITE);
        if !tokens.is_empty() && self.trim(TokenSpan::new(from, end)).len() < 8 && (tokens.len() > 1 || anybody) {
            let phrase = self.take_apart(tokens);
            let party = self.common(tokens, &phrase, None);
            return Some(party);
        }
        named.map(|m| m.party)
    }

    /// Returns where the common noun before *who* at `t` starts: at its
    /// determiner, as in *the woman who said*, or behind a comma or quotation
    /// mark. The search goes back from `end` to `start`.
    fn noun_before(&self, t: u32, end: u32, start: u32) -> u32 {
        let mut from = end;
        while from > start && end - from < 8 {
            from -= 1;
            if [ARTICLES, INEXACT, POSSESSIVES].iter().any(|set| self.layout.is(from, set)) {
                break;
            }
            if matches!(self.layout.kind(from), Some(TokenKind::Comma | TokenKind::DoubleQuote)) && from + 1 < t {
                return from + 1;
            }
        }
        from
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::origin_of;

    /// *who* is not the person whom the contrast before it names.
    #[test]
    fn who_does_not_mean_the_person_in_a_contrast() {
        for text in [
            "It was Karl Holm, not Peter Lund, who said that it was late.",
            "It was Karl Holm, and not Peter Lund, who said that it was late.",
            "It was not Peter Lund but Karl Holm who said that it was late.",
        ] {
            assert_eq!(origin_of(text, "said"), "Karl Holm", "{text}");
        }
    }

    /// Behind an apposition, *who* is the name before it; behind a role, it is
    /// the role.
    #[test]
    fn who_means_the_person_that_an_apposition_describes() {
        let text = "The plan came from Maria Lopez, a little-known clerk who said that it was late.";
        assert_eq!(origin_of(text, "said"), "Maria Lopez");
        let text = "The plan came from Maria Lopez (D-Ill.), the mayor's former clerk, who said that it was late.";
        assert_eq!(origin_of(text, "said"), "Maria Lopez");
        let text = "The plan came from a former Lopez administration official who said that it was late.";
        assert_eq!(origin_of(text, "said"), "a former Lopez administration official");
    }
}
