//! Recognises the outlets of the lexicon under all their names.

use super::index::Names;
use super::publisher::{addressed, cites, names_kind, reported_by};
use super::words::reports_statement;
use crate::closed_class::{BY, GIVING, ON, THE};
use crate::layout::Layout;
use crate::lexicon::{Class, ClassSet, Naming};
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};
use crate::token::{Shape, TokenKind};

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
        let start = tokens.start + u32::from(layout.is(tokens.start, THE) && tokens.len() > 1);
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

    /// Returns the article's own publisher or agency, and the tokens of its
    /// name, if the name begins at the token: in full, or behind *the* without
    /// what follows *of* (*the Courier* for *The Courier of Velmark County*).
    /// Publishers of the lexicon have their terms.
    pub(super) fn own_at(&self, layout: &Layout<'_>, t: u32) -> Option<(u32, TokenSpan)> {
        let start = layout.tokens.get(t as usize)?.span.start as usize;
        let rest = layout.text.get(start..)?;
        let the = t > 0 && layout.is(t - 1, THE);
        let ends = |len: usize| rest.get(len..).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
        (0..self.entities.len().min(2) as u32).find_map(|p| {
            let e = self.entities.get(p as usize).filter(|e| e.own && e.outlet.is_none())?;
            let name = e.name.strip_prefix("The ").unwrap_or(&e.name);
            let head = name.split(" of ").next().filter(|_| the);
            let named = [Some(name), head].into_iter().flatten();
            let found = named.filter(|n| !n.is_empty() && rest.starts_with(n)).find(|n| ends(n.len()))?;
            let tokens = layout.tokens_of(Span::new(start as u32, (start + found.len()) as u32));
            Some((p, tokens))
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
    let the = layout.is(tokens.start, THE) && tokens.len() > 1;
    let name = TokenSpan::new(tokens.start + u32::from(the), tokens.end);
    let articled = the || tokens.start > 0 && layout.is(tokens.start - 1, THE);
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

/// Maximum number of words between an outlet's name and the noun of an event.
const EVENT: u32 = 3;

/// Whether the word behind an outlet's name makes it the name of a body or
/// office, or of an event: *the Foreign Affairs committee, the Prime Minister*.
pub(super) fn names_office(layout: &Layout<'_>, t: u32, naming: Naming) -> bool {
    const BODY: ClassSet = ClassSet::of(&[Class::ORGANIZATION_NOUN, Class::ORGANIZATION_SUFFIX]);
    // *a CNN panel* is an occasion.
    let occasion = naming == Naming::Full && layout.has(t, Class::CHANNEL);
    let body = layout.has_any(t, BODY) && !layout.has(t, Class::OUTLET_HEAD) && !occasion;
    let office = naming == Naming::Ambiguous && layout.has(t, Class::TITLE) && !layout.has(t, Class::JOURNALIST);
    body || office || naming == Naming::Full && names_event(layout, t)
}

/// Whether the noun of an event follows an outlet's name, or words in capitals
/// and such a noun: *a Bloomberg conference, the Reuters Next panel*.
pub(super) fn names_event(layout: &Layout<'_>, t: u32) -> bool {
    let words = (t..t + EVENT).take_while(|&u| layout.capital(u)).count() as u32;
    let noun = t + words;
    let hosted = || layout.shape(noun) == Shape::Lower && layout.has(noun, Class::HOSTED_EVENT);
    hosted() || words > 0 && is_event(layout, noun)
}

/// Whether the token is the noun of an event with an audience.
pub(super) fn is_event(layout: &Layout<'_>, t: u32) -> bool {
    layout.shape(t) == Shape::Lower && layout.has(t, Class::PUBLIC_AUDIENCE) && layout.has(t, Class::CHANNEL)
}

/// Extends a name by *radio*, *television* or *TV*: *Tehran radio*. Other words
/// for a kind of outlet are not part of the name: *the Gazeta Mercantil
/// newspaper*.
pub(super) fn with_head(layout: &Layout<'_>, tokens: TokenSpan) -> TokenSpan {
    let voiced = layout.has(tokens.end, Class::MEDIUM);
    TokenSpan::new(tokens.start, tokens.end + u32::from(voiced))
}

/// Whether the name of a programme, which is often an ordinary word, is one
/// here: in quotation marks, after *on* or an outlet or possessive, before a
/// word such as *show*, or with more than two tokens.
pub(super) fn reads_as_program(layout: &Layout<'_>, tokens: TokenSpan) -> bool {
    let Some(before) = tokens.start.checked_sub(1) else { return tokens.len() > 2 };
    let before = if layout.is(before, THE) { before.saturating_sub(1) } else { before };
    // *60 Minutes*
    let first = tokens.start + u32::from(layout.kind(tokens.start) == Some(TokenKind::Number));
    layout.capital(first)
        && (tokens.len() > 2
            || matches!(layout.kind(before), Some(TokenKind::DoubleQuote | TokenKind::SingleQuote))
            || layout.is(before, ON)
            || layout.has(before, Class::OUTLET)
            || layout.possessive(before)
            || addressed(layout, tokens) && !names_kind(layout, tokens.end)
            || [Class::PROGRAM, Class::INTERVIEW, Class::INTERVIEWER].iter().any(|&c| layout.has(tokens.end, c)))
}

/// Whether a name that is an ordinary word is an outlet here, as words are
/// addressed to it or come from it: *told Time*, *Time reported*.
pub(super) fn reads_as_outlet(layout: &Layout<'_>, tokens: TokenSpan) -> bool {
    if !layout.capital(tokens.end - 1) {
        return false;
    }
    let the = layout.is(tokens.start.saturating_sub(1), THE);
    let before = tokens.start.checked_sub(1 + u32::from(the));
    let two = before.and_then(|b| b.checked_sub(1));
    let addressed = addressed(layout, tokens) && !names_kind(layout, tokens.end)
        || before.zip(two).is_some_and(|(b, t)| {
            layout.is(b, GIVING) && layout.has(t, Class::INTERVIEW)
                || layout.is(b, BY) && (layout.has(t, Class::QUESTIONING) || layout.has(t, Class::VISITING))
        });
    // *the BBC and later the Guardian*
    let joined = before.is_some_and(|b| {
        (layout.has(b, Class::CONJUNCTION) || layout.has(b, Class::TIME))
            && (b.saturating_sub(3)..b).any(|t| layout.has(t, Class::OUTLET))
    });
    // *State television*, *Local media*: capitalised only because they open the
    // sentence.
    let plain = tokens.len() == 1 && layout.opens(tokens.start);
    let staff = tokens.end + u32::from(layout.possessive(tokens.end));
    let speaks = (layout.has(tokens.end, Class::NEWS_VERB) || layout.has(tokens.end, Class::QUOTING))
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
    let the = layout.is(tokens.start, THE) || layout.is(tokens.start.saturating_sub(1), THE);
    let next = tokens.end + u32::from(layout.has(tokens.end, Class::AUXILIARY));
    the && (cites(layout, tokens.end) || (reports_statement(layout, next) || layout.has(next, Class::NEWS_VERB)))
        && !called_by(layout, tokens.end - 1)
}

/// Whether the word can refer to a person: *the Republican*.
pub(super) fn called_by(layout: &Layout<'_>, t: u32) -> bool {
    let person = [Class::TITLE, Class::GROUP, Class::EPITHET, Class::DEMONYM];
    person.iter().any(|&class| layout.has(t, class))
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::outlets;

    #[test]
    fn a_short_name_means_the_longer_one_before_it() {
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

    /// A publisher that the lexicon does not know, whatever its name looks
    /// like, is never an intermediary in its own article.
    #[test]
    fn own_publishers_that_are_not_listed() {
        for (publisher, text) in [
            ("Retail Week Monitor", "Omar Reyes told Retail Week Monitor that the dam held."),
            ("The Courier of Velmark County", "In an interview with the Courier, Omar Reyes said that the dam held."),
            ("Skerry Gazette", "Omar Reyes told a Gazette reporter that the dam held."),
        ] {
            let metadata = crate::article::Metadata { publisher: Some(publisher.into()), ..Default::default() };
            let analysis = crate::Analyzer::new().analyze_with(text, metadata);
            assert_eq!(analysis.chain_path(0), "Omar Reyes", "{text}");
        }
    }
}
