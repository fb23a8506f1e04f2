//! What an article repeats, kept short: reports must not grow faster than the
//! articles they are about.
//!
//! A name stands in a report as often as its party speaks, the words of a place
//! as often as attributions hold each other. So names, messages and what an
//! article goes by are cut past a length that no real one has, and once a report
//! has repeated all of an article many times over, long words are cut, too.

use crate::span::Span;
use std::borrow::Cow;
use std::cell::Cell;

/// Most characters of a party's name, but where parties are listed.
pub(crate) const LONGEST_NAME: usize = 200;

/// Most characters of what an article goes by, but where that is said once.
pub(crate) const LONGEST_ID: usize = 1000;

/// Most characters of a finding's message, of what to do about it, and of a
/// reason for a suppression.
pub(crate) const LONGEST_MESSAGE: usize = 1000;

/// How many times a report repeats the length of an article before the words
/// of a place are cut, and how many bytes more.
const REPEATED: (usize, usize) = (16, 1 << 16);

/// Most characters of the words of a place after that.
pub(crate) const LONGEST_REPEATED: usize = 200;

/// The first characters of a text.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    // No character takes less than a byte.
    if text.len() <= most {
        return text;
    }
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

/// A text, or so many of its characters with `…` for the rest.
pub(crate) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    let kept = beginning(text, most);
    if kept.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(format!("{}…", kept.trim_end())) }
}

/// A party's name.
pub(crate) fn name(name: &str) -> Cow<'_, str> {
    cut(name, LONGEST_NAME)
}

/// What an article goes by, or the file of a notice.
pub(super) fn id(id: &str) -> Cow<'_, str> {
    cut(id, LONGEST_ID)
}

/// A sentence about an article. Names stand at its beginning and its end says
/// what of them, so that its middle is left out.
pub(super) fn message(message: &str) -> Cow<'_, str> {
    const END: usize = LONGEST_MESSAGE / 4;
    if beginning(message, LONGEST_MESSAGE).len() == message.len() {
        return Cow::Borrowed(message);
    }
    let end = message.char_indices().rev().nth(END - 1).map_or(0, |(i, _)| i);
    Cow::Owned(format!("{} … {}", beginning(message, LONGEST_MESSAGE - END), &message[end..]))
}

/// The words of an article's places, as one report tells them.
pub(super) struct Words<'t> {
    text: &'t str,
    /// How many bytes more can be told in full.
    left: Cell<usize>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, left: Cell::new(text.len() * REPEATED.0 + REPEATED.1) }
    }

    /// The words of a place: all of them or their beginning.
    pub(super) fn of(&self, span: Span) -> &'t str {
        let all = span.of(self.text);
        match self.left.get().checked_sub(all.len()) {
            Some(left) => {
                self.left.set(left);
                all
            }
            None => beginning(all, LONGEST_REPEATED),
        }
    }

    /// The words of several places with `…` for what is between them, and at
    /// the end for what was cut.
    pub(super) fn joined(&self, spans: &[Span]) -> String {
        let mut out = String::new();
        for (i, span) in spans.iter().enumerate() {
            if i > 0 {
                out.push_str(" … ");
            }
            out.push_str(&self.cut(*span));
        }
        out
    }

    /// The words of a place, with `…` for what was cut.
    pub(super) fn cut(&self, span: Span) -> Cow<'t, str> {
        let words = self.of(span);
        if words.len() < span.of(self.text).len() { Cow::Owned(format!("{words}…")) } else { Cow::Borrowed(words) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_cut_between_characters() {
        assert_eq!(cut("“No”", 4), "“No”");
        assert_eq!(cut("“No, no”", 5), "“No,…");
        assert_eq!(beginning("日本語", 2), "日本");
        let long = format!("words of {} reached this article", "名".repeat(5000));
        let short = message(&long);
        assert!(short.starts_with("words of 名") && short.ends_with("名 reached this article"), "{short}");
        assert_eq!(short.chars().count(), LONGEST_MESSAGE + 3);
        assert!(matches!(message("short"), Cow::Borrowed("short")));
    }

    /// However often the words of a place are asked for.
    #[test]
    fn words_are_told_in_full_until_it_is_too_much() {
        let text = "a b ".repeat(10_000);
        let whole = Span::new(0, text.len() as u32);
        let words = Words::new(&text);
        let told: usize = (0..1000).map(|_| words.of(whole).len()).sum();
        assert!(told > 16 * text.len() && told < 18 * text.len() + 1000 * LONGEST_REPEATED, "{told}");
        assert_eq!(words.of(Span::new(0, 3)), "a b");
        assert!(words.cut(whole).ends_with('…') && words.joined(&[whole, Span::new(0, 1)]).ends_with("… … a"));
    }
}
