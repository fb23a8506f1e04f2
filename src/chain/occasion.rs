//! The occasions that sentences name, placed among the attributions, and who
//! speaks on them.

use super::evidence::Evidence;
use super::link::ChainLink;
use crate::attribution::Relation;
use crate::grammar::{OpenTo, Opens};
use crate::party::PartyKind;
use crate::span::Span;
use rustc_hash::FxHashMap;

/// The last paragraph that counts as the lead, counted from 0.
pub(super) const LEAD_ENDS: u32 = 3;

/// How many attributions are searched for the persons that a lead is about, and
/// for the next one that names an outlet.
pub(super) const LEAD_SPEAKERS: usize = 40;

/// How the words of an occasion reached the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OccasionKind {
    /// Somebody spoke to the publisher, or it brought somebody's words.
    Interview,
    /// The publisher reported, and others speak in its report: *in a long
    /// profile in the Courier*.
    Report,
    /// The sentence mentions a report of the publisher: *a Courier report*.
    Mention,
}

/// A sentence that connects words with a publisher.
#[derive(Clone, Debug)]
pub(super) struct Occasion {
    pub(super) stage: OccasionKind,
    /// Byte offset where its sentence starts, or the words that say who speaks.
    pub(super) at: u32,
    pub(super) paragraph: u32,
    /// Index of the sentence.
    pub(super) sentence: u32,
    pub(super) link: ChainLink,
    /// Whether the occasion is open to everybody who takes part, such as a town
    /// hall.
    pub(super) hall: bool,
    /// Whether the occasion is an adverbial that modifies another statement of
    /// the sentence (*in an interview with O*). The words before it were said
    /// there, even where the grammar read the mention as part of the content.
    pub(super) adverbial: bool,
    /// Persons who ask the questions, such as *CNN's Ana Ruiz*.
    pub(super) hosts: Vec<u32>,
    /// Those who speak there.
    pub(super) people: Vec<u32>,
    /// Whether the words that open it say who speaks.
    pub(super) says_who: bool,
    /// Attributions of this sentence that are not nested.
    pub(super) inside: Vec<u32>,
}

/// Returns all occasions of the article, by where they begin.
pub(super) fn occasions(evidence: &Evidence<'_>) -> Vec<Occasion> {
    // Attributions that are not nested, by sentence.
    let mut top: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (i, a) in evidence.attributions.iter().enumerate().filter(|(i, _)| evidence.holder(*i as u32).is_none()) {
        top.entry(evidence.layout.sentence(a.cue_head)).or_default().push(i as u32);
    }
    let placed = evidence.resolution.occasions.iter().filter_map(|o| {
        let reported = o.opening.opens.names_publisher() && o.opening.opens != Opens::Document;
        let outlet = o.outlet.filter(|&outlet| reported && !evidence.own(outlet))?;
        let sentence = evidence.layout.sentences.get(o.opening.sentence as usize)?.tokens;
        // Words of the sentence before those that say who speaks do not belong
        // to the occasion, unless the occasion modifies them.
        let says = o.opening.speakers.iter().chain([&o.opening.cue]).map(|s| s.start).min();
        let first = says.filter(|_| o.says_who && !o.opening.adverbial).unwrap_or(sentence.start);
        let spoken = matches!(o.opening.opens, Opens::Interview | Opens::Broadcast);
        let stage = match o.opening.open_to {
            OpenTo::Speaker => OccasionKind::Interview,
            OpenTo::Everybody if spoken => OccasionKind::Interview,
            OpenTo::Everybody => OccasionKind::Report,
            OpenTo::Nobody => OccasionKind::Mention,
        };
        let relation = if spoken { Relation::Received } else { Relation::Carried };
        Some(Occasion {
            stage,
            hall: spoken && o.opening.open_to == OpenTo::Everybody,
            adverbial: o.opening.adverbial,
            hosts: o.hosts.clone(),
            at: evidence.layout.tokens.get(first as usize)?.span.start,
            paragraph: evidence.layout.paragraph(o.opening.cue.start),
            sentence: o.opening.sentence,
            link: ChainLink::passed_on(relation, outlet, o.mention),
            people: o.speakers.clone(),
            says_who: o.says_who,
            inside: top.get(&o.opening.sentence).cloned().unwrap_or_default(),
        })
    });
    let mut placed: Vec<Occasion> = placed.collect();
    placed.sort_by_key(|o| o.at);
    placed
}

/// Returns where somebody speaks in public, in bytes and in the order of the
/// text, and who.
pub(super) fn in_public<'a>(evidence: &Evidence<'a>) -> Vec<(u32, &'a [u32])> {
    let public = evidence.resolution.occasions.iter().filter(|o| o.opening.opens == Opens::Public && o.says_who);
    public.map(|o| (o.mention.start, o.speakers.as_slice())).collect()
}

/// Returns the parties that speak in an interview: the person that its sentence
/// names and, early in the article, the speakers of the headline and lead.
pub(super) fn guests(evidence: &Evidence<'_>, occasion: &Occasion) -> Vec<u32> {
    let speaks = |i: u32| evidence.source(i);
    // If another source speaks in that sentence, it only mentions the person
    // named, unless its words say who speaks on the occasion.
    let told = occasion.inside.iter().filter(|&&i| {
        let a = evidence.attribution(i);
        let mention = occasion.link.mention;
        // *Brook visited O, saying*: the source is the guest herself.
        let guest = speaks(i).is_some_and(|p| occasion.people.contains(&p))
            && a.source.iter().chain(&a.cue).all(|s| s.end <= mention.start || mention.end <= s.start)
            && a.cue.iter().all(|c| mention.end <= c.start)
            && !a.content.iter().any(|c| c.contains(mention));
        !a.source.is_empty() && !guest && !a.source.iter().any(|s| beside(*s, mention))
    });
    let open = occasion.says_who || told.count() == 0;
    let mut guests: Vec<u32> = if open { occasion.people.clone() } else { Vec::new() };
    if (occasion.inside.is_empty() || occasion.hall) && occasion.paragraph <= LEAD_ENDS {
        let lead =
            evidence.order.iter().take(LEAD_SPEAKERS).filter(|&&i| {
                evidence.holder(i).is_none() && evidence.sentence_route(i).paragraph < occasion.paragraph
            });
        let lead = lead.filter_map(|&i| speaks(i)).filter(|&p| evidence.kind(p) == PartyKind::Person);
        guests.extend(lead.take(4));
    }
    guests
}

/// Whether the publisher of an occasion is itself an attribution's source.
pub(super) fn speaks_there(evidence: &Evidence<'_>, i: u32, occasion: &Occasion) -> bool {
    evidence.attribution(i).source.iter().any(|s| s.overlaps(occasion.link.mention))
}

/// Whether two spans overlap or are nearly adjacent: *CNN's Ana Ruiz*.
pub(super) fn beside(a: Span, b: Span) -> bool {
    a.start < b.end + 4 && b.start < a.end + 4
}
