//! Quotation marks: their style, their direction, and the room beside them.

use crate::token::{Token, TokenKind};

/// Style of a mark. Marks open and close only quotations of their own style.
/// Straight, curly and doubled marks are one style, since edited texts mix
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
    Corner,
    WhiteCorner,
}

/// Direction of a mark, by its form alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Natural {
    Opens,
    Closes,
    /// Straight marks, and guillemets, whose direction depends on the language.
    Either,
}

/// The room on one side of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Room {
    /// A word touches it.
    None,
    /// A dash or slash touches it.
    Little,
    /// White space, or punctuation that sets the mark apart: an opening bracket
    /// before it, or a comma, stop or closing bracket after it.
    Clear,
}

/// A token that can be a quotation mark, with what is beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) token: u32,
    pub(super) style: Style,
    pub(super) natural: Natural,
    /// The room before and after it, ignoring other marks that touch it.
    pub(super) before: Room,
    pub(super) after: Room,
    /// Whether it directly follows a comma or a sentence-final mark.
    pub(super) after_final: bool,
    /// Whether it is first in its paragraph, ignoring other marks.
    pub(super) leads: bool,
    /// Whether it is last in its paragraph, ignoring other marks.
    pub(super) trails: bool,
}

/// Returns the style and direction of a token that can be a quotation mark.
fn style(text: &str, token: &Token) -> Option<(Style, Natural)> {
    use Natural::{Closes, Either, Opens};
    if !matches!(token.kind, TokenKind::DoubleQuote | TokenKind::SingleQuote) {
        return None;
    }
    let single = token.kind == TokenKind::SingleQuote;
    let plain = if single { Style::Single } else { Style::Double };
    Some(match token.text(text).chars().next()? {
        '“' | '‘' | '„' | '‚' | '`' | '〝' => (plain, Opens),
        '”' | '’' | '´' | '〞' | '〟' => (plain, Closes),
        '«' | '»' => (Style::Guillemet, Either),
        '‹' | '›' => (Style::SingleGuillemet, Either),
        '「' => (Style::Corner, Opens),
        '」' => (Style::Corner, Closes),
        '『' => (Style::WhiteCorner, Opens),
        '』' => (Style::WhiteCorner, Closes),
        _ => (plain, Either),
    })
}

/// Returns all marks with the room around them.
pub(super) fn marks(text: &str, tokens: &[Token]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let Some((style, natural)) = style(text, token) else {
            continue;
        };
        let previous = index.checked_sub(1).and_then(|i| tokens.get(i));
        // An attribute value in a left-over HTML tag.
        if !token.spaced && previous.is_some_and(|p| p.text(text) == "=") {
            continue;
        }
        let touching =
            marks.last().filter(|last| last.token as usize + 1 == index && !token.spaced && !token.opens_paragraph);
        let (before, after_final, leads) = match (touching, previous) {
            (Some(last), _) => (last.before, false, last.leads),
            _ if token.opens_paragraph => (Room::Clear, false, true),
            (None, None) => (Room::Clear, false, true),
            (None, Some(_)) if token.spaced => (Room::Clear, false, false),
            (None, Some(previous)) => {
                use TokenKind::{Comma, Ellipsis, Exclamation, Period};
                let after_final = matches!(previous.kind, Comma | Period | Exclamation | Ellipsis);
                (room_after(text, previous), after_final, false)
            }
        };
        let after = Room::None;
        marks.push(Mark { token: index as u32, style, natural, before, after, after_final, leads, trails: false });
    }
    add_room_after(text, tokens, &mut marks);
    marks
}

/// Adds the room after each mark, from right to left.
fn add_room_after(text: &str, tokens: &[Token], marks: &mut [Mark]) {
    let mut right: Option<Mark> = None;
    for mark in marks.iter_mut().rev() {
        let next = tokens.get(mark.token as usize + 1).filter(|t| !t.opens_paragraph);
        (mark.after, mark.trails) = match (next, right) {
            (None, _) => (Room::Clear, true),
            (Some(next), _) if next.spaced => (Room::Clear, false),
            (Some(_), Some(right)) if right.token == mark.token + 1 => (right.after, right.trails),
            (Some(next), _) => (room_before(text, next), false),
        };
        right = Some(*mark);
    }
}

/// Returns the room of a mark that directly follows the token.
fn room_after(text: &str, token: &Token) -> Room {
    match token.kind {
        TokenKind::Open => Room::Clear,
        TokenKind::Dash => Room::Little,
        TokenKind::Symbol if matches!(token.text(text), "/" | "=" | ">" | "<" | "|" | "*") => Room::Little,
        _ => Room::None,
    }
}

/// Returns the room of a mark that directly precedes the token.
fn room_before(text: &str, token: &Token) -> Room {
    use TokenKind::{Clitic, Close, Colon, Comma, Dash, Ellipsis, Exclamation, Period, Semicolon, Symbol};
    match token.kind {
        Comma | Period | Colon | Semicolon | Close | Exclamation => Room::Clear,
        Dash | Ellipsis | Clitic => Room::Little,
        Symbol if matches!(token.text(text), "/" | "-" | "\u{2010}" | "\u{2011}" | ">" | "<" | "|" | "*") => {
            Room::Little
        }
        _ => Room::None,
    }
}
