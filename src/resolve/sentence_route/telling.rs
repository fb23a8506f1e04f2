//! Finds other parties that pass on an attribution's words in the same
//! sentence: *was quoted by O*, *…, the newspaper said*, *was said by aides
//! to*.

use super::super::{Resolver, SentenceLink, SentenceRoute};
use super::{NEAR, Place};
use crate::attribution::Relation;
use crate::closed_class::{AS, BE, BEFORE_CONTENT, BY, BY_OR_IN, CLAUSE_WORDS, SUBJECT_OPENERS, THAT, TO};
use crate::lexicon::{Class, ClassSet, Forms, PredicateKind};
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};
use crate::token::TokenKind;

/// Verbs for passing words on.
const SAYS: ClassSet = ClassSet::of(&[Class::NEWS_VERB, Class::PLAIN_SAYING, Class::JOURNALISM]);

impl Resolver<'_> {
    /// Finds the carrier of words with a verb of quoting: *was quoted by O as
    /// saying*, *O quoted X as saying*, *O, quoting X, said*.
    pub(super) fn quoted(&mut self, i: u32, place: &Place, verb: u32, sentence_route: &mut SentenceRoute) {
        let end = place.window.end.min(verb + 16);
        let mut t = verb + 1;
        while t < end {
            // *was quoted as saying by O*: the grammar took *by O* for content.
            let taken = self.layout.is(t, BY) && place.content.iter().any(|c| c.start == t);
            if place.in_content(t) && !taken
                || matches!(self.layout.kind(t), Some(TokenKind::Period | TokenKind::Semicolon))
            {
                break;
            }
            if self.layout.is(t, BY_OR_IN) {
                let near = TokenSpan::new(t + 1, (t + 9).min(end));
                let found = self.outlets_in(near).find(|m| taken || place.outside(m.tokens.start));
                if let Some(m) = found {
                    sentence_route.links.push(self.link(Relation::Carried, m));
                    self.beside(Some(m), Relation::Carried, sentence_route);
                    return;
                }
                if self.layout.is(t, BY) {
                    let stop = (t + 1..end)
                        .find(|&u| {
                            place.in_content(u)
                                || [AS, THAT].iter().any(|set| self.layout.is(u, set))
                                || self.layout.kind(u) == Some(TokenKind::Comma)
                                || self.layout.kind(u) == Some(TokenKind::Period)
                        })
                        .unwrap_or(end);
                    let tokens = TokenSpan::new(t + 1, stop);
                    if let Some(party) = self.phrase(tokens, None) {
                        self.push_carrier(i, party, self.layout.span_of(tokens), sentence_route);
                        return;
                    }
                }
            }
            t += 1;
        }
        let passive = (verb.saturating_sub(3).max(place.window.start)..verb).any(|t| self.layout.is(t, BE));
        if passive {
            sentence_route.agentless = true;
            return;
        }
        // A source that stands before the verb is its subject, so it is not a
        // carrier; *as cited in O* has no subject.
        if verb > 0 && self.layout.is(verb - 1, AS) || place.source.iter().any(|s| s.start < verb) {
            return;
        }
        // The carrier is the subject: an outlet before the verb, or else the
        // nearest noun phrase.
        let before = TokenSpan::new(place.window.start.max(verb.saturating_sub(30)), place.cue.start);
        let outlet = self.outlets_in(before).filter(|m| place.outside(m.tokens.start)).last();
        if let Some(m) = outlet.filter(|m| m.tokens.end + 12 > verb) {
            sentence_route.links.push(self.link(Relation::Carried, m));
            return;
        }
        if let Some(tokens) = self.subject_before(place, place.cue.start)
            && let Some(party) = self.phrase(tokens, None)
        {
            self.push_carrier(i, party, self.layout.span_of(tokens), sentence_route);
        }
    }

    pub(super) fn push_carrier(&mut self, i: u32, party: u32, mention: Span, sentence_route: &mut SentenceRoute) {
        if self.sources[i as usize] == Some(party) {
            return;
        }
        let relation = if self.entity(party).kind == PartyKind::Outlet { Relation::Carried } else { Relation::Relayed };
        sentence_route.links.push(SentenceLink { relation, party, mention });
    }

    /// Returns the noun phrase that ends before `end`: *the spokesman* in
    /// *After the meeting the spokesman quoted*.
    pub(super) fn subject_before(&self, place: &Place, end: u32) -> Option<TokenSpan> {
        let mut end = end;
        while end > place.window.start
            && (self.layout.has_any(end - 1, ClassSet::of(&[Class::ADVERB, Class::AUXILIARY, Class::TIME]))
                || self.layout.kind(end - 1) == Some(TokenKind::Comma))
        {
            end -= 1;
        }
        let floor = place.window.start.max(end.saturating_sub(14));
        let mut start = end;
        for t in (floor..end).rev() {
            let stop = place.in_content(t)
                || matches!(
                    self.layout.kind(t),
                    Some(TokenKind::Comma | TokenKind::DoubleQuote | TokenKind::Semicolon | TokenKind::Colon)
                )
                || self.layout.has_any(t, ClassSet::of(&[Class::CONJUNCTION, Class::SUBORDINATOR]));
            if stop {
                break;
            }
            start = t;
        }
        // Words before the last determiner or pronoun belong to an adverbial.
        let opener = (start..end).rev().find(|&t| self.layout.is(t, SUBJECT_OPENERS));
        if let Some(opener) = opener {
            start = opener;
        }
        (start < end).then(|| TokenSpan::new(start, end))
    }

    /// Whether the token is a finite verb by which somebody passes words on.
    fn says(&self, t: u32) -> bool {
        self.layout
            .mark(t)
            .is_some_and(|m| m.classes.any(SAYS) && !self.layout.lexicon.forms(m.word).has(Forms::GERUND))
    }

    /// Whether the token is a reporting noun as well: *reports*.
    fn may_be_noun(&self, t: u32) -> bool {
        let lexicon = self.layout.lexicon;
        let predicates = self.layout.mark(t).map_or(&[][..], |m| lexicon.predicates(m.word));
        predicates.iter().any(|&(p, _)| lexicon.predicate(p).kind == PredicateKind::Noun)
    }

    /// Returns the party that a second cue at the end of the sentence names:
    /// *He added he expects a deal, the newspaper said.*
    pub(super) fn tail(&mut self, i: u32, place: &Place) -> Option<SentenceLink> {
        let mut end = place.window.end;
        while end > place.window.start && !self.layout.is_word(end - 1) {
            end -= 1;
        }
        let verb = (end.saturating_sub(4).max(place.window.start)..end)
            .rev()
            .find(|&t| self.says(t) && !place.cue.contains(t))?;
        // If an attribution has this cue, nesting decides what it does to the
        // words.
        if self.another_cue(i, verb) {
            return None;
        }
        if self.may_be_noun(verb) && self.names.before(verb).last().is_none_or(|m| m.tokens.end != verb) {
            return None;
        }
        if self.layout.quotation(verb) > 0
            || (verb + 1..end).any(|t| self.layout.capital(t) && !self.layout.has(t, Class::TIME_NOUN))
        {
            return None;
        }
        let comma = (verb.saturating_sub(9).max(place.window.start)..verb)
            .rev()
            .find(|&t| matches!(self.layout.kind(t), Some(TokenKind::Comma)))?;
        if comma < place.cue.end.min(place.content.iter().map(|c| c.end).min().unwrap_or(u32::MAX)) {
            return None;
        }
        let tokens = TokenSpan::new(comma + 1, verb);
        if tokens.is_empty() || place.source.iter().any(|s| s.overlaps(tokens)) || place.cue.start >= comma {
            return None;
        }
        let bad = (tokens.start..tokens.end).any(|t| self.layout.is(t, CLAUSE_WORDS));
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
        (self.sources[i as usize] != Some(party)).then(|| SentenceLink {
            relation,
            party,
            mention: self.layout.span_of(tokens),
        })
    }

    /// Whether another attribution has its cue at this verb. If it holds this
    /// one, nesting decides what it does to the words; otherwise the verb
    /// introduces other words.
    pub(super) fn another_cue(&self, i: u32, verb: u32) -> bool {
        let from = (i as usize).saturating_sub(NEAR);
        let near = self.attributions.iter().enumerate().skip(from).take(NEAR * 2);
        near.into_iter().any(|(j, b)| j != i as usize && b.cue_head == verb)
    }

    /// Finds the party that a passive names with *by*: *Delors was said by
    /// aides to have …*
    pub(super) fn said_by(&mut self, i: u32, place: &Place, sentence_route: &mut SentenceRoute) {
        let Some(verb) = place.cue.end.checked_sub(1) else { return };
        if !(verb.saturating_sub(3)..verb).any(|t| self.layout.is(t, BE)) || !self.layout.is(verb + 1, BY) {
            return;
        }
        let end = (verb + 2..verb + 10)
            .find(|&t| {
                place.in_content(t)
                    || self.layout.is(t, TO)
                    || self.layout.is(t, AS)
                    || self.layout.kind(t) == Some(TokenKind::Comma)
            })
            .unwrap_or(verb + 2);
        let tokens = TokenSpan::new(verb + 2, end);
        if tokens.is_empty() || place.source.iter().any(|s| s.overlaps(tokens)) {
            return;
        }
        if let Some(party) = self.phrase(tokens, None) {
            self.push_carrier(i, party, self.layout.span_of(tokens), sentence_route);
        }
    }

    /// Returns the party that opens the sentence and passes the words on: *The
    /// newspaper said the study found …*
    pub(super) fn opening(&mut self, i: u32, place: &Place) -> Option<SentenceLink> {
        let first = place.source.iter().chain(&place.content).map(|s| s.start).chain([place.cue.start]).min()?;
        let start = place.window.start;
        if first <= start + 1 || first > start + 20 {
            return None;
        }
        let verb = (first.saturating_sub(4).max(start + 1)..first).find(|&t| self.says(t))?;
        if self.another_cue(i, verb) {
            return None;
        }
        let clear = (verb + 1..first).all(|t| self.layout.is(t, BEFORE_CONTENT))
            && !(start..verb).any(|t| matches!(self.layout.kind(t), Some(TokenKind::DoubleQuote | TokenKind::Colon)));
        if !clear {
            return None;
        }
        let tokens = self.subject_before(place, verb)?;
        let party = self.phrase(tokens, None)?;
        if self.sources[i as usize] == Some(party) || self.is_own(party) {
            return None;
        }
        // If an attribution has this verb as its cue, its source is known. A
        // different phrase before the verb belongs to an apposition or relative
        // clause.
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
        Some(SentenceLink { relation, party, mention: self.layout.span_of(tokens) })
    }

    /// Adds the outlet of a journalist who is cited for a report there: *NBC's
    /// Dante Chinni wrote*. Only verbs of journalism count, because hosts speak
    /// for themselves.
    pub(super) fn affiliation(&mut self, place: &Place, sentence_route: &mut SentenceRoute) {
        let writes = (place.cue.start..place.cue.end).any(|t| self.layout.has(t, Class::JOURNALISM));
        let Some(&source) = place.source.first().filter(|_| writes) else { return };
        let Some(m) = self.outlets_in(source).next() else { return };
        let head = self.names.within(source).iter().any(|p| self.entity(p.party).kind == PartyKind::Person);
        let reporter = (source.start..source.end).any(|t| self.layout.has(t, Class::JOURNALIST));
        if head || reporter {
            sentence_route.links.push(self.link(Relation::Carried, m));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::samples::Sample;

    /// *by* and an outlet in the content name the carrier.
    #[test]
    fn quoted_as_saying_by() {
        let text = "The port is shut, Omar Reyes was quoted as saying by Reuters.";
        let s = Sample::new(text, &[("Omar Reyes", "was quoted", "by Reuters")]);
        assert_eq!(s.line(0), "Reuters[carried] < Omar Reyes");
    }
}
