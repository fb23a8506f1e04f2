//! Adds parts of speech and given names to a lexicon.

use super::file::{Names, Words, place};
use crate::error::Error;
use crate::lexicon::draft::Draft;
use crate::lexicon::entry::{Forms, Gender, Pos, normalise};

pub(super) fn add_words(lexicon: &mut Draft, words: &Words, file: &str, text: &str) -> Result<(), Error> {
    let list = words.words.as_str();
    for line in list.lines() {
        let line = line.split('#').next().unwrap_or("").trim_end();
        let mut fields = line.split_ascii_whitespace();
        let Some(word) = fields.next() else { continue };
        let id = lexicon.intern(&normalise(word));
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

/// Adds given names. A name in two lists is of both genders.
pub(super) fn add_names(lexicon: &mut Draft, list: &Names) {
    for (names, gender) in [(&list.female, Gender::Female), (&list.male, Gender::Male), (&list.both, Gender::Both)] {
        for name in names.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let id = lexicon.intern(&normalise(name));
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
