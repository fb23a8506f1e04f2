//! Words beside a name that say what it names.

use crate::attribution::Act;
use crate::layout::Layout;
use crate::lexicon::{Class, Forms, Gender, PredicateKind};

/// Whether the token can be a finite verb that reports a statement: *said,
/// claims that*.
pub(super) fn reports_statement(layout: &Layout<'_>, t: u32) -> bool {
    let (Some(mark), Some(that)) = (layout.mark(t), layout.lexicon.frame("that")) else { return false };
    layout.lexicon.predicates(mark.word).iter().any(|&(p, forms)| {
        let predicate = layout.lexicon.predicate(p);
        predicate.kind == PredicateKind::Verb
            && predicate.act == Act::Statement
            && predicate.frames.any(that)
            && forms.has(Forms::PAST.with(Forms::THIRD))
    })
}

/// Returns the gender that a title or role implies: *Mrs., spokesman*.
pub(in crate::resolve) fn role_gender(layout: &Layout<'_>, t: u32) -> Option<Gender> {
    if layout.has(t, Class::FEMALE_ROLE) {
        Some(Gender::Female)
    } else if layout.has(t, Class::MALE_ROLE) {
        Some(Gender::Male)
    } else {
        None
    }
}
