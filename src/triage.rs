//! Decides whether each finding is reported, suppressed with a reason, or known
//! from a baseline.
//!
//! Rules find the same with or without suppressions and baselines. A [`Triage`]
//! is made from an analysis, the suppressions that apply to it and a baseline;
//! reports take it together with the analysis.

use crate::Analysis;
use crate::baseline;
use crate::finding::{Finding, Severity};
use crate::fingerprint;
use crate::settings::{Effective, FailOn};
use crate::suppression::{self, Directive};

pub use crate::standing::{BaselineState, Notice, Standing, Suppression, SuppressionKind};

/// The states of the findings of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Triage {
    /// The fingerprint of each finding of the analysis, in their order.
    pub fingerprints: Vec<String>,
    /// The state of each finding of the analysis, in their order.
    pub standings: Vec<Standing>,
    /// Messages that are reported in addition to the findings.
    pub notices: Vec<Notice>,
    /// The lowest severity of a finding or notice that makes the run fail.
    pub fail_on: FailOn,
    /// How many findings of the baseline the article no longer has, without
    /// those of rules that do not run.
    pub absent: usize,
}

impl Triage {
    /// Creates a triage without suppressions and baseline: every finding is
    /// reported.
    #[must_use]
    pub fn new(analysis: &Analysis<'_>) -> Self {
        let standings = vec![Standing::default(); analysis.findings.len()];
        Self { fingerprints: fingerprint::of(analysis), standings, ..Self::default() }
    }

    /// Creates a triage with the suppressions that apply to the article and, if
    /// there is a baseline, its entries for the article, sorted as
    /// [`Baseline::of`](baseline::Baseline::of) returns them.
    #[must_use]
    pub fn with(
        analysis: &Analysis<'_>,
        directives: &[Directive],
        baseline: Option<&[baseline::Entry]>,
        settings: &Effective,
    ) -> Self {
        let mut triage = Self { fail_on: settings.fail_on, ..Self::new(analysis) };
        let Self { fingerprints, standings, notices, .. } = &mut triage;
        *notices =
            suppression::apply(&analysis.article, &analysis.findings, fingerprints, directives, settings, standings);
        let Some(known) = baseline else { return triage };
        let mut is_there = vec![false; known.len()];
        let prints = fingerprint::all(analysis);
        for ((finding, prints), standing) in analysis.findings.iter().zip(&prints).zip(standings) {
            // The entries are sorted by rule, then by fingerprint.
            let mut has = |(_, code, print): &(usize, &'static str, String)| {
                let place =
                    known.binary_search_by(|e| (e.rule.as_str(), e.fingerprint.as_str()).cmp(&(*code, print.as_str())));
                place.ok().and_then(|i| is_there.get_mut(i)).map(|seen| *seen = true).is_some()
            };
            // Every entry that the finding has is there still, so all are asked.
            let seen: Vec<usize> = prints.iter().filter(|print| has(print)).map(|(place, ..)| *place).collect();
            let is_known = (0..=finding.also.len()).all(|place| seen.contains(&place));
            standing.baseline = Some(if is_known { BaselineState::Unchanged } else { BaselineState::New });
        }
        // A finding of a rule that does not run may still be there.
        let idle = |entry: &baseline::Entry| {
            settings.rules.iter().any(|(rule, config)| rule.code() == entry.rule && !config.enabled)
        };
        triage.absent = known.iter().zip(is_there).filter(|(entry, is_there)| !is_there && !idle(entry)).count();
        triage
    }

    /// Returns the entries of the article for a baseline, one for each place of
    /// its findings, without those that are suppressed. `analysis` is the one that this triage was
    /// made from.
    #[must_use]
    pub fn entries(&self, analysis: &Analysis<'_>) -> Vec<baseline::Entry> {
        let text = analysis.text();
        let prints = fingerprint::all(analysis);
        let findings = analysis.findings.iter().zip(&prints).zip(&self.standings);
        let open = findings.filter(|(_, standing)| standing.suppression.is_none());
        let entries = open.flat_map(|((finding, prints), _)| {
            let places = finding.places().enumerate();
            places.map(|(i, span)| {
                baseline::Entry::new(finding.code, fingerprint::own(prints, finding, i), span.of(text))
            })
        });
        entries.collect()
    }

    /// Whether the finding with this index is reported. Returns `true` for an
    /// index out of range.
    #[must_use]
    pub fn is_reported(&self, finding: usize) -> bool {
        self.standings.get(finding).is_none_or(Standing::is_reported)
    }

    /// Returns the findings that are reported, in the order of the text.
    pub fn reported<'a>(&'a self, findings: &'a [Finding]) -> impl Iterator<Item = &'a Finding> {
        findings.iter().enumerate().filter(|(i, _)| self.is_reported(*i)).map(|(_, finding)| finding)
    }

    /// Returns the highest severity of the reported findings and the notices,
    /// which decides the exit code; `None` if there are none.
    #[must_use]
    pub fn worst(&self, findings: &[Finding]) -> Option<Severity> {
        self.reported(findings).map(|f| f.severity).chain(self.notices.iter().map(|n| n.severity)).max()
    }
}
