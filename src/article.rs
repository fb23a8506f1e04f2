//! An article: its text in blocks, and what it says about itself.

use crate::span::Span;
use std::borrow::Cow;

/// What a block of the text is for. Only titles, headings and paragraphs are
/// read for attributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BlockKind {
    /// The article's headline, where the text opens with it.
    Title,
    /// A heading between paragraphs, a cross-head, a label of a list.
    Heading,
    /// Running text.
    Paragraph,
    /// *By Fred Lambert*, *Reporting by …; Editing by …*
    Byline,
    /// *Published September 28th, 2015 - 11:00 GMT*, *Updated 5 hours ago*
    DateLine,
    /// *Copyright © UPI, 2021. All Rights Reserved.*
    Copyright,
    /// Newsletter prompts, share buttons, related links, photo credits.
    Boilerplate,
    /// A comment in the file (`<!-- … -->`) that is no part of the article.
    Comment,
}

/// A paragraph, heading or line of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, in bytes, without the white space around it.
    pub span: Span,
    /// What it is for.
    pub kind: BlockKind,
}

impl Block {
    /// Whether attributions are looked for in it.
    #[must_use]
    pub const fn is_read(&self) -> bool {
        matches!(self.kind, BlockKind::Title | BlockKind::Heading | BlockKind::Paragraph)
    }
}

/// What the caller knows about an article that its text need not say.
/// Everything here wins over what the text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The name the article goes by in output: a path, a database key.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The outlet that published the article: never an intermediary in it.
    pub publisher: Option<String>,
    /// The news agency that the article is credited to: neither an
    /// intermediary.
    pub agency: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published, as `YYYY-MM-DD` where it could be read.
    pub published: Option<String>,
}

/// An article's text with what it says about itself.
#[derive(Clone, Debug)]
pub struct Article<'t> {
    /// The whole text. All spans are offsets into it.
    pub text: Cow<'t, str>,
    /// Its blocks in the order of the text, without gaps but for white space.
    pub blocks: Vec<Block>,
    /// What is known about it: given by the caller, else read from the text.
    pub metadata: Metadata,
    /// *BAGHDAD (AP) —*: the span of the dateline, which no content includes.
    pub dateline: Option<Span>,
}

impl Metadata {
    /// Fills what is missing here from `other`.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        let fill = |mine: &mut Option<String>, theirs: &Option<String>| {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        };
        fill(&mut self.id, &other.id);
        fill(&mut self.title, &other.title);
        fill(&mut self.publisher, &other.publisher);
        fill(&mut self.agency, &other.agency);
        fill(&mut self.byline, &other.byline);
        fill(&mut self.published, &other.published);
        self
    }
}

/// Stub
pub fn read<'t>(text: &'t str, metadata: Metadata, _lexicon: &crate::lexicon::Lexicon) -> Article<'t> {
    Article { text: Cow::Borrowed(text), blocks: vec![], metadata, dateline: None }
}
