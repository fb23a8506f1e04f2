//! What the grammar considered on the way to its attributions: every reading,
//! won or lost, with the weights that decided. For people who ask why an
//! answer came out, and for the script that fits the weights.

use crate::attribution::Act;
use crate::lexicon::PredicateKind;
use crate::span::Span;
use std::sync::Arc;

/// What became of a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// It is an attribution.
    Kept,
    /// Its weights say that it is none.
    Unlikely,
    /// A construction of higher rank reads the same phrase: its name.
    Outranked(Arc<str>),
    /// Its cue shares words with that of a construction that goes before by
    /// rank, length or place: its name.
    Crossed(Arc<str>),
    /// Its content is empty or holds its own cue.
    Void,
}

/// A reading that was considered, with everything that decided about it.
#[derive(Clone, Debug)]
pub struct Considered {
    /// Name of the construction.
    pub construction: Arc<str>,
    /// Rank of its pattern.
    pub rank: i32,
    /// Its pattern as written.
    pub pattern: Arc<str>,
    /// The entry of the lexicon that its cue is a form of, where the pattern
    /// asks for one.
    pub licence: Option<Licence>,
    /// What it reports.
    pub act: Act,
    /// Spans of the source, where there is one.
    pub source: Option<Span>,
    /// Span of the cue.
    pub cue: Span,
    /// Spans of the content.
    pub content: Vec<Span>,
    /// What became of it.
    pub fate: Fate,
    /// Its features by name, each with its weight; the sum is over 0 where it
    /// is likelier an attribution than not.
    pub features: Vec<(String, f32)>,
    pub(super) score: f32,
    /// Whether these weights were asked: not for a construction that a user
    /// added, nor in a grammar without weights.
    pub weighed: bool,
    /// What decided where the content right of the cue ends.
    pub end: Decider,
    /// What decided where content left of the cue starts.
    pub start: Decider,
    /// Where the content right of the cue may end before the sentence does, in
    /// the order of the text.
    pub ends: Vec<Edge>,
    /// Where content left of the cue may start but at the sentence's start,
    /// nearest to the cue first.
    pub starts: Vec<Edge>,
}

impl Considered {
    /// The sum of the weights.
    #[must_use]
    pub const fn score(&self) -> f32 {
        self.score
    }
}

/// What the lexicon says about a cue: why the pattern could ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Verb, noun or adjective.
    pub kind: PredicateKind,
    /// The form that dictionaries list.
    pub lemma: String,
    /// What the word reports; the construction may say otherwise.
    pub act: Act,
    /// Those of its frames that the pattern asks for.
    pub frames: Vec<&'static str>,
}

/// What decides where content ends or starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decider {
    /// The pattern, by what it asks for there.
    Pattern,
    /// The rules of the engine, without weights.
    Rules,
    /// The weights of all the places where it may.
    Weights,
}

/// A place where content may end or start.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Byte offset in the text.
    pub at: u32,
    /// The rules of the engine alone would have it here.
    pub rules: bool,
    /// The features of the place, each with its weight; the sum is over 0
    /// where the content ends here likelier than it goes on.
    pub features: Vec<(String, f32)>,
    pub(crate) score: f32,
}

impl Edge {
    /// The sum of the weights.
    #[must_use]
    pub const fn score(&self) -> f32 {
        self.score
    }
}

/// The chance that content ends at each edge, and at last that it goes on
/// behind all of them: at each it ends or goes on, as the weights have it.
pub(crate) fn chances(edges: &[Edge]) -> Vec<f32> {
    let mut gone_on = 1.0;
    let mut chances: Vec<f32> = edges
        .iter()
        .map(|edge| {
            let ends = 1.0 / (1.0 + (-edge.score()).exp());
            let here = gone_on * ends;
            gone_on *= 1.0 - ends;
            here
        })
        .collect();
    chances.push(gone_on);
    chances
}

/// What is kept of the features of readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// All of them, to fit weights on.
    All,
    /// Those that tell people why: of a reading that was kept or is unlikely
    /// the features with a weight, of edges those of the one that was chosen
    /// or came next. A chain of cues has thousands of edges.
    Telling,
}

/// The readings considered so far.
pub(super) struct Account {
    pub(super) list: Vec<Considered>,
    pub(super) detail: Detail,
}

#[cfg(test)]
mod tests {
    use crate::grammar::{self, Grammar};

    /// In a chain of cues each weighed every place of all those behind it.
    #[test]
    fn an_end_is_looked_for_behind_a_few_clauses() {
        for clause in
            ["he said that ", "he said she said ", "people who know ", "was told by", "officials said he told her "]
        {
            let text = clause.repeat(150);
            let analysis = crate::analyze(&text);
            let grammar = Grammar::builtin();
            let considered = grammar::considered(grammar, &analysis.page(grammar.lexicon()), &analysis.parse);
            let most = considered.iter().map(|c| c.ends.len().max(c.starts.len())).max();
            assert!(most.is_some_and(|most| most <= 40), "{clause}: {most:?}");
        }
    }

    /// 46 kB of memory were kept for each byte of this.
    #[test]
    fn what_is_explained_keeps_only_what_is_shown() {
        let text = "Ana Ruiz said that ".repeat(100);
        let analysis = crate::analyze(&text);
        let kept = |considered: Vec<super::Considered>| -> usize {
            let edges = considered.iter().flat_map(|c| c.ends.iter().chain(&c.starts)).map(|e| &e.features);
            considered.iter().map(|c| &c.features).chain(edges).flatten().map(|(name, _)| name.len() + 32).sum()
        };
        let grammar = Grammar::builtin();
        let page = analysis.page(grammar.lexicon());
        let all = kept(grammar::considered(grammar, &page, &analysis.parse));
        let told = kept(grammar::explained(grammar, &page, &analysis.parse));
        assert!(told < 1000 * text.len() && told * 20 < all, "{told} of {all} for {}", text.len());
    }
}
