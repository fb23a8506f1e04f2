//! The flat tables of results: their columns, and the rows of an article.
//!
//! Data frames, databases and archives want rows of plain values. There are
//! four tables. Their rows are made from the JSON [`Document`], so that a value
//! is the same in both. `docs/archives.md` lists the columns.
//!
//! ```
//! use secondhand::report::columns::{Rows, Table, Value};
//! let analysis = secondhand::analyze("“No,” Ana Ruiz told Der Spiegel.");
//! let rows = Rows::of(&analysis, "a.txt");
//! let link = &rows.of_table(Table::Links)[0];
//! let name = Table::Links.columns().iter().position(|column| column.name == "name").expect("a column");
//! assert_eq!(link[name], Value::Text("Der Spiegel".into()));
//! ```

use super::json::{Attribution, Document, Finding, Link, Offsets, Span};
use crate::analysis::Analysis;
use crate::chain::{Provenance, Role};

/// A table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// One row for each article.
    Articles,
    /// One row for each attribution.
    Attributions,
    /// One row for each party in the chain of an attribution.
    Links,
    /// One row for each finding.
    Findings,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// A whole number of 64 bits.
    Whole,
    /// A number from 0 to 1, of 64 bits.
    Share,
    /// True or false.
    Truth,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Whether a value can be missing.
    pub is_optional: bool,
    /// What it says, for documentation.
    pub about: &'static str,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    None,
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number from 0 to 1.
    Share(f64),
    /// True or false.
    Truth(bool),
}

/// The rows of one article, for each table in the order of [`Table::ALL`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    tables: [Vec<Vec<Value>>; 4],
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 4] = [Self::Articles, Self::Attributions, Self::Links, Self::Findings];

    /// Returns the name of the table, which is also that of its file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Attributions => "attributions",
            Self::Links => "links",
            Self::Findings => "findings",
        }
    }

    /// Returns the table with this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// Returns the columns, in the order of the values of a row.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Articles => ARTICLES,
            Self::Attributions => ATTRIBUTIONS,
            Self::Links => LINKS,
            Self::Findings => FINDINGS,
        }
    }
}

const fn text(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Text, is_optional: false, about }
}

const fn whole(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Whole, is_optional: false, about }
}

const fn share(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Share, is_optional: false, about }
}

const fn truth(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Truth, is_optional: false, about }
}

/// Lets values of a column be missing.
const fn maybe(column: Column) -> Column {
    Column { is_optional: true, ..column }
}

const ARTICLE: Column = text("article", "the article's id; the same in all tables");

const ARTICLES: &[Column] = &[
    ARTICLE,
    maybe(text("title", "the headline")),
    maybe(text("publisher", "the outlet that published the article")),
    maybe(text("byline", "who wrote it")),
    maybe(text("agency", "the news agency that it is credited to")),
    maybe(text("dateline", "the dateline as written")),
    maybe(text("published", "the date, as `YYYY-MM-DD` where it could be read")),
    whole("attributions", "number of attributions"),
    whole("firsthand", "number of them that are first-hand"),
    whole("secondhand", "number that are second-hand"),
    whole("hearsay", "number that are hearsay"),
    whole("unsourced", "number that are unsourced"),
    whole("links", "number of rows in `links`"),
    whole("quotes", "number of quotations, attributed or not"),
    whole("parties", "number of people, organisations, outlets and documents"),
    whole("findings", "number of findings"),
];

const ATTRIBUTIONS: &[Column] = &[
    ARTICLE,
    text("attribution", "its id in the article: `a1`, `a2`, …"),
    maybe(text("nested_in", "the id of the attribution whose content holds it")),
    text("provenance", "`firsthand`, `secondhand`, `hearsay` or `unsourced`"),
    text("act", "what the cue reports: `statement`, `question`, …"),
    text("quotation", "`direct`, `mixed` or `indirect`"),
    text("construction", "the construction of the grammar that read it"),
    maybe(text("source", "the words for the source; several places are joined by ` … `")),
    maybe(whole("source_start", "where they begin")),
    maybe(whole("source_end", "where they end")),
    maybe(text("cue", "the words that attribute")),
    maybe(whole("cue_start", "where they begin")),
    maybe(whole("cue_end", "where they end")),
    maybe(text("content", "what is attributed")),
    maybe(whole("content_start", "where it begins")),
    maybe(whole("content_end", "where it ends")),
    whole("quotes", "number of quotations in the content"),
    maybe(text("origin", "the name of the origin")),
    maybe(text("origin_kind", "what the origin is: `person`, `unnamed`, `organization`, `outlet` or `document`")),
    text("chain", "the chain from the origin on: `Ana Ruiz → Der Spiegel`"),
    whole("intermediaries", "number of intermediaries"),
    maybe(share("confidence", "how likely the least certain link of an intermediary is right")),
];

const LINKS: &[Column] = &[
    ARTICLE,
    text("attribution", "the id of the attribution"),
    whole("position", "the place in the chain: 1 is the link next to the article, the last one the origin"),
    text("role", "`intermediary` or `origin`"),
    maybe(text("relation", "how an intermediary passed the words on: `carried`, `received` or `relayed`")),
    text("name", "the fullest name that the article gives the party"),
    text("kind", "what the party is, as in `origin_kind`"),
    text("party", "the id of the party in the article: `p1`, `p2`, …"),
    text("mention", "the words that put the party into the chain"),
    whole("mention_start", "where they begin"),
    whole("mention_end", "where they end"),
    maybe(text("occasion", "`interview`, `report`, `document` or `talk`; only for intermediaries")),
    maybe(text("opener", "the occasion of the grammar that opened it")),
    maybe(text("opened", "the sentence that says so")),
    maybe(truth("stated", "whether that is the sentence of the attribution")),
    maybe(share("confidence", "how likely the link is right")),
];

const FINDINGS: &[Column] = &[
    ARTICLE,
    whole("finding", "its number in the article, from 1"),
    text("code", "the code of the rule: `SH001`"),
    text("rule", "the name of the rule"),
    text("severity", "`note`, `warning` or `error`"),
    text("message", "what was found"),
    text("help", "what to do about it"),
    text("text", "the words that it points at"),
    whole("start", "where they begin"),
    whole("end", "where they end"),
    maybe(text("attribution", "the id of the attribution that it is about")),
    whole("also", "number of other statements that it is about"),
    text("properties", "the codes of the rules whose matter it tells beside its own, with spaces between"),
    share("confidence", "how likely the chain of a second-hand finding is right; 1 for others"),
];

impl Rows {
    /// Returns the rows of an analysis. `id` is the article's name.
    #[must_use]
    pub fn of(analysis: &Analysis<'_>, id: &str) -> Self {
        let document = Document::new(analysis, id, Offsets::Codepoints);
        let article = || Value::Text(id.to_owned());
        let attributions = document.attributions.iter().enumerate();
        let links = document.attributions.iter().flat_map(|attribution| {
            let number = |(i, link)| self::link(article(), attribution, i + 1, link);
            attribution.chain.iter().enumerate().map(number)
        });
        let findings = document.findings.iter().enumerate();
        Self {
            tables: [
                vec![self::article(article(), &document)],
                attributions.map(|(i, a)| attribution(article(), a, analysis.chain_path(i))).collect(),
                links.collect(),
                findings.map(|(i, f)| finding(article(), i + 1, f)).collect(),
            ],
        }
    }

    /// Returns the rows of a table. Each has a value for each of its columns.
    #[must_use]
    pub fn of_table(&self, table: Table) -> &[Vec<Value>] {
        &self.tables[table as usize]
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Share(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

/// Returns the words of several places, and where they begin and end.
fn places(spans: &[Span<'_>]) -> [Value; 3] {
    let words: Vec<&str> = spans.iter().map(|span| span.text).collect();
    let words = (!words.is_empty()).then(|| words.join(" … "));
    let (start, end) = (spans.iter().map(|span| span.start).min(), spans.iter().map(|span| span.end).max());
    [words.into(), start.into(), end.into()]
}

fn article(article: Value, document: &Document<'_>) -> Vec<Value> {
    let about = &document.article;
    let of = |class| document.attributions.iter().filter(|a| a.provenance == class).count().into();
    let links: usize = document.attributions.iter().map(|a| a.chain.len()).sum();
    vec![
        article,
        about.title.into(),
        about.publisher.into(),
        about.byline.into(),
        about.agency.into(),
        about.dateline.into(),
        about.published.into(),
        document.attributions.len().into(),
        of(Provenance::Firsthand),
        of(Provenance::Secondhand),
        of(Provenance::Hearsay),
        of(Provenance::Unsourced),
        links.into(),
        document.quotes.len().into(),
        document.parties.len().into(),
        document.findings.len().into(),
    ]
}

fn attribution(article: Value, read: &Attribution<'_>, chain: String) -> Vec<Value> {
    let origin = read.chain.iter().find(|link| link.role == Role::Origin);
    let confidences = read.chain.iter().filter_map(|link| link.why.map(|why| why.confidence));
    let mut row = vec![
        article,
        read.id.to_string().into(),
        read.nested_in.map(|id| id.to_string()).into(),
        read.provenance.as_str().into(),
        read.act.as_str().into(),
        read.quotation.as_str().into(),
        read.construction.into(),
    ];
    row.extend([&read.source, &read.cue, &read.content].into_iter().flat_map(|spans| places(spans)));
    row.extend([
        read.quotes.len().into(),
        origin.map(|link| link.name).into(),
        origin.map(|link| link.kind.as_str()).into(),
        chain.into(),
        read.chain.iter().filter(|link| link.role == Role::Intermediary).count().into(),
        confidences.reduce(f64::min).into(),
    ]);
    row
}

fn link(article: Value, attribution: &Attribution<'_>, position: usize, link: &Link<'_>) -> Vec<Value> {
    let why = link.why;
    vec![
        article,
        attribution.id.to_string().into(),
        position.into(),
        link.role.as_str().into(),
        link.relation.map(|relation| relation.as_str()).into(),
        link.name.into(),
        link.kind.as_str().into(),
        link.party.to_string().into(),
        link.mention.text.into(),
        link.mention.start.into(),
        link.mention.end.into(),
        why.map(|why| why.occasion.as_str()).into(),
        why.and_then(|why| why.opener).into(),
        why.and_then(|why| why.opened).map(|opened| opened.text).into(),
        why.map(|why| why.stated).into(),
        why.map(|why| why.confidence).into(),
    ]
}

fn finding(article: Value, number: usize, found: &Finding<'_>) -> Vec<Value> {
    vec![
        article,
        number.into(),
        found.code.into(),
        found.rule.into(),
        found.severity.as_str().into(),
        found.message.to_string().into(),
        found.help.to_string().into(),
        found.span.text.into(),
        found.span.start.into(),
        found.span.end.into(),
        found.attribution.map(|id| id.to_string()).into(),
        found.also.len().into(),
        found.properties.join(" ").into(),
        found.confidence.into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a value can stand in a column.
    fn fits(value: &Value, column: &Column) -> bool {
        match value {
            Value::None => column.is_optional,
            Value::Text(_) => column.kind == Kind::Text,
            Value::Whole(_) => column.kind == Kind::Whole,
            Value::Share(share) => column.kind == Kind::Share && (0.0..=1.0).contains(share),
            Value::Truth(_) => column.kind == Kind::Truth,
        }
    }

    #[test]
    fn a_row_has_a_value_for_each_column() {
        let text = "CNN reported that Ana Ruiz said “No.” Prices are expected to rise. “Never,” she told The Post.";
        for text in ["", "It rained.", text] {
            let rows = Rows::of(&crate::analyze(text), "a");
            assert_eq!(rows.of_table(Table::Articles).len(), 1);
            for table in Table::ALL {
                for row in rows.of_table(table) {
                    assert_eq!(row.len(), table.columns().len(), "{}", table.name());
                    let wrong = row.iter().zip(table.columns()).find(|(value, column)| !fits(value, column));
                    assert_eq!(wrong, None, "{}", table.name());
                }
            }
        }
    }

    #[test]
    fn places_are_joined() {
        let analysis = crate::analyze("“No,” said Ana Ruiz, “never.”");
        let rows = Rows::of(&analysis, "a");
        let row = &rows.of_table(Table::Attributions)[0];
        let of = |name| {
            let column = Table::Attributions.columns().iter().position(|column| column.name == name);
            row[column.expect("a column")].clone()
        };
        assert_eq!(of("content"), "“No,” … “never.”".into());
        assert_eq!((of("content_start"), of("content_end")), (0_u32.into(), 29_u32.into()));
        assert_eq!((of("chain"), of("confidence")), ("Ana Ruiz".into(), Value::None));
    }

    #[test]
    fn the_page_of_tables_is_not_stale() {
        let mut tables = String::new();
        for table in Table::ALL {
            tables += &format!("\n### `{}`\n\n| column | type | value |\n| --- | --- | --- |\n", table.name());
            for column in table.columns() {
                let kind = match column.kind {
                    Kind::Text => "text",
                    Kind::Whole => "int64",
                    Kind::Share => "double",
                    Kind::Truth => "boolean",
                };
                let null = if column.is_optional { ", or null" } else { "" };
                tables += &format!("| `{}` | {kind}{null} | {} |\n", column.name, column.about);
            }
        }
        tables.push('\n');
        crate::committed::check_part("docs/archives.md", "columns", &tables, "the_page_of_tables");
    }
}
