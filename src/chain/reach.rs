//! How far a chain reaches over the article: a speaker who goes on, leads
//! that take the chain of the body, articles that retell a report.

use super::{Builder, ChainLink, Event, Role, Way, push};
use crate::attribution::{Act, Attribution, QuotationKind, Relation};
use crate::lexicon::OutletKind;
use crate::party::PartyKind;
use rustc_hash::FxHashMap;

/// How many paragraphs a chain reaches on for a speaker whose sentences name
/// it no more, where others speak in between.
const REACH: u32 = 4;

/// How many paragraphs a lead takes its chain back from.
const LEAD: u32 = 5;

/// Up to which paragraph a report must be named for the article to retell it.
const RETOLD_BY: u32 = 2;

impl Builder<'_> {
    pub(super) fn way(
        &self,
        i: u32,
        _n: u32,
        ways: &[Option<Way>],
        last: &FxHashMap<u32, Event>,
        latest: Option<u32>,
        decided: &mut [bool],
    ) -> Way {
        let a = &self.attributions[i as usize];
        let source = self.resolution.sources[i as usize];
        let trail = &self.resolution.trails[i as usize];
        let mut way: Way = Vec::new();
        if let Some(up) = self.holder(i) {
            // A speaker's own thoughts inside their own words take no step of
            // their own: the words around them carry the flag.
            let own_words = source.is_some() && self.resolution.sources[up as usize] == source;
            let public = !matches!(a.act, Act::Statement | Act::Question | Act::Belief);
            let held_by_person =
                self.resolution.sources[up as usize].is_some_and(|p| self.kind(p) != PartyKind::Outlet);
            if own_words && a.act != Act::Statement || held_by_person && (public || !self.passes_on_words(i)) {
                // What the holder makes of others is the holder's own; through
                // whom the holder's words came, this came too.
                decided[i as usize] = true;
                let inherits = !own_words && matches!(a.act, Act::Statement | Act::Question);
                let _ = inherits;
                return Way::new();
            }
            way.extend(ways[up as usize].clone().unwrap_or_default());
            if let Some(link) = self.passed_on_by(up, i) {
                push(&mut way, link);
            }
        }
        let mut own = trail.home;
        for link in &trail.links {
            if self.own(link.party) {
                own = true;
                continue;
            }
            if Some(link.party) == source {
                continue;
            }
            let link = ChainLink {
                role: Role::Intermediary,
                relation: Some(link.relation),
                party: link.party,
                mention: link.mention,
            };
            push(&mut way, link);
        }
        decided[i as usize] = !way.is_empty() || own;
        if !way.is_empty() || own {
            return way;
        }
        let Some(party) = source else { return way };
        if self.own(party) || self.kind(party) == PartyKind::Outlet {
            return way;
        }
        // The same speaker goes on.
        if let Some(event) = last.get(&party).filter(|e| !e.way.is_empty() && a.nested_in.is_none()) {
            let gap = trail.paragraph.saturating_sub(event.paragraph);
            let goes_on = latest == Some(party);
            let reach = if event.aside {
                0
            } else if self.transcript(a) {
                u32::MAX
            } else if a.act != Act::Statement {
                u32::from(goes_on)
            } else if self.generic(i) {
                1
            } else if goes_on {
                REACH * 2
            } else {
                REACH
            };
            let public = trail.event
                && !(goes_on && gap <= 1 && event.way.iter().all(|l| l.relation == Some(Relation::Carried)));
            if gap <= reach && !public {
                decided[i as usize] = true;
                return event.way.clone();
            }
        }
        way
    }

    /// *PENCE: …*
    pub(super) fn transcript(&self, a: &Attribution) -> bool {
        a.cue.first().is_some_and(|c| c.of(&self.article.text).trim() == ":")
    }

    /// *analysts, a source*: not the ones from before.
    pub(super) fn generic(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let unnamed = self.resolution.sources[i as usize].is_some_and(|p| self.kind(p) == PartyKind::Unnamed);
        unnamed
            && a.source.first().is_some_and(|s| {
                let first = s.of(&self.article.text).split_whitespace().next().unwrap_or("").to_ascii_lowercase();
                !matches!(first.as_str(), "the" | "he" | "she" | "they" | "it")
            })
    }

    /// Headlines and leads, and quotations *as saying* by nobody named, take
    /// the chain that the text supplies for their speaker afterwards.
    pub(super) fn leads(&self, order: &[u32], ways: &mut [Way], decided: &[bool]) {
        // Per party, the first attribution whose chain its own sentence
        // names; nothing where another occasion is named before it.
        let mut first: FxHashMap<u32, Option<u32>> = FxHashMap::default();
        for &i in order {
            let Some(party) = self.resolution.sources[i as usize] else { continue };
            let trail = &self.resolution.trails[i as usize];
            if self.holder(i).is_some() || self.kind(party) == PartyKind::Outlet {
                continue;
            }
            let relayed = ways[i as usize].iter().any(|l| l.relation == Some(Relation::Relayed));
            if !trail.links.is_empty() && !ways[i as usize].is_empty() {
                first.entry(party).or_insert((!relayed).then_some(i));
            } else if trail.home || trail.links.iter().any(|l| self.own(l.party)) {
                first.entry(party).or_insert(None);
            }
        }
        let mut stopped: FxHashMap<u32, ()> = FxHashMap::default();
        for &i in order {
            let Some(party) = self.resolution.sources[i as usize] else { continue };
            let trail = &self.resolution.trails[i as usize];
            if !ways[i as usize].is_empty() || self.holder(i).is_some() {
                continue;
            }
            let Some(&Some(from)) = first.get(&party) else { continue };
            let there = self.resolution.trails[from as usize].paragraph;
            if trail.agentless || trail.interview.is_some() {
                let mut way = ways[from as usize].clone();
                if trail.agentless {
                    way.iter_mut()
                        .filter(|l| l.relation == Some(Relation::Received))
                        .for_each(|l| l.relation = Some(Relation::Carried));
                }
                ways[i as usize] = way;
                continue;
            }
            if trail.event {
                stopped.insert(party, ());
            }
            if decided[i as usize] || stopped.contains_key(&party) {
                continue;
            }
            let gap = there.checked_sub(trail.paragraph);
            // Below the lead not for whom an apposition brings in here: they
            // speak here, and spoke elsewhere later.
            let a = &self.attributions[i as usize];
            let brought_in = a.source.first().is_some_and(|s| s.of(&self.article.text).contains(','));
            let quoted = a.quotation == QuotationKind::Direct || !brought_in;
            let near = gap.is_some_and(|g| {
                quoted && g <= 1 || trail.paragraph <= 3 && g <= LEAD || trail.paragraph <= 1 && g <= LEAD * 2
            });
            let speech = self.attributions[i as usize].act == Act::Statement || trail.headline;
            if near && speech && i < from {
                ways[i as usize] = ways[from as usize].clone();
            }
        }
    }

    /// An article that opens with another outlet's report retells it: who
    /// speaks in it without a way of their own was carried by that outlet.
    pub(super) fn retold(&self, order: &[u32], ways: &mut [Way], decided: &[bool]) {
        let outlet_speaks = |i: u32| {
            let party = self.resolution.sources[i as usize]?;
            let ok = self.kind(party) == PartyKind::Outlet && !self.own(party) && ways[i as usize].is_empty();
            let report = self.attributions[i as usize].cue.iter().any(|c| {
                let cue = c.of(&self.article.text).to_ascii_lowercase();
                ["report", "according", "revealed", "profile", "learned"].iter().any(|w| cue.contains(w))
            });
            (ok && report).then_some(party)
        };
        let Some((from, party)) = order.iter().find_map(|&i| {
            (self.resolution.trails[i as usize].paragraph <= RETOLD_BY && self.holder(i).is_none())
                .then(|| outlet_speaks(i).map(|p| (i, p)))
                .flatten()
        }) else {
            return;
        };
        let Some(&mention) = self.attributions[from as usize].source.first() else { return };
        let places = self.resolution.parties.get(party as usize).map_or(&[][..], |p| &p.mentions);
        let again = places.iter().filter(|m| m.start > mention.end).count();
        let described =
            self.resolution.parties.get(party as usize).is_none_or(|p| p.name.starts_with(char::is_lowercase));
        if again == 0 || described || self.wire() {
            return;
        }
        // Its own reporting beside it says that it does not merely retell.
        if self.resolution.trails.iter().any(|t| t.home || t.links.iter().any(|l| self.own(l.party))) {
            return;
        }
        let link = ChainLink { role: Role::Intermediary, relation: Some(Relation::Carried), party, mention };
        for &i in order.iter().skip_while(|&&i| i != from).skip(1) {
            let trail = &self.resolution.trails[i as usize];
            let Some(source) = self.resolution.sources[i as usize] else { continue };
            let open = ways[i as usize].is_empty() && !decided[i as usize] && !trail.event && self.holder(i).is_none();
            if open && self.kind(source) != PartyKind::Outlet && self.attributions[i as usize].act == Act::Statement {
                ways[i as usize] = vec![link.clone()];
            }
        }
    }

    /// Whether the article is a news agency's own: it reports itself.
    pub(super) fn wire(&self) -> bool {
        let lexicon = self.grammar.lexicon();
        let metadata = &self.article.metadata;
        [&metadata.publisher, &metadata.agency]
            .into_iter()
            .flatten()
            .any(|name| lexicon.outlet_named(name).is_some_and(|o| lexicon.outlet(o).kind == OutletKind::Wire))
    }
}
