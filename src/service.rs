//! Answers for programs that hand over a file and want its articles back: the
//! page in the browser and the local server.
//!
//! ```
//! use secondhand::service::{self, Options};
//! let options = Options::parse(r#"{"publisher":"The Courier"}"#)?;
//! let articles = service::read("“No,” Ana Ruiz told Der Spiegel.".into(), "a.txt", &options)?;
//! let json = service::render(&articles, "json")?;
//! assert!(json.contains("\"provenance\": \"secondhand\""));
//! # Ok::<(), secondhand::Error>(())
//! ```

use crate::analysis::Analysis;
use crate::analyzer::Analyzer;
use crate::error::{self, Error, ErrorKind};
use crate::finding::Severity;
use crate::read::{self, Document, PartKind, SourceMap};
use crate::report::concise::Concise;
use crate::report::csv::Csv;
use crate::report::dot::Dot;
use crate::report::github::Github;
use crate::report::html::Html;
use crate::report::json::{self, Json, Jsonl};
use crate::report::junit::Junit;
use crate::report::mermaid::Mermaid;
use crate::report::sarif::Sarif;
use crate::report::webannotation::WebAnnotation;
use crate::report::{self, Checked, Format, Record};
use crate::rules::RULES;
use crate::settings::{self, Effective, Layer, Settings};
use crate::source::{OffsetMap, Offsets};
use crate::span::Span;
use crate::suppression;
use crate::triage::Triage;
use serde::{Deserialize, Serialize};

#[cfg(feature = "serve")]
pub(crate) mod schema;

/// How a file is read and checked. What is left out is as the command has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Options {
    /// The publisher, where the article does not say it.
    pub publisher: Option<String>,
    /// The news agency that the article is credited to, where it does not say
    /// so.
    pub agency: Option<String>,
    /// The day when it was published, as `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The rules that run, by code or name, or `all` or `default`; other rules
    /// do not.
    pub select: Option<Vec<String>>,
    /// The rules that do not run.
    pub ignore: Vec<String>,
    /// The text of a settings file. The options above override it.
    pub settings: Option<String>,
}

impl Options {
    /// Reads options from a JSON object. An empty text means none.
    ///
    /// # Errors
    /// If the text is no such object.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(text)
            .map_err(|error| Error::new(format!("wrong options: {error}")).of(ErrorKind::Settings))
    }

    /// Returns the settings for these options.
    fn effective(&self) -> Result<Effective, Error> {
        let codes = |names: &[String]| -> Result<Vec<&'static str>, Error> {
            let mut codes = Vec::new();
            for name in names {
                codes.extend(settings::select(name)?);
            }
            Ok(codes)
        };
        let own = Layer {
            publisher: self.publisher.clone().filter(|name| !name.trim().is_empty()),
            agency: self.agency.clone().filter(|name| !name.trim().is_empty()),
            select: self.select.as_deref().map(codes).transpose()?,
            ignore: codes(&self.ignore)?,
            ..Layer::default()
        };
        let file = self.settings.as_deref().map(|text| Settings::parse(text, settings::FILE_NAME)).transpose()?;
        Ok(Effective::of(file.iter().map(|file| &file.base).chain([&own])))
    }
}

/// An article of a file, analysed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Article {
    /// Its name in the output: that of the file, or its id in a file of several.
    pub name: String,
    /// The file, and the line on which the article begins, if the file has
    /// several and tells it.
    pub place: Option<(String, usize)>,
    /// The article as it was read.
    pub document: Document,
    /// What was found.
    pub analysis: Analysis<'static>,
    /// The states of the findings.
    pub triage: Triage,
}

/// Reads the articles of a file and analyses each.
///
/// # Errors
/// If the file is none that can be read, or an option is wrong.
pub fn read(bytes: Vec<u8>, name: &str, options: &Options) -> Result<Vec<Article>, Error> {
    let mut documents = read::read(bytes, name, None)?;
    read::name_articles(&mut documents, name);
    let settings = options.effective()?;
    let mut analyzer = Analyzer::new().settings(&settings);
    if let Some(date) = options.date.as_ref().filter(|date| !date.trim().is_empty()) {
        analyzer = analyzer.date(date);
    }
    let is_single = documents.len() == 1;
    let one = |mut document: Document| {
        let line = document.map.as_deref().filter(|_| !is_single).map(SourceMap::first_line);
        let place = line.map(|line| (name.to_owned(), line));
        let name = document.metadata.id.clone().unwrap_or_default();
        let analysis = analyzer.analyze_document(&document).into_owned();
        let (directives, errors) = suppression::in_article(&analysis.article, &name);
        document.notes.extend(errors.iter().map(Error::to_string));
        let triage = Triage::with(&analysis, &directives, None, &settings);
        Article { name, place, document, analysis, triage }
    };
    Ok(documents.into_iter().map(one).collect())
}

/// Renders articles in a format of `secondhand check`, by its name: the same
/// bytes as the command prints, in UTF-8.
///
/// # Errors
/// If there is no such format.
pub fn render<'a>(articles: &'a [Article], format: &str) -> Result<String, Error> {
    let checked = |article: &'a Article| {
        let mut checked = Checked::new(&article.analysis, &article.name, &article.triage);
        checked.record = article.place.as_ref().map(|(file, line)| Record { file, line: *line });
        checked
    };
    let checked: Vec<Checked<'_>> = articles.iter().map(checked).collect();
    Ok(report::page(&*by_name(format, articles.len() == 1)?, &checked))
}

/// The formats that [`render`] knows, with their media types.
pub const FORMATS: [(&str, &str); 11] = [
    ("concise", "text/plain; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("dot", "text/vnd.graphviz"),
    ("github", "text/plain; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("junit", "application/xml"),
    ("mermaid", "text/plain; charset=utf-8"),
    ("sarif", "application/sarif+json"),
    ("webannotation", "application/ld+json"),
];

fn by_name(name: &str, is_single: bool) -> Result<Box<dyn Format>, Error> {
    let offsets = Offsets::Codepoints;
    Ok(match name {
        "concise" => Box::new(Concise),
        "csv" => Box::new(Csv),
        "dot" => Box::new(Dot),
        "github" => Box::new(Github),
        "html" => Box::new(Html),
        "json" => Box::new(Json { is_single, offsets }),
        "jsonl" => Box::new(Jsonl { offsets }),
        "junit" => Box::new(Junit),
        "mermaid" => Box::new(Mermaid { is_single }),
        "sarif" => Box::new(Sarif),
        "webannotation" => Box::new(WebAnnotation),
        _ => {
            let help = error::suggest(name, FORMATS.iter().map(|(name, _)| *name), "the formats are");
            return Err(Error::new(format!("there is no format called `{name}`")).with_help(help));
        }
    })
}

/// An article for programs that show it: its text with its parts, and all that
/// was found. All places count UTF-16 units of `text`, as strings of JavaScript
/// do.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct View<'a> {
    /// The text of the article.
    pub text: &'a str,
    /// The parts of the text, in its order.
    pub parts: Vec<Part>,
    /// What there is to say about how the file was read.
    pub notes: &'a [String],
    /// What was found, as `secondhand check --format json` prints it, with
    /// places in `text`.
    pub found: json::Document<'a>,
}

/// A part of an article.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Offset of its first unit.
    pub start: u32,
    /// Offset just past its last unit.
    pub end: u32,
}

/// Returns the articles as JSON: a list of [`View`]s.
#[must_use]
pub fn views(articles: &[Article]) -> String {
    let of_text: Vec<Analysis<'_>> = articles.iter().map(|article| in_text(&article.analysis)).collect();
    let checked: Vec<Checked<'_>> = articles
        .iter()
        .zip(&of_text)
        .map(|(article, analysis)| Checked::new(analysis, &article.name, &article.triage))
        .collect();
    let views = articles.iter().zip(&checked).map(|(article, checked)| {
        let text = checked.text();
        let map = OffsetMap::new(text, Offsets::Utf16);
        let parts = report::document::placed(&checked.analysis.article, &article.document);
        let part = |(kind, span): (PartKind, Span)| Part { kind, start: map.get(span.start), end: map.get(span.end) };
        View {
            text,
            parts: parts.into_iter().map(part).collect(),
            notes: &article.document.notes,
            found: json::Document::checked(checked, Offsets::Utf16),
        }
    });
    serde_json::to_string(&views.collect::<Vec<_>>()).unwrap_or_default()
}

/// Returns an analysis whose places are those of its text, not of the file that
/// the text was read from.
fn in_text<'a>(analysis: &Analysis<'a>) -> Analysis<'a> {
    let mut analysis = analysis.clone();
    analysis.article.map = None;
    analysis
}

/// A rule, for programs that let people choose rules.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Rule {
    /// `SH001`
    pub code: &'static str,
    /// `second-hand-quote`
    pub name: &'static str,
    /// What it finds, in a sentence.
    pub about: String,
    /// The severity of its findings.
    pub severity: Severity,
    /// Whether it runs by default.
    pub default: bool,
}

/// Returns all rules as JSON: a list of [`Rule`]s.
#[must_use]
pub fn rules() -> String {
    let rules: Vec<Rule> = RULES
        .iter()
        .map(|rule| Rule {
            code: rule.code(),
            name: rule.name(),
            about: report::explain::about(*rule),
            severity: rule.severity(),
            default: rule.is_default(),
        })
        .collect();
    serde_json::to_string(&rules).unwrap_or_default()
}
