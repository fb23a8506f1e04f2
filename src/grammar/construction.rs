//! Reads construction files and indexes their patterns by what a cue can begin
//! with.

use super::pattern::compile::Compiler;
use super::pattern::{Node, OF_CLASS, Pattern, Terminal, VerbTest};
use super::weights::Weights;
use crate::attribution::{Act, Conveys, CueForm, Evidentiality};
use crate::error::Error;
use crate::lexicon::{Class, ClassSet, Frames, Lexicon, WordId};
use crate::syntax::PhraseKind;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A construction of the grammar: one file of `grammar/constructions`.
#[derive(Clone, Debug)]
pub struct Construction {
    /// Its name, such as `quoted-as-saying`.
    pub id: Arc<str>,
    /// The family it belongs to, such as `quoted`.
    pub family: Box<str>,
    /// What it means, in a sentence or two.
    pub about: Box<str>,
    /// Its patterns as written.
    pub patterns: Vec<Arc<str>>,
    /// Texts that it must read, with the expected reading.
    pub examples: Vec<Example>,
    /// Texts that it must not read.
    pub counterexamples: Vec<Box<str>>,
    /// Path of its file below the grammar folder.
    pub file: Box<str>,
    /// The text of that file, as TOML for people to read.
    pub source: Box<str>,
    pub(crate) act: Option<Act>,
    pub(crate) conveys: Conveys,
    /// What the cue is made of.
    pub(crate) cue_form: CueForm,
    pub(crate) evidentiality: Evidentiality,
    pub(crate) hearsay_without_source: bool,
    /// Whether weights may decide if a reading is kept. False where the file
    /// sets `weighed = false`, since the form alone is proof enough.
    weighable: bool,
    /// Whether weights do decide: they may, and were fitted to this
    /// construction.
    pub(crate) weighed: bool,
}

/// A text and the reading that the construction must give it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The source's text; empty if there is none.
    #[serde(default)]
    pub source: String,
    /// The cue's text.
    pub cue: String,
    /// The content's text; several pieces are joined by ` … `.
    pub content: String,
    /// The chain as reports draw it, without the article at its end: `Ana Ruiz
    /// → The Daily Herald`.
    #[serde(default)]
    pub chain: Option<String>,
    /// The class in lower case: `firsthand`, `secondhand`, `hearsay` or
    /// `unsourced`.
    #[serde(default)]
    pub provenance: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    family: String,
    about: String,
    #[serde(default)]
    pattern: Option<String>,
    #[serde(default)]
    patterns: Vec<String>,
    /// Parts of the patterns, by the name that they have there.
    #[serde(default, rename = "let")]
    parts: BTreeMap<String, String>,
    #[serde(default)]
    act: Option<Act>,
    #[serde(default)]
    conveys: Conveys,
    #[serde(default, rename = "cue-form")]
    cue_form: CueForm,
    #[serde(default)]
    evidentiality: Evidentiality,
    #[serde(default)]
    rank: i32,
    #[serde(default, rename = "hearsay-without-source")]
    hearsay_without_source: bool,
    #[serde(default = "yes")]
    weighed: bool,
    #[serde(default, rename = "example")]
    examples: Vec<Example>,
    #[serde(default)]
    counterexamples: Vec<String>,
    /// The TOML text of a built-in file, which the build script adds.
    source: Option<String>,
}

fn yes() -> bool {
    true
}

/// A compiled pattern and the construction that it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) construction: u32,
    pub(super) rank: i32,
    pub(super) pattern: Pattern,
    /// Index of the pattern in the construction's `patterns`.
    pub(super) written: u32,
}

/// What a pattern asks of the place of its cue. It is kept apart from the
/// pattern, so that ruling out most patterns at a phrase reads little memory.
#[derive(Clone, Debug)]
struct Gate {
    /// Index in [`Constructions::entries`].
    entry: u32,
    /// The forms, frames and class of the phrase that the cue begins with.
    first: VerbTest,
    /// Whether the pattern asks for the subject of the cue's verb.
    has_subject: bool,
    /// The class that the subject's head must have.
    subject: Option<Class>,
    /// Whether `left` is about what is left of the subject, and not of the cue.
    past_subject: bool,
    left: Edge,
    /// What the second phrase can be, the one right of the cue's first.
    right: Edge,
}

/// What is known about a phrase before any pattern is tried with its cue there.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) forms: u16,
    /// The frames of its reporting verbs or nouns.
    pub(super) frames: Frames,
    pub(super) classes: ClassSet,
    pub(super) has_subject: bool,
    pub(super) left: Beside,
    /// What is left of the subject if that is directly before the cue, else the
    /// same as `left`.
    pub(super) left_of_subject: Beside,
    /// What is right of it, unless words of that may belong to it.
    pub(super) right: Option<Beside>,
}

/// A phrase beside a place.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    kinds: Kinds,
    /// Its word nearest to the place.
    word: WordId,
}

impl Beside {
    /// The edge of the sentence.
    pub(super) const END: Self = Self { kinds: Kinds::END, word: WordId::UNKNOWN };

    pub(super) fn new(kind: PhraseKind, word: WordId) -> Self {
        Self { kinds: Kinds::of(&[kind]), word }
    }
}

/// What the next phrase that a pattern reads can be: of one of the kinds, or one
/// that begins (read backwards, ends) with one of the words.
#[derive(Clone, Debug)]
struct Edge {
    kinds: Kinds,
    words: Vec<WordId>,
    /// A bit for each of the words, by its number modulo 64: rules out most
    /// other words at once.
    bits: u64,
}

impl Edge {
    const NONE: Self = Self::of(Kinds(0));
    const ANY: Self = Self::of(Kinds::ALL);

    const fn of(kinds: Kinds) -> Self {
        Self { kinds, words: Vec::new(), bits: 0 }
    }

    fn of_word(word: WordId) -> Self {
        Self { words: vec![word], bits: Self::bit(word), ..Self::NONE }
    }

    const fn bit(word: WordId) -> u64 {
        1 << (word.0 % 64)
    }

    fn or(mut self, other: Self) -> Self {
        self.words.extend(other.words);
        Self { kinds: self.kinds.or(other.kinds), words: self.words, bits: self.bits | other.bits }
    }

    fn fits(&self, beside: Beside) -> bool {
        self.kinds.0 & beside.kinds.0 != 0
            || self.bits & Self::bit(beside.word) != 0 && self.words.contains(&beside.word)
    }
}

/// A set of kinds of phrases.
#[derive(Clone, Copy, Debug)]
struct Kinds(u32);

impl Kinds {
    const ALL: Self = Self(u32::MAX);
    /// The edge of the sentence, where there is no phrase.
    const END: Self = Self(1 << 31);

    fn of(kinds: &[PhraseKind]) -> Self {
        Self(kinds.iter().fold(0, |all, &kind| all | 1 << kind as u32))
    }

    const fn has(self, kind: PhraseKind) -> bool {
        self.0 >> kind as u32 & 1 == 1
    }

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Gate {
    fn new(entry: u32, pattern: &Pattern) -> Self {
        let first = match pattern.right.first().map(anchor) {
            Some(Anchor::Verb(test)) => test,
            Some(Anchor::Noun(frames)) => VerbTest { frames, ..VerbTest::default() },
            _ => VerbTest::default(),
        };
        let has_subject = pattern.left.iter().any(asks_for_subject);
        let subject = match pattern.left.first() {
            Some(Node::Capture(_, node)) => Some(&**node),
            node => node,
        };
        let (past_subject, subject) = match subject {
            Some(Node::Terminal(Terminal::Subject)) => (true, None),
            Some(Node::Terminal(Terminal::SubjectOf(class))) => (true, Some(*class)),
            _ => (false, None),
        };
        let left = edge(&pattern.left[usize::from(past_subject)..], true).0;
        Self { entry, first, has_subject, subject, past_subject, left, right: second(&pattern.right) }
    }

    /// Whether the pattern could match with its cue at `place`. This is a cheap
    /// test that rules out most patterns before one is tried.
    fn is_open_at(&self, place: Place) -> bool {
        place.forms & self.first.want == self.first.want
            && place.forms & self.first.refuse == 0
            && (self.first.frames == Frames::default() || self.first.frames.any(place.frames))
            && (place.has_subject || !self.has_subject)
            && self.first.class.is_none_or(|class| place.classes.has(class))
            && place.right.is_none_or(|right| self.right.fits(right))
            && self.left.fits(if self.past_subject { place.left_of_subject } else { place.left })
    }
}

/// All constructions, with their patterns indexed by what a cue can begin with.
#[derive(Clone, Debug, Default)]
pub(super) struct Constructions {
    pub(super) list: Vec<Construction>,
    /// All patterns, those of the highest rank first.
    pub(super) entries: Vec<Entry>,
    /// For each [`PhraseKind`], the patterns whose cue can begin with a phrase
    /// of that kind, without those of `on_word`, in the order of `entries`.
    on_kind: Vec<Vec<Gate>>,
    /// Those of them that ask for no frame: all that can begin with a verb or
    /// noun that reports nothing.
    on_any: Vec<Vec<Gate>>,
    /// The patterns whose cue begins with a word that they give.
    on_word: FxHashMap<WordId, Vec<Gate>>,
}

/// What the first element of a pattern's cue can be.
enum Anchor {
    Verb(VerbTest),
    Noun(Frames),
    Words(Vec<WordId>),
    Other,
}

fn anchor(node: &Node) -> Anchor {
    match node {
        Node::Sequence(nodes) => nodes.first().map_or(Anchor::Other, anchor),
        Node::Capture(_, node) => anchor(node),
        Node::Repeat { node, least, .. } if *least > 0 => anchor(node),
        Node::Literal(words) => Anchor::Words(words.first().copied().into_iter().collect()),
        Node::Terminal(Terminal::Verb(test) | Terminal::VerbPreposition(test)) => Anchor::Verb(*test),
        Node::Terminal(Terminal::ReportingNoun(frames) | Terminal::NounPreposition(frames)) => Anchor::Noun(*frames),
        Node::Choice(nodes) => {
            let mut words = Vec::new();
            let mut verbs = Vec::new();
            for node in nodes {
                match anchor(node) {
                    Anchor::Words(more) => words.extend(more),
                    Anchor::Verb(test) => verbs.push(test),
                    _ => return Anchor::Other,
                }
            }
            match (verbs.into_iter().reduce(VerbTest::either), words.is_empty()) {
                (None, false) => Anchor::Words(words),
                (Some(test), true) => Anchor::Verb(test),
                _ => Anchor::Other,
            }
        }
        _ => Anchor::Other,
    }
}

/// Returns what the second phrase matched by `nodes` can be. Anything, unless
/// the first element is a verb or reporting noun.
fn second(nodes: &[Node]) -> Edge {
    let mut rest: Vec<&Node> = nodes.iter().rev().collect();
    loop {
        match rest.pop() {
            Some(Node::Sequence(nodes)) => rest.extend(nodes.iter().rev()),
            Some(Node::Capture(_, node)) => rest.push(node),
            Some(Node::Terminal(Terminal::Verb(_) | Terminal::ReportingNoun(_))) => {
                return edge(rest.iter().rev().copied(), false).0;
            }
            Some(Node::Terminal(Terminal::VerbPreposition(_) | Terminal::NounPreposition(_))) => {
                let kinds = &[PhraseKind::Preposition, PhraseKind::Subordinator, PhraseKind::Adverb];
                return Edge::of(Kinds::of(kinds));
            }
            _ => return Edge::ANY,
        }
    }
}

/// Returns what the first phrase matched by `nodes` can be, and whether `nodes`
/// can match nothing; if they can, anything. `backward` is whether they are left
/// of the cue, where they are read backwards.
fn edge<'n>(nodes: impl IntoIterator<Item = &'n Node>, backward: bool) -> (Edge, bool) {
    let mut all = Edge::NONE;
    for node in nodes {
        let (first, is_empty) = match node {
            Node::Sequence(nodes) => edge(nodes, backward),
            Node::Choice(nodes) => {
                let each = nodes.iter().map(|node| edge([node], backward));
                each.fold((Edge::NONE, false), |all, one| (all.0.or(one.0), all.1 || one.1))
            }
            Node::Capture(_, node) => edge([&**node], backward),
            Node::Repeat { node, least, .. } => {
                let (first, is_empty) = edge([&**node], backward);
                (first, is_empty || *least == 0)
            }
            Node::Terminal(terminal) => {
                let kinds = if backward { last_of(*terminal) } else { first_of(*terminal) };
                (Edge::of(kinds), false)
            }
            Node::Class(_) => (Edge::of(Kinds::of(OF_CLASS)), false),
            Node::Literal(words) => {
                let word = if backward { words.last() } else { words.first() };
                word.map_or((Edge::NONE, true), |&word| (Edge::of_word(word), false))
            }
        };
        all = all.or(first);
        if !is_empty {
            return (all, false);
        }
    }
    (Edge::ANY, true)
}

/// Returns the kinds of phrases with which a non-terminal can begin right of
/// the cue.
fn first_of(terminal: Terminal) -> Kinds {
    use PhraseKind as K;
    match terminal {
        Terminal::Verb(_)
        | Terminal::VerbPreposition(_)
        | Terminal::Hedged
        | Terminal::Infinitive
        | Terminal::GerundPhrase => Kinds::of(&[K::Verb]),
        Terminal::ReportingAdjective(_) | Terminal::AdjectivePreposition(_) => {
            Kinds::of(&[K::Adjective, K::Verb, K::Noun])
        }
        Terminal::ReportingNoun(_)
        | Terminal::NounPreposition(_)
        | Terminal::Light(_)
        | Terminal::BaseNounPhrase
        | Terminal::Capitals
        | Terminal::Name
        | Terminal::Pronoun => Kinds::of(&[K::Noun]),
        Terminal::NounPhrase
        | Terminal::NounPhraseOf(_)
        | Terminal::Subject
        | Terminal::SubjectOf(_)
        | Terminal::Outlet
        | Terminal::Speaker => Kinds::of(&[K::Noun, K::Possessor]),
        Terminal::Object => Kinds::of(&[K::Noun, K::Possessor, K::Quote, K::Adjective]),
        Terminal::Question => Kinds::of(&[K::Wh, K::Subordinator]),
        Terminal::Adjunct => Kinds::of(&[K::Time, K::Adverb, K::Parenthesis, K::Preposition]),
        Terminal::Preposition | Terminal::PrepositionalPhrase => Kinds::of(&[K::Preposition]),
        Terminal::Possessor => Kinds::of(&[K::Possessor]),
        Terminal::Quote => Kinds::of(&[K::Quote]),
        Terminal::That => Kinds::of(&[K::That]),
        Terminal::Wh => Kinds::of(&[K::Wh]),
        Terminal::Conjunction => Kinds::of(&[K::Conjunction]),
        Terminal::Comma => Kinds::of(&[K::Comma]),
        Terminal::Colon => Kinds::of(&[K::Colon]),
        Terminal::Dash => Kinds::of(&[K::Dash]),
        Terminal::Semicolon => Kinds::of(&[K::Semicolon]),
        Terminal::Parenthesis => Kinds::of(&[K::Parenthesis]),
        Terminal::Time => Kinds::of(&[K::Time]),
        Terminal::Adverb | Terminal::AdverbOf(_) => Kinds::of(&[K::Adverb]),
        Terminal::Adjective => Kinds::of(&[K::Adjective]),
        Terminal::End => Kinds::of(&[K::Stop, K::Symbol]).or(Kinds::END),
        Terminal::Next | Terminal::NextQuote => Kinds::of(&[K::Stop, K::Symbol, K::Colon]).or(Kinds::END),
        _ => Kinds::ALL,
    }
}

/// Returns the kinds of phrases with which a non-terminal can end left of the
/// cue, where it is read backwards.
fn last_of(terminal: Terminal) -> Kinds {
    use PhraseKind as K;
    match terminal {
        Terminal::Start | Terminal::Previous | Terminal::PreviousQuote => Kinds::END,
        Terminal::Before | Terminal::BeforePart | Terminal::Quoted | Terminal::Speech => {
            Kinds::of(&[K::Comma, K::Dash, K::Quote])
        }
        // What they read depends on the direction.
        Terminal::End
        | Terminal::Next
        | Terminal::NextQuote
        | Terminal::NounPhrase
        | Terminal::NounPhraseOf(_)
        | Terminal::Subject
        | Terminal::SubjectOf(_)
        | Terminal::Outlet
        | Terminal::Speaker
        | Terminal::Infinitive
        | Terminal::GerundPhrase
        | Terminal::Object
        | Terminal::Question => Kinds::ALL,
        other => first_of(other),
    }
}

fn asks_for_subject(node: &Node) -> bool {
    match node {
        Node::Sequence(nodes) => nodes.iter().any(asks_for_subject),
        Node::Capture(_, node) => asks_for_subject(node),
        Node::Terminal(terminal) => matches!(terminal, Terminal::Subject | Terminal::SubjectOf(_)),
        _ => false,
    }
}

impl Constructions {
    /// Reads one construction file. A construction with the id of an earlier
    /// one replaces it.
    pub(super) fn add(&mut self, file: &str, text: &str, lexicon: &mut Lexicon) -> Result<(), Error> {
        let raw: File = crate::lexicon::parse(file, text)?;
        // Errors show a built-in file as it is written.
        let text = raw.source.as_deref().unwrap_or(text);
        let written: Vec<&String> = raw.pattern.iter().chain(&raw.patterns).collect();
        if written.is_empty() {
            return Err(Error::new("a construction needs `pattern` or `patterns`").at(
                file,
                text,
                crate::lexicon::place(text, &raw.id),
            ));
        }
        if raw.examples.is_empty() {
            return Err(Error::new(format!("the construction `{}` has no example", raw.id))
                .at(file, text, crate::lexicon::place(text, &raw.id))
                .with_help("add an [[example]] with text, source, cue and content: it is the construction's test"));
        }
        let index = match self.list.iter().position(|c| *c.id == *raw.id) {
            Some(old) => {
                self.entries.retain(|e| e.construction as usize != old);
                old
            }
            None => self.list.len(),
        };
        let mut compiler = Compiler::new(&raw.parts, lexicon, file, text)?;
        for (pattern, written) in written.iter().zip(0..) {
            for pattern in compiler.patterns(pattern)? {
                self.entries.push(Entry { construction: index as u32, rank: raw.rank, pattern, written });
            }
        }
        compiler.finish()?;
        let construction = Construction {
            id: raw.id.as_str().into(),
            family: raw.family.into(),
            about: raw.about.into(),
            patterns: written.iter().map(|p| p.as_str().into()).collect(),
            examples: raw.examples,
            counterexamples: raw.counterexamples.into_iter().map(Into::into).collect(),
            file: file.into(),
            weighable: raw.weighed,
            weighed: false,
            source: text.into(),
            act: raw.act,
            conveys: raw.conveys,
            cue_form: raw.cue_form,
            evidentiality: raw.evidentiality,
            hearsay_without_source: raw.hearsay_without_source,
        };
        if index == self.list.len() {
            self.list.push(construction);
        } else {
            self.list[index] = construction;
        }
        Ok(())
    }

    /// Marks the constructions that the weights were fitted to.
    pub(super) fn weigh(&mut self, keep: &Weights) {
        for construction in &mut self.list {
            construction.weighed = construction.weighable && keep.knows(&format!("construction={}", construction.id));
        }
    }

    /// Sorts and indexes the patterns. Call it once, after the last file.
    pub(super) fn finish(&mut self) {
        // The sort is stable: patterns of equal rank keep the order in which
        // they were added.
        self.entries.sort_by_key(|e| std::cmp::Reverse(e.rank));
        self.on_kind = vec![Vec::new(); PhraseKind::ALL.len()];
        self.on_any = self.on_kind.clone();
        for (entry, index) in self.entries.iter().zip(0..) {
            let gate = Gate::new(index, &entry.pattern);
            if let Some(Anchor::Words(words)) = entry.pattern.right.first().map(anchor) {
                for word in words {
                    let list = self.on_word.entry(word).or_default();
                    if list.last().is_none_or(|last| last.entry != index) {
                        list.push(gate.clone());
                    }
                }
                continue;
            }
            let first = edge(&entry.pattern.right, false).0;
            // A word that the cue may begin with can be a phrase of any kind.
            let kinds = if first.words.is_empty() { first.kinds } else { Kinds::ALL };
            for &kind in PhraseKind::ALL.iter().filter(|&&kind| kinds.has(kind)) {
                self.on_kind[kind as usize].push(gate.clone());
                if gate.first.frames == Frames::default() {
                    self.on_any[kind as usize].push(gate.clone());
                }
            }
        }
    }

    /// Returns the patterns whose cue can begin with a phrase of this kind,
    /// highest rank first. `word` is the phrase's first word. `place` is only
    /// asked for if there are such patterns, and `subject_has`, whether its
    /// subject's head has a class, last of all.
    pub(super) fn at(
        &self,
        kind: PhraseKind,
        word: WordId,
        place: impl FnOnce() -> Place,
        subject_has: impl Fn(Class) -> bool,
    ) -> impl Iterator<Item = &Entry> {
        let mut by_kind = &self.on_kind[kind as usize][..];
        let mut by_word = self.on_word.get(&word).map_or(&[][..], Vec::as_slice);
        let place = (!by_kind.is_empty() || !by_word.is_empty()).then(place);
        if place.is_some_and(|place| place.frames == Frames::default()) {
            by_kind = &self.on_any[kind as usize];
        }
        std::iter::from_fn(move || {
            let place = place?;
            loop {
                // Both lists are in the order of `entries`, so the smaller
                // number is the higher rank.
                let next = match (by_kind.first(), by_word.first()) {
                    (Some(a), Some(b)) if b.entry < a.entry => by_word.split_off_first(),
                    (Some(_), _) => by_kind.split_off_first(),
                    (None, _) => by_word.split_off_first(),
                }?;
                if next.is_open_at(place) && next.subject.is_none_or(&subject_has) {
                    return Some(&self.entries[next.entry as usize]);
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Grammar;

    /// How many characters a pattern or part may have, so that people can read it.
    const LONGEST: usize = 150;

    #[test]
    fn files_have_the_name_of_their_construction_and_folders_that_of_a_family() {
        for construction in Grammar::builtin().constructions() {
            let name = format!("constructions/{}/{}.toml", construction.family, construction.id);
            assert_eq!(*construction.file, name);
        }
    }

    #[test]
    fn patterns_can_be_read() {
        for construction in Grammar::builtin().constructions() {
            let text = construction.source.split("[[example]]").next().unwrap_or("");
            let parts = text.lines().filter_map(|line| Some(line.split_once(" = '")?.1));
            for pattern in construction.patterns.iter().map(|pattern| &**pattern).chain(parts) {
                let length = pattern.chars().count();
                assert!(length <= LONGEST, "{}: {length} characters: {pattern}", construction.file);
            }
        }
    }
}
