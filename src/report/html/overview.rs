//! The overview of the findings, and the filter of what the page shows.
//!
//! The filter needs no script: the style sheet asks which options are chosen.
//! Where a browser cannot do that, the filter is hidden and all findings stay.

use super::page::{MOST_PARTIES, Page};
use crate::cut;
use crate::finding::{Finding, Severity};
use crate::report::escape::markup;
use crate::report::overview;
use crate::rules::RULES;
use std::fmt::Write as _;

/// The severities, the gravest first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];
/// How many parties of one chain the filter knows.
const PARTIES_OF_ONE: usize = 8;

/// Writes the style sheet of the filter: findings without the class of a chosen
/// option are hidden, and so is a heading under which none has it.
pub(super) fn style() -> String {
    let levels = SEVERITIES.iter().map(|severity| format!("l-{severity}"));
    let rules = RULES.iter().map(|rule| format!("r-{}", rule.code()));
    let parties = (0..MOST_PARTIES).map(|n| format!("y-{n}"));
    let mut out = String::new();
    for class in levels.chain(rules).chain(parties) {
        let chosen = format!(".story:has([value={class}]:checked)");
        let _ = writeln!(out, "{chosen} .f:not(.{class}),{chosen} .group:not(:has(.{class})){{display:none}}");
    }
    out
}

/// Returns a title with a capital.
fn heading(title: &str) -> String {
    let (first, rest) = title.split_at(title.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}

impl Page<'_, '_> {
    /// Returns the parties of the finding's chain, each once.
    pub(super) fn parties_of(&self, finding: &Finding) -> Vec<u32> {
        let chain = finding.attribution.and_then(|index| self.checked.analysis.chains.get(index as usize));
        let links = chain.iter().flat_map(|chain| chain.links.iter().take(PARTIES_OF_ONE));
        let mut parties: Vec<u32> = links.map(|link| link.party).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    /// Returns the classes by which the filter knows a finding.
    pub(super) fn classes(&self, finding: &Finding) -> String {
        let mut classes = format!("f l-{}", finding.severity);
        for code in finding.codes() {
            let _ = write!(classes, " r-{code}");
        }
        let of = self.parties_of(finding);
        for n in (0..self.parties.len()).filter(|&n| of.contains(&self.parties[n])) {
            let _ = write!(classes, " y-{n}");
        }
        classes
    }

    /// Writes what to check, the most important first, with the filter above.
    pub(super) fn overview(&self, out: &mut String) {
        if self.reported.is_empty() {
            return;
        }
        out.push_str("<section class=\"overview\" aria-label=\"Overview\">\n<h3>What to check</h3>\n");
        self.filter(out);
        let mut order: Vec<usize> = (0..self.reported.len()).collect();
        order.sort_by_key(|&i| overview::importance(self.reported[i].finding));
        for group in order.chunk_by(|&a, &b| self.reported[a].finding.concern == self.reported[b].finding.concern) {
            let Some(concern) = group.first().map(|&i| self.reported[i].finding.concern) else { continue };
            let _ = writeln!(out, "<div class=\"group\"><h4>{}</h4><ul>", heading(overview::title(concern)));
            for &i in group {
                let finding = self.reported[i].finding;
                let (n, level) = (i + 1, finding.severity);
                let _ = writeln!(
                    out,
                    "<li class=\"{}\"><span class=\"ref l-{level}\" aria-hidden=\"true\">{n}</span> \
                     <a href=\"#{}-f{n}\"><span class=\"level\">{level}</span> {}</a></li>",
                    self.classes(finding),
                    self.key,
                    markup(&overview::line(self.checked, finding)),
                );
            }
            out.push_str("</ul></div>\n");
        }
        out.push_str("</section>\n");
    }

    /// Writes the choices by which findings differ.
    fn filter(&self, out: &mut String) {
        let findings = || self.reported.iter().map(|item| item.finding);
        let levels = SEVERITIES.iter().filter(|&&severity| findings().any(|f| f.severity == severity));
        let levels = levels.map(|severity| (format!("l-{severity}"), format!("{severity}s"))).collect();
        let rules = RULES.iter().filter(|rule| findings().any(|f| f.codes().any(|code| code == rule.code())));
        let rules =
            rules.map(|rule| (format!("r-{}", rule.code()), format!("{} {}", rule.code(), rule.name()))).collect();
        let name = |party: u32| self.checked.analysis.parties.get(party as usize).map(|p| cut::name(&p.name));
        let parties = self.parties.iter().enumerate();
        let parties = parties.map(|(n, &p)| (format!("y-{n}"), name(p).unwrap_or_default().into_owned())).collect();
        let choices: [(&str, Vec<(String, String)>); 3] = [("Severity", levels), ("Rule", rules), ("Party", parties)];
        let mut shown = String::new();
        for (what, options) in choices.iter().filter(|(_, options)| options.len() > 1) {
            let _ = write!(shown, "<label>{what} <select autocomplete=\"off\"><option value=\"\">all</option>");
            for (class, option) in options {
                let _ = write!(shown, "<option value=\"{class}\">{}</option>", markup(option));
            }
            shown.push_str("</select></label>");
        }
        if !shown.is_empty() {
            let _ = writeln!(out, "<div class=\"filter\" role=\"group\" aria-label=\"Show only\">{shown}</div>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::html::Html;
    use crate::report::{Checked, Format as _};
    use crate::triage::Triage;

    fn page(text: &str) -> String {
        let analysis = crate::analyze(text);
        Html.article(&Checked::new(&analysis, "a.txt", &Triage::new(&analysis)))
    }

    const TEXT: &str = "Lena Okafor told The Kestrian Daily that “the ice is thin.”\n\nReportedly the bridge is closed.\n\n\
                        “We heard nothing,” Omar Reyes told Skerry FM on Monday.";

    #[test]
    fn each_choice_keeps_some_findings_and_hides_others() {
        let (page, style) = (page(TEXT), style());
        let sections: Vec<&str> = page.split("<section class=\"note ").skip(1).collect();
        let has = |section: &&&str, class: &str| {
            section.split('"').next().is_some_and(|classes| classes.split(' ').any(|c| c == class))
        };
        let options: Vec<&str> = page
            .split("<option value=\"")
            .skip(1)
            .filter_map(|o| o.split('"').next())
            .filter(|o| !o.is_empty())
            .collect();
        for kind in ["l-", "r-", "y-"] {
            assert!(options.iter().filter(|o| o.starts_with(kind)).count() > 1, "{kind} in {options:?}");
        }
        for option in options {
            let kept = sections.iter().filter(|section| has(section, option)).count();
            assert!(kept > 0 && kept < sections.len(), "{option} keeps {kept}: {page}");
            assert!(style.contains(&format!("[value={option}]:checked) .f:not(.{option})")), "{option} in {style}");
        }
    }

    #[test]
    fn the_overview_has_every_finding_once() {
        let page = page(TEXT);
        let (overview, rest) = page.split_once("<h3>The text</h3>").expect("an overview before the text");
        let notes = rest.matches("<section class=\"note ").count();
        assert_eq!(overview.matches("<li class=\"f ").count(), notes, "{page}");
        assert!(overview.contains("Nobody to hold to it"), "{overview}");
        assert!(!self::page("It rained, Ana Ruiz said.").contains("class=\"overview\""));
    }

    #[test]
    fn a_choice_of_one_is_not_offered() {
        assert!(!page("Reportedly the bridge is closed.").contains("<select"));
    }

    /// A page with its text in one paragraph still has its notes beside it.
    #[test]
    fn a_long_paragraph_is_divided_before_a_finding() {
        let text =
            format!("{}Reportedly the bridge is closed.", "It rained on the bridge and on the road. ".repeat(30));
        let page = page(&text);
        assert_eq!(page.matches("<div class=\"row").count(), 2, "{page}");
        assert_eq!(page.matches("<div class=\"row on\"").count(), 1, "{page}");
    }
}
