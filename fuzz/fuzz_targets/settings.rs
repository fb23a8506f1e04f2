//! Settings files, sidecars and baselines, applied to an article.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secondhand::baseline::Baseline;
use secondhand::settings::{Effective, Settings};
use secondhand::suppression::sidecar;
use secondhand::triage::Triage;
use secondhand::{Analysis, Analyzer};
use std::sync::LazyLock;

/// An article with findings of several rules.
static ARTICLE: LazyLock<Analysis<'static>> =
    LazyLock::new(|| secondhand::analyze(include_str!("../../examples/border-talks.txt")));

fuzz_target!(|text: &str| {
    if let Ok(settings) = Settings::parse(text, "secondhand.toml") {
        let layers: Vec<_> = [&settings.base].into_iter().chain(settings.overrides.iter().map(|o| &o.layer)).collect();
        let effective = Effective::of(layers.iter().copied());
        let _ = Analyzer::new().settings(&effective).analyze("“It is over,” Ruiz told CNN.");
    }
    for many in [false, true] {
        if let Ok(directives) = sidecar::parse(text, "a.secondhand.toml", many) {
            let _ = Triage::with(&ARTICLE, &directives, None, &Effective::default());
        }
    }
    if let Ok(known) = Baseline::parse(text, "baseline.json") {
        let written = known.to_json();
        let again = Baseline::parse(&written, "baseline.json").expect("what is written can be read");
        assert_eq!(known, again);
        let triage = Triage::with(&ARTICLE, &[], Some(known.of("a.txt")), &Effective::default());
        let _ = triage.entries(&ARTICLE);
    }
});
