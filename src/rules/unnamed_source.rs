//! SH005: an origin that the article does not name.

use crate::Analysis;
use crate::attribution::Act;
use crate::chain::Provenance;
use crate::finding::{Finding, Severity};
use crate::party::PartyKind;
use crate::rule::{Rule, Values};
use crate::rules::words::{attributed, holders, name, origin, party};
use crate::span::Span;

/// An origin that the article describes but does not name.
///
/// One finding an attribution, so that every statement which rests on an
/// unnamed source can be found from the output; an attribution in the content
/// of another with the same origin is part of the same statement.
///
/// Crowds are left alone (a list in this file): *voters said* withholds no name that
/// the reporter could have given, and nobody granted them anonymity. A note,
/// because unnamed sources are often right and always worth knowing of.
pub struct UnnamedSource;

/// Groups that speak as a public and not as sources.
const CROWDS: &[&str] = &[
    "adults",
    "Americans",
    "audiences",
    "Britons",
    "citizens",
    "commuters",
    "consumers",
    "crowd",
    "crowds",
    "customers",
    "demonstrators",
    "electorate",
    "Europeans",
    "everybody",
    "everyone",
    "fans",
    "households",
    "listeners",
    "locals",
    "many",
    "marchers",
    "millions",
    "most",
    "nobody",
    "none",
    "onlookers",
    "passengers",
    "pedestrians",
    "people",
    "protesters",
    "protestors",
    "public",
    "readers",
    "residents",
    "respondents",
    "shoppers",
    "some",
    "spectators",
    "supporters",
    "teenagers",
    "thousands",
    "tourists",
    "travelers",
    "travellers",
    "users",
    "viewers",
    "villagers",
    "visitors",
    "voters",
    "youth",
];

impl Rule for UnnamedSource {
    fn code(&self) -> &'static str {
        "SH005"
    }

    fn name(&self) -> &'static str {
        "unnamed-source"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

A statement whose origin the article does not name.

The origin is described (*a senior official, two people briefed on the call,
analysts, a ministry spokesman*) and nowhere in the article given a name.

## Why it matters

Only the newsroom knows who it is, so only the newsroom can answer for it. The
reader cannot weigh motive or knowledge, and a fact-checker cannot ask. Where
such a statement also came through another publisher, not even this newsroom
knows.

## Example

> Two officials said on Sunday that the border would stay closed.

## Better

> Karim Haddad, who heads the border agency, said on Sunday that it would stay
> closed.

Or, where a name would do harm: say why it is withheld and how the source
knows (*an official who took part in the talks and was not allowed to speak of
them*).

## Limits

- Crowds are no anonymous sources and are not reported: voters, residents,
  fans, protesters, respondents, *many, some, people*. A few of them
  are reported: *two residents* could have been named.
- A spokesperson without a name is reported, though the organisation behind
  them is known.
- Wishes, plans and stands without speech (*officials oppose the plan*) are not
  reported: no source was asked.
- Shares of a poll (*61 percent of workers, two in three*) are not reported.
- One finding for every statement, but not for a statement within a statement
  of the same source.
- A pronoun whose antecedent was not found is not reported: the article may
  well name the speaker.
- That a source was promised anonymity, and why, is not read.

## References

- AP Stylebook, *anonymous sources*.
- The Associated Press, News Values and Principles, *Anonymous sources*.
- SPJ Code of Ethics, *Seek Truth and Report It*: motives before promises of
  anonymity, and why it was granted.
- The Guardian, Editorial Code, *Anonymous quotations*.
- Reuters Handbook of Journalism, *The essentials of Reuters sourcing*.
- BBC Editorial Guidelines, section 3, *Accuracy*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "Two officials said on Sunday that the border would stay closed.",
            "“Nobody wants this strike,” a senior manager said.",
            "The talks have failed, according to a person familiar with the matter.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "Karim Haddad, who heads the border agency, said on Sunday that it would stay closed.",
            "Many voters said the border should stay closed.",
            "The finance ministry said on Sunday that the border would stay closed.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, _values: &Values<'_>, report: &mut Vec<Finding>) {
        for (index, attribution, chain) in attributed(analysis) {
            if !matches!(chain.provenance, Provenance::Firsthand | Provenance::Secondhand) {
                continue;
            }
            // *The river never agreed to be a wall*: what nobody said needs no
            // name. Wants and stands are read off what somebody does.
            if !matches!(attribution.act, Act::Statement | Act::Question | Act::Belief) {
                continue;
            }
            let Some(link) = origin(chain) else { continue };
            let who = name(analysis, link);
            if party(analysis, link).is_none_or(|p| p.kind != PartyKind::Unnamed)
                || is_crowd(&who)
                || is_pronoun(&who)
                || holders(analysis, attribution).any(|(_, c)| origin(c).is_some_and(|o| o.party == link.party))
            {
                continue;
            }
            // The mention may be a paragraph away; the reader looks where the
            // statement is.
            let span = attribution.source.first().copied().unwrap_or(link.mention);
            let mut labels: Vec<(Span, String)> =
                attribution.content.iter().take(1).map(|&content| (content, "the statement".to_owned())).collect();
            if !link.mention.is_empty() && !span.overlaps(link.mention) {
                labels.push((link.mention, "described here".to_owned()));
            }
            labels.sort();
            report.push(Finding {
                code: self.code(),
                rule: self.name(),
                severity: self.severity(),
                message: format!("the article does not name its source, {who}"),
                help: "name the source, or say why it cannot be named and how it knows".to_owned(),
                span,
                labels,
                attribution: Some(index),
            });
        }
    }
}

/// Whether the head of the name is one of [`CROWDS`] (*many young voters in
/// the north*) and they are not so few that each could have been named
/// (*two residents*).
fn is_crowd(name: &str) -> bool {
    const FEW: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "both"];
    const AFTER_HEAD: &[&str] = &[
        "across",
        "along",
        "among",
        "around",
        "at",
        "from",
        "for",
        "in",
        "interviewed",
        "near",
        "of",
        "on",
        "outside",
        "polled",
        "surveyed",
        "that",
        "who",
        "whom",
        "whose",
        "with",
    ];
    let mut words = name.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).peekable();
    let mut head = "";
    if is_share(name) {
        return true;
    }
    if words.peek().is_some_and(|first| FEW.iter().any(|few| few.eq_ignore_ascii_case(first))) {
        return false;
    }
    while let Some(word) = words.next() {
        if AFTER_HEAD.contains(&word.to_lowercase().as_str()) {
            // *some of the voters*, *a crowd of fans*: the counted, not the
            // count, unless the count is all there is.
            if word.eq_ignore_ascii_case("of") && is_count(head) {
                return words.peek().is_none() || is_crowd(&words.collect::<Vec<_>>().join(" "));
            }
            break;
        }
        head = word;
    }
    let head = head.strip_suffix("'s").or_else(|| head.strip_suffix("’s")).unwrap_or(head);
    CROWDS.iter().any(|crowd| crowd.eq_ignore_ascii_case(head))
}

/// A speaker whom the article may well name, but who could not be resolved.
fn is_pronoun(name: &str) -> bool {
    const PRONOUNS: &[&str] = &[
        "anyone", "he", "her", "him", "his", "i", "it", "its", "me", "one", "she", "that", "them", "there", "these",
        "they", "this", "those", "us", "we", "which", "who", "whose", "you",
    ];
    PRONOUNS.iter().any(|pronoun| pronoun.eq_ignore_ascii_case(name.trim()))
}

/// *61 percent of workers*, *two in three*, *no one*: people as a pollster
/// counts them.
fn is_share(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let share = |word: &String| word == "percent" || word == "per" || word.ends_with('%');
    words.iter().take(3).any(share)
        || matches!(words.as_slice(), [_, between, of, ..] if between == "in" && (is_count(of) || of == "ten"))
        || matches!(words.as_slice(), [no, one] if no == "no" && one == "one")
}

fn is_count(word: &str) -> bool {
    const COUNTS: &[&str] = &[
        "both",
        "couple",
        "crowd",
        "dozens",
        "few",
        "group",
        "half",
        "handful",
        "hundreds",
        "majority",
        "many",
        "millions",
        "most",
        "number",
        "one",
        "scores",
        "several",
        "some",
        "thousands",
        "two",
        "three",
        "four",
        "five",
    ];
    COUNTS.iter().any(|count| count.eq_ignore_ascii_case(word)) || word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{CROWDS, is_crowd};
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    #[test]
    fn crowds_are_known_by_their_head() {
        for crowd in [
            "voters",
            "many young voters in the north",
            "Most Americans",
            "some of the fans",
            "many",
            "61 percent of late-shift workers",
            "two in three",
            "Three in five voters",
            "no one",
        ] {
            assert!(is_crowd(crowd), "{crowd}");
        }
        for source in [
            "two officials",
            "Two residents",
            "one of the voters",
            "some of the lawyers",
            "a friend of the voters",
            "aides to the fans' club",
            "sources",
            "",
        ] {
            assert!(!is_crowd(source), "{source}");
        }
    }

    #[test]
    fn crowds_are_listed_once_and_in_order() {
        assert!(CROWDS.windows(2).all(|w| w[0].to_lowercase() < w[1].to_lowercase()));
    }

    #[test]
    fn an_unnamed_origin_is_reported_and_a_named_one_is_not() {
        for (who, kind, expected) in [
            ("Two officials", PartyKind::Unnamed, vec!["SH005"]),
            ("Haddad", PartyKind::Person, vec![]),
            ("He", PartyKind::Unnamed, vec![]),
            ("Voters", PartyKind::Unnamed, vec![]),
        ] {
            let text = format!("{who} said the border would stay closed.");
            let mut by_hand = ByHand::new(&text);
            let officials = by_hand.party(who, kind);
            by_hand.attribution(&[who], &["said"], &["the border would stay closed"]);
            by_hand.first_hand(officials);
            assert_eq!(codes(&by_hand.build()), expected);
        }
    }

    #[test]
    fn a_statement_within_a_statement_of_the_same_source_is_one() {
        let mut by_hand = ByHand::new("Officials said they believe the border will stay closed.");
        let officials = by_hand.party("Officials", PartyKind::Unnamed);
        by_hand.attribution(&["Officials"], &["said"], &["they believe the border will stay closed"]);
        by_hand.first_hand(officials);
        by_hand.attribution(&["they"], &["believe"], &["the border will stay closed"]).nested_in = Some(0);
        by_hand.first_hand(officials);
        assert_eq!(codes(&by_hand.build()).len(), 1);
    }
}
