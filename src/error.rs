//! The crate's one error type.

use crate::visible::visible;
use std::fmt;

/// What a user can get wrong: a grammar file, a setting, an input.
///
/// It is opaque on purpose: callers print it. The text says what is wrong,
/// where (file, line, column, with the line and a caret under the place where
/// there is one) and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
    place: Option<Place>,
    help: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: String,
    line: usize,
    column: usize,
    width: usize,
    source: String,
}

impl Error {
    /// An error with nothing but a message.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, help: None }
    }

    /// Says what to do about it; said again, in a further line.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        let help = help.into();
        let line = visible(&help);
        self.help = Some(match self.help {
            Some(before) => format!("{before}\n  {line}"),
            None => line.into_owned(),
        });
        self
    }

    /// Points at the bytes `range` of the file `file` whose text is `text`.
    #[must_use]
    pub fn at(mut self, file: &str, text: &str, range: std::ops::Range<usize>) -> Self {
        let start = floor_boundary(text, range.start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let end = floor_boundary(text, range.end).clamp(start, line_end);
        self.place = Some(Place {
            file: file.to_owned(),
            line: text[..line_start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            width: text[start..end].chars().count().max(1),
            source: text[line_start..line_end].trim_end_matches('\r').to_owned(),
        });
        self
    }

    /// Says which file, or which article of it, the error is about.
    #[must_use]
    pub fn in_file(mut self, name: &str) -> Self {
        self.message = format!("{name}: {}", self.message);
        self
    }

    /// The message alone, without place and help.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// *did you mean `x`?* where a name is near, else the list of all names.
pub(crate) fn suggest<'n>(given: &str, names: impl Iterator<Item = &'n str>, lead: &str) -> String {
    let names: Vec<&str> = names.collect();
    nearest(given, &names).unwrap_or_else(|| format!("{lead} {}", names.join(", ")))
}

/// *did you mean `x`?* where a name is near.
pub(crate) fn nearest(given: &str, names: &[&str]) -> Option<String> {
    let given = given.to_lowercase();
    // *quoted-as* looks like one name and is the beginning of another.
    let begun = || names.iter().find(|n| given.len() > 2 && n.to_lowercase().starts_with(&given)).copied();
    let like = || {
        let scores = names.iter().map(|n| (strsim::jaro_winkler(&given, &n.to_lowercase()), *n));
        scores.filter(|(score, _)| *score > 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
    };
    begun().or_else(like).map(|name| format!("did you mean `{name}`?"))
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", visible(&self.message))?;
        if let Some(place) = &self.place {
            let number = place.line.to_string();
            let pad = " ".repeat(number.len());
            write!(
                f,
                "\n{pad}--> {}:{}:{}\n{pad} |\n{number} | {}\n{pad} | {}{}",
                visible(&place.file),
                place.line,
                place.column,
                visible(&place.source.replace('\t', " ")),
                " ".repeat(place.column - 1),
                "^".repeat(place.width),
            )?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_line_and_a_caret_under_the_place() {
        let error = Error::new("unknown frame").at("verbs.toml", "a = 1\nframes = [\"thta\"]\n", 17..21);
        assert_eq!(
            error.to_string(),
            "unknown frame\n --> verbs.toml:2:12\n  |\n2 | frames = [\"thta\"]\n  |            ^^^^"
        );
    }

    #[test]
    fn a_range_outside_the_text_does_not_panic() {
        let error = Error::new("x").at("f", "é", 1..99);
        assert!(error.to_string().contains("f:1:1"));
    }
}
