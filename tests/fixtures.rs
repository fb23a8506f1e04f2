//! Snapshots of every article in `fixtures/`: the report for readers and a line
//! per attribution. For some also the JSON for programs, and the stages in
//! between as lines under the text.
//!
//! After a change to the grammar, read the differences: `INSTA_UPDATE=always
//! cargo test --test main fixtures` writes all snapshots anew, and `git diff
//! snapshots` shows what changed for a reader. `INSTA_GLOB_FILTER='wire-*'`
//! selects a few.

use crate::sound::faults;
use secondhand::article::Metadata;
use secondhand::chain::Why;
use secondhand::quotation::Quotation;
use secondhand::report::human::Human;
use secondhand::report::json::{Document, Offsets};
use secondhand::report::{self, Checked};
use secondhand::rules::{RULES, RuleSet};
use secondhand::source::LineIndex;
use secondhand::span::Span;
use secondhand::token::{Shape, TokenKind};
use secondhand::triage::Triage;
use secondhand::{Analysis, Analyzer, Grammar};
use std::fs;
use std::path::Path;

/// Width of a report and of annotated lines, in columns.
const WIDTH: usize = 100;

/// The fixtures whose stages are shown. Together they have every kind of
/// quotation mark, dateline, construction and nesting.
const ANNOTATED: &[&str] = &[
    "british-single-quotes-bypass.txt",
    "interrupted-quotes-parking.txt",
    "multi-paragraph-quotes-commission.txt",
    "nested-three-deep.txt",
    "quoted-frames-peace-envoy.txt",
    "said-frames-every-slot.txt",
    "translated-column-low-quotes.txt",
    "wire-upi-strait-patrols.txt",
];

/// The fixtures whose JSON is shown in full: an article with chains, several
/// articles with metadata, and attributions nested in each other.
const IN_JSON: &[&str] = &["border-talks.jsonl", "nested-three-deep.txt", "wire-upi-strait-patrols.txt"];

/// One article of a fixture; a `.jsonl` file holds several.
struct Sample {
    id: String,
    text: String,
    metadata: Metadata,
}

fn samples(path: &Path) -> Vec<Sample> {
    let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
    let id = format!("fixtures/{name}");
    let text = fs::read_to_string(path).expect("a fixture in UTF-8").replace("\r\n", "\n");
    if path.extension().is_none_or(|e| e != "jsonl") {
        return vec![Sample { id, text, metadata: Metadata::default() }];
    }
    let article = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let field = |names: &[&str]| names.iter().find_map(|n| value.get(n)?.as_str().map(str::to_owned));
        Sample {
            id: field(&["id"]).unwrap_or_else(|| id.clone()),
            text: field(&["text"]).expect("a text"),
            metadata: Metadata {
                id: field(&["id"]),
                title: field(&["title"]),
                publisher: field(&["publisher"]),
                agency: field(&["agency", "wire"]),
                byline: field(&["byline", "author"]),
                published: field(&["date"]),
            },
        }
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(article).collect()
}

/// Writes one snapshot for each fixture, `snapshots/<kind>@<file>.snap`.
fn each(kind: &str, wanted: impl Fn(&str) -> bool, show: impl Fn(&Analysis<'_>, &str) -> String) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::glob!("../fixtures", "*.{txt,jsonl}", |path| {
            let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
            if !wanted(name) {
                return;
            }
            let analyzer = Analyzer::new();
            let shown: Vec<String> = samples(path)
                .iter()
                .map(|s| show(&analyzer.analyze_with(&s.text, s.metadata.clone()), &s.id))
                .collect();
            insta::assert_snapshot!(kind, shown.join("\n"));
        });
    });
}

#[test]
fn reports() {
    each(
        "report",
        |_| true,
        |analysis, id| {
            let triage = Triage::new(analysis);
            report::page(&Human::overview(false, WIDTH), &[Checked::new(analysis, id, &triage)])
        },
    );
}

#[test]
fn json() {
    let wanted = |name: &str| IN_JSON.contains(&name);
    each("json", wanted, |analysis, id| Document::new(analysis, id, Offsets::Codepoints).to_pretty());
}

/// Shows one line per attribution, as columns: line of the cue, source, cue,
/// how the content begins, chain, class, construction and why each intermediary
/// is there. Nested attributions are indented.
#[test]
fn attributions() {
    each(
        "attributions",
        |_| true,
        |analysis, _| {
            let text = analysis.text();
            let lines = LineIndex::new(text);
            let line = |i: usize| {
                let a = &analysis.attributions[i];
                let words = |spans: &[Span]| {
                    let words = spans.iter().flat_map(|span| span.of(text).split_whitespace());
                    words.collect::<Vec<_>>().join(" ")
                };
                let content = words(&a.content);
                let short: String = content.chars().take(40).collect();
                let more = if short.len() < content.len() { "…" } else { "" };
                let class = analysis.chains[i].provenance.to_string();
                let nested = if a.nested_in.is_some() { "  " } else { "" };
                let number = a.cue.first().map_or(0, |cue| lines.place(cue.start).0);
                let why: Vec<String> =
                    analysis.chains[i].links.iter().filter_map(|link| link.why.as_ref()).map(why).collect();
                let columns = [
                    format!("{nested}{number}"),
                    words(&a.source),
                    words(&a.cue),
                    format!("{short}{more}"),
                    analysis.chain_path(i),
                    class,
                    a.construction.to_string(),
                    why.join(", "),
                ];
                columns.join(" | ").trim_end_matches(" | ").to_owned()
            };
            (0..analysis.attributions.len()).map(line).collect::<Vec<_>>().join("\n")
        },
    );
}

/// Returns on what an intermediary rests: *interview in-interview, inferred*.
fn why(why: &Why) -> String {
    let opener = why.opener.as_ref().map(|opener| format!(" {opener}")).unwrap_or_default();
    let inferred = if why.stated { "" } else { " inferred" };
    format!("{}{opener}{inferred}", why.occasion)
}

/// Shows the results of the stages: under each line of text its tokens, then
/// source (`S`), cue (`C`) and content (`=`, `"` where quoted), with one more
/// line for each level of nesting.
#[test]
fn roles() {
    each("roles", |name| ANNOTATED.contains(&name), |analysis, _| annotated(analysis));
}

/// Shows the base phrases, one sentence per line.
#[test]
fn phrases() {
    each(
        "phrases",
        |name| ANNOTATED.contains(&name),
        |analysis, _| {
            let text = analysis.text();
            let words = |t: secondhand::span::TokenSpan| {
                let of = |i: u32| analysis.tokens.get(i as usize).map_or(Span::default(), |t| t.span);
                let span = Span::new(of(t.start).start, of(t.end.saturating_sub(1)).end);
                span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
            };
            let line = |sentence: &[secondhand::syntax::Phrase]| {
                let phrase = |p: &secondhand::syntax::Phrase| format!("{}[{}]", p.kind.name(), words(p.tokens));
                sentence.iter().map(phrase).collect::<Vec<_>>().join(" ")
            };
            analysis.parse.sentences().map(line).collect::<Vec<_>>().join("\n\n")
        },
    );
}

#[test]
fn every_fixture_is_read_soundly() {
    let (mut count, mut all) = (0, Vec::new());
    for path in articles() {
        for sample in samples(&path) {
            let faults = faults(&Analyzer::new().analyze_with(&sample.text, sample.metadata));
            all.extend(faults.into_iter().map(|fault| format!("{}: {fault}", sample.id)));
            count += 1;
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert!(count >= 25, "{count} fixtures");
}

/// Every construction occurs in some fixture, so that every change to one shows
/// in a snapshot.
#[test]
fn every_construction_occurs() {
    let mut missing: Vec<String> = Grammar::builtin().constructions().iter().map(|c| c.id.to_string()).collect();
    for path in articles() {
        for sample in samples(&path) {
            let analysis = Analyzer::new().analyze_with(&sample.text, sample.metadata);
            missing.retain(|id| analysis.attributions.iter().all(|a| *a.construction != **id));
        }
    }
    assert!(missing.is_empty(), "in no fixture: {}", missing.join(", "));
}

/// Every rule fires in some fixture, so that a change to its messages shows in
/// a report.
#[test]
fn every_rule_fires() {
    let analyzer = Analyzer::new().rules(RuleSet::all());
    let mut silent: Vec<&str> = RULES.iter().map(|rule| rule.code()).collect();
    for path in articles() {
        for sample in samples(&path) {
            let analysis = analyzer.analyze_with(&sample.text, sample.metadata);
            silent.retain(|code| analysis.findings.iter().all(|f| f.codes().all(|c| c != *code)));
        }
    }
    assert!(silent.is_empty(), "in no fixture: {}", silent.join(", "));
}

/// A control article, in which all attributions are first-hand.
#[test]
fn a_first_hand_article_gets_no_second_hand_finding() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/firsthand-only-bakery.txt");
    let sample = &samples(&path)[0];
    let analysis = secondhand::analyze(&sample.text);
    let found: Vec<_> = analysis.findings.iter().filter(|f| matches!(f.code, "SH001" | "SH002" | "SH003")).collect();
    assert!(found.is_empty(), "{found:?}");
}

fn articles() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let entries = fs::read_dir(folder).expect("fixtures").map(|e| e.expect("an entry").path());
    let mut paths: Vec<_> = entries.filter(|path| path.is_file()).collect();
    paths.sort();
    paths
}

/// Rows of characters aligned with the characters of the text.
struct Rows<'a> {
    text: &'a str,
    rows: Vec<Vec<u8>>,
}

impl Rows<'_> {
    /// Returns the first row, from `from` on, that is blank at all the spans.
    fn free(&mut self, from: usize, spans: &[Span]) -> usize {
        let taken = |row: &Vec<u8>| spans.iter().any(|s| row[s.range()].iter().any(|&c| c != b' '));
        let at = (from..self.rows.len()).find(|&i| !taken(&self.rows[i])).unwrap_or(self.rows.len().max(from));
        while self.rows.len() <= at {
            self.rows.push(vec![b' '; self.text.len()]);
        }
        at
    }

    fn mark(&mut self, row: usize, span: Span, mark: u8) {
        self.rows[row][span.range()].fill(mark);
    }

    /// Returns the part of a row under a line, one character for each of its
    /// own.
    fn under(&self, row: &[u8], line: Span) -> String {
        let of = |(at, c): (usize, char)| {
            let mark = row[line.start as usize + at];
            if mark == b' ' && c == '\t' { '\t' } else { mark as char }
        };
        line.of(self.text).char_indices().map(of).collect::<String>().trim_end().to_owned()
    }
}

fn annotated(analysis: &Analysis<'_>) -> String {
    let text = analysis.text();
    let mut tokens = vec![b' '; text.len()];
    for token in &analysis.tokens {
        tokens[token.span.range()].fill(b'.');
        tokens[token.span.start as usize] = letter(token.kind, token.shape);
    }
    let mut roles = Rows { text, rows: Vec::new() };
    for (i, a) in analysis.attributions.iter().enumerate() {
        let spans: Vec<Span> = a.source.iter().chain(&a.cue).chain(&a.content).copied().collect();
        let row = roles.free(depth(analysis, i), &spans);
        a.content.iter().for_each(|&s| roles.mark(row, s, b'='));
        for quote in a.quotes.iter().filter_map(|&q| analysis.quotations.get(q as usize)).map(|q: &Quotation| q.span) {
            let parts: Vec<Span> = a.content.iter().filter(|c| c.overlaps(quote)).copied().collect();
            parts.iter().for_each(|p| {
                roles.mark(row, Span::new(p.start.max(quote.start), p.end.min(quote.end)), b'"');
            });
        }
        a.source.iter().for_each(|&s| roles.mark(row, s, b'S'));
        a.cue.iter().for_each(|&s| roles.mark(row, s, b'C'));
    }
    let mut out = String::new();
    for block in &analysis.article.blocks {
        out.push_str(&format!("-- {:?}\n", block.kind));
        for line in lines(text, block.span) {
            out.push_str(line.of(text).trim_end());
            out.push('\n');
            if !block.is_read() {
                continue;
            }
            let under = std::iter::once(&tokens).chain(&roles.rows).map(|row| roles.under(row, line));
            for (n, row) in under.enumerate().filter(|(n, row)| *n == 0 || !row.is_empty()) {
                out.push_str(&row);
                out.push_str(if n == 0 || n == 1 { "\n" } else { "  (nested)\n" });
            }
        }
        out.push('\n');
    }
    out
}

/// Returns how many attributions hold this one.
fn depth(analysis: &Analysis<'_>, mut index: usize) -> usize {
    let mut depth = 0;
    while let Some(up) = analysis.attributions.get(index).and_then(|a| a.nested_in).filter(|_| depth < 64) {
        (index, depth) = (up as usize, depth + 1);
    }
    depth
}

/// Wraps a block at spaces into lines of at most [`WIDTH`] characters.
fn lines(text: &str, block: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let (mut start, mut space, mut width) = (block.start, None, 0);
    for (at, c) in block.of(text).char_indices() {
        let at = block.start + at as u32;
        let next = at + c.len_utf8() as u32;
        width += 1;
        if c == '\n' {
            lines.push(Span::new(start, at));
            (start, space, width) = (next, None, 0);
        } else if let Some(cut) = space.filter(|_| width > WIDTH) {
            lines.push(Span::new(start, cut));
            (start, space, width) = (cut, None, text[cut as usize..next as usize].chars().count());
        }
        if c == ' ' {
            space = Some(next);
        }
    }
    lines.push(Span::new(start, block.end));
    lines
}

/// Returns the letter of a token's kind, or of its shape for words.
fn letter(kind: TokenKind, shape: Shape) -> u8 {
    use TokenKind as K;
    match kind {
        K::Word => match shape {
            Shape::Capital => b'N',
            Shape::Upper => b'U',
            _ => b'w',
        },
        K::Clitic => b'c',
        K::Number => b'0',
        K::Handle => b'@',
        K::Hashtag => b'#',
        K::Address => b'h',
        K::DoubleQuote => b'"',
        K::SingleQuote => b'\'',
        K::Period => b'p',
        K::Exclamation => b'!',
        K::Ellipsis => b'e',
        K::Comma => b',',
        K::Colon => b':',
        K::Semicolon => b';',
        K::Dash => b'-',
        K::Open => b'(',
        K::Close => b')',
        _ => b'*',
    }
}
