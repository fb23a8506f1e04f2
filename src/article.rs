//! Reads a text as an article: its blocks, and what it says about itself.

mod boilerplate;
mod byline;
mod classify;
mod credit;
mod date;
mod line_terms;
mod pasted;
mod split;
mod stop;

use crate::lexicon::{Lexicon, OutletKind};
use crate::line;
use crate::read::{Document, Part, PartKind, SourceMap};
use crate::span::Span;
use std::borrow::Cow;
use std::sync::Arc;

pub use crate::metadata::Metadata;

/// The kind of a block of text. Only titles, headings and paragraphs are read
/// for attributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BlockKind {
    /// The article's headline, at the start of the text.
    Title,
    /// A heading between paragraphs, a cross-head, or a label of a list.
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
    /// What stands below a picture. No evidence of its own.
    Caption,
    /// Words of the article, shown a second time.
    PullQuote,
}

impl BlockKind {
    /// Returns the name of the kind, in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::Byline => "byline",
            Self::DateLine => "dateline",
            Self::Copyright => "copyright",
            Self::Boilerplate => "boilerplate",
            Self::Caption => "caption",
            Self::PullQuote => "pull-quote",
        }
    }
}

/// A paragraph, heading or line of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Position in bytes, without the white space around it.
    pub span: Span,
    /// Kind of the block.
    pub kind: BlockKind,
}

impl Block {
    /// Whether the block is read for attributions.
    #[must_use]
    pub const fn is_read(&self) -> bool {
        matches!(self.kind, BlockKind::Title | BlockKind::Heading | BlockKind::Paragraph)
    }
}

/// An article's text and what is known about the article.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Article<'t> {
    /// The whole text. All spans are offsets into it.
    pub text: Cow<'t, str>,
    /// The same with blanks in place of the comments, where there are any.
    pub(crate) blanked: Option<String>,
    /// Its blocks in the order of the text. They leave out only white space and
    /// comments.
    pub blocks: Vec<Block>,
    /// The comments (`<!-- … -->`) that begin a line. They are not part of the
    /// article.
    pub comments: Vec<Span>,
    /// Metadata from the caller, completed from the text.
    pub metadata: Metadata,
    /// The span of the dateline (*BAGHDAD (AP) —*), which is never part of
    /// content.
    pub dateline: Option<Span>,
    /// The blocks that are quotations by their markup and not by marks, in the
    /// order of the text.
    pub quoted: Vec<Span>,
    /// Where the text stands in the file that it was read from. `None` if it is
    /// the file's text.
    pub map: Option<Arc<SourceMap>>,
}

impl Article<'_> {
    /// Copies the text, if it is borrowed, into the article.
    #[must_use]
    pub fn into_owned(self) -> Article<'static> {
        let Self { text, blanked, blocks, comments, metadata, dateline, quoted, map } = self;
        Article { text: Cow::Owned(text.into_owned()), blanked, blocks, comments, metadata, dateline, quoted, map }
    }

    /// Returns the text of the file that the article was read from, into which
    /// lines, columns and offsets of output point. It is the article's text
    /// where that is the file's.
    #[must_use]
    pub fn file_text(&self) -> &str {
        self.map.as_deref().map_or(&self.text, SourceMap::source)
    }

    /// Returns where a byte of the text stands in [`Article::file_text`].
    #[must_use]
    pub fn in_file(&self, byte: u32) -> u32 {
        self.map.as_deref().map_or(byte, |map| map.start(byte))
    }

    /// Returns where a span of the text stands in [`Article::file_text`].
    #[must_use]
    pub fn span_in_file(&self, span: Span) -> Span {
        let Some(map) = self.map.as_deref() else { return span };
        let range = map.to_source(span);
        Span::new(range.start as u32, range.end as u32)
    }

    /// Returns the text that the stages read: comments and the marks of quoted
    /// mail (*> *) are replaced by blanks, so that they change nothing in what
    /// is found. It has the length and the
    /// offsets of [`Article::text`].
    #[must_use]
    pub fn without_comments(&self) -> &str {
        self.blanked.as_deref().unwrap_or(&self.text)
    }
}

/// Returns the text with blanks in place of the spans, byte for byte, or `None`
/// if there are none. They are in order. Line ends stay.
fn blanked(text: &str, spans: impl Iterator<Item = Span>) -> Option<String> {
    let mut spans = spans.peekable();
    spans.peek()?;
    let mut blanked = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans {
        blanked.push_str(text.get(at..span.start as usize).unwrap_or(""));
        let blank = |b: u8| if matches!(b, b'\n' | b'\r') { char::from(b) } else { ' ' };
        blanked.extend(span.of(text).bytes().map(blank));
        at = span.end as usize;
    }
    blanked.push_str(text.get(at..).unwrap_or(""));
    Some(blanked)
}

/// Reads a text as an article: splits it into blocks, separates running text
/// from what surrounds it, and fills gaps in `metadata` from bylines, datelines
/// and copyright lines.
///
/// Never fails. Makes one pass over the text and a few over the blocks. Text
/// beyond the 4 GiB that spans can address is left out.
#[doc(hidden)] // a stage
#[must_use]
pub fn read<'t>(text: &'t str, metadata: Metadata, lexicon: &Lexicon) -> Article<'t> {
    let text = addressable(text);
    let pieces = split::split(text, lexicon);
    divided(text, &pieces, &[], metadata, lexicon)
}

/// Reads an article whose parts a reader has told apart. What they are is not
/// guessed again, except for those of which the reader says no more. `metadata`
/// has what the document says of itself.
#[doc(hidden)] // a stage
#[must_use]
pub fn read_document<'t>(document: &'t Document, metadata: Metadata, lexicon: &Lexicon) -> Article<'t> {
    let mut article = if document.parts.is_empty() {
        read(&document.text, metadata, lexicon)
    } else {
        let text = addressable(&document.text);
        let parts = || document.parts.iter().filter(|part| part.span.end as usize <= text.len());
        let pieces: Vec<split::Piece> =
            parts().map(|part| split::Piece { span: part.span, kind: piece_kind(part.kind) }).collect();
        let words = parts().filter(|part| part.kind != PartKind::Comment);
        let given: Vec<Option<BlockKind>> = words.map(|part| block_kind(part, text)).collect();
        divided(text, &pieces, &given, metadata, lexicon)
    };
    let quoted = document.parts.iter().filter(|part| part.kind == PartKind::Quotation);
    article.quoted = quoted.map(|part| part.span).collect();
    article.map.clone_from(&document.map);
    article
}

const fn piece_kind(kind: PartKind) -> split::Kind {
    match kind {
        PartKind::Comment => split::Kind::Comment,
        _ => split::Kind::Text,
    }
}

/// Returns what a part is as a block; `None` if its words decide it.
fn block_kind(part: &Part, text: &str) -> Option<BlockKind> {
    Some(match part.kind {
        PartKind::Title => BlockKind::Title,
        PartKind::Deck if stop::ends_sentence(part.span.of(text)) => BlockKind::Paragraph,
        PartKind::Deck | PartKind::Heading => BlockKind::Heading,
        PartKind::Paragraph | PartKind::Quotation => BlockKind::Paragraph,
        PartKind::Byline | PartKind::Credit => BlockKind::Byline,
        PartKind::Dateline => BlockKind::DateLine,
        PartKind::Caption => BlockKind::Caption,
        PartKind::PullQuote => BlockKind::PullQuote,
        PartKind::Bio | PartKind::Correction | PartKind::Boilerplate => BlockKind::Boilerplate,
        PartKind::Block | PartKind::Comment => return None,
    })
}

/// Returns the text up to the 4 GiB that spans can address.
fn addressable(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Makes the article of a text that is divided into pieces. `given` has what is
/// known of each piece of text; it may be empty.
fn divided<'t>(
    whole: &'t str,
    pieces: &[split::Piece],
    given: &[Option<BlockKind>],
    metadata: Metadata,
    lexicon: &Lexicon,
) -> Article<'t> {
    let of = |kinds: &'static [split::Kind]| {
        pieces.iter().filter(|piece| kinds.contains(&piece.kind)).map(|piece| piece.span)
    };
    let comments: Vec<Span> = of(&[split::Kind::Comment]).collect();
    let blanked = blanked(whole, of(&[split::Kind::Comment, split::Kind::Prefix]));
    let text = blanked.as_deref().unwrap_or(whole);
    let known = |i: usize| given.get(i).copied().flatten();
    let by_words = |span: Span| classify::by_itself(span.of(text), lexicon).unwrap_or(BlockKind::Paragraph);
    let block = |(i, span)| Block { span, kind: known(i).unwrap_or_else(|| by_words(span)) };
    let mut blocks: Vec<Block> = of(&[split::Kind::Text]).enumerate().map(block).collect();
    let turns = transcript_turns(text, &blocks, lexicon);
    if given.is_empty() {
        pasted::mark(text, &mut blocks, lexicon);
    }
    if !given.contains(&Some(BlockKind::Title)) {
        mark_titles(text, &mut blocks, metadata.title.as_deref(), lexicon);
    }
    mark_headings(text, &mut blocks, lexicon);
    for turn in turns {
        blocks[turn].kind = BlockKind::Paragraph;
    }
    mark_below_bylines(text, &mut blocks);
    mark_tail(text, &mut blocks);
    for (i, block) in blocks.iter_mut().enumerate() {
        block.kind = known(i).unwrap_or(block.kind);
    }
    let (found, dateline) = read_credits(text, &blocks, lexicon);
    let metadata = complete(metadata, &found, lexicon);
    let (quoted, map) = (Vec::new(), None);
    Article { text: Cow::Borrowed(whole), blanked, blocks, comments, metadata, dateline, quoted, map }
}

/// Marks the opening blocks that make up the caller's title. If there are none,
/// marks the first block if it looks like a headline and another block follows.
fn mark_titles(text: &str, blocks: &mut [Block], title: Option<&str>, lexicon: &Lexicon) {
    let words =
        |s: &str| -> String { s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let opening: Vec<usize> = (0..blocks.len()).filter(|&i| blocks[i].is_read()).take(4).collect();
    let mut title = title.map(words).unwrap_or_default();
    let mut is_given = false;
    for &i in &opening {
        let block = blocks[i].span.of(text);
        // Titles are short; a long paragraph is not worth folding.
        let folded = if block.len() <= 1000 { words(block) } else { String::new() };
        match title.strip_prefix(folded.as_str()) {
            Some(rest) if !folded.is_empty() => {
                blocks[i].kind = BlockKind::Title;
                title = rest.to_owned();
                is_given = true;
            }
            _ => break,
        }
    }
    // Text copied from a web page can have its headline twice.
    if let [first, second, ..] = opening[..]
        && blocks[first].span.of(text) == blocks[second].span.of(text)
    {
        blocks[second].kind = BlockKind::Boilerplate;
    }
    if let (false, Some(&first)) = (is_given, opening.first()) {
        let block = blocks[first].span.of(text);
        let is_outlet = || credit::outlet(block, lexicon).is_some();
        if opening.len() > 1 && classify::is_title(block) && !is_outlet() {
            blocks[first].kind = BlockKind::Title;
        }
    }
}

/// Returns the paragraphs that open with the label of a turn, if there are
/// several: *RUIZ: Good evening*. They are no titles and no headings.
fn transcript_turns(text: &str, blocks: &[Block], lexicon: &Lexicon) -> Vec<usize> {
    let opens = |b: &Block| b.kind == BlockKind::Paragraph && classify::opens_turn(b.span.of(text), lexicon);
    let turns: Vec<usize> = blocks.iter().enumerate().filter(|(_, b)| opens(b)).map(|(i, _)| i).collect();
    if turns.len() > 1 { turns } else { Vec::new() }
}

/// Marks short blocks without a final stop as headings, and a wire agency's
/// name alone as a byline.
fn mark_headings(text: &str, blocks: &mut [Block], lexicon: &Lexicon) {
    if blocks.len() < 2 {
        return;
    }
    for block in blocks.iter_mut().filter(|b| b.kind == BlockKind::Paragraph) {
        let words = block.span.of(text);
        if words.len() <= 60 && agency_alone(words, lexicon).is_some() {
            block.kind = BlockKind::Byline;
        } else if classify::is_heading(words) {
            block.kind = BlockKind::Heading;
        }
    }
}

/// Marks a line directly below a byline as part of it: *Staff Writer, The
/// Courier*.
fn mark_below_bylines(text: &str, blocks: &mut [Block]) {
    for i in 1..blocks.len() {
        let gap = &text[blocks[i - 1].span.end as usize..blocks[i].span.start as usize];
        let is_next_line = line::ends(gap).count() < 2;
        if blocks[i].kind == BlockKind::Heading && blocks[i - 1].kind == BlockKind::Byline && is_next_line {
            blocks[i].kind = BlockKind::Byline;
        }
    }
}

/// Returns the name if the block is a wire agency's name and nothing more:
/// *AP*, *— Reuters*, *ASSOCIATED PRESS.*
fn agency_alone<'b>(block: &'b str, lexicon: &Lexicon) -> Option<&'b str> {
    let name = block.trim_matches(|c: char| !c.is_alphanumeric());
    (credit::outlet(name, lexicon) == Some(OutletKind::Wire)).then_some(name)
}

/// Marks what follows the copyright line after the article as boilerplate,
/// except long blocks that end like sentences.
fn mark_tail(text: &str, blocks: &mut [Block]) {
    let is_text = |b: &Block| b.kind == BlockKind::Paragraph;
    let Some(first) = blocks.iter().position(is_text) else { return };
    let Some(end) = blocks[first..].iter().position(|b| b.kind == BlockKind::Copyright) else { return };
    for block in blocks[first + end..].iter_mut().filter(|b| b.is_read()) {
        let words = block.span.of(text);
        if words.len() < 100 || !stop::ends_sentence(words) {
            block.kind = BlockKind::Boilerplate;
        }
    }
}

/// Returns what the text says about itself, and the span of its dateline.
fn read_credits(text: &str, blocks: &[Block], lexicon: &Lexicon) -> (Metadata, Option<Span>) {
    let mut found = Metadata::default();
    let mut updated = None;
    let mut dateline = None;
    // A dateline opens the story, but an editor's note or a summary may precede
    // it.
    let mut openings = 3;
    let mut credits = 0;
    for block in blocks {
        let words = block.span.of(text);
        match block.kind {
            BlockKind::Title if found.title.is_none() => {
                found.title = Some(words.trim_start_matches(['#', ' ']).to_owned());
            }
            // An article has few credits. The limit bounds the time for a long
            // list.
            BlockKind::Byline if credits < 8 => {
                credits += 1;
                match agency_alone(words, lexicon) {
                    Some(name) => credit::note_outlet(name, OutletKind::Wire, &mut found),
                    None if classify::by_itself(words, lexicon) == Some(BlockKind::Byline) => {
                        credit::read_byline(words, lexicon, &mut found);
                        // *By Jo Ito | June 14, 2017*: a byline can contain the
                        // date.
                        found.published = found.published.take().or_else(|| date::parse(words, lexicon));
                    }
                    None => credit::read_below_byline(words, lexicon, &mut found),
                }
            }
            BlockKind::Copyright if credits < 8 => {
                credits += 1;
                credit::read_copyright(words, lexicon, &mut found);
            }
            BlockKind::DateLine => {
                let is_update = words.get(..7).is_some_and(|w| w.eq_ignore_ascii_case("updated"))
                    || words.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("last"));
                let slot = if is_update { &mut updated } else { &mut found.published };
                if slot.is_none() {
                    *slot = date::parse(words, lexicon);
                }
            }
            BlockKind::Paragraph if openings > 0 && dateline.is_none() => {
                openings -= 1;
                let start = block.span.start;
                dateline = credit::read_dateline(words, lexicon, &mut found)
                    .map(|span| Span::new(start + span.start, start + span.end));
            }
            _ => {}
        }
    }
    if found.published.is_none() {
        found.published = updated;
    }
    (found, dateline)
}

/// Completes the caller's metadata with what the text says.
fn complete(given: Metadata, found: &Metadata, lexicon: &Lexicon) -> Metadata {
    let mut metadata = given.or(found);
    if let Some(iso) = metadata.published.as_deref().and_then(|date| date::parse(date, lexicon)) {
        metadata.published = Some(iso);
    }
    // *author: AP* in a database names the agency.
    if metadata.agency.is_none()
        && let Some(byline) = metadata.byline.clone()
        && let Some(name) = agency_alone(&byline, lexicon)
    {
        metadata.agency = Some(name.to_owned());
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammar;
    use BlockKind::*;
    use proptest::prelude::*;

    fn article(text: &str) -> Article<'_> {
        read(text, Metadata::default(), Grammar::builtin().lexicon())
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        article(text).blocks.iter().map(|b| b.kind).collect()
    }

    const STORY: &str = "<!-- a story with everything around it -->\n\
        Harbour strike enters third week\n\n\
        Published March 3rd, 2020 - 11:00 GMT\n\n\
        LIMA (AP) — Dock workers will stay out, a union said on Tuesday.\n\n\
        What comes next\n\n\
        Talks go on, \"for now,\" said Ana Ruiz, who leads the union.\n\n\
        By Fred Tomas\n\n\
        Copyright © UPI, 2020. All Rights Reserved.\n\n\
        You may also like\n\n\
        Five harbours worth a visit\n";

    #[test]
    fn tells_text_from_what_stands_around_it() {
        assert_eq!(
            kinds(STORY),
            [Title, DateLine, Paragraph, Heading, Paragraph, Byline, Copyright, Boilerplate, Boilerplate]
        );
    }

    #[test]
    fn learns_from_the_text_what_the_caller_leaves_open() {
        let article = article(STORY);
        let metadata = &article.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Harbour strike enters third week"));
        assert_eq!(metadata.published.as_deref(), Some("2020-03-03"));
        assert_eq!(metadata.byline.as_deref(), Some("Fred Tomas"));
        assert_eq!(metadata.agency.as_deref(), Some("AP"));
        assert_eq!(article.dateline.map(|d| d.of(STORY)), Some("LIMA (AP) —"));
    }

    #[test]
    fn the_caller_knows_better() {
        let given = Metadata {
            agency: Some("Reuters".to_owned()),
            published: Some("19-OCT-1987 17:17:00.73".to_owned()),
            ..Metadata::default()
        };
        let article = read(STORY, given, Grammar::builtin().lexicon());
        assert_eq!(article.metadata.agency.as_deref(), Some("Reuters"));
        assert_eq!(article.metadata.published.as_deref(), Some("1987-10-19"));
    }

    #[test]
    fn an_author_that_is_an_agency_is_the_agency() {
        let given = Metadata { byline: Some("AP".to_owned()), ..Metadata::default() };
        assert_eq!(read("It rained.", given, Grammar::builtin().lexicon()).metadata.agency.as_deref(), Some("AP"));
    }

    #[test]
    fn the_given_title_is_found_with_a_stop_and_over_two_lines() {
        let given = Metadata { title: Some("Strike ends; Port to open".to_owned()), ..Metadata::default() };
        let text = "Strike ends;\nPort to open.\n\nThe strike is over, a union said.";
        let article = read(text, given, Grammar::builtin().lexicon());
        assert_eq!(article.blocks.iter().map(|b| b.kind).collect::<Vec<_>>(), [Title, Title, Paragraph]);
    }

    #[test]
    fn a_lone_line_is_a_paragraph_and_a_sentence_no_title() {
        assert_eq!(kinds("Ferry halted"), [Paragraph]);
        assert_eq!(kinds("It rained.\n\nIt rained again."), [Paragraph, Paragraph]);
        assert_eq!(kinds(""), []);
    }

    #[test]
    fn the_line_below_a_byline_is_part_of_it() {
        let text = "Strike ends\n\nBy Ana Ruiz | June 14, 2017\nStaff Writer, The Harlan Valley Courier\n\nIt rained.";
        assert_eq!(kinds(text), [Title, Byline, Byline, Paragraph]);
        let metadata = article(text).metadata;
        assert_eq!(metadata.publisher.as_deref(), Some("The Harlan Valley Courier"));
        assert_eq!(metadata.published.as_deref(), Some("2017-06-14"));
    }

    #[test]
    fn a_headline_that_stands_twice_is_read_once() {
        assert_eq!(kinds("Strike ends\n\nStrike ends\n\nIt rained."), [Title, Boilerplate, Paragraph]);
    }

    #[test]
    fn an_agency_alone_is_a_credit() {
        assert_eq!(kinds("It rained all day.\n\nASSOCIATED PRESS."), [Paragraph, Byline]);
        assert_eq!(article("It rained.\n\n— Reuters").metadata.agency.as_deref(), Some("Reuters"));
    }

    proptest! {
        #[test]
        fn blocks_are_in_order_on_boundaries_and_leave_out_only_white_space_and_comments(
            text in "(?s)((By |© |\\(AP\\) — |LIMA|<!--|-->|Copyright|May|Updated|É|ﬀ|İ|/TASS/\\.|[a-zA-Z0-9 .,\"”é/()-]{1,8}|\n|\r\n|\n\n| ))*|.{0,80}"
        ) {
            let article = article(&text);
            prop_assert_eq!(&article.text, text.as_str());
            let text = article.without_comments();
            prop_assert_eq!(text.len(), article.text.len());
            let mut at = 0;
            for block in &article.blocks {
                prop_assert!(block.span.start as usize >= at && !block.span.is_empty());
                prop_assert!(text.get(block.span.range()).is_some());
                prop_assert!(text[at..block.span.start as usize].trim().is_empty());
                at = block.span.end as usize;
            }
            prop_assert!(text[at..].trim().is_empty());
            if let Some(dateline) = article.dateline {
                prop_assert!(text.get(dateline.range()).is_some_and(|d| !d.is_empty()));
            }
        }
    }
}
