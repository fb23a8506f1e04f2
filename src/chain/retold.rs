//! Articles that retell another outlet's report: those who speak in them
//! without an intermediary spoke to that outlet.

use super::evidence::{Evidence, Route};
use super::fold::Found;
use super::link::ChainLink;
use super::occasion::{LEAD_ENDS, Occasion, OccasionKind, speaks_there};
use super::speaker::names_people;
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

/// Returns the outlet whose report the article retells as the intermediary of
/// those who speak after its mention and have no other. `found` and `leads` are
/// the intermediaries that attributions have without it.
pub(super) fn retold(
    evidence: &Evidence<'_>,
    occasions: &[Occasion],
    found: &[Found],
    leads: &[Option<Route>],
) -> Vec<Option<Route>> {
    let mut retold = vec![None; found.len()];
    let has_none = |i: u32| found[i as usize].route.is_empty() && leads[i as usize].is_none();
    if is_agency_copy(evidence) || (0..found.len() as u32).any(|i| evidence.addressed_to_us(i)) {
        return retold;
    }
    let Some(report) = report(evidence, occasions, &has_none) else { return retold };
    for &i in evidence.order.iter().filter(|&&i| evidence.place(i) > report.at) {
        let a = evidence.attribution(i);
        let Some(source) = evidence.source(i) else { continue };
        let open = has_none(i) && !found[i as usize].decided && !evidence.event(i) && evidence.holder(i).is_none();
        let act = a.act == Act::Statement
            || matches!(a.act, Act::Belief | Act::Question) && evidence.kind(source) == PartyKind::Person;
        let speaks = match evidence.kind(source) {
            PartyKind::Outlet => false,
            PartyKind::Unnamed => names_people(evidence, i, source),
            _ => report.whole,
        };
        retold[i as usize] = (open && speaks && act).then(|| vec![report.link.clone()]);
    }
    retold
}

/// The report that an article retells.
struct Report {
    /// Byte offset of its mention.
    at: u32,
    link: ChainLink,
    /// Whether all speakers belong to it, and not only unnamed ones.
    whole: bool,
}

/// Returns the report that the article opens with and returns to. `has_none`
/// says whether an attribution has no intermediaries.
fn report(evidence: &Evidence<'_>, occasions: &[Occasion], has_none: &impl Fn(u32) -> bool) -> Option<Report> {
    let spoken = evidence.order.iter().filter(|&&i| has_none(i)).filter_map(|&i| reports(evidence, i));
    let occasions = occasions.get(..LEAD_OUTLETS).unwrap_or(occasions);
    let named = occasions.iter().filter(|o| o.stage != OccasionKind::Interview && o.paragraph <= LEAD_ENDS);
    // Whether the headline names the outlet.
    let titled = |party: u32| {
        let mut title = occasions.iter().take_while(|o| o.paragraph == 0);
        title.any(|o| o.stage != OccasionKind::Interview && o.link.party == party)
    };
    let named = named
        .filter(|o| o.inside.iter().any(|&i| speaks_there(evidence, i, o)) || titled(o.link.party))
        .map(|o| o.link.clone());
    let link = spoken.chain(named).min_by_key(|link| link.mention.start)?;
    let party = evidence.resolution.parties.get(link.party as usize)?;
    // The article returns to the report if the headline marks it as a report
    // and it is named again, or if several paragraphs attribute to it.
    let headed = titled(link.party) || headed_as_report(evidence);
    let told = evidence.order.iter().filter(|&&i| evidence.source(i) == Some(link.party));
    let told = told.filter(|&&i| evidence.holder(i).is_none());
    let mut told: Vec<u32> = told.map(|&i| evidence.sentence_route(i).paragraph).collect();
    told.dedup();
    let again = party.mentions.iter().any(|m| m.start > link.mention.end);
    let whole = again && headed || told.len() >= RETOLD;
    // If the report opens the article and is named again, at least the unnamed
    // sources belong to it.
    let kept = whole || again && told.first().is_some_and(|&p| p <= 1);
    let described = party.name.starts_with(char::is_lowercase);
    (kept && !described).then_some(Report { at: link.mention.start, link, whole })
}

/// Returns the link of an outlet that reports in the lead: *the Courier
/// reported*.
fn reports(evidence: &Evidence<'_>, i: u32) -> Option<ChainLink> {
    let a = evidence.attribution(i);
    let party = evidence.source(i)?;
    let mention = *a.source.first()?;
    let outlet = evidence.kind(party) == PartyKind::Outlet && !evidence.own(party);
    let early = evidence.sentence_route(i).paragraph <= LEAD_ENDS && evidence.holder(i).is_none();
    let retelling = |t: u32| evidence.layout.has(t, Class::RETELLING);
    let reports = || a.cue.iter().map(|&c| evidence.layout.tokens_of(c)).any(|c| (c.start..c.end).any(retelling));
    (outlet && early && reports()).then(|| ChainLink::passed_on(Relation::Carried, party, mention))
}

/// Whether the headline marks the article as a report: *Report: …*, *Newspaper:
/// …*, *… reportedly …*.
fn headed_as_report(evidence: &Evidence<'_>) -> bool {
    let title =
        evidence.layout.tokens.iter().enumerate().take_while(|(i, _)| evidence.layout.paragraph(*i as u32) == 0);
    title.take(40).any(|(i, _)| {
        evidence.layout.has(i as u32, Class::HEDGE)
            || i == 0
                && evidence.layout.has_any(0, ClassSet::of(&[Class::NEWS_PIECE, Class::PRINT]))
                && evidence.layout.kind(1) == Some(TokenKind::Colon)
    })
}

/// Whether the article is a news agency's own, which reports for itself and
/// retells no other outlet.
fn is_agency_copy(evidence: &Evidence<'_>) -> bool {
    let lexicon = evidence.layout.lexicon;
    let metadata = &evidence.layout.article.metadata;
    [&metadata.publisher, &metadata.agency]
        .into_iter()
        .flatten()
        .any(|name| lexicon.outlet_named(name).is_some_and(|o| lexicon.outlet(o).kind == OutletKind::Wire))
}
