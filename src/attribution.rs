//! Attributions: which source is said to hold what content, by which cue.

use crate::named::named;
use crate::span::{Span, TokenSpan};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What kind of act or attitude the cue reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Act {
    /// Speech or writing: *said, wrote, told*.
    #[default]
    Statement,
    /// A question: *asked, wondered*.
    Question,
    /// A thought or conviction: *thinks, believes, knows*.
    Belief,
    /// A plan or wish: *wants to, plans to, pledged to*.
    Intention,
    /// A stance for or against something: *criticised, praised, supports*.
    Attitude,
    /// Something seen or heard: *saw, heard, noticed*.
    Perception,
    /// What a document or study shows: *the poll shows*.
    Evidence,
    /// A decision with authority: *ruled, ordered, banned*.
    Decree,
}

named!(Act {
    Statement => "statement",
    Question => "question",
    Belief => "belief",
    Intention => "intention",
    Attitude => "attitude",
    Perception => "perception",
    Evidence => "evidence",
    Decree => "decree",
});

/// How much of the content is in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotationKind {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// None of it.
    Indirect,
}

named!(QuotationKind { Direct => "direct", Mixed => "mixed", Indirect => "indirect" });

/// How an intermediary passed the words on (`PROVENANCE-GUIDELINES`, *The links
/// of a chain*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// A publisher that reported or quoted the words.
    Carried,
    /// A publisher that the origin addressed the words to.
    Received,
    /// A person, organisation or document that passed on somebody else's words
    /// and is not a publisher.
    Relayed,
}

named!(Relation { Carried => "carried", Received => "received", Relayed => "relayed" });

/// An intermediary that the attribution's own sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// How the intermediary passed the words on.
    pub relation: Relation,
    /// The words that name the intermediary.
    pub span: Span,
}

/// Whether somebody can be held to the content, as far as the construction says
/// so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidentiality {
    /// The source, if there is one, can be held to it.
    #[default]
    Sourced,
    /// The content is passed on, and no one can be held to it: *reportedly, is
    /// said to*.
    Hearsay,
    /// There is no source and no hint of a report: *is expected to*.
    Unsourced,
}

/// What a construction conveys of its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Conveys {
    /// What the source said, wrote or thought, in direct or indirect speech.
    #[default]
    Words,
    /// The source's stance: *criticised the plan, is wary of it*.
    Stance,
    /// What the source means or promises to do: *pledged to resign*.
    Intention,
    /// That the source spoke of something: *expressed concern about, her claim
    /// that*.
    SpeechAct,
}

impl Conveys {
    /// Whether the construction conveys something that the source did or holds.
    /// A writer can know this without hearing the source's words.
    #[must_use]
    pub const fn is_deed(self) -> bool {
        !matches!(self, Self::Words)
    }
}

/// What the cue of a construction is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CueForm {
    /// Any words, mostly a verb with a clause or quotation: *said, according
    /// to*.
    #[default]
    Plain,
    /// A verb whose object is the content: *criticised the plan*.
    VerbObject,
    /// A verb and a reporting noun: *expressed concern about*.
    LightVerb,
    /// A reporting noun alone: *the claim that*.
    Noun,
}

/// One attribution as the grammar read it from its sentence, without evidence
/// from the rest of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribution {
    /// The id of the construction that read it.
    pub construction: Arc<str>,
    /// The kind of act that the cue reports.
    pub act: Act,
    /// What the construction conveys of the source: words, or something that
    /// the source did or holds.
    pub conveys: Conveys,
    /// What the cue is made of.
    pub cue_form: CueForm,
    /// Whether somebody can be held to the content.
    pub evidentiality: Evidentiality,
    /// The whole phrase of the source, who holds the content. Empty if the text
    /// names none.
    pub source: Vec<Span>,
    /// The cue: the words that attribute.
    pub cue: Vec<Span>,
    /// The token index of the cue's head: *quoted* in *has quoted*.
    pub cue_head: u32,
    /// The content: what is attributed, in the order of the text.
    pub content: Vec<Span>,
    /// Indices of the outermost quotations inside the content that do not
    /// stand in the content of an attribution nested in this one, in the order
    /// of the text.
    pub quotes: Vec<u32>,
    /// How much of the content is in quotation marks.
    pub quotation: QuotationKind,
    /// The intermediaries that the construction names, the nearest to the
    /// article first.
    pub links: Vec<Link>,
    /// Phrases of place or channel beside the cue that may name an outlet: *in
    /// an interview with CNN*, *on Fox News Sunday*, *told reporters*.
    pub venues: Vec<Span>,
    /// Index of the sentence that holds the cue.
    pub sentence: u32,
    /// The tokens that source, cue, content and the other captures cover, from
    /// the first to the last.
    pub tokens: TokenSpan,
    /// Index of the attribution whose content holds this one.
    pub nested_in: Option<u32>,
}

impl Attribution {
    /// Returns where the first of source, cue and content begins, in bytes of
    /// the article's text; 0 if there is none.
    #[must_use]
    pub fn start(&self) -> u32 {
        [&self.source, &self.cue, &self.content].iter().filter_map(|s| s.first()).map(|s| s.start).min().unwrap_or(0)
    }

    /// Returns where the first of source and cue begins, in bytes of the
    /// article's text, or `None` if there is neither.
    pub(crate) fn cue_start(&self) -> Option<u32> {
        self.source.iter().chain(&self.cue).map(|s| s.start).min()
    }

    /// Returns the piece of content that contains a span.
    #[must_use]
    pub fn content_around(&self, span: Span) -> Option<Span> {
        let behind = self.content.partition_point(|c| c.start <= span.start);
        self.content[..behind].last().copied().filter(|c| c.contains(span))
    }
}
