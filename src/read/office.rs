//! Documents of Word (`.docx`) and OpenDocument (`.odt`): XML in a zip file.

use super::builder::Builder;
use super::document::{Document, PartKind};
use super::unpack::Archive;
use super::xml;
use crate::error::Error;
use crate::metadata::Metadata;
use roxmltree::Node;
use rustc_hash::FxHashMap;

/// The largest XML file of a document.
const MOST: u64 = 1 << 26;

/// How deep a paragraph can stand in other elements.
const DEEPEST: usize = 100;

/// Reads a document of Word.
pub(super) fn docx(mut archive: Archive) -> Result<Document, Error> {
    if archive.has("word/vbaProject.bin") {
        return Err(Error::new("this is a Word document with macros")
            .with_help("save it as .docx without macros; they are never run, but it is not trusted"));
    }
    let body = part(&mut archive, "word/document.xml")?.ok_or_else(|| missing("Word"))?;
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let styles = names_of_styles(&styles)?;
    let parsed = xml::parse(&body)?;
    let mut builder = Builder::default();
    for paragraph in parsed.descendants().filter(|node| is(*node, "p")) {
        // A text box stands twice, for programs that do not know its first form.
        if paragraph.ancestors().nth(DEEPEST).is_some() || paragraph.ancestors().any(|node| is(node, "Fallback")) {
            continue;
        }
        let style = xml::child(paragraph, &["pPr"])
            .and_then(|all| xml::child(all, &["pStyle"]))
            .and_then(|style| attribute(style, "val"));
        let named = style.and_then(|id| styles.get(id)).map(String::as_str);
        builder.begin(kind(named.or(style).unwrap_or("")));
        words_of_docx(paragraph, &mut builder);
        builder.end();
    }
    finished(builder)
}

/// Reads an OpenDocument text.
pub(super) fn odt(mut archive: Archive) -> Result<Document, Error> {
    if part(&mut archive, "META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Error::new("this file is protected by a password").with_help("save it without one"));
    }
    let body = part(&mut archive, "content.xml")?.ok_or_else(|| missing("OpenDocument"))?;
    let parsed = xml::parse(&body)?;
    // A style of the text itself stands for the one that it is made from.
    let parents: FxHashMap<&str, &str> = parsed
        .descendants()
        .filter(|node| is(*node, "style"))
        .filter_map(|style| Some((attribute(style, "name")?, attribute(style, "parent-style-name")?)))
        .collect();
    let mut builder = Builder::default();
    let text = parsed.descendants().find(|node| is(*node, "text") && node.is_element());
    for paragraph in
        text.into_iter().flat_map(|text| text.descendants()).filter(|node| is(*node, "p") || is(*node, "h"))
    {
        if paragraph
            .ancestors()
            .skip(1)
            .take(DEEPEST)
            .any(|node| ["p", "h", "annotation", "tracked-changes"].iter().any(|name| is(node, name)))
        {
            continue;
        }
        let style = attribute(paragraph, "style-name").unwrap_or("");
        let parent = parents.get(style).copied();
        let known = kind(&parent.unwrap_or(style).replace("_20_", " "));
        builder.begin(if is(paragraph, "h") && known == PartKind::Block { PartKind::Heading } else { known });
        words_of_odt(paragraph, &mut builder, 0);
        builder.end();
    }
    finished(builder)
}

fn finished(mut builder: Builder) -> Result<Document, Error> {
    builder.title_first();
    let document = builder.finish_without_map();
    if document.text.is_empty() {
        return Err(Error::new("there is no text in this document"));
    }
    // The properties of a document say who made the file and when, and not who
    // wrote the article.
    let title = document.parts.iter().find(|part| part.kind == PartKind::Title);
    let title = title.map(|title| title.span.of(&document.text).to_owned());
    Ok(Document { metadata: Metadata { title, ..Metadata::default() }, ..document })
}

fn missing(what: &str) -> Error {
    Error::new(format!("this is no whole {what} document: its text is missing"))
}

fn part(archive: &mut Archive, name: &str) -> Result<Option<String>, Error> {
    let Some(bytes) = archive.file(name, MOST)? else { return Ok(None) };
    let text = String::from_utf8(bytes).map_err(|_| Error::new(format!("invalid XML: {name} is not UTF-8")))?;
    Ok(Some(text))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

/// Returns an attribute by its name without a prefix.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Returns the names of styles by their ids, which differ from language to
/// language.
fn names_of_styles(styles: &str) -> Result<FxHashMap<String, String>, Error> {
    if styles.is_empty() {
        return Ok(FxHashMap::default());
    }
    let parsed = xml::parse(styles)?;
    let styles = parsed.descendants().filter(|node| is(*node, "style"));
    let named = styles.filter_map(|style| {
        let name = style.children().find(|node| is(*node, "name")).and_then(|name| attribute(name, "val"))?;
        Some((attribute(style, "styleId")?.to_owned(), name.to_owned()))
    });
    Ok(named.collect())
}

/// Returns what a paragraph of the style is.
fn kind(style: &str) -> PartKind {
    let style = style.to_lowercase();
    let begins = |names: &[&str]| names.iter().any(|name| style.starts_with(name));
    if style == "title" {
        PartKind::Title
    } else if style == "subtitle" {
        PartKind::Deck
    } else if begins(&["heading"]) {
        PartKind::Heading
    } else if begins(&["quot", "intense quote", "block text"]) {
        PartKind::Quotation
    } else if begins(&["caption", "figure", "illustration"]) {
        PartKind::Caption
    } else if begins(&["header", "footer", "toc", "contents", "footnote", "endnote"]) {
        PartKind::Boilerplate
    } else {
        PartKind::Block
    }
}

fn words_of_docx(paragraph: Node<'_, '_>, builder: &mut Builder) {
    for node in paragraph.descendants() {
        // Words that were deleted with changes tracked are in `delText`.
        match node.tag_name().name() {
            "t" if is_own(node, paragraph) => builder.replace(node.text().unwrap_or(""), 0..0),
            "tab" if node.parent().is_some_and(|parent| is(parent, "r")) => builder.blank(0..0),
            "br" | "cr" => builder.line_break(0..0),
            "noBreakHyphen" => builder.replace("-", 0..0),
            _ => {}
        }
    }
}

/// Whether the nearest paragraph around a node is this one, and not that of a
/// text box in it.
fn is_own(node: Node<'_, '_>, paragraph: Node<'_, '_>) -> bool {
    node.ancestors().find(|node| is(*node, "p")) == Some(paragraph)
}

fn words_of_odt(element: Node<'_, '_>, builder: &mut Builder, depth: usize) {
    for node in element.children().filter(|_| depth < 100) {
        match node.tag_name().name() {
            _ if node.is_text() => builder.replace(node.text().unwrap_or(""), 0..0),
            "s" | "tab" => builder.blank(0..0),
            "line-break" => builder.line_break(0..0),
            "note" | "annotation" | "frame" => {}
            _ => words_of_odt(node, builder, depth + 1),
        }
    }
}
