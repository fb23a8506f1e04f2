//! Resolves noun phrases whose head is a common noun: *the spokesman*, *the
//! paper*, *a woman in the crowd*.

use super::Resolver;
use super::names::{Entity, aged, is_role};
use super::phrase_parts::Phrase;
use super::role::{ROLE_WINDOW, introduced, modifiers_agree};
use crate::closed_class::{
    BELONGING, INEXACT, INTRODUCING, OURS, PEOPLES_RELATIVES, POINTING, POSSESSIVES, RELATIVES, TELLING_APART, THE,
};
use crate::layout::Layout;
use crate::lexicon::{Class, ClassSet, OutletKind as K, Pos};
use crate::party::{PartyKind, Unresolved};
use crate::span::TokenSpan;
use crate::token::{Shape, TokenKind};

/// The head of a phrase, and what its form says.
struct Noun {
    /// The token where the phrase starts.
    at: u32,
    /// The token of the head.
    last: u32,
    /// The head in lower case.
    word: String,
    definite: bool,
    plural: bool,
    /// Whether it is a noun for outlets.
    outlet: bool,
}

impl Noun {
    fn new(layout: &Layout<'_>, at: u32, phrase: &Phrase) -> Self {
        let mut last = phrase.head.end.saturating_sub(1);
        if layout.possessive(last) && last > phrase.head.start {
            last -= 1;
        }
        let word = layout.word(last).to_lowercase();
        let plural = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3
            || layout.is(last, INEXACT) && !layout.is(last, POINTING)
            || layout.mark(last).is_some_and(|m| layout.lexicon.pos(m.word).contains(&Pos::PluralNoun));
        // *court papers* are documents.
        let document = last > at && layout.has(last - 1, Class::DOCUMENT) && layout.has(last, Class::DOCUMENT);
        // *the swimming club's website* is the club's channel and no publisher.
        let of_no_outlet =
            |t: u32| layout.possessive(t) && !layout.has_any(t - 1, ClassSet::of(&[Class::OUTLET, Class::OUTLET_HEAD]));
        let channel = layout.has(last, Class::OUTLET_KIND) && (at + 1..last).any(of_no_outlet);
        let outlet =
            layout.has(last, Class::OUTLET_HEAD) && layout.shape(last) == Shape::Lower && !channel && !document;
        Self { at, last, word, definite: layout.is(at, POINTING), plural, outlet }
    }
}

impl Resolver<'_> {
    /// Resolves a phrase whose head is a common noun; adds a party for it if no
    /// known one fits.
    pub(super) fn common(&mut self, tokens: TokenSpan, phrase: &Phrase, of: Option<u32>) -> u32 {
        let layout = self.layout;
        let noun = Noun::new(layout, tokens.start, phrase);
        // *the second source* is not one of those who spoke before.
        let apart = phrase.head.range().skip(1).any(|t| layout.is(t as u32, TELLING_APART));
        let outlet = self.outlet_by_noun(phrase, &noun);
        if let Some(party) = outlet.or_else(|| self.known_role(phrase, &noun).filter(|_| !apart)) {
            return party;
        }
        // *the owner, whom police did not name*: a description of its own.
        let core = phrase.core.end;
        let described = layout.kind(core) == Some(TokenKind::Comma) && layout.is(core + 1, RELATIVES);
        // *REPORTER: Will you resign?*: the label of a turn names nobody else.
        let labels = layout.labels_turn(phrase.head);
        if !(noun.plural || described || labels || apart)
            && let Some(party) = self.varied_role(phrase, &noun, of).or_else(|| self.named_ahead(phrase, noun.last))
        {
            return party;
        }
        // *the spokesman*, with no earlier mention.
        if noun.definite
            && !noun.plural
            && phrase.head.len() == 2
            && phrase.is_bare()
            && layout.role_head(noun.last)
            && let Some(slot) = of.and_then(|i| self.unresolved.get_mut(i as usize))
        {
            *slot = Some(Unresolved::NoCandidate);
        }
        self.add_common(phrase, noun)
    }

    /// Adds a party for a phrase that refers to nobody known.
    fn add_common(&mut self, phrase: &Phrase, noun: Noun) -> u32 {
        let layout = self.layout;
        let name = layout.span_of(phrase.core).of(layout.text).to_owned();
        let mut entity = Entity::new(kind(layout, &noun), name);
        entity.plural = noun.plural;
        entity.human = is_human(layout, noun.last)
            // *a parking attendant who …*
            || (phrase.head.end..phrase.head.end + 2).any(|t| layout.is(t, PEOPLES_RELATIVES));
        entity.weak = layout.function_word(noun.last);
        let weak = entity.weak;
        let party = self.add(entity);
        if !weak {
            self.call(noun.word, noun.at, party);
        }
        party
    }

    /// Returns the outlet that a noun for outlets refers to: *the paper*.
    fn outlet_by_noun(&mut self, phrase: &Phrase, noun: &Noun) -> Option<u32> {
        let (layout, last) = (self.layout, noun.last);
        if !noun.outlet || noun.plural {
            return None;
        }
        // *the website "Skerry Lives"*
        if layout.kind(last + 1) == Some(TokenKind::DoubleQuote)
            && let Some(m) = self.names.after(last + 2).first().filter(|m| m.start == last + 2)
            && self.entity(m.party).kind == PartyKind::Outlet
        {
            return Some(m.party);
        }
        // *this newspaper* is the article's own publisher, whatever its name.
        if layout.is(noun.at, OURS) {
            let known = (0..self.names.entities.len().min(2) as u32).find(|&p| self.is_own(p));
            return Some(known.unwrap_or_else(|| {
                let mut entity = Entity::new(PartyKind::Outlet, layout.span_of(phrase.head).of(layout.text).to_owned());
                entity.own = true;
                self.add(entity)
            }));
        }
        self.outlet_meant(noun.at, last, noun.definite, layout.has(last, Class::ORGANIZATION_NOUN))
    }

    /// Returns the party that was called by the noun before.
    fn known_role(&self, phrase: &Phrase, noun: &Noun) -> Option<u32> {
        let (layout, at, last) = (self.layout, noun.at, noun.last);
        // *her lawyer*: a person who was called a lawyer before.
        let whose = layout.is(at, POSSESSIVES) && phrase.head.len() > 1 && !layout.has(last, Class::SPOKESPERSON);
        let called_so = |party: u32| {
            self.names.all_called(&noun.word, at).take(8).any(|c| c.1 == party)
                && self.entity(party).kind == PartyKind::Person
        };
        if (noun.definite || whose)
            && !noun.plural
            && let Some(party) = self.role_meant(phrase, last)
            && (noun.definite || called_so(party))
        {
            return Some(party);
        }
        let bare = last == phrase.head.start && noun.plural && phrase.is_bare();
        let called = || self.names.called(&noun.word, at, ROLE_WINDOW);
        (noun.definite || bare)
            .then(called)
            .flatten()
            .filter(|&party| !self.holds_another_office(party, last))
            // *Police* are not the *Police Chief*.
            .filter(|&party| !(bare && self.entity(party).kind == PartyKind::Person))
            .filter(|&party| modifiers_agree(layout, self.entity(party), phrase, last))
    }

    /// Returns the person last spoken of, for a definite role or description
    /// that the text gave nobody before.
    fn varied_role(&self, phrase: &Phrase, noun: &Noun, of: Option<u32>) -> Option<u32> {
        let (layout, at, last) = (self.layout, noun.at, noun.last);
        let epithet = layout.has(last, Class::EPITHET) || aged(layout, last);
        let opens = layout.tokens.get(at as usize).is_some_and(|t| t.opens_paragraph);
        let goes_on = || opens || of.is_some_and(|i| self.goes_on(i, at));
        // *the correspondent of the Courier*, but not *the former head of Velmark
        // Steel*, which retells who somebody is.
        let owner = last + 2 + u32::from(layout.is(last + 2, THE));
        let elsewhere = layout.is(last + 1, BELONGING)
            && self.names.after(last + 2).first().is_some_and(|m| m.start == owner)
            && !(at..last).any(|t| layout.has(t, Class::STANDING));
        let fits = noun.definite
            && (is_role(layout, last) && (phrase.head.len() > 2 || goes_on()) || epithet)
            && !layout.has(last, Class::SPOKESPERSON)
            && !introduced(layout, at, last)
            && !elsewhere;
        fits.then(|| self.varied(at, last, of)).flatten()
    }

    /// Returns the outlet that a common noun refers to. *the paper* is the last
    /// outlet before it; *a Japanese daily* is the next one after it.
    pub(super) fn outlet_meant(&self, at: u32, last: u32, definite: bool, organization: bool) -> Option<u32> {
        let fits = |party: u32| {
            let e = self.entity(party);
            if e.kind != PartyKind::Outlet {
                return false;
            }
            let Some(index) = e.outlet else { return true };
            let kind = self.layout.lexicon.outlet(index).kind;
            if self.layout.has(last, Class::PRINT) {
                matches!(kind, K::Newspaper | K::Magazine | K::StateMedia)
            } else {
                !self.layout.has(last, Class::BROADCASTER) || matches!(kind, K::Broadcaster | K::StateMedia)
            }
        };
        if definite {
            let back = self.names.before(at).iter().rev().take(80).map(|m| m.party);
            let spoken = self.spoken[..self.spoken.partition_point(|s| s.0 < at)].iter().rev().take(10).map(|s| s.1);
            if organization {
                // *the agency* is more often a public body, so only a recent
                // source or one of the last few mentions counts.
                return spoken.take(4).find(|&p| fits(p)).or_else(|| back.take(4).find(|&p| fits(p)));
            }
            // *the radio* is Tehran radio, and not the BBC that monitored it.
            let noun = self.layout.word(last).to_lowercase();
            let mut all = spoken.take(3).chain(back);
            let is_called_so = |p: &u32| fits(*p) && self.entity(*p).words.contains(&noun);
            return all.clone().find(is_called_so).or_else(|| all.find(|&p| fits(p)));
        }
        if !self.layout.is(at, INTRODUCING) {
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
}

/// Whether the noun means one or more people.
fn is_human(layout: &Layout<'_>, last: u32) -> bool {
    const PEOPLE: ClassSet = ClassSet::of(&[Class::GROUP, Class::EPITHET]);
    (is_role(layout, last) || aged(layout, last) || layout.has_any(last, PEOPLE))
        && !layout.has(last, Class::ORGANIZATION_NOUN)
}

/// Returns the kind of party that a noun means.
fn kind(layout: &Layout<'_>, noun: &Noun) -> PartyKind {
    const PEOPLE: ClassSet = ClassSet::of(&[Class::SPOKESPERSON, Class::UNNAMED_SOURCE, Class::GROUP, Class::ROLE]);
    const BODIES: ClassSet =
        ClassSet::of(&[Class::ORGANIZATION_NOUN, Class::ORGANIZATION, Class::PLACE, Class::ORGANIZATION_SUFFIX]);
    if noun.outlet {
        PartyKind::Outlet
    } else if layout.has(noun.last, Class::DOCUMENT) {
        PartyKind::Document
    } else if layout.has_any(noun.last, BODIES) && !layout.has_any(noun.last, PEOPLE) {
        PartyKind::Organization
    } else {
        PartyKind::Unnamed
    }
}
