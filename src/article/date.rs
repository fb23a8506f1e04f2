//! Parses dates as newspapers write them.

use crate::closed_class::MONTHS;
use crate::function_word::{self, Function};
use crate::lexicon::{Class, Lexicon};

/// A date found in a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl Parts {
    fn iso(self) -> Option<String> {
        let (year, month, day) = (self.year?, self.month?, self.day?);
        Some(format!("{year:04}-{month:02}-{day:02}"))
    }
}

/// Returns the first complete date in `text` as `YYYY-MM-DD`.
///
/// Numeric dates with slashes are read only if day and month cannot be
/// confused.
pub(super) fn parse(text: &str, lexicon: &Lexicon) -> Option<String> {
    // The text is a metadata field or a line. A longer one has its date near
    // the start.
    let text = text.char_indices().nth(200).map_or(text, |(i, _)| &text[..i]);
    scan(text, lexicon).and_then(|found| found.parts.iso())
}

/// Whether a line contains nothing but a date or time of publication.
pub(super) fn is_date_line(line: &str, lexicon: &Lexicon) -> bool {
    if line.len() > 120 || !line.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let Some(found) = scan(line, lexicon) else { return false };
    let has_date = found.parts.month.is_some() && found.parts.day.is_some();
    found.strange == 0 && (has_date || found.opens || found.has_time)
}

struct Found {
    parts: Parts,
    /// Number of words that a line of date and time would not contain.
    strange: usize,
    opens: bool,
    has_time: bool,
}

fn scan(line: &str, lexicon: &Lexicon) -> Option<Found> {
    let mut found = Found { parts: Parts::default(), strange: 0, opens: false, has_time: false };
    let mut words = 0;
    let separators =
        |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '–' | '—' | '·' | '•' | '(' | ')' | ';' | '―');
    for word in line.split(separators).filter(|w| !w.is_empty()) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if word.is_empty() {
            continue;
        }
        words += 1;
        read_word(&word, lexicon, &mut found);
    }
    (words > 0).then_some(found)
}

fn read_word(word: &str, lexicon: &Lexicon, found: &mut Found) {
    if let Some(parts) = numeric(word) {
        if found.parts.iso().is_none() {
            found.parts = parts;
        }
    } else if let Some(month) = month(word) {
        found.parts.month.get_or_insert(month);
    } else if let Some(number) = ordinal(word) {
        match number {
            1..=31 if word.len() < 5 && found.parts.day.is_none() => found.parts.day = Some(number),
            1500..=2999 if word.len() == 4 => {
                found.parts.year.get_or_insert(number);
            }
            _ => {}
        }
    } else if is_time(word) {
        found.has_time = true;
    } else if lexicon.is_term(word, Class::DATELINE_VERB) {
        found.opens = true;
    } else {
        let bare = word.replace('.', "");
        if bare == "ago" {
            found.has_time = true;
        }
        if function_word::of_word(&bare) == Function::None && !lexicon.is_term(&bare, Class::DATELINE_WORD) {
            found.strange += 1;
        }
    }
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let whole = MONTHS
        .iter()
        .position(|m| *m == word || (word.len() == 3 && m.starts_with(word)) || word == "sept" && *m == "september");
    whole.map(|i| i as u32 + 1)
}

/// Parses `28`, `28th`, `2015`.
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th") || digits.len() > 4 {
        return None;
    }
    digits.parse().ok()
}

/// Whether the word is a time: `11:00`, `11.00`, `5:00pm`, `5pm`,
/// `17:17:00.73`.
fn is_time(word: &str) -> bool {
    let bare = word.trim_end_matches(['a', 'p', 'm', '.', 'z', 'h']);
    let has_marks = bare.contains([':', '.']) || bare.len() < word.len();
    !bare.is_empty() && has_marks && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
}

/// Parses `2015-09-28`, `2015/9/28`, `2015-09-28T11:00`, `28-sep-1987` and
/// `28.9.2015`; also `9/28/2015`, in which only one number can be the month.
fn numeric(word: &str) -> Option<Parts> {
    let date = match word.as_bytes().get(10) {
        Some(b't') => &word[..10],
        _ => word,
    };
    let mut fields = date.split(['-', '/', '.']);
    let (a, b, c) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() || [a, b, c].iter().any(|f| f.is_empty() || f.len() > 9) {
        return None;
    }
    let number = |s: &str| s.parse::<u32>().ok();
    let parts = |year, month, day| {
        let is_sound = (1500..=2999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_sound.then_some(Parts { year: Some(year), month: Some(month), day: Some(day) })
    };
    if a.len() == 4 {
        return parts(number(a)?, number(b)?, number(c)?);
    }
    if c.len() != 4 {
        return None;
    }
    let (year, first) = (number(c)?, number(a)?);
    match number(b) {
        None => parts(year, month(b)?, first),
        Some(second) if first > 12 || date.contains('.') => parts(year, second, first),
        Some(second) if second > 12 || first == second => parts(year, first, second),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammar;

    #[test]
    fn reads_dates_as_they_are_written() {
        for (text, iso) in [
            ("Published September 28th, 2015 - 11:00 GMT", "2015-09-28"),
            ("Sept. 3, 2020 | 5:00pm", "2020-09-03"),
            ("Mon 28 Sep 2015 11.00 BST", "2015-09-28"),
            ("19-OCT-1987 17:17:00.73", "1987-10-19"),
            ("2015-09-28T11:00:00+01:00", "2015-09-28"),
            ("2015-11-11", "2015-11-11"),
            ("9/28/2015", "2015-09-28"),
            ("28.9.2015", "2015-09-28"),
            ("Last updated: 1 May 2019", "2019-05-01"),
        ] {
            assert_eq!(parse(text, Grammar::builtin().lexicon()).as_deref(), Some(iso), "{text}");
        }
        for text in ["", "Updated 5 hours ago", "9/8/2015", "May 2016", "Monday", "99-99-9999", "é-ü-ñññ"] {
            assert_eq!(parse(text, Grammar::builtin().lexicon()), None, "{text}");
        }
    }

    #[test]
    fn knows_lines_of_date_and_time() {
        for line in [
            "Published September 28th, 2015 - 11:00 GMT",
            "Updated 5 hours ago",
            "Last updated on Tuesday, 3 March 2020 at 9:15 a.m. EST",
            "Sept. 3, 2020 | 5:00pm",
            "10:43 a.m. EDT",
            "2 days ago",
        ] {
            assert!(is_date_line(line, Grammar::builtin().lexicon()), "{line}");
        }
        for line in
            ["May we speak?", "On Sept. 3 the minister resigned.", "2016", "Five dead", "March 8", "1,000 days", ""]
        {
            assert_eq!(is_date_line(line, Grammar::builtin().lexicon()), line == "March 8", "{line}");
        }
    }
}
