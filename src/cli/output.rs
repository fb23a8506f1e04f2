//! Where output goes: standard output, or a file that keeps its old contents
//! until the new ones are complete.
//!
//! A new file is written next to the old one and renamed over it at the end, so
//! that a run that fails or is killed leaves either the old file or the
//! complete new one. An output is never one of the inputs ([`Outputs::check`]).

use super::files;
use super::paths::{path_of, shown};
use super::terminal::{Status, fail, tell};
use crate::error::Error;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};
use tempfile::{NamedTempFile, TempPath};

/// Standard output or a file, while it is being written.
pub(super) struct Target {
    name: String,
    form: Form,
    /// Buffered bytes that are not written yet.
    held: Vec<u8>,
    /// Whether each article is written at once.
    pub(super) is_streamed: bool,
    /// Whether writing failed. The error has been reported, unless it was a
    /// closed pipe.
    is_broken: bool,
}

enum Form {
    Standard(Box<dyn Write>),
    /// A pipe or a device. It is written directly, since it has no contents to
    /// keep.
    Direct(File),
    Replaced(Replacement),
}

/// A temporary file that will replace the file at `place`.
struct Replacement {
    file: File,
    /// The path of the temporary file; `None` once it has been renamed.
    temporary: Option<TempPath>,
    place: PathBuf,
}

const BUFFER: usize = 1 << 16;

/// The temporary files to remove on Ctrl-C.
static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

impl Target {
    /// Creates a target for standard output.
    pub(super) fn standard(out: Box<dyn Write>) -> Self {
        Self {
            name: "standard output".to_owned(),
            form: Form::Standard(out),
            held: Vec::new(),
            is_streamed: false,
            is_broken: false,
        }
    }

    /// Creates a target for the file at this path. A regular file does not
    /// change before [`Self::finish`].
    pub(super) fn file(path: &Path) -> Result<Self, Error> {
        let name = files::display(path);
        let form = open(path).map_err(|error| unwritable(&name, &error))?;
        Ok(Self { name, form, held: Vec::new(), is_streamed: false, is_broken: false })
    }

    /// Appends `text`, and writes the buffer once it is full. If writing fails,
    /// reports the error and breaks.
    pub(super) fn put(&mut self, text: &str) -> ControlFlow<Status> {
        self.put_bytes(text.as_bytes())
    }

    /// Appends bytes in the same way.
    pub(super) fn put_bytes(&mut self, bytes: &[u8]) -> ControlFlow<Status> {
        if self.is_broken {
            return ControlFlow::Break(Status::Clean);
        }
        self.held.extend_from_slice(bytes);
        if self.held.len() < BUFFER && !self.is_streamed {
            return ControlFlow::Continue(());
        }
        let result = self.write_held();
        self.outcome(result)
    }

    /// Writes the rest of the buffer and renames a temporary file to its final
    /// name.
    pub(super) fn finish(mut self) -> Status {
        if self.is_broken {
            return Status::Clean;
        }
        let result = self.write_held().and_then(|()| self.form.finish());
        match self.outcome(result) {
            ControlFlow::Continue(()) => Status::Clean,
            ControlFlow::Break(status) => status,
        }
    }

    /// Discards the output. If it was to go to a regular file, prints a note
    /// that this file was not written, and why.
    pub(super) fn abandon(self, why: &str) {
        if let Form::Replaced(_) = self.form {
            tell("note", &format_args!("{} was not written, since {why}", self.name));
        }
    }

    /// Writes `text` as the whole output.
    pub(super) fn write(mut self, text: &str) -> Status {
        match self.put(text) {
            ControlFlow::Continue(()) => self.finish(),
            ControlFlow::Break(status) => status,
        }
    }

    fn write_held(&mut self) -> io::Result<()> {
        self.form.write_all(&self.held)?;
        self.held.clear();
        Ok(())
    }

    /// Reports a failed write. A closed pipe (`| head`) ends the run without an
    /// error.
    fn outcome(&mut self, result: io::Result<()>) -> ControlFlow<Status> {
        let Err(error) = result else { return ControlFlow::Continue(()) };
        self.is_broken = true;
        if error.kind() == io::ErrorKind::BrokenPipe {
            return ControlFlow::Break(Status::Clean);
        }
        ControlFlow::Break(fail(&unwritable(&self.name, &error)))
    }
}

/// Writes a whole file. A regular file stays unchanged if that fails.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |error: io::Error| unwritable(&files::display(path), &error);
    let mut form = open(path).map_err(failed)?;
    form.write_all(text.as_bytes()).and_then(|()| form.finish()).map_err(failed)
}

impl Form {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.write_all(bytes),
            Self::Direct(file) => file.write_all(bytes),
            Self::Replaced(replacement) => replacement.file.write_all(bytes),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Direct(file) => file.flush(),
            Self::Replaced(replacement) => replacement.put_in_place(),
        }
    }
}

fn unwritable(name: &str, error: &io::Error) -> Error {
    Error::new(format!("it cannot be written: {error}"))
        .in_file(name)
        .with_help("check that its folder is there and may be written to, and that the disk has space")
}

fn open(path: &Path) -> io::Result<Form> {
    // The standard streams can be files that the shell has opened. These must
    // not be replaced.
    match path.to_str() {
        Some("/dev/stdout") => return Ok(Form::Standard(Box::new(io::stdout()))),
        Some("/dev/stderr") => return Ok(Form::Standard(Box::new(io::stderr()))),
        _ => {}
    }
    // These name an open file, which need not have a place in a folder.
    if path.starts_with("/dev/fd") || path.starts_with("/proc") {
        return OpenOptions::new().append(true).open(path).map(Form::Direct);
    }
    let place = followed(path)?;
    let before = match fs::metadata(&place) {
        Ok(before) => Some(before),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    match &before {
        Some(before) if !(before.is_file() || before.is_dir()) => {
            OpenOptions::new().append(true).open(path).map(Form::Direct)
        }
        // A read-only file must not be replaced either, even if its folder is
        // writable.
        Some(_) => OpenOptions::new().write(true).open(&place).map(drop).and_then(|()| replace(place, before)),
        None => replace(place, before),
    }
}

fn replace(place: PathBuf, before: Option<Metadata>) -> io::Result<Form> {
    let folder = match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    remove_on_interrupt();
    let mut pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
    // The name is hidden, so that a search of the folder does not take the file
    // for an article.
    let mut builder = tempfile::Builder::new();
    builder.prefix(".secondhand-").suffix(".tmp");
    #[cfg(unix)]
    let readable = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(readable);
    let (file, temporary) = builder.tempfile_in(folder).map(NamedTempFile::into_parts).map_err(without_path)?;
    pending.push(temporary.to_path_buf());
    drop(pending);
    let replacement = Replacement { file, temporary: Some(temporary), place };
    if let Some(before) = before {
        let file = &replacement.file;
        // If root runs the command, the file keeps its owner. Other users
        // normally own it already, so a failure is ignored.
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let _ = std::os::unix::fs::fchown(file, Some(before.uid()), Some(before.gid()));
        }
        file.set_permissions(before.permissions())?;
    }
    Ok(Form::Replaced(replacement))
}

/// Returns the error without the path of the temporary file, which says nothing
/// to the user.
fn without_path(error: io::Error) -> io::Error {
    let message = error.to_string();
    match message.split_once(" at path ") {
        Some((cause, _)) => io::Error::new(error.kind(), cause),
        None => error,
    }
}

impl Replacement {
    fn put_in_place(&mut self) -> io::Result<()> {
        // Without this the rename could reach the disk before the contents.
        self.file.sync_all()?;
        let Some(temporary) = self.temporary.take() else { return Ok(()) };
        let mut pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
        pending.retain(|path| *path != *temporary);
        temporary.persist(&self.place).map_err(|error| error.error)
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(temporary) = self.temporary.take() {
            let mut pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
            pending.retain(|path| *path != *temporary);
        }
    }
}

/// Installs a handler, once, with which Ctrl-C removes temporary files before
/// it ends the program.
fn remove_on_interrupt() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // If no handler can be installed, Ctrl-C leaves a hidden file behind.
        let _ = ctrlc::set_handler(|| {
            let pending = PENDING.lock().unwrap_or_else(PoisonError::into_inner);
            for path in &*pending {
                let _ = fs::remove_file(path);
            }
            #[allow(clippy::exit, reason = "nothing else ends the program from this thread")]
            std::process::exit(130);
        });
    });
}

/// Follows symbolic links to their target, which need not exist.
fn followed(path: &Path) -> io::Result<PathBuf> {
    const MOST: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links"))
}

/// Identifies a file, whichever path or link leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    #[cfg(unix)]
    Inode(u64, u64),
    #[cfg(not(unix))]
    Path(PathBuf),
}

impl Identity {
    /// Returns the identity of the regular file at this path. Returns `None` if
    /// there is no file, or only a pipe or a device, which has no contents to
    /// overwrite.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(Metadata::is_file)?;
        Self::new(&metadata, || fs::canonicalize(path).ok())
    }

    #[cfg(unix)]
    fn new(metadata: &Metadata, _: impl FnOnce() -> Option<PathBuf>) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        Some(Self::Inode(metadata.dev(), metadata.ino()))
    }

    #[cfg(not(unix))]
    fn new(_: &Metadata, path: impl FnOnce() -> Option<PathBuf>) -> Option<Self> {
        path().map(Self::Path)
    }

    /// Returns the identity of the regular file that a standard stream is
    /// redirected to or from, if there is one.
    #[cfg(unix)]
    pub(super) fn of_stream(stream: &impl std::os::fd::AsFd) -> Option<Self> {
        let file = File::from(stream.as_fd().try_clone_to_owned().ok()?);
        let metadata = file.metadata().ok().filter(Metadata::is_file)?;
        Self::new(&metadata, || None)
    }

    #[cfg(not(unix))]
    pub(super) fn of_stream<T>(_: &T) -> Option<Self> {
        None
    }
}

/// The existing files that a run will overwrite, each with the option that
/// names it.
pub(super) struct Outputs {
    files: Vec<(&'static str, Identity)>,
}

impl Outputs {
    /// Collects the `named` files, each with the option that names it, and
    /// standard output if it is redirected to a file.
    ///
    /// # Errors
    /// If two of the `named` files are the same.
    pub(super) fn new(named: &[(&'static str, Option<&Path>)]) -> Result<Self, Error> {
        let mut files = Vec::new();
        files.extend(Identity::of_stream(&io::stdout()).map(|identity| ("standard output", identity)));
        let mut places: Vec<(&str, PathBuf)> = Vec::new();
        for (option, path) in named.iter().filter_map(|(option, path)| Some((*option, (*path)?))) {
            let place = followed(path).ok().and_then(|path| path_of(&path));
            if let Some((other, _)) = places.iter().find(|(_, other)| Some(other) == place.as_ref()) {
                return Err(Error::new(format!("{other} and {option} name the same file"))
                    .in_file(&files::display(path))
                    .with_help("name one file for each"));
            }
            places.extend(place.map(|place| (option, place)));
            files.extend(Identity::of(path).map(|identity| (option, identity)));
        }
        Ok(Self { files })
    }

    /// Whether no output exists yet, so that nothing can be overwritten.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Checks that no output is the file at this path, which is read as `what`.
    ///
    /// # Errors
    /// If one is.
    pub(super) fn check(&self, path: &Path, what: &str) -> Result<(), Error> {
        if self.is_empty() {
            return Ok(());
        }
        self.check_identity(Identity::of(path), || shown(path), what)
    }

    /// Does the same as [`Self::check`] for a file whose identity is known.
    /// `name` is asked only for the error.
    pub(super) fn check_identity(
        &self,
        identity: Option<Identity>,
        name: impl FnOnce() -> String,
        what: &str,
    ) -> Result<(), Error> {
        match self.files.iter().find(|(_, output)| Some(output) == identity.as_ref()) {
            None => Ok(()),
            Some((option, _)) => Err(Error::new(format!("{option} would overwrite {what} that is read"))
                .in_file(&name())
                .with_help("name another file for the output; nothing was read or written")),
        }
    }
}
