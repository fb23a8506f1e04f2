//! `secondhand explain` and `secondhand rules`.

use super::{Status, grammar};
use crate::error::{self, Error};
use crate::finding::Severity;
use crate::grammar::{BUILTIN_FILES, Grammar};
use crate::rules::RULES;
use std::path::PathBuf;

/// Prints a rule's page, or the file of a construction.
pub(super) fn explain(name: &str, dirs: &[PathBuf]) -> Status {
    match page(name.trim(), dirs) {
        Ok(page) => super::print(&page),
        Err(error) => super::fail(&error),
    }
}

fn page(name: &str, dirs: &[PathBuf]) -> Result<String, Error> {
    let is_it = |own: &str| own.eq_ignore_ascii_case(name);
    if let Some(rule) = RULES.iter().find(|r| is_it(r.code()) || is_it(r.name())) {
        let docs = rule.docs().trim();
        return Ok(format!("{} {} ({})\n\n{docs}\n", rule.code(), rule.name(), severity(rule.severity())));
    }
    let own = grammar::files(dirs)?;
    let loaded = grammar::load(dirs)?;
    let grammar = loaded.as_deref().unwrap_or_else(|| Grammar::builtin());
    let Some(construction) = grammar.constructions().iter().find(|c| is_it(&c.id)) else {
        let rules = RULES.iter().flat_map(|r| [r.code(), r.name()]);
        let names = rules.chain(grammar.constructions().iter().map(|c| &*c.id));
        return Err(Error::new(format!("there is no rule or construction called `{name}`")).with_help(error::suggest(
            name,
            names,
            "these are known:",
        )));
    };
    // The file is written to be read: pattern, meaning, examples.
    let own = own.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let text = own.chain(BUILTIN_FILES.iter().copied()).find(|(name, _)| *name == &*construction.file);
    Ok(text.map_or_else(|| format!("{}\n", construction.about), |(_, text)| format!("{}\n", text.trim_end())))
}

/// One rule a line: code, name, severity, what it finds.
pub(super) fn rules() -> String {
    let width = RULES.iter().map(|r| r.name().len()).max().unwrap_or(0);
    RULES
        .iter()
        .map(|r| {
            format!("{}  {:width$}  {:7}  {}\n", r.code(), r.name(), severity(r.severity()), first_sentence(r.docs()))
        })
        .collect()
}

/// The first sentence under the first heading.
fn first_sentence(docs: &str) -> String {
    let paragraph = docs.split("\n\n").map(str::trim).find_map(|p| {
        let text: Vec<&str> = p.lines().filter(|l| !l.starts_with('#')).map(str::trim).collect();
        (!text.is_empty()).then(|| text.join(" "))
    });
    let text = paragraph.unwrap_or_default();
    match text.find(". ") {
        Some(end) => text[..end].to_owned(),
        None => text.trim_end_matches('.').to_owned(),
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_summed_up_by_its_first_sentence() {
        assert_eq!(
            first_sentence("## What it finds\n\nWords that\ncame by others. More.\n"),
            "Words that came by others"
        );
        assert_eq!(first_sentence("## What it finds\nOne only.\n\n## Why\n"), "One only");
        assert_eq!(first_sentence(""), "");
    }
}
