//! Tests of the crate from outside, in one binary so that it links once. The
//! tests of a single stage are beside it, in `src`.

/// The public API as text.
mod api;
/// Runs what `docs/ci.md` says.
mod ci;
/// The command: exit codes, messages, formats, bad input.
mod cli;
/// Minimum figures on real news, if `../shared/corpora` is present.
mod corpora;
/// `secondhand eval`: figures, messages, and the corpora's own tools.
mod eval;
/// Files: outputs, special files, limits, files of other users.
mod files;
/// Every article in `fixtures/`: its report, its JSON, its annotated lines.
mod fixtures;
/// `check --format`: each output parsed, and the page shown in a browser.
mod formats;
/// No files import each other in a circle.
mod house;
/// Known errors in `fixtures/`, until they are fixed.
mod known_misses;
/// The pages in `fixtures/pages/`.
mod pages;
/// Texts made to be slow: shared with the benchmark and `crates/growth`.
mod patterns;
/// For any text: no panic, sound spans, the same result, linear time.
mod properties;
/// Files of all formats as articles, and files that are none.
mod read;
/// One real article in detail, if `../shared` is present.
mod seed;
/// `secondhand serve`: answers, refusals, the end.
mod serve;
/// Settings files, suppressions and baselines.
mod settings;
/// Invariants of every analysis, for the modules above.
mod sound;
/// No words of English in the code of the stages.
mod vocabulary;

/// Reports why a test was skipped. Writes to standard error itself, since the
/// test runner captures what a passing test prints.
fn skipped(why: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{why}");
}
/// Kinds of wrong finding that readers saw, each in several texts.
mod wrong_findings;
