//! SH008: the intermediary is named far above the words.

use crate::Analysis;
use crate::finding::{Concern, Finding, Severity};
use crate::rule::{Rule, Threshold, Values};
use crate::rules::second_hand;

/// Says of a second-hand finding that the reader of its words cannot see
/// through whom they came, as the credit stands in a paragraph above.
pub(super) struct DistantCredit;

const THRESHOLDS: &[Threshold] = &[Threshold {
    name: "paragraphs",
    about: "how many paragraphs above the words the intermediary may be named",
    default: 0,
    range: 0..=50,
}];

impl Rule for DistantCredit {
    fn code(&self) -> &'static str {
        "SH008"
    }

    fn name(&self) -> &'static str {
        "distant-credit"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn concern(&self) -> Concern {
        Concern::Credited
    }

    fn thresholds(&self) -> &'static [Threshold] {
        THRESHOLDS
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Words whose credit stands in a paragraph above.

Their own paragraph neither names the outlet or document that they came through
nor speaks of *the interview*, *the paper* or *the broadcast*. The message says
where the credit was last given. This is a property of the findings of
second-hand-quote and second-hand-claim: it makes them as severe as this rule
is, and is reported by itself only where both are off. Suppressions and
baselines that name this rule hold for the findings that have the property.

## Why it matters

Readers do not carry a credit with them from paragraph to paragraph. A few
sentences on, *he said* reads as if he had said it here. Whoever takes the
sentence over does not see the credit at all.

## Example

> Brandt spoke to Der Spiegel on Friday. (Five paragraphs follow.) “The mill is
> worth nothing,” he said.

## Better

> “The mill is worth nothing,” he told Der Spiegel.

Or *he said in the interview*: a word of reminder in every few paragraphs, and
with every quotation that is likely to be cited by itself.

## Limits

- With `paragraphs` at 3, a credit up to three paragraphs above is near enough.
- Headlines, and words above the first credit, are left out: leads give the
  news first.
- Outlets and documents only. Those who relay words are people, whom *he* and
  *she* name well.
- Whether words come from an interview named far above is the analysis's
  reading of the whole article, and wrong more often than a chain that the
  sentence itself spells out.

## References

- AP Stylebook, *attribution*.
- The Associated Press, News Values and Principles, *Providing attribution* and
  *Use of others' material*.
- Reuters Handbook of Journalism, *The essentials of Reuters sourcing*.
- SPJ Code of Ethics, *Seek Truth and Report It*: identify sources clearly.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "Tomas Brandt spoke about the mill in an interview with Der Spiegel on Friday.\n\n“We will not sell the \
             mill,” Brandt told the magazine.\n\n“There are forty families here,” he said.\n\n“They have worked here \
             for a hundred years,” he said.\n\n“My father built the wheel,” he said.\n\n“My mother kept the books,” he \
             said.\n\n“Nobody has made an offer,” he said.",
            "Lena Okafor told CNN on Monday that she would sell the ferry line.\n\n“The boats are safe,” she said.\n\n“They are forty years old,” she said.\n\n“The brakes were changed in May,” she said.\n\n“Nobody has been hurt on them,” she said.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "“We will not sell the mill,” Brandt told Der Spiegel. “There are forty families here,” he said.",
            "The council met on Monday.\n\nNobody spoke.\n\nIt rained.\n\nThe vote was put off.\n\n“We will not sell \
             the mill,” Tomas Brandt told Der Spiegel.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        second_hand::check(self, analysis, values, report);
    }
}

#[cfg(test)]
mod tests {
    use crate::attribution::Relation;
    use crate::finding::Severity;
    use crate::party::PartyKind;
    use crate::rules::by_hand::ByHand;

    const FAR: &str =
        "Ruiz spoke to The Herald.\n\nOne.\n\nTwo.\n\nThree.\n\n“It is over,” she said.\n\n“I left,” she added.";

    fn far(text: &str) -> Vec<String> {
        let mut by_hand = ByHand::new(text);
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(&[(herald, Relation::Received)], ruiz, ["she", "said", "“It is over,”"]);
        by_hand.says_through(&[(herald, Relation::Received)], ruiz, ["she", "added", "“I left,”"]);
        let analysis = by_hand.build();
        assert!(analysis.findings.iter().all(|f| (f.severity == Severity::Warning) == f.properties.contains(&"SH008")));
        analysis.findings.iter().map(|f| f.message.clone()).collect()
    }

    #[test]
    fn the_message_says_where_the_credit_was_last_given() {
        let quoted = "Ruiz is quoted from the Herald, not first-hand (2 places)";
        let credit = "no credit in any of them, last given 4 paragraphs above, line 1";
        assert_eq!(far(FAR), [format!("{quoted}; {credit}")]);
        let near = FAR.replace("Herald.\n\nOne.\n\nTwo.\n\nThree.\n\n", "Herald. ");
        let credit = "no credit here, last given 1 paragraph above, line 1";
        assert_eq!(far(&near), [format!("{quoted}; {credit}")]);
    }

    #[test]
    fn a_reminder_in_the_paragraph_is_a_credit() {
        let reminded =
            FAR.replace("she said", "she said in the interview").replace("she added", "she added in the interview");
        assert_eq!(far(&reminded), ["Ruiz is quoted from the Herald, not first-hand (2 places)"]);
    }
}
