//! SH007: words that passed through several intermediaries.

use crate::Analysis;
use crate::finding::{Concern, Finding, Severity};
use crate::rule::{Rule, Threshold, Values};
use crate::rules::second_hand;
use crate::rules::words::CONFIDENCE;

/// Says of a second-hand finding that its chain has two intermediaries or more.
pub(super) struct LongChain;

const THRESHOLDS: &[Threshold] = &[
    Threshold {
        name: "intermediaries",
        about: "the fewest parties between origin and article that are reported",
        default: 2,
        range: 2..=10,
    },
    CONFIDENCE,
];

impl Rule for LongChain {
    fn code(&self) -> &'static str {
        "SH007"
    }

    fn name(&self) -> &'static str {
        "long-chain"
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

Words that went through two parties or more.

This is a property of the findings of second-hand-quote and second-hand-claim:
it makes them as severe as this rule is, and is reported by itself only where
both are off. Suppressions and baselines that name this rule hold for the
findings that have the property.

*The Herald quoted a friend of hers as saying that Ruiz had wept*: Ruiz's words
or thoughts went through the friend, then through the Herald. Several publishers
that the origin spoke to (*told CNN and the BBC*) count as one.

## Why it matters

Every hand can change the words, and each adds its own reasons to. With two of
them, asking the last does not settle what the first one heard. A chain of this
length is also where an outlet drops out of the sentence when the story is
rewritten next.

## Example

> The Harbour Gazette quoted a friend of the captain as saying he had told her
> the brakes were gone.

The chain: the captain → a friend → The Harbour Gazette → this article.

## Better

Go to the party nearest to the origin (the friend, better the captain), or keep
every link in the sentence and say which of them you could reach.

## Limits

- The chain is the one that the analysis found. An intermediary too many makes
  a finding here, one too few hides it.
- An attribution within another gets a finding of its own only if its chain
  names a party more, or if it is the one that has the length.

## References

- SPJ Code of Ethics, *Seek Truth and Report It*: use original sources whenever
  possible.
- The Associated Press, News Values and Principles, *Use of others' material*.
- Reuters Handbook of Journalism, *The essentials of Reuters sourcing*.
- BBC Editorial Guidelines, section 3, *Accuracy*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "Reuters reported that Omar Reyes told Der Spiegel the port would stay shut.",
            "“The brakes were gone,” Omar Reyes told Der Spiegel, according to Reuters.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "Omar Reyes told Der Spiegel the port would stay shut.",
            "The Harbour Gazette quoted Lena Okafor as saying the boats were “safe in any weather.”",
            "Lena Okafor told reporters that the boats were safe.",
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
    use crate::rules::RuleSet;
    use crate::rules::by_hand::{ByHand, codes};

    #[test]
    fn two_are_long_and_the_threshold_can_say_three() {
        let mut by_hand = ByHand::new("The Herald quoted Brook as saying Ruiz had wept.");
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let brook = by_hand.party("Brook", PartyKind::Person);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(
            &[(herald, Relation::Carried), (brook, Relation::Relayed)],
            ruiz,
            ["Brook", "quoted", "Ruiz had wept"],
        );
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH002"]);
        assert_eq!(
            (analysis.findings[0].severity, &*analysis.findings[0].properties),
            (Severity::Warning, &["SH007"][..])
        );
        let message = "claim by Ruiz, known only from the Herald, which has it from Brook";
        assert_eq!(analysis.findings[0].message, message);
        let mut rules = RuleSet::default();
        rules.rule("long-chain").unwrap().values = vec![3];
        assert!(rules.check(&analysis).iter().all(|f| f.properties.is_empty() && f.severity == Severity::Note));
        // Where the rules of second-hand statements are off, it stands alone.
        let mut rules = RuleSet::none();
        rules.rule("long-chain").unwrap().enabled = true;
        assert_eq!(rules.check(&analysis).iter().map(|f| f.code).collect::<Vec<_>>(), ["SH007"]);
    }

    #[test]
    fn what_a_person_told_a_publisher_of_anothers_public_words_is_their_own_claim() {
        for (cue, expected) in [("announced", 0), ("warned", 1)] {
            let text = format!("Ruiz told The Herald that Ito had {cue} her that it was over.");
            let mut by_hand = ByHand::new(&text);
            let herald = by_hand.party("The Herald", PartyKind::Outlet);
            let ruiz = by_hand.party("Ruiz", PartyKind::Person);
            let ito = by_hand.party("Ito", PartyKind::Person);
            let head = text.split(' ').position(|word| word == cue).unwrap();
            by_hand.attribution(&["Ito"], &[cue], &["it was over"]).cue_head = u32::try_from(head).unwrap();
            by_hand.second_hand(&[(herald, Relation::Received), (ruiz, Relation::Relayed)], ito);
            let analysis = by_hand.build();
            let long = analysis.findings.iter().filter(|f| f.properties.contains(&"SH007")).count();
            assert_eq!(long, expected, "{cue}");
        }
    }

    #[test]
    fn several_publishers_that_were_told_are_one_hand() {
        let mut by_hand = ByHand::new("Ruiz told The Herald and The Post that it was over.");
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let post = by_hand.party("The Post", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(
            &[(herald, Relation::Received), (post, Relation::Received)],
            ruiz,
            ["Ruiz", "told", "it was over"],
        );
        assert_eq!(codes(&by_hand.build()), ["SH002"]);
    }

    #[test]
    fn one_is_not_long() {
        let mut by_hand = ByHand::new("The Herald quoted Ruiz as saying it was over.");
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(&[(herald, Relation::Carried)], ruiz, ["Ruiz", "quoted", "it was over"]);
        assert_eq!(codes(&by_hand.build()), ["SH002"]);
    }
}
