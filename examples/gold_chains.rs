//! For measuring alone: feeds a corpus's gold spans through resolution and
//! chains, as if the grammar had found every one of them.
//!
//! `cargo run --example gold_chains -- GOLD.jsonl > system.jsonl`

use secondhand::article::{self, Metadata};
use secondhand::attribution::{Act, Attribution, Evidentiality, QuotationKind};
use secondhand::span::{Span, TokenSpan};
use secondhand::{Grammar, chain, grammar, quotation, resolve, sentence, token};
use serde_json::{Value, json};
use std::fmt::Write as _;

fn main() {
    let _ = grammar::Grammar::builtin();
    let grammar = Grammar::builtin();
    let lexicon = grammar.lexicon();
    let mut out = String::new();
    for path in std::env::args().skip(1) {
        let file = std::fs::read_to_string(&path).unwrap_or_default();
        for line in file.lines() {
            let Ok(d) = serde_json::from_str::<Value>(line) else { continue };
            let text = d["text"].as_str().unwrap_or("");
            let starts: Vec<u32> = text.char_indices().map(|c| c.0 as u32).chain([text.len() as u32]).collect();
            let own = |k: &str| d[k].as_str().map(str::to_owned);
            let metadata = Metadata { publisher: own("publisher"), agency: own("wire"), ..Metadata::default() };
            let article = article::read(text, metadata, lexicon);
            let text = &*article.text;
            let tokens = token::tokenize(text, lexicon.abbreviations());
            let marks = lexicon.mark(text, &tokens);
            let quotations = quotation::pair(text, &tokens);
            let sentences =
                sentence::split(text, &tokens, &quotations, &article.blocks, lexicon.abbreviations(), &|_| false);
            let spans = |v: &Value| -> Vec<Span> {
                v.as_array()
                    .into_iter()
                    .flatten()
                    .map(|s| {
                        let at = |k: &str| {
                            starts.get(s[k].as_u64().unwrap_or(0) as usize).copied().unwrap_or(text.len() as u32)
                        };
                        Span::new(at("start"), at("end"))
                    })
                    .collect()
            };
            let gold: Vec<&Value> = d["attributions"].as_array().into_iter().flatten().collect();
            let mut list: Vec<(usize, Attribution)> = gold
                .iter()
                .enumerate()
                .map(|(g, a)| {
                    let (source, cue, content) = (spans(&a["source"]), spans(&a["cue"]), spans(&a["content"]));
                    let covering = |s: Span| {
                        let start = tokens.partition_point(|t| t.span.end <= s.start) as u32;
                        TokenSpan::new(start, tokens.partition_point(|t| t.span.start < s.end) as u32)
                    };
                    let cue_tokens = cue.first().map_or(TokenSpan::default(), |&c| covering(c));
                    let words: String = cue.iter().map(|c| c.of(text).to_lowercase() + " ").collect();
                    let hearsay = [
                        "report",
                        "alleg",
                        "rumo",
                        "accus",
                        "claim",
                        "said to",
                        "legend",
                        "blamed",
                        "implicated",
                        "talk",
                    ];
                    let evidentiality = if !source.is_empty() {
                        Evidentiality::Sourced
                    } else if hearsay.iter().any(|h| words.contains(h)) {
                        Evidentiality::Hearsay
                    } else {
                        Evidentiality::Unsourced
                    };
                    let head = (cue_tokens.start..cue_tokens.end)
                        .rev()
                        .find(|&t| {
                            let w = tokens[t as usize].text(text).to_lowercase();
                            !["to", "of", "for", "that", "on", "as", ":", "about", "in", "with"].contains(&w.as_str())
                        })
                        .unwrap_or(cue_tokens.start);
                    let attribution = Attribution {
                        construction: 0,
                        act: Act::Statement,
                        evidentiality,
                        source,
                        cue,
                        cue_head: head,
                        content,
                        quotes: vec![],
                        quotation: QuotationKind::Indirect,
                        links: vec![],
                        venues: vec![],
                        sentence: sentences.iter().position(|s| s.tokens.contains(head)).unwrap_or(0) as u32,
                        tokens: cue_tokens,
                        nested_in: None,
                    };
                    (g, attribution)
                })
                .collect();
            let place =
                |a: &Attribution| a.source.iter().chain(&a.cue).chain(&a.content).map(|s| s.start).min().unwrap_or(0);
            list.sort_by_key(|(g, a)| (place(a), *g));
            let attributions: Vec<Attribution> = list.iter().map(|(_, a)| a.clone()).collect();
            for i in 0..list.len() {
                let Some(&at) = attributions[i].cue.first().or(attributions[i].source.first()) else { continue };
                let size = |a: &Attribution| a.content.iter().map(|s| s.len()).sum::<u32>();
                list[i].1.nested_in = (0..attributions.len())
                    .filter(|&j| j != i && attributions[j].content.iter().any(|c| c.contains(at)))
                    .min_by_key(|&j| size(&attributions[j]))
                    .map(|j| j as u32);
            }
            let attributions: Vec<Attribution> = list.iter().map(|(_, a)| a.clone()).collect();
            let resolution =
                resolve::resolve(grammar, &article, &tokens, &marks, &quotations, &sentences, &attributions);
            let chains =
                chain::build(grammar, &article, &tokens, &marks, &quotations, &sentences, &attributions, &resolution);
            let point = |b: u32| starts.partition_point(|&s| s < b);
            let show = |s: Span| json!({"start": point(s.start), "end": point(s.end), "text": s.of(text)});
            let all = |s: &[Span]| s.iter().map(|&s| show(s)).collect::<Vec<_>>();
            let items: Vec<Value> = attributions
                .iter()
                .zip(&chains)
                .map(|(a, c)| {
                    let links: Vec<Value> = c
                        .links
                        .iter()
                        .map(|l| {
                            let p = &resolution.parties[l.party as usize];
                            json!({"role": l.role, "relation": l.relation, "name": p.name, "kind": p.kind, "mention": show(l.mention)})
                        })
                        .collect();
                    json!({"source": all(&a.source), "cue": all(&a.cue), "content": all(&a.content),
                           "provenance": c.provenance, "chain": links})
                })
                .collect();
            let _ = writeln!(out, "{}", json!({"id": d["id"], "attributions": items}));
        }
    }
    print!("{out}");
}
