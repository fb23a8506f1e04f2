//! Finds where a text says that words were never said, or given to the wrong
//! speaker.

use crate::Analysis;
use crate::closed_class::{BE, DID, NEVER, OF, SPEAKERS, WHAT, is_any};
use crate::lexicon::{Class, ClassSet};
use crate::rules::words::{attributed, has_quoted_words, span_of, token_at, token_has, token_text, tokens_in};
use crate::span::{Span, TokenSpan};

/// The maximum distance, in tokens, from a verb to the noun of its object.
pub(super) const OBJECT: usize = 4;

/// How many tokens before a verb its negation can stand.
const NEGATED: usize = 4;

/// How many tokens after *was* the word that calls the quotation invented can
/// stand: *was in fact entirely made up*.
const CALLED: usize = 4;

/// Returns the phrases in the order of the text.
pub(super) fn wrongly_given(analysis: &Analysis<'_>) -> Vec<Span> {
    let mut tokens = wrongly(analysis);
    tokens.extend(misquoted(analysis));
    tokens.extend(not_what_was_said(analysis));
    tokens.extend(made_up(analysis));
    let mut found: Vec<Span> = tokens.into_iter().filter_map(|t| span_of(analysis, t)).collect();
    found.extend(never_said(analysis));
    found.sort();
    found
}

fn has(analysis: &Analysis<'_>, at: usize, class: Class) -> bool {
    token_has(analysis, at, class)
}

/// Whether a negation stands before the token: *was not misquoted*.
fn negated(analysis: &Analysis<'_>, at: usize) -> bool {
    (at.saturating_sub(NEGATED)..at).any(|t| has(analysis, t, Class::NEGATION))
}

/// The tokens of the terms of a class.
fn terms(analysis: &Analysis<'_>, class: Class) -> impl Iterator<Item = TokenSpan> {
    analysis.marks.terms.iter().filter(move |t| t.class == class).map(|t| t.tokens)
}

/// Finds *wrongly quoted, falsely attributes the remark, quoted incorrectly*;
/// of reports, only those that hold a quotation.
fn wrongly(analysis: &Analysis<'_>) -> Vec<TokenSpan> {
    const GIVING: ClassSet = ClassSet::of(&[Class::QUOTING, Class::ATTRIBUTING]);
    let gives = |t: usize| analysis.marks.marks.get(t).is_some_and(|m| m.classes.any(GIVING));
    // Where the cues of attributions with quotations end.
    let mut ends: Vec<u32> = Vec::new();
    let mut holds_quotation = |t: usize| {
        if ends.is_empty() {
            let quoting = attributed(analysis).filter(|(_, a, _)| has_quoted_words(a));
            ends.extend(quoting.flat_map(|(_, a, _)| &a.cue).map(|c| c.end));
            ends.sort_unstable();
        }
        analysis.tokens.get(t).is_some_and(|t| ends.binary_search(&t.span.end).is_ok())
    };
    let mut found = Vec::new();
    for wrong in terms(analysis, Class::WRONGLY) {
        let (start, end) = (wrong.start as usize, wrong.end as usize);
        if negated(analysis, start) || has(analysis, start, Class::INVENTING) {
            continue;
        }
        if gives(end) || has(analysis, end, Class::NEWS_VERB) && holds_quotation(end) {
            found.push(TokenSpan::new(wrong.start, wrong.end + 1));
        } else if start > 0 && gives(start - 1) {
            found.push(TokenSpan::new(wrong.start - 1, wrong.end));
        }
    }
    found
}

/// Finds *not what I said*.
fn not_what_was_said(analysis: &Analysis<'_>) -> Vec<TokenSpan> {
    let word = |t: usize| token_text(analysis, t);
    let says = |t: &TokenSpan| {
        let end = t.end as usize;
        let closed = analysis.tokens.get(end + 3).is_none_or(|t| !t.is_word());
        closed && is_any(word(end), WHAT) && is_any(word(end + 1), SPEAKERS) && has(analysis, end + 2, Class::UTTERING)
    };
    terms(analysis, Class::NEGATION).filter(says).map(|t| TokenSpan::new(t.start, t.end + 3)).collect()
}

/// Finds *misquoted*, with the pronoun of the one who says so: *I was
/// misquoted*.
fn misquoted(analysis: &Analysis<'_>) -> Vec<TokenSpan> {
    let mut found = Vec::new();
    for verb in terms(analysis, Class::WRONGLY).filter(|t| has(analysis, t.start as usize, Class::INVENTING)) {
        let mut start = verb.start as usize;
        if negated(analysis, start) {
            continue;
        }
        let auxiliary = |t: usize| is_any(token_text(analysis, t), BE) || is_any(token_text(analysis, t), DID);
        while start > 0 && (auxiliary(start - 1) || has(analysis, start - 1, Class::ADVERB)) {
            start -= 1;
        }
        let speaker = start > 0 && start < verb.start as usize && is_any(token_text(analysis, start - 1), SPEAKERS);
        found.push(TokenSpan::new((start - usize::from(speaker)) as u32, verb.end));
    }
    found
}

/// Finds *the quotation was made up, the quote is fake, those words were never
/// spoken*.
fn made_up(analysis: &Analysis<'_>) -> Vec<TokenSpan> {
    let is_of = |t: usize| is_any(token_text(analysis, t), OF);
    let mut found = Vec::new();
    for noun in terms(analysis, Class::UTTERANCE) {
        let mut at = noun.end as usize;
        // *the quotation “the paper is finished” was made up*
        let quoted = analysis.tokens.get(at).map(|t| t.span.start);
        if let Some(start) = quoted
            && let Ok(q) = analysis.quotations.binary_search_by_key(&start, |q| q.span.start)
        {
            at = analysis.quotations[q].tokens.end as usize;
        }
        let be = (at..at + 2).find(|&t| is_any(token_text(analysis, t), BE));
        let Some(be) = be else { continue };
        let called = (be + 1..be + 1 + CALLED).take_while(|&t| analysis.tokens.get(t).is_some_and(|t| t.is_word()));
        let mut never = false;
        for t in called {
            never |= has(analysis, t, Class::NEGATION);
            let invented = has(analysis, t, Class::INVENTING);
            let said = has(analysis, t, Class::UTTERING);
            let end = (t..t + 2).rev().find(|&e| has(analysis, e, Class::INVENTING)).unwrap_or(t) + 1;
            if invented && !never && !is_of(end) || never && said {
                found.push(TokenSpan::new(noun.start, end as u32));
                break;
            }
        }
    }
    found
}

/// Finds cues by which the writer says that somebody did not say quoted words:
/// *did not say that the mill was “finished”*. What the speaker would not say
/// is no such thing.
fn never_said(analysis: &Analysis<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    for (_, attribution, _) in attributed(analysis) {
        if !has_quoted_words(attribution) || attribution.source.is_empty() {
            continue;
        }
        let Some(&cue) = attribution.cue.first() else { continue };
        let tokens = tokens_in(analysis, cue);
        let never = |t: usize| {
            is_any(token_text(analysis, t), NEVER)
                || t > 0 && has(analysis, t, Class::NEGATION) && is_any(token_text(analysis, t - 1), DID)
        };
        let says = |t: usize| has(analysis, t, Class::UTTERING) || has(analysis, t, Class::NAMING);
        let source = attribution.source.first().map_or(0, |s| token_at(analysis, s.start));
        let who = token_text(analysis, source);
        let denies = tokens.clone().any(never) && tokens.clone().any(says);
        if denies && !is_any(who, SPEAKERS) {
            found.push(cue);
        }
    }
    found
}
