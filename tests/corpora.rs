//! Minimum figures on real news, if `../shared/corpora` is present.
//!
//! `floors.toml` records the figures reached so far. A figure may fall below
//! its floor by the tolerance given there, so that only a change that costs
//! much fails.

use crate::sound::faults;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How many articles are checked for soundness; the whole file takes long in an
/// unoptimised build.
const SLICE: usize = 100;

pub(crate) fn shared(name: &str) -> Option<PathBuf> {
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
    // Takes articles from all over the file, which is grouped by publisher.
    for line in text.lines().step_by((articles / SLICE).max(1)) {
        let article: Value = serde_json::from_str(line).expect("a line of JSON");
        let faults = faults(&secondhand::analyze(article["text"].as_str().expect("a text")));
        all.extend(faults.into_iter().map(|fault| format!("{}: {fault}", article["id"])));
        count += 1;
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert!(count >= SLICE.min(articles), "{count} articles");
}

/// Returns what a scoring tool of the corpora prints for a system's output, as
/// JSON. If the tool cannot be run, reports why and returns `None`.
pub(crate) fn tool(name: &str, gold: &str, system: &Path, options: &[&str]) -> Option<Value> {
    let tool = shared(&format!("tools/{name}"))?;
    let python = |args: &[&OsStr]| Command::new("python3").args(args).stdin(Stdio::null()).output();
    if !python(&["--version".as_ref()]).is_ok_and(|run| run.status.success()) {
        crate::skipped("skipped: there is no python3");
        return None;
    }
    let mut args: Vec<&OsStr> =
        vec!["-B".as_ref(), tool.as_os_str(), gold.as_ref(), system.as_os_str(), "--json".as_ref()];
    args.extend(options.iter().map(OsStr::new));
    let scored = python(&args).expect("the tool runs");
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stderr));
    Some(serde_json::from_slice(&scored.stdout).expect("JSON"))
}

/// The contents of `floors.toml`.
#[derive(serde::Deserialize)]
struct Floors {
    tolerance: f64,
    #[serde(flatten)]
    corpora: BTreeMap<String, Floor>,
}

#[derive(serde::Deserialize)]
struct Floor {
    /// Options for `secondhand eval`.
    #[serde(default)]
    options: Vec<String>,
    /// Floors, nested like the JSON of `secondhand eval`.
    figures: toml::Table,
}

#[test]
fn figures_stay_above_their_floors() {
    let floors: Floors = toml::from_str(include_str!("floors.toml")).expect("floors");
    let mut low = Vec::new();
    for (corpus, floor) in &floors.corpora {
        let Some(gold) = shared(&format!("corpora/{corpus}.jsonl")) else { continue };
        let mut command = Command::new(env!("CARGO_BIN_EXE_secondhand"));
        let run = command.args(["eval", "--json"]).args(&floor.options).arg(gold).output().expect("the command runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let figures: Value = serde_json::from_slice(&run.stdout).expect("JSON");
        for (name, figure) in &floor.figures {
            below(&format!("{corpus}: {name}"), figure, &figures[name], floors.tolerance, &mut low);
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

/// Adds the figures that are too far below their floors.
fn below(name: &str, floor: &toml::Value, figure: &Value, tolerance: f64, low: &mut Vec<String>) {
    if let Some(fields) = floor.as_table() {
        for (field, floor) in fields {
            below(&format!("{name} {field}"), floor, &figure[field], tolerance, low);
        }
        return;
    }
    let floor = floor.as_float().unwrap_or_else(|| panic!("{name}: a figure of per cent is written as 82.4"));
    let figure = 100.0 * figure.as_f64().unwrap_or_else(|| panic!("{name}: there is no such figure"));
    println!("{name}: {figure:.1} (stored {floor})");
    if figure < floor - tolerance {
        low.push(format!("{name}: {figure:.1} is more than {tolerance} below {floor}"));
    }
}
