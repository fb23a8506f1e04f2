//! Mail, and web pages saved with all their files, which have the same form.

use super::builder::Builder;
use super::document::{Document, PartKind};
use super::fragment;
use super::source_map::SourceMap;
use crate::error::Error;
use crate::metadata::Metadata;
use mail_parser::{Message, MessageParser, MessagePart, PartType};
use std::sync::Arc;

fn parse(bytes: &[u8]) -> Result<Message<'_>, Error> {
    MessageParser::default().parse(bytes).ok_or_else(|| Error::new("this mail cannot be read: it has no header"))
}

/// Reads a mail: its subject is the title, its text the article.
pub(super) fn eml(bytes: &[u8]) -> Result<Document, Error> {
    let message = parse(bytes)?;
    let is_text = |part: &&MessagePart<'_>| matches!(part.body, PartType::Text(_));
    let plain = message.text_body.iter().filter_map(|&i| message.part(i)).find(is_text);
    let html =
        message.html_body.iter().filter_map(|&i| message.part(i)).find(|part| matches!(part.body, PartType::Html(_)));
    let metadata = Metadata {
        title: message.subject().map(str::to_owned),
        byline: None,
        published: message.date().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        ..Metadata::default()
    };
    let document = match (plain, html) {
        (Some(part), _) => text(bytes, &message, part),
        (None, Some(part)) => {
            let mut builder = Builder::default();
            if let Some(subject) = message.subject() {
                builder.begin(PartKind::Title);
                builder.replace(subject, 0..0);
            }
            let mut parts = Builder::default();
            let html = part.text_contents().unwrap_or("");
            fragment::read(html, &mut parts);
            builder.append(parts, None);
            builder.finish_without_map()
        }
        (None, None) => Document::default(),
    };
    if document.text.trim().is_empty() {
        return Err(Error::new("there is no text in this mail").with_help("save its attachments as files of their own"));
    }
    Ok(Document { metadata, ..document })
}

/// Returns the plain text of a mail. If it stands in the file as it is, spans
/// point there.
fn text(bytes: &[u8], message: &Message<'_>, part: &MessagePart<'_>) -> Document {
    let text = part.text_contents().unwrap_or("").to_owned();
    let start = message.raw_message().get(..part.offset_body as usize).map_or(0, <[u8]>::len);
    let stands = bytes.get(start..start + text.len()) == Some(text.as_bytes());
    let source = std::str::from_utf8(bytes).ok().filter(|_| stands);
    let map = source.map(|source| Arc::new(SourceMap::of_slice(source.into(), start..start + text.len())));
    Document { text, map, ..Document::default() }
}

/// Returns the page of an MHTML file, decoded, and the place where it was
/// saved from.
#[cfg(feature = "html")]
pub(super) fn page(bytes: &[u8]) -> Result<String, Error> {
    let message = parse(bytes)?;
    // The first page is the one that was saved; frames follow.
    let page = message.parts.iter().find(|part| matches!(part.body, PartType::Html(_)));
    let text = page.and_then(|part| part.text_contents());
    text.map(str::to_owned).ok_or_else(|| Error::new("there is no web page in this MHTML file"))
}
