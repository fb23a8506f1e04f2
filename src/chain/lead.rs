//! Gives statements the chain that later text names: headlines and leads, and a
//! speaker whom nobody interrupts.

use super::opening::{Occasion, OccasionKind};
use super::reach::{LEAD_ENDS, LEAD_SPEAKERS};
use super::{Builder, ChainLink, Paths, Reach, Route};
use crate::attribution::{Act, QuotationKind, Relation};
use crate::closed_class::{WHO, is_any};
use crate::party::PartyKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many paragraphs after a lead its chain may be named.
const LEAD: u32 = 5;

/// How many paragraphs before the place that names a chain its speaker's words
/// have it, if nobody else speaks in between.
const ALONE: u32 = 2;

/// The first place that names the intermediaries of a speaker.
struct Anchor {
    at: u32,
    paragraph: u32,
    route: Route,
}

impl Builder<'_> {
    /// Gives headlines and leads, and *was quoted as saying* without an agent,
    /// the chain that later text names for the same speaker.
    pub(super) fn leads(&self, order: &[u32], occasions: &[Occasion], paths: &mut Paths) {
        let first = self.anchors(order, occasions, paths);
        let mut stopped: FxHashSet<u32> = FxHashSet::default();
        for (n, &i) in order.iter().enumerate() {
            let Some(party) = self.resolution.sources[i as usize] else { continue };
            let sentence_route = &self.resolution.sentence_routes[i as usize];
            let route = &paths.routes[i as usize];
            if !route.is_empty() && !self.unnamed_interview(i, route) || self.holder(i).is_some() {
                continue;
            }
            let Some(Some(from)) = first.get(&party) else {
                // *The minister said in a newspaper interview …*: take the
                // outlet that the next paragraphs name, whatever they call the
                // minister.
                let unnamed =
                    sentence_route.interview.is_some() && sentence_route.paragraph <= 1 && !first.contains_key(&party);
                if unnamed && let Some(link) = self.next_outlet(i, order, &paths.routes) {
                    paths.take(i, vec![link], Reach::Lead);
                }
                continue;
            };
            if sentence_route.agentless || sentence_route.interview.is_some() {
                let mut route = from.route.clone();
                if sentence_route.agentless {
                    route
                        .iter_mut()
                        .filter(|l| l.relation == Some(Relation::Received))
                        .for_each(|l| l.relation = Some(Relation::Carried));
                }
                paths.take(i, route, Reach::Lead);
                continue;
            }
            if self.event(i) {
                stopped.insert(party);
            }
            if paths.decided[i as usize] || stopped.contains(&party) {
                continue;
            }
            let gap = from.paragraph.checked_sub(sentence_route.paragraph);
            // Below the lead, exclude indirect speech of a source that an
            // apposition introduces here: that speaker speaks here, and spoke
            // to the publisher only later.
            let a = &self.attributions[i as usize];
            let brought_in = a.source.first().is_some_and(|s| s.of(self.layout.text).contains(','));
            let quoted = a.quotation == QuotationKind::Direct || !brought_in;
            let near = gap.is_some_and(|g| {
                quoted && g <= 1
                    || sentence_route.paragraph <= LEAD_ENDS && g <= LEAD
                    || sentence_route.paragraph <= 1 && g <= LEAD * 2
            });
            let alone = gap.is_some_and(|g| g <= ALONE) && self.alone_until(from.at, party, &order[n + 1..]);
            let speech = a.act == Act::Statement || alone && matches!(a.act, Act::Belief | Act::Attitude);
            // *Brook, who has praised the ice,*: the writer looks back.
            let back = self.perfect(a) && a.source.first().is_some_and(|s| is_any(s.of(self.layout.text), WHO));
            if (near || alone) && speech && !back && self.place(i) < from.at {
                paths.take(i, from.route.clone(), Reach::Lead);
            }
        }
    }

    /// Returns for each party the first place whose chain the text names, or
    /// `None` if the party is relayed or speaks to this article there.
    fn anchors(&self, order: &[u32], occasions: &[Occasion], paths: &Paths) -> FxHashMap<u32, Option<Anchor>> {
        let mut first: FxHashMap<u32, Option<Anchor>> = FxHashMap::default();
        let mut next = 0;
        for &i in order {
            while let Some(occasion) = occasions.get(next).filter(|s| s.at <= self.place(i)) {
                next += 1;
                if occasion.stage == OccasionKind::Interview {
                    for party in self.guests(occasion, order) {
                        first.entry(party).or_insert_with(|| {
                            Some(Anchor {
                                at: occasion.at,
                                paragraph: occasion.paragraph,
                                route: vec![occasion.link.clone()],
                            })
                        });
                    }
                }
            }
            let Some(party) = self.resolution.sources[i as usize] else { continue };
            let sentence_route = &self.resolution.sentence_routes[i as usize];
            if self.holder(i).is_some() || self.kind(party) == PartyKind::Outlet {
                continue;
            }
            let relayed = paths.routes[i as usize].iter().any(|l| l.relation == Some(Relation::Relayed));
            let home = sentence_route.addressed_to_us || sentence_route.links.iter().any(|l| self.own(l.party));
            let route = &paths.routes[i as usize];
            let named = !route.is_empty() && !self.unnamed_interview(i, route);
            if named && (paths.decided[i as usize] || !sentence_route.links.is_empty()) {
                first.entry(party).or_insert_with(|| {
                    let route = paths.routes[i as usize].clone();
                    (!relayed).then_some(Anchor { at: self.place(i), paragraph: sentence_route.paragraph, route })
                });
            } else if home {
                first.entry(party).or_insert(None);
            }
        }
        first
    }

    /// Whether only this party speaks in the attributions that begin before a
    /// byte offset. Looks at no more than [`LEAD_SPEAKERS`] of them.
    fn alone_until(&self, at: u32, party: u32, next: &[u32]) -> bool {
        let mut between = next.iter().take_while(|&&j| self.place(j) < at);
        between.by_ref().take(LEAD_SPEAKERS).all(|&j| self.resolution.sources[j as usize].is_none_or(|p| p == party))
            && between.next().is_none()
    }

    /// Returns the next publisher from which an attribution up to two
    /// paragraphs later has its words, as a link with the relation
    /// [`Relation::Received`].
    fn next_outlet(&self, i: u32, order: &[u32], routes: &[Route]) -> Option<ChainLink> {
        let here = self.resolution.sentence_routes[i as usize].paragraph;
        let from = order.partition_point(|&j| (self.place(j), j) <= (self.place(i), i));
        let next = order
            .get(from..)?
            .iter()
            .take_while(|&&j| self.resolution.sentence_routes[j as usize].paragraph <= here + 2);
        let mut links = next.take(LEAD_SPEAKERS).filter_map(|&j| routes[j as usize].last());
        let link = links.find(|l| l.relation.is_some_and(|r| r != Relation::Relayed))?;
        Some(ChainLink { relation: Some(Relation::Received), ..link.clone() })
    }

    /// Whether a route consists only of an unnamed interview (*a radio
    /// interview*), whose publisher may be named elsewhere.
    fn unnamed_interview(&self, i: u32, route: &Route) -> bool {
        let interview = self.resolution.sentence_routes[i as usize].interview;
        interview.is_some_and(|span| !route.is_empty() && route.iter().all(|l| l.mention.overlaps(span)))
    }
}
