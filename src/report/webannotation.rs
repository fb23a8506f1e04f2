//! Findings as W3C Web Annotations (JSON-LD), to be shown on the published
//! page. A quotation of the words with some context before and after it locates
//! them there, even if the page's markup changes positions.

use super::escape::uri;
use super::short::{self, LONGEST_ID, Words};
use super::{Checked, Counts, Format};
use crate::cut::beginning;
use crate::fingerprint::fnv;
use crate::source::{OffsetMap, Offsets};
use crate::span::Span;
use crate::visible;
use serde::Serialize;

/// Length in characters of the context before and after a quotation.
const CONTEXT: usize = 32;

/// The format `webannotation`: one page with an annotation for each reported
/// finding.
///
/// Offsets count code points of the article's text, as the recommendation
/// requires. The source of a target is the article's name: a web address as it
/// is, any other name as a relative reference.
#[derive(Clone, Copy, Debug, Default)]
pub struct WebAnnotation;

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    body: Vec<Body<'a>>,
    target: Target<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    value: &'a str,
}

#[derive(Serialize)]
struct Target<'a> {
    source: String,
    selector: (TextQuote<'a>, TextPosition),
}

#[derive(Serialize)]
struct TextQuote<'a> {
    r#type: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct TextPosition {
    r#type: &'static str,
    start: u32,
    end: u32,
}

impl Format for WebAnnotation {
    fn head(&self, _contents: &[String]) -> String {
        format!(
            "{{\n\"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n\"id\": \"{}\",\n\"type\": \
             \"AnnotationPage\",\n\"items\": [\n",
            urn("page", "")
        )
    }

    fn article(&self, checked: &Checked<'_>) -> String {
        let text = checked.text();
        let words = Words::new(text);
        let points = OffsetMap::new(text, Offsets::Codepoints);
        let source = uri(beginning(checked.name, LONGEST_ID));
        let annotations = checked.reported().map(|item| {
            let finding = item.finding;
            let message =
                format!("{}. {}.", capital(&short::message(&finding.message)), capital(&short::message(&finding.help)));
            let chain = finding.attribution.map(|i| checked.analysis.chain_line(i as usize)).unwrap_or_default();
            let text_body = |purpose, value| Body {
                r#type: "TextualBody",
                purpose,
                format: Some("text/plain"),
                language: Some("en"),
                value,
            };
            let tag = |value| Body { r#type: "TextualBody", purpose: "tagging", format: None, language: None, value };
            let mut body = vec![text_body("commenting", message.as_str())];
            if !chain.is_empty() {
                body.push(text_body("describing", chain.as_str()));
            }
            body.extend([tag(finding.code), tag(finding.rule), tag(finding.severity.as_str())]);
            // If the words are cut, the quotation is their beginning.
            let exact = words.of(finding.span);
            let start = finding.span.start;
            let (prefix, suffix) = around(text, Span::new(start, start + exact.len() as u32));
            let annotation = Annotation {
                id: urn(checked.name, item.fingerprint),
                r#type: "Annotation",
                motivation: "commenting",
                body,
                target: Target {
                    source: source.clone(),
                    selector: (
                        TextQuote { r#type: "TextQuoteSelector", exact, prefix, suffix },
                        TextPosition {
                            r#type: "TextPositionSelector",
                            start: points.get(finding.span.start),
                            end: points.get(finding.span.end),
                        },
                    ),
                },
            };
            visible::json(serde_json::to_string_pretty(&annotation).expect("strings and numbers always serialise"))
        });
        annotations.collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn foot(&self, _counts: &Counts) -> String {
        "\n]\n}\n".to_owned()
    }
}

/// Returns a URN that stays the same for the same finding in the same article:
/// a UUID of version 8, which is for custom schemes.
fn urn(name: &str, fingerprint: &str) -> String {
    let high = fnv([b"secondhand", name.as_bytes()]);
    let low = fnv([name.as_bytes(), fingerprint.as_bytes()]);
    let high = high & !0xf000 | 0x8000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    format!(
        "urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

/// Returns the context before and after a span.
fn around(text: &str, span: Span) -> (&str, &str) {
    let (before, after) = (text.get(..span.start as usize).unwrap_or(""), text.get(span.end as usize..).unwrap_or(""));
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(i, _)| i);
    (&before[from..], &after[..to])
}

fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{shown, with_standings};
    use serde_json::Value;

    #[test]
    fn selectors_find_the_words() {
        let page: Value = serde_json::from_str(&shown(&WebAnnotation, "news/a b.txt")).expect("JSON");
        assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
        let target = &page["items"][0]["target"];
        assert_eq!(target["source"], "news/a%20b.txt");
        let (quote, position) = (&target["selector"][0], &target["selector"][1]);
        let text: Vec<char> = crate::report::tests::analysis().article.text.chars().collect();
        let part = |from: usize, to: usize| text[from..to].iter().collect::<String>();
        let at = |key: &str| usize::try_from(position[key].as_u64().expect("a number")).expect("a place");
        assert_eq!(quote["exact"], part(at("start"), at("end")));
        assert_eq!(quote["prefix"], part(at("start") - CONTEXT, at("start")));
        assert_eq!(quote["suffix"], part(at("end"), text.len()));
    }

    #[test]
    fn an_annotation_a_finding_that_is_reported() {
        let page: Value = serde_json::from_str(&with_standings(&WebAnnotation, "a")).expect("JSON");
        let items = page["items"].as_array().expect("annotations");
        assert_eq!(items.len(), 1);
        assert_eq!(items[0]["body"][0]["value"], "A quotation that another outlet carried. Find the original.");
        let id = items[0]["id"].as_str().expect("an id");
        assert!(id.starts_with("urn:uuid:") && id.len() == 45 && id.as_bytes()[23] == b'8', "{id}");
    }

    #[test]
    fn no_article_is_an_empty_page() {
        let page: Value = serde_json::from_str(&crate::report::page(&WebAnnotation, &[])).expect("JSON");
        assert_eq!(page["items"].as_array().map(Vec::len), Some(0));
    }
}
