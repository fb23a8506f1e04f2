//! Says why each intermediary is in a chain, and how likely it is right.

use super::Builder;
use super::link::{Chain, Occasion, Provenance, Reach, Role, Why};
use crate::attribution::{CueForm, Relation};
use crate::grammar::weights::{Features, Value, tell};
use crate::lexicon::Class;
use crate::party::PartyKind;

impl Builder<'_> {
    /// Adds the reason to each intermediary of a chain.
    pub(super) fn with_reasons(&self, i: u32, mut chain: Chain) -> Chain {
        for place in 0..chain.links.len() {
            if chain.links[place].role == Role::Intermediary {
                let sum = self.weights.links.sum(|f| self.tell_link(i, &chain, place, f));
                let confidence = (100.0 / (1.0 + (-sum).exp())).round() as u8;
                let (occasion, stated) = (self.passed_on(&chain, place), self.stated(i, &chain, place));
                let opener = self.openers.get(&chain.links[place].mention).cloned();
                chain.links[place].why = Some(Why { occasion, opener, stated, confidence });
            }
        }
        chain
    }

    /// Returns the occasion on which words passed through the intermediary at
    /// `place`.
    fn passed_on(&self, chain: &Chain, place: usize) -> Occasion {
        let link = &chain.links[place];
        let released = || self.released.contains(&link.mention);
        match link.relation {
            Some(Relation::Received) => Occasion::Interview,
            _ if released() => Occasion::Document,
            Some(Relation::Carried) => Occasion::Report,
            _ if self.kind(link.party) == PartyKind::Document => Occasion::Document,
            _ if self.any_has(link.mention, Class::LEAKER) => Occasion::Document,
            _ => Occasion::Talk,
        }
    }

    /// Whether the sentence of the attribution itself names the intermediary.
    fn stated(&self, i: u32, chain: &Chain, place: usize) -> bool {
        let mention = self.layout.first_from(chain.links[place].mention.start);
        self.layout.sentence(mention) == self.layout.sentence(self.attributions[i as usize].cue_head)
    }

    /// Adds the features of the link at `place` of the chain of attribution
    /// `i`.
    pub(super) fn tell_link(&self, i: u32, chain: &Chain, place: usize, f: &mut impl Features) {
        let a = &self.attributions[i as usize];
        let link = &chain.links[place];
        let route = &self.resolution.sentence_routes[i as usize];
        let relation = Value::new(link.relation.map_or("none", Relation::as_str));
        let stated = self.stated(i, chain, place);
        let found = match chain.reach {
            _ if stated => "stated",
            Some(Reach::Continues) => "continues",
            Some(Reach::Lead) => "lead",
            Some(Reach::Occasion) => "occasion",
            Some(Reach::Retells) => "retells",
            None => "elsewhere",
        };
        let found = Value::new(found);
        tell!(f, "found", found);
        tell!(f, "relation", relation);
        tell!(f, "found-relation", found, relation);
        let act = Value::new(a.act.as_str());
        tell!(f, "act", act);
        tell!(f, "found-act", found, act);
        if a.conveys.is_deed() {
            tell!(f, "deed", found);
        }
        if a.cue_form != CueForm::Plain {
            tell!(f, "cue-form-other", found);
        }
        tell!(f, "quotation", Value::new(a.quotation.as_str()));
        tell!(f, "occasion", Value::new(self.passed_on(chain, place).as_str()));
        tell!(f, "party", Value::new(self.kind(link.party).as_str()));
        let origin = chain.links.iter().find(|l| l.role == Role::Origin);
        let origin = Value::new(origin.map_or("none", |l| self.kind(l.party).as_str()));
        tell!(f, "origin", origin);
        tell!(f, "found-origin", found, origin);
        let mention = self.layout.first_from(link.mention.start);
        let distance = match route.paragraph.abs_diff(self.layout.paragraph(mention)) {
            0 => "0",
            1 => "1",
            2 => "2",
            3..5 => "3-4",
            5..9 => "5-8",
            _ => "9+",
        };
        tell!(f, "paragraphs", found, Value::new(distance));
        let nested = self.holder(i).is_some();
        if nested {
            tell!(f, "nested", relation);
        }
        let over = |spans: &[crate::span::Span]| spans.iter().any(|s| s.overlaps(link.mention));
        let part = match () {
            () if over(&a.source) => "source",
            () if over(&a.cue) => "cue",
            () if over(&a.content) => "content",
            () if a.links.iter().any(|l| l.span.overlaps(link.mention)) => "captured",
            () if a.venues.iter().any(|v| v.overlaps(link.mention)) => "venue",
            () if stated => "sentence",
            () => "outside",
        };
        tell!(f, "part", Value::new(part), relation);
        if route.event {
            tell!(f, "event", found);
        }
        if route.headline {
            tell!(f, "headline");
        }
        if a.source.is_empty() {
            tell!(f, "no-source", found);
        }
        if chain.provenance != Provenance::Secondhand {
            tell!(f, "not-second-hand");
        }
        let links = match chain.links.len() {
            ..3 => "1",
            3 => "2",
            _ => "3+",
        };
        tell!(f, "intermediaries", Value::new(links));
    }
}
