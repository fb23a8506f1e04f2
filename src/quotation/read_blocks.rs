//! Leaves out what lies in blocks that are not read.

use super::types::{Quotation, Stray};
use crate::article::Block;
use crate::span::Span;

/// Keeps the quotations that lie in blocks which are read. Quotations in a
/// byline or a newsletter prompt are not part of the article. Linear time.
#[must_use]
pub fn within(quotations: Vec<Quotation>, blocks: &[Block]) -> Vec<Quotation> {
    if quotations.iter().all(|q| is_read(q.span, blocks)) {
        return quotations;
    }
    let mut moved = vec![None; quotations.len()];
    let mut kept: Vec<Quotation> = Vec::with_capacity(quotations.len());
    for (i, mut quotation) in quotations.into_iter().enumerate() {
        if is_read(quotation.span, blocks) {
            moved[i] = Some(kept.len() as u32);
            quotation.parent = quotation.parent.and_then(|p| moved[p as usize]);
            quotation.depth = quotation.parent.map_or(0, |p| kept[p as usize].depth.saturating_add(1));
            kept.push(quotation);
        }
    }
    kept
}

/// Keeps the strays that lie in blocks which are read. Linear time.
#[must_use]
pub fn strays_within(mut strays: Vec<Stray>, blocks: &[Block]) -> Vec<Stray> {
    strays.retain(|stray| is_read(stray.span, blocks));
    strays
}

/// Whether the span begins in a block that is read.
fn is_read(span: Span, blocks: &[Block]) -> bool {
    let block = blocks.partition_point(|b| b.span.end <= span.start);
    blocks.get(block).is_some_and(|b| b.is_read() && b.span.start <= span.start)
}
