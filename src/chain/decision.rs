//! Decisions about chains that fitted weights make.

use super::{Builder, Role};

/// A decision about a chain, with its features.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The weights that decide it: the name of a file of `grammar/weights`.
    pub weights: &'static str,
    /// Index of the attribution whose chain it is about.
    pub attribution: u32,
    /// Index of the party that may be an intermediary.
    pub party: u32,
    /// The features, each with its weight.
    pub features: Vec<(String, f32)>,
}

impl Builder<'_> {
    pub(super) fn decisions(&self) -> Vec<Decision> {
        let mut decisions = Vec::new();
        for i in 0..self.attributions.len() as u32 {
            let Some(up) = self.holder(i) else { continue };
            if let Some(party) = self.may_relay(up, i) {
                let features = self.weights.relays.list(|f| self.tell_relay(up, i, f));
                decisions.push(Decision { weights: "relays", attribution: i, party, features });
            }
        }
        for (i, chain) in self.build().iter().enumerate() {
            for (place, link) in chain.links.iter().enumerate().filter(|(_, l)| l.role == Role::Intermediary) {
                let features = self.weights.links.list(|f| self.tell_link(i as u32, chain, place, f));
                let (attribution, party) = (i as u32, link.party);
                decisions.push(Decision { weights: "links", attribution, party, features });
            }
        }
        decisions
    }
}
