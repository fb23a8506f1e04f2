//! Hand-written analyses, for tests of rules and reports that must not depend
//! on the current grammar.

use crate::Analysis;
use crate::article::{Article, Block, BlockKind, Metadata};
use crate::attribution::{Act, Attribution, Conveys, CueForm, Evidentiality, Link, QuotationKind, Relation};
use crate::chain::{Chain, ChainLink, Provenance, Role};
use crate::grammar::Grammar;
use crate::lexicon::KnownWords;
use crate::party::{Party, PartyKind, Unresolved};
use crate::quotation::Quotation;
use crate::span::{Span, TokenSpan};
use crate::{quotation, sentence, token};

/// Builds an analysis. Methods take the words of a place and use the first
/// occurrence in the text.
pub(crate) struct ByHand<'t> {
    analysis: Analysis<'t>,
}

impl<'t> ByHand<'t> {
    /// Creates an article in which each line is a paragraph. Each pair of curly
    /// or straight double marks becomes a quotation; tokens, their classes and
    /// sentences come from the real stages.
    pub(crate) fn new(text: &'t str) -> Self {
        let lexicon = Grammar::builtin().lexicon();
        let tokens = token::tokenize(text, lexicon.abbreviations());
        let marks = lexicon.mark(text, &tokens);
        let known = KnownWords::new(lexicon, &marks);
        let paired = quotation::pair_with_strays(text, &tokens, known);
        let blocks: Vec<Block> =
            token::paragraphs(text).into_iter().map(|span| Block { span, kind: BlockKind::Paragraph }).collect();
        let sentences = sentence::split(text, &tokens, &paired.0, &blocks, lexicon.abbreviations(), known);
        let mut quotations = Vec::new();
        let mut open = None;
        for (i, c) in text.char_indices() {
            match (c, open) {
                ('“', _) | ('"', None) => open = Some(i),
                ('”' | '"', Some(start)) => {
                    let span = Span::new(u32::try_from(start).unwrap(), u32::try_from(i + c.len_utf8()).unwrap());
                    let (tokens, depth) = (TokenSpan::default(), 0);
                    let quotation =
                        Quotation { span, tokens, depth, parent: None, closed: true, multi_paragraph: false };
                    quotations.push(quotation);
                    open = None;
                }
                _ => {}
            }
        }
        let article = Article {
            text: text.into(),
            blanked: None,
            blocks,
            comments: Vec::new(),
            metadata: Metadata::default(),
            dateline: None,
            quoted: Vec::new(),
            map: None,
        };
        let strays = paired.1;
        Self { analysis: Analysis { tokens, marks, quotations, strays, sentences, ..Analysis::new(article) } }
    }

    /// Returns the first place of these words. Panics if there is none.
    pub(crate) fn span(&self, words: &str) -> Span {
        let start = self.analysis.text().find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
        Span::new(u32::try_from(start).unwrap(), u32::try_from(start + words.len()).unwrap())
    }

    /// Adds a party whose name is in the text; returns its index.
    pub(crate) fn party(&mut self, name: &str, kind: PartyKind) -> u32 {
        let mention = self.span(name);
        let party = Party { name: name.to_owned(), kind, description: None, mentions: vec![mention] };
        self.analysis.parties.push(party);
        u32::try_from(self.analysis.parties.len() - 1).unwrap()
    }

    /// Adds an attribution whose chain is first-hand and has no links.
    pub(crate) fn attribution(&mut self, source: &[&str], cue: &[&str], content: &[&str]) -> &mut Attribution {
        let spans = |words: &[&str]| words.iter().map(|w| self.span(w)).collect::<Vec<_>>();
        let (source, cue, content) = (spans(source), spans(cue), spans(content));
        let quotes: Vec<u32> = (0u32..)
            .zip(&self.analysis.quotations)
            .filter(|(_, q)| content.iter().any(|c| c.contains(q.span)))
            .map(|(i, _)| i)
            .collect();
        let whole = content.iter().all(|c| self.analysis.quotations.iter().any(|q| q.span == *c));
        self.analysis.attributions.push(Attribution {
            construction: "by-hand".into(),
            act: Act::Statement,
            conveys: Conveys::Words,
            cue_form: CueForm::Plain,
            evidentiality: Evidentiality::Sourced,
            source,
            cue,
            cue_head: 0,
            quotation: match (quotes.is_empty(), whole) {
                (true, _) => QuotationKind::Indirect,
                (false, true) => QuotationKind::Direct,
                (false, false) => QuotationKind::Mixed,
            },
            content,
            quotes,
            links: Vec::<Link>::new(),
            venues: Vec::new(),
            sentence: 0,
            tokens: TokenSpan::default(),
            nested_in: None,
        });
        self.analysis.chains.push(Chain { links: Vec::new(), provenance: Provenance::Firsthand, reach: None });
        self.analysis.attributions.last_mut().unwrap()
    }

    fn link(&self, party: u32, role: Role, relation: Option<Relation>) -> ChainLink {
        ChainLink { role, relation, party, mention: self.analysis.parties[party as usize].mentions[0], why: None }
    }

    /// Makes the last attribution second-hand, through these intermediaries,
    /// the nearest to the article first.
    pub(crate) fn second_hand(&mut self, through: &[(u32, Relation)], origin: u32) {
        let mut links: Vec<ChainLink> =
            through.iter().map(|&(p, r)| self.link(p, Role::Intermediary, Some(r))).collect();
        links.push(self.link(origin, Role::Origin, None));
        *self.analysis.chains.last_mut().unwrap() = Chain { links, provenance: Provenance::Secondhand, reach: None };
    }

    /// Makes the last attribution first-hand, with this origin.
    pub(crate) fn first_hand(&mut self, origin: u32) {
        let links = vec![self.link(origin, Role::Origin, None)];
        *self.analysis.chains.last_mut().unwrap() = Chain { links, provenance: Provenance::Firsthand, reach: None };
    }

    /// Adds a first-hand attribution to the party: source, cue and content.
    pub(crate) fn says(&mut self, party: u32, [source, cue, content]: [&str; 3]) {
        self.attribution(&[source], &[cue], &[content]);
        self.first_hand(party);
    }

    /// Adds an attribution whose words came from the origin through these
    /// parties, the nearest to the article first: source, cue and content.
    pub(crate) fn says_through(&mut self, through: &[(u32, Relation)], origin: u32, [source, cue, content]: [&str; 3]) {
        self.attribution(&[source], &[cue], &[content]);
        self.second_hand(through, origin);
    }

    /// Makes the last attribution hearsay, with an origin or without.
    pub(crate) fn hearsay(&mut self, origin: Option<u32>) {
        let links = origin.map(|p| self.link(p, Role::Origin, None)).into_iter().collect();
        *self.analysis.chains.last_mut().unwrap() = Chain { links, provenance: Provenance::Hearsay, reach: None };
    }

    /// Records why the source of the last attribution was not resolved.
    pub(crate) fn unresolved(&mut self, why: Unresolved) {
        self.analysis.unresolved.resize(self.analysis.attributions.len(), None);
        *self.analysis.unresolved.last_mut().unwrap() = Some(why);
    }

    /// Makes the first paragraph the headline.
    pub(crate) fn headline(&mut self) {
        self.analysis.article.blocks[0].kind = BlockKind::Title;
    }

    /// Sets the article's metadata.
    pub(crate) fn metadata(&mut self, metadata: Metadata) {
        self.analysis.article.metadata = metadata;
    }

    /// Returns the analysis, with the findings of the default rules.
    pub(crate) fn build(mut self) -> Analysis<'t> {
        self.analysis.findings = crate::rules::RuleSet::default().check(&self.analysis);
        self.analysis
    }
}

/// Returns the codes of the findings, in the order of the text.
pub(crate) fn codes(analysis: &Analysis<'_>) -> Vec<&'static str> {
    analysis.findings.iter().map(|f| f.code).collect()
}
