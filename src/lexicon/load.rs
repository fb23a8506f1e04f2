//! Loads a [`Lexicon`] from TOML files.

use super::class::{BUILT_IN, Class, ClassSet};
use super::compiled::Lexicon;
use super::draft::{Draft, DraftTerm, WordEntry};
use super::entry::{
    Case, FRAMES, Forms, Frames, Gender, Naming, Outlet, OutletKind, Pos, Predicate, PredicateKind, WordId, frame,
    normalise,
};
use super::inflect;
use crate::attribution::Act;
use crate::error::Error;
use crate::token::{self, Abbreviations, Shape};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    class: String,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    terms: Vec<String>,
    #[serde(default)]
    replace: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outlets {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    #[serde(default)]
    replace: bool,
    outlet: Vec<OutletEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutletEntry {
    name: String,
    kind: OutletKind,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    programs: Vec<String>,
    #[serde(default)]
    ambiguous: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Predicates {
    kind: String,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    #[serde(default)]
    replace: bool,
    #[serde(default, alias = "noun", alias = "adjective")]
    verb: Vec<PredicateEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PredicateEntry {
    lemma: String,
    #[serde(default)]
    past: OneOrMore,
    #[serde(default)]
    participle: OneOrMore,
    #[serde(default)]
    third: OneOrMore,
    #[serde(default)]
    gerund: OneOrMore,
    plural: Option<String>,
    #[serde(default)]
    variants: Vec<String>,
    #[serde(default)]
    act: Act,
    frames: Vec<String>,
    #[serde(default)]
    hearsay: bool,
    tail: Option<String>,
    /// Frames that report only with a possessor before the noun.
    #[serde(default)]
    frames_poss: Vec<String>,
    /// Verbs that make one cue with the noun: *express concern about*.
    #[serde(default)]
    light: Vec<String>,
    // Counts, which only people and the script that derives the frames read.
    #[serde(rename = "evidence", default)]
    _evidence: BTreeMap<String, Vec<u32>>,
    #[serde(rename = "poss", default)]
    _poss: IgnoredAny,
    #[serde(rename = "light_evidence", default)]
    _light_evidence: IgnoredAny,
}

/// One form or several: *signaled*, *signalled*.
#[derive(Deserialize, Default)]
#[serde(untagged)]
enum OneOrMore {
    #[default]
    None,
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn list(&self) -> &[String] {
        match self {
            Self::None => &[],
            Self::One(form) => std::slice::from_ref(form),
            Self::More(forms) => forms,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    #[serde(default)]
    female: String,
    #[serde(default)]
    male: String,
    #[serde(default)]
    both: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AbbreviationLists {
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(rename = "about", default)]
    _about: IgnoredAny,
    #[serde(rename = "before-name", default)]
    before_name: Vec<String>,
    #[serde(rename = "any-place", default)]
    any_place: Vec<String>,
    #[serde(rename = "one-word", default)]
    one_word: Vec<String>,
    #[serde(rename = "sentence-openers", default)]
    sentence_openers: Vec<String>,
    #[serde(rename = "after-quotation", default)]
    after_quotation: Vec<String>,
}

#[derive(Deserialize)]
struct Kind {
    kind: String,
}

impl Draft {
    fn class(&self, name: &str) -> Option<Class> {
        self.classes.iter().position(|c| &**c == name).map(|i| Class(i as u8))
    }
}

/// The values of `kind` in lexicon files.
const KINDS: &[&str] = &["terms", "outlets", "verbs", "nouns", "adjectives", "words", "names", "abbreviations"];

/// Collects files into a lexicon. Tokenising a term needs the abbreviations of
/// all files, so files are compiled only after all have been read.
#[derive(Default)]
pub struct Builder {
    terms: Vec<(Terms, String, String)>,
    outlets: Vec<(Outlets, String, String)>,
    predicates: Vec<(Predicates, PredicateKind, String, String)>,
    words: Vec<(Words, String, String)>,
    names: Vec<Names>,
    abbreviations: Vec<AbbreviationLists>,
}

impl Builder {
    /// Reads one lexicon file. `file` is its name for error messages.
    ///
    /// # Errors
    /// Returns an error, with the place in the file, if the TOML is invalid or
    /// does not match the file's `kind`.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), Error> {
        let kind: Kind = parse(file, text)?;
        let own = || (file.to_owned(), text.to_owned());
        match kind.kind.as_str() {
            "terms" => self.terms.push((parse(file, text)?, own().0, own().1)),
            "outlets" => self.outlets.push((parse(file, text)?, own().0, own().1)),
            name @ ("verbs" | "nouns" | "adjectives") => {
                let kind = match name {
                    "verbs" => PredicateKind::Verb,
                    "nouns" => PredicateKind::Noun,
                    _ => PredicateKind::Adjective,
                };
                self.predicates.push((parse(file, text)?, kind, own().0, own().1));
            }
            "words" => self.words.push((parse(file, text)?, own().0, own().1)),
            "names" => self.names.push(parse(file, text)?),
            "abbreviations" => self.abbreviations.push(parse(file, text)?),
            other => {
                return Err(Error::new(format!("there is no kind of lexicon called `{other}`"))
                    .at(file, text, place(text, &kind.kind))
                    .with_help(crate::error::suggest(other, KINDS.iter().copied(), "the kinds are")));
            }
        }
        Ok(())
    }

    /// Compiles all files that were added.
    ///
    /// # Errors
    /// Returns an error if an entry names an unknown frame or part of speech,
    /// if a term is empty, or if there are too many classes.
    pub fn build(self) -> Result<Lexicon, Error> {
        Ok(Lexicon::from_image(self.image()?.into()))
    }

    /// Compiles all files that were added into the bytes that
    /// [`Lexicon::from_image`] opens.
    ///
    /// # Errors
    /// See [`Self::build`].
    pub(crate) fn image(self) -> Result<Vec<u8>, Error> {
        Ok(self.draft()?.image())
    }

    fn draft(self) -> Result<Draft, Error> {
        let mut lexicon = Draft { classes: BUILT_IN.iter().map(|&c| c.into()).collect(), ..Draft::default() };
        let lists =
            |f: fn(&AbbreviationLists) -> &Vec<String>| self.abbreviations.iter().flat_map(f).cloned().collect();
        lexicon.abbreviation_lists = [
            lists(|a| &a.before_name),
            lists(|a| &a.any_place),
            lists(|a| &a.one_word),
            lists(|a| &a.sentence_openers),
            lists(|a| &a.after_quotation),
        ];
        // Terms are split into words; the other lists matter in sentences only.
        let [before_name, any_place, one_word, ..] = &lexicon.abbreviation_lists;
        lexicon.abbreviations = Abbreviations::new(before_name, any_place).with_joined_names(one_word);
        for (words, file, text) in &self.words {
            add_words(&mut lexicon, words, file, text)?;
        }
        let first_kept = |kind| self.predicates.iter().rposition(|(p, k, ..)| *k == kind && p.replace).unwrap_or(0);
        for (i, (list, kind, file, text)) in self.predicates.iter().enumerate() {
            if i < first_kept(*kind) {
                continue;
            }
            if list.kind.is_empty() {
                continue;
            }
            for entry in &list.verb {
                add_predicate(&mut lexicon, entry, *kind, file, text)?;
            }
        }
        let first_outlets = self.outlets.iter().rposition(|(o, ..)| o.replace).unwrap_or(0);
        for (list, file, text) in &self.outlets[first_outlets.min(self.outlets.len())..] {
            for entry in &list.outlet {
                add_outlet(&mut lexicon, entry, file, text)?;
            }
        }
        for (i, (list, file, text)) in self.terms.iter().enumerate() {
            let class = class_of(&mut lexicon, &list.class, file, text)?;
            let replaced_later =
                self.terms[i + 1..].iter().any(|(later, ..)| later.replace && later.class == list.class);
            if replaced_later {
                continue;
            }
            for term in &list.terms {
                add_term(&mut lexicon, term, class, None, file, text)?;
            }
        }
        for list in &self.names {
            for (names, gender) in
                [(&list.female, Gender::Female), (&list.male, Gender::Male), (&list.both, Gender::Both)]
            {
                for name in names.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
                    let id = intern(&mut lexicon, &normalise(name));
                    lexicon
                        .names
                        .entry(id.0)
                        .and_modify(|g| {
                            if *g != gender {
                                *g = Gender::Both
                            }
                        })
                        .or_insert(gender);
                }
            }
        }
        light_verb_forms(&mut lexicon);
        for word in &mut lexicon.words {
            word.terms.sort_by_key(|t| (t.rest.is_empty(), t.rest.first().copied(), std::cmp::Reverse(t.rest.len())));
        }
        Ok(lexicon)
    }
}

/// Adds all forms of the light verbs, irregular ones included; files list only
/// their lemmas.
fn light_verb_forms(lexicon: &mut Draft) {
    let mut forms: FxHashMap<WordId, Vec<WordId>> = FxHashMap::default();
    for (id, word) in lexicon.words.iter().enumerate() {
        for &(predicate, _) in &word.predicates {
            let predicate = &lexicon.predicates[predicate as usize];
            if predicate.kind == PredicateKind::Verb
                && let Some(&lemma) = lexicon.ids.get(normalise(&predicate.lemma).as_str())
            {
                forms.entry(WordId(lemma)).or_default().push(WordId(id as u32));
            }
        }
    }
    for index in 0..lexicon.predicates.len() {
        let lemmas = std::mem::take(&mut lexicon.predicates[index].light);
        let mut all = Vec::new();
        for lemma in lemmas {
            all.push(lemma);
            all.extend(forms.get(&lemma).into_iter().flatten());
        }
        all.sort_unstable();
        all.dedup();
        lexicon.predicates[index].light = all;
    }
}

/// Parses a file: TOML, or the JSON that the build script makes of a built-in
/// file, which parses ten times as fast.
///
/// # Errors
/// Returns an error with the place in the TOML file.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    if text.starts_with('{') {
        return serde_json::from_str(text).map_err(|e| Error::new(format!("{file}: {e}")));
    }
    toml::from_str(text).map_err(|e| {
        let error = Error::new(e.message().trim().to_owned());
        error.at(file, text, e.span().unwrap_or(0..0)).with_help("grammar/README.md describes every kind of file")
    })
}

/// Returns where `entry` is in a file. A quoted string is preferred, so that a
/// wrong `of` is not found inside `off`.
pub(crate) fn place(text: &str, entry: &str) -> std::ops::Range<usize> {
    let quoted = ['"', '\''].iter().find_map(|q| text.find(&format!("{q}{entry}{q}")).map(|i| i + 1));
    let start = quoted.or_else(|| text.find(entry)).unwrap_or(0);
    start..start + entry.len()
}

fn intern(lexicon: &mut Draft, word: &str) -> WordId {
    if let Some(&id) = lexicon.ids.get(word) {
        return WordId(id);
    }
    let id = lexicon.words.len() as u32;
    lexicon.ids.insert(word.into(), id);
    lexicon.words.push(WordEntry::default());
    WordId(id)
}

fn class_of(lexicon: &mut Draft, name: &str, file: &str, text: &str) -> Result<Class, Error> {
    if let Some(class) = lexicon.class(name) {
        return Ok(class);
    }
    if lexicon.classes.len() >= ClassSet::CAPACITY {
        return Err(Error::new(format!("more than {} classes of terms", ClassSet::CAPACITY))
            .at(file, text, place(text, name))
            .with_help("put the terms into a class that exists"));
    }
    lexicon.classes.push(name.into());
    Ok(Class((lexicon.classes.len() - 1) as u8))
}

fn add_term(
    lexicon: &mut Draft,
    term: &str,
    class: Class,
    outlet: Option<(u32, Naming)>,
    file: &str,
    text: &str,
) -> Result<(), Error> {
    let written = term;
    let tokens = words_of(written, &lexicon.abbreviations);
    if tokens.is_empty() {
        return Err(Error::new("an empty term").at(file, text, place(text, term)).with_help("remove it"));
    }
    // The name of an outlet matches with both *The* and *the*.
    let article_first = outlet.is_some();
    let mut ids = Vec::with_capacity(tokens.len());
    let mut cases = Vec::with_capacity(tokens.len());
    for (i, &(word, shape)) in tokens.iter().enumerate() {
        ids.push(intern(lexicon, &normalise(word)));
        cases.push(match shape {
            _ if i == 0 && article_first && word.eq_ignore_ascii_case("the") => Case::Any,
            Shape::Capital => Case::Capital,
            Shape::Upper => Case::Upper,
            _ => Case::Any,
        });
    }
    let entry = DraftTerm { rest: ids[1..].into(), cases: cases.into(), class, outlet };
    let terms = &mut lexicon.words[ids[0].0 as usize].terms;
    let same = |t: &DraftTerm| t.class == entry.class && t.rest == entry.rest && t.cases == entry.cases;
    if !terms.iter().any(same) {
        terms.push(entry);
    }
    Ok(())
}

/// Returns the tokens of a term with their shapes. Most terms are plain words
/// with single spaces between them, which need no tokeniser.
fn words_of<'t>(term: &'t str, abbreviations: &Abbreviations) -> Vec<(&'t str, Shape)> {
    let plain = |word: &'t str| {
        let bytes = word.as_bytes();
        let (first, rest) = bytes.split_first()?;
        let lower = rest.iter().all(u8::is_ascii_lowercase);
        let upper = rest.iter().all(u8::is_ascii_uppercase);
        let shape = match (first.is_ascii_lowercase(), first.is_ascii_uppercase()) {
            (true, _) if lower => Shape::Lower,
            (_, true) if lower && !rest.is_empty() => Shape::Capital,
            (_, true) if upper && !rest.is_empty() => Shape::Upper,
            _ => return None,
        };
        Some((word, shape))
    };
    match term.split(' ').map(plain).collect::<Option<Vec<_>>>() {
        Some(words) if !term.contains("cannot") => words,
        _ => token::tokenize(term, abbreviations).iter().map(|t| (t.text(term), t.shape)).collect(),
    }
}

fn add_outlet(lexicon: &mut Draft, entry: &OutletEntry, file: &str, text: &str) -> Result<(), Error> {
    let index = lexicon.outlets.len() as u32;
    lexicon.outlets.push(Outlet {
        name: entry.name.as_str().into(),
        kind: entry.kind,
        aliases: entry.aliases.iter().map(|a| a.as_str().into()).collect(),
    });
    let full = if entry.ambiguous { Naming::Ambiguous } else { Naming::Full };
    add_term(lexicon, &entry.name, Class::OUTLET, Some((index, full)), file, text)?;
    if let Some(bare) = entry.name.strip_prefix("The ") {
        let bare = bare.to_owned();
        let naming = if bare.contains(' ') { full } else { Naming::Ambiguous };
        add_term(lexicon, &bare, Class::OUTLET, Some((index, naming)), file, text)?;
    }
    let bare = |name: &str| {
        name.get(4..).filter(|_| name.starts_with("the ") || name.starts_with("The ")).unwrap_or(name).to_lowercase()
    };
    for (names, naming) in [(&entry.aliases, full), (&entry.short, Naming::Short), (&entry.programs, Naming::Program)] {
        for name in names {
            // *Time magazine* and *time.com* mean nothing else.
            let alias = bare(name);
            let plain = naming == Naming::Ambiguous && alias.contains([' ', '.']) && alias != bare(&entry.name);
            let naming = if plain { Naming::Full } else { naming };
            add_term(lexicon, name, Class::OUTLET, Some((index, naming)), file, text)?;
        }
    }
    Ok(())
}

fn add_predicate(
    lexicon: &mut Draft,
    entry: &PredicateEntry,
    kind: PredicateKind,
    file: &str,
    text: &str,
) -> Result<(), Error> {
    let collect = |names: &[String]| -> Result<Frames, Error> {
        let mut frames = Frames::default();
        for name in names {
            let Some(frame) = frame(name) else {
                return Err(Error::new(format!("there is no frame called `{}`", name))
                    .at(file, text, place(text, name))
                    .with_help(crate::error::suggest(name, FRAMES.iter().copied(), "the frames are")));
            };
            frames = frames.union(frame);
        }
        Ok(frames)
    };
    let mut frames = collect(&entry.frames)?;
    let frames_poss = collect(&entry.frames_poss)?.union(frames);
    if !entry.light.is_empty() {
        frames = frames.union(frame("light").unwrap_or_default());
    }
    let light = entry
        .light
        .iter()
        .flat_map(|verb| [verb.clone(), inflect::third(verb), inflect::past(verb), inflect::gerund(verb)])
        .map(|form| intern(lexicon, &normalise(&form)))
        .collect();
    let tail = match &entry.tail {
        Some(words) => token::tokenize(words, &lexicon.abbreviations)
            .iter()
            .map(|t| intern(lexicon, &normalise(t.text(words))))
            .collect(),
        None => Vec::new(),
    };
    let index = lexicon.predicates.len() as u32;
    lexicon.predicates.push(Predicate {
        kind,
        lemma: entry.lemma.as_str().into(),
        act: entry.act,
        frames,
        frames_poss,
        hearsay: entry.hearsay,
        tail,
        light,
    });
    for lemma in std::iter::once(&entry.lemma).chain(&entry.variants) {
        match kind {
            PredicateKind::Verb => {
                // Irregular forms belong to the lemma; variants are regular.
                let own = *lemma == entry.lemma;
                let forms = |given: &OneOrMore, regular: &dyn Fn() -> Vec<String>| {
                    if own && !given.list().is_empty() { given.list().to_vec() } else { regular() }
                };
                let past = forms(&entry.past, &|| vec![inflect::past(lemma)]);
                let sets = [
                    (vec![lemma.clone()], Forms::BASE),
                    (forms(&entry.third, &|| vec![inflect::third(lemma)]), Forms::THIRD),
                    (forms(&entry.participle, &|| past.clone()), Forms::PARTICIPLE),
                    (past.clone(), Forms::PAST),
                    (forms(&entry.gerund, &|| vec![inflect::gerund(lemma)]), Forms::GERUND),
                ];
                for (words, form) in sets {
                    for word in words {
                        add_form(lexicon, &word, index, form);
                    }
                }
            }
            PredicateKind::Noun => {
                let plural = entry.plural.clone().unwrap_or_else(|| inflect::plural(lemma));
                add_form(lexicon, lemma, index, Forms::BASE);
                add_form(lexicon, &plural, index, Forms::THIRD);
            }
            PredicateKind::Adjective => add_form(lexicon, lemma, index, Forms::BASE),
        }
    }
    Ok(())
}

fn add_form(lexicon: &mut Draft, word: &str, predicate: u32, form: Forms) {
    let id = intern(lexicon, &normalise(word));
    let is_verb = lexicon.predicates[predicate as usize].kind == PredicateKind::Verb;
    let entry = &mut lexicon.words[id.0 as usize];
    if is_verb {
        entry.forms = entry.forms.with(form);
    }
    match entry.predicates.iter_mut().find(|(p, _)| *p == predicate) {
        Some((_, forms)) => *forms = forms.with(form),
        None => entry.predicates.push((predicate, form)),
    }
}

fn add_words(lexicon: &mut Draft, words: &Words, file: &str, text: &str) -> Result<(), Error> {
    let list = words.words.as_str();
    for line in list.lines() {
        let line = line.split('#').next().unwrap_or("").trim_end();
        let mut fields = line.split_ascii_whitespace();
        let Some(word) = fields.next() else { continue };
        let id = intern(lexicon, &normalise(word));
        for tag in fields {
            let (pos, form) = match tag {
                "N" => (Pos::Noun, Forms::default()),
                "NS" => (Pos::PluralNoun, Forms::default()),
                "J" => (Pos::Adjective, Forms::default()),
                "R" => (Pos::Adverb, Forms::default()),
                "V" => (Pos::VerbBase, Forms::BASE),
                "VZ" => (Pos::VerbThird, Forms::THIRD),
                "VD" => (Pos::VerbPast, Forms::PAST),
                "VN" => (Pos::Participle, Forms::PARTICIPLE),
                "VG" => (Pos::Gerund, Forms::GERUND),
                "M" => (Pos::Name, Forms::default()),
                _ => {
                    return Err(Error::new(format!("`{tag}` is no part of speech"))
                        .at(file, text, place(text, line))
                        .with_help("they are N NS J R V VZ VD VN VG M"));
                }
            };
            let entry = &mut lexicon.words[id.0 as usize];
            if !entry.pos.contains(&pos) {
                entry.pos.push(pos);
            }
            entry.forms = entry.forms.with(form);
        }
    }
    Ok(())
}
