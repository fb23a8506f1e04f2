//! Which bytes of a file each part of an article's text stands for.

use crate::line;
use crate::span::Span;
use std::ops::Range;
use std::sync::Arc;

/// A stretch of the article's text and the bytes of the file that it stands
/// for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it begins in the text.
    pub(crate) text: u32,
    /// Its length in the text.
    pub(crate) len: u32,
    /// Where it begins in the file.
    pub(crate) source: u32,
    /// Its length in the file.
    pub(crate) source_len: u32,
    /// Whether the text has the file's bytes unchanged. Otherwise they were
    /// replaced, as `&rsquo;` is by *’*, and the piece has no inner places.
    pub(crate) verbatim: bool,
}

impl Piece {
    const fn end(&self) -> u32 {
        self.text + self.len
    }

    const fn source_end(&self) -> u32 {
        self.source + self.source_len
    }
}

/// Adds a piece. One that goes on where the last one ends, in the text and in
/// the file, makes that one longer.
pub(crate) fn push_piece(pieces: &mut Vec<Piece>, piece: Piece) {
    let goes_on = |last: &&mut Piece| {
        piece.verbatim && last.verbatim && last.end() == piece.text && last.source_end() == piece.source
    };
    match pieces.last_mut().filter(goes_on) {
        Some(last) => {
            last.len += piece.len;
            last.source_len += piece.source_len;
        }
        None => pieces.push(piece),
    }
}

/// Maps an article's text to the file that it was read from, and back.
///
/// The file is its decoded text: offsets count bytes of UTF-8 whatever the
/// file's encoding is, and, where the file is compressed, bytes of its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceMap {
    source: Arc<str>,
    /// The line of the file, from 1, in which `source` begins.
    first_line: usize,
    /// In the order of the text, without overlaps.
    pieces: Vec<Piece>,
    /// The same pieces in the order of the file, by index.
    by_source: Vec<u32>,
}

impl SourceMap {
    /// Creates the map from pieces in the order of the text.
    pub(crate) fn new(source: Arc<str>, pieces: Vec<Piece>) -> Self {
        let mut by_source: Vec<u32> = (0..pieces.len() as u32).collect();
        by_source.sort_by_key(|&i| (pieces[i as usize].source, i));
        Self { source, first_line: 1, pieces, by_source }
    }

    /// Creates the map of a text that stands in the file as it is.
    #[cfg(feature = "documents")]
    pub(crate) fn of_slice(source: Arc<str>, range: Range<usize>) -> Self {
        let len = range.len() as u32;
        Self::new(source, vec![Piece { text: 0, len, source: range.start as u32, source_len: len, verbatim: true }])
    }

    /// Returns the map with only that part of the file as its source in which
    /// the article stands. The maps of all articles of a file together are then
    /// no larger than the file. `counted` is a place in the file and the number
    /// of line ends before it, which are moved on to the article.
    pub(crate) fn narrowed(&self, counted: &mut (usize, usize)) -> Self {
        let start = self.by_source.first().map_or(0, |&i| self.pieces[i as usize].source);
        let end = self.pieces.iter().map(Piece::source_end).max().unwrap_or(start);
        if (start as usize) < counted.0 {
            *counted = (0, 0);
        }
        let between = self.source.get(counted.0..start as usize).unwrap_or("");
        *counted = (start as usize, counted.1 + line::ends(between).count());
        let pieces = self.pieces.iter().map(|piece| Piece { source: piece.source - start, ..*piece }).collect();
        let source = self.source.get(start as usize..end as usize).unwrap_or("");
        Self { first_line: counted.1 + 1, ..Self::new(source.into(), pieces) }
    }

    /// Returns the line of the file, from 1, in which [`SourceMap::source`]
    /// begins. It is not 1 where a file has several articles.
    #[must_use]
    pub const fn first_line(&self) -> usize {
        self.first_line
    }

    /// Returns the file's text or, where a file has several articles, the part
    /// of it in which this one stands.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the bytes of the file that a span of the article's text stands
    /// for: from the place of its first byte to that of its last one. What the
    /// reader put in, such as the blank line between two paragraphs, stands for
    /// the empty range behind what precedes it.
    ///
    /// Takes time logarithmic in the number of pieces.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Range<usize> {
        // What begins with something that the reader put in begins with the
        // words behind it.
        let next = self.pieces.partition_point(|piece| piece.end() <= span.start);
        let next = self.pieces.get(next).filter(|piece| piece.text > span.start && piece.text < span.end);
        let start = next.map_or_else(|| self.start(span.start), |piece| piece.source);
        let end = if span.is_empty() { start } else { self.end(span.end) };
        start as usize..end.max(start) as usize
    }

    /// Returns the span of the article's text that stands for these bytes of
    /// the file, or for those of them that the article has. `None` if it has
    /// none of them.
    #[must_use]
    pub fn to_text(&self, source: Range<usize>) -> Option<Span> {
        let (from, to) = (u32::try_from(source.start).ok()?, u32::try_from(source.end).unwrap_or(u32::MAX));
        let piece = |i: usize| self.by_source.get(i).map(|&i| self.pieces[i as usize]);
        // The first piece that ends behind `from`, and the last one that begins
        // before `to`.
        let first = self.by_source.partition_point(|&i| self.pieces[i as usize].source_end() <= from);
        let last = self.by_source.partition_point(|&i| self.pieces[i as usize].source < to.max(from + 1));
        let (first, last) = (piece(first)?, piece(last.checked_sub(1)?)?);
        if first.source >= to.max(from + 1) {
            return None;
        }
        let start = if first.verbatim { first.text + from.saturating_sub(first.source) } else { first.text };
        let end = if last.verbatim { last.end() - last.source_end().saturating_sub(to) } else { last.end() };
        Some(Span::new(start, end.max(start)))
    }

    /// Returns the place in the file of the character that begins at this byte
    /// of the text.
    #[must_use]
    pub fn start(&self, at: u32) -> u32 {
        let Some(piece) = self.before(at) else { return self.pieces.first().map_or(0, |piece| piece.source) };
        match at - piece.text {
            inside if inside >= piece.len => piece.source_end(),
            inside if piece.verbatim => piece.source + inside,
            _ => piece.source,
        }
    }

    /// Returns the end in the file of the character that ends at this byte of
    /// the text.
    fn end(&self, at: u32) -> u32 {
        let Some(piece) = at.checked_sub(1).and_then(|last| self.before(last)) else { return self.start(at) };
        if piece.verbatim { piece.source + (at - piece.text).min(piece.len) } else { piece.source_end() }
    }

    /// Passes on the pieces of which `piece` consists, if it points into the
    /// text of this map and they into its file.
    pub(crate) fn pieces_of(&self, piece: Piece, mut pass: impl FnMut(Piece)) {
        let (start, end) = (piece.source, piece.source_end());
        if !piece.verbatim {
            let range = self.to_source(Span::new(start, end));
            let (source, source_len) = (range.start as u32, range.len() as u32);
            return pass(Piece { source, source_len, ..piece });
        }
        let first = self.pieces.partition_point(|mine| mine.end() <= start);
        for mine in self.pieces[first..].iter().take_while(|mine| mine.text < end) {
            let (from, to) = (mine.text.max(start), mine.end().min(end));
            let text = piece.text + (from - start);
            pass(if mine.verbatim {
                let source = mine.source + (from - mine.text);
                Piece { text, len: to - from, source, source_len: to - from, verbatim: true }
            } else {
                Piece { text, len: to - from, source: mine.source, source_len: mine.source_len, verbatim: false }
            });
        }
    }

    /// Returns the last piece that begins at or before this byte of the text.
    fn before(&self, at: u32) -> Option<&Piece> {
        self.pieces.partition_point(|piece| piece.text <= at).checked_sub(1).map(|i| &self.pieces[i])
    }
}
