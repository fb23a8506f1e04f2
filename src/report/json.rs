//! The JSON output of `secondhand extract` and `secondhand check`. The latter
//! adds the status of each finding, and the notices.
//!
//! The structs mirror the JSON documents field by field and borrow from the
//! [`Analysis`](crate::Analysis); `build.rs` makes them from it. Names, order and meaning of the fields are a stable contract.
//!
//! ```
//! use secondhand::report::json::{Document, Offsets};
//! let analysis = secondhand::analyze("“No,” said Ana Ruiz.");
//! let document = Document::new(&analysis, "example", Offsets::Codepoints);
//! assert!(document.to_line().starts_with(r#"{"schema_version":1,"id":"example","offsets":"codepoints""#));
//! ```

pub use crate::source::Offsets;

use super::{Checked, Counts, Format};
use crate::attribution::{Act, QuotationKind, Relation};
use crate::chain::{Occasion, Provenance, Role};
use crate::finding::Severity;
use crate::party::PartyKind;
use crate::triage::{BaselineState, Standing, SuppressionKind};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

mod build;

/// Version of the JSON contract; incremented when a field changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// The JSON document of one article.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Document<'a> {
    /// Always [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The article's path, or its id in the JSON Lines input.
    pub id: &'a str,
    /// The unit of `start` and `end`.
    pub offsets: Offsets,
    /// The article's metadata.
    pub article: Article<'a>,
    /// All attributions, in text order.
    pub attributions: Vec<Attribution<'a>>,
    /// All quotations, whether or not they are attributed.
    pub quotes: Vec<Quote<'a>>,
    /// All parties, in the order of their first mention.
    pub parties: Vec<Party<'a>>,
    /// All findings, in text order.
    pub findings: Vec<Finding<'a>>,
    /// Messages that come from no rule; only in [`Document::checked`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notices: Option<Vec<Notice<'a>>>,
}

/// The article's metadata; `null` for what is not known.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "crate::article::Metadata says it")]
#[non_exhaustive]
pub struct Article<'a> {
    pub title: Option<&'a str>,
    pub publisher: Option<&'a str>,
    pub byline: Option<&'a str>,
    pub agency: Option<&'a str>,
    pub dateline: Option<&'a str>,
    pub published: Option<&'a str>,
}

/// A range of the article's text.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Span<'a> {
    /// Offset of the first unit, from 0; [`Document::offsets`] is the unit.
    pub start: u32,
    /// Offset just past the last unit.
    pub end: u32,
    /// The article's text in this range, or its beginning if `cut` is true.
    pub text: &'a str,
    /// Whether `text` is only the beginning of the range's text. Contents can
    /// contain each other, so that the words of all ranges together can be far
    /// longer than the article; past a limit, the words of further ranges are
    /// cut.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

/// A letter and a position in a list, from 1: `a1`, `p1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id {
    /// `a` for attributions, `p` for parties.
    pub letter: char,
    /// Position in the list, from 0.
    pub index: u32,
}

impl Id {
    const fn attribution(index: u32) -> Self {
        Self { letter: 'a', index }
    }
    const fn party(index: u32) -> Self {
        Self { letter: 'p', index }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letter, self.index + 1)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One attribution with its chain.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Attribution<'a> {
    /// `a1`, `a2`, …
    pub id: Id,
    /// The id of the construction that matched.
    pub construction: &'a str,
    /// The act that the cue reports, such as a statement, question or belief.
    pub act: Act,
    /// How much of the content is in quotation marks.
    pub quotation: QuotationKind,
    /// The words that name who holds the content; empty if there are none.
    pub source: Vec<Span<'a>>,
    /// The words that attribute the content.
    pub cue: Vec<Span<'a>>,
    /// The attributed words.
    pub content: Vec<Span<'a>>,
    /// The outermost quotations inside the content that do not stand in the
    /// content of an attribution nested in this one.
    pub quotes: Vec<Span<'a>>,
    /// The parties that the words passed through: from the intermediary next to
    /// the article to the origin.
    pub chain: Vec<Link<'a>>,
    /// The class of the chain: first-hand, second-hand, hearsay or unsourced.
    pub provenance: Provenance,
    /// The attribution whose content contains this one.
    pub nested_in: Option<Id>,
}

/// A party in a chain.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Link<'a> {
    /// Whether the party is an intermediary or the origin.
    pub role: Role,
    /// How an intermediary got or passed on the words; `null` for the origin.
    pub relation: Option<Relation>,
    /// The fullest name that the article gives the party, cut after 200
    /// characters; [`Document::parties`] has the whole name.
    pub name: &'a str,
    /// The kind of party, such as a person, outlet or document.
    pub kind: PartyKind,
    /// The party's id in [`Document::parties`].
    pub party: Id,
    /// The words by which the article puts the party into this chain.
    pub mention: Span<'a>,
    /// Why the party is an intermediary; `null` for the origin.
    pub why: Option<Why<'a>>,
}

/// Why a party is an intermediary.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Why<'a> {
    /// The kind of occasion on which the words passed through it.
    pub occasion: Occasion,
    /// The file of `grammar/occasions` by which the words open it, if there is
    /// one.
    pub opener: Option<&'a str>,
    /// The sentence that says so.
    pub opened: Option<Span<'a>>,
    /// Whether that is the sentence of the attribution; otherwise the link is
    /// inferred.
    pub stated: bool,
    /// How likely the link is right, from 0 to 1.
    pub confidence: f64,
}

/// A quotation.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Quote<'a> {
    /// The range of the quotation, including its marks.
    #[serde(flatten)]
    pub span: Span<'a>,
    /// Nesting depth; 0 for an outermost quotation.
    pub depth: u8,
    /// Whether the quotation has a closing mark.
    pub closed: bool,
    /// The innermost attribution whose content contains the quotation.
    pub attribution: Option<Id>,
}

/// A person, organization, outlet, document or unnamed group that occurs in
/// attributions and chains.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Party<'a> {
    /// `p1`, `p2`, …
    pub id: Id,
    /// The fullest name that the article gives the party.
    pub name: &'a str,
    /// The kind of party, such as a person, outlet or document.
    pub kind: PartyKind,
    /// The article's description of the party.
    pub description: Option<&'a str>,
    /// All places that mention the party.
    pub mentions: Vec<Span<'a>>,
}

/// A finding of a rule.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Finding<'a> {
    /// The rule's code: `SH001`.
    pub code: &'a str,
    /// The rule's name: `second-hand-quote`.
    pub rule: &'a str,
    /// The severity of the finding.
    pub severity: Severity,
    /// What was found. The middle is left out if it is longer than 1000
    /// characters.
    pub message: Cow<'a, str>,
    /// What to do about it; cut in the same way.
    pub help: Cow<'a, str>,
    /// The words that the finding is about.
    pub span: Span<'a>,
    /// The attribution that the finding is about.
    pub attribution: Option<Id>,
    /// The other statements that it is about.
    pub also: Vec<Also<'a>>,
    /// The codes of the rules whose matter it tells beside its own: `SH007`
    /// where the chain is long.
    pub properties: &'a [&'static str],
    /// How likely it is right, from 0 to 1.
    pub confidence: f64,
    /// A hash that identifies the finding across edits elsewhere in the
    /// article. Present, like the fields below, only in [`Document::checked`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<&'a str>,
    /// Whether the finding is reported, suppressed or in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Why the finding is suppressed, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppression: Option<Suppression<'a>>,
}

/// A further statement that a finding is about.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Also<'a> {
    /// The attribution.
    pub attribution: Id,
    /// Its words.
    #[serde(flatten)]
    pub span: Span<'a>,
}

/// The status of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Neither suppressed nor in the baseline.
    Reported,
    /// Suppressed by a comment in the article or a suppression file, with a
    /// reason.
    Suppressed,
    /// In the baseline, and not suppressed.
    Baseline,
}

impl Status {
    /// Returns the status for a standing. A suppression takes precedence over
    /// the baseline.
    #[must_use]
    pub const fn of(standing: &Standing) -> Self {
        match standing {
            Standing { suppression: Some(_), .. } => Self::Suppressed,
            Standing { baseline: Some(BaselineState::Unchanged), .. } => Self::Baseline,
            _ => Self::Reported,
        }
    }

    /// Returns the name of the status in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Suppressed => "suppressed",
            Self::Baseline => "baseline",
        }
    }
}

/// The suppression of a finding.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Suppression<'a> {
    /// `inSource` for a comment in the article, `external` for a file beside
    /// the article.
    pub kind: &'static str,
    /// The reason as written, cut after 1000 characters.
    pub reason: &'a str,
}

/// Returns SARIF's name for a kind of suppression: `inSource` or `external`.
pub(super) const fn suppression_kind(kind: SuppressionKind) -> &'static str {
    match kind {
        SuppressionKind::InSource => "inSource",
        SuppressionKind::External => "external",
    }
}

/// A message that comes from no rule, such as one about an unused suppression.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Notice<'a> {
    /// The notice's code: `unused-suppression`.
    pub code: &'a str,
    /// The severity of the notice.
    pub severity: Severity,
    /// What is wrong. The middle is left out if it is longer than 1000
    /// characters.
    pub message: Cow<'a, str>,
    /// What to do about it; cut in the same way.
    pub help: Cow<'a, str>,
    /// The name of the file with the cause, cut after 1000 characters.
    pub file: &'a str,
    /// Line in that file, from 1.
    pub line: u32,
    /// Column in that line, from 1, in characters.
    pub column: u32,
    /// The place in the article's text, if the cause is there.
    pub span: Option<Span<'a>>,
}

/// The format `json`: one indented object, or an array of objects.
#[derive(Clone, Copy, Debug)]
pub struct Json {
    /// Whether the output is a single article. If so, it is an object,
    /// otherwise an array, so that the output is always one valid JSON value.
    pub is_single: bool,
    /// The unit of offsets.
    pub offsets: Offsets,
}

impl Json {
    /// Renders one document, indented to its depth in the output.
    #[must_use]
    pub fn document(&self, document: &Document<'_>) -> String {
        let pretty = document.to_pretty();
        if self.is_single {
            return pretty;
        }
        // JSON escapes line breaks within strings, so these are all layout.
        pretty.lines().flat_map(|line| ["\n  ", line]).collect()
    }
}

impl Format for Json {
    fn head(&self, _contents: &[String]) -> String {
        if self.is_single { String::new() } else { "[".to_owned() }
    }

    fn article(&self, checked: &Checked<'_>) -> String {
        self.document(&Document::checked(checked, self.offsets))
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn foot(&self, counts: &Counts) -> String {
        match (self.is_single, counts.articles) {
            (true, 0) => "",
            (true, _) => "\n",
            (false, 0) => "]\n",
            (false, _) => "\n]\n",
        }
        .to_owned()
    }
}

/// The format `jsonl`: one object on one line for each article.
#[derive(Clone, Copy, Debug)]
pub struct Jsonl {
    /// The unit of offsets.
    pub offsets: Offsets,
}

impl Format for Jsonl {
    fn article(&self, checked: &Checked<'_>) -> String {
        Document::checked(checked, self.offsets).to_line() + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::analysis;

    #[test]
    fn follows_the_contract_field_by_field() {
        let analysis = analysis();
        let document = Document::new(&analysis, "a.txt", Offsets::Codepoints);
        insta::with_settings!({snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("report-json", document.to_pretty());
        });
    }

    #[test]
    fn offsets_follow_the_unit() {
        let analysis = analysis();
        let ends = |unit| {
            let document = Document::new(&analysis, "a.txt", unit);
            document.quotes.iter().map(|q| (q.span.start, q.span.end)).collect::<Vec<_>>()
        };
        assert_eq!(ends(Offsets::Codepoints), [(37, 41)]);
        assert_eq!(ends(Offsets::Utf16), [(38, 42)]);
        assert_eq!(ends(Offsets::Bytes), [(40, 48)]);
    }
}
