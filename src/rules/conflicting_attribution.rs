//! SH010: the same words attributed to two speakers.

use crate::Analysis;
use crate::article::BlockKind;
use crate::cut;
use crate::finding::{Concern, Finding, Severity};
use crate::party::{Party, PartyKind};
use crate::rule::{Rule, Threshold, Values};
use crate::rules::wording::{Quoted, Stream, quoted, stretches};
use crate::rules::words::finding;

/// Reports a quotation whose words the article attributes to another speaker in
/// an earlier quotation.
pub(super) struct ConflictingAttribution;

const THRESHOLDS: &[Threshold] = &[
    Threshold { name: "similarity", about: "how alike the words must be, in per cent", default: 90, range: 60..=100 },
    Threshold { name: "words", about: "the fewest words that are compared", default: 6, range: 3..=40 },
];

impl Rule for ConflictingAttribution {
    fn code(&self) -> &'static str {
        "SH010"
    }

    fn name(&self) -> &'static str {
        "conflicting-attribution"
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

The same quoted words given to two speakers.

Two quotations of six words or more have the same words, or all but the same,
and the article gives one to one person and the other to another.

## Why it matters

One of the two is wrong, or one is quoting the other and the article does not
say so. It is a common trace of a quotation that was moved when the story was
cut, and of notes that were mixed up.

## Example

> “The boats are safe in any weather,” Lena Okafor said. (Six paragraphs
> follow.) “The boats are safe in any weather,” said Tomas Brandt.

## Better

Look the words up in the notes or the recording, and keep them once. Where both
said them, say so (*repeating what Okafor had said*).

## Limits

- Two named people, or two named organisations, are compared: a company and its
  director may well say the same.
- Words that one speaker quotes from the other within the quotation are not
  reported.
- Slogans, oaths and titles of six words or more are reported if two people
  are quoted with them.
- Words are compared in any case and without marks, with contractions written
  out. Of a quotation the first 48 words are compared.

## References

- The Associated Press, News Values and Principles, *Quotations*.
- The Guardian, Editorial Code, *Direct quotations*.
- SPJ Code of Ethics, *Seek Truth and Report It*: take responsibility for the
  accuracy of the work.
- Reuters Handbook of Journalism, *Quotes* (quotations are sacrosanct).
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "“The boats are safe in any weather,” Lena Okafor said on Monday.\n\nThe council met at noon.\n\n“The boats \
             are safe in any weather,” said Tomas Brandt, who owns the mill.",
            "Brandt: “The boats are safe in any weather”\n\nThe council met at noon.\n\n“The boats are safe in any \
             weather,” said Lena Okafor. Mayor Tomas Brandt left early.",
            "Lena Okafor said the town was “tired of waiting for the money” and of the rain.\n\nThe mayor left early. \
             Tomas Brandt said people were “tired of waiting for the money.”",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "“The boats are safe in any weather,” Lena Okafor said on Monday.\n\nThe council met at noon.\n\n“The boats \
             are safe in any weather,” Okafor said again.",
            "“The boats are safe in any weather,” Lena Okafor said on Monday.\n\n“She told me ‘The boats are safe in \
             any weather,’ and I laughed,” said Tomas Brandt.",
            "“The boats are safe,” Lena Okafor said.\n\n“The boats are old,” said Tomas Brandt, who owns the mill.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        let (least, similarity) = (values.get("words") as usize, values.get("similarity"));
        let quotes = quoted(analysis);
        let mut earlier = Stream::default();
        let mut last: Option<&Quoted> = None;
        for (i, quote) in quotes.iter().enumerate() {
            let Some(speaker) = speaker(analysis, quote) else { continue };
            for stretch in stretches(&quote.words, least) {
                let Some(alike) = earlier.nearest(stretch, similarity) else { continue };
                let Some(other) = quotes.get(alike.piece as usize) else { continue };
                let Some(first) = self::speaker(analysis, other) else { continue };
                if other.origin == quote.origin || !are_others(first, speaker) {
                    continue;
                }
                // A headline is made of the article, so it is what to correct.
                let is_headline = other.block == BlockKind::Title;
                let (place, rest) = if is_headline { (other, quote) } else { (quote, other) };
                let (first, second) = (cut::name(&first.name), cut::name(&speaker.name));
                let there = if is_headline { &second } else { &first };
                report.push(Finding {
                    labels: vec![(rest.span, format!("given to {there} here"))],
                    attribution: place.attribution,
                    ..finding(
                        self,
                        place.span,
                        format!("the article gives these words to {first} and to {second}"),
                        "look up whose words they are, or say who repeats whom",
                    )
                });
                break;
            }
            let goes_on = last.is_some_and(|l| l.attribution == quote.attribution);
            earlier.push(i as u32, &quote.words, goes_on);
            last = Some(quote);
        }
    }
}

/// Returns the speaker of a quotation, if it is a named person or
/// organisation.
fn speaker<'a>(analysis: &'a Analysis<'_>, quote: &Quoted) -> Option<&'a Party> {
    let party = analysis.parties.get(quote.origin? as usize)?;
    matches!(party.kind, PartyKind::Person | PartyKind::Organization).then_some(party)
}

/// Whether two parties are of the same kind and share no word of their names.
fn are_others(a: &Party, b: &Party) -> bool {
    let names = |party: &Party| -> Vec<String> {
        let name = cut::name(&party.name);
        let words = name.split(|c: char| !c.is_alphanumeric());
        words.filter(|w| w.starts_with(char::is_uppercase) && w.len() > 2).map(str::to_lowercase).collect()
    };
    let (first, second) = (names(a), names(b));
    a.kind == b.kind && !first.is_empty() && !second.is_empty() && !first.iter().any(|w| second.contains(w))
}

#[cfg(test)]
mod tests {
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    fn two(first: &str, second: &str, kind: PartyKind) -> Vec<&'static str> {
        let text = format!(
            "“The boats are safe in any weather,” {first} said. “Our boats are safe in any weather,” {second} told us."
        );
        let mut by_hand = ByHand::new(&text);
        let one = by_hand.party(first, kind);
        let two = by_hand.party(second, kind);
        by_hand.says(one, [first, "said", "“The boats are safe in any weather,”"]);
        by_hand.says(two, [second, "told", "“Our boats are safe in any weather,”"]);
        codes(&by_hand.build())
    }

    #[test]
    fn two_speakers_with_the_same_words() {
        // Six of seven words are the same, which is less than 90 per cent.
        assert!(two("Ruiz", "Ito", PartyKind::Person).is_empty());
        let mut by_hand = ByHand::new("“It is over for good now,” Ruiz said. “It’s over for good now!” Ito told us.");
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        let ito = by_hand.party("Ito", PartyKind::Person);
        by_hand.says(ruiz, ["Ruiz", "said", "“It is over for good now,”"]);
        by_hand.says(ito, ["Ito", "told", "“It’s over for good now!”"]);
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH010"]);
        assert_eq!(analysis.findings[0].message, "the article gives these words to Ruiz and to Ito");
        assert_eq!(analysis.findings[0].labels[0].1, "given to Ruiz here");
    }

    #[test]
    fn one_person_under_two_names_is_one() {
        let mut by_hand =
            ByHand::new("“It is over for good now,” Ana Ruiz said. “It is over for good now,” Mrs Ruiz told us.");
        let ruiz = by_hand.party("Ana Ruiz", PartyKind::Person);
        let again = by_hand.party("Mrs Ruiz", PartyKind::Person);
        by_hand.says(ruiz, ["Ana Ruiz", "said", "“It is over for good now,”"]);
        by_hand.says(again, ["Mrs Ruiz", "told", "“It is over for good now,” Mrs"]);
        assert!(codes(&by_hand.build()).is_empty());
    }
}
