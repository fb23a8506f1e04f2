//! Where a second-hand statement is credited to those who passed it on.

use super::words::{block, block_kind, intermediaries, party, token_text};
use crate::Analysis;
use crate::article::BlockKind;
use crate::attribution::Attribution;
use crate::chain::{Chain, ChainLink};
use crate::closed_class::{REFERRING, is_any};
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::Span;

/// Whether the reader of a statement sees that another party passed it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Credit {
    /// Its sentence or the text around it says so.
    Here,
    /// The article names the party further below: a headline or lead.
    Below,
    /// The article named the party last above the statement.
    Above {
        /// The words that name it.
        mention: Span,
        /// How many paragraphs above.
        paragraphs: usize,
    },
}

/// The article's blocks with their paragraph numbers.
pub(super) struct Credits<'a> {
    analysis: &'a Analysis<'a>,
    /// For each block, how many blocks before it are read for attributions.
    numbers: Vec<usize>,
    /// For each block, whether it mentions *the interview*, *the paper* or the
    /// like.
    reminds: Vec<bool>,
}

impl<'a> Credits<'a> {
    pub(super) fn new(analysis: &'a Analysis<'_>) -> Self {
        let blocks = &analysis.article.blocks;
        let mut count = 0;
        let numbers = blocks
            .iter()
            .map(|block| {
                let number = count;
                count += usize::from(block.is_read());
                number
            })
            .collect();
        let mut reminds = vec![false; blocks.len()];
        for term in &analysis.marks.terms {
            let is_reminder = matches!(term.class, Class::INTERVIEW | Class::OUTLET_HEAD);
            let before = term.tokens.start.checked_sub(1);
            let definite = before.is_some_and(|i| is_any(token_text(analysis, i as usize), REFERRING));
            if is_reminder
                && definite
                && let Some(token) = analysis.tokens.get(term.tokens.start as usize)
                && let Some(reminds) = reminds.get_mut(block(analysis, token.span.start))
            {
                *reminds = true;
            }
        }
        Self { analysis, numbers, reminds }
    }

    /// Returns the credit of the intermediary whose name is the farthest from
    /// the statement. A credit at most `allowed` paragraphs above is
    /// [`Credit::Here`].
    ///
    /// People who relay words are not looked at: *he* and *she* name them well.
    pub(super) fn of(&self, attribution: &Attribution, chain: &Chain, allowed: usize) -> Credit {
        let content = attribution.cue.first().or(attribution.content.first());
        let Some(at) = content.map(|cue| cue.start) else { return Credit::Here };
        let is_paragraph = block_kind(self.analysis, at) == BlockKind::Paragraph;
        let (mut farthest, mut most) = (Credit::Here, 0);
        for link in intermediaries(chain) {
            match self.of_link(attribution, link, at) {
                above @ Credit::Above { paragraphs, .. } if is_paragraph && paragraphs > allowed.max(most) => {
                    (farthest, most) = (above, paragraphs);
                }
                Credit::Below if farthest == Credit::Here => farthest = Credit::Below,
                _ => {}
            }
        }
        farthest
    }

    fn of_link(&self, attribution: &Attribution, link: &ChainLink, at: u32) -> Credit {
        let outlet = party(self.analysis, link).filter(|p| matches!(p.kind, PartyKind::Outlet | PartyKind::Document));
        let Some(outlet) = outlet else { return Credit::Here };
        // The nearest mentions before and after the words; mentions are sorted.
        let next = outlet.mentions.partition_point(|m| m.start < at);
        let mentions = [next.checked_sub(1), Some(next)].into_iter().flatten();
        let known = std::iter::once(&link.mention).chain(attribution.links.iter().map(|l| &l.span));
        let named = mentions.filter_map(|i| outlet.mentions.get(i)).chain(known);
        let nearest = named.map(|m| (self.between(m.start, at), m.start > at, *m)).min();
        match nearest {
            None | Some((0, ..)) => Credit::Here,
            _ if self.reminds.get(block(self.analysis, at)).is_some_and(|reminds| *reminds) => Credit::Here,
            Some((_, true, _)) => Credit::Below,
            Some((paragraphs, false, mention)) => Credit::Above { mention, paragraphs },
        }
    }

    fn number(&self, at: u32) -> usize {
        self.numbers.get(block(self.analysis, at)).copied().unwrap_or(self.numbers.len())
    }

    fn between(&self, a: u32, b: u32) -> usize {
        self.number(a).abs_diff(self.number(b))
    }
}
