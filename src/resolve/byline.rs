//! Resolves *I* outside quotations to the author that the byline names.

use super::Resolver;
use super::names::Entity;
use crate::party::PartyKind;

impl Resolver<'_> {
    /// Resolves *I* outside quotations to the author, if the byline names only
    /// one.
    pub(super) fn author(&mut self, t: u32) -> Option<u32> {
        if self.layout.quotation(t) > 0 {
            return None;
        }
        let name = byline_name(self.byline?)?;
        if self.author.is_none() {
            let known =
                (0..self.names.entities.len() as u32).find(|&p| self.entity(p).name.eq_ignore_ascii_case(&name));
            let author = known.unwrap_or_else(|| self.add(Entity::new(PartyKind::Person, name)));
            self.author = Some(author);
        }
        self.author
    }
}

/// Returns where the first sentence of a byline ends: at a period after a word
/// of more than two letters, a semicolon or a bar.
fn sentence_end(line: &str) -> Option<usize> {
    line.char_indices().map(|(i, _)| i).find(|&i| {
        let (before, after) = line.split_at(i);
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        after.starts_with(". ") && word.chars().count() > 2 || after.starts_with(';') || after.starts_with(" | ")
    })
}

/// Returns the name in a byline, if it has only one: *By NORA FIELD. Email: …*.
fn byline_name(byline: &str) -> Option<String> {
    let line = byline.trim();
    let line = line
        .strip_prefix("By ")
        .or_else(|| line.strip_prefix("by "))
        .or_else(|| line.strip_prefix("BY "))
        .unwrap_or(line);
    let end = sentence_end(line);
    let name = line.get(..end.unwrap_or(line.len()))?.trim().trim_end_matches('.');
    let several = name.contains(" and ") || name.contains(',') || name.contains(';') || name.contains('&');
    if several || name.is_empty() || name.split_whitespace().count() > 5 {
        return None;
    }
    if name.chars().any(char::is_lowercase) {
        return Some(name.to_owned());
    }
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map(|c| c.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
    };
    Some(name.split_whitespace().map(word).collect::<Vec<_>>().join(" "))
}
