//! `secondhand extract`: attributions for programs, and a table to look at.

use super::args::{ExtractArgs, Format, Place};
use super::input::Works;
use super::{Status, batch, check};
use crate::Analysis;
use crate::error::Error;
use crate::report::json::{Document, Json};
use crate::report::{csv, readings, table};
use crate::source::LineIndex;
use crate::span::Span;
use crate::visible::leading;
use std::io::{self, Write};

pub(super) fn run(args: &ExtractArgs) -> Status {
    let is_single = Works::is_single(&args.input);
    if let Err(error) = consistent(args, is_single) {
        return super::fail(&error);
    }
    let mut out = Output {
        out: io::BufWriter::with_capacity(1 << 16, io::stdout().lock()),
        format: args.format,
        is_single,
        articles: 0,
    };
    let width = check::terminal_width();
    let json = Json { is_single, offsets: args.offsets };
    let mut failed = Status::Clean;
    let outcome = batch::run(
        &args.input,
        None,
        |&batch::Read { grammar, analysis, name: id, .. }| {
            let named = |table: String| if is_single { table } else { format!("{}\n{table}", leading(id)) };
            Ok(match args.format {
                Format::Table if args.explain => {
                    let places = spans(analysis, &args.at).map_err(|error| error.in_file(id))?;
                    named(readings::render(grammar, analysis, &places, width))
                }
                Format::Table => named(table::render(analysis)),
                Format::Json => json.document(&Document::new(analysis, id, args.offsets)),
                Format::Jsonl => Document::new(analysis, id, args.offsets).to_line() + "\n",
                Format::Csv => csv::attributions(analysis, id),
            })
        },
        |article: Result<String, Error>| match article {
            Ok(article) => out.article(&article),
            Err(error) => {
                failed = super::fail(&error);
                Ok(())
            }
        },
    );
    outcome.status.max(failed).max(super::written(out.finish()))
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

/// Places of the article as spans.
fn spans(analysis: &Analysis<'_>, places: &[Place]) -> Result<Vec<Span>, Error> {
    let text = &*analysis.article.text;
    let lines = LineIndex::new(text);
    let span = |place: &Place| {
        lines.span(place.line, place.column).ok_or_else(|| match (lines.span(place.line, None), place.column) {
            (Some(line), Some(column)) => {
                let length = line.of(text).trim_end_matches(['\r', '\n']).chars().count();
                Error::new(format!("there is no column {column} in line {}", place.line))
                    .with_help(format!("the line has {length} characters"))
            }
            _ => Error::new(format!("there is no line {}", place.line))
                .with_help(format!("the article has {}", super::plural(text.lines().count(), "line"))),
        })
    };
    places.iter().map(span).collect()
}

/// Puts the articles together. JSON of several is an array, so that one
/// object is never followed by another.
struct Output<W: Write> {
    out: W,
    format: Format,
    is_single: bool,
    articles: usize,
}

impl<W: Write> Output<W> {
    fn article(&mut self, article: &str) -> io::Result<()> {
        self.out.write_all(
            match (self.format, self.articles) {
                (Format::Csv, 0) => csv::attributions_head(),
                (Format::Table, 1..) => "\n".to_owned(),
                (Format::Json, 0) if !self.is_single => "[".to_owned(),
                (Format::Json, 1..) => ",".to_owned(),
                _ => String::new(),
            }
            .as_bytes(),
        )?;
        self.articles += 1;
        self.out.write_all(article.as_bytes())
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.format == Format::Json {
            self.out.write_all(match (self.is_single, self.articles) {
                (true, 0) => b"",
                (true, _) => b"\n",
                (false, 0) => b"[]\n",
                (false, _) => b"\n]\n",
            })?;
        }
        self.out.flush()
    }
}
