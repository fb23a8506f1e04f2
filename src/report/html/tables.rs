//! The tables of findings that are not reported, and of all attributions.

use super::marks::{class, class_name};
use super::page::Page;
use crate::cut::{beginning, cut};
use crate::report::escape::markup;
use crate::report::json::Status;
use crate::report::{Item, sentence, short};
use crate::span::Span;
use std::fmt::Write as _;

/// Maximum length of a table cell in characters.
const CELL: usize = 160;

impl Page<'_, '_> {
    /// Writes the table of findings that are not reported, with the reasons.
    pub(super) fn silent(&self, out: &mut String) {
        let items: Vec<Item<'_>> = self.checked.items().filter(|item| !item.standing.is_reported()).collect();
        if items.is_empty() {
            return;
        }
        let _ = write!(
            out,
            "<details><summary>{} more, suppressed or in the baseline</summary>\n<div class=\"wide\"><table><thead><tr>\
             <th scope=\"col\">Line</th><th scope=\"col\">Rule</th><th scope=\"col\">Finding</th>\
             <th scope=\"col\">Words</th><th scope=\"col\">Why it is not reported</th></tr></thead><tbody>\n",
            items.len()
        );
        for item in items {
            let why = match (&item.standing.suppression, Status::of(item.standing)) {
                (Some(suppression), _) => format!("Suppressed: {}", short::message(&suppression.reason)),
                (None, _) => "In the baseline".to_owned(),
            };
            let finding = item.finding;
            let _ = writeln!(
                out,
                "<tr><td class=\"n\">{}</td><td>{} {}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                self.checked.place(finding.span.start).0,
                markup(finding.code),
                markup(finding.rule),
                markup(&sentence(&short::message(&finding.message))),
                markup(&cut(finding.span.of(self.checked.text()), CELL)),
                markup(&why),
            );
        }
        out.push_str("</tbody></table></div></details>\n");
    }

    pub(super) fn table(&self, out: &mut String) {
        let (analysis, text) = (self.checked.analysis, self.checked.text());
        if analysis.attributions.is_empty() {
            return;
        }
        let _ = write!(
            out,
            "<details><summary>All attributions ({})</summary>\n<div class=\"wide\"><table><thead><tr>\
             <th scope=\"col\">Line</th><th scope=\"col\">Class</th><th scope=\"col\">Source</th>\
             <th scope=\"col\">Cue</th><th scope=\"col\">Content</th><th scope=\"col\">Chain</th></tr></thead>\
             <tbody>\n",
            analysis.attributions.len()
        );
        for (i, (a, chain)) in analysis.attributions.iter().zip(&analysis.chains).enumerate() {
            let joined = |spans: &[Span]| {
                // Skip what the cell has no room for.
                let parts: Vec<&str> = spans.iter().take(CELL).map(|s| beginning(s.of(text), CELL + 1)).collect();
                markup(&cut(&parts.join(" … "), CELL))
            };
            let _ = writeln!(
                out,
                "<tr><td class=\"n\"><a href=\"#{}-a{}\">{}</a></td><td><span class=\"c {}\">{}</span></td><td>{}</td>\
                 <td>{}</td><td>{}</td><td>{}</td></tr>",
                self.key,
                i + 1,
                self.checked.place(a.start()).0,
                class(chain.provenance),
                class_name(chain.provenance),
                joined(&a.source),
                joined(&a.cue),
                joined(&a.content),
                markup(&analysis.chain_line(i)),
            );
        }
        out.push_str("</tbody></table></div></details>\n");
    }
}
