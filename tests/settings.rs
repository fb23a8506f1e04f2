//! Tests settings files, suppressions and baselines as a newsroom uses them.

use crate::cli::{Folder, Run, assert_message};
use std::fs;

const BY_POST: &str =
    "The Washington Post quoted Ana Ruiz, a spokeswoman for the port, as saying \"the strike is over.\"\n";
const BY_GAZETTE: &str = "The Harbour Gazette quoted Tom Weller as saying the pier was \"as good as new.\"\n";
const RUMOUR: &str = "The ferry is reportedly for sale.\n";

/// Returns the lines of `check --format concise` up to the message and without
/// columns, which depend on the grammar.
fn found(run: &Run) -> Vec<String> {
    let head = |line: &str| {
        let parts: Vec<&str> = line.splitn(4, ": ").collect();
        let place = parts[0].rsplit_once(':').expect("a column").0;
        format!("{place}: {}", parts[1..3].join(": "))
    };
    run.stdout.lines().map(head).collect()
}

fn check(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "concise"], args].concat())
}

#[test]
fn the_nearest_settings_hold() {
    let folder = Folder::new("nearest")
        .with("secondhand.toml", "ignore = 'SH001'\n")
        .with("a.txt", BY_POST)
        .with("deep/er/b.txt", BY_POST)
        .with("own/secondhand.toml", "[rules.SH001]\nseverity = 'error'\n")
        .with("own/deep/c.txt", BY_POST);
    let run = check(&folder, &["."]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    assert_eq!(found(&run), ["own/deep/c.txt:1: error: SH001 second-hand-quote"]);
    assert_eq!(check(&folder, &["a.txt", "deep"]).code, 0);
    assert_eq!(check(&folder, &["--no-config", "a.txt", "deep"]).stdout.lines().count(), 2);
    let run = check(&folder, &["--config", "secondhand.toml", "own"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    // Standard input is treated as a file in the working folder.
    assert_eq!(folder.run_with(&["check", "-"], BY_POST).code, 0);
    assert_eq!(folder.run_with(&["check", "--no-config", "--fail-on", "note", "-"], BY_POST).code, 1);
}

#[test]
fn overrides_hold_for_their_paths_and_flags_for_all() {
    let folder = Folder::new("overrides")
        .with(
            "secondhand.toml",
            "fail-on = 'note'\n[[overrides]]\npaths = 'opinion/'\nfail-on = 'never'\n[[overrides]]\npaths = \
             ['opinion/*.md', 'wire/**']\npublisher = 'The Washington Post'\n",
        )
        .with("opinion/a.txt", BY_POST)
        .with("opinion/b.md", BY_POST)
        .with("wire/2016/c.txt", BY_POST);
    let run = check(&folder, &["opinion", "wire"]);
    assert_eq!(run.code, 0);
    assert_eq!(found(&run), ["opinion/a.txt:1: note: SH001 second-hand-quote"]);
    assert_eq!(check(&folder, &["--fail-on", "note", "opinion"]).code, 1);
    let run = check(&folder, &["--publisher", "The Courier", "wire"]);
    assert_eq!(found(&run), ["wire/2016/c.txt:1: note: SH001 second-hand-quote"]);
    // Overrides also apply to the paths of JSON Lines files.
    let line = serde_json::json!({ "id": "n1", "text": BY_POST }).to_string();
    fs::write(folder.0.join("wire/d.jsonl"), line).expect("a file");
    assert_eq!(check(&folder, &["wire/d.jsonl"]).code, 0);
}

#[test]
fn flags_say_which_rules_run_and_how() {
    let folder = Folder::new("rule-flags")
        .with("secondhand.toml", "ignore = 'hearsay'\n")
        .with("a.txt", format!("{BY_POST}\n{RUMOUR}"));
    let found = |args: &[&str]| found(&check(&folder, &[args, &["a.txt"]].concat()));
    assert_eq!(found(&[]), ["a.txt:1: note: SH001 second-hand-quote"]);
    assert_eq!(found(&["--select", "SH003"]), ["a.txt:3: warning: SH003 hearsay"]);
    assert_eq!(found(&["--select", "all", "--ignore", "SH003,second-hand-quote"]), [""; 0]);
    assert_eq!(
        found(&["--severity", "SH001=note", "--severity", "second-hand-quote=error"]),
        ["a.txt:1: error: SH001 second-hand-quote"]
    );
    let json = folder.run(&["extract", "--format", "json", "--select", "SH003", "a.txt"]).json();
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(1));
}

#[test]
fn wrong_settings_are_told_once_and_the_other_articles_are_read() {
    let folder = Folder::new("wrong-settings")
        .with("a.txt", BY_POST)
        .with(
            "broken/secondhand.toml",
            "publisher = \"The Courier\"\n\n[rules.second-hand-qoute]\nseverity = \"note\"\n",
        )
        .with("broken/b.txt", BY_POST)
        .with("broken/deep/c.txt", BY_POST);
    let run = check(&folder, &["."]);
    assert_message("wrong-settings", &run);
    assert_eq!(found(&run), ["a.txt:1: note: SH001 second-hand-quote"]);
    let with = |settings: &str| {
        fs::write(folder.0.join("s.toml"), settings).expect("a file");
        check(&folder, &["--config", "s.toml", "a.txt"])
    };
    assert_message("settings-wrong-glob", &with("[[overrides]]\npaths = [\"opinion/\", \"wire/{a\"]\n"));
    assert_message("settings-no-grammar", &with("grammar = \"newsroom\"\n"));
    assert_message("settings-no-baseline", &with("baseline = \"known.json\"\n"));
    assert_message("settings-unknown-key", &with("publsher = \"The Courier\"\n"));
    assert_message("settings-missing", &check(&folder, &["--config", "t.toml", "a.txt"]));
}

#[test]
fn flags_that_name_no_rule() {
    let folder = Folder::new("wrong-flags").with("a.txt", BY_POST);
    assert_message("select-unknown", &check(&folder, &["--select", "heresay", "a.txt"]));
    assert_message("severity-unknown", &check(&folder, &["--severity", "SH001=fatal", "a.txt"]));
    assert_message("threshold-unknown", &check(&folder, &["--threshold", "SH001.length=3", "a.txt"]));
    assert_eq!(check(&folder, &["--config", "a.toml", "--no-config", "a.txt"]).code, 2);
}

#[test]
fn grammar_folders_lie_beside_the_settings() {
    let folder = Folder::new("settings-grammar")
        .with("desk/secondhand.toml", "grammar = ['words']\n")
        .with(
            "desk/words/lexicons/outlets.toml",
            "kind = 'outlets'\n[[outlet]]\nname = 'Qadrin Lamp'\nkind = 'newspaper'\n",
        )
        .with("desk/a.txt", "Qadrin Lamp quoted Ana Ruiz as saying \"the strike is over.\"\n");
    let run = check(&folder, &["--fail-on", "note", "desk"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{}", run.stdout);
    let shown = folder.run(&["settings", "show", "desk/a.txt"]).stdout;
    assert!(shown.contains("grammar = [\"desk/words\"]"), "{shown}");
}

#[test]
fn constructions_of_the_settings_are_explained() {
    let own = include_str!("../grammar/constructions/quoted/quoted-as-saying.toml");
    let folder = Folder::new("settings-explain")
        .with("secondhand.toml", "grammar = 'words'\n")
        .with("words/constructions/own.toml", own.replacen("quoted-as-saying", "quoted-in-our-way", 1));
    assert_eq!(folder.run(&["explain", "quoted-in-our-way"]).code, 0);
    fs::write(folder.0.join("secondhand.toml"), "gramar = 'words'\n").expect("a file");
    assert_eq!(folder.run(&["explain", "quoted-in-our-way"]).code, 2);
    assert_eq!(folder.run(&["explain", "hearsay"]).code, 0);
}

#[test]
fn what_holds_is_shown_with_where_it_is_said() {
    let folder = Folder::new("settings-show")
        .with(
            "secondhand.toml",
            "publisher = 'The Courier'\n[rules.SH001]\nseverity = 'error'\n[[overrides]]\npaths = 'opinion/'\nignore = \
             'hearsay'\n",
        )
        .with("opinion/a.txt", BY_POST);
    let run = folder.run(&["settings", "show", "--agency", "UPI", "opinion/a.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    for line in [
        "publisher = \"The Courier\" # secondhand.toml",
        "agency = \"UPI\" # the command line",
        "fail-on = \"warning\" # default",
        "severity = \"error\" # secondhand.toml",
        "[rules.hearsay] # SH003 does not run: secondhand.toml, overrides in line 4",
    ] {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(run.stdout.lines().any(|shown| squeezed(shown) == line), "{line}\n{}", run.stdout);
    }
    // Apart from the rules that do not run, the output is a settings file with
    // the same meaning.
    fs::write(folder.0.join("shown.toml"), &run.stdout).expect("a file");
    let again = folder.run(&["settings", "show", "--config", "shown.toml", "opinion/a.txt"]);
    assert_eq!((again.code, again.stderr.as_str()), (0, ""));
    assert_eq!(folder.run(&["settings", "schema"]).json()["title"], "secondhand.toml");
}

#[test]
fn suppressions_hold_in_comments_and_in_a_file_beside_the_article() {
    let folder = Folder::new("suppressions")
        .with("a.md", format!("{BY_POST}\n<!-- secondhand-ignore: SH001: heard on tape -->\n{BY_GAZETTE}"))
        .with("b.txt", format!("{BY_POST}\n{BY_GAZETTE}"))
        .with(
            "b.txt.secondhand.toml",
            "[[ignore]]\nrule = 'second-hand-quote'\nquote = 'the strike is over'\nreason = 'on the record with AP'\n",
        );
    let run = check(&folder, &["--fail-on", "note", "."]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    assert_eq!(found(&run), ["a.md:1: note: SH001 second-hand-quote", "b.txt:3: note: SH001 second-hand-quote"]);
    let summary = folder.run(&["check", "."]).stdout;
    assert!(summary.contains("(2 suppressed)"), "{summary}");
}

#[test]
fn unused_suppressions_are_reported_and_count() {
    let folder = Folder::new("unused")
        .with("a.md", format!("<!-- secondhand-ignore: hearsay: it is not -->\n{FIRST}"))
        .with("b.txt", FIRST)
        .with("b.txt.secondhand.toml", "\n[[ignore-file]]\nrule = 'hearsay'\nreason = 'it is not'\n");
    let run = check(&folder, &["."]);
    assert_eq!(run.code, 1);
    assert_eq!(
        found(&run),
        ["a.md:1: warning: unused-suppression", "b.txt.secondhand.toml:2: warning: unused-suppression"]
    );
    fs::write(folder.0.join("secondhand.toml"), "unused-suppressions = 'note'").expect("a file");
    assert_eq!(check(&folder, &["."]).code, 0);
    assert_eq!(check(&folder, &["--ignore", "hearsay", "."]).stdout, "");
}

const FIRST: &str = "The strike is over, Ana Ruiz said on Monday in Lima.\n";

#[test]
fn wrong_suppressions_are_errors_and_the_article_is_read() {
    let folder = Folder::new("wrong-suppressions")
        .with("a.md", format!("<!-- secondhand-ignore: second-hand-quote -->\n{BY_POST}"))
        .with("b.txt", BY_POST)
        .with("b.txt.secondhand.toml", "[[ignore]]\nrule = 'SH001'\nquote = 'strike'\nraeson = 'on tape'\n");
    let run = check(&folder, &["."]);
    assert_message("wrong-suppressions", &run);
    assert_eq!(run.stdout.lines().count(), 2);
}

#[test]
fn beside_json_lines_suppressions_name_their_article() {
    let line = |id: &str| serde_json::json!({ "id": id, "text": BY_POST }).to_string() + "\n";
    let entry = |id: &str| format!("[[ignore-file]]\nrule = 'SH001'\nreason = 'on tape'\nid = '{id}'\n");
    let folder = Folder::new("suppressed-lines")
        .with("a.jsonl", line("n1") + &line("n2"))
        .with("a.jsonl.secondhand.toml", entry("n2") + &entry("n3"));
    let run = check(&folder, &["a.jsonl"]);
    assert_eq!(found(&run), ["n1:1: note: SH001 second-hand-quote"]);
    assert_message("suppression-of-no-article", &run);
    fs::write(folder.0.join("a.jsonl.secondhand.toml"), "[[ignore]]\nrule = 'SH999'\n").expect("a file");
    let run = check(&folder, &["a.jsonl"]);
    assert_eq!((run.code, run.stderr.matches("error").count(), run.stdout.lines().count()), (2, 1, 2));
}

#[test]
fn a_baseline_hides_what_it_knows_wherever_it_moves() {
    let folder = Folder::new("baseline").with("in/a.txt", BY_POST).with("in/b.txt", format!("{BY_POST}\n{RUMOUR}"));
    let run = check(&folder, &["--write-baseline", "known.json", "in"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert_eq!(run.stderr, "note: 3 findings in 2 articles stand in known.json now\n");
    let written = fs::read_to_string(folder.0.join("known.json")).expect("a baseline");
    assert!(written.contains("\"in/a.txt\"") && written.contains("\"in/b.txt\""), "{written}");

    let run = check(&folder, &["--baseline", "known.json", "in"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    // The baseline matches from any folder, and after edits elsewhere in the
    // article.
    fs::write(folder.0.join("in/a.txt"), format!("It rained all day.\n\n{BY_POST}\n{BY_GAZETTE}")).expect("a file");
    let run = folder.run(&[
        "check",
        "--format",
        "concise",
        "--fail-on",
        "note",
        "--baseline",
        "in/../known.json",
        "in/a.txt",
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    assert_eq!(found(&run), ["in/a.txt:5: note: SH001 second-hand-quote"]);
    // The settings can name the baseline.
    let settings = folder.with("secondhand.toml", "baseline = 'known.json'\n");
    assert_eq!(check(&settings, &["in"]).stdout.lines().count(), 1);
}

#[test]
fn what_is_gone_is_counted_and_taken_out() {
    let folder = Folder::new("baseline-gone")
        .with("a.txt", BY_POST)
        .with("b.txt", BY_POST)
        .with("c.txt", BY_POST)
        .with("n.jsonl", serde_json::json!({ "id": "n1", "text": BY_POST }).to_string());
    assert_eq!(check(&folder, &["--write-baseline", "known.json", "."]).code, 0);
    let written = || fs::read_to_string(folder.0.join("known.json")).expect("a baseline");
    assert!(written().contains("\"n.jsonl#n1\""), "{}", written());
    fs::write(folder.0.join("a.txt"), FIRST).expect("a file");
    fs::remove_file(folder.0.join("b.txt")).expect("it was there");
    // An article that exists but was not read is not reported as gone.
    let run = check(&folder, &["--baseline", "known.json", "a.txt"]);
    assert_message("baseline-gone", &run);
    assert_eq!(check(&folder, &["--write-baseline", "known.json", "a.txt"]).code, 0);
    assert!(!written().contains("a.txt") && !written().contains("b.txt"), "{}", written());
    assert!(written().contains("c.txt") && written().contains("n.jsonl#n1"), "{}", written());
    fs::write(folder.0.join("n.jsonl"), "{\"id\": \"n2\", \"text\": \"It rained.\"}").expect("a file");
    let run = check(&folder, &["--baseline", "known.json", "n.jsonl"]);
    assert!(run.stderr.contains("1 finding of known.json is there no longer"), "{}", run.stderr);
}

#[test]
fn a_baseline_is_not_written_when_something_could_not_be_read() {
    let folder = Folder::new("baseline-not-written").with("a.txt", BY_POST);
    assert_message("baseline-not-written", &check(&folder, &["--write-baseline", "known.json", "a.txt", "b.txt"]));
    assert!(!folder.0.join("known.json").exists());
    fs::write(folder.0.join("known.json"), "{\n  \"version\": 1,\n  \"artciles\": {}\n}\n").expect("a file");
    assert_message("baseline-broken", &check(&folder, &["--baseline", "known.json", "a.txt"]));
}

#[test]
fn suppressed_findings_are_no_part_of_a_baseline() {
    let folder = Folder::new("baseline-suppressed")
        .with("a.md", format!("<!-- secondhand-ignore: SH001: heard on tape -->\n{BY_POST}\n{BY_GAZETTE}"));
    assert_eq!(check(&folder, &["--write-baseline", "known.json", "a.md"]).code, 0);
    let written = fs::read_to_string(folder.0.join("known.json")).expect("a baseline");
    assert_eq!(written.matches("\"rule\"").count(), 1, "{written}");
    let again = check(&folder, &["--write-baseline", "known.json", "a.md"]);
    assert_eq!((again.code, fs::read_to_string(folder.0.join("known.json")).ok()), (0, Some(written)));
}
