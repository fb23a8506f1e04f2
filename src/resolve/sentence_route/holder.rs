//! Finds who holds the content of an attribution where that is not the
//! subject: *Vogt drew criticism from the union*, *the union's claim that …*,
//! *Vogt seems calm*.

use super::super::{Holder, Resolver, SentenceLink};
use super::Place;
use crate::attribution::{CueForm, Relation};
use crate::closed_class::{AFTER_AGENT, BE, BY, FROM, OF_OR_FROM, SUBORDINATORS, WHO};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::span::TokenSpan;

/// How many tokens of *from …* are read.
const AGENT: u32 = 14;

impl Resolver<'_> {
    /// Returns who holds the content of an attribution whose words for the
    /// source mean `subject`.
    pub(in crate::resolve) fn holder_of(&mut self, i: u32, subject: Option<u32>) -> Holder {
        let own = Holder { party: subject, ..Holder::default() };
        let Some(place) = self.place(&self.attributions[i as usize]) else { return own };
        let holder = self.held_by(i, &place, subject).unwrap_or(own);
        let holder = self.heard(i, &place, holder.party).unwrap_or(holder);
        if let (Some(party), Some(words)) = (holder.party, holder.words) {
            self.named[party as usize].push(words);
        }
        holder
    }

    /// Makes the informant the source and the subject a relayer: *He had heard
    /// from the owner that …*, *was told by the owner that …*.
    fn heard(&mut self, i: u32, place: &Place, subject: Option<u32>) -> Option<Holder> {
        let a = &self.attributions[i as usize];
        let to = place.content.iter().map(|c| c.start).find(|&t| t > place.cue.end)?;
        let last = place.cue.end.checked_sub(1)?;
        let between = TokenSpan::new(place.cue.end + 1, to);
        let heard = self.layout.has(last, Class::HEARING) && self.layout.is(place.cue.end, FROM);
        let passive = (place.cue.start..last).any(|t| self.layout.is(t, BE));
        let told = passive && self.layout.has(last, Class::PRIVATE_SPEECH) && self.layout.is(place.cue.end, BY);
        // If the grammar found a source for a passive, that source is the
        // informant already.
        if !(heard || told && subject.is_none()) || between.is_empty() || between.len() > AGENT {
            return None;
        }
        let between = self.trim(between);
        let party = self.phrase(between, None).filter(|&p| Some(p) != subject)?;
        // *Ruiz said Ito had heard from …*: Ito passed the words on as well.
        let speaker = a.nested_in.and_then(|up| self.sources[up as usize]);
        let hearer = subject.filter(|_| speaker.is_some() && speaker != subject).zip(a.source.first());
        let hearer = hearer.map(|(party, &mention)| SentenceLink { relation: Relation::Relayed, party, mention });
        Some(Holder { party: Some(party), words: Some(self.layout.span_of(between)), heard: true, hearer })
    }

    /// Returns the holder where it is not the subject: the writer (*Vogt seems
    /// calm*), the party behind *from* (*drew criticism from the union*), or
    /// the party named in the cue (*the union's claim that …*).
    fn held_by(&mut self, i: u32, place: &Place, subject: Option<u32>) -> Option<Holder> {
        let a = &self.attributions[i as usize];
        if place.source.is_empty() {
            let named = subject.is_none() && a.cue_form == CueForm::Noun;
            return named.then(|| self.named_in_cue(place)).flatten();
        }
        let cue = || place.cue.start..place.cue.end;
        if place.head + 1 == place.cue.end && self.layout.has(place.head, Class::SEEMING) {
            return Some(Holder::default());
        }
        let target = a.cue_form == CueForm::LightVerb
            && cue().any(|t| self.layout.has(t, Class::MET_WITH))
            && !cue().any(|t| self.layout.has(t, Class::DRAWN));
        target.then(|| self.agent(place.cue.end).unwrap_or_default())
    }

    /// Returns the party that a *from* or *of* phrase at the end of the cue or
    /// after it names: *criticism from the union*, *the ire of the union*.
    fn agent(&mut self, end: u32) -> Option<Holder> {
        let of = end.checked_sub(1).filter(|&t| self.layout.is(t, OF_OR_FROM));
        let start = of.or(Some(end)).filter(|&t| self.layout.is(t, OF_OR_FROM))? + 1;
        let around = self.layout.sentence_tokens(start);
        let end = around.end.min(start + AGENT).max(start);
        let end = (start..end)
            .find(|&t| t > start && self.layout.is(t, SUBORDINATORS) || self.layout.is(t, AFTER_AGENT))
            .unwrap_or(end);
        let tokens = TokenSpan::new(start, end);
        let phrase = self.take_apart(self.trim(tokens));
        let people =
            ClassSet::of(&[Class::ROLE, Class::GROUP, Class::SPOKESPERSON, Class::UNNAMED_SOURCE, Class::INSIDER]);
        let described = (phrase.head.start..phrase.head.end).any(|t| self.layout.has_any(t, people));
        // *from some who …*
        let described = described || self.layout.is(phrase.core.end, WHO);
        let named = self.names.within(phrase.head).iter().any(|m| {
            matches!(self.entity(m.party).kind, PartyKind::Person | PartyKind::Organization | PartyKind::Outlet)
        });
        if phrase.head.is_empty() || !(described || named) {
            return None;
        }
        let party = self.phrase(phrase.core, None)?;
        Some(Holder { party: Some(party), words: Some(self.layout.span_of(phrase.core)), ..Holder::default() })
    }

    /// Returns the words in the cue that name the source: *the union's claim
    /// that …*, *a CNN report that …*
    fn named_in_cue(&mut self, place: &Place) -> Option<Holder> {
        let inside = TokenSpan::new(place.cue.start, place.cue.end.checked_sub(1)?);
        let named = self.names.within(inside).iter().copied().find(|m| {
            // *an Instagram story that …*: Instagram is the channel, not the
            // source.
            let channel = m.tokens.len() == 1 && self.layout.has(m.tokens.start, Class::CHANNEL);
            m.tokens.end <= inside.end
                && !channel
                && matches!(self.entity(m.party).kind, PartyKind::Person | PartyKind::Organization | PartyKind::Outlet)
        });
        let (party, tokens) = match named {
            Some(m) => (m.party, m.tokens),
            None => {
                let end = (inside.start + 1..inside.end).find(|&t| self.layout.possessive(t))?;
                let tokens = TokenSpan::new(inside.start, end);
                (self.phrase(tokens, None)?, tokens)
            }
        };
        Some(Holder { party: Some(party), words: Some(self.layout.span_of(tokens)), ..Holder::default() })
    }
}

#[cfg(test)]
mod tests {
    use crate::chain::Provenance::{self, Firsthand, Hearsay, Secondhand, Unsourced};

    /// Returns the origin and class of the attribution with this cue.
    fn whose(text: &str, cue: &str) -> (String, Provenance) {
        let analysis = crate::analyze(text);
        let has = |a: &crate::attribution::Attribution| a.cue.first().is_some_and(|c| c.of(text).contains(cue));
        let i = analysis.attributions.iter().position(has).unwrap_or_else(|| panic!("{text}"));
        (analysis.chain_path(i), analysis.chains[i].provenance)
    }

    /// The target of criticism is not its source.
    #[test]
    fn a_target_holds_nothing() {
        let text = "Lena Vogt drew sharp criticism for closing the pool.";
        assert_eq!(whose(text, "criticism").1, Unsourced);
        let text = "Lena Vogt has faced questions about the pool.";
        assert_eq!(whose(text, "questions").1, Unsourced);
        let text = "Lena Vogt drew a comparison with the lake.";
        assert_ne!(whose(text, "comparison").1, Unsourced);
    }

    #[test]
    fn the_critic_stands_behind_from() {
        let text = "The plan drew sharp criticism from residents when it was read out.";
        assert_eq!(whose(text, "criticism"), ("residents".to_owned(), Firsthand));
        let text = "The plan drew criticism from some who saw a joke in it.";
        assert_eq!(whose(text, "criticism"), ("some".to_owned(), Firsthand));
        let text = "The plan drew the ire of Omar Reyes.";
        assert_eq!(whose(text, "ire"), ("Omar Reyes".to_owned(), Firsthand));
    }

    /// The words belong to the informant, not to the hearer.
    #[test]
    fn words_heard_from_an_informant_are_the_informants() {
        for (text, cue) in [
            ("Omar Reyes said he had heard from the owner that the pool was \"not going anywhere.\"", "said"),
            ("Omar Reyes said he was told by the owner that the pool would be sold.", "said"),
        ] {
            assert_eq!(whose(text, cue), ("the owner → Omar Reyes".to_owned(), Secondhand), "{text}");
        }
        let text = "AFP said it had been told by a senior official that the talks were over.";
        assert_eq!(whose(text, "said"), ("a senior official → AFP".to_owned(), Secondhand));
        let text = "Omar Reyes was told by the owner that the pool would be sold.";
        assert_eq!(whose(text, "was told"), ("the owner".to_owned(), Firsthand));
    }

    /// A publisher or person named in the cue is the source.
    #[test]
    fn a_source_can_be_named_in_the_cue() {
        let text = "The pool was shut after a CNN report that it leaks.";
        assert_eq!(whose(text, "report"), ("CNN".to_owned(), Firsthand));
    }

    #[test]
    fn an_accusation_without_an_accuser_is_hearsay() {
        let text = "Omar Reyes has been accused of draining the pool.";
        assert_eq!(whose(text, "accused").1, Hearsay);
    }
}
