//! What the overview of an article's findings says: one line each under the
//! heading of its concern, the most important first. The report for people and
//! the page show it.

use super::{Checked, short};
use crate::finding::{Concern, Finding, Severity};
use crate::rules::DISTANT;
use crate::visible::words;

/// How many lines of one finding are named.
const MOST_LINES: usize = 12;

/// Returns the heading above the findings of one concern.
pub(super) const fn title(concern: Concern) -> &'static str {
    match concern {
        Concern::Unheld => "nobody to hold to it",
        Concern::Doubted => "words in doubt",
        Concern::Uncredited => "second-hand, and the reader cannot see it",
        Concern::Unclear => "source unnamed or unclear",
        Concern::Credited => "second-hand, credited",
        Concern::Form => "form",
    }
}

/// Returns a key by which findings are sorted, the most important first.
pub(super) fn importance(finding: &Finding) -> (bool, Concern, u32) {
    (finding.severity != Severity::Error, finding.concern, finding.span.start)
}

/// Returns what the line of a finding says: a route with the lines of its
/// statements, or the line and the message.
pub(super) fn line(checked: &Checked<'_>, finding: &Finding) -> String {
    let mut lines: Vec<usize> = finding.places().map(|span| checked.place(span.start).0).collect();
    lines.sort_unstable();
    lines.dedup();
    let more = if lines.len() > MOST_LINES { ", …" } else { "" };
    let plural = if lines.len() == 1 { "" } else { "s" };
    let shown: Vec<String> = lines.iter().take(MOST_LINES).map(usize::to_string).collect();
    let places = format!("line{plural} {}{more}", shown.join(", "));
    let (pointed, _) = checked.place(finding.span.start);
    let is_seen = lines.len() == 1 || !finding.properties.contains(&DISTANT);
    let places = if is_seen { places } else { format!("{places} (no credit in {pointed})") };
    let sure = if finding.likelihood() == "possible" { " (possible)" } else { "" };
    match finding.attribution.filter(|_| finding.is_route) {
        Some(index) => format!("{}: {places}{sure}", words(&checked.analysis.chain_path(index as usize))),
        None => format!("{places}: {}{sure}", words(&short::message(&finding.message))),
    }
}
