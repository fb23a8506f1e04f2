//! One try to match a pattern: what it has captured so far, and parsers for
//! single phrases.

use super::pattern::Capture;
use super::scene::Scene;
use crate::span::TokenSpan;
use crate::syntax::{Phrase, PhraseKind as K, Seq};
use nom::error::{Error, ErrorKind};
use nom::{IResult, Input, Parser};

pub(super) type Phrases<'p> = Seq<'p, Phrase>;
pub(super) type Parsed<'p> = IResult<Phrases<'p>, Phrases<'p>>;

/// What a pattern captured, as tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Match {
    pub(super) captures: Vec<(Capture, TokenSpan)>,
    /// The predicate that the cue is a form of.
    pub(super) predicate: Option<u32>,
    /// Token of the cue's head.
    pub(super) head: u32,
    /// The content stands in what follows the sentence.
    pub(super) content_follows: bool,
    /// The content is the paragraph before.
    pub(super) content_precedes: bool,
    /// Words that the pattern asks for to the letter.
    pub(super) literals: Vec<TokenSpan>,
    /// Phrases of content that goes as far as nothing ends it, where the
    /// pattern asks for nothing behind it.
    pub(super) run: Option<(u32, u32)>,
    /// Phrases of content left of the cue that begins where nothing ends it.
    pub(super) lead: Option<(u32, u32)>,
}

impl Match {
    /// From the first word captured to the last.
    pub(super) fn cover(&self) -> TokenSpan {
        let start = self.captures.iter().map(|(_, s)| s.start).min().unwrap_or_default();
        let end = self.captures.iter().map(|(_, s)| s.end).max().unwrap_or_default();
        TokenSpan::new(start, end)
    }
}

/// State of one attempt.
pub(super) struct Attempt<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
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
    /// Steps left: a bound on backtracking.
    pub(super) fuel: u32,
}

pub(super) fn no(input: Phrases<'_>) -> nom::Err<Error<Phrases<'_>>> {
    nom::Err::Error(Error::new(input, ErrorKind::Satisfy))
}

/// One phrase of a kind.
pub(super) fn kind<'p>(wanted: K) -> impl Parser<Phrases<'p>, Output = Phrases<'p>, Error = Error<Phrases<'p>>> {
    phrase(move |p: &Phrase| p.kind == wanted)
}

/// One phrase that passes a test.
pub(super) fn phrase<'p>(
    test: impl Fn(&Phrase) -> bool,
) -> impl Parser<Phrases<'p>, Output = Phrases<'p>, Error = Error<Phrases<'p>>> {
    move |input: Phrases<'p>| match input.first() {
        Some(p) if test(p) => Ok(input.take_split(1)),
        _ => Err(no(input)),
    }
}

/// How content to the left must end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    SetOff,
    Part,
    Open,
    Quoted,
    Speech,
}
