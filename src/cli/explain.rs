//! `secondhand explain`.

use super::args::ExplainArgs;
use super::terminal::{Status, fail, print};
use super::{grammar, profile};
use crate::error::{self, Error};
use crate::grammar::Grammar;
use crate::report;
use crate::rules::{self, RULES};
use crate::visible::visible_lines;
use std::path::PathBuf;

/// Prints the documentation of a rule, or the file of a construction or
/// occasion.
pub(super) fn run(args: ExplainArgs) -> Status {
    match page(args.name.trim(), args.grammar) {
        Ok(page) => print(&page),
        Err(error) => fail(&error),
    }
}

fn page(name: &str, own: Vec<PathBuf>) -> Result<String, Error> {
    // Rules are not in grammar files, so no settings are needed.
    if let Some(rule) = rules::find(name) {
        return Ok(report::explain::rule(rule));
    }
    let loaded = grammar::load(&profile::grammars(own)?)?;
    let grammar = loaded.as_deref().unwrap_or_else(|| Grammar::builtin());
    let constructions = || grammar.constructions().iter().map(|c| (&*c.id, &c.source));
    let occasions = || grammar.openers().iter().map(|o| (&*o.id, &o.source));
    let Some((_, source)) = constructions().chain(occasions()).find(|(id, _)| id.eq_ignore_ascii_case(name)) else {
        let rules = RULES.iter().flat_map(|r| [r.code(), r.name()]);
        let names: Vec<&str> = rules.chain(constructions().chain(occasions()).map(|(id, _)| id)).collect();
        // The list of all names would fill a screen.
        let lists = "`secondhand rules` lists the rules; `check` and `extract --format json` name constructions";
        return Err(Error::new(format!("there is no rule, construction or occasion called `{name}`"))
            .with_help(error::nearest(name, &names).unwrap_or_else(|| lists.to_owned())));
    };
    // The file may come from elsewhere and contain control characters.
    Ok(format!("{}\n", visible_lines(source.trim_end())))
}
