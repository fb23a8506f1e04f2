//! Writes the training data for `tools/train_chains.py`: every decision about
//! chains that weights make over articles (JSON Lines with `text`), as JSON
//! Lines on standard output.
//!
//! `links ARTICLES.jsonl [WEIGHTS_DIR]`: each line has the article's `id`, its
//! `attributions` with their chains, its `parties`, and its `decisions`: the
//! file of weights that decides, the attribution, the party and the names of
//! the features. Spans count code points. `WEIGHTS_DIR` replaces the built-in weights
//! by the files of that folder.
use secondhand::grammar::{ChainWeights, Weights};
use secondhand::resolve::PRONOUN_FEATURES;
use secondhand::span::Span;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let file = args.get(1).expect("links ARTICLES.jsonl [WEIGHTS_DIR]");
    let mut grammar = secondhand::Grammar::builtin().clone();
    if let Some(dir) = args.get(2) {
        let read = |name: &str| {
            let path = Path::new(dir).join(name);
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            Weights::read(name, &text).expect("a file of weights")
        };
        let mut weights = ChainWeights::default();
        weights.pronouns = grammar.chain_weights().pronouns.clone();
        weights.relays = read("relays.tsv");
        weights.voices = read("voices.tsv");
        weights.links = read("links.tsv");
        grammar = grammar.with_chain_weights(weights);
    }
    let analyzer = secondhand::Analyzer::new().grammar(Arc::new(grammar));
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::fs::read_to_string(file).expect("a readable file").lines().enumerate() {
        let article: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = article["text"].as_str().expect("a text");
        let read = secondhand::jsonl::article(file, number + 1, line.as_bytes().to_vec());
        let metadata = read.expect("an article").metadata;
        let found = analyzer.decisions(text, metadata);
        let mut points = vec![0; text.len() + 1];
        let mut count = 0;
        for (at, c) in text.char_indices() {
            points[at..at + c.len_utf8()].fill(count);
            count += 1;
        }
        points[text.len()] = count;
        let span = |s: &Span| json!({"start": points[s.start as usize], "end": points[s.end as usize]});
        let spans = |s: &[Span]| s.iter().map(span).collect::<Vec<_>>();
        let attributions: Vec<Value> = found
            .attributions
            .iter()
            .zip(&found.inner)
            .zip(&found.chains)
            .map(|((a, inner), chain)| {
                let links = chain.links.iter().map(|l| {
                    let role = if l.relation.is_some() { "intermediary" } else { "origin" };
                    json!({"role": role, "relation": l.relation.map(|r| r.as_str()), "party": l.party,
                           "name": found.parties[l.party as usize].name, "mention": span(&l.mention),
                           "confidence": l.why.as_ref().map(|w| w.confidence)})
                });
                json!({"source": spans(&a.source), "cue": spans(&a.cue), "content": spans(&a.content),
                       "nested_in": a.nested_in, "inner": inner, "provenance": chain.provenance.as_str(),
                       "chain": links.collect::<Vec<_>>()})
            })
            .collect();
        let parties: Vec<Value> =
            found.parties.iter().map(|p| json!({"name": p.name, "mentions": spans(&p.mentions)})).collect();
        let decisions: Vec<Value> = found
            .decisions
            .iter()
            .map(|d| {
                let features: Vec<&str> = d.features.iter().map(|(name, _)| name.as_str()).collect();
                json!({"weights": d.weights, "attribution": d.attribution, "party": d.party, "features": features})
            })
            .collect();
        let pronouns: Vec<Value> = found
            .pronouns
            .iter()
            .map(|p| {
                let candidates =
                    p.candidates.iter().map(|(name, features)| json!({"name": name, "features": features}));
                json!({"attribution": p.attribution, "candidates": candidates.collect::<Vec<_>>()})
            })
            .collect();
        let line = json!({"id": article["id"], "attributions": attributions, "parties": parties,
                          "decisions": decisions, "pronouns": pronouns, "pronoun_features": PRONOUN_FEATURES});
        writeln!(out, "{line}").expect("an open output");
    }
}
