//! Groups tagged tokens into base phrases, the first level of the grammar.
//!
//! A sentence becomes a flat sequence of phrases: base noun phrases, verb
//! groups, prepositions, times, quotations, punctuation (Abney 1991). Each
//! token is part of exactly one phrase; a quotation inside the sentence is one
//! phrase.

use super::phrase::{Phrase, PhraseKind};
use super::seq::Seq;
use super::tag::Tag;
use crate::lexicon::{Lexicon, Marks};
use crate::quotation::Quotation;
use crate::span::TokenSpan;
use crate::token::Token;
use nom::branch::alt;
use nom::error::{Error, ErrorKind};
use nom::{IResult, Input, Parser};

/// A token, or a quotation or bracket that the chunker treats as one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) tag: ItemTag,
    pub(super) tokens: TokenSpan,
}

impl Item {
    /// Its part of speech, if it is a single token.
    pub(super) fn part_of_speech(self) -> Option<Tag> {
        if let ItemTag::Token(tag) = self.tag { Some(tag) } else { None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemTag {
    Token(Tag),
    Quote(u32),
    Parenthesis,
}

pub(super) type Items<'a> = Seq<'a, Item>;
pub(super) type Parsed<'a, O> = IResult<Items<'a>, O>;

/// The tags of a text, and counts that answer questions about long ranges of
/// it. Without them, quotations within quotations would be scanned again at
/// each depth.
pub(super) struct Tagged<'a> {
    pub(super) tags: &'a [Tag],
    /// How many tokens before each are finite verbs or auxiliaries.
    finite: Vec<u32>,
    /// For each opening bracket the one that closes it.
    closing: Vec<Option<u32>>,
}

impl<'a> Tagged<'a> {
    pub(super) fn new(tags: &'a [Tag]) -> Self {
        let is_finite =
            |t: Tag| matches!(t, Tag::VerbPast | Tag::VerbThird | Tag::Be | Tag::Modal | Tag::Have | Tag::Do);
        let mut finite = Vec::with_capacity(tags.len() + 1);
        let mut count = 0;
        finite.push(count);
        finite.extend(tags.iter().map(|&t| {
            count += u32::from(is_finite(t));
            count
        }));
        let mut closing = vec![None; tags.len()];
        let mut open = Vec::new();
        for (at, tag) in tags.iter().enumerate() {
            match tag {
                Tag::Open => open.push(at),
                Tag::Close => {
                    if let Some(opening) = open.pop() {
                        closing[opening] = Some(at as u32);
                    }
                }
                _ => {}
            }
        }
        Self { tags, finite, closing }
    }

    /// Whether a finite verb or auxiliary is among the tokens.
    fn has_finite(&self, tokens: TokenSpan) -> bool {
        self.finite[tokens.start as usize] < self.finite[tokens.end.max(tokens.start) as usize]
    }
}

/// What the chunker needs to know beside the tags.
#[derive(Clone, Copy)]
pub(super) struct Chunker<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) tags: &'a [Tag],
    pub(super) tagged: &'a Tagged<'a>,
    pub(super) marks: &'a Marks,
    pub(super) lexicon: &'a Lexicon,
    pub(super) quotations: &'a [Quotation],
}

/// Longest bracket that is one phrase, in tokens.
const LONGEST_PARENTHESIS: u32 = 60;

impl<'a> Chunker<'a> {
    /// Appends the phrases of the tokens in `range`. `inside` are the indices
    /// of the quotations directly inside that range, in order.
    pub(super) fn chunk(&self, range: TokenSpan, inside: &[u32], out: &mut Vec<Phrase>) {
        let range = self.unbracketed(range);
        let items = self.items(range, inside);
        let mut rest = Seq::forward(&items, 0, items.len() as u32);
        while !rest.is_empty() {
            let (after, mut phrase) = self
                .phrase(rest)
                .unwrap_or_else(|_| (rest.take_from(1), self.single(rest.first().copied(), PhraseKind::Symbol)));
            self.join_time(&mut phrase, out);
            self.join_adjectives(&mut phrase, out);
            self.join_catenative(&mut phrase, out);
            self.join_interrupted(&mut phrase, out);
            match out.last_mut() {
                Some(verb) if self.closes_group(verb, &phrase) => verb.tokens.end = phrase.tokens.end,
                _ => out.push(phrase),
            }
            rest = after;
        }
    }

    /// Strips the brackets of a sentence that is one bracket: *(He said no.)*
    fn unbracketed(&self, range: TokenSpan) -> TokenSpan {
        let stops = self.tags[range.range()].iter().rev().take_while(|t| **t == Tag::Stop).count() as u32;
        let end = range.end - stops;
        let whole = end > range.start + 2
            && self.tags[range.start as usize] == Tag::Open
            && self.closing(range.start, end, u32::MAX) == Some(end - 1);
        if whole { TokenSpan::new(range.start + 1, end - 1) } else { range }
    }

    fn items(&self, range: TokenSpan, inside: &[u32]) -> Vec<Item> {
        let mut items = Vec::with_capacity(range.len() as usize);
        let mut inside = inside.iter().copied().peekable();
        let mut at = range.start;
        while at < range.end {
            while inside.next_if(|&q| self.quotations[q as usize].tokens.start < at).is_some() {}
            if let Some(q) = inside.next_if(|&q| self.quotations[q as usize].tokens.start == at) {
                let end = self.quotations[q as usize].tokens.end.min(range.end);
                items.push(Item { tag: ItemTag::Quote(q), tokens: TokenSpan::new(at, end) });
                at = end.max(at + 1);
                continue;
            }
            if self.tags[at as usize] == Tag::Open
                && let Some(close) = self.closing(at, range.end, LONGEST_PARENTHESIS)
            {
                items.push(Item { tag: ItemTag::Parenthesis, tokens: TokenSpan::new(at, close + 1) });
                at = close + 1;
                continue;
            }
            // *Ito Holdings <ITO.L> said*: a ticker in angle brackets.
            let text = self.tokens[at as usize].text(self.text);
            let ticker = text.len() > 2 && text.starts_with('<') && !text.contains(['/', '=', ' ']);
            let tag = if ticker { ItemTag::Parenthesis } else { ItemTag::Token(self.tags[at as usize]) };
            items.push(Item { tag, tokens: TokenSpan::new(at, at + 1) });
            at += 1;
        }
        items
    }

    /// Returns the bracket before `end` that closes the one at `open`, at most
    /// `most` tokens on.
    fn closing(&self, open: u32, end: u32, most: u32) -> Option<u32> {
        self.tagged.closing[open as usize].filter(|&close| close < end && close - open < most)
    }

    fn phrase<'i>(&self, input: Items<'i>) -> Parsed<'i, Phrase> {
        alt((|i| self.possessor(i), |i| self.verb(i), |i| self.noun(i), |i| self.other(i))).parse(input)
    }

    /// Whether a quotation has a finite verb or begins with a verb. It can then
    /// be a clause or a predicate, and is more than a word in marks.
    pub(super) fn clausal(&self, quotation: &Quotation) -> bool {
        let inner = TokenSpan::new(quotation.tokens.start + 1, quotation.tokens.end.saturating_sub(1));
        self.tagged.has_finite(inner)
            || !inner.is_empty() && matches!(self.tags[inner.start as usize], Tag::VerbBase | Tag::To)
    }

    fn other<'i>(&self, input: Items<'i>) -> Parsed<'i, Phrase> {
        let Some(item) = input.first().copied() else { return Err(no(input)) };
        let kind = match item.tag {
            ItemTag::Quote(_) => PhraseKind::Quote,
            ItemTag::Parenthesis => PhraseKind::Parenthesis,
            ItemTag::Token(tag) => match tag {
                Tag::Preposition | Tag::To => PhraseKind::Preposition,
                Tag::That => PhraseKind::That,
                Tag::Wh => PhraseKind::Wh,
                Tag::Conjunction => PhraseKind::Conjunction,
                Tag::Subordinator => PhraseKind::Subordinator,
                Tag::Adverb | Tag::Negation => PhraseKind::Adverb,
                Tag::Adjective | Tag::Number | Tag::Participle => PhraseKind::Adjective,
                Tag::Comma => PhraseKind::Comma,
                Tag::Colon => PhraseKind::Colon,
                Tag::Semicolon => PhraseKind::Semicolon,
                Tag::Dash => PhraseKind::Dash,
                Tag::Stop => PhraseKind::Stop,
                _ => PhraseKind::Symbol,
            },
        };
        Ok((input.take_from(1), self.single(Some(item), kind)))
    }

    fn single(&self, item: Option<Item>, kind: PhraseKind) -> Phrase {
        let tokens = item.map_or(TokenSpan::default(), |i| i.tokens);
        let mut phrase = Phrase::new(kind, tokens, tokens.start);
        if let Some(Item { tag: ItemTag::Quote(q), .. }) = item {
            phrase.verb.finite = self.clausal(&self.quotations[q as usize]);
            phrase.quotation = Some(q);
        }
        phrase
    }
}

pub(super) fn no(input: Items<'_>) -> nom::Err<Error<Items<'_>>> {
    nom::Err::Error(Error::new(input, ErrorKind::Satisfy))
}

/// Parses one token whose tag satisfies `wanted`.
pub(super) fn tag<'i>(wanted: impl Fn(Tag) -> bool) -> impl Parser<Items<'i>, Output = Item, Error = Error<Items<'i>>> {
    move |input: Items<'i>| match input.first() {
        Some(item) if matches!(item.tag, ItemTag::Token(t) if wanted(t)) => Ok((input.take_from(1), *item)),
        _ => Err(no(input)),
    }
}
