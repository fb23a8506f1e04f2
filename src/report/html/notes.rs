//! The findings, and messages that come from no rule.

use super::page::{Page, Place};
use crate::chain::Provenance;
use crate::finding::Severity;
use crate::report::escape::markup;
use crate::report::{sentence, short, svg};
use std::fmt::Write as _;

impl Page<'_, '_> {
    /// Writes the notes of the findings whose own place is among these.
    pub(super) fn notes(&self, places: &[Place], out: &mut String) {
        if !places.iter().any(|place| place.is_own) {
            return;
        }
        out.push_str("<aside class=\"notes\" aria-label=\"Findings beside these words\">\n");
        let mut drawn: Vec<(u32, usize)> = Vec::new();
        for i in places.iter().filter(|place| place.is_own).map(|place| place.finding) {
            let item = self.reported[i];
            let finding = item.finding;
            let (n, level) = (i + 1, finding.severity.as_str());
            let _ = write!(
                out,
                "<section class=\"note {}\" id=\"{key}-f{n}\" tabindex=\"-1\"><h4><span class=\"ref l-{level}\">{n}</span>\
                 <span class=\"level\">{} {level}</span> <span>{} {}</span>\
                 <a class=\"back\" href=\"#{key}-m{n}\" aria-label=\"Back to the words\">↩</a></h4>\
                 <p class=\"said\">{}</p>",
                self.classes(finding),
                sign(finding.severity),
                markup(finding.code),
                markup(finding.rule),
                markup(&sentence(&short::message(&finding.message))),
                key = self.key,
            );
            self.chain(finding.attribution, n, &mut drawn, out);
            let _ =
                writeln!(out, "<p class=\"todo\">{}</p></section>", markup(&sentence(&short::message(&finding.help))));
        }
        out.push_str("</aside>\n");
    }

    /// Writes the chain of a finding as a line, which opens to a drawing where
    /// somebody is between. A chain of nobody is not shown. Further findings
    /// about the same attribution in a row link to the first one. `drawn` holds
    /// the attributions written so far and the numbers of their notes.
    fn chain(&self, attribution: Option<u32>, n: usize, drawn: &mut Vec<(u32, usize)>, out: &mut String) {
        let analysis = self.checked.analysis;
        let Some(index) = attribution else { return };
        let Some(chain) = analysis.chains.get(index as usize).filter(|chain| !chain.links.is_empty()) else { return };
        // Findings about the same attribution are close together.
        if let Some((_, other)) = drawn.iter().rev().take(8).find(|(i, _)| *i == index) {
            let _ = write!(out, "<p class=\"from\">Its chain: see <a href=\"#{}-f{other}\">{other}</a></p>", self.key);
            return;
        }
        drawn.push((index, n));
        let line = markup(&analysis.chain_line(index as usize));
        let drawing = if chain.provenance == Provenance::Firsthand {
            String::new()
        } else {
            svg::chain(analysis, index as usize)
        };
        let _ = match drawing.is_empty() {
            true => write!(out, "<p class=\"from\">{line}</p>"),
            false => write!(out, "<details class=\"from\"><summary>{line}</summary>{drawing}</details>"),
        };
    }

    pub(super) fn notices(&self, out: &mut String) {
        if self.checked.notices().is_empty() {
            return;
        }
        out.push_str("<h3>Besides</h3>\n");
        for notice in self.checked.notices() {
            let level = notice.severity.as_str();
            let _ = writeln!(
                out,
                "<section class=\"note l-{level}\"><h4><span class=\"level\">{} {level}</span> <span>{}</span> \
                 <span>{}:{}:{}</span></h4><p class=\"said\">{}</p><p>{}</p></section>",
                sign(notice.severity),
                markup(notice.code),
                markup(&short::id(&notice.file)),
                notice.line,
                notice.column,
                markup(&sentence(&short::message(&notice.message))),
                markup(&sentence(&short::message(&notice.help))),
            );
        }
    }
}

/// Returns a sign for a severity, so that severities differ by shape as well as
/// by colour.
fn sign(severity: Severity) -> char {
    match severity {
        Severity::Error => '■',
        Severity::Warning => '▲',
        Severity::Note => '●',
    }
}
