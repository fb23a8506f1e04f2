//! The results of the earlier stages from which chains are built, and what
//! every step asks about them.

use super::link::ChainLink;
use super::programme::programmes;
use crate::attribution::{Attribution, Relation};
use crate::closed_class::{PERFECT, is_any};
use crate::grammar::ChainWeights;
use crate::layout::Layout;
use crate::lexicon::{Class, Mark};
use crate::party::{Party, PartyKind};
use crate::resolve::{Resolution, SentenceRoute};
use crate::span::Span;
use crate::syntax::Parse;

/// The intermediaries of one attribution, nearest to the article first.
pub(super) type Route = Vec<ChainLink>;

/// How many tokens of a phrase are searched for classes.
const PHRASE: usize = 12;

/// How many attributions on each side of a participle are searched for the
/// statement that it belongs to.
const BESIDE: usize = 6;

/// What the earlier stages found in an article.
pub(super) struct Evidence<'a> {
    pub(super) weights: &'a ChainWeights,
    pub(super) layout: &'a Layout<'a>,
    pub(super) parse: &'a Parse,
    pub(super) attributions: &'a [Attribution],
    pub(super) resolution: &'a Resolution,
    /// The attributions in the order in which they begin.
    pub(super) order: Vec<u32>,
    /// Every mention of a person with the party's index, in text order.
    pub(super) people: Vec<(Span, u32)>,
    /// For each party, whether it is the article's own publisher or agency, or
    /// one of their programmes.
    own: Vec<bool>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(
        weights: &'a ChainWeights,
        layout: &'a Layout<'a>,
        parse: &'a Parse,
        attributions: &'a [Attribution],
        resolution: &'a Resolution,
    ) -> Self {
        let mut order: Vec<u32> = (0..attributions.len() as u32).collect();
        order.sort_by_key(|&i| (attributions[i as usize].start(), i));
        let people = named(&resolution.parties, PartyKind::Person);
        let own = programmes(layout, resolution);
        Self { weights, layout, parse, attributions, resolution, order, people, own }
    }

    pub(super) fn attribution(&self, i: u32) -> &'a Attribution {
        &self.attributions[i as usize]
    }

    /// Returns what an attribution's own sentence says about its
    /// intermediaries.
    pub(super) fn sentence_route(&self, i: u32) -> &'a SentenceRoute {
        &self.resolution.sentence_routes[i as usize]
    }

    /// Returns the byte offset where an attribution starts.
    pub(super) fn place(&self, i: u32) -> u32 {
        self.attribution(i).start()
    }

    /// Returns the attribution in whose content another one is nested.
    pub(super) fn holder(&self, i: u32) -> Option<u32> {
        self.attribution(i).nested_in.filter(|&up| (up as usize) < self.attributions.len() && up != i)
    }

    /// Returns the party that is the source of an attribution.
    pub(super) fn source(&self, i: u32) -> Option<u32> {
        self.resolution.sources[i as usize]
    }

    pub(super) fn source_kind(&self, i: u32) -> Option<PartyKind> {
        self.source(i).map(|party| self.kind(party))
    }

    pub(super) fn kind(&self, party: u32) -> PartyKind {
        self.resolution.parties.get(party as usize).map_or(PartyKind::Unnamed, |p| p.kind)
    }

    /// Whether a party is the article's own publisher or agency, or one of
    /// their programmes.
    pub(super) fn own(&self, party: u32) -> bool {
        self.own.get(party as usize).copied().unwrap_or(false)
    }

    /// Whether the sentence of an attribution says that the source spoke to
    /// this article or its publisher.
    pub(super) fn addressed_to_us(&self, i: u32) -> bool {
        let route = self.sentence_route(i);
        route.addressed_to_us || route.links.iter().any(|l| self.own(l.party))
    }

    /// Returns how a party passes on words of another: an outlet carries them,
    /// anybody else relays them.
    pub(super) fn relation_of(&self, party: u32) -> Relation {
        if self.kind(party) == PartyKind::Outlet { Relation::Carried } else { Relation::Relayed }
    }

    /// Whether the cue is in the perfect tense (*has complimented*). The writer
    /// then looks back on words that belong to no particular occasion of the
    /// article.
    pub(super) fn perfect(&self, a: &Attribution) -> bool {
        a.cue.first().is_some_and(|c| is_any(c.of(self.layout.text).split_whitespace().next().unwrap_or(""), PERFECT))
    }

    /// Whether the sentence names an occasion without a publisher (an audience,
    /// a speech) on which the words were said.
    pub(super) fn event(&self, i: u32) -> bool {
        self.sentence_route(i).event || self.companion(i).is_some_and(|t| t.event)
    }

    /// Returns the route of the statement that a participle of the same speaker
    /// accompanies: *Praising the ice, she told CNN …*
    pub(super) fn companion(&self, i: u32) -> Option<&'a SentenceRoute> {
        let a = self.attribution(i);
        let source = self.source(i)?;
        let participle = a.cue.first()?.of(self.layout.text).split_whitespace().any(|w| w.ends_with("ing"));
        let says = |route: &SentenceRoute| route.event || route.addressed_to_us || !route.links.is_empty();
        if !participle || says(self.sentence_route(i)) || a.nested_in.is_some() {
            return None;
        }
        let sentence = self.layout.sentence(a.cue_head);
        let from = (i as usize).saturating_sub(BESIDE);
        let near = self.attributions.iter().enumerate().skip(from).take(BESIDE * 2);
        let mut near = near.filter(|(j, b)| {
            *j != i as usize
                && b.nested_in.is_none()
                && self.layout.sentence(b.cue_head) == sentence
                && self.resolution.sources[*j] == Some(source)
        });
        near.find_map(|(j, _)| Some(&self.resolution.sentence_routes[j]).filter(|route| says(route)))
    }

    /// Whether any of the first [`PHRASE`] tokens of a span is in a class.
    pub(super) fn any_has(&self, span: Span, class: Class) -> bool {
        self.first_words(span).any(|m| m.classes.has(class))
    }

    /// Returns the lexicon marks of the first [`PHRASE`] tokens of a span.
    pub(super) fn first_words(&self, span: Span) -> impl Iterator<Item = &'a Mark> {
        let tokens = self.layout.tokens_of(span);
        (tokens.start..tokens.end).take(PHRASE).filter_map(|t| self.layout.mark(t))
    }
}

/// Returns every mention of a party of the given kind with the party's index,
/// in text order.
fn named(parties: &[Party], kind: PartyKind) -> Vec<(Span, u32)> {
    let parties = parties.iter().enumerate().filter(|(_, p)| p.kind == kind);
    let mut places: Vec<_> = parties.flat_map(|(i, p)| p.mentions.iter().map(move |&m| (m, i as u32))).collect();
    places.sort_unstable();
    places
}

/// Returns the first twelve words of a phrase in lower case, without
/// surrounding punctuation.
pub(super) fn words(phrase: &str) -> Vec<String> {
    phrase
        .split_whitespace()
        .take(12)
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Adds a link unless the route already has a link with its party or with an
/// overlapping mention.
pub(super) fn push(route: &mut Route, link: ChainLink) {
    if !route.iter().any(|l| l.party == link.party || l.mention.overlaps(link.mention)) {
        route.push(link);
    }
}
