//! What becomes of findings: reported, suppressed with a reason, or known
//! from a baseline.
//!
//! The rules know nothing of this: they find what they find. A [`Triage`] is
//! made of an analysis, of the suppressions that hold for it and of a
//! baseline, and goes beside the analysis into a report.

use crate::Analysis;
use crate::baseline;
use crate::finding::{Finding, Severity};
use crate::fingerprint;
use crate::settings::{Effective, FailOn};
use crate::suppression::{self, Directive};

pub use crate::standing::{BaselineState, Notice, Standing, Suppression, SuppressionKind};

/// What becomes of the findings of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    /// One for each finding of the analysis, in their order.
    pub fingerprints: Vec<String>,
    /// One for each finding of the analysis, in their order.
    pub standings: Vec<Standing>,
    /// What is to be told beside the findings.
    pub notices: Vec<Notice>,
    /// From which severity on something in the article makes the run fail.
    pub fail_on: FailOn,
    /// How many findings the baseline knows of the article that are there no
    /// longer.
    pub absent: usize,
}

impl Triage {
    /// With neither suppressions nor a baseline: every finding is reported.
    #[must_use]
    pub fn new(analysis: &Analysis<'_>) -> Self {
        let standings = vec![Standing::default(); analysis.findings.len()];
        Self { fingerprints: fingerprint::of(analysis), standings, ..Self::default() }
    }

    /// With the suppressions that hold for the article and with what a
    /// baseline, if there is one, knows of it.
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
        for ((finding, fingerprint), standing) in analysis.findings.iter().zip(fingerprints).zip(standings) {
            // Sorted by both.
            let place = known.binary_search_by(|entry| {
                (entry.rule.as_str(), entry.fingerprint.as_str()).cmp(&(finding.code, fingerprint.as_str()))
            });
            standing.baseline = Some(BaselineState::New);
            if let Some(seen) = place.ok().and_then(|i| is_there.get_mut(i)) {
                *seen = true;
                standing.baseline = Some(BaselineState::Unchanged);
            }
        }
        // Of a rule that does not run nobody knows.
        let idle = |entry: &baseline::Entry| {
            settings.rules.iter().any(|(rule, config)| rule.code() == entry.rule && !config.enabled)
        };
        triage.absent = known.iter().zip(is_there).filter(|(entry, is_there)| !is_there && !idle(entry)).count();
        triage
    }

    /// What a baseline is to know of the article: its findings but for those
    /// that are suppressed. `analysis` is the one that this triage is of.
    #[must_use]
    pub fn entries(&self, analysis: &Analysis<'_>) -> Vec<baseline::Entry> {
        let text = &*analysis.article.text;
        let findings = analysis.findings.iter().zip(&self.fingerprints).zip(&self.standings);
        let open = findings.filter(|(_, standing)| standing.suppression.is_none());
        open.map(|((finding, fingerprint), _)| {
            baseline::Entry::new(finding.code, fingerprint.clone(), finding.span.of(text))
        })
        .collect()
    }

    /// Whether the finding with this index is reported.
    #[must_use]
    pub fn is_reported(&self, finding: usize) -> bool {
        self.standings.get(finding).is_none_or(Standing::is_reported)
    }

    /// The findings that are reported, in the order of the text.
    pub fn reported<'a>(&'a self, findings: &'a [Finding]) -> impl Iterator<Item = &'a Finding> {
        findings.iter().enumerate().filter(|(i, _)| self.is_reported(*i)).map(|(_, finding)| finding)
    }

    /// The severity that counts for the exit code: of what is reported, and
    /// of the notices.
    #[must_use]
    pub fn worst(&self, findings: &[Finding]) -> Option<Severity> {
        self.reported(findings).map(|f| f.severity).chain(self.notices.iter().map(|n| n.severity)).max()
    }
}
