//! Turns the inputs named on the command line into a sequence of articles.
//!
//! Folders are searched first. Files are opened only when their turn comes,
//! and JSON Lines are read line by line, so memory does not grow with the
//! input; an article that is larger than `--max-bytes` is not read at all.

use super::args::InputArgs;
use super::beside::beside;
use super::files::{Below, MaxBytes, below, display, read_article, read_at_most, unreadable};
use super::lines::Lines;
use crate::error::Error;
use crate::jsonl;
use crate::read::{self, Document, InputFormat};
use crate::suppression::Directive;
use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Read as _, Stdin};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One article that is still to be read and decoded, or an error. Reading and
/// decoding run on many threads, so they are left to [`Work::read`].
pub(super) enum Work {
    /// A file of one or more articles.
    File { path: PathBuf, name: String, max: MaxBytes, format: Option<InputFormat> },
    /// The bytes of a file that has been read already. `path` is where it would
    /// be.
    Bytes { name: String, path: Option<PathBuf>, bytes: Vec<u8>, format: Option<InputFormat> },
    /// A line of JSON Lines.
    Line {
        /// The file's name. `path` is `None` for standard input.
        file: Arc<str>,
        path: Option<Arc<Path>>,
        number: usize,
        bytes: Vec<u8>,
    },
    /// An input that could not be read.
    Failed(Error),
}

/// The sidecar of an article: a file of suppressions beside it.
#[derive(Clone)]
pub(super) enum Sidecar {
    /// There is none, for example because the article comes from standard
    /// input.
    None,
    /// It lies beside this file, if there is one, and has not been read yet.
    Beside(PathBuf),
    /// It belongs to a file of JSON Lines and has been read.
    Read(Arc<ById>),
    /// It cannot be read.
    Wrong(Error),
}

/// The suppressions in the sidecar of a file of JSON Lines, by article id.
pub(super) type ById = BTreeMap<String, Vec<Directive>>;

impl Sidecar {
    /// Returns the sidecar of a file that has several articles.
    pub(super) fn of_many(self) -> Self {
        let Self::Beside(path) = self else { return self };
        match beside(&path, true) {
            Ok((directives, _)) => Self::Read(Arc::new(by_id(directives))),
            Err(error) => Self::Wrong(error),
        }
    }
}

/// Returns suppressions by the article that each is for.
pub(super) fn by_id(directives: Vec<Directive>) -> ById {
    let mut by_id = ById::new();
    for directive in directives {
        by_id.entry(directive.article.clone().unwrap_or_default()).or_default().push(directive);
    }
    by_id
}

/// The articles of all inputs, in the order of the command line. Those below a
/// folder are sorted by path.
pub(super) struct Works {
    /// The files that are still to be read; `-` stands for standard input.
    files: VecDeque<PathBuf>,
    lines: Option<Lines>,
    stdin: Option<BufReader<Stdin>>,
    /// What standard input is called.
    stdin_name: Option<PathBuf>,
    format: Option<InputFormat>,
    max: MaxBytes,
    /// Whether one file and no folder is named.
    is_one_file: bool,
    /// Errors from searching folders. `notes` names what was skipped there.
    pub(super) errors: Vec<Error>,
    pub(super) notes: Vec<String>,
}

impl Works {
    pub(super) fn new(args: &InputArgs) -> Result<Self, Error> {
        let mut works = Self {
            files: VecDeque::new(),
            lines: None,
            stdin: None,
            stdin_name: args.stdin_filename.clone(),
            format: args.input_format,
            max: args.max_bytes,
            is_one_file: false,
            errors: Vec::new(),
            notes: Vec::new(),
        };
        if args.inputs.is_empty() {
            if io::stdin().is_terminal() {
                return Err(Error::new("no articles named")
                    .with_help("name files or folders, or pipe an article to standard input"));
            }
            works.files.push_back(PathBuf::from("-"));
        }
        let mut has_folder = false;
        for input in &args.inputs {
            if input.as_os_str() != "-" && input.is_dir() {
                has_folder = true;
                works.search(input);
            } else {
                works.files.push_back(input.clone());
            }
        }
        works.is_one_file = !has_folder && works.files.len() == 1;
        Ok(works)
    }

    /// Whether the inputs are exactly one article. To know it of standard input,
    /// its first bytes are waited for.
    pub(super) fn is_single(&mut self) -> bool {
        let one = self.files.front().filter(|_| self.is_one_file).cloned();
        one.is_some_and(|one| !self.format_of(&one).is_some_and(InputFormat::is_of_many))
    }

    /// Returns the format of a file by the beginning of its content and its
    /// name; `None` if it cannot be read.
    fn format_of(&mut self, path: &Path) -> Option<InputFormat> {
        if self.format.is_some() {
            return self.format;
        }
        if path.as_os_str() == "-" {
            let name = self.stdin_name.as_deref().map_or_else(|| "-".to_owned(), display);
            let stdin = self.stdin.get_or_insert_with(|| BufReader::with_capacity(1 << 16, io::stdin()));
            return Some(InputFormat::detect(stdin.fill_buf().unwrap_or_default(), &name));
        }
        let name = display(path);
        // The name alone says that it is JSON Lines, so that a pipe is not opened
        // twice.
        if let Some(InputFormat::Jsonl) = InputFormat::of_name(&name) {
            return Some(InputFormat::Jsonl);
        }
        if !path.metadata().is_ok_and(|file| file.is_file()) {
            return Some(InputFormat::detect(b"", &name));
        }
        let mut bytes = Vec::new();
        File::open(path).ok()?.take(InputFormat::SAMPLE as u64).read_to_end(&mut bytes).ok()?;
        Some(InputFormat::detect(&bytes, &name))
    }

    /// Returns the files that are still to be read; `-` stands for standard
    /// input.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    fn search(&mut self, dir: &Path) {
        let endings: Vec<&str> = InputFormat::ENDINGS.iter().map(|(ending, _)| *ending).collect();
        let Below { files, errors, notes } = below(dir, &endings);
        if files.is_empty() && errors.is_empty() {
            let error = Error::new("there are no articles in this folder").in_file(&display(dir));
            let help = format!("folders are searched for files that end in .{}", endings.join(", ."));
            self.errors.push(error.with_help(help));
        }
        self.files.extend(files);
        self.errors.extend(errors);
        self.notes.extend(notes);
    }

    fn open(&mut self, path: PathBuf) -> Option<Work> {
        let format = self.format_of(&path);
        if path.as_os_str() == "-" {
            return self.open_stdin(format);
        }
        if format != Some(InputFormat::Jsonl) {
            return Some(Work::File { name: display(&path), path, max: self.max, format: self.format });
        }
        match Lines::open(&path) {
            Ok(lines) => {
                self.lines = Some(lines);
                None
            }
            Err(error) => Some(Work::Failed(error)),
        }
    }

    fn open_stdin(&mut self, format: Option<InputFormat>) -> Option<Work> {
        let (path, max) = (self.stdin_name.clone(), self.max);
        let name = path.as_deref().map_or_else(|| "-".to_owned(), display);
        let stdin = self.stdin.take().unwrap_or_else(|| BufReader::with_capacity(1 << 16, io::stdin()));
        if format == Some(InputFormat::Jsonl) {
            self.lines = Some(Lines::new(Box::new(stdin), &name, None));
            return None;
        }
        Some(match read_at_most(stdin, max.0) {
            Ok(Some(bytes)) => Work::Bytes { name, path, bytes, format: self.format },
            Ok(None) => Work::Failed(max.exceeded(&name, None)),
            Err(error) => Work::Failed(unreadable("standard input", &error)),
        })
    }

    fn next_line(&mut self) -> Option<Work> {
        let lines = self.lines.as_mut()?;
        let Some(line) = lines.next(self.max) else {
            self.lines = None;
            return None;
        };
        Some(match line {
            Ok((bytes, number)) => Work::Line { file: lines.file.clone(), path: lines.path.clone(), number, bytes },
            Err(error) => Work::Failed(error),
        })
    }
}

impl Iterator for Works {
    type Item = Work;

    fn next(&mut self) -> Option<Work> {
        loop {
            if let Some(work) = self.next_line() {
                return Some(work);
            }
            let file = self.files.pop_front()?;
            if let Some(work) = self.open(file) {
                return Some(work);
            }
        }
    }
}

impl Work {
    /// Returns how many bytes the article has, as far as this is known before
    /// it is read.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::File { path, .. } => std::fs::metadata(path).map_or(0, |file| file.len() as usize),
            Self::Bytes { bytes, .. } | Self::Line { bytes, .. } => bytes.len(),
            Self::Failed(_) => 0,
        }
    }

    /// Returns the file and the line number, from 1, of an article in a file of
    /// JSON Lines. Returns `None` for standard input, which is not a file that
    /// can be opened again.
    pub(super) fn stands(&self) -> Option<(Arc<str>, usize)> {
        match self {
            Self::Line { file, path: Some(_), number, .. } => Some((file.clone(), *number)),
            _ => None,
        }
    }

    /// Reads the articles of the file, or the one of the line.
    pub(super) fn read(self) -> Result<Vec<Document>, Error> {
        match self {
            Self::Failed(error) => Err(error),
            Self::File { path, name, max, format } => {
                let bytes = read_article(&path, &name, max)?;
                documents(bytes, &name, format)
            }
            Self::Bytes { name, bytes, format, .. } => documents(bytes, &name, format),
            Self::Line { file, number, bytes, .. } => {
                let mut document = jsonl::article(&file, number, bytes)?;
                name_notes(&mut document, &file);
                Ok(vec![document])
            }
        }
    }
}

/// Reads the articles of a file. The only one is called like the file. Of
/// several, each has an id of its own or a number.
fn documents(bytes: Vec<u8>, name: &str, format: Option<InputFormat>) -> Result<Vec<Document>, Error> {
    let mut documents = read::read(bytes, name, format)?;
    let is_single = documents.len() == 1;
    for (i, document) in documents.iter_mut().enumerate() {
        if is_single || document.metadata.id.is_none() {
            document.metadata.id = Some(if is_single { name.to_owned() } else { format!("{name}:{}", i + 1) });
        }
        name_notes(document, name);
    }
    Ok(documents)
}

/// Puts the file's name before the notes. Equal notes of one file are printed
/// once.
fn name_notes(document: &mut Document, name: &str) {
    for note in &mut document.notes {
        note.insert_str(0, ": ");
        note.insert_str(0, name);
    }
}
