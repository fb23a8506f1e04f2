//! SH005: an origin that the article does not name.

use crate::Analysis;
use crate::attribution::Act;
use crate::chain::Provenance;
use crate::closed_class::{
    BOTH, IN, INTRODUCING, NO, NOBODY_IN_PARTICULAR, OF, ONE, PERCENT, POSSESSIVE_CLITICS, RELATIVES, is_any, number,
};
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::rule::{Rule, Values};
use crate::rules::words::{
    answers, attributed, holders, in_order, is_pronoun, name, origin, party, place, token_at, token_has, token_text,
    tokens_in,
};
use crate::span::Span;
use crate::token::Shape;
use rustc_hash::FxHashMap;

/// Reports an origin that the article describes but does not name.
///
/// There is one finding for each party, with a label at its other statements.
/// An attribution inside the words of any party but an outlet is not reported:
/// it is part of that party's statement.
///
/// Crowds (a class of the lexicon) are not reported. *Voters said* does not
/// withhold a name that the reporter could have given. The severity is a note,
/// because an unnamed source is often justified but always worth knowing.
pub(super) struct UnnamedSource;

/// The maximum number of labels of one finding.
const MOST: usize = 8;

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

A statement whose source the article does not name.

The source is described (*a senior official, two people briefed on the call,
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

- Crowds (class `crowd` in the grammar's lexicons) are no anonymous sources and
  are not reported: voters, residents, fans, protesters, *many, some, people*. A
  few of them are reported: *two residents* could have been named.
- A spokesperson without a name is reported, though the organisation behind
  them is known.
- Beliefs, wishes and stands without speech (*officials oppose the plan*) are
  not reported: no source was asked. Nor are campaigns, parties and other groups
  that speak as such, and those whom somebody named speaks of (*Ruiz said that
  officials had told her*).
- What counts as a description of a source is a list of words (class
  `unnamed-source` in the grammar's lexicons).
- Shares of a poll (*61 percent of workers, two in three*) are not reported.
- One finding for every source, at its first statement; the others are labelled
  there. *Officials* in two places are one source to this rule.
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
        // For each party, the index of its finding and the number of its
        // statements.
        let mut told: FxHashMap<u32, (usize, u32)> = FxHashMap::default();
        for (index, attribution, chain) in attributed(analysis) {
            if !matches!(chain.provenance, Provenance::Firsthand | Provenance::Secondhand) {
                continue;
            }
            // Refusals such as *never agreed to*, wishes and stances need no
            // source: a writer can observe them.
            if !matches!(attribution.act, Act::Statement | Act::Question) {
                continue;
            }
            let Some(link) = origin(chain) else { continue };
            let who = name(analysis, link);
            let Some(party) = party(analysis, link) else { continue };
            if party.kind != PartyKind::Unnamed
                || is_pronoun(&party.name)
                || is_crowd(analysis, place(analysis, party).unwrap_or(link.mention))
                || holders(analysis, attribution).any(|(_, around)| answers(analysis, around))
                || !attribution.source.iter().chain([&link.mention]).any(|&s| describes_a_source(analysis, s))
            {
                continue;
            }
            let statement = attribution.content.iter().take(1).copied();
            if let Some((i, count)) = told.get_mut(&link.party)
                && let Some(first) = report.get_mut(*i)
            {
                *count += 1;
                first.message = format!("the article does not name its source of {count} statements, {who}");
                if first.labels.len() < MOST {
                    first.labels.extend(statement.map(|s| (s, "another statement".to_owned())));
                    first.labels = in_order(std::mem::take(&mut first.labels), first.span);
                }
                continue;
            }
            // The finding points at the statement's own source, since the
            // party's mention may be a paragraph away.
            let span = attribution.source.first().copied().unwrap_or(link.mention);
            let mut labels: Vec<(Span, String)> = statement.map(|s| (s, "the statement".to_owned())).collect();
            if !link.mention.is_empty() && !span.overlaps(link.mention) {
                labels.push((link.mention, "described here".to_owned()));
            }
            labels.sort();
            told.insert(link.party, (report.len(), 1));
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

/// Whether the phrase describes people who speak without their names: *two
/// people familiar with the talks, a ministry spokesman, one of the aides, a
/// prosecutor*. Groups such as *the campaign, Democrats, the third one* do not
/// withhold a name.
fn describes_a_source(analysis: &Analysis<'_>, phrase: Span) -> bool {
    let first = token_at(analysis, phrase.start);
    let opening = token_text(analysis, first);
    if is_any(opening, NOBODY_IN_PARTICULAR) {
        return false;
    }
    let mut end = first;
    while let (Some(token), Some(mark)) = (analysis.tokens.get(end), analysis.marks.marks.get(end)) {
        // Includes *of* in *one of the aides*, but not in *the campaign of the
        // senator*.
        let part = end <= first + 2 && is_part(analysis, end);
        if token.span.start >= phrase.end || !part && end > first && mark.classes.has(Class::PREPOSITION) {
            break;
        }
        end += 1;
    }
    let terms = &analysis.marks.terms;
    let from = terms.partition_point(|t| (t.tokens.start as usize) < first);
    let mut inside = terms.iter().skip(from).take_while(|t| (t.tokens.start as usize) < end);
    inside.any(|term| {
        let fits = match term.class {
            Class::UNNAMED_SOURCE | Class::SPOKESPERSON => true,
            Class::ROLE => is_any(opening, INTRODUCING),
            _ => false,
        };
        // A name follows: *the official Karim Haddad*.
        let named = analysis
            .tokens
            .get(term.tokens.end as usize)
            .is_some_and(|next| next.span.start < phrase.end && matches!(next.shape, Shape::Capital | Shape::Upper));
        fits && !named
    })
}

/// Whether the head of the phrase is a crowd (*many young voters in the north*)
/// or the phrase is a share of people. Small numbers are no crowd, since each
/// could have been named (*two residents*).
fn is_crowd(analysis: &Analysis<'_>, phrase: Span) -> bool {
    if is_share(phrase.of(analysis.article.without_comments())) {
        return true;
    }
    let mut head = None;
    let mut is_first = true;
    for i in tokens_in(analysis, phrase).filter(|&i| analysis.tokens[i].is_word()) {
        let word = token_text(analysis, i);
        if is_first && (is_any(word, BOTH) || number(word).is_some()) {
            return false;
        }
        is_first = false;
        // In *some of the voters* and *a crowd of fans* the noun after *of*
        // decides, if there is one.
        if is_part(analysis, i) {
            is_first = true;
        } else if head.is_some() && ends_head(analysis, i) {
            break;
        } else if !is_any(word, POSSESSIVE_CLITICS) {
            head = Some(i);
        }
    }
    head.is_some_and(|head| token_has(analysis, head, Class::CROWD))
}

/// Whether the token is the *of* of *one of, dozens of, a crowd of*.
fn is_part(analysis: &Analysis<'_>, token: usize) -> bool {
    let of = is_any(token_text(analysis, token), OF);
    of && token.checked_sub(1).is_some_and(|counted| {
        let word = token_text(analysis, counted);
        word.starts_with(|c: char| c.is_ascii_digit())
            || number(word).is_some()
            || token_has(analysis, counted, Class::AMOUNT)
    })
}

/// Whether the token begins what follows the head of a noun phrase: *voters in
/// the north, fans who came, residents interviewed on Monday*.
fn ends_head(analysis: &Analysis<'_>, token: usize) -> bool {
    const AFTER: ClassSet = ClassSet::of(&[Class::PREPOSITION, Class::QUESTIONING]);
    is_any(token_text(analysis, token), RELATIVES)
        || analysis.marks.marks.get(token).is_some_and(|m| m.classes.any(AFTER))
}

/// Whether the phrase is a share of people, as in polls: *61 percent of
/// workers*, *two in three*; or *no one*.
fn is_share(phrase: &str) -> bool {
    let words: Vec<String> = phrase.split_whitespace().take(4).map(str::to_lowercase).collect();
    let share = |word: &String| is_any(word, PERCENT) || word.ends_with('%');
    let is_number = |word: &str| number(word).is_some() || word.starts_with(|c: char| c.is_ascii_digit());
    words.iter().take(3).any(share)
        || matches!(words.as_slice(), [_, between, of, ..] if is_any(between, IN) && is_number(of))
        || matches!(words.as_slice(), [no, one] if is_any(no, NO) && is_any(one, ONE))
}

#[cfg(test)]
mod tests {
    use super::is_crowd;
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};
    use crate::span::Span;

    #[test]
    fn crowds_are_known_by_their_head() {
        let is = |phrase: &str| is_crowd(&ByHand::new(phrase).build(), Span::new(0, phrase.len() as u32));
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
            assert!(is(crowd), "{crowd}");
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
            assert!(!is(source), "{source}");
        }
    }

    #[test]
    fn an_unnamed_origin_is_reported_and_a_named_one_is_not() {
        for (who, kind, expected) in [
            ("Two officials", PartyKind::Unnamed, vec!["SH005"]),
            ("Haddad", PartyKind::Person, vec![]),
            ("He", PartyKind::Unnamed, vec!["SH013"]),
            ("Voters", PartyKind::Unnamed, vec![]),
        ] {
            let text = format!("{who} said the border would stay closed.");
            let mut by_hand = ByHand::new(&text);
            let officials = by_hand.party(who, kind);
            by_hand.says(officials, [who, "said", "the border would stay closed"]);
            assert_eq!(codes(&by_hand.build()), expected);
        }
    }

    #[test]
    fn a_source_is_one_finding_however_much_it_says() {
        let mut by_hand = ByHand::new("Two aides said it was over. The aides said they were glad.");
        let aides = by_hand.party("Two aides", PartyKind::Unnamed);
        by_hand.says(aides, ["Two aides", "said", "it was over"]);
        by_hand.says(aides, ["The aides", "said", "they were glad"]);
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH005"]);
        assert_eq!(analysis.findings[0].message, "the article does not name its source of 2 statements, two aides");
        assert_eq!(analysis.findings[0].labels.len(), 2);
    }

    #[test]
    fn groups_and_hypothetical_people_withhold_no_name() {
        for who in ["The campaign", "Democrats", "Any official", "The official Haddad"] {
            let text = format!("{who} said the border would stay closed.");
            let mut by_hand = ByHand::new(&text);
            let party = by_hand.party(who, PartyKind::Unnamed);
            by_hand.says(party, [who, "said", "the border would stay closed"]);
            assert!(codes(&by_hand.build()).is_empty(), "{who}");
        }
    }

    #[test]
    fn a_statement_within_a_statement_of_the_same_source_is_one() {
        let mut by_hand = ByHand::new("Officials said they believe the border will stay closed.");
        let officials = by_hand.party("Officials", PartyKind::Unnamed);
        by_hand.says(officials, ["Officials", "said", "they believe the border will stay closed"]);
        by_hand.attribution(&["they"], &["believe"], &["the border will stay closed"]).nested_in = Some(0);
        by_hand.first_hand(officials);
        assert_eq!(codes(&by_hand.build()).len(), 1);
    }
}
