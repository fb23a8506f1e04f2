//! JUnit XML, which CI servers show as test results: an article is a suite, and
//! a finding is a failed case.

use super::escape::xml;
use super::json::Status;
use super::short::Words;
use super::{Checked, Counts, Format, short};
use crate::finding::Severity;
use std::fmt::Write as _;

/// The format `junit`: one suite for each article.
///
/// A finding is a failed case if it makes the run fail, else a passed case with
/// the finding in its output. Findings that are suppressed or in the baseline
/// are skipped cases. An article without findings has one passed case. If the
/// article is a line of JSON Lines, the attributes `file` and `line` of a case
/// are that file and line, and its name includes the article's id.
#[derive(Clone, Copy, Debug)]
pub struct Junit;

impl Format for Junit {
    fn head(&self, _contents: &[String]) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"secondhand\">\n".to_owned()
    }

    fn article(&self, checked: &Checked<'_>) -> String {
        let fails = |severity: Severity| !checked.triage.fail_on.admits(Some(severity));
        let (name, words) = (short::id(checked.name), Words::new(checked.text()));
        let (mut tests, mut failures, mut skipped) = (0, 0, 0);
        let mut cases = String::new();
        // CI servers treat cases with the same name in the same file as one.
        let within = if checked.record.is_some() { format!("{name}:") } else { String::new() };
        for item in checked.items() {
            let finding = item.finding;
            let (line, column) = checked.place(finding.span.start);
            let message = short::message(&finding.message);
            let place = format!("{name}:{line}:{column}");
            let (file, file_line) = checked.record.map_or((&*name, line), |record| (record.file, record.line));
            let _ = write!(
                cases,
                "    <testcase classname=\"{} {}\" name=\"{}\" file=\"{}\" line=\"{file_line}\">",
                xml(finding.code),
                xml(finding.rule),
                xml(&format!("{within}{line}:{column} {message}")),
                xml(file),
            );
            tests += 1;
            let chain = finding.attribution.map(|i| checked.analysis.chain_line(i as usize)).unwrap_or_default();
            let mut text = format!("{}\nwords: {}\n", xml(&place), xml(&words.cut(finding.span)));
            if !chain.is_empty() {
                let _ = writeln!(text, "chain: {}", xml(&chain));
            }
            let _ = writeln!(text, "help: {}", xml(&short::message(&finding.help)));
            match (Status::of(item.standing), &item.standing.suppression) {
                (_, Some(suppression)) => {
                    skipped += 1;
                    let _ = write!(cases, "<skipped message=\"{}\"/>", xml(&short::message(&suppression.reason)));
                }
                (Status::Baseline, _) => {
                    skipped += 1;
                    cases.push_str("<skipped message=\"in the baseline\"/>");
                }
                _ => failures += outcome(&mut cases, finding.severity, &message, &text, fails),
            }
            cases.push_str("</testcase>\n");
        }
        for notice in checked.notices() {
            let (file, message) = (short::id(&notice.file), short::message(&notice.message));
            // A notice with a span is about the article, one without about
            // another file.
            let (file, file_line, within) = match checked.record {
                Some(record) if notice.span.is_some() => (record.file, record.line, &*within),
                _ => (&*file, notice.line as usize, ""),
            };
            let _ = write!(
                cases,
                "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{file_line}\">",
                xml(notice.code),
                xml(&format!("{within}{}:{} {message}", notice.line, notice.column)),
                xml(file),
            );
            tests += 1;
            failures += outcome(&mut cases, notice.severity, &message, &xml(&short::message(&notice.help)), fails);
            cases.push_str("</testcase>\n");
        }
        if tests == 0 {
            tests = 1;
            let _ = writeln!(cases, "    <testcase classname=\"secondhand\" name=\"no findings\"/>");
        }
        format!(
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" \
             skipped=\"{skipped}\">\n{cases}  </testsuite>\n",
            xml(&name)
        )
    }

    fn foot(&self, _counts: &Counts) -> String {
        "</testsuites>\n".to_owned()
    }
}

/// Writes the outcome of a case and returns the number of failures, 0 or 1.
/// `text` must be XML.
fn outcome(out: &mut String, severity: Severity, message: &str, text: &str, fails: impl Fn(Severity) -> bool) -> usize {
    let has_failed = fails(severity);
    let _ = if has_failed {
        write!(out, "<failure type=\"{}\" message=\"{}\">{}</failure>", severity.as_str(), xml(message), text)
    } else {
        write!(out, "<system-out>{}: {}\n{}</system-out>", severity.as_str(), xml(message), text)
    };
    usize::from(has_failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Record;
    use crate::report::tests::{in_record, with_standings};
    use crate::settings::FailOn;

    #[test]
    fn a_suite_an_article_and_a_case_a_finding() {
        let xml = with_standings(&Junit, "<a> & \"b\".txt");
        let tree = roxmltree::Document::parse(&xml).expect("XML");
        let suite = tree.root_element().first_element_child().expect("a suite");
        assert_eq!(suite.attribute("name"), Some("<a> & \"b\".txt"));
        let of = |name| suite.attribute(name).expect("an attribute").parse::<usize>().expect("a number");
        let cases = || suite.children().filter(|n| n.has_tag_name("testcase"));
        let with = |tag: &str| cases().filter(|c| c.children().any(|n| n.has_tag_name(tag))).count();
        assert_eq!((of("tests"), of("failures"), of("skipped")), (cases().count(), with("failure"), with("skipped")));
        assert_eq!((of("tests"), of("failures"), of("skipped")), (4, 2, 2));
        let reason = suite.descendants().find(|n| n.has_tag_name("skipped")).and_then(|n| n.attribute("message"));
        assert_eq!(reason, Some("on the record with <AP> & \"us\""));
    }

    /// CI servers open the file, which an article's id is not, and treat cases
    /// with the same name in the same file as one.
    #[test]
    fn in_json_lines_a_case_has_the_line_of_the_file_and_its_name_the_article() {
        let xml = in_record(&Junit, "n17", Record { file: "b.jsonl", line: 4 });
        let tree = roxmltree::Document::parse(&xml).expect("XML");
        let suite = tree.root_element().first_element_child().expect("a suite");
        assert_eq!(suite.attribute("name"), Some("n17"));
        let cases: Vec<_> = suite
            .children()
            .filter(|n| n.has_tag_name("testcase"))
            .map(|n| ["file", "line", "name"].map(|name| n.attribute(name).expect("it has")))
            .collect();
        let found = ["b.jsonl", "4", "n17:1:38 a quotation that another outlet carried"];
        let expected = [
            found,
            found,
            found,
            ["a.toml", "3", "3:1 this suppresses nothing"],
            ["b.jsonl", "4", "n17:1:3 this suppresses nothing"],
        ];
        assert_eq!(cases, expected);
    }

    #[test]
    fn what_does_not_fail_the_run_does_not_fail_here() {
        let analysis = crate::report::tests::analysis();
        for (fail_on, failures) in [(FailOn::Warning, "1"), (FailOn::Error, "0"), (FailOn::Never, "0")] {
            let triage = crate::triage::Triage { fail_on, ..crate::triage::Triage::new(&analysis) };
            let xml = crate::report::page(&Junit, &[Checked::new(&analysis, "a", &triage)]);
            assert!(xml.contains(&format!("failures=\"{failures}\"")), "{xml}");
            assert_eq!(xml.contains("<system-out>warning: "), failures == "0", "{xml}");
        }
    }

    #[test]
    fn an_article_without_findings_passes() {
        let analysis = crate::analyze("");
        let triage = crate::triage::Triage::new(&analysis);
        let xml = crate::report::page(&Junit, &[Checked::new(&analysis, "a", &triage)]);
        assert!(
            roxmltree::Document::parse(&xml).is_ok_and(|tree| tree.descendants().any(|n| n.has_tag_name("testcase")))
        );
    }
}
