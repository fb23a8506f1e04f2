//! Reads TOML by hand instead of with serde, so that every error has a place
//! and, where a known name is near, a suggestion.

use crate::error::{self, Error};
use crate::line;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A TOML file: its name in messages, and its text.
#[derive(Clone, Copy)]
pub(crate) struct Document<'t> {
    pub(crate) file: &'t str,
    pub(crate) text: &'t str,
}

/// One `key = value` of a table.
pub(crate) struct Entry<'d, 't> {
    pub(crate) key: &'d str,
    /// The range of the key in the file, in bytes.
    pub(crate) at: Range<usize>,
    pub(crate) value: &'d Spanned<DeValue<'t>>,
}

impl<'t> Document<'t> {
    /// Parses the file. Fails if it is not TOML.
    pub(crate) fn parse(self) -> Result<Spanned<DeTable<'t>>, Error> {
        DeTable::parse(self.text).map_err(|e| {
            let is_deep = e.message().contains("recurs");
            let error = if is_deep {
                Error::new("this is nested too deeply").with_help("write it with fewer levels of tables and lists")
            } else {
                Error::new(e.message().trim().to_owned())
            };
            match e.span().or_else(|| is_deep.then(|| self.deepest()).flatten()) {
                Some(range) => error.at(self.file, self.text, range),
                None => error.in_file(self.file),
            }
        })
    }

    /// Returns the line with the most dots. The parser does not say where a
    /// dotted key with too many levels is.
    fn deepest(self) -> Option<Range<usize>> {
        let starts = std::iter::once(0).chain(line::ends(self.text).map(|end| end.end));
        starts.map(|start| line::around(self.text, start)).max_by_key(|at| self.text[at.clone()].matches('.').count())
    }

    /// Returns an error that points at this range of the file, in bytes.
    pub(crate) fn error(self, at: Range<usize>, message: impl Into<String>) -> Error {
        Error::new(message).at(self.file, self.text, at)
    }

    /// Returns the entries of a table in the order of the file. Fails if a key
    /// is not in `known`; an empty `known` allows every key. `what` names the
    /// table in the message.
    pub(crate) fn entries<'d>(
        self,
        table: &'d DeTable<'t>,
        known: &[&str],
        what: &str,
    ) -> Result<Vec<Entry<'d, 't>>, Error> {
        let entry = |(key, value): (&'d Spanned<DeString<'t>>, &'d Spanned<DeValue<'t>>)| Entry {
            key: key.get_ref(),
            at: key.span(),
            value,
        };
        let mut entries: Vec<Entry<'_, '_>> = table.iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.at.start);
        match entries.iter().find(|entry| !known.is_empty() && !known.contains(&entry.key)) {
            None => Ok(entries),
            Some(entry) => Err(self
                .error(entry.at.clone(), format!("there is no key `{}` in {what}", entry.key))
                .with_help(error::suggest(entry.key, known.iter().copied(), "the keys are"))),
        }
    }

    fn wrong_type(self, value: &Spanned<DeValue<'t>>, key: &str, wanted: &str) -> Error {
        self.error(value.span(), format!("`{key}` must be {wanted}, and is {}", a_type(value.get_ref())))
    }

    /// Returns a string without the white space around it. Fails if it is blank
    /// or the value is not a string.
    pub(crate) fn text<'d>(self, value: &'d Spanned<DeValue<'t>>, key: &str) -> Result<&'d str, Error> {
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Ok(text.trim()),
            Some(_) => Err(self.error(value.span(), format!("`{key}` is empty"))),
            None => Err(self.wrong_type(value, key, "a text in quotation marks")),
        }
    }

    /// Returns the strings of a value that is one string or a list of them,
    /// each with its range in the file.
    pub(crate) fn texts<'d>(
        self,
        value: &'d Spanned<DeValue<'t>>,
        key: &str,
    ) -> Result<Vec<(&'d str, Range<usize>)>, Error> {
        match value.get_ref() {
            DeValue::Array(list) => list.iter().map(|one| Ok((self.text(one, key)?, one.span()))).collect(),
            DeValue::String(_) => Ok(vec![(self.text(value, key)?, value.span())]),
            _ => Err(self.wrong_type(value, key, "a text or a list of texts")),
        }
    }

    /// Returns a whole number. One that does not fit becomes `i64::MAX`, which
    /// is outside the range of every threshold.
    pub(crate) fn number(self, value: &Spanned<DeValue<'t>>, key: &str) -> Result<i64, Error> {
        let Some(number) = value.get_ref().as_integer() else {
            return Err(self.wrong_type(value, key, "a whole number"));
        };
        Ok(i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(i64::MAX))
    }

    pub(crate) fn table<'d>(self, value: &'d Spanned<DeValue<'t>>, key: &str) -> Result<&'d DeTable<'t>, Error> {
        value.get_ref().as_table().ok_or_else(|| self.wrong_type(value, key, "a table"))
    }

    /// Returns the tables under `[[key]]`, each with its range in the file.
    pub(crate) fn tables<'d>(
        self,
        value: &'d Spanned<DeValue<'t>>,
        key: &str,
    ) -> Result<Vec<(&'d DeTable<'t>, Range<usize>)>, Error> {
        let help = || format!("write `[[{key}]]` above each");
        let Some(list) = value.get_ref().as_array() else {
            return Err(self.wrong_type(value, key, "a list of tables").with_help(help()));
        };
        let one = |item: &'d Spanned<DeValue<'t>>| match item.get_ref().as_table() {
            Some(table) => Ok((table, item.span())),
            None => Err(self.wrong_type(item, key, "a list of tables").with_help(help())),
        };
        list.iter().map(one).collect()
    }
}

fn a_type(value: &DeValue<'_>) -> String {
    match value {
        DeValue::Integer(_) => "a number".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Boolean(_) => "true or false".to_owned(),
        DeValue::String(_) => "a text".to_owned(),
        other => format!("a {}", other.type_str()),
    }
}
