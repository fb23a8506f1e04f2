//! Adds terms and outlets to a lexicon.

use super::file::{OutletEntry, place};
use crate::error::Error;
use crate::lexicon::class::{Class, ClassSet};
use crate::lexicon::draft::{Draft, DraftTerm};
use crate::lexicon::entry::{Case, Naming, Outlet, normalise};
use crate::token::{self, Abbreviations, Shape};

pub(super) fn class_of(lexicon: &mut Draft, name: &str, file: &str, text: &str) -> Result<Class, Error> {
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

pub(super) fn add_term(
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
        ids.push(lexicon.intern(&normalise(word)));
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

pub(super) fn add_outlet(lexicon: &mut Draft, entry: &OutletEntry, file: &str, text: &str) -> Result<(), Error> {
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
