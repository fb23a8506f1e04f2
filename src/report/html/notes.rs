//! The findings, and messages that come from no rule.

use super::page::Page;
use crate::chain::Provenance;
use crate::finding::Severity;
use crate::report::escape::markup;
use crate::report::{sentence, short, svg};
use std::fmt::Write as _;

impl Page<'_, '_> {
    pub(super) fn notes(&self, findings: &[usize], out: &mut String) {
        if findings.is_empty() {
            return;
        }
        out.push_str("<aside class=\"notes\" aria-label=\"Findings in this paragraph\">\n");
        let mut drawn: Vec<(u32, usize)> = Vec::new();
        for &i in findings {
            let item = self.reported[i];
            let finding = item.finding;
            let (n, level) = (i + 1, finding.severity.as_str());
            let _ = write!(
                out,
                "<section class=\"note {level}\" id=\"{key}-f{n}\"><h4><span class=\"ref {level}\">{n}</span>\
                 <span class=\"level\">{} {level}</span> <span>{} {}</span>\
                 <a class=\"back\" href=\"#{key}-m{n}\" aria-label=\"Back to the words\">↩</a></h4>\
                 <p class=\"said\">{}</p>",
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

    /// Writes the chain of a finding: as text if it is first-hand, else as a
    /// drawing. Further findings about the same attribution in a paragraph link
    /// to the first one. `drawn` holds the attributions written so far and the
    /// numbers of their notes.
    fn chain(&self, attribution: Option<u32>, n: usize, drawn: &mut Vec<(u32, usize)>, out: &mut String) {
        let analysis = self.checked.analysis;
        let Some(index) = attribution else { return };
        let Some(chain) = analysis.chains.get(index as usize) else { return };
        // Findings about the same attribution are close together.
        if let Some((_, other)) = drawn.iter().rev().take(8).find(|(i, _)| *i == index) {
            let _ = write!(out, "<p class=\"from\">Its chain: see <a href=\"#{}-f{other}\">{other}</a></p>", self.key);
            return;
        }
        drawn.push((index, n));
        if chain.provenance == Provenance::Firsthand {
            let _ = write!(out, "<p class=\"from\">{}</p>", markup(&analysis.chain_line(index as usize)));
        } else {
            out.push_str(&svg::chain(analysis, index as usize));
        }
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
                "<section class=\"note {level}\"><h4><span class=\"level\">{} {level}</span> <span>{}</span> \
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
