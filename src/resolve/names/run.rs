//! Runs of capitals: where a name begins and ends, and its titles.

use crate::lexicon::Class;
use crate::resolve::reader::Reader;
use crate::span::TokenSpan;
use crate::token::TokenKind;

/// Longest run of capitals that is read as a name.
pub(super) const LONGEST_NAME: u32 = 12;
pub(super) const PARTICLES: &[&str] =
    &["al", "ben", "bin", "da", "de", "del", "della", "der", "di", "do", "dos", "du", "el", "ibn", "la", "van", "von"];

pub(super) struct Run {
    /// With titles.
    pub(super) whole: TokenSpan,
    pub(super) name: TokenSpan,
    pub(super) titled: bool,
    pub(super) outlet: bool,
}

/// How far a run of capitals reaches.
pub(super) fn run_end(r: &Reader<'_>, start: u32) -> u32 {
    let mut t = start + 1;
    while t < r.len() && t - start < LONGEST_NAME {
        let token = &r.tokens[t as usize];
        if token.opens_paragraph {
            break;
        }
        if r.name_word(t) && r.sentence(t) == r.sentence(start) {
            t += 1;
            continue;
        }
        // *Terence "Tubs" Malloy*
        if let Some(after) =
            nickname(r, t).filter(|_| t == start + 1 && !r.has(start, Class::PLACE) && !names_body(r, start, t))
        {
            t = after;
            continue;
        }
        let particle = r.is(t, PARTICLES) && r.name_word(t + 1);
        let of = (r.is(t, &["of"]) || r.is(t, &["for", "and", "&"]) && names_body(r, start, t)) && {
            let next = t + 1 + u32::from(r.is(t + 1, &["the"]));
            (names_body(r, start, t) || r.has(t, Class::TITLE)) && r.name_word(next)
        };
        let the = r.is(t, &["the"]) && r.is(t - 1, &["of"]) && r.name_word(t + 1) && t > start + 1;
        if particle || of || the {
            t += 1;
            continue;
        }
        break;
    }
    t
}

/// Where the surname begins after a nickname in quotation marks at `t`.
pub(super) fn nickname(r: &Reader<'_>, t: u32) -> Option<u32> {
    let mark = |t: u32| matches!(r.kind(t), Some(TokenKind::DoubleQuote | TokenKind::SingleQuote));
    if !mark(t) || r.tokens.get(t as usize + 1)?.opens_paragraph {
        return None;
    }
    let close = (t + 2..t + 4).find(|&c| mark(c))?;
    ((t + 1..close).all(|w| r.capital(w)) && r.name_word(close + 1)).then_some(close + 1)
}

/// Whether the tokens hold a word such as *Ministry* or *Center*.
pub(super) fn names_body(r: &Reader<'_>, start: u32, end: u32) -> bool {
    (start..end).any(|t| r.has(t, Class::ORGANIZATION_NOUN) || r.has(t, Class::ORGANIZATION_SUFFIX))
}

pub(super) fn split_titles(r: &Reader<'_>, whole: TokenSpan) -> Run {
    let titles = [Class::TITLE, Class::ROLE, Class::SPOKESPERSON];
    let mut cut = None;
    for t in whole.start..whole.end {
        if titles.iter().any(|&c| r.has(t, c)) {
            let surname = t + 1 == whole.end && t > whole.start && r.gender(t - 1).is_some();
            if !surname {
                cut = Some(t + 1);
            }
        }
    }
    // *Republican National Committee* is no national committee with a title.
    let body = whole.end.saturating_sub(1);
    if cut.is_some_and(|cut| cut < body)
        && names_body(r, body, whole.end)
        && !(whole.start..body).any(|t| r.gender(t).is_some())
    {
        cut = None;
    }
    let mut start = cut.unwrap_or(whole.start);
    // *Republican Mike Pence*, *US House*
    while start + 2 < whole.end
        && (r.has(start, Class::DEMONYM) || r.has(start, Class::PLACE))
        && r.gender(start).is_none()
        && (start..whole.end).any(|t| r.gender(t).is_some())
    {
        start += 1;
    }
    Run { whole, name: TokenSpan::new(start, whole.end), titled: cut.is_some(), outlet: false }
}

pub(in crate::resolve) fn is_organization(r: &Reader<'_>, name: TokenSpan) -> bool {
    // *the Brook campaign* says nothing of *Brook*.
    let all = |class| (name.start..name.end).all(|t| r.has(t, class)) && r.term_within(name, class);
    if r.gender(name.start).is_some() && name.len() > 1 && !names_body(r, name.end - 1, name.end) {
        return false;
    }
    all(Class::ORGANIZATION)
        || all(Class::PLACE)
        || all(Class::DEMONYM)
        || names_body(r, name.start, name.end)
        || r.has(name.end.saturating_sub(1), Class::ORGANIZATION) && r.term_within(name, Class::ORGANIZATION)
}

/// *Crooked Brook*: an ordinary word in capitals before what may be a name.
pub(super) fn nicknamed(r: &Reader<'_>, run: &Run) -> bool {
    !run.titled && !run.outlet && run.name.len() == 2 && r.common_word(run.name.start)
}
