//! SH014: *sources* that turn into *the source*.

use crate::Analysis;
use crate::attribution::{Act, Attribution};
use crate::closed_class::{THE, is_any, number};
use crate::finding::{Concern, Finding, Severity};
use crate::lexicon::Class;
use crate::party::PartyKind;
use crate::rule::{Rule, Values};
use crate::rules::words::{attributed, finding, origin, party, token_at, token_text};
use crate::span::Span;
use rustc_hash::FxHashMap;

/// Reports an unnamed source that is plural in one place and singular in
/// another, or is counted differently.
///
/// This is reported only where the article plainly means the same party: a bare
/// *the source* without *a source* or *one source* before it.
pub(super) struct ShiftingNumber;

impl Rule for ShiftingNumber {
    fn code(&self) -> &'static str {
        "SH014"
    }

    fn name(&self) -> &'static str {
        "shifting-number"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn concern(&self) -> Concern {
        Concern::Unclear
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Unnamed sources that change their number.

*Sources said*, and later *the source said*, though no single source was spoken
of; *an official*, and later *the officials*; *two aides* that become *the three
aides*.

## Why it matters

Whether one person said a thing or several did is all that a reader can weigh
where nobody is named. *Sources* for one source makes a claim look confirmed.

## Example

> Sources at the port said the mill was sold. The price was low, the source
> said.

## Better

> A source at the port said the mill was sold. The price was low, the source
> said.

or *one of the sources said*.

## Limits

- Only *the source, the officials* without any further word are reported, as
  they can mean none but those before; *a source* or *one of the sources* in
  between makes them right.
- What the article calls by two names (*sources*, then *the official*) is not
  compared.
- Rare: none was met in a thousand articles of edited news, so that the share of
  findings that are right is not known.
- A named person who is then called *the official* is not reported.

## References

- AP Stylebook, *anonymous sources*: the number of sources must not be
  overstated.
- Reuters Handbook of Journalism, *The essentials of Reuters sourcing*: use the
  plural only where there is more than one source.
- The New York Times, Guidelines on Integrity, *Anonymity*.
- SPJ Code of Ethics, *Seek Truth and Report It*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "Sources at the port said the mill was sold. The price was low, the source said.",
            "A senior official said on Monday that the border would stay closed.\n\nThe officials said no date had \
             been set.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "Sources at the port said the mill was sold. The price was low, one of the sources said. The source asked \
             not to be named.",
            "Two officials said on Monday that the border would stay closed.\n\nThe officials said no date had been set.",
            "Officials said the border would stay closed. Karim Haddad, an official at the ministry, was not asked. The \
             official said later that he was glad.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, _values: &Values<'_>, report: &mut Vec<Finding>) {
        // For each noun, what the text before the current source says: its
        // first singular, its first plural and its last count.
        let mut nouns: FxHashMap<String, Noun> = FxHashMap::default();
        let heads = heads(analysis);
        let mut next = 0;
        for (index, attribution, chain) in attributed(analysis) {
            let Some(&source) = attribution.source.first() else { continue };
            while let Some(head) = heads.get(next).filter(|h| h.at < source.start) {
                nouns.entry(head.noun.clone()).or_default().note(head);
                next += 1;
            }
            let unnamed = origin(chain).and_then(|l| party(analysis, l)).is_none_or(|p| p.kind == PartyKind::Unnamed);
            if !unnamed || attribution.act != Act::Statement {
                continue;
            }
            let Some(head) = heads.get(next).filter(|h| h.at < source.end) else { continue };
            if let Some(noun) = nouns.get(&head.noun)
                && let Some((message, before)) = shift(analysis, attribution, head, noun)
            {
                report.push(Finding {
                    labels: vec![(before, "named in another number here".to_owned())],
                    attribution: Some(index),
                    ..finding(self, source, message, "say how many there were, and which of them said this")
                });
            }
            if let Some(last) = heads.get(next..).and_then(|h| h.iter().take_while(|h| h.at < source.end).last()) {
                let noun = nouns.entry(last.noun.clone()).or_default();
                noun.source.get_or_insert(source);
            }
        }
    }
}

/// A noun for an unnamed party in the text.
struct Head {
    at: u32,
    span: Span,
    /// The noun in the singular, in lower case.
    noun: String,
    is_plural: bool,
    /// The number before it: 2 in *two officials*.
    count: Option<u32>,
}

/// The earlier uses of a noun.
#[derive(Default)]
struct Noun {
    one: Option<Span>,
    several: Option<Span>,
    count: Option<(u32, Span)>,
    /// The first source of an attribution that this noun named.
    source: Option<Span>,
}

impl Noun {
    fn note(&mut self, head: &Head) {
        let first = if head.is_plural { &mut self.several } else { &mut self.one };
        first.get_or_insert(head.span);
        if let Some(count) = head.count {
            self.count = Some((count, head.span));
        }
    }
}

/// Returns every *source*, *officials*, *aide* of the text, in order.
fn heads(analysis: &Analysis<'_>) -> Vec<Head> {
    let is_word = |i: usize| {
        analysis.marks.marks.get(i).is_some_and(|m| m.classes.has(Class::UNNAMED_SOURCE))
            && token_text(analysis, i).chars().all(|c| c.is_alphabetic())
    };
    let mut heads = Vec::new();
    for i in (0..analysis.tokens.len()).filter(|&i| is_word(i) && !is_word(i + 1)) {
        let text = token_text(analysis, i).to_lowercase();
        let (noun, is_plural) = match text.strip_suffix('s') {
            Some(noun) if noun.len() > 3 && !noun.ends_with('s') => (noun.to_owned(), true),
            _ => (text, false),
        };
        let count =
            (1..=3).filter_map(|n| i.checked_sub(n)).find_map(|j| number(token_text(analysis, j)).filter(|&n| n > 1));
        let span = analysis.tokens[i].span;
        heads.push(Head { at: span.start, span, noun, is_plural, count });
    }
    heads
}

/// Returns a message if the source's number contradicts an earlier use of the
/// noun, with the place of that use.
fn shift(analysis: &Analysis<'_>, attribution: &Attribution, head: &Head, noun: &Noun) -> Option<(String, Span)> {
    let source = attribution.source.first()?;
    let first = token_at(analysis, source.start);
    if !is_any(token_text(analysis, first), THE) {
        return None;
    }
    // Accepts only *the source* and *the three sources*, without other words.
    let at = token_at(analysis, head.at);
    let bare = at == first + 1;
    let counted = at == first + 2 && head.count.is_some();
    let ends = analysis.tokens.get(at).is_some_and(|t| t.span.end == source.end);
    if !ends || !(bare || counted) {
        return None;
    }
    let word = token_text(analysis, at);
    let text = analysis.article.without_comments();
    let here = source.of(text).to_lowercase();
    let changed = |before: &str| format!("“{before}” above and “{here}” here: one or several, and how many?");
    let noun_before = noun.source.map(|_| ());
    noun_before?;
    if let (Some(count), Some((before, place))) = (head.count.filter(|_| counted), noun.count)
        && count != before
    {
        return Some((changed(&format!("{before} {word}")), place));
    }
    match (head.is_plural, noun.one, noun.several) {
        (false, None, Some(place)) => Some((changed(&place.of(text).to_lowercase()), place)),
        (true, Some(place), None) => Some((changed(&place.of(text).to_lowercase()), place)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    fn shifts(first: &str, between: &str, second: &str) -> Vec<String> {
        let text = format!("{first} said it was over. {between} {second} told us that it was sad.");
        let mut by_hand = ByHand::new(&text);
        let one = by_hand.party(first, PartyKind::Unnamed);
        let two = by_hand.party(second, PartyKind::Unnamed);
        by_hand.says(one, [first, "said", "it was over"]);
        by_hand.says(two, [second, "told", "it was sad"]);
        let analysis = by_hand.build();
        assert!(codes(&analysis).contains(&"SH005"));
        analysis.findings.into_iter().filter(|f| f.code == "SH014").map(|f| f.message).collect()
    }

    #[test]
    fn the_number_changes() {
        assert_eq!(
            shifts("Sources", "", "The source"),
            ["“sources” above and “the source” here: one or several, and how many?"]
        );
        assert_eq!(
            shifts("An aide", "", "The aides"),
            ["“aide” above and “the aides” here: one or several, and how many?"]
        );
        assert_eq!(
            shifts("Two officials", "", "The three officials"),
            ["“2 officials” above and “the three officials” here: one or several, and how many?"]
        );
    }

    #[test]
    fn the_number_stays_or_another_is_meant() {
        for (first, between, second) in [
            ("Sources", "", "The sources"),
            ("Sources", "A second source was asked.", "The source"),
            ("Two officials", "", "The two officials"),
            ("Sources", "", "The source at the port"),
            ("Sources", "", "The official"),
            ("An aide", "Other aides were asked.", "The aides"),
        ] {
            assert!(shifts(first, between, second).is_empty(), "{first} {between} {second}");
        }
    }
}
