//! JSON Lines: one article per line.

use crate::article::Metadata;
use crate::error::{Error, ErrorKind};
use crate::source;
use serde::Deserialize;

/// An article that is ready to be analysed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Article {
    /// The text of the article.
    pub text: String,
    /// Metadata from the line. The id is always set.
    pub metadata: Metadata,
    /// A note for the user about how the line was read, such as a guessed
    /// encoding.
    pub note: Option<String>,
}

/// Reads one line: an object with `text` and, optionally, `id`, `title`,
/// `publisher`, `agency` or `wire`, `byline` or `author`, and `date`. Without
/// an `id` the article gets the id `file:number`; `number` is the line number,
/// from 1.
///
/// # Errors
/// Returns an error if the line is not such an object, or if its text is empty
/// or longer than 4 GiB.
pub fn article(file: &str, number: usize, bytes: Vec<u8>) -> Result<Article, Error> {
    read(file, number, bytes).map_err(|error| error.of(ErrorKind::Article))
}

fn read(file: &str, number: usize, bytes: Vec<u8>) -> Result<Article, Error> {
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
    let (text, metadata) = line.into_parts(&place);
    // Names the file and not the line, so that equal notes of one file are the
    // same.
    let note = decoded.note.map(|note| format!("{file}: {note}"));
    Ok(Article { text, metadata, note })
}

/// Returns the error for a line that is not an article.
pub(crate) fn broken(place: &str, reason: &str) -> Error {
    Error::new(format!("broken JSON line: {reason}"))
        .in_file(place)
        .with_help("each line is one object with `id` and `text`; the other lines were read")
}

/// The fields of an article. Unknown fields are ignored.
#[derive(Deserialize)]
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
}

impl Line {
    /// Returns the text and the metadata. Without an id, `place` is the id.
    pub(crate) fn into_parts(self, place: &str) -> (String, Metadata) {
        let metadata = Metadata {
            id: Some(self.id.get().unwrap_or_else(|| place.to_owned())),
            title: self.title.get(),
            publisher: self.publisher.get(),
            agency: self.agency.get().or_else(|| self.wire.get()),
            byline: self.byline.get().or_else(|| self.author.get()),
            published: self.date.get(),
        };
        (self.text, metadata)
    }
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
