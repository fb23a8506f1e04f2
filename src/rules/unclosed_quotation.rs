//! SH009: quotation marks without a counterpart.

use crate::Analysis;
use crate::finding::{Finding, Severity};
use crate::rule::{Rule, Values};
use crate::rules::words::{block, finding, in_code};
use crate::span::Span;

/// Reports a quotation that is opened and never closed, or closed and never
/// opened.
///
/// There is one finding for each paragraph, because a missing mark makes the
/// other marks of its paragraph ambiguous.
pub(super) struct UnclosedQuotation;

impl Rule for UnclosedQuotation {
    fn code(&self) -> &'static str {
        "SH009"
    }

    fn name(&self) -> &'static str {
        "unclosed-quotation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

A quotation mark without its fellow.

A quotation is opened and never closed, or closed and never opened. A quotation
over several paragraphs that repeats its opening mark in each and closes once,
in the last, is as it should be.

## Why it matters

Where one mark is missing, nobody can tell where the speaker's words end and the
reporter's begin: the reporter's own sentence stands as a quotation, or the
speaker's as the paper's own assertion.

## Example

> “The boats are safe in any weather, Okafor said. The line has had three
> accidents this year.

## Better

> “The boats are safe in any weather,” Okafor said. The line has had three
> accidents this year.

## Limits

- Inches, feet, minutes, seconds and apostrophes are told from quotation marks
  by what stands around them. Straight single marks are never reported, and
  curly ones only where a quotation plainly opens.
- A block of text that is quoted at length and marked only at its beginning and
  end is one finding, with a message of its own: stylebooks ask for an opening
  mark in every paragraph.
- Paragraphs with what is left of HTML tags are not read.
- One finding a paragraph.

## References

- AP Stylebook, *quotation marks* (in the chapter on punctuation): running
  quotations repeat the opening mark and close once.
- The Guardian style guide, *quotation marks*.
- The New York Times Manual of Style and Usage, *quotation marks*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "“The boats are safe in any weather, Lena Okafor said. The line has had three accidents this year.",
            "The judge called the goat \"an animal of character.\n\nNobody clapped.",
            "The boats are safe in any weather,” Okafor said.\n\n“We checked them twice,” she added.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "“The boats are safe,” Lena Okafor said.\n\n“We checked them twice.\n\n“Then we checked them again,” she \
             added.",
            "The plank was 12\" wide and the dog 3'2\" tall, said Okafor's brother, who sold 'em in the '90s.",
            "‘It’s the workers’ plan,’ she said of the boys’ school.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, _values: &Values<'_>, report: &mut Vec<Finding>) {
        let strays = analysis.strays.iter().map(|stray| (stray.span, stray.opens));
        let unclosed = analysis.quotations.iter().filter(|q| !q.closed).map(|q| (opening(analysis, q.span), true));
        let mut marks: Vec<(Span, bool)> = strays.chain(unclosed).collect();
        marks.sort();
        marks.dedup_by_key(|(span, _)| *span);
        let mut is_code = in_code(analysis);
        marks.retain(|(span, _)| !is_code(span.start));
        let mut last = None;
        let mut marks = marks.into_iter().peekable();
        while let Some((span, opens)) = marks.next() {
            let paragraph = block(analysis, span.start);
            if last == Some(paragraph)
                && let Some(finding) = report.last_mut()
            {
                if finding.labels.len() < MOST {
                    finding.labels.push((span, "nor does this one".to_owned()));
                }
                continue;
            }
            last = Some(paragraph);
            // The quotation is opened in one paragraph and closed in a later
            // one.
            if opens && let Some((closing, _)) = marks.next_if(|(s, o)| !o && is_below(analysis, span, *s)) {
                last = Some(block(analysis, closing.start));
                let message = "this quotation runs over paragraphs without an opening mark in each".to_owned();
                report.push(Finding {
                    labels: vec![(closing, "closed here".to_owned())],
                    ..finding(self, span, message, "repeat the opening mark at the start of each paragraph")
                });
                continue;
            }
            let (message, help) = if opens {
                ("this quotation is opened and never closed", "close it where the speaker's words end")
            } else {
                ("this quotation is closed and was never opened", "open it where the speaker's words begin")
            };
            report.push(finding(self, span, message.to_owned(), help));
        }
    }
}

/// The maximum number of places that one finding labels.
const MOST: usize = 8;

/// The maximum number of paragraphs from an opening mark to a late closing
/// mark.
const FAR: usize = 8;

fn is_below(analysis: &Analysis<'_>, opening: Span, closing: Span) -> bool {
    let (from, to) = (block(analysis, opening.start), block(analysis, closing.start));
    from < to && to - from <= FAR
}

/// Returns the span of a quotation's opening mark.
fn opening(analysis: &Analysis<'_>, span: Span) -> Span {
    let first = span.of(analysis.article.without_comments()).chars().next().map_or(0, char::len_utf8);
    Span::new(span.start, span.start + first as u32)
}

#[cfg(test)]
mod tests {
    use crate::rules::by_hand::{ByHand, codes};

    #[test]
    fn one_finding_a_paragraph() {
        let analysis = ByHand::new("“One, he said. “Two, she said.\n\nThree,” they said.").build();
        assert_eq!(codes(&analysis), ["SH009", "SH009"]);
        assert_eq!(analysis.findings[0].labels.len(), 1);
        assert_eq!(analysis.findings[1].message, "this quotation is closed and was never opened");
    }

    #[test]
    fn paired_marks_are_silent() {
        assert!(codes(&ByHand::new("“One,” he said. “Two,” she said.").build()).is_empty());
    }
}
