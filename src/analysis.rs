//! Everything that is known about one article.

use crate::article::Article;
use crate::attribution::Attribution;
use crate::chain::{Chain, Provenance, Role};
use crate::finding::Finding;
use crate::grammar::list_quotes;
use crate::lexicon::{Lexicon, Marks};
use crate::page::Page;
use crate::party::{Party, Unresolved};
use crate::quotation::{Quotation, Stray};
use crate::report::short;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::syntax::Parse;
use crate::token::Token;
use std::borrow::Cow;

/// What [`crate::analyze`] returns. All lists are in the order of the text;
/// all indices between them are positions in these lists.
#[derive(Clone, Debug)]
pub struct Analysis<'t> {
    /// The article.
    pub article: Article<'t>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// What the lexicon says about them.
    pub marks: Marks,
    /// Every span within quotation marks.
    pub quotations: Vec<Quotation>,
    /// Quotation marks that pair with none.
    pub strays: Vec<Stray>,
    /// Its sentences: those at depth 0 first, then those inside quotations.
    pub sentences: Vec<Sentence>,
    /// The phrases of each sentence and the subjects of their verbs.
    pub parse: Parse,
    /// The attributions, by the place of their first span.
    pub attributions: Vec<Attribution>,
    /// One chain an attribution, in the same order.
    pub chains: Vec<Chain>,
    /// Everybody who is named or speaks in the article, by first mention.
    pub parties: Vec<Party>,
    /// For each attribution whose source is a pronoun or role that names
    /// nobody, why.
    pub unresolved: Vec<Option<Unresolved>>,
    /// Readings that are no statements of their own, as they are all that the
    /// attribution says which holds them ([`Attribution::nested_in`]), and its
    /// chain is theirs: *(the paper said) X said …*.
    pub inner: Vec<Attribution>,
    /// What the rules found.
    pub findings: Vec<Finding>,
}

impl Analysis<'_> {
    /// The text laid out by token. `lexicon` is that of the grammar by which
    /// the article was analysed.
    #[must_use]
    pub fn page<'a>(&'a self, lexicon: &'a Lexicon) -> Page<'a> {
        Page::new(&self.article, lexicon, &self.tokens, &self.marks, &self.quotations, &self.sentences)
    }

    /// The sentence at depth 0 that holds the byte at `at`, or the next one
    /// after it; without the blanks around it.
    #[must_use]
    pub fn sentence_at(&self, at: u32) -> Option<Span> {
        let ends = |s: &Sentence| self.tokens.get((s.tokens.end as usize).wrapping_sub(1)).map_or(0, |t| t.span.end);
        // Those at depth 0 come first, in order.
        let i = self.sentences.partition_point(|s| s.quotation.is_none() && ends(s) <= at);
        let sentence = self.sentences.get(i).filter(|s| s.quotation.is_none())?;
        let first = self.tokens.get(sentence.tokens.start as usize)?;
        Some(Span::new(first.span.start, ends(sentence)))
    }

    /// Moves attributions into [`Analysis::inner`]; what they hold is then
    /// nested in what held them, which has their quotations too.
    pub(crate) fn set_apart(&mut self, inner: &[bool]) {
        if !inner.contains(&true) {
            return;
        }
        let left_out = |i: usize| inner.get(i).copied().unwrap_or(false);
        let mut place = Vec::with_capacity(self.attributions.len());
        let mut kept = 0u32;
        for i in 0..self.attributions.len() {
            place.push((!left_out(i)).then_some(kept));
            kept += u32::from(!left_out(i));
        }
        // The nearest holder that stays and still holds the cue: what was set
        // apart can have gone on behind the content that held it.
        let up = |a: &Attribution| {
            let cue = a.cue.first().copied();
            let mut at = a.nested_in?;
            for _ in 0..64 {
                let holder = self.attributions.get(at as usize)?;
                let holds = cue.is_none_or(|cue| holder.content_around(cue).is_some());
                match place.get(at as usize).copied().flatten() {
                    Some(kept) if holds => return Some(kept),
                    _ => at = holder.nested_in?,
                }
            }
            None
        };
        let holders: Vec<Option<u32>> = self.attributions.iter().map(up).collect();
        for (a, holder) in self.attributions.iter_mut().zip(holders) {
            a.nested_in = holder;
        }
        let keep = |i: &mut usize| {
            *i += 1;
            !left_out(*i - 1)
        };
        let mut i = 0;
        let all = std::mem::take(&mut self.attributions);
        let (kept, apart) = all.into_iter().partition(|_| keep(&mut i));
        self.attributions = kept;
        self.inner = apart;
        i = 0;
        self.chains.retain(|_| keep(&mut i));
        i = 0;
        self.unresolved.retain(|_| keep(&mut i));
        list_quotes(&mut self.attributions, &self.quotations);
    }

    /// The chain of an attribution as a line, in the direction the words
    /// travelled: *Ana Ruiz → The Daily Herald → UPI (this article)*.
    ///
    /// At its end stands the agency or else the publisher of the article,
    /// where one is known. A `?` stands where somebody is missing: for the
    /// origin, and for the carrier of words that are hearsay although the
    /// origin is named. Long names are cut. Empty if there is no such
    /// attribution.
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
                line.push_str(&short::name(name));
                line.push_str(" (this article)");
            }
            None => line.push_str("this article"),
        }
        line
    }

    /// [`Analysis::chain_line`] without the article at its end:
    /// *Ana Ruiz → The Daily Herald*.
    #[must_use]
    pub fn chain_path(&self, attribution: usize) -> String {
        let Some(chain) = self.chains.get(attribution) else { return String::new() };
        let name = |party: u32| self.parties.get(party as usize).map_or("?".into(), |p| short::name(&p.name));
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
    fn a_question_mark_stands_for_who_is_missing() {
        let mut analysis = crate::report::tests::analysis();
        analysis.chains[0].links.remove(0);
        analysis.chains[0].provenance = Provenance::Hearsay;
        assert_eq!(analysis.chain_path(0), "Ana Ruiz → ?");
        analysis.chains[0].links.clear();
        assert_eq!(analysis.chain_path(0), "?");
    }
}
