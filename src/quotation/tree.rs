//! Quotations by the quotation that holds them.

use super::types::Quotation;
use crate::span::Span;

/// Quotations by the quotation that holds them. Answers what a span holds
/// without visiting every quotation inside it.
#[derive(Clone, Debug)]
pub(crate) struct Tree<'a> {
    quotations: &'a [Quotation],
    /// The quotations directly inside each quotation, in the order of the text.
    /// The last entry has those that are inside no other.
    children: Vec<Vec<u32>>,
    /// For each quotation, the sums over those before it inside the same one.
    before: Vec<Held>,
}

/// Sums over the outermost quotations within a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) tokens: u32,
    pub(crate) bytes: u32,
    /// How many of them are inside another quotation or hold one.
    pub(crate) nested: u32,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(quotations: &'a [Quotation]) -> Self {
        let mut children = vec![Vec::new(); quotations.len() + 1];
        for (i, quotation) in quotations.iter().enumerate() {
            let parent = quotation.parent.map_or(quotations.len(), |p| p as usize);
            children[parent].push(i as u32);
        }
        let mut tree = Self { quotations, children, before: vec![Held::default(); quotations.len()] };
        for siblings in &tree.children {
            let mut sum = Held::default();
            for &i in siblings {
                tree.before[i as usize] = sum;
                sum = sum.and(tree.itself(i));
            }
        }
        tree
    }

    /// Returns the quotations directly inside this one, or those inside no
    /// other.
    pub(crate) fn inside(&self, quotation: Option<u32>) -> &[u32] {
        &self.children[quotation.map_or(self.quotations.len(), |q| q as usize)]
    }

    fn itself(&self, i: u32) -> Held {
        let quotation = &self.quotations[i as usize];
        let nested = quotation.parent.is_some() || !self.children[i as usize].is_empty();
        Held { tokens: quotation.tokens.len(), bytes: quotation.span.len(), nested: u32::from(nested) }
    }

    /// Returns the sums over the outermost quotations within `span`. The span
    /// lies directly in the quotation `outer`, or in none.
    pub(crate) fn held(&self, span: Span, outer: Option<u32>) -> Held {
        let mut sum = Held::default();
        let mut open = vec![outer];
        while let Some(outer) = open.pop() {
            let siblings = self.inside(outer);
            let span_of = |i: u32| self.quotations[i as usize].span;
            let from = siblings.partition_point(|&i| span_of(i).end <= span.start);
            let to = siblings.partition_point(|&i| span_of(i).start < span.end);
            let mut whole = siblings.get(from..to).unwrap_or_default();
            // A quotation that only overlaps the span does not count, but those
            // inside it may.
            while let Some((&first, rest)) = whole.split_first().filter(|(i, _)| !span.contains(span_of(**i))) {
                open.push(Some(first));
                whole = rest;
            }
            while let Some((&last, rest)) = whole.split_last().filter(|(i, _)| !span.contains(span_of(**i))) {
                open.push(Some(last));
                whole = rest;
            }
            if let (Some(&first), Some(&last)) = (whole.first(), whole.last()) {
                let all = self.before[last as usize].and(self.itself(last));
                sum = sum.and(all.without(self.before[first as usize]));
            }
        }
        sum
    }
}

impl Held {
    pub(crate) fn and(self, other: Self) -> Self {
        Self { tokens: self.tokens + other.tokens, bytes: self.bytes + other.bytes, nested: self.nested + other.nested }
    }

    fn without(self, other: Self) -> Self {
        Self { tokens: self.tokens - other.tokens, bytes: self.bytes - other.bytes, nested: self.nested - other.nested }
    }
}
