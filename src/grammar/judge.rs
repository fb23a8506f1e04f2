//! Whether a reading is an attribution: the features of a reading.
//!
//! A construction says what an attribution looks like; whether *the mayor
//! opposed the plan* and *the tide opposed the boat* are both one, its words
//! and surroundings say. See `weights.rs`.

use super::matcher::Match;
use super::pattern::Capture;
use super::phrase::{Phrase, PhraseKind as K};
use super::scene::Scene;
use super::weights::{Features, Weights};
use crate::lexicon::Class;
use crate::span::TokenSpan;
use crate::token::Shape;

/// A reading and where it stands.
pub(super) struct Candidate<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    /// Name of the construction.
    pub(super) construction: &'s str,
    pub(super) found: &'s Match,
    /// The phrase that the cue begins with.
    pub(super) cue: u32,
    /// What the block is: `title`, `paragraph`, …
    pub(super) block: &'static str,
    /// In a quotation.
    pub(super) quoted: bool,
}

/// Classes of heads that tell who can hold something, most telling first.
const CLASSES: &[(Class, &str)] = &[
    (Class::SPOKESPERSON, "spokesperson"),
    (Class::UNNAMED_SOURCE, "unnamed"),
    (Class::OUTLET, "outlet"),
    (Class::OUTLET_HEAD, "outlet"),
    (Class::ROLE, "role"),
    (Class::TITLE, "title"),
    (Class::GROUP, "group"),
    (Class::ORGANIZATION, "organization"),
    (Class::ORGANIZATION_NOUN, "organization"),
    (Class::DOCUMENT, "document"),
    (Class::INDEFINITE, "indefinite"),
    (Class::LABEL, "label"),
    (Class::PLACE, "place"),
    (Class::TIME_NOUN, "time"),
];

/// Weights of a verb that other features hardly ever make up for.
const HOPELESS: f32 = -0.05;

/// Whether a verb that no lexicon gives its frame (*took the bus*) is so
/// seldom a cue that nothing else about the reading need be asked: open
/// constructions fit at almost every verb.
pub(super) fn is_hopeless(scene: &Scene<'_>, construction: &str, found: &Match, weights: &Weights) -> bool {
    let lemma = stem(scene.text_of(found.head));
    found.predicate.is_none()
        && weights.of("lemma", &[lemma]) + weights.of("lemma-construction", &[lemma, construction]) < HOPELESS
}

impl Candidate<'_, '_> {
    /// The features of the reading.
    pub(super) fn tell(&self, f: &mut impl Features) {
        let scene = self.scene;
        let c = self.construction;
        let phrase = |i: u32| scene.phrases.get(i as usize);
        let label = |i: u32| phrase(i).map_or("end", Phrase::label);
        let word = |i: u32| phrase(i).map_or("", |p| scene.first_word(p));
        let yes = |b: bool| if b { "y" } else { "n" };
        let predicate = self.found.predicate.map(|p| scene.lexicon.predicate(p));
        let head = scene.text_of(self.found.head);
        let lemma = predicate.map_or(stem(head), |p| &p.lemma);
        // A verb that reports in other frames is nearer to one in this.
        let other = || scene.lexicon.predicates(scene.marks.marks[self.found.head as usize].word).first();
        let act =
            predicate.or_else(|| other().map(|&(p, _)| scene.lexicon.predicate(p))).map_or("none", |p| p.act.name());
        let cue = self.capture(Capture::Cue);
        let group = &scene.phrases[self.cue as usize];
        let form = group.label();
        let aux = if group.kind == K::Verb && group.tokens.len() > 1 { scene.text_of(group.tokens.start) } else { "" };
        let suffix = head.char_indices().rev().nth(1).map_or(head, |(i, _)| &head[i..]);

        f.add("construction", &[c]);
        f.add("form", &[c, form, suffix]);
        f.add("aux", &[c, aux]);
        f.add("aux-act", &[act, aux, form]);
        f.add("lemma", &[lemma]);
        f.add("lemma-construction", &[lemma, c]);
        f.add("lemma-form", &[lemma, form]);
        f.add("lemma-suffix", &[lemma, suffix]);
        f.add("act", &[act, c]);
        f.add("act-form", &[act, form, suffix]);
        f.add("modal", &[yes(group.verb.modal), yes(group.verb.negated), c]);
        f.add("modal-act", &[yes(group.verb.modal), yes(group.verb.negated), act]);

        // Who holds it.
        let source = self.capture(Capture::Source);
        let (holder, holder_head) = source.map_or(("none", ""), |s| self.noun(s));
        let direct = match scene.subjects.get(self.cue as usize).copied().flatten() {
            None => "none",
            Some(s) if s.direct => "direct",
            Some(_) => "shared",
        };
        f.add("holder", &[holder, c]);
        f.add("holder-act", &[holder, act, form]);
        f.add("holder-lemma", &[holder, lemma]);
        f.add("holder-word", &[holder_head]);
        f.add("holder-word-act", &[holder_head, act]);
        f.add("direct", &[direct, c, form]);
        let shape = source.map_or("none", |s| match scene.tokens[s.start as usize].shape {
            Shape::Upper => "upper",
            Shape::Capital => "capital",
            _ => "other",
        });
        f.add("holder-shape", &[shape, c, self.block]);
        f.add("holder-length", &[c, length(source.map_or(0, |s| s.len()))]);

        // What is held.
        let content = self.capture(Capture::Content);
        let first = content.and_then(|s| self.phrase_at(s.start));
        let kind = first.map_or("none", label);
        let (held, held_head) = content.map_or(("none", ""), |s| self.noun(s));
        let within = content.map_or((0, 0), |s| self.range(s));
        let finite = yes(scene.counts.has_finite_verb(within.0, within.1));
        let quote = yes(scene.counts.has_quote(within.0, within.1));
        let side = match (content, cue) {
            (Some(content), Some(cue)) if content.start < cue.start => "left",
            _ => "right",
        };
        let size = length(content.map_or(0, |s| s.len()));
        f.add("kind", &[kind, c, side]);
        f.add("kind-act", &[kind, act, form]);
        f.add("kind-lemma", &[kind, lemma]);
        f.add("kind-word", &[c, first.map_or("", word)]);
        f.add("held", &[held, c]);
        f.add("held-lemma", &[held, lemma]);
        f.add("held-holder", &[held, holder, act]);
        f.add("held-word", &[held_head, act]);
        f.add("finite", &[finite, quote, c, side]);
        f.add("finite-act", &[finite, quote, act, holder]);
        f.add("size", &[size, c]);
        f.add("size-kind", &[size, kind, act]);
        f.add("quote-lemma", &[quote, lemma]);

        // What stands around it.
        let from = source.map_or(cue, |s| cue.map(|c| if s.start < c.start { s } else { c }));
        let before = from.and_then(|s| self.phrase_at(s.start)).and_then(|i| i.checked_sub(1));
        let (before_label, before_word) = before.map_or(("start", ""), |i| (label(i), word(i)));
        f.add("before", &[before_label, before_word, c]);
        f.add("before-act", &[before_label, before_word, act, form]);
        f.add("before-holder", &[before_label, before_word, holder]);
        let cue_before = self.cue.checked_sub(1).map_or("start", label);
        f.add("cue-before", &[cue_before, form, c]);
        let behind = cue.and_then(|s| self.phrase_at(s.end));
        let (behind_label, behind_word) = behind.map_or(("end", ""), |i| (label(i), word(i)));
        f.add("behind", &[behind_label, behind_word, c]);
        f.add("behind-lemma", &[behind_label, behind_word, lemma]);
        let opener = word(0);
        f.add("opener", &[label(0), opener, c]);
        f.add("opener-act", &[opener, act]);
        let question = scene.phrases.last().is_some_and(|p| scene.text_of(p.tokens.start).starts_with('?'));
        f.add("question", &[yes(question), c]);
        f.add("block", &[self.block, c]);
        f.add("block-form", &[self.block, form, holder]);
        f.add("quoted", &[yes(self.quoted), c, holder]);
        f.add("quoted-act", &[yes(self.quoted), act, holder_head]);
        // The verb above: *failed to convince*, *by criticising*.
        let above = (self.cue.saturating_sub(6)..self.cue).rev().filter_map(phrase).find(|p| p.kind == K::Verb);
        let above_word = above.map_or("", |p| scene.text_of(p.head));
        if !group.verb.finite {
            f.add("above", &[above_word, form]);
            f.add("above-act", &[above.map_or("none", Phrase::label), act, form]);
        }
        let reporting = scene.phrases[..self.cue as usize]
            .iter()
            .rev()
            .take(30)
            .any(|p| p.kind == K::Verb && p.verb.finite && scene.verb_predicate(p, scene.known.clausal).is_some());
        f.add("reported", &[yes(reporting), c, form]);
        f.add("reported-act", &[yes(reporting), act, before_label]);
    }

    fn capture(&self, wanted: Capture) -> Option<TokenSpan> {
        self.found.captures.iter().find(|(c, _)| *c == wanted).map(|(_, s)| *s)
    }

    /// The phrase that holds a token.
    fn phrase_at(&self, token: u32) -> Option<u32> {
        let at = self.scene.phrases.partition_point(|p| p.tokens.end <= token);
        (at < self.scene.phrases.len()).then_some(at as u32)
    }

    /// The phrases that a span touches, as a range.
    fn range(&self, tokens: TokenSpan) -> (u32, u32) {
        let phrases = self.scene.phrases;
        let from = phrases.partition_point(|p| p.tokens.end <= tokens.start);
        let to = phrases.partition_point(|p| p.tokens.start < tokens.end);
        (from as u32, to.max(from) as u32)
    }

    fn phrases_in(&self, tokens: TokenSpan) -> &[Phrase] {
        let (from, to) = self.range(tokens);
        &self.scene.phrases[from as usize..to as usize]
    }

    /// Of what kind the first noun phrase of a span is, and its head where
    /// that is a common noun or pronoun.
    fn noun(&self, tokens: TokenSpan) -> (&'static str, &str) {
        let scene = self.scene;
        let phrases = self.phrases_in(tokens);
        let Some(noun) = phrases.iter().take(4).find(|p| matches!(p.kind, K::Noun | K::Wh | K::That | K::Quote)) else {
            return (phrases.first().map_or("none", Phrase::label), "");
        };
        let word = scene.text_of(noun.head);
        if noun.kind != K::Noun {
            return (noun.label(), if noun.kind == K::Quote { "" } else { word });
        }
        if noun.pronoun {
            return ("pronoun", word);
        }
        match (noun.name, head_class(scene, noun)) {
            (true, Some(class)) => (class, ""),
            (true, None) => ("name", ""),
            (false, class) => (class.unwrap_or("noun"), word),
        }
    }
}

/// Of what kind a phrase is; for noun phrases, by the class of the head.
pub(super) fn class_of(scene: &Scene<'_>, phrase: &Phrase) -> &'static str {
    if phrase.kind != K::Noun || phrase.pronoun {
        return phrase.label();
    }
    head_class(scene, phrase).unwrap_or(phrase.label())
}

/// The most telling class of a noun phrase's head.
fn head_class(scene: &Scene<'_>, phrase: &Phrase) -> Option<&'static str> {
    let classes = scene.marks.marks[phrase.head as usize].classes;
    CLASSES.iter().find(|(c, _)| classes.has(*c)).map(|(_, name)| *name)
}

/// What the forms of a regular verb share.
fn stem(word: &str) -> &str {
    let endings = ["ying", "ies", "ied", "ing", "es", "ed", "s", "e", "y"];
    let stripped = endings.iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word);
    if stripped.len() < 3 { word } else { stripped }
}

fn length(tokens: u32) -> &'static str {
    match tokens {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "4",
        5..=7 => "7",
        8..=12 => "12",
        13..=20 => "20",
        _ => "21",
    }
}
