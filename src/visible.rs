//! Makes hidden characters in outside text visible before people read it.
//!
//! Articles, their ids, file names and settings can contain characters that are
//! not visible but affect the text around them: a terminal executes escape
//! sequences, a CI log can take the text after a line break for a command, and
//! a bidirectional override reverses the words after it. All text shown to
//! people passes through [`visible`] or a related function here, which replaces
//! each such character by a visible one.
//!
//! The characters are the controls (C0, DEL, C1), Unicode's bidirectional
//! formatting characters (`Bidi_Control`) and the line and paragraph
//! separators. Zero-width characters are kept: they do not affect other text,
//! and many scripts and emoji need joiners.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character is invisible and affects the text around it.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns a visible character for `c`: `c` itself, or for a hidden one its
/// control picture if Unicode has one, else U+FFFD.
pub(crate) fn seen(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        // Each of them ends a line.
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\u{2424}',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

/// Makes a text visible as one line: replaces line breaks and tabs too.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) { text.chars().map(seen).collect() } else { Cow::Borrowed(text) }
}

/// Makes a text of several lines visible: keeps line feeds, tabs, and a
/// carriage return before a line feed.
#[cfg(feature = "cli")]
pub(crate) fn visible_lines(text: &str) -> Cow<'_, str> {
    let stays = |c: char| matches!(c, '\n' | '\t') || !is_hidden(c);
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let (line, end) = line.strip_suffix('\r').map_or((line, ""), |line| (line, "\r"));
        out.extend(line.chars().map(|c| if stays(c) { c } else { seen(c) }));
        out.push_str(end);
    }
    Cow::Owned(out)
}

/// Makes words of an article visible in one line, with single spaces for all
/// white space.
pub(crate) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&visible(word));
    }
    out
}

/// Makes a name visible at the start of a line. Prefixes `./` if it begins with
/// `::`, which GitHub's log would take for a command.
pub(crate) fn leading(name: &str) -> Cow<'_, str> {
    let shown = visible(name);
    if shown.trim_start().starts_with("::") { Cow::Owned(format!("./{shown}")) } else { shown }
}

/// Escapes hidden characters in serialised JSON, so that a reader gets the same
/// text back. They can occur only inside strings: the serialiser has already
/// escaped C0 controls and uses only ASCII for layout.
pub(crate) fn json(json: String) -> String {
    let is_raw = |c: char| c == '\u{7f}' || !c.is_ascii() && is_hidden(c);
    if !json.contains(is_raw) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if is_raw(c) {
            // All of them are in the Basic Multilingual Plane.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every control, bidirectional mark and separator of Unicode.
    #[test]
    fn hidden_characters_are_replaced() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32).filter(|&c| is_hidden(c)) {
            let shown = seen(c);
            assert!(!is_hidden(shown) && !shown.is_whitespace(), "{c:?} as {shown:?}");
            let text = format!("a{c}b");
            assert_eq!(visible(&text), format!("a{shown}b"));
            assert!(!words(&text).contains(is_hidden), "{c:?}");
        }
        let overrides =
            "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        assert!(overrides.chars().all(is_hidden));
    }

    #[test]
    fn visible_characters_stay() {
        for text in ["“No,” said José.", "👩\u{200d}🚀 soft\u{ad}ly", "می\u{200c}خواهم", ""] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
        }
        assert_eq!([leading("::error::x"), leading(" ::a"), leading("a::b")], ["./::error::x", "./ ::a", "a::b"]);
        assert_eq!(visible("\u{1b}[2J\u{7f}\r\n\u{2028}\u{9b}m\u{202e}"), "␛[2J␡␍␊␤\u{fffd}m\u{fffd}");
    }

    #[test]
    #[cfg(feature = "cli")]
    fn lines_stay_lines() {
        assert_eq!(visible_lines("a\tb\r\nc\rd\u{1b}\n"), "a\tb\r\nc␍d␛\n");
    }

    #[test]
    fn json_reads_as_it_was() {
        let text: String = (0..=0x10_ffff).filter_map(char::from_u32).filter(|&c| is_hidden(c)).collect();
        for written in [serde_json::to_string(&[&text]), serde_json::to_string_pretty(&[&text])] {
            let written = json(written.expect("JSON"));
            assert!(!written.replace('\n', "").contains(is_hidden), "{written}");
            assert_eq!(serde_json::from_str::<[String; 1]>(&written).expect("JSON")[0], text);
        }
    }

    #[test]
    fn words_are_parted_by_blanks() {
        assert_eq!(words(" one\r\n two\u{2028}three\u{7} "), "one two three␇");
    }
}
