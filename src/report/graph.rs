//! Chains as a graph: parties are its nodes, and an edge leads from a party to
//! the one that had the words from it, at last to the article. All pictures
//! are drawn from this.

use crate::Analysis;
use crate::attribution::Relation;
use crate::chain::{ChainLink, Provenance, Role};
use crate::party::PartyKind;
use rustc_hash::FxHashMap;

/// Where the words stop on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A party, by its index.
    Party(u32),
    /// Somebody whom the article does not name: behind hearsay.
    Nobody,
    /// The article itself.
    Article,
}

impl Node {
    /// Its name. The article goes by its agency or publisher, where one is
    /// known.
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

    /// What it is, in a word or two.
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

/// Those that had the words at the same time, one beside the other: nearly
/// always one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// In the order of the text.
    pub nodes: Vec<Node>,
    /// How they passed the words on; `None` for the origin, for nobody named
    /// and for the article.
    pub relation: Option<Relation>,
}

/// The way of an attribution's words from the origin to the article, the
/// article included. Empty for an attribution that does not exist, and for one
/// that is unsourced.
#[must_use]
pub fn steps(analysis: &Analysis<'_>, attribution: usize) -> Vec<Step> {
    let Some(chain) = analysis.chains.get(attribution) else { return Vec::new() };
    let one = |node, relation| Step { nodes: vec![node], relation };
    let mut steps = Vec::with_capacity(chain.links.len() + 1);
    // From the origin on: the reverse of a chain.
    let mut before: Option<&ChainLink> = None;
    for link in chain.links.iter().rev() {
        match (before, steps.last_mut()) {
            (Some(before), Some(Step { nodes, .. })) if before.is_beside(link, &analysis.article.text) => {
                nodes.push(Node::Party(link.party));
            }
            _ => steps.push(one(Node::Party(link.party), link.relation)),
        }
        before = Some(link);
    }
    // Those side by side in the order of the text, not of the way.
    steps.iter_mut().for_each(|step| step.nodes.reverse());
    let is_hearsay = chain.provenance == Provenance::Hearsay;
    let has_origin = chain.links.last().is_some_and(|link| link.role == Role::Origin);
    match steps.len() {
        0 if !is_hearsay => return steps,
        // Who passed it on is not named, or who said it is not.
        1 if is_hearsay && has_origin => steps.push(one(Node::Nobody, None)),
        _ if !has_origin => steps.insert(0, one(Node::Nobody, None)),
        _ => {}
    }
    steps.push(one(Node::Article, None));
    steps
}

/// From one node to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Index of the node that the words came from.
    pub from: usize,
    /// Index of the node that had them from it.
    pub to: usize,
    /// How the latter passed them on.
    pub relation: Option<Relation>,
    /// The attributions whose words went this way, in their order.
    pub attributions: Vec<u32>,
}

impl Edge {
    /// *carried*, *carried ×3*, *×3* or nothing.
    #[must_use]
    pub fn label(&self) -> String {
        let relation = self.relation.map_or("", relation);
        match self.attributions.len() {
            0 | 1 => relation.to_owned(),
            n if relation.is_empty() => format!("×{n}"),
            n => format!("{relation} ×{n}"),
        }
    }
}

/// The relation's name as output has it.
#[must_use]
pub const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Carried => "carried",
        Relation::Received => "received",
        Relation::Relayed => "relayed",
    }
}

/// The ways of several attributions in one graph: a party is one node, and
/// what several did alike is one edge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// By first use; the article last.
    pub nodes: Vec<Node>,
    /// By first use.
    pub edges: Vec<Edge>,
}

impl Graph {
    /// Of all attributions of an article. Those without a source are on no
    /// way, and so in no graph.
    #[must_use]
    pub fn new(analysis: &Analysis<'_>) -> Self {
        Self::of(analysis, 0..analysis.attributions.len())
    }

    /// Of these attributions.
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

    /// Two outlets side by side, a relay behind them, hearsay, and a speaker
    /// of their own.
    pub(crate) fn tangled() -> Analysis<'static> {
        let mut by_hand = ByHand::new(
            "The Gazette and The Courier quoted a clerk as saying Lena Okafor feared the ice. Okafor told Skerry FM \
             and Radio Brae it was thin. It is said to be blue. Omar Reyes said it held.",
        );
        let gazette = by_hand.party("The Gazette", PartyKind::Outlet);
        let courier = by_hand.party("The Courier", PartyKind::Outlet);
        let clerk = by_hand.party("a clerk", PartyKind::Unnamed);
        let okafor = by_hand.party("Lena Okafor", PartyKind::Person);
        let skerry = by_hand.party("Skerry FM", PartyKind::Outlet);
        let brae = by_hand.party("Radio Brae", PartyKind::Outlet);
        let reyes = by_hand.party("Omar Reyes", PartyKind::Person);
        by_hand.attribution(&["Lena Okafor"], &["feared"], &["the ice"]);
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
            format!("{}{}", names.join(" + "), step.relation.map(|r| format!(" [{}]", relation(r))).unwrap_or_default())
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
