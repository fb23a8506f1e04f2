//! Occasions: sentences that say where words were spoken or published.

use super::link::ChainLink;

/// How the words of an occasion reached the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OccasionKind {
    /// Somebody spoke to the publisher, or it brought somebody's words.
    Interview,
    /// The publisher reported, and others speak in its report: *in a long
    /// profile in the Courier*.
    Report,
    /// The sentence mentions a report of the publisher: *a Courier report*.
    Mention,
}

/// A sentence that connects words with a publisher.
#[derive(Clone, Debug)]
pub(super) struct Occasion {
    pub(super) stage: OccasionKind,
    /// Byte offset where its sentence starts, or the words that say who speaks.
    pub(super) at: u32,
    pub(super) paragraph: u32,
    /// Index of the sentence.
    pub(super) sentence: u32,
    pub(super) link: ChainLink,
    /// Whether the occasion is open to everybody who takes part, such as a town
    /// hall.
    pub(super) hall: bool,
    /// Whether the occasion is an adverbial that modifies another statement of
    /// the sentence (*in an interview with O*). The words before it were said
    /// there, even where the grammar read the mention as part of the content.
    pub(super) adverbial: bool,
    /// Persons who ask the questions, such as *CNN's Ana Ruiz*.
    pub(super) hosts: Vec<u32>,
    /// Those who speak there.
    pub(super) people: Vec<u32>,
    /// Whether the words that open it say who speaks.
    pub(super) says_who: bool,
    /// Attributions of this sentence that are not nested.
    pub(super) inside: Vec<u32>,
}
