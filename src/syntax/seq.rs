//! Slices as nom input, read in either direction.
//!
//! Both levels of the grammar use it: the chunker reads tagged items, the
//! constructions read phrases. Patterns read what is left of a cue backwards
//! from the cue, nearest phrase first, so they never search for their place.

use nom::{Input, Needed, Offset};
use std::iter::Enumerate;

/// A slice of `T`s with a reading direction. Cheap to copy.
#[derive(Debug)]
pub(crate) struct Seq<'a, T> {
    items: &'a [T],
    /// Index of `items[0]` in the list from which the slice was cut.
    base: u32,
    backward: bool,
}

impl<T> Clone for Seq<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Seq<'_, T> {}

impl<'a, T> Seq<'a, T> {
    /// Returns `items[from..to]`, read from `from` onwards.
    pub(crate) fn forward(items: &'a [T], from: u32, to: u32) -> Self {
        Self { items: &items[from as usize..to as usize], base: from, backward: false }
    }

    /// Returns `items[from..to]`, read from `to` backwards.
    pub(crate) fn backward(items: &'a [T], from: u32, to: u32) -> Self {
        Self { items: &items[from as usize..to as usize], base: from, backward: true }
    }

    /// The current position: the index of the next item when reading forwards,
    /// of the last one read when reading backwards.
    pub(crate) fn at(&self) -> u32 {
        if self.backward { self.base + self.items.len() as u32 } else { self.base }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub(crate) fn is_backward(&self) -> bool {
        self.backward
    }

    /// Returns the next item in reading direction.
    pub(crate) fn first(&self) -> Option<&'a T> {
        if self.backward { self.items.last() } else { self.items.first() }
    }

    fn cut(&self, from: usize, to: usize) -> Self {
        // `from` and `to` count in reading direction.
        let n = self.items.len();
        let (from, to) = (from.min(n), to.min(n));
        let (a, b) = if self.backward { (n - to, n - from) } else { (from, to) };
        Self { items: &self.items[a..b], base: self.base + a as u32, backward: self.backward }
    }
}

/// The items of a [`Seq`] in reading direction.
#[derive(Clone, Debug)]
pub(crate) struct Items<'a, T> {
    items: std::slice::Iter<'a, T>,
    backward: bool,
}

impl<'a, T> Iterator for Items<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        if self.backward { self.items.next_back() } else { self.items.next() }
    }
}

impl<'a, T> Input for Seq<'a, T> {
    type Item = &'a T;
    type Iter = Items<'a, T>;
    type IterIndices = Enumerate<Items<'a, T>>;

    fn input_len(&self) -> usize {
        self.items.len()
    }
    fn take(&self, index: usize) -> Self {
        self.cut(0, index)
    }
    fn take_from(&self, index: usize) -> Self {
        self.cut(index, self.items.len())
    }
    // nom expects the rest first, then what was taken.
    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }
    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }
    fn iter_elements(&self) -> Self::Iter {
        Items { items: self.items.iter(), backward: self.backward }
    }
    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }
    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.items.len() { Ok(count) } else { Err(Needed::new(count - self.items.len())) }
    }
}

impl<T> Offset for Seq<'_, T> {
    fn offset(&self, second: &Self) -> usize {
        self.items.len() - second.items.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn take_split_gives_the_rest_first() {
        let items = [1, 2, 3, 4];
        let seq = Seq::forward(&items, 0, 4);
        let (rest, taken) = seq.take_split(1);
        assert_eq!(taken.iter_elements().collect::<Vec<_>>(), [&1]);
        assert_eq!(rest.iter_elements().collect::<Vec<_>>(), [&2, &3, &4]);
        assert_eq!(rest.at(), 1);
    }

    #[test]
    fn backwards_the_nearest_comes_first() {
        let items = [1, 2, 3, 4];
        let seq = Seq::backward(&items, 0, 3);
        let (rest, taken) = seq.take_split(1);
        assert_eq!(taken.iter_elements().collect::<Vec<_>>(), [&3]);
        assert_eq!(rest.iter_elements().collect::<Vec<_>>(), [&2, &1]);
        assert_eq!((seq.at(), rest.at()), (3, 2));
    }
}
