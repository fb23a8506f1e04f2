//! The stages in a row, with settings.

use crate::analysis::Analysis;
use crate::article::{self, Metadata};
use crate::grammar::{self, Grammar};
use crate::page::Page;
use crate::rules::RuleSet;
use crate::settings::Effective;
use crate::syntax::Parse;
use crate::{chain, quotation, resolve, sentence, token};
use std::sync::Arc;

/// Analyses articles with settings of your own.
///
/// Cheap to clone; one analyzer can be shared between threads.
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    grammar: Option<Arc<Grammar>>,
    metadata: Metadata,
    rules: RuleSet,
}

impl Analyzer {
    /// An analyzer with the built-in grammar.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Uses another grammar than the built-in one.
    #[must_use]
    pub fn grammar(mut self, grammar: Arc<Grammar>) -> Self {
        self.grammar = Some(grammar);
        self
    }

    /// Says who published the articles: never an intermediary in them.
    #[must_use]
    pub fn publisher(mut self, name: impl Into<String>) -> Self {
        self.metadata.publisher = Some(name.into());
        self
    }

    /// Says which news agency the articles are credited to.
    #[must_use]
    pub fn agency(mut self, name: impl Into<String>) -> Self {
        self.metadata.agency = Some(name.into());
        self
    }

    /// Says when the articles were published, as `YYYY-MM-DD`.
    #[must_use]
    pub fn date(mut self, date: impl Into<String>) -> Self {
        self.metadata.published = Some(date.into());
        self
    }

    /// Says which rules run, how severe they are and with what thresholds.
    #[must_use]
    pub fn rules(mut self, rules: RuleSet) -> Self {
        self.rules = rules;
        self
    }

    /// Takes publisher, agency and rules from settings; of publisher and
    /// agency what these leave open stays as it was.
    #[must_use]
    pub fn settings(mut self, settings: &Effective) -> Self {
        self.metadata.publisher = settings.publisher.clone().or(self.metadata.publisher);
        self.metadata.agency = settings.agency.clone().or(self.metadata.agency);
        self.rules = settings.rules.clone();
        self
    }

    /// Analyses one article. Never fails; linear in the length of `text`.
    #[must_use]
    pub fn analyze<'t>(&self, text: &'t str) -> Analysis<'t> {
        self.analyze_with(text, Metadata::default())
    }

    /// Analyses one article of which more is known than its text; what
    /// `metadata` leaves open, the analyzer's own settings say.
    #[must_use]
    pub fn analyze_with<'t>(&self, text: &'t str, metadata: Metadata) -> Analysis<'t> {
        let grammar = self.grammar.as_deref().unwrap_or_else(|| Grammar::builtin());
        let lexicon = grammar.lexicon();
        let mut article = article::read(text, metadata.or(&self.metadata), lexicon);
        // What a comment says, and that it is there, must change nothing.
        let whole = article.hide_comments();
        let text = &*article.text;
        let tokens = token::tokenize(text, lexicon.abbreviations());
        let marks = lexicon.mark(text, &tokens);
        let (quotations, strays) = quotation::pair_with_strays(text, &tokens);
        let quotations = quotation::within(quotations, &article.blocks);
        let strays = quotation::strays_within(strays, &article.blocks);
        let sentences = sentence::split(text, &tokens, &quotations, &article.blocks, lexicon.abbreviations(), &|t| {
            grammar::may_report(lexicon, &marks, t)
        });
        let page = Page::new(&article, lexicon, &tokens, &marks, &quotations, &sentences);
        let parse = Parse::new(&page);
        let attributions = grammar::attribute(grammar, &page, &parse);
        let resolution = resolve::resolve(&page, &attributions);
        let (chains, inner) = chain::build(&page, &attributions, &resolution);
        let mut analysis = Analysis {
            article,
            tokens,
            marks,
            quotations,
            strays,
            sentences,
            parse,
            attributions,
            chains,
            parties: resolution.parties,
            unresolved: resolution.unresolved,
            inner: Vec::new(),
            findings: Vec::new(),
        };
        analysis.set_apart(&inner);
        analysis.findings = self.rules.check(&analysis);
        if let Some(whole) = whole {
            analysis.article.text = whole;
        }
        analysis
    }
}
