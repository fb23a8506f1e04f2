//! Descriptions of people beside their names: titles, roles, appositions.

use super::entity::Mention;
use super::index::Names;
use super::run::is_label;
use super::words::{reports_statement, role_gender};
use crate::closed_class::{ARTICLES, INTRODUCING, POSSESSIVES, RELATIVES};
use crate::layout::Layout;
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::{Shape, TokenKind};

impl Names {
    /// Collects the titles, roles and appositions of all persons.
    pub(super) fn describe(&mut self, layout: &Layout<'_>) {
        // Full names come first: their titles and roles tell apart people who
        // share a surname.
        let full = |m: &Mention| m.tokens.len() > 1;
        let (first, then): (Vec<usize>, Vec<usize>) = (0..self.mentions.len()).partition(|&i| full(&self.mentions[i]));
        for i in first.into_iter().chain(then) {
            if let Some(party) = self.told_apart(layout, &self.mentions[i]) {
                self.give(layout, i, party);
            }
            let m = self.mentions[i];
            if self.entities[m.party as usize].kind != PartyKind::Person {
                continue;
            }
            // *campaign manager Robby Mook*
            let mut start = m.start;
            while start > 0 && m.start - start < 4 && layout.kind(start - 1) == Some(TokenKind::Word) {
                let t = start - 1;
                let lower = layout.shape(t) == Shape::Lower;
                if !lower || layout.function_word(t) || !(start < m.start || is_role(layout, t)) {
                    break;
                }
                start = t;
            }
            // *Republican presidential nominee Donald Trump*
            let mut from = start;
            while from > 0
                && start - from < 3
                && start < m.tokens.start
                && layout.capital(from - 1)
                && layout.epithet(from - 1)
            {
                from -= 1;
            }
            self.known_as(layout, m.party, TokenSpan::new(from, m.tokens.start));
            // *Lena Brook (D-Ill.)*, *Lena Brook, D-Ill.,*
            let label = m.tokens.end + 1;
            if is_label(layout.word(label)) {
                self.known_as(layout, m.party, TokenSpan::new(label, label + 1));
                let seat = layout.word(label).get(2..).map(str::to_lowercase);
                let entity = &mut self.entities[m.party as usize];
                entity.seat = entity.seat.take().or(seat);
            }
            for t in start..m.start {
                if layout.role_head(t) {
                    self.roles.entry(layout.word(t).to_lowercase()).or_default().push((m.tokens.start, m.party));
                }
            }
            if layout.kind(m.tokens.end) == Some(TokenKind::Comma)
                && !layout.in_headline(m.tokens.start)
                && let Some(tokens) = apposition(layout, m.tokens.end + 1)
            {
                for t in tokens.start..tokens.end {
                    if layout.is(t, RELATIVES) {
                        break;
                    }
                    if layout.role_head(t) {
                        self.roles.entry(layout.word(t).to_lowercase()).or_default().push((m.tokens.start, m.party));
                    }
                }
                self.known_as(layout, m.party, tokens);
                let span = layout.span_of(tokens);
                let entity = &mut self.entities[m.party as usize];
                entity.description.get_or_insert(span);
                if layout.is(tokens.start, ARTICLES) && entity.gender.is_none() {
                    entity.gender = (tokens.start..tokens.end).find_map(|t| role_gender(layout, t));
                }
            }
            if self.entities[m.party as usize].gender.is_none() {
                self.entities[m.party as usize].gender = (start..m.tokens.start).find_map(|t| role_gender(layout, t));
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for places in self.roles.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
    }

    /// Records words that describe a person beside the name.
    fn known_as(&mut self, layout: &Layout<'_>, party: u32, tokens: TokenSpan) {
        let epithets = &mut self.entities[party as usize].epithets;
        for t in tokens.start..tokens.end.min(tokens.start + 12) {
            if layout.is(t, RELATIVES) || epithets.len() >= EPITHETS {
                break;
            }
            if let Some(word) = epithet(layout, t).filter(|w| !epithets.contains(w)) {
                epithets.push(word);
            }
        }
    }

    /// Returns all places before `at` where a party is called by the role,
    /// nearest first.
    pub(in crate::resolve) fn all_called(&self, role: &str, at: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let places = self.roles.get(role).map_or(&[][..], Vec::as_slice);
        let end = places.partition_point(|p| p.0 < at);
        places[..end].iter().rev().copied()
    }

    /// Whether a mention is recorded as having the role.
    pub(in crate::resolve) fn is_called(&self, role: &str, m: &Mention) -> bool {
        self.roles.get(role).is_some_and(|places| places.binary_search(&(m.tokens.start, m.party)).is_ok())
    }

    /// Returns the party last called by the role before `at`, at most `window`
    /// tokens back.
    pub(in crate::resolve) fn called(&self, role: &str, at: u32, window: u32) -> Option<u32> {
        let places = self.roles.get(role)?;
        let end = places.partition_point(|p| p.0 < at);
        places[..end].last().filter(|p| at - p.0 <= window).map(|p| p.1)
    }
}

/// Maximum number of descriptive words kept for a person.
const EPITHETS: usize = 40;

/// Returns a descriptive word in the form in which words are compared: *GOP,
/// Republican, R-Ariz.* become one word. Returns `None` for function words and
/// single letters.
pub(in crate::resolve) fn epithet(layout: &Layout<'_>, t: u32) -> Option<String> {
    let word = layout.word(t);
    if !layout.is_word(t) || layout.function_word(t) || word.len() < 2 {
        return None;
    }
    let lower = word.to_lowercase();
    let lower = lower.trim_end_matches('.');
    // *R-Ariz.*: the label of a party before a place.
    let label = lower.split_inclusive('-').next().filter(|_| word.starts_with(char::is_uppercase));
    let full = |short: &str| layout.lexicon.in_full(short).first().map(|word| word.to_string());
    Some(full(lower).or_else(|| full(label?)).unwrap_or_else(|| lower.to_owned()))
}

pub(in crate::resolve) fn is_role(layout: &Layout<'_>, t: u32) -> bool {
    [Class::ROLE, Class::SPOKESPERSON, Class::TITLE].iter().any(|&c| layout.has(t, c))
}

/// Whether the word describes a person by age: *the 26-year-old*.
pub(in crate::resolve) fn aged(layout: &Layout<'_>, t: u32) -> bool {
    layout.word(t).to_ascii_lowercase().ends_with("-year-old")
}

pub(super) fn apposition(layout: &Layout<'_>, start: u32) -> Option<TokenSpan> {
    let opens = [ARTICLES, INTRODUCING, POSSESSIVES].iter().any(|set| layout.is(start, set))
        || (is_role(layout, start) || is_role(layout, start + 1)) && layout.kind(start) == Some(TokenKind::Word);
    if !opens {
        return None;
    }
    let end = (start..start + 30).find(|&t| {
        matches!(
            layout.kind(t),
            None | Some(TokenKind::Comma | TokenKind::Period | TokenKind::DoubleQuote | TokenKind::Semicolon)
        )
    })?;
    // *Smith, the Times said, was*: a clause with a verb is not an apposition.
    (end > start + 1
        && layout.kind(end) != Some(TokenKind::DoubleQuote)
        && !reports_statement(layout, end - 1)
        && !has_verb(layout, start, end))
    .then(|| TokenSpan::new(start, end))
}

/// Whether the tokens have a finite verb before any relative clause, as the
/// clause *the mayor also said …* has.
fn has_verb(layout: &Layout<'_>, start: u32, end: u32) -> bool {
    (start + 1..end.min(start + 8))
        .take_while(|&t| !layout.is(t, RELATIVES))
        .any(|t| layout.has(t, Class::AUXILIARY) || reports_statement(layout, t) || layout.has(t, Class::TELLING))
}
