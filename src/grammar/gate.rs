//! What a pattern requires of the place of its cue, as a cheap test that rules
//! out most patterns before one is tried.

use super::pattern::{Left, Node, OF_CLASS, Pattern, Terminal, VerbTest};
use crate::lexicon::{Class, ClassSet, Frames, WordId};
use crate::syntax::PhraseKind;

/// What a pattern requires of the place of its cue. It is kept apart from the
/// pattern, so that ruling out most patterns at a phrase reads little memory.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    /// The number of the pattern.
    pub(super) entry: u32,
    /// The forms, frames and class of the phrase that the cue begins with.
    first: VerbTest,
    /// Whether the pattern asks for the subject of the cue's verb.
    has_subject: bool,
    /// The class that the subject's head must have.
    pub(super) subject: Option<Class>,
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
    pub(super) fn new(entry: u32, pattern: &Pattern) -> Self {
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

    /// Whether the cue can begin with a verb or noun that reports nothing.
    pub(super) fn asks_for_no_frame(&self) -> bool {
        self.first.frames == Frames::default()
    }

    /// Whether the pattern could match with its cue at `place`. This is a cheap
    /// test that rules out most patterns before one is tried.
    pub(super) fn is_open_at(&self, place: Place) -> bool {
        place.forms & self.first.want == self.first.want
            && place.forms & self.first.refuse == 0
            && (self.first.frames == Frames::default() || self.first.frames.any(place.frames))
            && (place.has_subject || !self.has_subject)
            && self.first.class.is_none_or(|class| place.classes.has(class))
            && place.right.is_none_or(|right| self.right.fits(right))
            && self.left.fits(if self.past_subject { place.left_of_subject } else { place.left })
    }
}

/// Returns the words that the cue of a pattern can begin with, if it gives them.
pub(super) fn first_words(pattern: &Pattern) -> Option<Vec<WordId>> {
    match pattern.right.first().map(anchor) {
        Some(Anchor::Words(words)) => Some(words),
        _ => None,
    }
}

/// Returns the kinds of phrases that the cue of a pattern can begin with.
pub(super) fn first_kinds(pattern: &Pattern) -> impl Iterator<Item = PhraseKind> {
    let first = edge(&pattern.right, false).0;
    // A word that the cue may begin with can be a phrase of any kind.
    let kinds = if first.words.is_empty() { first.kinds } else { Kinds::ALL };
    PhraseKind::ALL.iter().copied().filter(move |&kind| kinds.has(kind))
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
        Terminal::Phrase(kind) => Kinds::of(&[kind]),
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
        | Terminal::Name
        | Terminal::Pronoun => Kinds::of(&[K::Noun]),
        Terminal::NounPhrase
        | Terminal::NounPhraseOf(_)
        | Terminal::Subject
        | Terminal::SubjectOf(_)
        | Terminal::Outlet
        | Terminal::Speaker => Kinds::of(&[K::Noun, K::Possessor]),
        Terminal::Publisher | Terminal::Programme => Kinds::of(&[K::Noun, K::Possessor, K::Quote, K::Time]),
        Terminal::Object => Kinds::of(&[K::Noun, K::Possessor, K::Quote, K::Adjective]),
        Terminal::Question => Kinds::of(&[K::Wh, K::Subordinator]),
        Terminal::Adjunct => Kinds::of(&[K::Time, K::Adverb, K::Parenthesis, K::Preposition]),
        Terminal::PrepositionalPhrase => Kinds::of(&[K::Preposition]),
        Terminal::AdverbOf(_) => Kinds::of(&[K::Adverb]),
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
        Terminal::Left(Left::Open) => Kinds::ALL,
        Terminal::Left(_) => Kinds::of(&[K::Comma, K::Dash, K::Quote]),
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
