//! Where the labels of a graph's edges stand.

use super::{Drawn, Piece, columns};
use crate::report::escape::markup;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// Average width of a letter of a label, and the height of its capitals.
const HOW: f32 = 6.2;
const HIGH: f32 = 9.0;

/// Writes the labels, each where no box and no other label is.
pub(super) fn draw(out: &mut String, boxes: &[Drawn], pieces: &[Piece]) {
    let mut out_of = vec![0; boxes.len()];
    pieces.iter().for_each(|p| out_of[p.from] += 1);
    let mut taken = Taken::default();
    for drawn in boxes.iter().filter(|b| !b.lines.is_empty()) {
        taken.add((drawn.x, drawn.x + drawn.width), (drawn.y, drawn.y + drawn.height));
    }
    for piece in pieces.iter().filter(|p| !p.label.is_empty()) {
        let (from, to) = (&boxes[piece.from], &boxes[piece.to]);
        let ends = ((from.x + from.width, from.middle()), (to.x, to.middle()));
        // The label is placed near the start of the curve if that is the only
        // one from its box, else near the end, where curves from one box are
        // further apart. A label for which there is no room is left out.
        let (near, far) = if out_of[piece.from] == 1 { (0.34, 1.0) } else { (0.74, -1.0) };
        let width = columns(&piece.label) as f32 * HOW;
        let room = [0.0, 0.1, 0.2, 0.3, 0.4, -0.1, -0.2].into_iter().find_map(|step| {
            let (x, y) = on_curve(ends, near + far * step);
            let x = x.min(ends.1.0 - width / 2.0 - 8.0).max(ends.0.0 + width / 2.0 + 2.0);
            let is_free = taken.add((x - width / 2.0, x + width / 2.0), (y - 4.0 - HIGH, y - 1.0));
            is_free.then_some((x, y - 4.0))
        });
        if let Some((x, y)) = room {
            let label = markup(&piece.label);
            let _ = write!(out, "<text class=\"how middle\" x=\"{x:.0}\" y=\"{y:.0}\">{label}</text>");
        }
    }
}

/// Returns the point of the curve of [`super::to_the_right`] at a share of its way.
fn on_curve(((x1, y1), (x2, y2)): ((f32, f32), (f32, f32)), t: f32) -> (f32, f32) {
    let (s, half) = (1.0 - t, f32::midpoint(x1, x2));
    let (start, middle, end) = (s * s * s, 3.0 * s * t, t * t * t);
    (start * x1 + middle * half + end * x2, (start + middle * s) * y1 + (middle * t + end) * y2)
}

/// The places of a drawing that are taken, in strips from top to bottom. What a
/// strip holds lies side by side, so that it is short.
#[derive(Default)]
struct Taken {
    strips: FxHashMap<i32, Vec<(f32, f32)>>,
}

impl Taken {
    /// Takes a place if all of it is free. Returns whether it was.
    fn add(&mut self, (left, right): (f32, f32), (top, bottom): (f32, f32)) -> bool {
        const STRIP: f32 = 4.0;
        let strips = (top / STRIP).floor() as i32..=(bottom / STRIP).floor() as i32;
        let is_taken =
            |strip| self.strips.get(&strip).is_some_and(|all| all.iter().any(|&(l, r)| l < right && left < r));
        if strips.clone().any(is_taken) {
            return false;
        }
        strips.for_each(|strip| self.strips.entry(strip).or_default().push((left, right)));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::svg::lay_out;

    /// Many people told one outlet, one of them told many.
    #[test]
    fn labels_do_not_overlap() {
        for count in [1, 3, 12] {
            let names = (0..2 * count + 2).map(|n| Drawn::new(&format!("party {n}"), "person", "party", 190.0));
            let (hub, article) = (2 * count, 2 * count + 1);
            let told = |n: usize| format!("received ×{n}");
            let into = (0..count).map(|n| (n, hub, told(n)));
            let out_of = (0..count).map(|n| (0, count + n, told(n)));
            let last = (0..count).map(|n| (count + n, article, "×2".to_owned()));
            let edges: Vec<_> = into.chain(out_of).chain(last).chain([(hub, article, "×9".to_owned())]).collect();
            let drawing = lay_out(names.collect(), &edges, article, "");
            let tree = roxmltree::Document::parse(&drawing).expect("XML");
            let of = |node: roxmltree::Node<'_, '_>, name| node.attribute(name).and_then(|v| v.parse::<f32>().ok());
            let labels: Vec<(f32, f32, f32)> = tree
                .descendants()
                .filter(|n| n.attribute("class") == Some("how middle"))
                .map(|n| (of(n, "x").unwrap(), of(n, "y").unwrap(), columns(n.text().unwrap()) as f32 * HOW))
                .collect();
            assert!(labels.len() == edges.len() || count == 12, "a label is left out: {drawing}");
            for (i, (x, y, width)) in labels.iter().enumerate() {
                for (other_x, other_y, other_width) in &labels[i + 1..] {
                    let apart = (x - other_x).abs() + 1.0 >= (width + other_width) / 2.0;
                    assert!(apart || (y - other_y).abs() >= HIGH, "{drawing}");
                }
            }
        }
    }
}
