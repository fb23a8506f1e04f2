//! Limits the length of repeated text, so that the size of a report stays
//! linear in the size of its article.
//!
//! A report repeats the name of a party with each of its attributions, and the
//! words of a range with each attribution whose content contains it. Names,
//! messages and ids are therefore cut at a length that real ones do not reach.
//! Words of ranges are kept in full until the report has repeated the length of
//! the article many times; after that, long ones are cut, too.

use crate::cut::{beginning, cut};
use crate::span::Span;
use std::borrow::Cow;
use std::cell::Cell;

/// Maximum length of an article's id or a file name in characters, except where
/// it occurs only once.
pub(crate) const LONGEST_ID: usize = 1000;

/// Maximum length in characters of a finding's message, of its help and of the
/// reason for a suppression.
pub(crate) const LONGEST_MESSAGE: usize = 1000;

/// How many bytes of words a report may contain before they are cut: this many
/// times the length of the article, plus a constant.
const REPEATED: (usize, usize) = (16, 1 << 16);

/// Maximum length of the words of a range in characters after that.
pub(crate) const LONGEST_REPEATED: usize = 200;

/// Cuts an article's id or the file name of a notice.
pub(super) fn id(id: &str) -> Cow<'_, str> {
    cut(id, LONGEST_ID)
}

/// Cuts the middle of a message. Messages begin with a name and end with what
/// is said about it, so that both ends are kept.
pub(super) fn message(message: &str) -> Cow<'_, str> {
    const END: usize = LONGEST_MESSAGE / 4;
    if beginning(message, LONGEST_MESSAGE).len() == message.len() {
        return Cow::Borrowed(message);
    }
    let end = message.char_indices().rev().nth(END - 1).map_or(0, |(i, _)| i);
    Cow::Owned(format!("{} … {}", beginning(message, LONGEST_MESSAGE - END), &message[end..]))
}

/// Returns the words of ranges of an article for one report, and cuts them once
/// the report has used up its allowance.
pub(super) struct Words<'t> {
    text: &'t str,
    /// How many more bytes can be returned in full.
    left: Cell<usize>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, left: Cell::new(text.len() * REPEATED.0 + REPEATED.1) }
    }

    /// Returns the words of a range, or their beginning if the allowance is
    /// used up.
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

    /// Joins the words of several ranges with `…`, and adds `…` to those that
    /// are cut.
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

    /// Returns the words of a range, with `…` if they are cut.
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

    /// Total length stays limited, however often words are requested.
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
