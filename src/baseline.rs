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
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the file format.
pub const VERSION: u32 = 1;

/// How many characters of a finding's words are kept, by which people recognise
/// it.
const LONGEST_WORDS: usize = 60;

/// The known findings of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    articles: BTreeMap<String, Vec<Entry>>,
}

/// One known finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The code of the finding's rule.
    pub rule: String,
    /// The finding's fingerprint.
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
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    articles: BTreeMap<String, Vec<Entry>>,
}

impl Baseline {
    /// Reads a baseline. `file` is its name in messages.
    ///
    /// # Errors
    /// If the text is not a baseline, or is one of another version.
    pub fn parse(text: &str, file: &str) -> Result<Self, Error> {
        const HELP: &str = "mend it, or remove it and write it anew with `secondhand check --write-baseline`";
        let read: File = serde_json::from_str(text).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or("").to_owned();
            let line = error.line().saturating_sub(1);
            // serde_json counts lines by line feeds alone.
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            let at = start + error.column().saturating_sub(1);
            Error::new(format!("this is no baseline: {reason}")).at(file, text, at..at + 1).with_help(HELP)
        })?;
        if read.version != VERSION {
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
    // Reads no more words than can be kept: the text can be long and be that of
    // many findings.
    let line = words.split_whitespace().take(LONGEST_WORDS).collect::<Vec<_>>().join(" ");
    cut(&line, LONGEST_WORDS).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(rule: &str, fingerprint: &str, words: &str) -> Entry {
        Entry { rule: rule.to_owned(), fingerprint: fingerprint.to_owned(), words: words.to_owned() }
    }

    #[test]
    fn the_file_is_sorted_with_a_finding_a_line() {
        let mut baseline = Baseline::default();
        assert_eq!(baseline.to_json(), "{\n  \"version\": 1,\n  \"articles\": {}\n}\n");
        baseline.set("b.txt", vec![entry("SH003", "02", "said \"so\""), entry("SH001", "09", "x")]);
        baseline.set("a.txt", vec![entry("SH001", "01", "")]);
        baseline.set("c.txt", vec![]);
        assert_eq!(
            baseline.to_json(),
            "{\n  \"version\": 1,\n  \"articles\": {\n    \"a.txt\": [\n      \
             { \"rule\": \"SH001\", \"fingerprint\": \"01\", \"words\": \"\" }\n    ],\n    \"b.txt\": [\n      \
             { \"rule\": \"SH001\", \"fingerprint\": \"09\", \"words\": \"x\" },\n      \
             { \"rule\": \"SH003\", \"fingerprint\": \"02\", \"words\": \"said \\\"so\\\"\" }\n    ]\n  }\n}\n"
        );
        assert_eq!(Baseline::parse(&baseline.to_json(), "b.json"), Ok(baseline));
    }

    #[test]
    fn what_is_no_baseline_is_shown() {
        let error = |text: &str| Baseline::parse(text, "b.json").expect_err("wrong").to_string();
        let wrong = "{\n  \"version\": 1,\n  \"articles\": {\n    \"a.txt\": [ { \"rul\": 1 } ]\n  }\n}\n";
        assert!(error(wrong).contains("unknown field `rul`"), "{}", error(wrong));
        assert!(error(wrong).contains("--> b.json:4:"), "{}", error(wrong));
        assert!(error("").contains("--write-baseline"));
        assert!(error("{\"version\": 2, \"articles\": {}}").contains("version 2"));
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
        fn what_is_written_is_read(articles in prop::collection::btree_map(".{1,8}", prop::collection::vec((".{0,5}", ".{0,5}", ".{0,5}"), 1..4), 0..5)) {
            let mut baseline = Baseline::default();
            for (name, entries) in articles {
                baseline.set(&name, entries.iter().map(|(a, b, c)| entry(a, b, c)).collect());
            }
            prop_assert_eq!(Baseline::parse(&baseline.to_json(), "b.json"), Ok(baseline));
        }
    }
}
