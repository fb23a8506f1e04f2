//! Splits text into paragraphs and lines.
//!
//! Blank lines always separate. Single line breaks separate only if each line
//! is a paragraph of its own, as in most corpora and exports, and not in
//! hard-wrapped text such as wire copy and mail. The line breaks of the whole
//! text decide which of the two it is: wrapped lines mostly continue in lower
//! case. Where a sentence plainly goes on, as in lower case or inside quotation
//! marks, a break never separates.

use super::classify;
use super::stop::ends_sentence;
use crate::lexicon::Lexicon;
use crate::line::is_break;
use crate::span::Span;

/// What a part of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A paragraph, heading or line.
    Text,
    Comment,
    /// The marks before a line of mail that is quoted: *> *.
    Prefix,
}

/// A part of the text that belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

struct Line<'t> {
    text: &'t str,
    start: usize,
    /// Whether white space precedes its first word.
    indented: bool,
    /// Whether a blank line, a comment, a line of other mail or the start of
    /// the text precedes it.
    opens: bool,
}

/// Splits a text into pieces, those of each kind in order.
pub(super) fn split(text: &str, lexicon: &Lexicon) -> Vec<Piece> {
    let (lines, mut pieces) = lines(text);
    let wrapped = is_wrapped(&lines);
    let width = lines.iter().map(|l| l.text.chars().count()).filter(|&w| w <= MAX_WIDTH).max().unwrap_or(0);
    let mut paragraphs: Vec<Span> = Vec::with_capacity(lines.len() / 2);
    // Whether the last line ends inside double quotation marks.
    let mut quoted = false;
    for (i, line) in lines.iter().enumerate() {
        let span = Span::new(line.start as u32, (line.start + line.text.len()) as u32);
        let joins = i > 0 && !line.opens && {
            let before = &lines[i - 1];
            quoted && stays_quoted(before.text, line.text)
                || if wrapped { is_wrap(before, line, width, lexicon) } else { goes_on(before.text, line.text) }
        };
        match paragraphs.last_mut() {
            Some(last) if joins => last.end = span.end,
            _ => paragraphs.push(span),
        }
        quoted = ends_quoted(joins && quoted, line.text);
    }
    pieces.extend(paragraphs.into_iter().map(|span| Piece { span, kind: Kind::Text }));
    pieces
}

/// Longest line, in characters, that counts as wrapped.
const MAX_WIDTH: usize = 160;

/// Returns the lines that are not blank, trimmed, and the comments that begin a
/// line and the prefixes of quoted mail.
fn lines(text: &str) -> (Vec<Line<'_>>, Vec<Piece>) {
    let (mut lines, mut others) = (Vec::new(), Vec::new());
    let (mut at, mut opens) = (0, true);
    let mut depth = 0;
    // After one failed search for an end, no later comment ends either.
    let mut may_close = true;
    let blank = |c: char| c.is_whitespace() && !is_break(c);
    while at < text.len() {
        let rest = &text[at..];
        let prefix = prefix(rest);
        if !prefix.is_empty() {
            others.push(Piece { span: Span::new(at as u32, (at + prefix.len()) as u32), kind: Kind::Prefix });
        }
        let marks = prefix.matches('>').count();
        opens |= marks != depth;
        depth = marks;
        let rest = &rest[prefix.len()..];
        let trimmed = rest.trim_start_matches(blank);
        let start = at + prefix.len() + rest.len() - trimmed.len();
        if may_close && trimmed.starts_with("<!--") {
            match trimmed.find("-->") {
                Some(length) => {
                    at = start + length + "-->".len();
                    others.push(Piece { span: Span::new(start as u32, at as u32), kind: Kind::Comment });
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
            lines.push(Line { text: line, start, indented: rest.len() - trimmed.len() > 1, opens });
            opens = false;
        }
        at = start + length;
        at += match text.as_bytes().get(at..) {
            Some([b'\r', b'\n', ..]) => 2,
            _ => text[at..].chars().next().map_or(0, char::len_utf8),
        };
    }
    (lines, others)
}

/// Returns the marks of quoted mail with which the line begins: *>*, *> >*,
/// *>>*, each followed by a space or the line's end. Nothing else stands before
/// them.
fn prefix(line: &str) -> &str {
    let length = line.find(|c| c != '>' && c != ' ').unwrap_or(line.len());
    let marks = line[..length].trim_end();
    let apart = line[marks.len()..].chars().next().is_none_or(char::is_whitespace);
    if apart && marks.starts_with('>') { marks } else { "" }
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

/// Whether a sentence plainly goes on from one line to the next, in lower case
/// or behind a comma.
fn goes_on(line: &str, next: &str) -> bool {
    let inside = line.trim_end_matches(CLOSING);
    let comma = inside.ends_with(',') && inside.split_whitespace().nth(CLAUSE - 1).is_some();
    (comma || next.trim_start_matches(OPENING).starts_with(char::is_lowercase)) && !ends_sentence(line)
}

/// Words in the shortest line that a comma joins to the next: shorter ones are
/// salutations (*Dear Ms. Ruiz,*) and addresses.
const CLAUSE: usize = 4;

/// Marks that stand before the first word of a line, and behind its last.
const OPENING: [char; 7] = ['"', '\'', '“', '‘', '«', '(', '['];
const CLOSING: [char; 7] = ['"', '\'', '”', '’', '»', ')', ']'];

/// Whether a line inside quotation marks is broken in the middle of a sentence.
fn stays_quoted(line: &str, next: &str) -> bool {
    !ends_sentence(line) && !next.starts_with(OPENING)
}

/// Whether a line ends inside double quotation marks, if it begins inside them
/// or not.
fn ends_quoted(mut quoted: bool, line: &str) -> bool {
    let mut before = ' ';
    for c in line.chars() {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '"' => quoted = before.is_whitespace() || before == '(' || before == '[',
            _ => {}
        }
        before = c;
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammar;

    fn pieces(text: &str) -> Vec<&str> {
        let mut pieces = split(text, Grammar::builtin().lexicon());
        pieces.sort_by_key(|p| p.span.start);
        pieces.iter().filter(|p| p.kind != Kind::Prefix).map(|p| p.span.of(text)).collect()
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

    /// Mail breaks lines anywhere.
    #[test]
    fn a_sentence_goes_on_over_ragged_lines() {
        for text in [
            "Ito said the \"pump\nshed 14\n60098 of the\nplant\" was\n\"old\nmetal\".",
            "\"We have waited long,\"\nAna Ruiz said,\n\"and nobody\ncame.\"",
            "\"We have waited since the harvest,\"\nAna Ruiz said.",
            "Ito said it was \"Harlow\nNorth that paid\".",
        ] {
            assert_eq!(pieces(text), [text]);
        }
        let apart = "“We go on and on.\n“We never stop.";
        assert_eq!(pieces(apart).len(), 2);
        assert_eq!(pieces("Dear Ms. Ruiz,\nIt rained.").len(), 2);
    }

    #[test]
    fn quoted_mail_is_read_without_its_marks() {
        let text = "> Ito said it\n> rained.\n>\n> Then it\n> stopped.\n>> So it did.\nNo.";
        assert_eq!(pieces(text), ["Ito said it\n> rained.", "Then it\n> stopped.", "So it did.", "No."]);
        assert_eq!(pieces(">tag\n->x"), [">tag", "->x"]);
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
