//! What an attribution's own sentence says about the way of its words:
//! *told CNN*, *was quoted by Tass*, *according to the Times*, *told
//! reporters*.
//!
//! What the construction names comes first, then the venues beside the cue;
//! only where both are silent the sentence around the cue is searched.

use super::names::{Entity, Mention};
use super::{Resolver, Trail, TrailLink};
use crate::attribution::{Attribution, Relation};
use crate::lexicon::{Class, OutletKind};
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};
use crate::token::TokenKind;

/// How many tokens on each side of the cue are searched.
const WINDOW: u32 = 90;

const PASSIVE: &[&str] = &["was", "were", "been", "is", "are", "being", "be"];

/// How many outlets after the first of a list are read.
const BESIDE: usize = 4;

/// How many attributions before and after one are looked at.
const NEAR: usize = 12;

/// The attribution in tokens.
struct Place {
    cue: TokenSpan,
    head: u32,
    content: Vec<TokenSpan>,
    source: Vec<TokenSpan>,
    window: TokenSpan,
}

impl Place {
    fn in_content(&self, t: u32) -> bool {
        self.content.iter().any(|c| c.contains(t))
    }
    fn outside(&self, t: u32) -> bool {
        !self.in_content(t) && !self.source.iter().any(|c| c.contains(t))
    }
}

impl Resolver<'_> {
    pub(super) fn trail(&mut self, i: u32) -> Trail {
        let a = &self.attributions[i as usize];
        let mut trail = Trail::default();
        let Some(place) = self.place(a) else { return trail };
        trail.paragraph = self.r.paragraph(place.cue.start);
        trail.headline = self.r.in_headline(place.cue.start);
        for link in &a.links {
            let tokens = self.r.tokens_of(link.span);
            if let Some(party) = self.link_party(tokens) {
                let relation = match link.relation {
                    // What words stand *in* is a publication, known or not.
                    Relation::Carried
                        if self.entity(party).kind != PartyKind::Outlet
                            && !tokens.start.checked_sub(1).is_some_and(|b| self.r.is(b, &["in", "on"])) =>
                    {
                        Relation::Relayed
                    }
                    relation => relation,
                };
                let first = self.outlets_in(tokens).next();
                let several = self.outlets_in(tokens).nth(1).is_some();
                let mention = first.filter(|_| several).map_or(link.span, |m| self.r.span_of(m.tokens));
                trail.links.push(TrailLink { relation, party, mention });
                self.beside(first, relation, &mut trail);
            }
        }
        for &span in &a.venues {
            let tokens = self.r.tokens_of(span);
            let found = self.outlets_in(tokens).next();
            // What one writes in an outlet oneself went by a channel.
            if (tokens.start..tokens.end).any(|t| self.r.has(t, Class::OWN_WRITING)) {
                trail.event = true;
                continue;
            }
            match found {
                Some(m) if !trail.links.iter().any(|l| l.party == m.party) => {
                    trail.links.push(self.link(Relation::Received, m));
                    self.beside(Some(m), Relation::Received, &mut trail);
                }
                Some(_) => {}
                None => self.occasion(tokens, &place, &mut trail),
            }
        }
        // *told host Ana Ruiz on Radio Skerry*: the host is the outlet's.
        let outlet = |l: &TrailLink| self.entity(l.party).kind == PartyKind::Outlet;
        let received = |l: &TrailLink| l.relation == Relation::Received;
        if trail.links.iter().any(|l| received(l) && outlet(l)) {
            let kept = trail.links.iter().filter(|l| !received(l) || outlet(l)).copied().collect();
            trail.links = kept;
        }
        if trail.links.is_empty() {
            self.search(i, &place, &mut trail);
        }
        if trail.links.is_empty() {
            for t in place.window.start..place.window.end {
                let near = t + 16 > place.cue.start && t < place.cue.end + 16;
                if near && place.outside(t) {
                    self.occasion(TokenSpan::new(t, t + 1), &place, &mut trail);
                }
            }
        }
        self.monitors(&place, &mut trail);
        trail.insider = self.insider(i, &place);
        trail.inner = self.inner(i, &place);
        trail
    }

    fn place(&self, a: &Attribution) -> Option<Place> {
        let ranges = |spans: &[Span]| spans.iter().map(|&s| self.r.tokens_of(s)).collect::<Vec<_>>();
        let cue =
            a.cue.first().map(|&s| self.r.tokens_of(s)).or_else(|| a.source.first().map(|&s| self.r.tokens_of(s)))?;
        let head = if cue.contains(a.cue_head) { a.cue_head } else { cue.start };
        let around = self.r.sentence_tokens(head);
        let window = TokenSpan::new(
            around.start.max(head.saturating_sub(WINDOW)),
            around.end.min(head.saturating_add(WINDOW)).max(cue.end.min(self.r.len())),
        );
        // What is said within content travelled as far as that content tells.
        let holder = a.nested_in.and_then(|up| self.attributions.get(up as usize));
        let within = holder.and_then(|up| ranges(&up.content).into_iter().find(|c| c.contains(head)));
        let window = within.map_or(window, |c| TokenSpan::new(window.start.max(c.start), window.end.min(c.end)));
        Some(Place { cue, head, content: ranges(&a.content), source: ranges(&a.source), window })
    }

    fn link(&self, relation: Relation, m: Mention) -> TrailLink {
        TrailLink { relation, party: m.party, mention: self.r.span_of(m.tokens) }
    }

    /// *CNN and Sky News*: what the one did, the others did.
    fn beside(&self, first: Option<Mention>, relation: Relation, trail: &mut Trail) {
        let Some(mut last) = first else { return };
        for _ in 0..BESIDE {
            let mut t = last.tokens.end;
            let joined = |t: u32| self.r.is(t, &["and", "or"]) || self.r.kind(t) == Some(TokenKind::Comma);
            if !joined(t) {
                return;
            }
            while joined(t) || self.r.is(t, &["the", "to"]) {
                t += 1;
            }
            let Some(next) = self.outlets_in(TokenSpan::new(t, t + 1)).next().filter(|m| m.tokens.start == t) else {
                return;
            };
            if !trail.links.iter().any(|l| l.party == next.party) {
                trail.links.push(self.link(relation, next));
            }
            last = next;
        }
    }

    fn outlets_in(&self, tokens: TokenSpan) -> impl Iterator<Item = Mention> + '_ {
        self.names.within(tokens).iter().copied().filter(|m| self.entity(m.party).kind == PartyKind::Outlet)
    }

    /// Whom a link's words name: the outlet among them, else the phrase.
    fn link_party(&mut self, tokens: TokenSpan) -> Option<u32> {
        let outlet = self.outlets_in(tokens).next().map(|m| m.party);
        outlet.or_else(|| self.phrase(tokens, None))
    }

    /// Audiences, channels and unnamed interviews, where a preposition or the
    /// cue itself makes them the occasion of the words.
    fn occasion(&mut self, tokens: TokenSpan, place: &Place, trail: &mut Trail) {
        for t in tokens.start..tokens.end {
            let near = |words: &[&str], back: u32| {
                (t.saturating_sub(back)..t)
                    .rev()
                    .take_while(|&b| {
                        self.r.kind(b) != Some(TokenKind::Comma) && self.r.sentence(b) == self.r.sentence(t)
                    })
                    .any(|b| self.r.is(b, words))
            };
            if self.r.has(t, Class::AUDIENCE)
                && near(&["told", "tells", "telling", "to", "asked", "reminded", "assured"], 4)
            {
                // *he told the host* goes on with the interview.
                let asks = |t: u32| self.r.has(t, Class::INTERVIEWER);
                match (t..t + 2).find(|&t| asks(t)) {
                    Some(host) if trail.interview.is_none() => {
                        trail.interview = Some(self.r.span_of(TokenSpan::new(t, host + 1)));
                    }
                    Some(_) => {}
                    None if t > 0 && asks(t) => {}
                    None => trail.event = true,
                }
            }
            let by = ["in", "at", "on", "during", "through", "via", "to", "from"];
            // *in his remarks* are the ones that were spoken of before.
            let same = near(&["his", "her", "their", "that", "those"], 3);
            // The verb itself is none: *the mayor calls the plan a joke*.
            let cue = place.cue.contains(t) && t != place.head;
            if self.r.has(t, Class::CHANNEL) && !same && (cue || near(&by, 4)) {
                trail.event = true;
            }
            if self.r.has(t, Class::INTERVIEW) && near(&["in", "during", "on", "with"], 4) && trail.interview.is_none()
            {
                let start =
                    (t.saturating_sub(4)..t).rev().find(|&s| self.r.is(s, &["a", "an", "the", "in"])).unwrap_or(t);
                let start = start + u32::from(self.r.is(start, &["in"]));
                let end = (t..t + 4).find(|&u| !self.r.has(u, Class::INTERVIEW)).unwrap_or(t + 1);
                let span = self.r.span_of(TokenSpan::new(start, end));
                trail.interview = Some(span);
                let medium = (start..end)
                    .any(|t| self.r.is(t, &["television", "TV", "radio", "newspaper", "magazine", "televised"]));
                if medium && trail.links.is_empty() {
                    let mut entity = Entity::new(PartyKind::Outlet, span.of(self.r.text).to_owned());
                    entity.weak = true;
                    let party = self.add(entity);
                    trail.links.push(TrailLink { relation: Relation::Received, party, mention: span });
                }
            }
        }
    }

    fn search(&mut self, i: u32, place: &Place, trail: &mut Trail) {
        let quoting = (place.cue.start..place.cue.end).find(|&t| self.r.has(t, Class::QUOTING));
        if let Some(verb) = quoting {
            self.quoted(i, place, verb, trail);
        }
        if trail.links.is_empty() {
            self.said_by(i, place, trail);
        }
        if trail.links.is_empty() {
            self.addressed(i, place, trail);
        }
        if trail.links.is_empty() {
            self.around(i, place, trail);
        }
        if trail.links.iter().all(|l| l.relation == Relation::Received)
            && let Some(link) = self.tail(i, place).or_else(|| self.opening(i, place))
        {
            trail.links.insert(0, link);
        }
        if trail.links.is_empty() {
            self.affiliation(place, trail);
        }
    }

    /// *was quoted by O as saying*, *O quoted X as saying*, *O, quoting X, said*.
    fn quoted(&mut self, i: u32, place: &Place, verb: u32, trail: &mut Trail) {
        let end = place.window.end.min(verb + 16);
        let mut t = verb + 1;
        while t < end {
            if place.in_content(t) || matches!(self.r.kind(t), Some(TokenKind::Period | TokenKind::Semicolon)) {
                break;
            }
            if self.r.is(t, &["by", "in"]) {
                let near = TokenSpan::new(t + 1, (t + 9).min(end));
                let found = self.outlets_in(near).find(|m| place.outside(m.tokens.start));
                if let Some(m) = found {
                    trail.links.push(self.link(Relation::Carried, m));
                    self.beside(Some(m), Relation::Carried, trail);
                    return;
                }
                if self.r.is(t, &["by"]) {
                    let stop = (t + 1..end)
                        .find(|&u| {
                            place.in_content(u)
                                || self.r.is(u, &["as", ",", "that"])
                                || self.r.kind(u) == Some(TokenKind::Period)
                        })
                        .unwrap_or(end);
                    let tokens = TokenSpan::new(t + 1, stop);
                    if let Some(party) = self.phrase(tokens, None) {
                        self.push_carrier(i, party, self.r.span_of(tokens), trail);
                        return;
                    }
                }
            }
            t += 1;
        }
        let passive = (verb.saturating_sub(3).max(place.window.start)..verb).any(|t| self.r.is(t, PASSIVE));
        if passive {
            trail.agentless = true;
            return;
        }
        // Whoever stands before the verb as its source is no carrier.
        if place.source.iter().any(|s| s.start < verb) {
            return;
        }
        // The subject: an outlet before the verb, else the nearest phrase.
        let before = TokenSpan::new(place.window.start.max(verb.saturating_sub(30)), place.cue.start);
        let outlet = self.outlets_in(before).filter(|m| place.outside(m.tokens.start)).last();
        if let Some(m) = outlet.filter(|m| m.tokens.end + 12 > verb) {
            trail.links.push(self.link(Relation::Carried, m));
            return;
        }
        if let Some(tokens) = self.subject_before(place, place.cue.start)
            && let Some(party) = self.phrase(tokens, None)
        {
            self.push_carrier(i, party, self.r.span_of(tokens), trail);
        }
    }

    /// *Tehran radio, monitored by the BBC*: the monitor is nearer to us.
    fn monitors(&mut self, place: &Place, trail: &mut Trail) {
        let Some(verb) = (place.window.start..place.window.end)
            .find(|&t| self.r.is(t, &["monitored"]) && place.content.iter().all(|c| !c.contains(t)))
        else {
            return;
        };
        let end = place.window.end.min(verb + 8);
        let Some(by) = (verb + 1..end).find(|&t| self.r.is(t, &["by"])) else { return };
        let Some(m) = self.outlets_in(TokenSpan::new(by + 1, end)).next() else { return };
        let others = |l: &TrailLink| l.party != m.party;
        if !trail.links.iter().any(others) {
            // Only the monitor was found, or nobody: the broadcaster stands
            // before it, unless it is the source itself.
            let before = TokenSpan::new(place.window.start, verb);
            let first = self.outlets_in(before).filter(|b| b.party != m.party && place.outside(b.tokens.start)).last();
            trail.links = first.map(|b| self.link(Relation::Carried, b)).into_iter().collect();
        }
        trail.links.retain(others);
        trail.links.insert(0, self.link(Relation::Carried, m));
    }

    fn push_carrier(&mut self, i: u32, party: u32, mention: Span, trail: &mut Trail) {
        if self.sources[i as usize] == Some(party) {
            return;
        }
        let relation = if self.entity(party).kind == PartyKind::Outlet { Relation::Carried } else { Relation::Relayed };
        trail.links.push(TrailLink { relation, party, mention });
    }

    /// The noun phrase that ends before `end`: *the spokesman* in *After the
    /// meeting the spokesman quoted*.
    fn subject_before(&self, place: &Place, end: u32) -> Option<TokenSpan> {
        let mut end = end;
        while end > place.window.start
            && (self.r.is(
                end - 1,
                &["also", "then", "later", "recently", "earlier", "has", "have", "had", "today", "yesterday"],
            ) || self.r.kind(end - 1) == Some(TokenKind::Comma))
        {
            end -= 1;
        }
        let floor = place.window.start.max(end.saturating_sub(14));
        let mut start = end;
        for t in (floor..end).rev() {
            let stop = place.in_content(t)
                || matches!(
                    self.r.kind(t),
                    Some(TokenKind::Comma | TokenKind::DoubleQuote | TokenKind::Semicolon | TokenKind::Colon)
                )
                || self.r.is(t, &["and", "but", "while", "when", "because", "although"]);
            if stop {
                break;
            }
            start = t;
        }
        // What stands before the last determiner or pronoun is an adverbial.
        let opener = (start..end)
            .rev()
            .find(|&t| self.r.is(t, &["the", "a", "an", "he", "she", "it", "they", "his", "their", "another", "one"]));
        if let Some(opener) = opener {
            start = opener;
        }
        (start < end).then(|| TokenSpan::new(start, end))
    }

    /// *told CNN*, *told Bill O'Reilly of Fox News*.
    fn addressed(&mut self, i: u32, place: &Place, trail: &mut Trail) {
        let _ = i;
        let Some(verb) = (place.cue.start..place.cue.end).find(|&t| self.r.has(t, Class::TELLING)) else { return };
        let mut end = verb + 1;
        while end < place.window.end && end < verb + 12 {
            let stop = place.in_content(end)
                || matches!(self.r.kind(end), Some(TokenKind::Period | TokenKind::Colon | TokenKind::Semicolon))
                || self.r.kind(end) == Some(TokenKind::Comma)
                || self.r.is(end, &["that"]);
            if stop {
                break;
            }
            end += 1;
        }
        if self.r.is(verb + 1, &["me", "us"]) && self.r.quotation(verb) == 0 {
            trail.home = true;
            return;
        }
        let tokens = TokenSpan::new(verb + 1, end);
        let named = self.outlets_in(tokens).next();
        if let Some(m) = named {
            // *told the network's audience*: their own show.
            if !self.r.has(m.tokens.end, Class::AUDIENCE) {
                trail.links.push(self.link(Relation::Received, m));
                self.beside(Some(m), Relation::Received, trail);
            }
        } else if self.r.has(verb + 1, Class::OUTLET_HEAD) || self.r.has(verb + 2, Class::OUTLET_HEAD) {
            let phrase = TokenSpan::new(verb + 1, end);
            if let Some(party) = self.phrase(phrase, None).filter(|&p| self.entity(p).kind == PartyKind::Outlet) {
                trail.links.push(TrailLink { relation: Relation::Received, party, mention: self.r.span_of(phrase) });
            }
        }
    }

    /// Outlets of the sentence that stand where a venue or a carrier stands.
    fn around(&mut self, i: u32, place: &Place, trail: &mut Trail) {
        let own_cue_is_according = (place.cue.start..place.cue.end).any(|t| self.r.is(t, &["according"]));
        let outlets: Vec<Mention> =
            self.outlets_in(place.window).filter(|m| !place.in_content(m.tokens.start)).collect();
        let source = self.sources[i as usize];
        for m in outlets {
            if Some(m.party) == source || trail.links.iter().any(|l| l.party == m.party) {
                continue;
            }
            let in_source = !place.outside(m.tokens.start);
            let relation =
                if in_source { self.in_source(place, &m) } else { self.stands_as(i, place, &m, own_cue_is_according) };
            let Some(relation) = relation else { continue };
            if relation == Relation::Received && self.another_speaks(i, place, &m) {
                continue;
            }
            trail.links.push(self.link(relation, m));
            self.beside(Some(m), relation, trail);
            if trail.links.len() >= 3 {
                break;
            }
        }
        // *emails released by WikiLeaks*
        for t in place.window.start..place.window.end {
            if self.r.has(t, Class::LEAKER) && !place.in_content(t) && self.leaks(t) {
                let party = self.names.within(TokenSpan::new(t, t + 1)).first().map(|m| m.party);
                let party = party.or_else(|| self.phrase(TokenSpan::new(t, t + 1), None));
                if let Some(party) = party.filter(|&p| Some(p) != source && !trail.links.iter().any(|l| l.party == p)) {
                    trail.links.push(TrailLink {
                        relation: Relation::Relayed,
                        party,
                        mention: self.r.span_of(TokenSpan::new(t, t + 1)),
                    });
                }
                break;
            }
            // *through a spokesman, he declined*
            if self.r.is(t, &["through"])
                && place.outside(t)
                && trail.links.is_empty()
                && let Some(end) = (t + 1..t + 5).find(|&u| self.r.has(u, Class::SPOKESPERSON))
            {
                let tokens = TokenSpan::new(t + 1, end + 1);
                if let Some(party) = self.phrase(tokens, None).filter(|&p| Some(p) != source) {
                    trail.once = true;
                    trail.links.push(TrailLink { relation: Relation::Relayed, party, mention: self.r.span_of(tokens) });
                }
            }
        }
    }

    /// *emails released by WikiLeaks*, *the WikiLeaks emails*: hackers alone
    /// pass nothing on.
    fn leaks(&self, t: u32) -> bool {
        let released = ["released", "leaked", "published", "posted", "obtained", "hacked", "disclosed", "part"];
        (t.saturating_sub(4)..t).any(|b| self.r.is(b, &released))
            && (t.saturating_sub(5)..t).any(|b| self.r.is(b, &["by", "of"]))
            || (t + 1..t + 4).any(|a| {
                self.r.is(a, &["email", "emails", "e-mails", "documents", "cables", "dump", "release", "files", "hack"])
            })
    }

    /// An outlet inside the source's words: *a transcript published by O*, *O
    /// reporter X*.
    fn in_source(&self, place: &Place, m: &Mention) -> Option<Relation> {
        let before = m.start.checked_sub(1)?;
        let before = if self.r.is(before, &["the"]) { before.checked_sub(1)? } else { before };
        let _ = place;
        (self.r.is(before, &["by", "in"]) && before > 0 && self.r.has(before - 1, Class::PUBLISHING))
            .then_some(Relation::Carried)
    }

    fn stands_as(&self, i: u32, place: &Place, m: &Mention, according: bool) -> Option<Relation> {
        let r = &self.r;
        let start = m.tokens.start;
        // Back over *the*, quotation marks, adjectives.
        let mut b = start.saturating_sub(1);
        let mut steps = 0;
        while steps < 5
            && b > place.window.start
            && (r.is(b, &["the", "a", "an", "its", "his", "last", "this"])
                || r.has(b, Class::TIME_NOUN)
                || r.kind(b) == Some(TokenKind::DoubleQuote)
                || r.possessive(b))
        {
            b -= 1;
            steps += 1;
        }
        let interview =
            |t: u32| r.has(t, Class::INTERVIEW) || r.is(t, &["appearance", "episode", "edition", "guest", "call-in"]);
        let before_interview = (start.saturating_sub(9).max(place.window.start)..start)
            .any(|t| interview(t) && place.outside(t) && !(t + 1..start).any(|u| r.kind(u) == Some(TokenKind::Comma)));
        let after_interview = (m.tokens.end..(m.tokens.end + 4).min(place.window.end))
            .take_while(|&t| r.kind(t) != Some(TokenKind::Comma))
            .any(|t| interview(t) && place.outside(t));
        if before_interview || after_interview {
            return Some(Relation::Received);
        }
        let newspaper = self.entity(m.party).outlet.is_some_and(|o| {
            matches!(r.lexicon.outlet(o).kind, OutletKind::Newspaper | OutletKind::Wire | OutletKind::Magazine)
        });
        let about = b > 0
            && r.is(
                b - 1,
                &["airs", "aired", "time", "career", "years", "focus", "views", "opinion", "attack", "based"],
            );
        if r.is(b, &["on"]) && !newspaper && !about {
            return Some(Relation::Received);
        }
        if r.is(b, &["to"]) && b > 0 {
            if r.is(b - 1, &["according"]) {
                return (!according).then_some(Relation::Carried);
            }
            let spoken = r.is(
                b - 1,
                &[
                    "said",
                    "spoke",
                    "statement",
                    "remarks",
                    "comments",
                    "email",
                    "letter",
                    "spoken",
                    "speaking",
                    "them",
                    "confirmed",
                    "admitted",
                    "provided",
                    "interview",
                ],
            );
            return spoken.then_some(Relation::Received);
        }
        if r.is(b, &["with"])
            && b > 0
            && r.is(b - 1, &["spoke", "speaking", "talking", "talked", "conversation", "board"])
        {
            return Some(Relation::Received);
        }
        // *asked by O whether*, *interviewed by O's anchor*
        if r.is(b, &["by"]) && b > 0 && r.is(b - 1, &["asked", "interviewed", "questioned", "pressed", "quizzed"]) {
            return Some(Relation::Received);
        }
        if r.is(b, &["by", "in"]) && b > 0 && r.has(b - 1, Class::PUBLISHING) {
            return Some(Relation::Carried);
        }
        // *O obtained audio in which X said …*
        let first = place.source.iter().chain(&place.content).map(|s| s.start).min().unwrap_or(place.cue.start);
        let brought = (m.tokens.end..m.tokens.end + 3).find(|&t| r.has(t, Class::PUBLISHING));
        if let Some(verb) = brought.filter(|&t| t < first && place.outside(t))
            && let Some(record) = (verb + 1..(verb + 8).min(first)).find(|&t| r.has(t, Class::RECORDING))
            && (record..first).any(|t| r.is(t, &["which", "where", "of"]))
        {
            return Some(Relation::Carried);
        }
        // *O reported that X said …*
        let verb = (m.tokens.end..m.tokens.end + 3).find(|&t| r.has(t, Class::REPORTING))?;
        let starts = place.source.iter().chain(&place.content).map(|s| s.start).min().unwrap_or(place.cue.start);
        // *in the wake of the Post report, he …*: a noun.
        let noun = r.is(verb, &["report", "reports"]) && r.kind(verb + 1) == Some(TokenKind::Comma);
        let leads = !self.another_cue(i, verb) && verb < starts && starts <= verb + 4 && place.outside(verb) && !noun;
        leads.then_some(Relation::Carried)
    }

    /// Whether another attribution's cue stands between this one and the
    /// outlet.
    fn another_speaks(&self, i: u32, place: &Place, m: &Mention) -> bool {
        let (low, high) =
            if m.tokens.start > place.head { (place.head + 1, m.tokens.start) } else { (m.tokens.end, place.head) };
        let from = (i as usize).saturating_sub(4);
        let source = self.sources[i as usize];
        self.attributions.iter().enumerate().skip(from).take(9).any(|(j, b)| {
            j != i as usize
                && low <= b.cue_head
                && b.cue_head < high
                && !place.in_content(b.cue_head)
                && (self.sources[j] != source || source.is_none())
        })
    }

    /// *…, the newspaper said.* at the end of a sentence that another cue
    /// leads: *He added he expects a deal, the newspaper said.*
    fn tail(&mut self, i: u32, place: &Place) -> Option<TrailLink> {
        let mut end = place.window.end;
        while end > place.window.start && !self.r.is_word(end - 1) {
            end -= 1;
        }
        let verb = (end.saturating_sub(4).max(place.window.start)..end)
            .rev()
            .find(|&t| self.r.is(t, &["said", "says", "say", "reported", "reports"]) && !place.cue.contains(t))?;
        // An attribution of its own holds this one: nesting says what it does.
        if self.another_cue(i, verb) {
            return None;
        }
        if self.r.is(verb, &["reports"]) && self.names.before(verb).last().is_none_or(|m| m.tokens.end != verb) {
            return None;
        }
        if self.r.quotation(verb) > 0 || (verb + 1..end).any(|t| self.r.capital(t) && !self.r.has(t, Class::TIME_NOUN))
        {
            return None;
        }
        let comma = (verb.saturating_sub(9).max(place.window.start)..verb)
            .rev()
            .find(|&t| matches!(self.r.kind(t), Some(TokenKind::Comma)))?;
        if comma < place.cue.end.min(place.content.iter().map(|c| c.end).min().unwrap_or(u32::MAX)) {
            return None;
        }
        let tokens = TokenSpan::new(comma + 1, verb);
        if tokens.is_empty() || place.source.iter().any(|s| s.overlaps(tokens)) || place.cue.start >= comma {
            return None;
        }
        let bad = (tokens.start..tokens.end).any(|t| {
            self.r.is(
                t,
                &[
                    "who",
                    "which",
                    "and",
                    "but",
                    "that",
                    "has",
                    "was",
                    "were",
                    "is",
                    "had",
                    "he",
                    "she",
                    "they",
                    "as",
                    "what",
                    "amounting",
                    "confirming",
                ],
            )
        });
        if bad {
            return None;
        }
        let party = self.phrase(tokens, None)?;
        let e = self.entity(party);
        let relation = match e.kind {
            PartyKind::Outlet => Relation::Carried,
            PartyKind::Unnamed | PartyKind::Document if !e.weak => Relation::Relayed,
            PartyKind::Person => Relation::Relayed,
            _ => return None,
        };
        (self.sources[i as usize] != Some(party)).then(|| TrailLink {
            relation,
            party,
            mention: self.r.span_of(tokens),
        })
    }

    /// Whether another attribution has its cue there: if it holds this one,
    /// the nesting tells what it does to the words; else it has others.
    fn another_cue(&self, i: u32, verb: u32) -> bool {
        let from = (i as usize).saturating_sub(NEAR);
        let near = self.attributions.iter().enumerate().skip(from).take(NEAR * 2);
        near.into_iter().any(|(j, b)| j != i as usize && b.cue_head == verb)
    }

    /// *Delors was said by aides to have …*
    fn said_by(&mut self, i: u32, place: &Place, trail: &mut Trail) {
        let Some(verb) =
            (place.cue.start..place.cue.end).find(|&t| self.r.is(t, &["said", "reported", "believed", "understood"]))
        else {
            return;
        };
        if !(verb.saturating_sub(3)..verb).any(|t| self.r.is(t, PASSIVE)) || !self.r.is(verb + 1, &["by"]) {
            return;
        }
        let end = (verb + 2..verb + 10)
            .find(|&t| place.in_content(t) || self.r.is(t, &["to", "as", ","]))
            .unwrap_or(verb + 2);
        let tokens = TokenSpan::new(verb + 2, end);
        if tokens.is_empty() || place.source.iter().any(|s| s.overlaps(tokens)) {
            return;
        }
        if let Some(party) = self.phrase(tokens, None) {
            self.push_carrier(i, party, self.r.span_of(tokens), trail);
        }
    }

    /// *The newspaper said the study found …*: what opens the sentence passes
    /// on what this attribution says.
    fn opening(&mut self, i: u32, place: &Place) -> Option<TrailLink> {
        let first = place.source.iter().chain(&place.content).map(|s| s.start).chain([place.cue.start]).min()?;
        let start = place.window.start;
        if first <= start + 1 || first > start + 20 {
            return None;
        }
        let verb = (first.saturating_sub(4).max(start + 1)..first)
            .find(|&t| self.r.is(t, &["said", "says", "reported", "reports", "added", "adds", "noted", "notes"]))?;
        if self.another_cue(i, verb) {
            return None;
        }
        let clear = (verb + 1..first)
            .all(|t| self.r.is(t, &["that", "some", "the", "a", "an", "according", "to", "also"]))
            && !(start..verb).any(|t| matches!(self.r.kind(t), Some(TokenKind::DoubleQuote | TokenKind::Colon)));
        if !clear {
            return None;
        }
        let tokens = self.subject_before(place, verb)?;
        let party = self.phrase(tokens, None)?;
        if self.sources[i as usize] == Some(party) || self.is_own(party) {
            return None;
        }
        // Who speaks there is known: an apposition or the object of a
        // relative clause before the verb is nobody else.
        let from = (i as usize).saturating_sub(12);
        let near = self.attributions.iter().enumerate().skip(from).take(24);
        let speaker = near.filter(|(_, b)| b.cue_head == verb).find_map(|(j, _)| self.sources[j]);
        if speaker.is_some_and(|s| s != party) {
            return None;
        }
        let e = self.entity(party);
        let relation = match e.kind {
            PartyKind::Outlet => Relation::Carried,
            PartyKind::Organization => return None,
            _ if e.weak => return None,
            _ => Relation::Relayed,
        };
        Some(TrailLink { relation, party, mention: self.r.span_of(tokens) })
    }

    /// *NBC's Dante Chinni wrote*: a reporter of another outlet, cited for
    /// what they reported there. Hosts speak for themselves.
    fn affiliation(&mut self, place: &Place, trail: &mut Trail) {
        let writes = (place.cue.start..place.cue.end).any(|t| self.r.has(t, Class::JOURNALISM));
        let Some(&source) = place.source.first().filter(|_| writes) else { return };
        let Some(m) = self.outlets_in(source).next() else { return };
        let head = self.names.within(source).iter().any(|p| self.entity(p.party).kind == PartyKind::Person);
        let reporter = (source.start..source.end).any(|t| self.r.has(t, Class::JOURNALIST));
        if head || reporter {
            trail.links.push(self.link(Relation::Carried, m));
        }
    }

    /// Somebody else whose words or thoughts open the content.
    fn inner(&mut self, i: u32, place: &Place) -> Option<u32> {
        let source = self.sources[i as usize]?;
        let insider = self.insider(i, place);
        if !matches!(self.entity(source).kind, PartyKind::Person | PartyKind::Unnamed | PartyKind::Document) {
            return None;
        }
        let content = place.content.first()?;
        let mut t = content.start;
        while t < content.end && (self.r.is(t, &["that"]) || !self.r.is_word(t)) {
            t += 1;
        }
        let mention = self
            .names
            .within(TokenSpan::new(t, (t + 6).min(content.end)))
            .first()
            .copied()
            .filter(|m| m.start == t || m.tokens.start <= t + 1 && self.r.is(t, &["the"]));
        let (party, end) = match mention {
            Some(m) => (m.party, m.tokens.end),
            // *the minister*
            None => {
                let role = (t + 1..(t + 4).min(content.end)).find(|&u| self.r.has(u, Class::ROLE))?;
                let one = self.r.is(t, &["the"]) && !self.r.has(role + 1, Class::ROLE);
                let party = one.then(|| self.phrase(TokenSpan::new(t, role + 1), None)).flatten()?;
                (party, role + 1)
            }
        };
        let one = matches!(self.entity(party).kind, PartyKind::Person | PartyKind::Unnamed);
        if party == source || !one || self.r.possessive(end) {
            return None;
        }
        let mut v = end;
        while v < end + 3
            && self.r.is(
                v,
                &["has", "had", "also", "is", "was", "himself", "herself", "grown", "still", "really", "has", "been"],
            )
        {
            v += 1;
        }
        let thought = self.r.has(v, Class::THOUGHT) || (v > end && self.r.has(v, Class::MOOD));
        let public = (v + 1..v + 3).any(|t| self.r.has(t, Class::AUDIENCE) && !self.r.has(t, Class::OBJECT_PRONOUN));
        let private = self.r.has(v, Class::PRIVATE_SPEECH) && !public;
        (private && (insider || self.r.is(v, &["told", "promised", "informed", "notified"])) || thought && insider)
            .then_some(party)
    }

    /// Whether the source speaks for somebody, or of somebody whom it knows.
    fn insider(&self, i: u32, place: &Place) -> bool {
        let head = place.source.first().copied().unwrap_or_default();
        let speaks_for =
            (head.start..head.end).any(|t| self.r.has(t, Class::SPOKESPERSON) || self.r.has(t, Class::INSIDER));
        let called_so = |role: &str| {
            self.names.roles.get(role).is_some_and(|v| v.iter().take(64).any(|p| Some(p.1) == self.sources[i as usize]))
        };
        speaks_for || called_so("spokesman") || called_so("spokeswoman")
    }
}
