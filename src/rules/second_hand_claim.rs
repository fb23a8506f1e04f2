//! SH002: an indirect statement that came through an intermediary.

use crate::Analysis;
use crate::finding::{Concern, Finding, Severity};
use crate::rule::{Rule, Threshold, Values};
use crate::rules::second_hand;
use crate::rules::words::{CONFIDENCE, NAMING};

/// Reports a statement, belief or stance without quotation marks that reached
/// the article through somebody other than its origin.
///
/// The severity is a note, as for SH001: a credit in the sentence is what a
/// reader needs. What makes it a warning is a property of the finding.
pub(super) struct SecondHandClaim;

/// Shorter content is usually a topic (*discussed the sentence*), not a claim.
const THRESHOLDS: &[Threshold] = &[
    Threshold { name: "words", about: "the fewest words of a claim that are reported", default: 3, range: 1..=50 },
    CONFIDENCE,
    NAMING,
];

impl Rule for SecondHandClaim {
    fn code(&self) -> &'static str {
        "SH002"
    }

    fn name(&self) -> &'static str {
        "second-hand-claim"
    }

    fn severity(&self) -> Severity {
        Severity::Note
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

An indirect statement that another party passed on.

The same as second-hand-quote, for content without any quoted words: what
somebody said, thinks, plans, asked, decided or stands for, known to this
article only through a publisher, a document or another person.

All statements that came by the same route are one finding, as for
second-hand-quote, which reports those routes that have quoted words.

## Why it matters

A paraphrase of a paraphrase drifts. The intermediary chose words once and the
article chose again, and no quotation marks show where the origin's own words
would have stood. What a person *thinks*, told by somebody else, can often not
be checked at all.

## Example

> Okafor said she would sell two of the boats, according to the Harbour Gazette.

The chain: Okafor → the Harbour Gazette → this article.

## Better

Ask Okafor and report the answer. Otherwise name the intermediary near the
claim, read its whole report first, and keep to what it says: *plans to* must
not become *will*.

## Limits

- Chains are inferred, and some are wrong. The report leaves out those that are
  more likely wrong than `confidence` allows: by default most of what people
  relay (*a friend said she believes …*), which is right in less than half of
  all places. At 40 it is reported, as possible.
- What an outlet found out itself, with nobody behind it (*the Gazette
  reported that ticket sales fell*), is the outlet's own statement.
- A person who tells of somebody's public act (*Brandt said the council had
  voted no*) makes a claim of their own and passes on nobody's words.
- What somebody says of another's thoughts, wishes or plans in the middle of
  their own statement is their own reading of them and is not reported.
- A topic of one or two words (*spoke of the mill*) is no claim and is not
  reported.
- A spokesperson on what their organisation does or thinks is first-hand; on
  what a person feels or privately said, they pass it on.
- A statement with only a word or two in quotation marks counts as a quote and
  is reported by second-hand-quote.
- Of 31 findings of this rule and of second-hand-quote on thirty articles
  that no rule was tuned on, one reader found 25 right, 2 true but useless
  and 4 wrong.

## References

- SPJ Code of Ethics, *Seek Truth and Report It*: original sources wherever
  possible.
- The Associated Press, News Values and Principles, *Use of others' material*
  and *Providing attribution*.
- Reuters Handbook of Journalism, *The essentials of Reuters sourcing*.
- BBC Editorial Guidelines, section 3, *Accuracy*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "Lena Okafor said she would sell two of the boats, according to the Harbour Gazette.",
            "Tomas Brandt told Der Spiegel that the mill would stay open until spring.",
            "Reuters reported that Omar Reyes said the port would stay shut.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "Tomas Brandt told lawmakers that the mill would stay open until spring.",
            "“Nobody wants this strike and nobody believes in it,” Petra Sundqvist told reporters.",
            "The ministry's spokesman said the ministry would publish the figures on Monday.",
            "Lena Okafor wrote on Twitter that two of the boats would be sold.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        second_hand::check(self, analysis, values, report);
    }
}

#[cfg(test)]
mod tests {
    use crate::attribution::{Act, Relation};
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    #[test]
    fn the_message_says_what_kind_of_claim_it_is() {
        let mut by_hand = ByHand::new("A spokesman said Lindqvist believes the bridge can be saved.");
        let spokesman = by_hand.party("A spokesman", PartyKind::Unnamed);
        let mayor = by_hand.party("Lindqvist", PartyKind::Person);
        by_hand.attribution(&["Lindqvist"], &["said"], &["the bridge can be saved"]).act = Act::Belief;
        by_hand.second_hand(&[(spokesman, Relation::Relayed)], mayor);
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH002"]);
        assert_eq!(analysis.findings[0].message, "what Lindqvist thinks is known only through a spokesman");
        assert!(analysis.findings[0].help.contains("ask Lindqvist"));
    }

    #[test]
    fn a_speakers_reading_of_others_is_no_second_hand_claim() {
        for (act, expected) in [(Act::Belief, 0), (Act::Intention, 0), (Act::Statement, 1)] {
            let mut by_hand = ByHand::new("Ruiz said the union wants a secret vote now and she is glad.");
            let ruiz = by_hand.party("Ruiz", PartyKind::Person);
            let union = by_hand.party("the union", PartyKind::Organization);
            by_hand.says(ruiz, ["Ruiz", "said", "the union wants a secret vote now and she is glad"]);
            let inner = by_hand.attribution(&["the union"], &["wants"], &["a secret vote now"]);
            inner.nested_in = Some(0);
            inner.act = act;
            by_hand.second_hand(&[(ruiz, Relation::Relayed)], union);
            assert_eq!(codes(&by_hand.build()).len(), expected, "{act:?}");
        }
    }
}
