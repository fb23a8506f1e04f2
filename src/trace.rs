//! The stages from the phrases to the chains: finds the attributions of an
//! article, traces each to its origin, and separates those that are merged with
//! another.

use crate::attribution::Attribution;
use crate::chain::{self, Chain, Chains, Decision};
use crate::grammar::{self, Events, Grammar, list_quotes};
use crate::layout::Layout;
use crate::party::{Party, Unresolved};
use crate::quotation::Quotation;
use crate::resolve::{self, Occasion, Resolution};
use crate::syntax::Parse;

/// The maximum number of holders that are passed over in search of one that
/// stays.
const DEEPEST: usize = 64;

/// All attributions that the grammar reads in an article, with their parties
/// and chains.
pub(crate) struct Trace {
    pub(crate) attributions: Vec<Attribution>,
    pub(crate) resolution: Resolution,
    pub(crate) chains: Chains,
}

/// The attributions of an analysis, with what is known about each.
pub(crate) struct Traced {
    /// The attributions that stay.
    pub(crate) attributions: Vec<Attribution>,
    /// The chain of each of them.
    pub(crate) chains: Vec<Chain>,
    /// For each of them, why its source could not be resolved.
    pub(crate) unresolved: Vec<Option<Unresolved>>,
    /// The attributions that are merged with another.
    pub(crate) inner: Vec<Attribution>,
    pub(crate) parties: Vec<Party>,
    /// The occasions that the article names.
    pub(crate) occasions: Vec<Occasion>,
}

impl Trace {
    /// Runs the stages over the phrases of an article.
    pub(crate) fn new(grammar: &Grammar, layout: &Layout<'_>, parse: &Parse) -> Self {
        let events = grammar::events(grammar, layout, parse);
        let (attributions, resolution) = resolved(grammar, layout, parse, events);
        let chains = chain::build(grammar.chain_weights(), layout, parse, &attributions, &resolution);
        Self { attributions, resolution, chains }
    }

    /// Runs the stages after the grammar like [`Trace::new`], and lists what
    /// weights decide about the chains.
    pub(crate) fn with_decisions(
        grammar: &Grammar,
        layout: &Layout<'_>,
        parse: &Parse,
        events: Events,
    ) -> (Self, Vec<Decision>) {
        let (attributions, resolution) = resolved(grammar, layout, parse, events);
        let (chains, decisions) =
            chain::build_with_decisions(grammar.chain_weights(), layout, parse, &attributions, &resolution);
        (Self { attributions, resolution, chains }, decisions)
    }

    /// Separates the attributions that stay from those that are merged with
    /// another. Attributions nested in the latter become nested in the next
    /// holder that stays, which lists their quotations.
    pub(crate) fn apart(self, quotations: &[Quotation]) -> Traced {
        let holders = self.holders();
        let Self { attributions, resolution: Resolution { parties, unresolved, occasions, .. }, chains } = self;
        let (mut kept, mut inner) = (Vec::with_capacity(attributions.len()), Vec::new());
        let (mut kept_chains, mut kept_unresolved) = (Vec::with_capacity(attributions.len()), Vec::new());
        let known = chains.chains.into_iter().zip(unresolved).zip(chains.absorbed);
        for ((mut attribution, nested_in), ((chain, unresolved), is_absorbed)) in
            attributions.into_iter().zip(holders).zip(known)
        {
            attribution.nested_in = nested_in;
            if is_absorbed {
                inner.push(attribution);
            } else {
                kept.push(attribution);
                kept_chains.push(chain);
                kept_unresolved.push(unresolved);
            }
        }
        list_quotes(&mut kept, quotations);
        Traced { attributions: kept, chains: kept_chains, unresolved: kept_unresolved, inner, parties, occasions }
    }

    /// Returns for each attribution the nearest holder that stays and whose
    /// content has the cue, by its index among those that stay. The content of
    /// a merged attribution can extend beyond that of its holder.
    fn holders(&self) -> Vec<Option<u32>> {
        let mut count = 0;
        let places: Vec<Option<u32>> = (self.chains.absorbed.iter())
            .map(|is_absorbed| {
                let place = (!is_absorbed).then_some(count);
                count += u32::from(!is_absorbed);
                place
            })
            .collect();
        let holder = |attribution: &Attribution| {
            let cue = attribution.cue.first().copied();
            let mut at = attribution.nested_in?;
            for _ in 0..DEEPEST {
                let holder = self.attributions.get(at as usize)?;
                let holds = cue.is_none_or(|cue| holder.content_around(cue).is_some());
                match places.get(at as usize).copied().flatten() {
                    Some(place) if holds => return Some(place),
                    _ => at = holder.nested_in?,
                }
            }
            None
        };
        if self.chains.absorbed.contains(&true) {
            self.attributions.iter().map(holder).collect()
        } else {
            self.attributions.iter().map(|attribution| attribution.nested_in).collect()
        }
    }
}

/// Resolves the parties of what the grammar found.
fn resolved(
    grammar: &Grammar,
    layout: &Layout<'_>,
    parse: &Parse,
    Events { attributions, openings }: Events,
) -> (Vec<Attribution>, Resolution) {
    let resolution = resolve::resolve(layout, parse, &attributions, &openings, &grammar.chain_weights().pronouns);
    (attributions, resolution)
}
