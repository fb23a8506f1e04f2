//! Everything that is known about one article.

use crate::article::Article;
use crate::attribution::Attribution;
use crate::chain::Chain;
use crate::finding::Finding;
use crate::party::Party;
use crate::quotation::Quotation;
use crate::sentence::Sentence;
use crate::token::Token;

/// What [`crate::analyze`] returns. All lists are in the order of the text;
/// all indices between them are positions in these lists.
#[derive(Clone, Debug)]
pub struct Analysis<'t> {
    /// The article.
    pub article: Article<'t>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Every span within quotation marks.
    pub quotations: Vec<Quotation>,
    /// Its sentences: those at depth 0 first, then those inside quotations.
    pub sentences: Vec<Sentence>,
    /// The attributions, by the place of their first span.
    pub attributions: Vec<Attribution>,
    /// One chain an attribution, in the same order.
    pub chains: Vec<Chain>,
    /// The parties that the chains name.
    pub parties: Vec<Party>,
    /// What the rules found.
    pub findings: Vec<Finding>,
}
