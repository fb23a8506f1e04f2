//! Chains: how the words travelled, and the class that follows from it.

use crate::article::Article;
use crate::attribution::{Act, Attribution, Evidentiality, QuotationKind, Relation};
use crate::grammar::Grammar;
use crate::lexicon::{Class, ClassSet, Marks, OutletKind, WordId};
use crate::party::PartyKind;
use crate::quotation::Quotation;
use crate::resolve::Resolution;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::token::Token;
use rustc_hash::FxHashMap;
use serde::Serialize;

/// What a link is in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Passed the words on.
    Intermediary,
    /// First said, wrote or thought them.
    Origin,
}

/// One party's place in a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// What it is in the chain.
    pub role: Role,
    /// How it passed the words on; `None` for the origin.
    pub relation: Option<Relation>,
    /// Index of the party.
    pub party: u32,
    /// The words that put it into this chain; they can stand in another
    /// sentence.
    pub mention: Span,
}

/// Who can be held to the words, and through whom they came.
/// (`PROVENANCE-GUIDELINES`: *The four classes*.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// An origin and no intermediary.
    Firsthand,
    /// At least one intermediary.
    Secondhand,
    /// Passed on with nobody to hold to it.
    Hearsay,
    /// No source and no hint of a report.
    Unsourced,
}

/// The chain of one attribution: intermediaries from the one nearest to the
/// article, then the origin where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The links.
    pub links: Vec<ChainLink>,
    /// The class that the links amount to.
    pub provenance: Provenance,
}

/// Intermediaries of one attribution, nearest to the article first.
type Way = Vec<ChainLink>;

/// How many paragraphs a chain reaches on for a speaker whose sentences name
/// it no more, where others speak in between.
const REACH: u32 = 4;
/// How many paragraphs a lead takes its chain back from.
const LEAD: u32 = 5;

/// Up to which paragraph a report must be named for the article to retell it.
const RETOLD_BY: u32 = 2;

/// Works out every attribution's chain over the whole article.
#[must_use]
#[allow(clippy::too_many_arguments, reason = "one argument a stage before this one")]
pub fn build(
    grammar: &Grammar,
    article: &Article<'_>,
    tokens: &[Token],
    marks: &Marks,
    _quotations: &[Quotation],
    _sentences: &[Sentence],
    attributions: &[Attribution],
    resolution: &Resolution,
) -> Vec<Chain> {
    let builder = Builder { grammar, article, tokens, marks, attributions, resolution };
    builder.build()
}

struct Builder<'a> {
    grammar: &'a Grammar,
    article: &'a Article<'a>,
    tokens: &'a [Token],
    marks: &'a Marks,
    attributions: &'a [Attribution],
    resolution: &'a Resolution,
}

/// Where a speaker's words last came from.
#[derive(Clone)]
struct Event {
    way: Way,
    paragraph: u32,
    /// The speaker spoke to the article before: this was another occasion,
    /// which ends with its paragraph.
    aside: bool,
}

impl Builder<'_> {
    fn build(&self) -> Vec<Chain> {
        let count = self.attributions.len();
        let mut order: Vec<u32> = (0..count as u32).collect();
        let place = |i: u32| {
            let a = &self.attributions[i as usize];
            a.source.iter().chain(&a.cue).chain(&a.content).map(|s| s.start).min().unwrap_or(0)
        };
        order.sort_by_key(|&i| (place(i), i));
        let mut ways: Vec<Option<Way>> = vec![None; count];
        let mut decided = vec![false; count];
        let mut last: FxHashMap<u32, Event> = FxHashMap::default();
        let mut at_home: FxHashMap<u32, ()> = FxHashMap::default();
        let mut direct: FxHashMap<u32, ()> = FxHashMap::default();
        let mut latest: Option<u32> = None;
        for (n, &i) in order.iter().enumerate() {
            // Holders first: their chains are part of what they hold.
            let mut path = vec![i];
            while let Some(up) = path.last().and_then(|&j| self.holder(j)) {
                if ways[up as usize].is_some() || path.contains(&up) || path.len() > 64 {
                    break;
                }
                path.push(up);
            }
            for &j in path.iter().rev() {
                if ways[j as usize].is_some() {
                    continue;
                }
                let way = self.way(j, n as u32, &ways, &last, latest, &mut decided);
                if let Some(party) = self.resolution.sources.get(j as usize).copied().flatten() {
                    let trail = &self.resolution.trails[j as usize];
                    let speaks = self.attributions[j as usize].act == Act::Statement;
                    // What *…, the sources said* holds goes on; what a person
                    // tells of somebody does not.
                    let told = self.holder(j).is_some_and(|up| {
                        self.resolution.sources[up as usize]
                            .is_none_or(|p| matches!(self.kind(p), PartyKind::Person | PartyKind::Organization))
                    });
                    let quoted_inside = self.holder(j).is_some() && (way.is_empty() || !speaks || told);
                    if !quoted_inside {
                        let own = trail.home || trail.links.iter().any(|l| self.own(l.party));
                        if own {
                            at_home.insert(party, ());
                        }
                        let has = |relation| way.iter().any(|l| l.relation == Some(relation));
                        // Somebody who spoke for themselves before, and of
                        // whom another tells here, goes on for themselves.
                        let relayed = has(Relation::Relayed);
                        if relayed
                            && (direct.contains_key(&party)
                                || self.kind(party) != PartyKind::Person && self.holder(j).is_some())
                        {
                            ways[j as usize] = Some(way);
                            continue;
                        }
                        if way.is_empty() && speaks && !trail.agentless && !trail.headline && self.holder(j).is_none() {
                            direct.insert(party, ());
                        }
                        let aside = has(Relation::Received) && at_home.contains_key(&party) || trail.once;
                        latest = Some(party);
                        last.insert(party, Event { way: way.clone(), paragraph: trail.paragraph, aside });
                    }
                }
                ways[j as usize] = Some(way);
            }
        }
        let mut ways: Vec<Way> = ways.into_iter().map(Option::unwrap_or_default).collect();
        self.leads(&order, &mut ways, &decided);
        self.retold(&order, &mut ways, &decided);
        ways.into_iter().enumerate().map(|(i, way)| self.chain(i, way)).collect()
    }

    fn holder(&self, i: u32) -> Option<u32> {
        self.attributions[i as usize].nested_in.filter(|&up| (up as usize) < self.attributions.len() && up != i)
    }

    fn own(&self, party: u32) -> bool {
        self.resolution.own.get(party as usize).copied().unwrap_or(false)
    }

    fn kind(&self, party: u32) -> PartyKind {
        self.resolution.parties.get(party as usize).map_or(PartyKind::Unnamed, |p| p.kind)
    }

    fn way(
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
                return ways[up as usize].clone().filter(|_| inherits).unwrap_or_default();
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
    fn transcript(&self, a: &Attribution) -> bool {
        a.cue.first().is_some_and(|c| c.of(&self.article.text).trim() == ":")
    }

    /// *analysts, a source*: not the ones from before.
    fn generic(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let unnamed = self.resolution.sources[i as usize].is_some_and(|p| self.kind(p) == PartyKind::Unnamed);
        unnamed
            && a.source.first().is_some_and(|s| {
                let first = s.of(&self.article.text).split_whitespace().next().unwrap_or("").to_ascii_lowercase();
                !matches!(first.as_str(), "the" | "he" | "she" | "they" | "it")
            })
    }

    /// The link that the holder of a nested attribution is for it.
    fn passed_on_by(&self, up: u32, i: u32) -> Option<ChainLink> {
        let holder = &self.attributions[up as usize];
        let party = self.resolution.sources[up as usize]?;
        if self.own(party) || self.resolution.sources[i as usize] == Some(party) {
            return None;
        }
        let relation = if self.kind(party) == PartyKind::Outlet { Relation::Carried } else { Relation::Relayed };
        if relation == Relation::Relayed && (!self.passes_on_words(i) || !self.can_relay(up) || self.same_name(up, i)) {
            return None;
        }
        let mention = *holder.source.first()?;
        Some(ChainLink { role: Role::Intermediary, relation: Some(relation), party, mention })
    }

    /// Whether an attribution's source is somebody who passes words on: a
    /// speaker, or a document that is no channel of the speaker's own.
    fn can_relay(&self, up: u32) -> bool {
        let holder = &self.attributions[up as usize];
        if !matches!(holder.act, Act::Statement | Act::Question | Act::Evidence) || act_of_its_own(&holder.construction)
        {
            return false;
        }
        let Some(span) = holder.source.first() else { return false };
        let words = words(span.of(&self.article.text));
        match self.resolution.sources[up as usize].map(|p| self.kind(p)) {
            Some(PartyKind::Document) => !words.iter().any(|w| OWN_DOCUMENTS.contains(&w.as_str())),
            Some(PartyKind::Organization) => holder.act == Act::Statement,
            Some(PartyKind::Unnamed) => {
                let party = self.resolution.sources[up as usize].unwrap_or(0);
                words.first().is_some_and(|w| !NOBODY.contains(&w.as_str())) && self.speaker(up, party)
            }
            _ => words.first().is_some_and(|w| !NOBODY.contains(&w.as_str())),
        }
    }

    fn same_name(&self, up: u32, i: u32) -> bool {
        let name = |a: u32| {
            let party = self.resolution.sources[a as usize]?;
            self.resolution.parties.get(party as usize).map(|p| p.name.as_str())
        };
        name(up).is_some() && name(up) == name(i)
    }

    /// Whether a nested attribution is words or thoughts that its holder
    /// passes on, and not a public act that the holder speaks of: a verb that
    /// can stand beside a quotation, or a person's belief; no *to speculate*.
    fn passes_on_words(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let Some(party) = self.resolution.sources[i as usize] else { return true };
        let text = &*self.article.text;
        let named = a.source.first().map(|s| words(s.of(text))).unwrap_or_default();
        if named.first().is_none_or(|w| NOBODY.contains(&w.as_str())) {
            return false;
        }
        let cue = a.cue.first().map_or("", |c| c.of(text)).to_ascii_lowercase();
        let first = a.content.first().map_or("", |c| c.of(text));
        let infinitive = cue.starts_with("to ") || first.starts_with("to ");
        let lexicon = self.grammar.lexicon();
        let word = self.marks.marks.get(a.cue_head as usize).map_or(WordId::UNKNOWN, |m| m.word);
        let takes = |frame: &str| {
            lexicon
                .frame(frame)
                .is_some_and(|f| lexicon.predicates(word).iter().any(|&(p, _)| lexicon.predicate(p).frames.any(f)))
        };
        match a.act {
            // *told her to resign* was addressed to somebody; *refused to go* was not.
            _ if infinitive && (cue.starts_with("to ") || !takes("addressee")) => false,
            Act::Statement | Act::Question => takes("invert") && self.speaker(i, party) && self.told_on(i, &cue, first),
            // Thoughts: of a person, told by people who speak for them or
            // are not named themselves.
            Act::Belief => {
                let holder = self.holder(i).and_then(|up| self.resolution.sources[up as usize]);
                let insider = holder.is_none_or(|p| matches!(self.kind(p), PartyKind::Unnamed | PartyKind::Document));
                insider && self.kind(party) == PartyKind::Person && takes("that") && !cue.contains(" not")
            }
            _ => false,
        }
    }

    /// Whether the words of a nested statement are passed on as such: not
    /// the public act that a speaker refers to (*has attacked the plan*,
    /// *claims that …*), unless it was addressed to the speaker (*promised
    /// him a seat*) or an insider or a document tells of it.
    fn told_on(&self, i: u32, cue: &str, content: &str) -> bool {
        let a = &self.attributions[i as usize];
        let Some(up) = self.holder(i) else { return true };
        let by = self.resolution.sources[up as usize].map(|p| self.kind(p));
        let first = words(content).into_iter().next().unwrap_or_default();
        let private = PRIVATE.iter().any(|v| cue.split_whitespace().any(|w| w == *v))
            && matches!(first.as_str(), "me" | "him" | "her" | "us" | "them");
        if private {
            return true;
        }
        if act_of_its_own(&a.construction) {
            let kind = self.resolution.sources[i as usize].map(|p| self.kind(p));
            return match &*a.construction {
                "attitude-object" => by == Some(PartyKind::Unnamed) && kind == Some(PartyKind::Person),
                "intention-infinitive" => by == Some(PartyKind::Document),
                _ => false,
            };
        }
        let present = cue.split_whitespace().last().is_some_and(|w| {
            w.ends_with("ing")
                || w.ends_with('s') && !matches!(w, "was" | "has")
                || matches!(w, "say" | "claim" | "argue")
        });
        !present || !matches!(by, Some(PartyKind::Person | PartyKind::Organization))
    }

    /// Whether a source can speak: somebody with a name, or a description
    /// with a word for people in it.
    fn speaker(&self, i: u32, party: u32) -> bool {
        if self.kind(party) != PartyKind::Unnamed {
            return true;
        }
        let Some(span) = self.attributions[i as usize].source.first() else { return false };
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end).min(start + 12);
        if words(span.of(&self.article.text)).first().is_some_and(|w| COUNTED.contains(&w.as_str())) {
            return true;
        }
        let people = ClassSet::of(&[Class::ROLE, Class::GROUP, Class::SPOKESPERSON, Class::UNNAMED_SOURCE]);
        self.marks.marks.get(start..end).is_some_and(|m| m.iter().any(|m| m.classes.any(people)))
    }

    /// Headlines and leads, and quotations *as saying* by nobody named, take
    /// the chain that the text supplies for their speaker afterwards.
    fn leads(&self, order: &[u32], ways: &mut [Way], decided: &[bool]) {
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
    fn retold(&self, order: &[u32], ways: &mut [Way], decided: &[bool]) {
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
    fn wire(&self) -> bool {
        let lexicon = self.grammar.lexicon();
        let metadata = &self.article.metadata;
        [&metadata.publisher, &metadata.agency]
            .into_iter()
            .flatten()
            .any(|name| lexicon.outlet_named(name).is_some_and(|o| lexicon.outlet(o).kind == OutletKind::Wire))
    }

    fn chain(&self, i: usize, way: Way) -> Chain {
        let a = &self.attributions[i];
        let trail = &self.resolution.trails[i];
        let source = self.resolution.sources[i];
        let mut links = way;
        let mut origin = source;
        let mut mention = a.source.first().copied();
        if let (Some(inner), Some(party)) = (trail.inner, source)
            && links.is_empty()
            && a.nested_in.is_none()
            && let Some(&span) = a.source.first()
        {
            links.push(ChainLink { role: Role::Intermediary, relation: Some(Relation::Relayed), party, mention: span });
            origin = Some(inner);
            mention = a.content.first().copied();
        }
        // Nobody passes on their own words.
        let named = |p: u32| self.resolution.parties.get(p as usize).map(|p| p.name.to_lowercase());
        if let Some(origin) = origin {
            let name = named(origin);
            links.retain(|l| l.party != origin && named(l.party) != name);
        }
        let carried = !links.is_empty();
        let provenance = match a.evidentiality {
            _ if origin.is_some() && carried => Provenance::Secondhand,
            Evidentiality::Hearsay => Provenance::Hearsay,
            Evidentiality::Unsourced if origin.is_none() && self.passed_on(a) => Provenance::Hearsay,
            Evidentiality::Unsourced if origin.is_none() => Provenance::Unsourced,
            _ if trail.agentless => Provenance::Hearsay,
            _ if origin.is_some() => Provenance::Firsthand,
            _ if self.hearsay_words(a) => Provenance::Hearsay,
            _ => Provenance::Unsourced,
        };
        if let (Some(party), Some(mention)) = (origin, mention) {
            links.push(ChainLink { role: Role::Origin, relation: None, party, mention });
        }
        Chain { links, provenance }
    }

    /// *is supposed to have said*, *I am told that*: passed on by nobody.
    fn passed_on(&self, a: &Attribution) -> bool {
        let text = &*self.article.text;
        let cue = a.cue.first().map(|c| words(c.of(text))).unwrap_or_default();
        let content = a.content.iter().map(|c| words(c.of(text)));
        let past =
            content.into_iter().any(|w| w.first().is_some_and(|w| w == "to") && w.get(1).is_some_and(|w| w == "have"));
        past && cue
            .iter()
            .any(|w| matches!(w.as_str(), "supposed" | "understood" | "thought" | "believed" | "rumoured" | "rumored"))
    }

    /// Whether the cue is a noun or adverb of hearsay: *allegations*,
    /// *reportedly*.
    fn hearsay_words(&self, a: &Attribution) -> bool {
        let lexicon = self.grammar.lexicon();
        a.cue.iter().any(|c| {
            let words = c.of(&self.article.text);
            words.split_whitespace().any(|w| {
                let w = w.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
                HEARSAY.contains(&w.as_str())
            })
        }) || self.marks.marks.get(a.cue_head as usize).is_some_and(|m| {
            m.classes.has(Class::HEDGE) || lexicon.predicates(m.word).iter().any(|&(p, _)| lexicon.predicate(p).hearsay)
        }) && self.tokens.get(a.cue_head as usize).is_some()
    }
}

const HEARSAY: &[&str] = &[
    "accusation",
    "accusations",
    "accused",
    "allegation",
    "allegations",
    "alleged",
    "allegedly",
    "alleging",
    "blamed",
    "charges",
    "claims",
    "implicated",
    "legend",
    "purported",
    "purportedly",
    "report",
    "reported",
    "reportedly",
    "reports",
    "rumor",
    "rumored",
    "rumors",
    "rumour",
    "rumoured",
    "rumours",
    "talk",
];

/// People by pronoun or number, as the first word of a source.
const COUNTED: &[&str] = &["another", "both", "five", "four", "he", "one", "she", "six", "they", "three", "two"];

/// Verbs for words that were meant for one hearer.
const PRIVATE: &[&str] =
    &["asked", "assured", "begged", "confessed", "confided", "informed", "promised", "thanked", "told", "warned"];

/// Whether a construction describes what somebody did or holds, and does not
/// give their words.
fn act_of_its_own(construction: &str) -> bool {
    construction.starts_with("attitude-")
        || matches!(construction, "intention-infinitive" | "light-verb-noun" | "possessed-noun")
}

/// Words that name nobody in particular, as the first of a source.
const NOBODY: &[&str] = &[
    "all",
    "any",
    "anybody",
    "anyone",
    "each",
    "either",
    "everybody",
    "everyone",
    "few",
    "i",
    "it",
    "many",
    "most",
    "neither",
    "no",
    "nobody",
    "none",
    "nothing",
    "people",
    "that",
    "there",
    "this",
    "voters",
    "we",
    "what",
    "where",
    "which",
    "who",
    "you",
    "your",
];

/// Documents in which a speaker's own words go out.
const OWN_DOCUMENTS: &[&str] = &[
    "article",
    "blog",
    "book",
    "column",
    "comment",
    "essay",
    "letter",
    "memoir",
    "message",
    "note",
    "op-ed",
    "piece",
    "post",
    "shirt",
    "speech",
    "statement",
    "t-shirt",
    "tweet",
    "tweets",
    "video",
];

/// The words of a phrase in lower case, without what stands around them.
fn words(phrase: &str) -> Vec<String> {
    phrase
        .split_whitespace()
        .take(12)
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Adds a link unless its party or its words are in the way already.
fn push(way: &mut Way, link: ChainLink) {
    if !way.iter().any(|l| l.party == link.party || l.mention.overlaps(link.mention)) {
        way.push(link);
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
        assert_eq!(s.line(1), "The Guardian[carried] < Omar Reyes");
        assert_eq!(s.chains[0].provenance, Firsthand);
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
}
