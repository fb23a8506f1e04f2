//! Where lines end. Nothing else in the crate looks for line ends of its own.

use std::ops::Range;

/// The line ends of a text: a line feed, a carriage return, or both in the
/// order CR LF, which are one end. So do editors, code hosts and SARIF count
/// lines.
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

/// Whether text goes on in a new line behind this character. These are more
/// than [`ends`]: pages and separators end a paragraph, and no line number
/// counts them.
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
}
