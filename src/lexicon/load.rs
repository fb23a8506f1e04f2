//! Loads a [`Lexicon`] from TOML files.

mod file;
mod predicate;
mod term;
mod word;

use super::class::BUILT_IN;
use super::compiled::Lexicon;
use super::draft::Draft;
use super::entry::PredicateKind;
use crate::error::Error;
use crate::token::Abbreviations;
use file::{AbbreviationLists, Kind, Names, Outlets, Predicates, Terms, Words};
pub(crate) use file::{parse, place};
use predicate::{add_predicate, light_verb_forms};
use term::{add_outlet, add_term, class_of};
use word::{add_names, add_words};

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
        let in_full = self.abbreviations.iter().flat_map(|a| &a.in_full);
        lexicon.abbreviation_lists = [
            lists(|a| &a.before_name),
            lists(|a| &a.any_place),
            lists(|a| &a.one_word),
            lists(|a| &a.sentence_openers),
            lists(|a| &a.after_quotation),
            // Each with the words that it stands for behind it.
            in_full.map(|(form, words)| format!("{form} {}", words.join(" "))).collect(),
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
            add_names(&mut lexicon, list);
        }
        light_verb_forms(&mut lexicon);
        for word in &mut lexicon.words {
            word.terms.sort_by_key(|t| (t.rest.is_empty(), t.rest.first().copied(), std::cmp::Reverse(t.rest.len())));
        }
        Ok(lexicon)
    }
}
