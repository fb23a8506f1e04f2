//! Reads gold from JSON Lines.

use super::types::{self, Gold, GoldChain, Intermediary, Marked, Role, Spans};
use crate::error::Error;
use crate::jsonl::{self, Line};
use crate::source::Offsets;
use crate::span::Span;
use serde::Deserialize;

/// The fields of a line besides those that every article has.
#[derive(Deserialize)]
struct Annotated {
    #[serde(default)]
    offsets: Unit,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    #[serde(default)]
    source: Option<Vec<Place>>,
    #[serde(default)]
    cue: Option<Vec<Place>>,
    #[serde(default)]
    content: Option<Vec<Place>>,
    #[serde(default)]
    extra: Option<bool>,
    #[serde(default)]
    provenance: Option<String>,
    #[serde(default)]
    origin_type: Option<String>,
    #[serde(default)]
    origin: Option<String>,
    #[serde(default)]
    intermediaries: Option<Vec<Passed>>,
}

#[derive(Deserialize)]
struct Passed {
    relation: String,
    #[serde(flatten)]
    place: Place,
}

/// A span in a file, in the file's unit.
#[derive(Deserialize)]
pub(super) struct Place {
    start: u32,
    end: u32,
    #[serde(default)]
    text: Option<String>,
}

/// The unit of a file's offsets.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unit {
    #[default]
    Codepoints,
    Bytes,
    Utf16,
}

impl From<Unit> for Offsets {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Codepoints => Self::Codepoints,
            Unit::Bytes => Self::Bytes,
            Unit::Utf16 => Self::Utf16,
        }
    }
}

impl Gold {
    /// Reads an annotated article from one line of JSON Lines: `text`,
    /// `attributions` and, if the article has one, `id`. Each attribution has
    /// lists of `{"start", "end"}` as `source`, `cue` and `content`, and
    /// optionally `extra` if it is nested, and `provenance`, `origin_type`,
    /// `origin` and `intermediaries`. Offsets count code points unless the
    /// line's `offsets` is `bytes` or `utf16`. `place` names the line in
    /// errors.
    ///
    /// # Errors
    /// Returns an error if the line is not such an object, or if a span lies
    /// outside the text or has a `text` that differs from the article's.
    pub fn from_json(line: &str, place: &str) -> Result<Self, Error> {
        const FORM: &str = "each line is one object with `id`, `text` and `attributions`";
        let broken = |error: &serde_json::Error| {
            let reason = jsonl::reason(error);
            types::error(format!("broken JSON line: {reason}")).in_file(place).with_help(FORM)
        };
        let article: Line = serde_json::from_str(line).map_err(|e| broken(&e))?;
        let annotated: Annotated = serde_json::from_str(line).map_err(|e| broken(&e))?;
        let (text, metadata) = article.into_text(place);
        if u32::try_from(text.len()).is_err() {
            return Err(types::error("longer than 4 GiB").in_file(place));
        }
        let places = Places::new(&text, annotated.offsets.into());
        let attributions = annotated.attributions.into_iter().enumerate();
        let attributions = attributions
            .map(|(i, a)| a.read(&places).map_err(|e| e.in_file(&format!("{place}: attribution {}", i + 1))))
            .collect::<Result<_, _>>()?;
        Ok(Self { id: metadata.id.clone().unwrap_or_default(), text, metadata, attributions })
    }
}

impl Attribution {
    fn read(self, places: &Places<'_>) -> Result<Marked, Error> {
        let spans = places.spans([self.source, self.cue, self.content], true)?;
        let intermediary = |passed: Passed| {
            Ok(Intermediary { relation: passed.relation, span: places.span(&passed.place, "intermediaries", true)? })
        };
        let intermediaries = self.intermediaries.unwrap_or_default().into_iter().map(intermediary);
        let intermediaries = intermediaries.collect::<Result<_, Error>>()?;
        let chain = self.provenance.filter(|class| !class.is_empty()).map(|class| GoldChain {
            class,
            origin_type: self.origin_type.unwrap_or_default(),
            origin: self.origin.unwrap_or_default(),
            intermediaries,
        });
        Ok(Marked { spans, extra: self.extra.unwrap_or(false), chain })
    }
}

/// Converts a file's offsets into bytes of the text.
pub(super) struct Places<'t> {
    text: &'t str,
    unit: Offsets,
    /// The byte of each unit and of the text's end; `None` for a unit inside a
    /// character. Empty if units and bytes are the same.
    bytes: Vec<Option<u32>>,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str, unit: Offsets) -> Self {
        let mut bytes = Vec::new();
        if unit != Offsets::Bytes && !text.is_ascii() {
            for (at, c) in text.char_indices() {
                bytes.push(Some(at as u32));
                if unit == Offsets::Utf16 && c.len_utf16() == 2 {
                    bytes.push(None);
                }
            }
            bytes.push(Some(text.len() as u32));
        }
        Self { text, unit, bytes }
    }

    /// Returns the byte at an offset, if it is on a character boundary.
    fn byte(&self, offset: u32) -> Option<u32> {
        if self.bytes.is_empty() {
            return self.text.is_char_boundary(offset as usize).then_some(offset);
        }
        self.bytes.get(offset as usize).copied().flatten()
    }

    /// Returns the span from `start` up to, but not including, `end`, or an
    /// error that says what is wrong with it.
    pub(super) fn bytes(&self, start: u32, end: u32) -> Result<Span, Error> {
        if end < start {
            return Err(types::error(format!("the span {start}–{end} ends before it starts")));
        }
        match (self.byte(start), self.byte(end)) {
            (Some(start), Some(end)) => Ok(Span::new(start, end)),
            _ => {
                let (unit, length) = match self.unit {
                    Offsets::Codepoints => ("code points", self.text.chars().count()),
                    Offsets::Bytes => ("bytes", self.text.len()),
                    Offsets::Utf16 => ("UTF-16 units", self.text.encode_utf16().count()),
                };
                let end = end as usize;
                let what = if end > length { "reaches beyond the text" } else { "cuts a character" };
                Err(types::error(format!("the span {start}–{end} {what}, which has {length} {unit}"))
                    .with_help(format!("offsets count {unit}, the end exclusive")))
            }
        }
    }

    fn span(&self, place: &Place, what: &str, exact: bool) -> Result<Span, Error> {
        let span = self.bytes(place.start, place.end).map_err(|error| error.in_file(what))?;
        let said = place.text.as_deref().filter(|_| exact);
        if let Some(said) = said
            && said != span.of(self.text)
        {
            return Err(types::error(format!(
                "the span {}–{} says {said:?}, but the text has {:?} there",
                place.start,
                place.end,
                span.of(self.text)
            ))
            .in_file(what)
            .with_help("offsets count code points, or what `offsets` says; was the text changed afterwards?"));
        }
        Ok(span)
    }

    /// Returns the spans of source, cue and content. With `exact`, the `text`
    /// of each must match the article's.
    pub(super) fn spans(&self, roles: [Option<Vec<Place>>; 3], exact: bool) -> Result<Spans, Error> {
        let mut spans = Spans::default();
        for (role, places) in Role::ALL.into_iter().zip(roles) {
            for place in places.unwrap_or_default() {
                spans.of_mut(role).push(self.span(&place, role.name(), exact)?);
            }
        }
        Ok(spans)
    }

    /// Returns the span of a place in a system's file, without checking its
    /// `text`.
    pub(super) fn lenient(&self, place: &Place, what: &str) -> Result<Span, Error> {
        self.span(place, what, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(attributions: &str) -> Result<Gold, Error> {
        Gold::from_json(&format!(r#"{{"id": 7, "text": "🦀 Sí, said Ana.", "attributions": {attributions}}}"#), "g:1")
    }

    #[test]
    fn offsets_are_code_points() {
        let gold = read(r#"[{"source": [{"start": 11, "end": 14, "text": "Ana"}], "cue": [{"start": 6, "end": 10}]}]"#)
            .expect("gold");
        let spans = &gold.attributions[0].spans;
        assert_eq!((spans.source[0].of(&gold.text), spans.cue[0].of(&gold.text)), ("Ana", "said"));
        assert_eq!((gold.id.as_str(), spans.content.len()), ("7", 0));
    }

    #[test]
    fn chains_are_read_where_there_are_any() {
        let gold = read(
            r#"[{"provenance": "secondhand", "origin_type": "person", "origin": "Ana", "extra": true,
                "intermediaries": [{"relation": "carried", "start": 2, "end": 4, "text": "Sí"}]},
               {"provenance": null, "source": null}]"#,
        )
        .expect("gold");
        let chain = gold.attributions[0].chain.as_ref().expect("a chain");
        assert_eq!((chain.class.as_str(), chain.intermediaries[0].span.of(&gold.text)), ("secondhand", "Sí"));
        assert!(gold.attributions[0].extra && gold.attributions[1].chain.is_none());
    }

    #[test]
    fn an_error_says_its_place() {
        let told = |attributions: &str| read(attributions).expect_err("an error").to_string();
        let beyond = told(r#"[{}, {"cue": [{"start": 7, "end": 99}]}]"#);
        assert!(beyond.starts_with("g:1: attribution 2: cue: the span 7–99 reaches beyond the text"), "{beyond}");
        let drifted = told(r#"[{"cue": [{"start": 7, "end": 11, "text": "said"}]}]"#);
        assert!(drifted.contains("says \"said\", but the text has \"aid \""), "{drifted}");
        assert!(told(r#"[{"cue": [{"start": 9, "end": 8}]}]"#).contains("ends before it starts"));
        assert!(told(r#"[{"cue": [{"start": 9}]}]"#).contains("missing field `end`"));
        assert!(Gold::from_json("[1]", "g:2").expect_err("no object").to_string().starts_with("g:2: broken JSON"));
        assert!(Gold::from_json(r#"{"text": ""}"#, "g:2").expect_err("no gold").to_string().contains("attributions"));
    }

    #[test]
    fn other_units_when_the_line_says_so() {
        let text = "🦀 Ana";
        let places = Places::new(text, Offsets::Utf16);
        assert_eq!(places.bytes(3, 6).map(|s| s.of(text).to_owned()), Ok("Ana".to_owned()));
        assert!(places.bytes(1, 6).expect_err("half a crab").message().contains("cuts a character"));
        let places = Places::new(text, Offsets::Bytes);
        assert_eq!(places.bytes(5, 8).map(|s| s.of(text).to_owned()), Ok("Ana".to_owned()));
        assert!(places.bytes(1, 8).is_err());
    }
}
