//! Lists the decisions of weights in an article, for fitting and explaining
//! them.

use super::confidence::tell_link;
use super::decision::Decision;
use super::document::Documents;
use super::evidence::Evidence;
use super::link::{Chain, Role};
use super::merge_nested::Nesting;
use super::relay::{may_relay, tell_relay};
use super::voice::{may_tell_of, tell_voices};

/// Lists the decisions; `chains` are those that were built.
pub(super) fn decisions(
    evidence: &Evidence<'_>,
    documents: &Documents,
    nesting: &Nesting,
    chains: &[Chain],
) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for i in 0..evidence.attributions.len() as u32 {
        let Some(up) = evidence.holder(i) else { continue };
        if let Some(party) = may_relay(evidence, up, i) {
            let features = evidence.weights.relays.list(|f| tell_relay(evidence, up, i, f));
            decisions.push(Decision { weights: "relays", attribution: i, party, features });
        }
    }
    for i in 0..evidence.attributions.len() as u32 {
        if let Some((party, _)) = may_tell_of(evidence, i).filter(|_| !nesting.is_merged(i)) {
            let features = evidence.weights.voices.list(|f| tell_voices(evidence, i, f));
            decisions.push(Decision { weights: "voices", attribution: i, party, features });
        }
    }
    for (i, chain) in chains.iter().enumerate() {
        for (place, link) in chain.links.iter().enumerate().filter(|(_, l)| l.role == Role::Intermediary) {
            let features = evidence.weights.links.list(|f| tell_link(evidence, documents, i as u32, chain, place, f));
            let (attribution, party) = (i as u32, link.party);
            decisions.push(Decision { weights: "links", attribution, party, features });
        }
    }
    decisions
}
