//! What a line of JSON Lines says about an article.

use crate::article::Metadata;
use serde::Deserialize;

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
