//! Tests `secondhand eval`: its figures against those of the corpora's own
//! tools, its output, and its messages about broken gold.
//!
//! The output is tested on a stored system output in `fixtures/eval/`, so that
//! it does not change with the grammar.

use crate::cli::{Folder, Run, assert_message, assert_output};
use crate::corpora::{shared, tool};
use crate::properties::{broken_news, config, mangled_news};
use proptest::prelude::*;
use secondhand::eval::{self, Figures, Found, Gold, GoldChain, Intermediary, Marked, Options};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Returns a folder with the annotated articles of `fixtures/eval/`.
fn folder(test: &str) -> Folder {
    let mut folder = Folder::new(&format!("eval-{test}"));
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/eval");
    for dir in ["", "brat/"] {
        let entries = fs::read_dir(fixtures.join(dir)).expect("fixtures").map(|e| e.expect("an entry").path());
        for path in entries.filter(|path| path.is_file()) {
            let text = fs::read_to_string(&path).expect("UTF-8").replace("\r\n", "\n");
            let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
            folder = folder.with(&format!("{dir}{name}"), text);
        }
    }
    folder
}

const SYSTEM: &[&str] = &["eval", "--system", "system.jsonl", "gold.jsonl"];

#[test]
fn the_figures_are_those_of_the_corpora_s_own_tools() {
    let reuters = ["--nested", "--acts", "statement,question,evidence"];
    for (corpus, options) in [("polnear-dev.jsonl", &[][..]), ("reuters-dev.jsonl", &reuters)] {
        let Some(gold) = shared(&format!("corpora/{corpus}")) else { return };
        let gold = gold.to_str().expect("UTF-8");
        let folder = Folder::new(&format!("eval-{corpus}"));
        let extracted = folder.run(&["extract", "--format", "jsonl", gold]);
        let folder = folder.with("system.jsonl", &extracted.stdout);
        let system = folder.0.join("system.jsonl");
        let Some(scores) = tool("score.py", gold, &system, options) else { return };
        let Some(mut provenance) = tool("score_provenance.py", gold, &system, &[]) else { return };
        provenance.as_object_mut().and_then(|p| p.remove("articles"));
        let measured = |args: &[&str]| folder.run(&[&["eval", gold, "--json"], options, args].concat()).json();
        let (own, given) = (measured(&[]), measured(&["--system", "system.jsonl"]));
        assert_eq!(own, given, "{corpus}: as read, and as printed and read again");
        assert_same(&scores, &own, corpus);
        assert_same(&provenance, &own["provenance"], &format!("{corpus}: provenance"));
    }
}

/// Checks that `got` has every figure of `wanted`, with the same value.
fn assert_same(wanted: &Value, got: &Value, place: &str) {
    match wanted {
        Value::Object(fields) => {
            assert!(got.is_object(), "{place}: {got}");
            for (name, field) in fields {
                assert_same(field, &got[name], &format!("{place}: {name}"));
            }
        }
        number => {
            let (wanted, got) = (number.as_f64().expect("a number"), got.as_f64());
            assert!(got.is_some_and(|got| (got - wanted).abs() < 1e-9), "{place}: {got:?}, not {wanted}");
        }
    }
}

#[test]
fn json_lines_and_standoff_files_give_the_same_figures() {
    let folder = folder("same");
    let figures = |args: &[&str]| {
        let run = folder.run(&[&["eval"], args].concat());
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}");
        run.stdout
    };
    let all = figures(&["gold.jsonl"]);
    assert_eq!(figures(&["brat"]), all);
    assert_eq!(figures(&["brat/ferry-timetable.txt", "brat/bell-tower.ann"]), all);
    assert_eq!(figures(&["--nested", "brat"]), figures(&["--nested", "gold.jsonl"]));
    assert!(all.starts_with("articles                      2\n"), "{all}");
}

#[test]
fn figures_mistakes_and_changes_are_shown() {
    let folder = folder("shown");
    assert_output("eval", &folder.run(SYSTEM));
    assert_output("eval-errors", &folder.run(&[SYSTEM, &["--errors", "--limit", "1"]].concat()));
    let lines = fs::read_to_string(folder.0.join("system.jsonl")).expect("the system's output");
    let ferry = lines.lines().find(|l| l.contains("ferry")).expect("an article").to_owned();
    let folder = folder.with("ferry.jsonl", ferry);
    let run = folder.run(&["eval", "--system", "ferry.jsonl", "--save", "before.json", "gold.jsonl"]);
    assert_message("eval-silent-system", &run);
    assert_output("eval-baseline", &folder.run(&[SYSTEM, &["--baseline", "before.json", "--limit", "2"]].concat()));
    let run = folder.run(&[SYSTEM, &["--nested", "--baseline", "before.json"]].concat());
    assert_message("eval-other-options", &run);
}

#[test]
fn trivial_answers_stand_beside_the_figures() {
    let folder = folder("trivial");
    let run = folder.run(&["eval", "--trivial", "gold.jsonl"]);
    let rows: Vec<Vec<&str>> =
        run.stdout.lines().skip_while(|l| !l.starts_with("trivial answers")).map(|l| l.split("  ").collect()).collect();
    let names: Vec<&str> = rows.iter().map(|row| row[0].trim()).collect();
    assert_eq!(names, ["trivial answers", "all first-hand", "outlets of the sentence", "this run"], "{}", run.stdout);
    // Nothing is flagged, so every figure about flagging is zero.
    assert_eq!(rows[1].iter().filter(|cell| cell.trim() == "0.0").count(), 5, "{}", run.stdout);
}

#[test]
fn a_kept_run_is_what_json_prints() {
    let folder = folder("kept");
    let printed = folder.run(&[SYSTEM, &["--json", "--save", "run.json"]].concat());
    assert_eq!(fs::read_to_string(folder.0.join("run.json")).expect("a file"), printed.stdout);
    assert_output("eval-json", &printed);
    let same = folder.run(&[SYSTEM, &["--baseline", "run.json"]].concat());
    assert!(same.stdout.contains("no attribution was gained or lost"), "{}", same.stdout);
    let json = printed.json();
    assert_eq!((&json["articles"], &json["options"]["nested"]), (&2.into(), &false.into()));
    assert_eq!(json["outcomes"][0]["gold"].as_array().map(Vec::len), Some(8));
}

#[test]
fn nested_attributions_and_acts_are_counted_when_asked_for() {
    let folder = folder("options");
    let counts = |args: &[&str]| {
        let json = folder.run(&[SYSTEM, &["--json"], args].concat()).json();
        (json["detect"]["gold"].clone(), json["detect"]["sys"].clone())
    };
    assert_eq!(counts(&[]), (12.into(), 12.into()));
    assert_eq!(counts(&["--nested"]), (13.into(), 13.into()));
    assert_eq!(counts(&["--nested", "--acts", "statement,question"]), (13.into(), 9.into()));
    let run = folder.run(&[SYSTEM, &["--acts", "statment"]].concat());
    assert!(run.code == 2 && run.stderr.contains("statement"), "{}", run.stderr);
}

#[test]
fn many_articles_come_out_in_the_order_of_the_gold() {
    let line = |i| {
        format!(
            "{{\"id\": {i}, \"text\": \"It rained, Ana Ruiz said.\", \"attributions\": [{{\"source\": [{{\"start\": 11, \
             \"end\": 19}}], \"cue\": [{{\"start\": 20, \"end\": 24}}], \"content\": [{{\"start\": 0, \"end\": 9}}]}}]}}\n"
        )
    };
    let folder = Folder::new("eval-order").with("gold.jsonl", (0..300).map(line).collect::<String>());
    let run = |args: &[&str]| folder.run(&[&["eval", "gold.jsonl"], args].concat());
    let json = run(&["--json"]).json();
    let ids: Vec<_> = json["outcomes"].as_array().expect("a list").iter().map(|o| o["id"].clone()).collect();
    assert_eq!(ids, (0..300).map(|i| Value::from(i.to_string())).collect::<Vec<_>>());
    assert_eq!(json["detect"]["F1"], 1.0);
    assert_eq!(run(&["--json"]).stdout, run(&["--json"]).stdout);
}

#[test]
fn broken_gold_is_told_and_nothing_is_measured() {
    let folder = Folder::new("eval-broken")
        .with("a.jsonl", "{\"id\": 1, \"text\": \"It rained.\", \"attributions\": []}\n{\"id\": 2,\n{\"id\": 3, \"text\": \"It.\"}\n\
              {\"id\": 4, \"text\": \"It rained.\", \"attributions\": [{\"cue\": [{\"start\": 3, \"end\": 99}]}]}\n\
              {\"id\": 5, \"text\": \"It rained.\", \"attributions\": [{\"cue\": [{\"start\": 3, \"end\": 5, \"text\": \"It\"}]}]}\n")
        .with("in/a.txt", "It rained, Ana said.")
        .with("in/a.ann", "T1\tContent 0 9\tIt rained\nT2\tCue 15 19\tsays\nT3 Source 11 14 Ana\nT4\tSource 11 99\tAna\n\
              R1\tx Arg1:T1 Arg2:T7\nsomething\n")
        .with("alone.ann", "T1\tCue 0 2\tIt\n")
        .with("alone.txt.bak", "It rained.")
        .with("empty/readme.md", "x")
        .with("twice.jsonl", "{\"id\": 1, \"text\": \"It.\", \"attributions\": []}\n".repeat(2))
        .with("ok.jsonl", "{\"id\": 1, \"text\": \"It.\", \"attributions\": []}\n");
    let told = |name: &str, args: &[&str]| {
        let run: Run = folder.run(&[&["eval"], args].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
        assert_message(name, &run);
    };
    told("eval-broken-lines", &["a.jsonl"]);
    told("eval-broken-standoff", &["in"]);
    told("eval-no-text", &["alone.ann"]);
    told("eval-no-gold", &["empty", "empty/readme.md", "missing.jsonl"]);
    told("eval-same-id", &["twice.jsonl"]);
    told("eval-broken-system", &["--system", "a.jsonl", "ok.jsonl"]);
    told("eval-broken-baseline", &["--baseline", "ok.jsonl", "ok.jsonl"]);
}

#[test]
fn annotations_that_nothing_ties_are_told_and_the_rest_is_measured() {
    let folder = Folder::new("eval-untied")
        .with("a.txt", "It rained, Ana said.")
        .with(
            "a.ann",
            "T1\tContent 0 9\tIt rained\nT2\tCue 15 19\tsaid\nT3\tSource 11 14\tAna\nR1\tx Arg1:T2 Arg2:T3\n",
        )
        .with("b.txt", "Nothing is said here.")
        .with("b.ann", "")
        .with("c.txt", "Nor here.")
        .with("c.ann", "\n")
        .with("d.txt", "Nobody has annotated this.");
    let run = folder.run(&["eval", "."]);
    assert_message("eval-untied", &run);
    assert!(run.stdout.contains("articles                      3"), "{}", run.stdout);
}

/// Turns what was found into gold annotations.
fn as_gold(text: &str, found: &[Found]) -> Gold {
    let marked = |f: &Found| Marked {
        spans: f.spans.clone(),
        extra: f.nested,
        chain: f.provenance.clone().map(|class| GoldChain {
            class,
            intermediaries: f
                .links
                .iter()
                .filter(|l| l.role == "intermediary")
                .filter_map(|l| Some(Intermediary { relation: l.relation.clone()?, span: l.mention? }))
                .collect(),
            ..GoldChain::default()
        }),
    };
    let attributions = found.iter().map(marked).collect();
    Gold { id: "a".to_owned(), text: text.to_owned(), metadata: Default::default(), attributions }
}

proptest! {
    #![proptest_config(config(4))]

    #[test]
    fn an_output_against_itself_is_all_right(text in prop_oneof![mangled_news(), broken_news()]) {
        let analysis = secondhand::analyze(&text);
        let found = eval::found_in(&analysis);
        let words = |spans: &[secondhand::span::Span]| {
            spans.iter().any(|s| s.of(&text).contains(|c: char| c.is_alphanumeric()))
        };
        // Attributions without words cannot match anything.
        let found: Vec<Found> =
            found.into_iter().filter(|f| words(&f.spans.cue) || words(&f.spans.content)).collect();
        let gold = as_gold(&text, &found);
        for nested in [false, true] {
            let compared = eval::compare(&gold, &found, &Options { nested, acts: None });
            let figures = Figures::of([&compared]);
            for (name, score) in figures.scores() {
                prop_assert_eq!(score.gold, score.sys, "{}", name);
                let right = if score.gold > 0 { 1.0 } else { 0.0 };
                prop_assert_eq!([score.precision, score.recall, score.f1], [right; 3], "{}", name);
            }
            if let Some(provenance) = &figures.provenance {
                prop_assert_eq!(provenance.class, 1.0);
                prop_assert_eq!(provenance.relation, provenance.chain);
            }
            if figures.detect.gold > 0 {
                prop_assert_eq!(figures.alpha, 1.0);
            }
            for recall in [figures.recall_by_kind.quoted, figures.recall_by_kind.unquoted].into_iter().flatten() {
                prop_assert_eq!(recall, 1.0);
            }
        }
    }

    #[test]
    fn any_lines_are_read_or_refused(text in ".{0,40}", annotations in prop::collection::vec(
        prop_oneof![
            "T[1-4]\t(Source|Cue|Content|x) [0-9]{1,2} [0-9]{1,2}(;[0-9] [0-9])?(\t.{0,5})?",
            "[ER][1-3]\t(x )?(Cue|Arg1):[TE][1-4] (Source|Arg2|Content2):[TE][1-4]",
            "(A1\tNested|\\*\tEquiv|#1\t) ?[TE][1-4]( T[1-4])?",
            ".{0,12}",
        ], 0..8)) {
        if let Ok((gold, _)) = Gold::from_brat("a", &text, "a.ann", &annotations.join("\n")) {
            let _ = eval::compare(&gold, &eval::found_in(&secondhand::analyze(&text)), &Options::default());
        }
    }
}
