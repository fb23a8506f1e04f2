//! `secondhand check`: the report for people.

use super::args::{CheckArgs, Color};
use super::{Status, batch};
use crate::report::human::{self, Counts};
use anstream::{AutoStream, ColorChoice};
use std::io::{self, Write as _};

pub(super) fn run(args: &CheckArgs) -> Status {
    let choice = match args.color {
        Color::Auto => AutoStream::choice(&io::stdout()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let color = choice != ColorChoice::Never;
    let width = terminal_width();
    let mut out = io::BufWriter::new(AutoStream::new(io::stdout().lock(), choice));
    let mut total = Counts::default();
    let mut worst = None;
    let status = batch::run(
        &args.input,
        |_, analysis, name| {
            let mut counts = Counts::default();
            counts.add(analysis);
            let worst = analysis.findings.iter().map(|finding| finding.severity).max();
            (human::render(analysis, name, color, width), counts, worst)
        },
        |(report, counts, severity)| {
            total = total.plus(counts);
            worst = worst.max(severity);
            out.write_all(report.as_bytes())
        },
    );
    // Where nothing could be read, the errors have said all there is to say.
    let summary = if total.articles > 0 { human::summary(&total) + "\n" } else { String::new() };
    let written = super::written(out.write_all(summary.as_bytes()).and_then(|()| out.flush()));
    let found = if args.fail_on.admits(worst) { Status::Clean } else { Status::Findings };
    status.max(written).max(found)
}

/// `COLUMNS`, the terminal's width, or 100.
pub(super) fn terminal_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let width = columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
    width.unwrap_or(100).clamp(40, 160)
}
