//! What readers of XML share: parsing, and text with its place.

use super::source_map::{Piece, SourceMap};
use crate::error::Error;
use roxmltree::{Document, Node, ParsingOptions};
use std::ops::Range;
use std::sync::Arc;

/// Parses XML. External entities are not read, and references to them are
/// errors.
pub(super) fn parse(source: &str) -> Result<Document<'_>, Error> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 4_000_000, entity_resolver: None };
    Document::parse_with_options(source, options).map_err(|error| {
        Error::new(format!("invalid XML: {error}")).with_help("save or export the file again; nothing of it was read")
    })
}

/// A piece of XML text: bytes that stand for themselves, or a character for a
/// reference.
pub(super) enum Chunk {
    Copy(Range<usize>),
    Replace(char, Range<usize>),
}

/// Returns where a text node stands. A text and a CDATA section beside it are
/// one node, whose own range is that of the first.
pub(super) fn range_of_text(source: &str, text: Node<'_, '_>, parent: Node<'_, '_>) -> Range<usize> {
    let start = text.range().start;
    let end = text.next_sibling().map_or_else(|| end_of_content(source, parent), |next| next.range().start);
    start..end.max(start)
}

/// Returns where the end tag of an element begins.
fn end_of_content(source: &str, element: Node<'_, '_>) -> usize {
    let range = element.range();
    source.get(range.clone()).and_then(|whole| whole.rfind("</")).map_or(range.end, |at| range.start + at)
}

/// Passes on the text in a range of the file.
pub(super) fn decode(source: &str, range: Range<usize>, chunk: &mut dyn FnMut(Chunk)) {
    let mut at = range.start;
    while at < range.end {
        let rest = &source[at..range.end];
        let found = rest.find(['&', '<']).unwrap_or(rest.len());
        if found > 0 {
            chunk(Chunk::Copy(at..at + found));
            at += found;
            continue;
        }
        if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            let length = inner.find("]]>").unwrap_or(inner.len());
            let start = at + rest.len() - inner.len();
            chunk(Chunk::Copy(start..start + length));
            at = (start + length + "]]>".len()).min(range.end);
        } else {
            let reference = rest.get(1..rest.len().min(12)).and_then(|name| name.split_once(';')).map(|(name, _)| name);
            let decoded =
                reference.filter(|_| rest.starts_with('&')).and_then(|name| Some((name.len() + 2, entity(name)?)));
            let (length, c) = decoded.map_or((1, None), |(length, c)| (length, Some(c)));
            match c {
                Some(c) => chunk(Chunk::Replace(c, at..at + length)),
                None => chunk(Chunk::Copy(at..at + 1)),
            }
            at += length;
        }
    }
}

fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
            char::from_u32(code)
        }
    }
}

/// The text of an element and of all in it, with a map to the file.
pub(super) fn inner(source: &Arc<str>, element: Node<'_, '_>) -> (String, SourceMap) {
    let (mut text, mut pieces) = (String::new(), Vec::new());
    let mut add = |chunk: Chunk| match chunk {
        Chunk::Copy(range) => {
            pieces.push(piece(&text, range.len(), range.clone(), true));
            text.push_str(&source[range]);
        }
        Chunk::Replace(c, range) => {
            pieces.push(piece(&text, c.len_utf8(), range, false));
            text.push(c);
        }
    };
    all_text(source, element, &mut add, 0);
    (text, SourceMap::new(source.clone(), pieces))
}

/// How deep elements can be nested.
const DEEPEST: usize = 200;

fn all_text(source: &str, element: Node<'_, '_>, chunk: &mut dyn FnMut(Chunk), depth: usize) {
    for node in element.children().filter(|_| depth < DEEPEST) {
        if node.is_element() {
            all_text(source, node, chunk, depth + 1);
        } else if node.is_text() {
            decode(source, range_of_text(source, node, element), chunk);
        }
    }
}

fn piece(text: &str, len: usize, range: Range<usize>, verbatim: bool) -> Piece {
    let (source, source_len) = (range.start as u32, range.len() as u32);
    Piece { text: text.len() as u32, len: len as u32, source, source_len, verbatim }
}

/// Returns the child element with one of these names, the first name first.
pub(super) fn child<'a, 'i>(element: Node<'a, 'i>, names: &[&str]) -> Option<Node<'a, 'i>> {
    names.iter().find_map(|name| element.children().find(|child| child.tag_name().name() == *name))
}

/// Returns the words in an element, without markup.
pub(super) fn words(element: Node<'_, '_>) -> Option<String> {
    let text: String = element.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
