//! What is compressed: gzip and zstd around a file, and zip around several.

use crate::error::Error;
use crate::read::InputFormat;
use std::io::{Cursor, Read};

/// How many layers of compression a file can have.
const LAYERS: usize = 3;
/// How many files of an archive are read.
const MOST_FILES: usize = 10_000;

pub(super) const GZIP: &[u8] = b"\x1f\x8b";
pub(super) const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
pub(super) const ZIP: &[u8] = b"PK\x03\x04";

/// Takes gzip and zstd off a file that unpacks to at most `most` bytes.
pub(super) fn unpack(mut bytes: Vec<u8>, most: u64) -> Result<Vec<u8>, Error> {
    for _ in 0..LAYERS {
        bytes = if bytes.starts_with(GZIP) {
            limited(flate2::read::MultiGzDecoder::new(Cursor::new(bytes)), most, "gzip")?
        } else if bytes.starts_with(ZSTD) {
            let cursor = Cursor::new(&bytes);
            let decoder = ruzstd::decoding::StreamingDecoder::new(cursor).map_err(|error| damaged("zstd", &error))?;
            limited(decoder, most, "zstd")?
        } else {
            return Ok(bytes);
        };
    }
    Err(Error::new("compressed too often").with_help("unpack it first"))
}

fn limited(reader: impl Read, most: u64, what: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    match reader.take(most.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > most => Err(too_large(most)),
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Err(Error::new(format!("this {what} file is cut off: its end is missing"))
                .with_help("copy or load it again"))
        }
        Err(error) => Err(damaged(what, &error)),
    }
}

fn too_large(most: u64) -> Error {
    Error::new(format!("it unpacks to more than {most} bytes"))
        .with_help("unpack it and split it into one file an article, or raise --max-bytes")
}

fn damaged(what: &str, error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("this {what} file is damaged: {error}")).with_help("copy or load it again")
}

/// A zip file.
pub(super) struct Archive(zip::ZipArchive<Cursor<Vec<u8>>>);

impl Archive {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        zip::ZipArchive::new(Cursor::new(bytes)).map(Self).map_err(|error| damaged("zip", &error))
    }

    /// Returns the format of a document that is a zip file.
    pub(super) fn format(&self) -> Option<InputFormat> {
        let has = |name: &str| self.0.index_for_name(name).is_some();
        if has("word/document.xml") {
            Some(InputFormat::Docx)
        } else if has("content.xml") && has("mimetype") {
            Some(InputFormat::Odt)
        } else {
            None
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.index_for_name(name).is_some()
    }

    /// Returns a file of the archive that has at most `most` bytes; `None` if
    /// there is none of this name.
    pub(super) fn file(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, Error> {
        let Some(index) = self.0.index_for_name(name) else { return Ok(None) };
        self.at(index, most).map(Some)
    }

    fn at(&mut self, index: usize, most: u64) -> Result<Vec<u8>, Error> {
        let file = self.0.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(reason) if reason.contains("assword") => {
                Error::new("this file is protected by a password").with_help("save it without one")
            }
            error => damaged("zip", &error),
        })?;
        limited(file, most, "zip")
    }

    /// Returns the files that can hold articles, with their names, in the order
    /// of these. Together they have at most `most` bytes.
    pub(super) fn files(mut self, most: u64) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let is_hidden = |name: &str| name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        let names = self.0.file_names().flatten().map(String::from);
        let is_wanted = |name: &String| !is_hidden(name) && InputFormat::of_name(name).is_some();
        let mut names: Vec<String> = names.filter(is_wanted).collect();
        names.sort();
        names.truncate(MOST_FILES);
        let (mut left, mut files) = (most, Vec::new());
        for name in names {
            if let Some(bytes) = self.file(&name, left).map_err(|error| error.in_file(&name))? {
                left -= bytes.len() as u64;
                files.push((name, bytes));
            }
        }
        if files.is_empty() {
            return Err(Error::new("there are no articles in this archive"));
        }
        Ok(files)
    }
}
