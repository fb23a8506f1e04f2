//! Determines the settings of each article: finds settings files, reads each of
//! them once, and lets the command line override them. The result for an
//! article is a [`Profile`].

use super::args::{ConfigArgs, GateArgs, ReadingArgs};
use super::beside::{beside, undisclosed};
use super::globs::globs;
use super::input::{ById, Sidecar, Work, by_id};
use super::paths::{folder_of, is_own, is_within, path_of, shortest};
use super::terminal::tell;
use super::{files, grammar};
use crate::analyzer::Analyzer;
use crate::baseline::Baseline;
use crate::error::Error;
use crate::grammar::Grammar;
use crate::rules::RuleSet;
use crate::settings::{Effective, FILE_NAME, Layer, Settings, Written};
use globset::GlobSet;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that determines how an article is read.
pub(super) struct Profile {
    pub(super) analyzer: Analyzer,
    /// `None` stands for the built-in grammar.
    pub(super) grammar: Option<Arc<Grammar>>,
    pub(super) settings: Effective,
    /// The layers that `settings` result from. Later ones override earlier
    /// ones.
    pub(super) layers: Vec<Layer>,
    pub(super) baseline: Option<Arc<Known>>,
    /// The settings file and, in `grammars`, the folders of grammar files, as
    /// they are shown to the user.
    pub(super) file: Option<String>,
    pub(super) grammars: Vec<String>,
}

/// A baseline with the file it was read from.
pub(super) struct Known {
    pub(super) name: String,
    /// The folder of that file. The baseline's paths are relative to it.
    pub(super) folder: PathBuf,
    pub(super) baseline: Baseline,
    /// The fingerprints of all findings in the baseline.
    pub(super) fingerprints: FxHashSet<String>,
}

/// An article with the settings that apply to it.
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) profile: Arc<Profile>,
    /// The absolute path of the article's file, with links in its folder's path
    /// resolved; `None` for standard input.
    pub(super) path: Option<Arc<Path>>,
    pub(super) sidecar: Sidecar,
}

/// The folders by which the root of a repository is recognised.
const REPOSITORIES: [&str; 3] = [".git", ".hg", ".jj"];

/// A settings file that has been read.
struct Loaded {
    name: String,
    text: String,
    folder: PathBuf,
    settings: Settings,
    /// The globs of each of the overrides, in their order.
    globs: Vec<GlobSet>,
    exclude: GlobSet,
}

/// The index of a settings file in `Profiles::loaded`, or [`Told`] if it cannot
/// be read and the error has been reported.
type Found = Result<usize, Told>;

/// A profile, or [`Told`] if it cannot be made and the error has been reported.
type Made = Result<Arc<Profile>, Told>;

#[derive(Clone, Copy)]
struct Told;

/// A file of JSON Lines. All its lines have the same settings.
#[derive(Clone)]
struct Lines {
    /// The path as it was given.
    given: Arc<Path>,
    real: Arc<Path>,
    profile: Arc<Profile>,
    sidecar: Sidecar,
}

/// Determines the settings of one article after the other.
pub(super) struct Profiles<'a> {
    args: &'a ReadingArgs,
    baseline: Option<PathBuf>,
    takes_baseline: bool,
    /// Whether the analyzers of profiles that are made from now on run rules.
    pub(super) runs_rules: bool,
    /// Whether these report findings of any confidence, unless the settings ask
    /// for more.
    pub(super) of_any_confidence: bool,
    flags: Layer,
    /// The working folder.
    home: PathBuf,
    loaded: Vec<Loaded>,
    by_file: FxHashMap<PathBuf, Found>,
    /// The settings file that applies in a folder. The flag says whether the
    /// search for it has passed the root of a repository below that folder.
    by_folder: FxHashMap<(PathBuf, bool), Option<PathBuf>>,
    /// Notes about settings files that are ignored.
    notes: BTreeSet<String>,
    /// Profiles by settings file and by which of its overrides match.
    profiles: FxHashMap<(Option<usize>, Vec<bool>), Made>,
    grammars: FxHashMap<Vec<PathBuf>, Option<Arc<Grammar>>>,
    baselines: FxHashMap<PathBuf, Arc<Known>>,
    /// The file of JSON Lines that is being read.
    last: Option<Lines>,
    /// The suppressions of all files of JSON Lines that have a sidecar.
    pub(super) sidecars: Vec<(Arc<Profile>, Arc<Path>, Arc<ById>)>,
}

impl<'a> Profiles<'a> {
    /// Reads what `--config`, `--grammar` and `--baseline` name. Without a
    /// `gate` all baselines are ignored, even one that the settings name.
    pub(super) fn new(args: &'a ReadingArgs, gate: Option<&GateArgs>) -> Result<Self, Error> {
        let home = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        let is_written = gate.is_some_and(|gate| gate.write_baseline.is_some());
        let mut profiles = Self {
            args,
            baseline: gate.and_then(|gate| gate.baseline.clone()),
            takes_baseline: gate.is_some() && !is_written,
            runs_rules: true,
            of_any_confidence: false,
            flags: Layer { fail_on: gate.and_then(|gate| gate.fail_on), ..args.layer() },
            home,
            loaded: Vec::new(),
            by_file: FxHashMap::default(),
            by_folder: FxHashMap::default(),
            notes: BTreeSet::new(),
            profiles: FxHashMap::default(),
            grammars: FxHashMap::default(),
            baselines: FxHashMap::default(),
            last: None,
            sidecars: Vec::new(),
        };
        if let Some(path) = &args.config.config {
            let file = fs::canonicalize(path).map_err(|error| files::unreadable(&files::display(path), &error))?;
            profiles.load(&file, files::display(path), true)?;
        }
        // Errors in what the flags name are reported before any article is
        // read.
        profiles.grammar_of(&args.settings.grammar.clone())?;
        if profiles.takes_baseline
            && let Some(path) = profiles.baseline.clone()
        {
            profiles.known(&path, None)?;
        }
        Ok(profiles)
    }

    /// Returns the settings files that apply to articles in these folders.
    pub(super) fn files_for(&mut self, folders: BTreeSet<&Path>) -> BTreeSet<PathBuf> {
        match &self.args.config {
            ConfigArgs { no_config: true, .. } => BTreeSet::new(),
            ConfigArgs { config: Some(path), .. } => BTreeSet::from([path.clone()]),
            _ => folders.into_iter().filter_map(|folder| self.located(&folder_of(&folder.join(FILE_NAME)))).collect(),
        }
    }

    /// Returns the files that are read in addition to the articles, each with a
    /// description: the settings files `files`, what they name, and what the
    /// command line names. Leaves out what cannot be known before articles are
    /// read.
    pub(super) fn sources(&self, files: BTreeSet<PathBuf>) -> Vec<(PathBuf, &'static str)> {
        let mut sources = Vec::new();
        let mut grammars = self.args.settings.grammar.clone();
        let baseline = self.baseline.clone().filter(|_| self.takes_baseline);
        let is_given = baseline.is_some();
        sources.extend(baseline.map(|path| (path, "a baseline")));
        for file in files {
            let folder = folder_of(&file);
            // An error in the file is reported when it is loaded.
            let settings = files::read(&file, "", files::MOST_SETTINGS).and_then(|text| Settings::parse(&text, ""));
            if let Ok(settings) = settings {
                grammars.extend(settings.grammar.iter().map(|written| folder.join(&written.text)));
                let named = settings.baseline.iter().filter(|_| self.takes_baseline && !is_given);
                sources.extend(named.map(|written| (folder.join(&written.text), "a baseline")));
            }
            sources.push((file, "a settings file"));
        }
        for dir in grammars {
            sources.extend(grammar::files_of(&dir).into_iter().map(|path| (path, "a grammar file")));
        }
        sources
    }

    /// Prints the notes about settings files that are ignored, each once.
    pub(super) fn tell_notes(&mut self) {
        std::mem::take(&mut self.notes).iter().for_each(|note| tell("note", note));
    }

    /// Returns a work with its settings; `None` if the settings are wrong and
    /// the error has been reported.
    pub(super) fn job(&mut self, work: Work) -> Option<Job> {
        let lines = match &work {
            Work::Line { path, .. } => path.clone(),
            Work::File { path, is_found, .. } => {
                let (given, real) = (path.clone(), path_of(path));
                let is_found = *is_found;
                // First the profile: it tells what is wrong with the settings.
                let job = self.job_of(Some(given), work, real.clone());
                let is_excluded = is_found && real.is_some_and(|real| self.is_excluded(&real));
                return job.filter(|_| !is_excluded);
            }
            Work::Bytes { path: Some(path), .. } => {
                let real = path_of(path);
                return self.job_of(None, work, real);
            }
            Work::Bytes { .. } | Work::Failed(_) | Work::Pause => None,
        };
        let Some(path) = lines else { return self.job_of(None, work, None) };
        let lines = match self.last.take().filter(|last| *last.given == *path) {
            Some(lines) => lines,
            None => {
                let real: Arc<Path> = path_of(&path).unwrap_or_else(|| path.to_path_buf()).into();
                let profile = match self.profile(Some(&real)) {
                    Ok(profile) => profile,
                    Err(error) => return self.failed(error),
                };
                let sidecar = match beside(&path, true) {
                    Ok((directives, note)) => {
                        note.iter().for_each(|note| tell("note", note));
                        Sidecar::Read(Arc::new(by_id(directives)))
                    }
                    Err(error) => Sidecar::Wrong(error),
                };
                if let Sidecar::Read(by_id) = &sidecar
                    && !by_id.is_empty()
                {
                    self.sidecars.push((profile.clone(), real.clone(), by_id.clone()));
                }
                Lines { given: path, real, profile, sidecar }
            }
        };
        let Lines { real, profile, sidecar, .. } = lines.clone();
        // An error in the sidecar is reported with the file's first line only.
        let is_wrong = matches!(sidecar, Sidecar::Wrong(_));
        self.last = Some(if is_wrong { Lines { sidecar: Sidecar::None, ..lines } } else { lines });
        Some(Job { work, profile, path: Some(real), sidecar })
    }

    fn job_of(&mut self, given: Option<PathBuf>, work: Work, real: Option<PathBuf>) -> Option<Job> {
        match self.profile(real.as_deref()) {
            Ok(profile) => {
                let sidecar = given.map_or(Sidecar::None, Sidecar::Beside);
                Some(Job { work, profile, path: real.map(Into::into), sidecar })
            }
            Err(error) => self.failed(error),
        }
    }

    /// Returns a job that reports the error in the settings; `None` if an
    /// earlier article has reported it.
    fn failed(&mut self, error: Option<Error>) -> Option<Job> {
        let profile = self.bare();
        error.map(|error| Job { work: Work::Failed(error), profile, path: None, sidecar: Sidecar::None })
    }

    fn bare(&self) -> Arc<Profile> {
        Arc::new(Profile {
            analyzer: Analyzer::new(),
            grammar: None,
            settings: Effective::default(),
            layers: Vec::new(),
            baseline: None,
            file: None,
            grammars: Vec::new(),
        })
    }

    /// Returns the settings for a file, or for standard input. The error is
    /// `None` if it has been reported before.
    pub(super) fn profile(&mut self, real: Option<&Path>) -> Result<Arc<Profile>, Option<Error>> {
        let loaded = self.settings_of(real)?;
        let matches: Vec<bool> = match (loaded.and_then(|i| self.loaded.get(i)), real) {
            (Some(loaded), Some(path)) => {
                let path = path.strip_prefix(&loaded.folder).unwrap_or(path);
                loaded.globs.iter().map(|globs| globs.is_match(path)).collect()
            }
            _ => Vec::new(),
        };
        let key = (loaded, matches);
        if let Some(known) = self.profiles.get(&key) {
            return known.clone().map_err(|Told| None);
        }
        let made = self.make(loaded, &key.1).map(Arc::new);
        self.profiles.insert(key, made.as_ref().map_err(|_| Told).cloned());
        made.map_err(Some)
    }

    /// Returns the index of the settings file that applies to an article.
    fn settings_of(&mut self, real: Option<&Path>) -> Result<Option<usize>, Option<Error>> {
        if self.args.config.config.is_some() {
            return Ok(Some(0));
        }
        if self.args.config.no_config {
            return Ok(None);
        }
        let folder = real.and_then(Path::parent).unwrap_or(&self.home).to_owned();
        self.located(&folder).map(|file| self.loaded(&file)).transpose()
    }

    /// Whether the settings leave out a file that was found in a folder.
    fn is_excluded(&mut self, real: &Path) -> bool {
        let Ok(Some(loaded)) = self.settings_of(Some(real)).map(|i| i.and_then(|i| self.loaded.get(i))) else {
            return false;
        };
        loaded.exclude.is_match(real.strip_prefix(&loaded.folder).unwrap_or(real))
    }

    /// Returns the settings file that applies in a folder: the nearest one in
    /// it or above it.
    fn located(&mut self, folder: &Path) -> Option<PathBuf> {
        let mut passed = Vec::new();
        let mut found = None;
        // Whether the search has passed the root of a repository.
        let mut is_above = false;
        for folder in folder.ancestors() {
            let key = (folder.to_owned(), is_above);
            if let Some(known) = self.by_folder.get(&key) {
                found.clone_from(known);
                break;
            }
            passed.push(key);
            let file = folder.join(FILE_NAME);
            if let Some(note) = files::passed_over(&file, || self.shown(&file)) {
                self.notes.insert(note);
            } else if file.is_file() {
                if !is_above || is_own(&file) {
                    found = Some(file);
                    break;
                }
                // Other users may be able to write to folders above the
                // repository.
                self.notes.insert(format!(
                    "{} is not heeded: it lies above the repository and belongs to another user; `--config` heeds it",
                    self.shown(&file)
                ));
            }
            is_above |= REPOSITORIES.iter().any(|name| folder.join(name).exists());
        }
        self.by_folder.extend(passed.into_iter().map(|key| (key, found.clone())));
        found
    }

    /// Reads a settings file, once, and returns its index in `self.loaded`. The
    /// error is `None` if it has been reported before.
    fn loaded(&mut self, file: &Path) -> Result<usize, Option<Error>> {
        if let Some(known) = self.by_file.get(file) {
            return known.map_err(|Told| None);
        }
        let loaded = self.load(file, self.shown(file), false);
        self.by_file.insert(file.to_owned(), loaded.as_ref().map_err(|_| Told).copied());
        loaded.map_err(Some)
    }

    fn load(&mut self, file: &Path, name: String, is_given: bool) -> Result<usize, Error> {
        let text = files::read(file, &name, files::MOST_SETTINGS)?;
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let parse = || {
            let settings = Settings::parse(&text, &name)?;
            let globs = settings.overrides.iter().map(|o| globs(&o.paths, &text, &name)).collect::<Result<_, _>>()?;
            let exclude = self::globs(&settings.exclude, &text, &name)?;
            Ok((settings, globs, exclude))
        };
        let (settings, globs, exclude) = parse().map_err(|error| {
            let is_shown = is_given || is_within(file, &folder);
            if is_shown { error } else { undisclosed("settings file", &name, &format!("check --config {name}")) }
        })?;
        self.loaded.push(Loaded { name, text, folder, settings, globs, exclude });
        Ok(self.loaded.len() - 1)
    }

    fn make(&mut self, loaded: Option<usize>, matches: &[bool]) -> Result<Profile, Error> {
        let mut layers = Vec::new();
        let mut grammars = Vec::new();
        let mut baseline = None;
        // The folder of the settings file, if that names a baseline. If the
        // baseline lies elsewhere, its contents must not be shown.
        let mut home = None;
        // A grammar folder named by the settings with files that lie elsewhere,
        // whose contents must not be shown.
        let mut outside = None;
        let loaded = loaded.and_then(|i| self.loaded.get(i));
        let file = loaded.map(|loaded| loaded.name.clone());
        if let Some(Loaded { settings, folder, name, text, .. }) = loaded {
            let missing = |what: &str, path: &Path, written: &Written| {
                let path = self.shown(path);
                Error::new(format!("there is no {what} `{path}`")).at(name, text, written.at.clone())
            };
            layers.push(settings.base.clone());
            let over = settings.overrides.iter().zip(matches).filter(|(_, matches)| **matches);
            layers.extend(over.map(|(over, _)| over.layer.clone()));
            for written in &settings.grammar {
                let path = folder.join(&written.text);
                if !path.is_dir() {
                    return Err(
                        missing("folder", &path, written).with_help("it is looked for beside the settings file")
                    );
                }
                if !grammar::files_of(&path).iter().all(|file| is_within(file, folder)) {
                    outside = Some(self.shown(&path));
                }
                grammars.push(shortest(&path, &self.home));
            }
            if let Some(written) = settings.baseline.as_ref().filter(|_| self.takes_baseline) {
                let path = folder.join(&written.text);
                if self.baseline.is_none()
                    && let Some(what) = files::special(&path).or_else(|| path.is_dir().then_some("a folder"))
                {
                    let message = format!("`{}` is {what} and no file", self.shown(&path));
                    let help = "name the file that `secondhand check --write-baseline FILE` writes";
                    return Err(Error::new(message).at(name, text, written.at.clone()).with_help(help));
                }
                if self.baseline.is_none() && !path.is_file() {
                    let write = format!("write it with `secondhand check --write-baseline {} …`", self.shown(&path));
                    return Err(missing("file", &path, written).with_help(write));
                }
                baseline = Some(path);
                home = Some(folder.clone());
            }
        }
        layers.push(self.flags.clone());
        grammars.extend(self.args.settings.grammar.iter().cloned());
        let grammar = self.grammar_of(&grammars).map_err(|error| match &outside {
            Some(dir) => undisclosed("folder of grammar files", dir, &format!("grammar check {dir}")),
            None => error,
        })?;
        let settings = Effective::of(&layers);
        let mut analyzer = Analyzer::new().settings(&settings);
        if let Some(grammar) = &grammar {
            analyzer = analyzer.grammar(grammar.clone());
        }
        if let Some(date) = &self.args.settings.date {
            analyzer = analyzer.date(date);
        }
        if !self.runs_rules {
            analyzer = analyzer.rules(RuleSet::none());
        } else if self.of_any_confidence {
            analyzer = analyzer.rules(settings.rules.clone().of_any_confidence());
        }
        let given = self.baseline.clone().filter(|_| self.takes_baseline);
        let home = home.filter(|_| given.is_none());
        let baseline = given.or(baseline).map(|path| self.known(&path, home.as_deref())).transpose()?;
        let grammars = grammars.iter().map(|dir| files::display(dir)).collect();
        Ok(Profile { analyzer, grammar, settings, layers, baseline, file, grammars })
    }

    /// Loads the grammar with these folders, once for all articles.
    fn grammar_of(&mut self, dirs: &[PathBuf]) -> Result<Option<Arc<Grammar>>, Error> {
        if let Some(known) = self.grammars.get(dirs) {
            return Ok(known.clone());
        }
        let grammar = grammar::load(dirs)?;
        self.grammars.insert(dirs.to_owned(), grammar.clone());
        Ok(grammar)
    }

    /// Reads a baseline, once. `home` is the folder of the settings file that
    /// names it; `None` if the command line does.
    fn known(&mut self, path: &Path, home: Option<&Path>) -> Result<Arc<Known>, Error> {
        if let Some(known) = self.baselines.get(path) {
            return Ok(known.clone());
        }
        let name = self.shown(path);
        let text = files::read(path, &name, files::MOST_BASELINE)?;
        let baseline = Baseline::parse(&text, &name).map_err(|error| {
            let is_shown = home.is_none_or(|home| is_within(path, home));
            if is_shown { error } else { undisclosed("baseline", &name, &format!("check --baseline {name}")) }
        })?;
        let entries = baseline.articles().flat_map(|article| baseline.of(article));
        let fingerprints = entries.map(|entry| entry.fingerprint.clone()).collect();
        let known = Arc::new(Known { name, folder: folder_of(path), baseline, fingerprints });
        self.baselines.insert(path.to_owned(), known.clone());
        Ok(known)
    }

    /// Returns all baselines that were read, sorted by their paths.
    pub(super) fn baselines(&self) -> Vec<Arc<Known>> {
        let mut all: Vec<&PathBuf> = self.baselines.keys().collect();
        all.sort();
        all.into_iter().filter_map(|path| self.baselines.get(path).cloned()).collect()
    }

    /// Returns a path for messages: relative to the working folder if it lies
    /// in it, else unchanged.
    fn shown(&self, path: &Path) -> String {
        files::display(&shortest(path, &self.home))
    }
}

/// Returns the grammar folders that apply in the working folder: those that the
/// settings name, and `own`.
pub(super) fn grammars(own: Vec<PathBuf>) -> Result<Vec<PathBuf>, Error> {
    let mut reading = ReadingArgs::default();
    reading.settings.grammar = own;
    let unsaid = || Error::new("the settings cannot be read");
    let mut profiles = Profiles::new(&reading, None)?;
    let profile = profiles.profile(None).map_err(|error| error.unwrap_or_else(unsaid))?;
    profiles.tell_notes();
    Ok(profile.grammars.iter().map(PathBuf::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that exists but is not text was called missing, and an error of
    /// the system was shown without advice.
    #[cfg(unix)]
    #[test]
    fn an_error_says_what_a_path_is_that_is_not_a_file() {
        let dir = std::env::temp_dir().join(format!("secondhand-settings-{}", std::process::id()));
        fs::create_dir_all(dir.join("in/a.txt.secondhand.toml")).expect("a folder");
        let dir = fs::canonicalize(dir).expect("a folder");
        let article = dir.join("in/a.txt");
        let settings = article.with_file_name(FILE_NAME);
        let gate = GateArgs::default();
        let reading = ReadingArgs::default();
        let error = || {
            let mut profiles = Profiles::new(&reading, Some(&gate)).expect("profiles");
            profiles.profile(Some(&article)).err().flatten().expect("an error").to_string()
        };
        for (named, is) in [("/dev/zero", "`/dev/zero` is a device and no file"), (".", "is a folder and no file")] {
            fs::write(&settings, format!("baseline = '{named}'")).expect("written");
            let error = error();
            assert!(
                error.contains(is) && error.contains("toml:1:12") && error.contains("help: name the file"),
                "{error}"
            );
        }
        fs::remove_file(&settings).expect("removed");
        fs::write(dir.join("secret"), "secret").expect("written");
        std::os::unix::fs::symlink(dir.join("secret"), &settings).expect("a link");
        let linked = error();
        assert!(linked.contains("`secondhand check --config ") && !linked.contains("secret"), "{linked}");
        let beside = beside(&article, false).expect_err("a folder").to_string();
        assert!(beside.contains("it is a folder") && beside.contains("help: suppressions are in a file"), "{beside}");
        let folder = files::read(&dir, "x", 9).expect_err("a folder").to_string();
        assert_eq!(folder, "x: it cannot be read: it is a folder\n  help: name a file");
        let denied = files::unreadable("x", &std::io::ErrorKind::PermissionDenied.into()).to_string();
        assert!(denied.contains("help: "), "{denied}");
        fs::remove_dir_all(dir).expect("removed");
    }
}
