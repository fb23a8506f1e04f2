//! Adds reporting verbs, nouns and adjectives, with their forms, to a lexicon.

use super::file::{OneOrMore, PredicateEntry, place};
use crate::error::Error;
use crate::lexicon::draft::Draft;
use crate::lexicon::entry::{FRAMES, Forms, Frames, Predicate, PredicateKind, WordId, frame, normalise};
use crate::lexicon::inflect;
use crate::token;
use rustc_hash::FxHashMap;

/// Adds all forms of the light verbs, irregular ones included; files list only
/// their lemmas.
pub(super) fn light_verb_forms(lexicon: &mut Draft) {
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

pub(super) fn add_predicate(
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
        .map(|form| lexicon.intern(&normalise(&form)))
        .collect();
    let tail = match &entry.tail {
        Some(words) => token::tokenize(words, &lexicon.abbreviations)
            .iter()
            .map(|t| lexicon.intern(&normalise(t.text(words))))
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

pub(super) fn add_form(lexicon: &mut Draft, word: &str, predicate: u32, form: Forms) {
    let id = lexicon.intern(&normalise(word));
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
