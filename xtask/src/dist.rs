//! The archive of a release.

use flate2::{Compression, GzBuilder};
use sha2::{Digest as _, Sha256};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];
/// The files of the project that go into the archive.
const FILES: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    target: Option<String>,
    is_built: bool,
}

impl Options {
    pub(crate) fn new(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--no-build" => options.is_built = true,
                "--target" => options.target = Some(arguments.next().ok_or("--target needs a target")?.clone()),
                other => return Err(format!("there is no option {other}").into()),
            }
        }
        Ok(options)
    }
}

/// Makes the archive and its checksum, and returns the path of the archive.
pub(crate) fn run(options: &Options) -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the project has no folder")?;
    let host = host()?;
    let target = options.target.as_deref().unwrap_or(&host);
    let version = version(&fs::read_to_string(root.join("Cargo.toml"))?)?;
    let built = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    if !options.is_built {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--release", "--locked", "--features", "parquet"]).current_dir(root);
        if let Some(target) = &options.target {
            cargo.args(["--target", target]);
        }
        if !cargo.status()?.success() {
            return Err("the command cannot be built".into());
        }
    }
    let ending = if target.contains("windows") { ".exe" } else { "" };
    let of_target = options.target.as_ref().map_or_else(|| built.clone(), |target| built.join(target));
    let command = of_target.join("release").join(format!("secondhand{ending}"));
    let mut entries = vec![Entry { name: format!("secondhand{ending}"), mode: 0o755, bytes: fs::read(&command)? }];
    for file in FILES {
        entries.push(Entry::new(file, fs::read(root.join(file))?));
    }
    // A command for another machine cannot be run here; any other prints the
    // same.
    let runs = if target == host { command } else { built.join("release").join("secondhand") };
    if runs.exists() {
        entries.extend(printed(&runs)?);
    } else if target == host {
        return Err(format!("there is no {}", runs.display()).into());
    }
    let name = format!("secondhand-{version}-{target}");
    let folder = built.join("dist");
    fs::create_dir_all(&folder)?;
    let archive = folder.join(format!("{name}.tar.gz"));
    let bytes = packed(&name, &entries)?;
    fs::write(&archive, &bytes)?;
    let sum = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    fs::write(folder.join(format!("{name}.tar.gz.sha256")), format!("{sum}  {name}.tar.gz\n"))?;
    Ok(archive)
}

/// A file of the archive.
struct Entry {
    name: String,
    mode: u32,
    bytes: Vec<u8>,
}

impl Entry {
    fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), mode: 0o644, bytes }
    }
}

/// Returns what the command prints of itself: completions and manual pages.
fn printed(command: &Path) -> Result<Vec<Entry>> {
    let print = |arguments: &[&str]| -> Result<Vec<u8>> {
        let output = Command::new(command).args(arguments).output()?;
        if output.status.success() { Ok(output.stdout) } else { Err(format!("{arguments:?} failed").into()) }
    };
    let mut entries = Vec::new();
    for shell in SHELLS {
        entries.push(Entry::new(format!("completions/secondhand.{shell}"), print(&["completions", shell])?));
    }
    entries.push(Entry::new("man/secondhand.1", print(&["man"])?));
    for name in commands(&String::from_utf8(print(&["--help"])?)?) {
        entries.push(Entry::new(format!("man/secondhand-{name}.1"), print(&["man", &name])?));
    }
    Ok(entries)
}

/// Returns the names of the commands in a help text.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let named = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    named.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

/// Packs files into a folder of an archive. The same files give the same bytes.
fn packed(folder: &str, entries: &[Entry]) -> Result<Vec<u8>> {
    let gzip = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    let mut archive = tar::Builder::new(gzip);
    for entry in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(entry.mode);
        header.set_mtime(0);
        archive.append_data(&mut header, format!("{folder}/{}", entry.name), entry.bytes.as_slice())?;
    }
    Ok(archive.into_inner()?.finish()?)
}

/// Returns the target of this machine.
fn host() -> Result<String> {
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.ok_or("rustc does not say its host")?.to_owned())
}

/// Returns the version of the package in a manifest.
fn version(manifest: &str) -> Result<String> {
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = \""));
    Ok(line.and_then(|line| line.strip_suffix('"')).ok_or("Cargo.toml has no version")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let options = |words: &[&str]| Options::new(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        let wanted = Options { target: Some("a".to_owned()), is_built: true };
        assert_eq!(options(&["--target", "a", "--no-build"]).expect("options"), wanted);
        assert!(options(&["--target"]).is_err() && options(&["--quick"]).is_err());
    }

    #[test]
    fn commands_are_read_from_the_help() {
        let help = "Usage: x\n\nCommands:\n  check    Report\n             more\n  man      Print\n  help     Print\n\nOptions:\n  -h\n";
        assert_eq!(commands(help), ["check", "man"]);
    }

    #[test]
    fn the_same_files_give_the_same_archive() {
        let entries = [Entry::new("a", b"1".to_vec()), Entry { name: "b".to_owned(), mode: 0o755, bytes: Vec::new() }];
        assert_eq!(packed("x", &entries).expect("bytes"), packed("x", &entries).expect("bytes"));
    }
}
