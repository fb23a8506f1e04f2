//! Words of closed classes by where they stand and what they do there: before a
//! name, between a role and the party that it serves, at the beginning of a
//! clause.

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

/// Prepositions between a role and the party that it serves: *a spokesman for
/// the port, an aide to the mayor*.
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

/// Words that tell people of one name apart, in lower case: *Karl Brook Jr.*
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

/// Prepositions before the publisher of words: *published by the Courier,
/// carried in it*.
pub(crate) const BY_OR_IN: &[&str] = &["by", "in"];

/// Words between a document and its publisher: *released by, part of*.
pub(crate) const BY_OR_OF: &[&str] = &["by", "of"];

/// Prepositions before a hearer: *spoke to, shared with*.
pub(crate) const TO_OR_WITH: &[&str] = &["to", "with"];

/// Prepositions before the party that something comes from: *criticism from the
/// union, the ire of the union*.
pub(crate) const OF_OR_FROM: &[&str] = &["of", "from"];

/// Prepositions before somebody who passes words on.
pub(crate) const THROUGH: &[&str] = &["through", "via"];

/// Words before an interpreter: *via an interpreter, using a translator*.
pub(crate) const INTERPRETED: &[&str] = &["by", "per", "through", "using", "via", "with"];

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

/// Words that stand in a clause but not in a short subject.
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

/// Endings of nouns for people by what they do: *the owner, the guitarist*.
pub(crate) const AGENT_ENDINGS: &[&str] =
    &["er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "ant", "ants", "man", "men", "woman", "women"];

/// Pronouns of people who can speak.
pub(crate) const PEOPLE_PRONOUNS: &[&str] = &["he", "she", "they", "who"];

/// Pronouns with which a speaker's own sentence opens behind another's words:
/// *"He says it is late," Ruiz said. "I am glad."*
pub(crate) const RESUMING: &[&str] = &["i", "we", "it", "that", "this"];

/// Words that open what somebody rules out: *Ruiz, rather than Ito, who*.
pub(crate) const CONTRASTING: &[&str] = &["not", "rather", "instead"];
