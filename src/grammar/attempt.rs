//! The state of one attempt to match a pattern, and parsers for single phrases.

use super::pattern::Capture;
use super::sentence_context::SentenceContext;
use crate::span::TokenSpan;
use crate::syntax::{Phrase, PhraseKind as K, Seq};
use nom::error::{Error, ErrorKind};
use nom::{IResult, Input, Parser};

pub(super) type Phrases<'p> = Seq<'p, Phrase>;
pub(super) type Parsed<'p> = IResult<Phrases<'p>, Phrases<'p>>;

/// What a pattern captured.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Match {
    pub(super) captures: Vec<(Capture, TokenSpan)>,
    /// Index in the lexicon of the predicate that the cue is a form of.
    pub(super) predicate: Option<u32>,
    /// Index of the token that is the cue's head.
    pub(super) head: u32,
    /// Whether the content is the sentence or paragraph that follows.
    pub(super) content_follows: bool,
    /// Whether the content is the paragraph before.
    pub(super) content_precedes: bool,
    /// Words that literals of the pattern matched.
    pub(super) literals: Vec<TokenSpan>,
    /// Range of the phrases of content right of the cue, where the pattern asks
    /// for nothing behind it. Weights may then choose another end.
    pub(super) run: Option<(u32, u32)>,
    /// Range of the phrases of content left of the cue. Weights may choose
    /// another start.
    pub(super) lead: Option<(u32, u32)>,
}

impl Match {
    /// The tokens from the first captured one to the last.
    pub(super) fn cover(&self) -> TokenSpan {
        let start = self.captures.iter().map(|(_, s)| s.start).min().unwrap_or_default();
        let end = self.captures.iter().map(|(_, s)| s.end).max().unwrap_or_default();
        TokenSpan::new(start, end)
    }
}

/// The state of one attempt. [`Match`] describes the fields that both have.
pub(super) struct Attempt<'s, 'a> {
    pub(super) context: &'s SentenceContext<'a>,
    pub(super) cue: u32,
    pub(super) captures: Vec<(Capture, TokenSpan)>,
    pub(super) predicate: Option<u32>,
    pub(super) head: u32,
    pub(super) literals: Vec<TokenSpan>,
    pub(super) in_cue: bool,
    pub(super) content_follows: bool,
    pub(super) content_precedes: bool,
    pub(super) run: Option<(u32, u32)>,
    pub(super) lead: Option<(u32, u32)>,
    /// Steps left, which bound backtracking.
    pub(super) fuel: u32,
}

pub(super) fn no(input: Phrases<'_>) -> nom::Err<Error<Phrases<'_>>> {
    nom::Err::Error(Error::new(input, ErrorKind::Satisfy))
}

/// Parses one phrase of a kind.
pub(super) fn kind<'p>(wanted: K) -> impl Parser<Phrases<'p>, Output = Phrases<'p>, Error = Error<Phrases<'p>>> {
    phrase(move |p: &Phrase| p.kind == wanted)
}

/// Parses one phrase that passes a test.
pub(super) fn phrase<'p>(
    test: impl Fn(&Phrase) -> bool,
) -> impl Parser<Phrases<'p>, Output = Phrases<'p>, Error = Error<Phrases<'p>>> {
    move |input: Phrases<'p>| match input.first() {
        Some(p) if test(p) => Ok(input.take_split(1)),
        _ => Err(no(input)),
    }
}
