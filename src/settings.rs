//! Settings: what a newsroom decides about rules and their findings, in a file
//! and on the command line.
//!
//! A settings file is read into [`Settings`], which have one [`Layer`] for all
//! articles and one for each set of paths with settings of its own. The command
//! line is another layer. [`Effective`] is the result of applying layers one
//! after the other; later layers override earlier ones.
//!
//! ```
//! use secondhand::settings::{Effective, Settings};
//! let settings = Settings::parse("publisher = 'The Courier'\nignore = ['unnamed-source']", "secondhand.toml")?;
//! let effective = Effective::of([&settings.base]);
//! let analyzer = secondhand::Analyzer::new().settings(&effective);
//! # Ok::<(), secondhand::Error>(())
//! ```
//!
//! This module reads no files. The caller finds the settings file of an article
//! and matches globs against paths.

mod document;
mod parse;
#[doc(hidden)] // for the command
pub mod schema;

pub(crate) use document::Document;

use crate::error::{self, Error, ErrorKind};
use crate::finding::Severity;
use crate::rules::{self, RULES, RuleSet};
use serde::Serialize;
use std::ops::Range;

/// The name of settings files.
pub const FILE_NAME: &str = "secondhand.toml";

/// The lowest severity of a finding that makes the command fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum FailOn {
    /// Any finding.
    Note,
    /// Warnings and errors.
    #[default]
    Warning,
    /// Errors.
    Error,
    /// Nothing.
    Never,
}

impl FailOn {
    /// All levels, the strictest first.
    pub const ALL: [Self; 4] = [Self::Note, Self::Warning, Self::Error, Self::Never];

    /// Returns the name that is used in settings files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Never => "never",
        }
    }

    /// Returns the lowest severity that fails; `None` for [`Self::Never`].
    #[must_use]
    pub const fn limit(self) -> Option<Severity> {
        match self {
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }

    /// Whether an article passes if its highest severity is `worst` (`None` if
    /// there is nothing to report in it).
    #[must_use]
    pub fn admits(self, worst: Option<Severity>) -> bool {
        self.limit().is_none_or(|limit| worst < Some(limit))
    }
}

/// The contents of a settings file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// The settings for every article.
    pub base: Layer,
    /// Folders of grammar files, relative to the settings file.
    pub grammar: Vec<Written>,
    /// The baseline file, relative to the settings file.
    pub baseline: Option<Written>,
    /// Globs of paths relative to the settings file that are left out when
    /// folders are searched.
    pub exclude: Vec<Written>,
    /// Settings for some paths, in the order of the file. If several match an
    /// article, later ones override earlier ones.
    pub overrides: Vec<Override>,
}

/// Settings for the articles whose path matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Override {
    /// Globs of paths relative to the settings file.
    pub paths: Vec<Written>,
    /// The settings for these articles.
    pub layer: Layer,
}

/// A string in a settings file with its place, so that an error that is found
/// later can point at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The string.
    pub text: String,
    /// Its range in the file, in bytes.
    pub at: Range<usize>,
}

/// Settings from one place. A setting that is `None` or empty keeps its value
/// from the layers below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layer {
    /// Where the settings come from, for messages: `secondhand.toml`.
    pub origin: String,
    /// The publisher of the articles.
    pub publisher: Option<String>,
    /// The news agency that the articles are credited to.
    pub agency: Option<String>,
    /// The codes of the rules that run; other rules do not.
    pub select: Option<Vec<&'static str>>,
    /// The codes of rules that do not run.
    pub ignore: Vec<&'static str>,
    /// The lowest severity of a finding that makes the command fail.
    pub fail_on: Option<FailOn>,
    /// The severity of a suppression that suppresses nothing. `Some(None)`
    /// switches the report of these off.
    pub unused_suppressions: Option<Option<Severity>>,
    /// Codes of rules, each with the severity of the rule's findings.
    pub severities: Vec<(&'static str, Severity)>,
    /// Codes of rules, each with the name of a threshold and its value.
    pub thresholds: Vec<(&'static str, &'static str, u32)>,
}

/// The settings that result from applying layers one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effective {
    /// Which rules run, and how.
    pub rules: RuleSet,
    /// The publisher of the articles.
    pub publisher: Option<String>,
    /// The news agency that the articles are credited to.
    pub agency: Option<String>,
    /// The lowest severity of a finding that makes the command fail.
    pub fail_on: FailOn,
    /// The severity of a suppression that suppresses nothing; `None` if these
    /// are not reported.
    pub unused_suppressions: Option<Severity>,
}

impl Default for Effective {
    fn default() -> Self {
        Self {
            rules: RuleSet::default(),
            publisher: None,
            agency: None,
            fail_on: FailOn::default(),
            unused_suppressions: Some(Severity::Warning),
        }
    }
}

impl Settings {
    /// Reads a settings file. `file` is its name in messages.
    ///
    /// # Errors
    /// If the text is not TOML, names a key, rule, severity or threshold that
    /// does not exist, or gives a threshold a value outside its range. The
    /// error is the first of these, with its place and a suggestion if a known
    /// name is near.
    pub fn parse(text: &str, file: &str) -> Result<Self, Error> {
        parse::parse(Document { file, text }).map_err(|error| error.of(ErrorKind::Settings))
    }
}

impl Effective {
    /// Returns the defaults with these layers applied in their order; later
    /// ones override earlier ones.
    #[must_use]
    pub fn of<'l>(layers: impl IntoIterator<Item = &'l Layer>) -> Self {
        let mut effective = Self::default();
        layers.into_iter().for_each(|layer| effective.apply(layer));
        effective
    }

    /// Applies one more layer.
    fn apply(&mut self, layer: &Layer) {
        if let Some(name) = &layer.publisher {
            self.publisher = Some(name.clone());
        }
        if let Some(name) = &layer.agency {
            self.agency = Some(name.clone());
        }
        self.fail_on = layer.fail_on.unwrap_or(self.fail_on);
        self.unused_suppressions = layer.unused_suppressions.unwrap_or(self.unused_suppressions);
        for rule in RULES {
            let Some(config) = self.rules.rule(rule.code()) else { continue };
            if let Some(runs) = layer.runs(rule.code()) {
                config.enabled = runs;
            }
            for (_, severity) in layer.severities.iter().filter(|(code, _)| *code == rule.code()) {
                config.severity = *severity;
            }
            for (_, name, value) in layer.thresholds.iter().filter(|(code, ..)| *code == rule.code()) {
                let slot = rule.thresholds().iter().position(|t| t.name == *name);
                if let Some(slot) = slot.and_then(|i| config.values.get_mut(i)) {
                    *slot = *value;
                }
            }
        }
    }
}

impl Layer {
    /// Returns whether the layer switches the rule with this code on (`true`)
    /// or off (`false`); `None` if it leaves that open.
    #[must_use]
    pub fn runs(&self, code: &str) -> Option<bool> {
        if self.ignore.contains(&code) {
            return Some(false);
        }
        self.select.as_ref().map(|codes| codes.contains(&code))
    }
}

/// The groups of rules that can be selected by name: every rule, and the rules
/// that run by default.
pub(crate) const GROUPS: [&str; 2] = ["all", "default"];

/// Returns the codes of the rules selected by a code, a name, `all` or
/// `default`.
///
/// # Errors
/// If there is no such rule. The error's help suggests a name that is near, if
/// there is one.
pub(crate) fn select(given: &str) -> Result<Vec<&'static str>, Error> {
    match given {
        "all" => Ok(RULES.iter().map(|rule| rule.code()).collect()),
        "default" => Ok(RULES.iter().filter(|rule| rule.is_default()).map(|rule| rule.code()).collect()),
        name => rule(name).map(|rule| vec![rule.code()]),
    }
}

/// Returns the rule with this code or name.
///
/// # Errors
/// As for [`select`].
pub(crate) fn rule(given: &str) -> Result<&'static dyn crate::rule::Rule, Error> {
    rules::find(given).ok_or_else(|| {
        let names: Vec<&str> = RULES.iter().flat_map(|rule| [rule.name(), rule.code()]).collect();
        let help = error::nearest(given, &names).unwrap_or_else(|| "`secondhand rules` lists the rules".to_owned());
        Error::new(format!("there is no rule called `{given}`")).of(ErrorKind::Settings).with_help(help)
    })
}

/// Returns the severity with this name.
///
/// # Errors
/// If there is no such severity.
pub(crate) fn severity(given: &str) -> Result<Severity, Error> {
    match given {
        "note" => Ok(Severity::Note),
        "warning" => Ok(Severity::Warning),
        "error" => Ok(Severity::Error),
        "off" | "none" | "never" | "ignore" => Err(Error::new(format!("`{given}` is no severity"))
            .with_help("a rule is switched off with `ignore`; the severities are note, warning, error")),
        _ => Err(Error::new(format!("`{given}` is no severity")).with_help(error::suggest(
            given,
            ["note", "warning", "error"].into_iter(),
            "the severities are",
        ))),
    }
}

/// Checks the value of a rule's threshold. Returns the rule's code, the
/// threshold's name and the value.
///
/// # Errors
/// If the rule has no such threshold, or the value is outside its range.
pub(crate) fn threshold(
    rule: &'static dyn crate::rule::Rule,
    name: &str,
    value: i64,
) -> Result<(&'static str, &'static str, u32), Error> {
    let Some(threshold) = rule.thresholds().iter().find(|t| t.name == name) else {
        let names: Vec<&str> = rule.thresholds().iter().map(|t| t.name).collect();
        let help = if names.is_empty() {
            "it has none".to_owned()
        } else {
            error::suggest(name, names.into_iter(), "its thresholds are")
        };
        return Err(Error::new(format!("`{}` has no threshold called `{name}`", rule.name())).with_help(help));
    };
    match u32::try_from(value).ok().filter(|value| threshold.range.contains(value)) {
        Some(value) => Ok((rule.code(), threshold.name, value)),
        None => Err(Error::new(format!(
            "`{name}` must be between {} and {}",
            threshold.range.start(),
            threshold.range.end()
        ))
        .with_help(format!("{}; {} where nothing is said", threshold.about, threshold.default))),
    }
}

/// A key of settings files.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    /// The key as it is written.
    pub(crate) name: &'static str,
    /// The meaning of the key, in a sentence.
    pub(crate) about: &'static str,
    /// Whether `[[overrides]]` can have the key.
    pub(crate) per_path: bool,
}

/// Every key, in the order of `docs/settings.md`.
pub(crate) const KEYS: &[Key] = &[
    key("publisher", "Who published the articles, where they do not say: never an intermediary in them.", true),
    key("agency", "Which news agency the articles are credited to, where they do not say.", true),
    key("select", "The rules that run, and no others: codes, names, `default` or `all`.", true),
    key("ignore", "Rules that do not run.", true),
    key("fail-on", "From which severity on a finding makes the command exit with 1.", true),
    key("unused-suppressions", "How severe it is that a suppression suppresses nothing, or `off`.", true),
    key("rules", "A table for each rule, by its name: its severity and its thresholds.", true),
    key("grammar", "Folders of grammar files to add to the built-in grammar, relative to the settings file.", false),
    key("baseline", "The file with the findings that are known, relative to the settings file.", false),
    key("exclude", "Globs of files that are left out when folders are searched, relative to the settings file.", false),
    key("overrides", "Other settings for some of the articles, by their path.", false),
];

const fn key(name: &'static str, about: &'static str, per_path: bool) -> Key {
    Key { name, about, per_path }
}

#[cfg(test)]
mod tests;
