//! JSON Lines: an article a line.

use crate::article::Metadata;
use crate::error::Error;
use crate::source;
use serde::Deserialize;

/// An article that is ready to be analysed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its text.
    pub text: String,
    /// What is known beside the text; always with an id.
    pub metadata: Metadata,
    /// What to tell the user about how it was read, such as a guessed encoding.
    pub note: Option<String>,
}

/// Reads one line: an object with `text` and, optionally, `id`, `title`,
/// `publisher`, `wire` or `agency`, `author` or `byline`, and `date`. Without
/// an `id` the article goes by its place, `file:number`; `number` counts lines
/// from 1.
///
/// # Errors
/// If the line is no such object, or its text is empty or longer than 4 GiB.
pub fn article(file: &str, number: usize, bytes: Vec<u8>) -> Result<Article, Error> {
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
    // One note a file will do.
    let note = decoded.note.map(|note| format!("{file}: {note}"));
    Ok(Article { text, metadata, note })
}

/// The error of a line that is no article.
pub(crate) fn broken(place: &str, reason: &str) -> Error {
    Error::new(format!("broken JSON line: {reason}"))
        .in_file(place)
        .with_help("each line is one object with `id` and `text`; the other lines were read")
}

/// An article's fields. Those that are not named here are passed over.
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
    /// The text, and the other fields under their names here. Without an id
    /// the article goes by `place`.
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

/// A field that databases fill in many ways.
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

/// An error of JSON in words. The object is one line: *at line 1* says
/// nothing.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    format!("{} at column {}", reason.split(" at line ").next().unwrap_or(""), error.column())
}
