//! Divides a noun phrase into its head and what modifies it.

use super::names::Names;
use crate::closed_class::MODIFIER_OPENERS;
use crate::closed_class::{ARTICLES, EARLY_OR_LATE, RELATIVES, TIME_OPENERS};
use crate::layout::Layout;
use crate::lexicon::Class;
use crate::span::TokenSpan;
use crate::syntax::{Parse, PhraseKind};
use crate::token::{Token, TokenKind};

/// A noun phrase divided into parts.
pub(super) struct Phrase {
    /// The phrase up to the first comma, bracket, dash or relative clause.
    pub(super) core: TokenSpan,
    /// The core up to the first preposition or verb.
    pub(super) head: TokenSpan,
}

impl Phrase {
    /// Divides a noun phrase into its parts.
    pub(super) fn new(layout: &Layout<'_>, parse: &Parse, names: &Names, tokens: TokenSpan) -> Self {
        let mentions = names.within(tokens);
        let inside = |t: u32| mentions.iter().any(|m| m.start < t && t < m.tokens.end);
        let closes = |t: u32| {
            let mark = matches!(
                layout.kind(t),
                Some(TokenKind::Comma | TokenKind::Open | TokenKind::Dash | TokenKind::Semicolon)
            );
            mark || layout.is(t, RELATIVES)
        };
        let end = (tokens.start + 1..tokens.end).find(|&t| closes(t)).unwrap_or(tokens.end);
        let core = without_time(layout, names, TokenSpan::new(tokens.start, end));
        let modifies = |t: u32| layout.is(t, MODIFIER_OPENERS) || opens_clause(parse, names, t);
        let head = (core.start + 1..core.end).find(|&t| modifies(t) && !inside(t)).unwrap_or(core.end);
        Self { core, head: TokenSpan::new(core.start, head) }
    }

    /// Whether nothing stands between the head and the end of the core.
    pub(super) fn is_bare(&self) -> bool {
        self.head.end == self.core.end
    }
}

/// Whether a verb opens a clause at the token: *a judge | handling the case*,
/// but not *a woman named Lena Brook*.
pub(super) fn opens_clause(parse: &Parse, names: &Names, t: u32) -> bool {
    let verb = parse.phrase_at(t).filter(|p| p.kind == PhraseKind::Verb && p.tokens.start == t);
    let named = |end: u32| names.after(end).first().is_some_and(|m| m.start == end);
    verb.is_some_and(|verb| verb.verb.gerund || !named(verb.tokens.end))
}

/// Removes the marks on both sides of a phrase.
pub(super) fn trim(layout: &Layout<'_>, tokens: TokenSpan) -> TokenSpan {
    let (mut start, mut end) = (tokens.start, tokens.end);
    let mark = |t| !layout.tokens.get(t as usize).is_some_and(Token::is_word);
    while start < end && mark(start) {
        start += 1;
    }
    while start < end && mark(end - 1) {
        end -= 1;
    }
    TokenSpan::new(start, end)
}

/// Removes a time at the end of a phrase, which the grammar left there: *a
/// spokesman on Monday*, *the minister last week*.
fn without_time(layout: &Layout<'_>, names: &Names, tokens: TokenSpan) -> TokenSpan {
    let mut end = tokens.end;
    // *Brook late Monday*, but not *a note published on Monday*.
    let named = names.within(tokens).first().is_some_and(|m| m.start == tokens.start);
    let in_name =
        |t: u32| names.within(TokenSpan::new(t.saturating_sub(3), t + 1)).iter().any(|m| m.tokens.contains(t));
    let time = |t: u32| {
        (layout.has(t, Class::TIME_NOUN) || named && layout.has(t, Class::TIME)) && !in_name(t)
            || layout.has(t, Class::TIME) && layout.has(t, Class::ADVERB)
            || layout.is(t, EARLY_OR_LATE)
    };
    while end > tokens.start + 2 && time(end - 1) {
        let mut at = end - 1;
        while at > tokens.start + 1 && (time(at - 1) || layout.is(at - 1, TIME_OPENERS)) {
            at -= 1;
        }
        // *the hero of the week*: here the time word is part of the phrase.
        if layout.is(at - 1, MODIFIER_OPENERS) || layout.is(at - 1, ARTICLES) {
            break;
        }
        end = at;
    }
    trim(layout, TokenSpan::new(tokens.start, end))
}
