//! Reports every reading that is considered, for `--explain` and for fitting
//! weights.

use super::considered::{Account, Considered, Decider, Detail, Edge, Fate, Licence, chances};
use super::construction::Construction;
use super::edges::ends::Passed;
use super::judge::Candidate;
use super::pattern::Capture;
use super::pattern_index::Entry;
use super::reading::{Events, Reading, Text};
use super::weights::Weights;
use crate::lexicon::{Frames, Predicate};
use crate::span::Span;
use std::sync::Arc;

/// Converts places where content may start or end to [`Edge`]s. `edge` returns
/// a place's byte offset, whether the rules choose it, and its score. Features
/// are listed for every place if `all` is set; otherwise only for the one at
/// `chosen`, or for the likeliest if none is there.
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
    /// Returns what [`Text::events`] finds, and all readings that it considers.
    pub(super) fn consider(&self, detail: Detail) -> (Events, Vec<Considered>) {
        let mut account = Account { list: Vec::new(), detail };
        let events = self.events(Some(&mut account));
        (events, account.list)
    }

    pub(super) fn consider_one(&self, candidate: &Candidate<'_, '_>, entry: &Entry, fate: Fate, account: &mut Account) {
        account.list.push(self.considered(candidate, entry, fate, account.detail));
    }

    fn considered(&self, candidate: &Candidate<'_, '_>, entry: &Entry, fate: Fate, detail: Detail) -> Considered {
        let construction = self.construction(entry.owner);
        let of = |wanted: Capture| candidate.found.captures.iter().filter(move |(c, _)| *c == wanted).map(|(_, s)| *s);
        let content: Vec<Span> = of(Capture::Content).map(|s| self.span(s)).collect();
        let all = detail == Detail::All;
        let asked = all || fate == Fate::Kept;
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        if asked {
            starts = self.starts(candidate, construction, content.first().map(|c| c.start), all);
            ends = self.ends(candidate, construction, content.last().map(|c| c.end), all);
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

    /// Returns the places where the content may start. `chosen` is where it
    /// does.
    fn starts(
        &self,
        candidate: &Candidate<'_, '_>,
        construction: &Construction,
        chosen: Option<u32>,
        all: bool,
    ) -> Vec<Edge> {
        let context = candidate.context;
        let weights = &self.grammar.starts;
        let starts_at = |phrase: u32| self.tokens[context.phrases[phrase as usize].tokens.start as usize].span.start;
        if let Some(lead) = self.lead(context, candidate.found, construction) {
            let mut places = Vec::new();
            lead.each(|at, finite| {
                places.push((at, finite));
                true
            });
            let edge = |&(at, finite): &(u32, bool)| {
                (starts_at(at), at == lead.start, weights.sum(|f| lead.tell(at, finite, f)))
            };
            return edges(&places, chosen, all, edge, |&(at, finite)| weights.list(|f| lead.tell(at, finite, f)));
        }
        let Some(run) = self.run(context, candidate.found, construction) else { return Vec::new() };
        let mut places = Vec::new();
        run.each_start(|at| {
            places.push(at);
            true
        });
        let edge = |&at: &u32| (starts_at(at), at == run.start, weights.sum(|f| run.tell_start(at, f)));
        edges(&places, chosen, all, edge, |&at| weights.list(|f| run.tell_start(at, f)))
    }

    /// Returns the places where content right of the cue may end. `chosen` is
    /// where it does.
    fn ends(
        &self,
        candidate: &Candidate<'_, '_>,
        construction: &Construction,
        chosen: Option<u32>,
        all: bool,
    ) -> Vec<Edge> {
        let context = candidate.context;
        let weights = &self.grammar.ends;
        let Some(run) = self.run(context, candidate.found, construction) else { return Vec::new() };
        let run = run.with_likeliest_start(&self.grammar.starts);
        let mut places = Vec::new();
        run.each(|at, passed| {
            places.push((at, passed));
            true
        });
        let ends_at = |phrase: u32| self.tokens[context.phrases[phrase as usize - 1].tokens.end as usize - 1].span.end;
        let edge =
            |&(at, passed): &(u32, Passed)| (ends_at(at), at == run.end, weights.sum(|f| run.tell(at, passed, f)));
        edges(&places, chosen, all, edge, |&(at, passed)| weights.list(|f| run.tell(at, passed, f)))
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

    /// Updates the fate of readings that won at their own cue: `Void` if no
    /// attribution came of them, `Crossed` if another reading of the sentence
    /// took words of their cue.
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

    /// The words of a reading that no other reading's cue may share: its cue
    /// and the literals of its pattern.
    fn spent(&self, reading: &Reading) -> impl Iterator<Item = Span> {
        std::iter::once(reading.cue()).chain(reading.found.literals.iter().copied()).map(|s| self.span(s))
    }
}
