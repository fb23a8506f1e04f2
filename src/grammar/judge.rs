//! Decides by weights whether a reading is an attribution.
//!
//! A construction describes a form that attributions have. *The mayor opposed
//! the plan* and *the tide opposed the boat* both have it; the words and what
//! stands around them tell them apart. This module lists these features of a
//! reading; `weights.rs` sums their weights.

use super::attempt::Match;
use super::pattern::Capture;
use super::sentence_context::SentenceContext;
use super::weights::{Features, Template, Value, Weights, tell};
use crate::lexicon::Class;
use crate::span::TokenSpan;
use crate::syntax::{Phrase, PhraseKind as K};
use crate::token::Shape;

/// A reading and where it is.
pub(super) struct Candidate<'s, 'a> {
    pub(super) context: &'s SentenceContext<'a>,
    /// The construction's id.
    pub(super) construction: Value<'s>,
    pub(super) found: &'s Match,
    /// The phrase that the cue begins with.
    pub(super) cue: u32,
    /// The kind of its block: `title`, `paragraph`, …
    pub(super) block: &'static str,
    /// Whether it is inside a quotation.
    pub(super) quoted: bool,
}

/// What the features of a reading have in common.
struct Parts<'v> {
    /// The word that is the cue's head.
    head: &'v str,
    lemma: Value<'v>,
    act: Value<'v>,
    /// What kind of phrase the cue begins with.
    form: Value<'v>,
    cue: Option<TokenSpan>,
    source: Option<TokenSpan>,
    /// The kind of the source and its head.
    holder: Value<'v>,
    holder_head: Value<'v>,
}

/// Classes of a noun phrase's head that say whether it can be a source, with
/// their values. The first that fits is used.
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

/// Values that many features share.
pub(super) const START: Value<'static> = Value::new("start");
pub(super) const END: Value<'static> = Value::new("end");
pub(super) const NONE: Value<'static> = Value::new("none");
pub(super) const SHARED: Value<'static> = Value::new("shared");
pub(super) const EMPTY: Value<'static> = Value::new("");

/// A truth value as `y` or `n`.
pub(super) fn yes(holds: bool) -> Value<'static> {
    if holds { const { Value::new("y") } } else { const { Value::new("n") } }
}

/// A reading is rejected early if the weights of its verb are below this.
const HOPELESS: f32 = -0.05;

/// Whether a verb without a lexicon entry for its frame (*took the bus*) is so
/// rarely a cue that other features need not be computed. This saves time,
/// since open constructions match at almost every verb.
pub(super) fn is_hopeless(
    context: &SentenceContext<'_>,
    construction: Value<'_>,
    found: &Match,
    weights: &Weights,
) -> bool {
    // A mark (*Ito: "…"*) is not a verb.
    let mark = || !context.text_of(found.head).contains(char::is_alphabetic);
    if found.predicate.is_some() || mark() {
        return false;
    }
    let lemma = Value::new(stem(context.text_of(found.head)));
    let of = |template, values: &[Value<'_>]| weights.of(template, values);
    of(const { Template::new("lemma") }, &[lemma])
        + of(const { Template::new("lemma-construction") }, &[lemma, construction])
        < HOPELESS
}

impl Candidate<'_, '_> {
    /// Adds the features of the reading.
    pub(super) fn tell(&self, f: &mut impl Features) {
        let parts = self.parts();
        self.tell_cue(&parts, f);
        self.tell_source(&parts, f);
        self.tell_content(&parts, f);
        self.tell_surroundings(&parts, f);
        self.tell_clauses_before(&parts, f);
    }

    fn parts(&self) -> Parts<'_> {
        let context = self.context;
        let predicate = self.found.predicate.map(|p| context.lexicon.predicate(p));
        let head = context.text_of(self.found.head);
        // If the verb reports in other frames, it has its act from there: such
        // a verb is likelier to report in this frame too.
        let other = || context.lexicon.predicates(context.marks.marks[self.found.head as usize].word).first();
        let act = predicate.or_else(|| other().map(|&(p, _)| context.lexicon.predicate(p)));
        let source = self.capture(Capture::Source);
        let (holder, holder_head) = source.map_or((NONE, EMPTY), |s| self.noun(s));
        Parts {
            head,
            lemma: Value::new(predicate.map_or(stem(head), |p| &p.lemma)),
            act: act.map_or(NONE, |p| Value::new(p.act.as_str())),
            form: context.values(self.cue).label,
            cue: self.capture(Capture::Cue),
            source,
            holder,
            holder_head,
        }
    }

    fn tell_cue(&self, parts: &Parts<'_>, f: &mut impl Features) {
        let context = self.context;
        let c = self.construction;
        let Parts { head, lemma, act, form, .. } = *parts;
        let group = &context.phrases[self.cue as usize];
        let aux = group.kind == K::Verb && group.tokens.len() > 1;
        let aux = Value::new(if aux { context.text_of(group.tokens.start) } else { "" });
        let suffix = Value::new(head.char_indices().rev().nth(1).map_or(head, |(i, _)| &head[i..]));
        tell!(f, "construction", c);
        tell!(f, "form", c, form, suffix);
        tell!(f, "aux", c, aux);
        tell!(f, "aux-act", act, aux, form);
        tell!(f, "lemma", lemma);
        tell!(f, "lemma-construction", lemma, c);
        tell!(f, "lemma-form", lemma, form);
        tell!(f, "lemma-suffix", lemma, suffix);
        tell!(f, "act", act, c);
        tell!(f, "act-form", act, form, suffix);
        tell!(f, "modal", yes(group.verb.modal), yes(group.verb.negated), c);
        tell!(f, "modal-act", yes(group.verb.modal), yes(group.verb.negated), act);
    }

    fn tell_source(&self, parts: &Parts<'_>, f: &mut impl Features) {
        let context = self.context;
        let c = self.construction;
        let Parts { lemma, act, form, source, holder, holder_head, .. } = *parts;
        let direct = match context.subjects.get(self.cue as usize).copied().flatten() {
            None => NONE,
            Some(s) if s.direct => const { Value::new("direct") },
            Some(_) => SHARED,
        };
        tell!(f, "holder", holder, c);
        tell!(f, "holder-act", holder, act, form);
        tell!(f, "holder-lemma", holder, lemma);
        tell!(f, "holder-word", holder_head);
        tell!(f, "holder-word-act", holder_head, act);
        tell!(f, "direct", direct, c, form);
        let shape = source.map_or(NONE, |s| match context.tokens[s.start as usize].shape {
            Shape::Upper => const { Value::new("upper") },
            Shape::Capital => const { Value::new("capital") },
            _ => const { Value::new("other") },
        });
        tell!(f, "holder-shape", shape, c, Value::new(self.block));
        tell!(f, "holder-length", c, length(source.map_or(0, |s| s.len())));
    }

    fn tell_content(&self, parts: &Parts<'_>, f: &mut impl Features) {
        let context = self.context;
        let c = self.construction;
        let Parts { lemma, act, form, cue, holder, .. } = *parts;
        let content = self.capture(Capture::Content);
        let first = content.and_then(|s| self.phrase_at(s.start));
        let kind = first.map_or(NONE, |i| context.values(i).label);
        let word = first.map_or(EMPTY, |i| context.values(i).word);
        let (held, held_head) = content.map_or((NONE, EMPTY), |s| self.noun(s));
        let within = content.map_or((0, 0), |s| self.range(s));
        let finite = yes(context.counts.has_finite_verb(within.0, within.1));
        let quote = yes(context.counts.has_quote(within.0, within.1));
        let side = match (content, cue) {
            (Some(content), Some(cue)) if content.start < cue.start => const { Value::new("left") },
            _ => const { Value::new("right") },
        };
        let size = length(content.map_or(0, |s| s.len()));
        tell!(f, "kind", kind, c, side);
        tell!(f, "kind-act", kind, act, form);
        tell!(f, "kind-lemma", kind, lemma);
        tell!(f, "kind-word", c, word);
        tell!(f, "held", held, c);
        tell!(f, "held-lemma", held, lemma);
        tell!(f, "held-holder", held, holder, act);
        tell!(f, "held-word", held_head, act);
        tell!(f, "finite", finite, quote, c, side);
        tell!(f, "finite-act", finite, quote, act, holder);
        tell!(f, "size", size, c);
        tell!(f, "size-kind", size, kind, act);
        tell!(f, "quote-lemma", quote, lemma);
    }

    /// Adds the features of the words and marks around the reading, and of its
    /// block.
    fn tell_surroundings(&self, parts: &Parts<'_>, f: &mut impl Features) {
        let context = self.context;
        let c = self.construction;
        let Parts { lemma, act, form, cue, holder, holder_head, .. } = *parts;
        let label = |i: u32| context.values(i).label;
        let word = |i: u32| context.values(i).word;
        let (before_label, before_word) = self.before(parts);
        tell!(f, "before", before_label, before_word, c);
        tell!(f, "before-act", before_label, before_word, act, form);
        tell!(f, "before-holder", before_label, before_word, holder);
        let cue_before = self.cue.checked_sub(1).map_or(START, label);
        tell!(f, "cue-before", cue_before, form, c);
        let behind = cue.and_then(|s| self.phrase_at(s.end));
        let (behind_label, behind_word) = behind.map_or((END, EMPTY), |i| (label(i), word(i)));
        tell!(f, "behind", behind_label, behind_word, c);
        tell!(f, "behind-lemma", behind_label, behind_word, lemma);
        let opener = word(0);
        tell!(f, "opener", label(0), opener, c);
        tell!(f, "opener-act", opener, act);
        let question = context.phrases.last().is_some_and(|p| context.text_of(p.tokens.start).starts_with('?'));
        tell!(f, "question", yes(question), c);
        let block = Value::new(self.block);
        tell!(f, "block", block, c);
        tell!(f, "block-form", block, form, holder);
        tell!(f, "quoted", yes(self.quoted), c, holder);
        tell!(f, "quoted-act", yes(self.quoted), act, holder_head);
    }

    /// Adds the features of the verbs before the cue.
    fn tell_clauses_before(&self, parts: &Parts<'_>, f: &mut impl Features) {
        let context = self.context;
        let Parts { act, form, .. } = *parts;
        // The verb before a non-finite cue: *failed to convince*, *by
        // criticising*.
        let above = (self.cue.saturating_sub(6)..self.cue).rev().find(|&i| context.kind(i) == Some(K::Verb));
        if !context.phrases[self.cue as usize].verb.finite {
            tell!(f, "above", above.map_or(EMPTY, |i| context.values(i).head), form);
            tell!(f, "above-act", above.map_or(NONE, |i| context.values(i).label), act, form);
        }
        let reporting =
            context.phrases[..self.cue as usize].iter().rev().take(30).any(|p| {
                p.kind == K::Verb && p.verb.finite && context.verb_predicate(p, context.known.clausal).is_some()
            });
        tell!(f, "reported", yes(reporting), self.construction, form);
        tell!(f, "reported-act", yes(reporting), act, self.before(parts).0);
    }

    /// Returns the label and word of the phrase before the source and cue.
    fn before(&self, parts: &Parts<'_>) -> (Value<'_>, Value<'_>) {
        let from = match (parts.source, parts.cue) {
            (Some(source), Some(cue)) => Some(if source.start < cue.start { source } else { cue }),
            (Some(_), None) => None,
            (None, cue) => cue,
        };
        let before = from.and_then(|s| self.phrase_at(s.start)).and_then(|i| i.checked_sub(1));
        before.map_or((START, EMPTY), |i| (self.context.values(i).label, self.context.values(i).word))
    }

    fn capture(&self, wanted: Capture) -> Option<TokenSpan> {
        self.found.captures.iter().find(|(c, _)| *c == wanted).map(|(_, s)| *s)
    }

    /// Returns the phrase that contains a token, or `None` behind the last
    /// phrase.
    fn phrase_at(&self, token: u32) -> Option<u32> {
        let at = self.context.phrases.partition_point(|p| p.tokens.end <= token);
        (at < self.context.phrases.len()).then_some(at as u32)
    }

    /// Returns the range of the phrases that overlap a span of tokens.
    fn range(&self, tokens: TokenSpan) -> (u32, u32) {
        let phrases = self.context.phrases;
        let from = phrases.partition_point(|p| p.tokens.end <= tokens.start);
        let to = phrases.partition_point(|p| p.tokens.start < tokens.end);
        (from as u32, to.max(from) as u32)
    }

    /// Returns the kind of the first noun phrase, pronoun, *wh*-word or
    /// quotation in a span, and its head unless that is a name or quotation.
    fn noun(&self, tokens: TokenSpan) -> (Value<'_>, Value<'_>) {
        let context = self.context;
        let (from, to) = self.range(tokens);
        let kind = |i: u32| context.phrases[i as usize].kind;
        let Some(at) = (from..to).take(4).find(|&i| matches!(kind(i), K::Noun | K::Wh | K::That | K::Quote)) else {
            return (if from < to { context.values(from).label } else { NONE }, EMPTY);
        };
        let (noun, word) = (&context.phrases[at as usize], context.values(at).head);
        if noun.kind != K::Noun || noun.pronoun {
            return (context.values(at).label, if noun.kind == K::Quote { EMPTY } else { word });
        }
        match (noun.name, head_class(context, noun)) {
            (true, class) => (class.map_or(const { Value::new("name") }, Value::new), EMPTY),
            (false, class) => (class.map_or(const { Value::new("noun") }, Value::new), word),
        }
    }
}

/// Returns the class of a noun phrase's head, or the label of any other phrase.
pub(super) fn class_of(context: &SentenceContext<'_>, phrase: &Phrase) -> &'static str {
    if phrase.kind != K::Noun || phrase.pronoun {
        return phrase.label();
    }
    head_class(context, phrase).unwrap_or(phrase.label())
}

/// Returns the first of [`CLASSES`] that the head of a noun phrase has.
fn head_class(context: &SentenceContext<'_>, phrase: &Phrase) -> Option<&'static str> {
    let classes = context.marks.marks[phrase.head as usize].classes;
    CLASSES.iter().find(|(c, _)| classes.has(*c)).map(|(_, name)| *name)
}

/// Returns the part of a word that all forms of a regular verb share.
fn stem(word: &str) -> &str {
    let endings = ["ying", "ies", "ied", "ing", "es", "ed", "s", "e", "y"];
    let stripped = endings.iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word);
    if stripped.len() < 3 { word } else { stripped }
}

fn length(tokens: u32) -> Value<'static> {
    Value::new(match tokens {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "4",
        5..=7 => "7",
        8..=12 => "12",
        13..=20 => "20",
        _ => "21",
    })
}
