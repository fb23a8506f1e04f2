//! What was named on the command line, as articles one after the other.
//!
//! Folders are searched first. Files are opened only when their turn comes,
//! and JSON Lines are read line by line, so memory does not grow with the
//! input; an article that is larger than `--max-bytes` is not read at all.

use super::args::{InputArgs, InputFormat};
use super::lines::Lines;
use crate::article::Metadata;
use crate::error::Error;
use crate::jsonl::{self, Article};
use crate::source;
use crate::suppression::Directive;
use std::collections::{BTreeMap, VecDeque};
use std::fs::{self, File};
use std::io::{self, BufReader, IsTerminal as _, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One article, or the reason why there is none, not yet read or decoded:
/// that is work for many threads.
pub(super) enum Work {
    /// A file that is an article.
    File { path: PathBuf, name: String, max: MaxBytes },
    /// An article that was read already.
    Bytes { name: String, bytes: Vec<u8> },
    /// A line of JSON Lines.
    Line {
        /// The file's name, and its path where it is none of standard input.
        file: Arc<str>,
        path: Option<Arc<Path>>,
        number: usize,
        bytes: Vec<u8>,
    },
    /// What could not be read.
    Failed(Error),
}

/// The file of suppressions beside an article.
#[derive(Clone)]
pub(super) enum Sidecar {
    /// There can be none.
    None,
    /// It lies beside this file, if there is one.
    Beside(PathBuf),
    /// It was read.
    Read(Arc<ById>),
    /// It cannot be.
    Wrong(Error),
}

/// The suppressions beside a file of JSON Lines, by the ids of its articles.
pub(super) type ById = BTreeMap<String, Vec<Directive>>;

/// The articles of all inputs, in the order of the command line and below
/// folders in that of the paths.
pub(super) struct Works {
    /// Files, and `-` for standard input.
    files: VecDeque<PathBuf>,
    lines: Option<Lines>,
    format: InputFormat,
    max: MaxBytes,
    /// What folders have that cannot be read, and what is passed over there.
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

    /// Whether all there is to read is one article.
    pub(super) fn is_single(args: &InputArgs) -> bool {
        match args.inputs.as_slice() {
            [] => args.input_format != InputFormat::Jsonl,
            [one] => !is_json_lines(one, args.input_format) && !one.is_dir(),
            _ => false,
        }
    }

    /// The files that are still to be read, and `-` for standard input.
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

/// How many bytes an article may have: `--max-bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MaxBytes(pub(super) u64);

impl MaxBytes {
    /// The error of an article that has more; its size if it is known.
    pub(super) fn exceeded(self, name: &str, size: Option<u64>) -> Error {
        let has = size.map_or(String::new(), |size| format!("it has {size} bytes, "));
        let more = if size.is_some() { "more than the" } else { "it has more than the" };
        Error::new(format!("skipped: {has}{more} {} of --max-bytes", self.0))
            .in_file(name)
            .with_help("split it into one file an article, or raise --max-bytes")
    }
}

impl std::str::FromStr for MaxBytes {
    type Err = &'static str;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let (number, unit) = given.split_at(given.find(|c: char| !c.is_ascii_digit()).unwrap_or(given.len()));
        let shift = match unit {
            "" => 0,
            "K" | "k" => 10,
            "M" | "m" => 20,
            "G" | "g" => 30,
            _ => return Err("a size is a number of bytes, or of K, M or G: 64M"),
        };
        match number.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift)) {
            Some(0) | None => Err("a size is a whole number from 1 on, with K, M or G behind it: 64M"),
            Some(bytes) => Ok(Self(bytes)),
        }
    }
}

/// All that there is, or `None` if it is more than `most` bytes.
fn read_at_most(reader: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// Reads a file that is no article and may have this many bytes.
pub(super) fn read_small(path: &Path, name: &str, most: u64) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(|error| unreadable(name, &error))?;
    let read = read_at_most(file, most).map_err(|error| unreadable(name, &error))?;
    read.ok_or_else(|| {
        Error::new(format!("it cannot be read: it has more than {most} bytes"))
            .in_file(name)
            .with_help("a file of this kind is not that large; is it the right one?")
    })
}

fn is_json_lines(path: &Path, format: InputFormat) -> bool {
    match format {
        InputFormat::Text => false,
        InputFormat::Jsonl => true,
        InputFormat::Auto => has_extension(path, &["jsonl", "ndjson"]),
    }
}

pub(super) fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|e| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)))
}

/// What a folder and those below it hold.
#[derive(Default)]
pub(super) struct Below {
    /// Sorted by path.
    pub(super) files: Vec<PathBuf>,
    /// Folders that cannot be read.
    pub(super) errors: Vec<Error>,
    /// What is no file and was passed over.
    pub(super) notes: Vec<String>,
}

/// How many folders deep a folder is searched.
const DEEPEST: usize = 100;

/// Files of these kinds in a folder and those below it, hidden ones left out.
/// Links to folders are not followed: they can lead round in circles.
pub(super) fn below(dir: &Path, extensions: &[&str]) -> Below {
    let mut below = Below::default();
    let mut folders = vec![(dir.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                below.errors.push(unreadable(&display(&folder), &error));
                continue;
            }
        };
        for entry in entries {
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth == DEEPEST => {
                    let error = Error::new(format!("too deep: folders are searched {DEEPEST} folders down"));
                    below.errors.push(error.in_file(&display(&path)).with_help("name the folder by itself"));
                }
                Ok(kind) if kind.is_dir() => folders.push((path, depth + 1)),
                Ok(_) if has_extension(&path, extensions) && !path.is_dir() => {
                    match passed_over(&path, || display(&path)) {
                        Some(note) => below.notes.push(note),
                        None => below.files.push(path),
                    }
                }
                _ => {}
            }
        }
    }
    below.files.sort();
    below.notes.sort();
    below
}

/// What to tell of a pipe, a socket, a device, or a link to one: reading it
/// could take for ever. `None` for anything else, and for what is not there.
pub(super) fn passed_over(path: &Path, name: impl FnOnce() -> String) -> Option<String> {
    let kind = fs::metadata(path).ok()?.file_type();
    if kind.is_file() || kind.is_dir() {
        return None;
    }
    #[cfg(unix)]
    let what = {
        use std::os::unix::fs::FileTypeExt as _;
        match () {
            () if kind.is_fifo() => "a named pipe",
            () if kind.is_socket() => "a socket",
            () => "a device",
        }
    };
    #[cfg(not(unix))]
    let what = "no file";
    Some(format!("{} was skipped: it is {what}", name()))
}

/// The path as it was given, with forward slashes on every system.
pub(super) fn display(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

pub(super) fn unreadable(name: &str, error: &io::Error) -> Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => {
            return Error::new("there is no such file or folder")
                .in_file(name)
                .with_help("check how the path is spelt");
        }
        io::ErrorKind::PermissionDenied => "it cannot be read: permission denied".to_owned(),
        _ => format!("it cannot be read: {error}"),
    };
    Error::new(reason).in_file(name)
}

impl Work {
    /// The file and the line of an article in JSON Lines. Standard input is no
    /// file that anybody could open.
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

/// Reads a file that is an article, if that is not too large.
pub(super) fn read_article(path: &Path, name: &str, max: MaxBytes) -> Result<Vec<u8>, Error> {
    let open = || {
        let file = File::open(path)?;
        let size = file.metadata().ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
        Ok((file, size))
    };
    let (file, size) = open().map_err(|error| unreadable(name, &error))?;
    if size.is_some_and(|size| size > max.0) {
        return Err(max.exceeded(name, size));
    }
    let bytes = read_at_most(file, max.0).map_err(|error| unreadable(name, &error))?;
    bytes.ok_or_else(|| max.exceeded(name, None))
}
