//! Escapes text for the syntax of output formats.

use crate::visible::{is_hidden, seen};
use std::fmt::Write as _;

/// Escapes text for HTML, between tags and in attributes in double quotation
/// marks. Control characters are replaced with visible ones, since people read
/// the page.
pub(super) fn markup(text: &str) -> String {
    markup_in(text, false)
}

/// Like [`markup`], for text that may be at the start of a line.
pub(super) fn markup_in(text: &str, is_line_start: bool) -> String {
    escaped(text, is_line_start, |c, out| match c {
        '\t' | '\n' => out.push(c),
        // HTML parsers would turn it into a line feed.
        '\r' => out.push_str("&#13;"),
        c => out.push(seen(c)),
    })
}

/// Escapes text for XML, between tags and in attributes in double quotation
/// marks. XML cannot represent the C0 controls except white space; they are
/// replaced with visible characters. Programs that read the XML get everything
/// else unchanged.
pub(super) fn xml(text: &str) -> String {
    escaped(text, true, |c, out| match c {
        // In an attribute, XML parsers would turn white space into blanks.
        '\t' | '\n' | '\r' | '\u{7f}'.. if is_hidden(c) => {
            let _ = write!(out, "&#{};", u32::from(c));
        }
        '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
        c => out.push(seen(c)),
    })
}

/// Replaces syntax characters with entities, and passes the others to `other`.
/// `is_line_start` says whether the text may be at the start of a line.
fn escaped(text: &str, mut is_line_start: bool, other: impl Fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for (i, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // At the start of a line, GitHub's log would read `::` as a
            // command.
            ':' if is_line_start && text[i..].starts_with("::") => out.push_str("&#58;"),
            c => other(c, &mut out),
        }
        is_line_start = c == '\n' || is_line_start && c.is_whitespace();
    }
    out
}

/// Turns a name into a URI reference. A web address stays as it is, except for
/// characters that URIs do not allow; in any other name, everything but slashes
/// and unreserved characters is percent-encoded.
pub(super) fn uri(name: &str) -> String {
    let is_web = ["http://", "https://"].iter().any(|scheme| name.starts_with(scheme));
    let kept: &[u8] = if is_web { b"-._~/:?#[]@!$&'()*+,;=%" } else { b"-._~/" };
    let mut out = String::with_capacity(name.len());
    for &byte in name.as_bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(markup("<a href=\"x\">'&'"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;");
        assert_eq!(markup("a::b\n ::c"), "a::b\n &#58;:c");
        assert_eq!(markup("a\u{0}\u{1b}b\tc\n\r\u{9b}\u{202e}"), "a␀␛b\tc\n&#13;\u{fffd}\u{fffd}");
    }

    /// Everything is preserved but C0 controls, which XML cannot represent.
    #[test]
    fn xml_carries_what_it_can() {
        let text = "<a>\t\r\n\u{7f}\u{9b}\u{2028}\u{202e}";
        let read = |document: &str| {
            let tree = roxmltree::Document::parse(document).expect("XML");
            let root = tree.root_element();
            root.attribute("a").or(root.text()).unwrap_or_default().to_owned()
        };
        assert_eq!(read(&format!("<x>{}</x>", xml(text))), text);
        assert_eq!(read(&format!("<x a=\"{}\"/>", xml(text))), text);
        assert!(!xml(text).contains(is_hidden), "{}", xml(text));
        assert_eq!(xml("a\u{0}\u{1b}\u{ffff}"), "a␀␛\u{fffd}");
    }

    #[test]
    fn names_are_references() {
        assert_eq!(uri("a b/ç#1.txt"), "a%20b/%C3%A7%231.txt");
        assert_eq!(uri("C:/news.jsonl:3"), "C%3A/news.jsonl%3A3");
        assert_eq!(uri("https://example.org/a?b=1#c d"), "https://example.org/a?b=1#c%20d");
    }
}
