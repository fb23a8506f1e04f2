//! Renders an [`Analysis`] for people and programs. Each format has a file of
//! its own.
//!
//! A [`Format`] takes a [`Checked`] (one article, its findings and their
//! status) and returns text. It renders each article separately, so that many
//! articles can be rendered in parallel; a header, a separator and a footer
//! join them. Formats do no I/O and read no clock: the same articles always
//! give the same bytes.
//!
//! ```
//! use secondhand::report::{Checked, Counts, Format, concise::Concise};
//! use secondhand::triage::Triage;
//! let analysis = secondhand::analyze("“No,” Ana Ruiz told Der Spiegel.");
//! let triage = Triage::new(&analysis);
//! let checked = Checked::new(&analysis, "a.txt", &triage);
//! let line = Concise.article(&checked);
//! assert!(line.starts_with("a.txt:1:1: warning: SH001 second-hand-quote: "));
//! ```

pub mod concise;
pub mod csv;
pub mod dot;
mod escape;
#[doc(hidden)] // for the command
pub mod explain;
pub mod github;
pub mod graph;
pub mod html;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod junit;
pub mod mermaid;
#[doc(hidden)] // for the command
pub mod readings;
pub mod sarif;
pub(crate) mod short;
mod svg;
pub mod table;
#[cfg(feature = "cli")]
mod tree;
pub mod webannotation;

pub use crate::source::Offsets;

use crate::Analysis;
use crate::chain::Provenance;
use crate::finding::{Finding, Severity};
use crate::source::{LineIndex, OffsetMap};
use crate::triage::{Notice, Standing, Triage};
use rustc_hash::FxHashMap;

/// One article and its findings, as passed to a [`Format`].
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// The analysis of the article.
    pub analysis: &'a Analysis<'a>,
    /// The article's name in the output: its path, or its id in JSON Lines.
    pub name: &'a str,
    /// Which findings are reported, suppressed or known from the baseline.
    pub triage: &'a Triage,
    /// The line of a JSON Lines file that holds the article; `None` if the
    /// article is a file of its own.
    pub record: Option<Record<'a>>,
    lines: LineIndex<'a>,
    points: OffsetMap<'a>,
}

/// The line of a JSON Lines file that holds an article. Formats that refer to
/// lines of files refer to this line, and add the position within the article's
/// text separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// The path of the file.
    pub file: &'a str,
    /// The line number, from 1.
    pub line: usize,
}

/// A finding and its status.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Item<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// A hash that identifies the finding across edits elsewhere in the article
    /// (see [`crate::fingerprint`]); empty if the triage has none.
    pub fingerprint: &'a str,
    /// Whether the finding is reported, suppressed or in the baseline.
    pub standing: &'a Standing,
}

/// The default for a finding without an entry in its triage.
static REPORTED: Standing = Standing { suppression: None, baseline: None };

impl<'a> Checked<'a> {
    /// Pairs an analysis with the article's name and its triage. The article is
    /// taken to be a file of its own; set [`Checked::record`] if it is a line
    /// of JSON Lines.
    #[must_use]
    pub fn new(analysis: &'a Analysis<'a>, name: &'a str, triage: &'a Triage) -> Self {
        let text = analysis.text();
        let points = OffsetMap::new(text, Offsets::Codepoints);
        Self { analysis, name, triage, record: None, lines: LineIndex::new(text), points }
    }

    /// The article's text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.analysis.text()
    }

    /// Returns all findings in text order, including those that are suppressed
    /// or in the baseline.
    pub fn items(&self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        let triage = self.triage;
        self.analysis.findings.iter().enumerate().map(|(i, finding)| Item {
            finding,
            fingerprint: triage.fingerprints.get(i).map_or("", String::as_str),
            standing: triage.standings.get(i).unwrap_or(&REPORTED),
        })
    }

    /// Returns the findings that are neither suppressed nor in the baseline, in
    /// text order.
    pub fn reported(&self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        self.items().filter(|item| item.standing.is_reported())
    }

    /// Returns messages that come from no rule, such as those about unused
    /// suppressions.
    #[must_use]
    pub fn notices(&self) -> &'a [Notice] {
        &self.triage.notices
    }

    /// Returns the line and column of a byte offset into the article's text.
    /// Both count from 1; columns count characters.
    #[must_use]
    pub fn place(&self, byte: u32) -> (usize, usize) {
        self.place_in(byte, &self.points)
    }
}

impl Checked<'_> {
    /// Like [`Checked::place`], with columns in the unit of `map`, which must
    /// be a map of this article's text.
    fn place_in(&self, byte: u32, map: &OffsetMap<'_>) -> (usize, usize) {
        let (line, start) = self.lines.line(byte);
        (line, (map.get(byte) - map.get(start)) as usize + 1)
    }

    /// Describes the position of a byte offset in words: *article n17, line 3,
    /// column 62*. Formats that refer to a line of JSON Lines use it, since
    /// that line holds the whole article.
    fn place_in_words(&self, byte: u32) -> String {
        let (line, column) = self.place(byte);
        format!("article {}, line {line}, column {column}", short::id(self.name))
    }
}

/// An output format for articles and their findings.
pub trait Format: Sync {
    /// Returns the text before the first article. `contents` holds the
    /// [`Format::entry`] of each article; it may be empty unless
    /// [`Format::has_contents`] is true.
    fn head(&self, _contents: &[String]) -> String {
        String::new()
    }

    /// Renders one article, including its final line break. May be empty.
    fn article(&self, checked: &Checked<'_>) -> String;

    /// Returns the separator between two articles that are not empty.
    fn between(&self) -> &'static str {
        ""
    }

    /// Returns the text after the last article.
    fn foot(&self, _counts: &Counts) -> String {
        String::new()
    }

    /// Whether the header lists the articles. If so, all articles have to be
    /// rendered before the header can be written.
    fn has_contents(&self) -> bool {
        false
    }

    /// Returns the common prefix of all ids in a rendered article, or `None` if
    /// the format has no ids.
    fn ids<'r>(&self, _article: &'r str) -> Option<&'r str> {
        None
    }

    /// Returns the article's entry in the table of contents.
    fn entry(&self, _checked: &Checked<'_>) -> String {
        String::new()
    }
}

/// Makes the ids of a page's articles unique, since the same article can occur
/// more than once. Holds how often each id prefix has occurred.
#[derive(Debug, Default)]
pub(crate) struct Ids(FxHashMap<String, usize>);

impl Ids {
    /// Adds a counter to the ids and links of an article whose id prefix has
    /// occurred before, and to the links in its table-of-contents entry. Must
    /// be called for the articles in their order.
    pub(crate) fn tell_apart(&mut self, format: &dyn Format, entry: &mut String, article: &mut String) {
        let Some(key) = format.ids(article).map(str::to_owned) else { return };
        let nth = self.0.entry(key.clone()).or_default();
        *nth += 1;
        if *nth > 1 {
            for text in [entry, article] {
                for before in ["id=\"", "href=\"#"] {
                    *text = text.replace(&format!("{before}{key}"), &format!("{before}{key}-{nth}"));
                }
            }
        }
    }
}

/// Renders all articles of a run in one format: the same output as that of the
/// command, for callers that have all articles in memory.
#[must_use]
pub fn page(format: &dyn Format, articles: &[Checked<'_>]) -> String {
    let mut ids = Ids::default();
    let rendered = |article: &Checked<'_>| {
        let (mut entry, mut rendered) = (format.entry(article), format.article(article));
        ids.tell_apart(format, &mut entry, &mut rendered);
        (entry, rendered)
    };
    let (entries, rendered): (Vec<String>, Vec<String>) = articles.iter().map(rendered).unzip();
    let mut out = format.head(&entries);
    let mut counts = Counts::default();
    let mut is_first = true;
    for (article, rendered) in articles.iter().zip(rendered) {
        if !rendered.is_empty() {
            if !is_first {
                out.push_str(format.between());
            }
            is_first = false;
            out.push_str(&rendered);
        }
        counts.add(article);
    }
    out.push_str(&format.foot(&counts));
    out
}

/// The numbers in the summary line of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Number of articles read.
    pub articles: usize,
    /// Reported findings and notices with severity error.
    pub errors: usize,
    /// Reported findings and notices with severity warning.
    pub warnings: usize,
    /// Reported findings and notices with severity note.
    pub notes: usize,
    /// Suppressed findings.
    pub suppressed: usize,
    /// Findings in the baseline that are not suppressed.
    pub known: usize,
    /// Attributions whose words came directly from their origin.
    pub firsthand: usize,
    /// Attributions whose words came through an intermediary.
    pub secondhand: usize,
    /// Attributions of words that are passed on with nobody named who can be
    /// held to them.
    pub hearsay: usize,
    /// Attributions without a source and without any hint of a report.
    pub unsourced: usize,
}

impl Counts {
    /// Returns the counts of one article.
    #[must_use]
    pub fn of(checked: &Checked<'_>) -> Self {
        let mut counts = Self::default();
        counts.add(checked);
        counts
    }

    /// Adds the counts of one article.
    pub fn add(&mut self, checked: &Checked<'_>) {
        self.articles += 1;
        for item in checked.items() {
            if item.standing.is_reported() {
                *self.severity(item.finding.severity) += 1;
            } else if item.standing.suppression.is_some() {
                self.suppressed += 1;
            } else {
                self.known += 1;
            }
        }
        for notice in checked.notices() {
            *self.severity(notice.severity) += 1;
        }
        for chain in &checked.analysis.chains {
            *match chain.provenance {
                Provenance::Firsthand => &mut self.firsthand,
                Provenance::Secondhand => &mut self.secondhand,
                Provenance::Hearsay => &mut self.hearsay,
                Provenance::Unsourced => &mut self.unsourced,
            } += 1;
        }
    }

    fn severity(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        }
    }

    /// Returns the number of reported findings and notices.
    #[must_use]
    pub fn reported(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// Returns the sums of both counts.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            articles: self.articles + other.articles,
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
            suppressed: self.suppressed + other.suppressed,
            known: self.known + other.known,
            firsthand: self.firsthand + other.firsthand,
            secondhand: self.secondhand + other.secondhand,
            hearsay: self.hearsay + other.hearsay,
            unsourced: self.unsourced + other.unsourced,
        }
    }
}

/// Returns the summary line of a run, without a line feed: *3 articles, 5
/// findings: 2 warnings, 3 notes (1 suppressed); 14 attributions: 10
/// first-hand, 3 second-hand, 1 hearsay*.
#[must_use]
pub fn summary(counts: &Counts) -> String {
    let part = |n: usize, one: &str, many: &str| (n > 0).then(|| format!("{n} {}", if n == 1 { one } else { many }));
    let of = |parts: &[Option<String>]| parts.iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let list = |total: usize, one: &str, parts: String| match total {
        0 => format!("no {one}s"),
        1 => format!("1 {one}: {parts}"),
        n => format!("{n} {one}s: {parts}"),
    };
    let Counts { articles, errors, warnings, notes, suppressed, known, firsthand, secondhand, hearsay, unsourced } =
        *counts;
    let severities =
        [part(errors, "error", "errors"), part(warnings, "warning", "warnings"), part(notes, "note", "notes")];
    let silent = of(&[part(suppressed, "suppressed", "suppressed"), part(known, "in the baseline", "in the baseline")]);
    let classes =
        [(firsthand, "first-hand"), (secondhand, "second-hand"), (hearsay, "hearsay"), (unsourced, "unsourced")]
            .map(|(n, class)| part(n, class, class));
    format!(
        "{}, {}{}; {}",
        part(articles, "article", "articles").unwrap_or_else(|| "no articles".to_owned()),
        list(counts.reported(), "finding", of(&severities)),
        if silent.is_empty() { silent } else { format!(" ({silent})") },
        list(firsthand + secondhand + hearsay + unsourced, "attribution", of(&classes)),
    )
}

/// Returns a message as a sentence: with a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::attribution::{Act, Attribution, Conveys, Evidentiality, Link, QuotationKind, Relation};
    use crate::chain::{Chain, ChainLink, Role};
    use crate::party::{Party, PartyKind};
    use crate::quotation::Quotation;
    use crate::span::{Span, TokenSpan};

    use super::*;
    use crate::triage::{BaselineState, Suppression, SuppressionKind};

    /// Renders [`analysis`], which has one finding, in this format.
    pub(crate) fn shown(format: &dyn Format, name: &str) -> String {
        let analysis = analysis();
        page(format, &[Checked::new(&analysis, name, &Triage::new(&analysis))])
    }

    /// Renders three findings compared with a baseline (one reported, one
    /// suppressed, one known) and a notice about an unused suppression.
    pub(crate) fn with_standings(format: &dyn Format, name: &str) -> String {
        let (analysis, triage) = standings();
        page(format, &[Checked::new(&analysis, name, &triage)])
    }

    /// Like [`with_standings`] for an article that is a line of JSON Lines,
    /// with a second notice about an unused suppression in its text.
    pub(crate) fn in_record(format: &dyn Format, name: &str, record: Record<'_>) -> String {
        let (analysis, mut triage) = standings();
        let beside = triage.notices[0].clone();
        triage.notices.push(Notice {
            file: name.to_owned(),
            line: 1,
            column: 3,
            span: Some(Span::new(5, 8)),
            ..beside
        });
        page(format, &[Checked { record: Some(record), ..Checked::new(&analysis, name, &triage) }])
    }

    fn standings() -> (Analysis<'static>, Triage) {
        let mut analysis = analysis();
        let finding = analysis.findings[0].clone();
        analysis.findings.extend([finding.clone(), finding]);
        let mut triage = Triage::new(&analysis);
        triage.standings.iter_mut().for_each(|s| s.baseline = Some(BaselineState::New));
        triage.standings[1].suppression = Some(Suppression {
            reason: "on the record with <AP> & \"us\"".to_owned(),
            kind: SuppressionKind::InSource,
        });
        triage.standings[2].baseline = Some(BaselineState::Unchanged);
        triage.notices.push(Notice {
            code: "unused-suppression",
            severity: Severity::Warning,
            message: "this suppresses nothing".to_owned(),
            help: "take it out".to_owned(),
            file: "a.toml".to_owned(),
            line: 3,
            column: 1,
            span: None,
        });
        (analysis, triage)
    }

    /// Builds an article whose first half is one long name and whose second
    /// half repeats one sentence with a quotation, all on one line. With
    /// `is_nested`, the content of each attribution reaches to the end of the
    /// text.
    fn growing(size: usize, is_nested: bool) -> Analysis<'static> {
        const SENTENCE: &str = "The Gazette quoted her: “The boats are safe.” ";
        let mut analysis = analysis();
        let name: String = "Okafor of the long name ".chars().cycle().take(size / 2).collect();
        let text = format!("{name} {}", SENTENCE.repeat(size / 2 / SENTENCE.len()));
        let (whole, end) = (Span::new(0, name.len() as u32), text.trim_end().len() as u32);
        let (attribution, chain) = (analysis.attributions[0].clone(), analysis.chains[0].clone());
        let (finding, quotation) = (analysis.findings[0].clone(), analysis.quotations[0].clone());
        analysis.attributions.clear();
        analysis.chains.clear();
        analysis.findings.clear();
        analysis.quotations.clear();
        for (i, (at, words)) in (0u32..).zip(text.match_indices("“The boats are safe.”")) {
            let (start, until) = (at as u32, at as u32 + words.len() as u32);
            let content = Span::new(start, if is_nested { end } else { until });
            let mut chain = chain.clone();
            chain.links.iter_mut().for_each(|link| link.mention = whole);
            analysis.chains.push(chain);
            analysis.quotations.push(Quotation { span: content, ..quotation.clone() });
            analysis.attributions.push(Attribution {
                source: vec![whole],
                cue: vec![Span::new(start - 12, start - 6)],
                content: vec![content],
                quotes: vec![i],
                nested_in: i.checked_sub(1).filter(|_| is_nested),
                ..attribution.clone()
            });
            analysis.findings.push(Finding {
                message: format!("words of {name} reached this article"),
                help: format!("ask {name}"),
                span: content,
                labels: vec![(whole, format!("that is {name}"))],
                attribution: Some(i),
                ..finding.clone()
            });
        }
        analysis.parties[0].name.clone_from(&name);
        analysis.parties[0].mentions = vec![whole];
        analysis.parties[1].mentions.clear();
        analysis.article.metadata = crate::article::Metadata { publisher: Some(name), ..Default::default() };
        analysis.article.text = text.into();
        analysis
    }

    /// Compares sizes in bytes rather than times, which depend on the machine.
    #[test]
    fn no_format_grows_faster_than_the_article() {
        let formats: Vec<(&str, Box<dyn Format>)> = vec![
            #[cfg(feature = "cli")]
            ("human", Box::new(human::Human { color: true, width: 100 })),
            ("concise", Box::new(concise::Concise)),
            ("json", Box::new(json::Json { is_single: true, offsets: Offsets::Codepoints })),
            ("jsonl", Box::new(json::Jsonl { offsets: Offsets::Utf16 })),
            ("sarif", Box::new(sarif::Sarif)),
            ("github", Box::new(github::Github)),
            ("junit", Box::new(junit::Junit)),
            ("html", Box::new(html::Html)),
            ("csv", Box::new(csv::Csv)),
            ("webannotation", Box::new(webannotation::WebAnnotation)),
            ("dot", Box::new(dot::Dot)),
            ("mermaid", Box::new(mermaid::Mermaid { is_single: false })),
        ];
        let sizes = |size: usize, is_nested: bool| {
            let analysis = growing(size, is_nested);
            let id = analysis.parties[0].name.clone();
            let mut triage = Triage { fingerprints: Vec::new(), ..Triage::new(&crate::analyze("")) };
            triage.standings = vec![Standing::default(); analysis.findings.len()];
            triage.standings[0].suppression = Some(Suppression { reason: id.clone(), kind: SuppressionKind::InSource });
            let mut checked = Checked::new(&analysis, &id, &triage);
            let mut sizes = vec![
                ("table", table::render(&analysis).len()),
                ("attributions", csv::attributions(&analysis, &id).len()),
            ];
            for (name, format) in &formats {
                sizes.push((name, format.article(&checked).len() + format.entry(&checked).len()));
            }
            checked.record = Some(Record { file: "a.jsonl", line: 1 });
            sizes.extend(formats.iter().map(|(name, format)| (*name, format.article(&checked).len())));
            sizes
        };
        for is_nested in [false, true] {
            for ((format, small), (_, large)) in sizes(10_000, is_nested).into_iter().zip(sizes(100_000, is_nested)) {
                assert!(large < small * 12, "{format}: {small} and {large} bytes, nested: {is_nested}");
            }
        }
    }

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary(&Counts::default()), "no articles, no findings; no attributions");
        let analysis = analysis();
        let counts = Counts::of(&Checked::new(&analysis, "a", &Triage::new(&analysis)));
        assert_eq!(summary(&counts), "1 article, 1 finding: 1 warning; 1 attribution: 1 second-hand");
        let counts = counts.plus(Counts { articles: 2, notes: 3, firsthand: 10, known: 1, ..Counts::default() });
        assert_eq!(
            summary(&counts),
            "3 articles, 4 findings: 1 warning, 3 notes (1 in the baseline); 11 attributions: 10 first-hand, \
             1 second-hand"
        );
    }

    /// Builds an article with one attribution by hand, so that tests of formats
    /// do not depend on the grammar.
    pub(crate) fn analysis() -> Analysis<'static> {
        const TEXT: &str = "🦀 The Post quoted Ana Ruiz as saying “No” 🦀 today.";
        let span = |words: &str| {
            let start = TEXT.find(words).expect("in the text") as u32;
            Span::new(start, start + words.len() as u32)
        };
        let article = crate::article::Article {
            text: TEXT.into(),
            blanked: None,
            blocks: Vec::new(),
            comments: Vec::new(),
            metadata: crate::article::Metadata { agency: Some("UPI".to_owned()), ..Default::default() },
            dateline: None,
        };
        let party = |name: &str, kind, description| Party {
            name: name.to_owned(),
            kind,
            description,
            mentions: vec![span(name)],
        };
        let link = |role, relation, party, words| ChainLink { role, relation, party, mention: span(words) };
        Analysis {
            article,
            tokens: Vec::new(),
            marks: crate::lexicon::Marks::default(),
            strays: Vec::new(),
            quotations: vec![Quotation {
                span: span("“No”"),
                tokens: TokenSpan::new(0, 0),
                depth: 0,
                parent: None,
                closed: true,
                multi_paragraph: false,
            }],
            sentences: Vec::new(),
            parse: Default::default(),
            attributions: vec![Attribution {
                // Any construction will do: the formats only print its name.
                construction: "according-to".into(),
                act: Act::Statement,
                conveys: Conveys::Words,
                cue_form: Default::default(),
                evidentiality: Evidentiality::Sourced,
                source: vec![span("Ana Ruiz")],
                cue: vec![span("quoted"), span("as saying")],
                cue_head: 0,
                content: vec![span("“No”")],
                quotes: vec![0],
                quotation: QuotationKind::Direct,
                links: vec![Link { relation: Relation::Carried, span: span("The Post") }],
                venues: Vec::new(),
                sentence: 0,
                tokens: TokenSpan::new(0, 0),
                nested_in: None,
            }],
            chains: vec![Chain {
                links: vec![
                    link(Role::Intermediary, Some(Relation::Carried), 1, "The Post"),
                    link(Role::Origin, None, 0, "Ana Ruiz"),
                ],
                provenance: Provenance::Secondhand,
                reach: None,
            }],
            parties: vec![
                party("Ana Ruiz", PartyKind::Person, Some(span("today"))),
                party("The Post", PartyKind::Outlet, None),
            ],
            unresolved: vec![None],
            inner: Vec::new(),
            findings: vec![Finding {
                code: "SH001",
                rule: "second-hand-quote",
                severity: Severity::Warning,
                message: "a quotation that another outlet carried".to_owned(),
                help: "find the original".to_owned(),
                span: span("“No”"),
                labels: Vec::new(),
                attribution: Some(0),
            }],
        }
    }
}
