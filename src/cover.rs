//! Finds which of many overlapping spans cover a place.

use crate::span::Span;
use std::cmp::Reverse;

/// Finds the least value among the spans that begin before one offset and end
/// after another. Queries must come in the order of the text.
///
/// All queries together take O(*n* log *n*) for *n* spans and queries, however
/// many spans overlap: each span is inserted once, when the queries reach its
/// beginning, into a Fenwick tree over the ends.
pub(crate) struct Least<K> {
    /// The spans that are not inserted yet, by descending start.
    waiting: Vec<(Span, K)>,
    /// The distinct ends of all spans, in descending order.
    ends: Vec<u32>,
    /// The Fenwick tree: least values by index in `ends`, counted from 1.
    tree: Vec<Option<K>>,
}

impl<K: Ord + Copy> Least<K> {
    pub(crate) fn new(items: impl IntoIterator<Item = (Span, K)>) -> Self {
        let mut waiting: Vec<_> = items.into_iter().collect();
        waiting.sort_by_key(|(span, _)| Reverse(span.start));
        let mut ends: Vec<u32> = waiting.iter().map(|(span, _)| span.end).collect();
        ends.sort_unstable_by_key(|&end| Reverse(end));
        ends.dedup();
        let tree = vec![None; ends.len() + 1];
        Self { waiting, ends, tree }
    }

    /// Returns the least value of a span with `start < before` and
    /// `end > behind`, or `None` if there is none. `before` must not be less
    /// than in an earlier query.
    pub(crate) fn find(&mut self, before: u32, behind: u32) -> Option<K> {
        while let Some((span, value)) = self.waiting.pop_if(|(span, _)| span.start < before) {
            let mut node = self.ends.partition_point(|&end| end > span.end) + 1;
            while let Some(least) = self.tree.get_mut(node) {
                if least.is_none_or(|least| value < least) {
                    *least = Some(value);
                }
                node += node & node.wrapping_neg();
            }
        }
        let mut node = self.ends.partition_point(|&end| end > behind);
        let mut found = None;
        while node > 0 {
            let least = self.tree.get(node).copied().flatten();
            found = match (found, least) {
                (Some(a), Some(b)) => Some(std::cmp::min(a, b)),
                (a, b) => a.or(b),
            };
            node &= node - 1;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Compares the tree with a search through all spans, since an
        /// off-by-one error is easily made in it.
        #[test]
        fn the_tree_finds_the_same_as_a_full_search(
            items in prop::collection::vec((0u32..20, 0u32..20, 0u32..9), 0..40),
            mut asked in prop::collection::vec((0u32..22, 0u32..22), 0..20),
        ) {
            asked.sort_unstable();
            let items: Vec<_> = items.into_iter().map(|(a, b, key)| (Span::new(a, a + b), key)).collect();
            let mut least = Least::new(items.clone());
            for (before, behind) in asked {
                let fits = items.iter().filter(|(span, _)| span.start < before && span.end > behind);
                prop_assert_eq!(least.find(before, behind), fits.map(|(_, key)| *key).min());
            }
        }
    }
}
