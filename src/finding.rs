//! Findings: what a rule reports about a place in an article.

use crate::named::named;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// How much a finding matters, in ascending order: `Note < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth checking before publication.
    Warning,
    /// Wrong as it stands.
    Error,
}

named!(Severity { Note => "note", Warning => "warning", Error => "error" });

/// What a fact-checker has to do with a finding, the most important first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Concern {
    /// Nobody can be held to the words.
    Unheld,
    /// The words may not have been said like this, or not by this speaker.
    Doubted,
    /// The words are second-hand, and the reader cannot see it.
    Uncredited,
    /// The source is unnamed or unclear.
    Unclear,
    /// The words are second-hand, and the article says so.
    Credited,
    /// How the article is written.
    #[default]
    Form,
}

/// One result of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The code of the rule: `SH001`.
    pub code: &'static str,
    /// The name of the rule: `second-hand-quote`.
    pub rule: &'static str,
    /// How much the finding matters.
    pub severity: Severity,
    /// What was found, as a sentence without a final stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The place that the finding is about, in bytes of the article's text.
    pub span: Span,
    /// Other places that explain the finding, each with a label of a few words:
    /// the intermediary, the origin.
    pub labels: Vec<(Span, String)>,
    /// Index of the attribution that the finding is about, if there is one.
    pub attribution: Option<u32>,
    /// The other statements that the finding is about, in the order of the
    /// text: the index of each attribution, and its place.
    pub also: Vec<(u32, Span)>,
    /// The codes of the rules whose matter the finding tells beside its own, in
    /// order: `SH007` where a second-hand statement has a long chain.
    pub properties: Vec<&'static str>,
    /// How likely the finding is right, in percent.
    pub confidence: u8,
    /// What it asks of a fact-checker.
    #[serde(skip)]
    pub concern: Concern,
    /// Whether it is about a route: all statements that came by one chain.
    #[serde(skip)]
    pub is_route: bool,
}

impl Finding {
    /// Returns the places of all statements that the finding is about, its own
    /// first.
    pub fn places(&self) -> impl Iterator<Item = Span> {
        std::iter::once(self.span).chain(self.also.iter().map(|(_, span)| *span))
    }

    /// Returns the codes by which settings, suppressions and baselines know the
    /// finding: that of its rule, then its properties.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.code).chain(self.properties.iter().copied())
    }

    /// Returns the indices of the attributions that the finding is about.
    pub fn attributions(&self) -> impl Iterator<Item = u32> {
        self.attribution.into_iter().chain(self.also.iter().map(|(index, _)| *index))
    }

    /// Returns how likely the finding is right, in a word.
    #[must_use]
    pub const fn likelihood(&self) -> &'static str {
        if self.confidence >= LIKELY { "likely" } else { "possible" }
    }
}

/// The least confidence of a finding that is called likely.
pub(crate) const LIKELY: u8 = 75;
