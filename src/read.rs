//! Reads files of many formats as articles.
//!
//! A reader takes a file apart and returns a [`Document`] for each article in
//! it: the text, the parts of it that the format tells, what the file says
//! about the article, and a [`SourceMap`] by which every span of the text is
//! found in the file. Readers do no I/O: nothing is fetched and no script is
//! run.
//!
//! ```
//! use secondhand::Analyzer;
//! use secondhand::read;
//! let bytes = "“No,” Ana Ruiz told Der Spiegel.".as_bytes().to_vec();
//! let documents = read::read(bytes, "a.txt", None)?;
//! let analysis = Analyzer::new().analyze_document(&documents[0]);
//! assert_eq!(analysis.attributions().count(), 1);
//! # Ok::<(), secondhand::Error>(())
//! ```

#[cfg_attr(not(all(feature = "html", feature = "documents")), allow(dead_code))]
mod builder;
#[cfg(any(feature = "html", feature = "documents"))]
mod day;
mod document;
#[cfg(any(feature = "html", feature = "documents"))]
mod encoding;
#[cfg(feature = "documents")]
mod feed;
mod format;
#[cfg(feature = "documents")]
mod fragment;
#[cfg(feature = "documents")]
mod front_matter;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "documents")]
mod json;
#[cfg(feature = "documents")]
mod language;
#[cfg(feature = "documents")]
mod mail;
#[cfg(feature = "documents")]
mod markdown;
#[cfg(feature = "documents")]
mod news;
#[cfg(feature = "documents")]
mod office;
#[cfg(feature = "documents")]
mod pdf;
mod quotations;
mod source_map;
mod text;
#[cfg(feature = "documents")]
mod unpack;
#[cfg(feature = "documents")]
mod xml;

pub use document::{Document, Part, PartKind};
pub use format::InputFormat;
pub use source_map::SourceMap;

use crate::error::{Error, ErrorKind};
use std::sync::Arc;

/// The largest size to which [`read`] unpacks a file, in bytes.
const MOST: u64 = 1 << 26;

/// Reads the articles of a file. `name` is its name in messages, and tells the
/// format where the content does not. A `format` that is given is believed.
///
/// # Errors
/// Returns an error if the file cannot be read as an article. It says what the
/// file is instead.
pub fn read(bytes: Vec<u8>, name: &str, format: Option<InputFormat>) -> Result<Vec<Document>, Error> {
    read_within(bytes, name, format, MOST)
}

/// Returns the words of every block of a page with the features by which
/// weights choose the article: for `tools/train_pages.py`.
#[cfg(feature = "html")]
#[doc(hidden)]
#[must_use]
pub fn page_blocks(source: &str) -> Vec<(String, Vec<(String, f32)>)> {
    html::blocks(source)
}

/// Like [`read`], for a file that unpacks to at most `most` bytes.
///
/// # Errors
/// As [`read`].
pub fn read_within(bytes: Vec<u8>, name: &str, format: Option<InputFormat>, most: u64) -> Result<Vec<Document>, Error> {
    let documents = file(bytes, name, format, most).map_err(|error| error.of(ErrorKind::Article).in_file(name))?;
    Ok(completed(documents))
}

/// Whether a panic of this thread becomes an error about a file: the crate that
/// reads PDFs panics on some broken ones. The command does not print it then.
#[cfg(feature = "cli")]
pub(crate) fn catches_panics() -> bool {
    pdf::catches()
}

/// Adds what holds for articles of all formats.
fn completed(mut documents: Vec<Document>) -> Vec<Document> {
    #[cfg(feature = "documents")]
    for document in &mut documents {
        document.notes.extend(language::note(document));
    }
    if documents.len() > 1 {
        let mut counted = (0, 0);
        for document in &mut documents {
            document.map = document.map.take().map(|map| Arc::new(map.narrowed(&mut counted)));
        }
    }
    documents
}

/// Whether a file can have several articles, by its first bytes and its name.
#[must_use]
pub fn is_of_many(bytes: &[u8], name: &str, format: Option<InputFormat>) -> bool {
    let format = format.unwrap_or_else(|| InputFormat::detect(bytes, name));
    let is_archive = bytes.starts_with(b"PK\x03\x04") && !matches!(format, InputFormat::Docx | InputFormat::Odt);
    is_archive || format.is_of_many()
}

#[cfg(feature = "documents")]
fn file(bytes: Vec<u8>, name: &str, format: Option<InputFormat>, most: u64) -> Result<Vec<Document>, Error> {
    let bytes = unpack::unpack(bytes, most)?;
    if !bytes.starts_with(unpack::ZIP) {
        return content(bytes, name, format);
    }
    let archive = unpack::Archive::open(bytes)?;
    match archive.format() {
        Some(InputFormat::Docx) => return office::docx(archive).map(|document| vec![document]),
        Some(_) => return office::odt(archive).map(|document| vec![document]),
        None => {}
    }
    let mut documents = Vec::new();
    let mut failed = Vec::new();
    for (inner, bytes) in archive.files(most)? {
        match unpack::unpack(bytes, most).and_then(|bytes| content(bytes, &inner, format)) {
            Ok(found) => {
                let is_single = found.len() == 1;
                documents.extend(found.into_iter().enumerate().map(|(i, mut document)| {
                    let place = if is_single { inner.clone() } else { format!("{inner}:{}", i + 1) };
                    document.metadata.id.get_or_insert(place);
                    document
                }));
            }
            Err(error) => failed.push(error.in_file(&inner)),
        }
    }
    // Where some can be read, the others are named in a note.
    if documents.is_empty() {
        return Err(failed.swap_remove(0));
    }
    let notes: Vec<String> = failed.iter().map(|error| format!("{} (not read)", error.message())).collect();
    documents[0].notes.extend(notes);
    Ok(documents)
}

#[cfg(not(feature = "documents"))]
fn file(bytes: Vec<u8>, name: &str, format: Option<InputFormat>, _most: u64) -> Result<Vec<Document>, Error> {
    content(bytes, name, format)
}

/// Reads a file that is not compressed.
fn content(bytes: Vec<u8>, name: &str, format: Option<InputFormat>) -> Result<Vec<Document>, Error> {
    let format = format.unwrap_or_else(|| InputFormat::detect(&bytes, name));
    if !matches!(format, InputFormat::Pdf)
        && let Some(what) = format::no_text(&bytes)
    {
        return Err(Error::new(format!("not a text file: it is {what}"))
            .with_help("articles are text, web pages, feeds, mail, .docx, .odt and PDF; docs/input.md lists them"));
    }
    as_format(bytes, name, format)
}

#[cfg_attr(not(feature = "documents"), allow(unused_variables))]
fn as_format(bytes: Vec<u8>, name: &str, format: InputFormat) -> Result<Vec<Document>, Error> {
    use InputFormat as F;
    #[cfg(any(feature = "html", feature = "documents"))]
    use encoding::source;
    match format {
        #[cfg(feature = "html")]
        F::Html => {
            let (source, notes) = source(bytes, encoding::declared_in_html)?;
            Ok(noted(html::read(&source)?, &notes))
        }
        #[cfg(all(feature = "html", feature = "documents"))]
        F::Mhtml => html::read(&mail::page(&bytes)?.into()),
        #[cfg(feature = "documents")]
        F::Markdown => {
            let (source, notes) = source(bytes, |_| None)?;
            Ok(noted(vec![markdown::read(&source)], &notes))
        }
        #[cfg(feature = "documents")]
        F::Feed | F::News => {
            let (source, notes) = source(bytes, encoding::declared_in_xml)?;
            let documents = match format {
                F::Feed if source.trim_start().starts_with('{') => json::read(&source)?,
                F::Feed => feed::read(&source)?,
                _ => news::read(&source)?,
            };
            Ok(noted(documents, &notes))
        }
        #[cfg(feature = "documents")]
        F::Json | F::Jsonl => {
            let (source, notes) = source(bytes, |_| None)?;
            let documents = if format == F::Json { json::read(&source)? } else { json::read_lines(&source, name)? };
            Ok(noted(documents, &notes))
        }
        #[cfg(feature = "documents")]
        F::Docx | F::Odt => Err(Error::new(format!("this is no whole .{format} document: it is no zip file"))),
        #[cfg(feature = "documents")]
        F::Pdf => pdf::read(&bytes).map(|document| vec![document]),
        #[cfg(feature = "documents")]
        F::Eml => mail::eml(&bytes).map(|document| vec![document]),
        F::Text => text::read(bytes).map(|document| vec![document]),
        #[cfg(not(all(feature = "html", feature = "documents")))]
        format => Err(Error::new(format!("{format} files are not read: this program was built without their reader"))),
    }
}

/// Puts notes about a file before those of its articles.
#[cfg(any(feature = "html", feature = "documents"))]
fn noted(mut documents: Vec<Document>, notes: &[String]) -> Vec<Document> {
    for document in &mut documents {
        document.notes.splice(0..0, notes.iter().cloned());
    }
    documents
}

/// Gives the articles of a file their ids. The only one is called like the file.
/// Of several, each keeps an id of its own or has a number.
pub(crate) fn name_articles(documents: &mut [Document], name: &str) {
    let is_single = documents.len() == 1;
    for (i, document) in documents.iter_mut().enumerate() {
        if is_single || document.metadata.id.is_none() {
            document.metadata.id = Some(if is_single { name.to_owned() } else { format!("{name}:{}", i + 1) });
        }
    }
}

/// Whether a comment of a file suppresses findings.
#[cfg(any(feature = "html", feature = "documents"))]
fn is_suppression(comment: &str) -> bool {
    comment.strip_prefix("<!--").is_some_and(|inner| inner.trim_start().starts_with("secondhand"))
}

#[cfg(all(test, feature = "documents"))]
mod tests {
    use super::*;

    /// Returns the parts of a document with their kinds.
    pub(super) fn kinds(document: &Document) -> Vec<(&'static str, &str)> {
        document.parts.iter().map(|part| (part.kind.as_str(), part.span.of(&document.text))).collect()
    }

    /// Returns the words of the file for which words of the text stand.
    pub(super) fn points_into<'d>(document: &'d Document, words: &str) -> &'d str {
        let at = document.text.find(words).expect("in the text") as u32;
        let map = document.map.as_ref().expect("a map");
        &map.source()[map.to_source(crate::span::Span::new(at, at + words.len() as u32))]
    }
}
