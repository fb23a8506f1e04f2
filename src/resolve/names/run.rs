//! Runs of capitalised words: where a name and its titles begin and end.

use super::words::{reports_statement, role_gender};
use crate::closed_class::{AND_OR_SIGN, FOR, OF, THE, TO};
use crate::layout::Layout;
use crate::lexicon::{Class, Forms, Pos};
use crate::span::TokenSpan;
use crate::token::TokenKind;

/// Maximum number of tokens in a run.
pub(super) const LONGEST_NAME: u32 = 12;
pub(super) struct Run {
    /// The run with titles.
    pub(super) whole: TokenSpan,
    pub(super) name: TokenSpan,
    pub(super) titled: bool,
    pub(super) outlet: bool,
}

impl Run {
    /// Returns the run of an outlet's name.
    pub(super) fn outlet(name: TokenSpan) -> Self {
        Self { whole: name, name, titled: false, outlet: true }
    }
}

/// Returns the token where a run of capitalised words ends.
pub(super) fn run_end(layout: &Layout<'_>, start: u32) -> u32 {
    let mut t = start + 1;
    while t < layout.len() && t - start < LONGEST_NAME {
        let token = &layout.tokens[t as usize];
        if token.opens_paragraph {
            break;
        }
        if layout.name_word(t) && layout.sentence(t) == layout.sentence(start) {
            t += 1;
            continue;
        }
        // *Terence "Tubs" Malloy*
        if let Some(after) = nickname(layout, t)
            .filter(|_| t == start + 1 && !layout.has(start, Class::PLACE) && !names_body(layout, start, t))
        {
            t = after;
            continue;
        }
        let particle = layout.has(t, Class::NAME_PARTICLE) && layout.name_word(t + 1);
        let of = (layout.is(t, OF) || (layout.is(t, FOR) || layout.is(t, AND_OR_SIGN)) && names_body(layout, start, t))
            && {
                let next = t + 1 + u32::from(layout.is(t + 1, THE));
                (names_body(layout, start, t) || layout.has(t, Class::TITLE)) && layout.name_word(next)
            };
        // *the Committee to Protect Journalists*
        let to = layout.is(t, TO)
            && layout.has(t - 1, Class::ORGANIZATION_NOUN)
            && layout.name_word(t + 1)
            && layout.name_word(t + 2)
            && !layout.in_headline(t)
            && layout.mark(t + 1).is_some_and(|m| {
                layout.lexicon.pos(m.word).contains(&Pos::VerbBase) || layout.lexicon.forms(m.word).has(Forms::BASE)
            });
        // *the Harlow and Skerry Gazette*
        let paper = layout.is(t, AND_OR_SIGN) && joins_paper(layout, start, t);
        let the = layout.is(t, THE) && layout.is(t - 1, OF) && layout.name_word(t + 1) && t > start + 1;
        if particle || of || to || the || paper {
            t += 1;
            continue;
        }
        break;
    }
    t
}

/// Whether *and* at `t` stands inside a newspaper's name: *the Harlow and
/// District Gazette*, but not *the Times and Post*.
fn joins_paper(layout: &Layout<'_>, start: u32, t: u32) -> bool {
    let last = (t + 1..t + 4).take_while(|&u| layout.name_word(u)).last();
    layout.is(start.wrapping_sub(1), THE)
        && layout.gender(start).is_none()
        && !layout.has(t - 1, Class::OUTLET_NAME_LAST)
        && last.is_some_and(|last| last > t + 1 && layout.has(last, Class::OUTLET_NAME_LAST))
}

/// Returns the token where the surname starts after a nickname in quotation
/// marks at `t`.
pub(super) fn nickname(layout: &Layout<'_>, t: u32) -> Option<u32> {
    let mark = |t: u32| matches!(layout.kind(t), Some(TokenKind::DoubleQuote | TokenKind::SingleQuote));
    if !mark(t) || layout.tokens.get(t as usize + 1)?.opens_paragraph {
        return None;
    }
    let close = (t + 2..t + 4).find(|&c| mark(c))?;
    ((t + 1..close).all(|w| layout.capital(w)) && layout.name_word(close + 1)).then_some(close + 1)
}

/// Whether the tokens contain a word such as *Ministry* or *Center*.
pub(super) fn names_body(layout: &Layout<'_>, start: u32, end: u32) -> bool {
    (start..end).any(|t| layout.has(t, Class::ORGANIZATION_NOUN) || layout.has(t, Class::ORGANIZATION_SUFFIX))
}

/// Whether a name has a purpose with *to*, whose words are not roles: *the
/// Committee to Protect Journalists*.
pub(super) fn names_purpose(layout: &Layout<'_>, name: TokenSpan) -> bool {
    (name.start..name.end).any(|t| layout.is(t, TO))
}

/// Whether the token is a form of address, behind which even a title is a
/// surname: *Mr. King*.
fn addresses(layout: &Layout<'_>, t: u32) -> bool {
    layout.has(t, Class::TITLE) && !layout.has(t, Class::ROLE) && role_gender(layout, t).is_some()
}

pub(super) fn split_titles(layout: &Layout<'_>, whole: TokenSpan) -> Run {
    let titles = [Class::TITLE, Class::ROLE, Class::SPOKESPERSON];
    let mut cut = None;
    let purpose = names_purpose(layout, whole);
    for t in whole.start..whole.end {
        if titles.iter().any(|&c| layout.has(t, c)) && !purpose {
            let surname =
                t + 1 == whole.end && t > whole.start && (layout.gender(t - 1).is_some() || addresses(layout, t - 1));
            if !surname {
                cut = Some(t + 1);
            }
        }
    }
    // *Republican National Committee*: the words before the last are not a
    // title.
    let body = whole.end.saturating_sub(1);
    if cut.is_some_and(|cut| cut < body)
        && names_body(layout, body, whole.end)
        && !(whole.start..body).any(|t| layout.gender(t).is_some())
    {
        cut = None;
    }
    let mut start = cut.unwrap_or(whole.start);
    // *Republican Mike Pence*, *US House*
    while start + 2 < whole.end
        && (layout.has(start, Class::DEMONYM) || layout.has(start, Class::PLACE))
        && layout.gender(start).is_none()
        && (start + 1..whole.end).any(|t| layout.gender(t).is_some() && !layout.has(t, Class::PLACE))
    {
        start += 1;
    }
    Run { whole, name: TokenSpan::new(start, whole.end), titled: cut.is_some(), outlet: false }
}

pub(in crate::resolve) fn is_organization(layout: &Layout<'_>, name: TokenSpan) -> bool {
    // *the Brook campaign* does not make *Brook* an organisation.
    let all = |class| (name.start..name.end).all(|t| layout.has(t, class)) && layout.term_within(name, class);
    if layout.gender(name.start).is_some() && name.len() > 1 && !names_body(layout, name.end - 1, name.end) {
        return false;
    }
    all(Class::ORGANIZATION)
        || all(Class::PLACE)
        || all(Class::DEMONYM)
        || names_body(layout, name.start, name.end)
        || layout.has(name.end.saturating_sub(1), Class::ORGANIZATION) && layout.term_within(name, Class::ORGANIZATION)
}

/// Whether a word is the label of a party and state after a name: *D-Ill.,
/// R-Ky.*
pub(super) fn is_label(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(chars.next(), Some('D' | 'R' | 'I')) && chars.next() == Some('-') && word.len() <= 8
}

/// Whether the run is an ordinary capitalised word before what may be a name:
/// *Crooked Brook, Said Brook*.
pub(super) fn nicknamed(layout: &Layout<'_>, run: &Run) -> bool {
    let first = run.name.start;
    // *Said* is also a given name.
    let cue = || layout.opens(first) && reports_statement(layout, first);
    !run.titled && !run.outlet && run.name.len() == 2 && (layout.common_word(first) || cue())
}

#[cfg(test)]
mod tests {
    /// *Protect Rural Skerry* is not a person, and *Journalists* alone is not a
    /// group.
    #[test]
    fn the_purpose_of_a_body_belongs_to_its_name() {
        let text = "On Friday the Committee to Protect Journalists sued the port. The Campaign to Protect Rural Skerry \
                    said that the dam was late. A committee to protect Ana Ruiz was late.";
        let analysis = crate::analyze(text);
        let names: Vec<&str> = analysis.parties.iter().map(|p| p.name.as_str()).collect();
        for name in ["Committee to Protect Journalists", "Campaign to Protect Rural Skerry", "Ana Ruiz"] {
            assert!(names.contains(&name), "{name}: {names:?}");
        }
        assert!(!names.iter().any(|n| n.starts_with("Protect") || *n == "Journalists"), "{names:?}");
    }

    #[test]
    fn a_place_and_a_party_are_not_a_name() {
        let text = "On Friday Lena Vogt said that it was late. The South Carolina Republican left, and a Virginia \
                    Democrat said that it was early.";
        let analysis = crate::analyze(text);
        let people = analysis.parties.iter().filter(|p| p.kind == crate::party::PartyKind::Person);
        assert_eq!(people.map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Lena Vogt"]);
    }
}
