//! The closed classes of English: determiners, pronouns, prepositions,
//! auxiliaries and the like, as sets of lower-case words.
//!
//! They are in the code and not in the lexicon, since a newsroom adds verbs and
//! outlets but never determiners. `function_word.rs` says which of them a word
//! belongs to. Both are below all stages.
//!
//! `standing.rs` has sets of words by where they stand, and `single.rs` words
//! that are asked for alone.

mod single;
mod standing;

pub(crate) use single::*;
pub(crate) use standing::*;

/// The articles.
pub(crate) const ARTICLES: &[&str] = &["a", "an", "the"];

/// Words that tell one of several people from the others: *the second source,
/// the other official*.
pub(crate) const TELLING_APART: &[&str] = &["second", "third", "fourth", "fifth", "other", "same"];

/// Determiners of something that was not mentioned before.
pub(crate) const INDEFINITE_DETERMINERS: &[&str] = &["a", "an", "another"];

/// The demonstratives.
pub(crate) const DEMONSTRATIVES: &[&str] = &["this", "that", "these", "those"];

/// Those of them that no plural noun follows: *that leaves* is a clause.
pub(crate) const SINGULAR_DEMONSTRATIVES: &[&str] = &["this", "that"];

/// Determiners that can be a subject on their own: *some said that*.
pub(crate) const PRONOMINAL_DETERMINERS: &[&str] =
    &["some", "many", "several", "few", "both", "all", "most", "each", "another", "either", "neither"];

/// Those of them that take a verb in the plural: *many fear a strike*.
pub(crate) const PLURAL_DETERMINERS: &[&str] = &["many", "several", "few", "both"];

/// The other determiners.
pub(crate) const OTHER_DETERMINERS: &[&str] = &["every", "any", "no", "such"];

/// Amounts: *much of the nation, too little was done*.
pub(crate) const AMOUNTS: &[&str] = &["much", "little", "more", "most", "less", "enough", "plenty"];

/// Amounts that compare: *more than ten*.
pub(crate) const COMPARATIVES: &[&str] = &["more", "less", "fewer"];

/// Numbers below a hundred that are a single word, and *dozen* and *half*.
pub(crate) const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen", "half",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// Pronouns of one person or thing that are a subject.
pub(crate) const SINGULAR_PRONOUNS: &[&str] = &["i", "he", "she", "it"];

/// Pronouns that take a verb in the plural.
pub(crate) const PLURAL_PRONOUNS: &[&str] = &["we", "they", "you"];

/// Subjects that stand for nobody: *it is certain that, there is a plan*.
pub(crate) const EXPLETIVES: &[&str] = &["it", "there"];

/// Pronouns in the object's form.
pub(crate) const OBJECT_PRONOUNS: &[&str] = &["me", "him", "us", "them"];

/// The reflexives, which also stress a noun: *Ito himself*.
pub(crate) const REFLEXIVES: &[&str] = &["himself", "herself", "itself", "themselves", "myself"];

/// Possessive pronouns before a noun, except *her*.
pub(crate) const POSSESSIVE_PRONOUNS: &[&str] = &["my", "your", "his", "its", "our", "their", "whose"];

/// The possessive as a token of its own.
pub(crate) const POSSESSIVE_CLITICS: &[&str] = &["'s", "’s", "'", "’"];

/// Pronouns of somebody who is not named.
pub(crate) const INDEFINITE_PRONOUNS: &[&str] = &[
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "nobody",
    "anyone",
    "anybody",
    "something",
    "anything",
    "nothing",
    "everything",
];

/// Pronouns that open a relative clause as its subject.
pub(crate) const RELATIVE_PRONOUNS: &[&str] = &["who", "which", "that"];

/// Pronouns that open a relative clause behind a comma.
pub(crate) const LOOSE_RELATIVES: &[&str] = &["who", "whom", "whose", "which"];

/// Words that open a question, direct or not, or a relative clause.
pub(crate) const WH_WORDS: &[&str] =
    &["who", "whom", "which", "what", "how", "why", "where", "whether", "whoever", "whatever"];

/// Prepositions, except *by*, *like*, *to*, *outside* and *inside*.
pub(crate) const PREPOSITIONS: &[&str] = &[
    "of",
    "in",
    "for",
    "on",
    "with",
    "at",
    "from",
    "about",
    "into",
    "over",
    "under",
    "against",
    "between",
    "through",
    "during",
    "without",
    "within",
    "among",
    "amid",
    "toward",
    "towards",
    "upon",
    "per",
    "via",
    "despite",
    "behind",
    "beyond",
    "near",
    "above",
    "below",
    "across",
    "along",
    "around",
    "throughout",
    "alongside",
    "versus",
    "onto",
    "off",
    "regarding",
    "concerning",
    "besides",
    "except",
    "amongst",
    "beside",
    "beneath",
    "aboard",
];

/// Prepositions of place that can also be adjectives: *an outside group*.
pub(crate) const PLACE_PREPOSITIONS: &[&str] = &["outside", "inside"];

/// Prepositions before a time: *on Tuesday*.
pub(crate) const TIME_PREPOSITIONS: &[&str] = &["on", "in", "at", "during", "by", "over"];

/// Prepositions before a rough number: *about 40 farmers*.
pub(crate) const APPROXIMATING_PREPOSITIONS: &[&str] = &["about", "around", "over"];

/// Prepositions that stand before a place rather than a person.
pub(crate) const LOCATIVES: &[&str] = &["across", "at", "in", "inside", "into", "near", "outside", "throughout"];

/// Prepositions that stand before a place behind a verb of motion.
pub(crate) const MOTION_ENDS: &[&str] = &["for", "from", "through", "to", "toward", "towards"];

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

/// Particles that end a verb of answering: *Ito shot back*.
pub(crate) const PARTICLES: &[&str] = &["back", "out", "in"];

/// Conjunctions that join noun phrases.
pub(crate) const COORDINATORS: &[&str] = &["and", "or", "nor"];

/// Adverbs by which a writer connects a sentence with the one before: *However,
/// it rained*.
pub(crate) const CONNECTIVES: &[&str] =
    &["however", "meanwhile", "still", "yet", "moreover", "nevertheless", "nonetheless"];

/// Conjunctions that contrast clauses.
pub(crate) const ADVERSATIVES: &[&str] = &["but", "yet"];

/// Words that open a clause which concedes or contrasts: *while, even though*.
pub(crate) const CONCESSIVES: &[&str] = &["while", "although", "though", "whereas", "even"];

/// Words that open a clause of time.
pub(crate) const TIME_SUBORDINATORS: &[&str] = &["when", "after", "before", "as", "while", "since", "until"];

/// Words that open a subordinate clause.
pub(crate) const SUBORDINATORS: &[&str] = &[
    "because", "although", "though", "while", "whereas", "since", "unless", "until", "till", "if", "when", "after",
    "before", "as", "once", "than", "whenever", "wherever",
];

/// The forms of *be*.
pub(crate) const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "am"];

/// The forms of *have*.
pub(crate) const HAVE: &[&str] = &["have", "has", "had", "having"];

/// The forms of *do*, except those that are only main verbs.
pub(crate) const DO: &[&str] = &["do", "does", "did"];

/// Words that are always modals; *ca* and *wo* stand before *n't*.
pub(crate) const MODALS: &[&str] = &["ca", "wo", "would", "could", "should", "shall", "ought", "cannot"];

/// Modals that can also be nouns.
pub(crate) const MODALS_OR_NOUNS: &[&str] = &["will", "can", "may", "might", "must"];

/// First words of a verb group, other than modals, in the present and the past.
pub(crate) const PRESENT_AUXILIARIES: &[&str] = &["is", "are", "am", "has", "have", "do", "does"];
pub(crate) const PAST_AUXILIARIES: &[&str] = &["was", "were", "had", "did"];

/// Auxiliaries whose subject is not a plural noun.
pub(crate) const SINGULAR_AUXILIARIES: &[&str] = &["is", "was", "has", "does"];

/// Modals in the present; the others are in the past.
pub(crate) const PRESENT_MODALS: &[&str] = &["will", "'ll", "’ll", "can", "may", "shall"];

/// Adverbs that negate a verb.
pub(crate) const NEGATIONS: &[&str] = &["not", "n't", "never"];

/// Words that are always adverbs here.
pub(crate) const ADVERBS: &[&str] = &[
    "also",
    "then",
    "again",
    "often",
    "still",
    "even",
    "just",
    "later",
    "soon",
    "now",
    "already",
    "always",
    "instead",
    "meanwhile",
    "however",
    "too",
    "so",
    "very",
    "ever",
    "perhaps",
    "rather",
    "quite",
    "further",
    "thus",
    "therefore",
    "nevertheless",
    "nonetheless",
    "almost",
    "only",
    "indeed",
    "twice",
    "moreover",
    "sometimes",
    "ago",
    "here",
    "away",
    "together",
    "otherwise",
    "elsewhere",
    "anyway",
    "maybe",
    "somewhat",
    "else",
    "well",
    "longer",
    "far",
];

/// Adverbs that quantify or focus the noun phrase after them: *nearly half,
/// even Ito, at least ten*.
pub(crate) const FOCUSING_ADVERBS: &[&str] =
    &["nearly", "almost", "roughly", "approximately", "virtually", "even", "only", "not", "least"];

/// Adverbs that the tagger can take for adjectives or conjunctions before a
/// verb: *he first said, they had long thought*.
pub(crate) const PREVERBAL_ADVERBS: &[&str] = &["first", "last", "long", "yet"];

/// Adverbs that stand behind the noun that they modify, and so are no part of
/// the verb behind them: *activists here said*, *voters alike said*.
pub(crate) const POSTNOMINAL_ADVERBS: &[&str] =
    &["abroad", "ago", "alike", "elsewhere", "everywhere", "here", "nearby", "overseas", "together"];

/// Adverbs between the members of a list: *CNN and, later, Reuters*.
pub(crate) const LISTING_ADVERBS: &[&str] = &["also", "earlier", "later", "then"];

/// Adverbs before what somebody was or is: *Ito, then mayor*.
pub(crate) const ROLE_ADVERBS: &[&str] = &["then", "now", "formerly", "currently"];

/// Adverbs before a time: *earlier this month*.
pub(crate) const TIME_ADVERBS: &[&str] = &["earlier", "later", "late", "early", "just", "only", "again"];

/// The months, in order.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The seasons.
pub(crate) const SEASONS: &[&str] = &["spring", "summer", "fall", "autumn", "winter"];

/// Numbers of percent, whole and in two words.
pub(crate) const PERCENT: &[&str] = &["percent", "per", "cent"];

/// The party that a pronoun refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Referent {
    He,
    She,
    It,
    They,
    /// The speaker.
    I,
    /// The speaker and others.
    We,
    You,
    /// The noun before it: *who, which*.
    Antecedent,
    /// Something that is not a person: *this, those, what*.
    Other,
}

/// Returns the party that a pronoun, in any case, refers to; `None` for all
/// other words.
pub(crate) fn referent(word: &str) -> Option<Referent> {
    use Referent as R;
    let word = word.to_ascii_lowercase();
    Some(match word.as_str() {
        "he" | "him" | "his" | "himself" => R::He,
        "she" | "her" | "hers" | "herself" => R::She,
        "it" | "its" => R::It,
        "they" | "them" | "their" => R::They,
        "i" | "me" | "my" => R::I,
        "we" | "us" | "our" => R::We,
        "you" => R::You,
        "who" | "whom" | "whose" | "which" | "that" => R::Antecedent,
        "this" | "these" | "those" | "one" | "what" => R::Other,
        _ => return None,
    })
}

/// Returns how many a word counts, from two to three: *both, the pair, trio*.
pub(crate) fn two_or_three(word: &str) -> Option<usize> {
    match word.to_ascii_lowercase().as_str() {
        "both" | "two" | "pair" | "duo" => Some(2),
        "three" | "trio" => Some(3),
        _ => None,
    }
}

/// Whether a word is one of `words`, in any case.
pub(crate) fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Determiners and possessives that can open the description of somebody, and
/// what stands before them: *at least two aides, only one clerk*.
const DESCRIPTION_OPENERS: &[&str] = &[
    "a", "an", "another", "any", "at", "both", "each", "her", "his", "its", "many", "most", "no", "only", "other",
    "several", "some", "the", "their",
];

/// Whether a word can open the description of somebody who is not named.
pub(crate) fn opens_description(word: &str) -> bool {
    is_any(word, DESCRIPTION_OPENERS) || number(word).is_some()
}

/// Returns the number that a word means, up to twelve.
pub(crate) fn number(word: &str) -> Option<u32> {
    let place = NUMBERS.iter().take(12).position(|n| word.eq_ignore_ascii_case(n));
    place.map(|n| n as u32 + 1).or(word.eq_ignore_ascii_case("zero").then_some(0))
}

/// Returns the two words that a contraction stands for, without its apostrophe:
/// *can't, let's, who's*.
pub(crate) fn written_out<'w>(stem: &'w str, clitic: &'w str) -> (&'w str, &'w str) {
    match (stem, clitic) {
        ("can", "t") => ("can", "not"),
        ("won", "t") => ("will", "not"),
        (_, "t") => (stem.strip_suffix('n').unwrap_or(stem), "not"),
        (_, "re") => (stem, "are"),
        (_, "ll") => (stem, "will"),
        (_, "ve") => (stem, "have"),
        (_, "m") => (stem, "am"),
        ("it" | "he" | "she" | "that" | "there" | "what" | "who" | "here", "s") => (stem, "is"),
        ("let", "s") => (stem, "us"),
        (_, "s") => (stem, ""),
        _ => (stem, clitic),
    }
}
