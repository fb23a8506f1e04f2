//! Finds outlets in an attribution's sentence that stand in the position of a
//! venue or carrier (*told CNN*, *in an interview with*, *in a letter obtained
//! by*, *on Monday's*), and parties that leaked the words.

use super::super::names::{Entity, Mention};
use super::super::{Resolver, SentenceLink, SentenceRoute};
use super::Place;
use crate::attribution::{Act, CueForm, Relation};
use crate::closed_class::{
    ACCORDING, ARTICLES, BY, BY_OR_IN, BY_OR_OF, COORDINATORS, LAST_OR_THIS, LISTING_ADVERBS, LOOSE_RELATIVES,
    ME_OR_US, OF, ON, POSSESSIVES, RELATIVE_PRONOUNS, RELATIVES, THAT, THE, THEM, THROUGH, TO, TO_OR_WITH, VIA, WITH,
};
use crate::lexicon::{Class, ClassSet, Forms, OutletKind, WordId};
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::TokenKind;

/// How many tokens behind the cue the outlet that was told something can stand.
const TOLD: u32 = 16;

/// How many outlets after the first of a list are read.
const BESIDE: usize = 4;

impl Resolver<'_> {
    /// Adds the outlets that a list joins to the first one, with the same
    /// relation: *CNN and Sky News*.
    pub(super) fn beside(&self, first: Option<Mention>, relation: Relation, sentence_route: &mut SentenceRoute) {
        let Some(mut last) = first else { return };
        for _ in 0..BESIDE {
            let mut t = last.tokens.end;
            let joined = |t: u32| self.layout.is(t, COORDINATORS) || self.layout.kind(t) == Some(TokenKind::Comma);
            if !joined(t) {
                return;
            }
            // *CNN and later the BBC*
            while joined(t) || [THE, TO, LISTING_ADVERBS].iter().any(|set| self.layout.is(t, set)) {
                t += 1;
            }
            // The article *the* can be part of the name.
            let named = self.outlets_in(TokenSpan::new(t - 1, t + 1)).find(|m| m.tokens.start <= t && t < m.tokens.end);
            let Some(next) = named else { return };
            if !sentence_route.links.iter().any(|l| l.party == next.party) {
                sentence_route.links.push(self.link(relation, next));
            }
            last = next;
        }
    }

    /// Returns the outlets that the words name. *A letter to ITV chiefs* goes to
    /// people, and not to the outlet.
    pub(in crate::resolve) fn outlets_in(&self, tokens: TokenSpan) -> impl Iterator<Item = Mention> + '_ {
        let outlet = |m: &Mention| {
            self.entity(m.party).kind == PartyKind::Outlet && !self.layout.has(m.tokens.end, Class::STAFF)
        };
        self.names.within(tokens).iter().copied().filter(outlet)
    }

    /// Puts a monitoring service before the broadcaster that it monitors:
    /// *Tehran radio, monitored by the BBC*. The monitor is nearer to the
    /// article.
    pub(super) fn monitors(&mut self, place: &Place, sentence_route: &mut SentenceRoute) {
        let Some(verb) = (place.window.start..place.window.end)
            .find(|&t| self.layout.has(t, Class::MONITORING) && place.content.iter().all(|c| !c.contains(t)))
        else {
            return;
        };
        let end = place.window.end.min(verb + 8);
        let Some(by) = (verb + 1..end).find(|&t| self.layout.is(t, BY)) else { return };
        let Some(m) = self.outlets_in(TokenSpan::new(by + 1, end)).next() else { return };
        let others = |l: &SentenceLink| l.party != m.party;
        if !sentence_route.links.iter().any(others) {
            // The broadcaster was not found. It stands before *monitored*,
            // unless it is the source itself.
            let before = TokenSpan::new(place.window.start, verb);
            let first = self.outlets_in(before).filter(|b| b.party != m.party && place.outside(b.tokens.start)).last();
            sentence_route.links = first.map(|b| self.link(Relation::Carried, b)).into_iter().collect();
        }
        sentence_route.links.retain(others);
        sentence_route.links.insert(0, self.link(Relation::Carried, m));
    }

    /// Adds the outlet that the words were addressed to: *told CNN*, *told Bill
    /// O'Reilly of Fox News*.
    pub(super) fn addressed(&mut self, place: &Place, sentence_route: &mut SentenceRoute) {
        let Some(verb) = (place.cue.start..place.cue.end).find(|&t| self.layout.has(t, Class::TELLING)) else { return };
        let mut end = verb + 1;
        while end < place.window.end && end < verb + 12 {
            let stop = place.in_content(end)
                || matches!(self.layout.kind(end), Some(TokenKind::Period | TokenKind::Colon | TokenKind::Semicolon))
                || self.layout.kind(end) == Some(TokenKind::Comma)
                || self.layout.is(end, THAT);
            if stop {
                break;
            }
            end += 1;
        }
        if self.layout.is(verb + 1, ME_OR_US) && self.layout.quotation(verb) == 0 {
            sentence_route.addressed_to_us = true;
            return;
        }
        let tokens = TokenSpan::new(verb + 1, end);
        let named = self.outlets_in(tokens).next();
        if let Some(m) = named {
            // *told the network's audience*: a host on the host's own show.
            if !self.layout.has(m.tokens.end, Class::AUDIENCE) {
                sentence_route.links.push(self.link(Relation::Received, m));
                self.beside(Some(m), Relation::Received, sentence_route);
            }
        } else if self.layout.has(verb + 1, Class::OUTLET_HEAD) || self.layout.has(verb + 2, Class::OUTLET_HEAD) {
            let phrase = TokenSpan::new(verb + 1, end);
            if let Some(party) = self.phrase(phrase, None).filter(|&p| self.entity(p).kind == PartyKind::Outlet) {
                sentence_route.links.push(SentenceLink {
                    relation: Relation::Received,
                    party,
                    mention: self.layout.span_of(phrase),
                });
            }
        } else if self.is_the_site(tokens) {
            let known = self.outlet_meant(tokens.start, tokens.end - 1, true, false);
            let mention = self.layout.span_of(tokens);
            let party = known.unwrap_or_else(|| {
                let mut entity = Entity::new(PartyKind::Outlet, mention.of(self.layout.text).to_owned());
                entity.weak = true;
                self.add(entity)
            });
            sentence_route.links.push(SentenceLink { relation: Relation::Received, party, mention });
        }
    }

    /// Whether words are *the* and a noun that means a publisher only where it
    /// is told something: *told the site*.
    fn is_the_site(&self, tokens: TokenSpan) -> bool {
        let last = tokens.start + 1;
        tokens.len() == 2
            && self.layout.is(tokens.start, THE)
            && self.layout.has(last, Class::OUTLET_KIND)
            && !self.layout.has(last, Class::ORGANIZATION_NOUN)
    }

    /// Adds the outlet that was told something behind the object of the cue:
    /// *confirmed the news to CNN*.
    pub(super) fn told_of(&mut self, i: u32, place: &Place, sentence_route: &mut SentenceRoute) {
        let a = &self.attributions[i as usize];
        if a.act != Act::Statement || !self.takes(a.cue_head, "that") {
            return;
        }
        let outlets: Vec<Mention> =
            self.outlets_in(TokenSpan::new(place.cue.end, place.window.end.min(place.cue.end + TOLD))).collect();
        for m in outlets {
            let the = m.start.checked_sub(1).filter(|&t| self.layout.is(t, THE)).unwrap_or(m.start);
            let Some(to) = the.checked_sub(1).filter(|&t| self.layout.is(t, TO)) else { continue };
            // A verb or mark in between begins another clause.
            let between = TokenSpan::new(place.cue.end, to);
            let open = (between.start..between.end)
                .any(|t| !self.layout.is_word(t) || self.layout.is(t, RELATIVE_PRONOUNS) || self.another_cue(i, t));
            // In a clause, the outlet was told something by somebody else.
            let clause = place.in_content(m.start) && a.cue_form != CueForm::VerbObject;
            let quoted = clause || self.layout.quotation(m.start) != self.layout.quotation(place.cue.start);
            let ends = self.ends_clause(m.tokens.end);
            if to > between.start && !open && !quoted && ends && Some(m.party) != self.sources[i as usize] {
                sentence_route.links.push(self.link(Relation::Received, m));
                self.beside(Some(m), Relation::Received, sentence_route);
                return;
            }
        }
    }

    /// Whether the verb at token `t` takes a frame: *confirmed that*, and not
    /// *compared it to*.
    pub(super) fn takes(&self, t: u32, frame: &str) -> bool {
        let lexicon = self.layout.lexicon;
        let word = self.layout.mark(t).map_or(WordId::UNKNOWN, |m| m.word);
        let frame = lexicon.frame(frame);
        frame.is_some_and(|f| lexicon.predicates(word).iter().any(|&(p, _)| lexicon.predicate(p).frames.any(f)))
    }

    /// Whether a phrase that ends before token `t` ends its clause: a mark, a
    /// time, a preposition or a conjunction follows.
    fn ends_clause(&self, t: u32) -> bool {
        let next =
            ClassSet::of(&[Class::PREPOSITION, Class::TIME, Class::TIME_NOUN, Class::SUBORDINATOR, Class::CONJUNCTION]);
        !self.layout.is_word(t) && !self.layout.possessive(t) || self.layout.has_any(t, next) || self.layout.is(t, THAT)
    }

    /// Adds outlets of the sentence that stand in the position of a venue or
    /// carrier, and parties that leaked the words or spoke for the source.
    pub(super) fn around(&mut self, i: u32, place: &Place, sentence_route: &mut SentenceRoute) {
        let own_cue_is_according = (place.cue.start..place.cue.end).any(|t| self.layout.is(t, ACCORDING));
        let outlets: Vec<Mention> =
            self.outlets_in(place.window).filter(|m| !place.in_content(m.tokens.start)).collect();
        let source = self.sources[i as usize];
        for m in outlets {
            if Some(m.party) == source || sentence_route.links.iter().any(|l| l.party == m.party) {
                continue;
            }
            let in_source = !place.outside(m.tokens.start);
            let relation =
                if in_source { self.in_source(&m) } else { self.stands_as(i, place, &m, own_cue_is_according) };
            let Some(relation) = relation else { continue };
            // *In an interview with O she spared him, who says …*: the relative
            // clause is not said in the interview.
            let other = place
                .source
                .first()
                .is_some_and(|s| s.start >= m.tokens.end && s.len() == 1 && self.layout.is(s.start, LOOSE_RELATIVES));
            if relation == Relation::Received && (other || self.another_speaks(i, place, &m)) {
                continue;
            }
            sentence_route.links.push(self.link(relation, m));
            self.beside(Some(m), relation, sentence_route);
            if sentence_route.links.len() >= 3 {
                break;
            }
        }
        // *emails released by WikiLeaks*
        for t in place.window.start..place.window.end {
            if self.layout.has(t, Class::LEAKER) && !place.in_content(t) && self.leaks(t) {
                let party = self.names.within(TokenSpan::new(t, t + 1)).first().map(|m| m.party);
                let party = party.or_else(|| self.phrase(TokenSpan::new(t, t + 1), None));
                if let Some(party) =
                    party.filter(|&p| Some(p) != source && !sentence_route.links.iter().any(|l| l.party == p))
                {
                    sentence_route.links.push(SentenceLink {
                        relation: Relation::Relayed,
                        party,
                        mention: self.layout.span_of(TokenSpan::new(t, t + 1)),
                    });
                }
                break;
            }
            // *through a spokesman, he declined*
            if self.layout.is(t, THROUGH)
                && place.outside(t)
                && sentence_route.links.is_empty()
                && let Some(end) = self.speaks_through(t, place)
            {
                let tokens = TokenSpan::new(t + 1, end + 1);
                if let Some(party) = self.phrase(tokens, None).filter(|&p| Some(p) != source) {
                    sentence_route.once = true;
                    sentence_route.links.push(SentenceLink {
                        relation: Relation::Relayed,
                        party,
                        mention: self.layout.span_of(tokens),
                    });
                }
            }
        }
    }

    /// Returns the last token of somebody through whom the source speaks, behind
    /// *through* or *via*: a spokesperson, or a person beside the cue (*said
    /// through his lawyer*).
    fn speaks_through(&self, through: u32, place: &Place) -> Option<u32> {
        let after = through + 1..(through + 5).min(place.window.end);
        if let Some(t) = after.clone().find(|&t| self.layout.has(t, Class::SPOKESPERSON)) {
            return Some(t);
        }
        let comma = |t: u32| self.layout.kind(t) == Some(TokenKind::Comma);
        let before = through.checked_sub(1);
        let message = ClassSet::of(&[Class::DOCUMENT, Class::OWN_DOCUMENT, Class::CHANNEL]);
        let beside = through == place.cue.end
            || before.is_some_and(|b| comma(b) && b == place.cue.end || self.layout.has_any(b, message));
        let person = ClassSet::of(&[Class::ROLE, Class::INSIDER, Class::UNNAMED_SOURCE]);
        let role = after.clone().take_while(|&t| !comma(t)).find(|&t| self.layout.has_any(t, person));
        // *via Twitter* is a channel, and an interpreter only translates.
        let other = ClassSet::of(&[Class::CHANNEL, Class::INTERPRETER]);
        let role = role.filter(|_| !(through..after.end).any(|t| self.layout.has_any(t, other)));
        let named = || {
            let first = self.names.within(TokenSpan::new(through + 1, through + 2)).first();
            first.filter(|m| self.entity(m.party).kind == PartyKind::Person).map(|m| m.tokens.end - 1)
        };
        role.or_else(named).filter(|_| beside)
    }

    /// Whether the text says that a leaker released documents: *emails released
    /// by WikiLeaks*, *the WikiLeaks emails*. A mention of a leaker alone is
    /// not enough.
    pub(super) fn leaks(&self, t: u32) -> bool {
        (t.saturating_sub(4)..t).any(|b| self.layout.has_any(b, ClassSet::of(&[Class::LEAKING, Class::FINDING])))
            && (t.saturating_sub(5)..t).any(|b| self.layout.is(b, BY_OR_OF))
            || (t + 1..t + 4).any(|a| self.layout.has(a, Class::LEAK))
    }

    /// Returns the relation of an outlet inside the source's words: *a
    /// transcript published by O*, *a letter leaked to O*, *X, a guest on O,*.
    pub(super) fn in_source(&self, m: &Mention) -> Option<Relation> {
        let layout = self.layout;
        // *CNN's source*, *the CNN source*
        let source = |t: u32| layout.has(t, Class::INFORMANT);
        let possessive = layout.possessive(m.tokens.end);
        if possessive && (m.tokens.end..m.tokens.end + 4).any(source) || source(m.tokens.end) {
            return Some(Relation::Received);
        }
        let before = self.preposition_before(0, m);
        let verb = before.checked_sub(1)?;
        // *an official who spoke to CNN*
        let spoke = (verb.saturating_sub(1)..=verb).any(|t| layout.has(t, Class::TALKING));
        if layout.is(before, TO_OR_WITH) && spoke {
            return Some(Relation::Received);
        }
        if layout.is(before, VIA) {
            return Some(Relation::Carried);
        }
        if layout.is(before, BY_OR_IN) && layout.has(verb, Class::PUBLISHING) || self.leaked(before) {
            return Some(Relation::Carried);
        }
        (layout.is(before, TO) && layout.has(verb, Class::GIVING)
            || layout.is(before, ON) && layout.has(verb, Class::VISITING))
        .then_some(Relation::Received)
    }

    /// Whether a preposition introduces the outlet that received a leak:
    /// *leaked to, shared with*.
    fn leaked(&self, preposition: u32) -> bool {
        preposition
            .checked_sub(1)
            .is_some_and(|verb| self.layout.is(preposition, TO_OR_WITH) && self.layout.has(verb, Class::LEAKING))
    }

    /// Returns the relation of an outlet outside the source's words, by what
    /// stands before and behind it.
    pub(super) fn stands_as(&self, i: u32, place: &Place, m: &Mention, according: bool) -> Option<Relation> {
        if self.beside_interview(place, m) {
            return Some(Relation::Received);
        }
        let layout = self.layout;
        let b = self.preposition_before(place.window.start, m);
        if layout.is(b, ON) && !self.prints(m.party) && !self.names_a_topic(b) {
            return Some(Relation::Received);
        }
        // *C (via O)*
        if self.leaked(b) || layout.is(b, VIA) {
            return Some(Relation::Carried);
        }
        let before = b.checked_sub(1);
        let Some(before) = before else { return self.brings(i, place, m) };
        if layout.is(b, TO) {
            return self.hears(before, place, according);
        }
        if layout.is(b, WITH) && (layout.has(before, Class::TALKING) || layout.has(before, Class::INTERVIEW)) {
            return Some(Relation::Received);
        }
        // *asked by O whether*, *interviewed by O's anchor*
        if layout.is(b, BY) && layout.has(before, Class::QUESTIONING) {
            return Some(Relation::Received);
        }
        if layout.is(b, BY_OR_IN) && layout.has(before, Class::PUBLISHING) {
            return Some(Relation::Carried);
        }
        self.brings(i, place, m)
    }

    /// Whether an interview or appearance is named right before or behind an
    /// outlet: *in an interview with O*, *O's last edition*.
    fn beside_interview(&self, place: &Place, m: &Mention) -> bool {
        let layout = self.layout;
        let start = m.tokens.start;
        let comma = |t: u32| layout.kind(t) == Some(TokenKind::Comma);
        let interview = |t: u32| layout.has(t, Class::INTERVIEW);
        let mut before = start.saturating_sub(9).max(place.window.start)..start;
        let after = m.tokens.end..(m.tokens.end + 4).min(place.window.end);
        before.any(|t| interview(t) && place.outside(t) && !(t + 1..start).any(comma))
            || after.take_while(|&t| !comma(t)).any(|t| interview(t) && place.outside(t))
    }

    /// Returns the token before an outlet, its articles, quotation marks,
    /// possessives, time nouns and country, where its preposition stands:
    /// *spoke to Velmark's Courier*. Goes no further back than `from`.
    fn preposition_before(&self, from: u32, m: &Mention) -> u32 {
        let layout = self.layout;
        let mut b = m.tokens.start.saturating_sub(1);
        let mut steps = 0;
        while steps < 5
            && b > from
            && ([ARTICLES, POSSESSIVES, LAST_OR_THIS].iter().any(|set| layout.is(b, set))
                || layout.has(b, Class::TIME_NOUN)
                || layout.kind(b) == Some(TokenKind::DoubleQuote)
                || layout.possessive(b)
                || layout.possessive(b + 1) && layout.has(b, Class::PLACE))
        {
            b -= 1;
            steps += 1;
        }
        b
    }

    /// Whether the lexicon lists a party as a publisher that prints, so that
    /// nobody speaks *on* it.
    pub(in crate::resolve) fn prints(&self, party: u32) -> bool {
        self.entity(party).outlet.is_some_and(|o| {
            let kind = self.layout.lexicon.outlet(o).kind;
            matches!(kind, OutletKind::Newspaper | OutletKind::Wire | OutletKind::Magazine)
        })
    }

    /// Whether *on* belongs to the word before it: *her views on O*.
    fn names_a_topic(&self, on: u32) -> bool {
        on > 0 && self.layout.has(on - 1, Class::TOPICAL)
    }

    /// Returns the relation of an outlet behind *to*: *according to O*, *a
    /// statement to O*, *explained to O why*.
    fn hears(&self, before: u32, place: &Place, according: bool) -> Option<Relation> {
        let layout = self.layout;
        if layout.is(before, ACCORDING) {
            return (!according).then_some(Relation::Carried);
        }
        let spoken =
            ClassSet::of(&[Class::ADDRESSING, Class::TALKING, Class::GIVING, Class::INTERVIEW, Class::PLAIN_SAYING]);
        let told = layout.has_any(before, spoken) || layout.is(before, THEM) || place.cue.end == before + 1;
        told.then_some(Relation::Received)
    }

    /// Returns the relation of an outlet that published the words: *O obtained
    /// audio in which X said*, *O reported that X said*.
    fn brings(&self, i: u32, place: &Place, m: &Mention) -> Option<Relation> {
        let layout = self.layout;
        let first = place.source.iter().chain(&place.content).map(|s| s.start).min().unwrap_or(place.cue.start);
        let behind = m.tokens.end..m.tokens.end + 3;
        let brought = behind.clone().find(|&t| layout.has(t, Class::PUBLISHING));
        if let Some(verb) = brought.filter(|&t| t < first && place.outside(t))
            && let Some(record) = (verb + 1..(verb + 8).min(first)).find(|&t| layout.has(t, Class::RECORDING))
            && (record..first).any(|t| layout.is(t, RELATIVES) || layout.is(t, OF))
        {
            return Some(Relation::Carried);
        }
        let verb = behind.clone().find(|&t| layout.has(t, Class::REPORTING))?;
        // *in the wake of the Post report, he …*: here *report* is a noun.
        // *O's report, …*
        let past = layout.mark(verb).is_some_and(|m| layout.lexicon.forms(m.word).has(Forms::PAST));
        let noun = !past && layout.kind(verb + 1) == Some(TokenKind::Comma);
        let leads = !self.another_cue(i, verb) && verb < first && first <= verb + 4 && place.outside(verb) && !noun;
        leads.then_some(Relation::Carried)
    }

    /// Whether another source's cue stands between this cue and the outlet.
    pub(super) fn another_speaks(&self, i: u32, place: &Place, m: &Mention) -> bool {
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
}

#[cfg(test)]
mod tests {
    /// Returns the chain of an article's first statement.
    fn first(text: &str) -> String {
        crate::analyze(text).chain_path(0)
    }

    /// An outlet inside the source's own words can be an intermediary.
    /// Those who run an outlet, and events named after it, publish nothing.
    #[test]
    fn chiefs_and_events_are_not_outlets() {
        for text in [
            "In an email to CNN chiefs, Omar Reyes said the port was shut.",
            "Omar Reyes wrote in a letter to BBC bosses that the port was shut.",
            "Omar Reyes said at the Reuters Skerry conference that the port was shut.",
        ] {
            assert_eq!(first(text), "Omar Reyes", "{text}");
        }
    }

    /// A site that is told something publishes it.
    #[test]
    fn a_site_that_is_told_something_is_an_intermediary() {
        let text = "Omar Reyes told the site that the port was shut.";
        assert_eq!(first(text), "Omar Reyes → the site");
        let text = "Omar Reyes told the Harlow and Skerry Gazette that the port was shut.";
        assert_eq!(first(text), "Omar Reyes → Harlow and Skerry Gazette");
    }

    #[test]
    fn outlets_in_the_words_for_a_source() {
        assert_eq!(first("Omar Reyes, a guest on CNN, said the port was shut."), "Omar Reyes → CNN");
        let letter = "A letter leaked to CNN says the port was shut.";
        assert_eq!(first(letter), "A letter leaked to CNN → CNN");
        let letter = "A letter from the port, leaked to CNN, says that it was shut.";
        assert_eq!(first(letter), "A letter from the port → CNN");
        let letter = "A letter that moved to CNN says the port was shut.";
        assert_eq!(first(letter), "A letter");
    }
}
