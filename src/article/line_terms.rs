//! The terms of the lexicon in a line of text.

use crate::lexicon::{Class, Lexicon, Marks, Term};
use crate::token::{Token, tokenize};
use crate::turn::TurnLabel;

/// A line, or a part of one, with the terms of the lexicon in it.
pub(super) struct LineTerms {
    tokens: Vec<Token>,
    marks: Marks,
}

impl LineTerms {
    pub(super) fn new(line: &str, lexicon: &Lexicon) -> Self {
        let tokens = tokenize(line, lexicon.abbreviations());
        let marks = lexicon.mark(line, &tokens);
        Self { tokens, marks }
    }

    fn of(&self, class: Class) -> impl DoubleEndedIterator<Item = &Term> {
        self.marks.terms.iter().filter(move |term| term.class == class)
    }

    /// Whether the line contains a term of the class.
    pub(super) fn has(&self, class: Class) -> bool {
        self.of(class).next().is_some()
    }

    /// Whether the line consists of terms of the class, and of punctuation.
    pub(super) fn is_only(&self, class: Class) -> bool {
        let mut words = self.tokens.iter().zip(&self.marks.marks).filter(|(token, _)| token.is_word());
        words.clone().next().is_some() && words.all(|(_, mark)| mark.classes.has(class))
    }

    /// Whether the line opens with the label of a turn of a transcript.
    pub(super) fn turn_label(&self, line: &str) -> bool {
        TurnLabel::at(line, &self.tokens, &self.marks, 0).is_some()
    }

    /// Returns where the term of the class ends that begins with the first word,
    /// in bytes.
    pub(super) fn opening(&self, class: Class) -> Option<usize> {
        let first = self.tokens.iter().position(Token::is_word)? as u32;
        let term = self.of(class).find(|term| term.tokens.start == first)?;
        self.tokens.get(term.tokens.end as usize - 1).map(|last| last.span.end as usize)
    }

    /// Returns where the term of the class begins that ends with the last word,
    /// in bytes.
    pub(super) fn ending(&self, class: Class) -> Option<usize> {
        let last = self.tokens.iter().rposition(Token::is_word)? as u32;
        let term = self.of(class).rev().find(|term| term.tokens.end == last + 1)?;
        self.tokens.get(term.tokens.start as usize).map(|first| first.span.start as usize)
    }
}
