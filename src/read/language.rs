//! A note for texts that are not English.

use super::document::Document;

/// How many characters of a text are looked at, and how many it must have.
const MOST: usize = 3000;
const LEAST: usize = 200;

/// Returns a note if the article is not English. Its parts are not read as
/// such, and nothing is found in it, which must not look as if it had nothing.
pub(super) fn note(document: &Document) -> Option<String> {
    let text = &document.text;
    // The beginning can be a menu.
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(LEAST).count();
    if letters < LEAST {
        return None;
    }
    let start = text.len().saturating_sub(MOST) / 3;
    let start = (start..=text.len()).find(|&i| text.is_char_boundary(i))?;
    let sample: String = text[start..].chars().take(MOST).collect();
    let found = whatlang::detect(&sample)?;
    (found.lang() != whatlang::Lang::Eng && found.is_reliable())
        .then(|| format!("the text is in {}, and English is all that is read", found.lang().eng_name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_noted() {
        let of = |text: &str| note(&Document { text: text.repeat(4), ..Document::default() });
        let german =
            "Die Ministerin sagte am Montag, dass der Streik im Hafen vorbei sei und die Schiffe wieder fahren. ";
        assert_eq!(of(german).as_deref(), Some("the text is in German, and English is all that is read"));
        assert_eq!(of("The minister said on Monday that the strike in the port was over and ships would sail. "), None);
        assert_eq!(of("Nein. "), None);
    }
}
