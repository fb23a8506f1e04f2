//! The readings that the grammar considered, kept or rejected, with the weights
//! that decided. They show users the reason for a result, and are the input for
//! fitting the weights.

use crate::attribution::Act;
use crate::lexicon::PredicateKind;
use crate::span::Span;
use std::sync::Arc;

/// What became of a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// It was kept as an attribution.
    Kept,
    /// Its weights say that it is not an attribution.
    Unlikely,
    /// A construction that is tried earlier, by rank, reads the same phrase.
    /// Holds that construction's id.
    Outranked(Arc<str>),
    /// Its cue shares words with a reading that takes precedence by rank,
    /// length or position. Holds the id of that reading's construction.
    Crossed(Arc<str>),
    /// Its content is empty or contains its own cue.
    Void,
}

/// A reading that was considered, with everything that decided about it. Spans
/// are in bytes of the article's text.
#[derive(Clone, Debug)]
pub struct Considered {
    /// The construction's id.
    pub construction: Arc<str>,
    /// The construction's rank.
    pub rank: i32,
    /// The pattern as written in the construction's file.
    pub pattern: Arc<str>,
    /// The lexicon entry that the cue is a form of, where the pattern asks for
    /// one.
    pub licence: Option<Licence>,
    /// The act that it reports.
    pub act: Act,
    /// Span of the source, if the pattern captured one.
    pub source: Option<Span>,
    /// Span of the cue.
    pub cue: Span,
    /// Spans of the content.
    pub content: Vec<Span>,
    /// Whether it was kept, and why not.
    pub fate: Fate,
    /// Its features by name, each with its weight. If the sum is above 0, the
    /// reading is more likely an attribution than not.
    pub features: Vec<(String, f32)>,
    pub(super) score: f32,
    /// Whether these weights were used. They are not for a construction that a
    /// user added, nor in a grammar without weights.
    pub weighed: bool,
    /// What decided where the content right of the cue ends.
    pub end: Decider,
    /// What decided where the content starts.
    pub start: Decider,
    /// Places where the content right of the cue may end before the sentence
    /// does, in the order of the text.
    pub ends: Vec<Edge>,
    /// Places where the content may start, nearest to the cue first. For
    /// content left of the cue, the start of the sentence is not listed.
    pub starts: Vec<Edge>,
}

impl Considered {
    /// Returns the sum of the reading's weights.
    #[must_use]
    pub const fn score(&self) -> f32 {
        self.score
    }
}

/// The lexicon entry of a cue: why the pattern accepts the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Whether it is a verb, noun or adjective.
    pub kind: PredicateKind,
    /// The dictionary form.
    pub lemma: String,
    /// The act that the word reports. The construction may override it.
    pub act: Act,
    /// The frames of the word that the pattern asks for.
    pub frames: Vec<&'static str>,
}

/// What decides where content ends or starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decider {
    /// The pattern, by the items around the content.
    Pattern,
    /// The engine's rules, in a grammar without weights.
    Rules,
    /// Weights, compared over all possible places.
    Weights,
}

/// A place where content may end or start.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Byte offset in the article's text.
    pub at: u32,
    /// Whether the rules alone would choose this place.
    pub rules: bool,
    /// The features of the place, each with its weight. If the sum is above 0,
    /// content more likely ends (or starts) here than goes on.
    pub features: Vec<(String, f32)>,
    pub(crate) score: f32,
}

impl Edge {
    /// Returns the sum of the place's weights.
    #[must_use]
    pub const fn score(&self) -> f32 {
        self.score
    }
}

/// Returns the probability that content ends at each edge and, as the last
/// element, that it goes on past all of them. At each edge the weights give the
/// probability that it ends there if it has not ended before (a hazard model).
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

/// Which features of readings are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// All of them, for fitting weights.
    All,
    /// Those that explain a decision: features with a weight, for readings that
    /// were kept or unlikely, and for the chosen edge or else the likeliest. A
    /// sentence with many cues has thousands of edges.
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

    /// Each cue must look at a bounded number of places, even where a sentence
    /// is a long chain of cues.
    #[test]
    fn an_end_is_looked_for_behind_a_few_clauses() {
        for clause in
            ["he said that ", "he said she said ", "people who know ", "was told by", "officials said he told her "]
        {
            let text = clause.repeat(150);
            let analysis = crate::analyze(&text);
            let grammar = Grammar::builtin();
            let considered = grammar::considered(grammar, &analysis.layout(grammar.lexicon()), &analysis.parse);
            let most = considered.iter().map(|c| c.ends.len().max(c.starts.len())).max();
            assert!(most.is_some_and(|most| most <= 40), "{clause}: {most:?}");
        }
    }

    /// `explained` must keep less than a twentieth of what `considered` keeps,
    /// and less than 1000 bytes for each byte of text.
    #[test]
    fn explained_readings_keep_only_the_features_that_are_shown() {
        let text = "Ana Ruiz said that ".repeat(100);
        let analysis = crate::analyze(&text);
        let kept = |considered: Vec<super::Considered>| -> usize {
            let edges = considered.iter().flat_map(|c| c.ends.iter().chain(&c.starts)).map(|e| &e.features);
            considered.iter().map(|c| &c.features).chain(edges).flatten().map(|(name, _)| name.len() + 32).sum()
        };
        let grammar = Grammar::builtin();
        let layout = analysis.layout(grammar.lexicon());
        let all = kept(grammar::considered(grammar, &layout, &analysis.parse));
        let told = kept(grammar::explained(grammar, &layout, &analysis.parse).1);
        assert!(told < 1000 * text.len() && told * 20 < all, "{told} of {all} for {}", text.len());
    }
}
