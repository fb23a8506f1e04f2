//! Words that keep a final period, names with an inner capital, and words that
//! open sentences.

use super::characters::lower;
use crate::function_word;
use rustc_hash::{FxHashMap, FxHashSet};

/// The abbreviations of the language, which keep their final period, the names
/// with an inner capital, which stay one token, and words that show where a
/// sentence or quotation ends.
///
/// A lookup hashes one slice of the text and never allocates.
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    /// Form with its final period → whether it can end a sentence.
    forms: FxHashMap<Box<str>, bool>,
    /// Names such as *YouTube* and *HuffPost*, which are never split as two
    /// words with a missing space.
    joined: FxHashSet<Box<str>>,
    /// Words in lower case, besides function words, that open sentences.
    openers: FxHashSet<Box<str>>,
    /// Reporting verbs, in lower case, that stand behind a quotation.
    after_quotation: FxHashSet<Box<str>>,
    /// Length of the longest form in bytes. Longer text is never looked up.
    longest: usize,
}

impl Abbreviations {
    /// Builds the table from the two lists of
    /// `grammar/lexicons/abbreviations.toml`. Forms of `before_name` never end
    /// a sentence (*Sen., No., vs.*), those of `any_place` may (*Inc., p.m.,
    /// Jan.*). A form without a final period gets one. A form in both lists may
    /// end a sentence.
    ///
    /// Capitalised forms of `before_name` also match in all capitals (*GEN.*),
    /// except short ones that would then be words (*NO.*).
    pub fn new<I, J>(before_name: I, any_place: J) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
        J: IntoIterator,
        J::Item: AsRef<str>,
    {
        let mut this = Self::default();
        for form in before_name {
            let form = form.as_ref().trim();
            let capital = form.starts_with(char::is_uppercase);
            if capital && (form.len() >= 4 || matches!(form, "Mr." | "Dr." | "Ms." | "St.")) {
                this.insert(&form.to_uppercase(), false);
            }
            this.insert(form, false);
        }
        for form in any_place {
            this.insert(form.as_ref().trim(), true);
        }
        this
    }

    /// Adds names with an inner capital (*YouTube*), which would otherwise be
    /// split as two words with a missing space.
    #[must_use]
    pub fn with_joined_names<I>(mut self, names: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        self.joined.extend(names.into_iter().map(|name| Box::from(name.as_ref().trim())));
        self
    }

    /// Adds words, besides function words, that often open a sentence.
    #[must_use]
    pub fn with_sentence_openers<I>(mut self, words: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        self.openers.extend(words.into_iter().map(|word| word.as_ref().trim().to_lowercase().into()));
        self
    }

    /// Adds reporting verbs that stand behind a quotation.
    #[must_use]
    pub fn with_verbs_after_quotation<I>(mut self, words: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        self.after_quotation.extend(words.into_iter().map(|word| word.as_ref().trim().to_lowercase().into()));
        self
    }

    /// Whether a word, written with a capital, typically opens a sentence:
    /// inside a sentence it would be in lower case.
    #[must_use]
    pub fn is_sentence_opener(&self, word: &str) -> bool {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(char::is_lowercase)
            && (function_word::of_word(word).opens_sentence() || self.is_opening_word(word))
    }

    /// Whether a word, in any case, is one that often opens a sentence, but no
    /// function word.
    fn is_opening_word(&self, word: &str) -> bool {
        self.openers.contains(lower(word, &mut [0; 16]))
    }

    /// Whether a word, in any case, is a reporting verb that stands behind a
    /// quotation.
    pub(super) fn is_after_quotation(&self, word: &str) -> bool {
        self.after_quotation.contains(lower(word, &mut [0; 16]))
    }

    fn insert(&mut self, form: &str, may_end: bool) {
        if form.is_empty() || form == "." {
            return;
        }
        let mut form = form.to_owned();
        if !form.ends_with('.') {
            form.push('.');
        }
        self.longest = self.longest.max(form.len());
        self.forms.insert(form.into_boxed_str(), may_end);
    }

    /// Looks up `form`, written with its final period, or else the part after
    /// its last hyphen (*D-Calif.*). Returns whether the abbreviation can end a
    /// sentence, or `None` for an unknown form. Constant time.
    #[must_use]
    pub fn get(&self, form: &str) -> Option<bool> {
        let hit = |form: &str| (form.len() <= self.longest).then(|| self.forms.get(form).copied()).flatten();
        hit(form).or_else(|| {
            let tail = form.rfind('-').and_then(|at| form.get(at + 1..))?;
            hit(tail)
        })
    }

    /// Length of the longest abbreviation, in bytes.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Whether a word is a name with an inner capital: *YouTube*, *YouTubes*.
    pub(super) fn is_joined_name(&self, word: &str) -> bool {
        let known = |word: &str| self.joined.contains(word);
        known(word) || word.strip_suffix('s').is_some_and(known)
    }

    /// Whether a sentence can end after a token whose text ends in a period.
    /// Unknown dotted forms (*U.N.*) can end one; initials and titles cannot.
    #[must_use]
    pub fn may_end_sentence(&self, form: &str) -> bool {
        match self.get(form) {
            Some(may) => may,
            // An initial: one letter and its period.
            None => form.chars().count() > 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::token::samples::builtin_abbreviations;

    #[test]
    fn sentence_openers_have_a_capital() {
        let abbreviations = builtin_abbreviations();
        let opens = |word: &str| abbreviations.is_sentence_opener(word);
        assert!(["The", "I", "According"].into_iter().all(opens));
        assert!(!["the", "THE", "Will", "Trade", "according", ""].into_iter().any(opens));
    }
}
