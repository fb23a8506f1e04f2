//! Collects what an attribution's own sentence says about how its words reached
//! the article: *told CNN*, *was quoted by Tass*, *according to the Times*,
//! *told reporters*.
//!
//! The links that the construction captured come first, then the venues beside
//! the cue. Only if neither names an intermediary is the sentence around the
//! cue searched: for outlets in the position of a venue or carrier
//! (`outlets.rs`) and for other parties that pass the words on (`telling.rs`).
//! `minds.rs` finds the person whose thoughts the content tells of. `holder.rs`
//! says who holds the content where that is not the subject; sources are
//! resolved with it.

mod holder;
mod minds;
mod outlets;
mod telling;

use super::names::{Entity, Mention};
use super::{Resolver, SentenceLink, SentenceRoute};
use crate::attribution::{Act, Attribution, Relation};
use crate::closed_class::{
    A, ARTICLES, BEFORE_CHANNEL, BEFORE_INTERVIEW, IF_OR_WHETHER, IN, IN_OR_ON, ONCE, PEOPLES_RELATIVES,
    PERSONAL_POSSESSIVES, THAT_OR_THOSE, TO, TO_COME, WE, WHEN_OR_BY,
};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};
use crate::token::TokenKind;

/// How many tokens on each side of the cue are searched.
const WINDOW: u32 = 90;

/// How many attributions before and after one are searched.
const NEAR: usize = 12;

/// How many tokens back an earlier mention of a document is searched.
const SPOKEN_OF: u32 = 240;

/// The parts of an attribution, in tokens.
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
    pub(super) fn sentence_route(&mut self, i: u32) -> SentenceRoute {
        let a = &self.attributions[i as usize];
        let mut sentence_route = SentenceRoute::default();
        let Some(place) = self.place(a) else { return sentence_route };
        sentence_route.paragraph = self.layout.paragraph(place.cue.start);
        sentence_route.headline = self.layout.in_headline(place.cue.start);
        // *O once quoted Ruiz*: later words of hers did not come through O.
        sentence_route.once = (place.cue.start.saturating_sub(1)..place.cue.end).any(|t| self.layout.is(t, ONCE));
        let holder = self.holders[i as usize];
        sentence_route.holder = holder.words;
        sentence_route.heard = holder.heard;
        sentence_route.links.extend(holder.hearer);
        self.captured(a, &mut sentence_route);
        // An article or letter that the source wrote for an outlet is a channel
        // of their own, so it came through no intermediary: *in a column, this
        // month, in the Courier*. An article in which she *said* something is
        // somebody else's.
        let tokens_of = |&span: &Span| self.layout.tokens_of(span);
        let writes = place.cue.range().any(|t| self.layout.has(t as u32, Class::WRITING));
        let hers =
            |t: u32| self.layout.has(t, Class::OWN_WRITING) && (writes || !self.layout.has(t, Class::NEWS_PIECE));
        let own = |span: &Span| tokens_of(span).range().any(|t| hers(t as u32));
        sentence_route.event |= a.venues.iter().any(own);
        for span in a.venues.iter().take_while(|span| !own(span)) {
            let tokens = tokens_of(span);
            let found = self.outlets_in(tokens).next();
            match found {
                Some(m) if !sentence_route.links.iter().any(|l| l.party == m.party) => {
                    sentence_route.links.push(self.link(Relation::Received, m));
                    self.beside(Some(m), Relation::Received, &mut sentence_route);
                }
                Some(_) => {}
                None => self.occasion(tokens, &place, &mut sentence_route),
            }
        }
        // *told host Ana Ruiz on Radio Skerry*: keep the outlet and drop its
        // host.
        let outlet = |l: &SentenceLink| self.entity(l.party).kind == PartyKind::Outlet;
        let received = |l: &SentenceLink| l.relation == Relation::Received;
        if sentence_route.links.iter().any(|l| received(l) && outlet(l)) {
            let kept = sentence_route.links.iter().filter(|l| !received(l) || outlet(l)).copied().collect();
            sentence_route.links = kept;
        }
        if sentence_route.links.is_empty() {
            self.search(i, &place, &mut sentence_route);
        }
        if sentence_route.links.is_empty() {
            for t in place.window.start..place.window.end {
                let near = t + 16 > place.cue.start && t < place.cue.end + 16;
                if near && place.outside(t) {
                    self.occasion(TokenSpan::new(t, t + 1), &place, &mut sentence_route);
                }
            }
        }
        sentence_route.event |= sentence_route.links.is_empty() && self.doorstep(a, &place);
        // A publisher that carried the words is nearer to the article than one
        // that received them, and that one nearer than a relayer, in whatever
        // order the sentence names them.
        sentence_route.links.sort_by_key(|l| match l.relation {
            Relation::Carried => 0,
            Relation::Received => 1,
            Relation::Relayed => 2,
        });
        self.monitors(&place, &mut sentence_route);
        // *we wrongly quoted Ruiz as saying*: the writer is not an
        // intermediary.
        sentence_route.links.retain(|l| {
            let t = self.layout.tokens_of(l.mention).start;
            !self.layout.is(t, WE) || self.layout.quotation(t) > 0
        });
        self.drop_journals(&place, &mut sentence_route);
        sentence_route.insider = self.insider(i, &place);
        sentence_route.inner = self.inner(i, &place);
        sentence_route
    }

    /// Drops the journal that printed a study: *a study published in the Journal
    /// of Surgery*. There researchers make their own words public.
    fn drop_journals(&self, place: &Place, sentence_route: &mut SentenceRoute) {
        let mut source = place.source.first().map_or(0..0, |s| s.start..s.end);
        if let Some(study) = source.find(|&t| self.layout.has(t, Class::STUDY)) {
            let at = self.layout.span_of(TokenSpan::new(study, study + 1)).start;
            sentence_route.links.retain(|l| l.relation == Relation::Received || l.mention.start < at);
        }
    }

    /// Adds the links that the construction captured.
    fn captured(&mut self, a: &Attribution, sentence_route: &mut SentenceRoute) {
        for link in &a.links {
            let tokens = self.layout.tokens_of(link.span);
            if let Some(party) = self.link_party(tokens) {
                let relation = match link.relation {
                    // A link after *in* or *on* is a publication, even if it is
                    // not known as an outlet.
                    Relation::Carried
                        if self.entity(party).kind != PartyKind::Outlet
                            && !tokens.start.checked_sub(1).is_some_and(|b| self.layout.is(b, IN_OR_ON)) =>
                    {
                        Relation::Relayed
                    }
                    relation => relation,
                };
                let first = self.outlets_in(tokens).next();
                let several = self.outlets_in(tokens).nth(1).is_some();
                let mention = first.filter(|_| several).map_or(link.span, |m| self.layout.span_of(m.tokens));
                sentence_route.links.push(SentenceLink { relation, party, mention });
                self.beside(first, relation, sentence_route);
            }
        }
    }

    fn place(&self, a: &Attribution) -> Option<Place> {
        let ranges = |spans: &[Span]| spans.iter().map(|&s| self.layout.tokens_of(s)).collect::<Vec<_>>();
        let cue = a
            .cue
            .first()
            .map(|&s| self.layout.tokens_of(s))
            .or_else(|| a.source.first().map(|&s| self.layout.tokens_of(s)))?;
        let head = if cue.contains(a.cue_head) { a.cue_head } else { cue.start };
        let around = self.layout.sentence_tokens(head);
        let window = TokenSpan::new(
            around.start.max(head.saturating_sub(WINDOW)),
            around.end.min(head.saturating_add(WINDOW)).max(cue.end.min(self.layout.len())),
        );
        // A nested attribution is searched only within its holder's content.
        let holder = a.nested_in.and_then(|up| self.attributions.get(up as usize));
        let within = holder.and_then(|up| ranges(&up.content).into_iter().find(|c| c.contains(head)));
        let window = within.map_or(window, |c| TokenSpan::new(window.start.max(c.start), window.end.min(c.end)));
        Some(Place { cue, head, content: ranges(&a.content), source: ranges(&a.source), window })
    }

    fn link(&self, relation: Relation, m: Mention) -> SentenceLink {
        SentenceLink { relation, party: m.party, mention: self.layout.span_of(m.tokens) }
    }

    /// Returns the party that a link's words refer to: the first outlet in
    /// them, or else the whole phrase.
    fn link_party(&mut self, tokens: TokenSpan) -> Option<u32> {
        let outlet = self.outlets_in(tokens).next().map(|m| m.party);
        outlet.or_else(|| self.phrase(tokens, None))
    }

    /// Records audiences, channels and unnamed interviews in the tokens as the
    /// occasion of the words, if a preposition or the cue makes them so.
    fn occasion(&mut self, tokens: TokenSpan, place: &Place, sentence_route: &mut SentenceRoute) {
        let quoted = self.layout.quotation(place.cue.start);
        let aside = self.relative_clause(place);
        for t in tokens.start..tokens.end {
            if aside.contains(t) {
                continue;
            }
            // A word in quotation marks is mentioned there and is not an
            // occasion of this attribution.
            if self.layout.quotation(t) > 0 && self.layout.quotation(t) != quoted {
                continue;
            }
            let any_near = |back: u32, wanted: &dyn Fn(u32) -> bool| {
                (t.saturating_sub(back)..t)
                    .rev()
                    .take_while(|&b| {
                        self.layout.kind(b) != Some(TokenKind::Comma)
                            && !self.layout.is(b, IF_OR_WHETHER)
                            && self.layout.sentence(b) == self.layout.sentence(t)
                    })
                    .any(wanted)
            };
            let near = |words: &[&str], back: u32| any_near(back, &|b| self.layout.is(b, words));
            let told = ClassSet::of(&[Class::TELLING, Class::PRIVATE_SPEECH]);
            if self.layout.has(t, Class::AUDIENCE)
                && any_near(4, &|b| self.layout.is(b, TO) || self.layout.has_any(b, told))
            {
                // *he told the host* continues the interview.
                let asks = |t: u32| self.layout.has(t, Class::INTERVIEWER);
                match (t..t + 2).find(|&t| asks(t)) {
                    Some(host) if sentence_route.interview.is_none() => {
                        sentence_route.interview = Some(self.layout.span_of(TokenSpan::new(t, host + 1)));
                    }
                    Some(_) => {}
                    None if t > 0 && asks(t) => {}
                    None => sentence_route.event = true,
                }
            }
            // *in his remarks* refers to remarks from before, so no new
            // occasion starts. *in her memoir* starts one, unless an earlier
            // sentence connects the document with a publisher.
            let same = near(THAT_OR_THOSE, 3)
                || near(PERSONAL_POSSESSIVES, 3) && (self.published(t) || !self.layout.own_document(t));
            // The cue's head is a verb, not a channel: *the mayor calls the
            // plan a joke*.
            let cue = place.cue.contains(t) && t != place.head;
            let later = near(TO_COME, 3);
            if self.layout.has(t, Class::CHANNEL) && !(same || later) && (cue || near(BEFORE_CHANNEL, 4)) {
                sentence_route.event = true;
            }
            if self.layout.has(t, Class::INTERVIEW) && near(BEFORE_INTERVIEW, 4) && sentence_route.interview.is_none() {
                let start = (t.saturating_sub(4)..t)
                    .rev()
                    .find(|&s| self.layout.is(s, ARTICLES) || self.layout.is(s, IN))
                    .unwrap_or(t);
                let start = start + u32::from(self.layout.is(start, IN));
                let end = (t..t + 4).find(|&u| !self.layout.has(u, Class::INTERVIEW)).unwrap_or(t + 1);
                let span = self.layout.span_of(TokenSpan::new(start, end));
                sentence_route.interview = Some(span);
                let media = ClassSet::of(&[Class::MEDIUM, Class::PRINT]);
                let medium = (start..end).any(|t| self.layout.has_any(t, media));
                if medium && sentence_route.links.is_empty() {
                    let mut entity = Entity::new(PartyKind::Outlet, span.of(self.layout.text).to_owned());
                    entity.weak = true;
                    let party = self.add(entity);
                    sentence_route.links.push(SentenceLink { relation: Relation::Received, party, mention: span });
                }
            }
        }
    }

    /// Returns the relative clause between the source and the cue, which says
    /// nothing about this occasion: *Ruiz, who writes a newsletter, said …*
    fn relative_clause(&self, place: &Place) -> TokenSpan {
        let from = place.source.first().map_or(place.cue.start, |s| s.end);
        let comma = |t: u32| self.layout.kind(t) == Some(TokenKind::Comma);
        let opens = (from..place.cue.start).find(|&t| comma(t) && self.layout.is(t + 1, PEOPLES_RELATIVES));
        let closes = (from..place.cue.start).rev().find(|&t| comma(t));
        match (opens, closes) {
            (Some(open), Some(close)) => TokenSpan::new(open, close.max(open)),
            _ => TokenSpan::new(place.cue.start, place.cue.start),
        }
    }

    /// Whether the source was approached by reporters in general: *declined to
    /// comment when a reporter knocked at her door*.
    fn doorstep(&self, a: &Attribution, place: &Place) -> bool {
        (place.window.start..place.window.end).any(|t| {
            let indefinite = self.layout.word(t).ends_with('s') || t > 0 && self.layout.is(t - 1, A);
            let when = (t.saturating_sub(2)..t).any(|b| self.layout.is(b, WHEN_OR_BY));
            // In the content of a statement, a reporter's act is part of what
            // the source said.
            let here = place.outside(t) || matches!(a.act, Act::Intention | Act::Attitude);
            self.layout.has(t, Class::JOURNALIST) && indefinite && when && here && self.layout.quotation(t) == 0
        })
    }

    /// Whether the sentence that last mentioned the same document names a
    /// publisher: *told CNN in a statement*.
    fn published(&self, t: u32) -> bool {
        let word = self.layout.word(t);
        let sentence = self.layout.sentence_tokens(t).start;
        let before = (sentence.saturating_sub(SPOKEN_OF)..sentence).rev().find(|&b| self.layout.word(b) == word);
        before.is_some_and(|b| self.outlets_in(self.layout.sentence_tokens(b)).next().is_some())
    }

    fn search(&mut self, i: u32, place: &Place, sentence_route: &mut SentenceRoute) {
        let quoting = (place.cue.start..place.cue.end).find(|&t| self.layout.has(t, Class::QUOTING));
        if let Some(verb) = quoting {
            self.quoted(i, place, verb, sentence_route);
        }
        if sentence_route.links.is_empty() {
            self.said_by(i, place, sentence_route);
        }
        if sentence_route.links.is_empty() {
            self.addressed(place, sentence_route);
        }
        if sentence_route.links.is_empty() {
            self.told_of(i, place, sentence_route);
        }
        if sentence_route.links.is_empty() {
            self.around(i, place, sentence_route);
        }
        if sentence_route.links.iter().all(|l| l.relation == Relation::Received)
            && let Some(link) = self.tail(i, place).or_else(|| self.opening(i, place))
        {
            sentence_route.links.insert(0, link);
        }
        if sentence_route.links.is_empty() {
            self.affiliation(place, sentence_route);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::last_chain as last;

    /// Memoirs, statements and doorstep remarks are not part of the interview
    /// in the sentence before.
    #[test]
    fn memoirs_and_doorstep_remarks_are_not_part_of_an_interview() {
        for text in [
            "In her memoir, she wrote that the ice broke.",
            "In her statement, Vogt said the ice broke.",
            "Vogt declined to comment when a reporter knocked at her door. \"I have nothing to add,\" she said.",
        ] {
            let text = format!("Lena Vogt told CNN on Monday that the pool was shut.\n\n{text}");
            assert_eq!(last(&text), "Lena Vogt", "{text}");
        }
        let text =
            "Lena Vogt told CNN in a statement that the pool was shut. In her statement, Vogt said the ice broke.";
        assert_eq!(last(text), "Lena Vogt → CNN");
    }

    /// An article that she wrote is her own; one in which she is quoted is not.
    #[test]
    fn an_article_by_the_source_is_a_channel() {
        let said = "\"The ice broke,\" Lena Vogt said in a May 7 article in The Skerry Courier.";
        assert_eq!(last(said), "Lena Vogt → Skerry Courier");
        assert_eq!(last(&said.replace("said", "wrote")), "Lena Vogt");
    }
}
