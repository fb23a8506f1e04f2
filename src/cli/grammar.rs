//! Folders of grammar files: `--grammar DIR` and `secondhand grammar check`.

use super::{Status, input};
use crate::error::Error;
use crate::grammar::{Construction, ExampleFailure, Grammar};
use crate::visible::visible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The built-in grammar with these folders added; `None` where there are
/// none, so that the built-in one is not compiled twice.
pub(super) fn load(dirs: &[PathBuf]) -> Result<Option<Arc<Grammar>>, Error> {
    if dirs.is_empty() {
        return Ok(None);
    }
    let files = files(dirs)?;
    Ok(Some(Arc::new(Grammar::with_files(&files)?)))
}

/// All `.toml` files below the folders, sorted by path within each, with
/// their texts.
pub(super) fn files(dirs: &[PathBuf]) -> Result<Vec<(String, String)>, Error> {
    let mut files = Vec::new();
    for dir in dirs {
        let mut paths = Vec::new();
        if dir.is_file() {
            return Err(Error::new("a file where a folder is wanted")
                .in_file(&input::display(dir))
                .with_help("name the folder of grammar files that it lies in"));
        }
        walk(dir, &mut paths)?;
        if paths.is_empty() {
            return Err(Error::new("there are no grammar files in this folder")
                .in_file(&input::display(dir))
                .with_help("lexicons and constructions are .toml files; grammar/README.md describes them"));
        }
        paths.sort();
        for path in paths {
            let name = input::display(&path);
            let bytes = fs::read(&path).map_err(|error| input::unreadable(&name, &error))?;
            let text = String::from_utf8(bytes)
                .map_err(|_| Error::new("not valid UTF-8").in_file(&name).with_help("save the file as UTF-8"))?;
            files.push((name, text));
        }
    }
    Ok(files)
}

fn walk(dir: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Error> {
    let failed = |error: &_| input::unreadable(&input::display(dir), error);
    for entry in fs::read_dir(dir).map_err(|e| failed(&e))? {
        let entry = entry.map_err(|e| failed(&e))?;
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&path, paths)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            paths.push(path);
        }
    }
    Ok(())
}

/// `secondhand grammar check DIR`.
pub(super) fn check(dir: &Path) -> Status {
    let loaded = files(&[dir.to_owned()]).and_then(|files| {
        let grammar = Arc::new(Grammar::with_files(&files)?);
        Ok((files, grammar))
    });
    let (files, grammar) = match loaded {
        Ok(loaded) => loaded,
        Err(error) => return super::fail(&error),
    };
    match try_examples(&grammar, &files) {
        Ok(examples) => super::print(&format!(
            "{}: {} and {} are sound\n",
            visible(&input::display(dir)),
            super::plural(files.len(), "file"),
            super::plural(examples, "example"),
        )),
        Err(errors) => errors.iter().map(super::fail).fold(Status::Failed, Status::max),
    }
}

/// Runs the examples and counterexamples of the constructions in `files`, and
/// says how many there were.
fn try_examples(grammar: &Arc<Grammar>, files: &[(String, String)]) -> Result<usize, Vec<Error>> {
    let is_own = |c: &Construction| files.iter().any(|(name, _)| *name == *c.file);
    let failures = grammar.check_examples(is_own);
    if failures.is_empty() {
        let own = grammar.constructions().iter().filter(|c| is_own(c));
        return Ok(own.map(|c| c.examples.len() + c.counterexamples.len()).sum());
    }
    let error = |failure: ExampleFailure| {
        let ExampleFailure { construction, file, text, message, .. } = failure;
        Error::new(format!("the construction `{construction}` does not read its example"))
            .in_file(&file)
            .with_help(message)
            .with_help(format!("in: {text}"))
    };
    Err(failures.into_iter().map(error).collect())
}
