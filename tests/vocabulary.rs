//! Tests that English stands in the grammar files and in `closed_class.rs`, and
//! not in the stages: no word of a text is compared with a literal there.

use crate::house::files;
use std::collections::BTreeMap;

/// The stages that read a text.
const STAGES: &[&str] = &[
    "article",
    "chain",
    "grammar",
    "layout",
    "quotation",
    "resolve",
    "rules",
    "sentence",
    "syntax",
    "token",
    "function_word",
];

/// Files whose literals are not words of sentences, and what they are instead.
const OTHERWISE: &[(&str, &str)] = &[
    ("article", "the lines of a page around its article"),
    ("chain::decision", "names of weight files"),
    ("chain::relay", "values of features"),
    ("grammar::compiled", "names of frames, which are prepositions"),
    ("grammar::edges::ends", "values of features"),
    ("grammar::judge", "endings of words"),
    ("grammar::pattern", "the pattern language"),
    ("resolve::pronoun_weights", "names of features"),
    ("rules::registry", "headings of a rule's page"),
    ("syntax::candidates", "endings of words, and clitics"),
    ("syntax::parse", "names of frames"),
    ("token::scanner", "spelling: clitics, elisions, addresses"),
];

#[test]
fn no_words_of_english_in_the_stages() {
    let files = files();
    let stages = files.iter().filter(|(module, _)| !module.ends_with("::tests"));
    let stages = stages.filter(|(module, _)| STAGES.contains(&module.split("::").next().unwrap_or("")));
    let found: BTreeMap<&str, Vec<String>> =
        stages.map(|(module, text)| (module.as_str(), words_in(text))).filter(|(_, words)| !words.is_empty()).collect();
    let is = |module: &str, file: &str| module == file || module.starts_with(&format!("{file}::"));
    let other = |module: &str| OTHERWISE.iter().any(|(file, _)| is(module, file));
    let wrong: Vec<String> = found
        .iter()
        .filter(|(module, _)| !other(module))
        .map(|(m, words)| format!("{m}: {}", words.join(", ")))
        .collect();
    let help = "put open vocabulary into a class of grammar/lexicons and closed classes into src/closed_class.rs";
    assert!(wrong.is_empty(), "{}\n{help}", wrong.join("\n"));
    // No exception without a literal.
    let idle = OTHERWISE.iter().filter(|(file, _)| !found.keys().any(|module| is(module, file)));
    assert_eq!(idle.map(|(file, _)| *file).collect::<Vec<_>>(), Vec::<&str>::new());
}

/// Checks that the test can fail.
#[test]
fn a_word_in_a_test_of_tokens_is_found() {
    let code = "const LIST: &[&str] = &[\n    \"said\",\n    \"told\",\n];\n\
                if layout.is(t, &[\"by\", \"in\"]) || word == \"that\" || matches!(w, \"who\" | \"whom\") {}\n\
                // word == \"comment\"\n\
                tell!(f, \"kind\", side); name: \"verb-after-subject\",\n\
                let message = format!(\"what {who} said\"); // \"the\" | \"a\"\n\
                match bare {\n    \"here\" => 1,\n}\n\
                #[cfg(test)]\nmod tests {\n    [\"never\", \"read\"]\n}\n";
    assert_eq!(words_in(code), ["said", "told", "by", "in", "that", "who", "whom", "here"]);
}

/// Returns the literals of one word that stand in a list, a pattern or a
/// comparison, outside test modules.
fn words_in(text: &str) -> Vec<String> {
    let text = text.split("\n#[cfg(test)]\n").next().unwrap_or("");
    let mut found = Vec::new();
    for line in text.lines().map(|line| line.split("//").next().unwrap_or("").trim()) {
        let pieces: Vec<&str> = line.split('"').collect();
        // Every second piece is inside quotation marks.
        for i in (1..pieces.len().saturating_sub(1)).step_by(2) {
            let (before, word, after) = (pieces[i - 1].trim_end(), pieces[i], pieces[i + 1].trim_start());
            let is_word = word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
            let listed = i > 1 && before == "," || before.ends_with('[') || before.is_empty() && after == ",";
            let compared = ["==", "!=", "eq_ignore_ascii_case("].iter().any(|sign| before.ends_with(sign));
            let matched = before.ends_with('|') && !before.ends_with("||")
                || after.starts_with('|')
                || before.is_empty() && after.starts_with("=>");
            if is_word && (listed || compared || matched) {
                found.push(word.to_owned());
            }
        }
    }
    found
}
