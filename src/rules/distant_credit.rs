//! SH008: the intermediary is named far above the words.

use crate::Analysis;
use crate::article::BlockKind;
use crate::attribution::{Act, Attribution, QuotationKind};
use crate::chain::Provenance;
use crate::closed_class::{REFERRING, is_any};
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::rule::{Rule, Threshold, Values};
use crate::rules::words::{
    attributed, block, block_kind, finding, has_class, in_order, intermediaries, is_worth_telling, name, party,
    speaker, token_text, what,
};
use crate::span::Span;
use rustc_hash::FxHashMap;

/// Reports second-hand words whose outlet is named several paragraphs above
/// them.
///
/// There is one finding for each stretch of the article that does not name the
/// outlet.
pub(super) struct DistantCredit;

const THRESHOLDS: &[Threshold] = &[Threshold {
    name: "paragraphs",
    about: "how many paragraphs above the words the intermediary may be named",
    default: 3,
    range: 1..=50,
}];

impl Rule for DistantCredit {
    fn code(&self) -> &'static str {
        "SH008"
    }

    fn name(&self) -> &'static str {
        "distant-credit"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn thresholds(&self) -> &'static [Threshold] {
        THRESHOLDS
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Second-hand words far below their credit.

The outlet that the words came through is not named within three paragraphs of
them, nor does their own paragraph speak of *the interview*, *the paper* or *the
broadcast*.

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

- One finding for each stretch without the name, at its first words; the later
  ones are labelled there.
- Headlines, and words above the first credit, are not reported: leads give the
  news first.
- Outlets only. Those who relay words are people, whom *he* and *she* name well,
  and documents.
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
            "“We will not sell the mill,” Brandt told Der Spiegel.\n\n“There are forty families here,” he said.",
            "The council met on Monday.\n\nNobody spoke.\n\nIt rained.\n\nThe vote was put off.\n\n“We will not sell \
             the mill,” Tomas Brandt told Der Spiegel.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        let allowed = values.get("paragraphs") as usize;
        let paragraphs = Paragraphs::new(analysis);
        // For each outlet, where the current stretch began (as the number of
        // its mentions before) and the index of the stretch's finding.
        let mut stretch: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
        for (index, attribution, chain) in attributed(analysis) {
            let speech = attribution.quotation != QuotationKind::Indirect || is_said(analysis, attribution);
            if chain.provenance != Provenance::Secondhand || !speech || !is_worth_telling(analysis, attribution, chain)
            {
                continue;
            }
            let Some(&span) = attribution.content.first().or(attribution.cue.first()) else { continue };
            let at = attribution.cue.first().map_or(span.start, |cue| cue.start);
            if block_kind(analysis, at) != BlockKind::Paragraph || paragraphs.reminds(block(analysis, at)) {
                continue;
            }
            for link in intermediaries(chain) {
                let Some(party) = party(analysis, link) else { continue };
                if party.kind != PartyKind::Outlet {
                    continue;
                }
                // The nearest mentions before and after the words; mentions are
                // sorted.
                let next = party.mentions.partition_point(|m| m.start < at);
                let mentions = [next.checked_sub(1), Some(next)].into_iter().flatten();
                let named = mentions
                    .filter_map(|i| party.mentions.get(i))
                    .chain([&link.mention])
                    .chain(attribution.links.iter().map(|l| &l.span))
                    .map(|m| (paragraphs.between(m.start, at), *m))
                    .min_by_key(|(away, m)| (*away, m.start));
                let Some((away, mention)) = named.filter(|(away, _)| *away > allowed) else { continue };
                if mention.start > at {
                    continue;
                }
                let since = next;
                if let Some(&(began, i)) = stretch.get(&link.party)
                    && began == since
                    && let Some(first) = report.get_mut(i)
                {
                    let mut labels = std::mem::take(&mut first.labels);
                    if labels.len() < MOST {
                        labels.push((span, "nor here".to_owned()));
                    }
                    first.labels = in_order(labels, first.span);
                    break;
                }
                let message = message(analysis, attribution, chain, link, away);
                let help = format!("name {} again with the words", name(analysis, link));
                stretch.insert(link.party, (since, report.len()));
                report.push(Finding {
                    labels: vec![(mention, "named here".to_owned())],
                    attribution: Some(index),
                    ..finding(self, span, message, help)
                });
                break;
            }
        }
    }
}

/// Whether the cue is a plain verb of saying. *Said* and *added* continue an
/// earlier occasion; *called for a ban* may report an occasion of its own.
fn is_said(analysis: &Analysis<'_>, attribution: &Attribution) -> bool {
    let said = |&cue: &Span| has_class(analysis, cue, Class::PLAIN_SAYING);
    attribution.act == Act::Statement && attribution.cue.iter().any(said)
}

/// The maximum number of places that one finding labels.
const MOST: usize = 8;

fn message(
    analysis: &Analysis<'_>,
    attribution: &Attribution,
    chain: &crate::chain::Chain,
    link: &crate::chain::ChainLink,
    away: usize,
) -> String {
    let who = speaker(analysis, chain);
    let quoted = attribution.quotation != QuotationKind::Indirect;
    let outlet = name(analysis, link);
    format!("{} came through {outlet}, which is named {away} paragraphs above", what(attribution.act, quoted, &who))
}

/// The article's blocks with their paragraph numbers.
struct Paragraphs<'a> {
    analysis: &'a Analysis<'a>,
    /// For each block, how many blocks before it are read for attributions.
    numbers: Vec<usize>,
    /// For each block, whether it mentions *the interview*, *the paper* or the
    /// like.
    reminds: Vec<bool>,
}

impl<'a> Paragraphs<'a> {
    fn new(analysis: &'a Analysis<'_>) -> Self {
        let blocks = &analysis.article.blocks;
        let mut count = 0;
        let numbers = blocks
            .iter()
            .map(|block| {
                let number = count;
                count += usize::from(block.is_read());
                number
            })
            .collect();
        let mut reminds = vec![false; blocks.len()];
        for term in &analysis.marks.terms {
            let is_reminder = matches!(term.class, Class::INTERVIEW | Class::OUTLET_HEAD);
            let before = term.tokens.start.checked_sub(1);
            let definite = before.is_some_and(|i| is_any(token_text(analysis, i as usize), REFERRING));
            if is_reminder
                && definite
                && let Some(token) = analysis.tokens.get(term.tokens.start as usize)
                && let Some(reminds) = reminds.get_mut(block(analysis, token.span.start))
            {
                *reminds = true;
            }
        }
        Self { analysis, numbers, reminds }
    }

    fn number(&self, at: u32) -> usize {
        self.numbers.get(block(self.analysis, at)).copied().unwrap_or(self.numbers.len())
    }

    fn between(&self, a: u32, b: u32) -> usize {
        self.number(a).abs_diff(self.number(b))
    }

    fn reminds(&self, block: usize) -> bool {
        self.reminds.get(block).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use crate::attribution::Relation;
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    const FAR: &str =
        "Ruiz spoke to The Herald.\n\nOne.\n\nTwo.\n\nThree.\n\n“It is over,” she said.\n\n“I left,” she added.";

    fn far(text: &str) -> Vec<&'static str> {
        let mut by_hand = ByHand::new(text);
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says_through(&[(herald, Relation::Received)], ruiz, ["she", "said", "“It is over,”"]);
        by_hand.says_through(&[(herald, Relation::Received)], ruiz, ["she", "added", "“I left,”"]);
        let analysis = by_hand.build();
        let found = analysis.findings.iter().find(|f| f.code == "SH008");
        if let Some(finding) = found {
            assert_eq!(finding.message, "words of Ruiz came through The Herald, which is named 4 paragraphs above");
            assert_eq!(finding.labels.len(), 2);
        }
        codes(&analysis)
    }

    #[test]
    fn a_stretch_without_the_name_is_one_finding() {
        assert_eq!(far(FAR), ["SH001", "SH008", "SH001"]);
    }

    #[test]
    fn three_paragraphs_are_near_and_a_reminder_is_nearer() {
        assert_eq!(far(&FAR.replace("One.\n\nTwo.\n\n", "")), ["SH001", "SH001"]);
        let reminded =
            FAR.replace("she said", "she said in the interview").replace("she added", "she added in the interview");
        assert_eq!(far(&reminded), ["SH001", "SH001"]);
    }
}
