//! Plain text, also pasted from a page.

use super::document::Document;
use crate::error::Error;
use crate::source;

/// Reads a text. What its lines are is decided by their words, in
/// [`crate::article`].
pub(super) fn read(bytes: Vec<u8>) -> Result<Document, Error> {
    let decoded = source::repair(source::decode(bytes)?);
    Ok(Document { text: decoded.text, notes: Vec::from_iter(decoded.note), ..Document::default() })
}
