//! HTML in a feed, a mail or a JSON string: all of it is the article.

use super::builder::Builder;
use super::document::PartKind;
use html5gum::{DefaultEmitter, Span, Token, Tokenizer};
use std::ops::Range;

/// Adds the parts of the fragment to the builder. Ranges point into `html`.
pub(super) fn read(html: &str, builder: &mut Builder) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader { html, builder, quotes: 0, caption: 0, hidden: None };
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                reader.start(&name, tag.self_closing, of(tag.span));
            }
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) if reader.hidden.is_none() => {
                reader.words(&String::from_utf8_lossy(&words.value), of(words.span));
            }
            // Only suppressions are kept.
            Token::Comment(comment) if comment.value.trim_ascii_start().starts_with(b"secondhand") => {
                reader.comment(of(comment.span));
            }
            _ => {}
        }
    }
    reader.builder.end();
}

const fn of(span: Span<usize>) -> Range<usize> {
    span.start..span.end
}

/// Whether the text is HTML: it has a tag that opens or closes a block or a
/// line.
pub(super) fn is_html(text: &str) -> bool {
    let has = |tag: &str| {
        text.match_indices('<').take(1000).any(|(at, _)| {
            let rest = &text[at + 1..];
            rest.get(..tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag))
                && rest[tag.len()..].starts_with(['>', ' ', '/', '\n'])
        })
    };
    ["p", "/p", "br", "div", "/div", "a", "ul", "blockquote", "h2", "strong", "em", "span", "html"]
        .iter()
        .any(|tag| has(tag))
}

const HIDDEN: &[&str] = &[
    "script", "style", "template", "noscript", "svg", "iframe", "form", "button", "select", "head", "pre", "nav",
    "video", "audio",
];
const BLOCKS: &[&str] = &[
    "p", "div", "li", "ul", "ol", "section", "article", "main", "aside", "header", "footer", "table", "tr", "dl", "dt",
    "dd", "figure", "address", "center", "hr", "body", "html", "details", "summary",
];

struct Reader<'a> {
    html: &'a str,
    builder: &'a mut Builder,
    quotes: usize,
    caption: usize,
    /// The element that is being left out, and how many of its name are open.
    hidden: Option<(String, usize)>,
}

impl Reader<'_> {
    fn start(&mut self, name: &str, self_closing: bool, range: Range<usize>) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(hidden == name && !self_closing);
            return;
        }
        match name {
            _ if HIDDEN.contains(&name) && self_closing => {}
            _ if HIDDEN.contains(&name) => self.hidden = Some((name.to_owned(), 1)),
            "br" => self.builder.line_break(range),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.builder.begin(PartKind::Heading),
            "td" | "th" | "img" => self.builder.blank(range),
            "blockquote" => {
                self.builder.end();
                self.quotes += 1;
            }
            "figcaption" => {
                self.builder.end();
                self.caption += 1;
            }
            _ if BLOCKS.contains(&name) => {
                self.builder.end();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if is_heading || BLOCKS.contains(&name) || matches!(name, "blockquote" | "figcaption") {
            self.builder.end();
        }
        match name {
            "blockquote" => self.quotes = self.quotes.saturating_sub(1),
            "figcaption" => self.caption = self.caption.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        if !self.builder.is_open() && !words.trim().is_empty() {
            self.builder.begin(match (self.caption, self.quotes) {
                (1.., _) => PartKind::Caption,
                (0, 1..) => PartKind::Quotation,
                (0, 0) => PartKind::Block,
            });
        }
        copy_decoded(self.html, words, range, self.builder);
    }

    fn comment(&mut self, range: Range<usize>) {
        // The span of a comment may leave out its ends.
        let Some(start) = self.html.get(..range.end).and_then(|before| before.rfind("<!--")) else { return };
        let Some(length) = self.html[start..].find("-->") else { return };
        let whole = start..start + length + "-->".len();
        if super::is_suppression(&self.html[whole.clone()]) {
            self.builder.comment(self.html, whole);
        }
    }
}

/// Adds words that stand for `range` of the source, where they may have
/// references decoded. Each reference is a piece of its own.
fn copy_decoded(source: &str, words: &str, range: Range<usize>, builder: &mut Builder) {
    let Some(raw) = source.get(range.clone()) else { return builder.replace(words, range) };
    if raw == words {
        return builder.copy(source, range);
    }
    let mut at = range.start;
    while at < range.end {
        let rest = &source[at..range.end];
        let plain = rest.find('&').unwrap_or(rest.len());
        builder.copy(source, at..at + plain);
        at += plain;
        let rest = &rest[plain..];
        if rest.is_empty() {
            break;
        }
        let end = rest.char_indices().skip(1).find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '#');
        let length = end.map_or(rest.len(), |(i, c)| if c == ';' { i + 1 } else { i });
        let decoded: String = Tokenizer::new(&rest[..length])
            .flatten()
            .filter_map(|token| match token {
                Token::String(words) => Some(String::from_utf8_lossy(&words.value).into_owned()),
                _ => None,
            })
            .collect();
        builder.replace(&decoded, at..at + length);
        at += length;
    }
}
