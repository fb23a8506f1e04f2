//! A sentence with everything that constructions ask about it.

use super::pattern::form;
use super::weights::Value;
use crate::lexicon::{Class, ClassSet, Frames, Lexicon, Marks, PredicateKind, WordId};
use crate::span::TokenSpan;
use crate::syntax::{self, Phrase, PhraseKind as K, Subject};
use crate::token::{Shape, Token};
use std::cell::{Cell, OnceCell};

/// A sentence with everything that patterns ask about.
pub(super) struct SentenceContext<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) marks: &'a Marks,
    pub(super) lexicon: &'a Lexicon,
    pub(super) phrases: &'a [Phrase],
    pub(super) subjects: &'a [Option<Subject>],
    pub(super) counts: Counts,
    /// Each phrase in the words of features, and behind them the end.
    pub(super) values: Vec<Values<'a>>,
    /// From this phrase on there are only stops and symbols.
    pub(super) last: u32,
    /// The same with colons.
    pub(super) last_word: u32,
    /// See [`super::content::breaks`].
    pub(super) breaks: Vec<u32>,
    /// See [`super::content::left_start`].
    pub(super) left_starts: OnceCell<Vec<u32>>,
    /// Where [`super::content::end`] had content end last: its start, its cue
    /// and its end. Several constructions ask for the same.
    pub(super) last_end: Cell<(u32, u32, u32)>,
    pub(super) known: &'a Known,
    /// Whether what follows the sentence begins with a quotation.
    pub(super) quotation_follows: bool,
    /// The paragraph before the sentence, where that begins its own.
    pub(super) paragraph_before: Option<Paragraph>,
}

/// What a paragraph is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paragraph {
    Text,
    Quotation,
}

/// Frames that the engine itself refers to, looked up once.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub(super) clausal: Frames,
    pub(super) paren: Frames,
    /// Frames in which what follows the verb are words and not what they are about.
    pub(super) wording: Frames,
    pub(super) copula: Frames,
    /// Frame of each preposition: word and frame.
    pub(super) prepositions: Vec<(WordId, Frames)>,
}

/// A phrase in the words of features (`weights.rs`).
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) label: Value<'a>,
    pub(super) word: Value<'a>,
    pub(super) head: Value<'a>,
}

impl<'a> Values<'a> {
    pub(super) fn new(phrase: &Phrase, tokens: &[Token], text: &'a str) -> Self {
        let text_of = |token: u32| tokens[token as usize].text(text);
        // Of nouns and verbs there are too many to tell anything.
        let word = match phrase.kind {
            K::Noun if !phrase.pronoun => "",
            K::Verb | K::Quote | K::Parenthesis | K::Symbol | K::Possessor => "",
            _ => text_of(phrase.tokens.start),
        };
        Self { label: Value::new(phrase.label()), word: Value::new(word), head: Value::new(text_of(phrase.head)) }
    }

    /// What stands behind the last phrase.
    const END: Self = Self { label: Value::new("end"), word: Value::new(""), head: Value::new("") };
}

/// How many phrases of a kind stand before each: what is asked of long
/// stretches of a sentence, by every cue in it.
pub(super) struct Counts {
    clauses: Vec<u32>,
    verbs: Vec<u32>,
    quotes: Vec<u32>,
}

impl Counts {
    pub(super) fn new(phrases: &[Phrase]) -> Self {
        let count = |test: fn(&Phrase) -> bool| {
            let mut sum = 0;
            let sums = phrases.iter().map(|p| {
                sum += u32::from(test(p));
                sum
            });
            std::iter::once(0).chain(sums).collect()
        };
        Self {
            clauses: count(|p| p.verb.finite),
            verbs: count(|p| p.kind == K::Verb && p.verb.finite),
            quotes: count(|p| p.kind == K::Quote),
        }
    }

    fn among(sums: &[u32], start: u32, end: u32) -> bool {
        sums[start as usize] < sums[end.max(start) as usize]
    }

    /// Whether a finite verb, or a quotation with one, is among the phrases
    /// from `start` to `end`.
    pub(super) fn has_clause(&self, start: u32, end: u32) -> bool {
        Self::among(&self.clauses, start, end)
    }

    /// Whether a finite verb is.
    pub(super) fn has_finite_verb(&self, start: u32, end: u32) -> bool {
        Self::among(&self.verbs, start, end)
    }

    /// Whether a quotation is.
    pub(super) fn has_quote(&self, start: u32, end: u32) -> bool {
        Self::among(&self.quotes, start, end)
    }
}

/// The phrase from which on all are of these kinds.
pub(super) fn tail(phrases: &[Phrase], kinds: &[K]) -> u32 {
    phrases.iter().rposition(|p| !kinds.contains(&p.kind)).map_or(0, |i| i as u32 + 1)
}

impl SentenceContext<'_> {
    pub(super) fn word_of(&self, token: u32) -> WordId {
        self.marks.marks[token as usize].word
    }

    pub(super) fn kind(&self, at: u32) -> Option<K> {
        self.phrases.get(at as usize).map(|p| p.kind)
    }

    /// Whether a phrase begins with one of these words, whatever their case.
    pub(super) fn is(&self, phrase: u32, words: &[&str]) -> bool {
        words.iter().any(|word| self.lower_is(&self.phrases[phrase as usize], word))
    }

    pub(super) fn text_of(&self, token: u32) -> &str {
        self.tokens[token as usize].text(self.text)
    }

    /// A phrase in the words of features, or the sentence's end.
    pub(super) fn values(&self, at: u32) -> Values<'_> {
        self.values.get(at as usize).copied().unwrap_or(Values::END)
    }

    pub(super) fn lower_is(&self, phrase: &Phrase, word: &str) -> bool {
        self.tokens[phrase.tokens.start as usize].text(self.text).eq_ignore_ascii_case(word)
    }

    /// The forms of a verb group before `next`, for the tests of patterns.
    pub(super) fn forms(&self, phrase: &Phrase, next: Option<&Phrase>) -> u16 {
        let v = phrase.verb;
        // *a letter seen by the Herald*: who it was seen by comes next.
        let by = |p: &Phrase| p.kind == K::Preposition && self.lower_is(p, "by");
        let passive = v.passive || v.participle && next.is_some_and(by);
        let forms = [
            (form::FINITE, v.finite),
            (form::GERUND, v.gerund),
            (form::INFINITIVE, v.infinitive),
            (form::PARTICIPLE, v.participle),
            (form::PASSIVE, passive),
            (form::COPULA, v.copula),
        ];
        forms.iter().filter(|(_, set)| *set).fold(0, |all, (bit, _)| all | bit)
    }

    /// Whether words behind a phrase may belong to the reporting verb that it
    /// is a form of: *ruled out*.
    pub(super) fn has_tail(&self, phrase: &Phrase) -> bool {
        let next = self.marks.marks.get(phrase.tokens.end as usize).map(|m| m.word);
        let predicates = self.lexicon.predicates(self.word_of(phrase.head)).iter();
        predicates
            .map(|&(index, _)| self.lexicon.predicate(index))
            .any(|p| p.tail.first().is_some_and(|w| Some(*w) == next))
    }

    /// All frames of the reporting verbs or nouns that a phrase is a form of.
    pub(super) fn frames(&self, phrase: &Phrase) -> Frames {
        let kind = if phrase.kind == K::Verb { PredicateKind::Verb } else { PredicateKind::Noun };
        let predicates = self.lexicon.predicates(self.word_of(phrase.head)).iter();
        let own = predicates.map(|&(index, _)| self.lexicon.predicate(index)).filter(|p| p.kind == kind);
        own.fold(Frames::default(), |all, p| all.union(p.frames))
    }

    /// The reporting predicates of a verb group that have one of the frames
    /// and whose form and tail fit; the tail's length in tokens.
    pub(super) fn verb_predicate(&self, phrase: &Phrase, frames: Frames) -> Option<(u32, u32)> {
        if phrase.kind != K::Verb {
            return None;
        }
        let mut best: Option<(u32, u32)> = None;
        for &(index, forms) in self.lexicon.predicates(self.word_of(phrase.head)) {
            let predicate = self.lexicon.predicate(index);
            if predicate.kind != PredicateKind::Verb || !predicate.frames.any(frames) || forms.0 == 0 {
                continue;
            }
            let tail = predicate.tail.len() as u32;
            let at = |from: u32| {
                let word = |i: usize| self.marks.marks.get(from as usize + i).map(|m| m.word);
                predicate.tail.iter().enumerate().all(|(i, w)| word(i) == Some(*w))
            };
            // *shot back:*: the tail has been taken for the group's last word.
            let within = tail > 0 && phrase.head + 1 + tail == phrase.tokens.end && at(phrase.head + 1);
            let tail = if within { 0 } else { tail };
            let fits = within || at(phrase.tokens.end);
            if fits && best.is_none_or(|(_, length)| within || tail > length) {
                best = Some((index, tail));
            }
        }
        best
    }

    pub(super) fn noun_predicate(&self, phrase: &Phrase, kind: PredicateKind, frames: Frames) -> Option<u32> {
        self.lexicon.predicates(self.word_of(phrase.head)).iter().map(|&(index, _)| index).find(|&i| {
            let p = self.lexicon.predicate(i);
            p.kind == kind && p.frames.any(frames)
        })
    }

    pub(super) fn has_class(&self, phrase: &Phrase, class: Class) -> bool {
        phrase.tokens.range().any(|t| self.marks.marks[t].classes.has(class))
    }

    /// Whether the head of a noun phrase has a term of this class; a
    /// publisher can also be one by the form of its name.
    pub(super) fn heads(&self, phrase: &Phrase, class: Class) -> bool {
        let has = |c: Class| self.marks.marks[phrase.head as usize].classes.has(c);
        let outlet =
            || has(Class::OUTLET_HEAD) || phrase.name && (has(Class::OUTLET_NAME_LAST) || self.names_publisher(phrase));
        phrase.kind == K::Noun && !phrase.pronoun && (has(class) || class == Class::OUTLET && outlet())
    }

    /// *the newspaper Al-Nahar*, *Radio Vessin*: a name right behind the noun
    /// that says what it names.
    fn names_publisher(&self, phrase: &Phrase) -> bool {
        let other = ClassSet::of(&[Class::ROLE, Class::TITLE, Class::SPOKESPERSON, Class::PLACE, Class::ORGANIZATION]);
        let mark = |t: u32| &self.marks.marks[t as usize];
        let shape = |t: u32| self.tokens[t as usize].shape;
        // *the broadcaster VTK* and *the broadcaster Ana Ruiz*
        let person = |t: u32| mark(t).classes.has(Class::ROLE) && shape(phrase.head) != Shape::Upper;
        let named = |t: u32| {
            let mark = mark(t);
            let opens = shape(t) == Shape::Lower || mark.classes.has(Class::OUTLET_NAME_FIRST);
            mark.classes.has(Class::OUTLET_HEAD) && !person(t) && opens
        };
        let Some(first) = (phrase.tokens.start..phrase.head).rev().find(|&t| shape(t) == Shape::Lower || named(t))
        else {
            return false;
        };
        named(first) && (first + 1..phrase.head + 1).all(|t| shape(t) != Shape::Lower && !mark(t).classes.any(other))
    }

    /// *it* and *there* that stand for nobody: *it seems, it is hard to say,
    /// there was talk*.
    pub(super) fn is_empty_subject(&self, subject: Subject, cue: u32) -> bool {
        let pronoun = &self.phrases[subject.start as usize];
        if !pronoun.pronoun || subject.end != subject.start + 1 && !subject.direct {
            return false;
        }
        if self.lower_is(pronoun, "there") {
            return true;
        }
        let verb = if subject.direct { self.phrases.get(cue as usize) } else { self.phrases.get(subject.end as usize) };
        self.lower_is(pronoun, "it")
            && verb.is_some_and(|v| {
                v.kind == K::Verb && (v.verb.copula || self.verb_predicate(v, self.known.copula).is_some())
            })
    }

    /// The noun phrase right before a relative pronoun, or before its comma.
    pub(super) fn relative_host(&self, tokens: TokenSpan) -> Option<TokenSpan> {
        let pronoun = self.phrases.partition_point(|p| p.tokens.start < tokens.start);
        let at = |back: usize| pronoun.checked_sub(back).and_then(|i| self.phrases.get(i));
        let relative = |p: &&Phrase| p.kind == K::Wh && p.tokens == tokens && self.lower_is(p, "which");
        self.phrases.get(pronoun).filter(relative)?;
        let before = at(1).filter(|p| p.kind != K::Comma).or_else(|| at(2));
        before.filter(|p| p.kind == K::Noun && !p.pronoun).map(|p| p.tokens)
    }

    /// Whether a name is a body's and not a person's: what follows with a
    /// preposition is part of it.
    pub(super) fn is_body(&self, phrase: &Phrase) -> bool {
        self.lower_is(phrase, "the")
            || self.marks.marks[phrase.head as usize]
                .classes
                .any(ClassSet::of(&[Class::ORGANIZATION_NOUN, Class::ORGANIZATION]))
    }

    /// The sentence as the subject finder sees it.
    pub(super) fn sentence(&self) -> syntax::Sentence<'_> {
        syntax::Sentence {
            text: self.text,
            tokens: self.tokens,
            phrases: self.phrases,
            marks: self.marks,
            lexicon: self.lexicon,
            clausal_frames: self.known.clausal,
        }
    }

    /// *RUIZ*, *SEN. ANA RUIZ*, and the *Q* and *A* of an interview.
    pub(super) fn in_capitals(&self, phrase: &Phrase) -> bool {
        phrase.tokens.range().all(|t| {
            let token = &self.tokens[t];
            token.shape == Shape::Upper || matches!(token.text(self.text), "Q" | "A" | "." | "-")
        })
    }

    /// *Watch*, *Editor's note*: nobody's name before a colon.
    pub(super) fn is_label(&self, phrase: &Phrase) -> bool {
        self.marks.marks[phrase.head as usize].classes.has(Class::LABEL)
    }

    pub(super) fn is_speaker(&self, phrase: &Phrase) -> bool {
        if phrase.kind != K::Noun {
            return false;
        }
        if self.is_label(phrase) || ["yes", "no"].iter().any(|w| self.lower_is(phrase, w) && phrase.tokens.len() == 1) {
            return false;
        }
        if phrase.name {
            return true;
        }
        if phrase.pronoun {
            return !["it", "there"]
                .contains(&self.tokens[phrase.head as usize].text(self.text).to_lowercase().as_str());
        }
        [
            Class::ROLE,
            Class::SPOKESPERSON,
            Class::GROUP,
            Class::UNNAMED_SOURCE,
            Class::ORGANIZATION,
            Class::ORGANIZATION_NOUN,
            Class::INDEFINITE,
            Class::TITLE,
            Class::OUTLET,
            Class::OUTLET_HEAD,
            Class::DOCUMENT,
        ]
        .iter()
        .any(|&c| self.marks.marks[phrase.head as usize].classes.has(c))
    }
}
