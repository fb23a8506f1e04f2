//! Reads construction files.

use super::pattern::compile::{Compiler, ROLES};
use super::pattern_index::Index;
use super::weights::Weights;
use crate::attribution::{Act, Conveys, CueForm, Evidentiality};
use crate::error::Error;
use crate::lexicon::Lexicon;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A construction of the grammar: one file of `grammar/constructions`.
#[derive(Clone, Debug)]
pub struct Construction {
    /// Its name, such as `quoted-as-saying`.
    pub id: Arc<str>,
    /// The family it belongs to, such as `quoted`.
    pub family: Box<str>,
    /// What it means, in a sentence or two.
    pub about: Box<str>,
    /// Its patterns as written.
    pub patterns: Vec<Arc<str>>,
    /// Texts that it must read, with the expected reading.
    pub examples: Vec<Example>,
    /// Texts that it must not read.
    pub counterexamples: Vec<Box<str>>,
    /// Path of its file below the grammar folder.
    pub file: Box<str>,
    /// The text of that file, as TOML for people to read.
    pub source: Box<str>,
    pub(crate) act: Option<Act>,
    pub(crate) conveys: Conveys,
    /// What the cue is made of.
    pub(crate) cue_form: CueForm,
    pub(crate) evidentiality: Evidentiality,
    pub(crate) hearsay_without_source: bool,
    /// Whether weights may decide if a reading is kept. False where the file
    /// sets `weighed = false`, since the form alone is proof enough.
    weighable: bool,
    /// Whether weights do decide: they may, and were fitted to this
    /// construction.
    pub(crate) weighed: bool,
}

/// A text and the reading that the construction must give it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The source's text; empty if there is none.
    #[serde(default)]
    pub source: String,
    /// The cue's text.
    pub cue: String,
    /// The content's text; several pieces are joined by ` … `.
    pub content: String,
    /// The chain as reports draw it, without the article at its end: `Ana Ruiz
    /// → The Daily Herald`.
    #[serde(default)]
    pub chain: Option<String>,
    /// The class in lower case: `firsthand`, `secondhand`, `hearsay` or
    /// `unsourced`.
    #[serde(default)]
    pub provenance: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    family: String,
    about: String,
    #[serde(default)]
    pattern: Option<String>,
    #[serde(default)]
    patterns: Vec<String>,
    /// Parts of the patterns, by the name that they have there.
    #[serde(default, rename = "let")]
    parts: BTreeMap<String, String>,
    #[serde(default)]
    act: Option<Act>,
    #[serde(default)]
    conveys: Conveys,
    #[serde(default, rename = "cue-form")]
    cue_form: CueForm,
    #[serde(default)]
    evidentiality: Evidentiality,
    #[serde(default)]
    rank: i32,
    #[serde(default, rename = "hearsay-without-source")]
    hearsay_without_source: bool,
    #[serde(default = "yes")]
    weighed: bool,
    #[serde(default, rename = "example")]
    examples: Vec<Example>,
    #[serde(default)]
    counterexamples: Vec<String>,
    /// The TOML text of a built-in file, which the build script adds.
    source: Option<String>,
}

fn yes() -> bool {
    true
}

/// All constructions, with their patterns.
#[derive(Clone, Debug, Default)]
pub(super) struct Constructions {
    pub(super) list: Vec<Construction>,
    pub(super) index: Index,
}

impl Constructions {
    /// Reads one construction file. A construction with the id of an earlier
    /// one replaces it.
    pub(super) fn add(&mut self, file: &str, text: &str, lexicon: &mut Lexicon) -> Result<(), Error> {
        let raw: File = crate::lexicon::parse(file, text)?;
        // Errors show a built-in file as it is written.
        let text = raw.source.as_deref().unwrap_or(text);
        let written: Vec<&String> = raw.pattern.iter().chain(&raw.patterns).collect();
        if written.is_empty() {
            return Err(Error::new("a construction needs `pattern` or `patterns`").at(
                file,
                text,
                crate::lexicon::place(text, &raw.id),
            ));
        }
        if raw.examples.is_empty() {
            return Err(Error::new(format!("the construction `{}` has no example", raw.id))
                .at(file, text, crate::lexicon::place(text, &raw.id))
                .with_help("add an [[example]] with text, source, cue and content: it is the construction's test"));
        }
        let index = self.list.iter().position(|c| *c.id == *raw.id).unwrap_or(self.list.len());
        let compiler = Compiler::new(ROLES, &raw.parts, lexicon, file, text)?;
        self.index.compile(index as u32, raw.rank, &written, compiler)?;
        let construction = Construction {
            id: raw.id.as_str().into(),
            family: raw.family.into(),
            about: raw.about.into(),
            patterns: written.iter().map(|p| p.as_str().into()).collect(),
            examples: raw.examples,
            counterexamples: raw.counterexamples.into_iter().map(Into::into).collect(),
            file: file.into(),
            weighable: raw.weighed,
            weighed: false,
            source: text.into(),
            act: raw.act,
            conveys: raw.conveys,
            cue_form: raw.cue_form,
            evidentiality: raw.evidentiality,
            hearsay_without_source: raw.hearsay_without_source,
        };
        match self.list.get_mut(index) {
            Some(old) => *old = construction,
            None => self.list.push(construction),
        }
        Ok(())
    }

    /// Marks the constructions that the weights were fitted to.
    pub(super) fn weigh(&mut self, keep: &Weights) {
        for construction in &mut self.list {
            construction.weighed = construction.weighable && keep.knows(&format!("construction={}", construction.id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Grammar;

    /// How many characters a pattern or part may have, so that people can read it.
    const LONGEST: usize = 150;

    #[test]
    fn files_have_the_name_of_their_construction_and_folders_that_of_a_family() {
        for construction in Grammar::builtin().constructions() {
            let name = format!("constructions/{}/{}.toml", construction.family, construction.id);
            assert_eq!(*construction.file, name);
        }
    }

    #[test]
    fn patterns_can_be_read() {
        for construction in Grammar::builtin().constructions() {
            let text = construction.source.split("[[example]]").next().unwrap_or("");
            let parts = text.lines().filter_map(|line| Some(line.split_once(" = '")?.1));
            for pattern in construction.patterns.iter().map(|pattern| &**pattern).chain(parts) {
                let length = pattern.chars().count();
                assert!(length <= LONGEST, "{}: {length} characters: {pattern}", construction.file);
            }
        }
    }
}
