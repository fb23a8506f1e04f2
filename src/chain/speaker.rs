//! What the words for a source say about it: whether it is a person, can speak,
//! or is one of a group.

use super::evidence::{Evidence, words};
use crate::attribution::Act;
use crate::closed_class::{
    AGENT_ENDINGS, DEFINITE, HE_OR_SOME, IN_CONVERSATION, OF, PARTS, PEOPLE, PEOPLE_PRONOUNS, POINTING, THE, THEM,
    is_any,
};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::span::Span;

/// In words up to this length the ending does not show that they mean a person:
/// *door*.
const SHORT: usize = 4;

/// How many words of a source are searched for its head.
const LEAD_OF_SOURCE: u32 = 8;

/// Whether a party is a person, named or given by a role alone: *the minister*.
pub(super) fn is_person(evidence: &Evidence<'_>, party: u32) -> bool {
    let name = || evidence.resolution.parties.get(party as usize).map_or("", |p| p.name.as_str());
    let role = || name().split_once(' ').is_some_and(|(the, _)| is_any(the, THE));
    match evidence.kind(party) {
        PartyKind::Person => true,
        PartyKind::Unnamed => role() && !name().ends_with('s'),
        _ => false,
    }
}

/// Whether the source of an attribution knows somebody's mind: a spokesperson,
/// an aide, *sources*.
pub(super) fn is_insider(evidence: &Evidence<'_>, i: u32) -> bool {
    let source = &evidence.attribution(i).source;
    evidence.sentence_route(i).insider || source.iter().any(|&s| evidence.any_has(s, Class::UNNAMED_SOURCE))
}

/// Whether the source is a spokesperson and the party an organisation: what it
/// thinks or will do is the spokesperson's own statement.
pub(super) fn speaks_for(evidence: &Evidence<'_>, i: u32, party: u32) -> bool {
    let spoken = |&s: &Span| evidence.any_has(s, Class::SPOKESPERSON);
    let name = || evidence.resolution.parties.get(party as usize).map_or("", |p| p.name.as_str());
    let is_body = || {
        let last = name().split_whitespace().next_back().unwrap_or("");
        evidence.layout.lexicon.is_term(&last.to_lowercase(), Class::ORGANIZATION_NOUN)
    };
    evidence.attribution(i).source.iter().any(spoken)
        && match evidence.kind(party) {
            PartyKind::Organization => true,
            PartyKind::Unnamed => is_body(),
            _ => false,
        }
}

/// Whether the source of an attribution is a pronoun that could not be
/// resolved.
pub(super) fn is_unresolved_pronoun(evidence: &Evidence<'_>, i: u32) -> bool {
    let source = evidence.attribution(i).source.first().map(|&s| evidence.layout.tokens_of(s));
    let pronoun = source.is_some_and(|s| s.len() == 1 && evidence.layout.has(s.start, Class::PRONOUN));
    pronoun && evidence.resolution.unresolved[i as usize].is_some()
}

/// Whether the source is a pronoun such as *I*, *we* or *you*: *“I said so,”*
/// he said. A speaker's mention of their own speech takes no intermediaries;
/// the attribution around it has them.
pub(super) fn is_first_person(evidence: &Evidence<'_>, i: u32) -> bool {
    let source = evidence.attribution(i).source.first();
    source.is_some_and(|s| is_any(s.of(evidence.layout.text), IN_CONVERSATION))
}

pub(super) fn same_name(evidence: &Evidence<'_>, up: u32, i: u32) -> bool {
    let name = |a: u32| {
        let party = evidence.source(a)?;
        evidence.resolution.parties.get(party as usize).map(|p| p.name.as_str())
    };
    name(up).is_some() && name(up) == name(i)
}

/// Whether a source can speak: it is named, or its description has a word for
/// people in it.
pub(super) fn names_people(evidence: &Evidence<'_>, i: u32, party: u32) -> bool {
    if evidence.kind(party) != PartyKind::Unnamed {
        return true;
    }
    let Some(span) = evidence.attribution(i).source.first() else { return false };
    if words(span.of(evidence.layout.text)).first().is_some_and(|w| is_any(w, HE_OR_SOME)) {
        return true;
    }
    let people = ClassSet::of(&[Class::ROLE, Class::GROUP, Class::SPOKESPERSON, Class::UNNAMED_SOURCE]);
    evidence.first_words(*span).any(|m| m.classes.any(people))
}

/// Whether the source of an attribution is somebody who can have said the
/// words: not *the photo*, *some of it*.
pub(super) fn can_speak(evidence: &Evidence<'_>, i: u32) -> bool {
    const PEOPLE: ClassSet = ClassSet::of(&[
        Class::EPITHET,
        Class::GROUP,
        Class::ROLE,
        Class::SPOKESPERSON,
        Class::TITLE,
        Class::UNNAMED_SOURCE,
    ]);
    let a = evidence.attribution(i);
    let unnamed = evidence.source_kind(i) == Some(PartyKind::Unnamed);
    let agent = |t: u32| {
        let word = evidence.layout.word(t);
        word.len() > SHORT && AGENT_ENDINGS.iter().any(|ending| word.ends_with(ending))
    };
    let people = |t: u32| evidence.layout.has_any(t, PEOPLE) || evidence.layout.is(t, PEOPLE_PRONOUNS) || agent(t);
    let head = |s: &Span| {
        let tokens = evidence.layout.tokens_of(*s);
        (tokens.start..tokens.end.min(tokens.start + LEAD_OF_SOURCE)).any(people)
    };
    !unnamed || evidence.sentence_route(i).heard || a.source.first().is_some_and(head)
}

/// Whether the source is an unnamed party without *the* or a pronoun:
/// *analysts, a source*. It need not be the same as one mentioned before.
pub(super) fn is_generic(evidence: &Evidence<'_>, i: u32) -> bool {
    let a = evidence.attribution(i);
    let unnamed = evidence.source_kind(i) == Some(PartyKind::Unnamed);
    unnamed
        && a.source.first().is_some_and(|s| {
            let first = s.of(evidence.layout.text).split_whitespace().next().unwrap_or("");
            !is_any(first, DEFINITE)
        })
}

/// Whether the source is several unnamed people: *two people, aides to Ruiz*.
pub(super) fn is_group(evidence: &Evidence<'_>, i: u32) -> bool {
    let a = evidence.attribution(i);
    let Some(&source) = a.source.first() else { return false };
    let unnamed = evidence.source_kind(i) == Some(PartyKind::Unnamed);
    let classes = ClassSet::of(&[Class::GROUP, Class::UNNAMED_SOURCE, Class::INSIDER]);
    let tokens = evidence.layout.tokens_of(source);
    let plural = |t: u32| evidence.layout.is(t, PEOPLE) || evidence.layout.word(t).ends_with('s');
    unnamed
        && a.act == Act::Statement
        && group_word(evidence, i).is_none()
        && (tokens.start..tokens.end).any(|t| plural(t) && evidence.layout.has_any(t, classes))
}

/// Returns the word for the group that a source is a part of: the last word of
/// *one of the people*, and *them* for *another* or *one of them*.
pub(super) fn group_word<'a>(evidence: &Evidence<'a>, i: u32) -> Option<&'a str> {
    let source = evidence.attribution(i).source.first()?.of(evidence.layout.text);
    let mut words = source.split_whitespace();
    let part = words.next().is_some_and(|w| is_any(w, PARTS));
    let rest: Vec<&str> = words.collect();
    match rest[..] {
        _ if !part => None,
        [] => THEM.first().copied(),
        [of, last] if is_any(of, OF) && is_any(last, THEM) => Some(last),
        [of, the, .., last] if is_any(of, OF) && is_any(the, POINTING) => Some(last),
        _ => None,
    }
}

/// Whether a word for a group can refer to the source of the attribution
/// `group`.
pub(super) fn can_mean_group(evidence: &Evidence<'_>, word: &str, group: u32) -> bool {
    let source = evidence.attribution(group).source.first();
    is_any(word, THEM)
        || is_any(word, PEOPLE)
        || source.is_some_and(|s| words(s.of(evidence.layout.text)).iter().any(|w| w == word))
}

/// Returns the person that an apposition in a source names.
pub(super) fn apposed_person(evidence: &Evidence<'_>, i: u32) -> Option<u32> {
    let source = *evidence.attribution(i).source.first()?;
    let comma = source.start + source.of(evidence.layout.text).find(", ")? as u32 + 2;
    let from = evidence.people.partition_point(|p| p.0.start < comma);
    evidence.people.get(from).filter(|p| p.0.start == comma && p.0.end <= source.end).map(|p| p.1)
}
