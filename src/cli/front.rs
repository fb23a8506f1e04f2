//! What the command shares with other front ends that read files: finding
//! settings, grammar folders, suppressions and baselines, and reading articles.
//!
//! Errors and notes come back as values, where the command prints them.

use super::args::{ConfigArgs, GateArgs, InputArgs, ReadingArgs, SettingArgs};
use super::batch::{self, How, Read};
use super::each::{Told, caught};
use super::files::MaxBytes;
use super::grammar;
use super::input::{self, Works};
use super::profile::Profiles;
use crate::analyzer::Analyzer;
use crate::error::Error;
use crate::read::{Document, InputFormat};
use crate::report::Checked;
use crate::settings::{Effective, Settings};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// How articles are read: the options of the command.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where settings come from.
    pub settings: Source,
    /// Folders of grammar files that are added to the built-in grammar.
    pub grammar: Vec<PathBuf>,
    /// The publisher of the articles, if they do not say it.
    pub publisher: Option<String>,
    /// The news agency that they are credited to, if they do not say it.
    pub agency: Option<String>,
    /// The date when they were published, if they do not say it.
    pub date: Option<String>,
}

/// Where settings come from.
#[derive(Clone, Debug, Default)]
pub enum Source {
    /// From nowhere: the defaults hold.
    #[default]
    Defaults,
    /// From the nearest settings file of each article.
    Nearest,
    /// From this file.
    File(PathBuf),
    /// From the text of a settings file that is not on the disk.
    Text(String),
}

/// What comes of one article: a result and the notes about it, or an error.
pub type Article<T> = Result<(T, Vec<String>), Error>;

impl Options {
    /// Returns the analyzer of `extract --format jsonl`: its findings are of
    /// any confidence, unless the settings ask for more.
    ///
    /// # Errors
    /// If the settings or the grammar are wrong.
    pub fn analyzer(&self) -> Result<Analyzer, Error> {
        if let Source::Text(text) = &self.settings {
            return self.analyzer_of(&Settings::parse(text, "settings")?);
        }
        let reading = self.reading();
        let mut profiles = Profiles::new(&reading, None)?;
        profiles.of_any_confidence = true;
        let profile = profiles.profile(None).map_err(|error| error.unwrap_or_else(untold))?;
        Ok(profile.analyzer.clone())
    }

    fn analyzer_of(&self, settings: &Settings) -> Result<Analyzer, Error> {
        let folders = settings.grammar.iter().map(|written| PathBuf::from(&written.text));
        let folders: Vec<PathBuf> = folders.chain(self.grammar.iter().cloned()).collect();
        let mut effective = Effective::of([&settings.base, &self.reading().layer()]);
        effective.rules = effective.rules.of_any_confidence();
        let mut analyzer = Analyzer::new().settings(&effective);
        if let Some(grammar) = grammar::load(&folders)? {
            analyzer = analyzer.grammar(grammar);
        }
        Ok(self.date.iter().fold(analyzer, |analyzer, date| analyzer.date(date)))
    }

    /// Checks the articles of a file or a folder as `check` does, and returns
    /// what `render` makes of each, in the order of the command.
    ///
    /// # Errors
    /// If the settings, the grammar or the baseline are wrong. What is wrong
    /// with an article is among the results.
    pub fn check<T: Send>(
        &self,
        path: &Path,
        baseline: Option<&Path>,
        format: Option<InputFormat>,
        render: impl Fn(&Checked<'_>) -> T + Sync,
    ) -> Result<Vec<Article<T>>, Error> {
        let input = self.input(path, format);
        let gate = GateArgs { baseline: baseline.map(Path::to_owned), ..GateArgs::default() };
        let mut profiles = Profiles::new(&input.reading, Some(&gate))?;
        let mut works = Works::new(&input)?;
        let failed = std::mem::take(&mut works.errors);
        let jobs: Vec<_> = works.filter_map(|work| profiles.job(work)).collect();
        let render = |read: &Read<'_>| {
            let mut checked = Checked::new(read.analysis, read.name, read.triage);
            checked.record = read.record;
            render(&checked)
        };
        let how = How { is_unread: false, writes: None };
        let done = jobs.into_par_iter().flat_map(|job| batch::file(job, how, &render));
        let results = done.flat_map_iter(|result| match result {
            Ok((done, Told { notes, errors })) => {
                let wrong = errors.into_iter().map(Err);
                wrong.chain([Ok((done.output, notes))]).collect::<Vec<_>>()
            }
            Err(error) => vec![Err(error)],
        });
        Ok(failed.into_iter().map(Err).chain(results.collect::<Vec<_>>()).collect())
    }

    fn input(&self, path: &Path, format: Option<InputFormat>) -> InputArgs {
        InputArgs {
            inputs: vec![path.to_owned()],
            input_format: format,
            stdin_filename: None,
            max_bytes: MaxBytes::default(),
            reading: self.reading(),
        }
    }

    fn reading(&self) -> ReadingArgs {
        let config = match &self.settings {
            Source::File(path) => ConfigArgs { config: Some(path.clone()), no_config: false },
            Source::Nearest => ConfigArgs::default(),
            Source::Defaults | Source::Text(_) => ConfigArgs { config: None, no_config: true },
        };
        let settings = SettingArgs {
            publisher: self.publisher.clone(),
            agency: self.agency.clone(),
            date: self.date.clone(),
            grammar: self.grammar.clone(),
        };
        ReadingArgs { settings, config, ..ReadingArgs::default() }
    }
}

/// Reads the articles of a file or a folder as the command does.
///
/// # Errors
/// If there is no such file. What is wrong with an article is among the
/// results.
pub fn read(path: &Path, format: Option<InputFormat>) -> Result<Vec<Result<Document, Error>>, Error> {
    let mut works = Works::new(&Options::default().input(path, format))?;
    let failed = std::mem::take(&mut works.errors);
    let works: Vec<_> = works.collect();
    let read = works.into_par_iter().flat_map_iter(|work| {
        let name = work.name().to_owned();
        match caught(&name, || work.read()).and_then(|read| read) {
            Ok(documents) => documents.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        }
    });
    Ok(failed.into_iter().map(Err).chain(read.collect::<Vec<_>>()).collect())
}

/// Reads the articles of a file whose bytes are given.
///
/// # Errors
/// If they cannot be read.
pub fn read_bytes(bytes: Vec<u8>, name: &str, format: Option<InputFormat>) -> Result<Vec<Document>, Error> {
    caught(name, || input::documents(bytes, name, format, MaxBytes::default())).and_then(|read| read)
}

/// Runs `work`, and returns the command's error about the article `id` if it
/// panics.
///
/// # Errors
/// If it panics.
pub fn guarded<T>(id: &str, work: impl FnOnce() -> T) -> Result<T, Error> {
    caught(id, work)
}

fn untold() -> Error {
    Error::new("the settings cannot be read")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder with a broken article gives the error and the other articles.
    #[test]
    fn what_is_wrong_with_an_article_is_a_value() {
        let dir = std::env::temp_dir().join(format!("secondhand-front-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("a folder");
        fs::write(dir.join("a.txt"), "“No,” Ana Ruiz told Der Spiegel.").expect("written");
        fs::write(dir.join("b.jsonl"), "{\"id\": \"b\"}\n{\"id\": \"c\", \"text\": \"He said no.\"}\n")
            .expect("written");
        let checked = Options::default().check(&dir, None, None, |checked| checked.name.to_owned()).expect("settings");
        assert_eq!(checked.len(), 3);
        assert!(checked[0].as_ref().is_ok_and(|(name, _)| name.ends_with("a.txt")));
        assert!(checked[1].as_ref().is_err_and(|error| error.message().contains("b.jsonl:1: broken JSON line")));
        assert!(checked[2].as_ref().is_ok_and(|(name, _)| name == "c"));
        let read = read(&dir, None).expect("a folder");
        assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
        fs::remove_dir_all(dir).expect("removed");
    }

    /// Settings as a text give the same analyzer as settings in a file.
    #[test]
    fn settings_can_be_a_text() {
        let settings = "publisher = 'The Courier'\nignore = ['SH013']\n";
        let file = std::env::temp_dir().join(format!("secondhand-front-{}.toml", std::process::id()));
        fs::write(&file, settings).expect("written");
        let analyzer = |settings| Options { settings, ..Options::default() }.analyzer().expect("settings");
        let of_text = format!("{:?}", analyzer(Source::Text(settings.to_owned())));
        assert_eq!(of_text, format!("{:?}", analyzer(Source::File(file.clone()))));
        fs::remove_file(file).expect("removed");
        let wrong = Options { settings: Source::Text("publsher = 'x'".to_owned()), ..Options::default() };
        assert_eq!(wrong.analyzer().expect_err("a typing error").help(), Some("did you mean `publisher`?"));
    }
}
