//! Decides by weights whether the content of an attribution tells of somebody
//! else's words or thoughts, where the grammar reads no attribution in it:
//! *aides say the mayor is worried; the book says Ruiz had been warned*.
//!
//! The source then passes them on, and the party that the content's first
//! clause is about is their origin (`PROVENANCE-GUIDELINES`: *The whole content
//! is somebody else's words, thoughts or private speech*).

use super::content::{clause_verb, leading, resumes_alone};
use super::decision::is_voice;
use super::evidence::Evidence;
use super::features::{VERBS, tell_voice};
use super::link::ChainLink;
use super::speaker::{can_speak, is_insider, is_person, is_unresolved_pronoun, speaks_for};
use crate::closed_class::{ADDRESSED, THAT};
use crate::grammar::weights::{Features, Value, tell};
use crate::lexicon::{Class, ClassSet, PredicateKind};

/// Returns the link of a source that passes on the words or thoughts of the
/// party that its content's first clause is about, and that party.
pub(super) fn tells_of(evidence: &Evidence<'_>, i: u32) -> Option<(ChainLink, u32)> {
    let (party, inner) = may_tell_of(evidence, i)?;
    if !tells_of_another(evidence, i) {
        return None;
    }
    let mention = *evidence.attribution(i).source.first()?;
    Some((ChainLink::passed_on(evidence.relation_of(party), party, mention), inner))
}

/// Whether the weights say that the content of `i` tells of another's words or
/// thoughts.
fn tells_of_another(evidence: &Evidence<'_>, i: u32) -> bool {
    let weights = &evidence.weights.voices;
    tells_a_mind(evidence, i) || !weights.is_empty() && is_voice(weights.sum(|f| tell_voices(evidence, i, f)))
}

/// Whether somebody who knows a person tells what that person thinks or feels:
/// *(a spokesman said) Ruiz is angry*.
fn tells_a_mind(evidence: &Evidence<'_>, i: u32) -> bool {
    let a = evidence.attribution(i);
    let person = may_tell_of(evidence, i).is_some_and(|(_, inner)| is_person(evidence, inner));
    let verb = || a.content.iter().find_map(|&c| clause_verb(evidence, c));
    person
        && is_insider(evidence, i)
        && verb().is_some_and(|verb| {
            let mood = evidence.layout.has(verb.tokens.end, Class::MOOD);
            mood || evidence.layout.has_any(verb.head, ClassSet::of(&[Class::THOUGHT, Class::MOOD]))
        })
}

/// Whether the content of `up` tells of another's words or thoughts and begins
/// with the attribution `i`. These words are then those of `i`.
pub(super) fn tells_of_leading(evidence: &Evidence<'_>, up: u32, i: u32) -> bool {
    may_tell_of(evidence, up).is_some() && leading(evidence, up) == Some(i) && tells_of_another(evidence, up)
}

/// Returns the source of an attribution and the party that its content's first
/// clause is about, if the source can pass on words of that party: the
/// attribution is not nested, and the source is not the article's own
/// publisher.
pub(super) fn may_tell_of(evidence: &Evidence<'_>, i: u32) -> Option<(u32, u32)> {
    let a = evidence.attribution(i);
    let party = evidence.source(i)?;
    let leading = leading(evidence, i).filter(|&j| can_speak(evidence, j));
    let inner = leading.and_then(|j| evidence.source(j)).or(evidence.sentence_route(i).inner)?;
    let own_mind = speaks_for(evidence, i, inner);
    let speaks = !is_unresolved_pronoun(evidence, i) && !evidence.own(party) && !own_mind && !a.source.is_empty();
    (a.nested_in.is_none() && speaks && !resumes_alone(evidence, a)).then_some((party, inner))
}

/// Adds the features of an attribution's source and cue, and of the first
/// clause of its content.
pub(super) fn tell_voices(evidence: &Evidence<'_>, i: u32, f: &mut impl Features) {
    let a = evidence.attribution(i);
    let route = evidence.sentence_route(i);
    tell_voice(evidence, i, "holder", f);
    let leading = leading(evidence, i);
    tell!(f, "clause-attribution", Value::new(if leading.is_some() { "yes" } else { "no" }));
    if let Some(leading) = leading {
        tell_voice(evidence, leading, "inner", f);
    }
    let kind = |party: Option<u32>| Value::new(party.map_or("none", |p| evidence.kind(p).as_str()));
    let inner = may_tell_of(evidence, i).map(|(_, inner)| inner);
    let (holder, inner) = (kind(evidence.source(i)), kind(inner));
    tell!(f, "clause-subject", inner);
    tell!(f, "clause-subject-holder", inner, holder);
    let mark = evidence.layout.mark(a.cue_head);
    let speaks = mark.is_some_and(|m| !evidence.layout.lexicon.predicates(m.word).is_empty());
    tell!(f, "cue-word", Value::new(if speaks { "predicate" } else { "preposition" }));
    if route.headline {
        tell!(f, "headline");
    }
    let Some(verb) = a.content.iter().find_map(|&c| clause_verb(evidence, c)) else { return };
    let class = VERBS.iter().find(|(class, _)| evidence.layout.has(verb.head, *class)).map(|c| c.1);
    let act = || {
        let predicates = evidence.layout.lexicon.predicates(evidence.layout.mark(verb.head)?.word);
        let mut verbs = predicates.iter().map(|&(p, _)| evidence.layout.lexicon.predicate(p));
        verbs.find(|p| p.kind == PredicateKind::Verb).map(|p| p.act.as_str())
    };
    let next = verb.tokens.end;
    let class = match class.or_else(act) {
        _ if verb.verb.copula && evidence.layout.has(next, Class::MOOD) => "be-mood",
        _ if verb.verb.copula => "be",
        class => class.unwrap_or("other"),
    };
    let class = Value::new(class);
    tell!(f, "clause-verb", class);
    tell!(f, "clause-verb-holder", class, holder);
    let near = |class| a.source.iter().any(|&s| evidence.any_has(s, class));
    let role = match () {
        () if near(Class::SPOKESPERSON) => "spokesperson",
        () if near(Class::INSIDER) => "insider",
        () if near(Class::UNNAMED_SOURCE) => "unnamed-source",
        () => "none",
    };
    tell!(f, "clause-verb-source", class, Value::new(role));
    if tells_a_mind(evidence, i) {
        tell!(f, "guideline", Value::new("mind-of-a-person"));
    }
    tell!(f, "clause-verb-subject", class, inner);
    let form = match verb.verb {
        v if v.negated => "negated",
        v if v.modal => "modal",
        v if v.passive => "passive",
        _ => "plain",
    };
    tell!(f, "clause-form", Value::new(form));
    tell!(f, "clause-form-verb", Value::new(form), class);
    if evidence.layout.is(next, ADDRESSED) {
        tell!(f, "clause-hearer", class);
    }
    if evidence.layout.is(next, THAT) {
        tell!(f, "clause-that", class);
    }
}
