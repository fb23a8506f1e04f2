//! The outcome of every attribution in a run, saved for comparison with later
//! runs.

use super::align::Compared;
use super::figures::Figures;
use super::gold::Places;
use super::types::{self, Found, Gold, Options, Role, Spans};
use crate::error::Error;
use crate::source::{OffsetMap, Offsets};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Version of the saved form. It is raised when the meaning of a field changes.
const SCHEMA_VERSION: u32 = 1;

/// A run: its figures, and the outcome of every attribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Run {
    schema_version: u32,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
    /// Which attributions were counted.
    pub options: Options,
    /// One per article, in the order of the gold.
    pub outcomes: Vec<Outcomes>,
}

/// The outcomes of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outcomes {
    /// The article's id.
    pub id: String,
    /// One per gold attribution that counts.
    pub gold: Vec<Outcome>,
    /// Found attributions without a match.
    pub spurious: Vec<Spurious>,
}

/// The spans of an attribution, as starts and ends in code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "Role says it")]
#[non_exhaustive]
pub struct Points {
    pub source: Vec<(u32, u32)>,
    pub cue: Vec<(u32, u32)>,
    pub content: Vec<(u32, u32)>,
}

/// The outcome of one gold attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outcome {
    /// Its spans.
    #[serde(flatten)]
    pub points: Points,
    /// Whether it has a match.
    pub found: bool,
    /// The roles in which the match covers the same words. A role that neither
    /// has counts as the same.
    pub right: Vec<Role>,
    /// Whether the right class was found; `None` if the gold has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<bool>,
}

/// A found attribution without a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Spurious {
    /// Its spans.
    #[serde(flatten)]
    pub points: Points,
    /// The construction that read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub construction: Option<String>,
}

impl Points {
    fn new(spans: &Spans, map: &OffsetMap<'_>) -> Self {
        let points = |role| spans.of(role).iter().map(|s: &Span| (map.get(s.start), map.get(s.end))).collect();
        Self { source: points(Role::Source), cue: points(Role::Cue), content: points(Role::Content) }
    }

    /// Converts the points into spans of `text`, leaving out those outside it.
    pub(super) fn spans(&self, text: &str) -> Spans {
        let places = Places::new(text, Offsets::Codepoints);
        let spans = |points: &[(u32, u32)]| points.iter().filter_map(|p| places.bytes(p.0, p.1).ok()).collect();
        Spans { source: spans(&self.source), cue: spans(&self.cue), content: spans(&self.content) }
    }
}

impl Outcomes {
    /// Collects the outcomes of one article from its comparison.
    #[must_use]
    pub fn new(gold: &Gold, found: &[Found], compared: &Compared) -> Self {
        let map = OffsetMap::new(&gold.text, Offsets::Codepoints);
        let outcomes = compared.gold.iter().enumerate().map(|(g, item)| {
            let answer = compared.pairs.iter().find(|pair| pair.0 == g).map(|pair| &compared.found[pair.1]);
            let is_right = |role: &Role| answer.is_some_and(|answer| answer.of(*role) == item.of(*role));
            let marked = &gold.attributions[item.index];
            let class = marked.chain.as_ref().map(|chain| {
                let pair = compared.chained.iter().find(|pair| pair.0 == item.index);
                pair.is_some_and(|pair| found[pair.1].provenance.as_ref() == Some(&chain.class))
            });
            let right = Role::ALL.into_iter().filter(is_right).collect();
            Outcome { points: Points::new(&marked.spans, &map), found: answer.is_some(), right, class }
        });
        let strays = (0..compared.found.len()).filter(|f| compared.pairs.iter().all(|pair| pair.1 != *f));
        let spurious = strays.map(|f| {
            let found = &found[compared.found[f].index];
            Spurious { points: Points::new(&found.spans, &map), construction: found.construction.clone() }
        });
        Self { id: gold.id.clone(), gold: outcomes.collect(), spurious: spurious.collect() }
    }
}

impl Run {
    /// Creates a run from its parts.
    #[must_use]
    pub fn new(figures: Figures, options: Options, outcomes: Vec<Outcomes>) -> Self {
        Self { schema_version: SCHEMA_VERSION, figures, options, outcomes }
    }

    /// Serialises the run as JSON, with each figure and each article on a line
    /// of its own, so that two runs can be compared with line-based tools.
    #[must_use]
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Head<'r> {
            schema_version: u32,
            #[serde(flatten)]
            figures: &'r Figures,
            options: &'r Options,
        }
        let Self { schema_version, figures, options, outcomes } = self;
        let head = Head { schema_version: *schema_version, figures, options };
        let head = serde_json::to_string_pretty(&head).expect("numbers and strings always serialise");
        let mut out = head.strip_suffix("\n}").unwrap_or(&head).to_owned();
        out.push_str(",\n  \"outcomes\": [");
        for (i, article) in outcomes.iter().enumerate() {
            let article = serde_json::to_string(article).expect("numbers and strings always serialise");
            let _ = write!(out, "{}\n    {article}", if i > 0 { "," } else { "" });
        }
        out.push_str("\n  ]\n}\n");
        out
    }

    /// Reads a run that was saved as JSON. `name` is the file's name, for
    /// errors.
    ///
    /// # Errors
    /// Returns an error if it is not a saved run, or one of a later version.
    pub fn from_json(json: &str, name: &str) -> Result<Self, Error> {
        let run: Self = serde_json::from_str(json).map_err(|error| {
            types::error(format!("this is no run kept by `secondhand eval --save`: {error}"))
                .in_file(name)
                .with_help("keep one with --save FILE, or with --json > FILE")
        })?;
        if run.schema_version > SCHEMA_VERSION {
            return Err(types::error("kept by a later version of secondhand")
                .in_file(name)
                .with_help("measure again with --save, or use that version"));
        }
        Ok(run)
    }
}
