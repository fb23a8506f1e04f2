//! Finds the parties that are programmes of the article's own publisher.

use crate::layout::Layout;
use crate::lexicon::Naming;
use crate::party::PartyKind;
use crate::resolve::Resolution;
use crate::span::Span;
use crate::token::TokenKind;

/// Returns for each party whether it is the article's own publisher or
/// agency or one of their programmes: *the Courier's “Harbour Hour”* if the
/// Courier is the publisher.
pub(super) fn programmes(layout: &Layout<'_>, resolution: &Resolution) -> Vec<bool> {
    let parties = &resolution.parties;
    let mut ends: Vec<u32> = parties
        .iter()
        .zip(&resolution.own)
        .filter(|(_, own)| **own)
        .flat_map(|(p, _)| p.mentions.iter().map(|m| m.end))
        .collect();
    ends.sort_unstable();
    let follows = |mention: Span| {
        let mut t = layout.tokens_of(mention).start;
        let mut of = false;
        for _ in 0..3 {
            let Some(before) = t.checked_sub(1) else { break };
            if layout.possessive(before) {
                of = true;
            } else if layout.kind(before) != Some(TokenKind::DoubleQuote) {
                break;
            }
            t = before;
        }
        let end = t.checked_sub(1).and_then(|t| layout.tokens.get(t as usize)).map(|t| t.span.end);
        of && end.is_some_and(|end| ends.binary_search(&end).is_ok())
    };
    let lexicon = layout.lexicon;
    let metadata = &layout.article.metadata;
    let publishers = [&metadata.publisher, &metadata.agency].into_iter().flatten();
    let publishers: Vec<u32> = publishers.filter_map(|name| lexicon.outlet_named(name)).collect();
    // The lexicon lists some of the publisher's programmes.
    let listed = |mention: Span| {
        let tokens = layout.tokens_of(mention);
        let from = layout.marks.terms.partition_point(|t| t.tokens.start < tokens.start);
        let here = layout.marks.terms.get(from..).unwrap_or_default().iter().take(4);
        let mut here = here.take_while(|t| t.tokens.start < tokens.end);
        here.any(|t| t.outlet.is_some_and(|(o, naming)| naming == Naming::Program && publishers.contains(&o)))
    };
    parties
        .iter()
        .zip(&resolution.own)
        .map(|(p, &own)| own || p.mentions.iter().any(|&m| listed(m) || p.kind == PartyKind::Outlet && follows(m)))
        .collect()
}
