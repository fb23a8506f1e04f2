//! What a chain is made of.

use crate::attribution::Relation;
use crate::span::Span;
use serde::Serialize;

/// What a link is in its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Passed the words on.
    Intermediary,
    /// First said, wrote or thought them.
    Origin,
}

/// One party's place in a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// What it is in the chain.
    pub role: Role,
    /// How it passed the words on; `None` for the origin.
    pub relation: Option<Relation>,
    /// Index of the party.
    pub party: u32,
    /// The words that put it into this chain; they can stand in another
    /// sentence.
    pub mention: Span,
}

impl ChainLink {
    /// Somebody who passed the words on in this way.
    pub(super) fn passed_on(relation: Relation, party: u32, mention: Span) -> Self {
        Self { role: Role::Intermediary, relation: Some(relation), party, mention }
    }

    /// Who first said them.
    pub(super) fn origin(party: u32, mention: Span) -> Self {
        Self { role: Role::Origin, relation: None, party, mention }
    }

    /// Whether two neighbours in a chain had the words at the same time.
    /// Somebody who speaks to two publishers speaks to both; of what publishers
    /// carried and people relayed, the sentence has to say so: *The Gazette and
    /// the Courier quoted …*
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
        let joins = |word: &str| matches!(word, "and" | "or" | "&" | "the" | "The" | "both");
        between.contains(|c: char| c == ',' || c.is_alphabetic() || c == '&')
            && between.split(|c: char| c == ',' || c.is_whitespace()).filter(|w| !w.is_empty()).all(joins)
    }
}

/// Who can be held to the words, and through whom they came.
/// (`PROVENANCE-GUIDELINES`: *The four classes*.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// An origin and no intermediary.
    Firsthand,
    /// At least one intermediary.
    Secondhand,
    /// Passed on with nobody to hold to it.
    Hearsay,
    /// No source and no hint of a report.
    Unsourced,
}

/// Why the intermediaries of a chain are those that another place of the
/// article names.
/// (`PROVENANCE-GUIDELINES`: *Read the whole article*.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Reach {
    /// The speaker goes on: *He also said …* after *he told CNN*.
    Continues,
    /// The place that names them comes later: headlines and leads.
    Lead,
    /// A sentence before it names the interview or report in which these
    /// words fell.
    Scene,
    /// The article retells another publisher's report.
    Retells,
}

/// The chain of one attribution: intermediaries from the one nearest to the
/// article, then the origin where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The links.
    pub links: Vec<ChainLink>,
    /// The class that the links amount to.
    pub provenance: Provenance,
    /// Why intermediaries that its own sentence does not name are in it;
    /// `None` where that sentence names them.
    pub reach: Option<Reach>,
}

impl Chain {
    /// The hands that the words went through, from the origin on; those that
    /// had them at the same time are one, in the order of the chain. `text` is
    /// the article's.
    #[must_use]
    pub fn hands(&self, text: &str) -> Vec<Vec<&ChainLink>> {
        let mut hands: Vec<Vec<&ChainLink>> = Vec::new();
        for link in self.links.iter().rev().filter(|l| l.role == Role::Intermediary) {
            match hands.last_mut() {
                Some(hand) if hand[0].is_beside(link, text) => hand.insert(0, link),
                _ => hands.push(vec![link]),
            }
        }
        hands
    }
}
