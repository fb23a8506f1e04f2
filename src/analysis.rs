//! The result of an analysis: everything that is known about one article.

use crate::article::Article;
use crate::attribution::Attribution;
use crate::chain::{Chain, Provenance, Role};
use crate::cut;
use crate::finding::Finding;
use crate::layout::Layout;
use crate::lexicon::{Lexicon, Marks};
use crate::party::{Party, Unresolved};
use crate::quotation::{Quotation, Stray};
use crate::resolve::Occasion;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::syntax::Parse;
use crate::token::Token;
use std::borrow::Cow;

/// The result of [`crate::analyze`].
///
/// Most programs want the views that [`Analysis::attributions`] and
/// [`Analysis::findings`] return. The fields are the lists behind them. Unless a
/// field says otherwise, a list is in the order of the text; indices between
/// lists are positions in them.
///
/// Its `Serialize` gives the document that `secondhand extract --format jsonl`
/// prints, with offsets in code points. For other offsets, and for the status
/// of findings, use [`Document`](crate::report::json::Document).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Analysis<'t> {
    /// The article.
    pub article: Article<'t>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// The lexicon's classes and terms for the tokens.
    #[doc(hidden)] // a type of the stages
    pub marks: Marks,
    /// The quotations: spans in quotation marks, nested ones included.
    pub quotations: Vec<Quotation>,
    /// Quotation marks that have no counterpart.
    #[doc(hidden)] // a type of the stages
    pub strays: Vec<Stray>,
    /// Its sentences: those at depth 0 first, then those inside quotations.
    pub sentences: Vec<Sentence>,
    /// The phrases of each sentence and the subjects of their verbs.
    #[doc(hidden)] // a type of the stages
    pub parse: Parse,
    /// The attributions, ordered by where their first span begins.
    pub attributions: Vec<Attribution>,
    /// The chain of each attribution, in the same order.
    pub chains: Vec<Chain>,
    /// Everybody who is named or speaks in the article, ordered by first
    /// mention.
    pub parties: Vec<Party>,
    /// The occasions that sentences name: an interview, a broadcast, another
    /// publisher's report.
    #[doc(hidden)] // a type of the stages
    pub occasions: Vec<Occasion>,
    /// For each attribution, why its source could not be resolved to a party;
    /// `None` if it was resolved or needs no resolution.
    pub unresolved: Vec<Option<Unresolved>>,
    /// Attributions that are merged with another, because one of the two fills
    /// the other's content: *O reported* in *X said C, O reported*, *the
    /// minister is angry* in *a spokesman said the minister is angry*. The
    /// other one stays in the list of attributions. It has the chain of both
    /// and lists their quotations.
    pub inner: Vec<Attribution>,
    /// The findings of the rules, in the order of the text.
    pub findings: Vec<Finding>,
}

impl<'t> Analysis<'t> {
    /// Creates an analysis of an article in which nothing has been found.
    pub(crate) fn new(article: Article<'t>) -> Self {
        Self {
            article,
            tokens: Vec::new(),
            marks: Marks::default(),
            quotations: Vec::new(),
            strays: Vec::new(),
            sentences: Vec::new(),
            parse: Parse::default(),
            attributions: Vec::new(),
            chains: Vec::new(),
            parties: Vec::new(),
            occasions: Vec::new(),
            unresolved: Vec::new(),
            inner: Vec::new(),
            findings: Vec::new(),
        }
    }
}

impl Analysis<'_> {
    /// Returns the article's text, into which all spans point.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.article.text
    }

    /// Returns the layout of the text. `lexicon` must be that of the grammar by
    /// which the article was analysed.
    #[doc(hidden)] // for the grammar's tools
    #[must_use]
    pub fn layout<'a>(&'a self, lexicon: &'a Lexicon) -> Layout<'a> {
        Layout::new(&self.article, lexicon, &self.tokens, &self.marks, &self.quotations, &self.sentences)
    }

    /// Copies the text, if it is borrowed, so that the analysis can outlive it.
    #[must_use]
    pub fn into_owned(self) -> Analysis<'static> {
        // Names all fields, since only the article's type changes.
        let Self { article, tokens, marks, quotations, strays, sentences, parse, attributions, chains, .. } = self;
        let Self { parties, occasions, unresolved, inner, findings, .. } = self;
        let article = article.into_owned();
        Analysis {
            article,
            tokens,
            marks,
            quotations,
            strays,
            sentences,
            parse,
            attributions,
            chains,
            parties,
            occasions,
            unresolved,
            inner,
            findings,
        }
    }

    /// Returns an analysis that can outlive its text, without what only the
    /// stages need. Reports and views of it are the same, and it takes a third
    /// of the memory: for programs that keep many.
    #[must_use]
    pub fn into_results(self) -> Analysis<'static> {
        let (marks, parse) = (Marks::default(), Parse::default());
        Analysis { marks, parse, strays: Vec::new(), occasions: Vec::new(), ..self.into_owned() }
    }

    /// Returns the span of the sentence at depth 0 that holds the byte at `at`,
    /// or of the next sentence after it, without surrounding white space.
    #[must_use]
    pub fn sentence_at(&self, at: u32) -> Option<Span> {
        let ends = |s: &Sentence| self.tokens.get((s.tokens.end as usize).wrapping_sub(1)).map_or(0, |t| t.span.end);
        // Sentences at depth 0 come first, in the order of the text.
        let i = self.sentences.partition_point(|s| s.quotation.is_none() && ends(s) <= at);
        let sentence = self.sentences.get(i).filter(|s| s.quotation.is_none())?;
        let first = self.tokens.get(sentence.tokens.start as usize)?;
        Some(Span::new(first.span.start, ends(sentence)))
    }

    /// Returns the chain of an attribution as one line, from the origin to the
    /// article: *Ana Ruiz → The Daily Herald → UPI (this article)*.
    ///
    /// The last element names the article's agency or, if there is none, its
    /// publisher, where one is known. A `?` stands for an origin that is not
    /// known, and for the unknown carrier of hearsay whose origin is named.
    /// Long names are cut. The line is empty if there is no attribution with
    /// this index.
    #[must_use]
    pub fn chain_line(&self, attribution: usize) -> String {
        let mut line = self.chain_path(attribution);
        if line.is_empty() {
            return line;
        }
        line.push_str(" → ");
        let metadata = &self.article.metadata;
        match metadata.agency.as_ref().or(metadata.publisher.as_ref()) {
            Some(name) => {
                line.push_str(&cut::name(name));
                line.push_str(" (this article)");
            }
            None => line.push_str("this article"),
        }
        line
    }

    /// Returns [`Analysis::chain_line`] without the article at its end: *Ana
    /// Ruiz → The Daily Herald*.
    #[must_use]
    pub fn chain_path(&self, attribution: usize) -> String {
        let Some(chain) = self.chains.get(attribution) else { return String::new() };
        let name = |party: u32| self.parties.get(party as usize).map_or("?".into(), |p| cut::name(&p.name));
        let mut names: Vec<Cow<'_, str>> = Vec::with_capacity(chain.links.len() + 1);
        let origin = chain.links.iter().find(|l| l.role == Role::Origin);
        names.push(origin.map_or("?".into(), |l| name(l.party)));
        names.extend(chain.links.iter().rev().filter(|l| l.role == Role::Intermediary).map(|l| name(l.party)));
        if origin.is_some() && names.len() == 1 && chain.provenance == Provenance::Hearsay {
            names.push("?".into());
        }
        names.join(" → ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_is_drawn_from_the_origin_to_the_article() {
        let mut analysis = crate::report::tests::analysis();
        assert_eq!(analysis.chain_line(0), "Ana Ruiz → The Post → UPI (this article)");
        analysis.article.metadata.agency = None;
        assert_eq!(analysis.chain_line(0), "Ana Ruiz → The Post → this article");
        analysis.article.metadata.publisher = Some("The Courier".to_owned());
        assert_eq!(analysis.chain_line(0), "Ana Ruiz → The Post → The Courier (this article)");
        assert_eq!(analysis.chain_path(0), "Ana Ruiz → The Post");
        assert_eq!(analysis.chain_line(1), "");
    }

    #[test]
    fn a_question_mark_stands_for_a_missing_party() {
        let mut analysis = crate::report::tests::analysis();
        analysis.chains[0].links.remove(0);
        analysis.chains[0].provenance = Provenance::Hearsay;
        assert_eq!(analysis.chain_path(0), "Ana Ruiz → ?");
        analysis.chains[0].links.clear();
        assert_eq!(analysis.chain_path(0), "?");
    }
}
