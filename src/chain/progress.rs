//! What the pass over an article remembers: the latest occasion of each
//! speaker, and who has spoken.

use super::cue::keeps_silent;
use super::evidence::{Evidence, Route};
use super::link::ChainLink;
use super::occasion::{Occasion, OccasionKind, guests, speaks_there};
use super::speaker::{apposed_person, is_group};
use crate::attribution::{Act, Relation};
use crate::party::PartyKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many turns of speakers are searched for others.
const TURNS: usize = 12;

/// If no more others speak in between, a chain continues for a speaker however
/// far the sentence is that names it.
pub(super) const OTHERS: usize = 2;

/// The latest occasion on which a speaker spoke, with its intermediaries.
#[derive(Clone)]
pub(super) struct Event {
    pub(super) route: Route,
    pub(super) paragraph: u32,
    /// Index of the sentence.
    pub(super) sentence: u32,
    /// How many turns of speakers came before.
    pub(super) turn: usize,
    /// Whether a sentence that names the interview opened this occasion, and
    /// not an attribution.
    pub(super) occasion: bool,
    /// Whether the intermediaries hold only within this paragraph: for example,
    /// the speaker has also spoken to this article directly.
    pub(super) only_here: bool,
}

/// What the pass over the article has seen so far.
#[derive(Default)]
pub(super) struct Progress {
    /// For each speaker (party), the latest occasion on which they spoke.
    pub(super) last: FxHashMap<u32, Event>,
    /// Sources that are several unnamed people: the attribution and its
    /// occasion.
    pub(super) groups: Vec<(u32, Event)>,
    /// Speakers who spoke to this article itself.
    spoke_to_us: FxHashSet<u32>,
    /// Speakers who made a statement that no intermediary passed on.
    direct: FxHashSet<u32>,
    /// Who spoke so far, in turn: a speaker who goes on is one turn.
    turns: Vec<u32>,
    /// A report that a sentence introduced without an attribution of its own.
    /// New speakers in the same paragraph speak in it.
    pub(super) report: Option<Occasion>,
}

impl Progress {
    /// Records that a party speaks.
    pub(super) fn turn(&mut self, party: u32) {
        if !self.goes_on(party) {
            self.turns.push(party);
        }
    }

    /// Whether a party was the last to speak.
    pub(super) fn goes_on(&self, party: u32) -> bool {
        self.turns.last() == Some(&party)
    }

    /// Returns how many others have spoken since an occasion of a speaker; more
    /// than [`OTHERS`] after [`TURNS`] turns.
    pub(super) fn others_since(&self, event: &Event, party: u32) -> usize {
        let turns = self.turns.get(event.turn..).unwrap_or_default();
        let others: FxHashSet<u32> = turns.iter().take(TURNS).copied().filter(|&p| p != party).collect();
        if turns.len() > TURNS { others.len().max(OTHERS + 1) } else { others.len() }
    }
}

/// Starts an occasion: records it for the guests of an interview, or keeps a
/// report for new speakers in its paragraph.
pub(super) fn open(evidence: &Evidence<'_>, occasion: &Occasion, progress: &mut Progress) {
    progress.report = None;
    match occasion.stage {
        OccasionKind::Report if !occasion.inside.iter().any(|&i| speaks_there(evidence, i, occasion)) => {
            progress.report = Some(occasion.clone())
        }
        OccasionKind::Report | OccasionKind::Mention => {}
        OccasionKind::Interview => {
            for party in guests(evidence, occasion) {
                // An interview with the same publisher goes on.
                let last = progress.last.get(&party).map(|event| &event.route);
                let route = last.filter(|route| route.iter().any(|l| l.party == occasion.link.party)).cloned();
                let event = Event {
                    route: route.unwrap_or_else(|| vec![occasion.link.clone()]),
                    paragraph: occasion.paragraph,
                    sentence: occasion.sentence,
                    turn: progress.turns.len(),
                    occasion: true,
                    only_here: progress.spoke_to_us.contains(&party),
                };
                progress.last.insert(party, event);
            }
        }
    }
}

/// Records the occasion of an attribution, so that later attributions to the
/// same speaker can continue it. `from_document` says whether its intermediary is the
/// publisher of a document.
pub(super) fn note(evidence: &Evidence<'_>, i: u32, route: &Route, from_document: bool, progress: &mut Progress) {
    let Some(party) = evidence.source(i) else { return };
    if is_held(evidence, i, route) {
        note_mentioned(evidence, i, party, progress);
        return;
    }
    if evidence.addressed_to_us(i) {
        progress.spoke_to_us.insert(party);
    }
    if is_relayed_aside(evidence, i, party, route, progress) {
        return;
    }
    let sentence_route = evidence.sentence_route(i);
    // *Brook went on CNN to defend the plan*: the occasion that the sentence
    // names goes on.
    let sentence = evidence.layout.sentence(evidence.attribution(i).cue_head);
    let opened = |event: &Event| event.occasion && event.sentence == sentence;
    if route.is_empty() && !sentence_route.event && progress.last.get(&party).is_some_and(opened) {
        progress.turn(party);
        return;
    }
    if route.is_empty() && is_direct(evidence, i) {
        progress.direct.insert(party);
    }
    let goes_on = |event: &Event| !event.only_here && event.route == *route;
    let only_here = has(route, Relation::Received) && progress.spoke_to_us.contains(&party)
        || sentence_route.once
        || from_document && !progress.last.get(&party).is_some_and(goes_on);
    progress.turn(party);
    if route.is_empty() && progress.last.contains_key(&party) && !ends_interview(evidence, i) {
        return;
    }
    let (turn, paragraph) = (progress.turns.len(), sentence_route.paragraph);
    let event = Event { route: route.clone(), paragraph, sentence, turn, occasion: false, only_here };
    // *The head of the pool, Lena Brook,*: record the occasion under the name
    // as well.
    if let Some(named) = apposed_person(evidence, i).filter(|&p| p != party) {
        progress.last.insert(named, event.clone());
    }
    if is_group(evidence, i) {
        progress.groups.push((i, event.clone()));
    }
    progress.last.insert(party, event);
}

/// Whether a route has a link with this relation.
fn has(route: &Route, relation: Relation) -> bool {
    route.iter().any(|l| l.relation == Some(relation))
}

/// Whether an attribution is part of its holder's account, so that its speaker
/// cannot continue it later. A speaker quoted by an outlet, document or unnamed
/// source can; a speaker quoted by a person or organization cannot.
fn is_held(evidence: &Evidence<'_>, i: u32, route: &Route) -> bool {
    let told = |up: u32| matches!(evidence.source_kind(up), None | Some(PartyKind::Person | PartyKind::Organization));
    let speaks = evidence.attribution(i).act == Act::Statement;
    evidence.holder(i).is_some_and(|up| route.is_empty() || !speaks || told(up))
}

/// Records the interview that a nested attribution mentions. *He did not know
/// why she told CNN so*: what she says *in the interview* later is taken as
/// told to CNN.
fn note_mentioned(evidence: &Evidence<'_>, i: u32, party: u32, progress: &mut Progress) {
    let sentence_route = evidence.sentence_route(i);
    let links = sentence_route.links.iter().filter(|l| l.relation == Relation::Received && !evidence.own(l.party));
    let route: Route = links.map(|l| ChainLink::passed_on(l.relation, l.party, l.mention)).collect();
    if !route.is_empty() && evidence.kind(party) == PartyKind::Person {
        let event = Event {
            route,
            paragraph: sentence_route.paragraph,
            sentence: evidence.layout.sentence(evidence.attribution(i).cue_head),
            turn: progress.turns.len(),
            occasion: true,
            only_here: true,
        };
        progress.last.entry(party).or_insert(event);
    }
}

/// Whether somebody else relays the speaker here, and later words of the
/// speaker are direct again: the speaker has spoken directly before, or is not
/// a person.
fn is_relayed_aside(evidence: &Evidence<'_>, i: u32, party: u32, route: &Route, progress: &Progress) -> bool {
    let (relayed, nested) = (has(route, Relation::Relayed), evidence.holder(i).is_some());
    progress.direct.contains(&party) && (relayed || nested)
        || relayed && nested && evidence.kind(party) != PartyKind::Person
}

/// Whether an attribution without intermediaries is a statement that the
/// speaker made to this article or in public.
fn is_direct(evidence: &Evidence<'_>, i: u32) -> bool {
    let sentence_route = evidence.sentence_route(i);
    evidence.attribution(i).act == Act::Statement
        && !sentence_route.agentless
        && !sentence_route.headline
        && evidence.holder(i).is_none()
}

/// Whether words without an intermediary end the speaker's interview. Looking
/// back on other words (*has said*), and telling what somebody thinks or does,
/// ends none; a refusal to comment does.
fn ends_interview(evidence: &Evidence<'_>, j: u32) -> bool {
    let a = evidence.attribution(j);
    let ends = match a.act {
        Act::Statement => !evidence.perfect(a) || evidence.event(j),
        Act::Intention => evidence.event(j),
        _ => false,
    };
    ends || keeps_silent(evidence, a)
}
