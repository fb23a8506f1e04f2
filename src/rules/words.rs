//! Queries on an analysis and phrases of messages that several rules share.

use crate::Analysis;
use crate::article::BlockKind;
use crate::attribution::{Act, Attribution, QuotationKind, Relation};
use crate::chain::{Chain, ChainLink, Provenance, Role};
use crate::closed_class::{POSSESSIVE_CLITICS, PRONOUNS, THE, is_any, opens_description};
use crate::cut;
use crate::finding::Finding;
use crate::lexicon::{Class, ClassSet};
use crate::party::{Party, PartyKind};
use crate::rule::{Rule, Threshold, Values};
use crate::span::{Span, TokenSpan};
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// The least confidence of a chain that a rule reports.
pub(super) const CONFIDENCE: Threshold = Threshold {
    name: "confidence",
    about: "how likely, in per cent, all intermediaries of a chain must be right for a finding",
    default: 60,
    range: 0..=100,
};

/// The least confidence of a chain whose origin is named in a message, where the
/// text has only a pronoun for it.
pub(super) const NAMING: Threshold = Threshold {
    name: "name",
    about: "how likely, in per cent, a chain must be right for a message to name whom *he* or *she* means",
    default: 70,
    range: 0..=100,
};

/// Whether a chain is as likely right as the rule's settings ask.
pub(super) fn is_sure(chain: &Chain, values: &Values<'_>) -> bool {
    u32::from(chain.confidence()) >= values.get(CONFIDENCE.name)
}

/// Iterates over the attributions, each with its index and its chain.
pub(super) fn attributed<'a>(analysis: &'a Analysis<'_>) -> impl Iterator<Item = (u32, &'a Attribution, &'a Chain)> {
    (0u32..).zip(&analysis.attributions).zip(&analysis.chains).map(|((i, a), c)| (i, a, c))
}

/// Whether the content has words in quotation marks.
pub(super) fn has_quoted_words(attribution: &Attribution) -> bool {
    attribution.quotation != QuotationKind::Indirect
}

/// The maximum number of enclosing attributions that are looked at.
const DEEPEST: usize = 64;

/// Iterates over the attributions whose content holds this one, with their
/// chains, the innermost first; [`DEEPEST`] at most.
pub(super) fn holders<'a>(
    analysis: &'a Analysis<'_>,
    attribution: &Attribution,
) -> impl Iterator<Item = (&'a Attribution, &'a Chain)> {
    let mut next = attribution.nested_in;
    std::iter::from_fn(move || {
        let i = next? as usize;
        let holder = analysis.attributions.get(i)?;
        next = holder.nested_in;
        Some((holder, analysis.chains.get(i)?))
    })
    .take(analysis.attributions.len().min(DEEPEST))
}

pub(super) fn party<'a>(analysis: &'a Analysis<'_>, link: &ChainLink) -> Option<&'a Party> {
    analysis.parties.get(link.party as usize)
}

/// Returns the party's name as it reads within a sentence, [cut](cut::name): *two
/// officials* for a party that the article first calls *Two officials*, *the
/// BBC* for one that it calls *the BBC*.
pub(super) fn name<'a>(analysis: &'a Analysis<'_>, link: &ChainLink) -> Cow<'a, str> {
    let Some(party) = party(analysis, link) else { return Cow::Borrowed("a party without a name") };
    // A pronoun that was not resolved is shown in quotation marks.
    if party.kind == PartyKind::Unnamed && is_pronoun(&party.name) {
        return Cow::Owned(format!("“{}”", party.name.to_lowercase()));
    }
    let name = cut::name(&party.name);
    let (first, rest) = name.split_at(name.find(' ').unwrap_or(name.len()));
    let is_name = matches!(party.kind, PartyKind::Person | PartyKind::Outlet);
    let is_small = || opens_description(first) || begins_with_rank(analysis, party);
    match party.kind {
        _ if is_any(first, THE) && !rest.is_empty() => Cow::Owned(format!("{}{rest}", first.to_lowercase())),
        _ if !is_name && !rest.is_empty() && is_small() => Cow::Owned(format!("{}{rest}", first.to_lowercase())),
        PartyKind::Outlet | PartyKind::Organization if has_article(analysis, party) => {
            Cow::Owned(format!("{} {name}", THE[0]))
        }
        _ => name,
    }
}

/// How many mentions of a party are looked at for its article.
const MENTIONS: usize = 8;

/// Whether the text writes the party's name with *the*: *the BBC*, but not *the
/// BBC reporter*.
fn has_article(analysis: &Analysis<'_>, party: &Party) -> bool {
    let has = |mention: &Span| {
        let tokens = tokens_in(analysis, *mention);
        let the = |i: usize| is_any(token_text(analysis, i), THE);
        let before = the(tokens.start) || tokens.start.checked_sub(1).is_some_and(the);
        let phrase = |i: usize| analysis.parse.phrase_at(i as u32).map(|phrase| phrase.tokens);
        // The phrase of the name ends with the name, or with its *'s*.
        let is_whole = tokens.end.checked_sub(1).and_then(phrase).is_none_or(|p| {
            p.end as usize <= tokens.end || is_any(token_text(analysis, tokens.end), POSSESSIVE_CLITICS)
        });
        before && is_whole
    };
    let mentions = party.mentions.iter().take(MENTIONS);
    mentions.clone().filter(|m| has(m)).count() * 2 > mentions.count()
}

/// Whether the place that names the party begins with an adjective of rank:
/// *Senior officials*.
fn begins_with_rank(analysis: &Analysis<'_>, party: &Party) -> bool {
    place(analysis, party).is_some_and(|place| token_has(analysis, token_at(analysis, place.start), Class::RANK))
}

/// Returns the party's whole name in one of the first mentions.
pub(super) fn place(analysis: &Analysis<'_>, party: &Party) -> Option<Span> {
    let text = analysis.article.without_comments();
    let full = party.mentions.iter().take(8).find(|mention| mention.of(text).starts_with(&party.name))?;
    Some(Span::new(full.start, full.start + party.name.len() as u32))
}

pub(super) fn origin(chain: &Chain) -> Option<&ChainLink> {
    chain.links.iter().find(|l| l.role == Role::Origin)
}

/// Iterates over the intermediaries, the nearest to the article first.
pub(super) fn intermediaries(chain: &Chain) -> impl DoubleEndedIterator<Item = &ChainLink> {
    chain.links.iter().filter(|l| l.role == Role::Intermediary)
}

/// Whether a second-hand attribution gets a finding of its own.
///
/// A nested attribution gets one only if its chain names a party that the
/// second-hand chains around it do not name. *The Herald quoted Ruiz as saying
/// that the mayor had told her to wait*: the mayor's words passed through one
/// intermediary more than Ruiz's, so they get a second finding. *A spokesman
/// said the minister believes it is over*: a nested attribution whose chain has
/// the same parties as the one around it gets none.
///
/// In addition, if every intermediary is a party of the chains around it, the
/// attribution must be speech, a question or a quotation. *Ruiz said nobody
/// wants a strike, but the union told her it will vote*: Ruiz passes on the
/// union's words, while *nobody wants a strike* is Ruiz's own view.
pub(super) fn is_worth_telling(analysis: &Analysis<'_>, attribution: &Attribution, chain: &Chain) -> bool {
    let parties = |second_hand: bool| -> FxHashSet<u32> {
        holders(analysis, attribution)
            .filter(|(_, c)| !second_hand || c.provenance == Provenance::Secondhand)
            .flat_map(|(_, c)| c.links.iter().map(|l| l.party))
            .collect()
    };
    let told = parties(true);
    let adds_a_party = told.is_empty() || chain.links.iter().any(|l| !told.contains(&l.party));
    let around = parties(false);
    let only_from_inside = !around.is_empty() && intermediaries(chain).all(|l| around.contains(&l.party));
    let passed_on = matches!(attribution.act, Act::Statement | Act::Question) || has_quoted_words(attribution);
    // A report that an outlet carried counts, whatever its act.
    let reported = intermediaries(chain).any(|l| l.relation == Some(Relation::Carried));
    adds_a_party && (passed_on || reported || !only_from_inside)
}

/// Whether the origin of the chain can be held to what its words contain. This
/// is so for every party but an outlet, which may only pass it on.
pub(super) fn answers(analysis: &Analysis<'_>, chain: &Chain) -> bool {
    origin(chain).and_then(|l| party(analysis, l)).is_some_and(|p| p.kind != PartyKind::Outlet)
}

/// Builds a finding with the rule's code and severity, without labels.
pub(super) fn finding(rule: &dyn Rule, span: Span, message: String, help: impl Into<String>) -> Finding {
    Finding {
        code: rule.code(),
        rule: rule.name(),
        severity: rule.severity(),
        message,
        help: help.into(),
        span,
        labels: Vec::new(),
        attribution: None,
        also: Vec::new(),
        properties: Vec::new(),
        confidence: 100,
        concern: rule.concern(),
        is_route: false,
    }
}

/// Whether a name is a description of several: *Islamist websites*, not *The
/// Times*.
pub(super) fn is_plural(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    last.starts_with(char::is_lowercase) && last.ends_with('s')
}

/// The maximum length in characters of words that a message quotes.
const LONGEST_QUOTED: usize = 60;

/// Returns words of the article for a message: *“is said to have”*.
pub(super) fn quoted(analysis: &Analysis<'_>, span: Span) -> String {
    let words = span.of(analysis.article.without_comments()).split_whitespace().take(LONGEST_QUOTED);
    let words = words.collect::<Vec<_>>().join(" ");
    format!("“{}”", cut::cut(words.trim_matches(['“', '”', '"', ',']), LONGEST_QUOTED))
}

/// The maximum number of words of a content that says only that nothing is said.
const SILENCE: usize = 8;

/// Whether the attribution reports that nothing was said: a refusal, a request
/// for comment, the wish not to be named.
pub(super) fn is_silence(analysis: &Analysis<'_>, attribution: &Attribution) -> bool {
    const ANONYMITY: ClassSet = ClassSet::of(&[Class::HIDING]);
    let text = analysis.article.without_comments();
    let words = |span: &Span| span.of(text).split_whitespace();
    if attribution.content.iter().flat_map(words).nth(SILENCE).is_some() {
        return false;
    }
    let refuses = attribution.cue.iter().any(|&cue| has_class(analysis, cue, Class::WITHHOLDING));
    let asks = |&span: &Span| {
        let tokens = tokens_in(analysis, span);
        // *echoed that comment*: a determiner makes it a remark.
        tokens.clone().any(|i| {
            let is_remark = i.checked_sub(1).is_some_and(|before| token_has(analysis, before, Class::DETERMINER));
            token_has(analysis, i, Class::COMMENT) && !is_remark
        })
    };
    let is_request = || attribution.cue.iter().chain(&attribution.content).any(asks);
    let hides = || {
        let wish = matches!(attribution.act, Act::Question | Act::Intention | Act::Attitude);
        wish && attribution.content.iter().any(|&c| holds_class(analysis, c, ANONYMITY))
    };
    attribution.quotation == QuotationKind::Indirect && (refuses || is_request() || hides())
}

/// Whether the name is only a pronoun: the party was not resolved, and the
/// article may well name it.
pub(super) fn is_pronoun(name: &str) -> bool {
    is_any(name.trim(), PRONOUNS)
}

/// Returns the index of the block that holds the byte at `at`, or of the next
/// block after it.
pub(super) fn block(analysis: &Analysis<'_>, at: u32) -> usize {
    analysis.article.blocks.partition_point(|b| b.span.end <= at)
}

/// Returns a predicate: whether a byte offset lies in a block with remains of
/// HTML tags. The quotation marks of HTML attributes are no quotations and
/// confuse the pairing of other marks. The predicate keeps its last block, so
/// that offsets asked in the order of the text read each block once.
pub(super) fn in_code(analysis: &Analysis<'_>) -> impl FnMut(u32) -> bool {
    let mut last = (usize::MAX, false);
    move |at| {
        let block = block(analysis, at);
        if last.0 != block {
            let text =
                analysis.article.blocks.get(block).map_or("", |b| b.span.of(analysis.article.without_comments()));
            last = (block, text.contains("=\""));
        }
        last.1
    }
}

/// Whether the offset lies within one of the last eight quotations that begin
/// at it or before it.
pub(super) fn is_quoted(analysis: &Analysis<'_>, at: u32) -> bool {
    let next = analysis.quotations.partition_point(|q| q.span.start <= at);
    analysis.quotations.iter().take(next).rev().take(8).any(|q| at < q.span.end)
}

/// Returns the kind of the block that [`block`] finds.
pub(super) fn block_kind(analysis: &Analysis<'_>, at: u32) -> BlockKind {
    analysis.article.blocks.get(block(analysis, at)).map_or(BlockKind::Paragraph, |b| b.kind)
}

/// Returns the index of the first token that begins at `at` or after it.
pub(super) fn token_at(analysis: &Analysis<'_>, at: u32) -> usize {
    analysis.tokens.partition_point(|t| t.span.start < at)
}

/// Whether one of the first twelve tokens of the span has the class.
pub(super) fn has_class(analysis: &Analysis<'_>, span: Span, class: Class) -> bool {
    has_any_class(analysis, span, ClassSet::of(&[class]))
}

/// Whether one of the first twelve tokens of the span has one of the classes.
pub(super) fn has_any_class(analysis: &Analysis<'_>, span: Span, classes: ClassSet) -> bool {
    let first = token_at(analysis, span.start);
    let inside = |i: &usize| analysis.tokens.get(*i).is_some_and(|t| t.span.start < span.end);
    let mut marks = (first..first + 12).take_while(inside).filter_map(|i| analysis.marks.marks.get(i));
    marks.any(|mark| mark.classes.any(classes))
}

/// Whether a token of the span has one of the classes.
pub(super) fn holds_class(analysis: &Analysis<'_>, span: Span, classes: ClassSet) -> bool {
    tokens_in(analysis, span).any(|i| analysis.marks.marks.get(i).is_some_and(|mark| mark.classes.any(classes)))
}

/// Whether a token of the span is one of the words, in whatever case.
pub(super) fn holds_word(analysis: &Analysis<'_>, span: Span, words: &[&str]) -> bool {
    tokens_in(analysis, span).any(|i| is_any(token_text(analysis, i), words))
}

/// Returns the indices of the tokens that begin in the span.
pub(super) fn tokens_in(analysis: &Analysis<'_>, span: Span) -> std::ops::Range<usize> {
    token_at(analysis, span.start)..token_at(analysis, span.end)
}

/// Returns the span of the tokens; `None` for indices out of range.
pub(super) fn span_of(analysis: &Analysis<'_>, tokens: TokenSpan) -> Option<Span> {
    let first = analysis.tokens.get(tokens.start as usize)?;
    let last = analysis.tokens.get((tokens.end as usize).checked_sub(1)?)?;
    Some(Span::new(first.span.start, last.span.end))
}

/// Whether the token has the class.
pub(super) fn token_has(analysis: &Analysis<'_>, index: usize, class: Class) -> bool {
    analysis.marks.marks.get(index).is_some_and(|mark| mark.classes.has(class))
}

/// Returns the text of the token; empty for an index out of range.
pub(super) fn token_text<'a>(analysis: &'a Analysis<'_>, index: usize) -> &'a str {
    analysis.tokens.get(index).map_or("", |t| t.text(analysis.article.without_comments()))
}

/// Whether the name means the article's own publisher or agency.
pub(super) fn is_own(analysis: &Analysis<'_>, name: &str) -> bool {
    let bare = |name: &str| {
        let name = cut::name(name.trim()).to_lowercase();
        name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
    };
    let name = bare(name);
    let metadata = &analysis.article.metadata;
    [&metadata.publisher, &metadata.agency].into_iter().flatten().map(|own| bare(own)).any(|own| {
        own == name
            || own.strip_prefix(&name).is_some_and(|rest| rest.starts_with([' ', '.']))
            // *The Times*, where the publisher is The New York Times.
            || own.strip_suffix(&name).is_some_and(|rest| rest.ends_with(' '))
            || name.strip_prefix(&own).is_some_and(|rest| rest.starts_with([' ', '.', '\'', '’']))
    })
}

/// Sorts the labels by place, keeps one for each place, and drops those that
/// are empty or at `primary`.
pub(super) fn in_order(mut labels: Vec<(Span, String)>, primary: Span) -> Vec<(Span, String)> {
    labels.retain(|(span, _)| !span.is_empty() && *span != primary);
    labels.sort();
    labels.dedup_by_key(|(span, _)| *span);
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::by_hand::{ByHand, codes};

    /// All offsets of a paragraph get the same answer.
    #[test]
    fn what_is_in_code_is_asked_place_by_place() {
        let text = "No.\n\n<a href=\"x\"> \" \"\n\nNo.";
        let analysis = ByHand::new(text).build();
        let mut is_code = in_code(&analysis);
        let found: Vec<bool> = (0..text.len() as u32).map(&mut is_code).collect();
        assert_eq!(found.iter().filter(|is| **is).count(), text.lines().nth(2).expect("a line").len() + 2);
        assert!(!is_code(0) && is_code(10));
    }

    #[test]
    fn what_one_can_argue_is_nobodys_claim() {
        let mut by_hand = ByHand::new("The Herald says you can argue that it was over.");
        let herald = by_hand.party("The Herald", PartyKind::Outlet);
        let you = by_hand.party("you", PartyKind::Unnamed);
        by_hand.says(herald, ["The Herald", "says", "you can argue that it was over"]);
        by_hand.attribution(&["you"], &["argue"], &["that it was over"]).nested_in = Some(0);
        by_hand.second_hand(&[(herald, Relation::Carried)], you);
        assert!(!codes(&by_hand.build()).contains(&"SH002"));
    }

    #[test]
    fn a_cycle_of_holders_ends() {
        let mut by_hand = ByHand::new("A said B said C.");
        by_hand.attribution(&["A"], &["said"], &["B said C"]).nested_in = Some(0);
        let analysis = by_hand.build();
        assert_eq!(holders(&analysis, &analysis.attributions[0]).count(), 1);
    }
}
