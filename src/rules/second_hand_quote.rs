//! SH001: verbatim words that came through an intermediary.

use crate::Analysis;
use crate::finding::{Concern, Finding, Severity};
use crate::rule::{Rule, Threshold, Values};
use crate::rules::second_hand;
use crate::rules::words::{CONFIDENCE, NAMING};

/// Reports quoted words that reached the article through somebody other than
/// the one who said them.
///
/// SH001 covers second-hand attributions with any quoted words, SH002 those
/// without, so no attribution gets both findings.
pub(super) struct SecondHandQuote;

impl Rule for SecondHandQuote {
    fn code(&self) -> &'static str {
        "SH001"
    }

    fn name(&self) -> &'static str {
        "second-hand-quote"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn concern(&self) -> Concern {
        Concern::Credited
    }

    fn thresholds(&self) -> &'static [Threshold] {
        &[CONFIDENCE, NAMING]
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Words in quotation marks that another party passed on.

A newspaper, agency, broadcaster, book, document or person stands between the
one who said the words and this article. The article's own publisher and the
agency that it is credited to are not such parties: *told Reuters* in a
Reuters story is first-hand.

All statements that came by the same route are one finding, which lists their
places: quoted and indirect ones together. Where the sentence or its paragraph
gives the credit (*told the BBC*), the finding is a note: the writer did it
right. Where the credit stands above (distant-credit), the chain is long
(long-chain) or the origin is hidden (unnamed-source), it is as severe as those
rules are.

## Why it matters

Quotation marks promise that these are the words. The article can keep that
promise only for words that its own reporter heard or read. Second-hand words
may have been cut, cleaned up, translated or misheard on the way, and the
error then stands under the name of the one quoted.

## Example

> The Harbour Gazette quoted Lena Okafor, who runs the ferry line, as saying
> the boats were “safe in any weather.”

The chain: Lena Okafor → The Harbour Gazette → this article.

## Better

Ask Okafor, or find a recording or transcript, and quote that. Where this
cannot be done, keep the intermediary in the same sentence as the words, and
quote no more of them than the sentence needs.

## Limits

- Chains are inferred, and some are wrong. The report leaves out those that are
  more likely wrong than `confidence` allows.
- Where the text only describes the speaker (*the official*), the message has
  its words and no name; for *he* or *she* it has the name if the chain is as
  likely as `name` asks.
- A statement that its origin published itself (a post, a press release, a
  book of their own, a news conference) is first-hand wherever it was read.
- The rule cannot know that the reporter checked the recording. Where that was
  done, say so in the article, or ignore the finding.
- Words quoted inside an attribution that is itself second-hand get a finding
  of their own only if they went through, or came from, one party more.
- Of 31 findings of this rule and of second-hand-claim on thirty articles
  that no rule was tuned on, one reader found 25 right, 2 true but useless
  and 4 wrong.

## References

- SPJ Code of Ethics, *Seek Truth and Report It*: original sources wherever
  possible, verification before publication.
- AP Stylebook, *quotations in the news*.
- The Associated Press, News Values and Principles, *Quotations* and *Use of
  others' material*.
- Reuters Handbook of Journalism, *The essentials of Reuters sourcing*.
- The Guardian, Editorial Code, *Direct quotations*.
- BBC Editorial Guidelines, section 3, *Accuracy*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "The Harbour Gazette quoted Lena Okafor, who runs the ferry line, as saying the boats were \
             “safe in any weather.”",
            "“We will not sell the mill,” Tomas Brandt told Der Spiegel on Friday.",
            "“There was no warning at all,” Petra Sundqvist was quoted as saying by the Norwegian daily Aftenposten.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "“We will not sell the mill,” Tomas Brandt told reporters on Friday.",
            "Lena Okafor, who runs the ferry line, said in a statement that the boats were “safe in any weather.”",
            "The Harbour Gazette quoted Lena Okafor as saying the boats were safe.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        second_hand::check(self, analysis, values, report);
    }
}

#[cfg(test)]
mod tests {
    use crate::attribution::Relation;
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    #[test]
    fn names_the_parties_and_points_at_them() {
        let mut by_hand = ByHand::new("The Herald quoted Ruiz as saying it was “a fine day” at sea.");
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(&[(herald, Relation::Carried)], ruiz, ["Ruiz", "quoted", "it was “a fine day” at sea"]);
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH001"]);
        let finding = &analysis.findings[0];
        assert_eq!(finding.message, "Ruiz is quoted from the Herald, not first-hand");
        let labels: Vec<_> = finding.labels.iter().map(|(s, l)| (s.of(analysis.text()), l.as_str())).collect();
        assert_eq!(labels, [("The Herald", "carried it"), ("Ruiz", "the origin")]);
    }

    #[test]
    fn a_nested_one_is_silent_unless_its_chain_names_one_party_more() {
        let text = "The Herald quoted Ruiz as saying “Ito told me ‘it is over’ and left”.";
        let mut by_hand = ByHand::new(text);
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        let ito = by_hand.party("Ito", PartyKind::Person);
        by_hand.says_through(
            &[(herald, Relation::Carried)],
            ruiz,
            ["Ruiz", "quoted", "“Ito told me ‘it is over’ and left”"],
        );
        let inner = by_hand.attribution(&["Ito"], &["told"], &["it is over"]);
        inner.nested_in = Some(0);
        inner.quotation = crate::attribution::QuotationKind::Direct;
        by_hand.second_hand(&[(herald, Relation::Carried), (ruiz, Relation::Relayed)], ito);
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH001", "SH001"]);
        assert_eq!(analysis.findings[1].properties, ["SH007"]);
        assert_eq!(
            analysis.findings[1].message,
            "Ito is quoted from the Herald, which has it from Ruiz, not first-hand"
        );

        let mut by_hand = ByHand::new(text);
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(
            &[(herald, Relation::Carried)],
            ruiz,
            ["Ruiz", "quoted", "“Ito told me ‘it is over’ and left”"],
        );
        by_hand.attribution(&["Ruiz"], &["told"], &["it is over"]).nested_in = Some(0);
        by_hand.second_hand(&[(herald, Relation::Carried)], ruiz);
        assert_eq!(codes(&by_hand.build()), ["SH001"]);
    }
}
