//! Entries of the lexicon, and the marks that it gives to tokens.

use super::class::{Class, ClassSet};
use crate::attribution::Act;
use crate::span::TokenSpan;
use crate::token::Shape;

/// The number of a word in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(crate) u32);

impl WordId {
    /// A word that is not in the lexicon.
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

/// A set of verb forms: *said* is past and participle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms(pub(crate) u8);

#[allow(missing_docs, reason = "the names say it")]
impl Forms {
    pub const BASE: Self = Self(1);
    pub const THIRD: Self = Self(2);
    pub const PAST: Self = Self(4);
    pub const PARTICIPLE: Self = Self(8);
    pub const GERUND: Self = Self(16);
    /// Whether the set shares a form with `other`.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A set of frames, as [`Lexicon::frame`](super::Lexicon::frame) returns them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames(pub(crate) u64);

impl Frames {
    /// Whether the sets share a frame.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    /// Returns the frames that are in both sets.
    #[must_use]
    pub const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
    /// Returns the names of the frames, as in the files.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        FRAMES.iter().enumerate().filter(move |(i, _)| self.0 >> i & 1 == 1).map(|(_, name)| *name)
    }
    /// Returns the frames that are in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The part of speech of a predicate.
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
    /// The dictionary form.
    pub lemma: Box<str>,
    /// The act that it reports.
    pub act: Act,
    /// The frames that it takes.
    pub frames: Frames,
    /// For a noun: the frames that it takes with a possessor before it.
    /// Includes [`Self::frames`].
    pub frames_poss: Frames,
    /// For a noun: the verbs, in every form, that make one cue with it
    /// (*express* concern).
    pub light: Vec<WordId>,
    /// Whether its content is hearsay if there is no source.
    pub hearsay: bool,
    /// Words after the verb that belong to the cue: *clear* in *made clear*.
    pub tail: Vec<WordId>,
}

/// The kind of publisher that an outlet is.
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
    /// Its full name, including *The* if it has one.
    pub name: Box<str>,
    /// Its kind.
    pub kind: OutletKind,
    /// Its other names, in the order of the file.
    pub aliases: Vec<Box<str>>,
}

/// How a term names an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Naming {
    /// By its name, or an alias that means nothing else.
    Full,
    /// By a short name, valid only after a full one in the same text.
    Short,
    /// By one of its programmes or sections.
    Program,
    /// By a name that is also an ordinary word.
    Ambiguous,
}

/// A term found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its class.
    pub class: Class,
    /// For [`Class::OUTLET`]: the number of the outlet, and how the term names
    /// it.
    pub outlet: Option<(u32, Naming)>,
}

/// What the lexicon says about one token, by itself and as part of terms.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// The word.
    pub word: WordId,
    /// Classes of the terms that the token is part of.
    pub classes: ClassSet,
    /// Classes of the terms that begin at the token.
    pub begins: ClassSet,
}

/// What the lexicon says about a text: one [`Mark`] per token, and the terms.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// One mark per token.
    pub marks: Vec<Mark>,
    /// The terms, ordered by first token and then longest first. Terms of the
    /// same class do not overlap.
    pub terms: Vec<Term>,
}

/// A term as stored in the lexicon.
#[derive(Clone, Copy, Debug)]
pub(super) struct TermEntry {
    /// Start of its words in the list of all terms' words.
    pub(super) start: u32,
    /// Number of words.
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

/// The pronouns that a given name takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Gender {
    Female,
    Male,
    Both,
}

/// The frames that `grammar/README.md` lists. Any other name in a file is an
/// error, so that typing errors are found.
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

/// Returns the frame called `name` in the files.
pub(super) fn frame(name: &str) -> Option<Frames> {
    FRAMES.iter().position(|f| *f == name).map(|i| Frames(1 << i))
}

/// Returns the form under which outlets are looked up by name: lower case,
/// without *the*.
pub(crate) fn bare_name(name: &str) -> String {
    let name = normalise(name.trim());
    name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
}

/// Returns the form under which words are looked up: lower case, with straight
/// apostrophes for typographic ones.
pub(crate) fn normalise(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(|c| if c == '’' { '\''.to_lowercase() } else { c.to_lowercase() }).collect()
}
