//! `secondhand check`: prints the findings in the requested format.

use super::args::{CheckArgs, CheckFormat, Color, ShownArgs, Sort};
use super::batch::Batch;
use super::output::{Outputs, Target};
use super::terminal::{Status, fail};
use crate::report::concise::Concise;
use crate::report::csv::Csv;
use crate::report::dot::Dot;
use crate::report::github::Github;
use crate::report::html::Html;
use crate::report::human::{Detail, Human, Order};
use crate::report::json::{Json, Jsonl};
use crate::report::junit::Junit;
use crate::report::mermaid::Mermaid;
use crate::report::sarif::Sarif;
use crate::report::statistics::Statistics;
use crate::report::webannotation::WebAnnotation;
use crate::report::{Checked, Counts, Format, Ids};
use crate::source::Offsets;
use anstream::{AutoStream, ColorChoice};
use std::io;
use std::ops::ControlFlow;

pub(super) fn run(args: &CheckArgs) -> Status {
    let choice = match args.color {
        // A file gets no colours, even if standard output is a terminal.
        Color::Auto if args.output.is_some() => ColorChoice::Never,
        Color::Auto => AutoStream::choice(&io::stdout()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let named = [("--output", args.output.as_deref()), ("--write-baseline", args.gate.write_baseline.as_deref())];
    let prepared = Outputs::new(&named).and_then(|outputs| Batch::new(&args.input, Some(&args.gate), &outputs));
    let to = || match &args.output {
        // Formats for programs are written unchanged. Only the human format has
        // colours, which are adapted to the terminal.
        None if matches!(args.format, CheckFormat::Human | CheckFormat::Full) && choice != ColorChoice::Never => {
            Ok(Target::standard(Box::new(AutoStream::new(io::stdout().lock(), choice))))
        }
        None => Ok(Target::standard(Box::new(io::stdout().lock()))),
        Some(path) => Target::file(path),
    };
    let (mut batch, mut to) = match prepared.and_then(|batch| Ok((batch, to()?))) {
        Ok(prepared) => prepared,
        Err(error) => return fail(&error),
    };
    to.is_streamed = batch.is_streamed();
    let format = format(args, choice != ColorChoice::Never, batch.is_single());
    let mut out =
        Output { out: to, format: &*format, held: None, entries: Vec::new(), ids: Ids::default(), is_first: true };
    if let ControlFlow::Break(status) = out.begin() {
        return status;
    }
    let mut total = Counts::default();
    let mut statistics = Statistics::default();
    let outcome = batch.run(
        |read| {
            let mut checked = Checked::new(read.analysis, read.name, read.triage);
            checked.record = read.record;
            if args.shown.statistics {
                return (String::new(), String::new(), Counts::of(&checked), Statistics::of(&checked));
            }
            (format.entry(&checked), format.article(&checked), Counts::of(&checked), Statistics::default())
        },
        |(entry, article, counts, counted)| {
            total = total.plus(counts);
            statistics.add(counted);
            out.article(entry, article)
        },
    );
    let written = if outcome.is_void && args.output.is_some() {
        // Otherwise the report would call findings known that are in no
        // baseline.
        out.out.abandon("the baseline was not written");
        Status::Failed
    } else if outcome.status == Status::Failed && total.articles == 0 && args.output.is_some() {
        out.out.abandon("nothing could be read");
        Status::Failed
    } else if args.shown.statistics {
        out.out.write(&statistics.render(&total))
    } else {
        out.finish(&total)
    };
    let found = if outcome.fails { Status::Findings } else { Status::Clean };
    outcome.status.max(written).max(found)
}

fn format(args: &CheckArgs, color: bool, is_single: bool) -> Box<dyn Format> {
    let offsets = Offsets::Codepoints;
    match args.format {
        CheckFormat::Human => Box::new(shown(&args.shown, Human::overview(color, terminal_width()))),
        CheckFormat::Full => Box::new(shown(&args.shown, Human::full(color, terminal_width()))),
        CheckFormat::Concise => Box::new(Concise),
        CheckFormat::Json => Box::new(Json { is_single, offsets }),
        CheckFormat::Jsonl => Box::new(Jsonl { offsets }),
        CheckFormat::Sarif => Box::new(Sarif),
        CheckFormat::Github => Box::new(Github),
        CheckFormat::Junit => Box::new(Junit),
        CheckFormat::Html => Box::new(Html),
        CheckFormat::Csv => Box::new(Csv),
        CheckFormat::Webannotation => Box::new(WebAnnotation),
        CheckFormat::Dot => Box::new(Dot),
        CheckFormat::Mermaid => Box::new(Mermaid { is_single }),
    }
}

/// Applies the options for the formats for people.
fn shown(args: &ShownArgs, human: Human) -> Human {
    let order = match args.sort {
        Some(Sort::Place) => Order::Place,
        Some(Sort::Severity) => Order::Severity,
        None => human.order,
    };
    Human {
        detail: if args.quiet { Detail::Quiet } else { human.detail },
        most: args.max_findings.unwrap_or(human.most),
        order,
        is_verbose: args.verbose,
        ..human
    }
}

/// Writes the rendered articles one after the other.
struct Output<'a> {
    out: Target,
    format: &'a dyn Format,
    /// The articles so far, if the format has a table of contents, which must
    /// be written before them.
    held: Option<String>,
    entries: Vec<String>,
    ids: Ids,
    is_first: bool,
}

impl Output<'_> {
    fn begin(&mut self) -> ControlFlow<Status> {
        if self.format.has_contents() {
            self.held = Some(String::new());
            return ControlFlow::Continue(());
        }
        self.out.put(&self.format.head(&[]))
    }

    fn article(&mut self, mut entry: String, mut article: String) -> ControlFlow<Status> {
        let between = if self.is_first || article.is_empty() { "" } else { self.format.between() };
        self.is_first &= article.is_empty();
        match &mut self.held {
            Some(held) => {
                self.ids.tell_apart(self.format, &mut entry, &mut article);
                self.entries.push(entry);
                held.push_str(between);
                held.push_str(&article);
                ControlFlow::Continue(())
            }
            None => {
                self.out.put(between)?;
                self.out.put(&article)
            }
        }
    }

    fn finish(mut self, counts: &Counts) -> Status {
        let mut end = || {
            if let Some(held) = self.held.take() {
                self.out.put(&self.format.head(&self.entries))?;
                self.out.put(&held)?;
            }
            self.out.put(&self.format.foot(counts))
        };
        match end() {
            ControlFlow::Continue(()) => self.out.finish(),
            ControlFlow::Break(status) => status,
        }
    }
}

/// Returns the value of `COLUMNS`, else the terminal's width, else 100; at
/// least 40 and at most 160.
pub(super) fn terminal_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let width = columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
    width.unwrap_or(100).clamp(40, 160)
}
