//! Compiles the files under `grammar/` into what the program loads at start-up.
//!
//! Adding a grammar file needs no Rust, and no process parses 800 KB of TOML at
//! start-up. The crate's own loader compiles the lexicons into one image
//! (`src/lexicon/image.rs`). The files are also converted to JSON:
//! constructions and occasions are parsed at start-up, lexicons only if a user adds files to
//! them. Counts (`evidence`) are for people and for the scripts in `tools/`,
//! and are left out of the program.

use shared::grammar::weights::Weights;
use shared::{attribution, closed_class, cut, error, function_word, lexicon, line, named, span, token, visible};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fmt::Write as _, fs};

/// The crate's own loader and the modules that it needs.
#[path = "src"]
#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    unreachable_pub,
    missing_docs,
    reason = "this script uses a part of them"
)]
mod shared {
    pub mod attribution;
    pub mod closed_class;
    pub mod cut;
    pub mod error;
    pub mod function_word;
    pub mod grammar {
        pub mod weights;
    }
    pub mod lexicon;
    pub mod line;
    pub mod named;
    pub mod span;
    pub mod token;
    pub mod visible;
}

type Error = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // `Debug` would escape line ends and move the caret under the
            // error.
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("grammar");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=grammar");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    walk(&root, Some("toml"), &mut files)?;
    files.sort();
    let [mut constructions, mut occasions, mut lexicons] = ["&[\n"; 3].map(String::from);
    let mut sources = Vec::new();
    let mut compiled = lexicon::Builder::default();
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file)?;
        let mut table: toml::Table = toml::from_str(&text).map_err(|e| format!("grammar/{name}: {e}"))?;
        without_counts(&mut table);
        let is_lexicon = table.contains_key("kind");
        if !is_lexicon {
            // The file is its own documentation: `explain` prints it.
            table.insert("source".into(), text.clone().into());
        }
        let json = serde_json::to_string(&table)?;
        let path = out.join(format!("grammar-{number}.json"));
        fs::write(&path, &json)?;
        let list = match name.split('/').next() {
            _ if is_lexicon => &mut lexicons,
            Some("occasions") => &mut occasions,
            _ => &mut constructions,
        };
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string())?;
        if is_lexicon {
            // Adds the JSON, since an unoptimised TOML parser takes seconds.
            compiled
                .add(&name, &json)
                .map_err(|e| in_toml(&[(name.clone(), text.clone())]).unwrap_or(e.to_string()))?;
            sources.push((name, text));
        }
    }
    let image = compiled.image().map_err(|e| in_toml(&sources).unwrap_or(e.to_string()))?;
    fs::write(out.join("lexicon.bin"), image)?;
    for name in ["keep", "ends", "starts", "relays", "voices", "links", "pronouns"] {
        let file = format!("weights/{name}.tsv");
        let table = Weights::compile(&format!("grammar/{file}"), &fs::read_to_string(root.join(file))?)?;
        fs::write(out.join(format!("{name}.bin")), table)?;
    }
    fs::write(out.join("page.rs"), page()?)?;
    for (name, mut list) in
        [("constructions.rs", constructions), ("occasions.rs", occasions), ("lexicons.rs", lexicons)]
    {
        list.push(']');
        fs::write(out.join(name), list)?;
    }
    Ok(())
}

/// Returns the list of the files of the page that `secondhand serve` opens: of
/// the folder in `SECONDHAND_PAGE`, which `web/` builds. Without it the list is
/// empty. Of a file and the same file compressed, the latter is taken.
fn page() -> Result<String, Error> {
    println!("cargo::rerun-if-env-changed=SECONDHAND_PAGE");
    let mut list = String::from("&[\n");
    if let Some(folder) = env::var_os("SECONDHAND_PAGE").filter(|folder| !folder.is_empty()) {
        // A path in it is one of the workspace, whose root this is.
        let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        walk(&folder, None, &mut files)?;
        files.sort();
        let packed = |file: &Path| files.contains(&PathBuf::from(format!("{}.gz", file.display())));
        for file in files.iter().filter(|file| !packed(file)) {
            let name = file.strip_prefix(&folder)?.to_string_lossy().replace('\\', "/");
            writeln!(list, "    ({name:?}, include_bytes!({:?})),", file.display().to_string())?;
        }
    }
    list.push(']');
    Ok(list)
}

/// Returns the first error in these files, with its place in the TOML.
fn in_toml(files: &[(String, String)]) -> Option<String> {
    let mut builder = lexicon::Builder::default();
    let added = files.iter().try_for_each(|(name, text)| builder.add(&format!("grammar/{name}"), text));
    added.and_then(|()| builder.image().map(drop)).err().map(|e| e.to_string())
}

fn without_counts(table: &mut toml::Table) {
    for key in ["evidence", "poss", "light_evidence"] {
        table.remove(key);
    }
    for (_, value) in table.iter_mut() {
        if let toml::Value::Array(entries) = value {
            entries.iter_mut().filter_map(toml::Value::as_table_mut).for_each(without_counts);
        }
    }
}

fn walk(dir: &Path, ending: Option<&str>, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        // The reader of HTML reads its own.
        if path.ends_with("grammar/pages") {
            continue;
        }
        if path.is_dir() {
            walk(&path, ending, files)?;
        } else if ending.is_none_or(|ending| path.extension().is_some_and(|e| e == ending)) {
            files.push(path);
        }
    }
    Ok(())
}
