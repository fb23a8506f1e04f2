//! SH016: words that their supposed speaker denies.

mod wrongly_given;

use self::wrongly_given::{OBJECT, wrongly_given};
use crate::Analysis;
use crate::attribution::Attribution;
use crate::chain::{Chain, Role};
use crate::closed_class::{
    ADDRESSED, DID, EVER, INTRODUCING, NEVER, NOBODY_IN_PARTICULAR, OF, REFERRING, SPEAKERS, THAT, WITHOUT, is_any,
};
use crate::cover::Least;
use crate::cut;
use crate::finding::{Concern, Finding, Severity};
use crate::lexicon::{Class, ClassSet};
use crate::party::PartyKind;
use crate::rule::{Rule, Values};
use crate::rules::words::{attributed, finding, in_order, party, span_of, token_at, token_has, token_text};
use crate::span::{Span, TokenSpan};
use crate::token::TokenKind;

/// Reports phrases by which a speaker disowns words: *denied saying, said he
/// never gave the interview, disputed the quote*.
pub(super) struct DisputedQuotation;

impl Rule for DisputedQuotation {
    fn code(&self) -> &'static str {
        "SH016"
    }

    fn name(&self) -> &'static str {
        "disputed-quotation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn concern(&self) -> Concern {
        Concern::Doubted
    }

    fn docs(&self) -> &'static str {
        "\
## What it finds

Words that their speaker denies.

The article says that somebody denies having said something, disputes a
quotation, or denies the interview: *denied saying, said he never gave the
interview, disputed the quote, accused the paper of
inventing it*; or denies a report that he or she said something. Or it says
itself that words were invented or given to the wrong speaker: *was misquoted,
wrongly attributed to, the quote was made up, did not say that “…”*.

## Why it matters

As long as it is open who is right, the words cannot stand as that person's
words: not in the headline, not in the next article, not in a list of what they
said. What was denied is known to everybody; that it was denied is soon lost.

## Example

> The bishop denied saying that hell has a waiting list.

## Better

Keep the denial beside the words wherever they are repeated, name who published
them first and what that report rests on (*a recording, two guests*), and ask
for the recording.

## Limits

- Denials of deeds (*denied taking money*) are not reported: only words and
  interviews are.
- What counts is a list (classes `denial`, `disowned`, `wrongly` and `inventing`
  in the grammar's lexicons).
- The rule reads what the article says. It does not know who is right.
- Where the words stand in another article, only the denial is shown.
- *Did not deny saying* and *could not say* are no denials.

## References

- BBC Editorial Guidelines, section 3, *Accuracy*, and section 6, *Fairness*.
- The Associated Press, News Values and Principles, *Quotations* and
  *Corrections*.
- SPJ Code of Ethics, *Be Accountable and Transparent*.
- Reuters Handbook of Journalism, *Quotes*.
"
    }

    fn fires_on(&self) -> &'static [&'static str] {
        &[
            "The bishop denied saying that hell has a waiting list.",
            "Tomas Brandt said he never gave the interview. The Harbour Gazette stood by its story.",
            "“I never said that,” Lena Okafor told reporters on Monday.",
            "Okafor has repeatedly denied ever saying that the boats were safe.",
            "The minister denied having told CNN that the dam was unsafe.",
            "Okafor accused the paper of inventing a quote in which she called the boats “coffins.”",
            "Tomas Brandt said he “never uttered those words.”",
            "Brandt denied a Harbour Gazette report that he told donors he would “burn it all down.”",
            "Okafor did not say that the boats “are coffins.”",
            "The remark “coffins” was wrongly attributed to Okafor by a website.",
            "“I was misquoted,” said Tomas Brandt.",
            "The quotation “the mill is finished” was made up, the bishop's office said.",
        ]
    }

    fn silent_on(&self) -> &'static [&'static str] {
        &[
            "The bishop denied taking money from the fund.",
            "The bishop did not deny saying that hell has a waiting list.",
            "Tomas Brandt did not say when the mill would be sold.",
            "The minister denied that the border was closed.",
            "The minister accused the paper of inventing a crisis.",
            "The minister denied a report that the border was closed.",
            "The remarks are made up of three parts.",
            "The minister was not misquoted.",
            "Okafor invented the word “boatish.”",
        ]
    }

    fn check(&self, analysis: &Analysis<'_>, _values: &Values<'_>, report: &mut Vec<Finding>) {
        let mut phrases: Vec<Span> = denials(analysis)
            .into_iter()
            .chain(never_said(analysis))
            .chain(invented(analysis))
            .filter_map(|t| span_of(analysis, t))
            .collect();
        let wrong = wrongly_given(analysis);
        phrases.extend(&wrong);
        phrases.sort();
        phrases.dedup();
        // Most articles have no denial, and the indexes below take time.
        if phrases.is_empty() {
            return;
        }
        let (mut deniers, given) = (Deniers::new(analysis), Given::new(analysis));
        let mut last = None;
        for phrase in phrases {
            // Reports one finding a sentence: *denied saying it, or saying
            // anything*.
            let sentence = analysis.sentence_at(phrase.start);
            if sentence.is_some() && last == sentence {
                continue;
            }
            let denier = deniers.of(phrase);
            let own_words = is_any(token_text(analysis, token_at(analysis, phrase.start)), SPEAKERS);
            if wrong.binary_search(&phrase).is_ok() && !own_words {
                last = sentence;
                let message = "these words are said to be invented or given to the wrong speaker".to_owned();
                let attribution = denier.map(|(index, _, _)| index);
                report.push(Finding { attribution, ..finding(self, phrase, message, HELP) });
                continue;
            }
            let Some((index, attribution, who)) = denier else { continue };
            last = sentence;
            // *A spokesman said that the minister denied saying it*, where the
            // attribution found is the spokesman's: the message then names no
            // denier.
            let own_cue = attribution.cue.iter().any(|s| s.overlaps(phrase));
            if !own_cue && !own_words {
                let message = "the one to whom these words are given denies them".to_owned();
                report.push(Finding { attribution: Some(index), ..finding(self, phrase, message, HELP) });
                continue;
            }
            let name = analysis.parties.get(who as usize).map_or("the speaker".into(), |p| cut::name(&p.name));
            let own = attribution.content.first().and_then(|c| behind(analysis.article.without_comments(), *c, phrase));
            let labels = own.map(|c| (c, "what is denied".to_owned())).into_iter();
            let before = given.before(analysis, who, phrase).map(|s| (s, format!("given to {name} here")));
            report.push(Finding {
                labels: in_order(labels.chain(before).collect(), phrase),
                attribution: Some(index),
                ..finding(self, phrase, format!("{name} says that these words are not theirs"), HELP)
            });
        }
    }
}

/// Returns the content if it does not overlap the phrase, otherwise the part of
/// it after the phrase, if there is one.
fn behind(text: &str, content: Span, phrase: Span) -> Option<Span> {
    if !content.overlaps(phrase) {
        return Some(content);
    }
    let rest = Span::new(phrase.end.min(content.end), content.end);
    let space = rest.of(text).len() - rest.of(text).trim_start().len();
    let rest = Span::new(rest.start + space as u32, rest.end);
    (!rest.is_empty()).then_some(rest)
}

const HELP: &str = "keep the denial beside the words, and say what the report of them rests on";

/// The maximum distance, in tokens, from *denied* to *that* and from *accused*
/// to *of*.
const REPORT: usize = 12;

/// Finds *denied saying, has repeatedly disputed the quote*.
fn denials(analysis: &Analysis<'_>) -> Vec<TokenSpan> {
    let terms = &analysis.marks.terms;
    let mut found = Vec::new();
    for term in terms.iter().filter(|t| t.class == Class::DENIAL) {
        let end = term.tokens.end;
        let first = terms.partition_point(|t| t.tokens.start < end);
        let what = terms
            .iter()
            .skip(first)
            .take_while(|t| t.tokens.start <= end + 1)
            .find(|t| t.class == Class::DISOWNED && (t.tokens.start == end || is_adverb(analysis, end as usize)));
        let what = what.or_else(|| {
            let said = report_end(analysis, end as usize)?;
            let from = terms.partition_point(|t| (t.tokens.start as usize) < said);
            let here = terms.iter().skip(from).take_while(|t| t.tokens.start as usize == said);
            here.filter(|t| t.class == Class::DISOWNED).max_by_key(|t| t.tokens.end)
        });
        // Skips *did not deny, never denied, without denying*.
        let negated = (1..=4)
            .filter_map(|n| (term.tokens.start as usize).checked_sub(n))
            .any(|i| token_has(analysis, i, Class::NEGATION) || is_any(token_text(analysis, i), WITHOUT));
        if let Some(what) = what.filter(|_| !negated) {
            found.push(TokenSpan::new(term.tokens.start, what.tokens.end));
        }
    }
    found
}

/// Returns the index of *that* in *a Herald report that he said so*.
fn report_end(analysis: &Analysis<'_>, from: usize) -> Option<usize> {
    const REPORTS: ClassSet = ClassSet::of(&[Class::NEWS_PIECE, Class::DOCUMENT]);
    let that = (from..from + REPORT).find(|&i| is_any(token_text(analysis, i), THAT))?;
    analysis.marks.marks.get(that.checked_sub(1)?)?.classes.any(REPORTS).then_some(that)
}

/// Finds *accused the paper of inventing the quote, of having misquoted her*.
fn invented(analysis: &Analysis<'_>) -> Vec<TokenSpan> {
    let terms = &analysis.marks.terms;
    let mut found = Vec::new();
    for invent in terms.iter().filter(|t| t.class == Class::INVENTING) {
        let (first, end) = (invent.tokens.start as usize, invent.tokens.end as usize);
        let is_of = |i: &usize| is_any(token_text(analysis, *i), OF);
        let Some(of) = (1..=2).filter_map(|n| first.checked_sub(n)).find(is_of) else { continue };
        let accused = (1..REPORT).filter_map(|n| of.checked_sub(n)).find(|&i| token_has(analysis, i, Class::ACCUSING));
        let mut object = (end..end + OBJECT).take_while(|&i| analysis.tokens.get(i).is_some_and(|t| t.is_word()));
        let what = object.find(|&i| token_has(analysis, i, Class::UTTERANCE));
        let what = what.or(Some(end).filter(|&i| is_any(token_text(analysis, i), ADDRESSED)));
        if let (Some(accused), Some(what)) = (accused, what) {
            found.push(TokenSpan::new(accused as u32, what as u32 + 1));
        }
    }
    found
}

fn is_adverb(analysis: &Analysis<'_>, token: usize) -> bool {
    let word = token_text(analysis, token);
    is_any(word, EVER) || word.ends_with("ly")
}

/// Finds *I never said that, he had not given the interview*.
fn never_said(analysis: &Analysis<'_>) -> Vec<TokenSpan> {
    let word = |i: usize| token_text(analysis, i);
    let has = |i: usize, class| token_has(analysis, i, class);
    let mut found = Vec::new();
    for term in analysis.marks.terms.iter().filter(|t| t.class == Class::NEGATION) {
        let (i, after) = (term.tokens.start as usize, term.tokens.end as usize);
        // *he never, he did not, I haven't*
        let never = is_any(word(i), NEVER);
        let auxiliary = i.checked_sub(1).is_some_and(|p| is_any(word(p), DID));
        if !auxiliary && !never {
            continue;
        }
        let subject = i.checked_sub(if auxiliary { 2 } else { 1 });
        // A quotation may open after the subject: *he "never said that"*.
        let marks = |s: &usize| {
            analysis.tokens.get(*s).is_some_and(|t| matches!(t.kind, TokenKind::DoubleQuote | TokenKind::SingleQuote))
        };
        let subject = subject.filter(marks).and_then(|s| s.checked_sub(1)).or(subject);
        let Some(subject) = subject.filter(|&s| is_any(word(s), SPEAKERS)) else { continue };
        let verb = (after..after + 2).find(|&v| has(v, Class::UTTERING));
        let Some(verb) = verb.filter(|&v| v == after || has(v - 1, Class::ADVERB) || is_adverb(analysis, v - 1)) else {
            continue;
        };
        if let Some(end) = uttered(analysis, verb) {
            found.push(TokenSpan::new(subject as u32, end as u32));
        }
    }
    found
}

/// Returns where the object of a verb ends that says what was brought out: *said
/// that, gave the interview, made any such remark*.
fn uttered(analysis: &Analysis<'_>, verb: usize) -> Option<usize> {
    let at = verb + 1;
    let is = |words: &[&str]| is_any(token_text(analysis, at), words);
    let closed = analysis.tokens.get(at + 1).is_none_or(|t| !t.is_word());
    if closed && is(REFERRING) && token_has(analysis, verb, Class::REPORTING) {
        return Some(at + 1);
    }
    let noun = |class| (at + 1..at + OBJECT).find(|&n| token_has(analysis, n, class));
    if is(REFERRING) || is(NOBODY_IN_PARTICULAR) {
        noun(Class::UTTERANCE).map(|n| n + 1)
    } else if is(INTRODUCING) {
        noun(Class::INTERVIEW).map(|n| n + 1)
    } else {
        None
    }
}

/// Finds the attribution that denies, for phrases in the order of the text.
struct Deniers<'a> {
    analysis: &'a Analysis<'a>,
    cues: Least<Rank>,
    contents: Least<Rank>,
    /// Where each cue begins, sorted.
    starts: Vec<(u32, Rank)>,
}

/// The length of an attribution's content in bytes, and its index. Of the
/// attributions around a place, the least rank is the innermost one.
type Rank = (u32, u32);

impl<'a> Deniers<'a> {
    fn new(analysis: &'a Analysis<'_>) -> Self {
        let rank = |(i, a): (u32, &Attribution)| (a.content.iter().map(|s| s.len()).sum::<u32>(), i);
        let all = || attributed(analysis).map(|(i, a, _)| (a, rank((i, a))));
        let cues = || all().flat_map(|(a, rank)| a.cue.iter().map(move |&cue| (cue, rank)));
        let contents = all().flat_map(|(a, rank)| a.content.iter().map(move |&content| (content, rank)));
        let mut starts: Vec<_> = cues().map(|(cue, rank)| (cue.start, rank)).collect();
        starts.sort_unstable();
        Self { analysis, cues: Least::new(cues()), contents: Least::new(contents), starts }
    }

    /// Returns the attribution that denies: index, attribution and the party
    /// that is its origin.
    fn of(&mut self, phrase: Span) -> Option<(u32, &'a Attribution, u32)> {
        let speaker = |chain: &Chain| {
            let link = chain.links.iter().find(|l| l.role == Role::Origin)?;
            let party = party(self.analysis, link)?;
            matches!(party.kind, PartyKind::Person | PartyKind::Organization | PartyKind::Unnamed).then_some(link.party)
        };
        // Takes the innermost attribution whose cue covers the beginning of the
        // phrase. If there is none, takes the innermost of those whose cue
        // begins within the phrase and those whose content covers all of it.
        let (_, index) = self.cues.find(phrase.start + 1, phrase.start).or_else(|| {
            let first = self.starts.partition_point(|(start, _)| *start <= phrase.start);
            let cues = self.starts.get(first..)?.iter().take_while(|(start, _)| *start < phrase.end);
            let holder = self.contents.find(phrase.start + 1, phrase.end.saturating_sub(1));
            cues.map(|(_, rank)| *rank).chain(holder).min()
        })?;
        let attribution = self.analysis.attributions.get(index as usize)?;
        Some((index, attribution, speaker(self.analysis.chains.get(index as usize)?)?))
    }
}

/// The quotations of attributions that have an intermediary, as (origin, end of
/// the quotation, span), sorted. The span is that of the origin's quotation
/// that begins last among those that end at this place or before it.
struct Given(Vec<(u32, u32, Span)>);

impl Given {
    fn new(analysis: &Analysis<'_>) -> Self {
        let mut quotes = Vec::new();
        for (_, attribution, chain) in attributed(analysis) {
            if !chain.links.iter().any(|l| l.role == Role::Intermediary) {
                continue;
            }
            for link in chain.links.iter().filter(|l| l.role == Role::Origin) {
                let spans = attribution.quotes.iter().filter_map(|&q| analysis.quotations.get(q as usize));
                quotes.extend(spans.map(|q| (link.party, q.span.end, q.span)));
            }
        }
        quotes.sort_unstable();
        for one in quotes.chunk_by_mut(|a, b| a.0 == b.0) {
            let mut last = Span::default();
            for (_, _, span) in one {
                if span.start >= last.start {
                    last = *span;
                }
                *span = last;
            }
        }
        Self(quotes)
    }

    /// Returns the last quotation before the phrase that is attributed to the
    /// party. `None` if the phrase does not begin with a word.
    fn before(&self, analysis: &Analysis<'_>, who: u32, phrase: Span) -> Option<Span> {
        let first = analysis.tokens.get(token_at(analysis, phrase.start))?;
        let next = self.0.partition_point(|(party, end, _)| (*party, *end) <= (who, phrase.start));
        let (party, _, span) = self.0.get(next.checked_sub(1)?)?;
        (first.kind == TokenKind::Word && *party == who).then_some(*span)
    }
}

#[cfg(test)]
mod tests {
    use crate::attribution::Relation;
    use crate::party::PartyKind;
    use crate::rules::by_hand::{ByHand, codes};

    fn ruiz(cue: &str, content: &str) -> Vec<&'static str> {
        let text = format!("Ruiz {cue} {content}.");
        let mut by_hand = ByHand::new(&text);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        by_hand.says(ruiz, ["Ruiz", cue, content]);
        codes(&by_hand.build())
    }

    #[test]
    fn words_and_interviews_are_denied() {
        for (cue, content) in [
            ("denied", "saying it was over"),
            ("has repeatedly denied", "ever saying it was over"),
            ("disputed", "the quote"),
            ("said", "he never said that"),
            ("said", "he had not given the interview"),
            ("denied", "that he said it was over"),
            ("denied", "a Herald report that he said it was over"),
            ("accused", "the paper of making up the quote"),
            ("accused", "the paper of misquoting him"),
            ("said", "he \"never uttered those words\""),
        ] {
            assert_eq!(ruiz(cue, content), ["SH016"], "{cue} {content}");
        }
    }

    #[test]
    fn deeds_and_what_was_not_told_are_not() {
        for (cue, content) in [
            ("denied", "taking the money"),
            ("did not deny", "saying it was over"),
            ("said", "he never said that prices would fall"),
            ("said", "he did not say when"),
            ("said", "Ito never said that"),
            ("disputed", "the count"),
            ("denied", "a report that it was over"),
            ("accused", "the paper of making a statement"),
            ("accused", "the paper of inventing the numbers in the quote"),
        ] {
            assert!(ruiz(cue, content).is_empty(), "{cue} {content}");
        }
    }

    /// The finding belongs to the innermost attribution around the denial, and
    /// labels the last second-hand quotation before it.
    #[test]
    fn who_denies_and_what_was_given_to_them() {
        let mut by_hand = ByHand::new(
            "The Herald quoted Ruiz as saying “one” and “two” and Ito as saying “three.” Ruiz said “four.” \
             Weller says that Ruiz denied saying so. “Five,” the Herald quoted Ruiz.",
        );
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let ruiz = by_hand.party("Ruiz", PartyKind::Person);
        let ito = by_hand.party("Ito", PartyKind::Person);
        let weller = by_hand.party("Weller", PartyKind::Person);
        by_hand.attribution(&["Ruiz"], &["quoted"], &["“one”", "“two”"]);
        by_hand.second_hand(&[(herald, Relation::Carried)], ruiz);
        by_hand.says_through(&[(herald, Relation::Carried)], ito, ["Ito", "quoted", "“three.”"]);
        by_hand.says(ruiz, ["Ruiz", "said “four.”", "“four.”"]);
        by_hand.says(weller, ["Weller", "says", "that Ruiz denied saying so"]);
        by_hand.attribution(&["Ruiz"], &["denied"], &["saying so"]).nested_in = Some(3);
        by_hand.first_hand(ruiz);
        by_hand.says_through(&[(herald, Relation::Carried)], ruiz, ["Ruiz", "quoted", "“Five,”"]);
        let two = by_hand.span("“two”");
        let analysis = by_hand.build();
        let found = analysis.findings.iter().find(|f| f.code == "SH016").expect("a finding");
        assert_eq!(found.message, "Ruiz says that these words are not theirs");
        assert_eq!(found.attribution, Some(4));
        assert!(found.labels.contains(&(two, "given to Ruiz here".to_owned())), "{:?}", found.labels);
    }
}
