//! The numbers in the summary line of a run.

use super::checked::Checked;
use crate::chain::{Provenance, Role};
use crate::finding::Severity;
use crate::party::PartyKind;
use rustc_hash::FxHashSet;

/// The numbers in the summary line of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Number of articles read.
    pub articles: usize,
    /// Reported findings and notices with severity error.
    pub errors: usize,
    /// Reported findings and notices with severity warning.
    pub warnings: usize,
    /// Reported findings and notices with severity note.
    pub notes: usize,
    /// Suppressed findings.
    pub suppressed: usize,
    /// Findings in the baseline that are not suppressed.
    pub known: usize,
    /// People and organisations that a fact-checker can ask: the origins of what
    /// is second-hand, once for each article.
    pub to_call: usize,
    /// Reports and documents that a fact-checker can read: where the words of
    /// those stand, once for each article.
    pub to_read: usize,
    /// Attributions whose words came directly from their origin.
    pub firsthand: usize,
    /// Attributions whose words came through an intermediary.
    pub secondhand: usize,
    /// Attributions of words that are passed on with nobody named who can be
    /// held to them.
    pub hearsay: usize,
    /// Attributions without a source and without any hint of a report.
    pub unsourced: usize,
}

impl Counts {
    /// Returns the counts of one article.
    #[must_use]
    pub fn of(checked: &Checked<'_>) -> Self {
        let mut counts = Self::default();
        counts.add(checked);
        counts
    }

    /// Adds the counts of one article.
    pub fn add(&mut self, checked: &Checked<'_>) {
        self.articles += 1;
        for item in checked.items() {
            if item.standing.is_reported() {
                *self.severity(item.finding.severity) += 1;
            } else if item.standing.suppression.is_some() {
                self.suppressed += 1;
            } else {
                self.known += 1;
            }
        }
        for notice in checked.notices() {
            *self.severity(notice.severity) += 1;
        }
        let (call, read) = sources(checked);
        self.to_call += call;
        self.to_read += read;
        for chain in &checked.analysis.chains {
            *match chain.provenance {
                Provenance::Firsthand => &mut self.firsthand,
                Provenance::Secondhand => &mut self.secondhand,
                Provenance::Hearsay => &mut self.hearsay,
                Provenance::Unsourced => &mut self.unsourced,
            } += 1;
        }
    }

    fn severity(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }

    /// Returns the number of reported findings and notices.
    #[must_use]
    pub fn reported(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// Returns the sums of both counts.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            articles: self.articles + other.articles,
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
            suppressed: self.suppressed + other.suppressed,
            known: self.known + other.known,
            to_call: self.to_call + other.to_call,
            to_read: self.to_read + other.to_read,
            firsthand: self.firsthand + other.firsthand,
            secondhand: self.secondhand + other.secondhand,
            hearsay: self.hearsay + other.hearsay,
            unsourced: self.unsourced + other.unsourced,
        }
    }
}

/// Returns how many parties there are to ask and how many to read, of those that
/// the reported findings tell of.
fn sources(checked: &Checked<'_>) -> (usize, usize) {
    let analysis = checked.analysis;
    let (mut call, mut read) = (FxHashSet::default(), FxHashSet::default());
    let chains = checked.reported().filter_map(|item| analysis.chains.get(item.finding.attribution? as usize));
    for chain in chains.filter(|chain| chain.provenance != Provenance::Unsourced) {
        let kind = |party: u32| analysis.parties.get(party as usize).map(|p| p.kind);
        let nearest = chain.links.iter().rev().find(|link| link.role == Role::Intermediary);
        if let Some(nearest) =
            nearest.filter(|l| matches!(kind(l.party), Some(PartyKind::Outlet | PartyKind::Document)))
        {
            read.insert(nearest.party);
        }
        for origin in chain.links.iter().filter(|link| link.role == Role::Origin) {
            match kind(origin.party) {
                Some(PartyKind::Person | PartyKind::Organization) => _ = call.insert(origin.party),
                Some(PartyKind::Outlet) => _ = read.insert(origin.party),
                _ => {}
            }
        }
    }
    (call.len(), read.len())
}

/// Returns the summary line of a run, without a line feed: *3 articles, 5
/// findings: 2 warnings, 3 notes (1 suppressed); 4 sources to call, 2 reports to
/// read*.
#[must_use]
pub fn summary(counts: &Counts) -> String {
    let part = |n: usize, one: &str, many: &str| (n > 0).then(|| format!("{n} {}", if n == 1 { one } else { many }));
    let of = |parts: &[Option<String>]| parts.iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let list = |total: usize, one: &str, parts: String| match total {
        0 => format!("no {one}s"),
        1 => format!("1 {one}: {parts}"),
        n => format!("{n} {one}s: {parts}"),
    };
    let Counts { articles, errors, warnings, notes, suppressed, known, to_call, to_read, .. } = *counts;
    let severities =
        [part(errors, "error", "errors"), part(warnings, "warning", "warnings"), part(notes, "note", "notes")];
    let silent = of(&[part(suppressed, "suppressed", "suppressed"), part(known, "in the baseline", "in the baseline")]);
    let sources =
        of(&[part(to_call, "source to call", "sources to call"), part(to_read, "report to read", "reports to read")]);
    format!(
        "{}, {}{}{}",
        part(articles, "article", "articles").unwrap_or_else(|| "no articles".to_owned()),
        list(counts.reported(), "finding", of(&severities)),
        if silent.is_empty() { silent } else { format!(" ({silent})") },
        if sources.is_empty() { sources } else { format!("; {sources}") },
    )
}
