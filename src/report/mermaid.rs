//! The chains of an article as a Mermaid flowchart, which GitHub, GitLab and
//! many wikis draw.

use super::graph::{Graph, Node};
use super::{Checked, Format};
use crate::visible::{is_hidden, seen, visible};
use std::fmt::Write as _;

/// The format `mermaid`. A Mermaid file can hold only one flowchart, so several
/// articles are written as Markdown, with a heading and a fenced flowchart for
/// each.
#[derive(Clone, Copy, Debug)]
pub struct Mermaid {
    /// Whether the output is a single article.
    pub is_single: bool,
}

impl Format for Mermaid {
    fn article(&self, checked: &Checked<'_>) -> String {
        let analysis = checked.analysis;
        let graph = Graph::new(analysis);
        let mut out = String::from("flowchart LR\n");
        for (i, &node) in graph.nodes.iter().enumerate() {
            let (name, kind) = (node.name(analysis), node.kind(analysis));
            let label = match name == kind {
                true => text(name),
                false => format!("{}<br>({})", text(name), text(kind)),
            };
            let (open, close) = match (node, kind) {
                (Node::Article, _) => ("[[", "]]"),
                (_, "outlet") => ("[", "]"),
                (_, "document") => ("[/", "/]"),
                (_, "hearsay") => ("{{", "}}"),
                _ => ("(", ")"),
            };
            let _ = writeln!(out, "  n{}{open}\"{label}\"{close}", i + 1);
        }
        for edge in &graph.edges {
            let label = edge.label();
            let label = if label.is_empty() { label } else { format!("|\"{}\"|", text(&label)) };
            let _ = writeln!(out, "  n{} -->{label} n{}", edge.from + 1, edge.to + 1);
        }
        if self.is_single {
            return out;
        }
        let heading: String = visible(checked.name).chars().flat_map(markdown).collect();
        format!("## {heading}\n\n```mermaid\n{out}```\n")
    }

    fn between(&self) -> &'static str {
        "\n"
    }
}

/// Escapes text for a quoted label, with Mermaid's entity codes.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | '`' | ';' | '\\' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c if c.is_whitespace() && is_hidden(c) => out.push(' '),
            c => out.push(seen(c)),
        }
    }
    out
}

/// Escapes a character for a Markdown heading.
fn markdown(c: char) -> impl Iterator<Item = char> {
    let is_read = matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '&');
    is_read.then_some('\\').into_iter().chain([c])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::graph::tests::tangled;
    use crate::triage::Triage;

    #[test]
    fn nodes_and_edges() {
        let analysis = tangled();
        let triage = Triage::new(&analysis);
        let checked = Checked::new(&analysis, "a_b.txt", &triage);
        let chart = Mermaid { is_single: true }.article(&checked);
        assert!(chart.starts_with("flowchart LR\n  n1(\"Lena Okafor<br>(person)\")\n"), "{chart}");
        assert!(chart.contains("  n1 -->|\"relayed\"| n2\n"), "{chart}");
        assert!(chart.contains("[[\"this article\"]]"), "{chart}");
        let page = Mermaid { is_single: false }.article(&checked);
        assert_eq!(page, format!("## a\\_b.txt\n\n```mermaid\n{chart}```\n"));
    }

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(text("\"A\" <b> #1; `c`\n"), "#34;A#34; #60;b#62; #35;1#59; #96;c#96; ");
    }
}
