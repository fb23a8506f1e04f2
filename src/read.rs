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

#[allow(dead_code)] // until the first reader uses all of it
mod builder;
mod document;
mod encoding;
mod format;
#[cfg(feature = "html")]
mod html;
#[allow(dead_code)] // likewise
mod source_map;
mod text;

pub use document::{Document, Part, PartKind};
pub use format::InputFormat;
pub use source_map::SourceMap;

use crate::error::{Error, ErrorKind};

/// Reads the articles of a file. `name` is its name in messages, and tells the
/// format where the content does not. A `format` that is given is believed.
///
/// # Errors
/// Returns an error if the file cannot be read as an article. It says what the
/// file is instead.
pub fn read(bytes: Vec<u8>, name: &str, format: Option<InputFormat>) -> Result<Vec<Document>, Error> {
    let format = format.unwrap_or_else(|| InputFormat::detect(&bytes, name));
    read_as(bytes, format).map_err(|error| error.of(ErrorKind::Article).in_file(name))
}

fn read_as(bytes: Vec<u8>, format: InputFormat) -> Result<Vec<Document>, Error> {
    match format {
        #[cfg(feature = "html")]
        InputFormat::Html => {
            let (source, notes) = encoding::source(bytes, encoding::declared_in_html)?;
            Ok(noted(html::read(&source)?, &notes))
        }
        _ => text::read(bytes).map(|document| vec![document]),
    }
}

/// Puts notes about a file before those of its articles.
fn noted(mut documents: Vec<Document>, notes: &[String]) -> Vec<Document> {
    for document in &mut documents {
        document.notes.splice(0..0, notes.iter().cloned());
    }
    documents
}
