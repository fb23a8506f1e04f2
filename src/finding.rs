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
}
