//! Trivial answers: a baseline for the provenance figures. They keep the spans
//! that were found and assign chains by a simple rule.

use super::answer::found_in;
use super::types::{Found, FoundLink};
use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::party::PartyKind;
use crate::span::Span;

/// A simple rule for provenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trivial {
    /// Every attribution is first-hand, from the source as it is written.
    Firsthand,
    /// The same, except that every outlet in the sentence that is not the
    /// source is an intermediary.
    Outlets,
}

impl Trivial {
    /// All rules.
    pub const ALL: [Self; 2] = [Self::Firsthand, Self::Outlets];

    /// Returns the name of the rule in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firsthand => "all first-hand",
            Self::Outlets => "outlets of the sentence",
        }
    }

    /// Returns the rule's answer for the attributions of the analysis, in their
    /// order.
    #[must_use]
    pub fn found_in(self, analysis: &Analysis<'_>) -> Vec<Found> {
        let mut outlets: Vec<(Span, &str)> = analysis
            .parties
            .iter()
            .filter(|party| party.kind == PartyKind::Outlet)
            .flat_map(|party| party.mentions.iter().map(|mention| (*mention, party.name.as_str())))
            .collect();
        outlets.sort_unstable();
        let all = found_in(analysis).into_iter().zip(&analysis.attributions);
        all.map(|(found, attribution)| {
            let origin = attribution.source.first().map(|source| FoundLink {
                role: "origin".to_owned(),
                relation: None,
                name: source.of(analysis.text()).to_owned(),
                mention: Some(*source),
            });
            let mut links = match self {
                Self::Firsthand => Vec::new(),
                Self::Outlets => passing_on(analysis, attribution, &outlets),
            };
            let class = if links.is_empty() { "firsthand" } else { "secondhand" };
            links.extend(origin);
            Found { provenance: Some(class.to_owned()), links, ..found }
        })
        .collect()
    }
}

fn passing_on(analysis: &Analysis<'_>, attribution: &Attribution, outlets: &[(Span, &str)]) -> Vec<FoundLink> {
    let Some(cue) = attribution.cue.first().or(attribution.source.first()) else { return Vec::new() };
    let Some(sentence) = analysis.sentence_at(cue.start) else { return Vec::new() };
    let from = outlets.partition_point(|(mention, _)| mention.start < sentence.start);
    let inside = outlets[from..].iter().take_while(|(mention, _)| mention.end <= sentence.end);
    inside
        .filter(|(mention, _)| !attribution.source.iter().any(|source| source.overlaps(*mention)))
        .map(|&(mention, name)| FoundLink {
            role: "intermediary".to_owned(),
            relation: Some("carried".to_owned()),
            name: name.to_owned(),
            mention: Some(mention),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_beside_the_source_pass_on_and_the_source_does_not() {
        let analysis = crate::analyze(
            "CNN reported on Monday that it rained. Ana Ruiz told Reuters that the harbour was shut. She left.",
        );
        let classes = |trivial: Trivial| -> Vec<(String, usize)> {
            let found = trivial.found_in(&analysis);
            found.into_iter().map(|f| (f.provenance.unwrap_or_default(), f.links.len())).collect()
        };
        let class = |class: &str, links| (class.to_owned(), links);
        assert_eq!(classes(Trivial::Firsthand), [class("firsthand", 1), class("firsthand", 1)]);
        assert_eq!(classes(Trivial::Outlets), [class("firsthand", 1), class("secondhand", 2)]);
    }
}
