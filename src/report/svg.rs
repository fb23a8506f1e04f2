//! SVG drawings of chains: a single chain for a finding, from left to right if
//! it is short and else from top to bottom, and the graph of a whole article
//! from left to right.
//!
//! Text is not measured. The width of a name is estimated from its number of
//! letters, and boxes have room for an error of a tenth. The colours are
//! defined in `html.css`.

mod labels;

use super::escape::markup;
use super::graph::{self, Graph, Node, Step};
use crate::Analysis;
use crate::attribution::Relation;
use crate::cut::{LONGEST_NAME, beginning};
use std::fmt::Write as _;

/// Average width of a letter of a name, in pixels.
const LETTER: f32 = 8.0;
/// Width of the drawing of a single chain, in pixels.
const WIDTH: f32 = 322.0;
const LINE: f32 = 15.0;
/// Space inside a box: left and right of its lines, and above and below them.
const PADDING: (f32, f32) = (9.0, 5.0);
/// Maximum number of lines of a name.
const LINES: usize = 3;

/// A box with a name. `x` and `y` are its upper left corner.
struct Drawn {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    lines: Vec<String>,
    kind: String,
    class: &'static str,
}

impl Drawn {
    fn new(name: &str, kind: &str, class: &'static str, widest: f32) -> Self {
        let lines = set(name, ((widest - 2.0 * PADDING.0) / LETTER) as usize);
        let longest = lines.iter().map(|l| columns(l) as f32 * LETTER).fold(0.0, f32::max);
        let width = longest.max(columns(kind) as f32 * LETTER * 0.8) + 2.0 * PADDING.0;
        let rows = lines.len() + usize::from(!kind.is_empty());
        let height = rows as f32 * LINE + 2.0 * PADDING.1;
        Self { x: 0.0, y: 0.0, width: width.min(widest), height, lines, kind: kind.to_owned(), class }
    }

    fn of(analysis: &Analysis<'_>, node: Node, widest: f32) -> Self {
        let (name, kind) = (name(analysis, node), node.kind(analysis));
        let class = match node {
            Node::Article => "article",
            Node::Nobody => "nobody",
            Node::Party(_) => match kind {
                "outlet" => "outlet",
                "document" => "document",
                "unnamed" => "unnamed",
                _ => "party",
            },
        };
        Self::new(name, if name == kind { "" } else { kind }, class, widest)
    }

    fn middle(&self) -> f32 {
        self.y + self.height / 2.0
    }

    fn draw(&self, out: &mut String) {
        let round = if matches!(self.class, "article" | "outlet" | "document") { 2 } else { 14 };
        let _ = write!(
            out,
            "<rect class=\"box {}\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"{round}\"/>",
            self.class, self.x, self.y, self.width, self.height
        );
        let center = self.x + self.width / 2.0;
        let mut y = self.y + PADDING.1 + 12.0;
        for line in &self.lines {
            let _ = write!(out, "<text class=\"name\" x=\"{center:.0}\" y=\"{y:.0}\">{}</text>", markup(line));
            y += LINE;
        }
        if !self.kind.is_empty() {
            let _ = write!(out, "<text class=\"kind\" x=\"{center:.0}\" y=\"{y:.0}\">{}</text>", markup(&self.kind));
        }
    }
}

/// Draws the chain of an attribution from its origin to the article, in one row
/// if there is room and else in several. Empty if the attribution does not
/// exist or is unsourced.
pub(super) fn chain(analysis: &Analysis<'_>, attribution: usize) -> String {
    let steps = graph::steps(analysis, attribution);
    let about = format!("Chain: {}", analysis.chain_line(attribution));
    match steps.len() {
        0 => String::new(),
        _ => across(analysis, &steps, &about).unwrap_or_else(|| down(analysis, &steps, &about)),
    }
}

/// Returns a node's name, cut to more than any box can hold.
fn name<'a>(analysis: &'a Analysis<'_>, node: Node) -> &'a str {
    beginning(node.name(analysis), LONGEST_NAME)
}

/// Returns the line below a name: what an intermediary did, or else what the
/// node is.
fn deed(analysis: &Analysis<'_>, step: &Step, node: Node) -> &'static str {
    match step.relation {
        Some(Relation::Carried) => "carried it",
        Some(Relation::Received) => "was told it",
        Some(Relation::Relayed) => "relayed it",
        None if matches!(node, Node::Party(_)) => "the origin",
        None => node.kind(analysis),
    }
}

/// Draws the chain in one row, with parties of the same step above each other.
/// Returns `None` if there is not enough room for the names.
fn across(analysis: &Analysis<'_>, steps: &[Step], about: &str) -> Option<String> {
    const GAP: f32 = 22.0;
    if steps.len() > 3 || steps.iter().any(|step| step.nodes.len() > 3) {
        return None;
    }
    let share = (WIDTH - 4.0 - (steps.len() - 1) as f32 * GAP) / steps.len() as f32;
    let mut x = 2.0;
    let mut lanes: Vec<Vec<Drawn>> = Vec::with_capacity(steps.len());
    for step in steps {
        // A long word gets more than its share of the width. The total is
        // checked below.
        let words = step.nodes.iter().flat_map(|node| name(analysis, *node).split_whitespace());
        let word = words.map(columns).max().unwrap_or(0) as f32 * LETTER + 2.0 * PADDING.0 + 1.0;
        let widest = share.max(word).min(WIDTH / 2.0);
        let of = |&node: &Node| {
            let mut drawn = Drawn::of(analysis, node, widest);
            let deed = deed(analysis, step, node);
            if name(analysis, node) != deed {
                drawn = Drawn::new(name(analysis, node), deed, drawn.class, widest);
            }
            drawn
        };
        let mut column: Vec<Drawn> = step.nodes.iter().map(of).collect();
        if column.iter().flat_map(|b| &b.lines).any(|line| line.ends_with('…')) {
            return None;
        }
        let width = column.iter().map(|b| b.width).fold(0.0, f32::max);
        column.iter_mut().for_each(|b| (b.x, b.width) = (x, width));
        x += width + GAP;
        lanes.push(column);
    }
    if x - GAP + 2.0 > WIDTH {
        return None;
    }
    let tall = |column: &Vec<Drawn>| column.iter().map(|b| b.height + 8.0).sum::<f32>() - 8.0;
    let height = lanes.iter().map(tall).fold(0.0, f32::max) + 4.0;
    for column in &mut lanes {
        let mut y = (height - tall(column)) / 2.0;
        for drawn in column {
            drawn.y = y;
            y += drawn.height + 8.0;
        }
    }
    let mut out = open(x - GAP + 2.0, height, "chain", about);
    for pair in lanes.windows(2) {
        for (from, to) in pair[0].iter().flat_map(|from| pair[1].iter().map(move |to| (from, to))) {
            to_the_right(&mut out, (from.x + from.width, from.middle()), (to.x, to.middle()), true);
        }
    }
    lanes.iter().flatten().for_each(|drawn| drawn.draw(&mut out));
    out.push_str("</svg>");
    Some(out)
}

/// Draws the chain in several rows, with the origin at the top.
fn down(analysis: &Analysis<'_>, steps: &[Step], about: &str) -> String {
    const GAP: f32 = 25.0;
    /// Maximum number of boxes in a row.
    const BESIDE: usize = 3;
    let mut rows: Vec<Vec<Drawn>> = Vec::with_capacity(steps.len());
    let mut y = 2.0;
    for Step { nodes, .. } in steps {
        let count = nodes.len().clamp(1, BESIDE);
        let gaps = (count - 1) as f32 * 10.0;
        let widest = (WIDTH - 4.0 - gaps) / count as f32;
        let mut row: Vec<Drawn> = nodes.iter().take(count).map(|&n| Drawn::of(analysis, n, widest)).collect();
        if let (Some(last), true) = (row.last_mut(), nodes.len() > BESIDE) {
            *last = Drawn::new(&format!("and {} more", nodes.len() - BESIDE + 1), "", last.class, widest);
        }
        let width: f32 = row.iter().map(|b| b.width).sum::<f32>() + gaps;
        let height = row.iter().map(|b| b.height).fold(0.0, f32::max);
        let mut x = (WIDTH - width) / 2.0;
        for drawn in &mut row {
            (drawn.x, drawn.y, drawn.height) = (x, y, height);
            x += drawn.width + 10.0;
        }
        y += height + GAP;
        rows.push(row);
    }
    let mut out = open(WIDTH, y - GAP + 2.0, "chain", about);
    for (pair, step) in rows.windows(2).zip(steps.iter().skip(1)) {
        for (from, to) in pair[0].iter().flat_map(|from| pair[1].iter().map(move |to| (from, to))) {
            let (x1, y1) = (from.x + from.width / 2.0, from.y + from.height);
            let (x2, y2) = (to.x + to.width / 2.0, to.y);
            let half = (y2 - y1) / 2.0;
            let _ = write!(
                out,
                "<path class=\"way\" d=\"M{x1:.0} {y1:.0}C{x1:.0} {:.0} {x2:.0} {:.0} {x2:.0} {:.0}\"/>\
                 <path class=\"tip\" d=\"M{x2:.0} {y2:.0}l-4 -7h8z\"/>",
                y1 + half,
                y2 - half,
                y2 - 6.0
            );
        }
        if let Some(how) = step.relation {
            let is_one = pair[0].len().max(pair[1].len()) == 1;
            let (x, anchor) = if is_one { (WIDTH / 2.0 + 10.0, "") } else { (WIDTH / 2.0, " middle") };
            let y = pair[1].first().map_or(0.0, |b| b.y) - GAP / 2.0 + 4.0;
            let _ = write!(out, "<text class=\"how{anchor}\" x=\"{x:.0}\" y=\"{y:.0}\">{}</text>", how_to(how));
        }
    }
    rows.iter().flatten().for_each(|drawn| drawn.draw(&mut out));
    out.push_str("</svg>");
    out
}

/// Draws a curve from one point to another on its right, with an arrowhead if
/// `has_tip` is true.
fn to_the_right(out: &mut String, (x1, y1): (f32, f32), (x2, y2): (f32, f32), has_tip: bool) {
    let half = (x2 - x1) / 2.0;
    let end = if has_tip { x2 - 6.0 } else { x2 };
    let _ = write!(
        out,
        "<path class=\"way\" d=\"M{x1:.0} {y1:.0}C{:.0} {y1:.0} {:.0} {y2:.0} {end:.0} {y2:.0}\"/>",
        x1 + half,
        x2 - half
    );
    if has_tip {
        let _ = write!(out, "<path class=\"tip\" d=\"M{x2:.0} {y2:.0}l-7 -4v8z\"/>");
    }
}

/// Returns the label of an arrow that leads to an intermediary.
fn how_to(relation: Relation) -> &'static str {
    match relation {
        Relation::Carried => "carried by",
        Relation::Received => "told to",
        Relation::Relayed => "relayed by",
    }
}

/// Part of an edge, between two neighbouring layers.
struct Piece {
    from: usize,
    to: usize,
    label: String,
    has_tip: bool,
}

/// Draws all chains of an article in one graph, with the article at the right.
/// Sources that only speak directly to the article share one box, so that the
/// other chains stand out. Empty if no chain has an intermediary or a missing
/// party.
pub(super) fn graph(analysis: &Analysis<'_>) -> String {
    let graph = Graph::new(analysis);
    let Some(article) = graph.nodes.iter().position(|&n| n == Node::Article) else { return String::new() };
    let mut is_direct = vec![true; graph.nodes.len()];
    is_direct[article] = false;
    for edge in &graph.edges {
        is_direct[edge.to] = false;
        is_direct[edge.from] &= edge.to == article && graph.nodes[edge.from] != Node::Nobody;
    }
    if graph.edges.iter().all(|edge| edge.to == article && graph.nodes[edge.from] != Node::Nobody) {
        return String::new();
    }
    // One box for each party, then one for all direct sources.
    let mut index = vec![0; graph.nodes.len()];
    let mut boxes: Vec<Drawn> = Vec::new();
    for (i, &node) in graph.nodes.iter().enumerate().filter(|(i, _)| !is_direct[*i]) {
        index[i] = boxes.len();
        boxes.push(Drawn::of(analysis, node, 190.0));
    }
    let direct: Vec<usize> = (0..graph.nodes.len()).filter(|&i| is_direct[i]).collect();
    if let [first, rest @ ..] = direct.as_slice() {
        let all = match rest.len() {
            0 => name(analysis, graph.nodes[*first]).to_owned(),
            n => format!("{} and {n} more", name(analysis, graph.nodes[*first])),
        };
        direct.iter().for_each(|&i| index[i] = boxes.len());
        boxes.push(Drawn::new(&all, "directly", "party", 190.0));
    }
    let mut edges: Vec<(usize, usize, String)> = Vec::new();
    let mut directly = 0;
    for edge in &graph.edges {
        if is_direct[edge.from] {
            directly += edge.attributions.len();
        } else {
            edges.push((index[edge.from], index[edge.to], edge.label()));
        }
    }
    if let Some(&first) = direct.first() {
        let label = if directly > 1 { format!("×{directly}") } else { String::new() };
        edges.push((index[first], index[article], label));
    }
    lay_out(
        boxes,
        &edges,
        index[article],
        "The chains of this article, which the list of all attributions below tells in words",
    )
}

/// The gap between layers, and between the boxes of a layer.
const GAP: (f32, f32) = (84.0, 14.0);

/// Draws a graph in layers. A box is in the layer of its longest path to the
/// article, which is layer 0, at the right. Within a layer, boxes are ordered
/// by those that their edges lead to, to avoid crossings.
fn lay_out(mut boxes: Vec<Drawn>, edges: &[(usize, usize, String)], article: usize, about: &str) -> String {
    let (mut layers, pieces) = layers(&mut boxes, edges, article);
    let deepest = layers.len() - 1;
    let mut order = vec![0.0f32; boxes.len()];
    for is_by_target in [true, false, true] {
        for n in 0..=deepest {
            // Away from the article, or back towards it.
            let deep = if is_by_target { n } else { deepest - n };
            arrange(&mut layers[deep], &pieces, is_by_target, &mut order);
        }
    }
    let (width, height) = place(&mut boxes, &layers);
    let mut out = open(width, height, "graph", about);
    draw_edges(&mut out, &boxes, &pieces);
    boxes.iter().filter(|b| !b.lines.is_empty()).for_each(|drawn| drawn.draw(&mut out));
    out.push_str("</svg>");
    out
}

/// Returns the boxes of each layer, and the edges in pieces that lead from one
/// layer to the next: an edge that spans several layers gets an invisible box
/// in each layer between.
fn layers(boxes: &mut Vec<Drawn>, edges: &[(usize, usize, String)], article: usize) -> (Vec<Vec<usize>>, Vec<Piece>) {
    /// Number of the last layer, which also holds all boxes that are further
    /// away. Chains are hardly ever longer, and the limit ends cycles of
    /// parties that quote each other.
    const DEEPEST: usize = 8;
    let mut layer = vec![1usize; boxes.len()];
    layer[article] = 0;
    for _ in 0..DEEPEST {
        for &(from, to, _) in edges.iter().filter(|(from, ..)| *from != article) {
            layer[from] = layer[from].max(layer[to] + 1).min(DEEPEST);
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (from, to, label) in edges {
        let mut at = *from;
        let mut label = label.clone();
        for deep in (layer[*to] + 1..layer[*from]).rev() {
            boxes.push(Drawn {
                x: 0.0,
                y: 0.0,
                width: 0.0,
                height: 12.0,
                lines: Vec::new(),
                kind: String::new(),
                class: "",
            });
            layer.push(deep);
            pieces.push(Piece { from: at, to: boxes.len() - 1, label: std::mem::take(&mut label), has_tip: false });
            at = boxes.len() - 1;
        }
        pieces.push(Piece { from: at, to: *to, label, has_tip: true });
    }
    let deepest = layer.iter().copied().max().unwrap_or(0);
    let mut layers: Vec<Vec<usize>> = vec![Vec::new(); deepest + 1];
    (0..boxes.len()).for_each(|i| layers[layer[i]].push(i));
    (layers, pieces)
}

/// Gives each box its place. Returns the width and height of the drawing.
fn place(boxes: &mut [Drawn], layers: &[Vec<usize>]) -> (f32, f32) {
    let tall = |layer: &Vec<usize>| (layer.iter().map(|&i| boxes[i].height + GAP.1).sum::<f32>() - GAP.1).max(0.0);
    let heights: Vec<f32> = layers.iter().map(tall).collect();
    let height = heights.iter().copied().fold(0.0, f32::max) + 8.0;
    let mut x = 4.0;
    for (layer, tall) in layers.iter().zip(&heights).rev() {
        let width = layer.iter().map(|&i| boxes[i].width).fold(0.0, f32::max);
        let mut y = (height - tall) / 2.0;
        for &i in layer {
            // Edges pass straight through invisible boxes.
            if boxes[i].lines.is_empty() {
                boxes[i].width = width;
            }
            boxes[i].x = x + (width - boxes[i].width) / 2.0;
            boxes[i].y = y;
            y += boxes[i].height + GAP.1;
        }
        x += width + GAP.0;
    }
    (x - GAP.0 + 4.0, height)
}

/// Draws the edges, then their labels.
fn draw_edges(out: &mut String, boxes: &[Drawn], pieces: &[Piece]) {
    for piece in pieces {
        let (from, to) = (&boxes[piece.from], &boxes[piece.to]);
        to_the_right(out, (from.x + from.width, from.middle()), (to.x, to.middle()), piece.has_tip);
        if !piece.has_tip {
            let y = to.middle();
            let _ = write!(out, "<path class=\"way\" d=\"M{:.0} {y:.0}h{:.0}\"/>", to.x, to.width);
        }
    }
    labels::draw(out, boxes, pieces);
}

/// Sorts a layer by the average position of the boxes that its edges lead to
/// (`is_by_target`) or come from.
fn arrange(layer: &mut [usize], pieces: &[Piece], is_by_target: bool, order: &mut [f32]) {
    let mut ends = vec![(0.0f32, 0.0f32); order.len()];
    for piece in pieces {
        let (one, other) = if is_by_target { (piece.from, piece.to) } else { (piece.to, piece.from) };
        ends[one] = (ends[one].0 + order[other], ends[one].1 + 1.0);
    }
    let middle = |i: usize| if ends[i].1 > 0.0 { ends[i].0 / ends[i].1 } else { order[i] };
    let mut places: Vec<(f32, usize)> = layer.iter().map(|&i| (middle(i), i)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let count = layer.len() as f32;
    for (n, (slot, (_, i))) in layer.iter_mut().zip(places).enumerate() {
        *slot = i;
        order[i] = (n as f32 + 0.5) / count;
    }
}

fn open(width: f32, height: f32, class: &str, about: &str) -> String {
    format!(
        "<svg class=\"{class}\" role=\"img\" aria-label=\"{}\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\">",
        markup(about)
    )
}

/// Breaks a name into at most [`LINES`] lines of at most `most` columns.
fn set(name: &str, most: usize) -> Vec<String> {
    let most = most.max(4);
    let mut lines: Vec<String> = Vec::new();
    let mut last = String::new();
    for word in name.split_whitespace() {
        if !last.is_empty() && columns(&last) + 1 + columns(word) > most {
            lines.push(std::mem::take(&mut last));
        } else if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(word);
    }
    lines.push(last);
    let is_cut = lines.len() > LINES;
    lines.truncate(LINES);
    for line in &mut lines {
        cut(line, most);
    }
    if let (Some(last), true) = (lines.last_mut(), is_cut) {
        cut(last, most - 1);
        if !last.ends_with('…') {
            last.push('…');
        }
    }
    lines
}

/// Cuts a line that is longer than `most` columns.
fn cut(line: &mut String, most: usize) {
    if columns(line) <= most {
        return;
    }
    let mut used = 0;
    let at = line.char_indices().find(|(_, c)| {
        used += columns(c.encode_utf8(&mut [0; 4]));
        used > most - 1
    });
    line.truncate(at.map_or(0, |(i, _)| i));
    line.push('…');
}

/// Counts columns: two for a wide letter, else one.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if u32::from(c) >= 0x1100 && c.is_alphabetic() { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::graph::tests::tangled;

    #[test]
    fn drawings_are_xml_and_name_everybody() {
        let analysis = tangled();
        for (drawing, names) in [
            (chain(&analysis, 0), &["Lena Okafor", "a clerk", "The Gazette", "The Courier", "relayed by"][..]),
            (graph(&analysis), &["Skerry FM", "Radio Brae", "nobody named", "Omar Reyes", "directly", "received"][..]),
        ] {
            let tree = roxmltree::Document::parse(&drawing).expect("XML");
            for name in names {
                assert!(tree.descendants().any(|n| n.text() == Some(name)), "{name} in {drawing}");
            }
        }
    }

    #[test]
    fn nothing_lies_outside_the_drawing() {
        let analysis = tangled();
        for drawing in [chain(&analysis, 0), chain(&analysis, 1), graph(&analysis)] {
            let tree = roxmltree::Document::parse(&drawing).expect("XML");
            let of = |node: roxmltree::Node<'_, '_>, name| node.attribute(name).and_then(|v| v.parse::<f32>().ok());
            let root = tree.root_element();
            let (width, height) = (of(root, "width").unwrap(), of(root, "height").unwrap());
            for rect in tree.descendants().filter(|n| n.has_tag_name("rect")) {
                let [x, y, w, h] = ["x", "y", "width", "height"].map(|name| of(rect, name).unwrap());
                assert!(x >= 0.0 && y >= 0.0 && x + w <= width && y + h <= height, "{drawing}");
            }
        }
    }

    #[test]
    fn without_anybody_between_there_is_nothing_to_draw() {
        assert_eq!(graph(&crate::analyze("It rained, Ana Ruiz said.")), "");
        assert_eq!(chain(&tangled(), 9), "");
    }

    /// Two parties can quote each other.
    #[test]
    fn a_ring_has_an_end() {
        let boxes = || ["a", "b", "c"].iter().map(|n| Drawn::new(n, "", "party", 99.0)).collect();
        let edges = [(0, 1, String::new()), (1, 0, String::new()), (1, 2, String::new())];
        assert!(lay_out(boxes(), &edges, 2, "").ends_with("</svg>"));
    }

    #[test]
    fn long_names_are_set_in_lines() {
        assert_eq!(set("The Kestrian Daily", 9), ["The", "Kestrian", "Daily"]);
        assert_eq!(set("one two three four five six", 9), ["one two", "three", "four fi…"]);
        assert_eq!(set("Donaudampfschifffahrt", 9), ["Donaudam…"]);
        assert_eq!(set("", 9), [""]);
    }
}
