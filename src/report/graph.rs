//! Chains as a graph. Its nodes are parties and the article; an edge leads from
//! a party to the one that got the words from it. All drawings of chains are
//! made from this graph.

use crate::Analysis;
use crate::attribution::Relation;
use crate::chain::{ChainLink, Provenance, Role};
use crate::party::PartyKind;
use rustc_hash::FxHashMap;

/// A node of the graph: a party, an unnamed party or the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A party, by its index in the analysis.
    Party(u32),
    /// An unnamed source or carrier of hearsay.
    Nobody,
    /// The article itself.
    Article,
}

impl Node {
    /// Returns the node's name. The article's name is its agency, or else its
    /// publisher, if one is known.
    #[must_use]
    pub fn name<'a>(self, analysis: &'a Analysis<'_>) -> &'a str {
        match self {
            Self::Party(index) => analysis.parties.get(index as usize).map_or("?", |p| &p.name),
            Self::Nobody => "nobody named",
            Self::Article => {
                let metadata = &analysis.article.metadata;
                metadata.agency.as_deref().or(metadata.publisher.as_deref()).unwrap_or("this article")
            }
        }
    }

    /// Returns the kind of the node in one or two words.
    #[must_use]
    pub fn kind(self, analysis: &Analysis<'_>) -> &'static str {
        match self {
            Self::Party(index) => match analysis.parties.get(index as usize).map(|p| p.kind) {
                Some(PartyKind::Person) => "person",
                Some(PartyKind::Organization) => "organization",
                Some(PartyKind::Outlet) => "outlet",
                Some(PartyKind::Document) => "document",
                _ => "unnamed",
            },
            Self::Nobody => "hearsay",
            Self::Article => "this article",
        }
    }
}

/// The parties at one step of a chain. There is nearly always one; there are
/// several if they got the words at the same time, as in *told Le Monde and El
/// País*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// In text order.
    pub nodes: Vec<Node>,
    /// How these parties got or passed on the words. `None` for the origin,
    /// [`Node::Nobody`] and the article.
    pub relation: Option<Relation>,
}

/// Returns the steps of an attribution's chain from the origin to the article,
/// including the article. Empty if the attribution does not exist or is
/// unsourced.
#[must_use]
pub fn steps(analysis: &Analysis<'_>, attribution: usize) -> Vec<Step> {
    let Some(chain) = analysis.chains.get(attribution) else { return Vec::new() };
    let one = |node, relation| Step { nodes: vec![node], relation };
    let mut steps = Vec::with_capacity(chain.links.len() + 1);
    // Chains are stored from the article to the origin; steps run the other
    // way.
    let mut before: Option<&ChainLink> = None;
    for link in chain.links.iter().rev() {
        match (before, steps.last_mut()) {
            (Some(before), Some(Step { nodes, .. })) if before.is_beside(link, analysis.text()) => {
                nodes.push(Node::Party(link.party));
            }
            _ => steps.push(one(Node::Party(link.party), link.relation)),
        }
        before = Some(link);
    }
    // Parties within a step are in text order, not in the order of the chain.
    steps.iter_mut().for_each(|step| step.nodes.reverse());
    let is_hearsay = chain.provenance == Provenance::Hearsay;
    let has_origin = chain.links.last().is_some_and(|link| link.role == Role::Origin);
    match steps.len() {
        0 if !is_hearsay => return steps,
        // Hearsay with only a named origin lacks a carrier; any other chain
        // without an origin lacks its source.
        1 if is_hearsay && has_origin => steps.push(one(Node::Nobody, None)),
        _ if !has_origin => steps.insert(0, one(Node::Nobody, None)),
        _ => {}
    }
    steps.push(one(Node::Article, None));
    steps
}

/// An edge of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Index of the node that the words came from.
    pub from: usize,
    /// Index of the node that got them from there.
    pub to: usize,
    /// How the target passed them on.
    pub relation: Option<Relation>,
    /// Indices of the attributions whose chains include this edge, in the order
    /// in which they were added.
    pub attributions: Vec<u32>,
}

impl Edge {
    /// Returns the label of the edge: *carried*, *carried ×3*, *×3* or an empty
    /// string.
    #[must_use]
    pub fn label(&self) -> String {
        let relation = self.relation.map_or("", Relation::as_str);
        match self.attributions.len() {
            0 | 1 => relation.to_owned(),
            n if relation.is_empty() => format!("×{n}"),
            n => format!("{relation} ×{n}"),
        }
    }
}

/// The chains of several attributions in one graph. A party is one node, and
/// equal steps of several chains are one edge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// In the order of first use, except that the article is last.
    pub nodes: Vec<Node>,
    /// In the order of first use.
    pub edges: Vec<Edge>,
}

impl Graph {
    /// Builds the graph of all attributions of an article, except unsourced
    /// ones, which have no chain.
    #[must_use]
    pub fn new(analysis: &Analysis<'_>) -> Self {
        Self::of(analysis, 0..analysis.attributions.len())
    }

    /// Builds the graph of the given attributions.
    #[must_use]
    pub fn of(analysis: &Analysis<'_>, attributions: impl IntoIterator<Item = usize>) -> Self {
        let mut graph = Self::default();
        let mut nodes: FxHashMap<Node, usize> = FxHashMap::default();
        let mut edges: FxHashMap<(usize, usize, Option<Relation>), usize> = FxHashMap::default();
        for attribution in attributions {
            let steps = steps(analysis, attribution);
            for pair in steps.windows(2) {
                for (&from, &to) in pair[0].nodes.iter().flat_map(|from| pair[1].nodes.iter().map(move |to| (from, to)))
                {
                    let mut index = |node| {
                        *nodes.entry(node).or_insert_with(|| {
                            graph.nodes.push(node);
                            graph.nodes.len() - 1
                        })
                    };
                    let (from, to) = (index(from), index(to));
                    if from == to {
                        continue;
                    }
                    let relation = pair[1].relation;
                    let edge = *edges.entry((from, to, relation)).or_insert_with(|| {
                        graph.edges.push(Edge { from, to, relation, attributions: Vec::new() });
                        graph.edges.len() - 1
                    });
                    graph.edges[edge].attributions.push(attribution as u32);
                }
            }
        }
        graph.article_last();
        graph
    }

    fn article_last(&mut self) {
        let Some(at) = self.nodes.iter().position(|&n| n == Node::Article) else { return };
        let last = self.nodes.len() - 1;
        self.nodes.remove(at);
        self.nodes.push(Node::Article);
        let moved = |i: usize| match i {
            i if i == at => last,
            i if i > at => i - 1,
            i => i,
        };
        for edge in &mut self.edges {
            (edge.from, edge.to) = (moved(edge.from), moved(edge.to));
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::rules::by_hand::ByHand;

    /// Builds chains with two outlets at one step after a relayer, two outlets
    /// that a source spoke to, hearsay, and a direct source.
    pub(crate) fn tangled() -> Analysis<'static> {
        let mut by_hand = ByHand::new(
            "The Gazette and The Courier quoted a clerk as saying Lena Okafor feared the thin ice. Okafor told Skerry FM \
             and Radio Brae it was thin. It is said to be blue. Omar Reyes said it held.",
        );
        let gazette = by_hand.party("The Gazette", PartyKind::Outlet);
        let courier = by_hand.party("The Courier", PartyKind::Outlet);
        let clerk = by_hand.party("a clerk", PartyKind::Unnamed);
        let okafor = by_hand.party("Lena Okafor", PartyKind::Person);
        let skerry = by_hand.party("Skerry FM", PartyKind::Outlet);
        let brae = by_hand.party("Radio Brae", PartyKind::Outlet);
        let reyes = by_hand.party("Omar Reyes", PartyKind::Person);
        by_hand.attribution(&["Lena Okafor"], &["feared"], &["the thin ice"]);
        let carried = Relation::Carried;
        by_hand.second_hand(&[(gazette, carried), (courier, carried), (clerk, Relation::Relayed)], okafor);
        by_hand.attribution(&["Okafor"], &["told"], &["it was thin"]);
        by_hand.second_hand(&[(skerry, Relation::Received), (brae, Relation::Received)], okafor);
        by_hand.attribution(&[], &["is said to"], &["be blue"]);
        by_hand.hearsay(None);
        by_hand.attribution(&["Omar Reyes"], &["said"], &["it held"]);
        by_hand.first_hand(reyes);
        by_hand.build()
    }

    fn line(analysis: &Analysis<'_>, attribution: usize) -> String {
        let step = |step: &Step| {
            let names: Vec<&str> = step.nodes.iter().map(|n| n.name(analysis)).collect();
            format!("{}{}", names.join(" + "), step.relation.map(|r| format!(" [{r}]")).unwrap_or_default())
        };
        steps(analysis, attribution).iter().map(step).collect::<Vec<_>>().join(" > ")
    }

    #[test]
    fn steps_go_from_the_origin_to_the_article() {
        let analysis = tangled();
        assert_eq!(
            line(&analysis, 0),
            "Lena Okafor > a clerk [relayed] > The Gazette + The Courier [carried] > this article"
        );
        assert_eq!(line(&analysis, 1), "Lena Okafor > Skerry FM + Radio Brae [received] > this article");
        assert_eq!(line(&analysis, 2), "nobody named > this article");
        assert_eq!(line(&analysis, 3), "Omar Reyes > this article");
        assert_eq!(line(&analysis, 4), "");
    }

    #[test]
    fn whoever_is_missing_is_nobody() {
        let mut analysis = tangled();
        analysis.chains[0].links.pop();
        assert_eq!(line(&analysis, 0).split(" > ").next(), Some("nobody named"));
        analysis.chains[3].provenance = Provenance::Hearsay;
        assert_eq!(line(&analysis, 3), "Omar Reyes > nobody named > this article");
        analysis.chains[2].provenance = Provenance::Unsourced;
        assert_eq!(line(&analysis, 2), "");
    }

    #[test]
    fn one_after_the_other_is_not_side_by_side() {
        let mut by_hand = ByHand::new("Skerry FM, monitored by The Gazette, quoted Omar Reyes as saying it held.");
        let gazette = by_hand.party("The Gazette", PartyKind::Outlet);
        let skerry = by_hand.party("Skerry FM", PartyKind::Outlet);
        let reyes = by_hand.party("Omar Reyes", PartyKind::Person);
        by_hand.attribution(&["Omar Reyes"], &["quoted"], &["it held"]);
        by_hand.second_hand(&[(gazette, Relation::Carried), (skerry, Relation::Carried)], reyes);
        let analysis = by_hand.build();
        assert_eq!(line(&analysis, 0), "Omar Reyes > Skerry FM [carried] > The Gazette [carried] > this article");
    }

    #[test]
    fn what_several_did_alike_is_one_edge() {
        let mut analysis = tangled();
        let again = analysis.chains[3].clone();
        analysis.attributions.push(analysis.attributions[3].clone());
        analysis.chains.push(again);
        let graph = Graph::new(&analysis);
        assert_eq!(graph.nodes.last(), Some(&Node::Article));
        let edges: Vec<String> = graph
            .edges
            .iter()
            .map(|e| {
                let name = |i: usize| graph.nodes[i].name(&analysis);
                format!("{} > {} {}", name(e.from), name(e.to), e.label())
            })
            .collect();
        assert_eq!(
            edges,
            [
                "Lena Okafor > a clerk relayed",
                "a clerk > The Gazette carried",
                "a clerk > The Courier carried",
                "The Gazette > this article ",
                "The Courier > this article ",
                "Lena Okafor > Skerry FM received",
                "Lena Okafor > Radio Brae received",
                "Skerry FM > this article ",
                "Radio Brae > this article ",
                "nobody named > this article ",
                "Omar Reyes > this article ×2",
            ]
        );
    }
}
