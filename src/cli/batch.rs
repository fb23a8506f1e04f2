//! Many articles on many threads, their results in the order of the input.

use super::args::{GateArgs, InputArgs, SettingArgs};
use super::input::{Sidecar, Work, Works};
use super::settings::{self, Job, Known, Profiles};
use super::{Status, input};
use crate::analysis::Analysis;
use crate::analyzer::Analyzer;
use crate::baseline::{self, Baseline};
use crate::error::Error;
use crate::grammar::Grammar;
use crate::report::Record;
use crate::suppression::{self, Directive};
use crate::triage::Triage;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, IsTerminal as _};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Most articles, and most bytes of JSON, in memory at a time.
const CHUNK: usize = 64;
const CHUNK_BYTES: usize = 1 << 24;

/// One article as it was read, for whoever writes it down.
pub(super) struct Read<'a> {
    pub(super) grammar: &'a Grammar,
    pub(super) analysis: &'a Analysis<'a>,
    /// What it goes by: its path, or its id in JSON Lines.
    pub(super) name: &'a str,
    /// Where it stands, in a file of JSON Lines.
    pub(super) record: Option<Record<'a>>,
    pub(super) triage: &'a Triage,
}

/// How a run went.
pub(super) struct Outcome {
    /// Whether there were errors.
    pub(super) status: Status,
    /// Whether an article has something that its settings do not admit.
    pub(super) fails: bool,
}

/// Analyses every article of the command line, each by its settings: `render`
/// runs on all threads, `emit` gets what it returned in the order of the
/// input. Errors and notes are told in between.
///
/// Without a gate no baseline is heeded. Stops early when `emit` cannot write.
pub(super) fn run<T: Send>(
    args: &InputArgs,
    gate: Option<&GateArgs>,
    render: impl Fn(&Read<'_>) -> T + Sync,
    mut emit: impl FnMut(T) -> io::Result<()>,
) -> Outcome {
    let prepared = Profiles::new(&args.reading, gate).and_then(|profiles| Ok((profiles, Works::new(args)?)));
    let (mut profiles, works) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return Outcome { status: super::fail(&error), fails: false },
    };
    let mut ledger = Ledger::new(gate);
    let writes = ledger.folder.clone();
    let one = |job: Job| -> Result<(Done<T>, Told), Error> {
        let Job { work, profile, path, sidecar } = job;
        let is_line = matches!(work, Work::Line { .. });
        let stands = work.stands();
        let input::Article { text, metadata, note } = work.read()?;
        let id = metadata.id.clone().unwrap_or_default();
        let grammar = profile.grammar.as_deref().unwrap_or_else(|| Grammar::builtin());
        let key = |folder: &Path| match &path {
            Some(path) if is_line => format!("{}#{}", settings::relative(path, folder), bare_id(&id, path)),
            Some(path) => settings::relative(path, folder),
            None => id.clone(),
        };
        caught(&id, || {
            let analysis = profile.analyzer.analyze_with(&text, metadata);
            let (mut directives, mut errors) = suppression::in_article(&analysis.article, &id);
            match sidecar {
                Sidecar::None => {}
                Sidecar::Wrong(error) => errors.push(error),
                Sidecar::Beside(path) => match settings::beside(&path, false) {
                    Ok(beside) => directives.extend(beside),
                    Err(error) => errors.push(error),
                },
                Sidecar::Read(all) => {
                    directives.extend(all.iter().filter(|d| d.article.as_ref() == Some(&id)).cloned());
                }
            }
            let known_as = profile.baseline.as_ref().map(|known| key(&known.folder));
            let known = profile.baseline.as_ref().zip(known_as.as_ref());
            let known = known.map(|(known, key)| known.baseline.of(key));
            let mut triage = Triage::with(&analysis, &directives, known, &profile.settings);
            let written = writes.as_deref().map(|folder| {
                let mut entries = baseline::entries(&analysis, &triage);
                entries.sort();
                triage = Triage::with(&analysis, &directives, Some(&entries), &profile.settings);
                (key(folder), entries)
            });
            let record = stands.as_ref().map(|(file, line)| Record { file, line: *line });
            let output = render(&Read { grammar, analysis: &analysis, name: &id, record, triage: &triage });
            let fails = !profile.settings.fail_on.admits(triage.worst(&analysis.findings));
            let seen = profile.baseline.clone().zip(known_as).map(|(known, key)| {
                let is_new = known.baseline.of(&key).is_empty();
                Seen { known, key, absent: triage.absent, new: if is_new { triage.fingerprints } else { Vec::new() } }
            });
            let done = Done { output, fails, written, seen, id: is_line.then(|| id.clone()) };
            (done, Told { note, errors })
        })
    };
    let bytes = |job: &Job| if let Work::Line { bytes, .. } = &job.work { bytes.len() } else { 0 };
    let jobs = works.filter_map(|work| profiles.job(work));
    // Where the output itself goes to the terminal it shows how far one is.
    let status = each(jobs, bytes, !io::stdout().is_terminal(), one, |done| {
        let output = ledger.enter(done);
        emit(output).inspect_err(|_| ledger.is_cut = true)
    });
    ledger.close(&profiles, status)
}

/// An article's own id in a file of JSON Lines: where its line has none it
/// goes by its place.
fn bare_id<'i>(id: &'i str, path: &Path) -> &'i str {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    id.rsplit_once(':').filter(|(file, _)| file.ends_with(&*name)).map_or(id, |(_, line)| line)
}

/// What one article comes to.
struct Done<T> {
    output: T,
    fails: bool,
    /// For the baseline that is being written.
    written: Option<(String, Vec<baseline::Entry>)>,
    seen: Option<Seen>,
    /// Its id, in JSON Lines.
    id: Option<String>,
}

/// How an article stands beside the baseline it was held against.
struct Seen {
    known: Arc<Known>,
    /// What it goes by there.
    key: String,
    /// How many of its findings are there no longer.
    absent: usize,
    /// The fingerprints of its findings, if the baseline knows none of it.
    new: Vec<String>,
}

/// What of a baseline was seen in a run.
#[derive(Default)]
struct Sight {
    /// What the articles go by there.
    keys: BTreeSet<String>,
    /// How many findings are there no longer.
    absent: usize,
    /// Which articles that it does not know have a finding.
    new: BTreeMap<String, BTreeSet<String>>,
}

/// What is known only when all articles were read.
struct Ledger<'a> {
    /// The baseline to write.
    write: Option<&'a Path>,
    /// Its folder.
    folder: Option<PathBuf>,
    written: Baseline,
    /// What the articles go by in it.
    keys: BTreeSet<String>,
    /// By the names of the baselines that articles were held against.
    seen: BTreeMap<String, Sight>,
    ids: BTreeSet<String>,
    fails: bool,
    /// Whether not all articles were read, as nobody reads the output.
    is_cut: bool,
}

impl<'a> Ledger<'a> {
    fn new(gate: Option<&'a GateArgs>) -> Self {
        let write = gate.and_then(|gate| gate.write_baseline.as_deref());
        Self {
            write,
            folder: write.map(settings::folder_of),
            written: Baseline::default(),
            keys: BTreeSet::new(),
            seen: BTreeMap::new(),
            ids: BTreeSet::new(),
            fails: false,
            is_cut: false,
        }
    }

    fn enter<T>(&mut self, done: Done<T>) -> T {
        self.fails |= done.fails;
        if let Some((key, entries)) = done.written {
            self.written.set(&key, entries);
            self.keys.insert(key);
        }
        if let Some(Seen { known, key, absent, new }) = done.seen {
            let sight = self.seen.entry(known.name.clone()).or_default();
            for fingerprint in new {
                sight.new.entry(fingerprint).or_default().insert(key.clone());
            }
            sight.keys.insert(key);
            sight.absent += absent;
        }
        self.ids.extend(done.id);
        done.output
    }

    fn close(mut self, profiles: &Profiles<'_>, mut status: Status) -> Outcome {
        if self.is_cut {
            return Outcome { status, fails: self.fails && self.write.is_none() };
        }
        for (profile, directives) in &profiles.sidecars {
            let Some(severity) = profile.settings.unused_suppressions else { continue };
            let is_idle = |d: &&Directive| d.article.as_ref().is_some_and(|id| !self.ids.contains(id));
            for directive in directives.iter().filter(is_idle) {
                let place = &directive.place;
                let id = directive.article.as_deref().unwrap_or("");
                let message = format!(
                    "{}:{}:{}: this suppresses nothing: no article `{id}` was read",
                    place.file, place.line, place.column
                );
                super::tell("warning", &message);
                self.fails |= !profile.settings.fail_on.admits(Some(severity));
            }
        }
        for known in profiles.baselines() {
            let Sight { keys, absent, new } = self.seen.remove(&known.name).unwrap_or_default();
            let is_gone = |key: &&str| !keys.contains(*key) && !stays(key, &known.folder, &keys);
            let gone: Vec<&str> = known.baseline.articles().filter(is_gone).collect();
            let absent = absent + gone.iter().map(|key| known.baseline.of(key).len()).sum::<usize>();
            if absent > 0 {
                let (are, them) = if absent == 1 { ("is", "it") } else { ("are", "them") };
                super::tell(
                    "note",
                    &format_args!(
                        "{} of {} {are} there no longer; `--write-baseline {}` takes {them} out",
                        super::plural(absent, "finding"),
                        known.name,
                        known.name
                    ),
                );
            }
            let moved: Vec<_> =
                gone.iter().filter_map(|key| Some((key, only_with(known.baseline.of(key), &new)?))).collect();
            if let [(before, now), others @ ..] = moved.as_slice() {
                let others = match others.len() {
                    0 => String::new(),
                    n => format!("; so with {}", super::plural(n, "other article")),
                };
                super::tell(
                    "note",
                    &format_args!(
                        "{now} has every finding that {} knows of {before}, which is gone: if it was renamed, rename it \
                         there, too{others}",
                        known.name
                    ),
                );
            }
        }
        if let Some(path) = self.write {
            status = status.max(self.write(path, status));
        }
        Outcome { status, fails: self.fails && self.write.is_none() }
    }

    /// Writes the baseline, with what it said of articles that were not read.
    fn write(&mut self, path: &Path, status: Status) -> Status {
        let name = input::display(path);
        if status == Status::Failed {
            super::tell("note", &format_args!("{name} was not written, since not everything could be read"));
            return status;
        }
        let folder = self.folder.clone().unwrap_or_default();
        let before = fs::read_to_string(path).ok().and_then(|text| Baseline::parse(&text, &name).ok());
        let before = before.unwrap_or_default();
        for key in before.articles().filter(|key| !self.keys.contains(*key) && stays(key, &folder, &self.keys)) {
            self.written.set(key, before.of(key).to_vec());
        }
        if let Err(error) = fs::write(path, self.written.to_json()) {
            return super::fail(&Error::new(format!("it cannot be written: {error}")).in_file(&name));
        }
        let (findings, articles) = (self.written.len(), self.written.articles().count());
        let (findings, articles) = (super::plural(findings, "finding"), super::plural(articles, "article"));
        super::tell("note", &format_args!("{findings} in {articles} stand in {name} now"));
        Status::Clean
    }
}

/// The one article that has all these findings; `None` if several have.
///
/// This is told and not acted upon: many articles have a sentence of an
/// agency's, and where each is checked by itself nobody sees that another had
/// taken the place of the one that is gone.
fn only_with<'k>(entries: &[baseline::Entry], new: &'k BTreeMap<String, BTreeSet<String>>) -> Option<&'k String> {
    let (first, rest) = entries.split_first()?;
    let has = |key: &str, entry: &baseline::Entry| new.get(&entry.fingerprint).is_some_and(|keys| keys.contains(key));
    let mut all = new.get(&first.fingerprint)?.iter().filter(|key| rest.iter().all(|entry| has(key, entry)));
    all.next().filter(|_| all.next().is_none())
}

/// Whether what a baseline says of an article that was not read still holds:
/// its file is there, and was not read either.
fn stays(key: &str, folder: &Path, read: &BTreeSet<String>) -> bool {
    let is_file = |path: &str| folder.join(path).is_file();
    if is_file(key) {
        return true;
    }
    // `corpus.jsonl#n17`
    let mut parts = key.match_indices('#').map(|(i, _)| &key[..=i]);
    parts.any(|file| {
        let was_read = read.range(file.to_owned()..).next().is_some_and(|other| other.starts_with(file));
        is_file(file.trim_end_matches('#')) && !was_read
    })
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

/// What is to be told of an article that was read all the same.
#[derive(Default)]
pub(super) struct Told {
    /// Told once for all articles that have it.
    pub(super) note: Option<String>,
    pub(super) errors: Vec<Error>,
}

/// Does `one` for all works on all threads, and `emit` for the results in the
/// order of the works; a result comes with what is to be told. `bytes` says
/// how much memory a work takes.
pub(super) fn each<W: Send, T: Send>(
    works: impl Iterator<Item = W>,
    bytes: impl Fn(&W) -> usize,
    show_progress: bool,
    one: impl Fn(W) -> Result<(T, Told), Error> + Sync,
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
                Ok((output, Told { note, errors })) => {
                    for error in errors {
                        status = progress.pause(|| super::fail(&error));
                    }
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
