//! Processes many articles on many threads; results come in input order.

use super::args::{GateArgs, InputArgs};
use super::beside::{beside, sidecar_of};
use super::each::{Told, caught, each};
use super::input::{Sidecar, Work, Works};
use super::ledger::{Done, Ledger, Outcome, Seen, Written};
use super::output::{Identity, Outputs};
use super::paths::relative;
use super::profile::{Job, Profile, Profiles};
use super::terminal::{Status, fail, tell};
use crate::analysis::Analysis;
use crate::error::Error;
use crate::grammar::Grammar;
use crate::read::{Document, SourceMap};
use crate::report::Record;
use crate::suppression::{self, Directive};
use crate::triage::Triage;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// An analysed article with all that is needed to render it.
pub(super) struct Read<'a> {
    pub(super) grammar: &'a Grammar,
    pub(super) analysis: &'a Analysis<'a>,
    /// The article's name: its path, or its id in JSON Lines.
    pub(super) name: &'a str,
    /// The article's file and line, if it comes from a file of JSON Lines.
    pub(super) record: Option<Record<'a>>,
    pub(super) triage: &'a Triage,
    pub(super) document: &'a Document,
}

/// All articles of a command line with their settings. Everything that can be
/// checked before an article is read has been checked.
pub(super) struct Batch<'a> {
    profiles: Profiles<'a>,
    works: Works,
    ledger: Ledger<'a>,
    status: Status,
    /// Whether articles are read and not analysed.
    is_unread: bool,
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
                    outputs.check(&sidecar_of(path), "a file of suppressions")?;
                }
            }
            profiles.sources(found).iter().try_for_each(|(path, what)| outputs.check(path, what))?;
        }
        let ledger = Ledger::new(gate)?;
        let mut status = Status::Clean;
        profiles.tell_notes();
        works.notes.drain(..).for_each(|note| tell("note", &note));
        works.errors.drain(..).for_each(|error| status = fail(&error));
        Ok(Self { profiles, works, ledger, status, is_unread: false })
    }

    /// Runs no rules, for output without findings.
    pub(super) fn without_rules(mut self) -> Self {
        self.profiles.runs_rules = false;
        self
    }

    /// Reports findings of any confidence, unless the settings ask for more.
    pub(super) fn of_any_confidence(mut self) -> Self {
        self.profiles.of_any_confidence = true;
        self
    }

    /// Leaves out the analysis, for output of the articles alone.
    pub(super) const fn without_analysis(mut self) -> Self {
        self.is_unread = true;
        self
    }

    /// Whether the inputs are exactly one article.
    pub(super) fn is_single(&mut self) -> bool {
        self.works.is_single()
    }

    /// Whether standard input is answered line by line, as it comes.
    pub(super) fn is_streamed(&mut self) -> bool {
        self.works.is_streamed()
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
        let Self { mut profiles, works, mut ledger, status, is_unread } = self;
        let writes = ledger.folder.clone();
        let how = How { is_unread, writes: writes.as_deref() };
        let one = |job: Job| file(job, how, &render);
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

/// What becomes of articles.
#[derive(Clone, Copy)]
pub(super) struct How<'a> {
    /// Whether they are read and not analysed.
    pub(super) is_unread: bool,
    /// The folder of the baseline that is being written, if there is one.
    pub(super) writes: Option<&'a Path>,
}

/// Reads a file and analyses the articles in it.
pub(super) fn file<T>(
    job: Job,
    how: How<'_>,
    render: &(impl Fn(&Read<'_>) -> T + Sync),
) -> Vec<Result<(Done<T>, Told), Error>> {
    let Job { work, profile, path, sidecar } = job;
    let is_line = matches!(work, Work::Line { .. });
    let stands = work.stands();
    let name: Arc<str> = work.name().into();
    let documents = match work.read() {
        Ok(documents) => documents,
        Err(error) => return vec![Err(error)],
    };
    let is_many = is_line || documents.len() > 1;
    let sidecar = if is_many { sidecar.of_many() } else { sidecar };
    let one = |(i, document): (usize, Document)| {
        // What is wrong with a sidecar is said with the first article.
        let sidecar = if i > 0 && matches!(sidecar, Sidecar::Wrong(_)) { Sidecar::None } else { sidecar.clone() };
        let id = document.metadata.id.as_deref().unwrap_or("");
        // Where an article of a file of several begins.
        let stands = stands.clone().or_else(|| {
            let line = document.map.as_deref().map_or(1, SourceMap::first_line);
            (is_many && !is_line).then(|| (name.clone(), line))
        });
        let place = Place { id, path: path.as_deref(), stands: stands.as_ref(), is_many };
        one(&document, &profile, &place, sidecar, how, render)
    };
    documents.into_iter().enumerate().map(one).collect()
}

/// Analyses one article.
fn one<T>(
    document: &Document,
    profile: &Profile,
    place: &Place<'_>,
    sidecar: Sidecar,
    How { is_unread, writes }: How<'_>,
    render: &(impl Fn(&Read<'_>) -> T + Sync),
) -> Result<(Done<T>, Told), Error> {
    let Place { id, path, stands, .. } = *place;
    let grammar = profile.grammar.as_deref().unwrap_or_else(|| Grammar::builtin());
    caught(id, || {
        let analysis = if is_unread {
            Analysis::new(profile.analyzer.article(document))
        } else {
            profile.analyzer.analyze_document(document)
        };
        let mut told = Told { notes: document.notes.clone(), errors: Vec::new() };
        let sidecar = if is_unread { Sidecar::None } else { sidecar };
        let (directives, is_suppressed) = suppressions(&analysis, id, sidecar, &mut told);
        let known_as = profile.baseline.as_ref().map(|known| place.key(&known.folder));
        let known = profile.baseline.as_ref().zip(known_as.as_ref());
        let known = known.map(|(known, key)| known.baseline.of(key));
        let mut triage = Triage::with(&analysis, &directives, known, &profile.settings);
        let written = writes.map(|folder| {
            let mut entries = triage.entries(&analysis);
            entries.sort();
            triage = Triage::with(&analysis, &directives, Some(&entries), &profile.settings);
            let key = place.key(folder);
            Written { lines: place.lines(&key), key, entries }
        });
        let record = stands.map(|(file, line)| Record { file, line: *line });
        let output = render(&Read { grammar, analysis: &analysis, name: id, record, triage: &triage, document });
        let fails = !profile.settings.fail_on.admits(triage.worst(&analysis.findings));
        let seen = profile.baseline.clone().zip(known_as).map(|(known, key)| {
            let is_new = known.baseline.of(&key).is_empty();
            let is_known = |fingerprint: &String| known.fingerprints.contains(fingerprint);
            let new = if is_new { triage.fingerprints.into_iter().filter(is_known).collect() } else { Vec::new() };
            let lines = place.lines(&key);
            Seen { known, key, lines, absent: triage.absent, new }
        });
        let suppressed = path.filter(|_| is_suppressed).map(|path| (path.into(), id.to_owned()));
        (Done { output, fails, written, seen, suppressed }, told)
    })
}

/// Returns the suppressions for an article, and whether the sidecar of its file
/// of JSON Lines has any of them. Adds what is wrong with others to `told`.
fn suppressions(analysis: &Analysis<'_>, id: &str, sidecar: Sidecar, told: &mut Told) -> (Vec<Directive>, bool) {
    let (mut directives, errors) = suppression::in_article(&analysis.article, id);
    told.errors.extend(errors);
    let mut is_suppressed = false;
    match sidecar {
        Sidecar::None => {}
        Sidecar::Wrong(error) => told.errors.push(error),
        Sidecar::Beside(path) => match beside(&path, false) {
            Ok((beside, note)) => {
                directives.extend(beside);
                told.notes.extend(note);
            }
            Err(error) => told.errors.push(error),
        },
        Sidecar::Read(by_id) => {
            let own = by_id.get(id).map_or(&[][..], Vec::as_slice);
            directives.extend(own.iter().cloned());
            is_suppressed = !own.is_empty();
        }
    }
    (directives, is_suppressed)
}

/// Where an article stands, from which its key in a baseline is made.
struct Place<'a> {
    id: &'a str,
    /// Its file; `None` for standard input.
    path: Option<&'a Path>,
    /// Its line in that file, if this is JSON Lines.
    stands: Option<&'a (Arc<str>, usize)>,
    /// Whether that file can have other articles.
    is_many: bool,
}

impl Place<'_> {
    /// Returns the article's key in a baseline in this folder.
    fn key(&self, folder: &Path) -> String {
        match self.path {
            Some(path) if self.is_many => format!("{}#{}", relative(path, folder), bare_id(self.id, path)),
            Some(path) => relative(path, folder),
            None => self.id.to_owned(),
        }
    }

    /// Returns the part of a key that names the file of JSON Lines, if the
    /// article is in one.
    fn lines(&self, key: &str) -> Option<String> {
        let path = self.path.filter(|_| self.is_many)?;
        key.strip_suffix(bare_id(self.id, path)).map(str::to_owned)
    }
}

/// Returns what identifies an article within its file of JSON Lines: its id or,
/// if its line has none, the line number. In the latter case `id` is
/// `FILE:LINE`.
fn bare_id<'i>(id: &'i str, path: &Path) -> &'i str {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    id.rsplit_once(':').filter(|(file, _)| file.ends_with(&*name)).map_or(id, |(_, line)| line)
}
