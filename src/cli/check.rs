//! `secondhand check`: the report for people.

use super::args::{CheckArgs, Color};
use super::{Status, batch};
use crate::analysis::Analysis;
use crate::chain::Provenance;
use crate::finding::Severity;
use anstream::{AutoStream, ColorChoice};
use std::io::{self, Write as _};

/// What the summary counts.
#[derive(Clone, Copy, Default)]
struct Counts {
    articles: usize,
    attributions: usize,
    secondhand: usize,
    hearsay: usize,
    unsourced: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    worst: Option<Severity>,
}

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
    let status = batch::run(
        &args.input,
        |analysis, _, name| (render(analysis, name, color, width), Counts::of(analysis)),
        |(report, counts)| {
            total.add(counts);
            out.write_all(report.as_bytes())
        },
    );
    let summary = if total.articles > 0 { total.summary() } else { String::new() };
    let written = super::written(out.write_all(summary.as_bytes()).and_then(|()| out.flush()));
    let found = if args.fail_on.admits(total.worst) { Status::Clean } else { Status::Findings };
    status.max(written).max(found)
}

/// The report on one article. The only place that knows who writes it.
fn render(analysis: &Analysis<'_>, name: &str, _color: bool, _width: usize) -> String {
    let lines = crate::source::LineIndex::new(&analysis.article.text);
    let mut report = String::new();
    for finding in &analysis.findings {
        let (line, column) = lines.place(finding.span.start);
        let severity = format!("{:?}", finding.severity).to_lowercase();
        report += &format!("{name}:{line}:{column}: {severity}[{}]: {}\n", finding.code, finding.message);
        if let Some(attribution) = finding.attribution {
            report += &format!("  {}\n", analysis.chain_line(attribution as usize));
        }
        report += &format!("  help: {}\n", finding.help);
    }
    report
}

/// `COLUMNS`, the terminal's width, or 100.
fn terminal_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let width = columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
    width.unwrap_or(100).clamp(40, 160)
}

impl Counts {
    fn of(analysis: &Analysis<'_>) -> Self {
        let class = |class| analysis.chains.iter().filter(|c| c.provenance == class).count();
        let severity = |severity| analysis.findings.iter().filter(|f| f.severity == severity).count();
        Self {
            articles: 1,
            attributions: analysis.attributions.len(),
            secondhand: class(Provenance::Secondhand),
            hearsay: class(Provenance::Hearsay),
            unsourced: class(Provenance::Unsourced),
            errors: severity(Severity::Error),
            warnings: severity(Severity::Warning),
            notes: severity(Severity::Note),
            worst: analysis.findings.iter().map(|f| f.severity).max(),
        }
    }

    fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.attributions += other.attributions;
        self.secondhand += other.secondhand;
        self.hearsay += other.hearsay;
        self.unsourced += other.unsourced;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self.worst = self.worst.max(other.worst);
    }

    /// *checked 3 articles with 41 attributions: 5 second-hand, 2 hearsay,
    /// 1 unsourced; 3 warnings, 1 note*
    fn summary(&self) -> String {
        let findings: Vec<String> = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")]
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| plural(n, what))
            .collect();
        let findings = if findings.is_empty() { "no findings".to_owned() } else { findings.join(", ") };
        let classes = if self.attributions == 0 {
            String::new()
        } else {
            format!(": {} second-hand, {} hearsay, {} unsourced", self.secondhand, self.hearsay, self.unsourced)
        };
        format!(
            "checked {} with {}{classes}; {findings}\n",
            plural(self.articles, "article"),
            plural(self.attributions, "attribution"),
        )
    }
}

fn plural(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
