//! Line ends. All code in the crate that needs line ends uses this module.

use std::ops::Range;

/// Returns the line ends of a text: a line feed, a carriage return, or CR LF,
/// which is one line end. Editors, code hosts and SARIF count lines in the same
/// way.
pub(crate) fn ends(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().filter_map(|(i, byte)| match byte {
        b'\n' => {
            let is_pair = i > 0 && bytes[i - 1] == b'\r';
            Some(i - usize::from(is_pair)..i + 1)
        }
        b'\r' if bytes.get(i + 1) != Some(&b'\n') => Some(i..i + 1),
        _ => None,
    })
}

/// Returns the line around a byte, without its end. A byte of a line end is part
/// of the line that it ends. Reads no more of the text than this line.
pub(crate) fn around(text: &str, at: usize) -> Range<usize> {
    let is_inside = text[..at].ends_with('\r') && text[at..].starts_with('\n');
    let at = at - usize::from(is_inside);
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |i| at + i);
    start..end
}

/// Whether `c` breaks a line or paragraph of text. These are more characters
/// than [`ends`] knows: form feeds and Unicode separators break the text but do
/// not count as line numbers.
pub(crate) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_carriage_return_ends_a_line_alone_and_before_a_line_feed() {
        assert_eq!(ends("\r\n\n\r\r\n").collect::<Vec<_>>(), [0..2, 2..3, 3..4, 4..6]);
        assert_eq!(ends("a\rb\r").collect::<Vec<_>>(), [1..2, 3..4]);
        assert_eq!(ends("a\u{2028}b").count(), 0);
    }

    #[test]
    fn a_byte_of_a_line_end_is_part_of_the_line_before() {
        let text = "a\r\n\nb\r";
        let lines = (0..=text.len()).map(|at| around(text, at)).collect::<Vec<_>>();
        assert_eq!(lines, [0..1, 0..1, 0..1, 3..3, 4..5, 4..5, 6..6]);
    }
}
