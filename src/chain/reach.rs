//! Passes chains on from one statement to the next: a speaker who continues,
//! guests of an interview that a sentence opens, one of several who spoke.

use super::opening::{Occasion, OccasionKind};
use super::{Builder, ChainLink, Event, Paths, Progress, Reach, Route, push, words};
use crate::attribution::{Act, Attribution, Conveys, CueForm, Relation};
use crate::closed_class::{
    DEFINITE, IN_CONVERSATION, LOOSE_RELATIVES, OF, PARTS, PEOPLE, PERFECT, POINTING, THE, THEM, is_any,
};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::resolve::SentenceRoute;
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// For how many paragraphs a chain continues for a speaker after the sentence
/// that names it, if others speak in between.
const REACH: u32 = 4;

/// If no more others speak in between, a chain continues for a speaker however
/// far the sentence is that names it.
const OTHERS: usize = 2;

/// How many turns of speakers are searched for others.
const TURNS: usize = 12;

/// The last paragraph that counts as the lead, counted from 0.
pub(super) const LEAD_ENDS: u32 = 3;

/// The maximum number of intermediaries that a chain takes from the holders of
/// nested attributions.
const MOST_STEPS: usize = 8;

/// How many attributions are searched for the persons that a lead is about, and
/// for the next one that names an outlet.
pub(super) const LEAD_SPEAKERS: usize = 40;

/// Maximum number of words in a content that still only refuses to comment (*a
/// request for comment*).
const SILENCE: usize = 8;
/// How many attributions on each side of a participle are searched for the
/// statement that it belongs to.
const BESIDE: usize = 6;

impl Progress {
    /// Records that a party speaks.
    pub(super) fn turn(&mut self, party: u32) {
        if !self.goes_on(party) {
            self.turns.push(party);
        }
    }

    /// Whether a party was the last to speak.
    fn goes_on(&self, party: u32) -> bool {
        self.turns.last() == Some(&party)
    }

    /// Returns how many others have spoken since an occasion of a speaker; more
    /// than [`OTHERS`] after [`TURNS`] turns.
    fn others_since(&self, event: &Event, party: u32) -> usize {
        let turns = self.turns.get(event.turn..).unwrap_or_default();
        let others: FxHashSet<u32> = turns.iter().take(TURNS).copied().filter(|&p| p != party).collect();
        if turns.len() > TURNS { others.len().max(OTHERS + 1) } else { others.len() }
    }
}

impl Builder<'_> {
    /// Whether the cue is in the perfect tense (*has complimented*): the writer
    /// looks back on words that belong to no particular occasion of the
    /// article.
    pub(super) fn perfect(&self, a: &Attribution) -> bool {
        a.cue.first().is_some_and(|c| is_any(c.of(self.layout.text).split_whitespace().next().unwrap_or(""), PERFECT))
    }

    /// Returns the route of the statement that a participle of the same speaker
    /// accompanies: *Praising the ice, she told CNN …*
    fn companion(&self, i: u32) -> Option<&SentenceRoute> {
        let a = &self.attributions[i as usize];
        let source = self.resolution.sources[i as usize]?;
        let participle = a.cue.first()?.of(self.layout.text).split_whitespace().any(|w| w.ends_with("ing"));
        let sentence_route = &self.resolution.sentence_routes[i as usize];
        if !participle
            || sentence_route.event
            || sentence_route.addressed_to_us
            || !sentence_route.links.is_empty()
            || a.nested_in.is_some()
        {
            return None;
        }
        let sentence = self.layout.sentence(a.cue_head);
        let from = (i as usize).saturating_sub(BESIDE);
        let near = self.attributions.iter().enumerate().skip(from).take(BESIDE * 2);
        let mut near = near.filter(|(j, b)| {
            *j != i as usize
                && b.nested_in.is_none()
                && self.layout.sentence(b.cue_head) == sentence
                && self.resolution.sources[*j] == Some(source)
        });
        near.find_map(|(j, _)| {
            let t = &self.resolution.sentence_routes[j];
            (t.event || t.addressed_to_us || !t.links.is_empty()).then_some(t)
        })
    }

    /// Whether the sentence names an occasion without a publisher (an audience,
    /// a speech) on which the words were said.
    pub(super) fn event(&self, i: u32) -> bool {
        self.resolution.sentence_routes[i as usize].event || self.companion(i).is_some_and(|t| t.event)
    }

    pub(super) fn route(&self, i: u32, set: &[Option<ChainLink>], progress: &mut Progress) -> Route {
        let a = &self.attributions[i as usize];
        let source = self.resolution.sources[i as usize];
        let sentence_route = &self.resolution.sentence_routes[i as usize];
        let mut route: Route = Vec::new();
        if let Some(up) = self.holder(i) {
            // A speaker's own thoughts or acts inside their own words take no
            // intermediaries; the attribution around them has them.
            let own_words = source.is_some() && self.resolution.sources[up as usize] == source;
            let deed = a.act != Act::Statement || a.conveys.is_deed();
            let link = self.passed_on_by(up, i);
            if own_words && deed || !own_words && link.is_none() {
                // What the holder says about others is the holder's own
                // account, unless the nested attribution names intermediaries
                // itself: *Ruiz said the Courier had quoted Ito as saying …*.
                if own_words || a.links.is_empty() {
                    progress.decided[i as usize] = true;
                    return Route::new();
                }
            } else {
                route.extend(progress.routes[up as usize].clone().unwrap_or_default());
                if let Some(link) = link.filter(|_| route.len() < MOST_STEPS) {
                    push(&mut route, link);
                }
            }
        }
        let told =
            self.companion(i).filter(|_| sentence_route.links.is_empty() && !self.event(i)).unwrap_or(sentence_route);
        let mut own = told.addressed_to_us;
        for link in &told.links {
            if self.own(link.party) {
                own = true;
                continue;
            }
            if Some(link.party) == source {
                continue;
            }
            push(&mut route, ChainLink::passed_on(link.relation, link.party, link.mention));
        }
        if let Some(link) = set[i as usize].clone().filter(|l| route.is_empty() && !own && Some(l.party) != source) {
            route.push(link);
        }
        progress.decided[i as usize] = !route.is_empty() || own;
        if !route.is_empty() || own {
            return route;
        }
        let Some(party) = source else { return route };
        if self.own(party) || self.kind(party) == PartyKind::Outlet || a.nested_in.is_some() {
            return route;
        }
        let Some((route, why)) = self.carried_over(i, party, progress) else { return route };
        progress.decided[i as usize] = true;
        progress.reach[i as usize] = Some(why);
        route
    }

    /// Returns the intermediaries that a statement takes from a sentence before,
    /// and why.
    fn carried_over(&self, i: u32, party: u32, progress: &Progress) -> Option<(Route, Reach)> {
        let a = &self.attributions[i as usize];
        let paragraph = self.resolution.sentence_routes[i as usize].paragraph;
        // *O obtained her memo. In it, she says …*
        if let Some(link) = self.document_sources[i as usize].clone().filter(|_| a.act != Act::Belief) {
            return Some((vec![link], Reach::Occasion));
        }
        // *One of the people said*
        if let Some(event) = self.whole(i).and_then(|of| progress.groups.iter().rev().find(|g| self.part_of(of, g.0)))
            && !event.1.route.is_empty()
            && paragraph.saturating_sub(event.1.paragraph) <= REACH
            && !self.event(i)
            && !self.perfect(a)
        {
            return Some((event.1.route.clone(), Reach::Continues));
        }
        if let Some(event) = progress.last.get(&party).filter(|e| !e.route.is_empty())
            && self.continues(i, party, event, progress)
        {
            return Some((event.route.clone(), if event.occasion { Reach::Occasion } else { Reach::Continues }));
        }
        // *In a long profile in the Courier friends talked about her.* The next
        // speakers in this paragraph speak in the profile.
        let report = progress.report.as_ref().filter(|report| report.paragraph == paragraph)?;
        let new = !self.event(i) && !progress.last.contains_key(&party) && a.act == Act::Statement;
        new.then(|| (vec![report.link.clone()], Reach::Occasion))
    }

    /// Whether a statement falls on the latest occasion of its speaker.
    fn continues(&self, i: u32, party: u32, event: &Event, progress: &Progress) -> bool {
        let a = &self.attributions[i as usize];
        let gap = self.resolution.sentence_routes[i as usize].paragraph.saturating_sub(event.paragraph);
        let goes_on = progress.goes_on(party);
        // *told CNN …, writing in a letter that* is one occasion.
        let public = self.event(i)
            && !(goes_on && event.sentence == self.layout.sentence(a.cue_head))
            && !self.transcript(a)
            && !(goes_on && gap <= 1 && event.route.iter().all(|l| l.relation == Some(Relation::Carried)));
        gap <= self.reach(i, party, event, progress) && !public && !self.perfect(a)
    }

    /// Returns for how many paragraphs after an occasion of its speaker a
    /// statement like this still falls on it.
    fn reach(&self, i: u32, party: u32, event: &Event, progress: &Progress) -> u32 {
        let a = &self.attributions[i as usize];
        let interview = self.resolution.sentence_routes[i as usize].interview;
        let goes_on = progress.goes_on(party);
        if self.transcript(a) {
            u32::MAX
        } else if event.aside && !interview.is_some_and(|s| self.known(s)) {
            0
        } else if interview.is_some() {
            u32::MAX
        } else if self.keeps_silent(a) {
            0
        } else if a.act != Act::Statement {
            u32::from(goes_on)
        } else if a.conveys == Conveys::Stance {
            if goes_on { REACH } else { REACH / 2 }
        } else if self.generic(i) {
            1
        } else if progress.others_since(event, party) <= OTHERS {
            u32::MAX
        } else if goes_on {
            REACH * 2
        } else {
            REACH
        }
    }

    /// Returns, for each attribution, the publisher of an interview that its
    /// sentence names where the attribution itself does not list it: the
    /// grammar took the mention for content, or left it out.
    pub(super) fn set_in(&self, occasions: &[Occasion]) -> Vec<Option<ChainLink>> {
        let mut set: Vec<Option<ChainLink>> = vec![None; self.attributions.len()];
        for occasion in occasions.iter().filter(|s| s.stage == OccasionKind::Interview) {
            let mention = occasion.link.mention;
            for &i in &occasion.inside {
                let a = &self.attributions[i as usize];
                let sentence_route = &self.resolution.sentence_routes[i as usize];
                let Some(source) = self.resolution.sources[i as usize] else { continue };
                // *criticised the freeze in interviews with O*
                let object = occasion.adverbial && a.cue_form == CueForm::VerbObject;
                let speaks = (matches!(a.act, Act::Statement | Act::Question) || object && a.act == Act::Attitude)
                    && !matches!(self.kind(source), PartyKind::Outlet | PartyKind::Document)
                    && !occasion.hosts.contains(&source)
                    && !a.source.iter().any(|s| self.named_with(*s, mention));
                // *In an interview with O she spared him, who says …*: the
                // relative clause is not said in the interview.
                let relative = a.source.first().is_some_and(|s| is_any(s.of(self.layout.text), LOOSE_RELATIVES));
                let before =
                    !relative && a.source.iter().chain(&a.cue).chain(&a.content).all(|s| mention.end <= s.start);
                // *Ruiz, in a text message to O, said …*
                let aside = occasion.people.contains(&source)
                    && a.source.iter().all(|s| s.end <= mention.start)
                    && a.cue.iter().all(|c| c.start >= mention.end);
                // *…, he said on Monday's broadcast of “The Hour.”*: a mention
                // at the end of the content is the occasion, unless it belongs
                // to the content of a nested attribution to somebody else.
                let last = occasion.adverbial
                    && (!occasion.says_who || occasion.people.contains(&source))
                    && a.content.iter().any(|c| c.contains(mention))
                    && self.ends_sentence(mention)
                    && !self.attributions.iter().enumerate().skip(i as usize).take(12).any(|(j, b)| {
                        self.holder(j as u32) == Some(i)
                            && self.resolution.sources[j] != Some(source)
                            && b.content.iter().any(|c| c.contains(mention))
                    });
                let told = a.cue.iter().any(|c| {
                    let between = self.layout.text.get(c.end as usize..mention.start as usize).unwrap_or("-");
                    c.end <= mention.start && (between.trim().is_empty() || is_any(between.trim(), THE))
                });
                if speaks
                    && sentence_route.links.is_empty()
                    && !sentence_route.addressed_to_us
                    && ((before || aside) && occasion.adverbial || last || told)
                {
                    set[i as usize] = Some(occasion.link.clone());
                }
            }
        }
        // *She told Ruiz*: Ruiz is a host, so her publisher received the words.
        let mut hosts: FxHashMap<u32, &ChainLink> = FxHashMap::default();
        for occasion in occasions.iter().filter(|s| s.stage == OccasionKind::Interview) {
            for &host in &occasion.hosts {
                hosts.entry(host).or_insert(&occasion.link);
            }
        }
        for (i, a) in self.attributions.iter().enumerate().filter(|_| !hosts.is_empty()) {
            let Some(cue) = a.cue.first().filter(|_| self.holder(i as u32).is_none()) else { continue };
            let last = self.layout.tokens_of(*cue).end.wrapping_sub(1);
            let told = self.layout.has(last, Class::TELLING);
            let next = self.people.partition_point(|p| p.0.start <= cue.end);
            let whom = self.people.get(next).filter(|p| told && p.0.start == cue.end + 1).map(|p| p.1);
            let sentence_route = &self.resolution.sentence_routes[i];
            if let Some(&link) = whom.and_then(|p| hosts.get(&p))
                && sentence_route.links.is_empty()
                && !sentence_route.addressed_to_us
            {
                set[i].get_or_insert_with(|| link.clone());
            }
        }
        set
    }

    /// Whether a source is named in one phrase with a publisher: *CNN's Ana
    /// Ruiz*, but not *asked by CNN, Ana Ruiz said*.
    fn named_with(&self, source: Span, publisher: Span) -> bool {
        let between = self.layout.text.get(publisher.end as usize..source.start as usize).unwrap_or_default();
        self.beside(source, publisher) && !between.starts_with(',')
    }

    /// Whether two spans overlap or are nearly adjacent: *CNN's Ana Ruiz*.
    pub(super) fn beside(&self, a: Span, b: Span) -> bool {
        a.start < b.end + 4 && b.start < a.end + 4
    }

    fn ends_sentence(&self, mention: Span) -> bool {
        let m = self.layout.tokens_of(mention);
        let sentence = self.layout.sentence(m.start);
        (m.end..m.end + 8).any(|t| self.layout.sentence(t) != sentence)
    }

    /// Starts an occasion: records it for the guests of an interview, or keeps
    /// a report for new speakers in its paragraph.
    pub(super) fn open(&self, occasion: &Occasion, order: &[u32], progress: &mut Progress) {
        progress.report = None;
        match occasion.stage {
            OccasionKind::Report if !occasion.inside.iter().any(|&i| self.speaks_there(i, occasion)) => {
                progress.report = Some(occasion.clone())
            }
            OccasionKind::Report | OccasionKind::Mention => {}
            OccasionKind::Interview => {
                for party in self.guests(occasion, order) {
                    let again = progress
                        .last
                        .get(&party)
                        .is_some_and(|e| e.route.iter().any(|l| l.party == occasion.link.party));
                    let route = if again {
                        progress.last.get(&party).map(|e| e.route.clone()).unwrap_or_default()
                    } else {
                        vec![occasion.link.clone()]
                    };
                    let aside = progress.spoke_to_us.contains(&party);
                    progress.last.insert(
                        party,
                        Event {
                            route,
                            paragraph: occasion.paragraph,
                            sentence: occasion.sentence,
                            turn: progress.turns.len(),
                            occasion: true,
                            aside,
                        },
                    );
                }
            }
        }
    }

    /// Whether the publisher of an occasion is itself an attribution's source.
    pub(super) fn speaks_there(&self, i: u32, occasion: &Occasion) -> bool {
        self.attributions[i as usize].source.iter().any(|s| s.overlaps(occasion.link.mention))
    }

    /// Returns the parties that speak in an interview: the person that its
    /// sentence names and, early in the article, the speakers of the headline
    /// and lead.
    pub(super) fn guests(&self, occasion: &Occasion, order: &[u32]) -> Vec<u32> {
        let speaks = |i: u32| self.resolution.sources[i as usize];
        // If another source speaks in that sentence, it only mentions the
        // person named, unless its words say who speaks on the occasion.
        let told = occasion.inside.iter().filter(|&&i| {
            let a = &self.attributions[i as usize];
            let mention = occasion.link.mention;
            // *Brook visited O, saying*: the source is the guest herself.
            let guest = speaks(i).is_some_and(|p| occasion.people.contains(&p))
                && a.source.iter().chain(&a.cue).all(|s| s.end <= mention.start || mention.end <= s.start)
                && a.cue.iter().all(|c| mention.end <= c.start)
                && !a.content.iter().any(|c| c.contains(mention));
            !a.source.is_empty() && !guest && !a.source.iter().any(|s| self.beside(*s, mention))
        });
        let open = occasion.says_who || told.count() == 0;
        let mut guests: Vec<u32> = if open { occasion.people.clone() } else { Vec::new() };
        if (occasion.inside.is_empty() || occasion.hall) && occasion.paragraph <= LEAD_ENDS {
            let lead = order.iter().take(LEAD_SPEAKERS).filter(|&&i| {
                self.holder(i).is_none() && self.resolution.sentence_routes[i as usize].paragraph < occasion.paragraph
            });
            let lead = lead.filter_map(|&i| speaks(i)).filter(|&p| self.kind(p) == PartyKind::Person);
            guests.extend(lead.take(4));
        }
        guests
    }

    /// Whether the source is a pronoun such as *I*, *we* or *you*: *“I said
    /// so,”* he said. A speaker's mention of their own speech takes no
    /// intermediaries; the attribution around it has them.
    fn is_first_person(&self, i: u32) -> bool {
        let source = self.attributions[i as usize].source.first();
        source.is_some_and(|s| is_any(s.of(self.layout.text), IN_CONVERSATION))
    }

    /// Whether the source refuses to comment: *declined to comment, did not
    /// respond to a request for comment*. A refusal to comment closes the
    /// speaker's earlier interview: this article asked.
    pub(super) fn keeps_silent(&self, a: &Attribution) -> bool {
        let mut tokens = a.cue.iter().chain(&a.content).map(|&s| self.layout.tokens_of(s)).flat_map(|t| t.start..t.end);
        // *echoed that comment*: a determiner makes it a remark.
        let about =
            |t: u32| self.layout.has(t, Class::COMMENT) && !self.layout.has(t.wrapping_sub(1), Class::DETERMINER);
        a.content.iter().map(|c| words(c.of(self.layout.text)).len()).sum::<usize>() <= SILENCE && tokens.any(about)
    }

    /// Whether the mention refers to an interview from before: *the interview*.
    fn known(&self, interview: Span) -> bool {
        self.layout.is(self.layout.first_from(interview.start), POINTING)
    }

    /// Whether the attribution is a turn of a transcript: *PENCE: …*
    pub(super) fn transcript(&self, a: &Attribution) -> bool {
        a.cue.first().is_some_and(|c| c.of(self.layout.text).trim() == ":")
    }

    /// Returns the word for the group that a source is a part of: the last word
    /// of *one of the people*, and *them* for *another* or *one of them*.
    fn whole(&self, i: u32) -> Option<&str> {
        let source = self.attributions[i as usize].source.first()?.of(self.layout.text);
        let mut words = source.split_whitespace();
        let part = words.next().is_some_and(|w| is_any(w, PARTS));
        let rest: Vec<&str> = words.collect();
        match rest[..] {
            _ if !part => None,
            [] => THEM.first().copied(),
            [of, last] if is_any(of, OF) && is_any(last, THEM) => Some(last),
            [of, the, .., last] if is_any(of, OF) && is_any(the, POINTING) => Some(last),
            _ => None,
        }
    }

    /// Whether a word for a group can refer to the source of the attribution
    /// `group`.
    fn part_of(&self, word: &str, group: u32) -> bool {
        let source = self.attributions[group as usize].source.first();
        is_any(word, THEM)
            || is_any(word, PEOPLE)
            || source.is_some_and(|s| words(s.of(self.layout.text)).iter().any(|w| w == word))
    }

    /// Whether the source is several unnamed people: *two people, aides to
    /// Ruiz*.
    pub(super) fn several(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let Some(&source) = a.source.first() else { return false };
        let unnamed = self.resolution.sources[i as usize].is_some_and(|p| self.kind(p) == PartyKind::Unnamed);
        let classes = ClassSet::of(&[Class::GROUP, Class::UNNAMED_SOURCE, Class::INSIDER]);
        let tokens = self.layout.tokens_of(source);
        let plural = |t: u32| self.layout.is(t, PEOPLE) || self.layout.word(t).ends_with('s');
        unnamed
            && a.act == Act::Statement
            && self.whole(i).is_none()
            && (tokens.start..tokens.end).any(|t| plural(t) && self.layout.has_any(t, classes))
    }

    /// Whether the source is an unnamed party without *the* or a pronoun:
    /// *analysts, a source*. It need not be the same as one mentioned before.
    pub(super) fn generic(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let unnamed = self.resolution.sources[i as usize].is_some_and(|p| self.kind(p) == PartyKind::Unnamed);
        unnamed
            && a.source.first().is_some_and(|s| {
                let first = s.of(self.layout.text).split_whitespace().next().unwrap_or("");
                !is_any(first, DEFINITE)
            })
    }

    /// Gives what speakers say inside their own words the intermediaries of the
    /// attribution around it.
    pub(super) fn held(&self, order: &[u32], paths: &mut Paths) {
        for &i in order {
            let Some(up) = self.holder(i) else { continue };
            let source = self.resolution.sources[i as usize];
            let own_words = source.is_some() && self.resolution.sources[up as usize] == source;
            let a = &self.attributions[i as usize];
            let states = a.act == Act::Statement && (self.gives_words(i) || !a.conveys.is_deed());
            if own_words && states && !self.is_first_person(i) && paths.routes[i as usize].is_empty() {
                paths.routes[i as usize] = paths.routes[up as usize].clone();
                paths.reach[i as usize] = paths.reach[up as usize];
            }
        }
    }
}
