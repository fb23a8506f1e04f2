//! Construction files: patterns with what they mean and examples.

use super::pattern::{self, Node, Pattern, Terminal, VerbTest};
use super::phrase::PhraseKind;
use super::weights::Weights;
use crate::attribution::{Act, Conveys, Evidentiality};
use crate::error::Error;
use crate::lexicon::{ClassSet, Frames, Lexicon, WordId};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::Arc;

/// One construction of the grammar: an entry of `grammar/constructions`.
#[derive(Clone, Debug)]
pub struct Construction {
    /// Its name: `quoted-as-saying`.
    pub id: Arc<str>,
    /// The family it belongs to: `quoted`.
    pub family: Box<str>,
    /// What it means, in a sentence or two.
    pub about: Box<str>,
    /// Its patterns as written.
    pub patterns: Vec<Arc<str>>,
    /// Texts that it must read, and how.
    pub examples: Vec<Example>,
    /// Texts that it must not read.
    pub counterexamples: Vec<Box<str>>,
    /// The file it stands in, as path below the grammar folder.
    pub file: Box<str>,
    /// That file's text, which is written to be read.
    pub source: Box<str>,
    pub(crate) act: Option<Act>,
    pub(crate) conveys: Conveys,
    pub(crate) evidentiality: Evidentiality,
    pub(crate) hearsay_without_source: bool,
    /// Whether weights may decide if a reading is kept: unless its file says
    /// that its form is proof enough.
    weighable: bool,
    /// Whether they do, as they were counted for it.
    pub(crate) weighed: bool,
}

/// A text and the reading that a construction must give it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The source's text; empty for none.
    #[serde(default)]
    pub source: String,
    /// The cue's text.
    pub cue: String,
    /// The content's text, its pieces joined by ` … `.
    pub content: String,
    /// The chain as the report draws it, without the article at its end:
    /// `Ana Ruiz → The Daily Herald`.
    #[serde(default)]
    pub chain: Option<String>,
    /// The class: `secondhand`.
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
    #[serde(default)]
    act: Option<Act>,
    #[serde(default)]
    conveys: Conveys,
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
    /// The text of a built-in file, which the build script adds.
    source: Option<String>,
}

fn yes() -> bool {
    true
}

/// One pattern, with the construction it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) construction: u32,
    pub(super) rank: i32,
    pub(super) pattern: Pattern,
    /// Which of the construction's patterns it was compiled from.
    pub(super) written: u32,
    /// What the phrase must be that its cue begins with: its kind, where only
    /// one will do, and its forms and frames.
    kind: Option<PhraseKind>,
    first: VerbTest,
    /// Whether it asks for the subject of the cue's verb.
    has_subject: bool,
}

impl Entry {
    /// Whether the pattern is worth an attempt at a phrase of this kind, with
    /// these forms, reporting frames and classes, that has a subject or none.
    /// Most are not, and to say so here is cheap.
    pub(super) fn may_begin_with(
        &self,
        kind: PhraseKind,
        forms: u16,
        frames: Frames,
        classes: ClassSet,
        has_subject: bool,
    ) -> bool {
        self.kind.is_none_or(|own| own == kind)
            && (has_subject || !self.has_subject)
            && self.first.class.is_none_or(|class| classes.has(class))
            && forms & self.first.want == self.first.want
            && forms & self.first.refuse == 0
            && (self.first.frames == Frames::default() || self.first.frames.any(frames))
    }
}

/// All constructions, indexed by what their cue begins with.
#[derive(Clone, Debug, Default)]
pub(super) struct Constructions {
    pub(super) list: Vec<Construction>,
    pub(super) entries: Vec<Entry>,
    pub(super) on_verb: Vec<u32>,
    pub(super) on_noun: Vec<u32>,
    pub(super) on_word: FxHashMap<WordId, Vec<u32>>,
    /// Everything that cannot be indexed: marks and classes.
    pub(super) elsewhere: Vec<u32>,
}

/// What a pattern's first element of the cue can be.
enum Anchor {
    Verb(VerbTest),
    Noun(Frames),
    Words(Vec<WordId>),
    Kind(PhraseKind),
    Any,
}

fn anchor(node: &Node) -> Anchor {
    match node {
        Node::Sequence(nodes) => nodes.first().map_or(Anchor::Any, anchor),
        Node::Capture(_, node) => anchor(node),
        Node::Repeat { node, least, .. } if *least > 0 => anchor(node),
        Node::Literal(words) => Anchor::Words(words.first().copied().into_iter().collect()),
        Node::Terminal(Terminal::Verb(test) | Terminal::VerbPreposition(test)) => Anchor::Verb(*test),
        Node::Terminal(Terminal::ReportingNoun(frames) | Terminal::NounPreposition(frames)) => Anchor::Noun(*frames),
        Node::Terminal(Terminal::Colon) => Anchor::Kind(PhraseKind::Colon),
        Node::Terminal(Terminal::Dash) => Anchor::Kind(PhraseKind::Dash),
        Node::Terminal(Terminal::Hedged) => Anchor::Kind(PhraseKind::Verb),
        Node::Terminal(Terminal::AdverbOf(_)) => Anchor::Kind(PhraseKind::Adverb),
        Node::Choice(nodes) => {
            let mut words = Vec::new();
            let mut verbs = Vec::new();
            for node in nodes {
                match anchor(node) {
                    Anchor::Words(more) => words.extend(more),
                    Anchor::Verb(test) => verbs.push(test),
                    _ => return Anchor::Any,
                }
            }
            match (verbs.into_iter().reduce(VerbTest::either), words.is_empty()) {
                (None, false) => Anchor::Words(words),
                (Some(test), true) => Anchor::Verb(test),
                _ => Anchor::Any,
            }
        }
        _ => Anchor::Any,
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
    /// one takes its place.
    pub(super) fn add(&mut self, file: &str, text: &str, lexicon: &mut Lexicon) -> Result<(), Error> {
        let raw: File = crate::lexicon::parse(file, text)?;
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
        for (number, pattern) in written.iter().enumerate() {
            for pattern in pattern::compile(pattern, lexicon, file, text)? {
                let (construction, written) = (index as u32, number as u32);
                let (kind, first) = match pattern.right.first().map(anchor) {
                    Some(Anchor::Verb(test)) => (Some(PhraseKind::Verb), test),
                    Some(Anchor::Noun(frames)) => (Some(PhraseKind::Noun), VerbTest { frames, ..VerbTest::default() }),
                    Some(Anchor::Kind(kind)) => (Some(kind), VerbTest::default()),
                    _ => (None, VerbTest::default()),
                };
                let has_subject = pattern.left.iter().any(asks_for_subject);
                self.entries.push(Entry { construction, rank: raw.rank, pattern, written, kind, first, has_subject });
            }
        }
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
            source: raw.source.map_or_else(|| text.into(), Into::into),
            act: raw.act,
            conveys: raw.conveys,
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

    /// Notes which constructions the weights know.
    pub(super) fn weigh(&mut self, keep: &Weights) {
        for construction in &mut self.list {
            construction.weighed = construction.weighable && keep.knows(&format!("construction={}", construction.id));
        }
    }

    /// Sorts and indexes; to be called once after the last file.
    pub(super) fn finish(&mut self) {
        // A stable sort: files of one rank keep the order of their names.
        self.entries.sort_by_key(|e| std::cmp::Reverse(e.rank));
        for (i, entry) in self.entries.iter().enumerate() {
            let i = i as u32;
            match entry.pattern.right.first().map_or(Anchor::Any, anchor) {
                Anchor::Verb(_) => self.on_verb.push(i),
                Anchor::Noun(_) => self.on_noun.push(i),
                Anchor::Words(words) => {
                    for word in words {
                        let list = self.on_word.entry(word).or_default();
                        if !list.contains(&i) {
                            list.push(i);
                        }
                    }
                }
                Anchor::Kind(_) | Anchor::Any => self.elsewhere.push(i),
            }
        }
    }
}
