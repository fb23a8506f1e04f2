//! Finds the publisher of an interview that the sentence of an attribution
//! names, where the attribution does not list it.

use super::evidence::Evidence;
use super::link::ChainLink;
use super::occasion::{Occasion, OccasionKind, beside};
use crate::attribution::{Act, Attribution, CueForm, Relation};
use crate::closed_class::{LOOSE_RELATIVES, THE, is_any};
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::span::Span;
use crate::syntax::PhraseKind;
use rustc_hash::FxHashMap;

/// How many attributions after one are searched for those nested in it.
const NEAR: usize = 12;

/// Returns, for each attribution, the publisher of an interview that its
/// sentence names where the attribution itself does not list it: the grammar
/// took the mention for content, or left it out.
pub(super) fn interviews(evidence: &Evidence<'_>, occasions: &[Occasion]) -> Vec<Option<ChainLink>> {
    let mut interviews: Vec<Option<ChainLink>> = vec![None; evidence.attributions.len()];
    let names_nobody = |i: u32| {
        let sentence_route = evidence.sentence_route(i);
        sentence_route.links.is_empty() && !sentence_route.addressed_to_us
    };
    let spoken = || occasions.iter().filter(|o| o.stage == OccasionKind::Interview);
    for occasion in spoken() {
        for &i in occasion.inside.iter().filter(|&&i| names_nobody(i) && speaks_in(evidence, i, occasion)) {
            interviews[i as usize] = Some(occasion.link.clone());
        }
    }
    // Those of interviews first: a report can name the same person.
    let mut hosts: FxHashMap<u32, &ChainLink> = FxHashMap::default();
    for occasion in spoken().chain(occasions) {
        for &host in &occasion.hosts {
            hosts.entry(host).or_insert(&occasion.link);
        }
    }
    let all = 0..evidence.attributions.len() as u32;
    for i in all.filter(|&i| !hosts.is_empty() && names_nobody(i)) {
        // *She told Ruiz*: Ruiz is a host, so her publisher received the words.
        if let Some(&link) = told_person(evidence, i).and_then(|person| hosts.get(&person)) {
            let link = || ChainLink { relation: Some(Relation::Received), ..link.clone() };
            interviews[i as usize].get_or_insert_with(link);
        }
    }
    interviews
}

/// Whether an attribution of the sentence that names an interview was said in
/// it.
fn speaks_in(evidence: &Evidence<'_>, i: u32, occasion: &Occasion) -> bool {
    let a = evidence.attribution(i);
    let mention = occasion.link.mention;
    let Some(source) = evidence.source(i) else { return false };
    // *criticised the freeze in interviews with O*
    let object = occasion.adverbial && a.cue_form == CueForm::VerbObject;
    let speaks = (matches!(a.act, Act::Statement | Act::Question) || object && a.act == Act::Attitude)
        && !matches!(evidence.kind(source), PartyKind::Outlet | PartyKind::Document)
        && !occasion.hosts.contains(&source)
        && !a.source.iter().any(|s| named_with(evidence, *s, mention));
    // *In an interview with O she spared him, who says …*: the relative clause
    // is not said in the interview.
    let relative = a.source.first().is_some_and(|s| is_any(s.of(evidence.layout.text), LOOSE_RELATIVES));
    let before = !relative && a.source.iter().chain(&a.cue).chain(&a.content).all(|s| mention.end <= s.start);
    // *Ruiz, in a text message to O, said …*
    let aside = occasion.people.contains(&source)
        && a.source.iter().all(|s| s.end <= mention.start)
        && a.cue.iter().all(|c| c.start >= mention.end);
    let told = a.cue.iter().any(|c| {
        let between = evidence.layout.text.get(c.end as usize..mention.start as usize).unwrap_or("-");
        c.end <= mention.start && (between.trim().is_empty() || is_any(between.trim(), THE))
    });
    let behind = occasion.people.contains(&source) && follows(evidence, a, mention);
    speaks && ((before || aside || behind) && occasion.adverbial || told || ends_with(evidence, i, source, occasion))
}

/// Whether the mention of an interview stands behind the cue and in its clause:
/// *“No,” she said during a call to “The Hour.”*
fn follows(evidence: &Evidence<'_>, a: &Attribution, mention: Span) -> bool {
    let Some(cue) = a.cue.first().filter(|c| c.end <= mention.start) else { return false };
    let mut between = evidence.parse.phrases(evidence.layout.sentence(a.cue_head)).iter().filter(|p| {
        let span = evidence.layout.span_of(p.tokens);
        span.start >= cue.end && span.end <= mention.start
    });
    a.content.iter().all(|c| c.end <= cue.start || c.start >= mention.end)
        && between.all(|p| {
            use PhraseKind::{Adjective, Adverb, Noun, Possessor, Preposition, Time};
            matches!(p.kind, Adjective | Adverb | Noun | Possessor | Preposition | Time)
        })
}

/// Whether content ends with the mention of an interview: *…, he said on
/// Monday's broadcast of “The Hour.”* The interview is then the occasion,
/// unless its mention belongs to the content of a nested attribution to
/// somebody else.
fn ends_with(evidence: &Evidence<'_>, i: u32, source: u32, occasion: &Occasion) -> bool {
    let mention = occasion.link.mention;
    let contains = |a: &Attribution| a.content.iter().any(|c| c.contains(mention));
    occasion.adverbial
        && (!occasion.says_who || occasion.people.contains(&source))
        && contains(evidence.attribution(i))
        && ends_sentence(evidence, mention)
        && !(i..evidence.attributions.len() as u32).take(NEAR).any(|j| {
            evidence.holder(j) == Some(i) && evidence.source(j) != Some(source) && contains(evidence.attribution(j))
        })
}

/// Returns the person whose name directly follows a cue of telling.
fn told_person(evidence: &Evidence<'_>, i: u32) -> Option<u32> {
    let cue = *evidence.attribution(i).cue.first().filter(|_| evidence.holder(i).is_none())?;
    let last = evidence.layout.tokens_of(cue).end.wrapping_sub(1);
    let next = evidence.people.partition_point(|p| p.0.start <= cue.end);
    let told = evidence.layout.has(last, Class::TELLING);
    evidence.people.get(next).filter(|p| told && p.0.start == cue.end + 1).map(|p| p.1)
}

/// Whether a source is named in one phrase with a publisher: *CNN's Ana Ruiz*,
/// but not *asked by CNN, Ana Ruiz said*.
fn named_with(evidence: &Evidence<'_>, source: Span, publisher: Span) -> bool {
    let between = evidence.layout.text.get(publisher.end as usize..source.start as usize).unwrap_or_default();
    beside(source, publisher) && !between.starts_with(',')
}

fn ends_sentence(evidence: &Evidence<'_>, mention: Span) -> bool {
    let m = evidence.layout.tokens_of(mention);
    let sentence = evidence.layout.sentence(m.start);
    (m.end..m.end + 8).any(|t| evidence.layout.sentence(t) != sentence)
}
