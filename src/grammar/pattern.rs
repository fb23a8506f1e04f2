//! A compiled pattern: what it is made of, and how it is divided at its cue.
//!
//! `parse.rs` reads patterns as they are written, `compile.rs` gives their names
//! a meaning. `grammar/README.md` describes the language.
//!
//! One item has the role `cue`. Matching starts at its first element: the cue
//! and what is right of it are read forwards, then what is left of it
//! backwards, nearest first.

pub(super) mod compile;
mod parse;

use crate::lexicon::{Class, Frames, PredicateKind, WordId};
use crate::syntax::PhraseKind as K;

/// The role of a capture in the attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub(crate) enum Capture {
    Source,
    Cue,
    Content,
    /// A publisher that carried the words.
    Carrier,
    /// A publisher that the words were addressed to.
    Receiver,
    /// Somebody, other than a publisher, who passed the words on.
    Relayer,
    /// The party that the words were addressed to.
    Addressee,
    /// Time, place or channel beside the cue.
    Venue,
    /// The publisher of an occasion.
    Outlet,
    /// A person who asks the questions on an occasion.
    Host,
    /// A person who speaks on an occasion.
    Speaker,
}

/// A compiled element of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: u8,
        most: u8,
    },
    Capture(Capture, Box<Node>),
    Literal(Vec<WordId>),
    /// A phrase with a term of this class in it.
    Class(Class),
    Terminal(Terminal),
}

/// The kinds of phrases that [`Node::Class`] matches.
pub(crate) const OF_CLASS: &[K] = &[K::Noun, K::Adverb, K::Adjective, K::Time, K::Subordinator, K::Preposition];

/// Constraints on a verb group. `want` and `refuse` are sets of the bits in
/// [`form`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct VerbTest {
    pub(crate) frames: Frames,
    pub(crate) want: u16,
    pub(crate) refuse: u16,
    /// The class that its head must have.
    pub(crate) class: Option<Class>,
}

impl VerbTest {
    /// Returns a test that everything passes which passes one of the two.
    pub(crate) fn either(self, other: Self) -> Self {
        let any = self.frames == Frames::default() || other.frames == Frames::default();
        let frames = if any { Frames::default() } else { self.frames.union(other.frames) };
        let class = self.class.filter(|_| self.class == other.class);
        Self { frames, want: self.want & other.want, refuse: self.refuse & other.refuse, class }
    }
}

pub(crate) mod form {
    pub(crate) const FINITE: u16 = 1;
    pub(crate) const GERUND: u16 = 2;
    pub(crate) const INFINITIVE: u16 = 4;
    pub(crate) const PARTICIPLE: u16 = 8;
    pub(crate) const PASSIVE: u16 = 16;
    pub(crate) const COPULA: u16 = 32;
    pub(crate) const PERFECT: u16 = 64;
}

/// The non-terminals. `Attempt::terminal` in `matcher.rs` reads them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Terminal {
    /// One phrase of a kind.
    Phrase(K),
    Verb(VerbTest),
    /// A reporting verb and the preposition that its frame names.
    VerbPreposition(VerbTest),
    ReportingNoun(Frames),
    /// A reporting noun and the preposition that its frame names.
    NounPreposition(Frames),
    ReportingAdjective(Frames),
    AdjectivePreposition(Frames),
    NounPhrase,
    /// A noun phrase, subject or adverb whose head has a term of this class.
    NounPhraseOf(Class),
    SubjectOf(Class),
    AdverbOf(Class),
    /// A noun phrase whose head is a publisher.
    Outlet,
    /// A noun phrase that can speak: a name, role, group, organisation,
    /// document or pronoun other than *it*.
    Speaker,
    /// A publisher or one of its programmes, with its title in quotation marks,
    /// or somebody who works for it.
    Publisher,
    /// The same where it is plainly a programme: by its name, a title in
    /// quotation marks, a possessor or a day.
    Programme,
    /// The subject of the clause around the cue.
    ClauseSubject,
    Name,
    /// The label that opens a turn of a transcript. It captures the name.
    Label,
    Pronoun,
    Subject,
    /// Content left of the cue, up to the sentence's start.
    Left(Left),
    /// The sentences or paragraph that follow.
    Next,
    /// The same where that is nothing but a quotation.
    NextQuote,
    /// The paragraph before a sentence that begins its own.
    Previous,
    /// The same where that is nothing but a quotation.
    PreviousQuote,
    /// A verb group with a hedge in it. The hedge is the cue; the subject and
    /// the rest of the clause are the content.
    Hedged,
    /// A reporting noun that makes one cue with the verb before it, and the
    /// preposition of its frame, if any.
    Light(Frames),
    /// *as* and the gerund of a verb that reports words, which is not a cue of
    /// its own: (quoted X) *as saying, as having told*.
    AsSaying,
    /// A clause with a finite verb, up to where the attribution ends.
    Clause,
    /// Anything, up to where the attribution ends.
    Rest,
    /// *to* and a verb, and the rest up to where the attribution ends.
    Infinitive,
    /// An *-ing* form, and the rest up to where the attribution ends.
    GerundPhrase,
    /// A noun phrase, and the rest up to where the attribution ends.
    Object,
    /// A *wh*-word, and the rest up to where the attribution ends.
    Question,
    /// One time, adverb, bracket or prepositional phrase beside a cue.
    Adjunct,
    PrepositionalPhrase,
    Start,
    End,
}

/// What content left of the cue must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// A clause that a comma or quotation mark sets off.
    SetOff,
    /// The same, but it need not be a clause, since it goes on behind the cue.
    Part,
    /// Anything.
    Open,
    /// It ends in a quotation.
    Quoted,
    /// The same where the quotation is a clause and a comma, *?* or *!* ends
    /// it: clearly something said, whatever the verb.
    Speech,
}

/// A compiled pattern, divided at the first element of its cue.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    /// What is left of the cue, in the order in which it is read: nearest
    /// first.
    pub(crate) left: Vec<Node>,
    /// The cue and what is right of it.
    pub(crate) right: Vec<Node>,
}

impl Pattern {
    /// Divides the items of a pattern at its cue. `None` if it has none.
    fn new(mut items: Vec<Node>) -> Option<Self> {
        let right = items.split_off(items.iter().position(Node::is_cue)?);
        Some(Self { left: items.iter().rev().map(mirrored).collect(), right })
    }

    /// Returns the frames that the pattern asks of a predicate of this kind,
    /// and whether the preposition in the text tells which of them it is.
    pub(crate) fn asks(&self, kind: PredicateKind) -> (Frames, bool) {
        let mut asked = (Frames::default(), false);
        self.right.iter().chain(&self.left).for_each(|node| node.asks(kind, &mut asked));
        asked
    }
}

impl Node {
    fn is_cue(&self) -> bool {
        match self {
            Self::Repeat { node, .. } => node.is_cue(),
            node => matches!(node, Self::Capture(Capture::Cue, _)),
        }
    }

    /// Returns how many nodes it is made of.
    fn size(&self) -> usize {
        1 + match self {
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().map(Self::size).sum(),
            Self::Repeat { node, .. } | Self::Capture(_, node) => node.size(),
            Self::Literal(_) | Self::Class(_) | Self::Terminal(_) => 0,
        }
    }

    fn asks(&self, wanted: PredicateKind, asked: &mut (Frames, bool)) {
        use PredicateKind as P;
        let (kind, frames, preposition) = match self {
            Self::Sequence(nodes) | Self::Choice(nodes) => return nodes.iter().for_each(|n| n.asks(wanted, asked)),
            Self::Repeat { node, .. } | Self::Capture(_, node) => return node.asks(wanted, asked),
            Self::Terminal(Terminal::Verb(test)) => (P::Verb, test.frames, false),
            Self::Terminal(Terminal::VerbPreposition(test)) => (P::Verb, test.frames, true),
            Self::Terminal(Terminal::ReportingNoun(frames)) => (P::Noun, *frames, false),
            Self::Terminal(Terminal::NounPreposition(frames) | Terminal::Light(frames)) => (P::Noun, *frames, true),
            Self::Terminal(Terminal::ReportingAdjective(frames)) => (P::Adjective, *frames, false),
            Self::Terminal(Terminal::AdjectivePreposition(frames)) => (P::Adjective, *frames, true),
            _ => return,
        };
        if kind == wanted {
            *asked = (asked.0.union(frames), asked.1 || preposition);
        }
    }
}

/// Returns a node as it is read backwards. Sequences are reversed; choices keep
/// their order, since the first that matches wins.
fn mirrored(node: &Node) -> Node {
    match node {
        Node::Sequence(nodes) => Node::Sequence(nodes.iter().rev().map(mirrored).collect()),
        Node::Choice(nodes) => Node::Choice(nodes.iter().map(mirrored).collect()),
        Node::Repeat { node, least, most } => {
            Node::Repeat { node: Box::new(mirrored(node)), least: *least, most: *most }
        }
        Node::Capture(capture, node) => Node::Capture(*capture, Box::new(mirrored(node))),
        Node::Literal(_) | Node::Class(_) | Node::Terminal(_) => node.clone(),
    }
}
