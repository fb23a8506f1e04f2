//! How many findings a run has, by rule and by route.

use super::{Checked, Counts, summary};
use crate::rules::RULES;
use crate::visible::words;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The maximum number of routes that are listed.
const MOST_ROUTES: usize = 30;

/// The findings of any number of articles, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statistics {
    /// For each rule, the number of findings and of articles.
    rules: BTreeMap<&'static str, (usize, usize)>,
    /// For each route, the number of statements and of articles.
    routes: BTreeMap<String, (usize, usize)>,
}

impl Statistics {
    /// Counts the reported findings of one article.
    pub(crate) fn of(checked: &Checked<'_>) -> Self {
        let mut counted = Self::default();
        for item in checked.reported() {
            let rule = counted.rules.entry(item.finding.code).or_insert((0, 1));
            rule.0 += 1;
            let Some(index) = item.finding.attribution.filter(|_| item.finding.is_route) else { continue };
            let route = counted.routes.entry(checked.analysis.chain_path(index as usize)).or_insert((0, 1));
            route.0 += item.finding.places().count();
        }
        counted
    }

    /// Adds the counts of other articles.
    pub(crate) fn add(&mut self, other: Self) {
        let sum = |all: &mut (usize, usize), more: (usize, usize)| *all = (all.0 + more.0, all.1 + more.1);
        other.rules.into_iter().for_each(|(rule, counts)| sum(self.rules.entry(rule).or_default(), counts));
        other.routes.into_iter().for_each(|(route, counts)| sum(self.routes.entry(route).or_default(), counts));
    }

    /// Renders the tables and the summary line.
    pub(crate) fn render(&self, counts: &Counts) -> String {
        let mut out = String::new();
        if !self.rules.is_empty() {
            out.push_str("findings  articles  rule\n");
            for rule in RULES {
                if let Some((findings, articles)) = self.rules.get(rule.code()) {
                    let _ = writeln!(out, "{findings:8}  {articles:8}  {} {}", rule.code(), rule.name());
                }
            }
            out.push('\n');
        }
        if !self.routes.is_empty() {
            let mut routes: Vec<_> = self.routes.iter().collect();
            routes.sort_by_key(|(_, counts)| std::cmp::Reverse(**counts));
            out.push_str("statements  articles  route\n");
            for (route, (statements, articles)) in routes.iter().take(MOST_ROUTES) {
                let _ = writeln!(out, "{statements:10}  {articles:8}  {}", words(route));
            }
            if routes.len() > MOST_ROUTES {
                let _ = writeln!(out, "and {} more routes", routes.len() - MOST_ROUTES);
            }
            out.push('\n');
        }
        let Counts { firsthand, secondhand, hearsay, unsourced, .. } = *counts;
        let _ = writeln!(
            out,
            "attributions: {firsthand} first-hand, {secondhand} second-hand, {hearsay} hearsay, {unsourced} unsourced"
        );
        out + &summary(counts) + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::Triage;

    #[test]
    fn articles_add_up() {
        let analysis = crate::report::tests::analysis();
        let triage = Triage::new(&analysis);
        let checked = Checked::new(&analysis, "a", &triage);
        let mut all = Statistics::of(&checked);
        all.add(Statistics::of(&checked));
        let counts = Counts::of(&checked).plus(Counts::of(&checked));
        let shown = all.render(&counts);
        assert!(shown.contains("\n       2         2  SH001 second-hand-quote\n"), "{shown}");
        assert!(shown.contains("\n         2         2  Ana Ruiz → The Post\n"), "{shown}");
        assert!(shown.contains("\nattributions: 0 first-hand, 2 second-hand, 0 hearsay, 0 unsourced\n"), "{shown}");
    }
}
