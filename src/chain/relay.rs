//! Decides by weights whether a holder passes on the words or thoughts of an
//! attribution nested in its content, or mentions them as part of its own
//! account.
//!
//! *A spokesman said the minister told him to wait* passes on the minister's
//! words; *Ruiz said Ito has announced a toll* is Ruiz's own claim
//! (`PROVENANCE-GUIDELINES`: *What is not an intermediary*). No single word
//! decides. The features are those of the two voices and of how the one stands
//! in the other; `tools/train_chains.py` fits their weights.

use super::content::{fills, has_nested_marks, in_marks};
use super::cue::hearer;
use super::decision::is_relay;
use super::evidence::{Evidence, words};
use super::features::{listed, tell_voice};
use super::link::ChainLink;
use super::speaker::{is_insider, is_person, is_unresolved_pronoun, same_name, speaks_for};
use super::voice::tells_of_leading;
use crate::attribution::{Act, Attribution, Relation};
use crate::closed_class::{CONTENT_OPENERS, NOBODY, TO, is_any};
use crate::grammar::weights::{Features, Value, tell};
use crate::lexicon::{Class, ClassSet};
use crate::span::Span;

/// With this many words before it, a nested attribution counts as far from the
/// beginning of the content.
const FAR: usize = 9;

/// A holder that passes on the words of an attribution nested in its content.
pub(super) struct Relay {
    /// The link that makes it an intermediary.
    pub(super) link: ChainLink,
    /// Whether only the weights of [`voice`](super::voice) say so, which weigh
    /// the content as a whole.
    pub(super) weighed_whole: bool,
}

/// Returns, for each attribution, how its holder passes on its words, if there
/// is a holder and it does.
pub(super) fn relays(evidence: &Evidence<'_>) -> Vec<Option<Relay>> {
    let all = 0..evidence.attributions.len() as u32;
    all.map(|i| relay(evidence, evidence.holder(i)?, i)).collect()
}

fn relay(evidence: &Evidence<'_>, up: u32, i: u32) -> Option<Relay> {
    let party = may_relay(evidence, up, i)?;
    let weights = &evidence.weights.relays;
    // *(Ruiz said) he had heard from Ito that …*: the grammar says so.
    let heard = evidence.sentence_route(i).heard;
    let guideline = || match guideline(evidence, up, i) {
        Some("mind-of-a-person") => fills(evidence, up, i),
        rule => rule.is_some(),
    };
    let relayed = || !weights.is_empty() && is_relay(weights.sum(|f| tell_relay(evidence, up, i, f)));
    let weighed_whole = !heard && !guideline() && !relayed();
    if weighed_whole && !tells_of_leading(evidence, up, i) {
        return None;
    }
    let holder = evidence.attribution(up);
    let relation = evidence.relation_of(party);
    // *a Herald report that Ruiz said so*: the cue names the outlet.
    let mention = *holder.source.first().or(holder.cue.first().filter(|_| relation == Relation::Carried))?;
    Some(Relay { link: ChainLink::passed_on(relation, party, mention), weighed_whole })
}

/// Returns the holder's party if it can pass on words of the nested
/// attribution's source. It must be another party, and neither the article's
/// own publisher nor a poll or recording, nor a spokesperson who tells what an
/// organisation thinks. Neither source may be a word for
/// nobody, or a pronoun that could not be resolved.
pub(super) fn may_relay(evidence: &Evidence<'_>, up: u32, i: u32) -> Option<u32> {
    let party = evidence.source(up)?;
    let same = evidence.source(i) == Some(party) || same_name(evidence, up, i);
    let words = evidence.attribution(i).source.first().map(|s| words(s.of(evidence.layout.text)));
    let nobody = words.is_some_and(|w| w.first().is_some_and(|w| is_any(w, NOBODY)));
    let holder = &evidence.attribution(up).source;
    let record = [Class::POLL, Class::RECORDING].iter().any(|&c| holder.iter().any(|&s| evidence.any_has(s, c)));
    let own_mind = is_mind(evidence, i) && evidence.source(i).is_some_and(|inner| speaks_for(evidence, up, inner));
    let speaks = !is_unresolved_pronoun(evidence, up) && !evidence.own(party) && !own_mind;
    (speaks && !same && !nobody && !record).then_some(party)
}

/// Adds the features of a nested attribution `i` and its holder `up`.
pub(super) fn tell_relay(evidence: &Evidence<'_>, up: u32, i: u32, f: &mut impl Features) {
    let (holder, a) = (evidence.attribution(up), evidence.attribution(i));
    tell_voice(evidence, i, "inner", f);
    tell_voice(evidence, up, "holder", f);
    let first = a.cue_start().unwrap_or(0);
    let around = holder.content_around(Span::new(first, first + 1));
    let words = |c: Span| Span::new(c.start, first).of(evidence.layout.text).split_whitespace().take(FAR).count();
    let lead = around.map_or(FAR, words);
    let lead = match lead {
        0 => "0",
        1 => "1",
        2..4 => "2-3",
        4..9 => "4-8",
        _ => "9+",
    };
    tell!(f, "words-before", Value::new(lead));
    let length = |a: &Attribution| a.content.iter().map(|s| u64::from(s.len())).sum::<u64>();
    let share = length(a) * 100 / length(holder).max(1);
    let share = match share {
        86.. => "all",
        61..86 => "most",
        31..61 => "half",
        _ => "part",
    };
    tell!(f, "share", Value::new(share));
    let after = |a: &Attribution| a.cue.first().map_or(0, |c| c.start);
    tell!(f, "holder-behind", Value::new(if after(holder) > after(a) { "yes" } else { "no" }));
    if in_marks(evidence, i) {
        tell!(f, "in-marks");
    }
    if has_nested_marks(evidence, i) {
        tell!(f, "marks-within");
    }
    if evidence.sentence_route(i).headline {
        tell!(f, "headline");
    }
    if holder.nested_in.is_some() {
        tell!(f, "holder-nested");
    }
    if evidence.layout.sentence(a.cue_head) != evidence.layout.sentence(holder.cue_head) {
        tell!(f, "other-sentence");
    }
    if let Some(rule) = guideline(evidence, up, i) {
        tell!(f, "guideline", Value::new(rule));
    }
    let before = evidence.layout.first_from(first).checked_sub(1).map_or("", |t| evidence.layout.word(t));
    tell!(f, "word-before", Value::new(listed(before, CONTENT_OPENERS, "other")));
}

/// Returns the name of the guideline by which a holder passes on the nested
/// attribution, if one applies. (`PROVENANCE-GUIDELINES`: *Words inside
/// somebody's words* and *Through somebody*.)
fn guideline(evidence: &Evidence<'_>, up: u32, i: u32) -> Option<&'static str> {
    let a = evidence.attribution(i);
    let person = evidence.source(i).is_some_and(|p| is_person(evidence, p));
    let insider = is_insider(evidence, up);
    let mind = is_mind(evidence, i);
    // *whispered to her that*
    let next = a.cue.first().map_or(0, |&c| evidence.layout.tokens_of(c).end);
    let to = evidence.layout.is(next, TO) && !evidence.layout.has(a.cue_head, Class::PUBLIC_ACT);
    let private = evidence.layout.has(a.cue_head, Class::PRIVATE_SPEECH) || to && a.act == Act::Statement;
    if private && matches!(hearer(evidence, a), "pronoun" | "name" | "possessive") {
        Some("private-words")
    } else if evidence.layout.has(evidence.attribution(up).cue_head, Class::WITNESSING) {
        // *recalled Ruiz saying*
        Some("witnessed")
    } else if insider && person && mind {
        Some("mind-of-a-person")
    } else {
        None
    }
}

/// Whether an attribution tells what somebody thinks, feels or wants.
fn is_mind(evidence: &Evidence<'_>, i: u32) -> bool {
    let a = evidence.attribution(i);
    matches!(a.act, Act::Belief | Act::Intention | Act::Attitude)
        || evidence.layout.has_any(a.cue_head, ClassSet::of(&[Class::THOUGHT, Class::MOOD]))
}

#[cfg(test)]
mod tests {
    /// An outlet whose report is named by a noun carries its content.
    #[test]
    fn an_outlets_report_named_by_a_noun_carries_its_content() {
        let text = "Tom Reed denied a Washington Post report that he told donors he would \"burn it all down.\"";
        let analysis = crate::analyze(text);
        let paths: Vec<String> = (0..analysis.attributions.len()).map(|i| analysis.chain_path(i)).collect();
        assert!(paths.contains(&"Tom Reed → The Washington Post".to_owned()), "{paths:?}");
    }
}
