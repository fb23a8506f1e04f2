//! The public types of a chain.

use crate::attribution::Relation;
use crate::closed_class::{AND_OR_SIGN, BOTH, COORDINATORS, THE, is_any};
use crate::named::named;
use crate::span::Span;
use serde::Serialize;
use std::sync::Arc;

/// The role of a link in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A party that passed the words on.
    Intermediary,
    /// The party that first said, wrote or thought the words.
    Origin,
}

named!(Role { Intermediary => "intermediary", Origin => "origin" });

/// The occasion on which words passed from one party to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Occasion {
    /// Somebody spoke to a publisher: an interview, a broadcast, a statement
    /// given to it.
    Interview,
    /// A publisher reported or quoted the words.
    Report,
    /// The words stand in a document, or somebody released the document in
    /// which they stand.
    Document,
    /// Somebody told of another's words or thoughts.
    Talk,
}

named!(Occasion { Interview => "interview", Report => "report", Document => "document", Talk => "talk" });

/// Why a party is an intermediary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The occasion on which the words passed through it.
    pub occasion: Occasion,
    /// The id of the file of `grammar/occasions` by which the words that name
    /// the party open that occasion, if there is one.
    pub opener: Option<Arc<str>>,
    /// Whether the sentence of the attribution says so; otherwise it is
    /// inferred from another place of the article, which
    /// [`ChainLink::mention`] gives.
    pub stated: bool,
    /// How likely the link is right, in percent: the share of such links that
    /// annotators confirm.
    pub confidence: u8,
}

/// One party in a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// The party's role in the chain.
    pub role: Role,
    /// How the intermediary passed the words on; `None` for the origin.
    pub relation: Option<Relation>,
    /// Index of the party in the analysis's list of parties.
    pub party: u32,
    /// The words that name the party or connect it with the chain, in bytes of
    /// the article's text. They can stand in another sentence than the
    /// attribution.
    pub mention: Span,
    /// Why the party is an intermediary; `None` for the origin.
    pub why: Option<Why>,
}

impl ChainLink {
    /// Makes the link of an intermediary.
    pub(super) fn passed_on(relation: Relation, party: u32, mention: Span) -> Self {
        Self { role: Role::Intermediary, relation: Some(relation), party, mention, why: None }
    }

    /// Makes the link of an origin.
    pub(super) fn origin(party: u32, mention: Span) -> Self {
        Self { role: Role::Origin, relation: None, party, mention, why: None }
    }

    /// Whether two neighbours in a chain received the words side by side, not
    /// one from the other. Two publishers that the origin spoke to always did.
    /// Publishers that carried the words, or parties that relayed them, did
    /// only if the text joins their mentions: *The Gazette and the Courier
    /// quoted …*
    pub(crate) fn is_beside(&self, other: &Self, text: &str) -> bool {
        if self.relation.is_none() || self.relation != other.relation {
            return false;
        }
        if self.relation == Some(Relation::Received) {
            return true;
        }
        let (first, last) = if self.mention.start < other.mention.start {
            (self.mention, other.mention)
        } else {
            (other.mention, self.mention)
        };
        if first.end > last.start || last.start - first.end > 24 {
            return false;
        }
        let between = Span::new(first.end, last.start).of(text);
        let joins = |word: &str| [COORDINATORS, AND_OR_SIGN, THE, BOTH].iter().any(|set| is_any(word, set));
        between.contains(|c: char| c == ',' || c.is_alphabetic() || c == '&')
            && between.split(|c: char| c == ',' || c.is_whitespace()).filter(|w| !w.is_empty()).all(joins)
    }
}

/// The class of a chain: whether there is an origin that can be held to the
/// words, and whether intermediaries passed them on. (`PROVENANCE-GUIDELINES`:
/// *The four classes*.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// There is an origin and no intermediary.
    Firsthand,
    /// There is an origin and at least one intermediary.
    Secondhand,
    /// The words were passed on, and there is no source that can be held to
    /// them.
    Hearsay,
    /// There is no source and no hint of a report.
    Unsourced,
}

named!(Provenance {
    Firsthand => "firsthand",
    Secondhand => "secondhand",
    Hearsay => "hearsay",
    Unsourced => "unsourced",
});

/// Why a chain has intermediaries that another place of the article names.
/// (`PROVENANCE-GUIDELINES`: *Read the whole article*.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Reach {
    /// The speaker continues: *He also said …* after *he told CNN*.
    Continues,
    /// The attribution stands in a headline or lead, and later text names the
    /// intermediaries.
    Lead,
    /// A sentence before the attribution names the interview or report in which
    /// the words were said, or the document that contains them and its
    /// publisher.
    Occasion,
    /// The article retells another publisher's report.
    Retells,
}

/// The chain of one attribution: its intermediaries, nearest to the article
/// first, then the origin if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The links, nearest to the article first.
    pub links: Vec<ChainLink>,
    /// The class of the chain.
    pub provenance: Provenance,
    /// Why the chain has intermediaries that the attribution's own sentence
    /// does not name; `None` if that sentence names them or there are none.
    pub reach: Option<Reach>,
}

impl Chain {
    /// Returns how likely all intermediaries are right, in percent: the lowest
    /// confidence among their links; 100 without one.
    #[must_use]
    pub fn confidence(&self) -> u8 {
        self.links.iter().filter_map(|l| l.why.as_ref()).map(|why| why.confidence).min().unwrap_or(100)
    }

    /// Returns the chain's intermediaries in the order in which the words
    /// passed through them, starting after the origin. Intermediaries that had
    /// the words side by side form one group, in the order of the chain. `text`
    /// is the article's text.
    #[must_use]
    pub fn steps(&self, text: &str) -> Vec<Vec<&ChainLink>> {
        let mut steps: Vec<Vec<&ChainLink>> = Vec::new();
        for link in self.links.iter().rev().filter(|l| l.role == Role::Intermediary) {
            match steps.last_mut() {
                Some(hand) if hand[0].is_beside(link, text) => hand.insert(0, link),
                _ => steps.push(vec![link]),
            }
        }
        steps
    }
}
