//! The compiled form of a lexicon: flat bytes that need no parsing.
//!
//! Loading the lexicon delays the first article of every process, so the build
//! script compiles the built-in lexicon with the code of `load.rs`. Words and
//! names are looked up directly in the bytes; the rest is a few flat arrays.
//! Files that a user adds are compiled together with the built-in ones at run
//! time into the same form, so that there is only one kind of
//! [`Lexicon`](super::Lexicon).
//!
//! Numbers are little-endian. Readers do not validate the bytes, which always
//! come from [`Draft::image`] of the same build.

use super::class::Class;
use super::draft::{Draft, DraftTerm, WordEntry};
use super::entry::{
    Case, Forms, Frames, Gender, Naming, Outlet, OutletKind, Pos, Predicate, PredicateKind, TermEntry, WordId,
    bare_name,
};
use crate::attribution::Act;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// A part of an image: borrowed from the executable, or owned if it was
/// compiled at run time.
pub(super) type Bytes = Cow<'static, [u8]>;

const POS: &[Pos] = &[
    Pos::Noun,
    Pos::PluralNoun,
    Pos::Adjective,
    Pos::Adverb,
    Pos::VerbBase,
    Pos::VerbThird,
    Pos::VerbPast,
    Pos::Participle,
    Pos::Gerund,
    Pos::Name,
];
const CASES: &[Case] = &[Case::Any, Case::Capital, Case::Upper];
const GENDERS: &[Option<Gender>] = &[None, Some(Gender::Female), Some(Gender::Male), Some(Gender::Both)];
const NAMINGS: &[Naming] = &[Naming::Full, Naming::Short, Naming::Program, Naming::Ambiguous];
const PREDICATES: &[PredicateKind] = &[PredicateKind::Verb, PredicateKind::Noun, PredicateKind::Adjective];
const OUTLETS: &[OutletKind] = &[
    OutletKind::Wire,
    OutletKind::Newspaper,
    OutletKind::Broadcaster,
    OutletKind::Magazine,
    OutletKind::Site,
    OutletKind::StateMedia,
];
const ACTS: &[Act] = &[
    Act::Statement,
    Act::Question,
    Act::Belief,
    Act::Intention,
    Act::Attitude,
    Act::Perception,
    Act::Evidence,
    Act::Decree,
];

/// Returns the index of a value in one of the lists above. A value that is
/// missing there panics while the image is made, which stops the build.
fn number<T: PartialEq>(list: &[T], value: &T) -> u8 {
    let at = list.iter().position(|v| v == value);
    at.and_then(|i| u8::try_from(i).ok()).expect("every value is listed in image.rs")
}

/// What is known about each word, by its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// A row for each word, and one behind the last.
    rows: Vec<Row>,
    pos: Vec<Pos>,
    predicates: Vec<(u32, Forms)>,
    terms: Vec<TermEntry>,
    /// For each term, its second word, or [`WordId::UNKNOWN`] if it is a single
    /// word.
    seconds: Vec<WordId>,
    term_words: Vec<WordId>,
    term_cases: Vec<Case>,
}

/// What is known about a word, stored side by side, since a stage that needs
/// one item needs others. Its items in each list run from here to the start of
/// the next row's.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    pos: u32,
    predicates: u32,
    terms: u32,
    forms: Forms,
    gender: u8,
}

impl Words {
    /// Returns where the items of a word are in one of the lists; nowhere for
    /// an unknown word.
    fn range(&self, word: WordId, start: fn(&Row) -> u32) -> Range<usize> {
        match self.rows.get(word.0 as usize..) {
            Some([from, to, ..]) => start(from) as usize..start(to) as usize,
            _ => 0..0,
        }
    }

    pub(super) fn pos(&self, word: WordId) -> &[Pos] {
        &self.pos[self.range(word, |row| row.pos)]
    }

    pub(super) fn predicates(&self, word: WordId) -> &[(u32, Forms)] {
        &self.predicates[self.range(word, |row| row.predicates)]
    }

    /// Returns the terms that begin with the word and, where they have a second
    /// one, go on with `next`; longest first. Hundreds of names begin with
    /// *the*, so those that go on with another word are not looked at.
    pub(super) fn terms(&self, word: WordId, next: WordId) -> impl Iterator<Item = &TermEntry> {
        let range = self.range(word, |row| row.terms);
        let (terms, seconds) = (&self.terms[range.clone()], &self.seconds[range]);
        let single = seconds.partition_point(|&second| second < WordId::UNKNOWN);
        let from = seconds[..single].partition_point(|&second| second < next);
        let count = seconds[from..single].iter().take_while(|&&second| second == next).count();
        terms[from..from + count].iter().chain(&terms[single..])
    }

    pub(super) fn forms(&self, word: WordId) -> Forms {
        self.rows.get(word.0 as usize).map_or(Forms::default(), |row| row.forms)
    }

    pub(super) fn gender(&self, word: WordId) -> Option<Gender> {
        self.rows.get(word.0 as usize).and_then(|row| GENDERS[usize::from(row.gender)])
    }

    /// Returns all words of a term and the capitalisation that each needs.
    pub(super) fn of_term(&self, term: &TermEntry) -> (&[WordId], &[Case]) {
        let range = term.start as usize..term.start as usize + term.length as usize;
        (&self.term_words[range.clone()], &self.term_cases[range])
    }
}

/// A hash table that maps strings to the numbers 0, 1, 2 …, with open
/// addressing. It is used in the form in which the build script wrote it.
#[derive(Clone, Debug, Default)]
pub(super) struct StringTable {
    /// A power of two of slots, at most half of them used. A slot is 0 if it is
    /// free. Else it holds the string's number plus one, and a part of its hash
    /// in the top byte.
    slots: Bytes,
    /// End of each string in the text.
    ends: Bytes,
    text: Bytes,
}

/// The bits of a slot that hold a number.
const NUMBER: u32 = 0x00ff_ffff;

/// FNV-1a, which gives the same result on every machine and is fast for words.
fn hash(text: &[u8]) -> u64 {
    let hash =
        text.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    hash ^ hash >> 29
}

/// Returns the top byte of a slot for this hash. The low bits choose the slot.
fn tag(hash: u64) -> u32 {
    (hash >> 56 << 24) as u32
}

fn u32_at(bytes: &[u8], index: usize) -> u32 {
    bytes.get(index * 4..).and_then(<[u8]>::first_chunk).map_or(0, |b| u32::from_le_bytes(*b))
}

impl StringTable {
    /// Returns the number of strings.
    pub(super) fn len(&self) -> usize {
        self.ends.len() / 4
    }

    /// Returns the number of a string.
    pub(super) fn get(&self, text: &[u8]) -> Option<u32> {
        let mask = (self.slots.len() / 4).checked_sub(1)?;
        let hash = hash(text);
        let mut at = hash as usize & mask;
        loop {
            let slot = u32_at(&self.slots, at);
            let number = (slot & NUMBER).checked_sub(1)?;
            if slot & !NUMBER == tag(hash) && self.string(number as usize) == text {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    fn string(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| u32_at(&self.ends, before));
        &self.text[start as usize..u32_at(&self.ends, number) as usize]
    }

    fn write(strings: &[&str], out: &mut Writer) {
        let size = (strings.len() * 2).next_power_of_two();
        let mut slots = vec![0; size];
        let mut ends = Vec::with_capacity(strings.len());
        let mut text = Vec::new();
        for (string, number) in strings.iter().zip(1..) {
            assert!(number < NUMBER, "the number of a word has 24 bits");
            text.extend_from_slice(string.as_bytes());
            ends.push(text.len() as u32);
            let hash = hash(string.as_bytes());
            let mut at = hash as usize & (size - 1);
            while slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = number | tag(hash);
        }
        out.u32s(&slots);
        out.u32s(&ends);
        out.section(&text);
    }

    pub(super) fn read(image: &Bytes, at: &mut Reader<'_>) -> Self {
        Self { slots: at.part(image), ends: at.part(image), text: at.part(image) }
    }
}

/// The outlets. Each is decoded on first use, as an article names only a few of
/// thousands.
#[derive(Clone, Debug, Default)]
pub(super) struct Outlets {
    read: Vec<OnceLock<Outlet>>,
    starts: Bytes,
    rows: Bytes,
}

impl Outlets {
    pub(super) fn len(&self) -> usize {
        self.read.len()
    }

    pub(super) fn get(&self, index: u32) -> &Outlet {
        let index = index as usize;
        self.read[index].get_or_init(|| {
            let mut row = Reader { bytes: &self.rows[u32_at(&self.starts, index) as usize..] };
            Outlet {
                name: row.string().into(),
                kind: OUTLETS[usize::from(row.u8())],
                aliases: (0..row.u32()).map(|_| row.string().into()).collect(),
            }
        })
    }

    fn write(outlets: &[Outlet], out: &mut Writer) {
        let mut starts = Vec::new();
        let mut rows = Writer::default();
        for outlet in outlets {
            starts.push(rows.bytes.len() as u32);
            rows.string(&outlet.name);
            rows.u8(number(OUTLETS, &outlet.kind));
            rows.u32(outlet.aliases.len() as u32);
            outlet.aliases.iter().for_each(|alias| rows.string(alias));
        }
        out.u32s(&starts);
        out.section(&rows.bytes);
    }

    pub(super) fn read(image: &Bytes, at: &mut Reader<'_>) -> Self {
        let (starts, rows) = (at.part(image), at.part(image));
        Self { read: vec![OnceLock::new(); starts.len() / 4], starts, rows }
    }
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }
    fn u32(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }
    fn u64(&mut self, value: u64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }
    fn section(&mut self, bytes: &[u8]) {
        self.u32(bytes.len() as u32);
        self.bytes.extend_from_slice(bytes);
    }
    fn string(&mut self, text: &str) {
        self.section(text.as_bytes());
    }
    fn u32s(&mut self, values: &[u32]) {
        self.u32(values.len() as u32 * 4);
        values.iter().for_each(|&v| self.u32(v));
    }
    fn strings<'s>(&mut self, strings: impl ExactSizeIterator<Item = &'s str>) {
        self.u32(strings.len() as u32);
        strings.for_each(|s| self.string(s));
    }
}

/// Reads values from the front of the remaining bytes.
pub(super) struct Reader<'b> {
    pub(super) bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) fn take(&mut self, length: usize) -> &'b [u8] {
        let (taken, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        taken
    }
    pub(super) fn u8(&mut self) -> u8 {
        self.take(1)[0]
    }
    pub(super) fn u32(&mut self) -> u32 {
        u32_at(self.take(4), 0)
    }
    pub(super) fn u64(&mut self) -> u64 {
        let (low, high) = (self.u32(), self.u32());
        u64::from(high) << 32 | u64::from(low)
    }
    pub(super) fn section(&mut self) -> &'b [u8] {
        let length = self.u32() as usize;
        self.take(length)
    }
    pub(super) fn string(&mut self) -> &'b str {
        std::str::from_utf8(self.section()).unwrap_or_default()
    }
    pub(super) fn rows<const N: usize>(&mut self) -> impl Iterator<Item = &'b [u8; N]> {
        self.section().as_chunks().0.iter()
    }
    pub(super) fn u32s(&mut self) -> Vec<u32> {
        self.rows().map(|b| u32::from_le_bytes(*b)).collect()
    }
    pub(super) fn ids(&mut self) -> Vec<WordId> {
        self.rows().map(|b| WordId(u32::from_le_bytes(*b))).collect()
    }
    pub(super) fn strings(&mut self) -> Vec<&'b str> {
        (0..self.u32()).map(|_| self.string()).collect()
    }
    /// Reads a section as a part of `image`, without copying if the image is
    /// borrowed.
    pub(super) fn part(&mut self, image: &Bytes) -> Bytes {
        match image {
            Cow::Borrowed(whole) => {
                let length = self.u32() as usize;
                let start = whole.len() - self.bytes.len();
                self.take(length);
                Cow::Borrowed(&whole[start..start + length])
            }
            Cow::Owned(_) => Cow::Owned(self.section().to_vec()),
        }
    }
}

impl Draft {
    /// Compiles the draft into an image.
    pub(super) fn image(&self) -> Vec<u8> {
        let mut out = Writer::default();
        let mut texts = vec![""; self.words.len()];
        #[expect(clippy::iter_over_hash_type, reason = "each word has its own place")]
        for (text, &id) in &self.ids {
            texts[id as usize] = text;
        }
        StringTable::write(&texts, &mut out);
        self.write_words(&mut out);
        out.u32(self.predicates.len() as u32);
        for predicate in &self.predicates {
            out.u8(number(PREDICATES, &predicate.kind));
            out.u8(number(ACTS, &predicate.act));
            out.u8(u8::from(predicate.hearsay));
            out.u64(predicate.frames.0);
            out.u64(predicate.frames_poss.0);
            out.string(&predicate.lemma);
            for words in [&predicate.light, &predicate.tail] {
                out.u32s(&words.iter().map(|w| w.0).collect::<Vec<_>>());
            }
        }
        Outlets::write(&self.outlets, &mut out);
        // A name that several outlets share belongs to the first of them.
        let mut seen = FxHashSet::default();
        let (mut names, mut holders) = (Vec::new(), Vec::new());
        for (outlet, index) in self.outlets.iter().zip(0..) {
            for name in std::iter::once(&outlet.name).chain(&outlet.aliases) {
                let name = bare_name(name);
                if seen.insert(name.clone()) {
                    names.push(name);
                    holders.push(index);
                }
            }
        }
        StringTable::write(&names.iter().map(String::as_str).collect::<Vec<_>>(), &mut out);
        out.u32s(&holders);
        out.strings(self.classes.iter().map(|c| &**c));
        for list in &self.abbreviation_lists {
            out.strings(list.iter().map(String::as_str));
        }
        out.bytes
    }

    fn write_words(&self, out: &mut Writer) {
        /// Writes where the items of each word start in one list, and passes
        /// all items to `row`.
        fn lists<T>(out: &mut Writer, words: &[WordEntry], list: fn(&WordEntry) -> &Vec<T>, row: &mut impl FnMut(&T)) {
            let mut starts = vec![0];
            let mut count = 0;
            for word in words {
                let items = list(word);
                count += items.len() as u32;
                starts.push(count);
                items.iter().for_each(&mut *row);
            }
            out.u32s(&starts);
        }
        let mut rows = Writer::default();
        lists(out, &self.words, |w| &w.pos, &mut |pos| rows.u8(number(POS, pos)));
        out.section(&rows.bytes);
        let mut rows = Writer::default();
        lists(out, &self.words, |w| &w.predicates, &mut |&(predicate, forms): &(u32, Forms)| {
            rows.u32(predicate);
            rows.u8(forms.0);
        });
        out.section(&rows.bytes);
        // The first word of a term is the word that it is listed under.
        let (mut rows, mut words, mut cases) = (Writer::default(), Vec::new(), Vec::new());
        let firsts = self.words.iter().zip(0..).flat_map(|(w, id)| w.terms.iter().map(move |_| id));
        let mut firsts = firsts.collect::<Vec<u32>>().into_iter();
        lists(out, &self.words, |w| &w.terms, &mut |term: &DraftTerm| {
            rows.u32(words.len() as u32);
            rows.u32(term.outlet.map_or(u32::MAX, |(outlet, _)| outlet));
            rows.u32(term.cases.len() as u32);
            rows.u8(term.class.0);
            rows.u8(term.outlet.map_or(0, |(_, naming)| number(NAMINGS, &naming)));
            words.extend(firsts.next());
            words.extend(term.rest.iter().map(|w| w.0));
            cases.extend(term.cases.iter().map(|case| number(CASES, case)));
        });
        out.section(&rows.bytes);
        out.u32s(&words);
        out.section(&cases);
        out.section(&self.words.iter().map(|w| w.forms.0).collect::<Vec<_>>());
        let gender = |id: u32| number(GENDERS, &self.names.get(&id).copied());
        out.section(&(0..self.words.len() as u32).map(gender).collect::<Vec<_>>());
    }
}

impl Words {
    pub(super) fn read(at: &mut Reader<'_>) -> Self {
        let pos_at = at.u32s();
        let pos = at.section().iter().map(|&p| POS[usize::from(p)]).collect();
        let predicates_at = at.u32s();
        let predicates = at.rows().map(|&[a, b, c, d, f]| (u32::from_le_bytes([a, b, c, d]), Forms(f))).collect();
        let terms_at = at.u32s();
        let terms: Vec<TermEntry> = at.rows().map(term).collect();
        let term_words = at.ids();
        let term_cases = at.section().iter().map(|&c| CASES[usize::from(c)]).collect();
        let (forms, genders) = (at.section(), at.section());
        let row = |i: usize| Row {
            pos: pos_at[i],
            predicates: predicates_at[i],
            terms: terms_at[i],
            forms: Forms(forms.get(i).copied().unwrap_or_default()),
            gender: genders.get(i).copied().unwrap_or_default(),
        };
        let second = |t: &TermEntry| if t.length > 1 { term_words[t.start as usize + 1] } else { WordId::UNKNOWN };
        Self {
            rows: (0..pos_at.len()).map(row).collect(),
            seconds: terms.iter().map(second).collect(),
            pos,
            predicates,
            terms,
            term_words,
            term_cases,
        }
    }
}

fn term(row: &[u8; 14]) -> TermEntry {
    let [start, outlet, length] = [0, 1, 2].map(|i| u32_at(row, i));
    let [.., class, naming] = *row;
    TermEntry {
        start,
        length,
        class: Class(class),
        outlet: (outlet != u32::MAX).then(|| (outlet, NAMINGS[usize::from(naming)])),
    }
}

impl Reader<'_> {
    pub(super) fn predicate(&mut self) -> Predicate {
        let (kind, act, hearsay) = (self.u8(), self.u8(), self.u8() != 0);
        Predicate {
            kind: PREDICATES[usize::from(kind)],
            act: ACTS[usize::from(act)],
            hearsay,
            frames: Frames(self.u64()),
            frames_poss: Frames(self.u64()),
            lemma: self.string().into(),
            light: self.ids(),
            tail: self.ids(),
        }
    }
}
