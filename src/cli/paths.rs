//! Paths: absolute, relative to a folder, and as they are shown.

use super::files;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Returns a path for messages: relative to the working folder if it lies in
/// it, else unchanged.
pub(super) fn shown(path: &Path) -> String {
    let home = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    files::display(&shortest(path, &home))
}

pub(super) fn shortest(path: &Path, home: &Path) -> PathBuf {
    match path.strip_prefix(home) {
        Ok(rest) if rest.as_os_str().is_empty() => PathBuf::from("."),
        Ok(rest) => rest.to_owned(),
        Err(_) => path.to_owned(),
    }
}

/// Returns the absolute path of a file, with links in its folder's path
/// resolved; `None` if there is no such folder.
pub(super) fn path_of(path: &Path) -> Option<PathBuf> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
}

/// Returns the folder that a file is or will be in, with links resolved; an
/// empty path if there is no such folder.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    path_of(path).and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_default()
}

/// Returns a path relative to a folder, with forward slashes.
pub(super) fn relative(path: &Path, folder: &Path) -> String {
    let mut own = path.components().peekable();
    let mut base = folder.components().peekable();
    while own.peek().is_some() && own.peek() == base.peek() {
        own.next();
        base.next();
    }
    let up = base.map(|_| Component::ParentDir);
    let parts: Vec<_> = up.chain(own).map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// Whether a file lies in a folder or below it after following links.
pub(super) fn is_within(file: &Path, folder: &Path) -> bool {
    fs::canonicalize(file).is_ok_and(|file| file.starts_with(folder))
}

/// Whether a file, and the link that leads to it, belong to the user who runs
/// the command. Under sudo the user who called it counts too, as in git.
#[cfg(unix)]
pub(super) fn is_own(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let user = rustix::process::geteuid().as_raw();
    let caller = std::env::var("SUDO_UID").ok().and_then(|uid| uid.parse().ok()).filter(|_| user == 0);
    let is_own = |metadata: fs::Metadata| metadata.uid() == user || Some(metadata.uid()) == caller;
    fs::metadata(file).is_ok_and(is_own) && fs::symlink_metadata(file).is_ok_and(is_own)
}

#[cfg(not(unix))]
pub(super) fn is_own(_: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_a_folder() {
        let relative = |path: &str, folder: &str| relative(Path::new(path), Path::new(folder));
        assert_eq!(relative("/a/b/c.txt", "/a"), "b/c.txt");
        assert_eq!(relative("/a/b/c.txt", "/a/d/e"), "../../b/c.txt");
        assert_eq!(relative("/a/b/c.txt", "/"), "a/b/c.txt");
    }
}
