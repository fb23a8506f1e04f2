//! Makes the list of parties at the end: ordered by first mention, without
//! candidates that nothing refers to.

use super::names::Entity;
use super::{Resolution, Resolver, SentenceRoute};
use crate::party::{Party, Unresolved};
use crate::span::Span;

impl Resolver<'_> {
    /// Orders the parties by first mention and renumbers all references to
    /// them.
    pub(super) fn finish(self, mut sentence_routes: Vec<SentenceRoute>) -> Resolution {
        let Self { layout, names, mut sources, mut unresolved, named, mut occasions, .. } = self;
        let mut mentions = named;
        for m in &names.mentions {
            mentions[m.party as usize].push(layout.span_of(m.tokens));
        }
        for link in sentence_routes.iter().flat_map(|t| &t.links) {
            mentions[link.party as usize].push(link.mention);
        }
        for places in &mut mentions {
            places.sort_unstable();
            places.dedup();
        }
        let speakers = occasions.iter().flat_map(|o| &o.speakers).copied();
        let meant = referred_to(&sources, &unresolved, &sentence_routes).chain(speakers);
        let order = order(&names.entities, &mentions, meant);
        let mut number = vec![0u32; names.entities.len()];
        for (new, &old) in order.iter().enumerate() {
            number[old as usize] = new as u32;
        }
        let renumber = |p: &mut u32| *p = number.get(*p as usize).copied().unwrap_or(0);
        sources.iter_mut().flatten().for_each(renumber);
        for why in unresolved.iter_mut().flatten() {
            if let Unresolved::Several(parties) = why {
                parties.iter_mut().for_each(renumber);
                parties.sort_unstable();
            }
        }
        for sentence_route in &mut sentence_routes {
            sentence_route.links.iter_mut().for_each(|l| renumber(&mut l.party));
            sentence_route.inner.iter_mut().for_each(renumber);
        }
        for occasion in &mut occasions {
            occasion.outlet.iter_mut().for_each(renumber);
            occasion.hosts.iter_mut().chain(&mut occasion.speakers).for_each(renumber);
        }
        let mut slots: Vec<Option<Entity>> = names.entities.into_iter().map(Some).collect();
        let kept = order.iter().filter_map(|&old| Some((slots.get_mut(old as usize)?.take()?, old)));
        let (own, parties) =
            kept.map(|(e, old)| (e.own, party(e, std::mem::take(&mut mentions[old as usize])))).unzip();
        Resolution { parties, own, sources, unresolved, sentence_routes, occasions }
    }
}

/// Returns the parties that something refers to.
fn referred_to<'a>(
    sources: &'a [Option<u32>],
    unresolved: &'a [Option<Unresolved>],
    sentence_routes: &'a [SentenceRoute],
) -> impl Iterator<Item = u32> + 'a {
    let several = unresolved.iter().flatten().flat_map(|u| match u {
        Unresolved::Several(parties) => parties.as_slice(),
        Unresolved::NoCandidate => &[],
    });
    let inner = sentence_routes.iter().filter_map(|t| t.inner.as_ref());
    sources.iter().flatten().chain(inner).chain(several).copied()
}

/// Returns the parties to list, in the order of their first mentions.
///
/// A weak party without a mention was introduced only as a candidate for a
/// pronoun; it is kept only if something refers to it.
fn order(entities: &[Entity], mentions: &[Vec<Span>], referred_to: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut meant: Vec<bool> = mentions.iter().map(|m| !m.is_empty()).collect();
    for p in referred_to {
        meant[p as usize] = true;
    }
    let kept = |&p: &u32| meant[p as usize] || !entities[p as usize].weak;
    let mut order: Vec<u32> = (0..entities.len() as u32).filter(kept).collect();
    order.sort_by_key(|&p| (mentions[p as usize].first().map_or(u32::MAX, |s| s.start), p));
    order
}

/// Returns the party that is printed. Its name keeps the capitals of the
/// lexicon's name, and its article if it has one.
fn party(e: Entity, mentions: Vec<Span>) -> Party {
    let name = match e.written {
        Some((_, written)) => {
            let bare = e.name.strip_prefix("The ").unwrap_or(&e.name);
            if bare.eq_ignore_ascii_case(&written) { e.name } else { written }
        }
        None => e.name,
    };
    Party { name, kind: e.kind, description: e.description, mentions }
}
