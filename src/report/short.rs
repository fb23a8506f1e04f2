//! What an article repeats, kept short: reports must not grow faster than the
//! articles they are about.

/// The first characters of a text.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    // No character takes less than a byte.
    if text.len() <= most {
        return text;
    }
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}
