//! Sentences that say where words fell.

use super::link::ChainLink;

/// How the words of a scene came to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Somebody spoke to the publisher.
    Interview,
    /// The publisher reported, and others speak in the report: *in a long
    /// profile in the Courier*.
    Report,
    /// A report of the publisher is spoken of: *a Courier report*.
    Mention,
}

/// A sentence that puts words with a publisher.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) stage: Stage,
    /// Where its sentence starts, in bytes.
    pub(super) at: u32,
    pub(super) paragraph: u32,
    /// The sentence, by its index.
    pub(super) sentence: u32,
    pub(super) link: ChainLink,
    /// Whether it is open to all who take part: a town hall.
    pub(super) hall: bool,
    /// Whether it is where something else in its sentence is said.
    pub(super) adverbial: bool,
    /// Whether what stands before it was said there, *on Monday's “Harbour
    /// Hour”*, also where it looks like a part of that.
    pub(super) aired: bool,
    /// Those who ask there: *CNN's Ana Ruiz*.
    pub(super) hosts: Vec<u32>,
    /// Who speaks there.
    pub(super) people: Vec<u32>,
    /// Attributions at the top of this sentence.
    pub(super) inside: Vec<u32>,
}
