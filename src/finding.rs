//! Findings: what a rule has to say about a place in an article.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// How much a finding matters. Ordered: `Note < Warning < Error`.
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

/// One thing that a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code: `SH001`.
    pub code: &'static str,
    /// The rule's name: `second-hand-quote`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in a sentence without a final stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The place it is about.
    pub span: Span,
    /// Other places that explain it, each with a few words of label:
    /// the intermediary, the speaker's introduction.
    pub labels: Vec<(Span, String)>,
    /// Index of the attribution it is about.
    pub attribution: Option<u32>,
}
