//! Attributions into parties: who *he* is, which interview this was.
//!
//! Names are read off the text first (capitals, titles, the lexicon's
//! outlets), so that a party exists before anybody speaks; then the
//! attributions are walked in the order of the text, and each source, link
//! and venue is resolved against what stands before it: a name to its fullest
//! form, *the spokesman* to whoever was last called one, *she* to the likeliest
//! speaker or subject of the sentences just before, *the paper* to the last
//! outlet. What finds no candidate stays as written.
//!
//! Every look back is bounded, so time is linear in the length of the text.

mod names;
mod reader;
mod trail;

use crate::article::Article;
use crate::attribution::{Attribution, Relation};
use crate::grammar::Grammar;
use crate::lexicon::{Class, Gender, Marks};
use crate::party::{Party, PartyKind, Unresolved};
use crate::quotation::Quotation;
use crate::sentence::Sentence;
use crate::span::{Span, TokenSpan};
use crate::token::{Shape, Token, TokenKind};
use names::{Entity, Mention, Names};
use reader::Reader;

/// The parties of an article, and which of them each attribution names.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// The parties, by first mention.
    pub parties: Vec<Party>,
    /// For each party, whether it is the article's own publisher or agency,
    /// which is no intermediary.
    pub own: Vec<bool>,
    /// For each attribution, the party that its source names.
    pub sources: Vec<Option<u32>>,
    /// For each attribution whose source is a pronoun or role that names
    /// nobody, why.
    pub unresolved: Vec<Option<Unresolved>>,
    /// For each attribution, what its own sentence says about its way.
    pub trails: Vec<Trail>,
}

/// An intermediary that an attribution's own sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrailLink {
    /// How it passed the words on.
    pub relation: Relation,
    /// Index of the party.
    pub party: u32,
    /// The words that name it.
    pub mention: Span,
}

/// What an attribution's own sentence says about the way of its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// Intermediaries, nearest to the article first. The article's own outlet
    /// can stand here; chains leave it out.
    pub links: Vec<TrailLink>,
    /// *was quoted as saying*, by nobody named.
    pub agentless: bool,
    /// The sentence names an audience, a channel or an occasion: a new event
    /// of speech, which no chain from before reaches into.
    pub event: bool,
    /// *told me, told us*: spoken to this article.
    pub home: bool,
    /// *through a spokesman*: a way for these words alone.
    pub once: bool,
    /// An interview or broadcast of an outlet that the sentence does not name.
    pub interview: Option<Span>,
    /// The paragraph that holds the cue, counted from 0.
    pub paragraph: u32,
    /// Whether that paragraph is written as a headline.
    pub headline: bool,
    /// The content opens with somebody else's words or thoughts, whose these
    /// are: *(a spokesman said) the minister believes …*
    pub inner: Option<u32>,
    /// The source speaks for somebody, or of somebody whom it knows: a
    /// spokesperson, aide, lawyer.
    pub insider: bool,
}

/// How many tokens back *the senator* looks for one.
const ROLE_WINDOW: u32 = 4000;
/// How many tokens back *the delegate* looks for *a delegate*.
const INTRODUCED: u32 = 250;
/// How many places that name somebody a pronoun looks back over.
const PRONOUN_LOOK_BACK: usize = 60;
/// How many paragraphs back a pronoun looks.
const PRONOUN_PARAGRAPHS: u32 = 5;

/// Finds the parties of an article and resolves every attribution's source.
#[must_use]
#[allow(clippy::too_many_arguments, reason = "one argument a stage before this one")]
pub fn resolve(
    grammar: &Grammar,
    article: &Article<'_>,
    tokens: &[Token],
    marks: &Marks,
    quotations: &[Quotation],
    sentences: &[Sentence],
    attributions: &[Attribution],
) -> Resolution {
    let reader = Reader::new(&article.text, tokens, marks, grammar.lexicon(), quotations, sentences, &article.blocks);
    let own: Vec<&str> =
        [&article.metadata.publisher, &article.metadata.agency].into_iter().flatten().map(String::as_str).collect();
    let names = Names::scan(&reader, &own);
    let mut resolver = Resolver {
        r: reader,
        names,
        attributions,
        sources: vec![None; attributions.len()],
        spoken: Vec::new(),
        open: Vec::new(),
        named: Vec::new(),
        byline: article.metadata.byline.as_deref(),
        author: None,
    };
    resolver.named = vec![Vec::new(); resolver.names.entities.len()];
    let mut order: Vec<u32> = (0..attributions.len() as u32).collect();
    // By the place of the source, so that what was resolved before can serve;
    // a holder comes before what its content holds.
    order.sort_by_key(|&i| {
        let a = &attributions[i as usize];
        let place = a.source.iter().chain(&a.cue).map(|s| s.start).min().unwrap_or(0);
        (place, i)
    });
    let mut trails = vec![Trail::default(); attributions.len()];
    for &i in &order {
        resolver.source(i);
        trails[i as usize] = resolver.trail(i);
    }
    resolver.finish(trails)
}

struct Resolver<'a> {
    r: Reader<'a>,
    names: Names,
    attributions: &'a [Attribution],
    sources: Vec<Option<u32>>,
    /// Sources resolved so far: place and party, by place.
    spoken: Vec<(u32, u32)>,
    /// Attributions whose source is being resolved, against circles.
    open: Vec<u32>,
    /// For each party, the words that named it outside `names.mentions`.
    named: Vec<Vec<Span>>,
    byline: Option<&'a str>,
    /// The party of the byline, once *I* asked for it.
    author: Option<u32>,
}

/// A noun phrase taken apart.
struct Phrase {
    /// Without what follows the first comma, relative or bracket.
    core: TokenSpan,
    /// Without prepositional phrases.
    head: TokenSpan,
}

/// Nouns for one person that are no office.
const HUMAN: &[&str] = &[
    "billionaire",
    "businessman",
    "businesswoman",
    "candidate",
    "democrat",
    "father",
    "lawmaker",
    "man",
    "mogul",
    "mother",
    "native",
    "nominee",
    "republican",
    "veteran",
    "woman",
    "hopeful",
    "contender",
    "incumbent",
    "frontrunner",
    "front-runner",
];

const PREPOSITIONS: &[&str] = &[
    "about",
    "against",
    "among",
    "at",
    "behind",
    "by",
    "close",
    "familiar",
    "for",
    "from",
    "in",
    "including",
    "inside",
    "like",
    "near",
    "of",
    "on",
    "over",
    "to",
    "under",
    "with",
    "within",
];

impl Resolver<'_> {
    fn entity(&self, party: u32) -> &Entity {
        &self.names.entities[party as usize]
    }

    fn add(&mut self, entity: Entity) -> u32 {
        self.named.push(Vec::new());
        self.names.add(entity)
    }

    fn is_own(&self, party: u32) -> bool {
        self.entity(party).own
    }

    fn source(&mut self, i: u32) {
        if self.sources[i as usize].is_some() || self.open.contains(&i) {
            return;
        }
        let a = &self.attributions[i as usize];
        let Some(&first) = a.source.first() else { return };
        // The parts of a split source are one phrase where they touch.
        let tokens = self.r.tokens_of(first);
        if tokens.is_empty() {
            return;
        }
        self.open.push(i);
        let party = self.phrase(tokens, Some(i));
        self.open.pop();
        if let Some(party) = party {
            self.sources[i as usize] = Some(party);
            let at = tokens.start;
            let place = self.spoken.partition_point(|s| s.0 <= at);
            self.spoken.insert(place, (at, party));
            self.named[party as usize].push(first);
        }
    }

    /// Whom a noun phrase names.
    fn phrase(&mut self, tokens: TokenSpan, of: Option<u32>) -> Option<u32> {
        let tokens = self.trim(tokens);
        if tokens.is_empty() {
            return None;
        }
        if (tokens.len() == 1 || tokens.len() == 2 && self.r.possessive(tokens.start + 1))
            && let Some(party) = self.pronoun(tokens.start, of)
        {
            return Some(party);
        }
        // A source that begins inside a name names whom the name does.
        if let Some(m) = self.names.before(tokens.start).last()
            && m.tokens.end >= tokens.end
        {
            return Some(m.party);
        }
        let phrase = self.take_apart(tokens);
        let mentions: Vec<Mention> = self.names.within(tokens).to_vec();
        // A name at the end of the core that a title or role introduces:
        // *Bank of Japan Governor Satoshi Sumita*.
        let at_end =
            |m: &&Mention, end: u32| m.tokens.end == end || m.tokens.end + 1 == end && self.r.possessive(m.tokens.end);
        if let Some(m) = mentions.iter().find(|m| at_end(m, phrase.core.end)) {
            // *advisers to Mr. Obama* are not Mr. Obama.
            let after_preposition = self.r.is(m.start.saturating_sub(1), PREPOSITIONS) && m.start > phrase.core.start;
            let titles_first = names::is_role(&self.r, m.start);
            let introduced = m.titled && !(after_preposition && titles_first)
                || m.start == phrase.core.start
                || names::is_role(&self.r, m.start.saturating_sub(1))
                || self.r.has(m.start.saturating_sub(1), Class::OUTLET_HEAD);
            if introduced && matches!(self.entity(m.party).kind, PartyKind::Person | PartyKind::Outlet)
                || m.start == phrase.core.start
            {
                return Some(m.party);
            }
        }
        if let Some(m) = mentions.iter().find(|m| at_end(m, phrase.head.end)) {
            return Some(m.party);
        }
        // *figures released by the bureau*: the bureau's.
        let issued = |t: u32| self.r.is(t, &["released", "published", "issued"]) && self.r.is(t + 1, &["by"]);
        if let Some(verb) = (phrase.core.start..phrase.core.end).find(|&t| issued(t)) {
            let by = mentions.iter().find(|m| m.tokens.start > verb && m.tokens.start <= verb + 4).copied();
            if let Some(m) = by.filter(|m| self.entity(m.party).kind == PartyKind::Organization) {
                return Some(m.party);
            }
        }
        // *Trump and his aides*: the first of them.
        if let Some(m) = mentions.first().filter(|m| m.start == phrase.core.start)
            && (self.r.is(m.tokens.end, &["and", "or", "of", "("]) || m.tokens.end >= phrase.head.end)
        {
            return Some(m.party);
        }
        // *The head of the authority, Murilo Habbema,*
        if self.r.kind(phrase.core.end) == Some(TokenKind::Comma) {
            let next = mentions.iter().find(|m| m.start == phrase.core.end + 1).copied().or_else(|| {
                mentions
                    .iter()
                    .find(|m| {
                        m.start > phrase.core.end
                            && names::is_role(&self.r, m.start - 1)
                            && m.start < phrase.core.end + 5
                    })
                    .copied()
            });
            if let Some(m) = next {
                let end = m.tokens.end;
                let closes = end >= tokens.end || matches!(self.r.kind(end), Some(TokenKind::Comma | TokenKind::Open));
                let voice = matches!(
                    self.entity(m.party).kind,
                    PartyKind::Person | PartyKind::Outlet | PartyKind::Organization
                );
                if closes && voice {
                    let span = self.r.span_of(phrase.core);
                    for t in phrase.head.start..phrase.head.end {
                        if names::is_role(&self.r, t) {
                            let role = self.r.word(t).to_lowercase();
                            self.call(role, tokens.start, m.party);
                        }
                    }
                    let entity = &mut self.names.entities[m.party as usize];
                    entity.description.get_or_insert(span);
                    return Some(m.party);
                }
            }
        }
        Some(self.common(tokens, &phrase))
    }

    fn call(&mut self, role: String, at: u32, party: u32) {
        let places = self.names.roles.entry(role).or_default();
        let place = places.partition_point(|p| p.0 <= at);
        places.insert(place, (at, party));
    }

    fn trim(&self, tokens: TokenSpan) -> TokenSpan {
        let (mut start, mut end) = (tokens.start, tokens.end);
        let mark = |t| !self.r.tokens.get(t as usize).is_some_and(Token::is_word);
        while start < end && mark(start) {
            start += 1;
        }
        while start < end && mark(end - 1) {
            end -= 1;
        }
        TokenSpan::new(start, end)
    }

    fn take_apart(&self, tokens: TokenSpan) -> Phrase {
        let mentions = self.names.within(tokens);
        let inside = |t: u32| mentions.iter().any(|m| m.start < t && t < m.tokens.end);
        let end = (tokens.start..tokens.end)
            .find(|&t| {
                t > tokens.start
                    && (matches!(
                        self.r.kind(t),
                        Some(TokenKind::Comma | TokenKind::Open | TokenKind::Dash | TokenKind::Semicolon)
                    ) || self.r.is(t, &["who", "which", "that", "whose", "whom", "where"]))
            })
            .unwrap_or(tokens.end);
        let core = self.without_time(TokenSpan::new(tokens.start, end));
        let head = (core.start + 1..core.end)
            .find(|&t| {
                (self.r.is(t, PREPOSITIONS)
                    || self.r.is(t, &["released", "published", "obtained", "briefed", "speaking", "involved"]))
                    && !inside(t)
            })
            .unwrap_or(core.end);
        Phrase { core, head: TokenSpan::new(core.start, head) }
    }

    /// A phrase whose head is a common noun.
    fn common(&mut self, tokens: TokenSpan, phrase: &Phrase) -> u32 {
        let r = &self.r;
        let at = tokens.start;
        let mut last = phrase.head.end.saturating_sub(1);
        if r.possessive(last) && last > phrase.head.start {
            last -= 1;
        }
        let head = r.word(last).to_lowercase();
        let first_lower = r.word(at).to_ascii_lowercase();
        let definite = matches!(first_lower.as_str(), "the" | "this" | "that" | "these" | "those");
        let bare = last == phrase.head.start;
        let plural = head.ends_with('s') && !head.ends_with("ss") && head.len() > 3
            || r.is(last, &["people", "police", "others", "many", "some"]);
        let outlet =
            r.has(last, Class::OUTLET_HEAD) && r.tokens.get(last as usize).is_some_and(|t| t.shape == Shape::Lower);
        if outlet && !plural {
            // *this newspaper* is the article's own, whatever it is called.
            if first_lower == "this" || first_lower == "our" {
                let known = (0..self.names.entities.len().min(2) as u32).find(|&p| self.is_own(p));
                return known.unwrap_or_else(|| {
                    let name = self.r.span_of(phrase.head).of(self.r.text).to_owned();
                    let mut entity = Entity::new(PartyKind::Outlet, name);
                    entity.own = true;
                    self.add(entity)
                });
            }
            let org = r.has(last, Class::ORGANIZATION_NOUN);
            if let Some(party) = self.outlet_meant(at, definite, &head, org) {
                return party;
            }
        }
        if (definite || bare && plural && phrase.head.end == phrase.core.end)
            && let Some(party) = self.names.called(&head, at, ROLE_WINDOW)
            && self.modifiers_agree(phrase, last, party)
        {
            return party;
        }
        if definite
            && !plural
            && (names::is_role(&self.r, last) || self.r.is(last, HUMAN))
            && !self.r.has(last, Class::SPOKESPERSON)
            && !self.introduced(at, last)
            && let Some(party) = self.varied(at, last)
        {
            return party;
        }
        let r = &self.r;
        let own_voice = |class| r.has(last, class);
        let kind = if outlet {
            PartyKind::Outlet
        } else if own_voice(Class::DOCUMENT) {
            PartyKind::Document
        } else if own_voice(Class::SPOKESPERSON)
            || own_voice(Class::UNNAMED_SOURCE)
            || own_voice(Class::GROUP)
            || own_voice(Class::ROLE)
        {
            PartyKind::Unnamed
        } else if own_voice(Class::ORGANIZATION_NOUN)
            || own_voice(Class::ORGANIZATION)
            || own_voice(Class::PLACE)
            || own_voice(Class::ORGANIZATION_SUFFIX)
        {
            PartyKind::Organization
        } else {
            PartyKind::Unnamed
        };
        let name = r.span_of(phrase.core).of(r.text).to_owned();
        let mut entity = Entity::new(kind, name);
        entity.plural = plural;
        let party = self.add(entity);
        if self.r.function_word(last) {
            self.names.entities[party as usize].weak = true;
        } else {
            self.call(head, at, party);
        }
        party
    }

    /// A phrase without the time that the grammar left at its end: *a
    /// spokesman on Monday*, *the minister last week*.
    fn without_time(&self, tokens: TokenSpan) -> TokenSpan {
        let mut end = tokens.end;
        let time = |t: u32| {
            self.r.has(t, Class::TIME_NOUN)
                && !self.names.within(TokenSpan::new(t.saturating_sub(3), t + 1)).iter().any(|m| m.tokens.contains(t))
                || self.r.is(t, &["today", "yesterday", "tonight", "earlier", "later", "recently", "early", "late"])
        };
        while end > tokens.start + 2 && time(end - 1) {
            let mut at = end - 1;
            while at > tokens.start + 1
                && (time(at - 1) || self.r.is(at - 1, &["last", "this", "next", "on", "in", "early", "late"]))
            {
                at -= 1;
            }
            // *the hero of the week*: no time of its own.
            if self.r.is(at - 1, PREPOSITIONS) || self.r.is(at - 1, &["the", "a", "an", "of"]) {
                break;
            }
            end = at;
        }
        self.trim(TokenSpan::new(tokens.start, end))
    }

    /// Whether *the delegate* was brought in before as *a delegate*: somebody
    /// of whom no name is known.
    fn introduced(&self, at: u32, last: u32) -> bool {
        let head = self.r.word(last);
        if self.r.is(last, HUMAN) {
            return false;
        }
        (at.saturating_sub(INTRODUCED)..at).any(|t| {
            self.r.word(t).eq_ignore_ascii_case(head)
                && (t.saturating_sub(3)..t)
                    .rev()
                    .take_while(|&b| self.r.is_word(b))
                    .any(|b| self.r.is(b, &["a", "an", "another", "one", "unnamed", "anonymous"]))
                && self.r.kind(t + 1) != Some(TokenKind::Comma)
                && !self.r.capital(t + 1)
        })
    }

    /// *the New York businessman*, whom nothing before calls so: the person
    /// spoken of, as reporters vary what they call somebody.
    fn varied(&mut self, at: u32, last: u32) -> Option<u32> {
        let gender = names::role_gender(&self.r, last);
        let paragraph = self.r.paragraph(at);
        let found = self.places_before(at).into_iter().find(|&(place, party, spoken, subject)| {
            let e = self.entity(party);
            e.kind == PartyKind::Person
                && (spoken || subject && !e.weak)
                && paragraph - self.r.paragraph(place) <= 2
                && names::agree(e.gender, gender)
                && (self.r.quotation(place) == 0 || self.r.quotation(place) == self.r.quotation(at))
        })?;
        Some(found.1)
    }

    /// *the Vermont senator* is not every senator: a capital among the
    /// modifiers must be among what the party was called or is named.
    fn modifiers_agree(&self, phrase: &Phrase, last: u32, party: u32) -> bool {
        let entity = self.entity(party);
        if entity.kind == PartyKind::Person || phrase.head.len() <= 2 {
            return true;
        }
        (phrase.head.start..last).filter(|&t| !self.r.function_word(t) && !self.r.has(t, Class::DEMONYM)).all(|t| {
            let word = self.r.word(t).to_lowercase();
            entity.words.contains(&word)
                || self.r.is(t, &["other", "same"])
                || entity
                    .words
                    .iter()
                    .any(|w| w.len() > 3 && word.starts_with(&w[..w.char_indices().nth(4).map_or(w.len(), |c| c.0)]))
        })
    }

    /// *the paper*: the last outlet before; *a Japanese daily*: the next one
    /// after, in the sentences that follow.
    fn outlet_meant(&self, at: u32, definite: bool, head: &str, organization: bool) -> Option<u32> {
        use crate::lexicon::OutletKind as K;
        let fits = |party: u32| {
            let e = self.entity(party);
            if e.kind != PartyKind::Outlet {
                return false;
            }
            let Some(index) = e.outlet else { return true };
            let kind = self.r.lexicon.outlet(index).kind;
            match head {
                "newspaper" | "paper" | "daily" | "tabloid" => matches!(kind, K::Newspaper | K::StateMedia),
                "agency" => matches!(kind, K::Wire | K::StateMedia),
                "radio" | "network" | "television" | "station" | "broadcaster" => {
                    matches!(kind, K::Broadcaster | K::StateMedia)
                }
                "magazine" | "weekly" => matches!(kind, K::Magazine | K::Newspaper),
                _ => true,
            }
        };
        if definite {
            let back = self.names.before(at).iter().rev().take(80).map(|m| m.party);
            let spoken = self.spoken[..self.spoken.partition_point(|s| s.0 < at)].iter().rev().take(10).map(|s| s.1);
            if organization {
                // *the agency* is more often an office: only one that spoke.
                return spoken.take(4).find(|&p| fits(p)).or_else(|| back.take(4).find(|&p| fits(p)));
            }
            let mut all = spoken.take(3).chain(back);
            return all.find(|&p| fits(p));
        }
        if !self.r.is(at, &["a", "an", "another", "one"]) || matches!(head, "media" | "press") {
            return None;
        }
        self.names
            .after(at)
            .iter()
            .take(12)
            .take_while(|m| m.tokens.start < at + 80)
            .map(|m| m.party)
            .find(|&p| fits(p))
    }

    fn pronoun(&mut self, t: u32, of: Option<u32>) -> Option<u32> {
        let word = self.r.word(t).to_ascii_lowercase();
        let found = match word.as_str() {
            "he" | "him" | "his" | "himself" => self.person_meant(t, Gender::Male, of),
            "she" | "her" | "hers" | "herself" => self.person_meant(t, Gender::Female, of),
            "i" | "me" | "my" | "we" | "us" | "our" => {
                let single = matches!(word.as_str(), "i" | "me" | "my");
                self.holder(t, of).or_else(|| self.author(t).filter(|_| single))
            }
            "they" | "them" | "their" => self.thing_meant(t, true),
            "it" | "its" => self.thing_meant(t, false),
            "who" | "whom" | "whose" | "which" | "that" => self.antecedent(t),
            "you" | "this" | "these" | "those" | "one" | "what" => None,
            _ => return None,
        };
        Some(found.unwrap_or_else(|| {
            let mut entity = Entity::new(PartyKind::Unnamed, self.r.word(t).to_owned());
            entity.weak = true;
            self.add(entity)
        }))
    }

    /// *I* outside quotations: the one author that the article names.
    fn author(&mut self, t: u32) -> Option<u32> {
        if self.r.quotation(t) > 0 {
            return None;
        }
        let name = self.byline?.trim();
        let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(name).trim();
        let several = name.contains(" and ") || name.contains(',') || name.contains(';') || name.contains('&');
        if several || name.is_empty() || name.split_whitespace().count() > 5 {
            return None;
        }
        if self.author.is_none() {
            let known = (0..self.names.entities.len() as u32).find(|&p| self.entity(p).name == name);
            let author = known.unwrap_or_else(|| self.add(Entity::new(PartyKind::Person, name.to_owned())));
            self.author = Some(author);
        }
        self.author
    }

    /// *I, we* in a quotation: its speaker.
    fn holder(&mut self, t: u32, of: Option<u32>) -> Option<u32> {
        let at = self.r.tokens.get(t as usize)?.span;
        let holder = of.and_then(|i| self.attributions[i as usize].nested_in).or_else(|| {
            (self.r.quotation(t) > 0).then(|| {
                (0..self.attributions.len() as u32)
                    .skip(of.map_or(0, |i| (i as usize).saturating_sub(8)))
                    .take(16)
                    .find(|&i| Some(i) != of && self.attributions[i as usize].content.iter().any(|c| c.contains(at)))
            })?
        })?;
        self.source(holder);
        self.sources.get(holder as usize).copied().flatten()
    }

    /// Everybody named before `t`, nearest first: place, party, whether the
    /// place is a source, whether it is the subject of its sentence.
    fn places_before(&self, t: u32) -> Vec<(u32, u32, bool, bool)> {
        let mentions = self.names.before(t);
        let spoken = &self.spoken[..self.spoken.partition_point(|s| s.0 < t)];
        let mut places = Vec::with_capacity(PRONOUN_LOOK_BACK);
        let (mut m, mut s) = (mentions.len(), spoken.len());
        let near = self.r.paragraph(t);
        while places.len() < PRONOUN_LOOK_BACK && (m > 0 || s > 0) {
            let spoken_next = s > 0 && (m == 0 || spoken[s - 1].0 >= mentions[m - 1].start);
            let (at, party, is_spoken, subject) = if spoken_next {
                s -= 1;
                (spoken[s].0, spoken[s].1, true, false)
            } else {
                m -= 1;
                let mention = &mentions[m];
                (mention.tokens.start, mention.party, false, self.is_subject(mention))
            };
            if near.saturating_sub(self.r.paragraph(at)) > PRONOUN_PARAGRAPHS {
                break;
            }
            places.push((at, party, is_spoken, subject));
        }
        places
    }

    /// Whether a mention can be the subject of its sentence: nothing but
    /// titles, quotations and adverbials stand before it.
    fn is_subject(&self, m: &Mention) -> bool {
        let before = m.start.checked_sub(1);
        let Some(before) = before.filter(|&b| self.r.sentence(b) == self.r.sentence(m.start)) else { return true };
        if self.r.possessive(m.tokens.end) || self.r.is(before, PREPOSITIONS) {
            return false;
        }
        let verb_follows = !matches!(
            self.r.kind(m.tokens.end),
            None | Some(TokenKind::Period | TokenKind::Exclamation | TokenKind::Close)
        );
        verb_follows
            && (matches!(self.r.kind(before), Some(TokenKind::Comma | TokenKind::DoubleQuote | TokenKind::Dash))
                || self
                    .r
                    .is(before, &["when", "that", "as", "and", "but", "if", "while", "because", "after", "before"])
                || m.titled)
    }

    fn person_meant(&mut self, t: u32, gender: Gender, of: Option<u32>) -> Option<u32> {
        let quoted = self.r.quotation(t);
        let sentence = self.r.sentence(t);
        let paragraph = self.r.paragraph(t);
        let mut best: Option<(f32, u32)> = None;
        let speaks = of.is_some();
        let mut heard = false;
        let mut scores: Vec<(u32, f32)> = Vec::new();
        for (place, (at, party, spoken, subject)) in self.places_before(t).into_iter().enumerate() {
            let e = self.entity(party);
            let singular = e.kind == PartyKind::Person || e.kind == PartyKind::Unnamed && !e.plural;
            if !singular || e.own {
                continue;
            }
            if matches!((e.gender, gender), (Some(Gender::Female), Gender::Male) | (Some(Gender::Male), Gender::Female))
            {
                continue;
            }
            let distance = sentence.saturating_sub(self.r.sentence(at)) as f32;
            let paragraphs = paragraph.saturating_sub(self.r.paragraph(at)) as f32;
            let mut score = -distance.min(8.0) * 0.8 - paragraphs * 0.5 - place as f32 * 0.05;
            if e.gender == Some(gender) {
                score += 0.8;
            }
            if spoken {
                score += 1.6;
            } else if e.weak && e.count < 2 {
                continue;
            }
            if subject {
                score += 1.0;
            }
            // A source goes on speaking.
            if speaks && spoken && !heard {
                heard = true;
                score += 1.0;
            }
            let place_quoted = self.r.quotation(at);
            if place_quoted > 0 && place_quoted != quoted {
                score -= 2.0;
            }
            if e.weak && e.kind == PartyKind::Unnamed {
                score -= 1.5;
            }
            if e.kind == PartyKind::Unnamed {
                score -= 0.5;
            }
            // Known by one word alone and by no pronoun yet: it may be a place or a firm.
            if e.kind == PartyKind::Person && e.words.len() == 1 && e.gender.is_none() {
                score -= 2.0;
            }
            if self.r.in_headline(at) {
                score -= 1.0;
            }
            // Who is spoken of often is likelier meant again.
            if let Some(slot) = scores.iter_mut().find(|s| s.0 == party) {
                slot.1 += 0.15;
                let total = score + slot.1;
                if best.is_none_or(|b| total > b.0) {
                    best = Some((total, party));
                }
                continue;
            }
            scores.push((party, 0.0));
            if best.is_none_or(|b| score > b.0) {
                best = Some((score, party));
            }
        }
        let (_, party) = best?;
        let entity = &mut self.names.entities[party as usize];
        if entity.gender.is_none() || entity.gender == Some(Gender::Both) {
            entity.gender = Some(gender);
        }
        Some(party)
    }

    fn thing_meant(&self, t: u32, plural: bool) -> Option<u32> {
        let sentence = self.r.sentence(t);
        let mut best: Option<(f32, u32)> = None;
        for (place, (at, party, spoken, subject)) in self.places_before(t).into_iter().enumerate() {
            let e = self.entity(party);
            let fits = if plural {
                e.plural && e.kind != PartyKind::Document || e.kind == PartyKind::Organization
            } else {
                matches!(e.kind, PartyKind::Outlet | PartyKind::Organization | PartyKind::Document)
            };
            if !fits || e.own {
                continue;
            }
            let distance = sentence.saturating_sub(self.r.sentence(at)) as f32;
            let mut score = -distance * 0.8 - place as f32 * 0.05;
            if spoken {
                score += 2.5;
            }
            if subject {
                score += 0.7;
            }
            if plural && e.plural {
                score += 1.0;
            }
            if !spoken && !plural && !subject {
                score -= 1.5;
            }
            if self.r.quotation(at) > 0 && self.r.quotation(at) != self.r.quotation(t) {
                score -= 2.0;
            }
            if best.is_none_or(|b| score > b.0) {
                best = Some((score, party));
            }
        }
        best.filter(|b| b.0 > -3.0).map(|b| b.1)
    }

    /// *who*: whoever was named right before it.
    fn antecedent(&mut self, t: u32) -> Option<u32> {
        let start = self.r.sentence_tokens(t).start.max(t.saturating_sub(20));
        let named = self.names.before(t).last().filter(|m| m.tokens.start >= start).copied();
        if let Some(m) = named.filter(|m| m.tokens.end + 3 >= t) {
            return Some(m.party);
        }
        let spoken = self.spoken[..self.spoken.partition_point(|s| s.0 < t)].last().copied();
        if let Some((at, party)) = spoken.filter(|s| s.0 + 8 >= t && s.0 >= start) {
            let _ = at;
            return Some(party);
        }
        // A common noun with its determiner: *the woman who said*.
        let mut from = t;
        while from > start && t - from < 8 {
            from -= 1;
            let opens = self.r.is(from, &["a", "an", "the", "some", "many", "those", "several", "his", "her", "their"]);
            if opens {
                break;
            }
            if matches!(self.r.kind(from), Some(TokenKind::Comma | TokenKind::DoubleQuote)) && from + 1 < t {
                from += 1;
                break;
            }
        }
        let tokens = self.trim(TokenSpan::new(from, t));
        if !tokens.is_empty() && tokens.len() < 8 && tokens.len() > 1 {
            let phrase = self.take_apart(tokens);
            let party = self.common(tokens, &phrase);
            return Some(party);
        }
        named.map(|m| m.party)
    }

    /// Puts the parties into the order of their first mention and renumbers.
    fn finish(self, mut trails: Vec<Trail>) -> Resolution {
        let Self { r, names, mut sources, named, .. } = self;
        let mut mentions = named;
        for m in &names.mentions {
            mentions[m.party as usize].push(r.span_of(m.tokens));
        }
        for link in trails.iter().flat_map(|t| &t.links) {
            mentions[link.party as usize].push(link.mention);
        }
        for places in &mut mentions {
            places.sort_unstable();
            places.dedup();
        }
        let mut order: Vec<u32> = (0..names.entities.len() as u32).collect();
        order.sort_by_key(|&p| (mentions[p as usize].first().map_or(u32::MAX, |s| s.start), p));
        let mut number = vec![0u32; order.len()];
        for (new, &old) in order.iter().enumerate() {
            number[old as usize] = new as u32;
        }
        let renumber = |p: &mut u32| *p = number.get(*p as usize).copied().unwrap_or(0);
        sources.iter_mut().flatten().for_each(renumber);
        for trail in &mut trails {
            trail.links.iter_mut().for_each(|l| renumber(&mut l.party));
            trail.inner.iter_mut().for_each(renumber);
        }
        let mut slots: Vec<Option<Entity>> = names.entities.into_iter().map(Some).collect();
        let mut parties = Vec::with_capacity(order.len());
        let mut own = Vec::with_capacity(order.len());
        for &old in &order {
            let Some(e) = slots[old as usize].take() else { continue };
            own.push(e.own);
            let name = match e.written {
                // The lexicon knows the article and the capitals of the name.
                Some((_, written)) => {
                    let bare = e.name.strip_prefix("The ").unwrap_or(&e.name);
                    if bare.eq_ignore_ascii_case(&written) { e.name } else { written }
                }
                None => e.name,
            };
            parties.push(Party {
                name,
                kind: e.kind,
                description: e.description,
                mentions: std::mem::take(&mut mentions[old as usize]),
            });
        }
        let unresolved = vec![None; sources.len()];
        Resolution { parties, own, sources, unresolved, trails }
    }
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use super::samples::Sample;
    use crate::article::Metadata;
    use crate::party::PartyKind;
    use crate::span::Span;
    use proptest::prelude::*;

    #[test]
    fn surnames_and_pronouns_go_to_the_full_name() {
        let text =
            "Mayor Elena Ortiz said the bridge was safe. Ortiz said it would open. She said the tests were done.";
        let s = Sample::new(
            text,
            &[
                ("Mayor Elena Ortiz", "said", "the bridge was safe"),
                ("Ortiz", "said", "it would open"),
                ("She", "said", "the tests were done"),
            ],
        );
        assert_eq!([s.source(0), s.source(1), s.source(2)], ["Elena Ortiz"; 3]);
    }

    #[test]
    fn pronouns_follow_gender() {
        let text = "Michael Brandt met Susan Lowe on Friday. She said the talks failed. He said they had not begun.";
        let s = Sample::new(text, &[("She", "said", "the talks failed"), ("He", "said", "they had not begun")]);
        assert_eq!([s.source(0), s.source(1)], ["Susan Lowe", "Michael Brandt"]);
    }

    #[test]
    fn a_pronoun_without_candidate_stays_as_written() {
        let s = Sample::new("He said the harvest was late.", &[("He", "said", "the harvest was late")]);
        assert_eq!(s.source(0), "He");
        assert_eq!(s.resolution.parties[s.resolution.sources[0].unwrap() as usize].kind, PartyKind::Unnamed);
    }

    #[test]
    fn an_apposition_names_whom_the_role_means() {
        let text = "The head of the water board, Karim Haddad, said the dam held. The head of the board said more rain was due.";
        let s = Sample::new(text, &[("The head of the water board, Karim Haddad,", "said", "the dam held")]);
        assert_eq!(s.source(0), "Karim Haddad");
        let party = &s.resolution.parties[s.resolution.sources[0].unwrap() as usize];
        assert_eq!(party.description.unwrap().of(&s.text), "The head of the water board");
    }

    #[test]
    fn the_senator_is_the_senator() {
        let text = "Sen. Ruth Calder arrived late. The senator said the vote was lost.";
        let s = Sample::new(text, &[("The senator", "said", "the vote was lost")]);
        assert_eq!(s.source(0), "Ruth Calder");
    }

    #[test]
    fn advisers_are_not_whom_they_advise() {
        let text = "Mr. Calder spoke first. Advisers to Mr. Calder said the plan was dead.";
        let s = Sample::new(text, &[("Advisers to Mr. Calder", "said", "the plan was dead")]);
        assert_eq!(s.source(0), "Advisers to Mr. Calder");
    }

    #[test]
    fn spellings_of_one_surname() {
        let text = "Tomas Wickham said the mill would close. Wickam said nobody was asked.";
        let s = Sample::new(
            text,
            &[("Tomas Wickham", "said", "the mill would close"), ("Wickam", "said", "nobody was asked")],
        );
        assert_eq!(s.source(1), "Tomas Wickham");
    }

    #[test]
    fn names_are_cut_to_their_core() {
        let text =
            "A pilot, whom he would not name, said the ice was thin. Town spokesman Karl Brook last week said it held.";
        let s = Sample::new(
            text,
            &[
                ("A pilot, whom he would not name,", "said", "the ice was thin"),
                ("Town spokesman Karl Brook last week", "said", "it held"),
            ],
        );
        assert_eq!([s.source(0), s.source(1)], ["A pilot", "Karl Brook"]);
    }

    #[test]
    fn a_nickname_stands_inside_its_name() {
        let text = "Karl \"Tubs\" Brook came in. Brook said it was late.";
        let s = Sample::new(text, &[("Brook", "said", "it was late")]);
        assert_eq!(s.source(0), "Karl \"Tubs\" Brook");
    }

    #[test]
    fn whom_a_delegate_brings_in_stays_the_delegate() {
        let text = "A delegate came in. Envoy Lena Brook left. The delegate said it was over.";
        let s = Sample::new(text, &[("The delegate", "said", "it was over")]);
        assert_eq!(s.source(0), "The delegate");
    }

    #[test]
    fn papers_by_their_last_word_and_what_is_no_paper() {
        let text = "Petra Brook told the Ledger that it was late. Local media reported a toll. The Skerry-based daily Lend Courier said it held. The Courier reported a map.";
        let s = Sample::new(
            text,
            &[
                ("Petra Brook", "told", "that it was late"),
                ("Local media", "reported", "a toll"),
                ("The Skerry-based daily Lend Courier", "said", "it held"),
                ("The Courier", "reported", "a map"),
            ],
        );
        assert_eq!(s.line(0), "Ledger[received] < Petra Brook");
        assert_eq!([s.source(1), s.source(2), s.source(3)], ["Local media", "Lend Courier", "Lend Courier"]);
    }

    #[test]
    fn comments_name_nobody() {
        let text = "<!-- Shows: Karl Brook as a source -->\n\nThe vote was held on Monday in the town hall. He said it was late.";
        let s = Sample::new(text, &[("He", "said", "it was late")]);
        assert_eq!(s.source(0), "He");
    }

    #[test]
    fn the_author_says_i() {
        let text = "I know the valley well.";
        let metadata = Metadata { byline: Some("By Nora Field".into()), ..Metadata::default() };
        let s = Sample::with_spans(
            text,
            &[[Some(Span::new(0, 1)), Some(Span::new(2, 6)), Some(Span::new(7, 22))]],
            metadata,
        );
        assert_eq!(s.source(0), "Nora Field");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_spans_resolve(
            text in "([A-Z][a-z]{0,6}|he|she|it|told|quoted|by|said|CNN|the|paper|a|spokesman|for|\"|,|\\.|\n\n|é|— ){0,40}",
            cuts in proptest::collection::vec((0.0f64..1.0, 0.0f64..1.0), 0..18),
        ) {
            let text: String = text.replace("said", " said ").replace("told", " told ");
            let at = |f: f64| {
                let mut i = (f * text.len() as f64) as usize;
                while !text.is_char_boundary(i) { i -= 1; }
                i as u32
            };
            let spans: Vec<[Option<Span>; 3]> = cuts.chunks(3).map(|c| {
                let one = |i: usize| c.get(i).map(|&(a, b)| Span::new(at(a.min(b)), at(a.max(b))));
                [one(0), one(1), one(2)]
            }).collect();
            let s = Sample::with_spans(&text, &spans, Metadata::default());
            prop_assert_eq!(s.chains.len(), spans.len());
            for link in s.chains.iter().flat_map(|c| &c.links) {
                prop_assert!(s.text.get(link.mention.range()).is_some());
                prop_assert!((link.party as usize) < s.resolution.parties.len());
            }
            for mention in s.resolution.parties.iter().flat_map(|p| &p.mentions) {
                prop_assert!(s.text.get(mention.range()).is_some());
            }
        }
    }
}
