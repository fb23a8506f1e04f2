//! Prints the blocks of saved pages with their features, a line of JSON each
//! page, for `tools/train_pages.py`.
//!
//!     cargo run --release --example pages FILE.html…

use serde_json::json;
use std::collections::BTreeMap;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    for path in env::args().skip(1) {
        let source = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        let blocks = secondhand::read::page_blocks(&source);
        let blocks: Vec<_> = blocks
            .into_iter()
            .map(|(text, features)| json!([text, features.into_iter().collect::<BTreeMap<_, _>>()]))
            .collect();
        println!("{}", json!({ "file": path, "blocks": blocks }));
    }
    Ok(())
}
