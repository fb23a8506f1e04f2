//! Any text: no panic, a sound analysis, and output in every format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secondhand::report::{self, Checked, Format, readings, table};
use secondhand::source::{self, Offsets};
use secondhand::triage::Triage;
use secondhand::{Grammar, suppression};

#[path = "../../tests/sound.rs"]
mod sound;

/// The longest text to try, in bytes; longer ones find little more and are
/// slower.
const LONGEST: usize = 4_096;

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = source::decode(bytes[..bytes.len().min(LONGEST)].to_vec()) else { return };
    let analysis = secondhand::analyze(&decoded.text);
    let faults = sound::faults(&analysis);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let (directives, _) = suppression::in_article(&analysis.article, "a.txt");
    let triage = Triage::with(&analysis, &directives, None, &secondhand::settings::Effective::default());
    let width = 20 + bytes.len() % 100;
    let offsets = [Offsets::Codepoints, Offsets::Bytes, Offsets::Utf16][bytes.len() % 3];
    let formats: [&dyn Format; 12] = [
        &report::human::Human::full(bytes.len() % 2 == 0, width),
        &report::concise::Concise,
        &report::json::Json { is_single: true, offsets },
        &report::json::Jsonl { offsets },
        &report::sarif::Sarif,
        &report::github::Github,
        &report::junit::Junit,
        &report::html::Html,
        &report::csv::Csv,
        &report::webannotation::WebAnnotation,
        &report::dot::Dot,
        &report::mermaid::Mermaid { is_single: true },
    ];
    for format in formats {
        report::page(format, &[Checked::new(&analysis, "a.txt", &triage)]);
    }
    table::render(&analysis, 100);
    report::csv::attributions(&analysis, "a.txt");
    readings::render(Grammar::builtin(), &analysis, &[], width);
});
