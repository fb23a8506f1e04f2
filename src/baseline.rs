//! Baselines: the known findings of a corpus, so that only new ones are
//! reported.
//!
//! A baseline names findings by their [fingerprints](crate::fingerprint) and
//! not by their lines, so that it stays valid when an article is edited
//! elsewhere. It is sorted JSON with one finding per line, so that a version
//! control system shows which findings were added or removed.
//!
//! ```
//! use secondhand::baseline::{Baseline, Entry};
//! let mut baseline = Baseline::default();
//! let entry = Entry { rule: "SH003".into(), fingerprint: "00c0ffee00c0ffee".into(), words: "said to be closed".into() };
//! baseline.set("drafts/ferry.txt", vec![entry]);
//! assert_eq!(Baseline::parse(&baseline.to_json(), "baseline.json")?, baseline);
//! # Ok::<(), secondhand::Error>(())
//! ```

use crate::cut::cut;
use crate::error::{Error, ErrorKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the file format.
pub const VERSION: u32 = 1;

/// How many characters of a finding's words are kept, so that people recognise
/// it.
const LONGEST_WORDS: usize = 60;

/// The known findings of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    articles: BTreeMap<String, Vec<Entry>>,
}

/// One known finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `rule`, `fingerprint` and `words`")]
pub struct Entry {
    /// The code of the finding's rule.
    pub rule: String,
    /// The finding's fingerprint: 16 hexadecimal digits.
    #[serde(deserialize_with = "read::fingerprint")]
    pub fingerprint: String,
    /// The beginning of the finding's words, for people. Findings are
    /// recognised without it.
    #[serde(default)]
    pub words: String,
}

impl Entry {
    /// Creates an entry for a finding of the rule with this code. Keeps the
    /// beginning of `words`, the text of the finding.
    #[must_use]
    pub fn new(rule: &str, fingerprint: String, words: &str) -> Self {
        Self { rule: rule.to_owned(), fingerprint, words: shortened(words) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `version` and `articles`")]
struct File {
    #[serde(deserialize_with = "read::version")]
    version: u64,
    #[serde(deserialize_with = "read::articles")]
    articles: BTreeMap<String, Vec<Entry>>,
}

impl Baseline {
    /// Reads a baseline. `file` is its name in messages.
    ///
    /// # Errors
    /// If the text is not a baseline, or is one of another version.
    pub fn parse(text: &str, file: &str) -> Result<Self, Error> {
        Self::read(text, file).map_err(|error| error.of(ErrorKind::Baseline))
    }

    fn read(text: &str, file: &str) -> Result<Self, Error> {
        const HELP: &str = "mend it, or remove it and write it anew with `secondhand check --write-baseline`";
        let read: File = serde_json::from_str(text).map_err(|error| {
            let reason = error.to_string();
            let reason = read::in_words(reason.rsplit_once(" at line ").map_or(&*reason, |(reason, _)| reason));
            let line = error.line().saturating_sub(1);
            // serde_json counts lines by line feeds alone, and columns by bytes.
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            let at = start + error.column().saturating_sub(1);
            Error::new(format!("this is no baseline: {reason}")).at(file, text, at..at + 1).with_help(HELP)
        })?;
        if read.version != u64::from(VERSION) {
            return Err(Error::new(format!("this baseline has version {}, and {VERSION} is known", read.version))
                .in_file(file)
                .with_help(HELP));
        }
        let mut baseline = Self::default();
        read.articles.into_iter().for_each(|(article, entries)| baseline.set(&article, entries));
        Ok(baseline)
    }

    /// Returns the known findings of an article, sorted; empty if the article
    /// is not in the baseline.
    #[must_use]
    pub fn of(&self, article: &str) -> &[Entry] {
        self.articles.get(article).map_or(&[], Vec::as_slice)
    }

    /// Returns the names of the articles in the baseline, sorted.
    pub fn articles(&self) -> impl Iterator<Item = &str> {
        self.articles.keys().map(String::as_str)
    }

    /// Returns the number of findings in the baseline.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.values().map(Vec::len).sum()
    }

    /// Whether the baseline has no findings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Replaces the known findings of an article. Sorts them and removes
    /// duplicates; without any, removes the article.
    pub fn set(&mut self, article: &str, mut entries: Vec<Entry>) {
        entries.sort();
        entries.dedup();
        if entries.is_empty() {
            self.articles.remove(article);
        } else {
            self.articles.insert(article.to_owned(), entries);
        }
    }

    /// Returns the contents of the baseline's file: sorted, one finding per
    /// line, with a line feed at its end.
    #[must_use]
    pub fn to_json(&self) -> String {
        let json = |text: &str| serde_json::Value::from(text).to_string();
        let entry = |entry: &Entry| {
            format!(
                "      {{ \"rule\": {}, \"fingerprint\": {}, \"words\": {} }}",
                json(&entry.rule),
                json(&entry.fingerprint),
                json(&entry.words)
            )
        };
        let article = |(name, entries): (&String, &Vec<Entry>)| {
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("    {}: [\n{}\n    ]", json(name), entries.join(",\n"))
        };
        let articles: Vec<String> = self.articles.iter().map(article).collect();
        let body = if articles.is_empty() { String::new() } else { format!("\n{}\n  ", articles.join(",\n")) };
        format!("{{\n  \"version\": {VERSION},\n  \"articles\": {{{body}}}\n}}\n")
    }
}

fn shortened(words: &str) -> String {
    // Reads no more words than can be kept: many findings can share one long
    // text.
    let line = words.split_whitespace().take(LONGEST_WORDS).collect::<Vec<_>>().join(" ");
    cut(&line, LONGEST_WORDS).into_owned()
}

/// Reads the parts of the file, so that errors are in the user's words.
mod read {
    use super::Entry;
    use serde::Deserialize as _;
    use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
    use std::collections::BTreeMap;
    use std::fmt;

    /// The number of digits of a fingerprint.
    const DIGITS: usize = 16;

    pub(super) fn fingerprint<'d, D: Deserializer<'d>>(from: D) -> Result<String, D::Error> {
        let given = String::deserialize(from)?;
        if given.len() == DIGITS && given.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            // Fingerprints are compared as they are computed, in lower case.
            return Ok(given.to_ascii_lowercase());
        }
        Err(D::Error::custom(format!("`{given}` is no fingerprint, which has {DIGITS} hexadecimal digits")))
    }

    pub(super) fn version<'d, D: Deserializer<'d>>(from: D) -> Result<u64, D::Error> {
        struct Version;
        impl Visitor<'_> for Version {
            type Value = u64;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the number of the version")
            }
            fn visit_u64<E>(self, version: u64) -> Result<u64, E> {
                Ok(version)
            }
        }
        from.deserialize_u64(Version)
    }

    /// Reads the articles. An article must not occur twice, as it can after two
    /// baselines were merged: the findings of one of them would be lost.
    pub(super) fn articles<'d, D: Deserializer<'d>>(from: D) -> Result<BTreeMap<String, Vec<Entry>>, D::Error> {
        struct Articles;
        impl<'d> Visitor<'d> for Articles {
            type Value = BTreeMap<String, Vec<Entry>>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with a list of findings for each article")
            }
            fn visit_map<A: MapAccess<'d>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut articles = BTreeMap::new();
                while let Some(article) = map.next_key::<String>()? {
                    if articles.contains_key(&article) {
                        return Err(A::Error::custom(format!("the article `{article}` occurs twice")));
                    }
                    articles.insert(article, map.next_value::<Findings>()?.0);
                }
                Ok(articles)
            }
        }
        from.deserialize_map(Articles)
    }

    struct Findings(Vec<Entry>);

    impl<'d> serde::Deserialize<'d> for Findings {
        fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
            struct List;
            impl<'d> Visitor<'d> for List {
                type Value = Findings;
                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("a list of findings")
                }
                fn visit_seq<A: SeqAccess<'d>>(self, mut list: A) -> Result<Findings, A::Error> {
                    let mut findings = Vec::new();
                    while let Some(finding) = list.next_element()? {
                        findings.push(finding);
                    }
                    Ok(Findings(findings))
                }
            }
            from.deserialize_seq(List)
        }
    }

    /// Puts a message of the JSON library into the words of this program.
    pub(super) fn in_words(reason: &str) -> String {
        let found = ["invalid type: ", "invalid value: "].iter().find_map(|lead| reason.strip_prefix(lead));
        if let Some((found, wanted)) = found.and_then(|rest| rest.rsplit_once(", expected ")) {
            let (kind, value) = found.split_at(found.find(' ').unwrap_or(found.len()));
            let found = match kind {
                "map" => "an object".to_owned(),
                "sequence" => "a list".to_owned(),
                "integer" => format!("the number{value}"),
                "floating" => format!("the number{}", value.trim_start_matches(" point")),
                "string" => format!("the text{value}"),
                "boolean" => value.trim().to_owned(),
                _ => found.to_owned(),
            };
            let wanted = if wanted == "a string" { "a text in quotation marks" } else { wanted };
            return format!("{wanted} must be here, not {found}");
        }
        if let Some((_, wanted)) =
            reason.strip_prefix("invalid length ").and_then(|rest| rest.split_once(", expected "))
        {
            return format!("{wanted} must be here, not a list");
        }
        if let Some(field) = reason.strip_prefix("missing field ") {
            return format!("there is no {field}");
        }
        if let Some(field) = reason.strip_prefix("duplicate field ") {
            return format!("{field} occurs twice");
        }
        if reason.starts_with("EOF") {
            return "it ends too early".to_owned();
        }
        if reason.starts_with("recursion limit") {
            return "it is nested too deeply".to_owned();
        }
        reason.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DIGITS: &str = "0123456789abcdef";

    fn entry(rule: &str, fingerprint: &str, words: &str) -> Entry {
        Entry { rule: rule.to_owned(), fingerprint: fingerprint.to_owned(), words: words.to_owned() }
    }

    #[test]
    fn the_file_is_sorted_with_a_finding_a_line() {
        let mut baseline = Baseline::default();
        assert_eq!(baseline.to_json(), "{\n  \"version\": 1,\n  \"articles\": {}\n}\n");
        baseline.set("b.txt", vec![entry("SH003", DIGITS, "said \"so\""), entry("SH001", DIGITS, "x")]);
        baseline.set("a.txt", vec![entry("SH001", DIGITS, "")]);
        baseline.set("c.txt", vec![]);
        assert_eq!(
            baseline.to_json(),
            "{\n  \"version\": 1,\n  \"articles\": {\n    \"a.txt\": [\n      \
             { \"rule\": \"SH001\", \"fingerprint\": \"0123456789abcdef\", \"words\": \"\" }\n    ],\n    \"b.txt\": [\n      \
             { \"rule\": \"SH001\", \"fingerprint\": \"0123456789abcdef\", \"words\": \"x\" },\n      \
             { \"rule\": \"SH003\", \"fingerprint\": \"0123456789abcdef\", \"words\": \"said \\\"so\\\"\" }\n    ]\n  }\n}\n"
        );
        assert_eq!(Baseline::parse(&baseline.to_json(), "b.json"), Ok(baseline));
    }

    #[test]
    fn an_error_shows_what_makes_a_file_no_baseline() {
        let error = |text: &str| Baseline::parse(text, "b.json").expect_err("wrong").to_string();
        let wrong = "{\n  \"version\": 1,\n  \"articles\": {\n    \"a.txt\": [ { \"rul\": 1 } ]\n  }\n}\n";
        assert!(error(wrong).contains("unknown field `rul`"), "{}", error(wrong));
        assert!(error(wrong).contains("--> b.json:4:"), "{}", error(wrong));
        assert!(error("").contains("--write-baseline"));
        assert!(error("{\"version\": 2, \"articles\": {}}").contains("version 2"));
    }

    /// Terms of the JSON library and of the code mean nothing to a user.
    #[test]
    fn errors_use_the_users_terms() {
        for (text, message) in [
            ("[]", "an object with `version` and `articles` must be here, not a list"),
            ("{\"version\": \"1\"}", "the number of the version must be here, not the text \"1\""),
            ("{\"version\": -1}", "the number of the version must be here, not the number `-1`"),
            ("{\"version\": 1.5}", "the number of the version must be here, not the number `1.5`"),
            ("{\"version\": 1, \"version\": 1}", "`version` occurs twice"),
            ("{\"version\": 1}", "there is no `articles`"),
            (
                "{\"version\": 1, \"articles\": []}",
                "an object with a list of findings for each article must be here, not a list",
            ),
            ("{\"version\": 1, \"articles\": {\"a\": {}}}", "a list of findings must be here, not an object"),
            (
                "{\"version\": 1, \"articles\": {\"a\": [true]}}",
                "an object with `rule`, `fingerprint` and `words` must be here, not `true`",
            ),
            (
                "{\"version\": 1, \"articles\": {\"a\": [{\"rule\": 1}]}}",
                "a text in quotation marks must be here, not the number `1`",
            ),
            ("{\"version\": 1, ", "it ends too early"),
        ] {
            let error = Baseline::parse(text, "b.json").expect_err("wrong").to_string();
            assert!(error.starts_with(&format!("this is no baseline: {message}")), "{text}\n{error}");
        }
        let long = format!("{{\"version\": 1, \"{}\": 1}}", "x".repeat(100_000));
        let error = Baseline::parse(&long, "b.json").expect_err("wrong").to_string();
        assert!(error.len() < 2_000, "{error}");
    }

    /// A merge can leave two lists for one article. The first was lost.
    #[test]
    fn an_article_that_occurs_twice_is_an_error() {
        for end in ["\n", "\r", "\r\n"] {
            let text =
                ["{\"version\": 1, \"articles\": {", "\"a.txt\": [],", "\"b.txt\": [],", "\"a.txt\": []}}"].join(end);
            let error = Baseline::parse(&text, "b.json").expect_err("twice").to_string();
            assert!(error.contains("the article `a.txt` occurs twice") && error.contains("--> b.json:4:"), "{error}");
        }
    }

    /// An entry whose fingerprint has another form matches no finding.
    #[test]
    fn a_fingerprint_has_16_hexadecimal_digits() {
        let read = |print: &str| {
            let entry = format!("{{ \"rule\": \"SH001\", \"fingerprint\": \"{print}\" }}");
            Baseline::parse(&format!("{{\n\"version\": 1, \"articles\": {{\"a\": [\n{entry}]}}}}"), "b.json")
        };
        for wrong in ["", "0123456789abcde", "0123456789abcdeg", "0123456789abcdef0", " 123456789abcdef"] {
            let error = read(wrong).expect_err("wrong").to_string();
            assert!(error.contains("16 hexadecimal digits") && error.contains("--> b.json:3:"), "{error}");
        }
        assert_eq!(read(&DIGITS.to_uppercase()).expect("a baseline").of("a")[0].fingerprint, DIGITS);
    }

    #[test]
    fn words_are_cut_between_characters() {
        assert_eq!(shortened("one\n two"), "one two");
        assert_eq!(shortened(&"é".repeat(70)).chars().count(), 61);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "(?s)(\\{|\\}|\\[|\\]|\"version\"|\"articles\"|:|,|1|\"a\"|\n|é|\"rule\")*|.{0,60}") {
            let _ = Baseline::parse(&text, "b.json").map_err(|error| error.to_string());
        }

        #[test]
        fn a_written_baseline_is_read_back(articles in prop::collection::btree_map(".{1,8}", prop::collection::vec((".{0,5}", "[0-9a-f]{16}", ".{0,5}"), 1..4), 0..5)) {
            let mut baseline = Baseline::default();
            for (name, entries) in articles {
                baseline.set(&name, entries.iter().map(|(a, b, c)| entry(a, b, c)).collect());
            }
            prop_assert_eq!(Baseline::parse(&baseline.to_json(), "b.json"), Ok(baseline));
        }
    }
}
