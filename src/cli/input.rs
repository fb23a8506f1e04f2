//! Turns the inputs named on the command line into a sequence of articles.
//!
//! Folders are searched first. Files are opened only when their turn comes,
//! and JSON Lines are read line by line, so memory does not grow with the
//! input; an article that is larger than `--max-bytes` is not read at all.

use super::args::InputArgs;
use super::beside::beside;
use super::files::{Below, MaxBytes, articles_below, display, has_extension, read_article, read_at_most, unreadable};
use super::lines::Lines;
use crate::error::Error;
use crate::jsonl;
use crate::read::{self, Document, InputFormat};
use crate::suppression::Directive;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Read as _, Stdin};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One article that is still to be read and decoded, or an error. Reading and
/// decoding run on many threads, so they are left to [`Work::read`].
pub(super) enum Work {
    /// A file of one or more articles.
    File {
        path: PathBuf,
        name: String,
        max: MaxBytes,
        format: Option<InputFormat>,
        /// Whether it was found in a folder, and not named itself.
        is_found: bool,
    },
    /// The bytes of a file that has been read already. `path` is where it would
    /// be.
    Bytes { name: String, path: Option<PathBuf>, bytes: Vec<u8>, max: MaxBytes, format: Option<InputFormat> },
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
    /// The next line of standard input has not come yet: what was read so far is
    /// processed first.
    Pause,
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
    /// Those of them that were found in folders.
    found: BTreeSet<PathBuf>,
    lines: Option<Lines>,
    stdin: Option<BufReader<Stdin>>,
    /// What standard input is called.
    stdin_name: Option<PathBuf>,
    format: Option<InputFormat>,
    max: MaxBytes,
    /// Whether a line was read since the last pause.
    has_read: bool,
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
            found: BTreeSet::new(),
            lines: None,
            stdin: None,
            stdin_name: args.stdin_filename.clone(),
            format: args.input_format,
            max: args.max_bytes,
            has_read: false,
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
        if has_folder {
            // A folder and one of its files or folders can both be named.
            let mut seen = BTreeSet::new();
            works.files.retain(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
        }
        works.is_one_file = !has_folder && works.files.len() == 1;
        Ok(works)
    }

    /// Whether the inputs are exactly one article. To know it of standard input,
    /// its first bytes are waited for.
    pub(super) fn is_single(&mut self) -> bool {
        let one = self.files.front().filter(|_| self.is_one_file).cloned();
        let format = self.format;
        one.is_some_and(|one| !self.with_head(&one, |head, name| read::is_of_many(head, name, format)))
    }

    /// Whether standard input is answered line by line.
    pub(super) fn is_streamed(&mut self) -> bool {
        self.files.iter().any(|file| file.as_os_str() == "-") && self.is_lines(Path::new("-"))
    }

    /// Whether a file is read line by line.
    fn is_lines(&mut self, path: &Path) -> bool {
        let is_packed = has_extension(path, &["gz", "zst"]);
        let format = self.format;
        let is =
            |head: &[u8], name: &str| format.unwrap_or_else(|| InputFormat::detect(head, name)) == InputFormat::Jsonl;
        !is_packed && self.with_head(path, is)
    }

    /// Passes on the first bytes of a file, as far as they can be read, and its
    /// name. Pipes are not opened, as that would take from what they hold.
    fn with_head<T>(&mut self, path: &Path, of: impl FnOnce(&[u8], &str) -> T) -> T {
        if path.as_os_str() == "-" {
            let name = self.stdin_name.as_deref().map_or_else(|| "-".to_owned(), display);
            let stdin = self.stdin.get_or_insert_with(|| BufReader::with_capacity(1 << 16, io::stdin()));
            return of(stdin.fill_buf().unwrap_or_default(), &name);
        }
        let mut head = Vec::new();
        if path.metadata().is_ok_and(|file| file.is_file())
            && let Ok(file) = File::open(path)
        {
            // What cannot be read is said when the file's turn comes.
            let _ = file.take(InputFormat::SAMPLE as u64).read_to_end(&mut head);
        }
        of(&head, &display(path))
    }

    /// Returns the files that are still to be read; `-` stands for standard
    /// input.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    fn search(&mut self, dir: &Path) {
        let endings: Vec<&str> = InputFormat::ENDINGS.iter().map(|(ending, _)| *ending).collect();
        let Below { files, errors, notes } =
            articles_below(dir, |path| InputFormat::of_name(&path.to_string_lossy()).is_some());
        if files.is_empty() && errors.is_empty() {
            let error = Error::new("there are no articles in this folder").in_file(&display(dir));
            let help = format!("folders are searched for files that end in .{}", endings.join(", ."));
            self.errors.push(error.with_help(help));
        }
        for file in files {
            if self.with_head(&file, InputFormat::is_article) {
                self.found.insert(file.clone());
                self.files.push_back(file);
            }
        }
        self.errors.extend(errors);
        self.notes.extend(notes);
    }

    fn open(&mut self, path: PathBuf) -> Option<Work> {
        let is_lines = self.is_lines(&path);
        if path.as_os_str() == "-" {
            return self.open_stdin(is_lines);
        }
        if !is_lines {
            return Some(Work::File {
                name: display(&path),
                is_found: self.found.contains(&path),
                path,
                max: self.max,
                format: self.format,
            });
        }
        match Lines::open(&path) {
            Ok(lines) => {
                self.lines = Some(lines);
                None
            }
            Err(error) => Some(Work::Failed(error)),
        }
    }

    fn open_stdin(&mut self, is_lines: bool) -> Option<Work> {
        let (path, max) = (self.stdin_name.clone(), self.max);
        let name = path.as_deref().map_or_else(|| "-".to_owned(), display);
        let stdin = self.stdin.take().unwrap_or_else(|| BufReader::with_capacity(1 << 16, io::stdin()));
        if is_lines {
            self.lines = Some(Lines::new(Box::new(stdin), &name, None));
            return None;
        }
        Some(match read_at_most(stdin, max.0) {
            Ok(Some(bytes)) => Work::Bytes { name, path, bytes, max, format: self.format },
            Ok(None) => Work::Failed(max.exceeded(&name, None)),
            Err(error) => Work::Failed(unreadable("standard input", &error)),
        })
    }

    fn next_line(&mut self) -> Option<Work> {
        let lines = self.lines.as_mut()?;
        if lines.waits() && std::mem::replace(&mut self.has_read, false) {
            return Some(Work::Pause);
        }
        self.has_read = true;
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
            // It ends the chunk of works that are processed together.
            Self::Pause => usize::MAX,
        }
    }

    /// Returns the name of the file.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::File { name, .. } | Self::Bytes { name, .. } => name,
            Self::Line { file, .. } => file,
            Self::Failed(_) | Self::Pause => "",
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
            Self::Pause => Ok(Vec::new()),
            Self::File { path, name, max, format, .. } => {
                let bytes = read_article(&path, &name, max)?;
                documents(bytes, &name, format, max)
            }
            Self::Bytes { name, bytes, format, max, .. } => documents(bytes, &name, format, max),
            Self::Line { file, number, bytes, .. } => {
                let mut document = jsonl::article(&file, number, bytes)?;
                name_notes(&mut document, &file);
                Ok(vec![document])
            }
        }
    }
}

/// Reads the articles of a file, and names them and their notes.
pub(super) fn documents(
    bytes: Vec<u8>,
    name: &str,
    format: Option<InputFormat>,
    max: MaxBytes,
) -> Result<Vec<Document>, Error> {
    let mut documents = read::read_within(bytes, name, format, max.0)?;
    read::name_articles(&mut documents, name);
    documents.iter_mut().for_each(|document| name_notes(document, name));
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
