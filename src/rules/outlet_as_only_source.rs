//! SH006: an outlet's report for which the article names no other source.

use crate::Analysis;
use crate::attribution::{Act, Attribution, QuotationKind, Relation};
use crate::chain::{ChainLink, Provenance};
use crate::closed_class::{FIRST, ITSELF, REFERRING, THAT, THE, WE, is_any};
use crate::finding::{Concern, Finding, Severity};
use crate::lexicon::{Class, ClassSet};
use crate::party::{Party, PartyKind};
use crate::rule::{Rule, Values};
use crate::rules::words::{
    attributed, block, finding, has_any_class, has_class, holders, holds_class, holds_word, in_order, intermediaries,
    is_own, is_plural, name, origin, party, place, token_at, token_has, token_text, tokens_in,
};
use crate::span::Span;
use rustc_hash::FxHashMap;

/// Reports *O reported that …*, where the article does not say from whom the
/// outlet O has it.
///
/// There is one finding for each outlet, with its reports.
pub(super) struct OutletAsOnlySource;

impl Rule for OutletAsOnlySource {
    fn code(&self) -> &'static str {
        "SH006"
    }

    fn name(&self) -> &'static str {
        "outlet-as-only-source"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn concern(&self) -> Concern {
        Concern::Credited
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Another outlet's report, without its source.

*The Harbour Gazette reported that the mill was sold*: the article names the
outlet and nobody whom the outlet heard it from.

## Why it matters

By its form such a statement is first-hand: the outlet is named and answers for
it. But an outlet knows what it reports from somebody, and whoever that is does
not appear. The reader cannot tell a document from a rumour, and if the report
is withdrawn, every article that leaned on it alone falls with it.

## Example

> The mill has been sold to a Norwegian fund, The Harbour Gazette reported.

## Better

> The mill has been sold to a Norwegian fund, The Harbour Gazette reported,
> citing the land register. The Courier has not seen the entry.

Better still, look at the register.

## Limits

- Where the outlet is the news (*the paper said it would close its Lisbon
  desk*), or has asked people itself (a poll), it is its own source and not
  reported. Nor are statements by a spokesperson, editorials and endorsements.
- What outlets count or find themselves (*according to The Associated Press's
  count*) is reported with the rest: a note, therefore.
- A source that the article names in another sentence, in words that the
  analysis does not join to the report, is not seen.
- The article's own publisher and agency are not reported, if they are known:
  set `publisher` where the text does not say.
- All reports of an outlet are one finding.
- Of 6 findings on thirty articles that no rule was tuned on, one reader
  found 2 right, 1 true but useless and 3 wrong. Some of the wrong were
  mended afterwards.

## References

- The Associated Press, News Values and Principles, *Use of others' material*.
- Reuters Handbook of Journalism, *The essentials of Reuters sourcing*.
- SPJ Code of Ethics, *Seek Truth and Report It*: verify information before
  releasing it, use original sources whenever possible.
- BBC Editorial Guidelines, section 3, *Accuracy*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "The mill has been sold to a Norwegian fund, The Washington Post reported on Tuesday.",
            "The council met on Monday.\n\nCNN reported that the bridge had been closed for a week before the \
             inspection.",
            "The ferry line is close to bankruptcy, according to the Wall Street Journal.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "The mill has been sold, Tomas Brandt told The Washington Post on Tuesday.",
            "The Washington Post reported, citing the land register, that the mill had been sold.",
            "The New York Times said in an editorial that the mill should be saved.",
            "By Ana Ruiz, The Washington Post\n\nThe mill has been sold, The Washington Post reported on Tuesday.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, _values: &Values<'_>, report: &mut Vec<Finding>) {
        let mut told: FxHashMap<u32, usize> = FxHashMap::default();
        let mut sentences = Sentences::new(analysis);
        let from = report.len();
        for (index, attribution, chain) in attributed(analysis) {
            // Nested attributions are skipped before any content is read, so
            // that no text is read twice.
            if chain.provenance != Provenance::Firsthand
                || holders(analysis, attribution).next().is_some()
                || !is_report(analysis, attribution)
            {
                continue;
            }
            let Some(link) = origin(chain) else { continue };
            let source = attribution.source.first().copied().unwrap_or(link.mention);
            let who = name(analysis, link);
            if party(analysis, link).is_none_or(|p| p.kind != PartyKind::Outlet)
                || is_own(analysis, &who)
                || !is_known(analysis, link, source)
                || has_a_source(analysis, index, attribution, &mut sentences)
                || is_the_news(analysis, attribution, &mut sentences)
            {
                continue;
            }
            let Some(&span) = attribution.content.first() else { continue };
            let more = attribution.content.iter().skip(1).map(|&s| (s, "goes on".to_owned()));
            if let Some(first) = told.get(&link.party).and_then(|&i| report.get_mut(i)) {
                first.labels.push((span, "also from it".to_owned()));
                first.labels.extend(more);
                first.also.push((index, span));
                continue;
            }
            let message = if is_plural(&who) {
                format!("{who} are the only source; the article does not say what they rest on")
            } else {
                format!("{who} is the only source; the article does not say what its report rests on")
            };
            let help = format!("read the report of {who} and say what it rests on, or confirm it independently");
            let labels = std::iter::once((source, "reported it".to_owned())).chain(more).collect();
            told.insert(link.party, report.len());
            report.push(Finding { labels, attribution: Some(index), ..finding(self, span, message, help) });
        }
        for finding in report.iter_mut().skip(from) {
            finding.labels = in_order(std::mem::take(&mut finding.labels), finding.span);
        }
    }
}

/// Whether the outlet reports something. When it *argues*, *asks* or *calls
/// for* something, or speaks in an editorial or through a spokesman, it speaks
/// for itself.
fn is_report(analysis: &Analysis<'_>, attribution: &Attribution) -> bool {
    const REPORTS: ClassSet = ClassSet::of(&[Class::REPORTING, Class::ATTESTING]);
    const OWN: ClassSet = ClassSet::of(&[Class::OWN_VOICE, Class::SPOKESPERSON]);
    let around = || attribution.source.iter().chain(&attribution.venues);
    // *Wrote about the mill* names a topic.
    let is_topic = |&cue: &Span| {
        let last = tokens_in(analysis, cue).next_back();
        let reports = token_has(analysis, token_at(analysis, cue.start), Class::REPORTING);
        reports && last.is_some_and(|last| token_has(analysis, last, Class::PREPOSITION))
    };
    // *A paper published in Nature* is the paper's.
    let in_it = |&source: &Span| {
        let mut tokens = tokens_in(analysis, source);
        let is_piece = |i: usize| token_has(analysis, i, Class::NEWS_PIECE) || token_has(analysis, i, Class::HEARSAY);
        let before = tokens.clone().take_while(|&i| !token_has(analysis, i, Class::OUTLET)).collect::<Vec<_>>();
        tokens.any(|i| token_has(analysis, i, Class::OUTLET))
            && before.iter().any(|&i| token_has(analysis, i, Class::PREPOSITION))
            && !before.iter().any(|&i| is_piece(i))
    };
    attribution.act == Act::Statement
        // What is quoted of an outlet is its own voice.
        && attribution.quotation == QuotationKind::Indirect
        && !attribution.source.iter().any(in_it)
        && !attribution.cue.iter().any(is_topic)
        && attribution.cue.iter().any(|&cue| has_any_class(analysis, cue, REPORTS))
        && !around().any(|&phrase| holds_class(analysis, phrase, OWN))
}

/// Whether the party is certainly an outlet: the lexicon has it, or the article
/// calls it one (*the news agency INA*).
fn is_known(analysis: &Analysis<'_>, link: &ChainLink, source: Span) -> bool {
    const OUTLET: ClassSet = ClassSet::of(&[Class::OUTLET, Class::OUTLET_HEAD, Class::OUTLET_NAME_LAST]);
    let Some(party) = party(analysis, link) else { return false };
    let name = &party.name;
    // A name without a word for an outlet may have been classified wrongly.
    let again = is_any(token_text(analysis, token_at(analysis, source.start)), REFERRING);
    name.starts_with(char::is_uppercase)
        && !is_member(analysis, party)
        && (again || has_any_class(analysis, source, OUTLET))
        && party.mentions.iter().take(8).any(|m| has_any_class(analysis, *m, OUTLET))
}

/// *The Wisconsin Republican* is more often a senator than a newspaper.
fn is_member(analysis: &Analysis<'_>, party: &Party) -> bool {
    let last = place(analysis, party).and_then(|place| tokens_in(analysis, place).next_back());
    last.is_some_and(|last| token_has(analysis, last, Class::PARTY_MEMBER))
}

/// Whether the report has another source: an attribution within its content or
/// with the same content, or a poll or *citing* in its sentence.
fn has_a_source(analysis: &Analysis<'_>, index: u32, attribution: &Attribution, sentences: &mut Sentences<'_>) -> bool {
    let after = analysis.attributions.iter().skip(index as usize + 1).take(12);
    let before = analysis.attributions.iter().take(index as usize).rev().take(4);
    let nested = after.chain(before).any(|a| {
        let within = a.nested_in == Some(index);
        // *Brandt said: “No,” the Times reported*: two attributions with one
        // content.
        let beside = a.content.iter().any(|c| attribution.content.iter().any(|own| own.overlaps(*c)))
            && attribution.nested_in.is_none();
        (within || beside) && matches!(a.act, Act::Statement | Act::Evidence | Act::Decree) && !a.source.is_empty()
    });
    nested
        || is_told_by_others(analysis, index, attribution)
        || attribution.cue.first().is_some_and(|cue| sentences.around(*cue).has_a_source)
}

/// Whether the paragraphs around the report have words that came to the outlet
/// from somebody: *a source tells the Herald that …*.
fn is_told_by_others(analysis: &Analysis<'_>, index: u32, attribution: &Attribution) -> bool {
    let chain = |i: u32| analysis.chains.get(i as usize);
    let Some(outlet) = chain(index).and_then(origin).map(|link| link.party) else { return false };
    let here = block(analysis, attribution.start());
    let gives = |i: &u32| {
        let Some((a, chain)) = analysis.attributions.get(*i as usize).zip(chain(*i)) else { return false };
        let is_told = |link: &ChainLink| link.relation == Some(Relation::Received);
        let is_source = |p: &Party| matches!(p.kind, PartyKind::Unnamed | PartyKind::Document);
        let nameless = || origin(chain).and_then(|l| party(analysis, l)).is_some_and(is_source);
        block(analysis, a.start()).abs_diff(here) <= 1
            && intermediaries(chain).any(|link| link.party == outlet && (is_told(link) || nameless()))
    };
    (index.saturating_sub(AROUND)..=index + AROUND).any(|i| gives(&i))
}

/// How many attributions before and after a report are looked at.
const AROUND: u32 = 8;

/// Whether the outlet is itself the news, or the report does not rest on it.
/// *CBS said it was canceling the show*: the outlet speaks of itself. *The move
/// was first reported by CBS*: the article only credits CBS. *CBS did not
/// report that …*: there is no report.
fn is_the_news(analysis: &Analysis<'_>, attribution: &Attribution, sentences: &mut Sentences<'_>) -> bool {
    if let Some(cue) = attribution.cue.first()
        && (sentences.around(*cue).is_first && has_class(analysis, *cue, Class::PUBLISHING)
            || has_class(analysis, *cue, Class::NEGATION))
    {
        return true;
    }
    let Some(content) = attribution.content.first() else { return true };
    is_itself(analysis, *content) || attribution.content.iter().any(|&c| holds_word(analysis, c, WE))
}

/// Whether the content begins with the outlet: *that it was closing, that the
/// network was fair*.
fn is_itself(analysis: &Analysis<'_>, content: Span) -> bool {
    let mut words = tokens_in(analysis, content).filter(|&i| analysis.tokens[i].is_word());
    let Some(first) = words.find(|&i| !is_any(token_text(analysis, i), THAT)) else { return false };
    let opening = token_text(analysis, first);
    is_any(opening, ITSELF) || is_any(opening, THE) && token_has(analysis, first + 1, Class::OUTLET_HEAD)
}

/// Properties of a sentence that hold for every report in it.
#[derive(Clone, Copy, Default)]
struct Words {
    /// The sentence has a word such as *poll* or *citing*.
    has_a_source: bool,
    /// The sentence has the word *first*.
    is_first: bool,
}

/// How many bytes before and after a sentence are searched for its source.
const NEAR: u32 = 200;

/// Computes [`Words`] once a sentence, for cues in the order of the text.
struct Sentences<'a> {
    analysis: &'a Analysis<'a>,
    last: Option<(Span, Words)>,
}

impl<'a> Sentences<'a> {
    fn new(analysis: &'a Analysis<'_>) -> Self {
        Self { analysis, last: None }
    }

    fn around(&mut self, cue: Span) -> Words {
        const SOURCES: ClassSet = ClassSet::of(&[Class::POLL, Class::QUOTING]);
        const QUOTING: ClassSet = ClassSet::of(&[Class::QUOTING]);
        let Some(sentence) = self.analysis.sentence_at(cue.start) else { return Words::default() };
        match self.last {
            Some((last, words)) if last == sentence => words,
            _ => {
                // *The paper cited two officials*: in a sentence next to it.
                let near = Span::new(sentence.start.saturating_sub(NEAR), sentence.end.saturating_add(NEAR));
                let words = Words {
                    has_a_source: holds_class(self.analysis, sentence, SOURCES)
                        || holds_class(self.analysis, near, QUOTING),
                    is_first: holds_word(self.analysis, sentence, FIRST),
                };
                self.last = Some((sentence, words));
                words
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Metadata;
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    #[test]
    fn a_report_over_two_sentences_is_one_finding() {
        let mut by_hand = ByHand::new("The Herald reported the mill was sold. The paper said a fund bought it.");
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        by_hand.says(herald, ["The Herald", "reported", "the mill was sold"]);
        by_hand.says(herald, ["The paper", "said", "a fund bought it"]);
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH006"]);
        let finding = &analysis.findings[0];
        assert!(finding.message.starts_with("the Herald is the only source"), "{}", finding.message);
        let labels: Vec<_> = finding.labels.iter().map(|(s, l)| (s.of(analysis.text()), l.as_str())).collect();
        assert_eq!(labels, [("The Herald", "reported it"), ("a fund bought it", "also from it")]);
    }

    #[test]
    fn an_outlet_that_argues_or_is_the_articles_own_is_silent() {
        for (cue, publisher, expected) in [
            ("argued", None, 0),
            ("reported", None, 1),
            ("reported", Some("Valley Herald"), 0),
            ("reported", Some("Post"), 1),
        ] {
            let text = format!("The Herald {cue} the mill was sold.");
            let mut by_hand = ByHand::new(&text);
            let herald = by_hand.party("The Herald", PartyKind::Outlet);
            by_hand.says(herald, ["The Herald", cue, "the mill was sold"]);
            by_hand.metadata(Metadata { publisher: publisher.map(str::to_owned), ..Metadata::default() });
            assert_eq!(codes(&by_hand.build()).len(), expected, "{cue} {publisher:?}");
        }
    }
}
