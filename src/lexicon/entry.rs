//! What the lexicon says of words, and the names of what it says.

use super::class::{Class, ClassSet};
use crate::attribution::Act;
use crate::span::TokenSpan;
use crate::token::Shape;

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
        FRAMES.iter().enumerate().filter(move |(i, _)| self.0 >> i & 1 == 1).map(|(_, name)| *name)
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
pub(super) struct TermEntry {
    /// Where its words begin in the list of all terms' words.
    pub(super) start: u32,
    /// How many words it has.
    pub(super) length: u32,
    pub(super) class: Class,
    pub(super) outlet: Option<(u32, Naming)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Any,
    Capital,
    Upper,
}

impl Case {
    pub(super) fn admits(self, shape: Shape) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => shape != Shape::Lower,
            Self::Upper => matches!(shape, Shape::Upper | Shape::None),
        }
    }
}

/// Which pronouns a given name takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Gender {
    Female,
    Male,
    Both,
}

/// The frames that `grammar/README.md` lists. A file that names another is
/// wrong, so that a slip of the pen is found.
pub(super) const FRAMES: &[&str] = &[
    "that",
    "bare",
    "quote",
    "invert",
    "paren",
    "wh",
    "np",
    "inf",
    "gerund",
    "as",
    "small",
    "addressee",
    "object-inf",
    "object-of",
    "object-for",
    "object-on",
    "object-about",
    "object-against",
    "object-from",
    "object-with",
    "of",
    "for",
    "on",
    "about",
    "to",
    "at",
    "with",
    "against",
    "in",
    "over",
    "from",
    "out",
    "upon",
    "into",
    "toward",
    "as-pp",
    "passive-inf",
    "passive-that",
    "passive",
    "copula",
    "by",
    "is",
    "light",
];

/// The frame that files call `name`.
pub(super) fn frame(name: &str) -> Option<Frames> {
    FRAMES.iter().position(|f| *f == name).map(|i| Frames(1 << i))
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
