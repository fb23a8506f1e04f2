//! Writes block quotations as running text has them: in quotation marks, with
//! a dash before whom they are from.
//!
//! All stages behind then read them as they read quotations of a text. One over
//! several paragraphs opens in each of them and closes in the last.

use super::document::{Part, PartKind};
use super::source_map::Piece;
use crate::span::Span;

/// The longest line that says whom a quotation is from, in bytes.
const LONGEST_SOURCE: usize = 160;

const DOUBLE: [char; 8] = ['"', '“', '”', '„', '‟', '«', '»', '＂'];
/// Dashes before whom a quotation is from.
pub(super) const DASHES: [char; 3] = ['—', '–', '―'];
const DASH: &str = "— ";

/// Finds the sources of quotations, and puts the marks into the text.
pub(super) fn finish(text: &mut String, parts: &mut Vec<Part>, pieces: &mut [Piece]) {
    if parts.iter().any(|part| part.kind == PartKind::Quotation) {
        find_sources(text, parts);
        put_marks(text, parts, pieces);
    }
}

/// Makes a last line with a dash before it the source of the quotation.
fn find_sources(text: &str, parts: &mut Vec<Part>) {
    let mut found: Vec<Part> = Vec::with_capacity(parts.len());
    for &part in parts.iter() {
        found.push(Part { source: part.source.map(|source| behind_dash(text, source)), ..part });
        if part.kind != PartKind::Quotation || part.source.is_some() {
            continue;
        }
        let words = part.span.of(text);
        let line = words.rfind('\n').map_or(0, |end| end + 1);
        let before = words[..line].trim_end();
        let behind = found.len() - 1;
        let is_behind = behind > 0 && found[behind - 1].kind == PartKind::Quotation;
        let is_dialogue = before.lines().next_back().is_some_and(|line| line.starts_with(DASHES));
        if before.is_empty() && !is_behind || is_dialogue || !is_source_line(&words[line..]) {
            continue;
        }
        let start = part.span.start + line as u32;
        let said = Span::new(start, part.span.end);
        let source = behind_dash(text, said);
        match before.len() as u32 {
            0 => drop(found.pop()),
            length => found[behind].span.end = part.span.start + length,
        }
        let quoted = found.iter_mut().rev();
        quoted
            .take_while(|p| p.kind == PartKind::Quotation && p.source.is_none())
            .for_each(|p| p.source = Some(source));
        found.push(Part::new(said, PartKind::Paragraph));
    }
    *parts = found;
}

/// Returns a span without the dash that it begins with.
fn behind_dash(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let name = words.trim_start_matches(|c| DASHES.contains(&c) || c == ' ');
    Span::new(span.end - name.len() as u32, span.end)
}

/// Whether a line of a quotation says whom it is from: it begins with a dash
/// and is no sentence.
fn is_source_line(line: &str) -> bool {
    let words = line.trim_start_matches(DASHES);
    words.len() < line.len()
        && words.len() < LONGEST_SOURCE
        && words.contains(char::is_alphabetic)
        && !words.trim_end().ends_with(['.', '!', '?', '…', '”', '"', ','])
}

/// Puts quotation marks around quotations that have none, and a dash before
/// their sources.
fn put_marks(text: &mut String, parts: &mut [Part], pieces: &mut [Piece]) {
    let is_bare = |part: &Part| part.kind == PartKind::Quotation && !part.span.of(text).contains(DOUBLE);
    let mut marks: Vec<(u32, &str)> = Vec::new();
    let mut sources: Vec<u32> = parts.iter().filter_map(|part| part.source).map(|source| source.start).collect();
    sources.sort_unstable();
    for (i, part) in parts.iter().enumerate() {
        if is_bare(part) {
            marks.push((part.span.start, "“"));
            let goes_on = |next: &Part| is_bare(next) && part.source == next.source;
            if !parts.get(i + 1).is_some_and(goes_on) {
                marks.push((part.span.end, "”"));
            }
        } else if part.kind == PartKind::Paragraph && sources.binary_search(&part.span.start).is_ok() {
            marks.push((part.span.start, DASH));
        }
    }
    if marks.is_empty() {
        return;
    }
    // The bytes of all marks before each.
    let mut sums = vec![0];
    let (mut marked, mut at) = (String::with_capacity(text.len() + marks.len() * 4), 0);
    for &(place, mark) in &marks {
        marked.push_str(&text[at..place as usize]);
        marked.push_str(mark);
        at = place as usize;
        sums.push(sums.last().copied().unwrap_or(0) + mark.len() as u32);
    }
    marked.push_str(&text[at..]);
    *text = marked;
    let before = |at: u32| at + sums[marks.partition_point(|&(place, _)| place < at)];
    let through = |at: u32| at + sums[marks.partition_point(|&(place, _)| place <= at)];
    for part in parts {
        part.span = Span::new(before(part.span.start), through(part.span.end));
        part.source = part.source.map(|span| Span::new(through(span.start), before(span.end)));
    }
    for piece in pieces {
        piece.text = through(piece.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::builder::Builder;
    use crate::read::document::Document;

    /// Reads lines as quotations, those that begin with `|` as paragraphs.
    fn built(source: &str) -> Document {
        let mut builder = Builder::default();
        let mut at = 0;
        for part in source.split("\n\n") {
            let bare = part.trim_start_matches('|');
            builder.begin(if bare == part { PartKind::Quotation } else { PartKind::Paragraph });
            for (line, words) in bare.split('\n').enumerate() {
                let start = at + (part.len() - bare.len());
                if line > 0 {
                    builder.line_break(start - 1..start);
                }
                builder.copy(source, start..start + words.len());
                at = start + words.len() + 1 - (part.len() - bare.len());
            }
            at += 1 + (part.len() - bare.len());
        }
        builder.finish(source.into())
    }

    fn sources(document: &Document) -> Vec<Option<&str>> {
        document.parts.iter().map(|part| part.source.map(|source| source.of(&document.text))).collect()
    }

    #[test]
    fn block_quotations_get_marks() {
        let document = built("|She wrote:\n\nOne.\n\nTwo.\n\n“No.”\n\n|It rained.");
        assert_eq!(document.text, "She wrote:\n\n“One.\n\n“Two.”\n\n“No.”\n\nIt rained.");
        assert_eq!(document.parts[2].span.of(&document.text), "“Two.”");
        let map = document.map.as_ref().expect("a map");
        let at = document.text.find("Two").expect("there") as u32;
        assert_eq!(&map.source()[map.to_source(Span::new(at, at + 4))], "Two.");
        assert_eq!(&map.source()[map.to_source(Span::new(at - 3, at + 7))], "Two.");
    }

    #[test]
    fn a_last_line_behind_a_dash_is_the_source() {
        let document = built("One.\n\nTwo.\n\n— Jo Ito\n\n|It rained.");
        assert_eq!(document.text, "“One.\n\n“Two.”\n\n— Jo Ito\n\nIt rained.");
        assert_eq!(sources(&document), [Some("Jo Ito"), Some("Jo Ito"), None, None]);
        let document = built("One.\n– Jo Ito\n\nTwo.\n\n|It rained.");
        assert_eq!(document.text, "“One.”\n– Jo Ito\n\n“Two.”\n\nIt rained.");
        assert_eq!(sources(&document), [Some("Jo Ito"), None, None, None]);
    }

    #[test]
    fn lines_of_dialogue_are_no_sources() {
        for source in ["— Is it over?\n— It is.", "— Is it over\n— It is", "One.\n\n— It is over.", "— One"]
        {
            assert_eq!(sources(&built(source)).into_iter().flatten().count(), 0, "{source}");
        }
    }
}
