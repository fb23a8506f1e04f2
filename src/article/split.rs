//! Splits text into paragraphs and lines.
//!
//! Blank lines always separate. Single line breaks separate only if each line
//! is a paragraph of its own, as in most corpora and exports, and not in
//! hard-wrapped text such as wire copy and mail. The line breaks of the whole
//! text decide which of the two it is: wrapped lines mostly continue in lower
//! case.

use super::classify;
use super::stop::ends_sentence;
use crate::lexicon::Lexicon;
use crate::line::is_break;
use crate::span::Span;

/// A paragraph, heading or line, or a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) is_comment: bool,
}

struct Line<'t> {
    text: &'t str,
    start: usize,
    /// Whether white space precedes its first word.
    indented: bool,
    /// Whether a blank line, a comment or the start of the text precedes it.
    opens: bool,
}

/// Splits a text into pieces, in order.
pub(super) fn split(text: &str, lexicon: &Lexicon) -> Vec<Piece> {
    let (lines, comments) = lines(text);
    let wrapped = is_wrapped(&lines);
    let width = lines.iter().map(|l| l.text.chars().count()).filter(|&w| w <= MAX_WIDTH).max().unwrap_or(0);
    let mut pieces: Vec<Piece> = Vec::with_capacity(lines.len() / 2 + comments.len());
    let mut comments = comments.into_iter().peekable();
    for (i, line) in lines.iter().enumerate() {
        let end = (line.start + line.text.len()) as u32;
        let start = line.start as u32;
        while let Some(comment) = comments.next_if(|c| c.start < start) {
            pieces.push(Piece { span: comment, is_comment: true });
        }
        let joins = i > 0 && !line.opens && {
            let before = &lines[i - 1];
            if wrapped { is_wrap(before, line, width, lexicon) } else { goes_on(before.text, line.text) }
        };
        match pieces.last_mut() {
            Some(last) if joins => last.span.end = end,
            _ => pieces.push(Piece { span: Span::new(start, end), is_comment: false }),
        }
    }
    pieces.extend(comments.map(|span| Piece { span, is_comment: true }));
    pieces
}

/// Longest line, in characters, that counts as wrapped.
const MAX_WIDTH: usize = 160;

/// Returns the lines that are not blank, trimmed, and the spans of the comments
/// that begin a line.
fn lines(text: &str) -> (Vec<Line<'_>>, Vec<Span>) {
    let mut lines = Vec::new();
    let mut comments = Vec::new();
    let (mut at, mut opens) = (0, true);
    // After one failed search for an end, no later comment ends either.
    let mut may_close = true;
    while at < text.len() {
        let rest = &text[at..];
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() && !is_break(c));
        let start = at + rest.len() - trimmed.len();
        if may_close && trimmed.starts_with("<!--") {
            match trimmed.find("-->") {
                Some(length) => {
                    at = start + length + "-->".len();
                    comments.push(Span::new(start as u32, at as u32));
                    opens = true;
                    continue;
                }
                None => may_close = false,
            }
        }
        let length = trimmed.find(is_break).unwrap_or(trimmed.len());
        let line = trimmed[..length].trim_end();
        if line.is_empty() {
            opens = true;
        } else {
            lines.push(Line { text: line, start, indented: start - at > 1, opens });
            opens = false;
        }
        at = start + length;
        at += match text.as_bytes().get(at..) {
            Some([b'\r', b'\n', ..]) => 2,
            _ => text[at..].chars().next().map_or(0, char::len_utf8),
        };
    }
    (lines, comments)
}

/// Whether the text is hard-wrapped: at two in five of its line breaks the next
/// line continues in lower case. Lists of headlines and texts with one
/// paragraph per line have next to none of these, wrapped prose about three in
/// four.
fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let (mut breaks, mut lower) = (0usize, 0usize);
    for pair in lines.windows(2).filter(|pair| !pair[1].opens) {
        breaks += 1;
        lower += usize::from(goes_on(pair[0].text, pair[1].text) && pair[0].text.chars().count() <= MAX_WIDTH);
    }
    breaks > 0 && lower * 5 >= breaks * 2
}

/// Whether the break between two lines of a wrapped text is only a wrap.
fn is_wrap(line: &Line<'_>, next: &Line<'_>, width: usize, lexicon: &Lexicon) -> bool {
    if next.indented && !line.indented {
        return false;
    }
    if goes_on(line.text, next.text) {
        return true;
    }
    let length = line.text.chars().count();
    let word = next.text.split_whitespace().next().unwrap_or("").chars().count();
    // Whether the line ends well before the margin although the next word would
    // have fitted.
    let is_short = (length + 1 + word) * 100 <= width * 85;
    !(is_short && ends_sentence(line.text)
        || classify::by_itself(line.text, lexicon).is_some()
        || classify::by_itself(next.text, lexicon).is_some())
}

fn goes_on(line: &str, next: &str) -> bool {
    next.starts_with(char::is_lowercase) && !ends_sentence(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammar;

    fn pieces(text: &str) -> Vec<&str> {
        split(text, Grammar::builtin().lexicon()).iter().map(|p| p.span.of(text)).collect()
    }

    #[test]
    fn blank_lines_divide() {
        assert_eq!(pieces(" One.\n \t\nTwo.\r\n\r\nThree."), ["One.", "Two.", "Three."]);
    }

    #[test]
    fn one_paragraph_a_line() {
        assert_eq!(
            pieces("Ferry halted\nThe ferry stopped on Monday.\nNobody was hurt, the operator said.\n"),
            ["Ferry halted", "The ferry stopped on Monday.", "Nobody was hurt, the operator said."]
        );
    }

    #[test]
    fn wrapped_lines_stay_together() {
        let text = "The ferry to the islands stopped on Monday after an engine\n\
                    failed, the operator said. Nobody was hurt.\n\
                    \n\
                    Passengers were told to wait at the terminal, where Ana\n\
                    Ruiz, who had a ticket, said she would go home.\n";
        assert_eq!(pieces(text).len(), 2);
    }

    #[test]
    fn a_byline_in_a_wrapped_text_stands_alone() {
        let text = "Ferry halted\nBy Ana Ruiz\nThe ferry to the islands stopped on Monday after an engine\n\
                    failed, the operator said, and nobody was\nhurt.";
        assert_eq!(pieces(text)[1], "By Ana Ruiz");
    }

    #[test]
    fn an_indent_opens_a_paragraph_in_wrapped_text() {
        let text = "   The ferry to the islands stopped on Monday after an engine\n\
                    failed, the operator\nsaid.\n   Nobody was hurt, and the boat was towed to port\nby noon.";
        assert_eq!(pieces(text).len(), 2);
    }

    #[test]
    fn comments_stand_alone_wherever_they_begin_a_line() {
        let text = "<!-- what this\n\nshows --> After.\n<!-- b -->\nLast <!-- no --> one.\n<!-- open";
        assert_eq!(
            pieces(text),
            ["<!-- what this\n\nshows -->", "After.", "<!-- b -->", "Last <!-- no --> one.", "<!-- open"]
        );
    }
}
