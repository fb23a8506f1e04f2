//! Floors for the figures on real news, where `../shared/corpora` is present.
//!
//! They stand a little below what is reached, so that a change that costs
//! much is seen and one that costs a tenth is not.

use crate::sound::faults;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How many articles are read for soundness: the whole file takes long in an
/// unoptimised build.
const SLICE: usize = 100;

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !path.exists() {
        crate::skipped(&format!("skipped: ../shared/{name} is not there"));
        return None;
    }
    Some(path)
}

#[test]
fn real_news_is_read_soundly() {
    let Some(path) = shared("corpora/polnear-train.jsonl") else { return };
    let text = fs::read_to_string(path).expect("the corpus");
    let articles = text.lines().count();
    let (mut count, mut all) = (0, Vec::new());
    // Spread over the file: its publishers come one after the other.
    for line in text.lines().step_by((articles / SLICE).max(1)) {
        let article: Value = serde_json::from_str(line).expect("a line of JSON");
        let faults = faults(&secondhand::analyze(article["text"].as_str().expect("a text")));
        all.extend(faults.into_iter().map(|fault| format!("{}: {fault}", article["id"])));
        count += 1;
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert!(count >= SLICE.min(articles), "{count} articles");
}

/// What a tool of the corpora says of the command's own output, as JSON.
fn measured(tool: &str, corpus: &str) -> Option<Value> {
    let (tool, gold) = (shared(&format!("tools/{tool}"))?, shared(&format!("corpora/{corpus}"))?);
    let python = |args: &[&std::ffi::OsStr]| Command::new("python3").args(args).stdin(Stdio::null()).output();
    if !python(&["--version".as_ref()]).is_ok_and(|run| run.status.success()) {
        crate::skipped("skipped: there is no python3");
        return None;
    }
    let run = Command::new(env!("CARGO_BIN_EXE_secondhand"))
        .args(["extract", "--format", "jsonl"])
        .arg(&gold)
        .output()
        .expect("the command runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let name = format!("secondhand-{corpus}-{}-{}", tool.file_stem()?.to_str()?, std::process::id());
    let system = std::env::temp_dir().join(name);
    fs::write(&system, &run.stdout).expect("a temporary file");
    let scored = python(&["-B".as_ref(), tool.as_os_str(), gold.as_os_str(), system.as_os_str(), "--json".as_ref()]);
    let _ = fs::remove_file(&system);
    let scored = scored.expect("the tool runs");
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stderr));
    Some(serde_json::from_slice(&scored.stdout).expect("JSON"))
}

/// A figure of per cent with its name and floor.
fn assert_floors(figures: &[(&str, &Value, f64)]) {
    let low: Vec<String> = figures
        .iter()
        .map(|&(name, value, floor)| (name, 100.0 * value.as_f64().expect("a number"), floor))
        .inspect(|(name, value, floor)| println!("{name}: {value:.1} (floor {floor})"))
        .filter(|(_, value, floor)| value < floor)
        .map(|(name, value, floor)| format!("{name}: {value:.1} is below {floor}"))
        .collect();
    assert!(low.is_empty(), "{}", low.join("\n"));
}

#[test]
fn attributions_of_polnear() {
    let Some(scores) = measured("score.py", "polnear-dev.jsonl") else { return };
    assert_floors(&[
        ("token alpha", &scores["alpha"], 65.2),
        ("detection F1", &scores["detect"]["F1"], 81.9),
        ("quoted detection F1", &scores["quoted_detect"]["F1"], 91.7),
    ]);
}

#[test]
fn second_hand_flags_of_reuters() {
    let Some(scores) = measured("score_provenance.py", "reuters-dev.jsonl") else { return };
    assert_floors(&[("second-hand flag F1", &scores["flag"]["F1"], 72.0)]);
}
