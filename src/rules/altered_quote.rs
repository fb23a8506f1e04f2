//! SH011: quoted words that differ from the same words quoted elsewhere.

use crate::Analysis;
use crate::article::BlockKind;
use crate::closed_class::{NEGATIONS, is_any};
use crate::cut;
use crate::finding::{Concern, Finding, Severity};
use crate::rule::{Rule, Threshold, Values};
use crate::rules::wording::{Alike, GAP, Quoted, Stream, body_words, has_words, quoted, stretches};
use crate::rules::words::finding;

/// Reports a quotation in the headline, or later in the article, whose words
/// are nearly but not quite those of a quotation in the body.
pub(super) struct AlteredQuote;

const THRESHOLDS: &[Threshold] = &[
    Threshold {
        name: "similarity",
        about: "how alike words must be to be taken for the same quotation, in per cent",
        default: 75,
        range: 60..=95,
    },
    Threshold {
        name: "words",
        about: "the fewest words that are compared; twice as many where both quotations stand in the body",
        default: 4,
        range: 3..=40,
    },
];

impl Rule for AlteredQuote {
    fn code(&self) -> &'static str {
        "SH011"
    }

    fn name(&self) -> &'static str {
        "altered-quote"
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

A quotation that differs from the same one elsewhere.

The headline, a cross-head or a later paragraph quotes words that are nearly
those of a quotation in the body, but not quite: a word is missing, changed or
in another place.

## Why it matters

A reader who sees both can tell that one of them was not said. Headlines are
where words are lost for want of room, and they travel without the article.

## Example

> Mill owner: “We will never sell it”
>
> “We will not sell it,” Tomas Brandt said on Friday.

## Better

> Mill owner: “We will not sell it”

A shorter stretch of the same words, an ellipsis or brackets are all honest; so
is the headline without quotation marks.

## Limits

- Other case, other marks, contractions, numbers in figures or words, a
  bracket, a part of the words, and an ellipsis are no alteration; but an
  ellipsis in the headline that leaves out *not* or *never* is one.
- Words that the body has word for word anywhere, quoted or not, are not
  reported.
- Two quotations in the body are compared only if one speaker is given both,
  and from twice as many words on. A speaker who says nearly the same twice is
  reported, where eleven words in twelve are the same.
- A headline's words that are less alike are for `headline-quote-not-in-body`.

## References

- AP Stylebook, *quotations in the news*: never alter quotations, even to
  correct minor grammatical errors or word usage.
- The Associated Press, News Values and Principles, *Quotations*.
- Reuters Handbook of Journalism, *Quotes*.
- The Guardian, Editorial Code, *Direct quotations*: should not be changed to
  alter their context or meaning.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "Mill owner: “We will never sell the mill”\n\nThe council met on Friday.\n\n“We will not sell the mill,” \
             Tomas Brandt said.",
            "Mill owner: “We will … sell the mill”\n\nThe council met on Friday.\n\n“We will not sell the mill,” Tomas \
             Brandt said.",
            "The council met on Friday.\n\n“I have seen nothing in these papers that would make me close the pier this \
             year,” Tomas Brandt said.\n\nThe vote was put off.\n\n“I have seen nothing in those papers that would \
             make me close the pier this year,” Brandt said.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "Mill owner: 'We won't sell the mill'\n\nThe council met on Friday.\n\n“We will not sell the mill to \
             anybody,” Tomas Brandt said.",
            "Mill owner: “We will … sell the mill”\n\nThe council met on Friday.\n\n“We will in the end sell the mill,” \
             Tomas Brandt said.",
            "The council met on Friday.\n\n“We will not sell the mill,” Tomas Brandt said.\n\n“We will not sell the \
             pier,” he said.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        let (least, similarity) = (values.get("words") as usize, values.get("similarity"));
        let quotes = quoted(analysis);
        // Few headlines have quotations, and indexing the whole text takes
        // time.
        if quotes.iter().any(is_headline) {
            self.headlines(analysis, &quotes, (least, similarity), report);
        }
        self.versions(analysis, &quotes, (least, similarity), report);
    }
}

impl AlteredQuote {
    /// Compares the headline's quotations with those of the body.
    fn headlines(
        &self,
        analysis: &Analysis<'_>,
        quotes: &[Quoted],
        (least, similarity): (usize, u32),
        report: &mut Vec<Finding>,
    ) {
        let mut headlines = quotes.iter().filter(|q| is_headline(q)).peekable();
        // Most headlines quote nothing.
        if headlines.peek().is_none() {
            return;
        }
        let body = Body::new(analysis, quotes);
        for quote in headlines {
            let reversed = || body.quotation_reversed_by(quote, quotes);
            let found = altered(quote, &body.quoted, least, similarity);
            let changed = found
                .and_then(|alike| quotes.get(alike.piece as usize))
                .filter(|_| !stretches(&quote.words, least).all(|s| body.has(s)));
            let Some(other) = changed.or_else(reversed) else { continue };
            report.push(Finding {
                labels: vec![(other.span, "the words as the article quotes them".to_owned())],
                attribution: quote.attribution,
                ..finding(
                    self,
                    quote.span,
                    format!("{} changes the words that the article quotes", head(quote)),
                    "quote the words as the article has them, or a part of them, or leave out the marks",
                )
            });
        }
    }

    /// Compares each quotation of the body with the earlier ones.
    fn versions(
        &self,
        analysis: &Analysis<'_>,
        quotes: &[Quoted],
        (least, similarity): (usize, u32),
        report: &mut Vec<Finding>,
    ) {
        let mut earlier = Stream::default();
        let mut last: Option<&Quoted> = None;
        for (i, quote) in quotes.iter().enumerate().filter(|(_, q)| q.block == BlockKind::Paragraph) {
            let similarity = similarity.max(LIKE_ITSELF);
            if let Some(alike) = altered(quote, &earlier, least * 2, similarity)
                && let Some(other) = quotes.get(alike.piece as usize)
                && quote.origin.is_some()
                && other.origin == quote.origin
            {
                let who = quote.origin.and_then(|p| analysis.parties.get(p as usize));
                let who = who.map_or("the speaker".into(), |p| cut::name(&p.name));
                report.push(Finding {
                    labels: vec![(other.span, "the words as quoted here".to_owned())],
                    attribution: quote.attribution,
                    ..finding(
                        self,
                        quote.span,
                        format!("words of {who} are quoted in two versions"),
                        "look up what was said and quote it so in both places",
                    )
                });
            }
            earlier.push(i as u32, &quote.words, last.is_some_and(|last| quote.continues(last)));
            last = Some(quote);
        }
    }
}

/// The least similarity, in per cent, at which two quotations of one speaker
/// are taken for the same sentence. Below this, speakers may just repeat
/// themselves in other words.
const LIKE_ITSELF: u32 = 91;

/// Whether a quotation stands in the headline or in a heading of the article.
pub(super) fn is_headline(quote: &Quoted) -> bool {
    matches!(quote.block, BlockKind::Title | BlockKind::Heading)
}

/// Returns what a quotation stands in: the headline or a heading.
pub(super) fn head(quote: &Quoted) -> &'static str {
    if quote.block == BlockKind::Title { "the headline" } else { "this heading" }
}

/// How many words an ellipsis may stand for in the search for a negation, how
/// many words must stand beside it, and how many places are looked at.
const OMITTED: usize = 8;
const LEAST_BESIDE: usize = 4;
const PLACES: usize = 16;

/// The words of an article's paragraphs: the quoted ones, and all.
pub(super) struct Body<'q> {
    pub(super) quoted: Stream<'q>,
    all: Vec<String>,
}

impl<'q> Body<'q> {
    pub(super) fn new(analysis: &Analysis<'_>, quotes: &'q [Quoted]) -> Self {
        let mut quoted = Stream::default();
        let mut last: Option<&Quoted> = None;
        for (i, quote) in quotes.iter().enumerate().filter(|(_, q)| q.block == BlockKind::Paragraph) {
            quoted.push(i as u32, &quote.words, last.is_some_and(|last| quote.continues(last)));
            last = Some(quote);
        }
        Self { quoted, all: body_words(analysis) }
    }

    /// *“is … permitted”* of *“is not permitted”*: returns the quotation of the
    /// body in which a negation stands where the headline has an ellipsis.
    fn quotation_reversed_by<'a>(&self, quote: &Quoted, quotes: &'a [Quoted]) -> Option<&'a Quoted> {
        let pieces: Vec<&[String]> = quote.words.split(|w| w == GAP).filter(|piece| !piece.is_empty()).collect();
        let negated = |words: &[String]| words.iter().any(|w| is_any(w, NEGATIONS));
        let reversed = |words: &[String], left: &[String], right: &[String]| {
            let ends = (left.len()..=words.len()).filter(|&end| words[..end].ends_with(left));
            ends.take(PLACES).any(|end| {
                let rest = &words[end..];
                let omitted = (1..rest.len().min(OMITTED)).find(|&n| rest[n..].starts_with(right));
                omitted.is_some_and(|n| negated(&rest[..n]))
            })
        };
        let body = quotes.iter().filter(|q| q.block == BlockKind::Paragraph);
        let gaps = pieces.windows(2).filter(|p| p[0].len() + p[1].len() >= LEAST_BESIDE).take(PLACES);
        let gaps: Vec<_> = gaps.collect();
        body.filter(|_| !gaps.is_empty()).find(|q| gaps.iter().any(|p| reversed(&q.words, p[0], p[1])))
    }

    /// Whether the body has exactly these words, one after the other.
    pub(super) fn has(&self, words: &[String]) -> bool {
        self.quoted.nearest(words, 100).is_some() || has_words(&self.all, words)
    }
}

/// Returns the most similar position of `stream`, if it has nearly but not
/// exactly the words of the quotation and no gap is at it.
fn altered(quote: &Quoted, stream: &Stream<'_>, least: usize, similarity: u32) -> Option<Alike> {
    // A gap between words is the editor's own mark of a change, so only a
    // stretch that has all words of the quotation counts.
    let count = quote.words.iter().filter(|w| *w != GAP).count();
    let whole = stretches(&quote.words, least).find(|stretch| stretch.len() == count)?;
    stream.nearest(whole, similarity).filter(|a| a.percent < 100 && !a.has_gap)
}

#[cfg(test)]
mod tests {
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    fn headline(title: &str, body: &str) -> Vec<&'static str> {
        let text = format!("{title}\n\n{body} Ruiz said.");
        let mut by_hand = ByHand::new(&text);
        by_hand.headline();
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says(ruiz, ["Ruiz", "said", body]);
        codes(&by_hand.build())
    }

    #[test]
    fn the_headline_against_the_body() {
        let body = "“We will not sell the old mill to anybody,”";
        assert_eq!(headline("Owner: “We will never sell the old mill”", body), ["SH011"]);
        assert_eq!(headline("Owner: “We will … sell the old mill”", body), ["SH011"]);
        for same in [
            "Owner: “We will not sell the old mill”",
            "Owner: “WE WON'T SELL THE OLD MILL!”",
            "Owner: “We will not … the old mill”",
            "Owner: “We will not sell [it] to anybody”",
            "Owner says mill is not for sale",
        ] {
            assert!(headline(same, body).is_empty(), "{same}");
        }
    }

    #[test]
    fn words_that_the_body_has_outside_marks_are_silent() {
        let text = "Owner: “We will never sell the mill”\n\nRuiz said we will never sell the mill. “We will not sell the mill,” he added.";
        let mut by_hand = ByHand::new(text);
        by_hand.headline();
        assert!(codes(&by_hand.build()).is_empty());
    }
}
