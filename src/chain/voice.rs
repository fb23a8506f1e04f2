//! Decides by weights whether the content of an attribution tells of somebody
//! else's words or thoughts, where the grammar reads no attribution in it:
//! *aides say the mayor is worried; the book says Ruiz had been warned*.
//!
//! The source then passes them on, and the party that the content's first
//! clause is about is their origin (`PROVENANCE-GUIDELINES`: *The whole content
//! is somebody else's words, thoughts or private speech*).

use super::Builder;
use super::decision::is_voice;
use super::link::ChainLink;
use super::relay::VERBS;
use crate::attribution::Attribution;
use crate::closed_class::{ADDRESSED, AGENT_ENDINGS, PEOPLE_PRONOUNS, RESUMING, THAT};
use crate::grammar::weights::{Features, Value, tell};
use crate::lexicon::{Class, ClassSet, PredicateKind};
use crate::party::PartyKind;
use crate::span::Span;
use crate::syntax::{Phrase, PhraseKind, Subject};

/// How many phrases the verb of the content's first clause is searched in.
const CLAUSE: usize = 12;

/// How many attributions before and after one are searched for those nested in
/// it.
const NEAR: u32 = 12;

/// How many words may stand before the attribution with which content begins.
const LEAD: usize = 3;

/// The longest word whose ending does not say that it means a person: *door*.
const SHORT: usize = 4;

/// How many words of a source are searched for its head.
const LEAD_OF_SOURCE: u32 = 8;

/// How many sentences inside quotations are searched for the one with a token.
const QUOTED: usize = 8;

impl Builder<'_> {
    /// Returns the link of a source that passes on the words or thoughts of the
    /// party that its content's first clause is about, and that party.
    pub(super) fn tells_of(&self, i: u32) -> Option<(ChainLink, u32)> {
        let (party, inner) = self.may_tell_of(i)?;
        if !self.voices(i) {
            return None;
        }
        let mention = *self.attributions[i as usize].source.first()?;
        Some((ChainLink::passed_on(self.passing(party), party, mention), inner))
    }

    /// Whether the weights say that the content of `i` tells of another's words
    /// or thoughts.
    fn voices(&self, i: u32) -> bool {
        let weights = &self.weights.voices;
        self.tells_a_mind(i) || !weights.is_empty() && is_voice(weights.sum(|f| self.tell_voices(i, f)))
    }

    /// Whether somebody who knows a person tells what that person thinks or
    /// feels: *(a spokesman said) Ruiz is angry*.
    fn tells_a_mind(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let person = self.may_tell_of(i).is_some_and(|(_, inner)| self.is_person(inner));
        let verb = || a.content.iter().find_map(|&c| self.clause_verb(c));
        person
            && self.is_insider(i)
            && verb().is_some_and(|verb| {
                let mood = self.layout.has(verb.tokens.end, Class::MOOD);
                mood || self.layout.has_any(verb.head, ClassSet::of(&[Class::THOUGHT, Class::MOOD]))
            })
    }

    /// Whether the content of `up` tells of another's words or thoughts and
    /// begins with the attribution `i`, so that `i` has these words.
    pub(super) fn voices_leading(&self, up: u32, i: u32) -> bool {
        self.may_tell_of(up).is_some() && self.leading(up) == Some(i) && self.voices(up)
    }

    /// Returns the source of an attribution and the party that its content's
    /// first clause is about, if the source can pass on words of that party:
    /// the attribution is not nested, none is merged with it, and the source is
    /// not the article's own publisher.
    pub(super) fn may_tell_of(&self, i: u32) -> Option<(u32, u32)> {
        let a = &self.attributions[i as usize];
        let party = self.resolution.sources[i as usize]?;
        let leading = self.leading(i).filter(|&j| self.can_speak(j));
        let leading = leading.and_then(|j| self.resolution.sources[j as usize]);
        let inner = leading.or(self.resolution.sentence_routes[i as usize].inner)?;
        let merged = self.merged.get(i as usize).copied().flatten().is_some();
        let speaks = !self.is_nobody_known(i) && !self.own(party) && !a.source.is_empty();
        (a.nested_in.is_none() && !merged && speaks && !self.goes_on_alone(a)).then_some((party, inner))
    }

    /// Whether the source of an attribution is a party that has words of its
    /// own: not *the photo*, *some of it*.
    pub(super) fn can_speak(&self, i: u32) -> bool {
        const PEOPLE: ClassSet = ClassSet::of(&[
            Class::EPITHET,
            Class::GROUP,
            Class::ROLE,
            Class::SPOKESPERSON,
            Class::TITLE,
            Class::UNNAMED_SOURCE,
        ]);
        let a = &self.attributions[i as usize];
        let unnamed = self.resolution.sources[i as usize].is_some_and(|p| self.kind(p) == PartyKind::Unnamed);
        let agent = |t: u32| {
            let word = self.layout.word(t);
            word.len() > SHORT && AGENT_ENDINGS.iter().any(|ending| word.ends_with(ending))
        };
        let people = |t: u32| self.layout.has_any(t, PEOPLE) || self.layout.is(t, PEOPLE_PRONOUNS) || agent(t);
        let head = |s: &Span| {
            let tokens = self.layout.tokens_of(*s);
            (tokens.start..tokens.end.min(tokens.start + LEAD_OF_SOURCE)).any(people)
        };
        !unnamed || self.resolution.sentence_routes[i as usize].heard || a.source.first().is_some_and(head)
    }

    /// Whether a later piece of the content is plainly the source's own: *"He
    /// says it is late," Ruiz said. "I am glad."*
    pub(super) fn goes_on_alone(&self, a: &Attribution) -> bool {
        a.content.iter().skip(1).any(|&piece| {
            let tokens = self.layout.tokens_of(piece);
            let word = |&t: &u32| self.layout.is_word(t) && !self.layout.has(t, Class::CONJUNCTION);
            let first = (tokens.start..tokens.end).find(word);
            first.is_some_and(|t| self.layout.is(t, RESUMING))
        })
    }

    /// Returns the attribution nested in `i` with which its content begins, if
    /// its source is another: *(according to an organizer) rabbis have said …*
    fn leading(&self, i: u32) -> Option<u32> {
        let a = &self.attributions[i as usize];
        let source = self.resolution.sources[i as usize];
        let near = i.saturating_sub(NEAR)..(i + NEAR).min(self.attributions.len() as u32);
        near.into_iter().filter(|&j| self.holder(j) == Some(i)).find(|&j| {
            let nested = &self.attributions[j as usize];
            let start = nested.cue_start().unwrap_or(0);
            let around = a.content_around(Span::new(start, start + 1));
            let before = around.map(|c| Span::new(c.start, start).of(self.layout.text));
            before.is_some_and(|words| words.split_whitespace().take(LEAD + 1).count() <= LEAD)
                && self.resolution.sources[j as usize].is_some_and(|p| Some(p) != source)
        })
    }

    /// Adds the features of an attribution's source and cue, and of the first
    /// clause of its content.
    pub(super) fn tell_voices(&self, i: u32, f: &mut impl Features) {
        let a = &self.attributions[i as usize];
        let route = &self.resolution.sentence_routes[i as usize];
        self.tell_voice(i, "holder", f);
        let leading = self.leading(i);
        tell!(f, "clause-attribution", Value::new(if leading.is_some() { "yes" } else { "no" }));
        if let Some(leading) = leading {
            self.tell_voice(leading, "inner", f);
        }
        let kind = |party: Option<u32>| Value::new(party.map_or("none", |p| self.kind(p).as_str()));
        let inner = self.may_tell_of(i).map(|(_, inner)| inner);
        let (holder, inner) = (kind(self.resolution.sources[i as usize]), kind(inner));
        tell!(f, "clause-subject", inner);
        tell!(f, "clause-subject-holder", inner, holder);
        let mark = self.layout.mark(a.cue_head);
        let speaks = mark.is_some_and(|m| !self.layout.lexicon.predicates(m.word).is_empty());
        tell!(f, "cue-word", Value::new(if speaks { "predicate" } else { "preposition" }));
        if route.headline {
            tell!(f, "headline");
        }
        let Some(verb) = a.content.iter().find_map(|&c| self.clause_verb(c)) else { return };
        let class = VERBS.iter().find(|(class, _)| self.layout.has(verb.head, *class)).map(|c| c.1);
        let act = || {
            let predicates = self.layout.lexicon.predicates(self.layout.mark(verb.head)?.word);
            let mut verbs = predicates.iter().map(|&(p, _)| self.layout.lexicon.predicate(p));
            verbs.find(|p| p.kind == PredicateKind::Verb).map(|p| p.act.as_str())
        };
        let next = verb.tokens.end;
        let class = match class.or_else(act) {
            _ if verb.verb.copula && self.layout.has(next, Class::MOOD) => "be-mood",
            _ if verb.verb.copula => "be",
            class => class.unwrap_or("other"),
        };
        let class = Value::new(class);
        tell!(f, "clause-verb", class);
        tell!(f, "clause-verb-holder", class, holder);
        let near = |class| a.source.iter().any(|&s| self.any_has(s, class));
        let role = match () {
            () if near(Class::SPOKESPERSON) => "spokesperson",
            () if near(Class::INSIDER) => "insider",
            () if near(Class::UNNAMED_SOURCE) => "unnamed-source",
            () => "none",
        };
        tell!(f, "clause-verb-source", class, Value::new(role));
        if self.tells_a_mind(i) {
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
        if self.layout.is(next, ADDRESSED) {
            tell!(f, "clause-hearer", class);
        }
        if self.layout.is(next, THAT) {
            tell!(f, "clause-that", class);
        }
    }

    /// Returns the verb group of the clause with which a piece of content
    /// begins.
    fn clause_verb(&self, content: Span) -> Option<&Phrase> {
        let tokens = self.layout.tokens_of(content);
        let (phrases, subjects) = self.phrases_at(tokens.start)?;
        let k = phrases.partition_point(|p| p.tokens.end <= tokens.start);
        let verb = (k..phrases.len().min(k + CLAUSE)).find(|&v| {
            phrases[v].kind == PhraseKind::Verb
                && phrases[v].tokens.start < tokens.end
                && subjects[v].is_some_and(|s| s.start as usize >= k)
        })?;
        Some(&phrases[verb])
    }

    /// Returns the phrases of the innermost sentence that holds a token, with
    /// their subjects. Sentences inside quotations stand behind the others.
    fn phrases_at(&self, t: u32) -> Option<(&[Phrase], &[Option<Subject>])> {
        let sentences = self.layout.sentences;
        let quoted = sentences.partition_point(|s| s.quotation.is_none());
        let behind = quoted + sentences[quoted..].partition_point(|s| s.tokens.start <= t);
        let inside = (quoted..behind).rev().take(QUOTED).find(|&s| sentences[s].tokens.contains(t));
        let sentence = inside.map_or(self.layout.sentence(t), |s| s as u32);
        Some((self.parse.phrases(sentence), self.parse.subjects(sentence))).filter(|(phrases, _)| !phrases.is_empty())
    }
}
