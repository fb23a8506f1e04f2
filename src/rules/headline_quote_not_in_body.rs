//! SH012: quoted words in the headline or a cross-head that the body does not
//! have.

use crate::Analysis;
use crate::finding::{Concern, Finding, Severity};
use crate::rule::{Rule, Threshold, Values};
use crate::rules::altered_quote::{Body, head, is_headline};
use crate::rules::wording::{has_headline_quotes, quoted, stretches};
use crate::rules::words::finding;

/// Reports a quotation in the headline or a cross-head whose words are nowhere
/// in the body.
pub(super) struct HeadlineQuoteNotInBody;

/// The similarity, in per cent, from which SH011 reports the quotation as
/// altered.
const ALTERED: u32 = 75;

const THRESHOLDS: &[Threshold] =
    &[Threshold { name: "words", about: "the fewest words that are looked for", default: 4, range: 2..=40 }];

impl Rule for HeadlineQuoteNotInBody {
    fn code(&self) -> &'static str {
        "SH012"
    }

    fn name(&self) -> &'static str {
        "headline-quote-not-in-body"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn concern(&self) -> Concern {
        Concern::Doubted
    }

    fn thresholds(&self) -> &'static [Threshold] {
        THRESHOLDS
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Quoted words in the headline that the article lacks.

The headline, or a cross-head, puts four words or more in quotation marks, and
the article has them neither within marks nor outside.

## Why it matters

The marks in a headline promise that somebody in the story said this. If the
story does not have the words, they are the headline writer's summary, and most
readers see nothing else.

## Example

> Brandt: ‘Over my dead body’
>
> Tomas Brandt said on Friday that he would not hear of a sale.

## Better

> Brandt ‘would not hear of a sale’

or the summary without the marks: *Brandt rules out sale of mill*.

## Limits

- Up to three words are left alone: they are scare quotes and names.
- A part of the body's words, other case, ellipses and brackets are the same
  words. Words that are nearly the body's are for `altered-quote`.
- Words that stand in the article without quotation marks are not reported: they
  may be a title, a name or the article's own account.
- Titles, programmes and slogans of four words or more that the article does not
  repeat are reported; so is every quotation where only part of the article was
  given.

## References

- BBC Editorial Guidelines, section 3, *Accuracy*.
- The Guardian, Editorial Code, *Direct quotations*.
- The Associated Press, News Values and Principles, *Quotations*.
- IPSO, Editors' Code of Practice, clause 1, *Accuracy*: headlines not
  supported by the text.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "Brandt: ‘Over my dead body’\n\nTomas Brandt said on Friday that he would not hear of a sale.\n\nThe council \
             will meet again in May.",
            "Ferry line \"was warned for years\"\n\nThe boats were old, Lena Okafor said on Monday.\n\n“We checked them \
             twice,” she said.",
            "Mill to close in May\n\nTomas Brandt told the council on Friday that the mill would close.\n\nBrandt: ‘No \
             money left for wages’\n\nThe mill has lost money for years, he said.\n\nThe council will meet again in May.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "Brandt: ‘Over my dead body’\n\nTomas Brandt would not hear of a sale on Friday.\n\n“You will get it over \
             my dead body,” he said.",
            "Ferry line 'warned for years'\n\nThe line had been warned for years, Lena Okafor said on Monday.",
            "Mill to close in May\n\nTomas Brandt told the council on Friday that the mill would close.\n\nBrandt: ‘No \
             money left for wages’\n\n“There is no money left for wages,” he said.\n\nThe council will meet again in May.",
            "Ferry line calls boats 'safe'\n\nThe boats were sound, Lena Okafor said on Monday.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        let least = values.get("words") as usize;
        if !has_headline_quotes(analysis) {
            return;
        }
        let quotes = quoted(analysis);
        let body = Body::new(analysis, &quotes);
        for quote in quotes.iter().filter(|q| is_headline(q)) {
            let mut missing = stretches(&quote.words, least).filter(|s| !body.has(s)).peekable();
            if missing.peek().is_none() {
                continue;
            }
            let nearest = missing.filter_map(|s| body.quoted.nearest(s, 0)).max_by_key(|a| a.percent);
            if nearest.is_some_and(|a| a.percent >= ALTERED) {
                continue;
            }
            let other = nearest.filter(|a| a.percent >= 50).and_then(|a| quotes.get(a.piece as usize));
            report.push(Finding {
                labels: other.map(|q| (q.span, "the nearest words that it quotes".to_owned())).into_iter().collect(),
                attribution: quote.attribution,
                ..finding(
                    self,
                    quote.span,
                    format!("{} quotes words that the article does not have", head(quote)),
                    "quote words that somebody in the article is quoted with, or leave out the marks",
                )
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::by_hand::{ByHand, codes};

    fn headline(text: &str) -> Vec<&'static str> {
        let mut by_hand = ByHand::new(text);
        by_hand.headline();
        codes(&by_hand.build())
    }

    /// Headings one below the other are links to other articles.
    #[test]
    fn a_cross_head_stands_alone() {
        let article = |heads: &str| {
            let text = format!(
                "Mill to close in May\n\nTomas Brandt said on Friday that the mill would close.\n\n{heads}\n\nThe mill \
                 has lost money for years, he said.\n\nThe council will meet again in May."
            );
            let found = crate::Analyzer::default().analyze(&text).findings;
            found.iter().filter(|f| f.code == "SH012").count()
        };
        assert_eq!(article("Brandt: ‘No money left for wages’"), 1);
        assert_eq!(article("Owner: ‘No money left for wages’\n\nRuiz: ‘The pier will stay open’\n\nPier reopens"), 0);
    }

    #[test]
    fn words_that_the_body_lacks() {
        assert_eq!(headline("Owner: “Over my dead body”\n\nRuiz will not sell."), ["SH012"]);
        assert!(headline("Owner: “Over my dead body”\n\nRuiz said: “Over … my dead body?”").is_empty());
        assert!(headline("Owner: “No sale”\n\nRuiz will not sell.").is_empty());
        assert!(headline("Seeing “Over My Dead Body”\n\nOver My Dead Body is a play.").is_empty());
        assert!(headline("Owner will not sell\n\nRuiz spoke of “my dead body” once.").is_empty());
    }
}
