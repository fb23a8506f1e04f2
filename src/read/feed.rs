//! RSS and Atom: one article an entry.

use super::builder::Builder;
use super::day::day_or_words;
use super::document::{Document, PartKind};
use super::source_map::SourceMap;
use super::{fragment, xml};
use crate::error::Error;
use crate::metadata::Metadata;
use roxmltree::Node;
use std::sync::Arc;

/// How deep an entry can stand in other elements.
const DEEPEST: usize = 5;

/// Reads the entries of a feed.
pub(super) fn read(source: &Arc<str>) -> Result<Vec<Document>, Error> {
    let parsed = xml::parse(source)?;
    let root = parsed.root_element();
    let channel = xml::child(root, &["channel"]).unwrap_or(root);
    let publisher = xml::child(channel, &["title"]).and_then(xml::words);
    let language = xml::child(channel, &["language"]).and_then(xml::words);
    let language =
        language.or_else(|| root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).map(str::to_owned));
    let entries = root.descendants().filter(|node| matches!(node.tag_name().name(), "item" | "entry"));
    // Entries stand in no other entries.
    let entries = entries.filter(|entry| entry.ancestors().nth(DEEPEST).is_none());
    let documents: Vec<Document> = entries
        .map(|entry| {
            let document = document(source, entry);
            let publisher = document.metadata.publisher.clone().or_else(|| publisher.clone());
            let metadata = Metadata { publisher, ..document.metadata };
            Document { metadata, language: language.clone(), ..document }
        })
        .filter(|document| !document.text.is_empty())
        .collect();
    if documents.is_empty() {
        return Err(
            Error::new("there is no article in this feed").with_help("its entries have neither a title nor a text")
        );
    }
    Ok(documents)
}

fn document(source: &Arc<str>, entry: Node<'_, '_>) -> Document {
    let mut builder = Builder::default();
    if let Some(title) = xml::child(entry, &["title"]) {
        let (text, map) = xml::inner(source, title);
        let mut words = Builder::default();
        words.begin(PartKind::Title);
        // Titles of feeds can have references in references.
        if text.contains('&') {
            fragment::read(&text, &mut words);
            words.end();
            words.parts().iter_mut().for_each(|part| part.kind = PartKind::Title);
        } else {
            words.copy(&text, 0..text.len());
        }
        builder.append(words, Some(&map));
    }
    if let Some(body) = xml::child(entry, &["encoded", "content", "description", "summary"]) {
        add(source, body, &mut builder);
    }
    let one = |names: &[&str]| xml::child(entry, names).and_then(xml::words);
    let author = |node: Node<'_, '_>| xml::child(node, &["name"]).map_or_else(|| xml::words(node), xml::words);
    let authors = entry.children().filter(|node| matches!(node.tag_name().name(), "creator" | "author"));
    let authors: Vec<String> = authors.filter_map(author).collect();
    let metadata = Metadata {
        id: one(&["guid", "id", "link"]),
        title: one(&["title"]),
        publisher: one(&["source"]),
        byline: (!authors.is_empty()).then(|| authors.join(" and ")),
        published: one(&["pubDate", "published", "date", "updated"]).map(|date| day_or_words(&date)),
        agency: None,
    };
    Document { metadata, ..builder.finish(source.clone()) }
}

/// Adds the body of an entry: HTML or plain text, escaped or as elements.
fn add(source: &Arc<str>, body: Node<'_, '_>, builder: &mut Builder) {
    let mut parts = Builder::default();
    if body.children().any(|node| node.is_element()) {
        let range = body.range();
        fragment::read(&source[range.clone()], &mut parts);
        builder.append(parts, Some(&SourceMap::of_slice(source.clone(), range)));
    } else {
        let (text, map) = xml::inner(source, body);
        fragment::read(&text, &mut parts);
        builder.append(parts, Some(&map));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kinds, points_into};
    use super::*;

    #[test]
    fn entries_of_rss_are_articles() {
        let source = "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>\
            <title>The Courier</title><language>en-gb</language>\
            <item><title>Strike &amp;amp; rain</title><guid>c/1</guid><dc:creator>Ana Ruiz</dc:creator>\
            <pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;It &lt;b&gt;was&lt;/b&gt; over, \
            Ito said.&lt;/p&gt;&lt;blockquote&gt;No.&lt;/blockquote&gt;</description></item>\
            <item><title><![CDATA[B]]></title><description><![CDATA[<p>One&nbsp;said.</p><script>x</script>Two.]]></description></item>\
            <item/></channel></rss>";
        let documents = read(&source.into()).expect("a feed");
        assert_eq!(documents.len(), 2);
        let expected = [("title", "Strike & rain"), ("block", "It was over, Ito said."), ("quotation", "“No.”")];
        assert_eq!(kinds(&documents[0]), expected);
        assert_eq!(points_into(&documents[0], "was over"), "was&lt;/b&gt; over");
        let metadata = &documents[0].metadata;
        assert_eq!((metadata.id.as_deref(), metadata.byline.as_deref()), (Some("c/1"), Some("Ana Ruiz")));
        assert_eq!(metadata.publisher.as_deref(), Some("The Courier"));
        assert_eq!(kinds(&documents[1]), [("title", "B"), ("block", "One said."), ("block", "Two.")]);
        assert_eq!(points_into(&documents[1], "One said"), "One&nbsp;said");
    }

    #[test]
    fn entries_of_atom_are_articles() {
        let source = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>The Courier</title><entry>\
            <title>Strike ends</title><author><name>Jo Ito</name></author><published>2024-05-01T10:00:00Z</published>\
            <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>It was <i>over</i>.</p></div></content>\
            </entry></feed>";
        let documents = read(&source.into()).expect("a feed");
        assert_eq!(kinds(&documents[0]), [("title", "Strike ends"), ("block", "It was over.")]);
        assert_eq!(points_into(&documents[0], "was over"), "was <i>over");
        assert_eq!(documents[0].metadata.published.as_deref(), Some("2024-05-01"));
        assert_eq!(documents[0].language.as_deref(), Some("en"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let message = |source: &str| read(&source.into()).expect_err("no feed").message().to_owned();
        assert!(message("<rss><channel>").starts_with("invalid XML: "));
        assert!(message("<rss><channel/></rss>").starts_with("there is no article in this feed"));
        let bomb =
            "<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><rss>&c;</rss>";
        assert!(message(bomb).starts_with("invalid XML: "));
    }
}
