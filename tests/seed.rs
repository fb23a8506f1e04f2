//! Tests one real article in detail, if `../shared` is present.
//!
//! The article is under copyright, so the tests name people and cues and quote
//! a few words at most.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Returns the path of the article, or `None` if it is missing.
fn path() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed-article.txt");
    if !path.exists() {
        crate::skipped("skipped: ../shared/seed-article.txt is not there");
        return None;
    }
    Some(path)
}

/// Returns the output of `secondhand extract --format json` for the article,
/// after checking that the library gives the same.
fn document() -> Option<Value> {
    let path = path()?;
    let text = fs::read_to_string(&path).expect("the seed article");
    let analysis = secondhand::analyze(&text);
    use secondhand::report::json::{Document, Offsets};
    let mine: Value =
        serde_json::from_str(&Document::new(&analysis, "seed", Offsets::Codepoints).to_pretty()).expect("JSON");
    let run = run(&["extract", "--format", "json"], &path);
    assert_eq!(run.status.code(), Some(0));
    let printed: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    for field in ["article", "attributions", "quotes", "parties", "findings"] {
        assert_eq!(printed[field], mine[field], "{field}: the command and the library differ");
    }
    Some(mine)
}

fn run(args: &[&str], path: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_secondhand")).args(args).arg(path).env("COLUMNS", "100").output().expect("a run")
}

fn attributions(document: &Value) -> &[Value] {
    document["attributions"].as_array().expect("a list")
}

/// Returns the words of a role; its spans are separated by a bar.
fn words(attribution: &Value, role: &str) -> String {
    let spans = attribution[role].as_array().expect("a list");
    let text = spans.iter().map(|s| s["text"].as_str().expect("a text")).collect::<Vec<_>>().join(" | ");
    // The text has several kinds of spaces.
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the chain from the article to the origin: `carried:The Post,
/// origin:Ana Ruiz`.
fn chain(attribution: &Value) -> String {
    let link = |l: &Value| {
        let role = l["relation"].as_str().or(l["role"].as_str()).expect("a role");
        format!("{role}:{}", l["name"].as_str().expect("a name"))
    };
    attribution["chain"].as_array().expect("a list").iter().map(link).collect::<Vec<_>>().join(", ")
}

/// Returns the attributions at the top level whose source and cue contain these
/// words.
fn find<'a>(document: &'a Value, source: &str, cue: &str) -> Vec<&'a Value> {
    let fits =
        |a: &&Value| a["nested_in"].is_null() && words(a, "source").contains(source) && words(a, "cue").contains(cue);
    attributions(document).iter().filter(fits).collect()
}

/// Returns the only attribution with these words.
fn one<'a>(document: &'a Value, source: &str, cue: &str) -> &'a Value {
    let found = find(document, source, cue);
    let cues = |a: &Value| format!("{} / {}", words(a, "source"), words(a, "cue"));
    let all: Vec<String> = attributions(document).iter().map(cues).collect();
    assert_eq!(found.len(), 1, "{source} / {cue} among:\n{}", all.join("\n"));
    found[0]
}

#[test]
fn the_post_carries_mohammed() {
    let Some(document) = document() else { return };
    let a = one(&document, "Mohammed", "quoted");
    assert_eq!(a["provenance"], "secondhand");
    assert_eq!(chain(a), "carried:The Washington Post, origin:Nasir Nouri Mohammed");
    assert_eq!(a["chain"][0]["kind"], "outlet");
    assert_eq!(a["chain"][1]["kind"], "person");
    // The content has both fragments and is partly quoted.
    assert_eq!(a["quotation"], "mixed");
    let content = words(a, "content");
    assert!(content.contains("the decision was made") && content.ends_with("maybe less.\""), "{content}");
    assert_eq!(a["quotes"].as_array().map(Vec::len), Some(2));
    // The newspaper is not the source of these words.
    assert!(find(&document, "Washington Post", "").is_empty());
    let parties = document["parties"].as_array().expect("a list");
    let he = parties.iter().find(|p| p["name"] == "Nasir Nouri Mohammed").expect("the party");
    let description = he["description"].as_str().unwrap_or("");
    assert!(description.starts_with("a spokesman for") && description.ends_with("defense ministry"), "{description}");
}

#[test]
fn the_times_carries_kerry_over_a_lost_space() {
    let Some(document) = document() else { return };
    let a = one(&document, "Kerry", "quoted");
    assert_eq!(a["provenance"], "secondhand");
    assert_eq!(chain(a), "carried:The New York Times, origin:John Kerry");
    // The quotation continues in the next sentence.
    let content = words(a, "content");
    assert!(content.contains("not yet coordinated") && content.contains("I think we have concerns"), "{content}");
    assert_eq!(a["quotation"], "direct");
    assert_eq!(a["quotes"].as_array().map(Vec::len), Some(2));
    assert!(find(&document, "New York Times", "").is_empty());
}

#[test]
fn what_is_reported_by_nobody_is_hearsay() {
    let Some(document) = document() else { return };
    let a = one(&document, "", "is reported");
    assert_eq!(a["provenance"], "hearsay");
    assert_eq!(words(a, "source"), "");
    assert!(words(a, "content").contains("caught off guard"), "{}", words(a, "content"));
}

#[test]
fn officials_are_an_unnamed_source() {
    let Some(document) = document() else { return };
    for (source, cue) in [("Iraqi officials", "announced"), ("US officials", "assert")] {
        let a = one(&document, source, cue);
        assert_eq!(a["provenance"], "firsthand");
        assert_eq!(a["chain"][0]["kind"], "unnamed", "{source}");
    }
    let findings = document["findings"].as_array().expect("a list");
    let first = one(&document, "Iraqi officials", "announced");
    assert!(findings.iter().any(|f| f["code"] == "SH005" && f["attribution"] == first["id"]), "{findings:?}");
}

#[test]
fn earnest_has_two_cues() {
    let Some(document) = document() else { return };
    let said = one(&document, "Josh Earnest", "said");
    let characterized = one(&document, "Josh Earnest", "characterized");
    for a in [said, characterized] {
        assert_eq!(chain(a), "origin:Josh Earnest");
        assert_eq!(a["provenance"], "firsthand");
        assert_eq!(a["quotation"], "mixed");
    }
    assert!(words(said, "content").contains("would welcome constructive Russian support"));
    assert!(!words(said, "content").contains("losing bet"), "{}", words(said, "content"));
    assert!(words(characterized, "content").contains("losing bet"), "{}", words(characterized, "content"));
}

#[test]
fn what_officials_assert_is_not_what_militias_are_known_as() {
    let Some(document) = document() else { return };
    let a = one(&document, "US officials", "assert");
    let content = words(a, "content");
    assert!(content.starts_with("they have not coordinated"), "{content}");
    // Naming something is not an attribution.
    for a in attributions(&document) {
        assert!(!words(a, "cue").contains("known"), "{} / {}", words(a, "source"), words(a, "cue"));
    }
}

#[test]
fn a_capital_confirms() {
    let Some(document) = document() else { return };
    let a = one(&document, "Moscow", "confirmed");
    assert_eq!(a["provenance"], "firsthand");
    assert_eq!(chain(a), "origin:Moscow");
    assert_eq!(a["chain"][0]["kind"], "organization");
    assert!(words(a, "content").starts_with("the presence of Russian military advisers"));
}

#[test]
fn the_agency_is_in_the_copyright_line_and_nothing_else_is_read_there() {
    let Some(document) = document() else { return };
    assert_eq!(document["article"]["agency"], "UPI");
    assert_eq!(document["article"]["byline"], "Fred Lambert");
    assert_eq!(document["article"]["published"], "2015-09-28");
    for a in attributions(&document) {
        assert!(!chain(a).contains("UPI"), "{}", chain(a));
    }
    // Text below the byline is not read.
    let all = document.to_string();
    for words in ["newsletter", "You may also like", "Sign up", "Rights Reserved"] {
        assert!(!all.contains(words), "{words}");
    }
}

#[test]
fn the_report_draws_both_chains() {
    let Some(path) = path() else { return };
    let run = run(&["check", "--format", "full", "--color", "never"], &path);
    assert_eq!(run.status.code(), Some(1), "warnings are found");
    let report = String::from_utf8(run.stdout).expect("UTF-8");
    for line in [
        "Nasir Nouri Mohammed → The Washington Post → UPI (this article)",
        "John Kerry → The New York Times → UPI (this article)",
    ] {
        assert!(report.contains(line), "{line} is not in\n{report}");
    }
    for code in ["SH001", "SH003", "SH005"] {
        assert!(report.contains(code), "{code} is not in\n{report}");
    }
    assert!(!report.contains("newsletter"), "{report}");
    // Two findings are second-hand, and one is a report without a source.
    assert_eq!(report.matches("warning[SH003]").count(), 1, "{report}");
    let through = report.matches("note[SH001]").count() + report.matches("note[SH002]").count();
    assert_eq!(through, 2, "{report}");
}
