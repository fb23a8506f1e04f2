//! The error type of the crate.

use crate::cut::middle;
use crate::line;
use crate::visible::visible;
use std::fmt;

/// An error in a user's input: a grammar file, a setting or an article.
///
/// Its `Display` says in several lines what is wrong, where (file, line and
/// column, and if possible the line itself with a caret under the place) and
/// how to fix it. The methods return these parts for programs that show errors
/// in another form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    place: Option<Box<Place>>,
    help: Option<String>,
}

/// What an error is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text of an article, or a line of JSON Lines.
    Article,
    /// A grammar file.
    Grammar,
    /// A settings file, or the name of a rule, severity or threshold.
    Settings,
    /// A suppression, in an article or in a file beside it.
    Suppression,
    /// A baseline.
    Baseline,
    /// Gold, a system's answer, or a saved run, for an evaluation.
    Evaluation,
    /// Something else, such as the arguments of the command.
    #[default]
    Other,
}

/// Where in a file an error is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    excerpt: Excerpt,
}

/// The part of a line that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    text: String,
    /// Number of characters before the place.
    indent: usize,
    /// Number of carets, at least 1.
    width: usize,
}

/// Maximum number of characters shown of a line, and of those shown before the
/// place if the line is longer.
const LONGEST: usize = 120;
const BEFORE: usize = 40;

/// Maximum number of characters shown of the message, of the name of the file
/// and of each line of help, which can quote the input.
const LONGEST_MESSAGE: usize = 1_000;

impl Excerpt {
    /// Cuts `line` to the characters around the byte range `at`.
    fn new(line: &str, at: std::ops::Range<usize>) -> Self {
        let (before, place, after) = (&line[..at.start], &line[at.clone()], &line[at.start..]);
        let first = |text: &str, n: usize| text.char_indices().nth(n).map_or(text.len(), |(i, _)| i);
        let mut text = String::new();
        // Room that the text after the place does not need is used before it.
        let room = LONGEST - after.chars().take(LONGEST - BEFORE).count();
        let start = before.char_indices().rev().nth(room - 1).map_or(0, |(i, _)| i);
        if before[..start].is_empty() {
            text.push_str(before);
        } else {
            text.push('…');
            text.push_str(&before[start + first(&before[start..], 1)..]);
        }
        let indent = text.chars().count();
        let left = LONGEST - indent;
        let whole = first(after, left);
        let is_whole = whole == after.len();
        let shown = &after[..if is_whole { whole } else { first(after, left - 1) }];
        text.push_str(shown);
        if !is_whole {
            text.push('…');
        }
        let width = place.chars().take(left - usize::from(!is_whole)).count().max(1);
        Self { text, indent, width }
    }
}

impl Error {
    /// Creates an error with a message only.
    #[must_use]
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::default(), message: message.into(), place: None, help: None }
    }

    /// Sets what the error is about.
    #[must_use]
    pub(crate) fn of(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    /// Adds advice on how to fix the error. Further calls add further lines.
    #[must_use]
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        let help = help.into();
        let line = middle(&help, LONGEST_MESSAGE);
        let line = visible(&line);
        self.help = Some(match self.help {
            Some(before) => format!("{before}\n  {line}"),
            None => line.into_owned(),
        });
        self
    }

    /// Sets the place of the error: the bytes `range` of the text `text` of the
    /// file `file`.
    #[must_use]
    pub(crate) fn at(self, file: &str, text: &str, range: std::ops::Range<usize>) -> Self {
        let start = floor_boundary(text, range.start);
        let line = line::ends(text).take_while(|end| end.end <= start).count() + 1;
        self.on_line(file, text, line, range)
    }

    /// Does what [`at`](Self::at) does, with the known line number (from 1) of
    /// the place.
    pub(crate) fn on_line(mut self, file: &str, text: &str, line: usize, range: std::ops::Range<usize>) -> Self {
        let start = floor_boundary(text, range.start);
        let shown = line::around(text, start);
        let line_start = shown.start;
        let end = floor_boundary(text, range.end).clamp(start, shown.end.max(start));
        let whole = &text[shown];
        let within = |at: usize| (at - line_start).min(whole.len());
        self.place = Some(Box::new(Place {
            file: file.to_owned(),
            line,
            column: text[line_start..start].chars().count() + 1,
            excerpt: Excerpt::new(whole, within(start)..within(end)),
        }));
        self
    }

    /// Prefixes the message with the name of the file or article that the error
    /// is about.
    #[must_use]
    pub(crate) fn in_file(mut self, name: &str) -> Self {
        self.message = format!("{name}: {}", self.message);
        self
    }

    /// Returns what the error is about.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the message alone, without place and help. It can quote the
    /// input, control characters included.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns where the error is, if that is known.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_deref()
    }

    /// Returns advice on how to fix the error, if there is any.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

/// Returns *did you mean `x`?* if a name is similar to `given`, else `lead` and
/// the list of all names.
pub(crate) fn suggest<'n>(given: &str, names: impl Iterator<Item = &'n str>, lead: &str) -> String {
    let names: Vec<&str> = names.collect();
    nearest(given, &names).unwrap_or_else(|| format!("{lead} {}", names.join(", ")))
}

/// Returns *did you mean `x`?* if a name begins with `given` or is similar to
/// it.
pub(crate) fn nearest(given: &str, names: &[&str]) -> Option<String> {
    let given = given.to_lowercase();
    // A prefix is a better match than a name that merely looks similar.
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
        write!(f, "{}", visible(&middle(&self.message, LONGEST_MESSAGE)))?;
        if let Some(place) = &self.place {
            let number = place.line.to_string();
            let pad = " ".repeat(number.len());
            write!(
                f,
                "\n{pad}--> {}:{}:{}\n{pad} |\n{number} | {}\n{pad} | {}{}",
                visible(&middle(&place.file, LONGEST_MESSAGE)),
                place.line,
                place.column,
                visible(&place.excerpt.text.replace('\t', " ")),
                " ".repeat(place.excerpt.indent),
                "^".repeat(place.excerpt.width),
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
    use proptest::prelude::*;

    #[test]
    fn shows_the_line_and_a_caret_under_the_place() {
        let error = Error::new("unknown frame").at("verbs.toml", "a = 1\nframes = [\"thta\"]\n", 17..21);
        assert_eq!(
            error.to_string(),
            "unknown frame\n --> verbs.toml:2:12\n  |\n2 | frames = [\"thta\"]\n  |            ^^^^"
        );
    }

    /// However long the line of an article is, an error about it stays short.
    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let long = |before: usize, after: usize| {
            let line = format!("{}wróng{}", "é".repeat(before), "ü".repeat(after));
            let at = line.find("wróng").expect("there");
            let text = Error::new("x").at("f", &format!("1\n{line}\r\n3"), at + 2..at + 8).to_string();
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let (shown, caret) = (lines[3].clone(), lines[4].clone());
            let shown_at = shown.find("wróng").map(|i| shown[..i].chars().count());
            assert_eq!(shown_at, caret.find('^'), "{text}");
            assert_eq!(caret.matches('^').count(), 5, "{text}");
            assert!(text.contains(&format!("f:2:{}", before + 1)), "{text}");
            shown["2 | ".len()..].to_owned()
        };
        assert_eq!(long(60, 55).chars().count(), 120);
        assert_eq!(long(60, 55), format!("{}wróng{}", "é".repeat(60), "ü".repeat(55)));
        assert_eq!(long(900, 900), format!("…{}wróng{}…", "é".repeat(39), "ü".repeat(74)));
        assert_eq!(long(900, 3), format!("…{}wróng{}", "é".repeat(111), "ü".repeat(3)));
        assert_eq!(long(3, 900), format!("{}wróng{}…", "é".repeat(3), "ü".repeat(111)));
        let wide = Error::new("x").at("f", &"w".repeat(900), 100..800).to_string();
        assert_eq!(wide.matches('^').count(), 79);
    }

    proptest! {
        #[test]
        fn any_place_is_shown(text in "(?s)[a-c é”\t\r\n]{0,400}", from in 0usize..420, length in 0usize..200) {
            let error = Error::new("x").at("f", &text, from..from + length).to_string();
            prop_assert!(error.lines().all(|line| line.chars().count() <= LONGEST + 8), "{}", error);
        }
    }

    /// Text with carriage returns alone was shown as one line.
    #[test]
    fn every_kind_of_line_end_shows_the_same() {
        let shown = |end: &str| {
            let text = ["one", "two wrong", "three"].join(end);
            let at = text.find("wrong").expect("there");
            Error::new("x").at("f", &text, at..at + 5).to_string()
        };
        assert_eq!(shown("\n"), "x\n --> f:2:5\n  |\n2 | two wrong\n  |     ^^^^^");
        assert_eq!([shown("\r"), shown("\r\n")], [shown("\n"), shown("\n")]);
    }

    /// A message quotes the input, which can be of any length.
    #[test]
    fn no_error_is_longer_than_it_can_be_read() {
        let long = "é".repeat(100_000);
        let error = Error::new(format!("no key `{long}` here")).at(&long, "a", 0..1).with_help(format!("not `{long}`"));
        let shown = error.to_string();
        assert!(shown.chars().count() < 3_200, "{}", shown.chars().count());
        assert!(shown.starts_with("no key `é") && shown.contains("é…é") && shown.contains("é` here\n"), "{shown}");
    }

    #[test]
    fn a_range_outside_the_text_does_not_panic() {
        let error = Error::new("x").at("f", "é", 1..99);
        assert!(error.to_string().contains("f:1:1"));
    }
}
