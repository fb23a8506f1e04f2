//! Finds the name that says whom a noun phrase refers to.

use super::names::{Entity, Mention, Names, is_role};
use super::phrase_parts::{Phrase, opens_clause};
use crate::closed_class::{BY, MODIFIER_OPENERS};
use crate::closed_class::{JOINING_NAMES, SERVING};
use crate::layout::Layout;
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::syntax::Parse;
use crate::token::TokenKind;

/// A noun phrase with the names in it.
pub(super) struct NamedPhrase<'a> {
    pub(super) layout: &'a Layout<'a>,
    pub(super) parse: &'a Parse,
    pub(super) names: &'a Names,
    pub(super) tokens: TokenSpan,
    pub(super) phrase: &'a Phrase,
    pub(super) mentions: &'a [Mention],
}

impl NamedPhrase<'_> {
    /// Returns the party whose name shows what the phrase refers to.
    pub(super) fn party(&self) -> Option<u32> {
        let found = self.behind_bracket().or_else(|| self.before_modifier()).or_else(|| self.at_end_of_core());
        let found = found.or_else(|| self.mentions.iter().find(|m| self.ends_at(m, self.phrase.head.end)));
        found.or_else(|| self.issuer()).or_else(|| self.first()).map(|m| m.party)
    }

    fn entity(&self, m: &Mention) -> &Entity {
        &self.names.entities[m.party as usize]
    }

    fn quote(&self, t: u32) -> bool {
        self.layout.kind(t) == Some(TokenKind::DoubleQuote)
    }

    /// Whether a name ends at the token, with or without *'s* or a quotation
    /// mark.
    fn ends_at(&self, m: &Mention, end: u32) -> bool {
        let closes = self.layout.possessive(m.tokens.end) || self.quote(m.tokens.end);
        m.tokens.end == end || m.tokens.end + 1 == end && closes
    }

    /// *Ministry of Trade (MOT) official Lena Brook*
    fn behind_bracket(&self) -> Option<&Mention> {
        let open = self.phrase.core.end;
        let inside = |t: u32| self.layout.is_word(t) || self.layout.kind(t) == Some(TokenKind::Close);
        self.mentions.last().filter(|m| {
            self.layout.kind(open) == Some(TokenKind::Open)
                && m.tokens.end == self.tokens.end
                && (m.titled || m.start > 0 && is_role(self.layout, m.start - 1))
                && self.entity(m).kind == PartyKind::Person
                && (open + 1..m.start).all(inside)
        })
    }

    /// *Lena Brook from the Harbour Alliance*
    fn before_modifier(&self) -> Option<&Mention> {
        self.mentions.first().filter(|m| {
            m.start == self.phrase.core.start
                && self.layout.is(m.tokens.end, MODIFIER_OPENERS)
                && self.entity(m).kind == PartyKind::Person
        })
    }

    /// A name at the end of the core after a title or role: *Bank of Japan
    /// Governor Satoshi Sumita*.
    fn at_end_of_core(&self) -> Option<&Mention> {
        let (layout, phrase) = (self.layout, self.phrase);
        let m = self.mentions.iter().find(|m| self.ends_at(m, phrase.core.end))?;
        if m.start == phrase.core.start {
            return Some(m);
        }
        // *advisers to Mr. Obama* are not Mr. Obama.
        let advised = layout.is(m.start.saturating_sub(1), MODIFIER_OPENERS) && is_role(layout, m.start);
        // *a spokesman for nominee Lena Brook*
        let served = layout.is(phrase.head.end, SERVING)
            && phrase.head.end > phrase.head.start
            && is_role(layout, phrase.head.end - 1)
            && m.start > phrase.head.end;
        let before = m.start.saturating_sub(1);
        let described = is_role(layout, before)
            || layout.has(before, Class::OUTLET_HEAD)
            // *the website "Skerry Lives"*
            || m.start > 1 && self.quote(before) && layout.has(before - 1, Class::OUTLET_HEAD);
        let introduced = !served && (m.titled && !advised || described);
        let kind = self.entity(m).kind;
        (introduced && matches!(kind, PartyKind::Person | PartyKind::Outlet)).then_some(m)
    }

    /// *figures released by the bureau*: the source is the bureau.
    fn issuer(&self) -> Option<&Mention> {
        let phrase = self.phrase;
        let document = !phrase.head.is_empty() && self.layout.has(phrase.head.end - 1, Class::DOCUMENT);
        let issued = |&t: &u32| opens_clause(self.parse, self.names, t) && self.layout.is(t + 1, BY);
        let verb = (phrase.core.start..phrase.core.end).find(issued).filter(|_| document)?;
        let by = self.mentions.iter().find(|m| m.tokens.start > verb && m.tokens.start <= verb + 4);
        by.filter(|m| self.entity(m).kind == PartyKind::Organization)
    }

    /// *Trump and his aides*: the first party.
    fn first(&self) -> Option<&Mention> {
        let m = self.mentions.first().filter(|m| m.start == self.phrase.core.start)?;
        let goes_on =
            self.layout.is(m.tokens.end, JOINING_NAMES) || self.layout.kind(m.tokens.end) == Some(TokenKind::Open);
        (goes_on || m.tokens.end >= self.phrase.head.end).then_some(m)
    }
}
