//! Resolves the roles of occasions to parties: which outlet's interview, and
//! who speaks in it.

use super::names::Mention;
use super::{Occasion, Resolver};
use crate::closed_class::{IN_CONVERSATION, RELATIVE_PRONOUNS, SUBJECT_PRONOUNS};
use crate::grammar::{Opening, Opens, TITLE};
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};

/// How many people of a sentence are considered if its words do not say who
/// speaks on an occasion.
const PEOPLE: usize = 8;

impl Resolver<'_> {
    /// Adds the occasion that the words of `opening` open.
    pub(super) fn open_occasion(&mut self, opening: &Opening) {
        self.walk(self.layout.span_of(opening.cue).start);
        let occasion = self.opened(opening);
        self.occasions.extend(occasion);
    }

    /// Resolves the occasion that the words of `opening` open. Returns `None`
    /// if they name no publisher, or the article's own.
    fn opened(&mut self, opening: &Opening) -> Option<Occasion> {
        let (outlet, mention) = match opening.opens {
            opens if !opens.names_publisher() => (None, self.layout.span_of(opening.cue)),
            _ => self.publisher(opening).map(|(outlet, mention)| (Some(outlet), mention))?,
        };
        let person = |m: &Mention| self.entity(m.party).kind == PartyKind::Person;
        // *CNN's Ana Ruiz*: a person named with the publisher works there.
        let named = opening.hosts.iter().chain([&opening.outlet]).flat_map(|&t| self.names.within(t));
        let mut hosts: Vec<u32> = named.filter(|m| person(m)).map(|m| m.party).collect();
        // *on CNN, where host Ana Ruiz pressed him*
        let sentence = self.layout.sentences.get(opening.sentence as usize).map(|s| self.names.within(s.tokens));
        let introduced = |t: u32| self.layout.has(t, Class::INTERVIEWER);
        let asks = |m: &&Mention| person(m) && (m.start.saturating_sub(1)..m.tokens.start).any(introduced);
        for m in sentence.into_iter().flatten().filter(asks) {
            if !hosts.contains(&m.party) {
                hosts.push(m.party);
            }
        }
        let mut speakers: Vec<u32> = opening.speakers.iter().flat_map(|&tokens| self.speakers(tokens)).collect();
        let says_who = !speakers.is_empty();
        if !says_who {
            speakers.extend(self.first_named(opening, &hosts));
        }
        speakers.retain(|s| !hosts.contains(s));
        Some(Occasion { opening: opening.clone(), outlet, mention, hosts, speakers, says_who })
    }

    /// Returns the publisher that the words of an opening name, and where;
    /// `None` for the article's own and for a newspaper on the air.
    fn publisher(&mut self, opening: &Opening) -> Option<(u32, Span)> {
        let named = self.outlets_in(opening.outlet).find(|m| self.is_title(m.tokens.start));
        let (outlet, mention) = match named {
            Some(m) => (m.party, self.layout.span_of(m.tokens)),
            None => self.outlet_described(opening.outlet)?,
        };
        let prints = opening.opens == Opens::Broadcast && self.prints(outlet);
        (!self.is_own(outlet) && !prints).then_some((outlet, mention))
    }

    /// Returns the publisher that a common noun means, and its words: *the
    /// newspaper, a local radio station*. *its website* belongs to somebody and
    /// is not a publisher.
    fn outlet_described(&mut self, tokens: TokenSpan) -> Option<(u32, Span)> {
        let tokens = self.trim(tokens);
        let own = self.layout.has(tokens.start, Class::POSSESSIVE_PRONOUN);
        if tokens.is_empty() || own || !self.layout.has(tokens.end - 1, Class::OUTLET_HEAD) {
            return None;
        }
        let party = self.phrase(tokens, None)?;
        let entity = self.entity(party);
        (entity.kind == PartyKind::Outlet && !entity.plural).then(|| (party, self.layout.span_of(tokens)))
    }

    /// Returns the parties that the words for a speaker mean: each of several
    /// people, or the party that they already mean as the source of an
    /// attribution.
    fn speakers(&mut self, tokens: TokenSpan) -> Vec<u32> {
        let tokens = self.trim(tokens);
        // *In an interview with O you said*: a question of this article's own.
        if self.layout.is(tokens.start, IN_CONVERSATION) {
            return Vec::new();
        }
        if let Some(people) = self.people_of(tokens) {
            return people;
        }
        let spoken = self.spoken.binary_search_by_key(&tokens.start, |s| s.0);
        let party = spoken.ok().map(|at| self.spoken[at].1).or_else(|| self.phrase(tokens, None));
        // *Ana Ruiz, the mayor, who spoke to O*: a relative pronoun does not
        // say who speaks, unless it refers to a person who is named.
        let relative = self.layout.is(tokens.start, RELATIVE_PRONOUNS);
        party.filter(|&p| !relative || self.entity(p).kind == PartyKind::Person).into_iter().collect()
    }

    /// Whether a token stands in no quotation that is longer than a title.
    fn is_title(&self, t: u32) -> bool {
        let quotation = self.layout.quotation(t).checked_sub(1).and_then(|q| self.layout.quotations.get(q as usize));
        quotation.is_none_or(|q| q.tokens.len() <= TITLE)
    }

    /// Returns the first person whom the sentence names, unless a pronoun
    /// before the name can refer to somebody else.
    fn first_named(&self, opening: &Opening, hosts: &[u32]) -> Option<u32> {
        let sentence = self.layout.sentences.get(opening.sentence as usize)?.tokens;
        let people = self.names.within(sentence).iter().filter(|m| self.entity(m.party).kind == PartyKind::Person);
        let plain = people.take(PEOPLE).filter(|m| self.is_title(m.start));
        let first = plain.into_iter().find(|m| !hosts.contains(&m.party))?;
        let pronoun = |t: u32| self.is_title(t) && self.layout.is(t, SUBJECT_PRONOUNS);
        (!TokenSpan::new(sentence.start, first.start).range().any(|t| pronoun(t as u32))).then_some(first.party)
    }
}
