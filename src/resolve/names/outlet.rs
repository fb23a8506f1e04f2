//! Recognises outlets: those of the lexicon under all their names, and unlisted
//! ones by pattern.

use super::index::Names;
use super::run::{is_organization, names_body};
use crate::layout::Layout;
use crate::lexicon::{Class, Naming, Pos};
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::{Shape, TokenKind};

/// Words before *media* or *television* that form no name.
pub(super) const ORDINARY: &[&str] =
    &["commercial", "domestic", "foreign", "local", "national", "official", "private", "public", "regional", "state"];

/// Verbs by which an outlet presents its findings.
const CLAIMS: &[&str] = &[
    "alleged",
    "alleges",
    "claimed",
    "claims",
    "disclosed",
    "discloses",
    "learned",
    "learnt",
    "revealed",
    "reveals",
    "said",
    "says",
    "understands",
    "wrote",
];

impl Names {
    /// Returns the party of the lexicon's outlet with this index, adding it if
    /// needed.
    pub(in crate::resolve) fn outlet(&mut self, layout: &Layout<'_>, index: u32, at: u32) -> u32 {
        if let Some(&id) = self.outlets.get(&index) {
            return id;
        }
        let name = layout.lexicon.outlet(index).name.to_string();
        let id = self.exact_entity(PartyKind::Outlet, name, at);
        self.entities[id as usize].outlet = Some(index);
        self.outlets.insert(index, id);
        id
    }

    /// Records the fullest name that the text gives an outlet.
    pub(super) fn written(&mut self, layout: &Layout<'_>, party: u32, tokens: TokenSpan, naming: Naming) {
        let start = tokens.start + u32::from(layout.is(tokens.start, &["the"]) && tokens.len() > 1);
        let name = layout.span_of(TokenSpan::new(start, tokens.end)).of(layout.text);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let program = naming == Naming::Program;
        let entity = &mut self.entities[party as usize];
        let fuller = match &entity.written {
            None => true,
            Some((was_program, was)) => {
                (*was_program && !program) || (*was_program == program && name.len() > was.len())
            }
        };
        if fuller {
            entity.written = Some((program, name));
        }
    }

    /// Returns the article's own publisher or agency if the tokens begin with
    /// its name.
    pub(super) fn own_name(&self, layout: &Layout<'_>, tokens: TokenSpan) -> Option<u32> {
        let text = layout.span_of(tokens).of(layout.text).to_lowercase();
        let bare = |s: &str| s.strip_prefix("the ").unwrap_or(s).to_owned();
        let text = bare(&text);
        (0..self.entities.len().min(2) as u32).find(|&p| {
            let e = &self.entities[p as usize];
            let name = bare(&e.name.to_lowercase());
            e.own && !name.is_empty() && text.starts_with(&name)
        })
    }

    /// Resolves a short name (*the Post*) to the outlet mentioned last whose
    /// name contains the last word of the short name.
    pub(super) fn short(&self, layout: &Layout<'_>, tokens: TokenSpan, seen: &[u32]) -> Option<u32> {
        let last = layout.word(tokens.end.checked_sub(1)?).to_lowercase();
        seen.iter().rev().take(32).copied().find(|&p| self.entities[p as usize].words.contains(&last))
    }

    /// Returns a party for *the Post* where the text uses no other name of it:
    /// *told the Post*.
    pub(super) fn the_post(&mut self, layout: &Layout<'_>, tokens: TokenSpan) -> Option<u32> {
        let the = layout.is(tokens.start, &["the"]) && tokens.len() > 1;
        let name = TokenSpan::new(tokens.start + u32::from(the), tokens.end);
        if !(the || tokens.start > 0 && layout.is(tokens.start - 1, &["the"])) || !reads_as_outlet(layout, name) {
            return None;
        }
        let name = format!("The {}", layout.span_of(name).of(layout.text));
        Some(self.exact_entity(PartyKind::Outlet, name, tokens.start))
    }

    /// Returns the outlet whose longer name ends with this word: *the Courier*
    /// for *Lend Courier*.
    pub(super) fn outlet_ending(&self, word: &str) -> Option<u32> {
        (0..self.entities.len() as u32).rev().take(256).find(|&p| {
            let e = &self.entities[p as usize];
            e.kind == PartyKind::Outlet && e.words.len() > 1 && e.words.last().is_some_and(|w| w == word)
        })
    }
}

/// Whether an outlet's name of one word is a person's given name here.
pub(super) fn given_name(layout: &Layout<'_>, tokens: TokenSpan) -> bool {
    tokens.len() == 1
        && layout.gender(tokens.start).is_some()
        && layout.name_word(tokens.end)
        && !layout.tokens.get(tokens.end as usize).is_some_and(|t| t.opens_paragraph)
        && !layout.has(tokens.end, Class::OUTLET_HEAD)
        && !layout.has(tokens.end, Class::OUTLET_NAME_LAST)
}

/// Extends a name by *radio*, *television* or *TV*: *Tehran radio*. Other words
/// for a kind of outlet are not part of the name: *the Gazeta Mercantil
/// newspaper*.
pub(super) fn with_head(layout: &Layout<'_>, tokens: TokenSpan) -> TokenSpan {
    let voiced = layout.is(tokens.end, &["radio", "television", "TV"]);
    TokenSpan::new(tokens.start, tokens.end + u32::from(voiced))
}

/// Whether the name of a programme, which is often an ordinary word, is one
/// here: in quotation marks, after *on* or an outlet or possessive, before a
/// word such as *show*, or with more than two tokens.
pub(super) fn reads_as_program(layout: &Layout<'_>, tokens: TokenSpan) -> bool {
    let Some(before) = tokens.start.checked_sub(1) else { return tokens.len() > 2 };
    let before = if layout.is(before, &["the"]) { before.saturating_sub(1) } else { before };
    layout.capital(tokens.start)
        && (tokens.len() > 2
            || matches!(layout.kind(before), Some(TokenKind::DoubleQuote | TokenKind::SingleQuote))
            || layout.is(before, &["on"])
            || layout.has(before, Class::OUTLET)
            || layout.possessive(before)
            || layout.is(tokens.end, &["show", "program", "programme", "host"]))
}

/// Whether a name that is an ordinary word is an outlet here, as words are
/// addressed to it or come from it: *told Time*, *Time reported*.
pub(super) fn reads_as_outlet(layout: &Layout<'_>, tokens: TokenSpan) -> bool {
    if !layout.capital(tokens.end - 1) {
        return false;
    }
    let the = layout.is(tokens.start.saturating_sub(1), &["the"]);
    let before = tokens.start.checked_sub(1 + u32::from(the));
    let two = before.and_then(|b| b.checked_sub(1));
    let addressed = before.is_some_and(|t| layout.is(t, &["told", "tells", "telling"]))
        || before.zip(two).is_some_and(|(b, t)| {
            layout.is(b, &["to"]) && layout.is(t, &["according"])
                || layout.is(b, &["with", "in", "to", "for"]) && layout.has(t, Class::INTERVIEW)
                || layout.is(b, &["by"])
                    && layout.is(t, &["quoted", "reported", "published", "cited", "asked", "contacted", "interviewed"])
        });
    // *the BBC and later the Guardian*
    let joined = before.is_some_and(|b| {
        layout.is(b, &["and", "or", "later", "then"]) && (b.saturating_sub(3)..b).any(|t| layout.has(t, Class::OUTLET))
    });
    // *State television*, *Local media*: capitalised only because they open the
    // sentence.
    let plain = tokens.len() == 1 && layout.opens(tokens.start);
    let speaks = layout.is(tokens.end, &["reported", "reports", "quoted"])
        || says_that(layout, tokens)
        || layout.has(tokens.end, Class::OUTLET_HEAD) && !plain;
    addressed || joined || speaks && (tokens.len() > 1 || tokens.start > 0)
}

/// Whether the name makes a claim or cites a source: *The Beacon said on Monday
/// that …*, *The Mirror, citing aides, …*. Words that can refer to a person
/// (*the Republican*) are excluded.
fn says_that(layout: &Layout<'_>, tokens: TokenSpan) -> bool {
    let the = layout.is(tokens.start, &["the"]) || layout.is(tokens.start.saturating_sub(1), &["the"]);
    let next = tokens.end + u32::from(layout.has(tokens.end, Class::AUXILIARY));
    let cites = layout.kind(tokens.end) == Some(TokenKind::Comma) && layout.is(tokens.end + 1, &["citing", "quoting"]);
    the && (cites || layout.is(next, CLAIMS)) && !called_by(layout, tokens.end - 1)
}

/// Whether the word can refer to a person: *the Republican*.
fn called_by(layout: &Layout<'_>, t: u32) -> bool {
    let person = [Class::TITLE, Class::GROUP, Class::EPITHET, Class::DEMONYM];
    person.iter().any(|&class| layout.has(t, class))
}

/// Returns the tokens of an outlet that is not in the lexicon: *Tehran radio*,
/// *the daily al-Qabas*, *the Hong Kong Economic Journal*, *news agency,
/// BOPA,*.
pub(super) fn outlet_by_pattern(layout: &Layout<'_>, name: TokenSpan) -> Option<TokenSpan> {
    if name.is_empty() {
        return None;
    }
    let person = layout.gender(name.start).is_some();
    // *WPLB-TV*
    let call_sign = layout.word(name.start);
    if name.len() == 1 && ["-TV", "-FM", "-AM"].iter().any(|s| call_sign.len() > s.len() && call_sign.ends_with(s)) {
        return Some(name);
    }
    // *told the Ledger*, *the Courier reported*
    if name.len() == 1
        && layout.has(name.start, Class::OUTLET_NAME_LAST)
        && name.start > 0
        && layout.is(name.start - 1, &["the"])
        && reads_as_outlet(layout, name)
    {
        return Some(name);
    }
    // *the Velmark news agency VNA*: the name follows the noun.
    let heads =
        (name.end..name.end + 3).take_while(|&t| layout.has(t, Class::OUTLET_HEAD) && layout.shape(t) == Shape::Lower);
    let behind = name.end + heads.count() as u32;
    if behind > name.end && layout.name_word(behind) {
        return None;
    }
    // *Local media, State television, Two newspapers*
    let mark = layout.marks.marks.get(name.start as usize);
    let plain =
        mark.is_some_and(|m| layout.lexicon.pos(m.word).contains(&Pos::Adjective)) || layout.is(name.start, ORDINARY);
    if name.len() == 1 && plain && layout.opens(name.start) {
        return None;
    }
    let body = names_body(layout, name.start, name.end.saturating_sub(1));
    if layout.is(name.end, &["radio", "television", "TV"]) && !person {
        return Some(TokenSpan::new(name.start, name.end + 1));
    }
    let head_after =
        layout.has(name.end, Class::OUTLET_HEAD) && !layout.is(name.end, &["show", "program", "programme", "service"]);
    if head_after
        && !person
        && !layout.has(name.end - 1, Class::DEMONYM)
        && !all_places(layout, name)
        && !body
        && !layout.is(
            name.end,
            &["station", "site", "network", "agency", "journal", "publication", "blog", "website", "broadcaster"],
        )
    {
        return Some(name);
    }
    if head_after && !person && layout.is(name.end, &["news"]) && !layout.has(name.end - 1, Class::DEMONYM) {
        return Some(name);
    }
    let before = name.start.checked_sub(1)?;
    let comma =
        layout.kind(before) == Some(TokenKind::Comma) && matches!(layout.kind(name.end), Some(TokenKind::Comma));
    let head = if comma { before.checked_sub(1)? } else { before };
    if layout.has(head, Class::OUTLET_HEAD) && layout.shape(head) == Shape::Lower && !person {
        return Some(name);
    }
    let last = name.end - 1;
    let named = name.len() > 1
        && (layout.has(last, Class::OUTLET_NAME_LAST) || layout.is(last, &["Show"]))
        && layout.capital(last)
        && !body
        && !layout.has(last, Class::ORGANIZATION)
        && !layout.has(last, Class::PLACE)
        && !layout.is(last, &["Hill"])
        && (!person || layout.is(last, &["Show"]))
        // *the Ohio Democrat*
        && !(called_by(layout, last) && all_places(layout, TokenSpan::new(name.start, last)) && !reads_as_outlet(layout, name));
    let first =
        name.len() > 1 && layout.has(name.start, Class::OUTLET_NAME_FIRST) && !person && !layout.is(last, &["Hill"]);
    (named || first && !is_organization(layout, name)).then_some(name)
}

pub(super) fn all_places(layout: &Layout<'_>, name: TokenSpan) -> bool {
    (name.start..name.end).all(|t| layout.has(t, Class::PLACE))
}
