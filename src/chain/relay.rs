//! What somebody passes on of others: whether a nested attribution is words
//! or thoughts that its holder relays, or the holder's own account.

use super::{Builder, ChainLink, Role, words};
use crate::attribution::{Act, Relation};
use crate::lexicon::{Class, ClassSet, WordId};
use crate::party::PartyKind;
use crate::span::Span;

/// People by pronoun or number, as the first word of a source.
const COUNTED: &[&str] = &["another", "both", "five", "four", "he", "one", "she", "six", "they", "three", "two"];

/// Whether a construction describes what somebody did or holds, and does not
/// give their words.
fn act_of_its_own(construction: &str) -> bool {
    construction.starts_with("attitude-")
        || matches!(construction, "intention-infinitive" | "light-verb-noun" | "possessed-noun")
}

/// Words that name nobody in particular, as the first of a source.
const NOBODY: &[&str] = &[
    "all",
    "any",
    "anybody",
    "anyone",
    "each",
    "either",
    "everybody",
    "everyone",
    "few",
    "i",
    "it",
    "many",
    "most",
    "neither",
    "no",
    "nobody",
    "none",
    "nothing",
    "people",
    "that",
    "there",
    "this",
    "voters",
    "we",
    "what",
    "where",
    "which",
    "who",
    "you",
    "your",
];

impl Builder<'_> {
    /// The link that the holder of a nested attribution is for it.
    pub(super) fn passed_on_by(&self, up: u32, i: u32) -> Option<ChainLink> {
        let holder = &self.attributions[up as usize];
        let party = self.resolution.sources[up as usize]?;
        if self.own(party) || self.resolution.sources[i as usize] == Some(party) {
            return None;
        }
        let relation = if self.kind(party) == PartyKind::Outlet { Relation::Carried } else { Relation::Relayed };
        if relation == Relation::Relayed && (!self.passes_on_words(i) || !self.can_relay(up) || self.same_name(up, i)) {
            return None;
        }
        let mention = *holder.source.first()?;
        Some(ChainLink { role: Role::Intermediary, relation: Some(relation), party, mention })
    }

    /// Whether an attribution's source is somebody who passes words on: a
    /// speaker, or a document that is no channel of the speaker's own.
    pub(super) fn can_relay(&self, up: u32) -> bool {
        let holder = &self.attributions[up as usize];
        if !matches!(holder.act, Act::Statement | Act::Question | Act::Evidence) || act_of_its_own(&holder.construction)
        {
            return false;
        }
        let Some(span) = holder.source.first() else { return false };
        let words = words(span.of(&self.article.text));
        match self.resolution.sources[up as usize].map(|p| self.kind(p)) {
            Some(PartyKind::Document) => !self.any_has(*span, Class::OWN_DOCUMENT),
            Some(PartyKind::Organization) => holder.act == Act::Statement,
            Some(PartyKind::Unnamed) => {
                let party = self.resolution.sources[up as usize].unwrap_or(0);
                words.first().is_some_and(|w| !NOBODY.contains(&w.as_str())) && self.speaker(up, party)
            }
            _ => words.first().is_some_and(|w| !NOBODY.contains(&w.as_str())),
        }
    }

    pub(super) fn same_name(&self, up: u32, i: u32) -> bool {
        let name = |a: u32| {
            let party = self.resolution.sources[a as usize]?;
            self.resolution.parties.get(party as usize).map(|p| p.name.as_str())
        };
        name(up).is_some() && name(up) == name(i)
    }

    /// Whether a nested attribution is words or thoughts that its holder
    /// passes on, and not a public act that the holder speaks of: a verb that
    /// can stand beside a quotation, or a person's belief; no *to speculate*.
    pub(super) fn passes_on_words(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let Some(party) = self.resolution.sources[i as usize] else { return true };
        let text = &*self.article.text;
        let named = a.source.first().map(|s| words(s.of(text))).unwrap_or_default();
        if named.first().is_none_or(|w| NOBODY.contains(&w.as_str())) {
            return false;
        }
        let cue = a.cue.first().map_or("", |c| c.of(text)).to_ascii_lowercase();
        let first = a.content.first().map_or("", |c| c.of(text));
        let infinitive = cue.starts_with("to ") || first.starts_with("to ");
        let lexicon = self.grammar.lexicon();
        let word = self.marks.marks.get(a.cue_head as usize).map_or(WordId::UNKNOWN, |m| m.word);
        let takes = |frame: &str| {
            lexicon
                .frame(frame)
                .is_some_and(|f| lexicon.predicates(word).iter().any(|&(p, _)| lexicon.predicate(p).frames.any(f)))
        };
        match a.act {
            // *told her to resign* was addressed to somebody; *refused to go* was not.
            _ if infinitive && (cue.starts_with("to ") || !takes("addressee")) => false,
            Act::Statement | Act::Question => takes("invert") && self.speaker(i, party) && self.told_on(i, &cue, first),
            // Thoughts: of a person, told by people who speak for them or
            // are not named themselves.
            Act::Belief => {
                let holder = self.holder(i).and_then(|up| self.resolution.sources[up as usize]);
                let insider = holder.is_none_or(|p| matches!(self.kind(p), PartyKind::Unnamed | PartyKind::Document));
                insider && self.kind(party) == PartyKind::Person && takes("that") && !cue.contains(" not")
            }
            _ => false,
        }
    }

    /// Whether the words of a nested statement are passed on as such: not
    /// the public act that a speaker refers to (*has attacked the plan*,
    /// *claims that …*), unless it was addressed to the speaker (*promised
    /// him a seat*) or an insider or a document tells of it.
    pub(super) fn told_on(&self, i: u32, cue: &str, content: &str) -> bool {
        let a = &self.attributions[i as usize];
        let Some(up) = self.holder(i) else { return true };
        let by = self.resolution.sources[up as usize].map(|p| self.kind(p));
        let first = words(content).into_iter().next().unwrap_or_default();
        let private = a.cue.iter().any(|&c| self.any_has(c, Class::PRIVATE_SPEECH))
            && matches!(first.as_str(), "me" | "him" | "her" | "us" | "them");
        if private {
            return true;
        }
        if act_of_its_own(&a.construction) {
            let kind = self.resolution.sources[i as usize].map(|p| self.kind(p));
            return match &*a.construction {
                "attitude-object" => by == Some(PartyKind::Unnamed) && kind == Some(PartyKind::Person),
                "intention-infinitive" => by == Some(PartyKind::Document),
                _ => false,
            };
        }
        let present = cue.split_whitespace().last().is_some_and(|w| {
            w.ends_with("ing")
                || w.ends_with('s') && !matches!(w, "was" | "has")
                || matches!(w, "say" | "claim" | "argue")
        });
        !present || !matches!(by, Some(PartyKind::Person | PartyKind::Organization))
    }

    /// Whether a source can speak: somebody with a name, or a description
    /// with a word for people in it.
    pub(super) fn speaker(&self, i: u32, party: u32) -> bool {
        if self.kind(party) != PartyKind::Unnamed {
            return true;
        }
        let Some(span) = self.attributions[i as usize].source.first() else { return false };
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end).min(start + 12);
        if words(span.of(&self.article.text)).first().is_some_and(|w| COUNTED.contains(&w.as_str())) {
            return true;
        }
        let people = ClassSet::of(&[Class::ROLE, Class::GROUP, Class::SPOKESPERSON, Class::UNNAMED_SOURCE]);
        self.marks.marks.get(start..end).is_some_and(|m| m.iter().any(|m| m.classes.any(people)))
    }

    /// Whether a word of these, of the first twelve, is in a class.
    pub(super) fn any_has(&self, span: Span, class: Class) -> bool {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end).min(start + 12);
        self.marks.marks.get(start..end).is_some_and(|m| m.iter().any(|m| m.classes.has(class)))
    }
}
