//! Holds a sentence with all data that matching a construction needs.

use super::gate::{Beside, Place};
use super::pattern::form;
use super::weights::Value;
use crate::closed_class::{ANSWERS, BY, EXPLETIVES, HAVE, IT, THE, THERE, WHICH};
use crate::lexicon::{Class, ClassSet, Frames, Lexicon, Marks, PredicateKind, WordId};
use crate::span::TokenSpan;
use crate::syntax::{self, Phrase, PhraseKind as K, Subject};
use crate::token::{Shape, Token};
use crate::turn::TurnLabel;
use std::cell::{Cell, OnceCell};

/// A sentence with its phrases, subjects and marks, the lexicon, and values
/// computed once for all attempts to match a pattern. Positions in the
/// sentence are indexes of its phrases unless they are called tokens.
pub(super) struct SentenceContext<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) marks: &'a Marks,
    pub(super) lexicon: &'a Lexicon,
    pub(super) phrases: &'a [Phrase],
    pub(super) subjects: &'a [Option<Subject>],
    pub(super) counts: Counts,
    /// The values of each phrase that features of the weights use.
    pub(super) values: Vec<Values<'a>>,
    /// The first of the phrases at the sentence's end that are only stops and
    /// symbols.
    pub(super) last: u32,
    /// Like `last`, but colons count as well.
    pub(super) last_word: u32,
    /// The result of [`super::content::breaks`].
    pub(super) breaks: Vec<u32>,
    /// The result of [`super::content::left_start`] for each end.
    pub(super) left_starts: OnceCell<Vec<u32>>,
    /// Start, cue and end of the last call of [`super::content::end`], cached
    /// because several constructions ask for the same.
    pub(super) last_end: Cell<(u32, u32, u32)>,
    pub(super) known: &'a Known,
    /// The label with which the sentence opens, if it opens a turn of a
    /// transcript.
    pub(super) label: Option<TurnLabel>,
    /// Whether the text after the sentence begins with a quotation.
    pub(super) quotation_follows: bool,
    /// What the paragraph before is made of, if the sentence begins a
    /// paragraph.
    pub(super) paragraph_before: Option<Paragraph>,
}

/// Whether a paragraph is running text or one whole quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paragraph {
    Text,
    Quotation,
}

/// Frames that the code refers to by name, looked up once.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub(super) clausal: Frames,
    pub(super) paren: Frames,
    /// Frames in which what follows the verb is what was said, not its topic.
    pub(super) wording: Frames,
    pub(super) copula: Frames,
    /// Each preposition that has a frame of its own, with that frame.
    pub(super) prepositions: Vec<(WordId, Frames)>,
}

/// The values of a phrase that features use (`weights.rs`).
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) label: Value<'a>,
    pub(super) word: Value<'a>,
    pub(super) head: Value<'a>,
}

impl<'a> Values<'a> {
    pub(super) fn new(phrase: &Phrase, tokens: &[Token], text: &'a str) -> Self {
        let text_of = |token: u32| tokens[token as usize].text(text);
        // Only phrases of closed classes have a word: nouns and verbs are too
        // various for weights to learn from.
        let word = match phrase.kind {
            K::Noun if !phrase.pronoun => "",
            K::Verb | K::Quote | K::Parenthesis | K::Symbol | K::Possessor => "",
            _ => text_of(phrase.tokens.start),
        };
        Self { label: Value::new(phrase.label()), word: Value::new(word), head: Value::new(text_of(phrase.head)) }
    }

    /// The values of the position behind the last phrase.
    const END: Self = Self { label: Value::new("end"), word: Value::new(""), head: Value::new("") };
}

/// For each phrase, how many phrases of three kinds precede it. With these sums,
/// whether a range holds such a phrase is answered in constant time.
pub(super) struct Counts(Vec<Sums>);

#[derive(Clone, Copy, Default)]
struct Sums {
    clauses: u32,
    verbs: u32,
    quotes: u32,
}

impl Counts {
    pub(super) fn new(phrases: &[Phrase]) -> Self {
        let mut sums = Sums::default();
        let mut all = Vec::with_capacity(phrases.len() + 1);
        all.push(sums);
        for p in phrases {
            sums.clauses += u32::from(p.verb.finite);
            sums.verbs += u32::from(p.kind == K::Verb && p.verb.finite);
            sums.quotes += u32::from(p.kind == K::Quote);
            all.push(sums);
        }
        Self(all)
    }

    fn grows(&self, start: u32, end: u32, sum: fn(&Sums) -> u32) -> bool {
        sum(&self.0[start as usize]) < sum(&self.0[end.max(start) as usize])
    }

    /// Whether the phrases from `start` to before `end` hold a finite verb, or
    /// a quotation with one.
    pub(super) fn has_clause(&self, start: u32, end: u32) -> bool {
        self.grows(start, end, |sums| sums.clauses)
    }

    /// Whether the phrases from `start` to before `end` hold a finite verb
    /// outside quotations.
    pub(super) fn has_finite_verb(&self, start: u32, end: u32) -> bool {
        self.grows(start, end, |sums| sums.verbs)
    }

    /// Whether the phrases from `start` to before `end` hold a quotation.
    pub(super) fn has_quote(&self, start: u32, end: u32) -> bool {
        self.grows(start, end, |sums| sums.quotes)
    }
}

/// Returns the index of the first phrase from which all to the end are of
/// these kinds, or the number of phrases if the last one is not.
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

    /// Whether the phrase at this index begins with one of these words, in any
    /// case.
    pub(super) fn is(&self, phrase: u32, words: &[&str]) -> bool {
        self.starts_with(&self.phrases[phrase as usize], words)
    }

    pub(super) fn text_of(&self, token: u32) -> &str {
        self.tokens[token as usize].text(self.text)
    }

    /// Returns the values of the phrase at `at`, or those of the sentence's
    /// end if there is none.
    pub(super) fn values(&self, at: u32) -> Values<'_> {
        self.values.get(at as usize).copied().unwrap_or(Values::END)
    }

    /// Whether a phrase begins with one of these words, in any case.
    pub(super) fn starts_with(&self, phrase: &Phrase, words: &[&str]) -> bool {
        self.tokens[phrase.tokens.start as usize].is_any(self.text, words)
    }

    /// Returns the bits of `form` that are true of a verb group, which
    /// patterns test. `next` is the phrase behind it.
    pub(super) fn forms(&self, phrase: &Phrase, next: Option<&Phrase>) -> u16 {
        let v = phrase.verb;
        // *a letter seen by the Herald*: a participle before *by* is passive.
        let by = |p: &Phrase| p.kind == K::Preposition && self.starts_with(p, BY);
        let passive = v.passive || v.participle && next.is_some_and(by);
        let perfect = (phrase.tokens.start..phrase.head).any(|t| self.tokens[t as usize].is_any(self.text, HAVE));
        let forms = [
            (form::FINITE, v.finite),
            (form::GERUND, v.gerund),
            (form::INFINITIVE, v.infinitive),
            (form::PARTICIPLE, v.participle),
            (form::PASSIVE, passive),
            (form::COPULA, v.copula),
            (form::PERFECT, perfect),
        ];
        forms.iter().filter(|(_, set)| *set).fold(0, |all, (bit, _)| all | bit)
    }

    /// Returns what is left of the phrase at `at`.
    pub(super) fn left_of(&self, at: usize) -> Beside {
        let before = at.checked_sub(1).map(|before| &self.phrases[before]);
        before.map_or(Beside::END, |p| Beside::new(p.kind, self.word_of(p.tokens.end - 1)))
    }

    /// Returns what is right of the phrase at `at`.
    pub(super) fn right_of(&self, at: usize) -> Beside {
        self.phrases.get(at + 1).map_or(Beside::END, |p| Beside::new(p.kind, self.word_of(p.tokens.start)))
    }

    /// Returns what is known about the phrase at `at` before a pattern is tried
    /// there.
    pub(super) fn place(&self, at: u32) -> Place {
        let at = at as usize;
        let phrase = &self.phrases[at];
        let subject = self.subjects[at];
        let start = subject.filter(|s| s.direct).map_or(at, |s| s.start as usize);
        Place {
            forms: self.forms(phrase, self.phrases.get(at + 1)),
            frames: self.frames(phrase),
            classes: self.marks.marks[phrase.head as usize].classes,
            has_subject: subject.is_some(),
            left: self.left_of(at),
            left_of_subject: self.left_of(start),
            right: (!self.has_tail(phrase)).then(|| self.right_of(at)),
        }
    }

    /// Whether the head of the subject of the verb group at `at` has the class.
    pub(super) fn subject_has(&self, at: u32, class: Class) -> bool {
        self.subjects[at as usize].is_some_and(|subject| {
            let phrases = &self.phrases[subject.start as usize..subject.end as usize];
            phrases.iter().find(|p| p.kind == K::Noun).is_some_and(|p| self.heads(p, class))
        })
    }

    /// Whether the word behind a phrase begins the tail of a predicate that the
    /// phrase's head is a form of: *ruled out*.
    pub(super) fn has_tail(&self, phrase: &Phrase) -> bool {
        let next = self.marks.marks.get(phrase.tokens.end as usize).map(|m| m.word);
        let predicates = self.lexicon.predicates(self.word_of(phrase.head)).iter();
        predicates
            .map(|&(index, _)| self.lexicon.predicate(index))
            .any(|p| p.tail.first().is_some_and(|w| Some(*w) == next))
    }

    /// Returns all frames of the reporting verbs (for a verb group) or
    /// reporting nouns (for other phrases) that the head is a form of.
    pub(super) fn frames(&self, phrase: &Phrase) -> Frames {
        let kind = if phrase.kind == K::Verb { PredicateKind::Verb } else { PredicateKind::Noun };
        let predicates = self.lexicon.predicates(self.word_of(phrase.head)).iter();
        let own = predicates.map(|&(index, _)| self.lexicon.predicate(index)).filter(|p| p.kind == kind);
        own.fold(Frames::default(), |all, p| all.union(p.frames))
    }

    /// Returns the reporting verb of a verb group that has one of the frames
    /// and whose tail fits; the longest tail wins. The result is the index of
    /// the predicate and the number of tokens of its tail behind the group.
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
            // *shot back:*: the tail is already part of the verb group.
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

    /// Whether the head of a noun phrase is of this class. An outlet is also
    /// recognised by the form of its name.
    pub(super) fn heads(&self, phrase: &Phrase, class: Class) -> bool {
        let has = |c: Class| self.marks.marks[phrase.head as usize].classes.has(c);
        let outlet =
            || has(Class::OUTLET_HEAD) || phrase.name && (has(Class::OUTLET_NAME_LAST) || self.names_publisher(phrase));
        phrase.kind == K::Noun && !phrase.pronoun && (has(class) || class == Class::OUTLET && outlet())
    }

    /// Whether a name follows a noun that says it is an outlet: *the newspaper
    /// Al-Nahar*, *Radio Vessin*.
    fn names_publisher(&self, phrase: &Phrase) -> bool {
        let other = ClassSet::of(&[Class::ROLE, Class::TITLE, Class::SPOKESPERSON, Class::PLACE, Class::ORGANIZATION]);
        let mark = |t: u32| &self.marks.marks[t as usize];
        let shape = |t: u32| self.tokens[t as usize].shape;
        // *the broadcaster Ana Ruiz* is a person, *the broadcaster VTK* an
        // outlet: a noun that is also a role needs a name in capitals.
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

    /// Whether the subject is an *it* or *there* that refers to no one: *it
    /// seems, it is hard to say, there was talk*.
    pub(super) fn is_empty_subject(&self, subject: Subject, cue: u32) -> bool {
        let pronoun = &self.phrases[subject.start as usize];
        if !pronoun.pronoun || subject.end != subject.start + 1 && !subject.direct {
            return false;
        }
        if self.starts_with(pronoun, THERE) {
            return true;
        }
        let verb = if subject.direct { self.phrases.get(cue as usize) } else { self.phrases.get(subject.end as usize) };
        self.starts_with(pronoun, IT)
            && verb.is_some_and(|v| {
                v.kind == K::Verb && (v.verb.copula || self.verb_predicate(v, self.known.copula).is_some())
            })
    }

    /// Returns the noun phrase that the *which* at `tokens` refers to: the one
    /// right before it, or before its comma.
    pub(super) fn relative_host(&self, tokens: TokenSpan) -> Option<TokenSpan> {
        let pronoun = self.phrases.partition_point(|p| p.tokens.start < tokens.start);
        let at = |back: usize| pronoun.checked_sub(back).and_then(|i| self.phrases.get(i));
        let relative = |p: &&Phrase| p.kind == K::Wh && p.tokens == tokens && self.starts_with(p, WHICH);
        self.phrases.get(pronoun).filter(relative)?;
        let before = at(1).filter(|p| p.kind != K::Comma).or_else(|| at(2));
        before.filter(|p| p.kind == K::Noun && !p.pronoun).map(|p| p.tokens)
    }

    /// Whether a name is an organization's and not a person's, so that a
    /// prepositional phrase behind it can belong to it.
    pub(super) fn is_body(&self, phrase: &Phrase) -> bool {
        self.starts_with(phrase, THE)
            || self.marks.marks[phrase.head as usize]
                .classes
                .any(ClassSet::of(&[Class::ORGANIZATION_NOUN, Class::ORGANIZATION]))
    }

    /// Returns the sentence in the form that the subject finder takes.
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

    /// Whether a phrase is a label, which is not a speaker before a colon:
    /// *Watch*, *Editor's note*.
    pub(super) fn is_label(&self, phrase: &Phrase) -> bool {
        self.marks.marks[phrase.head as usize].classes.has(Class::LABEL)
    }

    pub(super) fn is_speaker(&self, phrase: &Phrase) -> bool {
        if phrase.kind != K::Noun {
            return false;
        }
        if self.is_label(phrase) || phrase.tokens.len() == 1 && self.starts_with(phrase, ANSWERS) {
            return false;
        }
        if phrase.name {
            return true;
        }
        if phrase.pronoun {
            return !self.tokens[phrase.head as usize].is_any(self.text, EXPLETIVES);
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
