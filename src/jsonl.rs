//! JSON Lines: one article per line.

use crate::error::{Error, ErrorKind};
use crate::metadata::Metadata;
use crate::read::{Document, Part, PartKind};
use crate::source;
use crate::span::Span;
use serde::Deserialize;

/// Reads one line: an object with `text` and, optionally, `id`, `title`,
/// `publisher`, `agency` or `wire`, `byline` or `author`, `date` or
/// `published`, `language`, and `parts`. Without an `id` the article gets the id
/// `file:number`; `number` is the line number, from 1. The text of an article
/// with parts consists of these, as `secondhand read --format jsonl` prints
/// them.
///
/// # Errors
/// Returns an error if the line is not such an object, or if its text is empty
/// or longer than 4 GiB.
pub fn article(file: &str, number: usize, bytes: Vec<u8>) -> Result<Document, Error> {
    read(file, number, bytes).map_err(|error| error.of(ErrorKind::Article))
}

fn read(file: &str, number: usize, bytes: Vec<u8>) -> Result<Document, Error> {
    let place = format!("{file}:{number}");
    let decoded = source::decode(bytes).map_err(|error| error.in_file(&place))?;
    let json = decoded.text.trim();
    if !json.starts_with('{') {
        return Err(broken(&place, "not an object"));
    }
    let line: Line = serde_json::from_str(json).map_err(|error| broken(&place, &reason(&error)))?;
    if line.text.trim().is_empty() {
        return Err(Error::new("empty: there is no text in this article").in_file(&place));
    }
    if u32::try_from(line.text.len()).is_err() {
        return Err(Error::new("longer than 4 GiB").in_file(&place));
    }
    let mut document = line.into_document(&place);
    document.notes.extend(decoded.note);
    Ok(document)
}

/// Returns the error for a line that is not an article.
pub(crate) fn broken(place: &str, reason: &str) -> Error {
    Error::new(format!("broken JSON line: {reason}"))
        .in_file(place)
        .with_help("each line is one object with `id` and `text`; the other lines were read")
}

/// The fields of an article. Unknown fields are ignored.
#[derive(Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serve", schemars(rename = "ArticleInput"))]
pub(crate) struct Line {
    pub(crate) text: String,
    #[serde(default)]
    id: Loose,
    #[serde(default)]
    title: Loose,
    #[serde(default)]
    publisher: Loose,
    #[serde(default)]
    wire: Loose,
    #[serde(default)]
    agency: Loose,
    #[serde(default)]
    author: Loose,
    #[serde(default)]
    byline: Loose,
    #[serde(default)]
    date: Loose,
    #[serde(default)]
    published: Loose,
    #[serde(default)]
    language: Loose,
    #[serde(default)]
    parts: Vec<LinePart>,
}

impl Line {
    /// Returns the article. Without an id in the line, `place` is its id.
    pub(crate) fn into_document(mut self, place: &str) -> Document {
        let (parts, language) = (std::mem::take(&mut self.parts), std::mem::take(&mut self.language).get());
        let (text, metadata) = self.into_text(place);
        let (text, parts) = joined(text, parts);
        Document { text, parts, metadata, language, ..Document::default() }
    }

    /// Returns the text as it is given, and the metadata.
    pub(crate) fn into_text(self, place: &str) -> (String, Metadata) {
        let metadata = Metadata {
            id: Some(self.id.get().unwrap_or_else(|| place.to_owned())),
            title: self.title.get(),
            publisher: self.publisher.get(),
            agency: self.agency.get().or_else(|| self.wire.get()),
            byline: self.byline.get().or_else(|| self.author.get()),
            published: self.date.get().or_else(|| self.published.get()),
        };
        (self.text, metadata)
    }
}

/// Returns the text that parts make up, with blank lines between them, and
/// where each stands in it. Without parts it is the text as given.
fn joined(given: String, parts: Vec<LinePart>) -> (String, Vec<Part>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(parts.len());
    for LinePart { kind, text: words } in parts {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len() as u32;
        text.push_str(words);
        spans.push(Part::new(Span::new(start, text.len() as u32), kind));
    }
    if spans.is_empty() { (given, spans) } else { (text, spans) }
}

/// A part of an article: `{"kind": "title", "text": "Strike ends"}`.
#[derive(Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serve", schemars(rename = "PartInput"))]
struct LinePart {
    #[serde(default = "block")]
    kind: PartKind,
    text: String,
}

const fn block() -> PartKind {
    PartKind::Block
}

/// A field that may be a string, a list of strings or a number. Other values
/// are ignored.
#[derive(Default, Deserialize)]
#[serde(untagged)]
pub(crate) enum Loose {
    One(String),
    Many(Vec<String>),
    Number(serde_json::Number),
    Other(serde::de::IgnoredAny),
    #[default]
    Missing,
}

impl Loose {
    pub(crate) fn get(self) -> Option<String> {
        let text = match self {
            Self::One(text) => text,
            Self::Many(texts) => texts.join(" and "),
            Self::Number(number) => number.to_string(),
            Self::Other(_) | Self::Missing => return None,
        };
        (!text.trim().is_empty()).then_some(text)
    }
}

/// Returns the message of a JSON error, with the column but not the line, which
/// is always 1.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    format!("{} at column {}", reason.split(" at line ").next().unwrap_or(""), error.column())
}
