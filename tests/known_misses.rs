//! Checks that what `known_misses.toml` lists as wrong is still there and still
//! wrong.
//!
//! A miss that has been fixed fails here until its entry is deleted. One whose
//! output has changed fails until its entry is corrected.

use secondhand::Analyzer;
use secondhand::span::Span;
use std::collections::BTreeMap;
use std::fs;

#[derive(serde::Deserialize)]
struct Misses {
    miss: Vec<Miss>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Miss {
    fixture: String,
    cue: String,
    /// The first words of the content.
    near: String,
    field: Field,
    today: String,
    right: String,
}

#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Field {
    Source,
    Content,
    Chain,
    Provenance,
    /// The attribution is not found.
    Absent,
    /// The attribution is found, but the text has none there.
    Spurious,
}

/// One attribution, in the notation of the entries.
struct Row {
    cue: String,
    source: String,
    content: String,
    chain: String,
    provenance: String,
}

fn rows(fixture: &str) -> Vec<Row> {
    let path = format!("{}/fixtures/{fixture}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}")).replace("\r\n", "\n");
    let analysis = Analyzer::new().analyze(&text);
    let words = |spans: &[Span]| {
        let parts: Vec<&str> = spans.iter().map(|s| s.of(analysis.text())).collect();
        parts.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let row = |(i, a): (usize, &secondhand::attribution::Attribution)| Row {
        cue: words(&a.cue),
        source: words(&a.source),
        content: words(&a.content),
        chain: analysis.chain_path(i),
        provenance: analysis.chains[i].provenance.to_string(),
    };
    analysis.attributions.iter().enumerate().map(row).collect()
}

/// Returns how an entry differs from the current output, if it does.
fn untruth(miss: &Miss, rows: &[Row]) -> Option<String> {
    const MENDED: &str = "known miss mended: delete its entry";
    let found: Vec<&Row> = rows.iter().filter(|r| r.cue == miss.cue && r.content.starts_with(&miss.near)).collect();
    let value = match (miss.field, found.as_slice()) {
        (Field::Absent, []) | (Field::Spurious, [_]) => return None,
        (Field::Absent, [row, ..]) if row.chain != miss.right => {
            return Some(format!("read now, but as {:?}: not {:?}", row.chain, miss.right));
        }
        (Field::Absent, _) | (Field::Spurious, []) => return Some(MENDED.to_owned()),
        (_, []) => return Some("no such attribution any more".to_owned()),
        (_, [_, _, ..]) => return Some("more than one such attribution".to_owned()),
        (Field::Source, [row]) => &row.source,
        (Field::Content, [row]) => &row.content,
        (Field::Chain, [row]) => &row.chain,
        (Field::Provenance, [row]) => &row.provenance,
    };
    match value {
        value if *value == miss.right => Some(MENDED.to_owned()),
        value if *value == miss.today => None,
        value => Some(format!("now {value:?}, neither {:?} nor {:?}: mend the entry", miss.today, miss.right)),
    }
}

#[test]
fn every_known_miss_is_still_one() {
    let Misses { miss: misses } = toml::from_str(include_str!("known_misses.toml")).expect("entries");
    let mut read = BTreeMap::new();
    let mut all = Vec::new();
    for miss in &misses {
        let rows = read.entry(&miss.fixture).or_insert_with(|| rows(&miss.fixture));
        if let Some(what) = untruth(miss, rows) {
            let Miss { fixture, cue, near, field, .. } = miss;
            all.push(format!("{fixture}, {field:?} of {cue:?} {near:?}: {what}"));
        }
    }
    assert!(all.is_empty(), "{} of {} entries:\n{}", all.len(), misses.len(), all.join("\n"));
}
