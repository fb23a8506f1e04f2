//! SH003: information passed on without a source that can be held to it.

use crate::Analysis;
use crate::attribution::Attribution;
use crate::chain::Provenance;
use crate::closed_class::{BY, NO, WEIGHED_MODALS, is_any};
use crate::finding::{Concern, Finding, Severity};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::rule::{Rule, Threshold, Values};
use crate::rules::words::{
    attributed, finding, has_any_class, has_class, holders, holds_class, is_quoted, name, origin, party, quoted,
    token_at, token_text, tokens_in,
};
use crate::span::Span;

/// Reports information that is passed on without a named source that can be
/// held to it.
///
/// Hearsay inside somebody's words is theirs to answer for, and reported, as a
/// note, only on demand: *police said he had allegedly driven off*. Accusations
/// are notes.
pub(super) struct Hearsay;

impl Rule for Hearsay {
    fn code(&self) -> &'static str {
        "SH003"
    }

    fn name(&self) -> &'static str {
        "hearsay"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn concern(&self) -> Concern {
        Concern::Unheld
    }

    fn thresholds(&self) -> &'static [Threshold] {
        &[Threshold {
            name: "within",
            about: "1 to report hearsay within the words of somebody, too",
            default: 0,
            range: 0..=1,
        }]
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Information passed on with nobody to hold to it.

The words say that somebody reported, rumoured, alleged or quoted something,
and the article names nobody: *reportedly, allegedly, is said to, was quoted
as saying, it is rumoured, reports say*.

## Why it matters

A reader cannot weigh it and a fact-checker cannot follow it. *Reportedly*
tells that the newsroom has not verified a thing, and hides who has or has not.
The word spreads: the next article cites this one.

## Example

> The port's director has reportedly offered to resign.

The chain ends there: nobody → this article.

## Better

Say who reports it (*the Harbour Gazette reported, citing two board members*)
and check it with the director. If nobody can be named, ask whether the
sentence is needed.

## Limits

- *Allegedly* has a duty in court reporting. There too the charge sheet or the
  prosecutor can be named, which is what the rule asks for.
- *Is accused of* is a note, and no finding where the accuser is named.
- Hearsay within what a named party says (*police said he allegedly drove
  off*) is theirs to answer for, and reported, as a note, only with `within` at
  1. Within quotation marks it is not reported.
- *Is expected to, is seen as, is considered* are unsourced but do not claim
  that anybody reported anything; this rule leaves them alone.
- Of 15 findings on thirty articles that no rule was tuned on, one reader
  found 13 right and 2 wrong.

## References

- AP Stylebook, *allege*: name the source of an allegation.
- SPJ Code of Ethics, *Seek Truth and Report It*: identify sources clearly.
- Reuters Handbook of Journalism, *The essentials of Reuters sourcing*.
- BBC Editorial Guidelines, section 3, *Accuracy*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "The port's director has reportedly offered to resign.",
            "The minister is said to have left the country on Sunday.",
            "It was rumored that the mill had already been sold.",
            "Several media reports suggest that the mill has been sold.",
            "Word is that the mill has been sold.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "The port's director has offered to resign, the board said on Tuesday.",
            "Prices are expected to rise next year.",
            "The report runs to ninety pages and can be bought at the counter.",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, values: &Values<'_>, report: &mut Vec<Finding>) {
        for (index, attribution, chain) in attributed(analysis) {
            if chain.provenance != Provenance::Hearsay
                || !is_told(analysis, attribution)
                || is_anothers(analysis, attribution)
                || holders(analysis, attribution).any(|(_, around)| around.provenance == Provenance::Hearsay)
                || values.get("within") == 0 && holders(analysis, attribution).next().is_some()
            {
                continue;
            }
            let Some(&span) = attribution.cue.first().or(attribution.content.first()) else { continue };
            // An unnamed party (*press reports*) or a document is not named in
            // the message.
            // *Ruiz is reportedly glad*: nobody says that she said so.
            let is_said = has_any_class(analysis, span, SAID);
            let named = origin(chain).filter(|_| is_said).filter(|l| {
                party(analysis, l).is_some_and(|p| !matches!(p.kind, PartyKind::Unnamed | PartyKind::Document))
            });
            // *Media reports say*: the cue alone says too little.
            let unsigned = |s: &&Span| s.end <= span.start && has_class(analysis, **s, Class::HEARSAY);
            let opening = attribution.source.iter().filter(|s| named.is_none() && unsigned(s));
            let cue = quoted(analysis, opening.min().map_or(span, |source| Span::new(source.start, span.end)));
            let holder = holders(analysis, attribution).find_map(|(_, around)| origin(around));
            let (message, help) = match named {
                _ if holder.is_some() => {
                    let who = holder.map_or_else(Default::default, |link| name(analysis, link));
                    (
                        format!("{cue}: {who} gives no source for this"),
                        "say on what this rests, or leave it out".to_owned(),
                    )
                }
                Some(link) => {
                    let who = name(analysis, link);
                    (
                        format!("{cue}: no source given for what {who} said"),
                        format!("say who carried the words, and check them with {who}"),
                    )
                }
                None => (
                    format!("{cue}: no source given"),
                    "say who reports this and how they know, or leave it out".to_owned(),
                ),
            };
            let mut labels: Vec<(Span, String)> = Vec::new();
            for (i, &content) in attribution.content.iter().enumerate() {
                // Content that is the cue itself gets no label.
                if content != span {
                    labels.push((content, if i == 0 { "what is passed on" } else { "goes on" }.to_owned()));
                }
            }
            labels.extend(origin(chain).map(|l| (l.mention, "the origin".to_owned())));
            labels.sort();
            labels.dedup_by_key(|(s, _)| *s);
            // In somebody's words it is theirs to answer for.
            let is_held = holders(analysis, attribution).next().is_some() || is_accusation(analysis, attribution);
            let severity = if is_held { Severity::Note } else { self.severity() };
            report.push(Finding { severity, labels, attribution: Some(index), ..finding(self, span, message, help) });
        }
    }
}

/// Classes of cues that pass on somebody's words: *was quoted as saying*.
const SAID: ClassSet = ClassSet::of(&[Class::QUOTING, Class::PASSED_ON]);

/// Whether the cue accuses: *is accused of fraud*.
fn is_accusation(analysis: &Analysis<'_>, attribution: &Attribution) -> bool {
    attribution.cue.iter().any(|&cue| has_class(analysis, cue, Class::ACCUSATION))
}

/// Whether the words name the accuser, or speak of accusations as of a thing:
/// *was accused of theft by a neighbour, might bring accusations of theft*.
fn is_anothers(analysis: &Analysis<'_>, attribution: &Attribution) -> bool {
    let agent = |&span: &Span| tokens_in(analysis, span).any(|i| is_any(token_text(analysis, i), BY));
    let is_verb = |&cue: &Span| tokens_in(analysis, cue).len() > 1;
    is_accusation(analysis, attribution)
        && (attribution.content.iter().any(agent) || !attribution.cue.iter().any(is_verb))
}

/// Whether the cue says that somebody reported the content: *reportedly,
/// rumors, was quoted*. *There were two words that he would not say* reports
/// nobody, and *ostensibly* only expresses doubt.
fn is_told(analysis: &Analysis<'_>, attribution: &Attribution) -> bool {
    const TOLD: ClassSet =
        ClassSet::of(&[Class::HEDGE, Class::HEDGE_ADJECTIVE, Class::HEARSAY, Class::QUOTING, Class::PASSED_ON]);
    // *The Clinton campaign's accusations* have an owner. A cue inside a
    // quotation is the speaker's hearsay.
    let owned = |cue: &Span| {
        // *Word is that* begins with a capital because the sentence does.
        let opens = analysis.sentence_at(cue.start).is_some_and(|s| s.start == cue.start);
        let mut words = cue.of(analysis.article.without_comments()).split_whitespace().skip(usize::from(opens));
        words.any(|w| w.starts_with(char::is_uppercase)) && words.next().is_some()
    };
    let quoted = attribution.cue.first().is_some_and(|cue| is_quoted(analysis, cue.start));
    let denied = |cue: &Span| {
        let first = token_text(analysis, token_at(analysis, cue.start));
        is_any(first, NO) || is_any(first, WEIGHED_MODALS)
    };
    // *Government claims* name who claims.
    let owned = |cue: &Span| owned(cue) || holds_class(analysis, *cue, ClassSet::of(&[Class::ORGANIZATION_NOUN]));
    // *In an email, workers were told*: the email says it.
    let has_place = !attribution.venues.is_empty() || !attribution.links.is_empty();
    if quoted || has_place || attribution.cue.iter().any(|cue| owned(cue) || denied(cue)) {
        return false;
    }
    // *multiple reports suggest that*: nobody signs them.
    let unsigned = |s: &Span| has_class(analysis, *s, Class::HEARSAY) && !owned(s);
    if attribution.source.iter().any(unsigned) {
        return true;
    }
    let is_doubt = |cue: Span| has_class(analysis, cue, Class::DOUBT);
    attribution.cue.iter().any(|&cue| has_any_class(analysis, cue, TOLD) && !is_doubt(cue))
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::party::PartyKind;
    use crate::rules::RuleSet;
    use crate::rules::by_hand::{ByHand, codes};

    #[test]
    fn points_at_the_cue() {
        let mut by_hand = ByHand::new("The move is reported to have caught them off guard.");
        by_hand.attribution(&[], &["is reported"], &["The move", "to have caught them off guard"]);
        by_hand.hearsay(None);
        let analysis = by_hand.build();
        assert_eq!(codes(&analysis), ["SH003"]);
        assert_eq!(analysis.findings[0].span.of(analysis.text()), "is reported");
        assert_eq!(analysis.findings[0].labels.len(), 2);
    }

    #[test]
    fn what_has_an_owner_or_is_no_report_is_silent() {
        for (cue, expected) in
            [("allegations", 1), ("the Ruiz campaign's allegations", 0), ("ostensibly", 0), ("two words", 0)]
        {
            let text = format!("There were {cue} that the vote was lost.");
            let mut by_hand = ByHand::new(&text);
            by_hand.attribution(&[], &[cue], &["the vote was lost"]);
            by_hand.hearsay(None);
            assert_eq!(codes(&by_hand.build()).len(), expected, "{cue}");
        }
    }

    #[test]
    fn quoted_by_nobody_named_keeps_its_origin() {
        let mut by_hand = ByHand::new("Ruiz was quoted as saying “no”.");
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.attribution(&["Ruiz"], &["was quoted as saying"], &["“no”"]);
        by_hand.hearsay(Some(ruiz));
        let analysis = by_hand.build();
        assert!(analysis.findings[0].message.starts_with("“was quoted as saying”: no source given for what Ruiz said"));
    }

    #[test]
    fn hearsay_in_somebodys_words_is_a_note_on_demand() {
        for kind in [PartyKind::Organization, PartyKind::Outlet] {
            let mut by_hand = ByHand::new("Police said he had allegedly driven off.");
            let police = by_hand.party("Police", kind);
            by_hand.says(police, ["Police", "said", "he had allegedly driven off"]);
            by_hand.attribution(&[], &["allegedly"], &["he had allegedly driven off"]).nested_in = Some(0);
            by_hand.hearsay(None);
            let analysis = by_hand.build();
            assert!(codes(&analysis).is_empty(), "{kind:?}");
            let mut rules = RuleSet::default();
            rules.rule("hearsay").unwrap().values = vec![1];
            let found: Vec<_> = rules.check(&analysis).iter().map(|f| (f.severity, f.message.clone())).collect();
            assert_eq!(found, [(Severity::Note, "“allegedly”: Police gives no source for this".to_owned())]);
        }
    }
}
