//! Classes of terms, as numbers and sets.

/// A class of terms, such as *title* or *outlet*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Class(pub(crate) u8);

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassSet([u128; 2]);

impl ClassSet {
    /// The empty set.
    pub const EMPTY: Self = Self([0; 2]);
    /// Maximum number of classes.
    pub const CAPACITY: usize = 256;

    /// Adds a class.
    pub const fn insert(&mut self, class: Class) {
        self.0[(class.0 >> 7) as usize] |= 1 << (class.0 & 127);
    }
    /// Whether the class is in the set.
    #[must_use]
    pub const fn has(self, class: Class) -> bool {
        self.0[(class.0 >> 7) as usize] >> (class.0 & 127) & 1 == 1
    }
    /// Whether the two sets share a class.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0[0] & other.0[0] != 0 || self.0[1] & other.0[1] != 0
    }
    /// Returns the set of the given classes.
    #[must_use]
    pub const fn of(classes: &[Class]) -> Self {
        let mut set = Self::EMPTY;
        let mut i = 0;
        while i < classes.len() {
            set.insert(classes[i]);
            i += 1;
        }
        set
    }
}

macro_rules! classes {
    ($($name:ident = $text:literal,)*) => {
        classes!(@consts 0u8; $($name = $text,)*);
        /// The names of the classes that the code refers to, in the order of
        /// their numbers. Files may add others.
        pub(super) const BUILT_IN: &[&str] = &[$($text),*];
    };
    // Two in each step, so that the steps stay below the compiler's limit.
    (@consts $n:expr; $one:ident = $first:literal, $two:ident = $second:literal, $($rest:tt)*) => {
        impl Class {
            #[doc = concat!("The class `", $first, "`.")]
            pub const $one: Self = Self($n);
            #[doc = concat!("The class `", $second, "`.")]
            pub const $two: Self = Self($n + 1);
        }
        classes!(@consts $n + 2; $($rest)*);
    };
    (@consts $n:expr; $name:ident = $text:literal, $($rest:tt)*) => {
        impl Class {
            #[doc = concat!("The class `", $text, "`.")]
            pub const $name: Self = Self($n);
        }
        classes!(@consts $n + 1; $($rest)*);
    };
    (@consts $n:expr;) => {};
}

classes! {
    OUTLET = "outlet",
    OUTLET_HEAD = "outlet-head",
    OUTLET_NAME_LAST = "outlet-name-last",
    OUTLET_NAME_FIRST = "outlet-name-first",
    LEAKER = "leaker",
    TITLE = "title",
    ROLE = "role",
    SPOKESPERSON = "spokesperson",
    GROUP = "group",
    UNNAMED_SOURCE = "unnamed-source",
    INDEFINITE = "indefinite",
    ORGANIZATION = "organization",
    ORGANIZATION_NOUN = "organization-noun",
    ORGANIZATION_SUFFIX = "organization-suffix",
    PLACE = "place",
    DEMONYM = "demonym",
    DOCUMENT = "document",
    CHANNEL = "channel",
    INTERVIEW = "interview",
    AUDIENCE = "audience",
    HEDGE = "hedge",
    HEDGE_ADJECTIVE = "hedge-adjective",
    TIME = "time",
    TIME_NOUN = "time-noun",
    ADVERB = "adverb",
    SUBORDINATOR = "subordinator",
    PREPOSITION = "preposition",
    DETERMINER = "determiner",
    AUXILIARY = "auxiliary",
    NEGATION = "negation",
    PRONOUN = "pronoun",
    OBJECT_PRONOUN = "object-pronoun",
    POSSESSIVE_PRONOUN = "possessive-pronoun",
    CONJUNCTION = "conjunction",
    LABEL = "label",
    CAUSATIVE = "causative",
    CATENATIVE = "catenative",
    QUOTING = "quoting",
    TELLING = "telling",
    REPORTING = "reporting",
    JOURNALISM = "journalism",
    OWN_WRITING = "own-writing",
    PUBLISHING = "publishing",
    THOUGHT = "thought",
    MOOD = "mood",
    WITNESSING = "witnessing",
    WRITING = "writing",
    RECORDING = "recording",
    POLL = "poll",
    PUBLIC_ACT = "public-act",
    PRIVATE_SPEECH = "private-speech",
    OWN_DOCUMENT = "own-document",
    ANY_DOCUMENT = "any-document",
    BOOK = "book",
    MISSIVE = "missive",
    STUDY = "study",
    HEARSAY = "hearsay",
    INSIDER = "insider",
    JOURNALIST = "journalist",
    EPITHET = "epithet",
    FEMALE_ROLE = "female-role",
    MALE_ROLE = "male-role",
    INTERVIEWER = "interviewer",
    TRANSLATION = "translation",
    INTERPRETER = "interpreter",
    LANGUAGE = "language",
    DENIAL = "denial",
    DISOWNED = "disowned",
    UTTERANCE = "utterance",
    UTTERING = "uttering",
    INVENTING = "inventing",
    WRONGLY = "wrongly",
    ATTRIBUTING = "attributing",
    ACCUSING = "accusing",
    CROWD = "crowd",
    AMOUNT = "amount",
    RANK = "rank",
    DOUBT = "doubt",
    PASSED_ON = "passed-on",
    PLAIN_SAYING = "plain-saying",
    ATTESTING = "attesting",
    OWN_VOICE = "own-voice",
    PARTY_MEMBER = "party-member",
    MOVING = "moving",
    VISITING = "visiting",
    MET_WITH = "met-with",
    DRAWN = "drawn",
    QUESTIONING = "questioning",
    NEWS_PIECE = "news-piece",
    HOSTED_EVENT = "hosted-event",
    PUBLIC_AUDIENCE = "public-audience",
    BOILERPLATE = "boilerplate",
    BOILERPLATE_OPENING = "boilerplate-opening",
    PAGE_LIST = "page-list",
    AUTHOR_CREDIT = "author-credit",
    CREDIT = "credit",
    BYLINE_WORD = "byline-word",
    PHOTO_CREDIT = "photo-credit",
    DATELINE_WORD = "dateline-word",
    DATELINE_VERB = "dateline-verb",
    NO_NAME = "no-name",
    MEDIUM = "medium",
    PROGRAM = "program",
    NEWS_VERB = "news-verb",
    STANDING = "standing",
    NAME_PARTICLE = "name-particle",
    ADDRESSING = "addressing",
    PRINT = "print",
    BROADCASTER = "broadcaster",
    PARTISAN = "partisan",
    OUTLET_KIND = "outlet-kind",
    TALKING = "talking",
    RECEIVING = "receiving",
    NAMING = "naming",
    RETELLING = "retelling",
    HEARING = "hearing",
    MONITORING = "monitoring",
    LEAKING = "leaking",
    GIVING = "giving",
    TOPICAL = "topical",
    LEAK = "leak",
    SEEMING = "seeming",
    COMMENT = "comment",
    SUPPOSED = "supposed",
    COMPOUND = "compound",
    FINDING = "finding",
    INFORMANT = "informant",
    ANSWERING = "answering",
    STAFF = "staff",
    HIDING = "hiding",
    AUTHORITY = "authority",
    WITHHOLDING = "withholding",
    ACCUSATION = "accusation",
}
