//! `secondhand settings`: prints the settings that apply to an article, or the
//! schema of settings files.

use super::args::{GateArgs, ReadingArgs, SettingsArgs, SettingsCommand};
use super::profile::{Profile, Profiles};
use super::terminal::{Status, fail, print};
use super::{files, paths};
use crate::error::Error;
use crate::finding::Severity;
use crate::settings::{Layer, schema};
use crate::visible::visible;
use std::path::Path;

/// Runs `secondhand settings`.
pub(super) fn run(args: &SettingsArgs) -> Status {
    match &args.command {
        SettingsCommand::Schema => print(&schema::settings()),
        SettingsCommand::Show { file, reading } => match show(file.as_deref(), reading) {
            Ok(shown) => print(&shown),
            Err(error) => fail(&error),
        },
    }
}

/// Renders the settings that apply to an article in the form of a settings
/// file. A comment beside each says where it comes from.
fn show(file: Option<&Path>, reading: &ReadingArgs) -> Result<String, Error> {
    let nothing = || Error::new("there is no such folder").in_file(&file.map(files::display).unwrap_or_default());
    let real = file.map(|file| paths::path_of(file).ok_or_else(nothing)).transpose()?;
    let mut profiles = Profiles::new(reading, Some(&GateArgs::default()))?;
    let profile = profiles.profile(real.as_deref());
    profiles.tell_notes();
    let profile = profile.map_err(|error| error.unwrap_or_else(nothing))?;
    let Profile { settings, layers, grammars, baseline, file: settings_file, .. } = &*profile;
    // Returns the origin of the topmost layer for which `is_said` holds.
    let said = |is_said: &dyn Fn(&Layer) -> bool| {
        layers.iter().rev().find(|layer| is_said(layer)).map_or("default", |layer| &layer.origin)
    };
    let mut rows: Vec<(String, String)> = Vec::new();
    let text = |text: &str| toml_text(text);
    let mut row = |key: &str, value: String, origin: &str| rows.push((format!("{key} = {value}"), origin.to_owned()));
    if let Some(name) = &settings.publisher {
        row("publisher", text(name), said(&|l| l.publisher.is_some()));
    }
    if let Some(name) = &settings.agency {
        row("agency", text(name), said(&|l| l.agency.is_some()));
    }
    row("fail-on", text(settings.fail_on.name()), said(&|l| l.fail_on.is_some()));
    let unused = settings.unused_suppressions.map_or("off", Severity::as_str);
    row("unused-suppressions", text(unused), said(&|l| l.unused_suppressions.is_some()));
    let above = settings_file.as_deref().unwrap_or("the command line");
    if !grammars.is_empty() {
        let list: Vec<String> = grammars.iter().map(|dir| text(dir)).collect();
        row("grammar", format!("[{}]", list.join(", ")), above);
    }
    if let Some(known) = baseline {
        row("baseline", text(&known.name), above);
    }
    for (rule, config) in settings.rules.iter() {
        let runs = if config.enabled { "runs" } else { "does not run" };
        let origin = said(&|l| l.runs(rule.code()).is_some());
        rows.push((String::new(), String::new()));
        rows.push((format!("[rules.{}]", rule.name()), format!("{} {runs}: {origin}", rule.code())));
        let origin = said(&|l| l.severities.iter().any(|(code, _)| *code == rule.code()));
        rows.push((format!("severity = {}", text(config.severity.as_str())), origin.to_owned()));
        for (threshold, value) in rule.thresholds().iter().zip(&config.values) {
            let is_own = |l: &Layer| l.thresholds.iter().any(|t| (t.0, t.1) == (rule.code(), threshold.name));
            rows.push((format!("{} = {value}", threshold.name), said(&is_own).to_owned()));
        }
    }
    let width = rows.iter().map(|(setting, _)| setting.chars().count()).max().unwrap_or(0);
    let line = |(setting, origin): &(String, String)| match origin.as_str() {
        "" => "\n".to_owned(),
        origin => format!("{setting:width$}  # {}\n", visible(origin)),
    };
    Ok(rows.iter().map(line).collect())
}

/// Returns a text as a TOML string. The form of JSON strings is valid TOML.
fn toml_text(text: &str) -> String {
    crate::visible::json(serde_json::Value::from(text).to_string())
}
