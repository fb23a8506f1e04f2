//! The JSON output of `secondhand extract` and `secondhand check`. The latter
//! adds the status of each finding, and the notices.
//!
//! The structs mirror the JSON documents field by field and borrow from the
//! [`Analysis`]. Names, order and meaning of the fields are a stable contract.
//!
//! ```
//! use secondhand::report::json::{Document, Offsets};
//! let analysis = secondhand::analyze("“No,” said Ana Ruiz.");
//! let document = Document::new(&analysis, "example", Offsets::Codepoints);
//! assert!(document.to_line().starts_with(r#"{"schema_version":1,"id":"example","offsets":"codepoints""#));
//! ```

pub use crate::source::Offsets;

use super::short::{self, LONGEST_ID, LONGEST_MESSAGE, Words};
use super::{Checked, Counts, Format};
use crate::analysis::Analysis;
use crate::attribution::{self, Act, QuotationKind, Relation};
use crate::chain::{Chain, Occasion, Provenance, Role};
use crate::cut::{LONGEST_NAME, beginning};
use crate::finding::{self, Severity};
use crate::party::PartyKind;
use crate::source::OffsetMap;
use crate::span;
use crate::triage::{BaselineState, Standing, SuppressionKind};
use crate::visible;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// Version of the JSON contract; incremented when a field changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// The JSON document of one article.
#[derive(Clone, Debug, Serialize)]
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

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", self.letter, self.index + 1))
    }
}

/// One attribution with its chain.
#[derive(Clone, Debug, Serialize)]
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

/// The status of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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

/// Makes the spans of a document.
struct Spans<'a> {
    text: &'a str,
    map: OffsetMap<'a>,
    words: Words<'a>,
}

impl<'a> Spans<'a> {
    fn new(text: &'a str, offsets: Offsets) -> Self {
        Self { text, map: OffsetMap::new(text, offsets), words: Words::new(text) }
    }

    fn one(&self, span: span::Span) -> Span<'a> {
        let text = self.words.of(span);
        let cut = text.len() < span.of(self.text).len();
        Span { start: self.map.get(span.start), end: self.map.get(span.end), text, cut }
    }

    fn all(&self, spans: &[span::Span]) -> Vec<Span<'a>> {
        spans.iter().map(|&span| self.one(span)).collect()
    }
}

impl<'a> Attribution<'a> {
    fn new(
        analysis: &'a Analysis<'_>,
        spans: &Spans<'a>,
        index: u32,
        read: &'a attribution::Attribution,
        chain: &'a Chain,
    ) -> Self {
        let links = chain.links.iter().filter_map(|link| {
            let party = analysis.parties.get(link.party as usize)?;
            Some(Link {
                role: link.role,
                relation: link.relation,
                name: beginning(&party.name, LONGEST_NAME),
                kind: party.kind,
                party: Id::party(link.party),
                mention: spans.one(link.mention),
                why: link.why.as_ref().map(|why| Why {
                    occasion: why.occasion,
                    opener: why.opener.as_deref(),
                    opened: analysis.sentence_at(link.mention.start).map(|sentence| spans.one(sentence)),
                    stated: why.stated,
                    confidence: f64::from(why.confidence) / 100.0,
                }),
            })
        });
        let quotes = read.quotes.iter().filter_map(|&q| analysis.quotations.get(q as usize));
        // In the order of the document: where its words are too many, those
        // that come later are cut.
        Self {
            id: Id::attribution(index),
            construction: &read.construction,
            act: read.act,
            quotation: read.quotation,
            source: spans.all(&read.source),
            cue: spans.all(&read.cue),
            content: spans.all(&read.content),
            quotes: quotes.map(|q| spans.one(q.span)).collect(),
            chain: links.collect(),
            provenance: chain.provenance,
            nested_in: read.nested_in.map(Id::attribution),
        }
    }
}

impl<'a> Finding<'a> {
    fn new(finding: &'a finding::Finding, spans: &Spans<'a>) -> Self {
        Self {
            code: finding.code,
            rule: finding.rule,
            severity: finding.severity,
            message: short::message(&finding.message),
            help: short::message(&finding.help),
            span: spans.one(finding.span),
            attribution: finding.attribution.map(Id::attribution),
            fingerprint: None,
            status: None,
            suppression: None,
        }
    }
}

impl Serialize for Analysis<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let id = self.article.metadata.id.as_deref().unwrap_or("");
        Document::new(self, id, Offsets::Codepoints).serialize(serializer)
    }
}

impl<'a> Document<'a> {
    /// Builds the document for `secondhand extract`, with the given id and unit
    /// of offsets. Findings have no status, and there are no notices.
    #[must_use]
    pub fn new(analysis: &'a Analysis<'_>, id: &'a str, offsets: Offsets) -> Self {
        let (text, spans) = (analysis.text(), Spans::new(analysis.text(), offsets));
        let metadata = &analysis.article.metadata;
        let attributions = (0..).zip(analysis.attributions.iter().zip(&analysis.chains));
        let attributions = attributions.map(|(i, (a, chain))| Attribution::new(analysis, &spans, i, a, chain));
        let holders = holders(analysis);
        Self {
            schema_version: SCHEMA_VERSION,
            id,
            offsets,
            article: Article {
                title: metadata.title.as_deref(),
                publisher: metadata.publisher.as_deref(),
                byline: metadata.byline.as_deref(),
                agency: metadata.agency.as_deref(),
                dateline: analysis.article.dateline.map(|d| d.of(text)),
                published: metadata.published.as_deref(),
            },
            attributions: attributions.collect(),
            quotes: std::iter::zip(&analysis.quotations, holders)
                .map(|(q, holder)| Quote {
                    span: spans.one(q.span),
                    depth: q.depth,
                    closed: q.closed,
                    attribution: holder.map(Id::attribution),
                })
                .collect(),
            parties: std::iter::zip(&analysis.parties, 0..)
                .map(|(party, i)| Party {
                    id: Id::party(i),
                    name: &party.name,
                    kind: party.kind,
                    description: party.description.map(|d| spans.words.of(d)),
                    mentions: spans.all(&party.mentions),
                })
                .collect(),
            findings: analysis.findings.iter().map(|finding| Finding::new(finding, &spans)).collect(),
            notices: None,
        }
    }

    /// Builds the document for `secondhand check`, with fingerprints and the
    /// status of each finding, and with notices.
    #[must_use]
    pub fn checked(checked: &Checked<'a>, offsets: Offsets) -> Self {
        let mut document = Self::new(checked.analysis, checked.name, offsets);
        for (finding, item) in document.findings.iter_mut().zip(checked.items()) {
            finding.fingerprint = Some(item.fingerprint);
            finding.status = Some(Status::of(item.standing));
            finding.suppression = item
                .standing
                .suppression
                .as_ref()
                .map(|s| Suppression { kind: suppression_kind(s.kind), reason: beginning(&s.reason, LONGEST_MESSAGE) });
        }
        let spans = Spans::new(checked.text(), offsets);
        let notices = checked.notices().iter().map(|notice| Notice {
            code: notice.code,
            severity: notice.severity,
            message: short::message(&notice.message),
            help: short::message(&notice.help),
            file: beginning(&notice.file, LONGEST_ID),
            line: notice.line,
            column: notice.column,
            span: notice.span.map(|span| spans.one(span)),
        });
        document.notices = Some(notices.collect());
        document
    }

    /// Serializes the document on one line, without a line break, as JSON Lines
    /// requires.
    #[must_use]
    pub fn to_line(&self) -> String {
        visible::json(serde_json::to_string(self).expect("strings and numbers always serialise"))
    }

    /// Serializes the document with indentation, without a final line break.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        visible::json(serde_json::to_string_pretty(self).expect("strings and numbers always serialise"))
    }
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

/// Returns, for each quotation, the innermost attribution that lists it in its
/// `quotes`.
fn holders(analysis: &Analysis<'_>) -> Vec<Option<u32>> {
    let depth = |mut index: u32| {
        let mut depth = 0;
        while let Some(outer) = analysis.attributions.get(index as usize).and_then(|a| a.nested_in) {
            // A cycle of nestings would be a bug elsewhere; it must not cause
            // an endless loop here.
            if depth > 64 {
                break;
            }
            (index, depth) = (outer, depth + 1);
        }
        depth
    };
    let mut holders: Vec<Option<(u32, u32)>> = vec![None; analysis.quotations.len()];
    for (attribution, i) in std::iter::zip(&analysis.attributions, 0..) {
        let own = depth(i);
        for &quote in &attribution.quotes {
            if let Some(slot) = holders.get_mut(quote as usize)
                && slot.is_none_or(|(_, other)| own > other)
            {
                *slot = Some((i, own));
            }
        }
    }
    // What stands inside a quotation belongs to whoever that does, if to nobody else.
    for (q, quotation) in analysis.quotations.iter().enumerate() {
        let outer = quotation.parent.and_then(|p| holders.get(p as usize).copied().flatten());
        holders[q] = holders[q].or(outer);
    }
    holders.into_iter().map(|slot| slot.map(|(i, _)| i)).collect()
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
