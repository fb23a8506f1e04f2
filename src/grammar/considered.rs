//! What the grammar considered on the way to its attributions: every reading,
//! won or lost, with the weights that decided. For people who ask why an
//! answer came out, and for the script that fits the weights.

use super::construction::Entry;
use super::content::Passed;
use super::judge::Candidate;
use super::pattern::Capture;
use super::reading::{Reading, Text};
use super::weights::Weights;
use crate::attribution::Act;
use crate::lexicon::{Frames, Predicate, PredicateKind};
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
    score: f32,
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
    detail: Detail,
}

/// Places as edges, with the features of those that are asked for. An edge is
/// where it lies, whether the rules would have it, and its score.
fn edges<P>(
    places: &[P],
    chosen: Option<u32>,
    all: bool,
    edge: impl Fn(&P) -> (u32, bool, f32),
    features: impl Fn(&P) -> Vec<(String, f32)>,
) -> Vec<Edge> {
    let edge = |place: &P| {
        let (at, rules, score) = edge(place);
        Edge { at, rules, score, features: if all { features(place) } else { Vec::new() } }
    };
    let mut edges: Vec<Edge> = places.iter().map(edge).collect();
    if !all {
        let chances = chances(&edges);
        let likeliest = (0..edges.len()).max_by(|&a, &b| chances[a].total_cmp(&chances[b]));
        let told = edges.iter().position(|e| Some(e.at) == chosen).or(likeliest);
        if let Some(told) = told {
            edges[told].features = features(&places[told]);
            edges[told].features.retain(|(_, weight)| *weight != 0.0);
        }
    }
    edges
}

impl Text<'_> {
    /// All readings that [`Text::attribute`] considers, in the order in which
    /// it does.
    pub(super) fn consider(&self, detail: Detail) -> Vec<Considered> {
        let mut account = Account { list: Vec::new(), detail };
        self.each_sentence(|index, phrases| {
            self.readings(index, phrases, Some(&mut account));
        });
        account.list
    }

    pub(super) fn consider_one(&self, candidate: &Candidate<'_, '_>, entry: &Entry, fate: Fate, account: &mut Account) {
        account.list.push(self.considered(candidate, entry, fate, account.detail));
    }

    fn considered(&self, candidate: &Candidate<'_, '_>, entry: &Entry, fate: Fate, detail: Detail) -> Considered {
        let construction = self.construction(entry.construction);
        let of = |wanted: Capture| candidate.found.captures.iter().filter(move |(c, _)| *c == wanted).map(|(_, s)| *s);
        let scene = candidate.scene;
        let content: Vec<Span> = of(Capture::Content).map(|s| self.span(s)).collect();
        let all = detail == Detail::All;
        let asked = all || fate == Fate::Kept;
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        let starts_at = |phrase: u32| self.tokens[scene.phrases[phrase as usize].tokens.start as usize].span.start;
        let chosen = content.first().map(|c| c.start);
        if let Some(lead) = self.lead(scene, candidate.found, construction).filter(|_| asked) {
            let mut places = Vec::new();
            lead.each(|at, finite| {
                places.push((at, finite));
                true
            });
            let edge = |&(at, finite): &(u32, bool)| {
                (starts_at(at), at == lead.start, self.grammar.starts.sum(|f| lead.tell(at, finite, f)))
            };
            let list = |&(at, finite): &(u32, bool)| self.grammar.starts.list(|f| lead.tell(at, finite, f));
            starts = edges(&places, chosen, all, edge, list);
        }
        if let Some(run) = self.run(scene, candidate.found, construction).filter(|_| asked) {
            if candidate.found.lead.is_none() {
                let mut places = Vec::new();
                run.each_start(|at| {
                    places.push(at);
                    true
                });
                let edge =
                    |&at: &u32| (starts_at(at), at == run.start, self.grammar.starts.sum(|f| run.tell_start(at, f)));
                starts = edges(&places, chosen, all, edge, |&at| self.grammar.starts.list(|f| run.tell_start(at, f)));
            }
            let run = run.with_likeliest_start(&self.grammar.starts);
            let mut places = Vec::new();
            run.each(|at, passed| {
                places.push((at, passed));
                true
            });
            let ends_at =
                |phrase: u32| self.tokens[scene.phrases[phrase as usize - 1].tokens.end as usize - 1].span.end;
            let edge = |&(at, passed): &(u32, Passed)| {
                (ends_at(at), at == run.end, self.grammar.ends.sum(|f| run.tell(at, passed, f)))
            };
            let list = |&(at, passed): &(u32, Passed)| self.grammar.ends.list(|f| run.tell(at, passed, f));
            ends = edges(&places, content.last().map(|c| c.end), all, edge, list);
        }
        let score = self.grammar.keep.sum(|f| candidate.tell(f));
        let mut features = Vec::new();
        if asked || fate == Fate::Unlikely {
            features = self.grammar.keep.list(|f| candidate.tell(f));
            features.retain(|(_, weight)| all || *weight != 0.0);
        }
        let decider = |place: Option<(u32, u32)>, weights: &Weights| match place {
            None => Decider::Pattern,
            Some(_) if !weights.is_empty() => Decider::Weights,
            Some(_) => Decider::Rules,
        };
        let predicate = candidate.found.predicate.map(|p| self.grammar.lexicon.predicate(p));
        Considered {
            construction: Arc::clone(&construction.id),
            rank: entry.rank,
            pattern: Arc::clone(&construction.patterns[entry.written as usize]),
            licence: predicate.map(|p| self.licence(p, candidate, entry)),
            act: construction.act.or(predicate.map(|p| p.act)).unwrap_or_default(),
            source: of(Capture::Source).next().map(|s| self.span(s)),
            cue: of(Capture::Cue).next().map_or(Span::default(), |s| self.span(s)),
            content,
            fate,
            features,
            score,
            weighed: construction.weighed,
            end: decider(candidate.found.run, &self.grammar.ends),
            start: decider(
                candidate.found.lead.or(candidate.found.run.filter(|_| !starts.is_empty())),
                &self.grammar.starts,
            ),
            ends,
            starts,
        }
    }

    fn licence(&self, predicate: &Predicate, candidate: &Candidate<'_, '_>, entry: &Entry) -> Licence {
        let (asked, by_preposition) = entry.pattern.asks(predicate.kind);
        let mut frames = asked.common(predicate.frames.union(predicate.frames_poss));
        let cue = candidate.found.captures.iter().find(|(c, _)| *c == Capture::Cue).map(|(_, cue)| *cue);
        if let Some(cue) = cue.filter(|cue| by_preposition && !cue.is_empty()) {
            let last = self.marks.marks[cue.end as usize - 1].word;
            let named = self.grammar.known.prepositions.iter().find(|(word, _)| *word == last);
            frames = named.map(|(_, frame)| asked.common(*frame)).filter(|f| *f != Frames::default()).unwrap_or(frames);
        }
        let lemma = predicate.lemma.to_string();
        Licence { kind: predicate.kind, lemma, act: predicate.act, frames: frames.names().collect() }
    }

    /// Says of the readings that won their own place what became of them
    /// among those of the sentence.
    pub(super) fn cross_out(&self, kept: &[Reading], considered: &mut [Considered]) {
        for own in considered.iter_mut().filter(|c| c.fate == Fate::Kept) {
            let is_it = |r: &&Reading| {
                self.span(r.cue()) == own.cue && self.construction(r.construction).id == own.construction
            };
            if let Some(reading) = kept.iter().find(is_it) {
                if self.attribution(reading).is_none() {
                    own.fate = Fate::Void;
                }
                continue;
            }
            let winner = kept.iter().find(|r| self.spent(r).any(|span| span.overlaps(own.cue)));
            let winner = winner.map_or(&own.construction, |r| &self.construction(r.construction).id);
            own.fate = Fate::Crossed(Arc::clone(winner));
        }
    }

    /// The words that a reading leaves to no other's cue.
    fn spent(&self, reading: &Reading) -> impl Iterator<Item = Span> {
        std::iter::once(reading.cue()).chain(reading.found.literals.iter().copied()).map(|s| self.span(s))
    }
}

#[cfg(test)]
mod tests {
    use crate::grammar::Grammar;

    /// In a chain of cues each weighed every place of all those behind it.
    #[test]
    fn an_end_is_looked_for_behind_a_few_clauses() {
        for clause in
            ["he said that ", "he said she said ", "people who know ", "was told by", "officials said he told her "]
        {
            let text = clause.repeat(150);
            let analysis = crate::analyze(&text);
            let considered = Grammar::builtin().considered(&analysis);
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
        let (all, told) = (kept(grammar.considered(&analysis)), kept(grammar.explained(&analysis)));
        assert!(told < 1000 * text.len() && told * 20 < all, "{told} of {all} for {}", text.len());
    }
}
