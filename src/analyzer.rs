//! Runs the stages one after the other, with settings.

use crate::analysis::Analysis;
use crate::article::{self, Article, Metadata};
use crate::attribution::Attribution;
use crate::chain::{self, Chain, Chains, Decision};
use crate::grammar::{self, Events, Grammar};
use crate::lexicon::KnownWords;
use crate::party::Party;
use crate::read::Document;
use crate::resolve::{self, PronounChoice};
use crate::rules::RuleSet;
use crate::settings::Effective;
use crate::syntax::Parse;
use crate::trace::{Trace, Traced};
use crate::{quotation, sentence, token};
use std::sync::Arc;

/// Analyses articles with a grammar, metadata and rules of the caller's choice.
///
/// Cheap to clone; threads can share one analyzer.
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    grammar: Option<Arc<Grammar>>,
    metadata: Metadata,
    rules: RuleSet,
}

impl Analyzer {
    /// Creates an analyzer with the built-in grammar and the default rules.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces the built-in grammar.
    #[must_use]
    pub fn grammar(mut self, grammar: Arc<Grammar>) -> Self {
        self.grammar = Some(grammar);
        self
    }

    /// Sets the publisher of the articles, which is never an intermediary in
    /// them.
    #[must_use]
    pub fn publisher(mut self, name: impl Into<String>) -> Self {
        self.metadata.publisher = Some(name.into());
        self
    }

    /// Sets the news agency that the articles are credited to.
    #[must_use]
    pub fn agency(mut self, name: impl Into<String>) -> Self {
        self.metadata.agency = Some(name.into());
        self
    }

    /// Sets the date when the articles were published, as `YYYY-MM-DD`.
    #[must_use]
    pub fn date(mut self, date: impl Into<String>) -> Self {
        self.metadata.published = Some(date.into());
        self
    }

    /// Sets which rules run, with what severity and thresholds.
    #[must_use]
    pub fn rules(mut self, rules: RuleSet) -> Self {
        self.rules = rules;
        self
    }

    /// Takes the publisher, the agency and the rules from settings. A publisher
    /// or agency that the settings leave open stays as it is.
    #[must_use]
    pub fn settings(mut self, settings: &Effective) -> Self {
        self.metadata.publisher = settings.publisher.clone().or(self.metadata.publisher);
        self.metadata.agency = settings.agency.clone().or(self.metadata.agency);
        self.rules = settings.rules.clone();
        self
    }

    /// Analyses one article. Never fails. Time is linear in the length of
    /// `text`.
    #[must_use]
    pub fn analyze<'t>(&self, text: &'t str) -> Analysis<'t> {
        self.analyze_with(text, Metadata::default())
    }

    /// Analyses one article with metadata of its own. Fields that `metadata`
    /// leaves empty are taken from the analyzer.
    #[must_use]
    pub fn analyze_with<'t>(&self, text: &'t str, metadata: Metadata) -> Analysis<'t> {
        let lexicon = self.grammar_used().lexicon();
        self.analyze_article(article::read(text, metadata.or(&self.metadata), lexicon))
    }

    /// Analyses an article as it was read from a file. Fields that its metadata
    /// leaves empty are taken from the analyzer.
    #[must_use]
    pub fn analyze_document<'t>(&self, document: &'t Document) -> Analysis<'t> {
        self.analyze_article(self.article(document))
    }

    /// Returns a document as an article, before it is analysed.
    #[doc(hidden)] // for the command
    #[must_use]
    pub fn article<'t>(&self, document: &'t Document) -> Article<'t> {
        let metadata = document.metadata.clone().or(&self.metadata);
        article::read_document(document, metadata, self.grammar_used().lexicon())
    }

    fn analyze_article<'t>(&self, article: Article<'t>) -> Analysis<'t> {
        let grammar = self.grammar_used();
        let mut analysis = self.read(article);
        let layout = analysis.layout(grammar.lexicon());
        let parse = Parse::new(&layout);
        let trace = Trace::new(grammar, &layout, &parse);
        let Traced { attributions, chains, unresolved, inner, parties, occasions } = trace.apart(&analysis.quotations);
        analysis = Analysis { parse, attributions, chains, unresolved, inner, parties, occasions, ..analysis };
        analysis.findings = self.rules.check(&analysis);
        analysis
    }

    /// Returns what weights decide about the chains of an article, for fitting
    /// them.
    #[must_use]
    pub fn decisions(&self, text: &str, metadata: Metadata) -> Decisions {
        let grammar = self.grammar_used();
        let analysis = self.read(article::read(text, metadata.or(&self.metadata), grammar.lexicon()));
        let layout = analysis.layout(grammar.lexicon());
        let parse = Parse::new(&layout);
        let weights = grammar.chain_weights();
        let Events { attributions, openings } = grammar::events(grammar, &layout, &parse);
        let (resolution, pronouns) =
            resolve::resolve_with_choices(&layout, &parse, &attributions, &openings, &weights.pronouns);
        let (Chains { chains, absorbed }, decisions) =
            chain::build_with_decisions(weights, &layout, &parse, &attributions, &resolution);
        Decisions { attributions, inner: absorbed, chains, parties: resolution.parties, decisions, pronouns }
    }

    fn grammar_used(&self) -> &Grammar {
        self.grammar.as_deref().unwrap_or_else(|| Grammar::builtin())
    }

    /// Runs the stages before the syntax: an article with its sentences.
    fn read<'t>(&self, article: Article<'t>) -> Analysis<'t> {
        let lexicon = self.grammar_used().lexicon();
        let text = article.without_comments();
        let paragraphs = article.blocks.iter().map(|block| block.span);
        let tokens = token::tokenize_paragraphs(text, paragraphs, lexicon.abbreviations());
        let marks = lexicon.mark(text, &tokens);
        let known = KnownWords::new(lexicon, &marks);
        let (quotations, strays) = quotation::pair_with_strays(text, &tokens, known);
        let quotations = quotation::within(quotations, &article.blocks);
        let strays = quotation::strays_within(strays, &article.blocks);
        let sentences = sentence::split(text, &tokens, &quotations, &article.blocks, lexicon.abbreviations(), known);
        Analysis { tokens, marks, quotations, strays, sentences, ..Analysis::new(article) }
    }
}

/// The decisions of weights about an article's chains, and what they are about.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Decisions {
    /// All attributions that the grammar read.
    pub attributions: Vec<Attribution>,
    /// For each attribution, whether one that it is merged with stands for it.
    pub inner: Vec<bool>,
    /// The chain of each attribution.
    pub chains: Vec<Chain>,
    /// The parties.
    pub parties: Vec<Party>,
    /// The decisions. Their indices are positions in these lists.
    pub decisions: Vec<Decision>,
    /// The people that each pronoun that is a source can refer to.
    pub pronouns: Vec<PronounChoice>,
}
