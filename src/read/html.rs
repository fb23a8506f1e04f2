//! Web pages.
//!
//! html5gum finds the tokens and where they are. `page` makes elements and
//! blocks of text of them in one pass, `about` reads what the page says of its
//! article, `layout` and `features` measure every block, and weights decide
//! which blocks are the article (`article`). Nothing is fetched, no script is
//! run, and every step takes time in proportion to the page.

mod about;
mod article;
mod data;
mod features;
mod layout;
mod measure;
mod names;
mod page;
mod tag;
#[cfg(test)]
mod tests;
mod text;
mod weights;

use super::builder::Builder;
use super::document::{Document, PartKind};
use crate::error::Error;
use crate::metadata::Metadata;
use about::About;
use article::Blocks;
use layout::Layout;
use page::Page;
use std::sync::Arc;

/// How many other articles of a page are named, and by how many characters.
const MOST_NOTES: usize = 3;
const LONGEST_NOTE: usize = 80;

/// Reads the article of a page. `source` is its decoded text.
pub(super) fn read(source: &Arc<str>) -> Result<Vec<Document>, Error> {
    let page = Page::new(source);
    let mut about = About::new(&page, source);
    let mut builder = Builder::default();
    let mut notes = Vec::new();
    match Blocks::new(&page, &about) {
        Some(blocks) => {
            blocks.write(source, &mut builder);
            for other in blocks.others().into_iter().take(MOST_NOTES) {
                let words: String = other.chars().take(LONGEST_NOTE).collect();
                notes.push(format!("the page has another article, which is not read: {}", words.replace('\n', " ")));
            }
            if !about.names_person(&about.authors) {
                let named = blocks.authors();
                let is_new = |name: &String| about.authors.iter().all(|known| !name.contains(known));
                if named.iter().any(is_new) {
                    about.authors = named;
                }
            }
        }
        None if write_data(&page, &about, source, &mut builder) => {}
        None => {
            return Err(Error::new("there is no article in this page")
                .with_help("save the page of one article; scripts are not run, so what they load is not in the file"));
        }
    }
    if about.data.is_free == Some(false) {
        notes.push("the page says that the article is for subscribers; some of it may be missing".to_owned());
    }
    let byline = (!about.authors.is_empty()).then(|| about.authors.join(", "));
    let metadata = Metadata {
        title: about.title,
        agency: about.data.agency.filter(|agency| Some(agency) != about.publisher.as_ref()),
        publisher: about.publisher,
        byline,
        published: about.published,
        ..Metadata::default()
    };
    Ok(vec![Document { metadata, language: about.language, notes, ..builder.finish(source.clone()) }])
}

/// Writes the text that JSON-LD gives of an article whose page shows none.
fn write_data(page: &Page, about: &About, source: &str, builder: &mut Builder) -> bool {
    let Some(body) = about.data.body.as_deref().filter(|body| body.len() > 200) else { return false };
    let place = page.data.iter().map(|range| range.start as usize..range.end as usize);
    let Some(place) = place.into_iter().find(|range| source[range.clone()].contains("articleBody")) else {
        return false;
    };
    for paragraph in body.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
        builder.begin(PartKind::Block);
        builder.replace(paragraph, place.clone());
    }
    builder.end();
    true
}

/// Returns the words of every block of a page, and the features by which
/// weights decide whether it is the article's.
pub(super) fn blocks(source: &str) -> Vec<(String, Vec<(String, f32)>)> {
    let page = Page::new(source);
    let layout = Layout::new(&page, About::new(&page, source).told());
    let of = |block: usize| {
        let features = layout.features(block);
        let set = features::names().zip(features.values().iter().copied()).filter(|(_, value)| *value != 0.0);
        (page.block(block as u32).to_owned(), set.collect())
    };
    (0..page.blocks.len()).map(of).collect()
}

/// Returns the words of a string that may have markup in it.
fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.trim().to_owned();
    }
    let page = Page::new(text);
    (0..page.blocks.len() as u32).map(|block| page.block(block)).collect::<Vec<_>>().join("\n")
}
