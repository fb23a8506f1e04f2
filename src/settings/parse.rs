//! Parses a settings file into [`Settings`].

use super::{Document, FailOn, KEYS, Layer, Override, Settings, Written};
use crate::error::{self, Error};
use crate::finding::Severity;
use crate::rule::Rule;
use crate::source::LineIndex;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) fn parse(document: Document<'_>) -> Result<Settings, Error> {
    let root = document.parse()?;
    let mut settings =
        Settings { base: Layer { origin: document.file.to_owned(), ..Layer::default() }, ..Settings::default() };
    let known: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
    for entry in document.entries(root.get_ref(), &known, "settings")? {
        match entry.key {
            "grammar" => settings.grammar = written(document.texts(entry.value, entry.key)?),
            "exclude" => settings.exclude = written(document.texts(entry.value, entry.key)?),
            "baseline" => {
                let text = document.text(entry.value, entry.key)?.to_owned();
                settings.baseline = Some(Written { text, at: entry.value.span() });
            }
            "overrides" => {
                let lines = LineIndex::new(document.text);
                for (table, at) in document.tables(entry.value, entry.key)? {
                    settings.overrides.push(one_override(document, &lines, table, at)?);
                }
            }
            key => layer(document, key, entry.value, &mut settings.base)?,
        }
    }
    Ok(settings)
}

fn one_override(
    document: Document<'_>,
    lines: &LineIndex<'_>,
    table: &DeTable<'_>,
    at: Range<usize>,
) -> Result<Override, Error> {
    let (line, _) = lines.line(at.start as u32);
    let mut found = Override::default();
    found.layer.origin = format!("{}, overrides in line {line}", document.file);
    let per_path = KEYS.iter().filter(|key| key.per_path).map(|key| key.name);
    let known: Vec<&str> = std::iter::once("paths").chain(per_path).collect();
    for entry in document.entries(table, &known, "overrides")? {
        match entry.key {
            "paths" => found.paths = written(document.texts(entry.value, entry.key)?),
            key => layer(document, key, entry.value, &mut found.layer)?,
        }
    }
    if found.paths.is_empty() {
        return Err(document
            .error(at, "these overrides have no `paths`")
            .with_help("say which articles they are for: `paths = [\"opinion/\"]`"));
    }
    Ok(found)
}

fn written(texts: Vec<(&str, Range<usize>)>) -> Vec<Written> {
    texts.into_iter().map(|(text, at)| Written { text: text.to_owned(), at }).collect()
}

/// Reads one key of a layer. Ignores other keys, which the callers handle.
fn layer(document: Document<'_>, key: &str, value: &Spanned<DeValue<'_>>, layer: &mut Layer) -> Result<(), Error> {
    match key {
        "publisher" => layer.publisher = Some(document.text(value, key)?.to_owned()),
        "agency" => layer.agency = Some(document.text(value, key)?.to_owned()),
        "select" => layer.select = Some(selection(document, value, key)?),
        "ignore" => layer.ignore = selection(document, value, key)?,
        "fail-on" => layer.fail_on = Some(fail_on(document, value, key)?),
        "unused-suppressions" => layer.unused_suppressions = Some(unused(document, value, key)?),
        "rules" => {
            for entry in document.entries(document.table(value, key)?, &[], "rules")? {
                let rule =
                    super::rule(entry.key).map_err(|error| error.at(document.file, document.text, entry.at.clone()))?;
                one_rule(document, rule, document.table(entry.value, entry.key)?, layer)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn selection(document: Document<'_>, value: &Spanned<DeValue<'_>>, key: &str) -> Result<Vec<&'static str>, Error> {
    let mut codes = Vec::new();
    for (given, at) in document.texts(value, key)? {
        codes.extend(super::select(given).map_err(|error| error.at(document.file, document.text, at))?);
    }
    Ok(codes)
}

fn one_rule(
    document: Document<'_>,
    rule: &'static dyn Rule,
    table: &DeTable<'_>,
    layer: &mut Layer,
) -> Result<(), Error> {
    let known: Vec<&str> = std::iter::once("severity").chain(rule.thresholds().iter().map(|t| t.name)).collect();
    for entry in document.entries(table, &known, &format!("the settings of `{}`", rule.name()))? {
        let placed = |error: Error| error.at(document.file, document.text, entry.value.span());
        if entry.key == "severity" {
            let given = document.text(entry.value, entry.key)?;
            layer.severities.push((rule.code(), super::severity(given).map_err(placed)?));
        } else {
            let value = document.number(entry.value, entry.key)?;
            layer.thresholds.push(super::threshold(rule, entry.key, value).map_err(placed)?);
        }
    }
    Ok(())
}

fn fail_on(document: Document<'_>, value: &Spanned<DeValue<'_>>, key: &str) -> Result<FailOn, Error> {
    let given = document.text(value, key)?;
    FailOn::ALL.into_iter().find(|level| level.name() == given).ok_or_else(|| {
        let names = FailOn::ALL.into_iter().map(FailOn::name);
        document.error(value.span(), format!("`{key}` cannot be `{given}`")).with_help(error::suggest(
            given,
            names,
            "it can be",
        ))
    })
}

fn unused(document: Document<'_>, value: &Spanned<DeValue<'_>>, key: &str) -> Result<Option<Severity>, Error> {
    let given = document.text(value, key)?;
    if given == "off" {
        return Ok(None);
    }
    let levels = ["off", "note", "warning", "error"];
    super::severity(given).map(Some).map_err(|_| {
        document.error(value.span(), format!("`{key}` cannot be `{given}`")).with_help(error::suggest(
            given,
            levels.into_iter(),
            "it can be",
        ))
    })
}
