//! Web pages.

use super::document::Document;
use crate::error::Error;
use std::sync::Arc;

/// Reads the articles of a page. `source` is its decoded text.
pub(super) fn read(_source: &Arc<str>) -> Result<Vec<Document>, Error> {
    Err(Error::new("it is a web page, and these are not read yet"))
}
