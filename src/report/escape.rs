//! What a format's syntax would take for its own, written so that it does not.

/// Text in XML and HTML, between tags and in attributes within double marks.
/// Characters that XML does not allow at all become U+FFFD.
pub(super) fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            // A reader of XML would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
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
            out.push_str(&format!("%{byte:02X}"));
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
        assert_eq!(markup("a\u{0}\u{1b}\u{ffff}b\tc\n\r"), "a\u{fffd}\u{fffd}\u{fffd}b\tc\n&#13;");
    }

    #[test]
    fn names_are_references() {
        assert_eq!(uri("a b/ç#1.txt"), "a%20b/%C3%A7%231.txt");
        assert_eq!(uri("C:/news.jsonl:3"), "C%3A/news.jsonl%3A3");
        assert_eq!(uri("https://example.org/a?b=1#c d"), "https://example.org/a?b=1#c%20d");
    }
}
