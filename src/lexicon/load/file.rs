//! What the lexicon files contain, as TOML, and how they are parsed.

use crate::attribution::Act;
use crate::error::Error;
use crate::lexicon::entry::OutletKind;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Terms {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    pub(super) class: String,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    pub(super) terms: Vec<String>,
    #[serde(default)]
    pub(super) replace: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outlets {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    #[serde(default)]
    pub(super) replace: bool,
    pub(super) outlet: Vec<OutletEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutletEntry {
    pub(super) name: String,
    pub(super) kind: OutletKind,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) short: Vec<String>,
    #[serde(default)]
    pub(super) programs: Vec<String>,
    #[serde(default)]
    pub(super) ambiguous: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Predicates {
    pub(super) kind: String,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    #[serde(default)]
    pub(super) replace: bool,
    #[serde(default, alias = "noun", alias = "adjective")]
    pub(super) verb: Vec<PredicateEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PredicateEntry {
    pub(super) lemma: String,
    #[serde(default)]
    pub(super) past: OneOrMore,
    #[serde(default)]
    pub(super) participle: OneOrMore,
    #[serde(default)]
    pub(super) third: OneOrMore,
    #[serde(default)]
    pub(super) gerund: OneOrMore,
    pub(super) plural: Option<String>,
    #[serde(default)]
    pub(super) variants: Vec<String>,
    #[serde(default)]
    pub(super) act: Act,
    pub(super) frames: Vec<String>,
    #[serde(default)]
    pub(super) hearsay: bool,
    pub(super) tail: Option<String>,
    /// Frames that report only with a possessor before the noun.
    #[serde(default)]
    pub(super) frames_poss: Vec<String>,
    /// Verbs that make one cue with the noun: *express concern about*.
    #[serde(default)]
    pub(super) light: Vec<String>,
    // Counts, which only people and the script that derives the frames read.
    #[serde(rename = "evidence", default)]
    _evidence: BTreeMap<String, Vec<u32>>,
    #[serde(rename = "poss", default)]
    _poss: IgnoredAny,
    #[serde(rename = "light_evidence", default)]
    _light_evidence: IgnoredAny,
}

/// One form or several: *signaled*, *signalled*.
#[derive(Deserialize, Default)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    #[default]
    None,
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    pub(super) fn list(&self) -> &[String] {
        match self {
            Self::None => &[],
            Self::One(form) => std::slice::from_ref(form),
            Self::More(forms) => forms,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    pub(super) words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    #[serde(default)]
    pub(super) female: String,
    #[serde(default)]
    pub(super) male: String,
    #[serde(default)]
    pub(super) both: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AbbreviationLists {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    #[serde(rename = "before-name", default)]
    pub(super) before_name: Vec<String>,
    #[serde(rename = "any-place", default)]
    pub(super) any_place: Vec<String>,
    #[serde(rename = "one-word", default)]
    pub(super) one_word: Vec<String>,
    #[serde(rename = "sentence-openers", default)]
    pub(super) sentence_openers: Vec<String>,
    #[serde(rename = "after-quotation", default)]
    pub(super) after_quotation: Vec<String>,
    #[serde(rename = "in-full", default)]
    pub(super) in_full: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
pub(super) struct Kind {
    pub(super) kind: String,
}

/// Parses a file: TOML, or the JSON that the build script makes of a built-in
/// file, which parses ten times as fast.
///
/// # Errors
/// Returns an error with the place in the TOML file.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    if text.starts_with('{') {
        return serde_json::from_str(text).map_err(|e| Error::new(format!("{file}: {e}")));
    }
    toml::from_str(text).map_err(|e| {
        let error = Error::new(e.message().trim().to_owned());
        error.at(file, text, e.span().unwrap_or(0..0)).with_help("grammar/README.md describes every kind of file")
    })
}

/// Returns where `entry` is in a file. A quoted string is preferred, so that a
/// wrong `of` is not found inside `off`.
pub(crate) fn place(text: &str, entry: &str) -> std::ops::Range<usize> {
    let quoted = ['"', '\''].iter().find_map(|q| text.find(&format!("{q}{entry}{q}")).map(|i| i + 1));
    let start = quoted.or_else(|| text.find(entry)).unwrap_or(0);
    start..start + entry.len()
}
