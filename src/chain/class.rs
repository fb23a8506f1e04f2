//! Finds the origin of each attribution's words, completes the chain and
//! classifies it.

use super::compose::Chosen;
use super::cue::{is_accusation, is_hearsay_cue, is_passed_on};
use super::evidence::{Evidence, Route, push};
use super::link::{Chain, ChainLink, Provenance, Reach};
use super::merge_nested::Nesting;
use super::voice::tells_of;
use crate::attribution::{Attribution, Evidentiality};
use crate::closed_class::{BY, OF, ON, POINTING, POSSESSIVES, THE};
use crate::lexicon::{Class, ClassSet};
use crate::span::Span;

/// Returns the chain of each attribution: its intermediaries, its origin and
/// its class.
pub(super) fn classified(evidence: &Evidence<'_>, nesting: &Nesting, chosen: Vec<Chosen>) -> Vec<Chain> {
    let chosen = chosen.into_iter().enumerate();
    chosen.map(|(i, (route, reach))| chain(evidence, nesting, i as u32, route, reach)).collect()
}

fn chain(evidence: &Evidence<'_>, nesting: &Nesting, i: u32, mut links: Route, reach: Option<Reach>) -> Chain {
    let a = evidence.attribution(i);
    let (through, origin) = origin(evidence, nesting, i);
    through.into_iter().for_each(|link| push(&mut links, link));
    if let Some(origin) = origin.party {
        links.retain(|l| l.party != origin && !same_name(evidence, l.party, origin));
    }
    let reports = is_unsigned_report(evidence, a);
    let provenance =
        if reports { Provenance::Hearsay } else { provenance(evidence, i, origin.party.is_some(), !links.is_empty()) };
    if let Origin { party: Some(party), mention: Some(mention) } = origin
        && !reports
    {
        links.push(ChainLink::origin(party, mention));
    }
    let reach = reach.filter(|_| provenance == Provenance::Secondhand);
    Chain { links, provenance, reach }
}

/// Whether two parties have the same name, so that one does not pass on the
/// words of the other.
fn same_name(evidence: &Evidence<'_>, a: u32, b: u32) -> bool {
    // Compared letter by letter: a copy of a very long name for each
    // attribution would take memory with the square of the text.
    let name = |p: u32| {
        let party = evidence.resolution.parties.get(p as usize);
        party.into_iter().flat_map(|p| p.name.chars()).flat_map(char::to_lowercase)
    };
    name(a).eq(name(b))
}

/// The origin of the words that an attribution gives, and the words that name
/// it.
struct Origin {
    party: Option<u32>,
    mention: Option<Span>,
}

/// Returns the origin of an attribution's content, and the links between the
/// origin and the attribution's source, if they are not the same.
fn origin(evidence: &Evidence<'_>, nesting: &Nesting, i: u32) -> (Vec<ChainLink>, Origin) {
    let a = evidence.attribution(i);
    let (mut through, merged) = nesting.route(evidence, i);
    if let Some(origin) = merged {
        return (through, Origin { party: Some(origin.party), mention: Some(origin.mention) });
    }
    if let Some((link, party)) = (!nesting.is_merged(i)).then(|| tells_of(evidence, i)).flatten() {
        through.push(link);
        return (through, Origin { party: Some(party), mention: a.content.first().copied() });
    }
    let party = evidence.source(i);
    // The subject of a participle is the last mention before the cue, or the
    // first mention after a participle that opens the sentence.
    let mentioned = || {
        let mentions = &evidence.resolution.parties.get(party? as usize)?.mentions;
        let cue = a.cue.first()?.start;
        let end = mentions.partition_point(|m| m.start < cue);
        mentions[..end].last().or(mentions.get(end)).copied()
    };
    let named = evidence.sentence_route(i).holder.or(a.source.first().copied());
    (through, Origin { party, mention: named.or_else(mentioned).or(a.cue.first().copied()) })
}

/// Returns the class of an attribution with or without an origin and
/// intermediaries. Its source is not merely reports.
fn provenance(evidence: &Evidence<'_>, i: u32, has_origin: bool, is_carried: bool) -> Provenance {
    let (a, sentence_route) = (evidence.attribution(i), evidence.sentence_route(i));
    match a.evidentiality {
        _ if has_origin && is_carried => Provenance::Secondhand,
        Evidentiality::Hearsay if sentence_route.holder.is_none() => Provenance::Hearsay,
        Evidentiality::Unsourced if !has_origin && (is_passed_on(evidence, a) || is_accusation(evidence, a)) => {
            Provenance::Hearsay
        }
        Evidentiality::Unsourced if !has_origin => Provenance::Unsourced,
        _ if sentence_route.agentless => Provenance::Hearsay,
        _ if has_origin => Provenance::Firsthand,
        _ if is_hearsay_cue(evidence, a) => Provenance::Hearsay,
        _ => Provenance::Unsourced,
    }
}

/// Whether the source is reports without a named publisher: *published reports,
/// some accounts, reports in the Italian press*.
fn is_unsigned_report(evidence: &Evidence<'_>, a: &Attribution) -> bool {
    const AT_LARGE: ClassSet = ClassSet::of(&[Class::PLACE, Class::DEMONYM]);
    let Some(&span) = a.source.first() else { return false };
    let tokens = evidence.layout.tokens_of(span);
    let capital = |t: u32| evidence.layout.capital(t) && !evidence.layout.has_any(t, AT_LARGE);
    let named = (tokens.start + 1..tokens.end).any(|t| capital(t) || evidence.layout.possessive(t));
    let known = |t: u32| evidence.layout.is(t, POINTING) || evidence.layout.is(t, POSSESSIVES);
    let end = tokens.end.min(tokens.start + 3);
    // *reports by the auditor, reports of fires*
    let others = |t: u32| {
        evidence.layout.is(t, OF)
            || evidence.layout.is(t, ON)
            || evidence.layout.is(t, BY) && evidence.layout.is(t + 1, THE)
    };
    let head = (tokens.start..end)
        .find(|&t| evidence.layout.has(t, Class::HEARSAY) && evidence.layout.word(t).ends_with('s'))
        .filter(|&t| t + 1 == tokens.end || !evidence.layout.name_word(t + 1) && !others(t + 1));
    head.is_some_and(|head| !named && !(tokens.start..head).any(known))
}
