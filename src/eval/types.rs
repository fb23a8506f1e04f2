//! Attributions that people marked, and attributions that a system found.

use crate::article::Metadata;
use crate::error::{Error, ErrorKind};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Creates an error about gold, an answer or a saved run.
pub(super) fn error(message: impl Into<String>) -> Error {
    Error::new(message).of(ErrorKind::Evaluation)
}

/// The role of a word in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The source: who holds the content.
    Source,
    /// The cue: the words that attribute.
    Cue,
    /// The content: what is attributed.
    Content,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];

    /// Returns the name of the role in figures and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Content => "content",
        }
    }
}

/// An article that people have annotated.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The article's id.
    pub id: String,
    /// The article's text.
    pub text: String,
    /// What else is known about the article.
    pub metadata: Metadata,
    /// The attributions, in the order of the file, or of the text for standoff
    /// files.
    pub attributions: Vec<Marked>,
}

/// The spans of one attribution, in bytes of the article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "Role says it")]
pub struct Spans {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
}

impl Spans {
    /// Returns the spans of one role.
    #[must_use]
    pub fn of(&self, role: Role) -> &[Span] {
        match role {
            Role::Source => &self.source,
            Role::Cue => &self.cue,
            Role::Content => &self.content,
        }
    }

    pub(super) fn of_mut(&mut self, role: Role) -> &mut Vec<Span> {
        match role {
            Role::Source => &mut self.source,
            Role::Cue => &mut self.cue,
            Role::Content => &mut self.content,
        }
    }

    /// Returns the byte by which to locate the attribution: the first of its
    /// cue, or of any role if it has no cue.
    pub(super) fn place(&self) -> u32 {
        self.cue.first().map_or_else(|| self.start(), |cue| cue.start)
    }

    /// Returns the first byte of any role.
    pub(super) fn start(&self) -> u32 {
        self.source.iter().chain(&self.cue).chain(&self.content).map(|s| s.start).min().unwrap_or(0)
    }
}

/// An attribution that people marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// Its spans.
    pub spans: Spans,
    /// Whether it is nested in another although the rest of the gold has no
    /// nested ones. It then counts only for provenance and with
    /// [`Options::nested`].
    pub extra: bool,
    /// How its words travelled, if that was annotated.
    pub chain: Option<GoldChain>,
}

/// How the words of a gold attribution travelled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldChain {
    /// `firsthand`, `secondhand`, `hearsay` or `unsourced`.
    pub class: String,
    /// `person`, `unnamed`, `organization`, `document` or `none`.
    pub origin_type: String,
    /// The name of the origin.
    pub origin: String,
    /// The intermediaries, nearest to the article first.
    pub intermediaries: Vec<Intermediary>,
}

/// A party that passed the words on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intermediary {
    /// `carried`, `received` or `relayed`.
    pub relation: String,
    /// The words that name the party.
    pub span: Span,
}

/// An attribution that a system found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Its spans.
    pub spans: Spans,
    /// The act that the cue reports, for [`Options::acts`].
    pub act: Option<String>,
    /// The construction that read it, for lists of mistakes.
    pub construction: Option<String>,
    /// Whether it is nested in the content of another attribution.
    pub nested: bool,
    /// The provenance class.
    pub provenance: Option<String>,
    /// The chain, nearest to the article first.
    pub links: Vec<FoundLink>,
}

/// A link of a chain that a system found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundLink {
    /// `intermediary` or `origin`.
    pub role: String,
    /// How an intermediary passed the words on: `carried`, …
    pub relation: Option<String>,
    /// The name of the party.
    pub name: String,
    /// The words that mention the party.
    pub mention: Option<Span>,
}

/// Which attributions are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Whether to count nested attributions, on both sides.
    pub nested: bool,
    /// If set, only found attributions with one of these acts count.
    pub acts: Option<Vec<String>>,
}
