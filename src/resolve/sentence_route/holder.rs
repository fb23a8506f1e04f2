//! Corrects the source of an attribution where the grammar's source does not
//! hold the content: *Vogt drew criticism from the union*, *the union's claim
//! that …*, *Vogt seems calm*.

use super::super::{Resolver, SentenceLink, SentenceRoute};
use super::Place;
use crate::attribution::{CueForm, Relation};
use crate::closed_class::{AFTER_AGENT, BE, BY, FROM, OF_OR_FROM, SUBORDINATORS, WHO};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};

/// How many tokens of *from …* are read.
const AGENT: u32 = 14;

impl Resolver<'_> {
    /// Corrects the source and returns the words that name it, if they are not
    /// the attribution's own.
    pub(super) fn held_by(&mut self, i: u32, place: &Place) -> Option<Span> {
        let words = self.words_for(i, place)?;
        if let Some(party) = self.sources[i as usize] {
            self.named[party as usize].push(words);
        }
        Some(words)
    }

    /// Makes the informant the source and the subject a relayer: *He had heard
    /// from the owner that …*, *was told by the owner that …*.
    pub(super) fn heard(&mut self, i: u32, place: &Place, sentence_route: &mut SentenceRoute) {
        let a = &self.attributions[i as usize];
        let Some(to) = place.content.iter().map(|c| c.start).find(|&t| t > place.cue.end) else { return };
        let Some(last) = place.cue.end.checked_sub(1) else { return };
        let between = TokenSpan::new(place.cue.end + 1, to);
        let heard = self.layout.has(last, Class::HEARING) && self.layout.is(place.cue.end, FROM);
        let passive = (place.cue.start..last).any(|t| self.layout.is(t, BE));
        let told = passive && self.layout.has(last, Class::PRIVATE_SPEECH) && self.layout.is(place.cue.end, BY);
        let subject = self.sources[i as usize];
        // If the grammar found a source for a passive, that source is the
        // informant already.
        if !(heard || told && subject.is_none()) || between.is_empty() || between.len() > AGENT {
            return;
        }
        let between = self.trim(between);
        let Some(party) = self.phrase(between, None).filter(|&p| Some(p) != subject) else { return };
        // *Ruiz said Ito had heard from …*: Ito passed the words on as well.
        let holder = a.nested_in.and_then(|up| self.sources[up as usize]);
        if let (Some(hearer), Some(&mention)) = (subject.filter(|_| holder.is_some()), a.source.first())
            && holder != subject
        {
            sentence_route.links.push(SentenceLink { relation: Relation::Relayed, party: hearer, mention });
        }
        let words = self.layout.span_of(between);
        self.sources[i as usize] = Some(party);
        self.named[party as usize].push(words);
        sentence_route.holder = Some(words);
        sentence_route.heard = true;
    }

    fn words_for(&mut self, i: u32, place: &Place) -> Option<Span> {
        let a = &self.attributions[i as usize];
        if place.source.is_empty() {
            return self.named_in_cue(i, place);
        }
        // *Vogt seems calm*: the writer's impression.
        if place.head + 1 == place.cue.end && self.layout.has(place.head, Class::SEEMING) {
            self.sources[i as usize] = None;
        } else if a.cue_form == CueForm::LightVerb
            && (place.cue.start..place.cue.end).any(|t| self.layout.has(t, Class::MET_WITH))
            && !(place.cue.start..place.cue.end).any(|t| self.layout.has(t, Class::DRAWN))
        {
            let agent = self.agent(place.cue.end);
            self.sources[i as usize] = agent.map(|a| a.0);
            return agent.map(|a| a.1);
        }
        None
    }

    /// Returns the party that a *from* or *of* phrase at the end of the cue or
    /// after it names: *criticism from the union*, *the ire of the union*.
    fn agent(&mut self, end: u32) -> Option<(u32, Span)> {
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
        Some((party, self.layout.span_of(phrase.core)))
    }

    /// Returns the words in the cue that name the source: *the union's claim
    /// that …*, *a CNN report that …*
    fn named_in_cue(&mut self, i: u32, place: &Place) -> Option<Span> {
        if self.sources[i as usize].is_some() || self.attributions[i as usize].cue_form != CueForm::Noun {
            return None;
        }
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
        self.sources[i as usize] = Some(party);
        Some(self.layout.span_of(tokens))
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
    fn who_criticises_stands_behind_from() {
        let text = "The plan drew sharp criticism from residents when it was read out.";
        assert_eq!(whose(text, "criticism"), ("residents".to_owned(), Firsthand));
        let text = "The plan drew criticism from some who saw a joke in it.";
        assert_eq!(whose(text, "criticism"), ("some".to_owned(), Firsthand));
        let text = "The plan drew the ire of Omar Reyes.";
        assert_eq!(whose(text, "ire"), ("Omar Reyes".to_owned(), Firsthand));
    }

    /// The words belong to the informant, not to the hearer.
    #[test]
    fn what_one_heard_from_another_is_the_others() {
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
    fn a_noun_names_whose_it_is() {
        let text = "The pool was shut after a CNN report that it leaks.";
        assert_eq!(whose(text, "report"), ("CNN".to_owned(), Firsthand));
    }

    #[test]
    fn what_nobody_accuses_of_is_hearsay() {
        let text = "Omar Reyes has been accused of draining the pool.";
        assert_eq!(whose(text, "accused").1, Hearsay);
    }
}
