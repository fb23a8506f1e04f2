//! The closed classes of English: determiners, pronouns, prepositions,
//! auxiliaries and the like, as sets of lower-case words.
//!
//! They are in the code and not in the lexicon, since a newsroom adds verbs and
//! outlets but never determiners. `function_word.rs` says which of them a word
//! belongs to. Both are below all stages.

/// The articles.
pub(crate) const ARTICLES: &[&str] = &["a", "an", "the"];

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

/// Modals that are nothing else; *ca* and *wo* stand before *n't*.
pub(crate) const MODALS: &[&str] = &["ca", "wo", "would", "could", "should", "shall", "ought", "cannot"];

/// Modals that can also be nouns.
pub(crate) const MODALS_OR_NOUNS: &[&str] = &["will", "can", "may", "might", "must"];

/// First words of a verb group, other than modals, in the present and the past.
pub(crate) const PRESENT_AUXILIARIES: &[&str] = &["is", "are", "am", "has", "have", "do", "does"];
pub(crate) const PAST_AUXILIARIES: &[&str] = &["was", "were", "had", "did"];

/// Modals in the present; the others are in the past.
pub(crate) const PRESENT_MODALS: &[&str] = &["will", "'ll", "’ll", "can", "may", "shall"];

/// Adverbs that negate a verb.
pub(crate) const NEGATIONS: &[&str] = &["not", "n't", "never"];

/// Adverbs that are nothing else here.
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

/// Determiners that introduce somebody: *a clerk, another clerk, one clerk*.
pub(crate) const INTRODUCING: &[&str] = &["a", "an", "another", "one"];

/// Determiners that point to somebody or something known: *the clerk, these
/// clerks*.
pub(crate) const POINTING: &[&str] = &["the", "this", "that", "these", "those"];

/// Determiners that say neither who nor how many exactly: *some clerks*.
pub(crate) const INEXACT: &[&str] = &["many", "several", "some", "those"];

/// Possessive pronouns of the third person: *her lawyer*.
pub(crate) const POSSESSIVES: &[&str] = &["his", "her", "its", "their"];

/// Pronouns of one person as a subject.
pub(crate) const HE_OR_SHE: &[&str] = &["he", "she"];

/// Relative pronouns for people.
pub(crate) const PEOPLES_RELATIVES: &[&str] = &["who", "whom", "whose"];

/// Words that open a relative clause.
pub(crate) const RELATIVES: &[&str] = &["who", "whom", "whose", "which", "that", "where", "when"];

/// *and* and its sign.
pub(crate) const AND_OR_SIGN: &[&str] = &["and", "&"];

/// Prepositions between a role and whom it serves: *a spokesman for the port,
/// an aide to the mayor*.
pub(crate) const SERVING: &[&str] = &["for", "to"];

/// Prepositions between a role and where it belongs: *the head of the port, the
/// spokesman for the port*.
pub(crate) const BELONGING: &[&str] = &["for", "of"];

/// Prepositions between what somebody gives and who gets it: *an interview with
/// the Courier*.
pub(crate) const GIVING: &[&str] = &["for", "in", "to", "with"];

/// Words between a name and what the text says it is: *Brook is a pilot*.
pub(crate) const EQUATING: &[&str] = &["as", "is", "was"];

/// Words before a noun that describes somebody and introduces nobody: *as a
/// woman, not a pilot*.
pub(crate) const DESCRIBING: &[&str] = &["as", "like", "not", "of"];

/// Adjectives that compare with what was mentioned before: *the same clerk*.
pub(crate) const COMPARING: &[&str] = &["other", "same"];

/// Prepositions of place and of opposition.
pub(crate) const PLACING: &[&str] = &["against", "at", "between", "from", "in", "near", "under"];

/// Words before a participle without a subject: *after saying, by warning*.
pub(crate) const PARTICIPLE_OPENERS: &[&str] = &["after", "and", "before", "by", "even", "while", "without"];

/// Words before the subject of a clause.
pub(crate) const CLAUSE_OPENERS: &[&str] =
    &["after", "and", "as", "because", "before", "but", "if", "that", "when", "while"];

/// What tells bearers of one name apart, in lower case: *Karl Brook Jr.*
pub(crate) const GENERATIONS: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];

/// Adverbs between a name and a time: *Ruiz late Monday*.
pub(crate) const EARLY_OR_LATE: &[&str] = &["early", "late"];

/// Determiners by which an article means its own publisher: *this newspaper*.
pub(crate) const OURS: &[&str] = &["our", "this"];

/// Words before a noun of time: *last week, on Monday, late Friday*.
pub(crate) const TIME_OPENERS: &[&str] = &["early", "in", "last", "late", "next", "on", "this"];

/// First words of a source that is a part of a group mentioned before: *another,
/// one of the people*.
pub(crate) const PARTS: &[&str] = &["another", "both", "most", "one", "others", "several", "some", "three", "two"];

/// Words for people in general.
pub(crate) const PEOPLE: &[&str] = &["people"];

/// First words of a source that was mentioned before.
pub(crate) const DEFINITE: &[&str] = &["the", "he", "she", "they", "it"];

/// Pronouns of those who talk with each other.
pub(crate) const IN_CONVERSATION: &[&str] = &["i", "we", "you", "me", "us"];

/// Possessive pronouns of people.
pub(crate) const PERSONAL_POSSESSIVES: &[&str] = &["his", "her", "their"];

/// Modals that features of weights tell apart from other auxiliaries.
pub(crate) const WEIGHED_MODALS: &[&str] = &["would", "will", "could", "should", "may", "might", "can"];

/// Prepositions before a publication: *in the Courier, on CNN*.
pub(crate) const IN_OR_ON: &[&str] = &["in", "on"];

/// Prepositions before who brought words out, or where: *published by the
/// Courier, carried in it*.
pub(crate) const BY_OR_IN: &[&str] = &["by", "in"];

/// Words between a document and who brought it out: *released by, part of*.
pub(crate) const BY_OR_OF: &[&str] = &["by", "of"];

/// Prepositions before a hearer: *spoke to, shared with*.
pub(crate) const TO_OR_WITH: &[&str] = &["to", "with"];

/// Prepositions before where something comes from: *criticism from the union,
/// the ire of the union*.
pub(crate) const OF_OR_FROM: &[&str] = &["of", "from"];

/// Prepositions before somebody by whom words are passed on.
pub(crate) const THROUGH: &[&str] = &["through", "via"];

/// Prepositions before a channel or an audience.
pub(crate) const BEFORE_CHANNEL: &[&str] = &["in", "at", "on", "during", "through", "via", "to", "from"];

/// Prepositions before an interview.
pub(crate) const BEFORE_INTERVIEW: &[&str] = &["in", "during", "on", "with"];

/// Words that open an indirect question.
pub(crate) const IF_OR_WHETHER: &[&str] = &["if", "whether"];

/// Words before the reporter at a door: *when a reporter knocked, asked by
/// reporters*.
pub(crate) const WHEN_OR_BY: &[&str] = &["when", "by"];

/// Demonstratives that point to something said before.
pub(crate) const THAT_OR_THOSE: &[&str] = &["that", "those"];

/// Pronouns by which writers say that they were told something.
pub(crate) const ME_OR_US: &[&str] = &["me", "us"];

/// Prepositions behind an agent, besides the subordinators: *criticism from the
/// crowd during the match*.
pub(crate) const AFTER_AGENT: &[&str] = &["during", "toward", "towards"];

/// Words of a clause that stand in no short subject.
pub(crate) const CLAUSE_WORDS: &[&str] =
    &["who", "which", "and", "but", "that", "has", "was", "were", "is", "had", "he", "she", "they", "as", "what"];

/// Words between *on* and a broadcast: *on last Monday's show*.
pub(crate) const LAST_OR_THIS: &[&str] = &["last", "this"];

/// Adjectives of what is still to come: *in the next debate*.
pub(crate) const TO_COME: &[&str] = &["coming", "next", "upcoming"];

/// Words that open a clause of time with its subject left out: *when asked*.
pub(crate) const TIME_CLAUSE_OPENERS: &[&str] = &["when", "while", "whenever"];

/// Words that open a subordinate clause in the place of a question.
pub(crate) const IF_OR_WHEN: &[&str] = &["if", "when"];

/// Words before the complement of a noun: *the claim that, the right to, the
/// fear of*.
pub(crate) const OF_TO_THAT: &[&str] = &["of", "to", "that"];

/// Answers that are a sentence of their own.
pub(crate) const ANSWERS: &[&str] = &["yes", "no"];

/// Words that join the parts of a name: *Marks and Spencer, the Bank of Ohio*.
pub(crate) const JOINING_NAMES: &[&str] = &["and", "or", "of"];

/// Pronouns that stand for the subject of an earlier clause.
pub(crate) const SUBJECT_PRONOUNS: &[&str] = &["he", "she", "they", "who", "which"];

/// Adverbs behind a time: *two days later*.
pub(crate) const LATER_OR_EARLIER: &[&str] = &["later", "earlier"];

/// Adverbs behind a verb, besides those in -ly: *she said again*.
pub(crate) const BACK_OR_AGAIN: &[&str] = &["back", "again"];

/// Determiners and adjectives before a noun of time: *next week*.
pub(crate) const TIME_DETERMINERS: &[&str] = &["this", "last", "next", "that", "earlier", "every", "each"];

/// Quantifiers that stand before a whole noun phrase: *all the clerks*.
pub(crate) const ALL_OR_BOTH: &[&str] = &["all", "both"];

/// Indefinite pronouns with a relative clause: *everyone who came*.
pub(crate) const EVERY_OR_ANYONE: &[&str] = &["everyone", "anyone"];

/// Words behind the particle of a verb: *shot back at, hit out on*.
pub(crate) const AFTER_PARTICLE: &[&str] = &["at", "that", "with", "on"];

/// Auxiliaries of a gerund: *having said so*.
pub(crate) const HAVING_OR_BEING: &[&str] = &["having", "being"];

/// First words of a subject that stands behind an adverbial.
pub(crate) const SUBJECT_OPENERS: &[&str] =
    &["the", "a", "an", "he", "she", "it", "they", "his", "their", "another", "one"];

/// Words between a verb of reporting and what is reported.
pub(crate) const BEFORE_CONTENT: &[&str] = &["that", "some", "the", "a", "an", "according", "to", "also"];

/// Auxiliaries of the present perfect.
pub(crate) const PERFECT: &[&str] = &["has", "have"];

/// First words of a source that is people, by pronoun or number.
pub(crate) const HE_OR_SOME: &[&str] =
    &["another", "both", "five", "four", "he", "one", "she", "six", "they", "three", "two"];

/// First words of a source that names nobody who could say anything.
pub(crate) const NOBODY: &[&str] =
    &["any", "anybody", "anyone", "neither", "no", "nobody", "none", "nothing", "there", "what", "where", "whoever"];

/// First words of a source that features of weights tell apart.
pub(crate) const SOURCE_OPENERS: &[&str] = &[
    "he", "she", "they", "it", "who", "i", "we", "you", "his", "her", "their", "the", "a", "an", "some", "many", "one",
    "two", "no", "people", "that", "which", "what", "those", "this",
];

/// Words and marks before a nested attribution that features of weights tell
/// apart.
pub(crate) const CONTENT_OPENERS: &[&str] = &[
    "that", "if", "whether", "how", "what", "who", "because", "and", "but", "when", "as", "while", "which", "after",
    ",", "“", "\"", "why", "where", "to", "of",
];

/// Declares words that are asked for alone, in sets of one.
macro_rules! single {
    ($($name:ident = $word:literal,)*) => { $(pub(crate) const $name: &[&str] = &[$word];)* };
}

single! {
    A = "a",
    ACCORDING = "according",
    AND = "and",
    ANOTHER = "another",
    AS = "as",
    AT = "at",
    BACK = "back",
    BOTH = "both",
    BY = "by",
    EVER = "ever",
    FIRST = "first",
    FOR = "for",
    FROM = "from",
    HAD = "had",
    HAS = "has",
    HE = "he",
    HER = "her",
    HERE = "here",
    HIM = "him",
    IN = "in",
    INCLUDING = "including",
    IT = "it",
    LEAST = "least",
    LET = "let",
    LIKE = "like",
    MANY = "many",
    MOST = "most",
    NEVER = "never",
    OF = "of",
    ON = "on",
    ONCE = "once",
    PER = "per",
    THAN = "than",
    THAT = "that",
    THE = "the",
    THEM = "them",
    THERE = "there",
    TO = "to",
    VIA = "via",
    WHICH = "which",
    WHO = "who",
    WHOM = "whom",
    WHOSE = "whose",
    WITH = "with",
    WITHOUT = "without",
    YOU = "you",
}

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
    /// What stands before it: *who, which*.
    Antecedent,
    /// What no person is: *this, those, what*.
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

/// Whether a word is one of `words`, in whatever case.
pub(crate) fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Pronouns of people as a subject.
pub(crate) const SPEAKERS: &[&str] = &["I", "he", "she", "they", "we"];

/// Pronouns of people as an object.
pub(crate) const ADDRESSED: &[&str] = &["me", "him", "her", "us", "them"];

/// Pronouns for people in general: *you can argue that*.
pub(crate) const ANYBODY: &[&str] = &["you", "one"];

/// Pronouns by which somebody speaks of themselves and others.
pub(crate) const WE: &[&str] = &["we", "us", "our"];

/// Pronouns by which a source speaks of itself: *CBS said it was closing*.
pub(crate) const ITSELF: &[&str] = &["it", "its", "our", "we", "he", "she", "I"];

/// Determiners and pronouns that mean nobody in particular: *any official, no
/// such clerk*.
pub(crate) const NOBODY_IN_PARTICULAR: &[&str] =
    &["any", "each", "either", "every", "neither", "no", "such", "what", "whoever", "your"];

/// Words that refer to what was named before: *the paper, it, so*.
pub(crate) const REFERRING: &[&str] = &["the", "this", "that", "these", "those", "it", "which", "so"];

/// Auxiliaries by which somebody tells what happened: *he did not say, she had
/// never said*.
pub(crate) const DID: &[&str] = &["did", "had", "has", "have"];

/// Pronouns that stand for somebody or something, and the determiners that can.
pub(crate) const PRONOUNS: &[&str] = &[
    "anyone", "he", "her", "him", "his", "i", "it", "its", "me", "one", "she", "that", "them", "there", "these",
    "they", "this", "those", "us", "we", "which", "who", "whose", "you",
];

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
