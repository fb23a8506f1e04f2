//! Places the occasions that sentences name among the attributions.

use super::Builder;
use super::link::ChainLink;
use super::opening::{Occasion, OccasionKind};
use crate::attribution::Relation;
use crate::grammar::{OpenTo, Opens};
use rustc_hash::FxHashMap;

impl Builder<'_> {
    /// Returns all occasions of the article, by where they begin.
    pub(super) fn occasions(&self) -> Vec<Occasion> {
        // Attributions that are not nested, by sentence.
        let mut top: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (i, a) in self.attributions.iter().enumerate().filter(|(i, _)| self.holder(*i as u32).is_none()) {
            top.entry(self.layout.sentence(a.cue_head)).or_default().push(i as u32);
        }
        let placed = self.resolution.occasions.iter().filter_map(|o| {
            let reported = !matches!(o.opening.opens, Opens::Document | Opens::Public);
            let outlet = o.outlet.filter(|&outlet| reported && !self.own(outlet))?;
            let sentence = self.layout.sentences.get(o.opening.sentence as usize)?.tokens;
            // What stands in the sentence before words that say who speaks does
            // not belong to the occasion, unless these modify it.
            let says = o.opening.speakers.iter().chain([&o.opening.cue]).map(|s| s.start).min();
            let first = says.filter(|_| o.says_who && !o.opening.adverbial).unwrap_or(sentence.start);
            let spoken = matches!(o.opening.opens, Opens::Interview | Opens::Broadcast);
            let stage = match o.opening.open_to {
                OpenTo::Speaker => OccasionKind::Interview,
                OpenTo::Everybody if spoken => OccasionKind::Interview,
                OpenTo::Everybody => OccasionKind::Report,
                OpenTo::Nobody => OccasionKind::Mention,
            };
            let relation = if spoken { Relation::Received } else { Relation::Carried };
            Some(Occasion {
                stage,
                hall: spoken && o.opening.open_to == OpenTo::Everybody,
                adverbial: o.opening.adverbial,
                hosts: o.hosts.clone(),
                at: self.layout.tokens.get(first as usize)?.span.start,
                paragraph: self.layout.paragraph(o.opening.cue.start),
                sentence: o.opening.sentence,
                link: ChainLink::passed_on(relation, outlet, o.mention),
                people: o.speakers.clone(),
                says_who: o.says_who,
                inside: top.get(&o.opening.sentence).cloned().unwrap_or_default(),
            })
        });
        let mut placed: Vec<Occasion> = placed.collect();
        placed.sort_by_key(|o| o.at);
        placed
    }

    /// Returns where somebody speaks in public, in bytes and in the order of
    /// the text, and who.
    pub(super) fn in_public(&self) -> Vec<(u32, &[u32])> {
        let public = self.resolution.occasions.iter().filter(|o| o.opening.opens == Opens::Public && o.says_who);
        public.map(|o| (o.mention.start, o.speakers.as_slice())).collect()
    }
}
