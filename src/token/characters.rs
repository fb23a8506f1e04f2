//! What characters can be in a text: space, letters, apostrophes, marks.

/// Whether `c` separates tokens: white space, and invisible format characters
/// (byte-order mark, joiners, direction marks).
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// Whether `c` is an apostrophe or a mark that is often typed for one.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | '\u{2BC}' | '`' | '´' | '＇')
}

pub(super) fn is_double_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂' | '〝' | '〞' | '〟')
}

pub(super) fn is_single_mark(c: char) -> bool {
    is_apostrophe(c) && c != '\u{2BC}' || matches!(c, '‚' | '‹' | '›')
}

pub(super) fn is_mark(c: char) -> bool {
    // Combining accents continue a word. The standard library has no test for
    // them; these ranges are the ones that text in the Latin script uses.
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}')
}

pub(super) fn is_letter(c: char) -> bool {
    (c.is_alphabetic() && c != '\u{2BC}') || is_mark(c)
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₹' | '¢' | '₽' | '₩' | '₪' | '₺' | '₦' | '₱' | '₴')
}

pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '—' | '–' | '―' | '/' | '<' | '>' | '=')
        || is_double_mark(c) && !matches!(c, '”' | '»' | '」' | '』')
}

/// Whether a single mark between these two characters looks like an opening
/// one.
pub(super) fn opens_single(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|b| is_space(b) || is_opener(b) || matches!(b, '\'' | '‘' | '`'))
        && after.is_some_and(|a| {
            is_letter(a) || a.is_numeric() || is_currency(a) || matches!(a, '[' | '(' | '…' | '@' | '#')
        })
}

/// Returns `word` in lower case if it is ASCII and at most 16 bytes long, else
/// an empty string. Avoids an allocation.
pub(super) fn lower<'b>(word: &str, buffer: &'b mut [u8; 16]) -> &'b str {
    let Some(buffer) = buffer.get_mut(..word.len()) else {
        return "";
    };
    if !word.is_ascii() {
        return "";
    }
    buffer.copy_from_slice(word.as_bytes());
    buffer.make_ascii_lowercase();
    std::str::from_utf8(buffer).unwrap_or("")
}
