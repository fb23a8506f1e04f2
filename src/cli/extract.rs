//! `secondhand extract`: prints attributions for programs, or as a table.

use super::args::{ExtractArgs, Format, Place};
use super::batch::Batch;
use super::output::{Outputs, Target};
use super::terminal::{Status, fail, plural};
use super::{archive, batch, check};
use crate::Analysis;
use crate::error::Error;
use crate::report::json::{Document, Json};
use crate::report::{csv, readings, table};
use crate::source::LineIndex;
use crate::span::Span;
use crate::visible::leading;
use std::io;
use std::ops::ControlFlow;

pub(super) fn run(args: &ExtractArgs) -> Status {
    if args.format == Format::Parquet {
        return archive::run(args);
    }
    let outputs = Outputs::new(&[("--output", args.output.as_deref())]);
    let prepared = outputs.and_then(|outputs| Batch::new(&args.input, None, &outputs));
    let prepared = prepared.and_then(|mut batch| consistent(args, batch.is_single()).map(|()| batch));
    let to = || match &args.output {
        Some(path) => Target::file(path),
        None => Ok(Target::standard(Box::new(io::stdout().lock()))),
    };
    let (mut batch, mut out) = match prepared.and_then(|batch| Ok((batch, to()?))) {
        Ok(prepared) => prepared,
        Err(error) => return fail(&error),
    };
    let is_single = batch.is_single();
    let is_streamed = batch.is_streamed();
    let batch = if has_findings(args.format) { batch.of_any_confidence() } else { batch.without_rules() };
    out.is_streamed = is_streamed;
    let mut out = Output { out, format: args.format, is_single, articles: 0 };
    let width = check::terminal_width();
    let json = Json { is_single, offsets: args.offsets };
    let mut failed = Status::Clean;
    let outcome = batch.run(
        |&batch::Read { grammar, analysis, name: id, .. }| {
            let named = |table: String| if is_single { table } else { format!("{}\n{table}", leading(id)) };
            Ok(match args.format {
                Format::Table if args.explain => {
                    let places = spans(analysis, &args.at).map_err(|error| error.in_file(id))?;
                    named(readings::render(grammar, analysis, &places, width))
                }
                Format::Table => named(table::render(analysis, width)),
                Format::Json => json.document(&Document::new(analysis, id, args.offsets)),
                Format::Jsonl => Document::new(analysis, id, args.offsets).to_line() + "\n",
                Format::Csv => csv::attributions(analysis, id),
                // It has been written above.
                Format::Parquet => String::new(),
            })
        },
        |article: Result<String, Error>| match article {
            Ok(article) => out.article(&article),
            Err(error) => {
                failed = fail(&error);
                ControlFlow::Continue(())
            }
        },
    );
    if outcome.status == Status::Failed && out.articles == 0 && args.output.is_some() {
        out.out.abandon("nothing could be read");
        return Status::Failed;
    }
    outcome.status.max(failed).max(out.finish())
}

/// Whether articles are printed with their findings.
const fn has_findings(format: Format) -> bool {
    matches!(format, Format::Json | Format::Jsonl)
}

fn consistent(args: &ExtractArgs, is_single: bool) -> Result<(), Error> {
    if args.explain && args.format != Format::Table {
        return Err(Error::new("`--explain` is a text for people and has no other format")
            .with_help("leave out `--format`; programs get the same from the library's `Grammar::considered`"));
    }
    if !args.at.is_empty() && !is_single {
        return Err(Error::new("`--at` is a place in one article, and there may be several")
            .with_help("name a single text file, or pipe one to standard input"));
    }
    Ok(())
}

/// Converts places in the article to spans. Fails if there is no such line or
/// column.
fn spans(analysis: &Analysis<'_>, places: &[Place]) -> Result<Vec<Span>, Error> {
    let article = &analysis.article;
    let text = article.file_text();
    let lines = LineIndex::new(text);
    let in_text = |span: Span| match &article.map {
        Some(map) => map.to_text(span.range()).unwrap_or_default(),
        None => span,
    };
    let span = |place: &Place| {
        lines.span(place.line, place.column).map(in_text).ok_or_else(|| {
            match (lines.span(place.line, None), place.column) {
                (Some(line), Some(column)) => {
                    let length = line.of(text).trim_end_matches(['\r', '\n']).chars().count();
                    Error::new(format!("there is no column {column} in line {}", place.line))
                        .with_help(format!("the line has {length} characters"))
                }
                _ => Error::new(format!("there is no line {}", place.line))
                    .with_help(format!("the article has {}", plural(lines.count(), "line"))),
            }
        })
    };
    places.iter().map(span).collect()
}

/// Writes the rendered articles one after the other. As JSON, several articles
/// are an array, so that the output is a single JSON value.
struct Output {
    out: Target,
    format: Format,
    is_single: bool,
    articles: usize,
}

impl Output {
    fn article(&mut self, article: &str) -> ControlFlow<Status> {
        let before = match (self.format, self.articles) {
            (Format::Csv, 0) => csv::attributions_head(),
            (Format::Table, 1..) => "\n".to_owned(),
            (Format::Json, 0) if !self.is_single => "[".to_owned(),
            (Format::Json, 1..) => ",".to_owned(),
            _ => String::new(),
        };
        self.articles += 1;
        self.out.put(&before)?;
        self.out.put(article)
    }

    fn finish(mut self) -> Status {
        let end = match (self.format, self.is_single, self.articles) {
            (Format::Json, true, 1..) => "\n",
            (Format::Json, false, 0) => "[]\n",
            (Format::Json, false, _) => "\n]\n",
            _ => "",
        };
        match self.out.put(end) {
            ControlFlow::Continue(()) => self.out.finish(),
            ControlFlow::Break(status) => status,
        }
    }
}
