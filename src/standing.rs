//! What becomes of one finding, and what is told beside findings.

use crate::finding::Severity;
use crate::span::Span;

/// What becomes of one finding. By default it is reported, and there is no
/// baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Why somebody suppressed it, if somebody did.
    pub suppression: Option<Suppression>,
    /// Whether it stands in the baseline; `None` where there is no baseline.
    pub baseline: Option<BaselineState>,
}

impl Standing {
    /// Whether people are to see the finding, and it counts for the exit code.
    #[must_use]
    pub fn is_reported(&self) -> bool {
        self.suppression.is_none() && self.baseline != Some(BaselineState::Unchanged)
    }
}

/// Why a finding is suppressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The reason, as it was written.
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

/// A finding beside a baseline. The names are SARIF's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselineState {
    /// It does not stand in the baseline.
    New,
    /// It does.
    Unchanged,
}

/// Something that no rule found and that people are to see among the findings
/// all the same: a suppression that suppresses nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What kind it is, like a rule's name: `unused-suppression`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is the matter, in a sentence without a final stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The file it is in: the article's, or one beside it.
    pub file: String,
    /// Line in that file, from 1.
    pub line: u32,
    /// Column in that line in characters, from 1.
    pub column: u32,
    /// The place in the article's text; `None` where it is in another file.
    pub span: Option<Span>,
}
