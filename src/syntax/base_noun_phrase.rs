//! Reads base noun phrases: pronouns, determiner to head, possessors.

use super::chunker::{Chunker, Item, ItemTag, Items, Parsed, no, tag};
use super::phrase::{Phrase, PhraseKind};
use super::tag::Tag;
use crate::closed_class::MOST;
use crate::lexicon::{Class, PredicateKind};
use crate::span::TokenSpan;
use crate::token::Shape;
use nom::branch::alt;
use nom::combinator::{map, opt};
use nom::multi::{many0_count, many1_count};
use nom::{Input, Parser};

/// Longest quotation inside a noun phrase, in tokens.
const LONGEST_QUOTATION: u32 = 14;

/// How many words ahead a possessor looks for its noun.
const POSSESSED: usize = 5;

/// What was read of a noun phrase behind its determiners.
#[derive(Default)]
struct Core {
    /// Whether determiners precede it.
    determined: bool,
    /// How many words and quotations it has.
    length: u32,
    /// The tag of its last word.
    previous: Option<Tag>,
    /// Its last noun so far.
    head: Option<Head>,
}

/// The token that heads a noun phrase, and where the phrase ends.
struct Head {
    token: u32,
    end: u32,
}

impl Core {
    fn follows_nominal(&self) -> bool {
        self.previous.is_some_and(Tag::is_nominal)
    }
    fn ends_at(&mut self, tokens: TokenSpan) {
        self.head = Some(Head { token: tokens.start, end: tokens.end });
    }
}

impl Chunker<'_> {
    /// Reads a pronoun, or a determiner, modifiers and head with any possessors
    /// among them.
    pub(super) fn noun<'i>(&self, input: Items<'i>) -> Parsed<'i, Phrase> {
        if let Ok((rest, item)) = tag(|t| matches!(t, Tag::Pronoun | Tag::ObjectPronoun)).parse(input) {
            let phrase = Phrase::new(PhraseKind::Noun, item.tokens, item.tokens.start);
            return Ok((rest, Phrase { pronoun: true, ..phrase }));
        }
        let determiner = tag(|t| matches!(t, Tag::Determiner | Tag::PossessivePronoun));
        let (mut rest, determiners) = many0_count(determiner).parse(input)?;
        let core = self.core(rest, determiners > 0);
        let start = input.first().map_or(0, |i| i.tokens.start);
        let make = |end: u32, head: u32| Phrase {
            name: self.tags[head as usize] == Tag::Name,
            ..Phrase::new(PhraseKind::Noun, TokenSpan::new(start, end), head)
        };
        match core.head {
            Some(Head { token, mut end }) => {
                // Continues after the last word of the head, not after a
                // modifier that found no head.
                while rest.first().is_some_and(|i| i.tokens.start < end) {
                    rest = rest.take_from(1);
                }
                // Keeps a final possessive: *the ministry's* (where *plan* is
                // left out).
                if let Ok((after, possessive)) = tag(|t| t == Tag::Possessive).parse(rest) {
                    end = possessive.tokens.end;
                    rest = after;
                }
                Ok((rest, make(end, token)))
            }
            // *all*, *many*, *some*: a determiner alone.
            None if determiners > 0 => {
                let end = rest.first().map_or(start + determiners as u32, |i| i.tokens.start);
                Ok((rest, make(end, start)))
            }
            None => Err(no(input)),
        }
    }

    /// Reads the words behind the determiners for as long as they can belong to
    /// the noun phrase.
    fn core(&self, input: Items<'_>, determined: bool) -> Core {
        let mut core = Core { determined, ..Core::default() };
        let mut rest = input;
        while let Some(item) = rest.first() {
            let behind = rest.take_from(1);
            let belongs = match item.tag {
                ItemTag::Token(tag) => self.takes_word(&mut core, item.tokens, tag, behind),
                ItemTag::Quote(q) => self.takes_quotation(&mut core, item.tokens, q, behind),
                ItemTag::Parenthesis => false,
            };
            if !belongs {
                break;
            }
            core.length += 1;
            rest = behind;
        }
        core
    }

    /// Adds a word to a noun phrase if it can belong to it. `behind` is what
    /// follows the word.
    fn takes_word(&self, core: &mut Core, tokens: TokenSpan, tag: Tag, behind: Items<'_>) -> bool {
        let next = part_of_speech(behind);
        let nominal_next = next.is_some_and(|n| n.is_nominal() || n == Tag::Adjective);
        let begun = core.determined || core.length > 0;
        let accept = match tag {
            _ if core.follows_nominal() && self.is_time(tokens.start) => false,
            _ if tag.is_nominal() => {
                core.ends_at(tokens);
                true
            }
            Tag::Adjective => {
                let accept = core.previous != Some(Tag::Name) || nominal_next;
                // *the accused*, *the poor*: an adjective as the head.
                if core.determined && accept && core.head.is_none() && !nominal_next {
                    core.ends_at(tokens);
                }
                accept
            }
            Tag::Participle | Tag::Gerund => {
                begun && nominal_next && !matches!(core.previous, Some(Tag::Noun | Tag::PluralNoun | Tag::Name))
            }
            // *a newly built port*, *jointly owned drones*: an adverb in a
            // modifier.
            Tag::Adverb => {
                let modified = || part_of_speech(behind.take_from(1)).is_some_and(Tag::is_nominal);
                next == Some(Tag::Adjective) && (begun || modified())
            }
            // A possessor is accepted here only after a head.
            Tag::Possessive => core.head.is_some(),
            Tag::Symbol => {
                let text = self.tokens[tokens.start as usize].text(self.text);
                if text == "!"
                    && core.follows_nominal()
                    && let Some(head) = &mut core.head
                {
                    head.end = tokens.end;
                }
                matches!(text, "&" | "/" | "!") && core.follows_nominal()
            }
            Tag::Determiner => core.previous == Some(Tag::Possessive),
            _ => false,
        };
        if accept {
            core.previous = Some(tag);
        }
        accept
    }

    /// Adds a quotation to a noun phrase if it can belong to it: *a "losing
    /// bet"*, *the "bigoted" remarks*. `behind` is what follows the quotation.
    fn takes_quotation(&self, core: &mut Core, tokens: TokenSpan, quotation: u32, behind: Items<'_>) -> bool {
        let quotation = &self.quotations[quotation as usize];
        let next = part_of_speech(behind);
        let modifies = match core.previous {
            None => core.determined || next.is_some_and(Tag::is_nominal),
            Some(p) => matches!(p, Tag::Adjective | Tag::Possessive | Tag::Participle),
        };
        // *"The lights," Nolan said*: a comma or stop inside the marks
        // separates the quotation from what follows.
        let inner = quotation.tokens.end.saturating_sub(2) as usize;
        let set_off = matches!(self.tags[inner], Tag::Comma | Tag::Stop)
            && next.is_some_and(|n| !matches!(n, Tag::Stop | Tag::Comma));
        let accept = quotation.tokens.len() <= LONGEST_QUOTATION && modifies && !set_off && !self.clausal(quotation);
        if accept {
            let token = tokens.end.saturating_sub(2).max(tokens.start);
            core.head = Some(Head { token, end: tokens.end });
            core.previous = Some(Tag::Adjective);
        }
        accept
    }

    fn is_time(&self, token: u32) -> bool {
        let classes = self.marks.marks[token as usize].classes;
        // *USA TODAY* is a name, not a time.
        classes.has(Class::TIME) && !classes.has(Class::OUTLET)
    }

    /// Reads the possessor of a reporting noun, which is a phrase of its own
    /// because it is the source: *Trump's* before *claim*, *his* before
    /// *belief*.
    pub(super) fn possessor<'i>(&self, input: Items<'i>) -> Parsed<'i, Phrase> {
        let (rest, (last, pronoun)) = alt((map(tag(|t| t == Tag::PossessivePronoun), |i| (i, true)), |i| {
            let (rest, _) = opt(tag(|t| matches!(t, Tag::Determiner))).parse(i)?;
            let (rest, _) = many1_count(tag(|t| t.is_nominal() || t == Tag::Adjective)).parse(rest)?;
            let (rest, clitic) = tag(|t| t == Tag::Possessive).parse(rest)?;
            Ok((rest, (clitic, false)))
        }))
        .parse(input)?;
        let reporting = self.possessed(rest).is_some_and(|noun| {
            let predicates = self.lexicon.predicates(self.marks.marks[noun as usize].word);
            predicates.iter().any(|&(p, _)| self.lexicon.predicate(p).kind == PredicateKind::Noun)
        });
        if !reporting {
            return Err(no(input));
        }
        let start = input.first().map_or(0, |i| i.tokens.start);
        let tokens = TokenSpan::new(start, last.tokens.end);
        Ok((rest, Phrase { pronoun, ..Phrase::new(PhraseKind::Possessor, tokens, last.tokens.start) }))
    }

    /// Returns the noun that a possessor before `input` possesses; `None` if
    /// there is none or it is a name.
    fn possessed(&self, input: Items<'_>) -> Option<u32> {
        let mut last = None;
        for &Item { tag, tokens } in input.iter_elements().take(POSSESSED) {
            let ItemTag::Token(tag) = tag else { break };
            // *Ito's most daring claim*: skips *most*.
            let token = &self.tokens[tokens.start as usize];
            let most = last.is_none() && token.shape == Shape::Lower && token.is_any(self.text, MOST);
            if !(most || tag.is_nominal() || matches!(tag, Tag::Adjective | Tag::Gerund | Tag::Participle)) {
                break;
            }
            last = Some((tokens.start, tag));
        }
        last.filter(|&(_, tag)| tag != Tag::Name).map(|(noun, _)| noun)
    }
}

/// The part of speech of the next item, if it is a single token.
fn part_of_speech(input: Items<'_>) -> Option<Tag> {
    input.first().and_then(|i| i.part_of_speech())
}
