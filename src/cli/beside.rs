//! Files of suppressions beside articles.

use super::files;
use super::paths::{folder_of, is_within};
use crate::error::Error;
use crate::suppression::{Directive, sidecar};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Returns the path of the sidecar of an article, which need not exist.
pub(super) fn sidecar_of(path: &Path) -> PathBuf {
    let mut file = path.as_os_str().to_owned();
    file.push(sidecar::SUFFIX);
    file.into()
}

/// Reads the suppressions in the sidecar of an article, if it has one. Returns
/// a note if there is a sidecar that is skipped. `many` says whether `path` is
/// a file of JSON Lines.
pub(super) fn beside(path: &Path, many: bool) -> Result<(Vec<Directive>, Option<String>), Error> {
    let file = sidecar_of(path);
    if fs::metadata(&file).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok((Vec::new(), None));
    }
    let name = files::display(&file);
    if let Some(note) = files::passed_over(&file, || name.clone()) {
        return Ok((Vec::new(), Some(note)));
    }
    if file.is_dir() {
        return Err(Error::new("it cannot be read: it is a folder")
            .in_file(&name)
            .with_help("suppressions are in a file of this name; give the folder another name"));
    }
    let text = files::read(&file, &name, files::MOST_SUPPRESSIONS)?;
    let directives = sidecar::parse(&text, &name, many).map_err(|error| {
        if is_within(&file, &folder_of(&file)) { error } else { undisclosed("file of suppressions", &name, "") }
    })?;
    Ok((directives, None))
}

/// Returns an error without details for a file that cannot be parsed and was
/// not named on the command line. The author of a repository's settings must
/// not be able to make lines of files elsewhere appear, for example in a
/// server's log. `command` is the command that shows the details.
pub(super) fn undisclosed(what: &str, name: &str, command: &str) -> Error {
    let how = match command {
        "" => String::new(),
        command => format!("; `secondhand {command}` shows it"),
    };
    Error::new(format!("this is no {what}"))
        .in_file(name)
        .with_help(format!("what is wrong is not shown, since it lies in another folder than what refers to it{how}"))
}
