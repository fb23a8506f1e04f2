//! SH017: statements in an article that is credited to an agency.

use crate::Analysis;
use crate::attribution::{Act, Attribution};
use crate::cut;
use crate::finding::{Finding, Severity};
use crate::rule::{Rule, Values};
use crate::rules::words::{attributed, finding, holders, is_own, name, origin};

/// Reports every statement of an article that is credited to an agency.
pub(super) struct AgencyCopy;

impl Rule for AgencyCopy {
    fn code(&self) -> &'static str {
        "SH017"
    }

    fn name(&self) -> &'static str {
        "agency-copy"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn is_default(&self) -> bool {
        false
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

A statement in copy that is credited to an agency.

The article carries an agency's credit (a dateline, a byline, a copyright line,
or what settings say), and the publisher is not that agency. Off by default.

## Why it matters

By the definitions used here an agency's credit makes its copy first-hand: the
agency was there. For the publisher it is second-hand all the same. Who wants to
know what of a page the newsroom itself has heard needs these marked.

## Example

> ROTTERDAM (AP) — “We will not sell the mill,” Tomas Brandt said on Friday.

## Better

Nothing, if the credit is in place. Before such a statement is cited as the
publisher's own reporting, cite the agency.

## Limits

- The rule goes by the credit. An article that mixes agency copy with the
  newsroom's own is reported as a whole; one that says only that an agency
  contributed is not.
- If the publisher is not known, the agency's own site is reported too: set
  `publisher`.
- One finding for every statement, but not for a statement within another.

## References

- The Associated Press, News Values and Principles, *Use of others' material*.
- Reuters Handbook of Journalism, *The essentials of Reuters sourcing*.
- BBC Editorial Guidelines, section 3, *Accuracy*: news agencies.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "ROTTERDAM (AP) — “We will not sell the mill,” Tomas Brandt said on Friday.",
            "By Ana Ruiz, Associated Press\n\nThe mill will not be sold, Tomas Brandt said on Friday.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "“We will not sell the mill,” Tomas Brandt said on Friday.",
            "“We will not sell the mill,” Tomas Brandt told The Associated Press on Friday.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, _values: &Values<'_>, report: &mut Vec<Finding>) {
        let metadata = &analysis.article.metadata;
        let Some(agency) = metadata.agency.as_deref() else { return };
        // Whether the publisher is the agency itself.
        let same = |publisher: &str| {
            let bare = |s: &str| s.trim().trim_start_matches("The ").to_lowercase();
            bare(publisher) == bare(agency)
        };
        if metadata.publisher.as_deref().is_some_and(same) || only_contributed(analysis) {
            return;
        }
        let (agency, publisher) = (cut::name(agency), metadata.publisher.as_deref().map(cut::name));
        for (index, attribution, chain) in attributed(analysis) {
            if !is_statement(attribution) || holders(analysis, attribution).next().is_some() {
                continue;
            }
            let Some(&span) = attribution.content.first().or(attribution.cue.first()) else { continue };
            let who = origin(chain).map(|l| name(analysis, l)).filter(|who| !is_own(analysis, who));
            let what = who.map_or_else(|| "this".to_owned(), |who| format!("what {who} said"));
            let message = match &publisher {
                Some(publisher) => format!("{what} stands in copy of {agency}, not in {publisher}'s own reporting"),
                None => format!("{what} stands in copy of {agency}"),
            };
            report.push(Finding {
                attribution: Some(index),
                ..finding(self, span, message, format!("credit {agency} where this is cited"))
            });
        }
    }
}

fn is_statement(attribution: &Attribution) -> bool {
    matches!(attribution.act, Act::Statement | Act::Question | Act::Evidence)
}

/// Whether an agency only contributed: a line says *The Associated Press
/// contributed to this report*, and there is no dateline.
fn only_contributed(analysis: &Analysis<'_>) -> bool {
    let text = analysis.article.without_comments();
    analysis.article.dateline.is_none()
        && analysis.article.blocks.iter().filter(|b| !b.is_read() && b.span.len() < 400).any(|b| {
            let line = b.span.of(text);
            line.contains("contributed to this") || line.contains("contributed reporting")
        })
}

#[cfg(test)]
mod tests {
    use crate::article::Metadata;
    use crate::party::PartyKind;
    use crate::rules::RuleSet;
    use crate::rules::by_hand::ByHand;

    fn messages(publisher: Option<&str>, agency: Option<&str>) -> Vec<String> {
        let mut by_hand = ByHand::new("Ruiz said it was over.");
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says(ruiz, ["Ruiz", "said", "it was over"]);
        let (publisher, agency) = (publisher.map(str::to_owned), agency.map(str::to_owned));
        by_hand.metadata(Metadata { publisher, agency, ..Metadata::default() });
        let analysis = by_hand.build();
        assert!(analysis.findings.is_empty(), "it is off by default");
        RuleSet::all().check(&analysis).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn the_publisher_is_told_from_the_agency() {
        assert_eq!(
            messages(Some("The Courier"), Some("UPI")),
            ["what Ruiz said stands in copy of UPI, not in The Courier's own reporting"]
        );
        assert_eq!(messages(None, Some("UPI")), ["what Ruiz said stands in copy of UPI"]);
        assert!(messages(Some("The Associated Press"), Some("Associated Press")).is_empty());
        assert!(messages(Some("The Courier"), None).is_empty());
    }
}
