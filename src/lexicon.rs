//! What the grammar knows about words: classes of terms, outlets, reporting
//! verbs, nouns and adjectives with their frames, parts of speech.
//!
//! A [`Lexicon`] is loaded from the TOML files that `grammar/README.md`
//! describes. [`Lexicon::mark`] looks up every token once (one hash look-up a
//! token, no allocation) and finds multiword terms longest first.

mod class;
mod image;
mod inflect;
mod load;

pub use class::{Class, ClassSet};
pub use load::Builder;
pub(crate) use load::{parse, place};

use crate::attribution::Act;
use crate::span::TokenSpan;
use crate::token::{Abbreviations, Shape, Token};
use rustc_hash::FxHashMap;

/// Number of a word in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(crate) u32);

impl WordId {
    /// A word that no file mentions.
    pub const UNKNOWN: Self = Self(u32::MAX);
}

/// A part of speech that a form can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it; grammar/README.md lists them")]
#[non_exhaustive]
pub enum Pos {
    Noun,
    PluralNoun,
    Adjective,
    Adverb,
    VerbBase,
    VerbThird,
    VerbPast,
    Participle,
    Gerund,
    Name,
}

/// A form of a verb, as a set: *said* is past and participle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms(pub(crate) u8);

#[allow(missing_docs, reason = "the names say it")]
impl Forms {
    pub const BASE: Self = Self(1);
    pub const THIRD: Self = Self(2);
    pub const PAST: Self = Self(4);
    pub const PARTICIPLE: Self = Self(8);
    pub const GERUND: Self = Self(16);
    /// Whether the set has one of `other`.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A set of frames, by the numbers of [`Lexicon::frame`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames(pub(crate) u64);

impl Frames {
    /// Whether a frame of `other` is in the set.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    /// The frames that are in both sets.
    #[must_use]
    pub const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
    /// Their names, as files have them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        load::FRAMES.iter().enumerate().filter(move |(i, _)| self.0 >> i & 1 == 1).map(|(_, name)| *name)
    }
    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a predicate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PredicateKind {
    /// A reporting verb.
    Verb,
    /// A reporting noun.
    Noun,
    /// An adjective that takes content: *confident that*.
    Adjective,
}

/// A reporting verb, noun or adjective.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// Verb, noun or adjective.
    pub kind: PredicateKind,
    /// The form that dictionaries list.
    pub lemma: Box<str>,
    /// What it reports.
    pub act: Act,
    /// What it takes.
    pub frames: Frames,
    /// For a noun: what it takes with a possessor before it, [`Self::frames`] included.
    pub frames_poss: Frames,
    /// For a noun: lemmas of the verbs that make one cue with it (*express* concern).
    pub light: Vec<WordId>,
    /// With nobody behind it, it is hearsay.
    pub hearsay: bool,
    /// Words after the verb that belong to the cue: *clear* in *made clear*.
    pub tail: Vec<WordId>,
}

/// What kind of publisher an outlet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
#[non_exhaustive]
pub enum OutletKind {
    Wire,
    Newspaper,
    Broadcaster,
    Magazine,
    Site,
    StateMedia,
}

/// A publisher.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// Its full name, with *The* where it has one.
    pub name: Box<str>,
    /// What it is.
    pub kind: OutletKind,
    /// Its other names, in the order of the file.
    pub aliases: Vec<Box<str>>,
}

/// How a term names an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Naming {
    /// By its name or an alias that means nothing else.
    Full,
    /// By a name that means it only where a full one was seen before.
    Short,
    /// By a show or section of its.
    Program,
    /// By a name that is an ordinary word too.
    Ambiguous,
}

/// A term found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its class.
    pub class: Class,
    /// For [`Class::OUTLET`]: which outlet, and how it is named.
    pub outlet: Option<(u32, Naming)>,
}

/// What the lexicon says about one token by itself or as part of a term.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// The word.
    pub word: WordId,
    /// Classes of the terms that the token is part of.
    pub classes: ClassSet,
    /// Classes of the terms that begin here.
    pub begins: ClassSet,
}

/// The lexicon's reading of a text: one [`Mark`] a token, and the terms.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// One a token.
    pub marks: Vec<Mark>,
    /// The terms, by first token and then longest first; those of one class
    /// do not overlap.
    pub terms: Vec<Term>,
}

/// A term as it stands in the lexicon.
#[derive(Clone, Copy, Debug)]
struct TermEntry {
    /// Where its words begin in the list of all terms' words.
    start: u32,
    /// How many words it has.
    length: u32,
    class: Class,
    outlet: Option<(u32, Naming)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Any,
    Capital,
    Upper,
}

impl Case {
    fn admits(self, shape: Shape) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => shape != Shape::Lower,
            Self::Upper => matches!(shape, Shape::Upper | Shape::None),
        }
    }
}

/// Everything known about words.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    ids: image::StringTable,
    /// Words that only constructions name, numbered after those of the files.
    added: FxHashMap<Box<str>, u32>,
    words: image::Words,
    predicates: Vec<Predicate>,
    outlets: image::Outlets,
    /// [`bare_name`]s of outlets' names and aliases.
    outlet_names: image::StringTable,
    /// The outlet of each of those.
    outlet_holders: Vec<u32>,
    classes: Vec<Box<str>>,
    abbreviations: Abbreviations,
}

/// Which pronouns a given name takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Gender {
    Female,
    Male,
    Both,
}

/// Longest word, in bytes, that can stand in a lexicon; longer tokens are
/// unknown without a look-up.
const MAX_WORD: usize = 64;

impl Lexicon {
    /// The abbreviations that the tokeniser needs.
    #[must_use]
    pub fn abbreviations(&self) -> &Abbreviations {
        &self.abbreviations
    }

    /// The number of a word in any case, [`WordId::UNKNOWN`] if no file has it.
    #[must_use]
    pub fn word(&self, text: &str) -> WordId {
        // Lower-casing into a stack buffer: the common case is short ASCII.
        let mut buffer = [0u8; MAX_WORD];
        if text.is_ascii() {
            let Some(slot) = buffer.get_mut(..text.len()) else { return WordId::UNKNOWN };
            slot.copy_from_slice(text.as_bytes());
            slot.make_ascii_lowercase();
            let lower = std::str::from_utf8(slot).unwrap_or("");
            return self.known(lower).unwrap_or(WordId::UNKNOWN);
        }
        if text.len() > MAX_WORD {
            return WordId::UNKNOWN;
        }
        self.known(&normalise(text)).unwrap_or(WordId::UNKNOWN)
    }

    /// The number of a word in lower case.
    fn known(&self, word: &str) -> Option<WordId> {
        self.ids.get(word.as_bytes()).or_else(|| self.added.get(word).copied()).map(WordId)
    }

    /// The number of a word, given one if it has none yet.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let word = normalise(word);
        self.known(&word).unwrap_or_else(|| {
            let id = (self.ids.len() + self.added.len()) as u32;
            self.added.insert(word.into(), id);
            WordId(id)
        })
    }

    /// Marks every token and finds the terms. One look-up a token; a term is
    /// tried only where its first word stands, so time is linear for lexicons
    /// whose terms share few first words.
    #[must_use]
    pub fn mark(&self, text: &str, tokens: &[Token]) -> Marks {
        let mut marks: Vec<Mark> = tokens
            .iter()
            .map(|t| Mark { word: self.word(t.text(text)), classes: ClassSet::EMPTY, begins: ClassSet::EMPTY })
            .collect();
        let mut terms = Vec::new();
        // Per class, the token up to which a term already reaches.
        let mut reach = [0u32; ClassSet::CAPACITY];
        for at in 0..tokens.len() {
            for term in self.words.terms(marks[at].word) {
                let length = term.length as usize;
                let class = usize::from(term.class.0);
                if at + length > tokens.len() || (at as u32) < reach[class] {
                    continue;
                }
                // Hundreds of names begin with *the*: nearly all fail here.
                if length > 1 && self.words.second(term) != Some(marks[at + 1].word) {
                    continue;
                }
                let (words, cases) = self.words.of_term(term);
                if !words.iter().zip(&marks[at..]).all(|(want, have)| *want == have.word)
                    || !cases.iter().zip(&tokens[at..]).all(|(c, t)| c.admits(t.shape))
                {
                    continue;
                }
                let end = at + length;
                reach[class] = end as u32;
                for mark in &mut marks[at..end] {
                    mark.classes.insert(term.class);
                }
                marks[at].begins.insert(term.class);
                terms.push(Term {
                    tokens: TokenSpan::new(at as u32, end as u32),
                    class: term.class,
                    outlet: term.outlet,
                });
            }
        }
        Marks { marks, terms }
    }

    /// The reporting verbs, nouns and adjectives that have this form.
    #[must_use]
    pub fn predicates(&self, word: WordId) -> &[(u32, Forms)] {
        self.words.predicates(word)
    }

    /// The predicate with this number.
    #[must_use]
    pub fn predicate(&self, index: u32) -> &Predicate {
        &self.predicates[index as usize]
    }

    /// Parts of speech of a form, commonest first; empty where no file says.
    #[must_use]
    pub fn pos(&self, word: WordId) -> &[Pos] {
        self.words.pos(word)
    }

    /// The verb forms that the word can be, of any verb in the files.
    #[must_use]
    pub fn forms(&self, word: WordId) -> Forms {
        self.words.forms(word)
    }

    /// The outlet with this number.
    #[must_use]
    pub fn outlet(&self, index: u32) -> &Outlet {
        self.outlets.get(index)
    }

    /// How many outlets there are.
    #[must_use]
    pub fn outlet_count(&self) -> usize {
        self.outlets.len()
    }

    /// The outlet that goes by `name` (any case, *the* ignored), by its name
    /// or an alias; the first in the files where several do. For settings,
    /// bylines and credits: one look-up.
    #[must_use]
    pub fn outlet_named(&self, name: &str) -> Option<u32> {
        let name = self.outlet_names.get(bare_name(name).as_bytes())?;
        self.outlet_holders.get(name as usize).copied()
    }

    /// The gender of a given name, if it is one.
    #[must_use]
    pub fn gender(&self, word: WordId) -> Option<Gender> {
        self.words.gender(word)
    }

    /// The class that files call `name`.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<Class> {
        self.classes.iter().position(|c| &**c == name).map(|i| Class(i as u8))
    }

    /// The names of all classes, for error messages.
    pub fn class_names(&self) -> impl Iterator<Item = &str> {
        self.classes.iter().map(|c| &**c)
    }

    /// The frame that files call `name`.
    #[must_use]
    pub fn frame(&self, name: &str) -> Option<Frames> {
        load::frame(name)
    }

    /// The names of all frames, for error messages.
    pub fn frame_names(&self) -> impl Iterator<Item = &str> {
        load::FRAMES.iter().copied()
    }
}

/// The form in which outlets are looked up by name: any case, without *the*.
pub(crate) fn bare_name(name: &str) -> String {
    let name = normalise(name.trim());
    name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
}

/// Lower case, with typographic apostrophes made straight: the form in which
/// words are keyed.
pub(crate) fn normalise(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(|c| if c == '’' { '\''.to_lowercase() } else { c.to_lowercase() }).collect()
}
