//! Articles that retell another outlet's report: who speaks in them without an
//! intermediary spoke to that outlet.

use super::opening::{Occasion, OccasionKind};
use super::reach::LEAD_ENDS;
use super::{Builder, ChainLink, Paths, Reach, Route};
use crate::attribution::{Act, Relation};
use crate::lexicon::{Class, ClassSet, OutletKind};
use crate::party::PartyKind;
use crate::token::TokenKind;

/// In how many paragraphs an outlet must report for the article to count as
/// retelling it, if the headline does not say so.
const RETOLD: usize = 3;

/// How many occasions at the beginning of the article are searched for the
/// report that it retells.
const LEAD_OUTLETS: usize = 64;

impl Builder<'_> {
    /// Handles articles that retell another outlet's report: speakers after its
    /// mention, if they have no intermediaries, get that outlet as the carrier.
    pub(super) fn retold(&self, order: &[u32], occasions: &[Occasion], paths: &mut Paths) {
        if self.wire()
            || self
                .resolution
                .sentence_routes
                .iter()
                .any(|t| t.addressed_to_us || t.links.iter().any(|l| self.own(l.party)))
        {
            return;
        }
        let Some((at, link, whole)) = self.report(order, occasions, &paths.routes) else { return };
        for &i in order.iter().filter(|&&i| self.place(i) > at) {
            let a = &self.attributions[i as usize];
            let Some(source) = self.resolution.sources[i as usize] else { continue };
            let open = paths.routes[i as usize].is_empty()
                && !paths.decided[i as usize]
                && !self.event(i)
                && self.holder(i).is_none();
            let act = a.act == Act::Statement
                || matches!(a.act, Act::Belief | Act::Question) && self.kind(source) == PartyKind::Person;
            let speaks = match self.kind(source) {
                PartyKind::Outlet => false,
                PartyKind::Unnamed => self.speaker(i, source),
                _ => whole,
            };
            if open && speaks && act {
                paths.take(i, vec![link.clone()], Reach::Retells);
            }
        }
    }

    /// Returns the report that the article opens with and returns to: the byte
    /// offset of its mention, its link, and whether all speakers belong to it
    /// or only unnamed ones.
    fn report(&self, order: &[u32], occasions: &[Occasion], routes: &[Route]) -> Option<(u32, ChainLink, bool)> {
        let speaks = order.iter().filter_map(|&i| {
            let a = &self.attributions[i as usize];
            let party = self.resolution.sources[i as usize]?;
            let mention = *a.source.first()?;
            let reports = a.cue.iter().any(|c| {
                let tokens = self.layout.tokens_of(*c);
                (tokens.start..tokens.end).any(|t| self.layout.has(t, Class::RETELLING))
            });
            let early = self.resolution.sentence_routes[i as usize].paragraph <= LEAD_ENDS && self.holder(i).is_none();
            let ok = early
                && reports
                && self.kind(party) == PartyKind::Outlet
                && !self.own(party)
                && routes[i as usize].is_empty();
            ok.then(|| (mention.start, ChainLink::passed_on(Relation::Carried, party, mention)))
        });
        // Whether the headline names the outlet.
        let titled = |party: u32| {
            occasions
                .iter()
                .take(LEAD_OUTLETS)
                .take_while(|s| s.paragraph == 0)
                .any(|s| s.stage != OccasionKind::Interview && s.link.party == party)
        };
        let names = occasions
            .iter()
            .take(LEAD_OUTLETS)
            .filter(|s| s.stage != OccasionKind::Interview && s.paragraph <= LEAD_ENDS)
            .filter(|s| s.inside.iter().any(|&i| self.speaks_there(i, s)) || titled(s.link.party))
            .map(|s| (s.link.mention.start, s.link.clone()));
        let (at, link) = speaks.chain(names).min_by_key(|(at, _)| *at)?;
        let party = self.resolution.parties.get(link.party as usize)?;
        // The article returns to the report if the headline marks it as a
        // report and it is named again, or if several paragraphs attribute to
        // it.
        let headed = titled(link.party) || self.headed_as_report();
        let mut told: Vec<u32> = order
            .iter()
            .filter(|&&i| self.resolution.sources[i as usize] == Some(link.party) && self.holder(i).is_none())
            .map(|&i| self.resolution.sentence_routes[i as usize].paragraph)
            .collect();
        told.dedup();
        let again = party.mentions.iter().any(|m| m.start > link.mention.end);
        let whole = again && headed || told.len() >= RETOLD;
        // If the report opens the article and is named again, at least the
        // unnamed sources belong to it.
        let kept = whole || again && told.first().is_some_and(|&p| p <= 1);
        let described = party.name.starts_with(char::is_lowercase);
        (kept && !described).then_some((at, link, whole))
    }

    /// Whether the headline marks the article as a report: *Report: …*,
    /// *Newspaper: …*, *… reportedly …*.
    fn headed_as_report(&self) -> bool {
        let title = self.layout.tokens.iter().enumerate().take_while(|(i, _)| self.layout.paragraph(*i as u32) == 0);
        title.take(40).any(|(i, _)| {
            self.layout.has(i as u32, Class::HEDGE)
                || i == 0
                    && self.layout.has_any(0, ClassSet::of(&[Class::NEWS_PIECE, Class::PRINT]))
                    && self.layout.kind(1) == Some(TokenKind::Colon)
        })
    }

    /// Whether the article is a news agency's own, which reports for itself and
    /// retells no other outlet.
    pub(super) fn wire(&self) -> bool {
        let lexicon = self.layout.lexicon;
        let metadata = &self.layout.article.metadata;
        [&metadata.publisher, &metadata.agency]
            .into_iter()
            .flatten()
            .any(|name| lexicon.outlet_named(name).is_some_and(|o| lexicon.outlet(o).kind == OutletKind::Wire))
    }
}
