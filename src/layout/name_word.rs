//! Decides which words can be part of a name.

use super::Layout;
use crate::function_word;
use crate::lexicon::{Class, ClassSet, Forms, Pos};
use crate::span::TokenSpan;
use crate::token::TokenKind;
use rustc_hash::FxHashSet;

impl Layout<'_> {
    /// Returns the words, in lower case, that the text writes with a capital
    /// inside a sentence.
    pub(super) fn capitals_inside(&self) -> FxHashSet<String> {
        let inside = |&t: &u32| self.capital(t) && !self.in_headline(t) && !self.opens(t) && !self.function_word(t);
        (0..self.len()).filter(inside).map(|t| self.word(t).to_lowercase()).collect()
    }

    pub(crate) fn function_word(&self, t: u32) -> bool {
        let word = self.word(t);
        if word.len() > 12 {
            return false;
        }
        const CLASSES: ClassSet = ClassSet::of(&[
            Class::DETERMINER,
            Class::PRONOUN,
            Class::PREPOSITION,
            Class::CONJUNCTION,
            Class::AUXILIARY,
            Class::NO_NAME,
        ]);
        self.has_any(t, CLASSES) || function_word::of_word(word).is_in_no_name()
    }

    /// Whether a capital here means nothing, since the token opens a sentence
    /// or quotation.
    pub(crate) fn opens(&self, t: u32) -> bool {
        t == 0
            || self.sentence(t) != self.sentence(t - 1)
            || matches!(
                self.kind(t - 1),
                Some(
                    TokenKind::DoubleQuote
                        | TokenKind::SingleQuote
                        | TokenKind::Colon
                        | TokenKind::Period
                        | TokenKind::Exclamation
                        | TokenKind::Symbol
                )
            )
    }

    /// Whether the token can be part of a name.
    pub(crate) fn name_word(&self, t: u32) -> bool {
        let word = self.word(t);
        // *the Island Times*: a time word that ends an outlet's name.
        let paper = || {
            let last = self.has(t, Class::OUTLET_NAME_LAST) && t > 0 && self.capital(t - 1);
            last && !self.function_word(t - 1)
                // *the Skerry Evening News*
                || self.has(t, Class::OUTLET_NAME_FIRST)
                    && self.has(t + 1, Class::OUTLET_NAME_LAST)
                    && self.capital(t + 1)
        };
        let label = || matches!(word, "Q" | "A") && self.kind(t + 1) == Some(TokenKind::Colon);
        let compound = || word.rsplit_once('-').is_some_and(|(_, last)| self.lexicon.is_term(last, Class::COMPOUND));
        if !self.capital(t)
            || compound()
            || label()
            || self.unread(t)
            || self.function_word(t) && !self.namesake(t)
            || (self.has(t, Class::TIME) || self.has(t, Class::TIME_NOUN)) && !paper()
        {
            return false;
        }
        if self.opens(t) && self.inverted(t) {
            return false;
        }
        if !self.opens(t) || self.gender(t).is_some() {
            return true;
        }
        // *Certainly Ana Ruiz …*: the adverb is not part of the name.
        if self.capital(t + 1) {
            return !self.has(t, Class::ADVERB);
        }
        if self.proper.contains(&self.word(t).to_lowercase()) {
            return true;
        }
        if [Class::GROUP, Class::UNNAMED_SOURCE, Class::ROLE].iter().any(|&c| self.has(t, c)) {
            return false;
        }
        let pos = self.mark(t).map_or(&[][..], |m| self.lexicon.pos(m.word));
        pos.is_empty() || pos.contains(&Pos::Name)
    }

    /// Whether a function word is a given name here: *a spokesman, Will Brook,
    /// said*.
    fn namesake(&self, t: u32) -> bool {
        self.gender(t).is_some()
            && !self.opens(t)
            && !self.in_headline(t)
            && self.capital(t + 1)
            && !self.function_word(t + 1)
    }

    /// Whether the token is a reporting verb before its subject: *Stated Ruiz:
    /// …*. One that is also a given name (*Said*) counts only if a colon
    /// follows the subject.
    fn inverted(&self, t: u32) -> bool {
        let name = (t + 1..t + 6).take_while(|&u| self.capital(u)).last();
        let Some(mark) = self.mark(t).filter(|_| name.is_some()) else { return false };
        let verb = self.lexicon.frame("invert").is_some_and(|invert| {
            self.lexicon.predicates(mark.word).iter().any(|&(p, forms)| {
                forms.has(Forms::PAST.with(Forms::THIRD)) && self.lexicon.predicate(p).frames.any(invert)
            })
        });
        verb && match name.and_then(|n| self.kind(n + 1)) {
            Some(TokenKind::Colon) => true,
            Some(TokenKind::Comma | TokenKind::DoubleQuote) => self.gender(t).is_none(),
            _ => false,
        }
    }

    /// Whether the word is in the lexicon and is not a name there.
    pub(crate) fn common_word(&self, t: u32) -> bool {
        let pos = self.mark(t).map_or(&[][..], |m| self.lexicon.pos(m.word));
        self.gender(t).is_none() && !pos.is_empty() && !pos.contains(&Pos::Name)
    }

    /// Whether a title, role or spokesperson term ends with the token: the
    /// *manager* of *campaign manager*.
    pub(crate) fn role_head(&self, t: u32) -> bool {
        self.terms_ending(t, &[Class::ROLE, Class::TITLE, Class::SPOKESPERSON]).next().is_some()
    }

    /// Returns the tokens of a term of several words and one of the classes
    /// that ends with the token: *foreign minister, radio station*.
    pub(crate) fn long_term(&self, t: u32, classes: &[Class]) -> Option<TokenSpan> {
        self.terms_ending(t, classes).find(|tokens| tokens.len() > 1)
    }

    /// Returns the terms of some classes that end with the token, the longest
    /// first.
    fn terms_ending(&self, t: u32, classes: &[Class]) -> impl Iterator<Item = TokenSpan> {
        let terms = &self.marks.terms;
        let from = terms.partition_point(|x| x.tokens.start + 6 < t);
        let near = terms.iter().skip(from).take_while(move |x| x.tokens.start <= t).take(64);
        near.filter(move |x| x.tokens.end == t + 1 && classes.contains(&x.class)).map(|x| x.tokens)
    }

    /// Whether a term of the class lies inside the name.
    pub(crate) fn term_within(&self, name: TokenSpan, class: Class) -> bool {
        let terms = &self.marks.terms;
        let from = terms.partition_point(|x| x.tokens.start < name.start);
        let within = terms.iter().skip(from).take_while(|x| x.tokens.start < name.end);
        within.take(64).any(|x| x.class == class && x.tokens.end <= name.end)
    }

    /// Whether the token can be part of a description that serves as a name: a
    /// word that is not a function word.
    pub(crate) fn epithet(&self, t: u32) -> bool {
        self.kind(t) == Some(TokenKind::Word) && !self.function_word(t)
    }
}

#[cfg(test)]
mod tests {
    /// Regression test: the verb became part of the name.
    #[test]
    fn a_verb_before_its_subject_is_not_a_name() {
        for text in ["Stated Ana Ruiz: \"The dam failed.\"", "Said Ruiz:\n\n\"The dam failed in the night.\""] {
            let analysis = crate::analyze(text);
            assert!(["Ana Ruiz", "Ruiz"].contains(&analysis.chain_path(0).as_str()), "{text}");
        }
        let text = "Said Ruiz, the mayor, left. Ruiz said that it was late.";
        assert_eq!(crate::analyze(text).chain_path(0), "Said Ruiz");
    }
}
