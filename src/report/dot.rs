//! The chains of an article for Graphviz: `secondhand check --format dot a.txt
//! | dot -Tsvg`.

use super::graph::{Graph, Node};
use super::{Checked, Format};
use crate::visible::{is_hidden, seen};
use std::fmt::Write as _;

/// The format `dot`: a directed graph for each article, with parties as nodes
/// and relations as labels of edges.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dot;

impl Format for Dot {
    fn article(&self, checked: &Checked<'_>) -> String {
        let analysis = checked.analysis;
        let graph = Graph::new(analysis);
        let mut out = format!("digraph {} {{\n", quoted(checked.name));
        out.push_str(
            "  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", fillcolor=\"#f4f1ea\", \
             fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=9, color=\"#555555\"];\n",
        );
        for (i, &node) in graph.nodes.iter().enumerate() {
            let style = match node {
                Node::Article => ", shape=note, style=filled",
                Node::Nobody => ", style=\"rounded,dashed\"",
                Node::Party(_) => match node.kind(analysis) {
                    "outlet" => ", style=filled",
                    "document" => ", shape=note, style=filled",
                    "unnamed" => ", style=\"rounded,dashed\"",
                    _ => "",
                },
            };
            let (name, kind) = (node.name(analysis), node.kind(analysis));
            let label = if name == kind { name.to_owned() } else { format!("{name}\n{kind}") };
            let _ = writeln!(out, "  n{} [label={}{style}];", i + 1, quoted(&label));
        }
        for edge in &graph.edges {
            let label = edge.label();
            let label = if label.is_empty() { label } else { format!(" [label={}]", quoted(&label)) };
            let _ = writeln!(out, "  n{} -> n{}{label};", edge.from + 1, edge.to + 1);
        }
        out.push_str("}\n");
        out
    }

    fn between(&self) -> &'static str {
        "\n"
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_whitespace() && is_hidden(c) => out.push(' '),
            c => out.push(seen(c)),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::graph::tests::tangled;
    use crate::triage::Triage;

    #[test]
    fn nodes_and_edges() {
        let analysis = tangled();
        let dot = Dot.article(&Checked::new(&analysis, "a.txt", &Triage::new(&analysis)));
        assert!(dot.starts_with("digraph \"a.txt\" {\n"), "{dot}");
        assert!(dot.contains("  n1 [label=\"Lena Okafor\\nperson\"];\n"), "{dot}");
        assert!(dot.contains("  n1 -> n2 [label=\"relayed\"];\n"), "{dot}");
    }

    #[test]
    fn a_name_stays_within_its_marks() {
        assert_eq!(quoted("a \"b\" \\ c\u{7}\nd"), "\"a \\\"b\\\" \\\\ c␇\\nd\"");
    }
}
