//! Resolves the words of attributions to parties: the person that *he* means,
//! the outlet whose interview a sentence mentions.
//!
//! Names are collected first (from capitals, titles and the lexicon's outlets),
//! so that every named party exists before any source is resolved. The
//! attributions are then processed in text order, and each source, link and
//! venue is resolved against earlier text: a name to its fullest form, *the
//! spokesman* to the last party called so, *she* to the likeliest speaker or
//! subject of the sentences just before, *the paper* to the last outlet. A few
//! roles and outlets are also resolved against the next paragraphs. A phrase
//! without a candidate becomes a party of its own.
//!
//! Every search through the text is bounded, so time is linear in the length of
//! the text.

mod antecedent;
mod byline;
mod clauses;
mod common_noun;
mod named_phrase;
mod names;
mod occasion;
mod parties;
mod phrase;
mod phrase_parts;
mod pronoun;
mod pronoun_weights;
mod relative_pronoun;
mod role;
mod sentence_route;
mod several;

use crate::attribution::{Attribution, Relation};
use crate::grammar::{Opening, Weights};
use crate::layout::Layout;
use crate::party::{Party, Unresolved};
use crate::span::Span;
use crate::syntax::Parse;
use clauses::Clauses;
use names::{Entity, Names, Place, introduced};
use pronoun_weights::PronounWeights;
pub use pronoun_weights::{CandidateFeatures, PRONOUN_FEATURES, PronounChoice};
use rustc_hash::FxHashMap;

/// The parties of an article, and what is resolved for each attribution.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// The parties, ordered by first mention.
    pub parties: Vec<Party>,
    /// For each party, whether it is the article's own publisher or agency,
    /// which is never an intermediary.
    pub own: Vec<bool>,
    /// For each attribution, the index of the party that its source refers to.
    pub sources: Vec<Option<u32>>,
    /// For each attribution whose source is a pronoun or role that could not be
    /// resolved, the reason.
    pub unresolved: Vec<Option<Unresolved>>,
    /// For each attribution, what its own sentence says about how its words
    /// reached the article.
    pub sentence_routes: Vec<SentenceRoute>,
    /// The occasions whose publisher is known, in the order of the text.
    pub occasions: Vec<Occasion>,
}

/// An intermediary that the attribution's own sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceLink {
    /// How the intermediary passed the words on.
    pub relation: Relation,
    /// Index of the party.
    pub party: u32,
    /// The words that name it, in bytes of the article's text.
    pub mention: Span,
}

/// What an attribution's own sentence says about how its words reached the
/// article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentenceRoute {
    /// Intermediaries, nearest to the article first. May include the article's
    /// own publisher, which chains leave out.
    pub links: Vec<SentenceLink>,
    /// Whether the words were quoted without an agent: *was quoted as saying*.
    pub agentless: bool,
    /// Whether the sentence names an audience, a channel or an occasion. This
    /// starts a new event of speech, so chains from earlier sentences do not
    /// continue into it.
    pub event: bool,
    /// Whether the source spoke to this article: *told me, told us*.
    pub addressed_to_us: bool,
    /// Whether the intermediaries hold for these words alone: *through a
    /// spokesman*, *once quoted*.
    pub once: bool,
    /// The mention of an interview or broadcast whose outlet it does not name.
    pub interview: Option<Span>,
    /// Index of the paragraph that holds the cue, counted from 0.
    pub paragraph: u32,
    /// Whether that paragraph is written as a headline.
    pub headline: bool,
    /// Index of the party that the content's first clause is about, if that is
    /// not the source: *(a spokesman said) the minister believes …*
    pub inner: Option<u32>,
    /// Whether the source speaks for another person or knows that person's
    /// mind: a spokesperson, aide, lawyer.
    pub insider: bool,
    /// The words that name the source, where the grammar found no source or the
    /// wrong one: *drew criticism from the union*.
    pub holder: Option<Span>,
    /// Whether the source said the words to the subject of the sentence: *he
    /// had heard from the owner, was told by her*.
    pub heard: bool,
}

/// Who holds the content of an attribution.
#[derive(Clone, Copy, Debug, Default)]
struct Holder {
    party: Option<u32>,
    /// The words that name the holder, if they are not the attribution's own.
    words: Option<Span>,
    /// Whether the holder said the words to the subject of the sentence.
    heard: bool,
    /// The subject, if it passed on what it heard: *Ruiz said Ito had heard
    /// from …*
    hearer: Option<SentenceLink>,
}

/// An occasion that a sentence names, with its parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The words that open it.
    pub opening: Opening,
    /// Index of the publisher's party; `None` for an occasion in public.
    pub outlet: Option<u32>,
    /// The words that name the publisher, or else the occasion, in bytes of the
    /// article's text.
    pub mention: Span,
    /// Those who ask the questions.
    pub hosts: Vec<u32>,
    /// Those who speak there.
    pub speakers: Vec<u32>,
    /// Whether the words that open it say who speaks. Otherwise it is the first
    /// person whom the sentence names.
    pub says_who: bool,
}

/// Returns the parties of an article, with each attribution's source resolved
/// and its route, and the occasions that `openings` open. `pronouns` are the
/// weights of whom a pronoun refers to. Sources that cannot be resolved are
/// reported in [`Resolution::unresolved`].
#[must_use]
pub fn resolve(
    layout: &Layout<'_>,
    parse: &Parse,
    attributions: &[Attribution],
    openings: &[Opening],
    pronouns: &Weights,
) -> Resolution {
    Resolver::new(layout, parse, attributions, openings, pronouns).resolved(openings).0
}

/// Resolves like [`resolve`], and returns the people that each *he* or *she*
/// that is a source can refer to, for fitting the weights. Each candidate has a
/// copy of its name.
#[must_use]
pub fn resolve_with_choices(
    layout: &Layout<'_>,
    parse: &Parse,
    attributions: &[Attribution],
    openings: &[Opening],
    pronouns: &Weights,
) -> (Resolution, Vec<PronounChoice>) {
    let resolver = Resolver::new(layout, parse, attributions, openings, pronouns);
    Resolver { choices: Some(Vec::new()), ..resolver }.resolved(openings)
}

struct Resolver<'a> {
    layout: &'a Layout<'a>,
    parse: &'a Parse,
    names: Names,
    attributions: &'a [Attribution],
    clauses: Clauses,
    sources: Vec<Option<u32>>,
    /// For each attribution, who holds its content.
    holders: Vec<Holder>,
    /// For each attribution, whether its source is resolved.
    decided: Vec<bool>,
    unresolved: Vec<Option<Unresolved>>,
    /// Sources resolved so far as (token, party), ordered by token.
    spoken: Vec<(u32, u32)>,
    /// Pronouns and roles that are not sources, as (token, party, is subject),
    /// ordered by token.
    stood: Vec<Place>,
    /// The token up to which these pronouns and roles have been collected.
    walked: u32,
    /// The weights of whom a pronoun refers to.
    weights: PronounWeights,
    /// The people that each *he* or *she* that is a source can refer to; `None`
    /// unless they are asked for.
    choices: Option<Vec<PronounChoice>>,
    /// Attributions whose source is being resolved; guards against cycles.
    open: Vec<u32>,
    /// For each party, mentions that `names.mentions` does not contain.
    named: Vec<Vec<Span>>,
    /// The parties that stand for several people named together, by members.
    groups: FxHashMap<Vec<u32>, u32>,
    byline: Option<&'a str>,
    /// The party of the byline, created when the first *I* needs it.
    author: Option<u32>,
    /// The occasions resolved so far.
    occasions: Vec<Occasion>,
}

/// How many attributions before one are searched for one with the same words
/// for its source.
const SHARED: u32 = 8;

impl<'a> Resolver<'a> {
    fn new(
        layout: &'a Layout<'a>,
        parse: &'a Parse,
        attributions: &'a [Attribution],
        openings: &[Opening],
        pronouns: &Weights,
    ) -> Self {
        let metadata = &layout.article.metadata;
        let own: Vec<&str> =
            [&metadata.publisher, &metadata.agency].into_iter().flatten().map(String::as_str).collect();
        let introduced = introduced(layout, openings);
        let names = Names::scan(layout, &own, &introduced);
        Self {
            layout,
            parse,
            named: vec![Vec::new(); names.entities.len()],
            names,
            attributions,
            clauses: Clauses::new(layout, parse, attributions),
            sources: vec![None; attributions.len()],
            holders: vec![Holder::default(); attributions.len()],
            decided: vec![false; attributions.len()],
            spoken: Vec::new(),
            unresolved: vec![None; attributions.len()],
            stood: Vec::new(),
            walked: 0,
            weights: PronounWeights::new(pronouns),
            choices: None,
            open: Vec::new(),
            groups: FxHashMap::default(),
            byline: metadata.byline.as_deref(),
            author: None,
            occasions: Vec::new(),
        }
    }

    /// Resolves everything. Returns the choices of pronouns too, if asked for.
    fn resolved(mut self, openings: &[Opening]) -> (Resolution, Vec<PronounChoice>) {
        let sentence_routes = self.read_on(openings);
        let choices = self.choices.take().unwrap_or_default();
        (self.finish(sentence_routes), choices)
    }

    /// Resolves every attribution and opening in the order of the text, so that
    /// earlier results are available. Holders come before what their content
    /// holds. Returns what each sentence says about its intermediaries.
    fn read_on(&mut self, openings: &[Opening]) -> Vec<SentenceRoute> {
        let cue_start = |i: u32| self.attributions[i as usize].cue_start();
        let mut order: Vec<u32> = (0..self.attributions.len() as u32).collect();
        order.sort_by_key(|&i| (cue_start(i).unwrap_or(0), i));
        let mut sentence_routes = vec![SentenceRoute::default(); self.attributions.len()];
        let mut openings = openings.iter().peekable();
        let layout = self.layout;
        let place = |opening: &Opening| layout.span_of(opening.cue).start;
        for &i in &order {
            let at = self.attributions[i as usize].cue_start();
            while let Some(opening) = openings.next_if(|o| at.is_some_and(|at| place(o) < at)) {
                self.open_occasion(opening);
            }
            if let Some(at) = at {
                self.walk(at);
            }
            self.source(i);
            sentence_routes[i as usize] = self.sentence_route(i);
        }
        openings.for_each(|opening| self.open_occasion(opening));
        sentence_routes
    }

    fn entity(&self, party: u32) -> &Entity {
        &self.names.entities[party as usize]
    }

    fn add(&mut self, entity: Entity) -> u32 {
        self.named.push(Vec::new());
        self.names.add(entity)
    }

    fn is_own(&self, party: u32) -> bool {
        self.entity(party).own
    }

    /// Resolves the source of an attribution, unless that was done or is being
    /// done.
    fn source(&mut self, i: u32) {
        if self.decided[i as usize] || self.open.contains(&i) {
            return;
        }
        let subject = self.subject(i);
        let holder = self.holder_of(i, subject);
        self.sources[i as usize] = holder.party;
        self.holders[i as usize] = holder;
        self.decided[i as usize] = subject.or(holder.party).is_some();
    }

    /// Returns the party that the words for an attribution's source mean.
    fn subject(&mut self, i: u32) -> Option<u32> {
        let a = &self.attributions[i as usize];
        let Some(&first) = a.source.first() else { return self.participle_subject(i) };
        // Only the first span of a source is resolved.
        let tokens = self.layout.tokens_of(first);
        if tokens.is_empty() {
            return None;
        }
        // *A spokesman denied it, saying …*: attributions that share their
        // source's words have one source.
        let near = (i.saturating_sub(SHARED)..i).rev();
        let mut twins = near.filter(|&j| self.attributions[j as usize].source.first() == Some(&first));
        if let Some(j) = twins.find(|&j| self.sources[j as usize].is_some()) {
            self.unresolved[i as usize] = self.unresolved[j as usize].clone();
            return self.sources[j as usize];
        }
        self.open.push(i);
        let party = self.phrase(tokens, Some(i));
        self.open.pop();
        let party = party?;
        let at = tokens.start;
        let place = self.spoken.partition_point(|s| s.0 <= at);
        self.spoken.insert(place, (at, party));
        self.named[party as usize].push(first);
        Some(party)
    }
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests;
