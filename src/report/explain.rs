//! The documentation of rules as text, for the terminal and for
//! `docs/rules.md`.
//!
//! Everything comes from [`Rule::docs`] and from running the rule on its first
//! example, so that terminal, page, reports and code always agree.

use crate::Analyzer;
use crate::rule::{Rule, Threshold};
use crate::rules::{RULES, RuleSet};
use std::fmt::Write as _;

/// Returns the text for `secondhand explain CODE|RULE`: the rule's code, name
/// and severity, then its documentation without Markdown, then its settings.
#[must_use]
pub fn rule(rule: &dyn Rule) -> String {
    let title = format!("{} {} ({})", rule.code(), rule.name(), level(rule));
    let mut out = format!("{title}\n{}\n", "=".repeat(title.chars().count()));
    let mut blank = true;
    for line in documentation(rule).lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            if !blank {
                out.push('\n');
            }
            let _ = write!(out, "\n{heading}\n{}\n", "-".repeat(heading.chars().count()));
            blank = true;
        } else if line.trim().is_empty() {
            // One blank line between paragraphs, none after a heading.
            if !blank {
                out.push('\n');
            }
            blank = true;
        } else {
            let _ = match line.strip_prefix('>') {
                Some(example) => writeln!(out, "    {}", plain(example.trim_start())),
                None => writeln!(out, "{}", plain(line)),
            };
            blank = false;
        }
    }
    if !rule.thresholds().is_empty() {
        let _ = write!(out, "\n\nSettings\n--------\n");
    }
    for line in settings(rule) {
        let _ = writeln!(out, "- {}", plain(&line));
    }
    out.replace("\n\n\n", "\n\n")
}

/// Returns the rule's documentation, followed by what the rule reports on its
/// first example.
fn documentation(rule: &dyn Rule) -> String {
    let mut out = format!("{}\n", rule.docs().trim_end());
    let Some(text) = rule.fires_on().first() else { return out };
    let mut rules = RuleSet::all();
    for other in RULES.iter().filter(|other| other.code() != rule.code()) {
        if let Some(config) = rules.rule(other.code()) {
            config.enabled = false;
        }
    }
    let analysis = Analyzer::new().rules(rules).analyze(text);
    let Some(finding) = analysis.findings.first() else { return out };
    out.push_str("\n## In the report\n\n");
    for line in text.lines() {
        let _ = writeln!(out, "{}", format!("> {line}").trim_end());
    }
    let place = finding.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(out, "\nAt *{place}* it says: **{}**. What to do: {}.", finding.message, finding.help);
    out
}

/// Returns one line for each threshold that settings can change.
fn settings(rule: &dyn Rule) -> Vec<String> {
    let line =
        |t: &Threshold| format!("`{}`: {} ({}; {} to {})", t.name, t.about, t.default, t.range.start(), t.range.end());
    rule.thresholds().iter().map(line).collect()
}

/// Returns the severity, and whether the rule is off by default: *note, off*.
fn level(rule: &dyn Rule) -> String {
    format!("{}{}", rule.severity(), if rule.is_default() { "" } else { ", off" })
}

/// Returns the text for `secondhand rules`: a table with one line for each
/// rule.
#[must_use]
pub fn table() -> String {
    let rows: Vec<[String; 4]> = std::iter::once(["code", "name", "severity", "finds"].map(str::to_owned))
        .chain(RULES.iter().map(|r| [r.code().to_owned(), r.name().to_owned(), level(*r), plain(&summary(*r))]))
        .collect();
    let width = |column: usize| rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0);
    let (code, name, level) = (width(0), width(1), width(2));
    let mut out = String::new();
    for [c, n, l, s] in &rows {
        let _ = writeln!(out, "{c:<code$}  {n:<name$}  {l:<level$}  {s}");
    }
    out
}

/// Returns the page `docs/rules.md`: a table of all rules, then the
/// documentation of each.
#[must_use]
pub fn page() -> String {
    let mut out = String::from(
        "# Rules\n\n\
         <!-- Written by `UPDATE_DOCS=1 cargo test`; edit the rules under `src/rules` instead. -->\n\n\
         `secondhand rules` prints this table, `secondhand explain CODE` one rule.\n\n\
         | code | name | severity | finds |\n| --- | --- | --- | --- |\n",
    );
    for rule in RULES {
        let (code, name) = (rule.code(), rule.name());
        let anchor = format!("{}-{name}", code.to_lowercase());
        let level = level(*rule);
        let _ = writeln!(out, "| [{code}](#{anchor}) | {name} | {level} | {} |", summary(*rule));
    }
    for rule in RULES {
        let off = if rule.is_default() { "" } else { "; off unless settings select it" };
        let severity = rule.severity();
        let _ = write!(out, "\n## {} {}\n\nSeverity: {severity}{off}\n\n", rule.code(), rule.name());
        let settings = settings(*rule);
        if !settings.is_empty() {
            let _ = writeln!(out, "Settings:\n");
            settings.iter().for_each(|line| {
                let _ = writeln!(out, "- {line}");
            });
            out.push('\n');
        }
        for line in documentation(*rule).lines() {
            let _ = writeln!(out, "{}{line}", if line.starts_with("## ") { "#" } else { "" });
        }
    }
    out
}

/// Returns what a rule finds, without Markdown.
pub(crate) fn about(rule: &dyn Rule) -> String {
    plain(&summary(rule))
}

/// Returns the first paragraph of the rule's documentation, on one line and
/// without its final period.
#[must_use]
pub fn summary(rule: &dyn Rule) -> String {
    let mut words = String::new();
    for line in rule.docs().lines().skip_while(|l| l.starts_with('#') || l.is_empty()).take_while(|l| !l.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(line);
    }
    words.strip_suffix('.').map(str::to_owned).unwrap_or(words)
}

/// Removes the Markdown for emphasis and code.
fn plain(line: &str) -> String {
    line.replace(['*', '`'], "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn the_page_is_not_stale() {
        crate::committed::check("docs/rules.md", &page(), "the_page_is_not_stale");
    }

    #[test]
    fn a_rule_is_explained_without_markdown() {
        let text = rule(rules::find("SH001").unwrap());
        assert!(text.starts_with("SH001 second-hand-quote (note)\n==="), "{text}");
        assert!(text.contains("\n\nWhy it matters\n--------------\nQuotation marks promise"), "{text}");
        assert!(text.contains("\n    The Harbour Gazette quoted"), "{text}");
        assert!(!text.contains(['*', '`', '>', '#']), "{text}");
        assert!(!text.contains("\n\n\n"), "{text}");
    }

    #[test]
    fn the_table_has_a_line_for_every_rule() {
        let table = table();
        assert_eq!(table.lines().count(), RULES.len() + 1);
        assert!(
            table.contains("SH001  second-hand-quote           note       Words in quotation marks that another party")
        );
        let long = table.lines().find(|l| l.chars().count() > 100);
        assert_eq!(long, None, "a line has at most 100 characters: shorten the first paragraph of `What it finds`");
    }
}
