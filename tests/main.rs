//! The tests that see the crate from outside, one binary so that they link
//! once. What a single stage does is tested beside it, in `src`.

/// What `docs/ci.md` says, done.
mod ci;
/// The command: exit codes, messages, formats, bad input.
mod cli;
/// Floors for the figures on real news, where `../shared/corpora` is present.
mod corpora;
/// `secondhand eval`: figures, messages, and the corpora's own tools.
mod eval;
/// What becomes of files: outputs, special files, limits, other people's.
mod files;
/// Every article in `fixtures/`: its report, its JSON, its annotated lines.
mod fixtures;
/// `check --format`: each read by its own parser, and shown in a browser.
mod formats;
/// Imports point one way.
mod house;
/// What is known to be wrong in `fixtures/`, until it is mended.
mod known_misses;
/// Whatever the text: no panic, sound spans, the same answer, in linear time.
mod properties;
/// One real article, point by point, where `../shared` is present.
mod seed;
/// Settings files, suppressions and baselines.
mod settings;
/// What holds of every analysis: shared by the modules above.
mod sound;

/// Says why a test was skipped. Written to the stream itself, since the test
/// runner keeps back what a passing test prints.
fn skipped(why: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{why}");
}
