//! The text of a PDF, without a place in the file: a PDF has marks on pages and
//! no text.

mod layout;

use super::document::Document;
use crate::error::Error;
use layout::{Glyph, Page};
use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

/// How many pages are read.
const MOST_PAGES: usize = 2_000;

thread_local! {
    /// Whether a panic of this thread becomes an error.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread becomes an error about a PDF, so that a
/// program need not print it.
#[cfg(feature = "cli")]
pub(super) fn catches() -> bool {
    CAUGHT.get()
}

/// Reads one article.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Error> {
    // The crate below panics on some broken files.
    CAUGHT.set(true);
    let pages = panic::catch_unwind(AssertUnwindSafe(|| pages(bytes)));
    CAUGHT.set(false);
    let pages = pages.unwrap_or_else(|_| Err(damaged("its contents contradict each other")))?;
    if pages.iter().all(|page| page.glyphs.iter().all(|glyph| glyph.text.trim().is_empty())) {
        return Err(Error::new("this is a PDF of pictures: there is no text in it")
            .with_help("let a program for text recognition (OCR) read it first"));
    }
    Ok(layout::document(&pages))
}

fn damaged(reason: &str) -> Error {
    Error::new(format!("this PDF is damaged: {reason}")).with_help("open it and save or print it as a PDF again")
}

fn pages(bytes: &[u8]) -> Result<Vec<Page>, Error> {
    let mut document = pdf_extract::Document::load_mem(bytes).map_err(|error| match error.to_string() {
        reason if reason.to_lowercase().contains("password") || reason.to_lowercase().contains("decrypt") => locked(),
        reason => damaged(&reason),
    })?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(locked());
    }
    let mut pages = Vec::new();
    for number in document.get_pages().into_keys().take(MOST_PAGES) {
        let mut page = Page::default();
        match pdf_extract::output_doc_page(&document, &mut page, number) {
            Ok(()) => pages.push(page),
            Err(error) if page.glyphs.is_empty() && pages.is_empty() => return Err(damaged(&error.to_string())),
            // What was read of the page stays.
            Err(_) => pages.push(page),
        }
    }
    Ok(pages)
}

fn locked() -> Error {
    Error::new("this PDF is protected by a password").with_help("save it without one")
}

impl OutputDev for Page {
    fn begin_page(&mut self, _: u32, media: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.height = media.ury - media.lly;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        // The size of a square of the font on the page.
        let scale = (place.m11 * place.m22 - place.m12 * place.m21).abs().sqrt();
        let size = scale * font_size;
        // Text that is turned, as on the edge of a page, is no running text.
        let is_upright = place.m12.abs() < place.m11.abs() * 0.1 && place.m11 > 0.0;
        if size.is_finite() && size > 0.0 && is_upright && place.m31.is_finite() && place.m32.is_finite() {
            let (x, y) = (place.m31, self.height - place.m32);
            self.glyphs.push(Glyph { x, y, size, width: width * size, text: text.to_owned() });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
