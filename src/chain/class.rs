//! Builds the final chain of an attribution and classifies it.

use super::{Builder, Chain, ChainLink, Provenance, Reach, Route, push, words};
use crate::attribution::{Attribution, Evidentiality};
use crate::closed_class::{BY, HAVE, OF, ON, POINTING, POSSESSIVES, THE, TO, is_any};
use crate::lexicon::{Class, ClassSet};

impl Builder<'_> {
    pub(super) fn chain(&self, i: usize, route: Route, reach: Option<Reach>) -> Chain {
        let a = &self.attributions[i];
        let sentence_route = &self.resolution.sentence_routes[i];
        let source = self.resolution.sources[i];
        let mut links = route;
        let mut origin = source;
        // The subject of a participle is the last mention before the cue, or
        // the first mention after a participle that opens the sentence.
        let mentioned = || {
            let party = self.resolution.parties.get(source? as usize)?;
            let cue = a.cue.first()?.start;
            let end = party.mentions.partition_point(|m| m.start < cue);
            party.mentions[..end].last().or(party.mentions.get(end)).copied()
        };
        let mut mention =
            sentence_route.holder.or(a.source.first().copied()).or_else(mentioned).or(a.cue.first().copied());
        let (through, voice) = self.nested_route(i as u32);
        through.into_iter().for_each(|link| push(&mut links, link));
        if let Some(voice) = voice {
            origin = Some(voice.party);
            mention = Some(voice.mention);
        } else if let Some((link, inner)) = self.tells_of(i as u32) {
            push(&mut links, link);
            origin = Some(inner);
            mention = a.content.first().copied();
        }
        // A party does not pass on its own words.
        if let Some(origin) = origin {
            // Compared letter by letter: a copy of a very long name for each
            // attribution would take memory with the square of the text.
            let name = |p: u32| {
                let party = self.resolution.parties.get(p as usize);
                party.into_iter().flat_map(|p| p.name.chars()).flat_map(char::to_lowercase)
            };
            links.retain(|l| l.party != origin && !name(l.party).eq(name(origin)));
        }
        let carried = !links.is_empty();
        let reports = self.nobodys_reports(a);
        let provenance = match a.evidentiality {
            _ if reports => Provenance::Hearsay,
            _ if origin.is_some() && carried => Provenance::Secondhand,
            Evidentiality::Hearsay if sentence_route.holder.is_none() => Provenance::Hearsay,
            Evidentiality::Unsourced if origin.is_none() && (self.is_passed_on(a) || self.accuses(a)) => {
                Provenance::Hearsay
            }
            Evidentiality::Unsourced if origin.is_none() => Provenance::Unsourced,
            _ if sentence_route.agentless => Provenance::Hearsay,
            _ if origin.is_some() => Provenance::Firsthand,
            _ if self.hearsay_words(a) => Provenance::Hearsay,
            _ => Provenance::Unsourced,
        };
        if let (Some(party), Some(mention), false) = (origin, mention, reports) {
            links.push(ChainLink::origin(party, mention));
        }
        let reach = reach.filter(|_| provenance == Provenance::Secondhand);
        Chain { links, provenance, reach }
    }

    /// Whether the source is reports without a named publisher: *published
    /// reports, some accounts, reports in the Italian press*.
    fn nobodys_reports(&self, a: &Attribution) -> bool {
        const AT_LARGE: ClassSet = ClassSet::of(&[Class::PLACE, Class::DEMONYM]);
        let Some(&span) = a.source.first() else { return false };
        let tokens = self.layout.tokens_of(span);
        let capital = |t: u32| self.layout.capital(t) && !self.layout.has_any(t, AT_LARGE);
        let named = (tokens.start + 1..tokens.end).any(|t| capital(t) || self.layout.possessive(t));
        let known = |t: u32| self.layout.is(t, POINTING) || self.layout.is(t, POSSESSIVES);
        let end = tokens.end.min(tokens.start + 3);
        // *reports by the auditor, reports of fires*
        let others = |t: u32| {
            self.layout.is(t, OF) || self.layout.is(t, ON) || self.layout.is(t, BY) && self.layout.is(t + 1, THE)
        };
        let head = (tokens.start..end)
            .find(|&t| self.layout.has(t, Class::HEARSAY) && self.layout.word(t).ends_with('s'))
            .filter(|&t| t + 1 == tokens.end || !self.layout.name_word(t + 1) && !others(t + 1));
        head.is_some_and(|head| !named && !(tokens.start..head).any(known))
    }

    /// Whether the cue says that the words were passed on and names no
    /// intermediary: *is supposed to have said*.
    pub(super) fn is_passed_on(&self, a: &Attribution) -> bool {
        let text = self.layout.text;
        let content = a.content.iter().map(|c| words(c.of(text)));
        let past = content
            .into_iter()
            .any(|w| w.first().is_some_and(|w| is_any(w, TO)) && w.get(1).is_some_and(|w| is_any(w, HAVE)));
        past && a.cue.iter().any(|&c| self.any_has(c, Class::SUPPOSED))
    }

    /// Whether the cue is an accusation without a named accuser: *is accused
    /// of, has been blamed for*. Cues whose verb is a reporting verb, as in *is
    /// reported*, are excluded.
    fn accuses(&self, a: &Attribution) -> bool {
        a.cue.iter().any(|&c| self.any_has(c, Class::HEARSAY)) && !self.layout.has(a.cue_head, Class::REPORTING)
    }

    /// Whether the cue is a noun or adverb of hearsay: *allegations*,
    /// *reportedly*.
    pub(super) fn hearsay_words(&self, a: &Attribution) -> bool {
        let lexicon = self.layout.lexicon;
        a.cue.iter().any(|&c| self.any_has(c, Class::HEARSAY))
            || self.layout.mark(a.cue_head).is_some_and(|m| {
                m.classes.has(Class::HEDGE)
                    || lexicon.predicates(m.word).iter().any(|&(p, _)| lexicon.predicate(p).hearsay)
            })
    }
}
