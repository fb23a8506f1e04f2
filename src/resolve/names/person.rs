//! Decides which names of people refer to the same person.

use super::entity::{Entity, words_of};
use super::index::Names;
use super::run::{Run, nicknamed};
use super::words::role_gender;
use crate::closed_class::MODIFIER_OPENERS;
use crate::closed_class::{GENERATIONS, POSSESSIVES};
use crate::layout::Layout;
use crate::lexicon::{Class, Gender};
use crate::party::PartyKind;
use crate::span::TokenSpan;
use crate::token::Shape;

/// Minimum normalised Damerau-Levenshtein similarity at which a surname alone
/// is a spelling of one that the text has in full. Both need the same first
/// letter and at least [`SPELLING_LENGTH`] letters. In 840 articles of election
/// news, pairs in one article were the same person 6 times in 9 from 0.85 on
/// (*Brazile / Brazille, Stephanopoulos / Stephanopolous*), 5 times in 22 from
/// 0.8 to 0.85 (*Walker / Walter, Rubino / Rubio*), and never in 50 below.
const SPELLING: f64 = 0.85;
/// The same minimum after the same given name: 2 pairs of 2 were one person
/// from 0.8 on (*Farook Syed / Farook Sayed*), and 0 of 9 from 0.5 to 0.8
/// (*John Kerry / John Kirby*).
const SPELLING_AFTER_GIVEN: f64 = 0.8;
/// Minimum length of a surname whose spelling may vary.
const SPELLING_LENGTH: usize = 5;
/// Minimum length of the first of two words written as one.
const JOINED: usize = 4;

impl Names {
    pub(super) fn person(&mut self, layout: &Layout<'_>, run: &Run) -> Option<u32> {
        let (name, words) = person_name(layout, run.name);
        let gender =
            title_gender(layout, run.whole).or_else(|| layout.gender(run.name.start).filter(|_| words.len() > 1));
        let surname = surname(&words)?.to_owned();
        let at = run.name.start;
        let bare = nicknamed(layout, run) && (self.last.contains_key(&surname) || self.given.contains_key(&surname));
        if bare {
            return self.short_name(layout, &surname, None, at);
        }
        let found = if words.len() > 1 {
            self.full_name(&words, &surname, gender)
        } else {
            self.short_name(layout, &surname, gender, at)
        };
        let id = match found {
            Some(id) => id,
            None => {
                let upper = layout.shape(at) == Shape::Upper;
                let turn = !layout.common_word(at) && name.len() > 2 && layout.labels_turn(run.name);
                if words.len() == 1 && upper && !run.titled && !turn {
                    return Some(self.exact_entity(PartyKind::Organization, name, at));
                }
                // *the Democratic ticket*: an ordinary word with a capital.
                let common = |t| layout.has(t, Class::GROUP) || layout.common_word(t);
                if !run.titled && (run.name.start..run.name.end).all(common) {
                    return None;
                }
                let id = self.add(Entity::new(PartyKind::Person, name.clone()));
                let entity = &mut self.entities[id as usize];
                // *Cold War*: no evidence that the name is a person.
                let thing = gender.is_none() && (run.name.start..run.name.end).any(common);
                entity.weak = (words.len() == 1 || thing) && !run.titled;
                entity.human = words.len() > 1 || run.titled || gender.is_some() || !joined(layout, &name);
                entity.words.clone_from(&words);
                self.last.entry(surname.clone()).or_default().push(id);
                self.initial.entry(skeleton(&surname).chars().next()?).or_default().push(id);
                if words.len() > 1 {
                    self.given.entry(words[0].clone()).or_default().push(id);
                }
                id
            }
        };
        let fuller = self.entities[id as usize].words.len() < words.len();
        if fuller {
            self.given.entry(words[0].clone()).or_default().push(id);
            let entity = &mut self.entities[id as usize];
            entity.name = name;
            entity.words = words;
        }
        let entity = &mut self.entities[id as usize];
        entity.weak &= !run.titled;
        match (entity.gender, gender) {
            (None, _) => entity.gender = gender,
            (Some(Gender::Both), Some(g)) => entity.gender = Some(g),
            _ => {}
        }
        // The role *Police Chief* does not mean *police*.
        for t in (run.whole.start..run.name.start).filter(|&t| layout.role_head(t)) {
            let word = layout.word(t).to_lowercase();
            let word = word.trim_end_matches('.');
            let full = layout.lexicon.in_full(word).iter().map(|full| &**full);
            for word in full.chain([word]) {
                self.roles.entry(word.to_owned()).or_default().push((at, id));
            }
        }
        Some(id)
    }

    /// Returns the person with this given name and surname.
    pub(super) fn bearer(&self, given: &str, surname: &str) -> Option<u32> {
        let ids = self.last.get(surname)?;
        ids.iter().take(16).copied().find(|&id| self.entities[id as usize].words.first().is_some_and(|w| w == given))
    }

    /// Adds the given name that stands at `t` to a person known only by
    /// surname.
    pub(super) fn add_given_name(&mut self, layout: &Layout<'_>, t: u32, given: &str, surname: &str) -> Option<u32> {
        let gender = layout.gender(t)?;
        let &id = self.last.get(surname)?.first()?;
        let entity = self.entities.get_mut(id as usize)?;
        if entity.words.len() > 1 || !agree(entity.gender, Some(gender)) {
            return None;
        }
        entity.name = format!("{} {}", layout.word(t), entity.name);
        entity.words.insert(0, given.to_owned());
        entity.gender = entity.gender.or(Some(gender));
        self.given.entry(given.to_owned()).or_default().push(id);
        Some(id)
    }

    pub(super) fn full_name(&self, words: &[String], surname: &str, gender: Option<Gender>) -> Option<u32> {
        let fits = |&id: &u32| {
            let e = &self.entities[id as usize];
            let (short, long) = if e.words.len() < words.len() { (&e.words[..], words) } else { (words, &e.words[..]) };
            agree(e.gender, gender)
                && (short.len() == 1 || same_given(&short[0], &long[0]) || short.iter().all(|w| long.contains(w)))
        };
        if let Some(ids) = self.last.get(surname) {
            return ids.iter().take(16).copied().find(|id| fits(id));
        }
        let ids = self.given.get(&words[0])?;
        ids.iter().rev().take(16).copied().find(|&id| {
            self::surname(&self.entities[id as usize].words)
                .is_some_and(|other| similar(surname, other, SPELLING_AFTER_GIVEN) || alike(surname, other))
        })
    }

    /// Resolves a surname or given name alone: to the party of that name that
    /// the text mentions at least three times as often as the others, or else
    /// to one of the last named in full.
    pub(super) fn short_name(&self, layout: &Layout<'_>, word: &str, gender: Option<Gender>, at: u32) -> Option<u32> {
        let best = |ids: &[u32]| {
            let fits = |id: &u32| agree(self.entities[*id as usize].gender, gender);
            let mut fitting: Vec<u32> = ids.iter().take(16).copied().filter(fits).collect();
            if fitting.len() < 2 {
                return fitting.pop();
            }
            let count = |id: u32| self.entities[id as usize].count;
            let most = fitting.iter().copied().max_by_key(|&id| (count(id), std::cmp::Reverse(id)))?;
            if fitting.iter().all(|&id| id == most || count(id) * 3 <= count(most)) {
                return Some(most);
            }
            let paragraph = layout.paragraph(at);
            let end = self.full.partition_point(|f| f.0 < at);
            // If the text always names the others in full, the bare name
            // belongs to the one that it named in full first, and only once.
            let places = |id: u32| self.in_full.get(&id).map_or(&[][..], Vec::as_slice);
            let in_full = |id: u32| places(id).partition_point(|&place| place < at);
            let named = fitting.iter().copied().filter(|&id| in_full(id) > 0);
            let first = named.min_by_key(|&id| places(id)[0]);
            if let Some(first) = first.filter(|&f| in_full(f) == 1 && count(f) > 1)
                && fitting.iter().all(|&id| id == first || in_full(id) >= 3)
            {
                return Some(first);
            }
            let near = || {
                let near = self.full[..end].iter().rev().take(64);
                near.take_while(|f| paragraph.saturating_sub(layout.paragraph(f.0)) <= 4)
                    .filter(|f| fitting.contains(&f.1))
            };
            // *spoke for his wife Ana Ruiz*: a person named after a preposition
            // or possessive is less likely the topic.
            let aside = |t: u32| {
                t > 0 && layout.is(t - 1, MODIFIER_OPENERS)
                    || t > 1 && layout.is(t - 2, POSSESSIVES)
                    || layout.possessive(t + 2)
            };
            let last = near().find(|f| !aside(f.0)).or_else(|| near().next());
            Some(last.map_or(most, |f| f.1))
        };
        self.last
            .get(word)
            .and_then(|ids| best(ids))
            .or_else(|| self.given.get(word).and_then(|ids| best(ids)))
            .or_else(|| {
                let sound = skeleton(word);
                let ids = self.initial.get(&sound.chars().next()?)?;
                ids.iter().take(32).copied().find(|&id| {
                    let e = &self.entities[id as usize];
                    e.words.len() > 1
                        && surname(&e.words).is_some_and(|other| {
                            word.chars().next() == other.chars().next() && similar(word, other, SPELLING)
                                || word.chars().count() >= SPELLING_LENGTH && alike(word, other)
                        })
                })
            })
    }
}

/// Whether two words are written as one, as only firms and sites are: *HarbourHub*.
/// *McKenna, LaToya, FitzRoy* begin with a particle or a short first part.
fn joined(layout: &Layout<'_>, name: &str) -> bool {
    let inner = name.char_indices().skip(1).find(|c| c.1.is_uppercase());
    inner.and_then(|(at, _)| name.split_at_checked(at)).is_some_and(|(first, rest)| {
        first.chars().count() >= JOINED
            && first.ends_with(char::is_lowercase)
            && rest.chars().count() >= 3
            && !layout.lexicon.is_term(&first.to_lowercase(), Class::NAME_PARTICLE)
    })
}

pub(super) fn title_gender(layout: &Layout<'_>, run: TokenSpan) -> Option<Gender> {
    (run.start..run.end).find_map(|t| role_gender(layout, t))
}

/// Whether one person can have both genders; they can if one is unknown.
pub(in crate::resolve) fn agree(a: Option<Gender>, b: Option<Gender>) -> bool {
    !matches!((a, b), (Some(Gender::Female), Some(Gender::Male)) | (Some(Gender::Male), Some(Gender::Female)))
}

/// Whether two given names are equal, or one is an initial or short form of the
/// other.
pub(super) fn same_given(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let initial =
        short.chars().count() <= 2 && long.starts_with(&short[..short.chars().next().map_or(0, char::len_utf8)]);
    a == b || initial || short.chars().count() >= 3 && long.starts_with(short)
}

pub(super) fn similar(a: &str, b: &str, least: f64) -> bool {
    a == b
        || a.chars().count() >= SPELLING_LENGTH
            && b.chars().count() >= SPELLING_LENGTH
            && (strsim::normalized_damerau_levenshtein(a, b) >= least || swapped(a, b))
}

/// Whether two neighbouring letters are swapped: *Byrne / Bryne*.
fn swapped(a: &str, b: &str) -> bool {
    let letters = |word: &str| {
        let mut all: Vec<char> = word.chars().collect();
        all.sort_unstable();
        all
    };
    strsim::damerau_levenshtein(a, b) == 1 && letters(a) == letters(b)
}

/// Whether two names are transliterations of the same name: *Gadhafi / Qaddafi,
/// Sayed / Syed*. In the articles above, four pairs were alike in this way, and
/// three of them were one person; the fourth had two given names.
pub(super) fn alike(a: &str, b: &str) -> bool {
    skeleton(a) == skeleton(b)
}

/// Reduces a name to a form that its transliterations share: interchangeable
/// letters are unified and doubled ones written once.
fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().take(24).peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let (as_one, two) = match (c, next) {
            ('k' | 'g' | 'd' | 't', Some('h')) => (if c == 'g' { 'k' } else { c }, true),
            ('p', Some('h')) => ('f', true),
            ('o', Some('u' | 'o')) => ('u', true),
            ('e', Some('e' | 'i')) | ('i', Some('e')) | ('a', Some('i' | 'y')) => ('i', true),
            ('c' | 'q' | 'g', _) => ('k', false),
            ('y', _) => ('i', false),
            ('w', _) => ('v', false),
            ('z', _) => ('s', false),
            ('-' | '\'' | '’', _) => continue,
            _ => (c, false),
        };
        if two {
            chars.next();
        }
        if !out.ends_with(as_one) {
            out.push(as_one);
        }
    }
    out
}

pub(super) fn surname(words: &[String]) -> Option<&str> {
    words.iter().rev().find(|w| !GENERATIONS.contains(&w.as_str())).map(String::as_str)
}

/// Returns the name as written, on one line, and its words in lower case.
pub(super) fn person_name(layout: &Layout<'_>, tokens: TokenSpan) -> (String, Vec<String>) {
    let span = layout.span_of(tokens);
    let name = span.of(layout.text);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = unglued(layout, &name).map_or(name.clone(), str::to_owned);
    let words = words_of(&name);
    // *PENCE* and *Pence* are the same name.
    let name = if words.len() == 1 && name.chars().all(|c| c.is_uppercase()) && name.len() > 4 {
        let mut chars = name.chars();
        chars.next().map(|c| c.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
    } else {
        name
    };
    (name, words)
}

/// Returns the name after a word that lost its space: *StateAnna Bell*.
fn unglued<'a>(layout: &Layout<'_>, name: &'a str) -> Option<&'a str> {
    let first = name.split(' ').next()?;
    let (at, _) = first.char_indices().skip(1).filter(|c| c.1.is_uppercase()).last()?;
    let (before, rest) = first.split_at_checked(at)?;
    let given = |word: &str| layout.lexicon.gender(layout.lexicon.word(word)).is_some();
    let prefix = layout.lexicon.is_term(before, Class::NAME_PARTICLE);
    let lower = before.ends_with(char::is_lowercase);
    (lower && !prefix && given(rest) && !given(before)).then(|| name.get(at..)).flatten()
}
