//! Prints the phrases and attributions of a text from standard input, for
//! people who add to the grammar. `dump DIR` adds the grammar files of a
//! folder.
use secondhand::span::Span;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("readable text");
    let mut files = Vec::new();
    for dir in std::env::args().skip(1) {
        walk(Path::new(&dir), &mut files);
    }
    let grammar = Arc::new(secondhand::Grammar::with_files(&files).unwrap_or_else(|e| panic!("{e}")));
    let analysis = secondhand::Analyzer::new().grammar(Arc::clone(&grammar)).analyze(&text);
    let text = analysis.text();
    for sentence in analysis.parse.sentences() {
        for phrase in sentence {
            let a = analysis.tokens[phrase.tokens.start as usize].span.start as usize;
            let b = analysis.tokens[phrase.tokens.end as usize - 1].span.end as usize;
            print!("{}[{}] ", phrase.kind.name(), &text[a..b]);
        }
        println!();
    }
    for (i, a) in analysis.attributions.iter().enumerate() {
        let join = |s: &[Span]| s.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
        println!(
            "- {} {:?} {:?} | S: {} | C: {} | T: {} | chain: {} ({:?}) nested {:?}",
            a.construction,
            a.act,
            a.evidentiality,
            join(&a.source),
            join(&a.cue),
            join(&a.content),
            analysis.chain_path(i),
            analysis.chains[i].provenance,
            a.nested_in
        );
    }
}

fn walk(path: &Path, files: &mut Vec<(String, String)>) {
    if path.is_dir() {
        let mut entries: Vec<_> =
            std::fs::read_dir(path).expect("a folder").map(|e| e.expect("an entry").path()).collect();
        entries.sort();
        entries.iter().for_each(|e| walk(e, files));
    } else if path.extension().is_some_and(|e| e == "toml") {
        files.push((path.display().to_string(), std::fs::read_to_string(path).expect("a grammar file")));
    }
}
