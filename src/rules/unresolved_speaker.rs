//! SH013: a pronoun as a source whose referent is unclear.

use crate::Analysis;
use crate::attribution::Act;
use crate::chain::Chain;
use crate::closed_class::{HE_OR_SHE, is_any};
use crate::cut;
use crate::finding::{Concern, Finding, Severity};
use crate::party::{Party, PartyKind, Unresolved};
use crate::rule::{Rule, Values};
use crate::rules::words::{attributed, block, finding, holders, in_order, origin, party, token_at};
use crate::span::Span;
use std::borrow::Cow;
use std::cell::LazyCell;

/// Reports *he* or *she* as a source if the article names nobody, or several
/// people, that the pronoun can mean.
pub(super) struct UnresolvedSpeaker;

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

    fn concern(&self) -> Concern {
        Concern::Unclear
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
        // Built only if needed: most articles have no unresolved source.
        let places = LazyCell::new(|| Places::new(analysis));
        for (index, attribution, chain) in attributed(analysis) {
            let Some(&span) = attribution.source.first() else { continue };
            let told = analysis.unresolved.get(index as usize).and_then(Option::as_ref);
            let left = Unresolved::NoCandidate;
            let Some(why) = told.or_else(|| is_left(analysis, span, chain).then_some(&left)) else { continue };
            if !matches!(attribution.act, Act::Statement | Act::Question)
                || holders(analysis, attribution).next().is_some()
                || places.is_quoted(span.start)
                || !is_unclear(analysis, &places, span, why)
            {
                continue;
            }
            let who = span.of(analysis.article.without_comments());
            let (message, labels) = match why {
                Unresolved::NoCandidate => (format!("the article does not say who “{who}” is"), Vec::new()),
                Unresolved::Several(parties) => {
                    let parties: Vec<_> = parties.iter().filter_map(|&p| analysis.parties.get(p as usize)).collect();
                    let names: Vec<_> = parties.iter().map(|p| cut::name(&p.name)).collect();
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

/// How many paragraphs back a name still helps the reader.
const NEAR: usize = 3;

/// Whether the pronoun is unclear to a reader as well. Readers know who spoke
/// last and what the text is about, so they resolve more pronouns than the
/// analysis does. A finding is given in two cases only: no person is named
/// nearby, or the previous sentence in the same paragraph names all candidates
/// and lets none of them speak.
fn is_unclear(analysis: &Analysis<'_>, places: &Places, source: Span, why: &Unresolved) -> bool {
    let pronoun = is_any(source.of(analysis.article.without_comments()), HE_OR_SHE);
    let here = block(analysis, source.start);
    let end = analysis.article.blocks.get(here).map_or(source.end, |b| b.span.end);
    match why {
        Unresolved::NoCandidate => {
            let from = analysis.article.blocks.get(here.saturating_sub(NEAR)).map_or(0, |b| b.span.start);
            pronoun && !places.names(Span::new(from, end), source)
        }
        Unresolved::Several(parties) => {
            let Some(before) = sentence_before(analysis, source.start) else { return false };
            let named = |party: &u32| {
                let mentions = analysis.parties.get(*party as usize).map_or(&[][..], |p| &p.mentions);
                let next = mentions.partition_point(|m| m.start < before.start);
                mentions.get(next).is_some_and(|m| m.start < before.end)
            };
            pronoun
                && block(analysis, before.start) == here
                && parties.len() > 1
                && parties.iter().all(named)
                && !places.speaks(before)
        }
    }
}

/// Sorted places of the whole article, so that each question is a binary
/// search.
struct Places {
    /// For each quotation, its start and the greatest end of the quotations up
    /// to it, sorted.
    quoted: Vec<(u32, u32)>,
    /// Where the article names people, sorted.
    people: Vec<Span>,
    /// For each source and cue, its start and the least end of those from it
    /// on, sorted.
    told: Vec<(u32, u32)>,
}

impl Places {
    fn new(analysis: &Analysis<'_>) -> Self {
        let mut quoted: Vec<(u32, u32)> = analysis.quotations.iter().map(|q| (q.span.start, q.span.end)).collect();
        quoted.sort_unstable();
        let mut reach = 0;
        for (_, end) in &mut quoted {
            reach = reach.max(*end);
            *end = reach;
        }
        let persons = analysis.parties.iter().filter(|p| p.kind == PartyKind::Person);
        let mut people: Vec<Span> = persons.flat_map(|p| &p.mentions).copied().collect();
        people.sort_unstable();
        let told = analysis.attributions.iter().flat_map(|a| a.cue.iter().chain(&a.source));
        let mut told: Vec<(u32, u32)> = told.map(|s| (s.start, s.end)).collect();
        told.sort_unstable();
        let mut first = u32::MAX;
        for (_, end) in told.iter_mut().rev() {
            first = first.min(*end);
            *end = first;
        }
        Self { quoted, people, told }
    }

    /// Whether the place is inside a quotation.
    fn is_quoted(&self, at: u32) -> bool {
        let next = self.quoted.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).and_then(|i| self.quoted.get(i)).is_some_and(|(_, reach)| at < *reach)
    }

    /// Whether a person is named within `stretch`, at another place than `but`.
    fn names(&self, stretch: Span, but: Span) -> bool {
        let first = self.people.partition_point(|m| m.start < stretch.start);
        self.people.iter().skip(first).take_while(|m| m.start < stretch.end).any(|m| *m != but)
    }

    /// Whether a whole source or cue is within the sentence.
    fn speaks(&self, sentence: Span) -> bool {
        let first = self.told.partition_point(|(start, _)| *start < sentence.start);
        self.told.get(first).is_some_and(|(_, end)| *end <= sentence.end)
    }
}

/// Returns the sentence before the one that holds `at`.
fn sentence_before(analysis: &Analysis<'_>, at: u32) -> Option<Span> {
    let sentence = analysis.sentence_at(at)?;
    let last = token_at(analysis, sentence.start).checked_sub(1)?;
    analysis.sentence_at(analysis.tokens.get(last)?.span.start)
}

/// Whether the source is *he* or *she* and the chain has no origin, or only a
/// pronoun as its origin.
fn is_left(analysis: &Analysis<'_>, source: Span, chain: &Chain) -> bool {
    let is_pronoun = |name: &str| is_any(name.trim(), HE_OR_SHE);
    let origin = origin(chain).and_then(|link| party(analysis, link));
    is_pronoun(source.of(analysis.article.without_comments())) && origin.is_none_or(|party| is_pronoun(&party.name))
}

/// Joins the names: *A, B or C*.
fn list(names: &[Cow<'_, str>]) -> String {
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

    /// Only nearby names and speakers make a pronoun clear.
    #[test]
    fn who_is_named_or_speaks_nearby_is_looked_up_for_each() {
        let nobody = |text: &str, who: &str| {
            let mut by_hand = ByHand::new(text);
            by_hand.party(who, PartyKind::Person);
            by_hand.attribution(&["She"], &["said"], &["it was over"]);
            by_hand.unresolved(Unresolved::NoCandidate);
            codes(&by_hand.build())
        };
        assert!(nobody("Ruiz wept.\n\nShe said it was over.", "Ruiz").is_empty());
        assert!(nobody("It rained. She said it was over. Ruiz wept.", "Ruiz").is_empty());
        assert_eq!(nobody("She said it was over.\n\nRuiz wept.", "Ruiz"), ["SH013"]);
        assert_eq!(nobody("Ruiz wept.\n\nA.\n\nB.\n\nC.\n\nShe said it was over.", "Ruiz"), ["SH013"]);
        assert_eq!(nobody("It rained. She said it was over.", "She"), ["SH013"]);

        let mut by_hand = ByHand::new("Ruiz told Ito so. She said it was over.");
        let both = vec![by_hand.party("Ruiz", PartyKind::Person), by_hand.party("Ito", PartyKind::Person)];
        by_hand.attribution(&["Ruiz"], &["told"], &["so"]);
        by_hand.attribution(&["She"], &["said"], &["it was over"]);
        by_hand.unresolved(Unresolved::Several(both));
        assert!(codes(&by_hand.build()).is_empty());
    }
}
