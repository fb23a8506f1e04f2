//! Groups tagged tokens into base phrases, the first level of the grammar.
//!
//! A sentence becomes a flat sequence of phrases: base noun phrases, verb
//! groups, prepositions, times, quotations, punctuation (Abney 1991). Each
//! token is part of exactly one phrase; a quotation inside the sentence is one
//! phrase.

use super::seq::Seq;
use super::tag::Tag;
use crate::lexicon::{Class, Lexicon, Marks, PredicateKind};
use crate::quotation::Quotation;
use crate::span::TokenSpan;
use crate::token::Token;
use nom::branch::alt;
use nom::combinator::{map, opt};
use nom::error::{Error, ErrorKind};
use nom::multi::{many0_count, many1_count};
use nom::{IResult, Input, Parser};

/// The kind of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PhraseKind {
    /// A base noun phrase: determiner to head, including possessors inside it.
    Noun,
    /// A possessor before a reporting noun: *Trump's* in *Trump's claim*,
    /// *his*.
    Possessor,
    /// A verb group: auxiliaries, negation, adverbs, main verb.
    Verb,
    Preposition,
    That,
    Wh,
    Conjunction,
    Subordinator,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Stop,
    /// A quotation with its marks.
    Quote,
    /// Text in brackets, with the brackets.
    Parenthesis,
    /// A time: *on Tuesday*, *earlier this month*, *in 2015*.
    Time,
    Adverb,
    Adjective,
    /// Anything else.
    Symbol,
}

impl PhraseKind {
    /// All kinds, in the order of their numbers.
    pub(crate) const ALL: &[Self] = &[
        Self::Noun,
        Self::Possessor,
        Self::Verb,
        Self::Preposition,
        Self::That,
        Self::Wh,
        Self::Conjunction,
        Self::Subordinator,
        Self::Comma,
        Self::Colon,
        Self::Semicolon,
        Self::Dash,
        Self::Stop,
        Self::Quote,
        Self::Parenthesis,
        Self::Time,
        Self::Adverb,
        Self::Adjective,
        Self::Symbol,
    ];

    /// Returns the kind's name, for people who add to the grammar.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Noun => "Noun",
            Self::Possessor => "Possessor",
            Self::Verb => "Verb",
            Self::Preposition => "Preposition",
            Self::That => "That",
            Self::Wh => "Wh",
            Self::Conjunction => "Conjunction",
            Self::Subordinator => "Subordinator",
            Self::Comma => "Comma",
            Self::Colon => "Colon",
            Self::Semicolon => "Semicolon",
            Self::Dash => "Dash",
            Self::Stop => "Stop",
            Self::Quote => "Quote",
            Self::Parenthesis => "Parenthesis",
            Self::Time => "Time",
            Self::Adverb => "Adverb",
            Self::Adjective => "Adjective",
            Self::Symbol => "Symbol",
        }
    }
}

/// The form of a verb group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerbGroup {
    /// Has tense: can head a clause.
    pub finite: bool,
    /// *to go*.
    pub infinitive: bool,
    /// *going*, without an auxiliary; also *having gone*, *being asked*.
    pub gerund: bool,
    /// *gone*, without an auxiliary.
    pub participle: bool,
    /// A form of *be* with a participle.
    pub passive: bool,
    /// A form of *be* alone.
    pub copula: bool,
    /// Has a modal.
    pub modal: bool,
    /// Has a negation.
    pub negated: bool,
}

/// A base phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phrase {
    /// Its kind.
    pub kind: PhraseKind,
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its main token: the last noun, the main verb. For a quotation or other
    /// phrase, the first token.
    pub head: u32,
    /// The form of a verb group. Of a quotation, only [`VerbGroup::finite`] is
    /// set: whether it has a finite verb.
    pub verb: VerbGroup,
    /// For a quotation, its index in the article's list.
    pub quotation: Option<u32>,
    /// Whether it is a noun phrase that is a pronoun, or a possessive pronoun.
    pub pronoun: bool,
    /// Whether it is a noun phrase whose head is a name.
    pub name: bool,
}

impl Phrase {
    /// Returns the phrase's name in the features of weights (`weights.rs`): its
    /// kind and, for noun phrases and verb groups, their most telling property.
    pub fn label(&self) -> &'static str {
        match self.kind {
            PhraseKind::Noun if self.pronoun => "pronoun",
            PhraseKind::Noun if self.name => "name",
            PhraseKind::Noun => "noun",
            PhraseKind::Possessor => "possessor",
            PhraseKind::Verb if self.verb.infinitive => "infinitive",
            PhraseKind::Verb if self.verb.gerund => "gerund",
            PhraseKind::Verb if self.verb.participle => "participle",
            PhraseKind::Verb if self.verb.copula => "copula",
            PhraseKind::Verb if self.verb.passive => "passive",
            PhraseKind::Verb if self.verb.modal => "modal",
            PhraseKind::Verb => "verb",
            PhraseKind::Preposition => "preposition",
            PhraseKind::That => "that",
            PhraseKind::Wh => "wh",
            PhraseKind::Conjunction => "conjunction",
            PhraseKind::Subordinator => "subordinator",
            PhraseKind::Comma => "comma",
            PhraseKind::Colon => "colon",
            PhraseKind::Semicolon => "semicolon",
            PhraseKind::Dash => "dash",
            PhraseKind::Stop => "stop",
            PhraseKind::Quote => "quote",
            PhraseKind::Parenthesis => "parenthesis",
            PhraseKind::Time => "time",
            PhraseKind::Adverb => "adverb",
            PhraseKind::Adjective => "adjective",
            PhraseKind::Symbol => "symbol",
        }
    }
}

/// A token, or a quotation or bracket that the chunker treats as one.
#[derive(Clone, Copy, Debug)]
struct Item {
    tag: ItemTag,
    tokens: TokenSpan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ItemTag {
    Token(Tag),
    Quote(u32),
    Parenthesis,
}

type Items<'a> = Seq<'a, Item>;
type Parsed<'a, O> = IResult<Items<'a>, O>;

/// The tags of a text, with what is asked of long stretches of them: looked
/// up, as quotations within quotations would be gone over at each depth.
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

    /// The bracket before `end` that closes the one at `open`, at most `most`
    /// tokens on.
    fn closing(&self, open: u32, end: u32, most: u32) -> Option<u32> {
        self.tagged.closing[open as usize].filter(|&close| close < end && close - open < most)
    }

    fn phrase<'i>(&self, input: Items<'i>) -> Parsed<'i, Phrase> {
        alt((|i| self.possessor(i), |i| self.verb(i), |i| self.noun(i), |i| self.other(i))).parse(input)
    }

    /// Reads auxiliaries, negations, adverbs and a main verb.
    fn verb<'i>(&self, input: Items<'i>) -> Parsed<'i, Phrase> {
        let mut group = VerbGroup::default();
        let mut rest = input;
        // *to go*, *not to go*
        let (after, _) = many0_count(tag(|t| matches!(t, Tag::Adverb | Tag::Negation))).parse(rest)?;
        rest = after;
        if self.is_adverb_here(rest, "first") || self.is_once(rest) {
            rest = rest.take_from(1);
        }
        if let Ok((after, _)) = tag(|t| t == Tag::To).parse(rest) {
            let (after_adverbs, _) = many0_count(tag(|t| matches!(t, Tag::Adverb | Tag::Negation))).parse(after)?;
            let is_base = |t: Tag| matches!(t, Tag::VerbBase | Tag::Be | Tag::Have | Tag::Do);
            if after_adverbs.first().is_some_and(|i| matches!(i.tag, ItemTag::Token(t) if is_base(t))) {
                group.infinitive = true;
                rest = after_adverbs;
            } else {
                return Err(no(input));
            }
        }
        let mut last_auxiliary = None;
        // The tagger took an adverb for an adjective or conjunction, and so may
        // have taken the participle after it for a past form.
        let mut adverb_taken = false;
        while let Some(Item { tag: ItemTag::Token(tag), tokens }) = rest.first().copied() {
            match tag {
                Tag::Modal => group.modal = true,
                Tag::Negation => group.negated = true,
                Tag::Be | Tag::Have | Tag::Do => {}
                Tag::Adverb if last_auxiliary.is_some() => {}
                // *was first reported*, *has not yet said*, *has long said*
                _ if last_auxiliary.is_some()
                    && ["first", "yet", "long"].iter().any(|word| self.is_adverb_here(rest, word)) =>
                {
                    adverb_taken = true;
                }
                _ => break,
            }
            if tag.is_auxiliary() {
                last_auxiliary = Some((tokens.start, tag));
            }
            rest = rest.take_from(1);
        }
        let auxiliary = last_auxiliary.is_some();
        // *having said, being asked*: has no tense, whatever follows.
        let tenseless = self.leads_gerund(input, rest);
        let be = last_auxiliary.is_some_and(|(_, tag)| tag == Tag::Be);
        // The main verb, after the adverbs that belong to it.
        let (behind, _) = many0_count(tag(|t| matches!(t, Tag::Adverb | Tag::Negation))).parse(rest)?;
        let main = behind.first().copied();
        let main_tag = main.and_then(|i| if let ItemTag::Token(t) = i.tag { Some(t) } else { None });
        let takes = main_tag.is_some_and(|t| match t {
            Tag::VerbPast if adverb_taken => true,
            Tag::VerbThird | Tag::VerbPast => !auxiliary && !group.infinitive,
            other => other.is_verb(),
        });
        let start = input.first().map_or(0, |i| i.tokens.start);
        if let (true, Some(item), Some(tag_)) = (takes, main, main_tag) {
            let bare = !auxiliary && !group.infinitive;
            group.gerund = bare && tag_ == Tag::Gerund || tenseless;
            group.participle = bare && tag_ == Tag::Participle;
            group.passive = be && (tag_ == Tag::Participle || tag_ == Tag::VerbPast);
            group.finite = !group.infinitive && !group.gerund && !group.participle;
            return Ok((
                behind.take_from(1),
                Phrase {
                    kind: PhraseKind::Verb,
                    tokens: TokenSpan::new(start, item.tokens.end),
                    head: item.tokens.start,
                    verb: group,
                    quotation: None,
                    pronoun: false,
                    name: false,
                },
            ));
        }
        // An auxiliary alone is its own main verb.
        if let Some((head, tag_)) = last_auxiliary {
            group.copula = tag_ == Tag::Be;
            group.gerund = tenseless;
            group.finite = !group.infinitive && !tenseless;
            return Ok((
                rest,
                Phrase {
                    kind: PhraseKind::Verb,
                    tokens: TokenSpan::new(start, rest.first().map_or(head + 1, |i| i.tokens.start)),
                    head,
                    verb: group,
                    quotation: None,
                    pronoun: false,
                    name: false,
                },
            ));
        }
        Err(no(input))
    }

    /// Whether the first auxiliary of the group between `input` and `rest` is
    /// *having* or *being*.
    fn leads_gerund(&self, input: Items<'_>, rest: Items<'_>) -> bool {
        let group = input.iter_elements().take(input.input_len() - rest.input_len());
        let mut auxiliaries = group.filter(|i| matches!(i.tag, ItemTag::Token(t) if t.is_auxiliary()));
        auxiliaries.next().is_some_and(|i| {
            let word = self.tokens[i.tokens.start as usize].text(self.text);
            word.eq_ignore_ascii_case("having") || word.eq_ignore_ascii_case("being")
        })
    }

    /// Whether the word is the adverb *once*: *Ito once said*, but not *once
    /// elected, Ito said*.
    fn is_once(&self, input: Items<'_>) -> bool {
        let (Some(once), Some(verb)) = (input.first(), input.take_from(1).first()) else { return false };
        let before = once.tokens.start.checked_sub(1).map(|t| self.tags[t as usize]);
        self.is_adverb_here(input, "once")
            && verb.tag == ItemTag::Token(Tag::VerbPast)
            && before.is_some_and(|t| t.is_nominal() || t == Tag::Pronoun)
    }

    /// Whether the next item is this word before a verb, even if it is tagged
    /// as an adjective or conjunction.
    fn is_adverb_here(&self, input: Items<'_>, word: &str) -> bool {
        let token = |i: &Item| self.tokens[i.tokens.start as usize].text(self.text);
        let verb = |i: &Item| matches!(i.tag, ItemTag::Token(t) if t.is_verb() || t == Tag::To);
        matches!(input.first(), Some(i) if token(i) == word) && input.take_from(1).first().is_some_and(verb)
    }

    /// Reads the possessor of a reporting noun, which is a phrase of its own
    /// because it is the source: *Trump's* before *claim*, *his* before
    /// *belief*.
    fn possessor<'i>(&self, input: Items<'i>) -> Parsed<'i, Phrase> {
        let (rest, phrase) = alt((map(tag(|t| t == Tag::PossessivePronoun), |i| (i, true)), |i| {
            let (rest, _) = opt(tag(|t| matches!(t, Tag::Determiner))).parse(i)?;
            let (rest, _) = many1_count(tag(|t| t.is_nominal() || t == Tag::Adjective)).parse(rest)?;
            let (rest, clitic) = tag(|t| t == Tag::Possessive).parse(rest)?;
            Ok((rest, (clitic, false)))
        }))
        .parse(input)?;
        // The noun that it possesses is at most five words ahead.
        let mut ahead = rest;
        let mut last = None;
        for _ in 0..5 {
            let Some(Item { tag: ItemTag::Token(tag), tokens }) = ahead.first() else { break };
            // *Ito's most daring claim*: skips *most*.
            let most = last.is_none() && self.tokens[tokens.start as usize].text(self.text) == "most";
            if !(most || tag.is_nominal() || matches!(tag, Tag::Adjective | Tag::Gerund | Tag::Participle)) {
                break;
            }
            last = Some((tokens.start, tag));
            ahead = ahead.take_from(1);
        }
        let Some((head, head_tag)) = last else { return Err(no(input)) };
        let reporting = !matches!(head_tag, Tag::Name)
            && self
                .lexicon
                .predicates(self.marks.marks[head as usize].word)
                .iter()
                .any(|&(p, _)| self.lexicon.predicate(p).kind == PredicateKind::Noun);
        if !reporting {
            return Err(no(input));
        }
        let (last_item, pronoun) = phrase;
        let start = input.first().map_or(0, |i| i.tokens.start);
        Ok((
            rest,
            Phrase {
                kind: PhraseKind::Possessor,
                tokens: TokenSpan::new(start, last_item.tokens.end),
                head: last_item.tokens.start,
                verb: VerbGroup::default(),
                quotation: None,
                pronoun,
                name: false,
            },
        ))
    }

    /// Reads a pronoun, or a determiner, modifiers and head with any possessors
    /// among them.
    fn noun<'i>(&self, input: Items<'i>) -> Parsed<'i, Phrase> {
        let make = |tokens: TokenSpan, head: u32, pronoun: bool| Phrase {
            kind: PhraseKind::Noun,
            tokens,
            head,
            verb: VerbGroup::default(),
            quotation: None,
            pronoun,
            name: !pronoun && self.tags[head as usize] == Tag::Name,
        };
        if let Ok((rest, item)) = tag(|t| matches!(t, Tag::Pronoun | Tag::ObjectPronoun)).parse(input) {
            return Ok((rest, make(item.tokens, item.tokens.start, true)));
        }
        let mut rest = input;
        let (after, determiners) =
            many0_count(tag(|t| matches!(t, Tag::Determiner | Tag::PossessivePronoun))).parse(rest)?;
        rest = after;
        let start = input.first().map_or(0, |i| i.tokens.start);
        let mut end = None;
        let mut head = start;
        let mut scan = rest;
        let mut count = 0u32;
        let mut previous: Option<Tag> = None;
        while let Some(item) = scan.first().copied() {
            let mut accept = false;
            match item.tag {
                ItemTag::Token(t) => {
                    let next = scan.take_from(1).first().map(|i| i.tag);
                    let nominal_next = matches!(next, Some(ItemTag::Token(n)) if n.is_nominal() || n == Tag::Adjective);
                    match t {
                        _ if previous.is_some_and(Tag::is_nominal) && self.is_time(item.tokens.start) => break,
                        _ if t.is_nominal() => {
                            accept = true;
                            end = Some(item.tokens.end);
                            head = item.tokens.start;
                        }
                        Tag::Adjective => {
                            accept = previous.is_none_or(|p| !matches!(p, Tag::Name)) || nominal_next;
                            if determiners > 0 && accept && end.is_none() && !nominal_next {
                                // *the accused*, *the poor*: an adjective as
                                // the head.
                                end = Some(item.tokens.end);
                                head = item.tokens.start;
                            }
                        }
                        Tag::Participle | Tag::Gerund => {
                            accept = (determiners > 0 || count > 0)
                                && nominal_next
                                && !matches!(previous, Some(Tag::Noun | Tag::PluralNoun | Tag::Name));
                        }
                        // *a newly built port*, *jointly owned drones*: an
                        // adverb in a modifier.
                        Tag::Adverb => {
                            let modified = || scan.take_from(2).first().map(|i| i.tag);
                            accept = matches!(next, Some(ItemTag::Token(Tag::Adjective)))
                                && (determiners > 0
                                    || count > 0
                                    || matches!(modified(), Some(ItemTag::Token(n)) if n.is_nominal()))
                        }
                        Tag::Possessive => {
                            // A possessor is accepted here only after a head.
                            accept = end.is_some();
                        }
                        Tag::Symbol => {
                            let text = self.tokens[item.tokens.start as usize].text(self.text);
                            accept = matches!(text, "&" | "/" | "!") && previous.is_some_and(Tag::is_nominal);
                            if accept && text == "!" {
                                end = Some(item.tokens.end);
                            }
                        }
                        Tag::Determiner => accept = matches!(previous, Some(Tag::Possessive)),
                        _ => {}
                    }
                    if accept {
                        previous = Some(t);
                    }
                }
                // *a "losing bet"*, *the "bigoted" remarks*: a quotation inside
                // a noun phrase.
                ItemTag::Quote(q) => {
                    let quotation = &self.quotations[q as usize];
                    let next = scan.take_from(1).first().map(|i| i.tag);
                    let nominal_next = matches!(next, Some(ItemTag::Token(n)) if n.is_nominal());
                    let modifies = match previous {
                        None => determiners > 0 || nominal_next,
                        Some(p) => matches!(p, Tag::Adjective | Tag::Possessive | Tag::Participle),
                    };
                    // *"The lights," Nolan said*: a comma or stop inside the
                    // marks separates the quotation from what follows.
                    let inner = quotation.tokens.end.saturating_sub(2) as usize;
                    let set_off = matches!(self.tags[inner], Tag::Comma | Tag::Stop)
                        && matches!(next, Some(ItemTag::Token(n)) if !matches!(n, Tag::Stop | Tag::Comma));
                    if quotation.tokens.len() <= 14 && modifies && !set_off && !self.clausal(quotation) {
                        accept = true;
                        end = Some(item.tokens.end);
                        head = item.tokens.end.saturating_sub(2).max(item.tokens.start);
                        previous = Some(Tag::Adjective);
                    }
                }
                ItemTag::Parenthesis => {}
            }
            if !accept {
                break;
            }
            scan = scan.take_from(1);
            count += 1;
        }
        match end {
            Some(end) => {
                // Continues after the last word of the head, not after a
                // modifier that found no head.
                let mut rest = rest;
                while rest.first().is_some_and(|i| i.tokens.start < end) {
                    rest = rest.take_from(1);
                }
                // Keeps a final possessive: *the ministry's* (where *plan* is
                // left out).
                let mut end = end;
                if let Some(Item { tag: ItemTag::Token(Tag::Possessive), tokens }) = rest.first() {
                    end = tokens.end;
                    rest = rest.take_from(1);
                }
                Ok((rest, make(TokenSpan::new(start, end), head, false)))
            }
            // *all*, *many*, *some*: a determiner alone.
            None if determiners > 0 => Ok((
                rest,
                make(
                    TokenSpan::new(start, rest.first().map_or(start + determiners as u32, |i| i.tokens.start)),
                    start,
                    false,
                ),
            )),
            None => Err(no(input)),
        }
    }

    /// Whether a quotation has a finite verb or begins with a verb. It can then
    /// be a clause or a predicate, and is more than a word in marks.
    fn clausal(&self, quotation: &Quotation) -> bool {
        let inner = TokenSpan::new(quotation.tokens.start + 1, quotation.tokens.end.saturating_sub(1));
        self.tagged.has_finite(inner)
            || !inner.is_empty() && matches!(self.tags[inner.start as usize], Tag::VerbBase | Tag::To)
    }

    fn is_time(&self, token: u32) -> bool {
        let classes = self.marks.marks[token as usize].classes;
        // *USA TODAY* is a name, not a time.
        classes.has(Class::TIME) && !classes.has(Class::OUTLET)
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
        let mut verb = VerbGroup::default();
        if let Some(Item { tag: ItemTag::Quote(q), .. }) = item {
            verb.finite = self.clausal(&self.quotations[q as usize]);
        }
        Phrase {
            kind,
            tokens,
            head: tokens.start,
            verb,
            quotation: item.and_then(|i| if let ItemTag::Quote(q) = i.tag { Some(q) } else { None }),
            pronoun: false,
            name: false,
        }
    }
}

fn no(input: Items<'_>) -> nom::Err<Error<Items<'_>>> {
    nom::Err::Error(Error::new(input, ErrorKind::Satisfy))
}

/// Parses one token whose tag satisfies `wanted`.
fn tag<'i>(wanted: impl Fn(Tag) -> bool) -> impl Parser<Items<'i>, Output = Item, Error = Error<Items<'i>>> {
    move |input: Items<'i>| match input.first() {
        Some(item) if matches!(item.tag, ItemTag::Token(t) if wanted(t)) => Ok((input.take_from(1), *item)),
        _ => Err(no(input)),
    }
}
