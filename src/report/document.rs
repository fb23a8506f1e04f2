//! Prints an article as it was read: what it says of itself, and its parts.

use crate::article::{Article, BlockKind};
use crate::read::{Document, PartKind};
use crate::span::Span;
use crate::visible::visible;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write as _;

/// A part of an article with its words in one line.
#[derive(Serialize)]
struct Part<'a> {
    kind: PartKind,
    text: Cow<'a, str>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    text: String,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    publisher: Option<&'a str>,
    agency: Option<&'a str>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    parts: Vec<Part<'a>>,
}

/// Returns the article's parts with their places. Where the format does not tell
/// what a part is, or tells no parts at all, the blocks of the article do.
pub(crate) fn placed(article: &Article<'_>, document: &Document) -> Vec<(PartKind, Span)> {
    let of_block = |kind: BlockKind| match kind {
        BlockKind::Title => PartKind::Title,
        BlockKind::Heading => PartKind::Heading,
        BlockKind::Byline => PartKind::Byline,
        BlockKind::DateLine => PartKind::Dateline,
        BlockKind::Caption => PartKind::Caption,
        BlockKind::PullQuote => PartKind::PullQuote,
        BlockKind::Copyright | BlockKind::Boilerplate => PartKind::Boilerplate,
        _ => PartKind::Paragraph,
    };
    if document.parts.is_empty() {
        let comments = article.comments.iter().map(|&span| (PartKind::Comment, span));
        let blocks = article.blocks.iter().map(|block| (of_block(block.kind), block.span));
        let mut parts: Vec<(PartKind, Span)> = blocks.chain(comments).collect();
        parts.sort_by_key(|(_, span)| *span);
        return parts;
    }
    let mut blocks = article.blocks.iter();
    let part = |part: &crate::read::Part| {
        let block = if part.kind == PartKind::Comment { None } else { blocks.next() };
        let kind = match (part.kind, block) {
            (PartKind::Block, Some(block)) => of_block(block.kind),
            (kind, _) => kind,
        };
        (kind, part.span)
    };
    document.parts.iter().map(part).collect()
}

/// Returns the article's parts with their words.
fn parts<'a>(article: &'a Article<'_>, document: &'a Document) -> Vec<Part<'a>> {
    let is_told = !document.parts.is_empty();
    let part = |(kind, span): (PartKind, Span)| {
        let text = match kind {
            _ if is_told => Cow::Borrowed(span.of(&article.text)),
            PartKind::Comment => one_line(span.of(&article.text)),
            _ => one_line(span.of(article.without_comments())),
        };
        Part { kind, text }
    };
    placed(article, document).into_iter().map(part).collect()
}

/// Returns the words with one blank for all white space between two.
fn one_line(words: &str) -> Cow<'_, str> {
    if words.contains(['\n', '\r', '\t']) || words.contains("  ") {
        return words.split_whitespace().collect::<Vec<_>>().join(" ").into();
    }
    words.into()
}

/// Whether a part is the article's text, and not only about it.
const fn is_body(kind: PartKind) -> bool {
    matches!(kind, PartKind::Heading | PartKind::Paragraph | PartKind::Quotation | PartKind::Block)
}

/// One line of JSON, which [`crate::jsonl`] reads again. Its `text` is the body
/// of the article, without title, byline and captions; `parts` has all.
#[must_use]
pub fn jsonl(article: &Article<'_>, document: &Document) -> String {
    let metadata = &article.metadata;
    let parts = parts(article, document);
    let body: Vec<&str> = parts.iter().filter(|part| is_body(part.kind)).map(|part| &*part.text).collect();
    let line = Line {
        id: id(metadata.id.as_deref().unwrap_or("")),
        text: body.join("\n\n"),
        title: metadata.title.as_deref(),
        byline: metadata.byline.as_deref(),
        publisher: metadata.publisher.as_deref(),
        agency: metadata.agency.as_deref(),
        published: metadata.published.as_deref(),
        language: document.language.as_deref(),
        parts,
    };
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

/// Returns the id of an article in JSON Lines: the name of its file without
/// folders and the endings of its format, so that it stays the same when files
/// move.
fn id(name: &str) -> &str {
    use crate::read::InputFormat;
    let mut id = name.rsplit('/').next().unwrap_or(name);
    while let Some((before, ending)) = id.rsplit_once('.') {
        let is_known = ["gz", "zst", "zip", "xml"].contains(&ending) || InputFormat::of_name(id).is_some();
        if before.is_empty() || !is_known {
            break;
        }
        id = before;
    }
    id
}

/// For people: what the article says of itself, and each part with its kind.
#[must_use]
pub fn text(article: &Article<'_>, document: &Document) -> String {
    let mut out = String::new();
    for (name, value) in fields(article, document) {
        let _ = writeln!(out, "{name:>11}  {}", visible(value));
    }
    for part in parts(article, document) {
        let _ = write!(out, "\n{:>11}  ", part.kind.as_str());
        for (i, line) in part.text.split('\n').enumerate() {
            let _ = writeln!(out, "{}{}", if i > 0 { "             " } else { "" }, visible(line));
        }
    }
    out
}

fn fields<'a>(article: &'a Article<'_>, document: &'a Document) -> Vec<(&'static str, &'a str)> {
    let metadata = &article.metadata;
    let fields = [
        ("id", &metadata.id),
        ("title", &metadata.title),
        ("byline", &metadata.byline),
        ("publisher", &metadata.publisher),
        ("agency", &metadata.agency),
        ("published", &metadata.published),
        ("language", &document.language),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect()
}

/// Markdown with front matter, without what is not the article's text.
#[must_use]
pub fn markdown(article: &Article<'_>, document: &Document) -> String {
    let mut out = String::from("---\n");
    for (name, value) in fields(article, document) {
        let quoted = serde_json::to_string(value).unwrap_or_default();
        let _ = writeln!(out, "{name}: {quoted}");
    }
    out.push_str("---\n");
    for part in parts(article, document) {
        let text = match part.kind {
            PartKind::Comment => part.text.to_string(),
            _ => escaped(&part.text),
        };
        let _ = match part.kind {
            PartKind::Title => writeln!(out, "\n# {}", text.replace('\n', " ")),
            PartKind::Deck => writeln!(out, "\n*{}*", text.replace('\n', " ")),
            PartKind::Heading => writeln!(out, "\n## {}", text.replace('\n', " ")),
            PartKind::Quotation => writeln!(out, "\n> {}", text.replace('\n', "\\\n> ")),
            PartKind::Paragraph | PartKind::Block | PartKind::Comment => {
                writeln!(out, "\n{}", text.replace('\n', "\\\n"))
            }
            PartKind::Byline | PartKind::Dateline | PartKind::Correction | PartKind::Credit => {
                writeln!(out, "\n{text}")
            }
            _ => Ok(()),
        };
    }
    out
}

/// Returns the words so that Markdown reads them as they are.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for (i, line) in words.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let number = line.find(|c: char| !c.is_ascii_digit()).filter(|&i| i > 0 && line[i..].starts_with(['.', ')']));
        for (i, c) in line.char_indices() {
            let opens = i == 0 && matches!(c, '#' | '>' | '-' | '+' | '=' | '~');
            if opens || Some(i) == number || matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '\\' | '&' | '|') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}
