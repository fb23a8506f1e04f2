//! Divides a text into paragraphs.

use super::characters::is_space;
use crate::line::is_break;
use crate::span::Span;

/// A line that is not blank.
struct Line {
    span: Span,
    /// Width of the line and of its first word, in characters.
    width: u32,
    first_word: u32,
    after_blank: bool,
}

/// Splits `text` into paragraphs, without the white space around each.
///
/// A blank line ends a paragraph. A single line break does too, unless the text
/// is wrapped at a fixed width and the line is full, or the sentence continues
/// in lower case on the next line. Linear time.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrap_width = wrap_width(&lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut width = 0;
    for line in &lines {
        let goes_on = |last: Span| {
            let end = last.of(text).chars().next_back();
            let start = line.span.of(text).chars().next();
            wrap_width.is_some_and(|wrap_width| width + 1 + line.first_word > wrap_width)
                || end.is_some_and(|c| c.is_lowercase() || c == ',') && start.is_some_and(char::is_lowercase)
        };
        match paragraphs.last_mut() {
            Some(last) if !line.after_blank && goes_on(*last) => last.end = line.span.end,
            _ => paragraphs.push(line.span),
        }
        width = line.width;
    }
    paragraphs
}

/// Returns the lines of a text that are not blank, without the white space
/// around each.
fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut after_blank = true;
    let mut hard = false;
    let mut rest = text.split_inclusive(is_break).peekable();
    let mut at = 0u32;
    while let Some(raw) = rest.next() {
        let start = at;
        at += raw.len() as u32;
        // "\r\n" is one line end.
        if raw.ends_with('\r') && rest.peek() == Some(&"\n") {
            rest.next();
            at += 1;
        }
        let line = raw.trim_matches(is_space);
        if line.is_empty() {
            after_blank = true;
        } else {
            let indent = (raw.len() - raw.trim_start_matches(is_space).len()) as u32;
            lines.push(Line {
                span: Span::new(start + indent, start + indent + line.len() as u32),
                width: line.chars().count() as u32,
                first_word: line.chars().take_while(|&c| !is_space(c)).count() as u32,
                after_blank: after_blank || hard,
            });
            after_blank = false;
        }
        hard = raw.ends_with(['\u{2029}', '\u{C}']);
    }
    lines
}

/// Returns the width at which the text is wrapped, if it is: that of the widest
/// group of three or more lines in which no line has room for the first word of
/// the next.
fn wrap_width(lines: &[Line]) -> Option<u32> {
    let widest = lines.iter().filter(|l| l.first_word < l.width).map(|l| l.width).max()?;
    if !(40..=120).contains(&widest) {
        return None;
    }
    let width_of = |group: &[Line]| group.iter().map(|l| l.width).max().unwrap_or(0);
    let is_wrapped = |group: &&[Line]| {
        let width = width_of(group);
        let full = |pair: &[Line]| pair[0].width + 1 + pair[1].first_word > width;
        group.len() >= 3 && width >= 40 && group.windows(2).all(full)
    };
    lines.chunk_by(|_, next| !next.after_blank).filter(is_wrapped).map(width_of).max()
}

#[cfg(test)]
mod tests {
    use crate::token::samples::tokens;

    fn starts(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        tokens.iter().filter(|t| t.opens_paragraph).map(|t| t.text(text)).collect()
    }

    #[test]
    fn line_breaks_end_paragraphs_unless_the_text_is_wrapped() {
        assert_eq!(starts("One thing.\nTwo things.\r\n\r\nThree."), ["One", "Two", "Three"]);
        let wrapped = "Aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii\n\
                       Jjjj bbbb cccc dddd eeee ffff gggg hhhh iiii\n\
                       Kkkk bbbb.\n\nLlll mmmm.";
        assert_eq!(starts(wrapped), ["Aaaa", "Llll"]);
        assert_eq!(starts("It went on\nand on.\nThen"), ["It", "Then"]);
        assert_eq!(starts("One.\u{2029}two"), ["One", "two"]);
    }
}
