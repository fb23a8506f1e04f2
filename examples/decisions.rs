//! Writes the training data for `tools/train_weights.py`: every decision that
//! weights can make over annotated articles (JSON Lines with `text` and
//! `attributions`), with its features and what the annotators decided.
//!
//! `decisions GOLD.jsonl DIR [keep.tsv ends.tsv starts.tsv [--nested]]` writes
//! `DIR/keep.svm`, `ends.svm` and `starts.svm` (label, number of the article,
//! features) and the names of the features. Without weight files the rules
//! alone decide, which is how `ends` and `starts` are fitted. `keep` is fitted
//! on readings whose content already ends where those weights put it. With
//! `--nested` the annotators marked attributions inside others, too.
use rustc_hash::FxHashMap;
use secondhand::grammar::{self, Considered, Edge, Fate, Weights};
use secondhand::span::Span;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

#[derive(Default)]
struct Rows {
    numbers: FxHashMap<String, usize>,
    names: Vec<String>,
    text: String,
}

impl Rows {
    fn push(&mut self, label: bool, article: usize, features: &[(String, f32)]) {
        let _ = write!(self.text, "{} qid:{article}", i32::from(label));
        let mut numbers: Vec<usize> = features
            .iter()
            .map(|(name, _)| {
                *self.numbers.entry(name.clone()).or_insert_with(|| {
                    self.names.push(name.clone());
                    self.names.len()
                })
            })
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            let _ = write!(self.text, " {number}:1");
        }
        self.text.push('\n');
    }

    /// Adds the candidate places up to the one that the annotators chose, and
    /// nothing if they chose none of them. With `all`, their content reaches
    /// past every candidate: adds all as rejected.
    fn choice(&mut self, places: &[Edge], all: bool, article: usize, is_it: impl Fn(u32) -> bool) {
        if !all && !places.iter().any(|p| is_it(p.at)) {
            return;
        }
        for place in places {
            let stops = is_it(place.at);
            self.push(stops, article, &place.features);
            if stops {
                break;
            }
        }
    }

    fn save(&self, dir: &Path, name: &str) {
        std::fs::write(dir.join(format!("{name}.svm")), &self.text).expect("a writable folder");
        std::fs::write(dir.join(format!("{name}.names")), self.names.join("\n")).expect("a writable folder");
    }
}

/// An annotated attribution; its spans count bytes.
struct Gold {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
}

fn gold(text: &str, article: &Value) -> Vec<Gold> {
    let mut bytes: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).collect();
    bytes.push(text.len() as u32);
    let at = |v: &Value| bytes[v.as_u64().expect("an offset") as usize];
    let spans = |v: &Value| {
        v.as_array().into_iter().flatten().map(|s| Span::new(at(&s["start"]), at(&s["end"]))).collect::<Vec<_>>()
    };
    let list = article["attributions"].as_array().expect("attributions");
    list.iter()
        .filter(|a| a["extra"] != Value::Bool(true))
        .map(|a| Gold { source: spans(&a["source"]), cue: spans(&a["cue"]), content: spans(&a["content"]) })
        .collect()
}

fn meet(a: &[Span], b: &[Span]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.overlaps(*b)))
}

/// Returns where the last word before a place ends.
fn last_word(text: &str, at: u32) -> usize {
    text[..at as usize].trim_end_matches(|c: char| !c.is_alphanumeric()).len()
}

/// Returns where the first word at or after a place starts.
fn next_word(text: &str, at: u32) -> usize {
    text.len() - text[at as usize..].trim_start_matches(|c: char| !c.is_alphanumeric()).len()
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let read =
        |i: usize| args.get(i).map_or_else(String::new, |p| std::fs::read_to_string(p).expect("a readable file"));
    let dir = Path::new(args.get(2).expect("decisions GOLD.jsonl DIR [keep.tsv ends.tsv starts.tsv]"));
    let weights =
        |i: usize| Weights::read(&args.get(i).cloned().unwrap_or_default(), &read(i)).expect("a file of weights");
    let grammar = secondhand::Grammar::with_files(&[]).expect("the built-in grammar").with_weights(
        weights(3),
        weights(4),
        weights(5),
    );
    let grammar = Arc::new(grammar);
    let analyzer = secondhand::Analyzer::new().grammar(Arc::clone(&grammar));
    let nested = args.iter().any(|a| a == "--nested");
    let [mut keep, mut ends, mut starts] = [(); 3].map(|()| Rows::default());
    let (mut annotated, mut found) = (0, 0);
    for (number, line) in read(1).lines().enumerate() {
        let article: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = article["text"].as_str().expect("a text");
        let read = secondhand::jsonl::article(&args[1], number + 1, line.as_bytes().to_vec());
        let metadata = read.expect("an article").metadata;
        let analysis = analyzer.analyze_with(text, metadata);
        let gold = gold(text, &article);
        let considered = grammar::considered(&grammar, &analysis.layout(grammar.lexicon()), &analysis.parse);
        annotated += gold.len();
        found += gold.iter().filter(|g| considered.iter().any(|r| meet(&g.cue, &[r.cue]))).count();
        let mut first = None;
        for reading in &considered {
            let cue = [reading.cue];
            let own = gold.iter().find(|g| meet(&g.cue, &cue));
            let label = label(reading, own, &gold, &considered, nested);
            let outranked = matches!(reading.fate, Fate::Outranked(_));
            if !outranked {
                first = label;
            }
            // If a reading is right, no lower-ranked one is tried.
            if let Some(label) = label.filter(|_| !outranked || first != Some(true)) {
                keep.push(label, number, &reading.features);
            }
            let Some(own) = own.filter(|_| !outranked) else { continue };
            // The piece of annotated content that overlaps the reading's.
            let piece = |of: Option<&Span>| own.content.iter().find(|c| of.is_some_and(|s| c.overlaps(*s)));
            if let Some(piece) = piece(reading.content.last()) {
                let end = last_word(text, piece.end);
                let all = reading.ends.last().is_some_and(|e| last_word(text, e.at) < end);
                ends.choice(&reading.ends, all, number, |at| last_word(text, at) == end);
            }
            if let Some(piece) = piece(reading.content.first()) {
                let start = next_word(text, piece.start);
                let left = reading.content[0].start < reading.cue.start;
                let all = left && reading.starts.last().is_some_and(|e| next_word(text, e.at) > start);
                starts.choice(&reading.starts, all, number, |at| next_word(text, at) == start);
            }
        }
    }
    println!("{found} of {annotated} annotated cues have a reading");
    keep.save(dir, "keep");
    ends.save(dir, "ends");
    starts.save(dir, "starts");
}

/// Whether the annotators marked a reading's attribution; `None` if they did
/// not decide. They mark no attribution inside another one unless `nested`.
fn label(reading: &Considered, own: Option<&Gold>, gold: &[Gold], all: &[Considered], nested: bool) -> Option<bool> {
    if own.is_some() {
        return Some(true);
    }
    let cue = [reading.cue];
    if !nested && gold.iter().any(|g| meet(&g.content, &cue) || meet(&g.source, &cue)) {
        return None;
    }
    // The content is right, but no reading finds the annotated cue.
    let by_content = gold.iter().find(|g| meet(&g.content, &reading.content));
    let alone = by_content.is_some_and(|g| !all.iter().any(|r| meet(&g.cue, &[r.cue])));
    if alone { None } else { Some(false) }
}
