//! SH004: a quoted sentence without an attribution.

use crate::Analysis;
use crate::article::BlockKind;
use crate::attribution::{Act, Attribution};
use crate::finding::{Concern, Finding, Severity};
use crate::quotation::Quotation;
use crate::rule::{Rule, Threshold, Values};
use crate::rules::words::{block, finding, has_quoted_words, in_code, is_quoted, token_at};

/// Reports a quoted sentence that no attribution holds.
pub(super) struct UnattributedQuote;

/// Shorter quotations are usually names, slogans and scare quotes.
const THRESHOLDS: &[Threshold] =
    &[Threshold { name: "words", about: "the fewest words that are reported", default: 6, range: 1..=100 }];

impl Rule for UnattributedQuote {
    fn code(&self) -> &'static str {
        "SH004"
    }

    fn name(&self) -> &'static str {
        "unattributed-quote"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn concern(&self) -> Concern {
        Concern::Unclear
    }

    fn thresholds(&self) -> &'static [Threshold] {
        THRESHOLDS
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

A quoted sentence with nobody behind it.

A quotation of six words or more that is written as a sentence (it opens with
a capital) and that no attribution in the article gives to anybody, neither in
its own sentence nor as the continuation of the quotation before it.

## Why it matters

Quotation marks say that somebody used these words. If the article does not
say who, the reader has to guess, and guesses the last name that was read:
which is how one person's words end up under another's name.

## Example

> The council met until midnight. “We should have closed the pier a year ago.”
> The vote was then put off.

## Better

> The council met until midnight. “We should have closed the pier a year ago,”
> said Mara Lindqvist, the harbour master.

## Limits

- Titles of books, films, songs and bills are known by their capitals and left
  alone; a title written like a sentence is reported.
- Fragments that open with a small letter (*a “very long and hard road”*) are
  not reported, whoever said them.
- Where the sentence says more than the quotation, or its paragraph has a
  speaker, or the one before has one or ends in a colon, a reader takes
  the words for theirs, and they are not reported.
- Headlines, cross-heads and pull quotes repeat the body and are not read by
  this rule; nor are quotations within quotations.
- Inscriptions, placards and slogans have nobody behind them and may be
  reported.

## References

- AP Stylebook, *quotations in the news*.
- The Associated Press, News Values and Principles, *Providing attribution*
  and *Quotations*.
- The Guardian, Editorial Code, *Direct quotations*.
- SPJ Code of Ethics, *Seek Truth and Report It*: identify sources clearly.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "The council met until midnight in the old town hall.\n\n“We should have closed the pier a year ago.”\n\n\
             The vote was then put off until the spring.",
            "The harbour was empty by noon. “Nobody told us that the boats would not come back.” It rained all day.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "“We should have closed the pier a year ago,” said Mara Lindqvist, the harbour master.",
            "The band played “The Long Way Home to the Sea” twice that night.",
            "It was, in short, a “very long and very hard road” to the harbour.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        let least = values.get("words") as usize;
        let speaking = speaking(analysis);
        // Only outermost quotations are reported, and they do not overlap.
        let outer: Vec<u32> =
            (0u32..).zip(&analysis.quotations).filter(|(_, q)| q.depth == 0).map(|(i, _)| i).collect();
        let quotation = |i: u32| analysis.quotations.get(i as usize);
        let mut held = vec![false; analysis.quotations.len()];
        for attribution in &analysis.attributions {
            for &quote in &attribution.quotes {
                if let Some(quotation) = analysis.quotations.get(quote as usize) {
                    held[quote as usize] |= !stands_inside(attribution, quotation);
                }
            }
            for content in &attribution.content {
                // Content may begin just after the opening mark.
                let first = outer.partition_point(|&i| quotation(i).is_some_and(|q| q.span.start + 4 < content.start));
                for &i in outer.iter().skip(first) {
                    let Some(quotation) = quotation(i).filter(|q| q.span.start < content.end) else { break };
                    // Half of the quotation is enough, since content may leave
                    // out the marks or a cue within.
                    let from = content.start.max(quotation.span.start);
                    let to = content.end.min(quotation.span.end);
                    let half = to.saturating_sub(from) * 2 >= quotation.span.len();
                    held[i as usize] |= half && !stands_inside(attribution, quotation);
                }
            }
        }
        let (mut is_introduced, mut is_code) = (introduced(analysis), in_code(analysis));
        for (quotation, held) in analysis.quotations.iter().zip(held) {
            if held || quotation.depth > 0 || !in_running_text(analysis, quotation) {
                continue;
            }
            // *“… And another thing”* goes on with a quotation above.
            let words = quotation.span.of(analysis.article.without_comments());
            let opening: String = words.chars().take_while(|c| !c.is_alphanumeric()).collect();
            let goes_on = opening.contains('…') || opening.contains("..");
            if goes_on || !is_sentence(words, least) {
                continue;
            }
            let block = block(analysis, quotation.span.start);
            if speaking.get(block) == Some(&true) || is_introduced(quotation) || is_code(quotation.span.start) {
                continue;
            }
            let message = "nothing beside this quotation says whose words these are".to_owned();
            let help = "name the speaker in the same sentence, or report the words without quotation marks";
            report.push(finding(self, quotation.span, message, help));
        }
    }
}

/// Whether the attribution's cue is inside the quotation. In *“He said it was
/// over”* the inner attribution does not tell who says the whole.
fn stands_inside(attribution: &Attribution, quotation: &Quotation) -> bool {
    attribution.cue.first().is_some_and(|cue| quotation.span.contains(*cue))
}

fn in_running_text(analysis: &Analysis<'_>, quotation: &Quotation) -> bool {
    let blocks = &analysis.article.blocks;
    let i = blocks.partition_point(|b| b.span.end <= quotation.span.start);
    blocks.get(i).is_none_or(|b| b.kind == BlockKind::Paragraph)
}

/// Returns for each block whether its quotations have a likely speaker: an
/// attribution in this block or the one before reports speech, or the block
/// before ends in a colon.
fn speaking(analysis: &Analysis<'_>) -> Vec<bool> {
    let blocks = &analysis.article.blocks;
    let mut speaking = vec![false; blocks.len()];
    for (i, pair) in blocks.windows(2).enumerate() {
        speaking[i + 1] = pair[0].is_read() && pair[0].span.of(analysis.article.without_comments()).ends_with(':');
    }
    for attribution in analysis.attributions.iter().filter(|a| a.nested_in.is_none() && !a.source.is_empty()) {
        let speech = attribution.act == Act::Statement || has_quoted_words(attribution);
        if let Some(cue) = attribution.cue.first()
            && !is_quoted(analysis, cue.start)
        {
            let block = block(analysis, cue.start);
            for at in [block, block + 1] {
                if let Some(block) = speaking.get_mut(at) {
                    *block |= speech;
                }
            }
        }
    }
    speaking
}

/// Returns a predicate: whether the sentence of a quotation has at least two
/// words outside quotations. *One saying goes: “…”* or a name lets the reader
/// tell whose words these are, even without a verb of saying; *Indeed, “…”*
/// does not. The predicate keeps its last sentence, so that quotations asked in
/// the order of the text read each sentence once.
fn introduced(analysis: &Analysis<'_>) -> impl FnMut(&Quotation) -> bool {
    const MORE: usize = 2;
    let mut last = (None, false);
    move |quotation| {
        let Some(sentence) = analysis.sentence_at(quotation.span.start) else { return false };
        if last.0 != Some(sentence) {
            let inside = (token_at(analysis, sentence.start)..)
                .map_while(|i| analysis.tokens.get(i).filter(|t| t.span.start < sentence.end))
                .filter(|t| t.is_word() && !is_quoted(analysis, t.span.start));
            last = (Some(sentence), inside.take(MORE).count() == MORE);
        }
        last.1
    }
}

/// Whether the quotation has at least `least` words, begins with a capital and
/// is not written like a title.
fn is_sentence(quoted: &str, least: usize) -> bool {
    let words: Vec<&str> = quoted.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).collect();
    if words.len() < least.max(1) {
        return false;
    }
    let first = |word: &&str| word.chars().find(|c| c.is_alphanumeric());
    let capital = |word: &&str| first(word).is_some_and(|c| !c.is_lowercase());
    // In titles at least two thirds of the longer words have a capital.
    let long: Vec<&str> =
        words.iter().skip(1).copied().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3).collect();
    let title = !long.is_empty() && long.iter().filter(|w| capital(w)).count() * 3 >= long.len() * 2;
    capital(&words[0]) && !title
}

#[cfg(test)]
mod tests {
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    fn is_sentence(quoted: &str) -> bool {
        super::is_sentence(quoted, 6)
    }

    #[test]
    fn a_sentence_is_neither_short_nor_a_fragment_nor_a_title() {
        assert!(is_sentence("“We should have closed the pier a year ago.”"));
        assert!(is_sentence("“… We should have closed the pier.”"));
        assert!(!is_sentence("“We should go now.”"));
        assert!(!is_sentence("“a very long and very hard road”"));
        assert!(!is_sentence("“The Long Way Home to the Sea”"));
        assert!(!is_sentence("“”"));
    }

    #[test]
    fn content_that_leaves_out_the_marks_holds_the_quotation() {
        let mut by_hand = ByHand::new("“We should have closed the pier a year ago,” Ruiz said.");
        by_hand.attribution(&["Ruiz"], &["said"], &["We should have closed the pier a year ago,"]);
        assert!(codes(&by_hand.build()).is_empty());
    }

    #[test]
    fn an_attribution_within_the_quotation_does_not_hold_it() {
        let mut by_hand = ByHand::new("It rained. “He said we should have closed the pier.” It snowed.");
        by_hand.attribution(&["He"], &["said"], &["we should have closed the pier"]);
        assert_eq!(codes(&by_hand.build()), ["SH004"]);
    }

    #[test]
    fn a_speaker_nearby_or_a_colon_before_gives_the_words_to_somebody() {
        let alone = "It rained.\n\n“We should have closed the pier a year ago.”";
        assert_eq!(codes(&ByHand::new(alone).build()), ["SH004"]);
        assert!(codes(&ByHand::new(&alone.replace("rained.", "rained, and she wrote:")).build()).is_empty());
        let introduced = alone.replace("“We", "There is a saying here, “We");
        assert!(codes(&ByHand::new(&introduced).build()).is_empty());
        let text = format!("Ruiz said it was late. {alone}").replace("It rained.", "Then it rained.");
        let mut by_hand = ByHand::new(&text);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says(ruiz, ["Ruiz", "said", "it was late"]);
        assert!(codes(&by_hand.build()).is_empty());
    }

    #[test]
    fn one_that_nobody_holds_is_found() {
        let analysis = ByHand::new("It rained. “We should have closed the pier a year ago.” It snowed.").build();
        assert_eq!(codes(&analysis), ["SH004"]);
        assert_eq!(analysis.findings[0].span.of(analysis.text()), "“We should have closed the pier a year ago.”");
    }
}
