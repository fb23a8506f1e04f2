//! Attributions into parties: who *he* is, which interview this was.

use crate::article::Article;
use crate::attribution::Attribution;
use crate::grammar::Grammar;
use crate::lexicon::Marks;
use crate::party::Party;
use crate::quotation::Quotation;
use crate::sentence::Sentence;
use crate::token::Token;

/// The parties of an article, and which of them each attribution names.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// The parties, by first mention.
    pub parties: Vec<Party>,
}

/// Stub
#[must_use]
#[allow(clippy::too_many_arguments)]
pub fn resolve(
    _grammar: &Grammar,
    _article: &Article<'_>,
    _tokens: &[Token],
    _marks: &Marks,
    _quotations: &[Quotation],
    _sentences: &[Sentence],
    _attributions: &[Attribution],
) -> Resolution {
    Resolution::default()
}
