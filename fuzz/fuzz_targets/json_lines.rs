//! JSON Lines: articles with any metadata, annotated articles, and answers of
//! another program.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secondhand::eval::{Answer, Gold};
use secondhand::jsonl;
use secondhand::report::{self, Checked, Format};
use secondhand::source::Offsets;
use secondhand::triage::Triage;

#[path = "../../tests/sound.rs"]
mod sound;

const LONGEST: usize = 4_096;

fuzz_target!(|bytes: &[u8]| {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let Ok(article) = jsonl::article("a.jsonl", number + 1, line.to_vec()) else { continue };
        let id = article.metadata.id.clone().unwrap_or_default();
        let analysis = secondhand::Analyzer::new().analyze_with(&article.text, article.metadata);
        let faults = sound::faults(&analysis);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        let triage = Triage::new(&analysis);
        let formats: [&dyn Format; 4] = [
            &report::human::Human::overview(false, 80),
            &report::json::Jsonl { offsets: Offsets::Utf16 },
            &report::github::Github,
            &report::html::Html,
        ];
        for format in formats {
            report::page(format, &[Checked::new(&analysis, &id, &triage)]);
        }
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for line in text.lines() {
        let _ = Gold::from_json(line, "gold.jsonl:1");
        let _ = Answer::from_json(line, "answers.jsonl:1").map(|answer| answer.found("It is over, Ruiz said."));
    }
});
