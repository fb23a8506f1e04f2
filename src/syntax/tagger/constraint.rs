//! The type of constraints.

use super::cohort::Cohort;
use crate::syntax::tag::Tag;

/// A constraint selects one of a token's readings by its context, or leaves the
/// token to the constraints after it.
pub(super) struct Constraint {
    /// A short name, for people who look for the reason of a tag.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub(super) name: &'static str,
    /// What it does, in one sentence.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub(super) about: &'static str,
    pub(super) select: fn(&Cohort<'_>) -> Option<Tag>,
    /// Texts in which it decides about the word in square brackets.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read them"))]
    pub(super) examples: &'static [Example],
    /// Texts in which it leaves that word to other constraints.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read them"))]
    pub(super) counterexamples: &'static [Example],
}

/// A text with one word in square brackets, and the tag of that word.
pub(super) type Example = (&'static str, Tag);
