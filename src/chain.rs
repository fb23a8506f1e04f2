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
mod document_source;
mod link;
mod merge_nested;
mod occasion;
mod opening;
mod programme;
mod reach;
mod relay;
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
    /// For each attribution, whether its holder absorbs it. A holder absorbs
    /// the nested attribution that fills its whole content and whose words its
    /// source passes on: *the paper said (X said …)* is one statement, which
    /// the outer attribution represents.
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
        let own = resolution.own.clone();
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
        builder.own = builder.programmes();
        builder.document_sources = builder.find_documents();
        builder.released = builder.document_sources.iter().flatten().map(|d| d.mention).collect();
        builder.merged = builder.find_merged();
        builder
    }
}

impl Builder<'_> {
    fn chains(&self) -> Chains {
        let mut absorbed = vec![false; self.attributions.len()];
        for (up, inner) in self.merged.iter().enumerate() {
            if let Some(i) = *inner {
                absorbed[i as usize] = !self.stands_beside(up as u32, i);
            }
        }
        Chains { chains: self.build(), absorbed }
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
        for &i in &order {
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
        let aside = has(Relation::Received) && progress.spoke_to_us.contains(&party)
            || sentence_route.once
            || self.brought(j, route);
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
mod tests {
    use super::Provenance::{Firsthand, Hearsay, Secondhand};
    use crate::resolve::samples::{Sample, Words};

    fn line(text: &str, words: Words<'_>) -> (String, super::Provenance) {
        let s = Sample::new(text, &[words]);
        (s.line(0), s.chains[0].provenance)
    }

    #[test]
    fn quoted_by_an_outlet() {
        let text = "The Washington Post quoted Omar Reyes as saying the port was shut.";
        let (chain, provenance) = line(text, ("Omar Reyes", "quoted", "the port was shut"));
        assert_eq!(chain, "The Washington Post[carried] < Omar Reyes");
        assert_eq!(provenance, Secondhand);
        let text = "Omar Reyes was quoted by Reuters as saying the port was shut.";
        assert_eq!(line(text, ("Omar Reyes", "was quoted", "the port was shut")).0, "Reuters[carried] < Omar Reyes");
    }

    #[test]
    fn quoted_by_nobody_is_hearsay() {
        let text = "Omar Reyes was quoted as saying the port was shut.";
        assert_eq!(line(text, ("Omar Reyes", "was quoted", "the port was shut")).1, Hearsay);
    }

    #[test]
    fn told_an_outlet() {
        let text = "Omar Reyes told CNN the port was shut.";
        assert_eq!(line(text, ("Omar Reyes", "told", "the port was shut")).0, "CNN[received] < Omar Reyes");
        let text = "In an interview with CNN on Friday, Omar Reyes said the port was shut.";
        assert_eq!(line(text, ("Omar Reyes", "said", "the port was shut")).0, "CNN[received] < Omar Reyes");
    }

    #[test]
    fn audiences_and_own_outlets_are_no_intermediaries() {
        for told in ["reporters", "lawmakers", "The Harbour Times", "the Harbour Times"] {
            let text = format!("Omar Reyes told {told} the port was shut.");
            let (chain, provenance) = line(&text, ("Omar Reyes", "told", "the port was shut"));
            assert_eq!((chain.as_str(), provenance), ("Omar Reyes", Firsthand), "{told}");
        }
    }

    #[test]
    fn monitored_by_another() {
        let text = "Tehran radio, monitored by the BBC, quoted a commander as saying the raid was over.";
        let (chain, _) = line(text, ("a commander", "quoted", "the raid was over"));
        assert_eq!(chain, "BBC[carried] < Tehran Radio[carried] < a commander");
    }

    #[test]
    fn relayed_by_people() {
        let text = "Diplomats quoted Omar Reyes as saying the port was shut.";
        assert_eq!(line(text, ("Omar Reyes", "quoted", "the port was shut")).0, "Diplomats[relayed] < Omar Reyes");
        let text = "A spokesman said Omar Reyes believes the port was shut.";
        let (chain, _) = line(text, ("A spokesman", "said", "Omar Reyes believes the port was shut"));
        assert_eq!(chain, "A spokesman[relayed] < Omar Reyes");
    }

    #[test]
    fn the_speaker_goes_on_and_another_does_not() {
        let text = "CNN quoted Omar Reyes as saying the port was shut.\n\nReyes said ships were waiting.\n\n\
                    Lena Vogt said the tide was low.";
        let s = Sample::new(
            text,
            &[
                ("Omar Reyes", "quoted", "the port was shut"),
                ("Reyes", "said", "ships were waiting"),
                ("Lena Vogt", "said", "the tide was low"),
            ],
        );
        assert_eq!(s.line(1), "CNN[carried] < Omar Reyes");
        assert_eq!(s.line(2), "Lena Vogt");
    }

    #[test]
    fn a_lead_takes_the_chain_of_the_body() {
        let text = "Omar Reyes said the port was shut.\n\n\"We are waiting,\" Reyes told CNN.";
        let s = Sample::new(text, &[("Omar Reyes", "said", "the port was shut"), ("Reyes", "told", "We are waiting,")]);
        assert_eq!(s.line(0), "CNN[received] < Omar Reyes");
    }

    #[test]
    fn what_an_outlet_reports_it_carried() {
        let text = "The Guardian reported that Omar Reyes said the port was shut.";
        let s = Sample::new(
            text,
            &[
                ("The Guardian", "reported", "Omar Reyes said the port was shut"),
                ("Omar Reyes", "said", "the port was shut"),
            ],
        );
        // Both attributions have the chain of the one statement that they make.
        assert_eq!([s.line(0), s.line(1)], ["The Guardian[carried] < Omar Reyes"; 2]);
        assert_eq!(s.chains[0].provenance, Secondhand);
    }

    #[test]
    fn the_paper_is_the_outlet_before() {
        let text =
            "The local daily al-Masar sent a reporter.\n\nThe paper quoted Omar Reyes as saying the port was shut.";
        let (chain, _) = line(text, ("Omar Reyes", "quoted", "the port was shut"));
        assert_eq!(chain, "al-Masar[carried] < Omar Reyes");
    }

    #[test]
    fn a_sentence_of_its_own_at_the_end_carries() {
        let text = "Omar Reyes said the port was shut, the New York Times reported.";
        let (chain, _) = line(text, ("Omar Reyes", "said", "the port was shut"));
        assert_eq!(chain, "The New York Times[carried] < Omar Reyes");
    }

    #[test]
    fn who_spoke_for_themselves_goes_on_for_themselves() {
        let text = "Mayor Lena Brook said the pool would open. A friend said Brook told her it was cold.\n\nBrook said the water was tested.";
        let s = Sample::new(
            text,
            &[
                ("Mayor Lena Brook", "said", "the pool would open"),
                ("A friend", "said", "Brook told her it was cold"),
                ("Brook", "told", "it was cold"),
                ("Brook", "said", "the water was tested"),
            ],
        );
        assert_eq!([s.line(0), s.line(3)], ["Lena Brook"; 2]);
        assert_eq!(s.line(2), "A friend[relayed] < Lena Brook");
    }

    #[test]
    fn an_apposition_passes_nothing_on() {
        let text = "Lena Brook, a harbour pilot, said she had steered through ice and called it dull.";
        let s = Sample::new(
            text,
            &[("Lena Brook, a harbour pilot,", "said", "she had steered through ice"), ("she", "called", "it dull")],
        );
        assert_eq!([s.line(0), s.line(1)], ["Lena Brook"; 2]);
    }

    #[test]
    fn what_another_publicly_claims_is_the_speakers_own_account() {
        let text = "Lena Brook said Omar Reyes claims that the pool is cold.";
        let s = Sample::new(
            text,
            &[
                ("Lena Brook", "said", "Omar Reyes claims that the pool is cold"),
                ("Omar Reyes", "claims", "that the pool is cold"),
            ],
        );
        assert_eq!(s.line(1), "Omar Reyes");
    }

    #[test]
    fn this_newspaper_is_no_intermediary() {
        let text = "Radio Skerry reported a delay. A pilot told this newspaper that the ice was thin.";
        assert_eq!(line(text, ("A pilot", "told", "that the ice was thin")), ("A pilot".into(), Firsthand));
    }

    #[test]
    fn supposed_to_have_said_is_hearsay() {
        let text = "Lena Brook is supposed to have left.";
        assert_eq!(line(text, ("", "is supposed", "to have left")).1, Hearsay);
    }

    #[test]
    fn an_interview_that_a_sentence_without_attribution_opens() {
        let text = "Lena Brook sat down with CNN on Monday for an hour.\n\n\"The ice is thin,\" Brook said.\n\n\
                    Omar Reyes said the port was shut.";
        let s =
            Sample::new(text, &[("Brook", "said", "The ice is thin,"), ("Omar Reyes", "said", "the port was shut")]);
        assert_eq!(s.line(0), "CNN[received] < Lena Brook");
        assert_eq!(s.line(1), "Omar Reyes");
    }

    #[test]
    fn a_broadcast_at_the_end_of_what_is_said_is_no_part_of_it() {
        let text = "Mayor Lena Brook said the ice was thin on Monday's broadcast of CNN's “New Day.”\n\n\
                    Brook added that the pool was shut.";
        let s = Sample::new(
            text,
            &[
                ("Mayor Lena Brook", "said", "the ice was thin on Monday's broadcast of CNN's “New Day.”"),
                ("Brook", "added", "that the pool was shut"),
            ],
        );
        assert_eq!([s.line(0), s.line(1)], ["CNN[received] < Lena Brook"; 2]);
        // Another person's interview, which she mentions, is not the occasion
        // of her words.
        let text = "Mayor Lena Brook said Omar Reyes gave an interview to CNN.";
        assert_eq!(line(text, ("Mayor Lena Brook", "said", "Omar Reyes gave an interview to CNN")).0, "Lena Brook");
    }

    #[test]
    fn words_to_the_host_go_on_with_the_interview() {
        let text = "In an interview with CNN, Lena Brook said the ice was thin.\n\n\"It broke twice,\" she told the host.\n\n\
                    Brook told a crowd that the pool was shut.";
        let s = Sample::new(
            text,
            &[
                ("Lena Brook", "said", "the ice was thin"),
                ("she", "told", "It broke twice,"),
                ("Brook", "told", "that the pool was shut"),
            ],
        );
        assert_eq!([s.line(0), s.line(1)], ["CNN[received] < Lena Brook"; 2]);
        assert_eq!(s.line(2), "Lena Brook");
    }

    #[test]
    fn hosts_are_no_guests_of_their_own() {
        let text = "CNN's Omar Reyes asked Lena Brook whether the ice was thin.\n\n\"It is,\" Brook said.";
        let s = Sample::new(
            text,
            &[("CNN's Omar Reyes", "asked", "whether the ice was thin"), ("Brook", "said", "It is,")],
        );
        assert_eq!(s.line(0), "Omar Reyes");
        assert_eq!(s.line(1), "CNN[received] < Lena Brook");
    }

    #[test]
    fn turns_of_a_transcript_belong_to_its_broadcast() {
        let text = "On Monday's broadcast of CNN's “New Day,” Lena Brook said the ice was thin.\n\n\
                    BROOK: I wrote a letter to them in a statement.\n\nREYES: Who read it?\n\nBROOK: The ice did.";
        let s = Sample::new(
            text,
            &[
                ("Lena Brook", "said", "the ice was thin"),
                ("BROOK", ":", "I wrote a letter to them in a statement."),
                ("REYES", ":", "Who read it?"),
                ("BROOK", ":", "The ice did."),
            ],
        );
        assert_eq!([s.line(1), s.line(3)], ["CNN[received] < Lena Brook"; 2]);
    }

    #[test]
    fn an_article_headed_as_a_report_retells_it() {
        let body = "The Washington Post reported on Monday that the pool leaks. The Post spoke to swimmers.\n\n\
                    \"My towel is gone,\" said Lena Brook, a swimmer.";
        let words = [
            ("The Washington Post", "reported", "that the pool leaks"),
            ("Lena Brook, a swimmer", "said", "My towel is gone,"),
        ];
        let told = |title: &str| Sample::new(&format!("{title}\n\n{body}"), &words).line(1);
        assert_eq!(told("Report: The Town Pool Loses Water"), "The Washington Post[carried] < Lena Brook");
        assert_eq!(told("The Town Pool Reportedly Loses Water"), "The Washington Post[carried] < Lena Brook");
        assert_eq!(told("The Town Pool Loses Water"), "Lena Brook");
    }

    #[test]
    fn an_article_that_comes_back_to_a_report_retells_it() {
        let text = "The Washington Post reported that the pool leaks.\n\nThe Post said nobody knew why.\n\n\
                    \"My towel is gone,\" said Lena Brook.\n\nThe Post said the water was warm.";
        let words = [
            ("The Washington Post", "reported", "that the pool leaks"),
            ("The Post", "said", "nobody knew why"),
            ("Lena Brook", "said", "My towel is gone,"),
            ("The Post", "said", "the water was warm"),
        ];
        assert_eq!(Sample::new(text, &words).line(2), "The Washington Post[carried] < Lena Brook");
    }

    #[test]
    fn what_a_host_is_told_the_publisher_is_told() {
        let text = "After CNN's Omar Reyes asked about the ice, Lena Brook laughed.\n\n\
                    Brook told Reyes that the pool was shut.";
        assert_eq!(line(text, ("Brook", "told", "that the pool was shut")).0, "CNN[received] < Lena Brook");
    }

    #[test]
    fn who_speaks_in_a_report_that_a_sentence_opens() {
        let text = "In The New Yorker's long profile of the pool, swimmers seemed glad to talk. \
                    \"My towel is gone,\" said Lena Brook.\n\nOmar Reyes said the port was shut.";
        let s = Sample::new(
            text,
            &[("Lena Brook", "said", "My towel is gone,"), ("Omar Reyes", "said", "the port was shut")],
        );
        assert_eq!([s.line(0), s.line(1)], ["The New Yorker[carried] < Lena Brook", "Omar Reyes"]);
        assert_eq!(s.chains[0].reach, Some(super::Reach::Occasion));
    }

    #[test]
    fn what_the_writer_looks_back_on_fell_in_no_interview() {
        let text = "Lena Brook told CNN that the ice was thin. She added that it broke.\n\n\
                    Brook has said that the pool is cold.";
        let s = Sample::new(
            text,
            &[
                ("Lena Brook", "told", "that the ice was thin"),
                ("She", "added", "that it broke"),
                ("Brook", "has said", "that the pool is cold"),
            ],
        );
        assert_eq!([s.chains[0].reach, s.chains[1].reach], [None, Some(super::Reach::Continues)]);
        assert_eq!(s.chains[2].provenance, Firsthand);
    }

    /// A participle's content has the occasion of the statement in its
    /// sentence.
    #[test]
    fn a_participle_goes_with_its_sentence() {
        let text = "Lena Brook told a crowd that the pool was shut.\n\nPraising the ice, Brook told CNN that it held.";
        let s = Sample::new(
            text,
            &[
                ("Lena Brook", "told", "that the pool was shut"),
                ("Brook", "Praising", "the ice"),
                ("Brook", "told", "that it held"),
            ],
        );
        assert_eq!([s.line(1), s.line(2)], ["CNN[received] < Lena Brook"; 2]);
        let text = "Report: The Town Pool Loses Water\n\nThe Washington Post reported on Monday that the pool leaks. \
                    The Post spoke to swimmers.\n\nLena Brook told a crowd that the pool was shut, saying it leaks.";
        let s = Sample::new(
            text,
            &[
                ("The Washington Post", "reported", "that the pool leaks"),
                ("Lena Brook", "told", "that the pool was shut"),
                ("Lena Brook", "saying", "it leaks"),
            ],
        );
        assert_eq!([s.line(1), s.line(2)], ["Lena Brook"; 2]);
    }

    #[test]
    fn an_interview_that_another_speaks_of_is_the_interview() {
        let text = "Omar Reyes could not explain what was mentioned by Lena Brook in an interview with CNN.\n\n\
                    Brook said in the interview that the ice was thin. Reyes said it was not.";
        let s = Sample::new(
            text,
            &[
                ("Omar Reyes", "could not explain", "what was mentioned by Lena Brook in an interview with CNN"),
                ("Lena Brook", "was mentioned", "what"),
                ("Brook", "said", "that the ice was thin"),
                ("Reyes", "said", "it was not"),
            ],
        );
        assert_eq!(s.line(2), "CNN[received] < Lena Brook");
        assert_eq!(s.line(3), "Omar Reyes");
    }

    /// A refusal to comment closes the speaker's earlier interview: this
    /// article asked.
    #[test]
    fn who_keeps_silent_was_asked_here() {
        let text = "Lena Brook told CNN that the ice was thin.\n\nBrook did not respond to a request for comment.\n\n\
                    Brook also said that it creaked.";
        let s = Sample::new(
            text,
            &[
                ("Lena Brook", "told", "that the ice was thin"),
                ("Brook", "did not respond to", "a request for comment"),
                ("Brook", "also said", "that it creaked"),
            ],
        );
        assert_eq!([s.line(0), s.line(1)], ["CNN[received] < Lena Brook", "Lena Brook"]);
    }

    /// An occasion word such as *debate* does not end the interview where it
    /// stands in quoted words or names a future event.
    #[test]
    fn what_is_spoken_of_is_no_occasion() {
        let text = "Lena Brook told CNN that the ice was thin.\n\n\
                    \"It broke,\" Brook said, going on to say the town has \"failed to have that old debate\".\n\n\
                    Brook offered advice to skaters on Friday in the coming debates.";
        let s = Sample::new(
            text,
            &[
                ("Lena Brook", "told", "that the ice was thin"),
                ("Brook", "said", "It broke,"),
                ("Brook", "offered advice to", "skaters"),
            ],
        );
        assert_eq!([s.line(1), s.line(2)], ["CNN[received] < Lena Brook"; 2]);
    }

    /// *One of the people* and *another* can belong to unnamed sources from
    /// before.
    #[test]
    fn one_of_those_who_spoke_goes_on() {
        for one in ["One of the people", "Another"] {
            let text = format!("Two people told CNN that the ice was thin.\n\n{one} said it had held.");
            let words = [("Two people", "told", "that the ice was thin"), (one, "said", "it had held")];
            assert_eq!(Sample::new(&text, &words).line(1), format!("CNN[received] < {one}"));
        }
        let text = "Two people told CNN that the ice was thin.\n\nOne of the pilots said it had held.";
        let words = [("Two people", "told", "that the ice was thin"), ("One of the pilots", "said", "it had held")];
        assert_eq!(Sample::new(text, &words).line(1), "One of the pilots");
    }

    #[test]
    fn programmes_of_the_own_publisher_are_its_own() {
        let text = "Lena Brook told the Harbour Times' “Tide Radio” that the ice was thin.";
        assert_eq!(line(text, ("Lena Brook", "told", "that the ice was thin")), ("Lena Brook".into(), Firsthand));
    }
}
