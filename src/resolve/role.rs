//! Roles: who *the Vermont senator* is.

use super::Resolver;
use super::names::{Mention, agree, epithet, is_role, role_gender};
use super::phrase::{Phrase, ROLE_WINDOW};
use super::pronoun::Place;
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::TokenKind;

/// How many tokens back *the delegate* looks for *a delegate*.
pub(super) const INTRODUCED: u32 = 250;

/// How many places that name somebody a role looks back over.
const ROLE_LOOK_BACK: usize = 120;
/// How many places where somebody was called so.
const CALLED_LOOK_BACK: usize = 40;
/// How many places that name somebody are looked at ahead.
const NAMED_AHEAD: usize = 12;
/// Among how many attributions the one is that a place speaks in.
const ATTRIBUTIONS_NEAR: usize = 16;
/// How many paragraphs of an article introduce it.
const LEAD: u32 = 3;
/// Words that make another office of one.
const LOWER_RANKS: &[&str] = &["vice", "deputy", "assistant", "acting", "former", "ex"];

impl Resolver<'_> {
    /// The person that a role with *the* at `t` means, and where it ends.
    pub(super) fn role_at(&self, t: u32) -> Option<(u32, u32)> {
        let page = self.page;
        let words = (t + 1..t + 6).take_while(|&u| page.epithet(u) && !page.has(u, Class::TIME_NOUN));
        let last = words.filter(|&u| is_role(page, u) || page.has(u, Class::EPITHET)).last()?;
        // *the senator Lena Brook, the senator's aide, the campaign trail*
        if page.epithet(last + 1)
            && (page.capital(last + 1) || !page.has(last + 1, Class::ADVERB))
            && !self.verb_like(last + 1)
        {
            return None;
        }
        if page.is(last + 1, &["of", "for"]) {
            return None;
        }
        let head = TokenSpan::new(t, last + 1);
        let party = self.role_meant(&Phrase { core: head, head }, last)?;
        (self.entity(party).kind == PartyKind::Person).then_some((party, last + 1))
    }

    fn verb_like(&self, t: u32) -> bool {
        let word = self.page.word(t);
        word.ends_with("ed") || word.ends_with('s') && !word.ends_with("ss") || self.page.has(t, Class::AUXILIARY)
    }

    /// *the senator, the Republican nominee*: of those who are called so
    /// anywhere, or of whom the text has said the words before it, the one of
    /// whom most is true and who was named last.
    pub(super) fn role_meant(&self, phrase: &Phrase, last: u32) -> Option<u32> {
        let page = self.page;
        let at = phrase.head.start;
        if !(is_role(page, last) || page.has(last, Class::EPITHET)) {
            return None;
        }
        let head = epithet(page, last)?;
        let modifiers: Vec<(String, bool)> =
            (at..last).filter_map(|t| Some((epithet(page, t)?, page.capital(t) && t > phrase.head.start))).collect();
        let gender = role_gender(page, last);
        // Party, where it was named last, whether it was called so.
        let mut found: Vec<(u32, u32, bool)> = Vec::new();
        let called = self.names.all_called(&page.word(last).to_lowercase(), at).take(CALLED_LOOK_BACK);
        for (place, party) in called.take_while(|c| at - c.0 <= ROLE_WINDOW) {
            if !found.iter().any(|f| f.0 == party) {
                found.push((party, place, true));
            }
        }
        for m in self.names.before(at).iter().rev().take(ROLE_LOOK_BACK) {
            match found.iter_mut().find(|f| f.0 == m.party) {
                Some(f) => f.1 = f.1.max(m.tokens.start),
                None => found.push((m.party, m.tokens.start, false)),
            }
        }
        found.sort_by_key(|f| std::cmp::Reverse(f.1));
        let mut best: Option<(f32, u32)> = None;
        for (order, &(party, place, called)) in found.iter().enumerate() {
            let e = self.entity(party);
            let person = e.kind == PartyKind::Person;
            if !(person || e.kind == PartyKind::Unnamed && called && !e.plural) || !agree(e.gender, gender) {
                continue;
            }
            let has = |w: &String| if person { e.epithets.contains(w) } else { e.words.contains(w) };
            // *the Trump adviser* is not Trump.
            if person && modifiers.iter().any(|(w, capital)| *capital && e.words.contains(w)) {
                continue;
            }
            let true_of = modifiers.iter().filter(|(w, _)| has(w)).count();
            let missing = modifiers.iter().filter(|(w, capital)| *capital && !has(w)).count();
            let rank = LOWER_RANKS.iter().any(|&w| {
                let w = w.to_owned();
                person && e.epithets.contains(&w) && !modifiers.iter().any(|m| m.0 == w)
            });
            let known = called || has(&head);
            if !known && true_of == 0 || !person && missing > 0 {
                continue;
            }
            // Whoever nothing calls so has to be told by something else.
            if !known && (page.has(last, Class::SPOKESPERSON) || missing > 0) {
                continue;
            }
            let paragraphs = page.paragraph(at).saturating_sub(page.paragraph(place)).min(8) as f32;
            let mut score = if called {
                2.0
            } else if known {
                1.5
            } else {
                0.0
            };
            score += 1.5 * true_of.min(3) as f32 - 0.7 * missing as f32;
            score -= 0.3 * paragraphs + 0.02 * order as f32 + if rank { 0.7 } else { 0.0 };
            if best.is_none_or(|b| score > b.0) {
                best = Some((score, party));
            }
        }
        best.map(|b| b.1)
    }

    pub(super) fn call(&mut self, role: String, at: u32, party: u32) {
        let places = self.names.roles.entry(role).or_default();
        let place = places.partition_point(|p| p.0 <= at);
        places.insert(place, (at, party));
    }

    /// The lead says *Velmark's oil minister*, the next paragraph says who
    /// that is: by the same role, or by a name that nothing introduces.
    pub(super) fn named_ahead(&mut self, phrase: &Phrase, last: u32) -> Option<u32> {
        let page = self.page;
        let at = phrase.head.start;
        let role = is_role(page, last) || page.has(last, Class::EPITHET);
        let paragraph = page.paragraph(at);
        // In the first lines, wherever; but *Tells a Reporter* is somebody else.
        let told = page.in_headline(at) && page.is(at, &["a", "an"]);
        let opens = page.tokens.get(at as usize)?.opens_paragraph || paragraph == 0 && !told;
        if !role || !opens || !self.leads(at) {
            return None;
        }
        let head = epithet(page, last)?;
        let word = page.word(last).to_lowercase();
        let somebodys = page.is(at, &["his", "her", "their", "its"]) || (at..last).any(|t| page.possessive(t));
        let gender = role_gender(page, last);
        let ahead = self.names.after(last).iter().take(NAMED_AHEAD);
        let found = ahead.take_while(|m| page.paragraph(m.start) <= paragraph + 3).find(|m| {
            let e = self.entity(m.party);
            // What the title names is named anew.
            let first = e.first == m.tokens.start || page.paragraph(e.first) == 0;
            let new = e.kind == PartyKind::Person && first && agree(e.gender, gender);
            let called =
                e.epithets.contains(&head) && (page.capital(m.start) || m.titled) || self.names.is_called(&word, m);
            let bare = e.epithets.is_empty() && e.description.is_none() && (e.words.len() > 1 || m.titled);
            let opens = page.tokens.get(m.start as usize).is_some_and(|t| t.opens_paragraph);
            let next = e.first == m.tokens.start && page.paragraph(m.start) == paragraph + 1;
            new && (called || bare && next && (opens || !somebodys && self.speaks(m)))
        })?;
        let party = found.party;
        self.call(word, at, party);
        let span = self.page.span_of(phrase.core);
        let entity = &mut self.names.entities[party as usize];
        entity.description.get_or_insert(span);
        Some(party)
    }

    /// Whether a mention begins the source of an attribution.
    fn speaks(&self, m: &Mention) -> bool {
        let span = self.page.span_of(m.tokens);
        let end = self.attributions.partition_point(|a| a.start() <= span.start);
        let near = self.attributions[..end].iter().rev().take(ATTRIBUTIONS_NEAR);
        near.flat_map(|a| &a.source).any(|s| s.contains(span))
    }

    /// Whether the paragraph is the title or the lead, of the article or of
    /// one of its parts.
    fn leads(&self, at: u32) -> bool {
        let page = self.page;
        let paragraph = page.paragraph(at);
        paragraph < LEAD || (at.saturating_sub(5)..at).any(|t| page.paragraph(t) + 2 <= paragraph)
    }

    /// Whether *the delegate* was brought in before as *a delegate*: somebody
    /// of whom no name is known.
    pub(super) fn introduced(&self, at: u32, last: u32) -> bool {
        let head = self.page.word(last);
        if self.page.has(last, Class::EPITHET) {
            return false;
        }
        (at.saturating_sub(INTRODUCED)..at).any(|t| {
            self.page.word(t).eq_ignore_ascii_case(head)
                && (t.saturating_sub(3)..t)
                    .rev()
                    .take_while(|&b| self.page.is_word(b))
                    .any(|b| self.page.is(b, &["a", "an", "another", "one", "unnamed", "anonymous"]))
                && self.page.kind(t + 1) != Some(TokenKind::Comma)
                && !self.page.capital(t + 1)
        })
    }

    /// *the New York businessman*, whom nothing before calls so: the person
    /// spoken of, as reporters vary what they call somebody.
    pub(super) fn varied(&mut self, at: u32, last: u32) -> Option<u32> {
        // *the candidate's former doctor* is somebody's, and not the one spoken of.
        if (at..last).any(|t| self.page.possessive(t)) {
            return None;
        }
        let gender = role_gender(self.page, last);
        let paragraph = self.page.paragraph(at);
        // *the Michigan Republican* is no Democrat.
        let other = match epithet(self.page, last).as_deref() {
            Some("republican") => "democratic",
            Some("democratic") => "republican",
            _ => "",
        };
        let found =
            self.places_before(at).into_iter().find(|&Place { at: place, party, spoken, subject, .. }| {
                let e = self.entity(party);
                e.kind == PartyKind::Person
                    && (spoken || subject && !e.weak)
                    && !e.epithets.iter().any(|w| matches!(w.as_str(), "spokesman" | "spokeswoman" | "spokesperson"))
                    && paragraph - self.page.paragraph(place) <= 2
                    && agree(e.gender, gender)
                    && !e.epithets.iter().any(|w| w == other)
                    && (self.page.quotation(place) == 0 || self.page.quotation(place) == self.page.quotation(at))
            })?;
        Some(found.party)
    }

    /// *the Vermont senator* is not every senator: a capital among the
    /// modifiers must be among what the party was called or is named.
    pub(super) fn modifiers_agree(&self, phrase: &Phrase, last: u32, party: u32) -> bool {
        let entity = self.entity(party);
        if entity.kind == PartyKind::Person || phrase.head.len() <= 2 {
            return true;
        }
        (phrase.head.start..last).filter(|&t| !self.page.function_word(t) && !self.page.has(t, Class::DEMONYM)).all(
            |t| {
                let word = self.page.word(t).to_lowercase();
                entity.words.contains(&word)
                    || self.page.is(t, &["other", "same"])
                    || entity.words.iter().any(|w| {
                        w.len() > 3 && word.starts_with(&w[..w.char_indices().nth(4).map_or(w.len(), |c| c.0)])
                    })
            },
        )
    }
}
