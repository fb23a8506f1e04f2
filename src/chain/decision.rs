//! Decisions about chains that fitted weights make.

use super::Builder;

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
        decisions
    }
}
