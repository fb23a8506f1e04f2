//! Runs `wrong_findings.toml`: texts of kinds that once led to wrong findings.

use secondhand::analyze;
use serde::Deserialize;

#[derive(Deserialize)]
struct Kinds {
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    name: String,
    text: Vec<Text>,
}

#[derive(Deserialize)]
struct Text {
    text: String,
    /// The chain of each attribution, in the order of the text.
    chains: Vec<String>,
}

#[test]
fn wrong_findings_do_not_come_back() {
    let Kinds { kind: kinds } = toml::from_str(include_str!("wrong_findings.toml")).expect("kinds");
    let mut wrong = Vec::new();
    for kind in &kinds {
        assert!(kind.text.len() > 1, "{} needs another text", kind.name);
        for Text { text, chains } in &kind.text {
            let analysis = analyze(text);
            let found: Vec<String> = (0..analysis.attributions.len()).map(|i| analysis.chain_path(i)).collect();
            if found != *chains {
                wrong.push(format!("{}: {text}\n  is {found:?}\n  not {chains:?}", kind.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
