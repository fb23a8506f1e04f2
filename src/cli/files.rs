//! Reads files, searches folders, and formats paths for messages.

use crate::error::Error;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest sizes in bytes of settings files, grammar files, files of
/// suppressions and baselines. They are far above real files and keep a wrong
/// file from being read for long.
pub(super) const MOST_SETTINGS: u64 = 1 << 20;
pub(super) const MOST_GRAMMAR: u64 = 1 << 24;
pub(super) const MOST_SUPPRESSIONS: u64 = 1 << 26;
pub(super) const MOST_BASELINE: u64 = 1 << 30;

/// The largest size of an article in bytes: `--max-bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MaxBytes(pub(super) u64);

impl Default for MaxBytes {
    fn default() -> Self {
        Self(4 << 20)
    }
}

impl MaxBytes {
    /// Returns the error for an article that is larger. `size` is the article's
    /// size in bytes, if it is known.
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

/// Reads everything; returns `None` if it is more than `most` bytes.
pub(super) fn read_at_most(reader: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// Reads a file that is not an article and has at most `most` bytes.
pub(super) fn read_small(path: &Path, name: &str, most: u64) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(|error| unreadable(name, &error))?;
    let read = read_at_most(file, most).map_err(|error| unreadable(name, &error))?;
    read.ok_or_else(|| {
        Error::new(format!("it cannot be read: it has more than {most} bytes"))
            .in_file(name)
            .with_help("a file of this kind is not that large; is it the right one?")
    })
}

pub(super) fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|e| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)))
}

/// The result of searching a folder and its subfolders.
#[derive(Default)]
pub(super) struct Below {
    /// The files found, sorted by path.
    pub(super) files: Vec<PathBuf>,
    /// Folders that cannot be read or lie too deep.
    pub(super) errors: Vec<Error>,
    /// Notes about pipes, sockets and devices, which are skipped.
    pub(super) notes: Vec<String>,
}

/// How many levels of subfolders are searched.
const DEEPEST: usize = 100;

/// Searches a folder and its subfolders for files with one of these extensions.
/// Skips hidden files and folders. Does not follow links to folders, since
/// these can form a cycle.
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

/// Searches a folder and its subfolders for articles. Leaves out what is hidden
/// and what `.gitignore` and `.ignore` files name. Does not follow links to
/// folders.
pub(super) fn articles_below(dir: &Path, is_wanted: impl Fn(&Path) -> bool) -> Below {
    let mut below = Below::default();
    let mut walk = ignore::WalkBuilder::new(dir);
    walk.git_global(false).require_git(false).max_depth(Some(DEEPEST + 1));
    for entry in walk.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                below.errors.push(not_searched(dir, error));
                continue;
            }
        };
        let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
        let (depth, path) = (entry.depth(), entry.into_path());
        if is_dir && depth > DEEPEST {
            let error = Error::new(format!("too deep: folders are searched {DEEPEST} folders down"));
            below.errors.push(error.in_file(&display(&path)).with_help("name the folder by itself"));
        } else if !is_dir && is_wanted(&path) && !path.is_dir() {
            match passed_over(&path, || display(&path)) {
                Some(note) => below.notes.push(note),
                None => below.files.push(path),
            }
        }
    }
    below.files.sort();
    below.notes.sort();
    below
}

/// Returns the error for a folder that cannot be searched.
fn not_searched(dir: &Path, mut error: ignore::Error) -> Error {
    let mut place = dir.to_owned();
    loop {
        error = match error {
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => *err,
            ignore::Error::WithPath { path, err } => {
                place = path;
                *err
            }
            ignore::Error::Io(error) => return unreadable(&display(&place), &error),
            error => return Error::new(error.to_string()).in_file(&display(&place)),
        };
    }
}

/// Returns a note if there is a pipe, a socket or a device at this path, or a
/// link to one: reading it could block forever. Returns `None` for files and
/// folders, and if there is nothing.
pub(super) fn passed_over(path: &Path, name: impl FnOnce() -> String) -> Option<String> {
    let what = special(path)?;
    Some(format!("{} was skipped: it is {what}", name()))
}

/// Returns what is at this path, or where a link there leads, if it is neither
/// a file nor a folder.
pub(super) fn special(path: &Path) -> Option<&'static str> {
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
    Some(what)
}

/// Returns the path as it was given, with forward slashes on every system and
/// without `./`.
pub(super) fn display(path: &Path) -> String {
    let path = path.strip_prefix(".").ok().filter(|rest| !rest.as_os_str().is_empty()).unwrap_or(path);
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

pub(super) fn unreadable(name: &str, error: &io::Error) -> Error {
    let (reason, help) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file or folder", "check how the path is spelt"),
        io::ErrorKind::PermissionDenied => (
            "it cannot be read: permission denied",
            "allow yourself to read it and to enter its folder, or leave it out",
        ),
        io::ErrorKind::IsADirectory => ("it cannot be read: it is a folder", "name a file"),
        _ => return Error::new(format!("it cannot be read: {error}")).in_file(name),
    };
    Error::new(reason).in_file(name).with_help(help)
}

/// Reads the file of an article of at most `max` bytes.
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

pub(super) fn read(path: &Path, name: &str, most: u64) -> Result<String, Error> {
    utf8(read_small(path, name, most)?, name)
}

fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, Error> {
    let text = String::from_utf8(bytes)
        .map_err(|_| Error::new("not valid UTF-8").in_file(name).with_help("save the file as UTF-8"))?;
    // Some editors start every file with a byte order mark.
    match text.strip_prefix('\u{feff}') {
        Some(rest) => Ok(rest.to_owned()),
        None => Ok(text),
    }
}
