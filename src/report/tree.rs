//! Draws a chain with box-drawing characters, for the terminal.

use super::graph::{self, Node, Step};
use crate::Analysis;
use crate::cut;
use crate::visible::words;
use std::fmt::Write as _;

/// Draws the chain of an attribution from its origin to the article. A chain
/// with at most one intermediary is the line of [`Analysis::chain_line`]. A
/// longer one shows how each intermediary got or passed on the words, with the
/// parties of the same step above each other:
///
/// ```text
/// Lena Okafor → a clerk (relayed) ─┬→ The Gazette (carried) ─┬→ this article
///                                  └→ The Courier (carried) ─┘
/// ```
///
/// A drawing that is wider than `width` columns is laid out downwards instead,
/// one step in each row.
pub(super) fn draw(analysis: &Analysis<'_>, attribution: usize, width: usize) -> String {
    let steps = graph::steps(analysis, attribution);
    if steps.len() <= 3 && steps.iter().all(|step| step.nodes.len() == 1) {
        let line = words(&analysis.chain_line(attribution));
        return line.strip_prefix("? → ").map_or(line.clone(), |rest| format!("nobody named → {rest}"));
    }
    let across = across(analysis, &steps);
    match across.iter().all(|row| columns(row) <= width) {
        true => across.join("\n"),
        false => down(analysis, &steps),
    }
}

fn name(analysis: &Analysis<'_>, node: Node) -> String {
    let name = words(&cut::name(node.name(analysis)));
    match node {
        Node::Article if name != node.kind(analysis) => format!("{name} (this article)"),
        _ => name,
    }
}

fn done(step: &Step) -> String {
    step.relation.map(|how| format!(" ({how})")).unwrap_or_default()
}

fn across(analysis: &Analysis<'_>, steps: &[Step]) -> Vec<String> {
    let mut rows = vec![String::new()];
    let mut before = 0;
    for step in steps {
        let count = step.nodes.len().max(1);
        rows.resize(rows.len().max(count), String::new());
        // Join the lines from the parties of the previous step.
        for (i, row) in rows.iter_mut().enumerate().take(before) {
            row.push_str(match (before, i) {
                (1, _) => "",
                (_, 0) => "─┬",
                (n, i) if i + 1 == n => "─┘",
                _ => "─┤",
            });
        }
        let widest = rows.first().map_or(0, |row| columns(row));
        let names: Vec<String> = step.nodes.iter().map(|&n| name(analysis, n) + &done(step)).collect();
        let longest = names.iter().map(|n| columns(n)).max().unwrap_or(0);
        for (i, (row, name)) in rows.iter_mut().zip(&names).enumerate() {
            pad(row, widest);
            row.push_str(match (before, count, i) {
                (0, ..) => "",
                (1, 1, _) => " → ",
                (_, 1, _) => "→ ",
                (1, _, 0) => " ─┬→ ",
                (_, _, 0) => "─┬→ ",
                (1, n, i) if i + 1 == n => "  └→ ",
                (1, ..) => "  ├→ ",
                (_, n, i) if i + 1 == n => " └→ ",
                _ => " ├→ ",
            });
            row.push_str(name);
            // If the step has several parties, a line leads on from each.
            if count > 1 {
                let _ = write!(row, " {}", "─".repeat(longest - columns(name)));
            }
        }
        before = count;
    }
    rows
}

fn down(analysis: &Analysis<'_>, steps: &[Step]) -> String {
    let mut out = String::new();
    for (i, step) in steps.iter().enumerate() {
        if i > 0 {
            let _ = write!(out, "\n{}└→ ", "   ".repeat(i - 1));
        }
        let names: Vec<String> = step.nodes.iter().map(|&n| name(analysis, n)).collect();
        let _ = write!(out, "{}{}", names.join(" + "), done(step));
    }
    out
}

fn pad(row: &mut String, width: usize) {
    let missing = width.saturating_sub(columns(row));
    row.extend(std::iter::repeat_n(' ', missing));
}

fn columns(text: &str) -> usize {
    text.chars().map(super::human::columns).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::Relation;
    use crate::party::PartyKind;
    use crate::report::graph::tests::tangled;
    use crate::rules::by_hand::ByHand;

    #[test]
    fn a_short_way_is_a_line() {
        let analysis = tangled();
        assert_eq!(draw(&analysis, 2, 80), "nobody named → this article");
        assert_eq!(draw(&analysis, 3, 80), "Omar Reyes → this article");
        assert_eq!(draw(&analysis, 9, 80), "");
    }

    #[test]
    fn side_by_side_and_one_after_the_other() {
        let analysis = tangled();
        let expected = "Lena Okafor → a clerk (relayed) ─┬→ The Gazette (carried) ─┬→ this article\n                                 \
                        └→ The Courier (carried) ─┘";
        assert_eq!(draw(&analysis, 0, 80), expected);
        let expected = "Lena Okafor ─┬→ Skerry FM (received) ──┬→ this article\n             \
                        └→ Radio Brae (received) ─┘";
        assert_eq!(draw(&analysis, 1, 80), expected);
    }

    #[test]
    fn what_is_too_wide_goes_downwards() {
        let expected =
            "Lena Okafor\n└→ a clerk (relayed)\n   └→ The Gazette + The Courier (carried)\n      └→ this article";
        assert_eq!(draw(&tangled(), 0, 60), expected);
    }

    #[test]
    fn three_beside_each_other() {
        let mut by_hand = ByHand::new("Okafor told A, Beta and Gamma it held.");
        let parties: Vec<_> = ["A", "Beta", "Gamma"].iter().map(|n| by_hand.party(n, PartyKind::Outlet)).collect();
        let okafor = by_hand.party("Okafor", PartyKind::Person);
        by_hand.attribution(&["Okafor"], &["told"], &["it held"]);
        let through: Vec<_> = parties.into_iter().map(|p| (p, Relation::Received)).collect();
        by_hand.second_hand(&through, okafor);
        let expected = "Okafor ─┬→ A (received) ─────┬→ this article\n        \
                        ├→ Beta (received) ──┤\n        └→ Gamma (received) ─┘";
        assert_eq!(draw(&by_hand.build(), 0, 80), expected);
    }
}
