//! Lists the decisions of weights in an article, for fitting and explaining
//! them.

use super::Builder;
use super::decision::Decision;
use super::link::{Chain, Role};

impl Builder<'_> {
    /// Lists the decisions; `chains` are those that were built.
    pub(super) fn decisions(&self, chains: &[Chain]) -> Vec<Decision> {
        let mut decisions = Vec::new();
        for i in 0..self.attributions.len() as u32 {
            let Some(up) = self.holder(i) else { continue };
            if let Some(party) = self.may_relay(up, i) {
                let features = self.weights.relays.list(|f| self.tell_relay(up, i, f));
                decisions.push(Decision { weights: "relays", attribution: i, party, features });
            }
        }
        for i in 0..self.attributions.len() as u32 {
            if let Some((party, _)) = self.may_tell_of(i) {
                let features = self.weights.voices.list(|f| self.tell_voices(i, f));
                decisions.push(Decision { weights: "voices", attribution: i, party, features });
            }
        }
        for (i, chain) in chains.iter().enumerate() {
            for (place, link) in chain.links.iter().enumerate().filter(|(_, l)| l.role == Role::Intermediary) {
                let features = self.weights.links.list(|f| self.tell_link(i as u32, chain, place, f));
                let (attribution, party) = (i as u32, link.party);
                decisions.push(Decision { weights: "links", attribution, party, features });
            }
        }
        decisions
    }
}
