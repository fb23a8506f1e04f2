//! Elements whose text is not shown and that have no end tag: `<svg>`,
//! `<noscript>`, `<style>`.
//!
//! All behind such a tag would be hidden with it. A page with one is read
//! again, and the element ends where the next block begins.

use super::super::tag::Tag;
use super::Builder;

/// How often a page is read: an element without end can hide another.
pub(super) const MOST_PASSES: usize = 10;

/// Elements without an end tag, by where their content begins.
#[derive(Debug, Default)]
pub(super) struct Unclosed {
    /// Behind the first of a name without markup in it, no other has an end.
    raw: Vec<(Tag, usize)>,
    /// In the order of the page.
    others: Vec<usize>,
}

impl Unclosed {
    fn has(&self, tag: Tag, at: usize) -> bool {
        match tag.is_raw() {
            true => self.raw.iter().any(|&(known, first)| known == tag && first <= at),
            false => self.others.binary_search(&at).is_ok(),
        }
    }

    /// Adds what one pass has found. Returns whether it was new.
    pub(super) fn extend(&mut self, missing: &[(Tag, usize)]) -> bool {
        let before = self.raw.len() + self.others.len();
        for &(tag, at) in missing.iter().filter(|(tag, _)| tag.is_raw()) {
            if !self.has(tag, at) {
                self.raw.push((tag, at));
            }
        }
        self.others.extend(missing.iter().filter(|(tag, _)| !tag.is_raw()).map(|&(_, at)| at));
        self.others.sort_unstable();
        self.others.dedup();
        self.raw.len() + self.others.len() > before
    }
}

/// An open element whose text is not shown.
#[derive(Debug)]
pub(super) struct Hidden {
    node: u32,
    at: usize,
    is_unclosed: bool,
}

impl Builder<'_> {
    /// Whether an element that begins here has no end tag.
    pub(super) fn is_unclosed(&self, tag: Tag) -> bool {
        self.unclosed.has(tag, self.position)
    }

    /// Closes the elements without end tag in which a block begins.
    pub(super) fn break_out(&mut self) {
        let Some(outermost) = self.hidden.iter().find(|hidden| hidden.is_unclosed) else { return };
        let depth = self.open.iter().rposition(|&node| node == outermost.node);
        while depth.is_some_and(|depth| self.open.len() > depth) {
            self.close();
        }
    }

    /// Notes that an element is opened.
    pub(super) fn opened(&mut self, node: u32, tag: Tag) {
        if tag.is_unseen() {
            self.unseen += 1;
            let is_unclosed = self.is_unclosed(tag);
            self.hidden.push(Hidden { node, at: self.position, is_unclosed });
        }
    }

    /// Notes that an element is closed, and whether by its own end tag.
    pub(super) fn closed(&mut self, tag: Tag) {
        if tag.is_unseen() {
            self.unseen -= 1;
            let Some(hidden) = self.hidden.pop() else { return };
            if self.ending != Some(tag) && !hidden.is_unclosed {
                self.missing.push((tag, hidden.at));
            }
        }
    }
}
