//! Intermediaries that later text names: for headlines and leads, and for a
//! speaker who is not interrupted.

use super::evidence::{Evidence, Route};
use super::fold::Found;
use super::link::ChainLink;
use super::occasion::{LEAD_ENDS, LEAD_SPEAKERS, Occasion, OccasionKind, guests};
use crate::attribution::{Act, QuotationKind, Relation};
use crate::closed_class::{WHO, is_any};
use crate::party::PartyKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many paragraphs after a lead the text may name its chain.
const LEAD: u32 = 5;

/// How many paragraphs before the place that names a chain the speaker's words
/// already have it, if nobody else speaks in between.
const ALONE: u32 = 2;

/// The first place that names the intermediaries of a speaker.
struct Anchor {
    at: u32,
    paragraph: u32,
    route: Route,
}

/// Returns the intermediaries that later text names for headlines and leads,
/// for a speaker who is not interrupted, and for *was quoted as saying* without
/// an agent. `found` is what each attribution has without them.
pub(super) fn leads(evidence: &Evidence<'_>, occasions: &[Occasion], found: &[Found]) -> Vec<Option<Route>> {
    let mut leads = vec![None; found.len()];
    let first = anchors(evidence, occasions, found);
    let mut stopped: FxHashSet<u32> = FxHashSet::default();
    for (n, &i) in evidence.order.iter().enumerate() {
        let Some(party) = evidence.source(i) else { continue };
        let Found { route, decided, .. } = &found[i as usize];
        if !route.is_empty() && !unnamed_interview(evidence, i, route) || evidence.holder(i).is_some() {
            continue;
        }
        let sentence_route = evidence.sentence_route(i);
        let next = &evidence.order[n + 1..];
        leads[i as usize] = match first.get(&party) {
            // *The minister said in a newspaper interview …*: take the outlet
            // that the next paragraphs name, whatever they call the minister.
            None if sentence_route.interview.is_some() && sentence_route.paragraph <= 1 => {
                next_outlet(evidence, i, next, found).map(|link| vec![link])
            }
            None if sentence_route.agentless => {
                publisher_before(evidence, i, &evidence.order[..n], found).map(|link| vec![link])
            }
            None | Some(None) => None,
            Some(Some(from)) if sentence_route.agentless => Some(from.route.iter().map(carried).collect()),
            Some(Some(from)) if sentence_route.interview.is_some() => Some(from.route.clone()),
            Some(Some(from)) => {
                if evidence.event(i) {
                    stopped.insert(party);
                }
                let open = !decided && !stopped.contains(&party) && leads_to(evidence, i, party, from, next);
                open.then(|| from.route.clone())
            }
        };
    }
    leads
}

/// Returns the publisher that reports in the statements before a quotation
/// without an agent: *The Courier said the pool was shut. A swimmer was quoted
/// as saying …* `before` are the attributions before it.
fn publisher_before(evidence: &Evidence<'_>, i: u32, before: &[u32], found: &[Found]) -> Option<ChainLink> {
    let paragraph = evidence.sentence_route(i).paragraph;
    let unnamed = evidence.source_kind(i) == Some(PartyKind::Unnamed);
    let near = before.iter().rev().take(LEAD_SPEAKERS);
    let mut near = near.take_while(|&&j| evidence.sentence_route(j).paragraph + u32::from(unnamed) >= paragraph);
    near.find_map(|&j| {
        let reports = evidence.source(j).filter(|&p| evidence.kind(p) == PartyKind::Outlet && !evidence.own(p));
        let words = evidence.attribution(j).source.first();
        let speaks = reports.zip(words).map(|(p, &words)| ChainLink::passed_on(Relation::Carried, p, words));
        let received = || found[j as usize].route.iter().find(|l| evidence.kind(l.party) == PartyKind::Outlet);
        speaks.or_else(|| received().map(carried))
    })
}

/// Returns a link by which a publisher carried the words that it received.
fn carried(link: &ChainLink) -> ChainLink {
    let received = link.relation == Some(Relation::Received);
    let relation = if received { Some(Relation::Carried) } else { link.relation };
    ChainLink { relation, ..link.clone() }
}

/// Whether a statement falls on the occasion that a later place names for its
/// speaker. `next` are the attributions after it.
fn leads_to(evidence: &Evidence<'_>, i: u32, party: u32, from: &Anchor, next: &[u32]) -> bool {
    let a = evidence.attribution(i);
    let paragraph = evidence.sentence_route(i).paragraph;
    let Some(gap) = from.paragraph.checked_sub(paragraph) else { return false };
    let source = a.source.first().map_or("", |s| s.of(evidence.layout.text));
    // Below the lead, exclude indirect speech of a source that an apposition
    // introduces here: that speaker speaks here, and spoke to the publisher
    // only later.
    let quoted = a.quotation == QuotationKind::Direct || !source.contains(',');
    let near = quoted && gap <= 1 || paragraph <= LEAD_ENDS && gap <= LEAD || paragraph <= 1 && gap <= LEAD * 2;
    let alone = gap <= ALONE && alone_until(evidence, from.at, party, next);
    let speech = a.act == Act::Statement || alone && matches!(a.act, Act::Belief | Act::Attitude);
    // *Brook, who has praised the ice,*: the writer looks back.
    let back = evidence.perfect(a) && is_any(source, WHO);
    (near || alone) && speech && !back && evidence.place(i) < from.at
}

/// Returns for each party the first place that names its intermediaries, or
/// `None` if the party is relayed or speaks to this article there.
fn anchors(evidence: &Evidence<'_>, occasions: &[Occasion], found: &[Found]) -> FxHashMap<u32, Option<Anchor>> {
    let mut first: FxHashMap<u32, Option<Anchor>> = FxHashMap::default();
    let mut occasions = occasions.iter().peekable();
    for &i in &evidence.order {
        while let Some(occasion) = occasions.next_if(|occasion| occasion.at <= evidence.place(i)) {
            if occasion.stage == OccasionKind::Interview {
                let (at, paragraph) = (occasion.at, occasion.paragraph);
                for party in guests(evidence, occasion) {
                    let anchor = || Some(Anchor { at, paragraph, route: vec![occasion.link.clone()] });
                    first.entry(party).or_insert_with(anchor);
                }
            }
        }
        let Some(party) = evidence.source(i) else { continue };
        if evidence.holder(i).is_some() || evidence.kind(party) == PartyKind::Outlet {
            continue;
        }
        let sentence_route = evidence.sentence_route(i);
        let Found { route, decided, .. } = &found[i as usize];
        let named = !route.is_empty() && !unnamed_interview(evidence, i, route);
        if named && (*decided || !sentence_route.links.is_empty()) {
            let relayed = route.iter().any(|l| l.relation == Some(Relation::Relayed));
            let (at, paragraph) = (evidence.place(i), sentence_route.paragraph);
            let anchor = || (!relayed).then(|| Anchor { at, paragraph, route: route.clone() });
            first.entry(party).or_insert_with(anchor);
        } else if evidence.addressed_to_us(i) {
            first.entry(party).or_insert(None);
        }
    }
    first
}

/// Whether only this party speaks in the attributions that begin before a byte
/// offset. Looks at no more than [`LEAD_SPEAKERS`] of them.
fn alone_until(evidence: &Evidence<'_>, at: u32, party: u32, next: &[u32]) -> bool {
    let mut between = next.iter().take_while(|&&j| evidence.place(j) < at);
    between.by_ref().take(LEAD_SPEAKERS).all(|&j| evidence.source(j).is_none_or(|p| p == party))
        && between.next().is_none()
}

/// Returns the publisher from which an attribution up to two paragraphs later
/// has its words, as a link with the relation [`Relation::Received`]. `next`
/// are the attributions after `i`.
fn next_outlet(evidence: &Evidence<'_>, i: u32, next: &[u32], found: &[Found]) -> Option<ChainLink> {
    let here = evidence.sentence_route(i).paragraph;
    let next = next.iter().take_while(|&&j| evidence.sentence_route(j).paragraph <= here + 2);
    let mut links = next.take(LEAD_SPEAKERS).filter_map(|&j| found[j as usize].route.last());
    let link = links.find(|l| l.relation.is_some_and(|r| r != Relation::Relayed))?;
    Some(ChainLink { relation: Some(Relation::Received), ..link.clone() })
}

/// Whether a route consists only of an unnamed interview (*a radio interview*),
/// whose publisher may be named elsewhere.
fn unnamed_interview(evidence: &Evidence<'_>, i: u32, route: &Route) -> bool {
    let interview = evidence.sentence_route(i).interview;
    interview.is_some_and(|span| !route.is_empty() && route.iter().all(|l| l.mention.overlaps(span)))
}
