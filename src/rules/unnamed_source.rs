//! SH005: an origin that the article does not name.

use crate::Analysis;
use crate::attribution::{Act, Attribution};
use crate::chain::{Chain, ChainLink, Provenance};
use crate::closed_class::{
    BOTH, IN, INTRODUCING, NO, NOBODY_IN_PARTICULAR, OF, ONE, PERCENT, POSSESSIVE_CLITICS, RELATIVES, is_any, number,
};
use crate::finding::{Concern, Finding, Severity};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::rule::{Rule, Threshold, Values};
use crate::rules::words::{
    answers, attributed, block, finding, has_any_class, has_quoted_words, holders, holds_class, in_order,
    intermediaries, is_pronoun, is_silence, name, origin, party, place, token_at, token_has, token_text, tokens_in,
};
use crate::span::Span;
use crate::token::Shape;
use rustc_hash::{FxHashMap, FxHashSet};

/// Reports an origin that the article describes but does not name.
///
/// There is one finding for each party, with a label at its other statements.
/// An attribution inside the words of any party but an outlet is not reported:
/// it is part of that party's statement.
///
/// Crowds (a class of the lexicon) are not reported. *Voters said* does not
/// withhold a name that the reporter could have given. Statements that a
/// second-hand finding tells of are left to it.
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
        Severity::Warning
    }

    fn concern(&self) -> Concern {
        Concern::Unclear
    }

    fn thresholds(&self) -> &'static [Threshold] {
        &[Threshold {
            name: "institutions",
            about: "1 to report institutions that speak through nobody in particular, too",
            default: 0,
            range: 0..=1,
        }]
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

A statement whose source the article does not name.

The source is described (*a senior official, two people briefed on the call,
analysts*) and nowhere in the article given a name.

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
- Those who hide (*a source close to the talks, friends, officials who asked not
  to be named*) are a warning, others (*officials, an analyst*) a note.
- Institutions that speak through nobody in particular (*police said, a
  spokesman for the ministry, prosecutors*) are reported only with
  `institutions` at 1.
- A description whose name follows in the same paragraph or the next (*His
  lawyer said …*, then *the lawyer, Tom Weller, …*) is not reported.
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
- Of 21 findings on thirty articles that no rule was tuned on, one reader
  found 11 right, 8 true but useless and 2 wrong. Some of the useless were
  mended afterwards.

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

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        // For each name, the index of its finding and the number of its
        // statements.
        let mut told: FxHashMap<String, (usize, u32)> = FxHashMap::default();
        let is_known = |f: &&Finding| f.code != self.code() && f.properties.contains(&self.code());
        let known: FxHashSet<u32> = report.iter().filter(is_known).flat_map(Finding::attributions).collect();
        let chains = || known.iter().filter_map(|&i| analysis.chains.get(i as usize));
        let known_names: FxHashSet<String> =
            chains().filter_map(origin).map(|link| name(analysis, link).to_lowercase()).collect();
        for (index, attribution, chain) in attributed(analysis) {
            if !matches!(chain.provenance, Provenance::Firsthand | Provenance::Secondhand) {
                continue;
            }
            // Refusals such as *never agreed to*, wishes and stances need no
            // source: a writer can observe them. Only quoted questions do.
            let asks = attribution.act == Act::Question && has_quoted_words(attribution);
            if attribution.act != Act::Statement && !asks {
                continue;
            }
            let Some(link) = origin(chain) else { continue };
            // The finding of a second-hand route says it already.
            if known.contains(&index)
                || holders(analysis, attribution).any(|(_, around)| answers(analysis, around))
                || is_silence(analysis, attribution)
            {
                continue;
            }
            let Some((hides, is_institution)) = unnamed(analysis, attribution, chain) else { continue };
            if is_institution && values.get("institutions") == 0 {
                continue;
            }
            let severity = match hides {
                // The sentence can say it for the source: *who asked not to be
                // named*.
                Hides::Unnamed if !in_confidence(analysis, attribution) => Severity::Note,
                _ => self.severity(),
            };
            let who = name(analysis, link);
            if known_names.contains(&who.to_lowercase()) {
                continue;
            }
            let statement = attribution.content.first().copied();
            if let Some((i, count)) = told.get_mut(&who.to_lowercase())
                && let Some(first) = report.get_mut(*i)
            {
                *count += 1;
                first.severity = first.severity.max(severity);
                first.message = format!("{count} statements rest on an unnamed source: “{who}”");
                first.also.extend(statement.map(|s| (index, s)));
                if first.labels.len() < MOST {
                    first.labels.extend(statement.map(|s| (s, "another statement".to_owned())));
                    first.labels = in_order(std::mem::take(&mut first.labels), first.span);
                }
                continue;
            }
            // The finding points at the statement's own source, since the
            // party's mention may be a paragraph away.
            let span = attribution.source.first().copied().unwrap_or(link.mention);
            let mut labels: Vec<(Span, String)> = statement.iter().map(|&s| (s, "the statement".to_owned())).collect();
            if !link.mention.is_empty() && !span.overlaps(link.mention) {
                labels.push((link.mention, "described here".to_owned()));
            }
            labels.sort();
            told.insert(who.to_lowercase(), (report.len(), 1));
            let message = format!("this rests on an unnamed source: “{who}”");
            let help = "name the source, or say why it cannot be named and how it knows";
            report.push(Finding { severity, labels, attribution: Some(index), ..finding(self, span, message, help) });
        }
    }
}

/// Whether the sentence of the attribution speaks of anonymity.
fn in_confidence(analysis: &Analysis<'_>, attribution: &Attribution) -> bool {
    const HIDING: ClassSet = ClassSet::of(&[Class::HIDING]);
    let Some(cue) = attribution.cue.first() else { return false };
    let around = analysis.sentence_at(cue.start).map(|s| Span::new(s.start, s.end.min(s.start + LONGEST)));
    // The content is not about the source.
    let words = around.into_iter().flat_map(|s| tokens_in(analysis, s));
    let is_content = |i: usize| attribution.content.iter().any(|c| c.contains(analysis.tokens[i].span));
    words.filter(|&i| !is_content(i)).any(|i| analysis.marks.marks[i].classes.any(HIDING))
}

/// How many bytes of a sentence are searched for words about anonymity.
const LONGEST: u32 = 1000;

/// How the article leaves an origin without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hides {
    /// On purpose: *a source close to the talks, friends, officials who asked
    /// not to be named*.
    Hidden,
    /// Without a word about it: *officials, an analyst*.
    Unnamed,
}

/// Returns how the origin of the words is left without a name; `None` if it has
/// one, or is an institution that speaks through nobody in particular.
pub(super) fn hides(analysis: &Analysis<'_>, attribution: &Attribution, chain: &Chain) -> Option<Hides> {
    unnamed(analysis, attribution, chain).filter(|(_, is_institution)| !is_institution).map(|(hides, _)| hides)
}

/// Whether one of those who pass the words on is left without a name: *friends
/// say she is angry*.
pub(super) fn is_relayed_by_unnamed(analysis: &Analysis<'_>, chain: &Chain) -> bool {
    let is_unnamed = |link: &ChainLink| {
        let unnamed = party(analysis, link).is_some_and(|p| p.kind == PartyKind::Unnamed && !is_pronoun(&p.name));
        unnamed && describes_a_source(analysis, link.mention) && !has_any_class(analysis, link.mention, INSTITUTION)
    };
    intermediaries(chain).any(is_unnamed)
}

const INSTITUTION: ClassSet = ClassSet::of(&[Class::SPOKESPERSON, Class::AUTHORITY]);

/// Like [`hides`], with whether the origin is such an institution.
fn unnamed(analysis: &Analysis<'_>, attribution: &Attribution, chain: &Chain) -> Option<(Hides, bool)> {
    const HIDING: ClassSet = ClassSet::of(&[Class::HIDING]);
    let link = origin(chain)?;
    let party = party(analysis, link).filter(|p| p.kind == PartyKind::Unnamed && !is_pronoun(&p.name))?;
    let phrases = || attribution.source.iter().chain([&link.mention]).copied();
    if is_crowd(analysis, place(analysis, party).unwrap_or(link.mention))
        || !phrases().any(|s| describes_a_source(analysis, s))
        || phrases().any(|s| is_team(analysis, s))
        || attribution
            .source
            .first()
            .is_some_and(|&s| is_named_before(analysis, attribution, s) || names_some(analysis, s))
        || is_named_below(analysis, attribution, link.mention)
    {
        return None;
    }
    let is_hidden = phrases().any(|s| holds_class(analysis, s, HIDING));
    let is_institution = || phrases().any(|s| has_any_class(analysis, s, INSTITUTION));
    Some(if is_hidden { (Hides::Hidden, false) } else { (Hides::Unnamed, is_institution()) })
}

/// Whether the phrase is an apposition to a name: *Ana Ruiz, a former minister
/// said*.
fn is_named_before(analysis: &Analysis<'_>, attribution: &Attribution, phrase: Span) -> bool {
    let first = token_at(analysis, phrase.start);
    let before = |n: usize| first.checked_sub(n).and_then(|i| analysis.tokens.get(i));
    let is_comma = before(1).is_some_and(|t| t.text(analysis.article.without_comments()) == ",");
    // *It will fight Ruiz, officials said*: the name belongs to the content.
    let is_content = |span: Span| attribution.content.iter().any(|c| c.overlaps(span));
    let near = |span: &Span| before(2).is_some_and(|name| span.contains(name.span) && !is_content(name.span));
    let named = |p: &crate::party::Party| {
        let next = p.mentions.partition_point(|m| m.start < phrase.start);
        p.kind == PartyKind::Person && next.checked_sub(1).and_then(|i| p.mentions.get(i)).is_some_and(near)
    };
    is_comma && analysis.parties.iter().take(MOST_PEOPLE).any(named)
}

/// Whether the phrase names some of those it speaks of: *allies, including Ana
/// Ruiz*.
fn names_some(analysis: &Analysis<'_>, phrase: Span) -> bool {
    let comma = phrase.of(analysis.article.without_comments()).find(',').map(|at| phrase.start + at as u32);
    let inside = |m: &Span| comma.is_some_and(|comma| m.start > comma && m.end <= phrase.end);
    let named = |p: &crate::party::Party| {
        let next = p.mentions.partition_point(|m| m.start < phrase.start);
        p.kind == PartyKind::Person && p.mentions.get(next).is_some_and(inside)
    };
    comma.is_some() && analysis.parties.iter().take(MOST_PEOPLE).any(named)
}

/// Whether the phrase ends in a group that speaks as one: *the Ruiz team*.
fn is_team(analysis: &Analysis<'_>, phrase: Span) -> bool {
    tokens_in(analysis, phrase).next_back().is_some_and(|last| token_has(analysis, last, Class::ORGANIZATION_NOUN))
}

/// How many tokens may stand between a description and the name.
const NEAR: usize = 4;

/// Whether the paragraph of the statement, or the next one, gives the name to
/// the description: *His lawyer said …*, then *the lawyer, Tom Weller, …*.
fn is_named_below(analysis: &Analysis<'_>, attribution: &Attribution, mention: Span) -> bool {
    let source = attribution.source.first().copied().unwrap_or(mention);
    let inside = tokens_in(analysis, source);
    let is_head = |&i: &usize| token_has(analysis, i, Class::ROLE) || token_has(analysis, i, Class::UNNAMED_SOURCE);
    let Some(head) = inside.clone().rev().find(is_head).map(|i| token_text(analysis, i)) else { return false };
    // *officials* are several; the name of one is not theirs.
    if head.ends_with('s') {
        return false;
    }
    let blocks = &analysis.article.blocks;
    let here = block(analysis, source.start);
    let Some(last) = blocks.iter().skip(here).filter(|b| b.is_read()).take(2).last() else { return false };
    let until = token_at(analysis, last.span.end);
    let from = inside.end.max(1);
    let places = (from..until.min(from + FAR)).filter(|&i| token_text(analysis, i).eq_ignore_ascii_case(head));
    let names = |i: usize| {
        let around = i.saturating_sub(NEAR)..i + NEAR + 1;
        let near = |span: &Span| around.contains(&token_at(analysis, span.start));
        // Parties are in the order of their first mentions.
        let next = analysis.parties.partition_point(|p| p.mentions.first().is_some_and(|m| m.start <= source.start));
        let people = analysis.parties.iter().skip(next).take(MOST_PEOPLE).filter(|p| p.kind == PartyKind::Person);
        people.into_iter().any(|p| p.mentions.iter().take(NEAR).any(near))
    };
    places.take(2).any(names)
}

/// How many tokens are searched for a name, and how many people are tried.
const FAR: usize = 200;
const MOST_PEOPLE: usize = 100;

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
        assert_eq!(analysis.findings[0].message, "2 statements rest on an unnamed source: “two aides”");
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
