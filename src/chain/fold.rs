//! Passes over the statements and occasions of an article in the order of the
//! text. Each statement takes its intermediaries from its holder, its own
//! sentence or an occasion before it, and leaves its own occasion to later
//! statements of the same speaker.

use super::cue::{is_transcript_turn, keeps_silent};
use super::document::Documents;
use super::evidence::{Evidence, Route, push};
use super::link::{ChainLink, Reach};
use super::merge_nested::Nesting;
use super::occasion::{Occasion, in_public};
use super::progress::{Event, OTHERS, Progress, note, open};
use super::speaker::{can_mean_group, group_word, is_generic};
use crate::attribution::{Act, Conveys, Relation};
use crate::closed_class::POINTING;
use crate::party::PartyKind;
use crate::span::Span;

/// For how many paragraphs a chain continues for a speaker after the sentence
/// that names it, if others speak in between.
const REACH: u32 = 4;

/// How many groups that spoke before are searched for the one that a source is a
/// part of.
const GROUPS: usize = 32;

/// The maximum number of intermediaries that a chain takes from the holders of
/// nested attributions.
const MOST_STEPS: usize = 8;

/// The maximum number of holders that are resolved before an attribution.
const DEEPEST: usize = 64;

/// What is known about single attributions before the pass.
pub(super) struct Known<'a> {
    pub(super) documents: &'a Documents,
    pub(super) nesting: &'a Nesting,
    /// For each attribution, the publisher of the interview that its sentence
    /// names.
    pub(super) interviews: &'a [Option<ChainLink>],
}

/// The intermediaries that the pass finds for an attribution.
#[derive(Clone, Default)]
pub(super) struct Found {
    pub(super) route: Route,
    /// Whether the route is settled: by the attribution's own sentence or
    /// holder, or by an occasion before it.
    pub(super) decided: bool,
    /// Why the route comes from a sentence before.
    pub(super) reach: Option<Reach>,
}

/// Returns the intermediaries of each attribution, as far as its own sentence,
/// its holder and the text before it give them.
pub(super) fn fold(evidence: &Evidence<'_>, known: &Known<'_>, occasions: &[Occasion]) -> Vec<Found> {
    let mut found: Vec<Option<Found>> = vec![None; evidence.attributions.len()];
    let mut progress = Progress::default();
    let mut occasions = occasions.iter().peekable();
    let mut public = in_public(evidence).into_iter().peekable();
    for &i in &evidence.order {
        let place = evidence.place(i);
        while let Some((_, speakers)) = public.next_if(|public| public.0 <= place) {
            speakers.iter().for_each(|speaker| {
                progress.last.remove(speaker);
            });
        }
        while let Some(occasion) = occasions.next_if(|occasion| occasion.at <= place) {
            open(evidence, occasion, &mut progress);
        }
        // Holders come first: their intermediaries are those of what they hold.
        for j in with_holders(evidence, i, &found) {
            let new = statement(evidence, known, j, &found, &progress);
            let from_document = known.documents.source(j).is_some_and(|link| new.route.first() == Some(link));
            note(evidence, j, &new.route, from_document, &mut progress);
            found[j as usize] = Some(new);
        }
    }
    found.into_iter().map(Option::unwrap_or_default).collect()
}

/// Returns an attribution and those around it that have no intermediaries yet,
/// outermost first.
fn with_holders(evidence: &Evidence<'_>, i: u32, found: &[Option<Found>]) -> Vec<u32> {
    let mut path = vec![i];
    while let Some(up) = path.last().and_then(|&j| evidence.holder(j)) {
        if found[up as usize].is_some() || path.contains(&up) || path.len() > DEEPEST {
            break;
        }
        path.push(up);
    }
    path.retain(|&j| found[j as usize].is_none());
    path.reverse();
    path
}

/// Returns the intermediaries of an attribution: those of its holder and its
/// own sentence or, if there are none, of a sentence before.
fn statement(
    evidence: &Evidence<'_>,
    known: &Known<'_>,
    i: u32,
    found: &[Option<Found>],
    progress: &Progress,
) -> Found {
    let Some(held) = through_holder(evidence, known, i, found) else {
        return Found { decided: true, ..Found::default() };
    };
    let (route, to_us) = stated(evidence, known, i, held);
    if !route.is_empty() || to_us {
        return Found { route, decided: true, reach: None };
    }
    match carried_over(evidence, known, i, progress) {
        Some((route, why)) => Found { route, decided: true, reach: Some(why) },
        None => Found::default(),
    }
}

/// Returns the intermediaries that an attribution has from its holder, or
/// `None` if it is part of the holder's own account, which has no others.
fn through_holder(evidence: &Evidence<'_>, known: &Known<'_>, i: u32, found: &[Option<Found>]) -> Option<Route> {
    let Some(up) = evidence.holder(i) else { return Some(Route::new()) };
    let a = evidence.attribution(i);
    // A speaker's own thoughts or acts inside their own words take no
    // intermediaries; the attribution around them has them.
    let own_words = evidence.source(i).is_some() && evidence.source(up) == evidence.source(i);
    let deed = a.act != Act::Statement || a.conveys.is_deed();
    let link = known.nesting.relay(i);
    if own_words && deed || !own_words && link.is_none() {
        // What the holder says about others is the holder's own account, unless
        // the nested attribution names intermediaries itself: *Ruiz said the
        // Courier had quoted Ito as saying …*.
        return (!own_words && !a.links.is_empty()).then(Route::new);
    }
    let mut route = found[up as usize].as_ref().map(|up| up.route.clone()).unwrap_or_default();
    if let Some(link) = link.filter(|_| route.len() < MOST_STEPS) {
        push(&mut route, link.clone());
    }
    Some(route)
}

/// Adds the intermediaries that the attribution's own sentence names, and says
/// whether the source spoke to this article or its publisher.
fn stated(evidence: &Evidence<'_>, known: &Known<'_>, i: u32, mut route: Route) -> (Route, bool) {
    let (source, sentence_route) = (evidence.source(i), evidence.sentence_route(i));
    let companion = || evidence.companion(i).filter(|_| sentence_route.links.is_empty() && !evidence.event(i));
    let told = companion().unwrap_or(sentence_route);
    let to_us = told.addressed_to_us || told.links.iter().any(|l| evidence.own(l.party));
    for link in told.links.iter().filter(|l| !evidence.own(l.party) && Some(l.party) != source) {
        push(&mut route, ChainLink::passed_on(link.relation, link.party, link.mention));
    }
    let interview = known.interviews[i as usize].as_ref().filter(|l| Some(l.party) != source);
    if let Some(link) = interview.filter(|_| route.is_empty() && !to_us) {
        route.push(link.clone());
    }
    (route, to_us)
}

/// Returns the intermediaries that a statement takes from a sentence before,
/// and why.
fn carried_over(evidence: &Evidence<'_>, known: &Known<'_>, i: u32, progress: &Progress) -> Option<(Route, Reach)> {
    let a = evidence.attribution(i);
    let party = evidence.source(i)?;
    if evidence.own(party) || evidence.kind(party) == PartyKind::Outlet || a.nested_in.is_some() {
        return None;
    }
    let paragraph = evidence.sentence_route(i).paragraph;
    // *O obtained her memo. In it, she says …*
    if let Some(link) = known.documents.source(i).cloned().filter(|_| a.act != Act::Belief) {
        return Some((vec![link], Reach::Occasion));
    }
    if let Some(event) = of_group(evidence, i, progress) {
        return Some((event.route.clone(), Reach::Continues));
    }
    if let Some(event) = progress.last.get(&party).filter(|e| !e.route.is_empty())
        && continues(evidence, i, party, event, progress)
    {
        return Some((event.route.clone(), if event.occasion { Reach::Occasion } else { Reach::Continues }));
    }
    // *In a long profile in the Courier friends talked about her.* The next
    // speakers in this paragraph speak in the profile.
    let report = progress.report.as_ref().filter(|report| report.paragraph == paragraph)?;
    let new = !evidence.event(i) && !progress.last.contains_key(&party) && a.act == Act::Statement;
    new.then(|| (vec![report.link.clone()], Reach::Occasion))
}

/// Returns the occasion of the group that the source is a part of: *one of the
/// people said*.
fn of_group<'p>(evidence: &Evidence<'_>, i: u32, progress: &'p Progress) -> Option<&'p Event> {
    let word = group_word(evidence, i)?;
    let mut groups = progress.groups.iter().rev().take(GROUPS);
    let (_, event) = groups.find(|(group, _)| can_mean_group(evidence, word, *group))?;
    let near = evidence.sentence_route(i).paragraph.saturating_sub(event.paragraph) <= REACH;
    let other = evidence.event(i) || evidence.perfect(evidence.attribution(i));
    (near && !other && !event.route.is_empty()).then_some(event)
}

/// Whether a statement falls on the latest occasion of its speaker.
fn continues(evidence: &Evidence<'_>, i: u32, party: u32, event: &Event, progress: &Progress) -> bool {
    let a = evidence.attribution(i);
    let gap = evidence.sentence_route(i).paragraph.saturating_sub(event.paragraph);
    let goes_on = progress.goes_on(party);
    // *told CNN …, writing in a letter that* is one occasion.
    let public = evidence.event(i)
        && !(goes_on && event.sentence == evidence.layout.sentence(a.cue_head))
        && !is_transcript_turn(evidence, a)
        && !(goes_on && gap <= 1 && event.route.iter().all(|l| l.relation == Some(Relation::Carried)));
    gap <= reach(evidence, i, party, event, progress) && !public && !evidence.perfect(a)
}

/// Returns for how many paragraphs after an occasion of its speaker a statement
/// like this still falls on it.
fn reach(evidence: &Evidence<'_>, i: u32, party: u32, event: &Event, progress: &Progress) -> u32 {
    let a = evidence.attribution(i);
    let interview = evidence.sentence_route(i).interview;
    let goes_on = progress.goes_on(party);
    if is_transcript_turn(evidence, a) {
        u32::MAX
    } else if event.only_here && !interview.is_some_and(|s| is_known(evidence, s)) {
        0
    } else if interview.is_some() {
        u32::MAX
    } else if keeps_silent(evidence, a) {
        0
    } else if a.act != Act::Statement {
        u32::from(goes_on)
    } else if a.conveys == Conveys::Stance {
        if goes_on { REACH } else { REACH / 2 }
    } else if is_generic(evidence, i) {
        1
    } else if progress.others_since(event, party) <= OTHERS {
        u32::MAX
    } else if goes_on {
        REACH * 2
    } else {
        REACH
    }
}

/// Whether the mention refers to an interview from before: *the interview*.
fn is_known(evidence: &Evidence<'_>, interview: Span) -> bool {
    evidence.layout.is(evidence.layout.first_from(interview.start), POINTING)
}
