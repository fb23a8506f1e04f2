//! Markdown: CommonMark with the extensions of GitHub.

use super::builder::Builder;
use super::document::{Document, PartKind};
use super::front_matter;
use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use std::sync::Arc;

/// Reads one article. Links, emphasis and footnotes are transparent, block
/// quotes are quotations, code is left out.
pub(super) fn read(source: &Arc<str>) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let is_first = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
    let has_heading = Parser::new_ext(source, options).any(|event| is_first(&event));
    let mut reader = Reader { source, has_heading, ..Reader::default() };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.event(&event, range);
    }
    let Reader { mut builder, front, .. } = reader;
    builder.title_first();
    let (metadata, language) = front.map_or_else(Default::default, |front| front_matter::read(&source[front]));
    let document = builder.finish(source.clone());
    Document { metadata, language, ..document }
}

#[derive(Default)]
struct Reader<'s> {
    source: &'s str,
    builder: Builder,
    /// Where the front matter stands.
    front: Option<Range<usize>>,
    /// How many block quotes, and how many things that are left out, are open.
    quotes: usize,
    hidden: usize,
    /// Whether the front matter is being read.
    in_front: bool,
    has_title: bool,
    /// Whether the text has a first-level heading, which is the title then.
    has_heading: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) if self.in_front => {
                self.front = Some(self.front.as_ref().map_or(range.start, |front| front.start)..range.end);
            }
            _ if self.hidden > 0 => {}
            Event::Text(words) => {
                self.open();
                if self.source.get(range.clone()) == Some(words) {
                    self.builder.copy(self.source, range);
                } else {
                    self.builder.replace(words, range);
                }
            }
            Event::SoftBreak => self.builder.blank(range),
            Event::HardBreak => self.builder.line_break(range),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, range),
            _ => {}
        }
    }

    /// Opens a part for text that stands in no paragraph, as in a tight list.
    fn open(&mut self) {
        if !self.builder.is_open() {
            self.begin();
        }
    }

    fn begin(&mut self) {
        self.builder.begin(if self.quotes > 0 { PartKind::Quotation } else { PartKind::Block });
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Item => self.begin(),
            Tag::Heading { level, .. } => {
                let is_title = *level == HeadingLevel::H1 && !self.has_title && self.quotes == 0;
                self.has_title |= is_title;
                self.builder.begin(if is_title { PartKind::Title } else { PartKind::Heading });
            }
            Tag::BlockQuote(_) => {
                self.builder.end();
                self.quotes += 1;
            }
            Tag::TableRow | Tag::TableHead => self.builder.begin(PartKind::Boilerplate),
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => self.in_front = true,
            Tag::CodeBlock(_) | Tag::Image { .. } => self.hidden += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableRow | TagEnd::TableHead => {
                self.builder.end();
            }
            TagEnd::TableCell => self.builder.blank(0..0),
            TagEnd::BlockQuote(_) => {
                self.builder.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::MetadataBlock(_) => {
                self.in_front = false;
                self.title_of_front();
            }
            TagEnd::CodeBlock | TagEnd::Image => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    /// Makes the title of the front matter the first part.
    fn title_of_front(&mut self) {
        let Some(front) = self.front.clone().filter(|_| !self.has_heading) else { return };
        if let Some(range) = front_matter::title(&self.source[front.clone()]) {
            self.builder.begin(PartKind::Title);
            self.builder.copy(self.source, front.start + range.start..front.start + range.end);
            self.has_title = self.builder.end().is_some();
        }
    }

    /// Tags are transparent. Of comments only suppressions are kept.
    fn html(&mut self, html: &str, range: Range<usize>) {
        let tag = html.trim();
        if tag.starts_with("<br") {
            self.builder.line_break(range);
        } else if super::is_suppression(tag) && self.source.get(range.clone()) == Some(html) {
            let start = range.start + html.len() - html.trim_start().len();
            self.builder.comment(self.source, start..start + tag.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kinds, points_into};
    use super::*;

    const SOURCE: &str = "---\ntitle: \"Strike ends\"\nauthor:\n  - Ana Ruiz\n  - Jo Ito\ndate: 2024-05-01\nlang: en\n---\n\n\
        By *Ana Ruiz*\n\n<!-- secondhand-ignore: hearsay: a column -->\n\n<!-- other -->\n\nThe [Daily\nHerald](http://x.y/?a=b) &ldquo;quoted&rdquo; **Ito**[^1].\n\n\
        > It was over,\n> he wrote.\n\n## What next\n\n```\nSome said `code`.\n```\n\n- One said\n- Two said\n\n![pic](a.png)\n\n[^1]: A footnote.\n";

    #[test]
    fn an_article_is_read() {
        let document = read(&SOURCE.into());
        let expected = [
            ("title", "Strike ends"),
            ("block", "By Ana Ruiz"),
            ("comment", "<!-- secondhand-ignore: hearsay: a column -->"),
            ("block", "The Daily Herald “quoted” Ito."),
            ("quotation", "“It was over, he wrote.”"),
            ("heading", "What next"),
            ("block", "One said"),
            ("block", "Two said"),
            ("block", "A footnote."),
        ];
        assert_eq!(kinds(&document), expected);
        assert_eq!(document.metadata.byline.as_deref(), Some("Ana Ruiz and Jo Ito"));
        assert_eq!(document.metadata.published.as_deref(), Some("2024-05-01"));
        assert_eq!(document.language.as_deref(), Some("en"));
        assert_eq!(points_into(&document, "Daily Herald"), "Daily\nHerald");
        assert_eq!(points_into(&document, "“quoted”"), "&ldquo;quoted&rdquo;");
    }

    #[test]
    fn a_first_heading_is_the_title() {
        let document = read(&"# Strike ends #\n\nIt *rai*ned.\n\nA | B\n--|--\n1 | 2\n".into());
        let expected =
            [("title", "Strike ends"), ("block", "It rained."), ("boilerplate", "A B"), ("boilerplate", "1 2")];
        assert_eq!(kinds(&document), expected);
    }
}
