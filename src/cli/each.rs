//! Runs a function for many works on all threads; results come in the order of
//! the works.

use super::terminal::{Status, fail, tell};
use crate::error::Error;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::time::{Duration, Instant};

/// A chunk is full when it has this many articles, or this many bytes of JSON
/// Lines. One chunk is in memory at a time.
const CHUNK: usize = 64;
const CHUNK_BYTES: usize = 1 << 22;

/// Runs `work`, and returns an error if it panics. The analysis never panics.
/// If a bug makes it panic, only that article fails, and the others are still
/// read.
pub(super) fn caught<T>(id: &str, work: impl FnOnce() -> T) -> Result<T, Error> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Error::new("internal error: the article could not be analysed")
            .in_file(id)
            .with_help("this is a bug in secondhand; please report it with the article")
    })
}

/// Messages about an article that was processed nevertheless.
#[derive(Default)]
pub(super) struct Told {
    /// Each note is printed once, even if several articles have it.
    pub(super) notes: Vec<String>,
    pub(super) errors: Vec<Error>,
}

/// Runs `one` for all works on all threads, and `emit` for the results in the
/// order of the works. Prints the messages that come with a result. `bytes`
/// returns how many bytes of memory a work takes.
pub(super) fn each<W: Send, T: Send>(
    works: impl Iterator<Item = W>,
    bytes: impl Fn(&W) -> usize,
    show_progress: bool,
    one: impl Fn(W) -> Vec<Result<(T, Told), Error>> + Sync,
    mut emit: impl FnMut(T) -> ControlFlow<Status>,
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
            held = held.saturating_add(bytes(&work));
            chunk.push(work);
        }
        let done = chunk.len();
        let results: Vec<_> = match chunk.len() {
            0 => break,
            // A single article is processed without starting threads.
            1 => chunk.into_iter().map(&one).collect::<Vec<_>>(),
            _ => chunk.into_par_iter().map(&one).collect(),
        };
        for result in results.into_iter().flatten() {
            match result {
                Ok((output, Told { notes, errors })) => {
                    for error in errors {
                        status = progress.pause(|| fail(&error));
                    }
                    for note in notes {
                        if told.insert(note.clone()) {
                            progress.pause(|| tell("note", &note));
                        }
                    }
                    if let ControlFlow::Break(broken) = emit(output) {
                        return status.max(broken);
                    }
                }
                Err(error) => status = progress.pause(|| fail(&error)),
            }
        }
        progress.advance(done);
    }
    status
}

/// The number of articles done, on standard error. It is shown only on a
/// terminal, and only if a run takes more than a second.
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

    /// Hides the progress bar while `tell` prints.
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
