//! Recognises outlets: those of the lexicon under all their names, and unlisted
//! ones by pattern.

use super::index::Names;
use super::publisher::{addressed, names_kind, reported_by};
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

    /// Returns the article's own publisher or agency if the word consists of
    /// the initials of its name.
    pub(super) fn own_initials(&self, word: &str) -> Option<u32> {
        let long = word.len() > 2 && word.chars().all(char::is_uppercase);
        (0..self.entities.len().min(2) as u32).find(|&p| {
            let e = &self.entities[p as usize];
            let initials: String = e.name.split_whitespace().filter_map(|w| w.chars().next()).collect();
            e.own
                && long
                && (initials == word || initials.strip_prefix('T') == Some(word) && e.name.starts_with("The "))
        })
    }

    /// Resolves a short name (*the Post*) to the outlet mentioned last whose
    /// name contains the last word of the short name.
    pub(super) fn short(&self, layout: &Layout<'_>, tokens: TokenSpan, seen: &[u32]) -> Option<u32> {
        let last = layout.word(tokens.end.checked_sub(1)?).to_lowercase();
        seen.iter().rev().take(32).copied().find(|&p| self.entities[p as usize].words.contains(&last))
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

/// Returns the name in *the Post* where the text uses no other name of it:
/// *told the Post*.
pub(super) fn the_post(layout: &Layout<'_>, tokens: TokenSpan) -> Option<TokenSpan> {
    let the = layout.is(tokens.start, &["the"]) && tokens.len() > 1;
    let name = TokenSpan::new(tokens.start + u32::from(the), tokens.end);
    let articled = the || tokens.start > 0 && layout.is(tokens.start - 1, &["the"]);
    (articled && reads_as_outlet(layout, name)).then_some(name)
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
    // *60 Minutes*
    let first = tokens.start + u32::from(layout.kind(tokens.start) == Some(TokenKind::Number));
    layout.capital(first)
        && (tokens.len() > 2
            || matches!(layout.kind(before), Some(TokenKind::DoubleQuote | TokenKind::SingleQuote))
            || layout.is(before, &["on"])
            || layout.has(before, Class::OUTLET)
            || layout.possessive(before)
            || addressed(layout, tokens) && !names_kind(layout, tokens.end)
            || layout.is(tokens.end, &["show", "program", "programme", "host", "interview", "appearance"]))
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
    let addressed = addressed(layout, tokens) && !names_kind(layout, tokens.end)
        || before.zip(two).is_some_and(|(b, t)| {
            layout.is(b, &["with", "in", "to", "for"]) && layout.has(t, Class::INTERVIEW)
                || layout.is(b, &["by"]) && layout.is(t, &["asked", "contacted", "interviewed"])
        });
    // *the BBC and later the Guardian*
    let joined = before.is_some_and(|b| {
        layout.is(b, &["and", "or", "later", "then"]) && (b.saturating_sub(3)..b).any(|t| layout.has(t, Class::OUTLET))
    });
    // *State television*, *Local media*: capitalised only because they open the
    // sentence.
    let plain = tokens.len() == 1 && layout.opens(tokens.start);
    let staff = tokens.end + u32::from(layout.possessive(tokens.end));
    let speaks = layout.is(tokens.end, &["reported", "reports", "quoted", "writes", "understands"])
        || layout.has(staff, Class::JOURNALIST)
            && layout.shape(staff) == Shape::Lower
            && !plain
            && !called_by(layout, tokens.end - 1)
        || reported_by(layout, tokens)
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
    // *the popular site NewsBox*, *the radio show Skerry Today*
    if program(layout, head) && !person && before > 0 && described(layout, head) {
        return Some(name);
    }
    let last = name.end - 1;
    // *the Skerry County Daily News*
    let paper = name.len() > 2
        && [Class::OUTLET_NAME_FIRST, Class::OUTLET_NAME_LAST].iter().any(|&class| layout.has(last - 1, class));
    let body = body && !paper;
    // *the Gold Star families*, *State of the Union*, *Skerry Journal of Surgery*
    let plain = (name.start..name.end).all(|t| layout.common_word(t))
        && !layout.has(name.start, Class::OUTLET_NAME_FIRST)
        || (name.start..last).any(|t| layout.is(t, &["of"]))
        || layout.is(last, &["Journal"]) && layout.is(name.end, &["of"]);
    let named = name.len() > 1
        && (!plain || reads_as_outlet(layout, name))
        && (layout.has(last, Class::OUTLET_NAME_LAST) || layout.is(last, &["Show"]))
        && layout.capital(last)
        && !body
        && !layout.has(last, Class::ORGANIZATION)
        && !layout.has(last, Class::PLACE)
        && !layout.is(last, &["Hill"])
        && (!person || layout.is(last, &["Show"]))
        // *the Ohio Democrat*
        && !(called_by(layout, last) && people(layout, TokenSpan::new(name.start, last)) && !reads_as_outlet(layout, name));
    // *the National Coordinator*: an English word opens other names as well.
    let first = name.len() > 1
        && layout.has(name.start, Class::OUTLET_NAME_FIRST)
        && !person
        && !layout.is(last, &["Hill"])
        && (!layout.common_word(name.start) || reads_as_outlet(layout, name));
    (named || first && !is_organization(layout, name)).then_some(name)
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
    layout.shape(t) == Shape::Lower && (layout.has(t, Class::OUTLET_HEAD) || layout.is(t, &["site"]))
}

/// Whether a determiner or adjective stands before the noun, as before a
/// description of what the name names: not *on site*.
fn described(layout: &Layout<'_>, noun: u32) -> bool {
    let Some(t) = noun.checked_sub(1) else { return false };
    let pos = layout.mark(t).map_or(&[][..], |m| layout.lexicon.pos(m.word));
    [Class::DETERMINER, Class::DEMONYM, Class::OUTLET_HEAD].iter().any(|&class| layout.has(t, class))
        || layout.is(t, &["the", "a", "an", "news"])
        || pos.contains(&Pos::Adjective)
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
                || layout.is(t + 1, &["reported", "reports", "writes"])
                || layout.kind(t + 1) == Some(TokenKind::Comma) && layout.is(t + 2, &["citing", "quoting"])
                || layout.possessive(t + 1) && layout.is(t + 2, &["sources"])
                || before(1).is_some_and(|b| program(layout, b) || layout.is(b, &["via"]));
            (host && place).then_some(name)
        }
        TokenKind::Word if layout.is(t, &["Channel"]) && layout.capital(t) => {
            (layout.kind(t + 1) == Some(TokenKind::Number)).then(|| TokenSpan::new(t, t + 2))
        }
        TokenKind::DoubleQuote if layout.capital(t + 1) => {
            let close = (t + 2..t + 10).find(|&c| layout.kind(c) == Some(TokenKind::DoubleQuote))?;
            // *the website "Skerry Stories,"*
            let comma = matches!(layout.kind(close - 1), Some(TokenKind::Comma | TokenKind::Period));
            let name = TokenSpan::new(t + 1, close - u32::from(comma));
            let head = before(1).is_some_and(|b| program(layout, b) && described(layout, b))
                || program(layout, close + 1)
                || layout.is(close + 1, &["program", "programme", "show"]);
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
    let the = name.start > 0 && layout.is(name.start - 1, &["the"]);
    let from = name.end + u32::from(layout.possessive(name.end));
    let radio = from + u32::from(layout.is(from, &["radio", "talk"]));
    let show = radio > from || the && from == name.end;
    let noun = layout.is(radio, &["podcast"]) || show && layout.is(radio, &["show", "program", "programme"]);
    (noun && (the || from > name.end)).then(|| TokenSpan::new(name.start, radio + 1))
}

pub(super) fn all_places(layout: &Layout<'_>, name: TokenSpan) -> bool {
    (name.start..name.end).all(|t| layout.has(t, Class::PLACE))
}

#[cfg(test)]
mod tests {
    use crate::party::PartyKind;

    fn outlets(text: &str) -> Vec<String> {
        let parties = crate::analyze(text).parties;
        parties.into_iter().filter(|p| p.kind == PartyKind::Outlet).map(|p| p.name).collect()
    }

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
        ] {
            assert!(outlets(text).is_empty(), "{text}: {:?}", outlets(text));
        }
    }

    #[test]
    fn a_short_name_is_the_longer_one_before_it() {
        let text = "Omar Reyes told the Skerry Post that it held. Lena Brook told the Post that it broke.";
        assert_eq!(outlets(text), ["Skerry Post"]);
        assert_eq!(outlets("Lena Brook told the Post that it broke."), ["The Post"]);
    }

    /// *TRH* in an article of The Reef Herald is the publisher itself.
    #[test]
    fn initials_of_the_own_publisher() {
        let metadata = crate::article::Metadata { publisher: Some("The Reef Herald".into()), ..Default::default() };
        let text = "Omar Reyes told TRH that the dam held.";
        let analysis = crate::Analyzer::new().analyze_with(text, metadata);
        assert_eq!(analysis.chain_path(0), "Omar Reyes");
    }
}
