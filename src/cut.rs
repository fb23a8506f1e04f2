//! Cuts long texts where they would be repeated.

use std::borrow::Cow;

/// Maximum length of a party's name in characters, except in the list of
/// parties.
pub(crate) const LONGEST_NAME: usize = 200;

/// Returns the first `most` characters of a text.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    // A character has at least one byte.
    if text.len() <= most {
        return text;
    }
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

/// Cuts a text after `most` characters and marks the cut with `…`.
pub(crate) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    let kept = beginning(text, most);
    if kept.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(format!("{}…", kept.trim_end())) }
}

/// Cuts a text to `most` characters in its middle and marks the cut with `…`.
pub(crate) fn middle(text: &str, most: usize) -> Cow<'_, str> {
    if beginning(text, most).len() == text.len() {
        return Cow::Borrowed(text);
    }
    let end = most / 3;
    let rest = text.char_indices().rev().nth(end.saturating_sub(1)).map_or(text.len(), |(i, _)| i);
    Cow::Owned(format!("{}…{}", beginning(text, most - end - 1), &text[rest..]))
}

/// Cuts a party's name.
pub(crate) fn name(name: &str) -> Cow<'_, str> {
    cut(name, LONGEST_NAME)
}
