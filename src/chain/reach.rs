//! How far a chain reaches over the article: a speaker who goes on, leads
//! that take the chain of the body, articles that retell a report.

use super::scene::{Scene, Stage};
use super::{Builder, ChainLink, Event, Role, Walk, Way, push};
use crate::attribution::{Act, Attribution, QuotationKind, Relation};
use crate::lexicon::OutletKind;
use crate::party::PartyKind;
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many paragraphs a chain reaches on for a speaker whose sentences name
/// it no more, where others speak in between.
const REACH: u32 = 4;

/// How many paragraphs a lead takes its chain back from.
const LEAD: u32 = 5;

/// The last paragraph that is still the lead.
const LEAD_ENDS: u32 = 3;

/// In how many paragraphs an outlet must report for the article to retell it,
/// where the headline does not say so.
const RETOLD: usize = 3;

/// What the cue of an outlet that reports has in it.
const REPORTING: &[&str] = &["report", "according", "revealed", "profile", "learned"];

/// Where a speaker's way is first told.
struct Anchor {
    at: u32,
    paragraph: u32,
    way: Way,
}

impl Builder<'_> {
    pub(super) fn way(&self, i: u32, set: &[Option<ChainLink>], walk: &mut Walk) -> Way {
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
                walk.decided[i as usize] = true;
                let inherits = !own_words && matches!(a.act, Act::Statement | Act::Question);
                return walk.ways[up as usize].clone().filter(|_| inherits).unwrap_or_default();
            }
            way.extend(walk.ways[up as usize].clone().unwrap_or_default());
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
        if let Some(link) = set[i as usize].clone().filter(|l| way.is_empty() && !own && Some(l.party) != source) {
            way.push(link);
        }
        walk.decided[i as usize] = !way.is_empty() || own;
        if !way.is_empty() || own {
            return way;
        }
        let Some(party) = source else { return way };
        if self.own(party) || self.kind(party) == PartyKind::Outlet || a.nested_in.is_some() {
            return way;
        }
        // The same speaker goes on.
        if let Some(event) = walk.last.get(&party).filter(|e| !e.way.is_empty()) {
            let gap = trail.paragraph.saturating_sub(event.paragraph);
            let goes_on = walk.latest == Some(party);
            let reach = if self.transcript(a) {
                u32::MAX
            } else if event.aside {
                0
            } else if trail.interview.is_some() {
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
                && !self.transcript(a)
                && !(goes_on && gap <= 1 && event.way.iter().all(|l| l.relation == Some(Relation::Carried)));
            if gap <= reach && !public {
                walk.decided[i as usize] = true;
                return event.way.clone();
            }
        }
        // *In a long profile in the Courier friends talked about her.* Who
        // speaks next speaks there.
        if let Some(report) = &walk.report
            && report.paragraph == trail.paragraph
            && !trail.event
            && !walk.last.contains_key(&party)
            && a.act == Act::Statement
        {
            walk.decided[i as usize] = true;
            return vec![report.link.clone()];
        }
        way
    }

    /// For each attribution the publisher that its sentence names, where the
    /// attribution's own reading took it for content or passed it over.
    pub(super) fn set_in(&self, scenes: &[Scene]) -> Vec<Option<ChainLink>> {
        let mut set: Vec<Option<ChainLink>> = vec![None; self.attributions.len()];
        for scene in scenes.iter().filter(|s| s.stage == Stage::Interview) {
            let mention = scene.link.mention;
            for &i in &scene.inside {
                let a = &self.attributions[i as usize];
                let trail = &self.resolution.trails[i as usize];
                let speaks = matches!(a.act, Act::Statement | Act::Question)
                    && self.resolution.sources[i as usize].is_some_and(|p| self.kind(p) != PartyKind::Outlet)
                    && !a.source.iter().any(|s| s.overlaps(mention));
                let before = a.source.iter().chain(&a.cue).chain(&a.content).all(|s| mention.end <= s.start);
                // *…, he said on Monday's broadcast of “The Hour.”*
                let last = a.content.iter().any(|c| c.contains(mention)) && self.ends_sentence(mention);
                if speaks && trail.links.is_empty() && !trail.home && (before || last) {
                    set[i as usize] = Some(scene.link.clone());
                }
            }
        }
        set
    }

    /// Whether two spans share words or stand side by side: *CNN's Ana Ruiz*.
    fn beside(&self, a: Span, b: Span) -> bool {
        a.start < b.end + 4 && b.start < a.end + 4
    }

    fn ends_sentence(&self, mention: Span) -> bool {
        let m = self.tokens_of(mention);
        let sentence = self.page.sentence(m.start);
        (m.end..m.end + 8).find(|&t| self.page.sentence(t) != sentence).is_some()
    }

    /// Puts those who speak in a scene on their way.
    pub(super) fn open(&self, scene: &Scene, order: &[u32], walk: &mut Walk) {
        walk.report = None;
        match scene.stage {
            Stage::Report if scene.inside.is_empty() => walk.report = Some(scene.clone()),
            Stage::Report => {}
            Stage::Interview => {
                for party in self.guests(scene, order) {
                    let again =
                        walk.last.get(&party).is_some_and(|e| e.way.iter().any(|l| l.party == scene.link.party));
                    let way = if again {
                        walk.last.get(&party).map(|e| e.way.clone()).unwrap_or_default()
                    } else {
                        vec![scene.link.clone()]
                    };
                    let aside = walk.at_home.contains(&party);
                    walk.last.insert(party, Event { way, paragraph: scene.paragraph, aside });
                }
            }
        }
    }

    /// Who speaks in an interview that no attribution of its sentence is
    /// about: those whom the sentence names, and early in the article those
    /// whom headline and lead are about.
    fn guests(&self, scene: &Scene, order: &[u32]) -> Vec<u32> {
        let speaks = |i: u32| self.resolution.sources[i as usize];
        // Where somebody answers or tells in that very sentence, the others
        // are whom they speak of.
        let told = scene
            .inside
            .iter()
            .filter(|&&i| !self.attributions[i as usize].source.iter().any(|s| self.beside(*s, scene.link.mention)));
        let mut guests: Vec<u32> = if told.count() == 0 { scene.people.clone() } else { Vec::new() };
        if (scene.inside.is_empty() || scene.hall) && scene.paragraph <= LEAD_ENDS {
            let lead = order.iter().filter(|&&i| {
                self.holder(i).is_none() && self.resolution.trails[i as usize].paragraph < scene.paragraph
            });
            let lead = lead.filter_map(|&i| speaks(i)).filter(|&p| self.kind(p) == PartyKind::Person);
            guests.extend(lead.take(4));
        }
        guests
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
    pub(super) fn leads(&self, order: &[u32], scenes: &[Scene], ways: &mut [Way], decided: &[bool]) {
        // Per party, the first place whose chain the text names; nothing
        // where another occasion is named before it.
        let mut first: FxHashMap<u32, Option<Anchor>> = FxHashMap::default();
        let mut next = 0;
        for &i in order {
            while let Some(scene) = scenes.get(next).filter(|s| s.at <= self.place(i)) {
                next += 1;
                if scene.stage == Stage::Interview {
                    for party in self.guests(scene, order) {
                        first.entry(party).or_insert_with(|| {
                            Some(Anchor { at: scene.at, paragraph: scene.paragraph, way: vec![scene.link.clone()] })
                        });
                    }
                }
            }
            let Some(party) = self.resolution.sources[i as usize] else { continue };
            let trail = &self.resolution.trails[i as usize];
            if self.holder(i).is_some() || self.kind(party) == PartyKind::Outlet {
                continue;
            }
            let relayed = ways[i as usize].iter().any(|l| l.relation == Some(Relation::Relayed));
            let home = trail.home || trail.links.iter().any(|l| self.own(l.party));
            if !ways[i as usize].is_empty() && (decided[i as usize] || !trail.links.is_empty()) {
                first.entry(party).or_insert_with(|| {
                    let way = ways[i as usize].clone();
                    (!relayed).then_some(Anchor { at: self.place(i), paragraph: trail.paragraph, way })
                });
            } else if home {
                first.entry(party).or_insert(None);
            }
        }
        let mut stopped: FxHashSet<u32> = FxHashSet::default();
        for &i in order {
            let Some(party) = self.resolution.sources[i as usize] else { continue };
            let trail = &self.resolution.trails[i as usize];
            if !ways[i as usize].is_empty() || self.holder(i).is_some() {
                continue;
            }
            let Some(Some(from)) = first.get(&party) else { continue };
            if trail.agentless || trail.interview.is_some() {
                let mut way = from.way.clone();
                if trail.agentless {
                    way.iter_mut()
                        .filter(|l| l.relation == Some(Relation::Received))
                        .for_each(|l| l.relation = Some(Relation::Carried));
                }
                ways[i as usize] = way;
                continue;
            }
            if trail.event {
                stopped.insert(party);
            }
            if decided[i as usize] || stopped.contains(&party) {
                continue;
            }
            let gap = from.paragraph.checked_sub(trail.paragraph);
            // Below the lead not for whom an apposition brings in here: they
            // speak here, and spoke elsewhere later.
            let a = &self.attributions[i as usize];
            let brought_in = a.source.first().is_some_and(|s| s.of(&self.article.text).contains(','));
            let quoted = a.quotation == QuotationKind::Direct || !brought_in;
            let near = gap.is_some_and(|g| {
                quoted && g <= 1 || trail.paragraph <= LEAD_ENDS && g <= LEAD || trail.paragraph <= 1 && g <= LEAD * 2
            });
            let speech = a.act == Act::Statement || trail.headline;
            if near && speech && self.place(i) < from.at {
                ways[i as usize] = from.way.clone();
            }
        }
    }

    /// What a speaker says in their own words has the way of those words.
    pub(super) fn held(&self, order: &[u32], ways: &mut [Way]) {
        for &i in order {
            let Some(up) = self.holder(i) else { continue };
            let source = self.resolution.sources[i as usize];
            let own_words = source.is_some() && self.resolution.sources[up as usize] == source;
            let states = self.attributions[i as usize].act == Act::Statement;
            if own_words && states && ways[i as usize].is_empty() {
                ways[i as usize] = ways[up as usize].clone();
            }
        }
    }

    /// An article that opens with another outlet's report retells it: who
    /// speaks in it without a way of their own was carried by that outlet.
    pub(super) fn retold(&self, order: &[u32], scenes: &[Scene], ways: &mut [Way], decided: &[bool]) {
        if self.wire() || self.resolution.trails.iter().any(|t| t.home || t.links.iter().any(|l| self.own(l.party))) {
            return;
        }
        let Some((at, link, whole)) = self.report(order, scenes, ways) else { return };
        for &i in order.iter().filter(|&&i| self.place(i) > at) {
            let trail = &self.resolution.trails[i as usize];
            let a = &self.attributions[i as usize];
            let Some(source) = self.resolution.sources[i as usize] else { continue };
            let open = ways[i as usize].is_empty() && !decided[i as usize] && !trail.event && self.holder(i).is_none();
            let act = a.act == Act::Statement
                || matches!(a.act, Act::Belief | Act::Question) && self.kind(source) == PartyKind::Person;
            let speaks =
                if whole { self.kind(source) != PartyKind::Outlet } else { self.kind(source) == PartyKind::Unnamed };
            if open && speaks && act {
                ways[i as usize] = vec![link.clone()];
            }
        }
    }

    /// The report that the article opens with and comes back to: where it is
    /// named, as what link, and whether everybody in it speaks there.
    fn report(&self, order: &[u32], scenes: &[Scene], ways: &[Way]) -> Option<(u32, ChainLink, bool)> {
        let carried =
            |party, mention| ChainLink { role: Role::Intermediary, relation: Some(Relation::Carried), party, mention };
        let speaks = order.iter().filter_map(|&i| {
            let a = &self.attributions[i as usize];
            let party = self.resolution.sources[i as usize]?;
            let mention = *a.source.first()?;
            let reports = a.cue.iter().any(|c| {
                let cue = c.of(&self.article.text).to_ascii_lowercase();
                REPORTING.iter().any(|w| cue.contains(w))
            });
            let early = self.resolution.trails[i as usize].paragraph <= LEAD_ENDS && self.holder(i).is_none();
            let ok = early
                && reports
                && self.kind(party) == PartyKind::Outlet
                && !self.own(party)
                && ways[i as usize].is_empty();
            ok.then(|| (mention.start, carried(party, mention)))
        });
        // The headline names it.
        let paragraph = |m: &Span| self.page.paragraph(self.tokens_of(*m).start);
        let titled = |party: u32| {
            let party = self.resolution.parties.get(party as usize);
            party.is_some_and(|p| p.mentions.first().is_some_and(|m| paragraph(m) == 0))
        };
        let names = scenes
            .iter()
            .filter(|s| s.stage == Stage::Report && s.paragraph <= LEAD_ENDS)
            .filter(|s| {
                let reports =
                    |&i: &u32| self.attributions[i as usize].source.iter().any(|x| x.overlaps(s.link.mention));
                s.inside.iter().any(reports) || titled(s.link.party)
            })
            .map(|s| (s.link.mention.start, s.link.clone()));
        let (at, link) = speaks.chain(names).min_by_key(|(at, _)| *at)?;
        let party = self.resolution.parties.get(link.party as usize)?;
        // It comes back to it: the headline says that it is a report, or
        // paragraph after paragraph does.
        let headed = titled(link.party) || self.headed_as_report();
        let mut told: Vec<u32> = order
            .iter()
            .filter(|&&i| self.resolution.sources[i as usize] == Some(link.party) && self.holder(i).is_none())
            .map(|&i| self.resolution.trails[i as usize].paragraph)
            .collect();
        told.dedup();
        let again = party.mentions.iter().any(|m| m.start > link.mention.end);
        let whole = again && headed || told.len() >= RETOLD;
        // Where it leads and is named again, the sources that nobody names
        // are its sources.
        let kept = whole || again && told.first().is_some_and(|&p| p <= 1);
        let described = party.name.starts_with(char::is_lowercase);
        (kept && !described).then_some((at, link, whole))
    }

    /// *Report: …*, *Newspaper: …*, *… reportedly …* in the headline.
    fn headed_as_report(&self) -> bool {
        let title = self.tokens.iter().enumerate().take_while(|(i, _)| self.page.paragraph(*i as u32) == 0);
        title.take(40).any(|(i, _)| {
            self.is(i as u32, &["reportedly"])
                || i == 0 && self.is(0, &["report", "newspaper", "paper", "reports"]) && self.is(1, &[":"])
        })
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
