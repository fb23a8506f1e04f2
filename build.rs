//! Turns the files under `grammar/` into JSON that is read at start-up.
//!
//! Adding a file needs no Rust, and the process does not pay for parsing
//! 800 KB of TOML each time it starts. Counts (`evidence`) are for people and
//! for the scripts under `tools/`, and stay out of the program.

use std::path::{Path, PathBuf};
use std::{env, fmt::Write as _, fs};

type Error = Box<dyn std::error::Error>;

fn main() -> Result<(), Error> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("grammar");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=grammar");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    walk(&root, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file)?;
        let mut table: toml::Table = toml::from_str(&text).map_err(|e| format!("grammar/{name}: {e}"))?;
        without_counts(&mut table);
        if !table.contains_key("kind") {
            // A construction's file is its documentation: `explain` prints it.
            table.insert("source".into(), text.into());
        }
        let json = out.join(format!("grammar-{number}.json"));
        fs::write(&json, serde_json::to_string(&table)?)?;
        writeln!(list, "    ({name:?}, include_str!({:?})),", json.display().to_string())?;
    }
    list.push(']');
    fs::write(out.join("grammar_files.rs"), list)?;
    Ok(())
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

fn walk(dir: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
