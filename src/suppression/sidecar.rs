//! Suppressions in a file beside the article, for articles that cannot have
//! comments: `article.txt.secondhand.toml` beside `article.txt`.
//!
//! ```toml
//! [[ignore]]
//! rule = "second-hand-quote"
//! quote = "the strike is over"
//! reason = "on the record with AP"
//!
//! [[ignore-file]]
//! rule = ["hearsay", "SH005"]
//! reason = "a column on rumours"
//! ```
//!
//! `quote` gives words of the text that the finding points at. Instead of it,
//! `fingerprint` can give the finding's fingerprint, which the reports for
//! programs contain. Beside a file of JSON Lines each entry has the `id` of its
//! article.

use super::{Directive, Place, Scope};
use crate::error::{Error, ErrorKind};
use crate::settings::Document;
use crate::source::{LineIndex, OffsetMap, Offsets};
use std::ops::Range;
use toml::de::DeTable;

/// The suffix that is added to an article's file name.
pub const SUFFIX: &str = ".secondhand.toml";

/// Reads a sidecar and returns its suppressions in the order of the file.
/// `file` is its name in messages; `many` says whether it belongs to a file of
/// many articles.
///
/// # Errors
/// If the text is not TOML, or an entry lacks a key or has one that it cannot
/// have. The error is the first of these, with its place.
pub fn parse(text: &str, file: &str, many: bool) -> Result<Vec<Directive>, Error> {
    read(text, file, many).map_err(|error| error.of(ErrorKind::Suppression))
}

fn read(text: &str, file: &str, many: bool) -> Result<Vec<Directive>, Error> {
    let document = Document { file, text };
    let root = document.parse()?;
    let (lines, points) = (LineIndex::new(text), OffsetMap::new(text, Offsets::Codepoints));
    let place = |at: u32| {
        let (line, line_start) = lines.line(at);
        let column = points.get(at) - points.get(line_start) + 1;
        Place { file: file.to_owned(), line: line as u32, column, span: None }
    };
    let mut directives = Vec::new();
    for entry in document.entries(root.get_ref(), &["ignore", "ignore-file"], "suppressions")? {
        for (table, at) in document.tables(entry.value, entry.key)? {
            let place = place(at.start as u32);
            directives.push(directive(document, place, table, at, entry.key == "ignore-file", many)?);
        }
    }
    directives.sort_by_key(|d| (d.place.line, d.place.column));
    Ok(directives)
}

fn directive(
    document: Document<'_>,
    place: Place,
    table: &DeTable<'_>,
    at: Range<usize>,
    is_file: bool,
    many: bool,
) -> Result<Directive, Error> {
    let known: &[&str] =
        if is_file { &["rule", "reason", "id"] } else { &["rule", "quote", "fingerprint", "reason", "id"] };
    let (mut codes, mut is_all) = (Vec::new(), false);
    let (mut scope, mut reason, mut article) = (is_file.then_some(Scope::Article), None, None);
    let what = if is_file { "`[[ignore-file]]`" } else { "`[[ignore]]`" };
    for entry in document.entries(table, known, what)? {
        let (key, value) = (entry.key, entry.value);
        match key {
            "rule" => {
                for (name, at) in document.texts(value, key)? {
                    let (found, all) = super::rules(name).map_err(|e| e.at(document.file, document.text, at))?;
                    codes.extend(found);
                    is_all |= all;
                }
            }
            "reason" => reason = Some(super::one_line(document.text(value, key)?)),
            "id" => article = Some(document.text(value, key)?.to_owned()),
            _ if scope.is_some() => {
                return Err(document
                    .error(entry.at, "`quote` and `fingerprint` exclude each other")
                    .with_help("write a table for each"));
            }
            "quote" => {
                let quote = document.text(value, key)?;
                if !quote.contains(char::is_alphanumeric) {
                    return Err(document.error(value.span(), "there is no word in this"));
                }
                scope = Some(Scope::Quote(quote.to_owned()));
            }
            _ => scope = Some(Scope::Fingerprint(document.text(value, key)?.to_ascii_lowercase())),
        }
    }
    let lacks = |what: &str, help: &str| document.error(at.clone(), format!("this suppression {what}")).with_help(help);
    if codes.is_empty() {
        return Err(lacks("names no rule", "add `rule = \"second-hand-quote\"`, or the rule that it is"));
    }
    let Some(reason) = reason else {
        return Err(lacks("gives no reason", "add `reason = \"…\"`: why it is fine"));
    };
    let Some(scope) = scope else {
        return Err(lacks(
            "does not say what it is about",
            "add `quote = \"…\"` with words of the place, or write `[[ignore-file]]` for the whole article",
        ));
    };
    if many && article.is_none() {
        return Err(lacks(
            "does not say for which article it is",
            "add `id = \"…\"`, as the line of the article has it",
        ));
    }
    if !many && article.is_some() {
        return Err(lacks("has an `id`, which only the lines of JSON Lines have", "leave out `id`"));
    }
    Ok(Directive { codes, is_all, reason, scope, article, place })
}
