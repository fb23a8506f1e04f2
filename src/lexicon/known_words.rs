//! What the lexicon knows about the words of a text.

use super::class::Class;
use super::compiled::Lexicon;
use super::entry::{Forms, Frames, Mark, Marks};

/// What the lexicon knows about the words of a text, by the index of their
/// token. Knows nothing about tokens that are out of range.
#[derive(Clone, Copy, Debug)]
pub struct KnownWords<'a> {
    lexicon: &'a Lexicon,
    pub(crate) marks: &'a Marks,
    /// The frame of verbs that can stand before their subject: *said Ito*.
    invert: Frames,
}

impl<'a> KnownWords<'a> {
    /// Creates the view. `marks` must be those that `lexicon` made of the
    /// text's tokens.
    #[must_use]
    pub fn new(lexicon: &'a Lexicon, marks: &'a Marks) -> Self {
        Self { lexicon, marks, invert: lexicon.frame("invert").unwrap_or_default() }
    }

    fn mark(&self, token: u32) -> Option<&'a Mark> {
        self.marks.marks.get(token as usize)
    }

    /// Whether the token belongs to a term of the class.
    pub(crate) fn has(&self, token: u32, class: Class) -> bool {
        self.mark(token).is_some_and(|mark| mark.classes.has(class))
    }

    /// Whether the token can be a past, third-person or base form of a verb that
    /// stands beside a quotation (*said* in *"No," said Ito*).
    pub(crate) fn may_report(&self, token: u32) -> bool {
        let finite = Forms::PAST.with(Forms::THIRD).with(Forms::BASE);
        self.mark(token).is_some_and(|mark| {
            let mut predicates = self.lexicon.predicates(mark.word).iter();
            predicates.any(|&(p, forms)| forms.has(finite) && self.lexicon.predicate(p).frames.any(self.invert))
        })
    }

    /// Whether the token can be the past form of a verb.
    pub(crate) fn may_be_past(&self, token: u32) -> bool {
        self.mark(token).is_some_and(|mark| self.lexicon.forms(mark.word).has(Forms::PAST))
    }
}
