use super::*;
use proptest::prelude::*;

fn error(text: &str) -> String {
    Settings::parse(text, "secondhand.toml").expect_err("wrong settings").to_string()
}

fn effective(text: &str) -> Effective {
    let settings = Settings::parse(text, "secondhand.toml").expect("settings");
    Effective::of(std::iter::once(&settings.base).chain(settings.overrides.iter().map(|o| &o.layer)))
}

fn running(mut effective: Effective) -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.code()).filter(|code| effective.rules.rule(code).is_some_and(|c| c.enabled)).collect()
}

#[test]
fn an_empty_file_leaves_the_defaults() {
    assert_eq!(effective(""), Effective::default());
    assert_eq!(effective("# nothing yet\n"), Effective::default());
}

#[test]
fn every_key_is_read() {
    let text = "publisher = 'The Courier'\nagency = 'UPI'\nselect = 'all'\nignore = ['SH003', 'Unnamed-Source']\n\
                fail-on = 'error'\nunused-suppressions = 'off'\ngrammar = ['words', '../more']\nbaseline = 'b.json'\n\
                [rules.second-hand-quote]\nseverity = 'error'\n\
                [[overrides]]\npaths = 'opinion/'\nagency = 'AP'\n[overrides.rules.SH002]\nseverity = 'note'\n";
    let settings = Settings::parse(text, "secondhand.toml").expect("settings");
    assert_eq!(settings.grammar.iter().map(|g| &*g.text).collect::<Vec<_>>(), ["words", "../more"]);
    assert_eq!(settings.baseline.map(|b| b.text).as_deref(), Some("b.json"));
    assert_eq!(settings.overrides[0].layer.origin, "secondhand.toml, overrides in line 11");
    let mut all = effective(text);
    assert_eq!((all.publisher.as_deref(), all.agency.as_deref()), (Some("The Courier"), Some("AP")));
    assert_eq!((all.fail_on, all.unused_suppressions), (FailOn::Error, None));
    assert_eq!(all.rules.rule("SH001").map(|c| c.severity), Some(Severity::Error));
    assert_eq!(all.rules.rule("SH002").map(|c| c.severity), Some(Severity::Note));
    assert_eq!(running(all).len(), RULES.len() - 2);
}

#[test]
fn a_layer_above_selects_what_one_below_ignores() {
    assert_eq!(running(effective("select = ['SH001', 'hearsay']")), ["SH001", "SH003"]);
    assert!(!running(effective("ignore = 'SH001'")).contains(&"SH001"));
    let over = "ignore = 'SH001'\n[[overrides]]\npaths = 'a'\nselect = 'SH001'";
    assert_eq!(running(effective(over)), ["SH001"]);
    let over = "select = 'SH001'\n[[overrides]]\npaths = 'a'\nignore = 'SH001'";
    assert!(running(effective(over)).is_empty());
}

/// Runs over all rules, including those added later.
#[test]
fn every_threshold_can_be_set_within_its_range() {
    for rule in RULES {
        for (i, threshold) in rule.thresholds().iter().enumerate() {
            assert!(threshold.range.contains(&threshold.default), "{} {}", rule.code(), threshold.name);
            let text = |value: i64| format!("[rules.{}]\n{} = {value}\n", rule.name(), threshold.name);
            for value in [*threshold.range.start(), *threshold.range.end()] {
                let mut set = effective(&text(value.into()));
                assert_eq!(set.rules.rule(rule.code()).map(|c| c.values[i]), Some(value));
            }
            assert!(error(&text(i64::from(*threshold.range.end()) + 1)).contains("must be between"));
            assert!(error(&text(-1)).contains("must be between"));
        }
    }
}

#[test]
fn a_typing_error_is_shown_with_a_suggestion() {
    assert_eq!(
        error("publisher = 'The Courier'\nignroe = ['SH001']\n"),
        "there is no key `ignroe` in settings\n --> secondhand.toml:2:1\n  |\n2 | ignroe = ['SH001']\n  | ^^^^^^\n  \
         help: did you mean `ignore`?"
    );
    assert_eq!(
        error("ignore = ['hearsay', 'unamed-source']\n"),
        "there is no rule called `unamed-source`\n --> secondhand.toml:1:22\n  |\n1 | ignore = ['hearsay', \
         'unamed-source']\n  |                      ^^^^^^^^^^^^^^^\n  help: did you mean `unnamed-source`?"
    );
    for (text, place, help) in [
        ("fail-on = 'warn'", "1:11", "did you mean `warning`?"),
        ("fail-on = 1", "1:11", "must be a text in quotation marks, and is a number"),
        ("unused-suppressions = 'of'", "1:23", "did you mean `off`?"),
        ("[rules.hearsy]\nseverity = 'note'", "1:8", "did you mean `hearsay`?"),
        ("[rules.hearsay]\nseverity = 'eror'", "2:12", "did you mean `error`?"),
        ("[rules.hearsay]\nseverity = 'off'", "2:12", "switched off with `ignore`"),
        ("[rules.hearsay]\nseverty = 'note'", "2:1", "did you mean `severity`?"),
        ("[rules]\nhearsay = 'note'", "2:11", "`hearsay` must be a table"),
        ("[overrides]\npaths = 'a'", "1:1", "write `[[overrides]]` above each"),
        ("[[overrides]]\nignore = 'SH001'", "1:1", "say which articles they are for"),
        ("[[overrides]]\npaths = 'a'\ngrammar = 'x'", "3:1", "there is no key `grammar` in overrides"),
        ("publisher = ' '", "1:13", "`publisher` is empty"),
        ("publisher = ", "1:", ""),
        ("select = [['SH001']]", "1:11", "and is a list"),
    ] {
        let error = error(text);
        assert!(error.contains(&format!("--> secondhand.toml:{place}")) && error.contains(help), "{text}\n{error}");
    }
}

#[test]
fn fail_on_is_a_lower_limit() {
    assert!(FailOn::Warning.admits(None));
    assert!(FailOn::Warning.admits(Some(Severity::Note)));
    assert!(!FailOn::Warning.admits(Some(Severity::Warning)));
    assert!(!FailOn::Note.admits(Some(Severity::Error)));
    assert!(FailOn::Never.admits(Some(Severity::Error)));
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(
        text in "(?s)((publisher|select|ignore|fail-on|rules|overrides|paths|hearsay|severity|'all'|\\[|\\]|\\.|=| |\n|,|\"|'|é|[0-9]|\\{|\\})*|.{0,60})"
    ) {
        let _ = Settings::parse(&text, "secondhand.toml").map_err(|error| error.to_string());
    }
}

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/settings.md");

pub(super) fn reference() -> String {
    std::fs::read_to_string(REFERENCE).expect("docs/settings.md").replace("\r\n", "\n")
}

/// Returns the code blocks of a Markdown page that are in this language.
pub(super) fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    page.split(&*fence).skip(1).map(|rest| rest.split("```").next().unwrap_or("")).collect()
}

#[test]
fn the_reference_has_every_key_and_its_examples_are_read() {
    let page = reference();
    let headings: Vec<&str> =
        page.lines().filter_map(|l| l.strip_prefix("### `").and_then(|l| l.strip_suffix('`'))).collect();
    let keys: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
    assert_eq!(headings, keys);
    for block in blocks(&page, "toml") {
        if block.contains("[[ignore") {
            crate::suppression::sidecar::parse(block, "docs", false).expect("suppressions");
        } else {
            Settings::parse(block, "docs").expect("settings");
        }
    }
    for block in blocks(&page, "markdown") {
        let analysis = crate::analyze(block);
        let (directives, errors) = crate::suppression::in_article(&analysis.article, "docs");
        assert_eq!((directives.len(), errors), (1, vec![]), "{block}");
    }
}

#[test]
fn the_reference_has_every_threshold() {
    let mut table =
        String::from("| rule | threshold | means | default | from | to |\n| --- | --- | --- | --- | --- | --- |\n");
    for rule in RULES {
        for t in rule.thresholds() {
            let (name, default, from, to) = (t.name, t.default, t.range.start(), t.range.end());
            table += &format!("| {} | `{name}` | {} | {default} | {from} | {to} |\n", rule.name(), t.about);
        }
    }
    crate::committed::check_part("docs/settings.md", "thresholds", &table, "the_reference");
}

/// The parser does not say where a dotted key with too many levels is.
#[test]
fn an_error_shows_the_key_that_is_nested_too_deeply() {
    let error =
        Settings::parse(&format!("a = 1\n{}c = 1", "b.".repeat(200_000)), "s.toml").expect_err("deep").to_string();
    assert!(error.starts_with("this is nested too deeply\n") && error.contains("help: "), "{error}");
    assert!(error.contains("--> s.toml:2:1"), "{error}");
    let list = Settings::parse(&format!("a = {}", "[".repeat(200_000)), "s.toml").expect_err("deep").to_string();
    assert!(list.starts_with("this is nested too deeply\n --> s.toml:1:"), "{list}");
}
