//! Test helpers: a text with attributions given by their words.

use super::{Resolution, resolve};
use crate::article::{self, Metadata};
use crate::attribution::{Act, Attribution, Conveys, CueForm, Evidentiality, QuotationKind};
use crate::chain::{self, Chain};
use crate::grammar::{self, Grammar};
use crate::layout::Layout;
use crate::lexicon::KnownWords;
use crate::party::PartyKind;
use crate::span::{Span, TokenSpan};
use crate::syntax::Parse;
use crate::{quotation, sentence, token};

/// Source, cue and content as they stand in the text. Each attribution is
/// searched for after the cue of the one before; an empty source means none.
pub(crate) type Words<'a> = (&'a str, &'a str, &'a str);

pub(crate) struct Sample {
    pub(crate) text: String,
    pub(crate) resolution: Resolution,
    pub(crate) chains: Vec<Chain>,
}

impl Sample {
    pub(crate) fn new(text: &str, words: &[Words<'_>]) -> Self {
        let mut from = 0usize;
        let spans: Vec<[Option<Span>; 3]> = words
            .iter()
            .map(|&(source, cue, content)| {
                let find = |w: &str, from: usize| {
                    let at = text[from..].find(w).map(|i| i + from).or_else(|| text.find(w))?;
                    (!w.is_empty()).then(|| Span::new(at as u32, (at + w.len()) as u32))
                };
                let content = find(content, from);
                let source = find(source, from);
                let cue = find(cue, from);
                from = cue.into_iter().chain(content).map(|c| c.end as usize).max().unwrap_or(from);
                [source, cue, content]
            })
            .collect();
        Self::with_spans(text, &spans, Metadata { publisher: Some("The Harbour Times".into()), ..Metadata::default() })
    }

    pub(crate) fn with_spans(text: &str, spans: &[[Option<Span>; 3]], metadata: Metadata) -> Self {
        let grammar = Grammar::builtin();
        let lexicon = grammar.lexicon();
        let article = article::read(text, metadata, lexicon);
        let text = article.without_comments();
        let paragraphs = article.blocks.iter().map(|block| block.span);
        let tokens = token::tokenize_paragraphs(text, paragraphs, lexicon.abbreviations());
        let marks = lexicon.mark(text, &tokens);
        let known = KnownWords::new(lexicon, &marks);
        let quotations = quotation::pair(text, &tokens, known);
        let sentences = sentence::split(text, &tokens, &quotations, &article.blocks, lexicon.abbreviations(), known);
        let mut attributions: Vec<Attribution> = spans
            .iter()
            .map(|[source, cue, content]| {
                let start = cue.map_or(0, |c| tokens.partition_point(|t| t.span.end <= c.start)) as u32;
                let end = cue.map_or(0, |c| tokens.partition_point(|t| t.span.start < c.end)) as u32;
                Attribution {
                    construction: "sample".into(),
                    act: Act::Statement,
                    conveys: Conveys::Words,
                    cue_form: CueForm::Plain,
                    evidentiality: if source.is_some() { Evidentiality::Sourced } else { Evidentiality::Hearsay },
                    source: source.iter().copied().collect(),
                    cue: cue.iter().copied().collect(),
                    cue_head: end.saturating_sub(1).max(start),
                    content: content.iter().copied().collect(),
                    quotes: Vec::new(),
                    quotation: QuotationKind::Indirect,
                    links: Vec::new(),
                    venues: Vec::new(),
                    sentence: 0,
                    tokens: TokenSpan::new(start, end),
                    nested_in: None,
                }
            })
            .collect();
        for i in 0..attributions.len() {
            let Some(&cue) = attributions[i].cue.first() else { continue };
            attributions[i].nested_in = (0..attributions.len())
                .find(|&j| j != i && attributions[j].content.iter().any(|c| c.contains(cue)))
                .map(|j| j as u32);
        }
        let layout = Layout::new(&article, lexicon, &tokens, &marks, &quotations, &sentences);
        let parse = Parse::new(&layout);
        let openings = grammar::openings(grammar, &layout, &parse);
        let resolution = resolve(&layout, &parse, &attributions, &openings, &grammar.chain_weights().pronouns);
        let built = chain::build(grammar.chain_weights(), &layout, &parse, &attributions, &resolution);
        Self { text: text.to_owned(), resolution, chains: built.chains }
    }

    /// Returns the name of the party that an attribution's source refers to.
    pub(crate) fn source(&self, i: usize) -> &str {
        self.resolution.sources[i].map_or("", |p| &self.resolution.parties[p as usize].name)
    }

    /// Formats a chain in one line: `The Post[carried] < Ana Ruiz`.
    pub(crate) fn line(&self, i: usize) -> String {
        let links = self.chains[i].links.iter().map(|l| {
            let name = &self.resolution.parties[l.party as usize].name;
            l.relation.map_or_else(|| name.clone(), |r| format!("{name}[{}]", format!("{r:?}").to_lowercase()))
        });
        links.collect::<Vec<_>>().join(" < ")
    }
}

/// Returns the chain of the last attribution in a text, after a full analysis.
pub(crate) fn last_chain(text: &str) -> String {
    let analysis = crate::analyze(text);
    analysis.chain_path(analysis.attributions.len() - 1)
}

/// Returns the origins of the first attribution whose cue has the word.
pub(crate) fn origin_of(text: &str, cue: &str) -> String {
    let analysis = crate::analyze(text);
    let has = |a: &Attribution| a.cue.iter().any(|c| c.of(text).contains(cue));
    let i = analysis.attributions.iter().position(has).unwrap_or_else(|| panic!("{text}"));
    origin(&analysis, i)
}

/// Returns the origins of the attribution whose cue starts at a byte.
pub(crate) fn origin_at(text: &str, cue: usize) -> String {
    let analysis = crate::analyze(text);
    let at = |a: &Attribution| a.cue.first().is_some_and(|c| c.start as usize == cue);
    let i = analysis.attributions.iter().position(at).unwrap_or_else(|| panic!("{text}"));
    origin(&analysis, i)
}

fn origin(analysis: &crate::Analysis<'_>, i: usize) -> String {
    let links = &analysis.chains[i].links;
    let names = links.iter().filter(|l| l.relation.is_none()).map(|l| analysis.parties[l.party as usize].name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

/// Returns the names of an article's outlets.
pub(crate) fn outlets(text: &str) -> Vec<String> {
    let parties = crate::analyze(text).parties;
    parties.into_iter().filter(|p| p.kind == PartyKind::Outlet).map(|p| p.name).collect()
}
