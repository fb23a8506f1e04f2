//! What lies over a place, where spans can lie over each other.

use crate::span::Span;
use std::cmp::Reverse;

/// The least of the values whose spans begin before one place and end behind
/// another, asked in the order of the text.
///
/// All questions together take `n log n` steps, however many spans lie over
/// each other: a span is entered once, when the questions have come to its
/// beginning, into a Fenwick tree over the ends.
pub(crate) struct Least<K> {
    /// Not yet entered, those that begin last first.
    waiting: Vec<(Span, K)>,
    /// Where spans end, the last first, each place once.
    ends: Vec<u32>,
    /// The least values by end, from 1.
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

    /// The least value of a span with `start < before` and `end > behind`.
    /// `before` must not be less than it was in an earlier question.
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
        /// A search in a tree is easily off by one.
        #[test]
        fn the_least_is_what_looking_at_all_finds(
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
