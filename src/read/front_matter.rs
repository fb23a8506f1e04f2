//! The fields before a Markdown text: YAML (`key: value`) or TOML (`key =
//! "value"`), as far as articles use them.

use crate::metadata::Metadata;
use std::ops::Range;

/// Returns what the fields say about the article, and its language.
pub(super) fn read(front: &str) -> (Metadata, Option<String>) {
    let one = |names: &[&str]| {
        let values = fields(front).find(|field| names.contains(&&*field.name)).map(|field| field.values(front));
        values.filter(|values| !values.is_empty()).map(|values| values.join(" and "))
    };
    let metadata = Metadata {
        id: one(&["id"]),
        title: one(&["title", "headline"]),
        publisher: one(&["publisher", "site", "outlet", "source"]),
        agency: one(&["agency", "wire"]),
        byline: one(&["byline", "author", "authors"]),
        published: one(&["date", "published", "pubdate", "publishdate"]).map(|date| super::day::day_or_words(&date)),
    };
    (metadata, one(&["lang", "language"]))
}

/// Returns where the title stands.
pub(super) fn title(front: &str) -> Option<Range<usize>> {
    let field = fields(front).find(|field| ["title", "headline"].contains(&&*field.name))?;
    let value = unquoted(front, field.value);
    (!value.is_empty()).then_some(value)
}

struct Field {
    name: String,
    value: Range<usize>,
    /// The lines below that are indented or begin with a hyphen.
    below: Range<usize>,
}

impl Field {
    fn values(&self, front: &str) -> Vec<String> {
        let value = front[self.value.clone()].trim();
        let list = value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
        let items: Vec<&str> = match list {
            Some(inner) => inner.split(',').collect(),
            None if !value.is_empty() && !matches!(value, "|" | ">" | ">-" | "|-") => vec![value],
            None => front[self.below.clone()].lines().map(item).collect(),
        };
        let bare = |item: &str| item[unquoted(item, 0..item.len())].to_owned();
        items.into_iter().map(bare).filter(|item| !item.is_empty()).collect()
    }
}

/// Returns the item of a list: *Ana Ruiz* of `- Ana Ruiz` and of `- name: Ana
/// Ruiz`.
fn item(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_prefix('-').map_or(line, str::trim);
    match line.split_once(": ") {
        Some(("name", name)) => name,
        Some(_) => "",
        None => line,
    }
}

fn fields(front: &str) -> impl Iterator<Item = Field> {
    let mut found: Vec<Field> = Vec::new();
    let mut at = 0;
    for line in front.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let key = line.find([':', '=']).filter(|_| !line.starts_with([' ', '\t', '-', '#', '[']));
        match (key, found.last_mut()) {
            (Some(end), _) => {
                let name = line[..end].trim().trim_matches(['"', '\'']).to_lowercase();
                found.push(Field { name, value: start + end + 1..at, below: at..at });
            }
            (None, Some(last)) => last.below.end = at,
            (None, None) => {}
        }
    }
    found.into_iter()
}

/// Returns the range without blanks and quotation marks around it.
fn unquoted(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let inner = words.trim();
    let start = range.start + words.len() - words.trim_start().len();
    let quoted = ['"', '\''].into_iter().any(|q| inner.len() > 1 && inner.starts_with(q) && inner.ends_with(q));
    if quoted { start + 1..start + inner.len() - 1 } else { start..start + inner.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_both_forms_are_read() {
        let (metadata, _) = read("authors: [Ana Ruiz, 'Jo Ito']\nsource: AP # x\ntitle:\ndate: 2024-05-01T10:00:00Z\n");
        assert_eq!(metadata.byline.as_deref(), Some("Ana Ruiz and Jo Ito"));
        assert_eq!((metadata.title, metadata.published.as_deref()), (None, Some("2024-05-01")));
        let (metadata, language) =
            read("title = \"A: B\"\nlanguage = 'de'\nauthor:\n  - name: Ana Ruiz\n    email: a@b\n");
        assert_eq!((metadata.title.as_deref(), language.as_deref()), (Some("A: B"), Some("de")));
        assert_eq!(metadata.byline.as_deref(), Some("Ana Ruiz"));
        assert_eq!(read(": \n-\n'").0, Metadata::default());
    }
}
