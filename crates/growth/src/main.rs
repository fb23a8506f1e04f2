//! Counts the work that hostile texts cause, and fails if it grows faster than
//! the texts do.
//!
//! Time is not measured. The library is compiled with a counter on each edge of
//! its control flow graph, and every byte that it allocates is counted. Both
//! figures are the same on every machine, whatever else runs there. The sizes
//! are 10, 100 and 1,000 kB. For every pattern, the cost per byte may not grow
//! from one size to the next by more than a factor of [`SLACK`], nor be more
//! than [`MOST`] times that of news.
//!
//! The script `run` in the crate's folder builds and starts it.

use secondhand::report::{self, Checked, Format, readings, table};
use secondhand::source::Offsets;
use secondhand::triage::Triage;
use secondhand::{Grammar, suppression};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, thread};

#[path = "../../../tests/patterns.rs"]
mod patterns;

use patterns::{Pattern, patterns};

/// The sizes of the texts, in bytes.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// By how much the cost per byte may grow in a text of ten times the size.
/// Sorting, and windows that small texts do not fill, cost a little; a scan of
/// the whole text for each item makes it ten times as high.
const SLACK: f64 = 1.6;

/// How many times the cost of a byte of news the analysis of a byte may cost,
/// in edges. A text with a cue in every third word has many times the cues of
/// news; the benchmark `hostile` says what this comes to in time.
const MOST: f64 = 8.0;

unsafe extern "C" {
    /// Returns the number of edges that this thread has taken.
    safe fn growth_edges() -> u64;
}

thread_local! {
    /// The number of bytes that this thread has allocated.
    static ALLOCATED: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call is passed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATED.try_with(|allocated| allocated.set(allocated.get() + layout.size() as u64));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// The cost of a piece of work.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    edges: u64,
    allocated: u64,
    /// Bytes of output.
    output: u64,
}

/// Measures `work`, which returns the number of bytes that it has written.
fn cost(work: impl FnOnce() -> usize) -> Cost {
    let before = (growth_edges(), ALLOCATED.get());
    let output = work() as u64;
    Cost { edges: growth_edges() - before.0, allocated: ALLOCATED.get() - before.1, output }
}

/// Returns the costs of an article: of its analysis, and of each format.
fn costs(text: &str) -> Vec<(&'static str, Cost)> {
    let offsets = Offsets::Codepoints;
    let formats: [(&str, &dyn Format); 13] = [
        ("human", &report::human::Human::overview(false, 100)),
        ("full, in colour", &report::human::Human::full(true, 40)),
        ("concise", &report::concise::Concise),
        ("json", &report::json::Json { is_single: true, offsets }),
        ("jsonl", &report::json::Jsonl { offsets }),
        ("sarif", &report::sarif::Sarif),
        ("github", &report::github::Github),
        ("junit", &report::junit::Junit),
        ("html", &report::html::Html),
        ("csv", &report::csv::Csv),
        ("webannotation", &report::webannotation::WebAnnotation),
        ("dot", &report::dot::Dot),
        ("mermaid", &report::mermaid::Mermaid { is_single: true }),
    ];
    let mut costs = Vec::new();
    let mut analysis = None;
    costs.push(("analysis", cost(|| analysis.insert(secondhand::analyze(text)).findings.len())));
    let Some(analysis) = analysis else { return costs };
    let mut triage = None;
    costs.push((
        "suppressions",
        cost(|| {
            let (directives, errors) = suppression::in_article(&analysis.article, "a");
            let effective = secondhand::settings::Effective::default();
            triage = Some(Triage::with(&analysis, &directives, None, &effective));
            errors.iter().map(|error| error.to_string().len()).sum()
        }),
    ));
    let Some(triage) = triage else { return costs };
    for (name, format) in formats {
        costs.push((name, cost(|| report::page(format, &[Checked::new(&analysis, "a", &triage)]).len())));
    }
    costs.push(("extract, table", cost(|| table::render(&analysis, 100).len())));
    costs.push(("extract, csv", cost(|| report::csv::attributions(&analysis, "a").len())));
    costs.push(("extract, jsonl", cost(|| report::json::Document::new(&analysis, "a", offsets).to_line().len())));
    costs.push(("extract, explained", cost(|| readings::render(Grammar::builtin(), &analysis, &[], 100).len())));
    costs
}

/// Returns the project's fixtures, one after the other, repeated to at least
/// `size` bytes.
fn news(size: usize) -> String {
    let texts = fixtures();
    let mut text = String::with_capacity(size + (1 << 16));
    for article in texts.iter().cycle() {
        if text.len() >= size {
            break;
        }
        text += article;
        text += "\n\n";
    }
    text
}

/// Returns all fixtures in texts of at least `size` bytes each: together they
/// have the mix of a long text, which the first fixtures alone have not.
fn news_in_parts(size: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    for article in fixtures() {
        if parts.last().is_none_or(|part| part.len() >= size) {
            parts.push(String::new());
        }
        let part = parts.last_mut().expect("a part");
        *part += &article;
        *part += "\n\n";
    }
    parts
}

/// Returns the texts of the project's fixtures, by the names of their files.
fn fixtures() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("fixtures").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).expect("UTF-8")).collect()
}

/// Returns the costs of texts, each analysed alone, per byte of all of them.
fn a_byte(texts: &[String]) -> Vec<Figures> {
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut sums: Vec<Figures> = Vec::new();
    for text in texts {
        for (i, (name, cost)) in costs(text).into_iter().enumerate() {
            if i == sums.len() {
                sums.push((name, [0.0; 3]));
            }
            for (sum, figure) in sums[i].1.iter_mut().zip([cost.edges, cost.allocated, cost.output]) {
                *sum += figure as f64 / bytes as f64;
            }
        }
    }
    sums
}

/// What was measured, and its edges, bytes allocated and bytes written per byte.
type Figures = (&'static str, [f64; 3]);

const FIGURES: [&str; 3] = ["edges", "bytes allocated", "bytes written"];

/// For each figure, the cost per byte below which growth is noise.
const FLOOR: [f64; 3] = [50.0, 50.0, 4.0];

/// Returns what is wrong with a pattern, and a line with its figures. `last` are
/// its costs at the smallest size.
fn judge(pattern: &Pattern, mut last: Vec<Figures>, news: &[Figures]) -> (Vec<String>, String) {
    let mut faults = Vec::new();
    let mut line = String::new();
    // Of the many that repeat one word or mark, two sizes say enough.
    let sizes = if pattern.is_simple() { &SIZES[1..2] } else { &SIZES[1..] };
    for size in sizes {
        let next = a_byte(&[pattern.text(*size)]);
        for ((what, before), (_, after)) in last.iter().zip(&next) {
            for (i, name) in FIGURES.into_iter().enumerate() {
                let (before, after) = (before[i].max(FLOOR[i]), after[i]);
                if after > SLACK * before {
                    faults.push(format!(
                        "{}: {what}: {after:.0} {name} a byte at {} kB, {before:.0} at a tenth of it",
                        pattern.name,
                        size / 1000
                    ));
                }
            }
        }
        line += &format!("{:8.0}", next[0].1[0]);
        last = next;
        // Stops, since a text of ten times the size would take a hundred times
        // as long.
        if !faults.is_empty() {
            return (faults, line);
        }
    }
    let (own, usual) = (last[0].1[0], news[0].1[0]);
    if own > MOST * usual {
        faults.push(format!(
            "{}: analysis: {own:.0} edges a byte, {:.1} times those of news",
            pattern.name,
            own / usual
        ));
    }
    (faults, format!("{line}  {:5.2} of news", own / usual))
}

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args().skip(1).collect();
    let _loaded = Grammar::builtin();
    let usual = Pattern::new("news", |_, size| news(size));
    let base = a_byte(&[usual.text(SIZES[2])]);
    assert!(base[0].1[0] > 0.0, "no edge was counted: build with `crates/growth/run`");
    for (what, figures) in &base {
        println!("{:55} {:9.1} {:9.1} {:9.1}", format!("news: {what}"), figures[0], figures[1], figures[2]);
    }
    let all = patterns();
    let chosen: Vec<&Pattern> = [&usual].into_iter().chain(&all).collect();
    let is_wanted = |p: &&Pattern| wanted.is_empty() || wanted.iter().any(|part| p.name.contains(part.as_str()));
    let chosen: Vec<&Pattern> = chosen.into_iter().filter(is_wanted).collect();
    let (next, faults) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let work = || {
                while let Some(pattern) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mixed = std::ptr::eq(*pattern, &usual);
                    let texts = if mixed { news_in_parts(SIZES[0]) } else { vec![pattern.text(SIZES[0])] };
                    let (found, line) = judge(pattern, a_byte(&texts), &base);
                    println!("{:55} {line}", pattern.name);
                    faults.lock().expect("no thread panics").extend(found);
                }
            };
            thread::Builder::new().stack_size(8 << 20).spawn_scoped(scope, work).expect("a thread");
        }
    });
    let faults = faults.into_inner().expect("no thread panics");
    for fault in &faults {
        println!("grows: {fault}");
    }
    println!("{} patterns, {} faults", chosen.len(), faults.len());
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
