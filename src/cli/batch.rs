//! Many articles on many threads, their results in the order of the input.

use super::args::{InputArgs, SettingArgs};
use super::input::{Work, Works};
use super::{Status, grammar, input};
use crate::analysis::Analysis;
use crate::analyzer::Analyzer;
use crate::error::Error;
use crate::grammar::Grammar;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Most articles, and most bytes of JSON, in memory at a time.
const CHUNK: usize = 64;
const CHUNK_BYTES: usize = 1 << 24;

/// Analyses every article of the command line: `render` runs on all threads,
/// `emit` gets what it returned in the order of the input. Errors and notes
/// are told in between, and the status says whether there were errors.
///
/// Stops early when `emit` cannot write.
pub(super) fn run<T: Send>(
    args: &InputArgs,
    render: impl Fn(&Grammar, &Analysis<'_>, &str) -> T + Sync,
    emit: impl FnMut(T) -> io::Result<()>,
) -> Status {
    let prepared = grammar::load(&args.settings.grammar).and_then(|grammar| Ok((grammar, Works::new(args)?)));
    let (grammar, works) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return super::fail(&error),
    };
    let analyzer = analyzer(&args.settings, grammar.clone());
    let grammar = grammar.as_deref().unwrap_or_else(|| Grammar::builtin());
    let one = |work: Work| -> Result<(T, Option<String>), Error> {
        let input::Article { text, metadata, note } = work.read()?;
        let id = metadata.id.clone().unwrap_or_default();
        let rendered = caught(&id, || render(grammar, &analyzer.analyze_with(&text, metadata), &id))?;
        Ok((rendered, note))
    };
    let bytes = |work: &Work| if let Work::Line { bytes, .. } = work { bytes.len() } else { 0 };
    // Where the output itself goes to the terminal it shows how far one is.
    each(works, bytes, !io::stdout().is_terminal(), one, emit)
}

/// What `work` returns. The analysis never panics. Should it do so, that is a
/// bug of one article, and the others are still read.
pub(super) fn caught<T>(id: &str, work: impl FnOnce() -> T) -> Result<T, Error> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Error::new("internal error: the article could not be analysed")
            .in_file(id)
            .with_help("this is a bug in secondhand; please report it with the article")
    })
}

/// Does `one` for all works on all threads, and `emit` for the results in the
/// order of the works; a result comes with a note to tell, once. `bytes` says
/// how much memory a work takes.
pub(super) fn each<W: Send, T: Send>(
    works: impl Iterator<Item = W>,
    bytes: impl Fn(&W) -> usize,
    show_progress: bool,
    one: impl Fn(W) -> Result<(T, Option<String>), Error> + Sync,
    mut emit: impl FnMut(T) -> io::Result<()>,
) -> Status {
    let mut status = Status::Clean;
    let mut told = BTreeSet::new();
    let mut progress = Progress::new(show_progress);
    let mut works = works.peekable();
    loop {
        let mut held = 0;
        let mut chunk = Vec::new();
        while chunk.len() < CHUNK && held < CHUNK_BYTES {
            let Some(work) = works.next() else { break };
            held += bytes(&work);
            chunk.push(work);
        }
        let done = chunk.len();
        let results: Vec<_> = match chunk.len() {
            0 => break,
            // No threads are started for a single article.
            1 => chunk.into_iter().map(&one).collect(),
            _ => chunk.into_par_iter().map(&one).collect(),
        };
        for result in results {
            match result {
                Ok((output, note)) => {
                    if let Some(note) = note
                        && told.insert(note.clone())
                    {
                        progress.pause(|| super::tell("note", &note));
                    }
                    if let Err(error) = emit(output) {
                        return status.max(super::written(Err(error)));
                    }
                }
                Err(error) => status = progress.pause(|| super::fail(&error)),
            }
        }
        progress.advance(done);
    }
    status
}

/// With these settings; `None` is the built-in grammar.
pub(super) fn analyzer(args: &SettingArgs, grammar: Option<Arc<Grammar>>) -> Analyzer {
    let mut analyzer = Analyzer::new();
    if let Some(grammar) = grammar {
        analyzer = analyzer.grammar(grammar);
    }
    if let Some(name) = &args.publisher {
        analyzer = analyzer.publisher(name);
    }
    if let Some(name) = &args.agency {
        analyzer = analyzer.agency(name);
    }
    if let Some(date) = &args.date {
        analyzer = analyzer.date(date);
    }
    analyzer
}

/// How many articles are done, on standard error, once that takes long, and
/// only on a terminal.
struct Progress {
    since: Instant,
    bar: Option<ProgressBar>,
    wanted: bool,
    done: u64,
}

impl Progress {
    fn new(wanted: bool) -> Self {
        let wanted = wanted && io::stderr().is_terminal();
        Self { since: Instant::now(), bar: None, wanted, done: 0 }
    }

    fn advance(&mut self, articles: usize) {
        self.done += articles as u64;
        if self.wanted && self.bar.is_none() && self.since.elapsed() > Duration::from_secs(1) {
            let style = ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}, {elapsed}");
            let bar = ProgressBar::no_length().with_elapsed(self.since.elapsed());
            self.bar = Some(match style {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            });
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }

    /// Clears the bar while something else is told.
    fn pause<T>(&self, tell: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(tell),
            None => tell(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
