//! Turns the inputs named on the command line into a sequence of articles.
//!
//! Folders are searched first. Files are opened only when their turn comes,
//! and JSON Lines are read line by line, so memory does not grow with the
//! input; an article that is larger than `--max-bytes` is not read at all.

use super::args::{InputArgs, InputFormat};
use super::files::{Below, MaxBytes, below, display, has_extension, read_article, read_at_most, unreadable};
use super::lines::Lines;
use crate::article::Metadata;
use crate::error::Error;
use crate::jsonl::{self, Article};
use crate::source;
use crate::suppression::Directive;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufReader, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One article that is still to be read and decoded, or an error. Reading and
/// decoding run on many threads, so they are left to [`Work::read`].
pub(super) enum Work {
    /// A file that holds one article.
    File { path: PathBuf, name: String, max: MaxBytes },
    /// The bytes of an article that has been read already.
    Bytes { name: String, bytes: Vec<u8> },
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

/// The articles of all inputs, in the order of the command line. Those below a
/// folder are sorted by path.
pub(super) struct Works {
    /// The files that are still to be read; `-` stands for standard input.
    files: VecDeque<PathBuf>,
    lines: Option<Lines>,
    format: InputFormat,
    max: MaxBytes,
    /// Errors from searching folders. `notes` names what was skipped there.
    pub(super) errors: Vec<Error>,
    pub(super) notes: Vec<String>,
}

impl Works {
    pub(super) fn new(args: &InputArgs) -> Result<Self, Error> {
        let mut works = Self {
            files: VecDeque::new(),
            lines: None,
            format: args.input_format,
            max: args.max_bytes,
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
        for input in &args.inputs {
            if input.as_os_str() != "-" && input.is_dir() {
                works.search(input);
            } else {
                works.files.push_back(input.clone());
            }
        }
        Ok(works)
    }

    /// Whether the inputs are exactly one article.
    pub(super) fn is_single(args: &InputArgs) -> bool {
        match args.inputs.as_slice() {
            [] => args.input_format != InputFormat::Jsonl,
            [one] => !is_json_lines(one, args.input_format) && !one.is_dir(),
            _ => false,
        }
    }

    /// Returns the files that are still to be read; `-` stands for standard
    /// input.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    fn search(&mut self, dir: &Path) {
        let Below { files, errors, notes } = below(dir, &["txt", "md", "jsonl"]);
        if files.is_empty() && errors.is_empty() {
            let error = Error::new("there are no articles in this folder").in_file(&display(dir));
            let help = "folders are searched for .txt, .md and .jsonl files; name files of other kinds one by one";
            self.errors.push(error.with_help(help));
        }
        self.files.extend(files);
        self.errors.extend(errors);
        self.notes.extend(notes);
    }

    fn open(&mut self, path: PathBuf) -> Option<Work> {
        let name = display(&path);
        if path.as_os_str() == "-" {
            if self.format == InputFormat::Jsonl {
                self.lines = Some(Lines::new(Box::new(BufReader::new(io::stdin())), &name, None));
                return None;
            }
            let read = read_at_most(io::stdin().lock(), self.max.0);
            return Some(match read {
                Ok(Some(bytes)) => Work::Bytes { name, bytes },
                Ok(None) => Work::Failed(self.max.exceeded(&name, None)),
                Err(error) => Work::Failed(unreadable("standard input", &error)),
            });
        }
        if !is_json_lines(&path, self.format) {
            return Some(Work::File { path, name, max: self.max });
        }
        match Lines::open(&path) {
            Ok(lines) => {
                self.lines = Some(lines);
                None
            }
            Err(error) => Some(Work::Failed(error)),
        }
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

fn is_json_lines(path: &Path, format: InputFormat) -> bool {
    match format {
        InputFormat::Text => false,
        InputFormat::Jsonl => true,
        InputFormat::Auto => has_extension(path, &["jsonl", "ndjson"]),
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

    /// Reads and decodes the article.
    pub(super) fn read(self) -> Result<Article, Error> {
        match self {
            Self::Failed(error) => Err(error),
            Self::File { path, name, max } => {
                let bytes = read_article(&path, &name, max)?;
                Self::Bytes { name, bytes }.read()
            }
            Self::Bytes { name, bytes } => {
                let decoded = source::decode(bytes).map_err(|error| error.in_file(&name))?;
                let mut note = decoded.note.map(|note| format!("{name}: {note}"));
                if note.is_none() && name == "-" && looks_like_json(&decoded.text) {
                    note = Some("-: this looks like JSON Lines; say so with --input-format jsonl".to_owned());
                }
                let metadata = Metadata { id: Some(name), ..Metadata::default() };
                Ok(Article { text: decoded.text, metadata, note })
            }
            Self::Line { file, number, bytes, .. } => jsonl::article(&file, number, bytes),
        }
    }
}

fn looks_like_json(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('{') && start.lines().next().is_some_and(|l| l.contains("\"text\""))
}
