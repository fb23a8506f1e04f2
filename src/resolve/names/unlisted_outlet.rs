//! Recognises outlets that the lexicon does not list, by the form of the name
//! and the nouns beside it.

use super::outlet::{called_by, is_event, reads_as_outlet};
use super::publisher::{addressed, called_outlet, cites, names_kind, sources_follow};
use super::run::{is_organization, names_body};
use crate::closed_class::{ARTICLES, INDEFINITE_DETERMINERS, OF, THE, VIA};
use crate::grammar::{Opening, TITLE};
use crate::layout::Layout;
use crate::lexicon::{Class, Pos};
use crate::span::TokenSpan;
use crate::token::{Shape, TokenKind};

/// How many words a description before a name has behind its noun.
const DESCRIBED: u32 = 6;

/// Returns the tokens of an outlet that is not in the lexicon: *Tehran radio*,
/// *the daily al-Qabas*, *the Hong Kong Economic Journal*, *news agency,
/// BOPA,*.
pub(super) fn outlet_by_pattern(layout: &Layout<'_>, name: TokenSpan) -> Option<TokenSpan> {
    if name.is_empty() {
        return None;
    }
    let person = layout.gender(name.start).is_some();
    let said_so = called_outlet(layout, name) && !person || called_by_name(layout, name);
    if said_so || is_call_sign(layout, name) || is_the_ledger(layout, name) {
        return Some(name);
    }
    if names_what_follows(layout, name) || describes_what_follows(layout, name) {
        return None;
    }
    // *Tehran radio*
    if layout.has(name.end, Class::MEDIUM) && !person {
        return Some(TokenSpan::new(name.start, name.end + 1));
    }
    if !person && noun_follows(layout, name) {
        return Some(name);
    }
    let noun = noun_before(layout, name)?;
    let beside = layout.has(noun, Class::OUTLET_HEAD) && layout.shape(noun) == Shape::Lower
        // *the popular site NewsBox*, *the radio show Skerry Today*
        || program(layout, noun) && name.start > 1 && described(layout, noun);
    let named = !person && beside
        || ends_as_outlet(layout, name)
        || begins_as_outlet(layout, name) && !is_organization(layout, name) && !is_event(layout, name.end);
    named.then_some(name)
}

/// *WPLB-TV*; *WPLB* where it is told something, says something or has a
/// programme. (Call signs of American stations have three or four letters, the
/// first a K or W: 47 CFR 73.3550.)
fn is_call_sign(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let word = layout.word(name.start);
    let suffixed = ["-TV", "-FM", "-AM"].iter().any(|s| word.len() > s.len() && word.ends_with(s));
    let letters = word.len() == 4 && word.starts_with(['K', 'W']) && word.bytes().all(|b| b.is_ascii_uppercase());
    let titled = layout.possessive(name.end) && layout.kind(name.end + 1) == Some(TokenKind::DoubleQuote);
    let bare = letters && !layout.has(name.start, Class::ORGANIZATION) && !layout.has(name.end, Class::MEDIUM);
    name.len() == 1 && (suffixed || bare && (titled || reads_as_outlet(layout, name)))
}

/// *a website called Skerry Now*, *a magazine in Velmark named Tides*
fn called_by_name(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let the = u32::from(name.start > 0 && layout.is(name.start - 1, THE));
    let Some(participle) = name.start.checked_sub(1 + the) else { return false };
    let back = (participle.saturating_sub(DESCRIBED)..participle).rev();
    let phrase = back.take_while(|&t| layout.kind(t) == Some(TokenKind::Word) && !layout.has(t, Class::PRONOUN));
    layout.has(participle, Class::NAMING)
        && phrase.into_iter().find(|&t| program(layout, t) || layout.has(t, Class::PROGRAM)).is_some()
}

/// *told the Ledger*, *the Courier reported*
fn is_the_ledger(layout: &Layout<'_>, name: TokenSpan) -> bool {
    name.len() == 1
        && layout.has(name.start, Class::OUTLET_NAME_LAST)
        && name.start > 0
        && layout.is(name.start - 1, THE)
        && (reads_as_outlet(layout, name) || stands_alone(layout, name))
}

/// Whether nothing beside *the Ledger* makes it a part of another phrase: *the
/// Ledger office, secretary of the Union, the Mail and Guardian*.
fn stands_alone(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let before = name.start.checked_sub(2);
    let follows = layout.is(name.end, OF) || layout.capital(name.end) || names_kind(layout, name.end);
    layout.shape(name.start) == Shape::Capital
        && !follows
        && !before.is_some_and(|b| layout.is(b, OF))
        && !called_by(layout, name.start)
        && !layout.has(name.start, Class::ORGANIZATION_NOUN)
}

/// *the Velmark news agency VNA*: the outlet's name follows the noun.
fn names_what_follows(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let head = |&t: &u32| layout.has(t, Class::OUTLET_HEAD) && layout.shape(t) == Shape::Lower;
    let heads = (name.end..name.end + 3).take_while(head).count() as u32;
    heads > 0 && layout.name_word(name.end + heads)
}

/// *Local media, State television*: an adjective that opens a sentence.
fn describes_what_follows(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let mark = layout.mark(name.start);
    let plain = mark.is_some_and(|m| layout.lexicon.pos(m.word).contains(&Pos::Adjective));
    name.len() == 1 && plain && layout.opens(name.start)
}

/// *the Gazeta Mercantil newspaper*, but not *the Skerry station, the Velmark
/// agency, a Skerry trade site*.
fn noun_follows(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let one_of_many = name.start > 0 && layout.is(name.start - 1, INDEFINITE_DETERMINERS);
    layout.has(name.end, Class::OUTLET_HEAD)
        && !one_of_many
        && !layout.has(name.end, Class::PROGRAM)
        && !layout.has(name.end, Class::OUTLET_KIND)
        && !layout.has(name.end - 1, Class::DEMONYM)
        && !all_places(layout, name)
        && !names_body(layout, name.start, name.end - 1)
}

/// Returns the token before a name, or before the comma if commas set the name
/// off: *the daily al-Qabas*, *news agency, BOPA,*.
fn noun_before(layout: &Layout<'_>, name: TokenSpan) -> Option<u32> {
    let before = name.start.checked_sub(1)?;
    let comma = |t: u32| layout.kind(t) == Some(TokenKind::Comma);
    if comma(before) && comma(name.end) { before.checked_sub(1) } else { Some(before) }
}

/// Whether the last word is one that ends the names of outlets: *the Hong Kong
/// Economic Journal*.
fn ends_as_outlet(layout: &Layout<'_>, name: TokenSpan) -> bool {
    let last = name.end - 1;
    // *the Skerry County Daily News*
    let paper = name.len() > 2
        && [Class::OUTLET_NAME_FIRST, Class::OUTLET_NAME_LAST].iter().any(|&class| layout.has(last - 1, class));
    // *Skerry City Radio*
    let body = names_body(layout, name.start, last) && !paper && !layout.has(last, Class::MEDIUM);
    // *the Gold Star families*, *State of the Union*, *Skerry Journal of Surgery*
    let plain = (name.start..name.end).all(|t| layout.common_word(t))
        && !layout.has(name.start, Class::OUTLET_NAME_FIRST)
        || (name.start..last).any(|t| layout.is(t, OF))
        || layout.has(last, Class::CHANNEL) && layout.is(name.end, OF);
    // *the Ohio Democrat*
    let somebody = called_by(layout, last) && people(layout, TokenSpan::new(name.start, last));
    name.len() > 1
        && layout.has(last, Class::OUTLET_NAME_LAST)
        && layout.capital(last)
        && !body
        && !layout.has(last, Class::ORGANIZATION)
        && !layout.has(last, Class::PLACE)
        // *The Ana Ruiz Show*
        && (layout.gender(name.start).is_none() || layout.has(last, Class::PROGRAM))
        // *U.S. Patriot defense systems*
        && !(names_kind(layout, name.end) && names_kind(layout, name.end + 1))
        && (!plain && !somebody || reads_as_outlet(layout, name))
}

/// Whether the first word is one that opens the names of outlets. An English
/// word opens other names as well: *the National Coordinator*.
fn begins_as_outlet(layout: &Layout<'_>, name: TokenSpan) -> bool {
    name.len() > 1
        && layout.has(name.start, Class::OUTLET_NAME_FIRST)
        && layout.gender(name.start).is_none()
        && (!layout.common_word(name.start) || reads_as_outlet(layout, name))
}

/// Whether the words before a noun say whose or which person it is: *Ohio,
/// Cuban, former*.
fn people(layout: &Layout<'_>, words: TokenSpan) -> bool {
    let plain = |t: u32| layout.has(t, Class::PLACE) || layout.has(t, Class::DEMONYM) || layout.common_word(t);
    (words.start..words.end).all(plain)
}

/// Whether the token is a common noun for a publisher or site, which marks a
/// name beside it.
fn program(layout: &Layout<'_>, t: u32) -> bool {
    layout.shape(t) == Shape::Lower && (layout.has(t, Class::OUTLET_HEAD) || layout.has(t, Class::OUTLET_KIND))
}

/// Whether a determiner or adjective stands before the noun, so that the noun
/// describes the name: not *on site*.
fn described(layout: &Layout<'_>, noun: u32) -> bool {
    let Some(t) = noun.checked_sub(1) else { return false };
    let pos = layout.mark(t).map_or(&[][..], |m| layout.lexicon.pos(m.word));
    [Class::DETERMINER, Class::DEMONYM, Class::OUTLET_HEAD].iter().any(|&class| layout.has(t, class))
        || layout.is(t, ARTICLES)
        || pos.contains(&Pos::Adjective)
}

/// Returns the names that occasions show to be publishers', in the order of the
/// text: *on Monday's episode of “Soft Tide”*.
pub(in crate::resolve) fn introduced(layout: &Layout<'_>, openings: &[Opening]) -> Vec<TokenSpan> {
    let shown = openings.iter().filter(|o| o.introduces);
    let mut names: Vec<TokenSpan> = shown.filter_map(|o| title(layout, o.outlet)).collect();
    names.sort_unstable_by_key(|name| name.start);
    names
}

/// Returns the words in quotation marks in a short phrase, or else the capitals
/// at its end: *Monday's “Soft Tide,”*, *the video channel Soft Tide*; not
/// *Monday's Grand National*.
fn title(layout: &Layout<'_>, phrase: TokenSpan) -> Option<TokenSpan> {
    let mark = |&t: &u32| layout.kind(t) == Some(TokenKind::DoubleQuote);
    let mut marks = (phrase.start..phrase.end).filter(mark);
    let name = match (marks.next(), marks.next()) {
        (Some(open), Some(close)) => {
            let stop = matches!(layout.kind(close - 1), Some(TokenKind::Comma | TokenKind::Period));
            TokenSpan::new(open + 1, close - u32::from(stop))
        }
        _ => {
            let capitals = (phrase.start..phrase.end).rev().take_while(|&t| layout.name_word(t)).count() as u32;
            let name = TokenSpan::new(phrase.end - capitals, phrase.end);
            let alone = name.start == phrase.start || program(layout, name.start - 1);
            Some(name).filter(|_| alone)?
        }
    };
    (!name.is_empty() && name.len() <= TITLE && layout.capital(name.start)).then_some(name)
}

/// Returns the tokens of a publisher whose name has no capitals to go by: a
/// web address, or a title in quotation marks beside a noun for a publisher;
/// and *Channel 2*.
pub(super) fn marked_name(layout: &Layout<'_>, t: u32) -> Option<TokenSpan> {
    let before = |noun: u32| t.checked_sub(noun);
    match layout.kind(t)? {
        TokenKind::Address => {
            let name = TokenSpan::new(t, t + 1);
            let word = layout.word(t);
            let host = !word.contains(['/', '@']);
            let place = addressed(layout, name)
                || layout.has(t + 1, Class::NEWS_VERB)
                || cites(layout, t + 1)
                || sources_follow(layout, t + 1)
                || before(1).is_some_and(|b| program(layout, b) || layout.is(b, VIA));
            (host && place).then_some(name)
        }
        TokenKind::Word if layout.has(t, Class::OUTLET_HEAD) && layout.capital(t) => {
            (layout.kind(t + 1) == Some(TokenKind::Number)).then(|| TokenSpan::new(t, t + 2))
        }
        TokenKind::DoubleQuote if layout.capital(t + 1) => {
            let close = (t + 2..t + 10).find(|&c| layout.kind(c) == Some(TokenKind::DoubleQuote))?;
            // *the website "Skerry Stories,"*
            let comma = matches!(layout.kind(close - 1), Some(TokenKind::Comma | TokenKind::Period));
            let name = TokenSpan::new(t + 1, close - u32::from(comma));
            let head = before(1).is_some_and(|b| program(layout, b) && described(layout, b))
                || program(layout, close + 1)
                || layout.has(close + 1, Class::PROGRAM);
            let same = layout.sentence(t) == layout.sentence(close);
            (head && same && !name.is_empty()).then_some(name)
        }
        _ => None,
    }
}

/// Returns the tokens of a programme that is called by its host: *Ana Ruiz's
/// radio show*, *the Ana Ruiz show*.
pub(super) fn hosted(layout: &Layout<'_>, name: TokenSpan) -> Option<TokenSpan> {
    if name.len() < 2 || layout.gender(name.start).is_none() {
        return None;
    }
    let the = name.start > 0 && layout.is(name.start - 1, THE);
    let from = name.end + u32::from(layout.possessive(name.end));
    let kind = |t: u32| layout.has(t, Class::PROGRAM) || layout.has(t, Class::MEDIUM);
    let end = from + (from..from + 3).take_while(|&t| kind(t)).count() as u32;
    // *Ana Ruiz's show* can be on a stage.
    let aired = end > from + 1 || the && from == name.end || layout.has(from, Class::INTERVIEW);
    (end > from && layout.has(end - 1, Class::PROGRAM) && aired && (the || from > name.end))
        .then(|| TokenSpan::new(name.start, end))
}

pub(super) fn all_places(layout: &Layout<'_>, name: TokenSpan) -> bool {
    (name.start..name.end).all(|t| layout.has(t, Class::PLACE))
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::outlets;

    #[test]
    fn publishers_by_the_form_of_the_name_or_a_noun_beside_it() {
        for (text, name) in [
            ("Omar Reyes told the Skerry County Daily News that it held.", "Skerry County Daily News"),
            ("Omar Reyes told the Skerry Evening News that it held.", "Skerry Evening News"),
            ("Omar Reyes told the Skerry News-Journal that it held.", "Skerry News-Journal"),
            ("Omar Reyes told skerrit.net that it held.", "skerrit.net"),
            ("It held, according to the website \u{201c}Skerry Lives,\u{201d} which is new.", "Skerry Lives"),
            ("It held, said the popular site NewsBoat.", "NewsBoat"),
            ("Omar Reyes told \u{22}The Skerry Gang\u{22} show that it held.", "The Skerry Gang"),
            ("Omar Reyes told Lena Brook's podcast that it held.", "Lena Brook's podcast"),
            ("Omar Reyes told Channel 9 that it held.", "Channel 9"),
            ("Omar Reyes told Skerry City Radio that it held.", "Skerry City Radio"),
            ("Omar Reyes told WQRB that it held.", "WQRB"),
            ("It held on Monday's Soft Tide, the podcast hosted by Lena Brook.", "Soft Tide"),
            ("It appeared on Tidewrack, a Skerry trade site.", "Tidewrack"),
            ("It began on a website called Skerry Daily Globe.", "Skerry Daily Globe"),
        ] {
            assert_eq!(outlets(text), [name], "{text}");
        }
    }

    #[test]
    fn other_names_with_words_of_publishers() {
        for text in [
            "Omar Reyes met the National Coordinator in Skerry.",
            "Omar Reyes met a Gold Star mother in Skerry.",
            "Omar Reyes met a Velmark American in Skerry.",
            "Omar Reyes told investors of Brook Media that it held.",
            "A study in the Velmark Journal of Surgery found that it held.",
            "Omar Reyes was a guest on the TV show \u{22}Fish Pond.\u{22}",
            "Omar Reyes sells boats at skerrit.net and held it.",
            "Crews were on site Monday, Omar Reyes said.",
            "Omar Reyes met Lena Brook, the radio host, in Skerry.",
            "Omar Reyes met Brook, a newspaper editor, in Skerry.",
            "Omar Reyes of WADA said that it held.",
            "Videographer Omar El Skerrit was there. Lena Brook told El Skerrit that it held.",
            "Omar Reyes relies on Skerry Patriot defense systems.",
            "It held at Tidewrack, a station on the coast line.",
        ] {
            assert!(outlets(text).is_empty(), "{text}: {:?}", outlets(text));
        }
    }
}
