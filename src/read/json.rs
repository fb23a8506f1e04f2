//! JSON: an object for each article, also those of JSON Feed.

use super::builder::Builder;
use super::day::day_or_words;
use super::document::{Document, PartKind};
use super::fragment;
use super::source_map::{Piece, SourceMap};
use crate::error::Error;
use crate::jsonl;
use crate::metadata::Metadata;
use rustc_hash::FxHashMap;
use serde_json::value::RawValue;
use std::sync::Arc;

/// Reads an object, an array of objects, or an object that has an array of them.
pub(super) fn read(source: &Arc<str>) -> Result<Vec<Document>, Error> {
    let raw: &RawValue = serde_json::from_str(source).map_err(|error| broken(source, &error))?;
    let mut documents = Vec::new();
    values(source, raw, &Metadata::default(), 0, &mut documents);
    if documents.is_empty() {
        return Err(Error::new("there is no article in this JSON")
            .with_help("an article is an object with `text`, `body`, `content`, `articleBody` or `content_html`"));
    }
    Ok(documents)
}

/// Reads JSON Lines that are in memory already.
pub(super) fn read_lines(source: &str, name: &str) -> Result<Vec<Document>, Error> {
    let lines = source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let documents: Vec<Document> =
        lines.map(|(i, line)| jsonl::article(name, i + 1, line.as_bytes().to_vec())).collect::<Result<_, _>>()?;
    if documents.is_empty() { Err(Error::new("empty: all lines are blank")) } else { Ok(documents) }
}

fn broken(source: &str, error: &serde_json::Error) -> Error {
    let what = if error.is_eof() { "it ends too early" } else { "it is not JSON" };
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or("");
    let lines = crate::source::LineIndex::new(source);
    let at = lines.span(error.line(), None).map_or(0, |span| span.start as usize + error.column());
    let at = at.min(source.len());
    Error::new(format!("broken JSON: {what}: {reason}")).at("", source, at.saturating_sub(1)..at)
}

type Object<'s> = FxHashMap<String, &'s RawValue>;

/// How deep arrays of articles can be nested in objects.
const DEEPEST: usize = 4;
const LISTS: [&str; 7] = ["articles", "items", "entries", "docs", "documents", "results", "data"];
const TEXTS: [&str; 7] = ["text", "content_html", "content_text", "articleBody", "body", "content", "html"];

fn values(source: &Arc<str>, raw: &RawValue, above: &Metadata, depth: usize, documents: &mut Vec<Document>) {
    if depth > DEEPEST {
        return;
    }
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
        items.iter().for_each(|item| values(source, item, above, depth + 1, documents));
        return;
    }
    let Ok(object) = serde_json::from_str::<Object<'_>>(raw.get()) else { return };
    if let Some(document) = article(source, &object, above) {
        documents.push(document);
        return;
    }
    let Some(list) = LISTS.iter().find_map(|name| object.get(*name)) else { return };
    // The title of a JSON Feed is its publisher's name.
    let above = Metadata { publisher: name(&object, &["title", "publisher", "source"]), ..Metadata::default() };
    values(source, list, &above, depth + 1, documents);
}

fn article(source: &Arc<str>, object: &Object<'_>, above: &Metadata) -> Option<Document> {
    let metadata = Metadata {
        id: name(object, &["id", "url", "guid", "link"]),
        title: name(object, &["title", "headline", "name"]),
        publisher: name(object, &["publisher", "source", "outlet", "site"]),
        agency: name(object, &["agency", "wire"]),
        byline: name(object, &["byline", "author", "authors", "creator"]),
        published: name(object, &["published", "date", "date_published", "datePublished", "pubDate", "published_at"])
            .map(|date| day_or_words(&date)),
    };
    let metadata = metadata.or(above);
    let language = name(object, &["language", "lang", "inLanguage"]);
    if object.contains_key("parts") && object.contains_key("text") {
        let whole: String =
            object.iter().map(|(key, value)| format!("{}:{}", quoted(key), value.get())).collect::<Vec<_>>().join(",");
        let line: jsonl::Line = serde_json::from_str(&format!("{{{whole}}}")).ok()?;
        return Some(line.into_document(metadata.id.as_deref().unwrap_or("")));
    }
    let (text, map) = TEXTS.iter().find_map(|name| string(source, object.get(*name)?))?;
    if text.trim().is_empty() {
        return None;
    }
    let title = ["title", "headline"].iter().find_map(|name| string(source, object.get(*name)?));
    if !fragment::is_html(&text) {
        return Some(Document { text, metadata, language, map: Some(Arc::new(map)), ..Document::default() });
    }
    let mut builder = Builder::default();
    if let Some((words, map)) = title {
        let mut title = Builder::default();
        title.begin(PartKind::Title);
        title.copy(&words, 0..words.len());
        builder.append(title, Some(&map));
    }
    let mut parts = Builder::default();
    fragment::read(&text, &mut parts);
    builder.append(parts, Some(&map));
    let document = builder.finish(source.clone());
    (!document.text.is_empty()).then_some(Document { metadata, language, ..document })
}

fn quoted(key: &str) -> String {
    serde_json::to_string(key).unwrap_or_default()
}

/// Returns the value of the first of these keys that has one: a string, a
/// number, an object with a `name`, or a list of these.
fn name(object: &Object<'_>, keys: &[&str]) -> Option<String> {
    let plain = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text.trim().to_owned()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Object(object) => object.get("name").and_then(|n| n.as_str()).map(str::to_owned),
        _ => None,
    };
    keys.iter().find_map(|key| {
        let value: serde_json::Value = serde_json::from_str(object.get(*key)?.get()).ok()?;
        let names: Vec<String> = match &value {
            serde_json::Value::Array(items) => items.iter().filter_map(plain).collect(),
            value => plain(value).into_iter().collect(),
        };
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        (!names.is_empty()).then(|| names.join(" and "))
    })
}

/// Decodes a JSON string, with a map to the file. `None` if the value is not a
/// string.
fn string(source: &Arc<str>, raw: &RawValue) -> Option<(String, SourceMap)> {
    let text: String = serde_json::from_str(raw.get()).ok()?;
    // `raw` is a slice of the source, so its address gives its offset.
    let start = raw.get().as_ptr().addr().checked_sub(source.as_ptr().addr())? + 1;
    let inner = raw.get().get(1..raw.get().len() - 1)?;
    let mut pieces = Vec::new();
    let (mut at, mut out) = (0, 0);
    while at < inner.len() {
        let plain = inner[at..].find('\\').unwrap_or(inner.len() - at);
        let piece = |text: usize, len: usize, source: usize, source_len: usize, verbatim| Piece {
            text: text as u32,
            len: len as u32,
            source: (start + source) as u32,
            source_len: source_len as u32,
            verbatim,
        };
        if plain > 0 {
            pieces.push(piece(out, plain, at, plain, true));
            (at, out) = (at + plain, out + plain);
            continue;
        }
        let c = text.get(out..)?.chars().next()?;
        let escape = &inner[at..];
        let length = match escape.as_bytes().get(1)? {
            b'u' if c.len_utf16() == 2 => 12,
            b'u' => 6,
            _ => 2,
        };
        pieces.push(piece(out, c.len_utf8(), at, length, false));
        (at, out) = (at + length, out + c.len_utf8());
    }
    Some((text, SourceMap::new(source.clone(), pieces)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kinds, points_into};
    use super::*;

    #[test]
    fn articles_are_found_in_values() {
        let source = r#"{"title": "The Courier", "items": [
            {"id": 7, "title": "Strike \u201cends\u201d", "content_html": "<p>It was over,&nbsp;<b>Ito<\/b> said.</p><p>No.</p>", "authors": [{"name": "Jo"}, {"name": "Ana"}]},
            {"headline": "B", "articleBody": "One \ud83e\udd80 said.\n\nTwo.", "datePublished": "2024-05-01T10:00"},
            {"x": 1}]}"#;
        let documents = read(&source.into()).expect("articles");
        assert_eq!(documents.len(), 2);
        assert_eq!(
            kinds(&documents[0]),
            [("title", "Strike “ends”"), ("block", "It was over, Ito said."), ("block", "No.")]
        );
        assert_eq!(points_into(&documents[0], "over, Ito"), "over,&nbsp;<b>Ito");
        assert_eq!(points_into(&documents[0], "“ends”"), "\\u201cends\\u201d");
        assert_eq!(documents[0].metadata.byline.as_deref(), Some("Jo and Ana"));
        assert_eq!(documents[0].metadata.publisher.as_deref(), Some("The Courier"));
        assert_eq!(documents[1].text, "One 🦀 said.\n\nTwo.");
        assert_eq!(points_into(&documents[1], "🦀 said.\n\nT"), "\\ud83e\\udd80 said.\\n\\nT");
        assert_eq!(documents[1].metadata.published.as_deref(), Some("2024-05-01"));
    }

    #[test]
    fn what_is_no_article_is_an_error() {
        for (source, message) in [
            ("{\"a\": 1}", "there is no article"),
            ("{\"text\": \"a", "broken JSON: it ends too early"),
            ("[1,]", "broken JSON: it is not JSON"),
        ] {
            let error = read(&source.into()).expect_err("no article");
            assert!(error.message().starts_with(message), "{error}");
        }
    }
}
