//! Recognises bylines and lines of credit.

use super::line_terms::LineTerms;
use super::stop::ends_sentence;
use crate::function_word::{self, Function};
use crate::lexicon::{Class, Lexicon};
use std::ops::Deref;

/// Marks that can stand before a byline.
const OPENING_MARKS: [char; 8] = ['(', '[', '—', '–', '-', ' ', '*', '_'];

/// Whether a block is a byline or a line of credit. `opening` has the terms of
/// its first words.
pub(super) fn is_byline(block: &str, opening: &impl Deref<Target = LineTerms>, lexicon: &Lexicon) -> bool {
    if let Some(names) = after_by(block) {
        // *By Ana Ruiz, columnist* has a job in lower case; *By Monday, the
        // strike was over.* is a sentence.
        let author = names.split([',', '|', '.', '·']).next().unwrap_or("");
        let has_job = || block.len() <= 120 && is_names(author, 8, lexicon) && !ends_sentence(block);
        return is_names(names, 14, lexicon) || has_job();
    }
    if opening.opening(Class::AUTHOR_CREDIT).is_some() {
        return true;
    }
    if let Some(end) = opening.opening(Class::CREDIT) {
        // *Aired on Monday, it drew millions of viewers.* is a sentence.
        return ends_in_by(&block[..end]) || block.len() <= 120 && !ends_sentence(block);
    }
    !block.contains(['"', '“', '”'])
        && is_credit_sentence(block, lexicon)
        && LineTerms::new(block, lexicon).has(Class::CREDIT)
}

/// Whether a line of credit goes on with names: *edited by*.
pub(super) fn ends_in_by(opening: &str) -> bool {
    opening.split_whitespace().next_back().is_some_and(|word| word.eq_ignore_ascii_case("by"))
}

/// Returns *Fred Lambert* for *By Fred Lambert*.
pub(super) fn after_by(block: &str) -> Option<&str> {
    let inner = block.trim_start_matches(OPENING_MARKS);
    let by = inner.get(..3)?;
    by.eq_ignore_ascii_case("by ").then(|| inner[3..].trim_start())
}

/// Whether the text consists of at most `most` words, all capitalised except
/// numbers and the few words that join names.
pub(super) fn is_names(text: &str, most: usize, lexicon: &Lexicon) -> bool {
    let mut words = 0;
    let mut names = 0;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '/' | ';' | '&' | '•')) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        words += 1;
        // A date may follow the names.
        if bare.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // *al-Qadri*, *d'Estaing* and *@handles* are names too.
        let is_name = word.starts_with('@') || bare.contains(char::is_uppercase);
        names += usize::from(is_name);
        if !is_name && !joins_names(bare, lexicon) {
            return false;
        }
    }
    (1..=most).contains(&words) && names > 0
}

/// Whether the block is a sentence of credit: *Karam reported from Beirut and
/// Ito from Tokyo.*
fn is_credit_sentence(block: &str, lexicon: &Lexicon) -> bool {
    block.split_whitespace().all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty() || bare.contains(char::is_uppercase) || joins_names(bare, lexicon)
    })
}

/// Whether a word can stand between names in lower case.
fn joins_names(word: &str, lexicon: &Lexicon) -> bool {
    use Function::{Conjunction, Determiner, Preposition, To};
    matches!(function_word::of_word(word), Conjunction | Determiner | Preposition | To)
        || lexicon.is_term(word, Class::NAME_PARTICLE)
        || lexicon.is_term(word, Class::BYLINE_WORD)
}
