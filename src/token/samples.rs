//! What tests of the text stages share: the built-in abbreviations, random
//! texts, and tables of texts with their tokens.

use super::{Abbreviations, Token, TokenKind, tokenize};
use proptest::prelude::*;

/// Returns the built-in abbreviations.
pub(crate) fn builtin_abbreviations() -> Abbreviations {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct File {
        before_name: Vec<String>,
        any_place: Vec<String>,
        one_word: Vec<String>,
        sentence_openers: Vec<String>,
        after_quotation: Vec<String>,
    }
    let file: File =
        toml::from_str(include_str!("../../grammar/lexicons/abbreviations.toml")).expect("the built-in list is sound");
    Abbreviations::new(file.before_name, file.any_place)
        .with_joined_names(file.one_word)
        .with_sentence_openers(file.sentence_openers)
        .with_verbs_after_quotation(file.after_quotation)
}

/// Returns the tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    tokenize(text, &builtin_abbreviations())
}

/// Returns the kinds of the tokens of a text.
pub(super) fn kinds(text: &str) -> Vec<TokenKind> {
    tokens(text).iter().map(|t| t.kind).collect()
}

/// Checks texts against their tokens, separated by bars.
#[track_caller]
pub(super) fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        let words: Vec<&str> = tokens(text).iter().map(|t| t.text(text)).collect();
        assert_eq!(words.join("|"), *expected, "{text}");
    }
}

/// Strings in which quotation marks and other critical characters are
/// frequent.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Za-z]{1,8}",
        Just(" ".to_owned()),
        Just(" ".to_owned()),
        Just("\n\n".to_owned()),
        proptest::sample::select(vec![
            "\"", "“", "”", "'", "‘", "’", "''", "``", "«", "»", "„", "「", "」", ".", ",", "?", "…", ". . .", "—",
            "--", "-", "U.S.", "Sen.", "n't", "'s", "s'", "'n'", "6'2\"", "$1,000", "\n", "said", "He", "é",
            "e\u{301}", "\u{a0}", "\u{ad}", "<", "=\"", ">", "(", ")", "@x", "a.com",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}
