use super::*;
use crate::settings::Settings;
use crate::triage::Triage;
use proptest::prelude::*;

const PORT: &str = "The Harbour Gazette quoted Lena Okafor as saying the boats were “safe in any weather.”";
const PIER: &str = "The Harbour Gazette quoted Tom Weller as saying the pier was “as good as new.”";

/// For each finding its code and the reason if it is suppressed; notices as
/// `line:column message`; errors.
struct Outcome {
    findings: Vec<(&'static str, Option<String>)>,
    notices: Vec<String>,
    errors: Vec<String>,
}

fn outcome_with(text: &str, sidecar: &str, settings: &str) -> Outcome {
    let settings = Settings::parse(settings, "s").expect("settings");
    let settings = Effective::of([&settings.base]);
    let analysis = crate::Analyzer::new().settings(&settings).analyze(text);
    let (mut directives, errors) = in_article(&analysis.article, "a.md");
    directives.extend(sidecar::parse(sidecar, "a.md.secondhand.toml", false).expect("a sidecar"));
    let triage = Triage::with(&analysis, &directives, None, &settings);
    let reason = |s: &Standing| s.suppression.as_ref().map(|s| s.reason.clone());
    Outcome {
        findings: analysis.findings.iter().map(|f| f.code).zip(triage.standings.iter().map(reason)).collect(),
        notices: triage.notices.iter().map(|n| format!("{}:{} {}", n.line, n.column, n.message)).collect(),
        errors: errors.iter().map(ToString::to_string).collect(),
    }
}

fn outcome(text: &str) -> Outcome {
    outcome_with(text, "", "select = ['SH001']")
}

fn reasons(outcome: &Outcome) -> Vec<Option<&str>> {
    outcome.findings.iter().map(|(_, reason)| reason.as_deref()).collect()
}

#[test]
fn a_comment_applies_to_the_next_paragraph() {
    let text =
        format!("{PORT}\n\n<!-- secondhand-ignore: second-hand-quote: heard on\n  tape: twice -->\n{PIER}\n\n{PORT}\n");
    let outcome = outcome(&text);
    assert_eq!(reasons(&outcome), [None, Some("heard on tape: twice")]);
    assert!(outcome.notices.is_empty() && outcome.errors.is_empty());
}

#[test]
fn several_comments_apply_and_other_comments_are_ignored() {
    let text = format!(
        "<!-- secondhand-ignore: SH002: never there -->\n<!-- a note -->\n\n<!-- secondhand-ignore:SH001,hearsay:on tape -->\n\n{PIER}\n"
    );
    let outcome = outcome_with(&text, "", "select = ['SH001', 'SH002', 'SH003']");
    assert_eq!(reasons(&outcome), [Some("on tape")]);
    assert_eq!(
        outcome.notices,
        [
            "1:1 this suppresses nothing: second-hand-claim finds nothing in the next paragraph",
            "4:1 this suppresses nothing: hearsay finds nothing in the next paragraph",
        ]
    );
}

/// A suppression must not change what else is found.
#[test]
fn a_comment_changes_nothing_in_the_analysis() {
    let paragraphs = [
        "Ferry halted",
        "By Fred Tomas",
        "“We stay,” Lena Okafor told the Harbour Gazette. “The boats are safe.",
        "“They always were.”",
        "She said that nobody had been hurt.",
        "She added that the boats were new.",
    ];
    let found = |separator: &str| {
        let text = paragraphs.join(separator);
        let analysis = crate::Analyzer::new().rules(crate::rules::RuleSet::all()).analyze(&text);
        assert_eq!(analysis.text(), text);
        let chains: Vec<_> = (0..analysis.chains.len()).map(|i| analysis.chain_line(i)).collect();
        (chains, crate::fingerprint::of(&analysis), analysis.article.metadata)
    };
    let without = found("\n\n");
    assert!(!without.1.is_empty());
    assert_eq!(without, found("\n\n<!-- secondhand-ignore: hearsay: it’s on “tape” -->\n\n"));
    assert_eq!(without, found("\n\n<!-- By Ana Ruiz -->\n<!-- (AP) -->\n"));
}

#[test]
fn a_comment_can_apply_to_the_whole_article() {
    let text = format!("{PORT}\n\n{PIER}\n\n<!-- secondhand-ignore-file: all: a press review -->");
    assert_eq!(reasons(&outcome(&text)), [Some("a press review"); 2]);
    let unused = outcome("It rained.\n\n<!-- secondhand-ignore-file: all: a press review -->");
    assert_eq!(unused.notices, ["3:1 this suppresses nothing: no rule finds anything in the article"]);
}

/// A rule that does not run has no findings to suppress.
#[test]
fn a_suppression_of_a_rule_that_does_not_run_is_not_reported() {
    let text = format!("<!-- secondhand-ignore: SH001: on tape -->\n{PIER}");
    assert!(outcome_with(&text, "", "ignore = 'SH001'").notices.is_empty());
    let unused = "<!-- secondhand-ignore: SH001: on tape -->\nIt rained.";
    assert_eq!(outcome(unused).notices.len(), 1);
    assert!(outcome_with(unused, "", "unused-suppressions = 'off'").notices.is_empty());
}

#[test]
fn a_comment_at_the_end_suppresses_nothing() {
    assert_eq!(outcome(&format!("{PIER}\n\n<!-- secondhand-ignore: SH001: on tape -->")).notices.len(), 1);
}

#[test]
fn an_error_shows_what_is_wrong_with_a_suppression() {
    assert_eq!(
        outcome("It rained.\n\n<!-- secondhand-ignore: second-hand-qoute: on tape -->\n\nIt rained.").errors,
        [
            "there is no rule called `second-hand-qoute`\n --> a.md:3:25\n  |\n3 | <!-- secondhand-ignore: second-hand-qoute: on \
          tape -->\n  |                         ^^^^^^^^^^^^^^^^^\n  help: did you mean `second-hand-quote`?"
        ]
    );
    for (comment, column, message) in [
        ("<!-- secondhand-ignore -->", 6, "names no rule and no reason"),
        ("<!-- secondhand-ignore: -->", 6, "names no rule and no reason"),
        ("<!-- secondhand-ignore: SH001 -->", 6, "gives no reason"),
        ("<!-- secondhand-ignore: SH001: -->", 6, "gives no reason"),
        ("<!-- secondhand-ignore: : on tape -->", 6, "names no rule"),
        ("<!-- secondhand-ignore SH001: on tape -->", 6, "gives no reason"),
        ("<!-- secondhand-ignroe: SH001: on tape -->", 6, "did you mean `secondhand-ignore`?"),
        ("<!-- Secondhand-Ignore: SH001: on tape -->", 6, "did you mean `secondhand-ignore`?"),
        ("It rained. <!-- secondhand-ignore: SH001: on tape -->", 12, "stands inside a line"),
        ("<!-- secondhand-ignore: SH001: on tape", 1, "has no end"),
    ] {
        let errors = outcome(comment).errors;
        let place = format!("--> a.md:1:{column}\n");
        assert!(
            errors.len() == 1 && errors[0].contains(&place) && errors[0].contains(message),
            "{comment}: {errors:?}"
        );
    }
    assert!(outcome("<!-- secondhand goods are sold here -->\nIt rained.").errors.is_empty());
}

/// Each error shows its line, so a line with a thousand errors must not be
/// shown a thousand times.
#[test]
fn only_the_first_of_very_many_mistakes_are_reported() {
    for wrong in [
        "x <!-- secondhand-ignore: all: y --> ",
        "<!--secondhand-",
        "<!-- secondhand-ignore -->\n",
        "<!-- secondhand-ignore ",
    ] {
        let errors = outcome(&wrong.repeat(1000)).errors;
        assert_eq!(errors.len(), MOST_ERRORS + 1, "{wrong}");
        assert!(errors.iter().all(|error| error.len() < 500), "{wrong}: {errors:?}");
        let last = &errors[MOST_ERRORS];
        assert!(last.starts_with("a.md: and ") && last.contains(" more suppressions are wrong"), "{last}");
    }
    let few = "x <!-- secondhand-ignore: all: y --> ".repeat(MOST_ERRORS);
    assert_eq!(outcome(&few).errors.len(), MOST_ERRORS);
}

/// A reason is repeated with each finding that it is for.
#[test]
fn a_very_long_reason_is_cut() {
    let text = format!("<!-- secondhand-ignore-file: all: {} -->\n\n{PORT}\n\n{PIER}", "ön tape ".repeat(9000));
    let outcome = outcome(&text);
    assert!(reasons(&outcome).iter().all(|reason| reason.is_some_and(|r| r.ends_with('…') && r.len() < 1500)));
}

/// Of two suppressions for one place the first applies, whichever words it
/// quotes. A second one with the same words applies to its other rules.
#[test]
fn the_first_of_several_suppressions_by_words_applies() {
    let entry = |rule: &str, quote: &str, reason: &str| {
        format!("[[ignore]]\nrule = {rule}\nquote = '{quote}'\nreason = '{reason}'\n")
    };
    let sidecar = [
        entry("'SH002'", "as new", "none"),
        entry("['SH001', 'SH002']", "as new", "first"),
        entry("'SH001'", "as good as new", "second"),
        entry("'SH001'", "in any", "third"),
        entry("'SH001'", "any weather but rain", "absent"),
    ];
    let found = outcome_with(&format!("{PORT}\n\n{PIER}\n"), &sidecar.concat(), "select = 'SH001'");
    assert_eq!(reasons(&found), [Some("third"), Some("first")]);
    assert_eq!(found.notices.len(), 2, "{:?}", found.notices);
}

#[test]
fn a_file_beside_the_article_names_words_or_a_fingerprint() {
    let text = format!("{PORT}\n\n{PIER}\n");
    let by_quote = "[[ignore]]\nrule = 'SH001'\nquote = '\"As good as NEW\"'\nreason = 'on tape'\n";
    let found = outcome_with(&text, by_quote, "select = 'SH001'");
    assert_eq!(reasons(&found), [None, Some("on tape")]);
    assert!(found.notices.is_empty());

    let analysis = crate::analyze(&text);
    let i = analysis.findings.iter().position(|f| f.code == "SH001").expect("a finding");
    let print = &crate::fingerprint::of(&analysis)[i];
    let by_print = format!("[[ignore]]\nrule = 'SH001'\nfingerprint = '{print}'\nreason = 'on tape'\n");
    assert_eq!(reasons(&outcome_with(&text, &by_print, "select = 'SH001'")), [Some("on tape"), None]);

    let by_file = "[[ignore-file]]\nrule = ['SH001', 'hearsay']\nreason = 'a press review'\n";
    assert_eq!(reasons(&outcome_with(&text, by_file, "select = 'SH001'")), [Some("a press review"); 2]);

    let stale = "\n[[ignore]]\nrule = 'SH001'\nquote = 'as bad as new'\nreason = 'on tape'\n";
    let stale = outcome_with(&text, stale, "select = 'SH001'");
    assert_eq!(stale.notices, ["2:1 this suppresses nothing: its words are not in the article"]);
}

#[test]
fn an_error_shows_what_is_wrong_with_a_file_of_suppressions() {
    let error = |text: &str, many| sidecar::parse(text, "s.toml", many).expect_err("wrong").to_string();
    for (text, place, message) in [
        ("[[ignroe]]\nrule = 'SH001'", "1:3", "did you mean `ignore`?"),
        ("[[ignore]]\nrule = 'SH001'\nquote = 'x'", "1:1", "gives no reason"),
        ("[[ignore]]\nrule = 'SH001'\nreason = 'x'", "1:1", "does not say what it is about"),
        ("[[ignore]]\nquote = 'x'\nreason = 'x'", "1:1", "names no rule"),
        ("[[ignore]]\nrule = ['SH001', 'SH999']", "2:18", "there is no rule called `SH999`"),
        ("[[ignore]]\nquote = 'x'\nfingerprint = 'x'", "3:1", "exclude each other"),
        ("[[ignore]]\nquote = '…'", "2:9", "there is no word in this"),
        ("[[ignore-file]]\nquote = 'x'", "2:1", "there is no key `quote`"),
        ("[[ignore-file]]\nrule = 'SH001'\nreason = 'x'\nid = 'n1'", "1:1", "leave out `id`"),
        ("[ignore]\nrule = 'SH001'", "1:1", "write `[[ignore]]` above each"),
        ("reason = ", "1:", ""),
    ] {
        let error = error(text, false);
        assert!(error.contains(&format!("--> s.toml:{place}")) && error.contains(message), "{text}\n{error}");
    }
    assert!(error("[[ignore-file]]\nrule = 'SH001'\nreason = 'x'", true).contains("for which article"));
}

/// Many suppressions with the same quote cost one search.
#[test]
fn a_quote_is_searched_for_once() {
    let mut words = Words::new("so it is, so it was");
    let (first, second) = (words.places_of("so it"), words.places_of("so it"));
    assert!(first.len() == 2 && std::rc::Rc::ptr_eq(&first, &second));
}

proptest! {
    #[test]
    fn no_text_makes_the_readers_panic(
        text in "(?s)(<!--|-->|secondhand-ignore|-file|:|SH001|,|all|why|\n|é| |Secondhand-|İ|“No,” said Ana Ruiz\\.)*|.{0,60}"
    ) {
        let outcome = outcome(&text);
        prop_assert!(outcome.notices.len() <= text.len());
    }

    #[test]
    fn no_file_makes_the_reader_panic(
        text in "(?s)(\\[\\[ignore(-file)?\\]\\]|\n|rule|reason|quote|id|=|'SH001'|\"é…\"|\\[|\\]|[a-z0-9]| )*|.{0,60}"
    ) {
        let _ = sidecar::parse(&text, "s.toml", text.len() % 2 == 0).map_err(|error| error.to_string());
    }

    #[test]
    fn words_are_found_wherever_they_stand(before in "(?s)[ -~éß…]{0,20}", words in "[a-zé]{1,6}( [a-zé]{1,6}){0,3}", after in "(?s)[ -~é]{0,20}") {
        let text = format!("{before} {words} {after}");
        let spans = Words::new(&text).places_of(&words.to_uppercase());
        prop_assert!(spans.iter().any(|span| span.of(&text) == words), "{spans:?}");
    }
}
