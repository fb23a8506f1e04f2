//! Builds the chain of each attribution (the origin of its words and the
//! intermediaries between the origin and the article) and classifies it.

use crate::attribution::{Act, Attribution, Relation};
use crate::grammar::ChainWeights;
use crate::layout::Layout;
use crate::party::{Party, PartyKind};
use crate::resolve::Resolution;
use crate::span::Span;
use crate::syntax::Parse;
use opening::Occasion as Opening;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

mod class;
mod confidence;
mod decision;
mod decisions;
mod document;
mod lead;
mod link;
mod merge_nested;
mod occasion;
mod opening;
mod programme;
mod reach;
mod relay;
mod retold;
mod voice;

pub use decision::Decision;
pub use link::{Chain, ChainLink, Occasion, Provenance, Reach, Role, Why};

/// The intermediaries of one attribution, nearest to the article first.
type Route = Vec<ChainLink>;

/// The chains of an article's attributions.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Chains {
    /// The chain of each attribution.
    pub chains: Vec<Chain>,
    /// For each attribution, whether another one stands for it, because one of
    /// the two fills the other's content: *X said C* for *O reported* in *X said
    /// C, O reported*.
    pub absorbed: Vec<bool>,
}

/// Builds the chain of every attribution, using evidence from the whole
/// article.
#[must_use]
pub fn build(
    weights: &ChainWeights,
    layout: &Layout<'_>,
    parse: &Parse,
    attributions: &[Attribution],
    resolution: &Resolution,
) -> Chains {
    Builder::new(weights, layout, parse, attributions, resolution).chains()
}

/// Builds the chains like [`build`], and lists every decision that weights make
/// about them, with its features: for fitting the weights and for `--explain`.
pub(crate) fn build_with_decisions(
    weights: &ChainWeights,
    layout: &Layout<'_>,
    parse: &Parse,
    attributions: &[Attribution],
    resolution: &Resolution,
) -> (Chains, Vec<Decision>) {
    let builder = Builder::new(weights, layout, parse, attributions, resolution);
    let chains = builder.chains();
    let decisions = builder.decisions(&chains.chains);
    (chains, decisions)
}

/// Returns every mention of a party of the given kind with the party's index,
/// in text order.
fn named(parties: &[Party], kind: PartyKind) -> Vec<(Span, u32)> {
    let parties = parties.iter().enumerate().filter(|(_, p)| p.kind == kind);
    let mut places: Vec<_> = parties.flat_map(|(i, p)| p.mentions.iter().map(move |&m| (m, i as u32))).collect();
    places.sort_unstable();
    places
}

struct Builder<'a> {
    weights: &'a ChainWeights,
    layout: &'a Layout<'a>,
    parse: &'a Parse,
    attributions: &'a [Attribution],
    resolution: &'a Resolution,
    /// For each attribution, the nested attribution that fills its whole
    /// content and is merged with it.
    merged: Vec<Option<u32>>,
    /// For each party, whether it is the article's own publisher or agency, or
    /// one of their programmes.
    own: Vec<bool>,
    /// For each attribution, the publisher that obtained or published the
    /// document in which its words stand.
    document_sources: Vec<Option<ChainLink>>,
    /// The mentions of these publishers.
    released: FxHashSet<Span>,
    /// Every mention of a person with the party's index, in text order.
    people: Vec<(Span, u32)>,
    /// For each mention of a publisher that opens an occasion, the id of the
    /// file of `grammar/occasions` that says so.
    openers: FxHashMap<Span, Arc<str>>,
}

/// The latest occasion on which a speaker spoke, with its intermediaries.
#[derive(Clone)]
struct Event {
    route: Route,
    paragraph: u32,
    /// Index of the sentence.
    sentence: u32,
    /// How many turns of speakers came before.
    turn: usize,
    /// Whether a sentence that names the interview opened this occasion, and
    /// not an attribution.
    occasion: bool,
    /// Whether the intermediaries hold only within this paragraph: for example,
    /// the speaker has also spoken to this article directly.
    aside: bool,
}

/// State of the pass over the article.
struct Progress {
    /// The intermediaries of each attribution, once they are known.
    routes: Vec<Option<Route>>,
    /// Whether the intermediaries of each attribution are settled: by its own
    /// sentence, or by an earlier occasion of the same speaker.
    decided: Vec<bool>,
    /// For each speaker (party), the latest occasion on which they spoke.
    last: FxHashMap<u32, Event>,
    /// Why intermediaries were taken from another place of the article.
    reach: Vec<Option<Reach>>,
    /// Sources that are several unnamed people: the attribution and its
    /// occasion.
    groups: Vec<(u32, Event)>,
    /// Speakers who spoke to this article itself.
    spoke_to_us: FxHashSet<u32>,
    /// Speakers who made a statement that no intermediary passed on.
    direct: FxHashSet<u32>,
    /// Who spoke so far, in turn: a speaker who goes on is one turn.
    turns: Vec<u32>,
    /// A report that a sentence introduced without an attribution of its own.
    /// New speakers in the same paragraph speak in it.
    report: Option<Opening>,
}

/// The results of the pass, for the later passes that look at the article as a
/// whole.
struct Paths {
    routes: Vec<Route>,
    decided: Vec<bool>,
    reach: Vec<Option<Reach>>,
}

impl Paths {
    /// Sets intermediaries that come from another place of the article.
    fn take(&mut self, i: u32, route: Route, why: Reach) {
        self.routes[i as usize] = route;
        self.reach[i as usize] = Some(why);
    }
}

impl<'a> Builder<'a> {
    fn new(
        weights: &'a ChainWeights,
        layout: &'a Layout<'a>,
        parse: &'a Parse,
        attributions: &'a [Attribution],
        resolution: &'a Resolution,
    ) -> Self {
        let own = programme::programmes(layout, resolution);
        let people = named(&resolution.parties, PartyKind::Person);
        let openers = resolution.occasions.iter().map(|o| (o.mention, Arc::clone(&o.opening.opener))).collect();
        let (merged, document_sources, released) = (Vec::new(), Vec::new(), FxHashSet::default());
        let mut builder = Self {
            weights,
            layout,
            parse,
            attributions,
            resolution,
            own,
            merged,
            people,
            document_sources,
            released,
            openers,
        };
        builder.document_sources = builder.find_documents();
        builder.released = builder.document_sources.iter().flatten().map(|d| d.mention).collect();
        builder.merged = builder.find_merged();
        builder
    }
}

impl Builder<'_> {
    fn chains(&self) -> Chains {
        Chains { chains: self.build(), absorbed: self.absorbed() }
    }

    fn build(&self) -> Vec<Chain> {
        let count = self.attributions.len();
        let mut order: Vec<u32> = (0..count as u32).collect();
        order.sort_by_key(|&i| (self.place(i), i));
        let occasions = self.occasions();
        let set = self.set_in(&occasions);
        let mut progress = Progress {
            routes: vec![None; count],
            decided: vec![false; count],
            reach: vec![None; count],
            last: FxHashMap::default(),
            groups: Vec::new(),
            spoke_to_us: FxHashSet::default(),
            direct: FxHashSet::default(),
            turns: Vec::new(),
            report: None,
        };
        let mut next = 0;
        let mut public = self.in_public().into_iter().peekable();
        for &i in &order {
            while let Some((_, speakers)) = public.next_if(|p| p.0 <= self.place(i)) {
                speakers.iter().for_each(|speaker| {
                    progress.last.remove(speaker);
                });
            }
            while let Some(occasion) = occasions.get(next).filter(|s| s.at <= self.place(i)) {
                self.open(occasion, &order, &mut progress);
                next += 1;
            }
            // Resolve holders first: their chains are part of the chains of
            // what they hold.
            let mut path = vec![i];
            while let Some(up) = path.last().and_then(|&j| self.holder(j)) {
                if progress.routes[up as usize].is_some() || path.contains(&up) || path.len() > 64 {
                    break;
                }
                path.push(up);
            }
            for &j in path.iter().rev() {
                if progress.routes[j as usize].is_none() {
                    let route = self.route(j, &set, &mut progress);
                    self.note(j, &route, &mut progress);
                    progress.routes[j as usize] = Some(route);
                }
            }
        }
        let mut paths = Paths {
            routes: progress.routes.into_iter().map(Option::unwrap_or_default).collect(),
            decided: progress.decided,
            reach: progress.reach,
        };
        self.leads(&order, &occasions, &mut paths);
        self.retold(&order, &occasions, &mut paths);
        self.held(&order, &mut paths);
        let found = paths.routes.into_iter().zip(paths.reach).enumerate();
        found.map(|(i, (route, reach))| self.with_reasons(i as u32, self.chain(i, route, reach))).collect()
    }

    /// Returns the byte offset where an attribution starts.
    fn place(&self, i: u32) -> u32 {
        self.attributions[i as usize].start()
    }

    /// Records the occasion of an attribution, so that later attributions to
    /// the same speaker can continue it.
    fn note(&self, j: u32, route: &Route, progress: &mut Progress) {
        let Some(party) = self.resolution.sources.get(j as usize).copied().flatten() else { return };
        let sentence_route = &self.resolution.sentence_routes[j as usize];
        let speaks = self.attributions[j as usize].act == Act::Statement;
        let held = self.holder(j);
        // A speaker quoted by an outlet, document or unnamed source can
        // continue later; a speaker quoted by a person or organization cannot.
        let told = held.is_some_and(|up| {
            self.resolution.sources[up as usize]
                .is_none_or(|p| matches!(self.kind(p), PartyKind::Person | PartyKind::Organization))
        });
        let sentence = self.layout.sentence(self.attributions[j as usize].cue_head);
        if held.is_some() && (route.is_empty() || !speaks || told) {
            // *He did not know why she told CNN so.* The nested attribution
            // names CNN, so what she says *in the interview* later is taken as
            // told to CNN.
            let links = sentence_route.links.iter().filter(|l| l.relation == Relation::Received && !self.own(l.party));
            let route: Route = links.map(|l| ChainLink::passed_on(l.relation, l.party, l.mention)).collect();
            if !route.is_empty() && self.kind(party) == PartyKind::Person {
                let turn = progress.turns.len();
                let paragraph = sentence_route.paragraph;
                let event = Event { route, paragraph, sentence, turn, occasion: true, aside: true };
                progress.last.entry(party).or_insert(event);
            }
            return;
        }
        if sentence_route.addressed_to_us || sentence_route.links.iter().any(|l| self.own(l.party)) {
            progress.spoke_to_us.insert(party);
        }
        let has = |relation| route.iter().any(|l| l.relation == Some(relation));
        // If a speaker has spoken directly before and somebody else relays them
        // here, later words of theirs are still direct.
        let aside = progress.direct.contains(&party) && (has(Relation::Relayed) || held.is_some());
        if aside || has(Relation::Relayed) && self.kind(party) != PartyKind::Person && held.is_some() {
            return;
        }
        // *Brook went on CNN to defend the plan*: the occasion that the sentence
        // names goes on.
        let opened = |e: &Event| e.occasion && e.sentence == sentence;
        if route.is_empty() && !sentence_route.event && progress.last.get(&party).is_some_and(opened) {
            progress.turn(party);
            return;
        }
        if route.is_empty() && speaks && !sentence_route.agentless && !sentence_route.headline && held.is_none() {
            progress.direct.insert(party);
        }
        let goes_on = |e: &Event| !e.aside && e.route == *route;
        let aside = has(Relation::Received) && progress.spoke_to_us.contains(&party)
            || sentence_route.once
            || self.brought(j, route) && !progress.last.get(&party).is_some_and(goes_on);
        progress.turn(party);
        if route.is_empty() && progress.last.contains_key(&party) && !self.ends_interview(j) {
            return;
        }
        let (turn, paragraph) = (progress.turns.len(), sentence_route.paragraph);
        let event = Event { route: route.clone(), paragraph, sentence, turn, occasion: false, aside };
        // *The head of the pool, Lena Brook,*: record the occasion under the
        // name as well.
        if let Some(named) = self.apposed(j).filter(|&p| p != party) {
            progress.last.insert(named, event.clone());
        }
        if self.several(j) {
            progress.groups.push((j, event.clone()));
        }
        progress.last.insert(party, event);
    }

    /// Whether words without an intermediary end the speaker's interview.
    /// Looking back on other words (*has said*), and telling what somebody
    /// thinks or does, ends none; a refusal to comment does.
    fn ends_interview(&self, j: u32) -> bool {
        let a = &self.attributions[j as usize];
        let ends = match a.act {
            Act::Statement => !self.perfect(a) || self.event(j),
            Act::Intention => self.event(j),
            _ => false,
        };
        ends || self.keeps_silent(a)
    }

    /// Returns the person that an apposition in a source names.
    fn apposed(&self, i: u32) -> Option<u32> {
        let source = *self.attributions[i as usize].source.first()?;
        let comma = source.start + source.of(self.layout.text).find(", ")? as u32 + 2;
        let from = self.people.partition_point(|p| p.0.start < comma);
        self.people.get(from).filter(|p| p.0.start == comma && p.0.end <= source.end).map(|p| p.1)
    }

    fn holder(&self, i: u32) -> Option<u32> {
        self.attributions[i as usize].nested_in.filter(|&up| (up as usize) < self.attributions.len() && up != i)
    }

    fn own(&self, party: u32) -> bool {
        self.own.get(party as usize).copied().unwrap_or(false)
    }

    fn kind(&self, party: u32) -> PartyKind {
        self.resolution.parties.get(party as usize).map_or(PartyKind::Unnamed, |p| p.kind)
    }
}

/// Returns the first twelve words of a phrase in lower case, without
/// surrounding punctuation.
fn words(phrase: &str) -> Vec<String> {
    phrase
        .split_whitespace()
        .take(12)
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Adds a link unless the route already has a link with its party or with an
/// overlapping mention.
fn push(route: &mut Route, link: ChainLink) {
    if !route.iter().any(|l| l.party == link.party || l.mention.overlaps(link.mention)) {
        route.push(link);
    }
}

#[cfg(test)]
mod tests;
