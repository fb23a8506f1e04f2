//! The formats of news agencies: NITF, and NewsML with NITF or HTML in it.

use super::builder::Builder;
use super::day::day_or_words;
use super::document::{Document, PartKind};
use super::xml::{self, Chunk};
use crate::error::Error;
use crate::metadata::Metadata;
use roxmltree::Node;
use std::sync::Arc;

/// How deep an item can stand in other elements.
const DEEPEST_ITEM: usize = 8;

/// Reads the items of the file.
pub(super) fn read(source: &Arc<str>) -> Result<Vec<Document>, Error> {
    let parsed = xml::parse(source)?;
    let root = parsed.root_element();
    let items = root.descendants().filter(|node| matches!(node.tag_name().name(), "newsItem" | "NewsItem"));
    // Items stand in messages and sets, and not in each other.
    let mut items: Vec<Node<'_, '_>> = items.filter(|item| item.ancestors().nth(DEEPEST_ITEM).is_none()).collect();
    if items.is_empty() {
        items.push(root);
    }
    let documents: Vec<Document> = items
        .into_iter()
        .filter_map(|item| document(source, item))
        .filter(|document| !document.text.is_empty())
        .collect();
    if documents.is_empty() {
        return Err(Error::new("there is no article in this file").with_help("it has no NITF and no HTML in it"));
    }
    Ok(documents)
}

fn document(source: &Arc<str>, item: Node<'_, '_>) -> Option<Document> {
    let names = ["nitf", "html", "DataContent", "inlineData"];
    let content = names.iter().find_map(|name| item.descendants().find(|node| node.tag_name().name() == *name))?;
    let body = content.descendants().find(|node| node.tag_name().name() == "body").unwrap_or(content);
    let first =
        |names: &[&str]| names.iter().find_map(|name| item.descendants().find(|node| node.tag_name().name() == *name));
    let words = |names: &[&str]| first(names).and_then(xml::words);
    let mut walk = Walk { source, builder: Builder::default() };
    // NewsML has its headline outside the text.
    let has_headline = body.descendants().any(|node| matches!(node.tag_name().name(), "hl1" | "h1"));
    if !has_headline && let Some(headline) = first(&["headline", "HeadLine"]) {
        walk.part(headline, PartKind::Title);
    }
    walk.block(body, None, 0);
    let document = walk.builder.finish(source.clone());
    let provider = first(&["provider", "Provider", "copyrightHolder"]);
    let provider = provider.and_then(|node| xml::child(node, &["name"]).or(Some(node))).and_then(xml::words);
    let holder = first(&["doc.copyright"]).and_then(|node| node.attribute("holder")).map(str::to_owned);
    let attribute =
        |names: &[&str], attribute: &str| first(names).and_then(|n| n.attribute(attribute)).map(str::to_owned);
    let date = attribute(&["date.issue"], "norm")
        .or_else(|| words(&["contentCreated", "versionCreated", "FirstCreated", "pubdate", "story.date"]))
        .or_else(|| attribute(&["pubdata"], "date.publication"));
    let byline = first(&["byline", "by", "ByLine"]);
    let metadata = Metadata {
        id: item.attribute("guid").map(str::to_owned).or_else(|| attribute(&["doc-id"], "id-string")),
        title: words(&["hl1", "headline", "HeadLine", "h1"]),
        publisher: None,
        // Who provides a wire's item is its agency.
        agency: words(&["distributor"]).or(provider).or(holder),
        byline: byline.and_then(|node| {
            let people: Vec<String> =
                node.descendants().filter(|n| n.tag_name().name() == "person").filter_map(xml::words).collect();
            if people.is_empty() { xml::words(node) } else { Some(people.join(" and ")) }
        }),
        published: date.map(|date| day_or_words(&date)),
    };
    let language = content.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).map(str::to_owned);
    let language = language.or_else(|| attribute(&["language", "Language"], "tag"));
    Some(Document { metadata, language, ..document })
}

/// How deep elements can be nested.
const DEEPEST: usize = 200;

struct Walk<'s> {
    source: &'s str,
    builder: Builder,
}

impl Walk<'_> {
    /// Adds the parts in an element. `within` is the kind of all text in it, if
    /// it has one.
    fn block(&mut self, element: Node<'_, '_>, within: Option<PartKind>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for child in element.children() {
            if child.is_comment() {
                self.comment(child);
                continue;
            }
            if child.is_text() && child.text().is_some_and(|text| !text.trim().is_empty()) {
                // Text without a paragraph.
                if depth > 0 || element.tag_name().name() != "body" {
                    self.part(element, within.unwrap_or(PartKind::Block));
                    return;
                }
                continue;
            }
            if !child.is_element() {
                continue;
            }
            match child.tag_name().name() {
                "hl1" | "h1" => self.part(child, PartKind::Title),
                "hl2" if self.builder.parts().iter().all(|part| part.kind == PartKind::Title) => {
                    self.part(child, PartKind::Deck);
                }
                "hl2" | "h2" | "h3" | "h4" | "h5" | "h6" => self.part(child, PartKind::Heading),
                "byline" => self.part(child, PartKind::Byline),
                "dateline" => self.part(child, PartKind::Dateline),
                "abstract" => self.block(child, Some(PartKind::Deck), depth + 1),
                "distributor" | "rights" | "series" => {}
                "bq" | "blockquote" => self.block(child, Some(PartKind::Quotation), depth + 1),
                "credit" => self.part(child, PartKind::Boilerplate),
                "media" | "figure" | "media-caption" | "figcaption" => {
                    self.block(child, Some(PartKind::Caption), depth + 1);
                }
                "tagline" | "note" | "bibliography" => self.block(child, Some(PartKind::Boilerplate), depth + 1),
                "media-metadata" | "media-reference" | "media-producer" | "media-object" | "script" | "style"
                | "head" | "pre" | "table" | "img" => {}
                "p" | "li" => self.part(child, within.unwrap_or(PartKind::Block)),
                _ => self.block(child, within, depth + 1),
            }
        }
    }

    fn part(&mut self, element: Node<'_, '_>, kind: PartKind) {
        self.builder.begin(kind);
        inline(self.source, element, &mut self.builder, 0);
        self.builder.end();
    }

    fn comment(&mut self, comment: Node<'_, '_>) {
        let range = comment.range();
        if super::is_suppression(self.source.get(range.clone()).unwrap_or("")) {
            self.builder.comment(self.source, range);
        }
    }
}

/// Adds the words of an element and of those in it.
fn inline(source: &str, element: Node<'_, '_>, builder: &mut Builder, depth: usize) {
    if depth > DEEPEST || matches!(element.tag_name().name(), "script" | "style") {
        return;
    }
    if element.tag_name().name() == "br" {
        return builder.line_break(element.range());
    }
    for node in element.children() {
        if node.is_element() {
            inline(source, node, builder, depth + 1);
        } else if node.is_text() {
            xml::decode(source, xml::range_of_text(source, node, element), &mut |chunk| add(source, builder, chunk));
        }
    }
}

fn add(source: &str, builder: &mut Builder, chunk: Chunk) {
    match chunk {
        Chunk::Copy(range) => builder.copy(source, range),
        Chunk::Replace(c, range) => builder.replace(c.encode_utf8(&mut [0; 4]), range),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kinds, points_into};
    use super::*;

    const NITF: &str = "<!DOCTYPE nitf SYSTEM 'nitf-3-4.dtd'><nitf><head><docdata><doc-id id-string='w1'/>\
        <date.issue norm='20240501T100000Z'/></docdata></head><body><body.head><hedline><hl1>Strike &amp; rain</hl1>\
        <hl2>It is over.</hl2></hedline><byline>By <person>Ana Ruiz</person></byline><distributor>Coastal Press</distributor>\
        <dateline><location>LIMA</location></dateline></body.head><body.content><p>It <em>was</em>\nover, Ito said.</p>\
        <media><media-caption>A port.</media-caption></media><bq><block><p>No.</p></block></bq><hl2>Next</hl2>\
        <p>So.</p></body.content></body></nitf>";

    #[test]
    fn nitf_is_read() {
        let documents = read(&NITF.into()).expect("an item");
        let expected = [
            ("title", "Strike & rain"),
            ("deck", "It is over."),
            ("byline", "By Ana Ruiz"),
            ("dateline", "LIMA"),
            ("block", "It was over, Ito said."),
            ("caption", "A port."),
            ("quotation", "“No.”"),
            ("heading", "Next"),
            ("block", "So."),
        ];
        assert_eq!(kinds(&documents[0]), expected);
        assert_eq!(points_into(&documents[0], "was over"), "was</em>\nover");
        let metadata = &documents[0].metadata;
        assert_eq!(metadata.agency.as_deref(), Some("Coastal Press"));
        assert_eq!((metadata.byline.as_deref(), metadata.published.as_deref()), (Some("Ana Ruiz"), Some("2024-05-01")));
    }

    #[test]
    fn newsml_has_items() {
        let item = |id: &str| {
            format!(
                "<newsItem guid='{id}'><itemMeta><provider><name>Coastal Press</name></provider></itemMeta><contentMeta>\
                 <headline>Strike {id}</headline><by>Jo Ito</by></contentMeta><contentSet><inlineXML>\
                 <html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body><p>It was over.</p>\
                 </body></html></inlineXML></contentSet></newsItem>"
            )
        };
        let source = format!("<newsMessage><itemSet>{}{}</itemSet></newsMessage>", item("1"), item("2"));
        let documents = read(&source.as_str().into()).expect("items");
        assert_eq!(documents.len(), 2);
        assert_eq!(kinds(&documents[1]), [("title", "Strike 2"), ("block", "It was over.")]);
        assert_eq!(documents[1].metadata.agency.as_deref(), Some("Coastal Press"));
        assert_eq!(documents[1].metadata.byline.as_deref(), Some("Jo Ito"));
    }
}
