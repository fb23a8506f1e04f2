//! SH013: *he said*, and it cannot be said who.

use crate::Analysis;
use crate::attribution::{Act, Attribution};
use crate::chain::Chain;
use crate::finding::{Finding, Severity};
use crate::party::{Party, PartyKind, Unresolved};
use crate::rule::{Rule, Values};
use crate::rules::words::{attributed, block, finding, holders, in_order, origin, party, token_at};
use crate::span::Span;

/// A pronoun or role as a source, with nobody or with several whom it can
/// mean.
pub struct UnresolvedSpeaker;

impl Rule for UnresolvedSpeaker {
    fn code(&self) -> &'static str {
        "SH013"
    }

    fn name(&self) -> &'static str {
        "unresolved-speaker"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

A pronoun or role that can mean nobody, or two.

*He said*, and the article names nobody nearby whom it could mean; or the
sentence before names two who fit equally well, and lets neither speak.

## Why it matters

A reader takes the name read last. If that is the wrong one, the article has put
words in somebody's mouth. Such places are made by cutting: the paragraph that
named the speaker went, the pronoun stayed.

## Example

> The harbour was empty by noon. “The boats did not come back,” she said.

## Better

> The harbour was empty by noon. “The boats did not come back,” said Lena
> Okafor, who runs the ferry line.

## Limits

- What the analysis cannot decide, a reader often can, from what is said and who
  spoke last. So *he* and *she* alone are reported, and only in the two cases
  above. A note, as an opening may hold back a name on purpose.
- Speech and questions only, and not within quotations: whoever is quoted may
  speak of people whom the listener knew.
- A pronoun that was given to the wrong person is not found.

## References

- AP Stylebook, *attribution*.
- The Associated Press, News Values and Principles, *Providing attribution*.
- SPJ Code of Ethics, *Seek Truth and Report It*: identify sources clearly.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "He said the mill would be sold in the spring. It rained all day.",
            "The harbour was empty by noon.\n\n“The boats did not come back last night,” she said.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "Tomas Brandt said the mill would be sold. He said there was no other way.",
            "“My brother sold it and he said he was glad,” said Tomas Brandt.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, _values: &Values<'_>, report: &mut Vec<Finding>) {
        for (index, attribution, chain) in attributed(analysis) {
            let Some(&span) = attribution.source.first() else { continue };
            let told = analysis.unresolved.get(index as usize).and_then(Option::as_ref);
            let left = Unresolved::NoCandidate;
            let Some(why) = told.or_else(|| is_left(analysis, span, chain).then_some(&left)) else { continue };
            let inside = |at: u32| analysis.quotations.iter().any(|q| q.span.start <= at && at < q.span.end);
            if !matches!(attribution.act, Act::Statement | Act::Question)
                || holders(analysis, attribution).next().is_some()
                || inside(span.start)
            {
                continue;
            }
            if !is_unclear(analysis, span, why) {
                continue;
            }
            let who = span.of(&analysis.article.text);
            let (message, labels) = match why {
                Unresolved::NoCandidate => (format!("the article does not say who “{who}” is"), Vec::new()),
                Unresolved::Several(parties) => {
                    let parties: Vec<_> = parties.iter().filter_map(|&p| analysis.parties.get(p as usize)).collect();
                    let names: Vec<&str> = parties.iter().map(|p| p.name.as_str()).collect();
                    let named = |party: &&Party| {
                        let next = party.mentions.partition_point(|m| m.start < span.start);
                        let mention = party.mentions.get(next.checked_sub(1)?)?;
                        Some((*mention, "can be meant".to_owned()))
                    };
                    let labels = parties.iter().filter_map(named).collect();
                    (format!("“{who}” can mean {}", list(&names)), labels)
                }
            };
            report.push(Finding {
                labels: in_order(labels, span),
                attribution: Some(index),
                ..finding(self, span, message, "name the speaker here")
            });
        }
    }
}

/// How many paragraphs back a name is near enough for a reader.
const NEAR: usize = 3;

/// Whether a reader cannot tell either. The analysis asks more of a pronoun
/// than people do, who know the last speaker and what it is about; so what it
/// leaves open is reported only where nobody at all is named nearby, or where
/// the sentence before names those who can be meant and lets none of them
/// speak.
fn is_unclear(analysis: &Analysis<'_>, source: Span, why: &Unresolved) -> bool {
    let pronoun = ["he", "she"].iter().any(|p| p.eq_ignore_ascii_case(source.of(&analysis.article.text)));
    let here = block(analysis, source.start);
    let end = analysis.article.blocks.get(here).map_or(source.end, |b| b.span.end);
    match why {
        Unresolved::NoCandidate => {
            let from = analysis.article.blocks.get(here.saturating_sub(NEAR)).map_or(0, |b| b.span.start);
            let named = |party: &Party| {
                let next = party.mentions.partition_point(|m| m.start < from);
                let near = party.mentions.iter().skip(next).take_while(|m| m.start < end).any(|m| *m != source);
                party.kind == PartyKind::Person && near
            };
            pronoun && !analysis.parties.iter().any(named)
        }
        Unresolved::Several(parties) => {
            let Some(before) = sentence_before(analysis, source.start) else { return false };
            let named = |party: &u32| {
                let mentions = analysis.parties.get(*party as usize).map_or(&[][..], |p| &p.mentions);
                let next = mentions.partition_point(|m| m.start < before.start);
                mentions.get(next).is_some_and(|m| m.start < before.end)
            };
            let speaks = |a: &Attribution| a.cue.iter().chain(&a.source).any(|s| before.contains(*s));
            pronoun
                && block(analysis, before.start) == here
                && parties.len() > 1
                && parties.iter().all(named)
                && !analysis.attributions.iter().any(speaks)
        }
    }
}

/// The sentence before the one that holds `at`.
fn sentence_before(analysis: &Analysis<'_>, at: u32) -> Option<Span> {
    let sentence = analysis.sentence_at(at)?;
    let last = token_at(analysis, sentence.start).checked_sub(1)?;
    analysis.sentence_at(analysis.tokens.get(last)?.span.start)
}

/// Whether *he* or *she* is all that the chain has for an origin.
fn is_left(analysis: &Analysis<'_>, source: Span, chain: &Chain) -> bool {
    let is_pronoun = |name: &str| ["he", "she"].iter().any(|p| p.eq_ignore_ascii_case(name.trim()));
    let origin = origin(chain).and_then(|link| party(analysis, link));
    is_pronoun(source.of(&analysis.article.text)) && origin.is_none_or(|party| is_pronoun(&party.name))
}

/// *A, B or C*.
fn list(names: &[&str]) -> String {
    match names {
        [] => "several people".to_owned(),
        [one] => format!("{one} or somebody else"),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::party::{PartyKind, Unresolved};
    use crate::rules::by_hand::{ByHand, codes};

    #[test]
    fn the_candidates_are_named() {
        let mut by_hand = ByHand::new("Ruiz met Ito. She said it was over.");
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        let ito = by_hand.party("Ito", PartyKind::Person);
        by_hand.attribution(&["She"], &["said"], &["it was over"]);
        by_hand.unresolved(Unresolved::Several(vec![ruiz, ito]));
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH013"]);
        assert_eq!(analysis.findings[0].message, "“She” can mean Ruiz or Ito");
        assert_eq!(analysis.findings[0].labels.len(), 2);
    }

    #[test]
    fn nobody_fits_and_inside_a_quotation_nothing_is_said() {
        let mut by_hand = ByHand::new("She said it was over. “He said it was over,” Ito told us.");
        by_hand.attribution(&["She"], &["said"], &["it was over"]);
        by_hand.unresolved(Unresolved::NoCandidate);
        by_hand.attribution(&["He"], &["said"], &["it was over"]);
        by_hand.unresolved(Unresolved::NoCandidate);
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH013"]);
        assert_eq!(analysis.findings[0].message, "the article does not say who “She” is");
    }
}
