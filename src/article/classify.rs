//! Classifies blocks by their words alone.
//!
//! Only short blocks can be anything but paragraphs, so that running text is
//! never lost because of its opening words.

use super::line_terms::LineTerms;
use super::stop::ends_sentence;
use super::{BlockKind, boilerplate, byline, date};
use crate::lexicon::Lexicon;
use std::cell::LazyCell;

/// Longest block, in bytes, that can be anything but a paragraph.
const MAX_LENGTH: usize = 400;

/// How much of a block is searched for the label of a turn, in bytes.
const MAX_LABEL: usize = 200;

/// Returns the kind of a line or block, if its own words decide it.
pub(super) fn by_itself(block: &str, lexicon: &Lexicon) -> Option<BlockKind> {
    if block.len() > MAX_LENGTH {
        return None;
    }
    let opening = LazyCell::new(|| LineTerms::new(first_words(block), lexicon));
    if is_copyright(&block.to_lowercase()) {
        Some(BlockKind::Copyright)
    } else if date::is_date_line(block, lexicon) {
        Some(BlockKind::DateLine)
    } else if byline::is_byline(block, &opening, lexicon) {
        Some(BlockKind::Byline)
    } else if boilerplate::is_boilerplate(block, &opening, lexicon) {
        Some(BlockKind::Boilerplate)
    } else {
        None
    }
}

/// How many words at the beginning of a block are searched for the term that
/// opens it.
const OPENING: usize = 12;

/// Returns the first words of a block: a paragraph is read in full only if they
/// can open something else.
fn first_words(block: &str) -> &str {
    let mut spaces = block.char_indices().filter(|(_, c)| c.is_whitespace());
    spaces.nth(OPENING).map_or(block, |(at, _)| &block[..at])
}

/// Whether a block can be a headline: short and without a final stop.
pub(super) fn is_title(block: &str) -> bool {
    let words = block.split_whitespace().count();
    let stops = block.ends_with(['.', ',', ':', ';', '…']) || (ends_sentence(block) && !block.ends_with(['?', '!']));
    block.len() <= 250 && words <= 30 && !stops
}

/// Whether a block between others can be a cross-head or a label.
pub(super) fn is_heading(block: &str) -> bool {
    let words = block.split_whitespace().count();
    let opens = block.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '#');
    block.len() <= 110
        && words <= 14
        && opens
        && !ends_sentence(block)
        && !block.ends_with([',', ';', '"', '”', '»', '—', '–', '-'])
}

/// Whether a block opens with the label of a turn of a transcript: *GOV. ANA
/// RUIZ (D), OHIO: Good evening*.
pub(super) fn opens_turn(block: &str, lexicon: &Lexicon) -> bool {
    let mut end = block.len().min(MAX_LABEL);
    while !block.is_char_boundary(end) {
        end -= 1;
    }
    let opening = &block[..end];
    let capitals = |word: &str| !word.contains(char::is_lowercase) && word.contains(char::is_uppercase);
    (opening.split_whitespace().take(4).any(capitals) || opening.contains("):"))
        && LineTerms::new(opening, lexicon).turn_label(opening)
}

fn is_copyright(lower: &str) -> bool {
    let has_year =
        || lower.split(|c: char| !c.is_ascii_digit()).any(|w| w.len() == 4 && matches!(w.as_bytes()[0], b'1' | b'2'));
    let opens = lower.starts_with("copyright") || lower.starts_with('©') || lower.starts_with("(c)");
    // Inside a word the sign is a wrongly decoded letter.
    let has_sign =
        || lower.split('©').next().is_some_and(|l| l.len() < lower.len() && !l.ends_with(char::is_alphanumeric));
    lower.contains("all rights reserved")
        || (has_sign() && (opens || has_year()))
        || (opens && has_year() && lower.split_whitespace().count() <= 15)
        || (lower.starts_with("this material may not be published"))
}

#[cfg(test)]
mod tests {
    use super::BlockKind::{Boilerplate, Byline, Copyright, DateLine};
    use super::*;
    use crate::grammar::Grammar;

    #[test]
    fn knows_furniture_by_its_words() {
        for (block, kind) in [
            ("By Fred Lambert", Byline),
            ("By RON LIEBER and ANA RUIZ", Byline),
            ("by Omar al-Qadri, special to the Herald", Byline),
            ("By Corinne Abara, columnist", Byline),
            ("By Jun Castellane, 4:05pm", Byline),
            ("By Klara Wendisch. Translated from the German", Byline),
            ("By Kayla Brandvold | June 14, 2017 | 10:12 AM", Byline),
            ("(Reporting by Ana Ruiz in Lima; Editing by Jo Ito.)", Byline),
            ("Karam reported from Beirut and Ito from Tokyo.", Byline),
            ("Associated Press writer Jo Ito in Tokyo contributed to this report.", Byline),
            ("Published September 28th, 2015 - 11:00 GMT", DateLine),
            ("Copyright © UPI, 2021. All Rights Reserved.", Copyright),
            ("© 2020 The Associated Press. All rights reserved.", Copyright),
            ("(c) 2011 Daily Herald", Copyright),
            ("You may also like", Boilerplate),
            ("ADVERTISEMENT", Boilerplate),
            ("ShareTweetPin", Boilerplate),
            ("FOR IMMEDIATE RELEASE", Boilerplate),
            ("###", Boilerplate),
            ("Sign up to our newsletter for exclusive updates and enhanced content", Boilerplate),
            ("Read more: Ferry strike in its third week", Boilerplate),
            ("Follow Jo Ito on Twitter @joito.", Boilerplate),
            ("The ferry at its berth on Monday. (Jo Ito/Getty Images)", Boilerplate),
            ("Watch the full interview below:", Boilerplate),
        ] {
            assert_eq!(by_itself(block, Grammar::builtin().lexicon()), Some(kind), "{block}");
        }
    }

    #[test]
    fn running_text_is_no_furniture() {
        for block in [
            "By Monday the strike was over.",
            "By Monday, the strike was over.",
            "Marc TrÃ©vidic was heard in 2011.",
            "By winning in Lima, Ruiz became the front-runner.",
            "Copyright law is not on their side, the court said.",
            "“Follow us on the road to victory,” she told supporters.",
            "She reported from Lima that the strike was over.",
            "Share prices fell on Monday.",
            "More on the strike was expected later in the day, and the minister said that he would speak to reporters \
             in the afternoon, although nobody knew whether he would have anything to announce.",
            "May we speak?",
            "",
        ] {
            assert_eq!(by_itself(block, Grammar::builtin().lexicon()), None, "{block}");
        }
    }

    #[test]
    fn titles_and_headings_have_no_final_stop() {
        assert!(is_title("Iraq to share intelligence on Daesh"));
        assert!(is_title("Who won the debate?"));
        assert!(!is_title("The strike was over."));
        assert!(is_heading("What happens next"));
        assert!(is_heading("From Chairwoman Ruiz:"));
        assert!(!is_heading("and that, she said"));
        assert!(!is_heading("He left."));
    }
}
