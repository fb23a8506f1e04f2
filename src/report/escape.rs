//! What a format's syntax would take for its own, written so that it does not.

use crate::visible::{is_hidden, seen};
use std::fmt::Write as _;

/// Text in HTML, between tags and in attributes within double marks. People
/// read it, so that its control characters are to be seen.
pub(super) fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '\t' | '\n' => out.push(c),
            // A reader would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            c => out.extend_escaped(seen(c)),
        }
    }
    out
}

/// Text in XML, the same way. Programs read it: what XML has no place for,
/// which is all of C0 but white space, becomes a picture of it, and everything
/// else can be read back.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            // In attributes they would be read as blanks.
            '\t' | '\r' | '\u{7f}'.. if is_hidden(c) => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.extend_escaped(seen(c)),
        }
    }
    out
}

/// [`xml`] in an attribute, where a line feed would be read as a blank.
pub(super) fn attribute(text: &str) -> String {
    xml(text).replace('\n', "&#10;")
}

trait Escaped {
    /// Adds a character that may be one of the syntax of XML and HTML.
    fn extend_escaped(&mut self, c: char);
}

impl Escaped for String {
    fn extend_escaped(&mut self, c: char) {
        match c {
            '&' => self.push_str("&amp;"),
            '<' => self.push_str("&lt;"),
            '>' => self.push_str("&gt;"),
            '"' => self.push_str("&quot;"),
            '\'' => self.push_str("&#39;"),
            c => self.push(c),
        }
    }
}

/// A name as a reference to a resource: an address on the web stays one, and
/// of anything else each part between slashes is percent-encoded.
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
        assert_eq!(markup("a\u{0}\u{1b}b\tc\n\r\u{9b}\u{202e}"), "a␀␛b\tc\n&#13;\u{fffd}\u{fffd}");
    }

    /// All but C0, which XML cannot have.
    #[test]
    fn xml_carries_what_it_can() {
        let text = "<a>\t\r\n\u{7f}\u{9b}\u{2028}\u{202e}";
        let read = |document: &str| {
            let tree = roxmltree::Document::parse(document).expect("XML");
            let root = tree.root_element();
            root.attribute("a").or(root.text()).unwrap_or_default().to_owned()
        };
        assert_eq!(read(&format!("<x>{}</x>", xml(text))), text);
        assert_eq!(read(&format!("<x a=\"{}\"/>", attribute(text))), text);
        assert!(!xml(text).replace('\n', "").contains(is_hidden), "{}", xml(text));
        assert_eq!(xml("a\u{0}\u{1b}\u{ffff}"), "a␀␛\u{fffd}");
    }

    #[test]
    fn names_are_references() {
        assert_eq!(uri("a b/ç#1.txt"), "a%20b/%C3%A7%231.txt");
        assert_eq!(uri("C:/news.jsonl:3"), "C%3A/news.jsonl%3A3");
        assert_eq!(uri("https://example.org/a?b=1#c d"), "https://example.org/a?b=1#c%20d");
    }
}
