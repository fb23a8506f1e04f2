//! What the content of an attribution is made of: quotations, a nested
//! attribution, the clause with which it begins.

use super::evidence::{Evidence, words};
use crate::attribution::Attribution;
use crate::closed_class::RESUMING;
use crate::lexicon::Class;
use crate::quotation::Held;
use crate::span::Span;
use crate::syntax::{Phrase, PhraseKind, Subject};

/// How many phrases are searched for the verb of the content's first clause.
const CLAUSE: usize = 12;

/// How many attributions before and after one are searched for those nested in
/// it.
const NEAR: u32 = 12;

/// How many words may stand before the attribution with which content begins.
const LEAD: usize = 3;

/// How many sentences inside quotations are searched for the one with a token.
const QUOTED: usize = 8;

/// How many words may follow a cue that stands after its content.
const BESIDE: usize = 5;

/// Whether an attribution fills the content of its holder, or the piece of it
/// that contains its cue. Only *that*, or a short lead that says the words were
/// heard, may precede it.
pub(super) fn fills(evidence: &Evidence<'_>, up: u32, i: u32) -> bool {
    let (holder, a) = (evidence.attribution(up), evidence.attribution(i));
    let Some(&cue) = a.cue.first() else { return false };
    let Some(at) = holder.content.iter().position(|c| c.contains(cue)) else { return false };
    // *Ruiz, the Herald reported, said C*: the source *Ruiz* is a content piece
    // of its own, so pieces before the cue must belong to the source.
    if !holder.content[..at].iter().all(|piece| a.source.iter().any(|s| s.contains(*piece))) {
        return false;
    }
    let content = holder.content[at];
    // *"They told me to leave," she said. "I stayed."*: more is said than what
    // the nested attribution holds.
    let more = holder.content[at + 1..].iter().filter(|piece| !a.content.contains(piece));
    if more.map(|piece| words(piece.of(evidence.layout.text)).len()).sum::<usize>() > BESIDE {
        return false;
    }
    let spans = || a.source.iter().chain(&a.cue).chain(&a.content).filter(|s| content.overlaps(**s));
    let first = spans().map(|s| s.start).min().unwrap_or(cue.start);
    let last = spans().map(|s| s.end).max().unwrap_or(cue.end);
    let nothing = |span: Span, but: &str| {
        let tokens = evidence.layout.tokens[evidence.layout.first_from(span.start) as usize..].iter();
        let mut inside = tokens.take_while(|t| t.span.end <= span.end);
        inside.all(|t| !t.is_word() || t.text(evidence.layout.text).eq_ignore_ascii_case(but))
    };
    let lead = Span::new(content.start, first.max(content.start));
    let rest = Span::new(last.min(content.end), content.end);
    // *"C," X told his members on Friday*: a few words about addressee, place
    // or time may follow the cue.
    let behind = a.content.first().is_some_and(|c| c.end <= cue.start);
    let few = |span: Span| words(span.of(evidence.layout.text)).len() <= BESIDE;
    // *she heard him say*: a few words may precede the attribution if a verb of
    // hearing ends them. *Out of nowhere, he said, "…"*: it is also enough that
    // at least half of the content is the nested attribution's quotation.
    let heard = few(lead) && {
        let before = evidence.layout.first_from(first).checked_sub(1);
        before.is_some_and(|t| evidence.layout.has(t, Class::WITNESSING))
    };
    let heard = heard || few(lead) && evidence.sentence_route(i).heard;
    ((nothing(lead, "that") || heard) && (nothing(rest, "") || behind && few(rest)))
        || quoted(evidence, i) * 2 >= content.len()
}

/// Returns the nested attribution with which the content of `i` begins, if the
/// two have different sources: *(according to an organizer) rabbis have said …*
pub(super) fn leading(evidence: &Evidence<'_>, i: u32) -> Option<u32> {
    let a = evidence.attribution(i);
    let source = evidence.source(i);
    let near = i.saturating_sub(NEAR)..(i + NEAR).min(evidence.attributions.len() as u32);
    near.into_iter().filter(|&j| evidence.holder(j) == Some(i)).find(|&j| {
        let nested = evidence.attribution(j);
        let start = nested.cue_start().unwrap_or(0);
        let around = a.content_around(Span::new(start, start + 1));
        let before = around.map(|c| Span::new(c.start, start).of(evidence.layout.text));
        before.is_some_and(|words| words.split_whitespace().take(LEAD + 1).count() <= LEAD)
            && evidence.source(j).is_some_and(|p| Some(p) != source)
    })
}

/// Whether a later piece of the content is plainly the source's own: *"He says
/// it is late," Ruiz said. "I am glad."*
pub(super) fn resumes_alone(evidence: &Evidence<'_>, a: &Attribution) -> bool {
    a.content.iter().skip(1).any(|&piece| {
        let tokens = evidence.layout.tokens_of(piece);
        let word = |&t: &u32| evidence.layout.is_word(t) && !evidence.layout.has(t, Class::CONJUNCTION);
        let first = (tokens.start..tokens.end).find(word);
        first.is_some_and(|t| evidence.layout.is(t, RESUMING))
    })
}

/// Returns the verb group of the clause with which a piece of content begins.
pub(super) fn clause_verb<'a>(evidence: &Evidence<'a>, content: Span) -> Option<&'a Phrase> {
    let tokens = evidence.layout.tokens_of(content);
    let (phrases, subjects) = phrases_at(evidence, tokens.start)?;
    let k = phrases.partition_point(|p| p.tokens.end <= tokens.start);
    let verb = (k..phrases.len().min(k + CLAUSE)).find(|&v| {
        phrases[v].kind == PhraseKind::Verb
            && phrases[v].tokens.start < tokens.end
            && subjects[v].is_some_and(|s| s.start as usize >= k)
    })?;
    Some(&phrases[verb])
}

/// Returns the phrases of the innermost sentence that holds a token, with their
/// subjects. Sentences inside quotations are listed after the others.
fn phrases_at<'a>(evidence: &Evidence<'a>, t: u32) -> Option<(&'a [Phrase], &'a [Option<Subject>])> {
    let sentences = evidence.layout.sentences;
    let quoted = sentences.partition_point(|s| s.quotation.is_none());
    let behind = quoted + sentences[quoted..].partition_point(|s| s.tokens.start <= t);
    let inside = (quoted..behind).rev().take(QUOTED).find(|&s| sentences[s].tokens.contains(t));
    let sentence = inside.map_or(evidence.layout.sentence(t), |s| s as u32);
    Some((evidence.parse.phrases(sentence), evidence.parse.subjects(sentence)))
        .filter(|(phrases, _)| !phrases.is_empty())
}

/// Measures the quotations in an attribution's content.
fn marked(evidence: &Evidence<'_>, i: u32) -> Held {
    let a = evidence.attribution(i);
    let outer = evidence.layout.sentences.get(a.sentence as usize).and_then(|s| s.quotation);
    a.content.iter().fold(Held::default(), |sum, &c| sum.and(evidence.layout.tree.held(c, outer)))
}

/// Returns how many bytes of an attribution's content stand in quotation marks
/// of their own.
pub(super) fn quoted(evidence: &Evidence<'_>, i: u32) -> u32 {
    marked(evidence, i).bytes
}

/// Whether at least half of an attribution's content stands in quotation marks
/// of its own.
pub(super) fn in_marks(evidence: &Evidence<'_>, i: u32) -> bool {
    let all: u32 = evidence.attribution(i).content.iter().map(|s| s.len()).sum();
    all > 0 && quoted(evidence, i) * 2 >= all
}

/// Whether some of those quotation marks are nested in others, so that they
/// mark another source's words and not the holder's.
pub(super) fn has_nested_marks(evidence: &Evidence<'_>, i: u32) -> bool {
    marked(evidence, i).nested > 0
}
