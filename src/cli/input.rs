//! What was named on the command line, as articles one after the other.
//!
//! Files are opened only when their turn comes, and JSON Lines are read line
//! by line, so memory does not grow with the input.

use super::args::{InputArgs, InputFormat};
use crate::article::Metadata;
use crate::error::Error;
use crate::jsonl::{self, Line};
use crate::source;
use crate::suppression::Directive;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One article, or the reason why there is none, not yet read or decoded:
/// that is work for many threads.
pub(super) enum Work {
    /// A file that is an article.
    File { path: PathBuf, name: String },
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
    Read(Arc<[Directive]>),
    /// It cannot be.
    Wrong(Error),
}

/// An article that is ready to be analysed.
pub(super) struct Article {
    pub(super) text: String,
    /// With an id in any case.
    pub(super) metadata: Metadata,
    /// What to tell about how it was read.
    pub(super) note: Option<String>,
}

/// The articles of all inputs, in the order of the command line and below
/// folders in that of the paths.
pub(super) struct Works {
    inputs: VecDeque<PathBuf>,
    /// Of the folder that is being read.
    files: VecDeque<PathBuf>,
    lines: Option<Lines>,
    format: InputFormat,
}

struct Lines {
    reader: Box<dyn BufRead + Send>,
    file: Arc<str>,
    path: Option<Arc<Path>>,
    number: usize,
}

impl Works {
    pub(super) fn new(args: &InputArgs) -> Result<Self, Error> {
        let mut inputs: VecDeque<PathBuf> = args.inputs.iter().cloned().collect();
        if inputs.is_empty() {
            if io::stdin().is_terminal() {
                return Err(Error::new("no articles named")
                    .with_help("name files or folders, or pipe an article to standard input"));
            }
            inputs.push_back(PathBuf::from("-"));
        }
        Ok(Self { inputs, files: VecDeque::new(), lines: None, format: args.input_format })
    }

    /// Whether all there is to read is one article.
    pub(super) fn is_single(args: &InputArgs) -> bool {
        match args.inputs.as_slice() {
            [] => args.input_format != InputFormat::Jsonl,
            [one] => !is_json_lines(one, args.input_format) && !one.is_dir(),
            _ => false,
        }
    }

    fn open(&mut self, path: PathBuf) -> Option<Work> {
        let name = display(&path);
        if path.as_os_str() == "-" {
            if self.format == InputFormat::Jsonl {
                self.lines = Some(Lines {
                    reader: Box::new(BufReader::new(io::stdin())),
                    file: name.into(),
                    path: None,
                    number: 0,
                });
                return None;
            }
            let mut bytes = Vec::new();
            return Some(match io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => Work::Bytes { name, bytes },
                Err(error) => Work::Failed(unreadable("standard input", &error)),
            });
        }
        if !is_json_lines(&path, self.format) {
            return Some(Work::File { path, name });
        }
        match File::open(&path) {
            Ok(file) => {
                let reader = Box::new(BufReader::with_capacity(1 << 16, file));
                self.lines = Some(Lines { reader, file: name.into(), path: Some(path.into()), number: 0 });
                None
            }
            Err(error) => Some(Work::Failed(unreadable(&name, &error))),
        }
    }

    fn next_line(&mut self) -> Option<Work> {
        let lines = self.lines.as_mut()?;
        loop {
            let mut bytes = Vec::new();
            match lines.reader.read_until(b'\n', &mut bytes) {
                Ok(0) => {
                    let (file, number) = (lines.file.clone(), lines.number);
                    self.lines = None;
                    let empty = || Error::new("empty: there is no text in it").in_file(&file);
                    return (number == 0).then(|| Work::Failed(empty()));
                }
                Ok(_) => {}
                Err(error) => {
                    let failed = Work::Failed(unreadable(&lines.file, &error));
                    self.lines = None;
                    return Some(failed);
                }
            }
            lines.number += 1;
            if lines.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            // A thousand broken lines of a picture help nobody.
            if bytes.contains(&0) {
                let error = Error::new("not a text file")
                    .in_file(&lines.file)
                    .with_help("JSON Lines are UTF-8 text, one object a line");
                self.lines = None;
                return Some(Work::Failed(error));
            }
            if !bytes.trim_ascii().is_empty() {
                return Some(Work::Line {
                    file: lines.file.clone(),
                    path: lines.path.clone(),
                    number: lines.number,
                    bytes,
                });
            }
        }
    }
}

impl Iterator for Works {
    type Item = Work;

    fn next(&mut self) -> Option<Work> {
        loop {
            if let Some(work) = self.next_line() {
                return Some(work);
            }
            if let Some(file) = self.files.pop_front() {
                if let Some(work) = self.open(file) {
                    return Some(work);
                }
                continue;
            }
            let input = self.inputs.pop_front()?;
            if input.as_os_str() != "-" && input.is_dir() {
                match articles_below(&input) {
                    Ok(files) => self.files.extend(files),
                    Err(error) => return Some(Work::Failed(error)),
                }
            } else if let Some(work) = self.open(input) {
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

pub(super) fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|e| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)))
}

/// The articles in a folder and those below it, sorted by path.
fn articles_below(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let files = files_below(dir, &["txt", "md", "jsonl"])?;
    if files.is_empty() {
        return Err(Error::new("there are no articles in this folder")
            .in_file(&display(dir))
            .with_help("folders are searched for .txt, .md and .jsonl files; name files of other kinds one by one"));
    }
    Ok(files)
}

/// Files of these kinds in a folder and those below it, hidden ones left out,
/// sorted by path. Links to folders are not followed: they can lead round in
/// circles.
pub(super) fn files_below(dir: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        for entry in entries.map_err(|error| unreadable(&display(&folder), &error))? {
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(_) if has_extension(&path, extensions) && !path.is_dir() => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    Ok(files)
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
            Self::File { path, name } => {
                let bytes = fs::read(&path).map_err(|error| unreadable(&name, &error))?;
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
            Self::Line { file, number, bytes, .. } => read_line(&file, number, bytes),
        }
    }
}

fn looks_like_json(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('{') && start.lines().next().is_some_and(|l| l.contains("\"text\""))
}

fn read_line(file: &str, number: usize, bytes: Vec<u8>) -> Result<Article, Error> {
    let place = format!("{file}:{number}");
    let decoded = source::decode(bytes).map_err(|error| error.in_file(&place))?;
    let broken = |reason: &str| {
        Error::new(format!("broken JSON line: {reason}"))
            .in_file(&place)
            .with_help("each line is one object with `id` and `text`; the other lines were read")
    };
    let json = decoded.text.trim();
    if !json.starts_with('{') {
        return Err(broken("not an object"));
    }
    let line: Line = serde_json::from_str(json).map_err(|error| broken(&jsonl::reason(&error)))?;
    if line.text.trim().is_empty() {
        return Err(Error::new("empty: there is no text in this article").in_file(&place));
    }
    if u32::try_from(line.text.len()).is_err() {
        return Err(Error::new("longer than 4 GiB").in_file(&place));
    }
    let (text, metadata) = line.into_parts(&place);
    // One note a file will do.
    let note = decoded.note.map(|note| format!("{file}: {note}"));
    Ok(Article { text, metadata, note })
}
