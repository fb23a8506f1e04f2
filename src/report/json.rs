//! The JSON contract: what `secondhand extract` prints, and `secondhand check`
//! with what becomes of each finding.
//!
//! The structs here mirror the contract field by field and borrow everything
//! from the [`Analysis`]; names, order and meaning of the fields are fixed.
//!
//! ```
//! use secondhand::report::json::{Document, Offsets};
//! let analysis = secondhand::analyze("“No,” said Ana Ruiz.");
//! let document = Document::new(&analysis, "example", Offsets::Codepoints);
//! assert!(document.to_line().starts_with(r#"{"schema_version":1,"id":"example","offsets":"codepoints""#));
//! ```

pub use crate::source::Offsets;

use super::short::{self, LONGEST_ID, LONGEST_MESSAGE, LONGEST_NAME, Words, beginning};
use super::{Checked, Counts, Format};
use crate::analysis::Analysis;
use crate::attribution::{Act, QuotationKind, Relation};
use crate::chain::{Provenance, Role};
use crate::finding::Severity;
use crate::party::PartyKind;
use crate::source::OffsetMap;
use crate::span;
use crate::triage::{BaselineState, Standing, SuppressionKind};
use crate::visible;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// Version of the contract: goes up when a field changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// One article.
#[derive(Clone, Debug, Serialize)]
pub struct Document<'a> {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What the article goes by: its path, or its id in the JSON Lines input.
    pub id: &'a str,
    /// What `start` and `end` count.
    pub offsets: Offsets,
    /// What is known about the article.
    pub article: Article<'a>,
    /// In the order of the text.
    pub attributions: Vec<Attribution<'a>>,
    /// Everything within quotation marks, attributed or not.
    pub quotes: Vec<Quote<'a>>,
    /// By first mention.
    pub parties: Vec<Party<'a>>,
    /// In the order of the text.
    pub findings: Vec<Finding<'a>>,
    /// What is to be told beside the findings; only in [`Document::checked`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notices: Option<Vec<Notice<'a>>>,
}

/// What is known about the article; `null` where nothing is.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "crate::article::Metadata says it")]
pub struct Article<'a> {
    pub title: Option<&'a str>,
    pub publisher: Option<&'a str>,
    pub byline: Option<&'a str>,
    pub agency: Option<&'a str>,
    pub dateline: Option<&'a str>,
    pub published: Option<&'a str>,
}

/// A place in the article.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Span<'a> {
    /// First unit.
    pub start: u32,
    /// Just past the last.
    pub end: u32,
    /// The article's own text there, or the beginning of it.
    pub text: &'a str,
    /// Whether `text` is the beginning alone: where attributions hold each
    /// other, a document would repeat the article without end.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

/// `a1`, `p1`: the position in its list, from 1, behind a letter.
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

/// Who is said to hold what, by which words, and how it got here.
#[derive(Clone, Debug, Serialize)]
pub struct Attribution<'a> {
    /// `a1`, `a2`, …
    pub id: Id,
    /// The entry of the grammar that read it.
    pub construction: &'a str,
    /// What the cue reports.
    pub act: Act,
    /// How much of the content is in quotation marks.
    pub quotation: QuotationKind,
    /// The holder of the content; empty where the text has none.
    pub source: Vec<Span<'a>>,
    /// The words that attribute.
    pub cue: Vec<Span<'a>>,
    /// What is attributed.
    pub content: Vec<Span<'a>>,
    /// The outermost quotations inside the content that do not stand in the
    /// content of an attribution nested in this one.
    pub quotes: Vec<Span<'a>>,
    /// From the article to the origin.
    pub chain: Vec<Link<'a>>,
    /// The class that the chain amounts to.
    pub provenance: Provenance,
    /// The attribution whose content holds this one.
    pub nested_in: Option<Id>,
}

/// A party's place in a chain.
#[derive(Clone, Debug, Serialize)]
pub struct Link<'a> {
    /// Intermediary or origin.
    pub role: Role,
    /// How an intermediary passed the words on; `null` for the origin.
    pub relation: Option<Relation>,
    /// The fullest name that the article gives the party, its first 200
    /// characters; the whole stands in [`Document::parties`].
    pub name: &'a str,
    /// What the party is.
    pub kind: PartyKind,
    /// Its id in [`Document::parties`].
    pub party: Id,
    /// The words that put it into this chain.
    pub mention: Span<'a>,
}

/// A span within quotation marks.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Quote<'a> {
    /// Where, marks included.
    #[serde(flatten)]
    pub span: Span<'a>,
    /// 0 for the outermost.
    pub depth: u8,
    /// Whether it has a closing mark.
    pub closed: bool,
    /// The innermost attribution whose content holds it.
    pub attribution: Option<Id>,
}

/// A party.
#[derive(Clone, Debug, Serialize)]
pub struct Party<'a> {
    /// `p1`, `p2`, …
    pub id: Id,
    /// The fullest name that the article gives it.
    pub name: &'a str,
    /// What it is.
    pub kind: PartyKind,
    /// How the article describes it.
    pub description: Option<&'a str>,
    /// Every place that names it.
    pub mentions: Vec<Span<'a>>,
}

/// What a rule found.
#[derive(Clone, Debug, Serialize)]
pub struct Finding<'a> {
    /// `SH001`.
    pub code: &'a str,
    /// The rule's name.
    pub rule: &'a str,
    /// How much it matters.
    pub severity: Severity,
    /// What was found. Without its middle where it is longer than 1000
    /// characters.
    pub message: Cow<'a, str>,
    /// What to do about it; the same holds.
    pub help: Cow<'a, str>,
    /// The place.
    pub span: Span<'a>,
    /// The attribution that it is about.
    pub attribution: Option<Id>,
    /// What makes it the same finding after an edit elsewhere in the article;
    /// like the fields below only in [`Document::checked`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<&'a str>,
    /// What becomes of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Why it is suppressed, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppression: Option<Suppression<'a>>,
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// People are to see it.
    Reported,
    /// Somebody said why they need not.
    Suppressed,
    /// It stands in the baseline.
    Baseline,
}

impl Status {
    /// Of a finding with this standing. A suppression says more than the
    /// baseline.
    #[must_use]
    pub const fn of(standing: &Standing) -> Self {
        match standing {
            Standing { suppression: Some(_), .. } => Self::Suppressed,
            Standing { baseline: Some(BaselineState::Unchanged), .. } => Self::Baseline,
            _ => Self::Reported,
        }
    }

    /// Its name as output has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Suppressed => "suppressed",
            Self::Baseline => "baseline",
        }
    }
}

/// Why a finding is suppressed.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Suppression<'a> {
    /// `inSource` for a comment in the article, `external` for a file beside
    /// it.
    pub kind: &'static str,
    /// The reason as it was written, its first 1000 characters.
    pub reason: &'a str,
}

/// `inSource`, `external`: as SARIF calls them.
pub(super) const fn suppression_kind(kind: SuppressionKind) -> &'static str {
    match kind {
        SuppressionKind::InSource => "inSource",
        SuppressionKind::External => "external",
    }
}

/// What no rule found and is to be told all the same.
#[derive(Clone, Debug, Serialize)]
pub struct Notice<'a> {
    /// `unused-suppression`.
    pub code: &'a str,
    /// How much it matters.
    pub severity: Severity,
    /// What is the matter; cut as a finding's is.
    pub message: Cow<'a, str>,
    /// What to do about it; the same holds.
    pub help: Cow<'a, str>,
    /// The file it is in, the first 1000 characters of its name.
    pub file: &'a str,
    /// Line in that file, from 1.
    pub line: u32,
    /// Column in that line in characters, from 1.
    pub column: u32,
    /// The place, where it is in the article's text.
    pub span: Option<Span<'a>>,
}

impl<'a> Document<'a> {
    /// The analysis in the shape of the contract.
    #[must_use]
    pub fn new(analysis: &'a Analysis<'_>, id: &'a str, offsets: Offsets) -> Self {
        let text: &'a str = &analysis.article.text;
        let map = OffsetMap::new(text, offsets);
        let words = Words::new(text);
        let one = |span: span::Span| {
            let told = words.of(span);
            let cut = told.len() < span.of(text).len();
            Span { start: map.get(span.start), end: map.get(span.end), text: told, cut }
        };
        let all = |spans: &[span::Span]| spans.iter().copied().map(one).collect::<Vec<_>>();
        let metadata = &analysis.article.metadata;
        let attributions = analysis.attributions.iter().zip(&analysis.chains).zip(0..).map(|((a, chain), i)| {
            let links = chain.links.iter().filter_map(|link| {
                let party = analysis.parties.get(link.party as usize)?;
                Some(Link {
                    role: link.role,
                    relation: link.relation,
                    name: beginning(&party.name, LONGEST_NAME),
                    kind: party.kind,
                    party: Id::party(link.party),
                    mention: one(link.mention),
                })
            });
            let quotes = a.quotes.iter().filter_map(|&q| analysis.quotations.get(q as usize));
            Attribution {
                id: Id::attribution(i),
                construction: &a.construction,
                act: a.act,
                quotation: a.quotation,
                source: all(&a.source),
                cue: all(&a.cue),
                content: all(&a.content),
                quotes: quotes.map(|q| one(q.span)).collect(),
                chain: links.collect(),
                provenance: chain.provenance,
                nested_in: a.nested_in.map(Id::attribution),
            }
        });
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
                    span: one(q.span),
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
                    description: party.description.map(|d| words.of(d)),
                    mentions: all(&party.mentions),
                })
                .collect(),
            findings: analysis
                .findings
                .iter()
                .map(|finding| Finding {
                    code: finding.code,
                    rule: finding.rule,
                    severity: finding.severity,
                    message: short::message(&finding.message),
                    help: short::message(&finding.help),
                    span: one(finding.span),
                    attribution: finding.attribution.map(Id::attribution),
                    fingerprint: None,
                    status: None,
                    suppression: None,
                })
                .collect(),
            notices: None,
        }
    }

    /// The same with what becomes of each finding, and with the notices.
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
        let text = checked.text();
        let map = OffsetMap::new(text, offsets);
        let words = Words::new(text);
        let one = |span: span::Span| {
            let told = words.of(span);
            let cut = told.len() < span.of(text).len();
            Span { start: map.get(span.start), end: map.get(span.end), text: told, cut }
        };
        let notices = checked.notices().iter().map(|notice| Notice {
            code: notice.code,
            severity: notice.severity,
            message: short::message(&notice.message),
            help: short::message(&notice.help),
            file: beginning(&notice.file, LONGEST_ID),
            line: notice.line,
            column: notice.column,
            span: notice.span.map(one),
        });
        document.notices = Some(notices.collect());
        document
    }

    /// The object on one line, without a line break: JSON Lines.
    #[must_use]
    pub fn to_line(&self) -> String {
        visible::json(serde_json::to_string(self).expect("strings and numbers always serialise"))
    }

    /// The object indented, without a final line break.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        visible::json(serde_json::to_string_pretty(self).expect("strings and numbers always serialise"))
    }
}

/// One indented object, or an array of them.
#[derive(Clone, Copy, Debug)]
pub struct Json {
    /// Whether all there is to print is one article: an object then, else an
    /// array, so that one object is never followed by another.
    pub is_single: bool,
    /// What offsets count.
    pub offsets: Offsets,
}

impl Json {
    /// One document, indented as it stands in the whole.
    #[must_use]
    pub fn document(&self, document: &Document<'_>) -> String {
        let pretty = document.to_pretty();
        if self.is_single {
            return pretty;
        }
        // Line breaks inside strings are escaped: these are layout.
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

/// One object a line, one line an article.
#[derive(Clone, Copy, Debug)]
pub struct Jsonl {
    /// What offsets count.
    pub offsets: Offsets,
}

impl Format for Jsonl {
    fn article(&self, checked: &Checked<'_>) -> String {
        Document::checked(checked, self.offsets).to_line() + "\n"
    }
}

/// For each quotation, the innermost attribution that counts it as its own.
fn holders(analysis: &Analysis<'_>) -> Vec<Option<u32>> {
    let depth = |mut index: u32| {
        let mut depth = 0;
        while let Some(outer) = analysis.attributions.get(index as usize).and_then(|a| a.nested_in) {
            // A ring of nestings would be a bug elsewhere, not a reason to hang.
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
