//! SH007: words that passed through several intermediaries.

use crate::Analysis;
use crate::attribution::{Act, Attribution, QuotationKind, Relation};
use crate::chain::{Chain, Provenance};
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::rule::{Rule, Threshold, Values};
use crate::rules::words::{
    CONFIDENCE, attributed, finding, has_class, intermediaries, is_pronoun, is_sure, is_worth_telling, labels, name,
    party, route, speaker, what,
};

/// Reports a chain with two intermediaries or more.
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

    fn thresholds(&self) -> &'static [Threshold] {
        THRESHOLDS
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Words that went through two parties or more.

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
        let least = values.get("intermediaries") as usize;
        for (index, attribution, chain) in attributed(analysis) {
            let count = chain.steps(analysis.article.without_comments()).len();
            if chain.provenance != Provenance::Secondhand
                || count < least
                || !is_sure(chain, values)
                || !matches!(attribution.act, Act::Statement | Act::Question | Act::Belief | Act::Evidence)
                || !is_worth_telling(analysis, attribution, chain)
                || !is_passed_on(analysis, attribution, chain)
            {
                continue;
            }
            let Some(&span) = attribution.content.first().or(attribution.cue.first()) else { continue };
            // A chain with an unresolved pronoun is not reliable.
            if chain.links.iter().any(|l| party(analysis, l).is_some_and(|p| is_pronoun(&p.name))) {
                continue;
            }
            let who = speaker(analysis, chain);
            let quoted = attribution.quotation != QuotationKind::Indirect;
            let nearest = intermediaries(chain).next_back().map_or_else(|| who.clone(), |l| name(analysis, l));
            let message = format!(
                "{} went through {count} parties before this article: {}",
                what(attribution.act, quoted, &who),
                route(analysis, chain)
            );
            let help = format!("go back to {who}, or at least to {nearest}, and say who could be reached");
            report.push(Finding {
                labels: labels(chain, attribution, span),
                attribution: Some(index),
                ..finding(self, span, message, help)
            });
        }
    }
}

/// Whether the words were passed on as words, and are not a relayer's own
/// claim. The intermediary nearest to the article must have carried or received
/// them, and one of these must hold: an intermediary carried them, the cue is a
/// verb of private speech, a spokesperson relayed them, or they are a belief.
/// *Ruiz told the Herald that the mayor has said so before*: the mayor's words
/// are public, so this is Ruiz's own claim.
fn is_passed_on(analysis: &Analysis<'_>, attribution: &Attribution, chain: &Chain) -> bool {
    let private = || {
        analysis.marks.marks.get(attribution.cue_head as usize).is_some_and(|m| m.classes.has(Class::PRIVATE_SPEECH))
    };
    let spokesperson = || {
        let relayer = intermediaries(chain).find(|l| l.relation == Some(Relation::Relayed));
        relayer.is_some_and(|l| has_class(analysis, l.mention, Class::SPOKESPERSON))
    };
    // *Ruiz said that the Herald had called the mayor a liar*: the nearest
    // intermediary is a person, so this is her own claim.
    let published = intermediaries(chain).next().is_some_and(|l| l.relation != Some(Relation::Relayed));
    let carried = || intermediaries(chain).any(|l| l.relation == Some(Relation::Carried));
    let thought = || attribution.act == Act::Belief;
    published && (carried() || private() || spokesperson() || thought())
}

#[cfg(test)]
mod tests {
    use crate::attribution::Relation;
    use crate::party::PartyKind;
    use crate::rules::RuleSet;
    use crate::rules::by_hand::{ByHand, codes};

    #[test]
    fn two_are_long_and_the_threshold_can_say_three() {
        let mut by_hand = ByHand::new("The Herald quoted a friend as saying Ruiz had wept.");
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let friend = by_hand.party("a friend", PartyKind::Unnamed);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(
            &[(herald, Relation::Carried), (friend, Relation::Relayed)],
            ruiz,
            ["a friend", "quoted", "Ruiz had wept"],
        );
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH002", "SH007"]);
        assert_eq!(
            analysis.findings[1].message,
            "what Ruiz said went through 2 parties before this article: a friend and then The Herald"
        );
        let mut rules = RuleSet::default();
        rules.rule("long-chain").unwrap().values = vec![3];
        assert!(rules.check(&analysis).iter().all(|f| f.code != "SH007"));
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
            assert_eq!(codes(&analysis).iter().filter(|c| **c == "SH007").count(), expected, "{cue}");
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
