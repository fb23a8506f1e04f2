//! What a system found: this crate's analysis, or another system's JSON.

use super::gold::{Place, Places, Unit};
use super::types::{self, Found, FoundLink, Spans};
use crate::analysis::Analysis;
use crate::error::Error;
use crate::jsonl::{self, Loose};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Converts an analysis into attributions that can be compared with gold.
#[must_use]
pub fn found_in(analysis: &Analysis<'_>) -> Vec<Found> {
    let all = analysis.attributions.iter().zip(&analysis.chains);
    all.map(|(a, chain)| {
        let links = chain.links.iter().filter_map(|link| {
            let party = analysis.parties.get(link.party as usize)?;
            Some(FoundLink {
                role: word(link.role).unwrap_or_default(),
                relation: link.relation.and_then(word),
                name: party.name.clone(),
                mention: Some(link.mention),
            })
        });
        Found {
            spans: Spans { source: a.source.clone(), cue: a.cue.clone(), content: a.content.clone() },
            act: word(a.act),
            construction: Some(a.construction.to_string()),
            nested: a.nested_in.is_some(),
            provenance: word(chain.provenance),
            links: links.collect(),
        }
    })
    .collect()
}

/// Returns the name of a value in JSON.
fn word(value: impl Serialize) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Some(word),
        _ => None,
    }
}

/// A system's answer for one article, before it is resolved against the text.
pub struct Answer {
    id: String,
    place: String,
    offsets: Unit,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    id: Loose,
    #[serde(default)]
    offsets: Unit,
    #[serde(default)]
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
    act: Option<String>,
    #[serde(default)]
    construction: Option<String>,
    #[serde(default)]
    provenance: Option<String>,
    #[serde(default)]
    chain: Option<Vec<Link>>,
    #[serde(default)]
    nested_in: Value,
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    relation: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    mention: Option<Place>,
}

impl Answer {
    /// Reads an answer from a line of JSON Lines, in the form that `secondhand
    /// extract --format jsonl` prints. Only `id` and `attributions` are needed,
    /// and of these only what is measured. `place` names the line in errors.
    ///
    /// # Errors
    /// Returns an error if the line is not such an object.
    pub fn from_json(line: &str, place: &str) -> Result<Self, Error> {
        let broken = |reason: &str| {
            types::error(format!("broken JSON line: {reason}"))
                .in_file(place)
                .with_help("each line is one object with `id` and `attributions`, as `secondhand extract` prints it")
        };
        let document: Document = serde_json::from_str(line).map_err(|error| broken(&jsonl::reason(&error)))?;
        let id = document.id.get().ok_or_else(|| broken("there is no `id`"))?;
        Ok(Self { id, place: place.to_owned(), offsets: document.offsets, attributions: document.attributions })
    }

    /// Returns the id of the article.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Resolves the answer's offsets into spans of the article's text.
    ///
    /// # Errors
    /// Returns an error if a span lies outside the text.
    pub fn found(self, text: &str) -> Result<Vec<Found>, Error> {
        let places = Places::new(text, self.offsets.into());
        let attributions = self.attributions.into_iter().enumerate();
        attributions
            .map(|(i, a)| a.found(&places).map_err(|e| e.in_file(&format!("{}: attribution {}", self.place, i + 1))))
            .collect()
    }
}

impl Attribution {
    fn found(self, places: &Places<'_>) -> Result<Found, Error> {
        let link = |link: Link| {
            let mention = link.mention.map(|place| places.lenient(&place, "chain")).transpose()?;
            let (role, name) = (link.role.unwrap_or_default(), link.name.unwrap_or_default());
            Ok(FoundLink { role, relation: link.relation, name, mention })
        };
        let links = self.chain.unwrap_or_default().into_iter().map(link).collect::<Result<_, Error>>()?;
        Ok(Found {
            spans: places.spans([self.source, self.cue, self.content], false)?,
            act: self.act,
            construction: self.construction,
            // Some systems write 0, false or "" if there is no such
            // attribution.
            nested: match self.nested_in {
                Value::Null | Value::Bool(false) => false,
                Value::Number(number) => number.as_f64() != Some(0.0),
                Value::String(id) => !id.is_empty(),
                _ => true,
            },
            provenance: self.provenance,
            links,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::json::{Document, Offsets};

    #[test]
    fn printed_and_read_again_it_is_the_same() {
        let text = "🦀 The Washington Post quoted Ana Ruiz as saying “No, she said no.” It rained, he said.";
        let analysis = crate::analyze(text);
        let found = found_in(&analysis);
        assert!(found.len() > 1 && found.iter().any(|f| f.links.len() > 1), "{found:?}");
        for unit in [Offsets::Codepoints, Offsets::Bytes, Offsets::Utf16] {
            let line = Document::new(&analysis, "a", unit).to_line();
            let answer = Answer::from_json(&line, "s:1").expect("its own output");
            assert_eq!(answer.id(), "a");
            assert_eq!(answer.found(text).as_ref(), Ok(&found));
        }
    }

    #[test]
    fn few_fields_are_needed_and_mistakes_are_reported() {
        let answer = Answer::from_json(r#"{"id": 3, "attributions": [{"cue": [{"start": 0, "end": 2}]}]}"#, "s:1");
        let found = answer.expect("an answer").found("It rained.").expect("spans");
        assert!(!found[0].nested && found[0].act.is_none());
        assert!(Answer::from_json(r#"{"attributions": []}"#, "s:2").is_err());
        let answer = Answer::from_json(r#"{"id": 3, "attributions": [{"cue": [{"start": 0, "end": 99}]}]}"#, "s:4");
        let error = answer.and_then(|a| a.found("It rained.")).expect_err("beyond the text").to_string();
        assert!(error.starts_with("s:4: attribution 1: cue: the span 0–99 reaches beyond"), "{error}");
    }
}
