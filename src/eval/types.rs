//! What people marked and what a system found.

use crate::article::Metadata;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// What a word does in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Names the holder of the content.
    Source,
    /// Attributes.
    Cue,
    /// Is attributed.
    Content,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];

    /// Its name in figures and messages.
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
    /// What the article goes by.
    pub id: String,
    /// Its text.
    pub text: String,
    /// What else is known about it.
    pub metadata: Metadata,
    /// What was marked, in the order of the file, or of the text for standoff
    /// files.
    pub attributions: Vec<Marked>,
}

/// The places of one attribution, in bytes of the article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "Role says it")]
pub struct Spans {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
}

impl Spans {
    /// The places of one role.
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

    /// Where to look for it: the first byte of its cue, if it has one.
    pub(super) fn place(&self) -> u32 {
        self.cue.first().map_or_else(|| self.start(), |cue| cue.start)
    }

    /// The first byte of any of them.
    pub(super) fn start(&self) -> u32 {
        self.source.iter().chain(&self.cue).chain(&self.content).map(|s| s.start).min().unwrap_or(0)
    }
}

/// An attribution that people marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// Where.
    pub spans: Spans,
    /// Nested in another, where the rest of the gold is not: counted only with
    /// [`Options::nested`] and for provenance.
    pub extra: bool,
    /// How its words travelled, where that was annotated.
    pub chain: Option<GoldChain>,
}

/// How the words of a gold attribution travelled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldChain {
    /// `firsthand`, `secondhand`, `hearsay` or `unsourced`.
    pub class: String,
    /// `person`, `unnamed`, `organization`, `document` or `none`.
    pub origin_type: String,
    /// The origin's name.
    pub origin: String,
    /// From the one nearest to the article.
    pub intermediaries: Vec<Intermediary>,
}

/// A party that passed the words on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intermediary {
    /// `carried`, `received` or `relayed`.
    pub relation: String,
    /// The words that name it.
    pub span: Span,
}

/// An attribution that a system found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub spans: Spans,
    /// What the cue reports, for [`Options::acts`].
    pub act: Option<String>,
    /// What read it, for lists of mistakes.
    pub construction: Option<String>,
    /// Held by another attribution's content.
    pub nested: bool,
    /// The class.
    pub provenance: Option<String>,
    /// The chain, from the link nearest to the article.
    pub links: Vec<FoundLink>,
}

/// A party's place in a chain that a system found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundLink {
    /// `intermediary` or `origin`.
    pub role: String,
    /// How an intermediary passed the words on.
    pub relation: Option<String>,
    /// The party's name.
    pub name: String,
    /// The words that put it into the chain.
    pub mention: Option<Span>,
}

/// What is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Nested attributions too, on both sides.
    pub nested: bool,
    /// Of what a system found, these acts alone.
    pub acts: Option<Vec<String>>,
}
