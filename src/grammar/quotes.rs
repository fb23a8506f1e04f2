//! Finds which quotations each attribution lists as its own.

use crate::attribution::Attribution;
use crate::quotation::Quotation;
use crate::span::Span;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// Fills in [`Attribution::quotes`].
///
/// In a chain of nested attributions a quotation is listed only by the
/// innermost one that contains it, so that the lists together are hardly longer
/// than the list of quotations. Makes one pass over quotations and pieces of
/// content.
pub(crate) fn list_quotes(attributions: &mut [Attribution], quotations: &[Quotation]) {
    let family = Family::new(attributions);
    let mut pieces: Vec<(Span, u32)> =
        attributions.iter().zip(0..).flat_map(|(a, i)| a.content.iter().map(move |&c| (c, i))).collect();
    pieces.sort_unstable_by_key(|&(c, i)| (c.start, Reverse(c.end), i));
    attributions.iter_mut().for_each(|a| a.quotes.clear());
    let mut open = Open::new(&family);
    let mut pieces = pieces.into_iter().peekable();
    let mut holders = Vec::new();
    for (q, quotation) in (0u32..).zip(quotations) {
        let at = quotation.span.start;
        while let Some((span, i)) = pieces.next_if(|(c, _)| c.start <= at) {
            open.close(span.start);
            open.open(span, i);
        }
        open.close(at);
        // If content ends within the quotation, the next outer attribution that
        // contains all of it lists it.
        holders.clear();
        for innermost in open.innermost() {
            let mut holder = Some(innermost);
            while let Some(i) = holder.filter(|&i| !open.holds(i, quotation.span)) {
                holder = attributions[i as usize].nested_in;
            }
            holders.extend(holder);
        }
        holders.sort_unstable();
        holders.dedup();
        let outer = quotation.parent.and_then(|p| quotations.get(p as usize));
        for &i in &holders {
            let is_outermost = outer.is_none_or(|outer| !open.holds(i, outer.span));
            if is_outermost && !holders.iter().any(|&other| other != i && family.descends(other, i)) {
                attributions[i as usize].quotes.push(q);
            }
        }
    }
}

/// The attributions in an order in which each is directly followed by all that
/// are nested in it, at any depth.
struct Family {
    /// The attributions in this order.
    members: Vec<u32>,
    /// For each attribution, its place in the order.
    place: Vec<u32>,
    /// For each place, the place behind the last attribution nested in the one
    /// there.
    end: Vec<u32>,
}

impl Family {
    fn new(attributions: &[Attribution]) -> Self {
        let count = attributions.len();
        let mut inside = vec![Vec::new(); count];
        let mut roots = Vec::new();
        for (i, a) in (0u32..).zip(attributions) {
            match a.nested_in.and_then(|up| inside.get_mut(up as usize)) {
                Some(inside) => inside.push(i),
                None => roots.push(i),
            }
        }
        let mut family = Self { members: Vec::with_capacity(count), place: vec![0; count], end: vec![0; count] };
        let mut todo: Vec<(u32, bool)> = roots.into_iter().rev().map(|i| (i, true)).collect();
        while let Some((i, enters)) = todo.pop() {
            let place = family.members.len() as u32;
            if !enters {
                family.end[family.place[i as usize] as usize] = place;
                continue;
            }
            family.place[i as usize] = place;
            family.members.push(i);
            todo.push((i, false));
            todo.extend(inside[i as usize].iter().rev().map(|&i| (i, true)));
        }
        family
    }

    /// Whether one attribution is nested in another, at any depth.
    fn descends(&self, inner: u32, outer: u32) -> bool {
        let [inner, outer] = [inner, outer].map(|i| self.place[i as usize]);
        outer < inner && inner < self.end[outer as usize]
    }
}

/// The attributions whose content contains the current place of the text.
struct Open<'f> {
    family: &'f Family,
    /// For each attribution, the piece of its content that was opened last.
    pieces: Vec<Span>,
    /// The ends of the open pieces, nearest first, with their attribution.
    ends: BinaryHeap<Reverse<(u32, u32)>>,
    /// The open attributions, by their place in the family.
    all: BTreeSet<u32>,
    /// Those of them in which no other open one is nested.
    innermost: BTreeSet<u32>,
}

impl<'f> Open<'f> {
    fn new(family: &'f Family) -> Self {
        let pieces = vec![Span::default(); family.place.len()];
        Self { family, pieces, ends: BinaryHeap::new(), all: BTreeSet::new(), innermost: BTreeSet::new() }
    }

    fn open(&mut self, piece: Span, i: u32) {
        self.pieces[i as usize] = piece;
        self.ends.push(Reverse((piece.end, i)));
        let place = self.family.place[i as usize];
        self.all.insert(place);
        self.update(place);
        self.update_before(place);
    }

    /// Closes the pieces that end at or before a place of the text.
    fn close(&mut self, at: u32) {
        while let Some(&Reverse((end, i))) = self.ends.peek().filter(|Reverse((end, _))| *end <= at) {
            self.ends.pop();
            if self.pieces[i as usize].end != end {
                continue;
            }
            let place = self.family.place[i as usize];
            self.all.remove(&place);
            self.innermost.remove(&place);
            self.update_before(place);
        }
    }

    /// Whether an attribution's open piece contains all of a span.
    fn holds(&self, i: u32, span: Span) -> bool {
        self.all.contains(&self.family.place[i as usize]) && self.pieces[i as usize].contains(span)
    }

    fn innermost(&self) -> impl Iterator<Item = u32> {
        self.innermost.iter().map(|&place| self.family.members[place as usize])
    }

    fn update_before(&mut self, place: u32) {
        if let Some(&before) = self.all.range(..place).next_back() {
            self.update(before);
        }
    }

    fn update(&mut self, place: u32) {
        let next = self.all.range(place + 1..).next();
        if next.is_some_and(|&next| next < self.family.end[place as usize]) {
            self.innermost.remove(&place);
        } else {
            self.innermost.insert(place);
        }
    }
}

#[cfg(test)]
mod tests {
    /// Returns how many quotations the attributions of a text list together,
    /// and how many it has.
    fn listed(text: &str) -> (usize, usize) {
        let analysis = crate::analyze(text);
        (analysis.attributions.iter().map(|a| a.quotes.len()).sum(), analysis.quotations.len())
    }

    /// In deeply nested text, outer attributions must not list quotations of
    /// inner ones again: the output would grow with the square of the text's
    /// length.
    #[test]
    fn nested_quotations_are_listed_once() {
        let deep = |open: &str, close: &str| format!("{}no{}", open.repeat(300), close.repeat(300));
        for text in [
            deep("Ana said “", "”"),
            deep("«a said ", "», he said"),
            deep("“a ", "”") + " Ana said.",
            "he said that ".repeat(100) + &"“a” ".repeat(100),
        ] {
            let (listed, all) = listed(&text);
            assert!(all > 12 && listed <= all, "{listed} of {all}: {text}");
        }
    }

    /// An inner attribution that retells the outer one's statement is set
    /// apart; the quotation stays with the outer one.
    #[test]
    fn quotations_of_a_statement_told_twice_stay_with_it() {
        assert_eq!(listed("CNN reported that Omar Reyes said the port was “shut.”"), (1, 1));
    }
}
