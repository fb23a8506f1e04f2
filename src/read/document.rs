//! What readers return: an article as it was found in a file.

use super::source_map::SourceMap;
use crate::metadata::Metadata;
use crate::named::named;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An article as a reader found it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// The text that is analysed: headline, paragraphs and what else the
    /// article has, with blank lines between them.
    pub text: String,
    /// The parts of the text, in order and without overlaps. Empty if the
    /// format does not tell them; then the text is divided by its lines.
    pub parts: Vec<Part>,
    /// What the file says about the article.
    pub metadata: Metadata,
    /// The language that the file declares, as in `lang="en-GB"`.
    pub language: Option<String>,
    /// Where the text stands in the file. `None` if the text is the file's text
    /// or the file has no text of its own, as a PDF.
    pub map: Option<Arc<SourceMap>>,
    /// What the user should know about how the file was read.
    pub notes: Vec<String>,
}

/// A part of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Where it stands in the text.
    pub span: Span,
    /// What it is.
    pub kind: PartKind,
    /// Whom a quotation is from, where its markup says so: a span inside this
    /// part or in another one.
    pub source: Option<Span>,
}

impl Part {
    /// Creates a part without a source.
    #[must_use]
    pub const fn new(span: Span, kind: PartKind) -> Self {
        Self { span, kind, source: None }
    }
}

/// What a part of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PartKind {
    /// A block of which the format says no more. What it is, is decided by its
    /// words, as in plain text.
    Block,
    /// The headline.
    Title,
    /// The summary below the headline.
    Deck,
    /// A subhead.
    Heading,
    /// Running text.
    Paragraph,
    /// A block quotation or an embedded post: the words of another, without
    /// quotation marks.
    Quotation,
    /// Who wrote the article.
    Byline,
    /// When it was published.
    Dateline,
    /// What stands below a picture.
    Caption,
    /// Words of the article, shown a second time and larger.
    PullQuote,
    /// Who the author is.
    Bio,
    /// What was wrong in the article before.
    Correction,
    /// Who contributed to the article.
    Credit,
    /// Anything else that is not the article's text.
    Boilerplate,
    /// A comment of the file that suppresses findings: its words begin with
    /// `<!--`. Readers leave out other comments.
    Comment,
}

named! { PartKind {
    Block => "block",
    Title => "title",
    Deck => "deck",
    Heading => "heading",
    Paragraph => "paragraph",
    Quotation => "quotation",
    Byline => "byline",
    Dateline => "dateline",
    Caption => "caption",
    PullQuote => "pull-quote",
    Bio => "bio",
    Correction => "correction",
    Credit => "credit",
    Boilerplate => "boilerplate",
    Comment => "comment",
} }
