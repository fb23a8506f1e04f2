//! Builds an article's text from a file, with its parts and its map.

use super::document::{Document, Part, PartKind};
use super::quotations;
use super::source_map::{Piece, SourceMap, push_piece};
use crate::span::Span;
use std::ops::Range;
use std::sync::Arc;

/// Collects the text of an article part by part.
///
/// Inside a part, white space is one blank or one line break, and characters
/// that show nothing (soft hyphens, zero-width ones) are left out.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    text: String,
    pieces: Vec<Piece>,
    parts: Vec<Part>,
    /// The part that is open, and where it begins.
    open: Option<(PartKind, usize)>,
    /// The place in the file of white space that has not been written yet.
    /// `true` stands for a line break.
    blank: Option<(Range<usize>, bool)>,
}

impl Builder {
    /// Opens a part. The one that is open ends before it.
    pub(crate) fn begin(&mut self, kind: PartKind) {
        self.end();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.open = Some((kind, self.text.len()));
    }

    /// Closes the open part, and returns its index. A part without words is
    /// dropped.
    pub(crate) fn end(&mut self) -> Option<usize> {
        self.blank = None;
        let (kind, start) = self.open.take()?;
        if start == self.text.len() {
            // The blank line before it goes too.
            self.text.truncate(self.parts.last().map_or(0, |part| part.span.end as usize));
            return None;
        }
        self.parts.push(Part::new(Span::new(start as u32, self.text.len() as u32), kind));
        Some(self.parts.len() - 1)
    }

    /// Whether a part is open.
    pub(crate) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The parts that are closed.
    pub(crate) const fn parts(&mut self) -> &mut Vec<Part> {
        &mut self.parts
    }

    /// Adds words of the file as they stand there, at `range` of `source`.
    /// Opens a part of running text if none is open.
    pub(crate) fn copy(&mut self, source: &str, range: Range<usize>) {
        let words = source.get(range.clone()).unwrap_or("");
        let mut from = range.start;
        for (i, c) in words.char_indices() {
            let at = range.start + i;
            if is_plain(c) {
                continue;
            }
            self.verbatim(source, from..at);
            let behind = at + c.len_utf8();
            self.character(c, at..behind);
            from = behind;
        }
        self.verbatim(source, from..range.end);
    }

    /// Adds words that stand for `range` of the file and differ from it, such as
    /// a decoded entity.
    pub(crate) fn replace(&mut self, words: &str, range: Range<usize>) {
        let mut plain = words.len();
        for (i, c) in words.char_indices() {
            if !is_plain(c) {
                plain = i;
                break;
            }
        }
        if !words[..plain].is_empty() {
            self.write(&words[..plain], range.clone(), false);
        }
        for c in words[plain..].chars() {
            if is_plain(c) {
                self.write(c.encode_utf8(&mut [0; 4]), range.clone(), false);
            } else {
                self.character(c, range.clone());
            }
        }
    }

    /// Adds a comment as a part of its own, as it stands at `range` of `source`.
    pub(crate) fn comment(&mut self, source: &str, range: Range<usize>) {
        self.begin(PartKind::Comment);
        self.copy(source, range);
        self.end();
    }

    /// Adds a line break inside the part: `<br>`.
    pub(crate) fn line_break(&mut self, range: Range<usize>) {
        if self.open.is_some_and(|(_, start)| start < self.text.len()) {
            self.blank = Some((range, true));
        }
    }

    /// Adds white space inside the part.
    pub(crate) fn blank(&mut self, range: Range<usize>) {
        if self.open.is_some_and(|(_, start)| start < self.text.len()) && self.blank.is_none() {
            self.blank = Some((range, false));
        }
    }

    fn character(&mut self, c: char, range: Range<usize>) {
        if c.is_whitespace() {
            self.blank(range);
        } else if !is_invisible(c) {
            self.write(c.encode_utf8(&mut [0; 4]), range, false);
        }
    }

    fn verbatim(&mut self, source: &str, range: Range<usize>) {
        if !range.is_empty() {
            let words = &source[range.clone()];
            self.write(words, range, true);
        }
    }

    fn write(&mut self, words: &str, range: Range<usize>, verbatim: bool) {
        if self.open.is_none() {
            self.begin(PartKind::Paragraph);
        }
        if let Some((blank, breaks)) = self.blank.take() {
            let verbatim = !breaks && blank.len() == 1;
            self.piece(if breaks { "\n" } else { " " }, blank, verbatim);
        }
        self.piece(words, range, verbatim);
    }

    fn piece(&mut self, words: &str, range: Range<usize>, verbatim: bool) {
        let (text, len) = (self.text.len() as u32, words.len() as u32);
        self.text.push_str(words);
        let (source, source_len) = (range.start as u32, range.len() as u32);
        push_piece(&mut self.pieces, Piece { text, len, source, source_len, verbatim });
    }

    /// Adds the parts of another builder, whose ranges point into a text that
    /// `map` maps to this builder's file. Without a map they are left without a
    /// place.
    pub(crate) fn append(&mut self, mut other: Self, map: Option<&SourceMap>) {
        self.end();
        other.end();
        if other.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let by = self.text.len() as u32;
        self.text.push_str(&other.text);
        let shifted = |span: Span| Span::new(span.start + by, span.end + by);
        self.parts.extend(other.parts.iter().map(|part| Part {
            span: shifted(part.span),
            kind: part.kind,
            source: part.source.map(shifted),
        }));
        for piece in &other.pieces {
            if let Some(map) = map {
                map.pieces_of(*piece, |found| self.pieces.push(Piece { text: found.text + by, ..found }));
            }
        }
    }

    /// Makes the first part the title if it is a heading and there is no title.
    pub(crate) fn title_first(&mut self) {
        self.end();
        let mut words = self.parts.iter_mut().filter(|part| part.kind != PartKind::Comment);
        if let Some(first) = words.next().filter(|first| first.kind == PartKind::Heading)
            && !words.any(|part| part.kind == PartKind::Title)
        {
            first.kind = PartKind::Title;
        }
    }

    /// Returns the document. Its metadata is left to the reader. `source` is
    /// the text of the file into which the ranges point.
    pub(crate) fn finish(mut self, source: Arc<str>) -> Document {
        self.end();
        quotations::finish(&mut self.text, &mut self.parts, &mut self.pieces);
        let map = Arc::new(SourceMap::new(source, self.pieces));
        Document { text: self.text, parts: self.parts, map: Some(map), ..Document::default() }
    }

    /// Returns the document of a file that has no text of its own to point
    /// into.
    pub(crate) fn finish_without_map(mut self) -> Document {
        self.end();
        quotations::finish(&mut self.text, &mut self.parts, &mut self.pieces);
        Document { text: self.text, parts: self.parts, ..Document::default() }
    }
}

/// Whether a character is copied as it stands.
fn is_plain(c: char) -> bool {
    c.is_ascii_graphic() || !c.is_ascii() && !c.is_whitespace() && !is_invisible(c)
}

/// Whether a character shows nothing and is part of no word: soft hyphens,
/// zero-width spaces and joiners, marks of direction and byte order, and
/// control characters.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
                ..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads the source with `&x;` as an entity for *x* and `|` as the end of a
    /// part.
    fn built(source: &str) -> Document {
        let mut builder = Builder::default();
        let mut at = 0;
        while at < source.len() {
            let rest = &source[at..];
            let c = rest.chars().next().expect("not at the end");
            let entity = rest.strip_prefix('&').and_then(|r| r.find(';').map(|end| &r[..end]));
            match (c, entity) {
                ('|', _) => {
                    builder.begin(PartKind::Paragraph);
                    at += 1;
                }
                ('&', Some(words)) => {
                    builder.replace(words, at..at + words.len() + 2);
                    at += words.len() + 2;
                }
                _ => {
                    let first = c.len_utf8();
                    let length = rest[first..].find(['&', '|']).map_or(rest.len(), |i| i + first);
                    builder.copy(source, at..at + length);
                    at += length;
                }
            }
        }
        builder.finish(source.into())
    }

    #[test]
    fn white_space_and_entities_are_mapped() {
        let source = "|One  &’; two\u{ad}fold \n three.| | Four.";
        let document = built(source);
        assert_eq!(document.text, "One ’ twofold three.\n\nFour.");
        assert_eq!(document.parts.len(), 2);
        let map = document.map.expect("a map");
        let of = |words: &str| {
            let at = document.text.find(words).expect("there") as u32;
            &source[map.to_source(Span::new(at, at + words.len() as u32))]
        };
        assert_eq!(of("’"), "&’;");
        assert_eq!(of("twofold"), "two\u{ad}fold");
        assert_eq!(of("One ’ two"), "One  &’; two");
        assert_eq!(of("three.\n\nFour"), "three.| | Four");
        let back = |words: &str| {
            let at = source.find(words).expect("there");
            map.to_text(at..at + words.len()).map(|span| span.of(&document.text).to_owned())
        };
        assert_eq!(back("fold").as_deref(), Some("fold"));
        assert_eq!(back("| |"), None);
    }

    proptest! {
        #[test]
        fn every_span_round_trips(source in "(?s)(&[a-z’ é\u{ad}]{0,3};|[|]|[a-zé \u{a0}\u{ad}\n]{1,6})*") {
            let document = built(&source);
            let map = document.map.clone().expect("a map");
            let mut end = 0;
            for part in &document.parts {
                prop_assert!(part.span.start as usize >= end && !part.span.of(&document.text).trim().is_empty());
                prop_assert_eq!(part.span.of(&document.text).trim(), part.span.of(&document.text));
                end = part.span.end as usize;
            }
            prop_assert_eq!(end, document.text.len());
            let places: Vec<usize> = document.text.char_indices().map(|(i, _)| i).chain([document.text.len()]).collect();
            for (i, &start) in places.iter().enumerate() {
                for &end in places[i + 1..].iter().take(8) {
                    let span = Span::new(start as u32, end as u32);
                    let range = map.to_source(span);
                    prop_assert!(source.get(range.clone()).is_some());
                    let inner = span.of(&document.text);
                    if !inner.starts_with('\n') && !inner.ends_with('\n') {
                        let back = map.to_text(range).expect("words have a place");
                        prop_assert!(back.contains(span), "{:?} {:?}", back, span);
                    }
                }
            }
        }
    }
}
