//! Recognises what stands around an article on a page: buttons, prompts, labels
//! of pictures.

use super::line_terms::LineTerms;
use super::stop::ends_sentence;
use crate::lexicon::{Class, Lexicon};
use std::cell::LazyCell;
use std::ops::Deref;

/// Longest block, in bytes, that can be boilerplate.
const MAX_LENGTH: usize = 250;

/// Whether a block consists of buttons and headings of lists (*ShareTweetPin*),
/// prompts the reader, or ends in the credit of a photograph. `opening` has the
/// terms of its first words.
pub(super) fn is_boilerplate(block: &str, opening: &impl Deref<Target = LineTerms>, lexicon: &Lexicon) -> bool {
    if block.len() > MAX_LENGTH || block.contains(['“', '”']) {
        return false;
    }
    // *###*, *\* \* \**, *-30-*: the end of the article, or a break in it.
    if !block.is_empty() && !block.contains(char::is_alphanumeric) || block == "-30-" {
        return true;
    }
    if is_direction(block) {
        return true;
    }
    let terms = LazyCell::new(|| LineTerms::new(block, lexicon));
    let only = || opening.is_only(Class::BOILERPLATE) && terms.is_only(Class::BOILERPLATE);
    if only() || opening.opening(Class::BOILERPLATE_OPENING).is_some() {
        // *More on the strike was expected, officials said* is a sentence.
        return block.len() <= 160 || !ends_sentence(block);
    }
    is_pointer(block, &terms) || ends_in_photo_credit(block, &terms)
}

/// Whether a block is a direction of a transcript: capitals between brackets,
/// *(BEGIN VIDEO CLIP)*.
fn is_direction(block: &str) -> bool {
    let inside = block.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']));
    inside.is_some_and(|words| !words.contains(char::is_lowercase) && words.contains(char::is_uppercase))
}

/// Whether a block sends the reader to another place: *Follow Jo Ito on
/// Twitter*, *Email jo@ito.example*, *Watch the full interview below*.
fn is_pointer(block: &str, terms: &impl Deref<Target = LineTerms>) -> bool {
    let lower = block.to_lowercase();
    let inner = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mentions = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    inner.starts_with("follow ") && (lower.contains('@') || terms.has(Class::CHANNEL))
        || inner.starts_with("watch ") && inner.len() <= 120 && mentions(&[" above", " below"])
        || inner.starts_with("email") && block.len() <= 60 && lower.contains('@')
}

/// Whether a block is a caption with the credit of its photograph: *The ferry.
/// (Jo Ito/Getty Images)*.
fn ends_in_photo_credit(block: &str, terms: &impl Deref<Target = LineTerms>) -> bool {
    if !block.contains(['/', '(']) && !block.contains(" via ") {
        return false;
    }
    let before = terms.ending(Class::PHOTO_CREDIT).map_or("", |at| block[..at].trim_end());
    before.ends_with(['/', '(']) || before.ends_with(" via") || block.starts_with("(AP Photo/")
}
