//! The state of one finding, and messages in addition to findings.

use crate::finding::Severity;
use crate::span::Span;

/// The state of one finding. By default it is reported, and there is no
/// baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Standing {
    /// The suppression that applies to the finding, if there is one.
    pub suppression: Option<Suppression>,
    /// Whether the finding is in the baseline; `None` without a baseline.
    pub baseline: Option<BaselineState>,
}

impl Standing {
    /// Whether the finding is shown, and counts for the exit code.
    #[must_use]
    pub fn is_reported(&self) -> bool {
        self.suppression.is_none() && self.baseline != Some(BaselineState::Unchanged)
    }
}

/// Why a finding is suppressed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suppression {
    /// The reason, in one line. A very long one is cut.
    pub reason: String,
    /// Where it was written.
    pub kind: SuppressionKind,
}

/// Where a suppression is written. The names are SARIF's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionKind {
    /// In the article, as a comment.
    InSource,
    /// In a file beside the article.
    External,
}

/// A finding compared with a baseline. The names are SARIF's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselineState {
    /// The finding is not in the baseline.
    New,
    /// The finding is in the baseline.
    Unchanged,
}

/// A message that is reported with the findings but comes from no rule: a
/// suppression that suppresses nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notice {
    /// The kind of message, named like a rule: `unused-suppression`.
    pub code: &'static str,
    /// The severity, which counts for the exit code.
    pub severity: Severity,
    /// The message, a sentence without a final stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The file that the message points at: the article's, or one beside it.
    pub file: String,
    /// Line in that file, from 1.
    pub line: u32,
    /// Column in that line in characters, from 1.
    pub column: u32,
    /// The place in the article's text; `None` if it is in another file.
    pub span: Option<Span>,
}
