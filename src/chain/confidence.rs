//! Says why each intermediary is in a chain, and how likely it is right.

use super::document::Documents;
use super::evidence::Evidence;
use super::link::{Chain, ChainLink, Occasion, Provenance, Reach, Role, Why};
use crate::attribution::{Attribution, CueForm, Relation};
use crate::grammar::weights::{Features, Value, tell};
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Adds the reason to each intermediary of each chain.
pub(super) fn with_reasons(evidence: &Evidence<'_>, documents: &Documents, mut chains: Vec<Chain>) -> Vec<Chain> {
    // For each mention of a publisher that opens an occasion, the id of the
    // file of `grammar/occasions` that says so.
    let occasions = evidence.resolution.occasions.iter();
    let openers: FxHashMap<Span, &Arc<str>> = occasions.map(|o| (o.mention, &o.opening.opener)).collect();
    for (chain, i) in chains.iter_mut().zip(0..) {
        for place in 0..chain.links.len() {
            if chain.links[place].role == Role::Intermediary {
                let sum = evidence.weights.links.sum(|f| tell_link(evidence, documents, i, chain, place, f));
                let link = &chain.links[place];
                let why = Why {
                    occasion: occasion_of(evidence, documents, link),
                    opener: openers.get(&link.mention).map(|&opener| Arc::clone(opener)),
                    stated: is_stated(evidence, i, link),
                    confidence: (100.0 / (1.0 + (-sum).exp())).round() as u8,
                };
                chain.links[place].why = Some(why);
            }
        }
    }
    chains
}

/// Returns the occasion on which words passed through an intermediary.
fn occasion_of(evidence: &Evidence<'_>, documents: &Documents, link: &ChainLink) -> Occasion {
    match link.relation {
        Some(Relation::Received) => Occasion::Interview,
        _ if documents.has(link.mention) => Occasion::Document,
        Some(Relation::Carried) => Occasion::Report,
        _ if evidence.kind(link.party) == PartyKind::Document => Occasion::Document,
        _ if evidence.any_has(link.mention, Class::LEAKER) => Occasion::Document,
        _ => Occasion::Talk,
    }
}

/// Whether the sentence of the attribution itself names the intermediary.
fn is_stated(evidence: &Evidence<'_>, i: u32, link: &ChainLink) -> bool {
    let mention = evidence.layout.first_from(link.mention.start);
    evidence.layout.sentence(mention) == evidence.layout.sentence(evidence.attribution(i).cue_head)
}

/// Adds the features of the link at `place` of the chain of attribution `i`.
pub(super) fn tell_link(
    evidence: &Evidence<'_>,
    documents: &Documents,
    i: u32,
    chain: &Chain,
    place: usize,
    f: &mut impl Features,
) {
    let a = evidence.attribution(i);
    let link = &chain.links[place];
    let route = evidence.sentence_route(i);
    let relation = Value::new(link.relation.map_or("none", Relation::as_str));
    let stated = is_stated(evidence, i, link);
    let found = Value::new(found_by(chain.reach, stated));
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
    tell!(f, "occasion", Value::new(occasion_of(evidence, documents, link).as_str()));
    tell!(f, "party", Value::new(evidence.kind(link.party).as_str()));
    let origin = chain.links.iter().find(|l| l.role == Role::Origin);
    let origin = Value::new(origin.map_or("none", |l| evidence.kind(l.party).as_str()));
    tell!(f, "origin", origin);
    tell!(f, "found-origin", found, origin);
    let mention = evidence.layout.first_from(link.mention.start);
    let distance = distance(route.paragraph.abs_diff(evidence.layout.paragraph(mention)));
    tell!(f, "paragraphs", found, Value::new(distance));
    let nested = evidence.holder(i).is_some();
    if nested {
        tell!(f, "nested", relation);
    }
    let part = part(a, link, stated);
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

/// Returns the name of the way by which an intermediary was found.
fn found_by(reach: Option<Reach>, stated: bool) -> &'static str {
    match reach {
        _ if stated => "stated",
        Some(Reach::Continues) => "continues",
        Some(Reach::Lead) => "lead",
        Some(Reach::Occasion) => "occasion",
        Some(Reach::Retells) => "retells",
        None => "elsewhere",
    }
}

/// Returns the name of a number of paragraphs.
fn distance(paragraphs: u32) -> &'static str {
    match paragraphs {
        0 => "0",
        1 => "1",
        2 => "2",
        3..5 => "3-4",
        5..9 => "5-8",
        _ => "9+",
    }
}

/// Returns the name of the part of an attribution in which an intermediary is
/// mentioned.
fn part(a: &Attribution, link: &ChainLink, stated: bool) -> &'static str {
    let over = |spans: &[Span]| spans.iter().any(|s| s.overlaps(link.mention));
    match () {
        () if over(&a.source) => "source",
        () if over(&a.cue) => "cue",
        () if over(&a.content) => "content",
        () if a.links.iter().any(|l| l.span.overlaps(link.mention)) => "captured",
        () if over(&a.venues) => "venue",
        () if stated => "sentence",
        () => "outside",
    }
}
