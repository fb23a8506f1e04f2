//! Processes many articles on many threads; results come in input order.

use super::args::{GateArgs, InputArgs, SettingArgs};
use super::input::{Sidecar, Work, Works};
use super::output::{Identity, Outputs, Target};
use super::settings::{self, Job, Known, Profiles};
use super::{Status, files};
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
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A chunk is full when it has this many articles, or this many bytes of JSON
/// Lines. One chunk is in memory at a time.
const CHUNK: usize = 64;
const CHUNK_BYTES: usize = 1 << 22;

/// An analysed article with all that is needed to render it.
pub(super) struct Read<'a> {
    pub(super) grammar: &'a Grammar,
    pub(super) analysis: &'a Analysis<'a>,
    /// The article's name: its path, or its id in JSON Lines.
    pub(super) name: &'a str,
    /// The article's file and line, if it comes from a file of JSON Lines.
    pub(super) record: Option<Record<'a>>,
    pub(super) triage: &'a Triage,
}

/// The outcome of a run.
pub(super) struct Outcome {
    /// [`Status::Failed`] if there were errors.
    pub(super) status: Status,
    /// Whether an article has a finding or a notice that reaches its `fail-on`.
    /// Always false when a baseline is written.
    pub(super) fails: bool,
    /// Whether a baseline was to be written and was not.
    pub(super) is_void: bool,
}

/// All articles of a command line with their settings. Everything that can be
/// checked before an article is read has been checked.
pub(super) struct Batch<'a> {
    profiles: Profiles<'a>,
    works: Works,
    ledger: Ledger<'a>,
    status: Status,
}

impl<'a> Batch<'a> {
    /// Prepares a run. Without a `gate` all baselines are ignored.
    ///
    /// # Errors
    /// If an argument or something that it names is wrong, or if one of the
    /// outputs is a file that will be read.
    pub(super) fn new(args: &'a InputArgs, gate: Option<&'a GateArgs>, outputs: &Outputs) -> Result<Self, Error> {
        let mut profiles = Profiles::new(&args.reading, gate)?;
        let mut works = Works::new(args)?;
        let parents: BTreeSet<&Path> = works.files().filter_map(Path::parent).collect();
        let found = profiles.files_for(parents);
        if !outputs.is_empty() {
            for path in works.files() {
                if path.as_os_str() == "-" {
                    outputs.check_identity(
                        Identity::of_stream(&io::stdin()),
                        || "standard input".to_owned(),
                        "an article",
                    )?;
                } else {
                    outputs.check(path, "an article")?;
                    outputs.check(&settings::sidecar_of(path), "a file of suppressions")?;
                }
            }
            profiles.sources(found).iter().try_for_each(|(path, what)| outputs.check(path, what))?;
        }
        let ledger = Ledger::new(gate)?;
        let mut status = Status::Clean;
        profiles.tell_notes();
        works.notes.drain(..).for_each(|note| super::tell("note", &note));
        works.errors.drain(..).for_each(|error| status = super::fail(&error));
        Ok(Self { profiles, works, ledger, status })
    }

    /// Analyses every article with its settings. `render` runs on all threads;
    /// `emit` gets its results in input order. Errors and notes are printed in
    /// between.
    ///
    /// Stops early when `emit` breaks, since nothing more can be written.
    pub(super) fn run<T: Send>(
        self,
        render: impl Fn(&Read<'_>) -> T + Sync,
        mut emit: impl FnMut(T) -> ControlFlow<Status>,
    ) -> Outcome {
        let Self { mut profiles, works, mut ledger, status } = self;
        let writes = ledger.folder.clone();
        let one = |job: Job| -> Result<(Done<T>, Told), Error> {
            let Job { work, profile, path, sidecar } = job;
            let is_line = matches!(work, Work::Line { .. });
            let stands = work.stands();
            let crate::jsonl::Article { text, metadata, note } = work.read()?;
            let mut notes = Vec::from_iter(note);
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
                let mut is_suppressed = false;
                match sidecar {
                    Sidecar::None => {}
                    Sidecar::Wrong(error) => errors.push(error),
                    Sidecar::Beside(path) => match settings::beside(&path, false) {
                        Ok((beside, note)) => {
                            directives.extend(beside);
                            notes.extend(note);
                        }
                        Err(error) => errors.push(error),
                    },
                    Sidecar::Read(by_id) => {
                        let own = by_id.get(&id).map_or(&[][..], Vec::as_slice);
                        directives.extend(own.iter().cloned());
                        is_suppressed = !own.is_empty();
                    }
                }
                let known_as = profile.baseline.as_ref().map(|known| key(&known.folder));
                let known = profile.baseline.as_ref().zip(known_as.as_ref());
                let known = known.map(|(known, key)| known.baseline.of(key));
                let mut triage = Triage::with(&analysis, &directives, known, &profile.settings);
                let written = writes.as_deref().map(|folder| {
                    let mut entries = triage.entries(&analysis);
                    entries.sort();
                    triage = Triage::with(&analysis, &directives, Some(&entries), &profile.settings);
                    (key(folder), entries)
                });
                let record = stands.as_ref().map(|(file, line)| Record { file, line: *line });
                let output = render(&Read { grammar, analysis: &analysis, name: &id, record, triage: &triage });
                let fails = !profile.settings.fail_on.admits(triage.worst(&analysis.findings));
                let file =
                    |key: &str| is_line.then(|| key.strip_suffix(bare_id(&id, path.as_deref()?)).map(str::to_owned))?;
                let seen = profile.baseline.clone().zip(known_as).map(|(known, key)| {
                    let is_new = known.baseline.of(&key).is_empty();
                    let is_known = |fingerprint: &String| known.fingerprints.contains(fingerprint);
                    let new =
                        if is_new { triage.fingerprints.into_iter().filter(is_known).collect() } else { Vec::new() };
                    let lines = file(&key);
                    Seen { known, key, lines, absent: triage.absent, new }
                });
                let suppressed = path.clone().filter(|_| is_suppressed).map(|path| (path, id.clone()));
                let written = written.map(|(key, entries)| Written { lines: file(&key), key, entries });
                let done = Done { output, fails, written, seen, suppressed };
                (done, Told { notes, errors })
            })
        };
        let bytes = |job: &Job| job.work.bytes();
        let jobs = works.filter_map(|work| profiles.job(work));
        // If the output goes to the terminal, it shows the progress itself.
        let read = each(jobs, bytes, !io::stdout().is_terminal(), one, |done| {
            let output = ledger.enter(done);
            let emitted = emit(output);
            ledger.is_cut = emitted.is_break();
            emitted
        });
        ledger.close(&profiles, status.max(read))
    }
}

/// Returns what identifies an article within its file of JSON Lines: its id or,
/// if its line has none, the line number. In the latter case `id` is
/// `FILE:LINE`.
fn bare_id<'i>(id: &'i str, path: &Path) -> &'i str {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    id.rsplit_once(':').filter(|(file, _)| file.ends_with(&*name)).map_or(id, |(_, line)| line)
}

/// The result of processing one article.
struct Done<T> {
    output: T,
    fails: bool,
    /// The article's part of the baseline that is being written.
    written: Option<Written>,
    seen: Option<Seen>,
    /// The article's file and id, if the sidecar of its file of JSON Lines has
    /// suppressions for it.
    suppressed: Option<(Arc<Path>, String)>,
}

/// An article's part of the baseline that is being written.
struct Written {
    /// The article's key in the baseline.
    key: String,
    /// For a line of JSON Lines, the part of the key that names its file, up to
    /// and including the `#`.
    lines: Option<String>,
    entries: Vec<baseline::Entry>,
}

/// An article compared with its baseline.
struct Seen {
    known: Arc<Known>,
    key: String,
    lines: Option<String>,
    /// How many findings of the baseline the article no longer has.
    absent: usize,
    /// If the baseline does not have the article: those of its fingerprints
    /// that the baseline has for other articles.
    new: Vec<String>,
}

/// The articles of a baseline that were read. Articles that are not in the
/// baseline are not kept, since there can be millions.
#[derive(Default)]
struct Keys {
    /// The keys of the articles that were read and are in the baseline.
    known: BTreeSet<String>,
    /// The files of JSON Lines that were read, each followed by a `#`.
    lines: BTreeSet<String>,
}

impl Keys {
    fn enter(&mut self, baseline: &Baseline, key: String, lines: Option<String>) {
        if let Some(lines) = lines.filter(|lines| !self.lines.contains(lines)) {
            self.lines.insert(lines);
        }
        if !baseline.of(&key).is_empty() {
            self.known.insert(key);
        }
    }
}

/// What a run has found out about a baseline.
#[derive(Default)]
struct Sight {
    keys: Keys,
    /// How many findings the articles that were read no longer have.
    absent: usize,
    /// By fingerprint, the keys of the articles that are not in the baseline
    /// but have a finding with a fingerprint from it.
    new: BTreeMap<String, BTreeSet<String>>,
}

/// What is known only after all articles have been read.
struct Ledger<'a> {
    /// The path of the baseline to write, if one is to be written.
    write: Option<&'a Path>,
    /// That file, opened before anything is read, so that a wrong path ends the
    /// run at once.
    target: Option<Target>,
    /// The folder of that file.
    folder: Option<PathBuf>,
    /// The contents of that file before the run.
    before: Baseline,
    written: Baseline,
    /// The articles in `before` that were read.
    keys: Keys,
    /// For each baseline that articles were compared with, by its name.
    seen: BTreeMap<String, Sight>,
    /// The articles that were read and for which the sidecar of their file of
    /// JSON Lines has suppressions: file and id.
    suppressed: BTreeSet<(Arc<Path>, String)>,
    fails: bool,
    /// Whether the run stopped early because the output cannot be written.
    is_cut: bool,
}

impl<'a> Ledger<'a> {
    /// Reads the baseline that is to be replaced, if there is one.
    ///
    /// # Errors
    /// If the file that would be replaced is not a baseline.
    fn new(gate: Option<&'a GateArgs>) -> Result<Self, Error> {
        let write = gate.and_then(|gate| gate.write_baseline.as_deref());
        Ok(Self {
            write,
            folder: write.map(settings::folder_of),
            before: write.map(before).transpose()?.unwrap_or_default(),
            target: write.map(Target::file).transpose()?,
            written: Baseline::default(),
            keys: Keys::default(),
            seen: BTreeMap::new(),
            suppressed: BTreeSet::new(),
            fails: false,
            is_cut: false,
        })
    }

    fn enter<T>(&mut self, done: Done<T>) -> T {
        self.fails |= done.fails;
        if let Some(Written { key, lines, entries }) = done.written {
            self.written.set(&key, entries);
            self.keys.enter(&self.before, key, lines);
        }
        if let Some(Seen { known, key, lines, absent, new }) = done.seen {
            if !self.seen.contains_key(&known.name) {
                self.seen.insert(known.name.clone(), Sight::default());
            }
            if let Some(sight) = self.seen.get_mut(&known.name) {
                for fingerprint in new {
                    sight.new.entry(fingerprint).or_default().insert(key.clone());
                }
                sight.keys.enter(&known.baseline, key, lines);
                sight.absent += absent;
            }
        }
        self.suppressed.extend(done.suppressed);
        done.output
    }

    fn close(mut self, profiles: &Profiles<'_>, mut status: Status) -> Outcome {
        if self.is_cut {
            return Outcome { status, fails: self.fails && self.write.is_none(), is_void: self.write.is_some() };
        }
        for (profile, path, by_id) in &profiles.sidecars {
            let Some(severity) = profile.settings.unused_suppressions else { continue };
            let is_idle = |id: &String| !self.suppressed.contains(&(path.clone(), id.clone()));
            let idle = by_id.iter().filter(|(id, _)| is_idle(id)).flat_map(|(_, directives)| directives);
            let mut idle: Vec<&Directive> = idle.collect();
            idle.sort_by_key(|directive| (directive.place.line, directive.place.column));
            for directive in idle {
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
            let is_gone = |key: &&str| !keys.known.contains(*key) && !stays(key, &known.folder, &keys.lines);
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
        let mut is_void = false;
        if let Some((path, target)) = self.write.zip(self.target.take()) {
            let written = self.write(path, target, status);
            is_void = written == Status::Failed;
            status = status.max(written);
        }
        Outcome { status, fails: self.fails && self.write.is_none(), is_void }
    }

    /// Writes the baseline. Articles that were not read keep their entries, as
    /// far as they still exist.
    fn write(&mut self, path: &Path, target: Target, status: Status) -> Status {
        let name = files::display(path);
        if status == Status::Failed {
            super::tell("note", &format_args!("{name} was not written, since not everything could be read"));
            return status;
        }
        let folder = self.folder.clone().unwrap_or_default();
        let Keys { known, lines } = &self.keys;
        for key in self.before.articles().filter(|key| !known.contains(*key) && stays(key, &folder, lines)) {
            self.written.set(key, self.before.of(key).to_vec());
        }
        if target.write(&self.written.to_json()) == Status::Failed {
            return Status::Failed;
        }
        let (findings, articles) = (self.written.len(), self.written.articles().count());
        let (findings, articles) = (super::plural(findings, "finding"), super::plural(articles, "article"));
        super::tell("note", &format_args!("{findings} in {articles} stand in {name} now"));
        Status::Clean
    }
}

/// Returns the article that has all these findings; `None` if there is none, or
/// more than one.
///
/// The result is only mentioned in a note and never acted upon. Many articles
/// have the same sentence from an agency, and if each is checked in a run of
/// its own, an entry that was moved to the wrong article would go unnoticed.
fn only_with<'k>(entries: &[baseline::Entry], new: &'k BTreeMap<String, BTreeSet<String>>) -> Option<&'k String> {
    /// How many of the articles with the rarest finding are examined. A finding
    /// that more articles share does not identify one.
    const MOST: usize = 64;
    let mut sets = entries.iter().map(|entry| new.get(&entry.fingerprint)).collect::<Option<Vec<_>>>()?;
    sets.sort_by_key(|keys| keys.len());
    let (rarest, rest) = sets.split_first()?;
    let mut all = rarest.iter().take(MOST).filter(|key| rest.iter().all(|keys| keys.contains(*key)));
    all.next().filter(|_| all.next().is_none())
}

/// Reads the existing contents of the baseline that is to be written. Returns
/// an empty baseline if there is no such file, or if it is a pipe or a device.
fn before(path: &Path) -> Result<Baseline, Error> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Baseline::default()),
        Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => Ok(Baseline::default()),
        _ => {
            let name = files::display(path);
            Baseline::parse(&files::read(path, &name, files::MOST_BASELINE)?, &name)
        }
    }
}

/// Whether the entries for an article that was not read are still valid: the
/// article's file exists and, if it is a file of JSON Lines, was not read
/// either.
fn stays(key: &str, folder: &Path, lines: &BTreeSet<String>) -> bool {
    let is_file = |path: &str| folder.join(path).is_file();
    if is_file(key) {
        return true;
    }
    // An article in a file of JSON Lines: `corpus.jsonl#n17`.
    let mut parts = key.match_indices('#').map(|(i, _)| &key[..=i]);
    parts.any(|file| is_file(file.trim_end_matches('#')) && !lines.contains(file))
}

/// Runs `work`, and returns an error if it panics. The analysis never panics;
/// should a bug make it panic, it costs one article, and the others are still
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
    one: impl Fn(W) -> Result<(T, Told), Error> + Sync,
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
            held += bytes(&work);
            chunk.push(work);
        }
        let done = chunk.len();
        let results: Vec<_> = match chunk.len() {
            0 => break,
            // A single article is processed without starting threads.
            1 => chunk.into_iter().map(&one).collect(),
            _ => chunk.into_par_iter().map(&one).collect(),
        };
        for result in results {
            match result {
                Ok((output, Told { notes, errors })) => {
                    for error in errors {
                        status = progress.pause(|| super::fail(&error));
                    }
                    for note in notes {
                        if told.insert(note.clone()) {
                            progress.pause(|| super::tell("note", &note));
                        }
                    }
                    if let ControlFlow::Break(broken) = emit(output) {
                        return status.max(broken);
                    }
                }
                Err(error) => status = progress.pause(|| super::fail(&error)),
            }
        }
        progress.advance(done);
    }
    status
}

/// Creates an analyzer with these settings. Without `grammar` it has the
/// built-in one.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fingerprint: &str) -> baseline::Entry {
        baseline::Entry { rule: "SH001".to_owned(), fingerprint: fingerprint.to_owned(), words: String::new() }
    }

    /// Otherwise the ids of millions of articles would be kept to the end.
    #[test]
    fn of_articles_that_no_baseline_knows_nothing_is_kept() {
        let mut known = Baseline::default();
        known.set("a.jsonl#7", vec![entry("01")]);
        let mut keys = Keys::default();
        for i in 0..1000 {
            keys.enter(&known, format!("a.jsonl#{i}"), Some("a.jsonl#".to_owned()));
            keys.enter(&known, format!("{i}.txt"), None);
        }
        assert_eq!((keys.known.len(), keys.lines.len()), (1, 1));
    }

    #[test]
    fn an_article_was_renamed_if_one_other_has_all_its_findings() {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>();
        let new = BTreeMap::from([("01".to_owned(), keys(&["a", "b"])), ("02".to_owned(), keys(&["b"]))]);
        assert_eq!(only_with(&[entry("01"), entry("02")], &new).map(String::as_str), Some("b"));
        assert_eq!(only_with(&[entry("01")], &new), None);
        assert_eq!(only_with(&[entry("02"), entry("03")], &new), None);
    }
}
