//! Attributions: who is said to hold what, and by which words.

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
    /// *asked, wondered*.
    Question,
    /// *thinks, believes, knows*.
    Belief,
    /// *wants to, plans to, pledged to*.
    Intention,
    /// For or against something: *criticised, praised, supports*.
    Attitude,
    /// *saw, heard, noticed*.
    Perception,
    /// A document or finding: *the poll shows*.
    Evidence,
    /// *ruled, ordered, banned*.
    Decree,
}

impl Act {
    /// Its name as files and output have it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Question => "question",
            Self::Belief => "belief",
            Self::Intention => "intention",
            Self::Attitude => "attitude",
            Self::Perception => "perception",
            Self::Evidence => "evidence",
            Self::Decree => "decree",
        }
    }
}

/// How much of the content stands in quotation marks.
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

/// How an intermediary passed the words on.
/// (`PROVENANCE-GUIDELINES`: *The links of a chain*.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// A publisher that reported or quoted the words.
    Carried,
    /// A publisher that the origin addressed the words to.
    Received,
    /// A person, organisation or document, not a publisher, that passes on
    /// somebody else's words.
    Relayed,
}

/// A party that the sentence itself puts between the origin and the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it passed the words on.
    pub relation: Relation,
    /// The words that name it.
    pub span: Span,
}

/// What a construction says about who can be held to the content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidentiality {
    /// The source, if there is one.
    #[default]
    Sourced,
    /// Passed on with nobody to hold to it: *reportedly, is said to*.
    Hearsay,
    /// No source, no hint of a report: *is expected to*.
    Unsourced,
}

/// What a construction gives of its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Conveys {
    /// What they said, wrote or think, in direct or indirect speech.
    #[default]
    Words,
    /// Where they stand on something: *criticised the plan, is wary of it*.
    Stance,
    /// What they mean or promise to do: *pledged to resign*.
    Intention,
    /// That they spoke of something: *expressed concern about, her claim that*.
    SpeechAct,
}

impl Conveys {
    /// Whether it tells of something that the source did or holds, which can
    /// be known without anybody's words.
    #[must_use]
    pub const fn is_deed(self) -> bool {
        !matches!(self, Self::Words)
    }
}

/// One attribution as the grammar read it from its sentence, before the rest
/// of the article is taken into account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Name of the construction that read it.
    pub construction: Arc<str>,
    /// What the cue reports.
    pub act: Act,
    /// Whether that construction gives the source's words, or what they did.
    pub conveys: Conveys,
    /// Whether somebody can be held to it.
    pub evidentiality: Evidentiality,
    /// The holder of the content, as a reader would mark it. Empty where the
    /// text has none.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// The cue's head word, in tokens: *quoted* in *has quoted*.
    pub cue_head: u32,
    /// What is attributed, in the order of the text.
    pub content: Vec<Span>,
    /// Indices of the outermost quotations inside the content that do not
    /// stand in the content of an attribution nested in this one, in the order
    /// of the text.
    pub quotes: Vec<u32>,
    /// How much of the content is in quotation marks.
    pub quotation: QuotationKind,
    /// The intermediaries that the construction names, nearest to the
    /// article first.
    pub links: Vec<Link>,
    /// A phrase of place or channel beside the cue that may name an outlet:
    /// *in an interview with CNN*, *on Fox News Sunday*, *told reporters*.
    pub venues: Vec<Span>,
    /// The sentence that holds the cue (index).
    pub sentence: u32,
    /// The tokens of the whole reading.
    pub tokens: TokenSpan,
    /// Index of the attribution whose content holds this one.
    pub nested_in: Option<u32>,
}

impl Attribution {
    /// Where its source, cue or content first stands in the article, in bytes;
    /// 0 if it has none of them.
    #[must_use]
    pub fn start(&self) -> u32 {
        [&self.source, &self.cue, &self.content].iter().filter_map(|s| s.first()).map(|s| s.start).min().unwrap_or(0)
    }

    /// The piece of its content that a span lies in.
    #[must_use]
    pub fn content_around(&self, span: Span) -> Option<Span> {
        let behind = self.content.partition_point(|c| c.start <= span.start);
        self.content[..behind].last().copied().filter(|c| c.contains(span))
    }
}
