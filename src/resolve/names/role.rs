//! What people are called beside their names: titles, roles, appositions.

use super::Names;
use crate::lexicon::{Class, Gender};
use crate::party::PartyKind;
use crate::resolve::reader::Reader;
use crate::span::TokenSpan;
use crate::token::{Shape, TokenKind};

impl Names {
    /// Collects what people are called beside their names.
    pub(super) fn describe(&mut self, r: &Reader<'_>) {
        for i in 0..self.mentions.len() {
            let m = self.mentions[i];
            if self.entities[m.party as usize].kind != PartyKind::Person {
                continue;
            }
            // *campaign manager Robby Mook*
            let mut start = m.start;
            while start > 0 && m.start - start < 4 && r.kind(start - 1) == Some(TokenKind::Word) {
                let t = start - 1;
                let lower = r.shape(t) == Shape::Lower;
                if !lower || r.function_word(t) || !(start < m.start || is_role(r, t)) {
                    break;
                }
                start = t;
            }
            for t in start..m.start {
                if is_role(r, t) {
                    self.roles.entry(r.word(t).to_lowercase()).or_default().push((m.tokens.start, m.party));
                }
            }
            if r.kind(m.tokens.end) == Some(TokenKind::Comma)
                && !r.in_headline(m.tokens.start)
                && let Some(tokens) = apposition(r, m.tokens.end + 1)
            {
                for t in tokens.start..tokens.end {
                    if r.is(t, &["who", "which", "whose"]) {
                        break;
                    }
                    if is_role(r, t) {
                        self.roles.entry(r.word(t).to_lowercase()).or_default().push((m.tokens.start, m.party));
                    }
                }
                let span = r.span_of(tokens);
                let entity = &mut self.entities[m.party as usize];
                entity.description.get_or_insert(span);
                if r.is(tokens.start, &["a", "an", "the"]) && entity.gender.is_none() {
                    entity.gender = (tokens.start..tokens.end).find_map(|t| role_gender(r, t));
                }
            }
            if self.entities[m.party as usize].gender.is_none() {
                self.entities[m.party as usize].gender = (start..m.tokens.start).find_map(|t| role_gender(r, t));
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for places in self.roles.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
    }

    /// Whoever was called so last before `at`, at most `window` tokens back.
    pub(in crate::resolve) fn called(&self, role: &str, at: u32, window: u32) -> Option<u32> {
        let places = self.roles.get(role)?;
        let end = places.partition_point(|p| p.0 < at);
        places[..end].last().filter(|p| at - p.0 <= window).map(|p| p.1)
    }
}

pub(in crate::resolve) fn is_role(r: &Reader<'_>, t: u32) -> bool {
    [Class::ROLE, Class::SPOKESPERSON, Class::TITLE].iter().any(|&c| r.has(t, c))
}

pub(super) fn apposition(r: &Reader<'_>, start: u32) -> Option<TokenSpan> {
    let opens = r.is(start, &["a", "an", "the", "his", "her", "its", "their", "one", "another", "who"])
        || (is_role(r, start) || is_role(r, start + 1)) && r.kind(start) == Some(TokenKind::Word);
    if !opens || r.is(start, &["who"]) {
        return None;
    }
    let end = (start..start + 30).find(|&t| {
        matches!(
            r.kind(t),
            None | Some(TokenKind::Comma | TokenKind::Period | TokenKind::DoubleQuote | TokenKind::Semicolon)
        )
    })?;
    // *Smith, the Times said, was* is no apposition: it has a verb at its end.
    (end > start + 1
        && r.kind(end) != Some(TokenKind::DoubleQuote)
        && !r.is(end - 1, &["said", "says", "added", "reported"]))
    .then(|| TokenSpan::new(start, end))
}

pub(in crate::resolve) fn role_gender(r: &Reader<'_>, t: u32) -> Option<Gender> {
    let word = r.word(t).to_ascii_lowercase();
    let female = [
        "spokeswoman",
        "congresswoman",
        "chairwoman",
        "businesswoman",
        "mother",
        "wife",
        "daughter",
        "actress",
        "widow",
        "queen",
        "sister",
        "councilwoman",
    ];
    let male = [
        "spokesman",
        "congressman",
        "chairman",
        "businessman",
        "father",
        "husband",
        "son",
        "actor",
        "king",
        "brother",
        "prince",
        "sheikh",
        "councilman",
    ];
    if female.contains(&word.as_str()) {
        Some(Gender::Female)
    } else if male.contains(&word.as_str()) {
        Some(Gender::Male)
    } else {
        None
    }
}
