//! The closed classes of English: determiners, pronouns, prepositions,
//! auxiliaries and the like.
//!
//! They are in the code and not in the lexicon, since a newsroom adds verbs and
//! outlets but never determiners.

use super::tag::Tag;
use crate::token::{Token, TokenKind};

/// Prepositions, and words used like them, that open a modifier of a noun: *the
/// head of the port, officials close to the minister*.
pub(crate) const MODIFIER_OPENERS: &[&str] = &[
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

/// Determiners that can be a subject on their own: *some said that*.
pub(super) const PRONOMINAL_DETERMINERS: &[&str] =
    &["some", "many", "several", "few", "both", "all", "most", "each", "another", "either", "neither"];

/// Those of them that take a verb in the plural: *many fear a strike*.
pub(super) const PLURAL_DETERMINERS: &[&str] = &["many", "several", "few", "both"];

/// Amounts: *much of the nation, too little was done*.
pub(super) const AMOUNTS: &[&str] = &["much", "little", "more", "less", "enough"];

/// Whether a word is one of `words`, in whatever case.
pub(super) fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// The kind of a function word; [`Function::None`] for all other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Function {
    None,
    Determiner,
    PossessivePronoun,
    Her,
    Pronoun,
    PluralPronoun,
    ObjectPronoun,
    Preposition,
    By,
    To,
    That,
    Wh,
    Conjunction,
    Subordinator,
    Be,
    Have,
    Do,
    Modal,
    /// A modal that can also be a noun: *will*, *can*, *may*.
    ModalOrNoun,
    /// *like*
    Like,
    Negation,
    Adverb,
    /// *outside*, *inside*: an adjective after a determiner.
    Outside,
    /// *back*: an adverb unless it has an object.
    Back,
    There,
    Let,
}

impl Function {
    /// Returns the tag of the function word: its only tag or, where
    /// [`Function::is_ambiguous`], its usual one.
    pub(super) fn tag(self) -> Option<Tag> {
        Some(match self {
            Self::None | Self::Let => return None,
            Self::Determiner => Tag::Determiner,
            Self::PossessivePronoun | Self::Her => Tag::PossessivePronoun,
            Self::Pronoun | Self::PluralPronoun | Self::There => Tag::Pronoun,
            Self::ObjectPronoun => Tag::ObjectPronoun,
            Self::Preposition | Self::By | Self::Like | Self::Outside => Tag::Preposition,
            Self::To => Tag::To,
            Self::That => Tag::That,
            Self::Wh => Tag::Wh,
            Self::Conjunction => Tag::Conjunction,
            Self::Subordinator => Tag::Subordinator,
            Self::Be => Tag::Be,
            Self::Have => Tag::Have,
            Self::Do => Tag::Do,
            Self::Modal | Self::ModalOrNoun => Tag::Modal,
            Self::Negation => Tag::Negation,
            Self::Adverb | Self::Back => Tag::Adverb,
        })
    }

    pub(super) fn is_ambiguous(self) -> bool {
        matches!(
            self,
            Self::ModalOrNoun | Self::Like | Self::That | Self::Her | Self::Have | Self::Back | Self::Outside
        )
    }

    /// *US*, *IT*, *WHO*: whether the word can be an acronym when in capitals.
    pub(super) fn may_be_acronym(self) -> bool {
        matches!(self, Self::ObjectPronoun | Self::Pronoun | Self::Wh)
    }

    pub(super) fn is_let_or_there(self) -> bool {
        matches!(self, Self::Let | Self::There)
    }
}

/// Whether a word is a number below a hundred that is a single word, or *dozen*
/// or *half*.
pub(super) fn is_number(word: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen",
        "half", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    NUMBERS.iter().any(|n| word.eq_ignore_ascii_case(n))
}

/// Length of the longest function word, in bytes.
const LONGEST: usize = 12;

/// Returns the kind of function word that a token is, without allocating.
pub(super) fn of(token: &Token, text: &str) -> Function {
    let word = token.text(text);
    if token.kind != TokenKind::Word || word.len() > LONGEST || !word.is_ascii() {
        return Function::None;
    }
    let mut buffer = [0u8; LONGEST];
    let slot = &mut buffer[..word.len()];
    slot.copy_from_slice(word.as_bytes());
    slot.make_ascii_lowercase();
    use Function as F;
    match &*slot {
        b"the" | b"a" | b"an" | b"this" | b"these" | b"those" | b"every" | b"each" | b"any" | b"some" | b"no"
        | b"another" | b"both" | b"either" | b"neither" | b"all" | b"many" | b"several" | b"most" | b"few"
        | b"such" => F::Determiner,
        b"my" | b"your" | b"his" | b"its" | b"our" | b"their" | b"whose" => F::PossessivePronoun,
        b"her" => F::Her,
        b"i" | b"he" | b"she" | b"it" => F::Pronoun,
        b"we" | b"they" | b"you" => F::PluralPronoun,
        b"me" | b"him" | b"us" | b"them" | b"himself" | b"herself" | b"themselves" | b"itself" | b"myself" => {
            F::ObjectPronoun
        }
        b"everyone" | b"everybody" | b"someone" | b"somebody" | b"nobody" | b"anyone" | b"anybody" | b"something"
        | b"anything" | b"nothing" | b"everything" => F::Pronoun,
        b"of" | b"in" | b"for" | b"on" | b"with" | b"at" | b"from" | b"about" | b"into" | b"over" | b"under"
        | b"against" | b"between" | b"through" | b"during" | b"without" | b"within" | b"among" | b"amid"
        | b"toward" | b"towards" | b"upon" | b"per" | b"via" | b"despite" | b"behind" | b"beyond" | b"near"
        | b"above" | b"below" | b"across" | b"along" | b"around" | b"throughout" | b"alongside" | b"versus"
        | b"onto" | b"off" | b"regarding" | b"concerning" | b"besides" | b"except" | b"amongst" | b"beside"
        | b"beneath" | b"aboard" => F::Preposition,
        b"outside" | b"inside" => F::Outside,
        b"by" => F::By,
        b"like" => F::Like,
        b"to" => F::To,
        b"that" => F::That,
        b"who" | b"whom" | b"which" | b"what" | b"how" | b"why" | b"where" | b"whether" | b"whoever" | b"whatever" => {
            F::Wh
        }
        b"and" | b"or" | b"but" | b"nor" | b"yet" => F::Conjunction,
        b"because" | b"although" | b"though" | b"while" | b"whereas" | b"since" | b"unless" | b"until" | b"till"
        | b"if" | b"when" | b"after" | b"before" | b"as" | b"once" | b"than" | b"whenever" | b"wherever" => {
            F::Subordinator
        }
        b"is" | b"are" | b"was" | b"were" | b"be" | b"been" | b"being" | b"am" => F::Be,
        b"have" | b"has" | b"had" | b"having" => F::Have,
        b"do" | b"does" | b"did" => F::Do,
        b"ca" | b"wo" | b"would" | b"could" | b"should" | b"shall" | b"ought" | b"cannot" => F::Modal,
        b"will" | b"can" | b"may" | b"might" | b"must" => F::ModalOrNoun,
        b"not" | b"n't" | b"never" => F::Negation,
        b"also" | b"then" | b"again" | b"often" | b"still" | b"even" | b"just" | b"later" | b"soon" | b"now"
        | b"already" | b"always" | b"instead" | b"meanwhile" | b"however" | b"too" | b"so" | b"very" | b"ever"
        | b"perhaps" | b"rather" | b"quite" | b"once-again" | b"further" | b"thus" | b"therefore" | b"nevertheless"
        | b"nonetheless" | b"almost" | b"only" | b"indeed" | b"twice" | b"moreover" | b"sometimes" | b"ago"
        | b"here" | b"away" | b"together" | b"otherwise" | b"elsewhere" | b"anyway" | b"maybe" | b"somewhat"
        | b"else" | b"well" | b"longer" | b"far" => F::Adverb,
        b"back" => F::Back,
        b"there" => F::There,
        b"let" => F::Let,
        _ => F::None,
    }
}
