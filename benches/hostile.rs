//! Times the analysis of texts made to be slow, beside news, per byte.
//! `crates/growth` counts the same work without a clock.
#![allow(missing_docs)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

#[path = "../tests/patterns.rs"]
mod patterns;

/// The size of each text, in bytes.
const SIZE: usize = 100_000;

fn main() {
    divan::main();
}

/// Returns *news*, then the names of the patterns.
fn names() -> Vec<String> {
    ["news".to_owned()].into_iter().chain(patterns::patterns().into_iter().map(|pattern| pattern.name)).collect()
}

/// Returns the text of a pattern or, for *news*, a repeated fixture.
fn text(name: &str) -> String {
    let article = concat!(include_str!("../fixtures/wire-upi-strait-patrols.txt"), "\n\n");
    let pattern = patterns::patterns().into_iter().find(|pattern| pattern.name == name);
    pattern.map_or_else(|| article.repeat(SIZE / article.len()), |pattern| pattern.text(SIZE))
}

#[divan::bench(args = names(), sample_count = 5, sample_size = 1)]
fn analyze(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher.counter(BytesCount::of_str(&text)).bench(|| secondhand::analyze(black_box(&text)));
}
