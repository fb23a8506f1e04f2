//! `secondhand` for JavaScript: the library's [`service`], with files as byte
//! arrays and everything else as text. `npm/` has the types of the JSON.

use secondhand::service::{self, Options};
use wasm_bindgen::prelude::*;

/// The articles of a file, analysed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Articles(Vec<service::Article>);

#[wasm_bindgen]
impl Articles {
    /// Reads a file and analyses its articles. `options` is JSON, or empty.
    ///
    /// # Errors
    /// If the file is none that can be read, or an option is wrong. The error's
    /// text says what, where, and how to put it right.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>, name: &str, options: &str) -> Result<Self, JsError> {
        let read = Options::parse(options).and_then(|options| service::read(bytes, name, &options));
        read.map(Self).map_err(|error| JsError::new(&error.to_string()))
    }

    /// Returns the articles as JSON: a list of texts with what was found.
    #[must_use]
    pub fn views(&self) -> String {
        service::views(&self.0)
    }

    /// Renders the articles in a format of `secondhand check`.
    ///
    /// # Errors
    /// If there is no such format.
    pub fn render(&self, format: &str) -> Result<String, JsError> {
        service::render(&self.0, format).map_err(|error| JsError::new(&error.to_string()))
    }
}

/// Returns the rules as JSON.
#[wasm_bindgen]
#[must_use]
pub fn rules() -> String {
    service::rules()
}

/// Returns the version.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
