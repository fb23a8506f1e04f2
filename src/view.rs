//! Views of the results. [`Analysis`] holds flat lists that refer to each other
//! by index; a view gives the fields of one entry, and methods that follow its
//! references.
//!
//! ```
//! let analysis = secondhand::analyze("The Daily Herald quoted Ana Ruiz as saying the strike was over.");
//! let attribution = analysis.attributions().next().expect("an attribution");
//! assert_eq!(attribution.content().to_string(), "the strike was over");
//! let chain = attribution.chain();
//! assert_eq!(chain.origin().expect("an origin").party().name, "Ana Ruiz");
//! let herald = chain.intermediaries().next().expect("an intermediary");
//! assert_eq!((herald.party().name.as_str(), herald.relation), ("Daily Herald", Some(secondhand::Relation::Carried)));
//! assert_eq!(chain.to_string(), "Ana Ruiz → Daily Herald");
//! ```

use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::chain::{Chain, ChainLink, Role};
use crate::finding::Finding;
use crate::party::{Party, Unresolved};
use crate::quotation::Quotation;
use crate::span::Span;
use std::fmt;
use std::ops::Deref;

impl Analysis<'_> {
    /// Returns the attributions with their chains, in the order of the text.
    pub fn attributions(&self) -> impl ExactSizeIterator<Item = AttributionRef<'_>> {
        let all = self.attributions.iter().zip(&self.chains).enumerate();
        all.map(|(index, (attribution, chain))| AttributionRef { analysis: self, index, attribution, chain })
    }

    /// Returns the attribution with this index in [`Analysis::attributions`].
    #[must_use]
    pub fn attribution(&self, index: usize) -> Option<AttributionRef<'_>> {
        let (attribution, chain) = (self.attributions.get(index)?, self.chains.get(index)?);
        Some(AttributionRef { analysis: self, index, attribution, chain })
    }

    /// Returns the findings of the rules, in the order of the text.
    pub fn findings(&self) -> impl ExactSizeIterator<Item = FindingRef<'_>> {
        self.findings.iter().map(|finding| FindingRef { analysis: self, finding })
    }
}

/// An attribution of an analysis, with the fields of [`Attribution`].
#[derive(Clone, Copy)]
pub struct AttributionRef<'a> {
    analysis: &'a Analysis<'a>,
    index: usize,
    attribution: &'a Attribution,
    chain: &'a Chain,
}

impl<'a> AttributionRef<'a> {
    /// Returns the attribution's index in [`Analysis::attributions`].
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// Returns the words that name the source; empty if the text names none.
    #[must_use]
    pub fn source(&self) -> Words<'a> {
        Words { text: self.analysis.text(), spans: &self.attribution.source }
    }

    /// Returns the words that attribute the content to the source.
    #[must_use]
    pub fn cue(&self) -> Words<'a> {
        Words { text: self.analysis.text(), spans: &self.attribution.cue }
    }

    /// Returns the words that are attributed.
    #[must_use]
    pub fn content(&self) -> Words<'a> {
        Words { text: self.analysis.text(), spans: &self.attribution.content }
    }

    /// Returns the outermost quotations inside the content that do not stand in
    /// the content of an attribution nested in this one.
    pub fn quotes(&self) -> impl Iterator<Item = &'a Quotation> + use<'a> {
        let quotations = &self.analysis.quotations;
        self.attribution.quotes.iter().filter_map(|&i| quotations.get(i as usize))
    }

    /// Returns the chain: how the words reached the article.
    #[must_use]
    pub fn chain(&self) -> ChainRef<'a> {
        ChainRef { analysis: self.analysis, index: self.index, chain: self.chain }
    }

    /// Returns why the source could not be resolved to a party; `None` if it
    /// was resolved or needs no resolution.
    #[must_use]
    pub fn unresolved(&self) -> Option<&'a Unresolved> {
        self.analysis.unresolved.get(self.index)?.as_ref()
    }

    /// Returns the attribution whose content holds this one.
    #[must_use]
    pub fn nested_in(&self) -> Option<Self> {
        self.analysis.attribution(self.attribution.nested_in? as usize)
    }

    /// Returns the findings about this attribution, in the order of the text.
    pub fn findings(&self) -> impl Iterator<Item = FindingRef<'a>> + use<'a> {
        let index = self.index;
        self.analysis.findings().filter(move |f| f.finding.attribution.is_some_and(|i| i as usize == index))
    }
}

impl Deref for AttributionRef<'_> {
    type Target = Attribution;

    fn deref(&self) -> &Attribution {
        self.attribution
    }
}

impl fmt::Debug for AttributionRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("AttributionRef");
        shown.field("source", &self.source()).field("cue", &self.cue()).field("content", &self.content());
        shown.field("chain", &self.chain()).finish()
    }
}

/// The chain of an attribution, with the fields of [`Chain`]. Its `Display` is
/// [`Analysis::chain_path`].
#[derive(Clone, Copy)]
pub struct ChainRef<'a> {
    analysis: &'a Analysis<'a>,
    index: usize,
    chain: &'a Chain,
}

impl<'a> ChainRef<'a> {
    /// Returns the link of the origin, if one is known.
    #[must_use]
    pub fn origin(&self) -> Option<LinkRef<'a>> {
        self.links().find(|link| link.role == Role::Origin)
    }

    /// Returns the links of the intermediaries, nearest to the article first.
    pub fn intermediaries(&self) -> impl Iterator<Item = LinkRef<'a>> + use<'a> {
        self.links().filter(|link| link.role == Role::Intermediary)
    }

    /// Returns all links, nearest to the article first, the origin last.
    pub fn links(&self) -> impl Iterator<Item = LinkRef<'a>> + use<'a> {
        let analysis = self.analysis;
        self.chain.links.iter().filter_map(move |link| {
            let party = analysis.parties.get(link.party as usize)?;
            Some(LinkRef { analysis, link, party })
        })
    }

    /// Returns [`Analysis::chain_line`]: the chain with the article at its end.
    #[must_use]
    pub fn line(&self) -> String {
        self.analysis.chain_line(self.index)
    }
}

impl Deref for ChainRef<'_> {
    type Target = Chain;

    fn deref(&self) -> &Chain {
        self.chain
    }
}

impl fmt::Display for ChainRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.analysis.chain_path(self.index))
    }
}

impl fmt::Debug for ChainRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.analysis.chain_path(self.index), self.chain.provenance)
    }
}

/// A party in a chain, with the fields of [`ChainLink`].
#[derive(Clone, Copy)]
pub struct LinkRef<'a> {
    analysis: &'a Analysis<'a>,
    link: &'a ChainLink,
    party: &'a Party,
}

impl<'a> LinkRef<'a> {
    /// Returns the party.
    #[must_use]
    pub fn party(&self) -> &'a Party {
        self.party
    }

    /// Returns the words that name the party or connect it with the chain.
    #[must_use]
    pub fn mention(&self) -> &'a str {
        self.link.mention.of(self.analysis.text())
    }
}

impl Deref for LinkRef<'_> {
    type Target = ChainLink;

    fn deref(&self) -> &ChainLink {
        self.link
    }
}

impl fmt::Debug for LinkRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("LinkRef");
        shown.field("role", &self.link.role).field("relation", &self.link.relation).field("party", &self.party.name);
        shown.finish()
    }
}

/// A finding of an analysis, with the fields of [`Finding`].
#[derive(Clone, Copy)]
pub struct FindingRef<'a> {
    analysis: &'a Analysis<'a>,
    finding: &'a Finding,
}

impl<'a> FindingRef<'a> {
    /// Returns the words that the finding is about.
    #[must_use]
    pub fn words(&self) -> &'a str {
        self.finding.span.of(self.analysis.text())
    }

    /// Returns the attribution that the finding is about, if there is one.
    #[must_use]
    pub fn attribution(&self) -> Option<AttributionRef<'a>> {
        self.analysis.attribution(self.finding.attribution? as usize)
    }
}

impl Deref for FindingRef<'_> {
    type Target = Finding;

    fn deref(&self) -> &Finding {
        self.finding
    }
}

impl fmt::Debug for FindingRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.finding.fmt(f)
    }
}

/// Words of the article in one or several places. The `Display` joins the
/// places with ` … `.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    text: &'a str,
    spans: &'a [Span],
}

impl<'a> Words<'a> {
    /// Returns the places, in bytes of the article's text.
    #[must_use]
    pub fn spans(&self) -> &'a [Span] {
        self.spans
    }

    /// Returns the words of each place.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let text = self.text;
        self.spans.iter().map(move |span| span.of(text))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, part) in self.parts().enumerate() {
            f.write_str(if i > 0 { " … " } else { "" })?;
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.parts()).finish()
    }
}

#[cfg(test)]
mod tests {
    use crate::chain::Provenance;

    #[test]
    fn views_follow_references() {
        let mut analysis = crate::report::tests::analysis();
        analysis.attributions[0].nested_in = Some(7);
        let attribution = analysis.attribution(0).expect("one");
        assert_eq!(attribution.index(), 0);
        assert_eq!(attribution.cue().to_string(), "quoted … as saying");
        assert_eq!(attribution.content().parts().collect::<Vec<_>>(), ["“No”"]);
        assert_eq!(attribution.quotes().map(|q| q.span.of(analysis.text())).collect::<Vec<_>>(), ["“No”"]);
        assert!(attribution.nested_in().is_none(), "there is no attribution 7");
        assert!(analysis.attribution(1).is_none());
        let chain = attribution.chain();
        assert_eq!(chain.provenance, Provenance::Secondhand);
        assert_eq!(chain.origin().expect("an origin").party().name, "Ana Ruiz");
        assert_eq!(chain.intermediaries().map(|l| l.mention()).collect::<Vec<_>>(), ["The Post"]);
        assert_eq!((chain.to_string(), chain.line()), (analysis.chain_path(0), analysis.chain_line(0)));
        let finding = analysis.findings().next().expect("a finding");
        assert_eq!(finding.attribution().map(|a| a.index()), Some(0));
        assert_eq!(attribution.findings().count(), analysis.findings.len());
        assert_eq!(finding.words(), analysis.findings[0].span.of(analysis.text()));
    }

    /// An analysis outlives the text that it was made from.
    #[test]
    fn an_owned_analysis_is_the_same() {
        let text = String::from("<!-- a comment -->\n\nThe Post quoted Ana Ruiz as saying \"No.\"");
        let analysis = crate::analyze(&text);
        let shown = format!("{analysis:?}");
        let owned = analysis.into_owned();
        drop(text);
        assert_eq!(format!("{owned:?}"), shown);
    }
}
