//! Folders of grammar files: `--grammar DIR` and `secondhand grammar check`.

use super::files::{self, Below};
use super::terminal::{Status, fail, plural, print, tell};
use crate::error::Error;
use crate::examples::{self, ExampleFailure};
use crate::grammar::Grammar;
use crate::visible::visible;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Loads the built-in grammar with these folders added. Returns `None` if there
/// are no folders, so that the built-in grammar is not compiled twice.
pub(super) fn load(dirs: &[PathBuf]) -> Result<Option<Arc<Grammar>>, Error> {
    if dirs.is_empty() {
        return Ok(None);
    }
    let files = files(dirs)?;
    Ok(Some(Arc::new(Grammar::with_files(&files)?)))
}

/// Reads all `.toml` files below the folders, sorted by path within each
/// folder. Returns their names and texts.
pub(super) fn files(dirs: &[PathBuf]) -> Result<Vec<(String, String)>, Error> {
    let mut files = Vec::new();
    for dir in dirs {
        if dir.is_file() {
            return Err(Error::new("a file where a folder is wanted")
                .in_file(&files::display(dir))
                .with_help("name the folder of grammar files that it lies in"));
        }
        let Below { files: paths, errors, notes } = files::below(dir, &["toml"]);
        notes.iter().for_each(|note| tell("note", note));
        // A grammar with a part missing would read articles differently.
        if let Some(error) = errors.into_iter().next() {
            return Err(error);
        }
        if paths.is_empty() {
            return Err(Error::new("there are no grammar files in this folder")
                .in_file(&files::display(dir))
                .with_help("lexicons, constructions and occasions are .toml files; grammar/README.md describes them"));
        }
        for path in paths {
            let name = files::display(&path);
            let text = files::read(&path, &name, files::MOST_GRAMMAR)?;
            files.push((name, text));
        }
    }
    Ok(files)
}

/// Returns the grammar files in a folder, as far as it can be read.
pub(super) fn files_of(dir: &Path) -> Vec<PathBuf> {
    files::below(dir, &["toml"]).files
}

/// Runs `secondhand grammar check DIR`.
pub(super) fn check(dir: &Path) -> Status {
    let loaded = files(&[dir.to_owned()]).and_then(|files| {
        let grammar = Arc::new(Grammar::with_files(&files)?);
        Ok((files, grammar))
    });
    let (files, grammar) = match loaded {
        Ok(loaded) => loaded,
        Err(error) => return fail(&error),
    };
    match try_examples(&grammar, &files) {
        Ok(examples) => print(&format!(
            "{}: {} and {} are sound\n",
            visible(&files::display(dir)),
            plural(files.len(), "file"),
            plural(examples, "example"),
        )),
        Err(errors) => errors.iter().map(fail).fold(Status::Failed, Status::max),
    }
}

/// Runs the examples and counterexamples of the constructions and occasions in
/// `files`.
/// Returns how many there are, or an error for each that fails.
fn try_examples(grammar: &Arc<Grammar>, files: &[(String, String)]) -> Result<usize, Vec<Error>> {
    let is_own = |file: &str| files.iter().any(|(name, _)| name == file);
    let failures = examples::check(grammar, is_own);
    if failures.is_empty() {
        let constructions = grammar.constructions().iter().filter(|c| is_own(&c.file));
        let occasions = grammar.openers().iter().filter(|o| is_own(&o.file));
        return Ok(constructions.map(|c| c.examples.len() + c.counterexamples.len()).sum::<usize>()
            + occasions.map(|o| o.examples.len() + o.counterexamples.len()).sum::<usize>());
    }
    let error = |failure: ExampleFailure| {
        let ExampleFailure { id, file, text, message, .. } = failure;
        Error::new(format!("`{id}` does not read its example"))
            .in_file(&file)
            .with_help(message)
            .with_help(format!("in: {text}"))
    };
    Err(failures.into_iter().map(error).collect())
}
