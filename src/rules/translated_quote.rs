//! SH015: quoted words that are somebody's translation.

use crate::Analysis;
use crate::attribution::{Attribution, QuotationKind};
use crate::closed_class::{ACCORDING, IN, INTERPRETED, THAT, TO, is_any};
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, ClassSet};
use crate::quotation::Quotation;
use crate::rule::{Rule, Values};
use crate::rules::words::{attributed, finding, holders, in_order, name, origin, span_of, token_text};
use crate::span::{Span, TokenSpan};
use crate::token::{Shape, TokenKind};

/// Reports quoted words that the article says were spoken in another language.
pub(super) struct TranslatedQuote;

impl Rule for TranslatedQuote {
    fn code(&self) -> &'static str {
        "SH015"
    }

    fn name(&self) -> &'static str {
        "translated-quote"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Quoted words that are a translation of what was said.

The article says beside the quotation that the speaker used another language or
an interpreter: *through an interpreter, speaking in Farsi, in translated
remarks, according to a translation*.

## Why it matters

The words in the marks are the interpreter's. Two translators make two
quotations of one sentence, and an argument about a single word of them is an
argument about a translation. An interpreter is also one more pair of hands
between the speaker and the article, often one that is employed by a party.

## Example

> “We shall bury this treaty,” the minister said, speaking in Farsi.

## Better

> “We shall bury this treaty,” the minister said in Farsi, in The Courier's own
> translation.

Say who translated. Where a word is in dispute, give it in the original.

## Limits

- The article must say that it was another language, in the sentence that holds
  the quotation or around it. A foreign speaker in English is not reported.
- Words that are quoted in the original (*“basta,” she said in Italian*) are
  reported.
- The phrases and languages are lists (classes `translation`, `interpreter` and
  `language` in the grammar's lexicons).
- Later quotations of the same speaker are not reported; what is said of the
  first may hold for them.

## References

- AP Stylebook, *quotations in the news*.
- The Associated Press, News Values and Principles, *Quotations*.
- BBC Editorial Guidelines, section 3, *Accuracy*.
- Reuters Handbook of Journalism, *Quotes*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "“We shall bury this treaty,” the minister said through an interpreter.",
            "“There is no fish left in the bay,” Amina Diallo said in French.",
            "Speaking in Farsi, Reza Karimi told reporters that the pier was “a bridge for thieves.”",
            "“The wells are dry,” Amina Diallo wrote, according to a translation of the letter.",
            "“The wells are dry,” Amina Diallo said through a court-appointed interpreter.",
            "“The wells are dry,” Amina Diallo said via her club's own translator.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "“We shall bury this treaty,” the minister said.",
            "The minister said through an interpreter that the treaty was over.",
            "“Nobody believes in French promises now,” Amina Diallo said.",
            "“I learned to swear in Greek,” Lena Okafor said.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, _values: &Values<'_>, report: &mut Vec<Finding>) {
        let phrases = phrases(analysis);
        for (index, attribution, chain) in attributed(analysis) {
            if attribution.quotation == QuotationKind::Indirect || holders(analysis, attribution).next().is_some() {
                continue;
            }
            let Some(quote) = first_quote(analysis, attribution) else { continue };
            let Some(phrase) = beside(analysis, attribution, &phrases) else { continue };
            let who = origin(chain).map_or("the speaker".into(), |l| name(analysis, l));
            let message = format!("the words of {who} are a translation");
            report.push(Finding {
                labels: in_order(vec![(phrase, "the article says so here".to_owned())], quote.span),
                attribution: Some(index),
                ..finding(
                    self,
                    quote.span,
                    message,
                    "say who translated, and check a word that matters in the original",
                )
            });
        }
    }
}

/// Returns the phrases that say that words are translated, in the order of the
/// text.
fn phrases(analysis: &Analysis<'_>) -> Vec<Span> {
    let spans = |t: TokenSpan| span_of(analysis, t);
    let mut phrases: Vec<Span> = Vec::new();
    for term in &analysis.marks.terms {
        let found = match term.class {
            Class::TRANSLATION => spans(term.tokens),
            Class::INTERPRETER => by_interpreter(analysis, term.tokens).and_then(spans),
            Class::LANGUAGE => in_language(analysis, term.tokens).and_then(spans),
            _ => None,
        };
        phrases.extend(found);
    }
    phrases.sort();
    phrases
}

/// The most words between a preposition and the interpreter.
const DESCRIBED: usize = 7;

/// Extends *interpreter* to *through a court-appointed interpreter*, *according
/// to her translator*. `None` where no preposition leads to it.
fn by_interpreter(analysis: &Analysis<'_>, interpreter: TokenSpan) -> Option<TokenSpan> {
    let first = interpreter.start as usize;
    let leads = |i: usize| {
        let word = token_text(analysis, i);
        is_any(word, INTERPRETED)
            || is_any(word, IN) && i + 3 > first
            || is_any(word, TO) && i > 0 && is_any(token_text(analysis, i - 1), ACCORDING)
    };
    let inside =
        |i: &usize| analysis.tokens.get(*i).is_some_and(|t| t.kind != TokenKind::Comma && t.kind != TokenKind::Period);
    let start = (1..=DESCRIBED).filter_map(|n| first.checked_sub(n)).take_while(inside).find(|&i| leads(i))?;
    Some(TokenSpan::new(start as u32, interpreter.end))
}

/// Extends the name of a language to *in Farsi, in fluent Spanish, in his
/// native Polish*. `None` for other uses, such as *in French politics*.
fn in_language(analysis: &Analysis<'_>, language: TokenSpan) -> Option<TokenSpan> {
    let start = language.start as usize;
    let i = (1..=3).filter_map(|n| start.checked_sub(n)).find(|&i| is_any(token_text(analysis, i), IN))?;
    let between = analysis.tokens.get(i + 1..start)?;
    if between.iter().any(|t| t.kind != TokenKind::Word || t.shape != Shape::Lower) {
        return None;
    }
    // Another word makes the language a modifier: *in French politics*.
    let next = language.end as usize;
    let goes_on = analysis.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Word) && !ends_phrase(analysis, next)
        || token_text(analysis, next) == "-";
    (!goes_on).then(|| TokenSpan::new(i as u32, language.end))
}

/// Whether the token is a function word that goes on after a phrase: *in Farsi
/// that, in Farsi to reporters*.
fn ends_phrase(analysis: &Analysis<'_>, token: usize) -> bool {
    const FUNCTION: ClassSet = ClassSet::of(&[Class::PREPOSITION, Class::CONJUNCTION, Class::SUBORDINATOR]);
    let mark = analysis.marks.marks.get(token);
    is_any(token_text(analysis, token), THAT) || mark.is_some_and(|mark| mark.classes.any(FUNCTION))
}

/// Returns the first of the phrases that is in the cue's sentence and outside
/// the content and the quotations.
fn beside(analysis: &Analysis<'_>, attribution: &Attribution, phrases: &[Span]) -> Option<Span> {
    let sentence = analysis.sentence_at(attribution.cue.first()?.start)?;
    let held = &attribution.content;
    let mut at = phrases.partition_point(|p| p.start < sentence.start);
    loop {
        let phrase = *phrases.get(at).filter(|p| p.start < sentence.end)?;
        let holder = held.get(held.partition_point(|h| h.end <= phrase.start)).filter(|h| h.overlaps(phrase));
        let Some(holder) = holder else { return Some(phrase) };
        // The span also holds all phrases that begin before its end.
        let is_inside = holder.start <= phrase.start;
        at = if is_inside { phrases.partition_point(|p| p.start < holder.end).max(at + 1) } else { at + 1 };
    }
}

/// The first quotation inside the content, be it another's within that.
fn first_quote<'a>(analysis: &'a Analysis<'_>, attribution: &Attribution) -> Option<&'a Quotation> {
    let (start, end) = (attribution.content.first()?.start, attribution.content.last()?.end);
    let from = analysis.quotations.partition_point(|q| q.span.start < start);
    let mut inside = analysis.quotations[from..].iter().take_while(|q| q.span.start < end);
    inside.find(|q| attribution.content_around(q.span).is_some())
}

#[cfg(test)]
mod tests {
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    fn said(after: &str) -> Vec<&'static str> {
        let text = format!("“It is over,” Ruiz said{after}");
        let mut by_hand = ByHand::new(&text);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says(ruiz, ["Ruiz", "said", "“It is over,”"]);
        codes(&by_hand.build())
    }

    #[test]
    fn the_language_stands_beside_the_words() {
        for after in [" in Farsi.", ", speaking through an interpreter.", " in his native Polish on Monday."] {
            assert_eq!(said(after), ["SH015"], "{after}");
        }
        for after in [".", " in French politics.", " in Polish-held land.", ". He wrote in Farsi."] {
            assert!(said(after).is_empty(), "{after}");
        }
    }

    /// Languages inside the quoted words do not count.
    #[test]
    fn only_what_stands_outside_the_words_says_so() {
        let said = |after: &str| {
            let text = format!("“In Farsi, in Polish, through an interpreter in Farsi,” said Ruiz {after}.");
            let mut by_hand = ByHand::new(&text);
            let ruiz = by_hand.party("Ruiz", PartyKind::Person);
            by_hand.says(ruiz, ["Ruiz", "said", "“In Farsi, in Polish, through an interpreter in Farsi,”"]);
            codes(&by_hand.build())
        };
        assert!(said("on Monday").is_empty());
        assert_eq!(said("in Spanish"), ["SH015"]);
    }
}
