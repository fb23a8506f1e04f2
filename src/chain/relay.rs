//! Decides whether a nested attribution gives words or thoughts that its holder
//! passes on, or is part of the holder's own account.

use super::{Builder, ChainLink, words};
use crate::attribution::{Act, Conveys, CueForm, QuotationKind, Relation};
use crate::lexicon::{Class, ClassSet, Mark, WordId};
use crate::party::PartyKind;
use crate::span::Span;
use crate::token::Shape;

/// First words of a source that is people by pronoun or number.
const COUNTED: &[&str] = &["another", "both", "five", "four", "he", "one", "she", "six", "they", "three", "two"];

/// Words before a clause that is a supposition or a question.
const SUPPOSED: &[&str] =
    &["can", "could", "did", "do", "does", "how", "if", "should", "unless", "whatever", "whether", "would"];

/// Contents with fewer words are fragments and no statements.
const FRAGMENT: usize = 4;

/// First words of a source that names nobody in particular.
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
    /// Returns the link that makes the holder an intermediary of a nested
    /// attribution, or `None` if it does not pass the words on.
    pub(super) fn passed_on_by(&self, up: u32, i: u32) -> Option<ChainLink> {
        let holder = &self.attributions[up as usize];
        let party = self.resolution.sources[up as usize]?;
        if self.own(party) || self.resolution.sources[i as usize] == Some(party) {
            return None;
        }
        let outlet = self.kind(party) == PartyKind::Outlet;
        let passed = if outlet { self.carries(i) } else { self.can_relay(up) && self.passes_on_words(i) };
        if !passed || self.same_name(up, i) {
            return None;
        }
        let relation = if outlet { Relation::Carried } else { Relation::Relayed };
        // *a Herald report that Ruiz said so*: the cue names the outlet.
        let mention = *holder.source.first().or(holder.cue.first().filter(|_| outlet))?;
        Some(ChainLink::passed_on(relation, party, mention))
    }

    /// Whether an attribution's source can pass on the words of others: a
    /// speaker, or a document that is neither a recording nor a channel of its
    /// author's own (letter, memoir).
    pub(super) fn can_relay(&self, up: u32) -> bool {
        let holder = &self.attributions[up as usize];
        if !matches!(holder.act, Act::Statement | Act::Question | Act::Evidence) || holder.conveys.is_deed() {
            return false;
        }
        let Some(span) = holder.source.first() else { return false };
        // The participants of a poll speak for themselves.
        if self.any_has(*span, Class::POLL) {
            return false;
        }
        let words = words(span.of(self.layout.text));
        match self.resolution.sources[up as usize].map(|p| self.kind(p)) {
            Some(PartyKind::Document) => {
                !self.any_has(*span, Class::OWN_DOCUMENT) && !self.any_has(*span, Class::RECORDING)
            }
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

    /// Whether an outlet that holds a nested attribution carries its words:
    /// those of a speaker or document, or a person's thoughts. What an outlet
    /// says of acts and plans is its own reporting.
    fn carries(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let Some(party) = self.resolution.sources[i as usize] else { return true };
        if self.resolution.sentence_routes[i as usize].heard {
            return true;
        }
        // *the "loopholes" he cited*: a short fragment is part of the outlet's
        // own account.
        let fragment = a.content.iter().map(|c| words(c.of(self.layout.text)).len()).sum::<usize>() < FRAGMENT;
        if !self.somebody(i) || a.conveys.is_deed() || fragment {
            return false;
        }
        match a.act {
            Act::Statement | Act::Question => (self.gives_words(i) || self.takes(i, "that")) && self.speaker(i, party),
            Act::Belief => self.kind(party) == PartyKind::Person && self.thought(i),
            // *officials feared*: attitudes that a source holds in mind.
            Act::Attitude => self.speaker(i, party) && self.thought(i),
            Act::Evidence => self.kind(party) == PartyKind::Document,
            _ => false,
        }
    }

    /// Whether the source of an attribution names somebody in particular.
    pub(super) fn somebody(&self, i: u32) -> bool {
        let source = self.attributions[i as usize].source.first();
        source
            .and_then(|s| words(s.of(self.layout.text)).into_iter().next())
            .is_some_and(|w| !NOBODY.contains(&w.as_str()))
    }

    /// Whether the cue can stand beside a quotation: it takes inversion, or is
    /// no predicate, such as *according to*.
    pub(super) fn gives_words(&self, i: u32) -> bool {
        let head = self.attributions[i as usize].cue_head;
        let word = self.layout.mark(head).map_or(WordId::UNKNOWN, |m| m.word);
        self.takes(i, "invert") || self.layout.lexicon.predicates(word).is_empty()
    }

    /// Whether the cue's head takes the frame of this name.
    fn takes(&self, i: u32, frame: &str) -> bool {
        let lexicon = self.layout.lexicon;
        let head = self.attributions[i as usize].cue_head;
        let word = self.layout.mark(head).map_or(WordId::UNKNOWN, |m| m.word);
        lexicon
            .frame(frame)
            .is_some_and(|f| lexicon.predicates(word).iter().any(|&(p, _)| lexicon.predicate(p).frames.any(f)))
    }

    /// Whether a holder that is no outlet passes on the words or thoughts of a
    /// nested attribution, in contrast to an act in public that it mentions. It
    /// passes on words in quotation marks of their own, words addressed in
    /// private, and what insiders and documents tell of somebody's words or
    /// thoughts. (`PROVENANCE-GUIDELINES`: *What is not an intermediary*.)
    pub(super) fn passes_on_words(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let Some(party) = self.resolution.sources[i as usize] else { return true };
        let Some(up) = self.holder(i) else { return true };
        let heard = self.resolution.sentence_routes[i as usize].heard;
        if !heard && !self.somebody(i) {
            return false;
        }
        let text = self.layout.text;
        let cue = a.cue.first().map_or("", |c| c.of(text)).to_ascii_lowercase();
        let first = a.content.first().map_or("", |c| c.of(text));
        let denied = ["not ", "n't", "n’t", "never ", "will ", "would "].iter().any(|w| cue.contains(w));
        if denied && !self.in_marks(i) {
            return false;
        }
        let speech = matches!(a.act, Act::Statement | Act::Question) && self.speaker(i, party);
        // Quotation marks around part of a paraphrase can mark the holder's
        // words as well as the nested source's, so at least half of the content
        // must be quoted.
        let a_quote = self.marks_within(i)
            || a.quotation == QuotationKind::Direct
                && !a.conveys.is_deed()
                && !self.resolution.sentence_routes[up as usize].headline;
        if speech && self.in_marks(i) && self.gives_words(i) && a_quote {
            return true;
        }
        // *recalled Ruiz saying, heard her say*
        if speech && self.gives_words(i) && self.witnessed(i, up) {
            return true;
        }
        // *if he thinks so, what does he think*: a supposition or question
        // reports no words.
        if self.supposed(i) {
            return false;
        }
        if heard {
            return true;
        }
        // *the minister*: a person given only by role counts as a person.
        let the = a.source.first().map(|s| words(s.of(text))).is_some_and(|w| w.first().is_some_and(|w| w == "the"));
        let role = the && a.source.iter().any(|&s| self.any_has(s, Class::ROLE));
        let person = self.kind(party) == PartyKind::Person || self.kind(party) == PartyKind::Unnamed && role;
        if self.insider(up) && person && (self.thought(i) || self.stands(i, up)) {
            return true;
        }
        // *told her to resign* has an addressee; *refused to go* has none.
        let infinitive = cue.starts_with("to ") || first.starts_with("to ");
        if !speech || infinitive && (cue.starts_with("to ") || !self.takes(i, "addressee")) {
            return false;
        }
        self.private(i) || self.insider(up) && self.told_on(i, up) || self.tagged(up) && self.hearers(i)
    }

    /// Whether the holder tells what its source heard the nested source say:
    /// *recalled Ruiz saying*, *(said) she heard Ruiz say*.
    fn witnessed(&self, i: u32, up: u32) -> bool {
        let (a, holder) = (&self.attributions[i as usize], &self.attributions[up as usize]);
        let heard = |t: u32| self.layout.has(t, Class::WITNESSING);
        let Some(first) = a.source.first() else { return false };
        let start = self.layout.first_from(first.start);
        let cue = self.layout.word(a.cue_head);
        let plain = cue.ends_with("ing")
            || self.takes(i, "bare")
                && a.cue.first().is_some_and(|c| c.len() == cue.len() as u32)
                && !cue.ends_with('s')
                && !cue.ends_with('d');
        plain && (heard(holder.cue_head) || start.checked_sub(1).is_some_and(heard))
    }

    /// Whether the word before the attribution makes it a supposition or a
    /// question.
    fn supposed(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let Some(first) = a.source.first().or_else(|| a.cue.first()) else { return false };
        self.layout.first_from(first.start).checked_sub(1).is_some_and(|t| self.layout.is(t, SUPPOSED))
    }

    /// Whether an attribution's cue tells of a state of mind: *believes, is
    /// anxious that*.
    fn thought(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let head = self.layout.mark(a.cue_head);
        head.is_some_and(|m| m.classes.has(Class::THOUGHT) || m.classes.has(Class::MOOD))
            || a.act == Act::Belief && self.takes(i, "that")
    }

    /// Whether unnamed insiders tell of a stance: *(aides say) he opposes the
    /// plan*.
    fn stands(&self, i: u32, up: u32) -> bool {
        let a = &self.attributions[i as usize];
        let unnamed = self.resolution.sources[up as usize].is_some_and(|p| self.kind(p) == PartyKind::Unnamed);
        unnamed
            && self.resolution.sentence_routes[up as usize].insider
            && a.act == Act::Attitude
            && a.cue_form == CueForm::VerbObject
            && self.layout.word(a.cue_head).ends_with('s')
    }

    /// Whether the words were addressed in private: *told me, promised the
    /// governor a seat*, in contrast to *told reporters, told CNN*.
    fn private(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let (head, next) = (a.cue_head, a.cue_head + 1);
        let word = self.layout.word(head);
        // *whispered to her that*
        if self.layout.is(next, &["to"])
            && self.layout.is(next + 1, &["her", "him", "me"])
            && !self.layout.has(head, Class::PUBLIC_ACT)
            && a.content.iter().any(|c| self.layout.first_from(c.start) == next + 2)
        {
            return true;
        }
        if !self.layout.has(head, Class::PRIVATE_SPEECH) || word.ends_with("ing") || word.ends_with('s') {
            return false;
        }
        let among = |classes: &[Class]| {
            let classes = ClassSet::of(classes);
            (next..next + 4).any(|t| self.layout.has_any(t, classes))
        };
        let named = self.layout.is_word(next) && matches!(self.layout.shape(next), Shape::Capital | Shape::Upper);
        // *told his wife*, in contrast to *told his supporters*
        let kin = self.layout.has(next, Class::POSSESSIVE_PRONOUN)
            && (self.layout.has(next + 1, Class::INSIDER) || self.layout.has(next + 1, Class::ROLE));
        kin || self.layout.has(next, Class::OBJECT_PRONOUN)
            || (named || among(&[Class::ROLE, Class::TITLE]))
                && !among(&[Class::AUDIENCE, Class::OUTLET, Class::OUTLET_HEAD])
    }

    /// Whether the holder's cue stands after the whole content and so applies
    /// to all of it: *…, a person in the room said*.
    fn tagged(&self, up: u32) -> bool {
        let holder = &self.attributions[up as usize];
        holder.cue.first().is_some_and(|cue| holder.content.iter().all(|c| c.end <= cue.start))
    }

    /// Whether the words had hearers other than the public: *told donors*,
    /// *told several of the guests*.
    fn hearers(&self, i: u32) -> bool {
        let a = &self.attributions[i as usize];
        let next = a.cue_head + 1;
        let end = a.content.iter().map(|c| self.layout.first_from(c.start)).find(|&t| t >= next);
        let end = end.unwrap_or(next).min(next + 6);
        let people = ClassSet::of(&[Class::AUDIENCE, Class::GROUP, Class::ROLE, Class::INSIDER]);
        let public = ClassSet::of(&[Class::PUBLIC_AUDIENCE, Class::OUTLET, Class::OUTLET_HEAD]);
        let any = |set: ClassSet| (next..end).any(|t| self.layout.has_any(t, set));
        self.layout.has(a.cue_head, Class::PRIVATE_SPEECH) && any(people) && !any(public)
    }

    /// Whether an insider passes on the words of a nested statement, in
    /// contrast to a public act that the insider mentions (*has attacked the
    /// plan, announced that …*).
    fn told_on(&self, i: u32, up: u32) -> bool {
        let a = &self.attributions[i as usize];
        let kind = |i: u32| self.resolution.sources[i as usize].map(|p| self.kind(p));
        match a.conveys {
            Conveys::Stance => kind(up) == Some(PartyKind::Unnamed) && kind(i) == Some(PartyKind::Person),
            Conveys::Intention => kind(up) == Some(PartyKind::Document),
            Conveys::SpeechAct => false,
            Conveys::Words => {
                (self.gives_words(i) || self.takes(i, "that"))
                    && !a.cue.iter().any(|&c| self.any_has(c, Class::PUBLIC_ACT))
            }
        }
    }

    /// Whether a source can speak: it is named, or its description has a word
    /// for people in it.
    pub(super) fn speaker(&self, i: u32, party: u32) -> bool {
        if self.kind(party) != PartyKind::Unnamed {
            return true;
        }
        let Some(span) = self.attributions[i as usize].source.first() else { return false };
        if words(span.of(self.layout.text)).first().is_some_and(|w| COUNTED.contains(&w.as_str())) {
            return true;
        }
        let people = ClassSet::of(&[Class::ROLE, Class::GROUP, Class::SPOKESPERSON, Class::UNNAMED_SOURCE]);
        self.first_words(*span).any(|m| m.classes.any(people))
    }

    /// Whether any of the first twelve tokens of a span is in a class.
    pub(super) fn any_has(&self, span: Span, class: Class) -> bool {
        self.first_words(span).any(|m| m.classes.has(class))
    }

    /// Returns the lexicon marks of the first twelve tokens of a span.
    fn first_words(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let tokens = self.layout.tokens_of(span);
        (tokens.start..tokens.end).take(12).filter_map(|t| self.layout.mark(t))
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
