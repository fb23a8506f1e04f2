//! What a run reports about baselines and suppressions after all articles have
//! been read.

use super::args::GateArgs;
use super::files;
use super::output::Target;
use super::paths::folder_of;
use super::profile::{Known, Profiles};
use super::terminal::{Status, plural, tell};
use crate::baseline::{self, Baseline};
use crate::error::Error;
use crate::suppression::Directive;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

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

/// The result of processing one article.
pub(super) struct Done<T> {
    pub(super) output: T,
    pub(super) fails: bool,
    /// The article's part of the baseline that is being written.
    pub(super) written: Option<Written>,
    pub(super) seen: Option<Seen>,
    /// The article's file and id, if the sidecar of its file of JSON Lines has
    /// suppressions for it.
    pub(super) suppressed: Option<(Arc<Path>, String)>,
}

/// An article's part of the baseline that is being written.
pub(super) struct Written {
    /// The article's key in the baseline.
    pub(super) key: String,
    /// For a line of JSON Lines, the part of the key that names its file, up to
    /// and including the `#`.
    pub(super) lines: Option<String>,
    pub(super) entries: Vec<baseline::Entry>,
}

/// An article compared with its baseline.
pub(super) struct Seen {
    pub(super) known: Arc<Known>,
    pub(super) key: String,
    pub(super) lines: Option<String>,
    /// How many findings of the baseline the article no longer has.
    pub(super) absent: usize,
    /// If the baseline does not have the article: those of its fingerprints
    /// that the baseline has for other articles.
    pub(super) new: Vec<String>,
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
pub(super) struct Ledger<'a> {
    /// The path of the baseline to write, if one is to be written.
    write: Option<&'a Path>,
    /// That file, opened before anything is read, so that a wrong path ends the
    /// run at once.
    target: Option<Target>,
    /// The folder of that file.
    pub(super) folder: Option<PathBuf>,
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
    pub(super) is_cut: bool,
}

impl<'a> Ledger<'a> {
    /// Reads the baseline that is to be replaced, if there is one.
    ///
    /// # Errors
    /// If the file that would be replaced is not a baseline.
    pub(super) fn new(gate: Option<&'a GateArgs>) -> Result<Self, Error> {
        let write = gate.and_then(|gate| gate.write_baseline.as_deref());
        Ok(Self {
            write,
            folder: write.map(folder_of),
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

    pub(super) fn enter<T>(&mut self, done: Done<T>) -> T {
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

    pub(super) fn close(mut self, profiles: &Profiles<'_>, mut status: Status) -> Outcome {
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
                tell("warning", &message);
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
                tell(
                    "note",
                    &format_args!(
                        "{} of {} {are} there no longer; `--write-baseline {}` takes {them} out",
                        plural(absent, "finding"),
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
                    n => format!("; so with {}", plural(n, "other article")),
                };
                tell(
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
            tell("note", &format_args!("{name} was not written, since not everything could be read"));
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
        let (findings, articles) = (plural(findings, "finding"), plural(articles, "article"));
        tell("note", &format_args!("{findings} in {articles} stand in {name} now"));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fingerprint: &str) -> baseline::Entry {
        baseline::Entry { rule: "SH001".to_owned(), fingerprint: fingerprint.to_owned(), words: String::new() }
    }

    /// Otherwise the ids of millions of articles would be kept to the end.
    #[test]
    fn articles_outside_the_baseline_are_not_kept() {
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
