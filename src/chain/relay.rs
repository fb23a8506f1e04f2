//! Decides by weights whether a holder passes on the words or thoughts of an
//! attribution nested in its content, or mentions them as part of its own
//! account.
//!
//! *A spokesman said the minister told him to wait* passes on the minister's
//! words; *Ruiz said Ito has announced a toll* is Ruiz's own claim
//! (`PROVENANCE-GUIDELINES`: *What is not an intermediary*). No single word
//! decides. The features are those of the two voices and of how the one stands
//! in the other; `tools/train_chains.py` fits their weights.

use super::decision::is_relay;
use super::{Builder, ChainLink, words};
use crate::attribution::{Act, Attribution, Conveys, CueForm, Relation};
use crate::closed_class::{
    ADDRESSED, CONTENT_OPENERS, HAD, HE_OR_SOME, NOBODY, PERFECT, PERSONAL_POSSESSIVES, SOURCE_OPENERS, THE, TO,
    WEIGHED_MODALS, YOU, is_any,
};
use crate::grammar::weights::{Features, Value, tell};
use crate::lexicon::{Class, ClassSet, Forms, Mark, WordId};
use crate::party::PartyKind;
use crate::span::Span;
use crate::token::Shape;

/// How many tokens of a source are searched for classes.
const SOURCE: usize = 12;

/// As many words before a nested attribution count as far from the beginning of
/// the content.
const FAR: usize = 9;

/// Sources with more tokens count as long.
const LONG: u32 = 6;

/// The classes of words in a source that tell what it can know, with their
/// names in features.
const SOURCES: &[(Class, &str)] = &[
    (Class::SPOKESPERSON, "spokesperson"),
    (Class::INSIDER, "insider"),
    (Class::UNNAMED_SOURCE, "unnamed-source"),
    (Class::ROLE, "role"),
    (Class::GROUP, "group"),
    (Class::DOCUMENT, "document"),
    (Class::RECORDING, "recording"),
    (Class::POLL, "poll"),
    (Class::OWN_DOCUMENT, "own-document"),
    (Class::ORGANIZATION_NOUN, "organization-noun"),
    (Class::OUTLET_HEAD, "outlet-head"),
    (Class::JOURNALIST, "journalist"),
    (Class::DEMONYM, "demonym"),
    (Class::PLACE, "place"),
    (Class::INTERVIEWER, "interviewer"),
    (Class::INDEFINITE, "indefinite"),
];

/// The classes of verbs that tell how words were said, with their names in
/// features.
pub(super) const VERBS: &[(Class, &str)] = &[
    (Class::PRIVATE_SPEECH, "private-speech"),
    (Class::THOUGHT, "thought"),
    (Class::MOOD, "mood"),
    (Class::PUBLIC_ACT, "public-act"),
    (Class::WITNESSING, "witnessing"),
    (Class::REPORTING, "reporting"),
    (Class::QUOTING, "quoting"),
    (Class::PUBLISHING, "publishing"),
    (Class::HEARSAY, "hearsay"),
];

/// Returns `word` itself if it is in the list, ignoring ASCII case; otherwise
/// `other`.
fn listed<'a>(word: &str, list: &[&'a str], other: &'a str) -> &'a str {
    list.iter().find(|w| word.eq_ignore_ascii_case(w)).copied().unwrap_or(other)
}

impl Builder<'_> {
    /// Returns the link that makes the holder an intermediary of a nested
    /// attribution, or `None` if it does not pass the words on.
    pub(super) fn passed_on_by(&self, up: u32, i: u32) -> Option<ChainLink> {
        let party = self.may_relay(up, i)?;
        let weights = &self.weights.relays;
        // *(Ruiz said) he had heard from Ito that …*: the grammar says so.
        let heard = self.resolution.sentence_routes[i as usize].heard;
        let relayed = || !weights.is_empty() && is_relay(weights.sum(|f| self.tell_relay(up, i, f)));
        let guideline = || match self.guideline(up, i) {
            Some("mind-of-a-person") => self.fills(up, i),
            rule => rule.is_some(),
        };
        if !heard && !guideline() && !relayed() && !self.voices_leading(up, i) {
            return None;
        }
        let holder = &self.attributions[up as usize];
        let relation = self.passing(party);
        // *a Herald report that Ruiz said so*: the cue names the outlet.
        let mention = *holder.source.first().or(holder.cue.first().filter(|_| relation == Relation::Carried))?;
        Some(ChainLink::passed_on(relation, party, mention))
    }

    /// Returns how a party passes on words of another: an outlet carries them,
    /// anybody else relays them.
    pub(super) fn passing(&self, party: u32) -> Relation {
        if self.kind(party) == PartyKind::Outlet { Relation::Carried } else { Relation::Relayed }
    }

    /// Returns the holder's party if it can pass on words of the nested
    /// attribution's source: it is another party, neither the article's own
    /// publisher nor a poll or recording, and both are somebody.
    pub(super) fn may_relay(&self, up: u32, i: u32) -> Option<u32> {
        let party = self.resolution.sources[up as usize]?;
        let same = self.resolution.sources[i as usize] == Some(party) || self.same_name(up, i);
        let words = self.attributions[i as usize].source.first().map(|s| words(s.of(self.layout.text)));
        let nobody = words.is_some_and(|w| w.first().is_some_and(|w| is_any(w, NOBODY)));
        let holder = &self.attributions[up as usize].source;
        let record = [Class::POLL, Class::RECORDING].iter().any(|&c| holder.iter().any(|&s| self.any_has(s, c)));
        (!self.is_nobody_known(up) && !self.own(party) && !same && !nobody && !record).then_some(party)
    }

    /// Adds the features of a nested attribution `i` and its holder `up`.
    pub(super) fn tell_relay(&self, up: u32, i: u32, f: &mut impl Features) {
        let (holder, a) = (&self.attributions[up as usize], &self.attributions[i as usize]);
        self.tell_voice(i, "inner", f);
        self.tell_voice(up, "holder", f);
        let first = a.cue_start().unwrap_or(0);
        let around = holder.content_around(Span::new(first, first + 1));
        let words = |c: Span| Span::new(c.start, first).of(self.layout.text).split_whitespace().take(FAR).count();
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
        if self.in_marks(i) {
            tell!(f, "in-marks");
        }
        if self.marks_within(i) {
            tell!(f, "marks-within");
        }
        if self.resolution.sentence_routes[i as usize].headline {
            tell!(f, "headline");
        }
        if holder.nested_in.is_some() {
            tell!(f, "holder-nested");
        }
        if self.layout.sentence(a.cue_head) != self.layout.sentence(holder.cue_head) {
            tell!(f, "other-sentence");
        }
        if let Some(rule) = self.guideline(up, i) {
            tell!(f, "guideline", Value::new(rule));
        }
        let before = self.layout.first_from(first).checked_sub(1).map_or("", |t| self.layout.word(t));
        tell!(f, "word-before", Value::new(listed(before, CONTENT_OPENERS, "other")));
    }

    /// Returns the name of the guideline by which a holder passes on what the
    /// nested attribution tells, if one applies. (`PROVENANCE-GUIDELINES`:
    /// *Words inside somebody's words* and *Through somebody*.)
    fn guideline(&self, up: u32, i: u32) -> Option<&'static str> {
        let a = &self.attributions[i as usize];
        let person = self.resolution.sources[i as usize].is_some_and(|p| self.is_person(p));
        let insider = self.is_insider(up);
        let mind = matches!(a.act, Act::Belief | Act::Intention | Act::Attitude)
            || self.layout.has_any(a.cue_head, ClassSet::of(&[Class::THOUGHT, Class::MOOD]));
        // *whispered to her that*
        let next = a.cue.first().map_or(0, |&c| self.layout.tokens_of(c).end);
        let to = self.layout.is(next, TO) && !self.layout.has(a.cue_head, Class::PUBLIC_ACT);
        let private = self.layout.has(a.cue_head, Class::PRIVATE_SPEECH) || to && a.act == Act::Statement;
        if private && matches!(self.hearer(a), "pronoun" | "name" | "possessive") {
            Some("private-words")
        } else if self.layout.has(self.attributions[up as usize].cue_head, Class::WITNESSING) {
            // *recalled Ruiz saying*
            Some("witnessed")
        } else if insider && person && mind {
            Some("mind-of-a-person")
        } else {
            None
        }
    }

    /// Adds the features of one voice: its source, its act and its cue.
    pub(super) fn tell_voice(&self, i: u32, side: &'static str, f: &mut impl Features) {
        let a = &self.attributions[i as usize];
        let layout = self.layout;
        let side = Value::new(side);
        let kind = self.resolution.sources[i as usize].map_or("none", |p| self.kind(p).as_str());
        tell!(f, "kind", side, Value::new(kind));
        if let Some(&span) = a.source.first() {
            let tokens = layout.tokens_of(span);
            let shape = match layout.shape(tokens.start) {
                Shape::Capital | Shape::Upper => "name",
                _ => "word",
            };
            let first = Value::new(listed(layout.word(tokens.start), SOURCE_OPENERS, shape));
            tell!(f, "first", side, first);
            tell!(f, "first-kind", side, first, Value::new(kind));
            for &(class, name) in SOURCES {
                if self.any_has(span, class) {
                    tell!(f, "source", side, Value::new(name));
                }
            }
            if tokens.len() > LONG {
                tell!(f, "long", side);
            }
        }
        tell!(f, "act", side, Value::new(a.act.as_str()));
        let conveys = match a.conveys {
            Conveys::Words => "words",
            Conveys::Stance => "stance",
            Conveys::Intention => "intention",
            Conveys::SpeechAct => "speech-act",
        };
        tell!(f, "conveys", side, Value::new(conveys));
        let form = match a.cue_form {
            CueForm::Plain => "plain",
            CueForm::VerbObject => "verb-object",
            CueForm::LightVerb => "light-verb",
            CueForm::Noun => "noun",
        };
        tell!(f, "cue-form", side, Value::new(form));
        tell!(f, "quotation", side, Value::new(a.quotation.as_str()));
        for &(class, name) in VERBS {
            if layout.has(a.cue_head, class) {
                tell!(f, "verb", side, Value::new(name));
            }
        }
        tell!(f, "tense", side, Value::new(self.tense(a)));
        tell!(f, "hearer", side, Value::new(self.hearer(a)));
    }

    /// Returns the name of a cue's tense or mood.
    fn tense(&self, a: &Attribution) -> &'static str {
        let layout = self.layout;
        let Some(&cue) = a.cue.first() else { return "none" };
        let tokens = layout.tokens_of(cue);
        let any = |words: &[&str]| (tokens.start..tokens.end).any(|t| layout.is(t, words));
        let forms = layout.mark(a.cue_head).map_or(Forms::default(), |m| layout.lexicon.forms(m.word));
        if (tokens.start..tokens.end).any(|t| layout.has(t, Class::NEGATION)) {
            "negated"
        } else if any(WEIGHED_MODALS) {
            "modal"
        } else if layout.is(tokens.start, TO) {
            "infinitive"
        } else if any(HAD) {
            "past-perfect"
        } else if any(PERFECT) {
            "perfect"
        } else if forms.has(Forms::GERUND) {
            "gerund"
        } else if forms.has(Forms::PAST) {
            "past"
        } else if forms.has(Forms::THIRD) {
            "present"
        } else {
            "other"
        }
    }

    /// Returns the name of what stands directly behind a cue, where a hearer
    /// can stand.
    fn hearer(&self, a: &Attribution) -> &'static str {
        let layout = self.layout;
        let Some(&cue) = a.cue.first() else { return "none" };
        let next = layout.tokens_of(cue).end;
        let next = next + u32::from(layout.is(next, TO));
        let audience = ClassSet::of(&[Class::AUDIENCE, Class::PUBLIC_AUDIENCE]);
        if layout.is(next, ADDRESSED) || layout.is(next, YOU) {
            "pronoun"
        } else if layout.has_any(next, audience) {
            "audience"
        } else if layout.has(next, Class::OUTLET) {
            "outlet"
        } else if layout.shape(next) == Shape::Capital {
            "name"
        } else if layout.is(next, PERSONAL_POSSESSIVES) {
            "possessive"
        } else {
            "none"
        }
    }

    /// Whether the source of an attribution is a pronoun that nobody could be
    /// found for.
    pub(super) fn is_nobody_known(&self, i: u32) -> bool {
        let source = self.attributions[i as usize].source.first().map(|&s| self.layout.tokens_of(s));
        let pronoun = source.is_some_and(|s| s.len() == 1 && self.layout.has(s.start, Class::PRONOUN));
        pronoun && self.resolution.unresolved[i as usize].is_some()
    }

    /// Whether the source of an attribution knows somebody's mind: a
    /// spokesperson, an aide, *sources*.
    pub(super) fn is_insider(&self, i: u32) -> bool {
        let source = &self.attributions[i as usize].source;
        self.resolution.sentence_routes[i as usize].insider
            || source.iter().any(|&s| self.any_has(s, Class::UNNAMED_SOURCE))
    }

    /// Whether a party is a person, named or given by a role alone: *the
    /// minister*.
    pub(super) fn is_person(&self, party: u32) -> bool {
        let name = || self.resolution.parties.get(party as usize).map_or("", |p| p.name.as_str());
        let role = || name().split_once(' ').is_some_and(|(the, _)| is_any(the, THE));
        match self.kind(party) {
            PartyKind::Person => true,
            PartyKind::Unnamed => role() && !name().ends_with('s'),
            _ => false,
        }
    }

    fn same_name(&self, up: u32, i: u32) -> bool {
        let name = |a: u32| {
            let party = self.resolution.sources[a as usize]?;
            self.resolution.parties.get(party as usize).map(|p| p.name.as_str())
        };
        name(up).is_some() && name(up) == name(i)
    }

    /// Whether the cue can stand beside a quotation: it takes inversion, or is
    /// no predicate, such as *according to*.
    pub(super) fn gives_words(&self, i: u32) -> bool {
        let head = self.attributions[i as usize].cue_head;
        let word = self.layout.mark(head).map_or(WordId::UNKNOWN, |m| m.word);
        self.takes(i, "invert") || self.layout.lexicon.predicates(word).is_empty()
    }

    /// Whether the cue's head takes the frame of this name.
    pub(super) fn takes(&self, i: u32, frame: &str) -> bool {
        let lexicon = self.layout.lexicon;
        let head = self.attributions[i as usize].cue_head;
        let word = self.layout.mark(head).map_or(WordId::UNKNOWN, |m| m.word);
        lexicon
            .frame(frame)
            .is_some_and(|f| lexicon.predicates(word).iter().any(|&(p, _)| lexicon.predicate(p).frames.any(f)))
    }

    /// Whether a source can speak: it is named, or its description has a word
    /// for people in it.
    pub(super) fn speaker(&self, i: u32, party: u32) -> bool {
        if self.kind(party) != PartyKind::Unnamed {
            return true;
        }
        let Some(span) = self.attributions[i as usize].source.first() else { return false };
        if words(span.of(self.layout.text)).first().is_some_and(|w| is_any(w, HE_OR_SOME)) {
            return true;
        }
        let people = ClassSet::of(&[Class::ROLE, Class::GROUP, Class::SPOKESPERSON, Class::UNNAMED_SOURCE]);
        self.first_words(*span).any(|m| m.classes.any(people))
    }

    /// Whether any of the first [`SOURCE`] tokens of a span is in a class.
    pub(super) fn any_has(&self, span: Span, class: Class) -> bool {
        self.first_words(span).any(|m| m.classes.has(class))
    }

    /// Returns the lexicon marks of the first [`SOURCE`] tokens of a span.
    fn first_words(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let tokens = self.layout.tokens_of(span);
        (tokens.start..tokens.end).take(SOURCE).filter_map(|t| self.layout.mark(t))
    }
}

#[cfg(test)]
mod tests {
    /// An outlet whose report is named by a noun carries its content.
    #[test]
    fn an_outlets_report_carries_what_it_says_that_somebody_said() {
        let text = "Tom Reed denied a Washington Post report that he told donors he would \"burn it all down.\"";
        let analysis = crate::analyze(text);
        let paths: Vec<String> = (0..analysis.attributions.len()).map(|i| analysis.chain_path(i)).collect();
        assert!(paths.contains(&"Tom Reed → The Washington Post".to_owned()), "{paths:?}");
    }
}
