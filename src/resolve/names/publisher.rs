//! Recognises publishers that neither the lexicon nor the form of the name
//! gives away: by what the text calls them and by where their names stand.
//!
//! *told Skerrit*, *according to Skerrit* and *Skerrit reports* fit a person
//! and a company as well, so that one such place decides nothing. A name with
//! several such places, and none that does not fit a publisher, is an outlet.

use super::entity::Mention;
use super::index::Names;
use super::run::is_organization;
use crate::closed_class::{
    ACCORDING, ARTICLES, AS, BELONGING, BY, HAS, IN, PEOPLES_RELATIVES, PER, PLACING, RELATIVES, THAT, THE, TO, WITH,
};
use crate::layout::Layout;
use crate::lexicon::{Class, ClassSet, Forms, Pos};
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::{Shape, TokenKind};

/// The points that make a name a publisher.
const ENOUGH: i32 = 2;
/// How many parties are searched for a fuller name.
const NEAR: usize = 256;

/// How many words an apposition has up to its noun.
const APPOSED: u32 = 7;

impl Names {
    /// Makes outlets of the names that the text treats as publishers.
    pub(super) fn publishers(&mut self, layout: &Layout<'_>) {
        let mut points = vec![0i32; self.entities.len()];
        let mut placed = vec![false; self.entities.len()];
        for m in &self.mentions {
            let i = m.party as usize;
            if !self.may_publish(layout, m) {
                points[i] = i32::MIN / 2;
                continue;
            }
            let (place, against) = (place(layout, m), against(layout, m));
            placed[i] |= place > 0;
            points[i] = points[i].saturating_add(place - against);
        }
        for (i, &sum) in points.iter().enumerate() {
            if placed[i] && sum >= ENOUGH {
                // *Skerrit* for *Skerrit Online*
                if let Some(fuller) = self.outlet_beginning(i) {
                    for m in self.mentions.iter_mut().filter(|m| m.party as usize == i) {
                        m.party = fuller;
                    }
                    continue;
                }
                let entity = &mut self.entities[i];
                entity.kind = PartyKind::Outlet;
                entity.human = false;
                entity.weak = false;
                entity.gender = None;
            }
        }
    }

    /// Returns the outlet whose longer name begins with the one word that names
    /// the party.
    fn outlet_beginning(&self, party: usize) -> Option<u32> {
        let name = self.entities[party].name.to_lowercase();
        if name.contains(' ') || name.len() < 4 {
            return None;
        }
        (0..self.entities.len() as u32).rev().take(NEAR).find(|&p| {
            let e = &self.entities[p as usize];
            e.kind == PartyKind::Outlet && e.name.len() > name.len() && e.name.to_lowercase().starts_with(&name)
        })
    }

    /// Whether the mention leaves open that its party is a publisher: no title,
    /// no given name, no known organisation.
    fn may_publish(&self, layout: &Layout<'_>, m: &Mention) -> bool {
        let entity = &self.entities[m.party as usize];
        let name = m.tokens;
        let common = |t| layout.has(t, Class::GROUP) || layout.has(t, Class::CHANNEL) || layout.common_word(t);
        match entity.kind {
            PartyKind::Person => {
                !m.titled
                    && entity.gender.is_none()
                    && !(name.start..name.end).any(|t| layout.gender(t).is_some())
                    && !(name.start..name.end).all(common)
            }
            PartyKind::Organization => !is_organization(layout, name) && !layout.has(name.start, Class::OUTLET_HEAD),
            _ => false,
        }
    }
}

/// Returns how much the place of a name speaks for a publisher.
fn place(layout: &Layout<'_>, m: &Mention) -> i32 {
    let name = m.tokens;
    if called_outlet(layout, name) {
        return 3;
    }
    // *told Skerrit's Ana Ruiz*
    if told(layout, name) && layout.possessive(name.end) && layout.gender(name.end + 1).is_some() {
        return 2;
    }
    // *the Skerrit family*, *a Skerrit statement*
    if names_kind(layout, name.end) {
        return 0;
    }
    // *told the Skerrit*: with the article, it is as often a parliament.
    // A capital makes it a part of the name: *told The Skerrit*.
    let the = m.start > 0
        && layout.is(m.start - 1, THE)
        && (!layout.capital(m.start - 1) || layout.has(name.start, Class::MEDIUM));
    let alone = name.len() == 1 && !the && !layout.possessive(name.end);
    let heard = if told(layout, name) { 1 + i32::from(alone) } else { i32::from(addressed(layout, name)) };
    let points = heard + reports(layout, name) + staffed(layout, name);
    points + i32::from(points > 0 && shaped(layout, name) && !the)
}

/// Whether a common noun follows, which the name modifies.
pub(super) fn names_kind(layout: &Layout<'_>, t: u32) -> bool {
    layout.shape(t) == Shape::Lower
        && !layout.function_word(t)
        && !layout.word(t).ends_with("ly")
        && !finite(layout, t)
        && ![Class::ADVERB, Class::JOURNALIST, Class::TIME, Class::TIME_NOUN, Class::REPORTING, Class::OUTLET_HEAD]
            .iter()
            .any(|&class| layout.has(t, class))
}

/// Whether the token can be a finite verb.
fn finite(layout: &Layout<'_>, t: u32) -> bool {
    layout.mark(t).is_some_and(|m| {
        let pos = layout.lexicon.pos(m.word);
        pos.contains(&Pos::VerbPast)
            || pos.contains(&Pos::VerbThird) && !pos.contains(&Pos::PluralNoun)
            || layout.lexicon.forms(m.word).has(Forms::PAST)
    })
}

/// Whether the form of a name is more usual in publishers than in people:
/// *NewsBox*, *Skerry DC*, *Skerry 24*.
fn shaped(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let long = name.len() > 1 || layout.word(name.start).len() > 4;
    (name.start..name.end).any(|t| {
        camel_case(layout.word(t))
            || long && layout.shape(t) == Shape::Upper
            || layout.word(t).ends_with(|c: char| c.is_ascii_digit())
    })
}

/// Returns the token before a name and its article.
fn before(layout: &Layout<'_>, name: TokenSpan) -> Option<u32> {
    let the = u32::from(name.start > 0 && layout.is(name.start - 1, THE));
    name.start.checked_sub(1 + the)
}

/// Whether the words are said to the bearer of the name: *told X*, *in a
/// statement to X*.
fn told(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let Some(b) = before(layout, name) else { return false };
    let Some(verb) = b.checked_sub(1) else { return layout.has(b, Class::TELLING) };
    layout.has(b, Class::TELLING) || layout.is(b, TO) && layout.has(verb, Class::ADDRESSING)
}

/// Whether words are addressed to the name or come from it: *told X*,
/// *according to X*, *in an interview with X*, *first reported by X*.
pub(super) fn addressed(layout: &Layout<'_>, name: TokenSpan) -> bool {
    if told(layout, name) {
        return true;
    }
    let Some(b) = before(layout, name) else { return false };
    let Some(verb) = b.checked_sub(1) else { return layout.is(b, PER) };
    let occasion = (verb.saturating_sub(3)..verb).any(|t| layout.has(t, Class::PREPOSITION));
    layout.is(b, PER)
        || layout.is(b, TO) && (layout.is(verb, ACCORDING) || layout.has(verb, Class::INTERVIEW))
        || layout.is(b, WITH) && (layout.has(verb, Class::INTERVIEW) && occasion || layout.has(verb, Class::VISITING))
        || layout.is(b, BY) && layout.has(verb, Class::PUBLISHING)
        // *was quoted as saying by the Courier, as cited in the Courier*
        || layout.is(b, BY) && layout.has(verb, Class::PLAIN_SAYING) && verb > 0 && layout.is(verb - 1, AS)
        || layout.is(b, IN) && layout.has(verb, Class::QUOTING)
}

/// Returns how much what follows a name speaks for a publisher that reports:
/// *X reports that*, *X, citing two officials,*.
fn reports(layout: &Layout<'_>, name: TokenSpan) -> i32 {
    let next = name.end + u32::from(layout.has(name.end, Class::ADVERB));
    let opens = layout.is(next + 1, THAT)
        || matches!(layout.kind(next + 1), Some(TokenKind::Colon | TokenKind::Comma | TokenKind::Period));
    if layout.has(next, Class::NEWS_VERB) && layout.word(next).ends_with('s') && opens
        || layout.is(next, HAS) && layout.has(next + 1, Class::NEWS_VERB)
    {
        return 2;
    }
    i32::from(layout.has(next, Class::NEWS_VERB) && opens || cites(layout, next) || reported_by(layout, name))
}

/// Whether an aside follows that cites somebody: *X, citing two officials,*.
pub(super) fn cites(layout: &Layout<'_>, t: u32) -> bool {
    layout.kind(t) == Some(TokenKind::Comma) && layout.has(t + 1, Class::QUOTING)
}

/// Whether the name's sources follow: *X's sources*.
pub(super) fn sources_follow(layout: &Layout<'_>, t: u32) -> bool {
    layout.possessive(t) && layout.has(t + 1, Class::UNNAMED_SOURCE)
}

/// Whether the name is the subject of a verb before it: *…, reports X.*
pub(super) fn reported_by(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let closes = matches!(layout.kind(name.end), Some(TokenKind::Period | TokenKind::Comma));
    closes
        && before(layout, name).is_some_and(|verb| {
            layout.has(verb, Class::NEWS_VERB)
                && verb > 0
                && matches!(layout.kind(verb - 1), Some(TokenKind::Comma | TokenKind::DoubleQuote))
        })
}

/// Returns how much a name's staff speaks for a publisher: *X reporter*, *X's
/// correspondent*, *X's sources*.
fn staffed(layout: &Layout<'_>, name: TokenSpan) -> i32 {
    let owned = layout.possessive(name.end);
    let t = name.end + u32::from(owned);
    // *award-winning journalist* is not a name.
    let plain = layout.word(name.end - 1).contains('-');
    if layout.has(t, Class::JOURNALIST) && layout.shape(t) == Shape::Lower && !plain {
        return 2;
    }
    i32::from(sources_follow(layout, name.end))
}

/// Whether an apposition says that the name is a publisher's: *X, a Saudi
/// newspaper*, *X, the podcast hosted by Ruiz*, but not *X, the radio host*.
pub(super) fn called_outlet(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let from = name.end + 2;
    let inside = |t: u32| layout.is_word(t) && !layout.has(t, Class::PREPOSITION) && !layout.is(t, RELATIVES);
    let people = ClassSet::of(&[Class::ROLE, Class::TITLE, Class::SPOKESPERSON]);
    let noun_first = |t: u32| layout.mark(t).is_some_and(|m| layout.lexicon.pos(m.word).first() == Some(&Pos::Noun));
    let goes_on = |t: u32| inside(t) && (layout.has_any(t, people) || noun_first(t));
    // *Skerry, a station on the coast line*
    let plain = |t: u32| layout.has(t, Class::OUTLET_KIND) && layout.long_term(t, &[Class::OUTLET_HEAD]).is_none();
    let outlet = |t: u32| layout.has(t, Class::OUTLET_HEAD) && !plain(t) || layout.has(t, Class::PROGRAM);
    layout.kind(name.end) == Some(TokenKind::Comma)
        && layout.is(name.end + 1, ARTICLES)
        && (from..from + APPOSED)
            .take_while(|&t| inside(t))
            .any(|t| outlet(t) && layout.shape(t) == Shape::Lower && !goes_on(t + 1))
}

/// Whether a word has a capital inside: *NewsBox*, *iBox*. Surnames with a
/// prefix (*McBrook, DeBrook, O'Brook*) do not count.
fn camel_case(word: &str) -> bool {
    let inner =
        |(at, (before, c)): (usize, (char, char))| before.is_lowercase() && c.is_uppercase() && (at == 0 || at > 2);
    word.chars().zip(word.chars().skip(1)).enumerate().any(inner)
}

/// Returns how much the place of a name speaks against a publisher.
fn against(layout: &Layout<'_>, m: &Mention) -> i32 {
    let (name, next) = (m.tokens, m.tokens.end);
    let comma = layout.kind(next) == Some(TokenKind::Comma);
    // *Skerrit, 45, …*, *Skerrit, who …*
    if comma && (layout.kind(next + 1) == Some(TokenKind::Number) || layout.is(next + 1, PEOPLES_RELATIVES))
        || layout.is(next, PEOPLES_RELATIVES)
    {
        return 5;
    }
    let before = name.start.wrapping_sub(1 + u32::from(name.start > 0 && layout.is(name.start - 1, THE)));
    // *a spokesman for Skerrit*, *Skerrit spokesman Ana Ruiz*
    let works =
        |t: u32| layout.has(t, Class::SPOKESPERSON) || layout.has(t, Class::ROLE) && !layout.has(t, Class::JOURNALIST);
    if layout.is(before, BELONGING) && works(before.wrapping_sub(1)) || works(next) {
        return 3;
    }
    if layout.possessive(next) && works(next + 1) {
        return 2;
    }
    if layout.is(before, PLACING) {
        return 1;
    }
    let verb = next + u32::from(layout.has(next, Class::ADVERB));
    // *Skerrit did not say who had paid*
    let bare = verb + 1 + u32::from(layout.has(verb + 1, Class::NEGATION));
    let learns = layout.has_any(bare, ClassSet::of(&[Class::NEWS_VERB, Class::PUBLISHING, Class::REPORTING]));
    let auxiliary = layout.has(verb, Class::AUXILIARY) && !learns;
    let third = layout.mark(verb).is_some_and(|k| layout.lexicon.forms(k.word).has(Forms::THIRD));
    let acts = (third || finite(layout, verb))
        && layout.shape(verb) == Shape::Lower
        && !layout.has(verb, Class::REPORTING)
        && !layout.has(verb, Class::QUOTING)
        && !layout.has(verb, Class::PUBLISHING);
    i32::from(auxiliary || acts)
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::outlets;

    #[test]
    fn names_in_the_places_of_publishers() {
        for text in [
            "Ana Ruiz told Skerrit that the dam held.",
            "Omar Reyes told Skerrit's Ana Ruiz that the dam held.",
            "Omar Reyes told The Skerrit that the dam held.",
            "Speaking to Skerrit on Monday, Ana Ruiz said the dam held.",
            "The dam held, according to Skerrit. Ana Ruiz was there, Skerrit wrote.",
            "The dam held, Skerrit reports.",
            "The dam held, said Skerrit reporter Ana Ruiz.",
            "Ana Ruiz said so to Skerrit, a weekly newspaper.",
        ] {
            assert_eq!(outlets(text), ["Skerrit"], "{text}");
        }
        let text = "Ana Ruiz told Skerrit Online that it held. Karl Brook told Skerrit that it broke.";
        assert_eq!(outlets(text), ["Skerrit Online"]);
        assert_eq!(outlets("Ana Ruiz opened up to Skerrit DC about the dam."), ["Skerrit DC"]);
    }

    #[test]
    fn people_bodies_and_companies_in_the_same_places() {
        for text in [
            "The dam held, according to Skerrit.",
            "Ana Ruiz told Skerrit executives that the dam held.",
            "Ana Ruiz told Skerrit that the dam held. Skerrit, 45, was glad.",
            "Senator Skerrit came. Ana Ruiz told Skerrit that the dam held.",
            "Lena Skerrit came. Ana Ruiz told Skerrit that the dam held.",
            "Ana Ruiz told Skerrit that the dam held. A spokesman for Skerrit declined to comment.",
            "Ana Ruiz told the Skerrit that the dam held.",
            "The dam held, as Skerrit reported from Velmark.",
            "An award-winning Skerrit-born journalist was there.",
        ] {
            assert!(outlets(text).is_empty(), "{text}");
        }
    }
}
