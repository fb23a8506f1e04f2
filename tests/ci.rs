//! Does what `docs/ci.md` says: writes its files and runs its commands, in the
//! order of the page.

use crate::cli::Folder;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PAGE: &str = include_str!("../docs/ci.md");
const BY_POST: &str = "\"The strike is over,\" Ana Ruiz told Der Spiegel, according to Reuters.\n";

/// A code block: its language, the file to write it to, its text.
struct Block {
    language: String,
    file: Option<String>,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut file, mut is_open) = (None, false);
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(language) => {
                is_open = true;
                blocks.push(Block { language: language.to_owned(), file: file.take(), text: String::new() });
            }
            None if is_open => {
                let text = &mut blocks.last_mut().expect("an open block").text;
                text.push_str(line);
                text.push('\n');
            }
            None => {
                let named = line.strip_prefix("<!-- file: ").and_then(|l| l.strip_suffix(" -->"));
                file = named.map(str::to_owned).or(file);
            }
        }
    }
    blocks
}

fn shell(folder: &Path, script: &str) -> Output {
    let bin = Path::new(env!("CARGO_BIN_EXE_secondhand")).parent().expect("a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(bin.to_owned()).chain(std::env::split_paths(&path)));
    let mut command = Command::new("sh");
    command.args(["-e", "-c", script]).current_dir(folder).env("PATH", path.expect("a path"));
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Jo Ito").env(format!("GIT_{who}_EMAIL"), "jo@example.org");
    }
    command.output().expect("a shell")
}

#[track_caller]
fn done(folder: &Path, script: &str) -> String {
    let output = shell(folder, script);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{script}\n{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// Returns the commands of a workflow file that run `secondhand`.
fn commands(yaml: &str) -> impl Iterator<Item = String> {
    yaml.lines().filter_map(|line| {
        let line = line.trim().trim_start_matches("- ");
        let entry = line.strip_prefix("entry: ").map(|command| format!("{command} articles/old.txt"));
        let command = line.strip_prefix("run: ").unwrap_or(line);
        entry.or_else(|| command.starts_with("secondhand ").then(|| command.to_owned()))
    })
}

#[test]
#[cfg(unix)]
fn the_page_works_as_written() {
    if Command::new("git").arg("--version").output().is_err() {
        crate::skipped("without git the page on workflows is not tried");
        return;
    }
    let folder = Folder::new("ci")
        .with("articles/old.txt", BY_POST)
        .with("articles/wire.jsonl", serde_json::json!({ "id": "n1", "text": BY_POST }).to_string());
    let dir = &folder.0;
    done(dir, "git init -q .");
    let (mut files, mut scripts) = (0, 0);
    for block in blocks(PAGE) {
        if let Some(file) = &block.file {
            let path = dir.join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, &block.text).expect("a file");
            files += 1;
        }
        if block.language == "yaml" {
            let commands: Vec<String> = commands(&block.text).collect();
            assert!(!commands.is_empty(), "{}", block.text);
            commands.iter().for_each(|command| _ = done(dir, command));
        } else if block.language == "sh" && block.file.is_none() {
            done(dir, &block.text);
            scripts += 1;
        }
    }
    assert!(files >= 5 && scripts >= 5, "{files} files, {scripts} scripts");
    let made = [
        ("sources.sarif", "\"2.1.0\""),
        ("sources.xml", "<testsuites"),
        ("sources.html", "</html>"),
        ("sources.json", "chain"),
    ];
    for (made, what) in made {
        assert!(fs::read_to_string(dir.join(made)).is_ok_and(|text| text.contains(what)), "{made}");
    }
    // The hook lets known findings pass, refuses new ones, and accepts a
    // suppression with a reason.
    done(dir, "git add articles && git commit -qm 'What there is'");
    fs::write(dir.join("articles/new.md"), BY_POST).expect("a file");
    let refused = shell(dir, "git add articles && git commit -qm 'A new article'");
    assert!(!refused.status.success());
    let told = String::from_utf8_lossy(&refused.stdout) + String::from_utf8_lossy(&refused.stderr);
    assert!(told.contains("articles/new.md:1:"), "{told}");
    let reason = format!("<!-- secondhand-ignore: SH001: on the record with AP -->\n{BY_POST}");
    fs::write(dir.join("articles/new.md"), reason).expect("a file");
    done(dir, "git add articles && git commit -qm 'A new article'");
    // The workflow reports the same.
    fs::write(dir.join("articles/newer.txt"), BY_POST).expect("a file");
    let failed = shell(dir, "secondhand check --format github articles/");
    assert_eq!(failed.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&failed.stdout).starts_with("::warning file=articles/newer.txt,line=1,"));
}

/// Returns the scripts of a workflow file: what stands behind `run:`, and the
/// lines of `before_script:` and `script:`.
fn scripts(yaml: &str) -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = yaml.lines().collect();
    let mut scripts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let below = || lines[at + 1..].iter().take_while(|below| indent(below) > indent(line));
        match line.trim() {
            "run: |" => scripts.push(below().map(|line| line.trim().to_owned() + "\n").collect()),
            "before_script:" | "script:" => {
                scripts.extend(below().filter_map(|line| line.trim().strip_prefix("- ").map(str::to_owned)));
            }
            line => scripts.extend(line.strip_prefix("run: ").map(str::to_owned)),
        }
    }
    scripts
}

/// The steps of `action.yml` and the script of the template for GitLab, with the
/// command installed.
#[test]
#[cfg(unix)]
fn the_action_and_the_template_run() {
    let folder = Folder::new("action").with("articles/a.txt", BY_POST).with("articles/b.txt", "It rained.");
    let action = include_str!("../action.yml");
    let steps = scripts(action);
    assert_eq!(steps.len(), 3, "{steps:?}");
    let says = |fail_on: &str| {
        format!(
            "export HERE=. PATHS='articles/ articles/b.txt' ARGS='--max-bytes 1M' SARIF=s.sarif FAIL_ON={fail_on} \
             GITHUB_OUTPUT=out\n"
        )
    };
    for (fail_on, status) in [("", 1), ("never", 0), ("error", 0)] {
        let (last, first) = steps.split_last().expect("steps");
        first.iter().for_each(|step| _ = done(&folder.0, &(says(fail_on) + step)));
        let checked = shell(&folder.0, &(says(fail_on) + last));
        assert_eq!(checked.status.code(), Some(status), "{fail_on}");
        assert!(String::from_utf8_lossy(&checked.stdout).starts_with("::warning file=articles/a.txt,line=1,"));
    }
    let told = fs::read_to_string(folder.0.join("out")).expect("outputs");
    assert_eq!(told, "status=1\nstatus=0\nstatus=0\n");
    assert!(fs::read_to_string(folder.0.join("s.sarif")).is_ok_and(|text| text.contains("SH001")));
    // Every input of the action reaches a step.
    let inputs = action.lines().skip_while(|line| *line != "inputs:").take_while(|line| *line != "outputs:");
    for input in inputs.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' '))) {
        assert!(action.contains(&format!("${{{{ inputs.{} }}}}", input.trim_end_matches(':'))), "{input}");
    }
    let template = scripts(include_str!("../templates/secondhand.gitlab-ci.yml"));
    assert_eq!(template.len(), 2);
    let variables = "export SECONDHAND_PATHS=articles/ SECONDHAND_ARGS='--fail-on never'\n";
    template.iter().for_each(|line| _ = done(&folder.0, &(variables.to_owned() + line)));
    assert!(fs::read_to_string(folder.0.join("secondhand.xml")).is_ok_and(|text| text.contains("<testsuites")));
}

/// The entries of the hooks for pre-commit run, on the files that they name.
#[test]
#[cfg(unix)]
fn the_hooks_run() {
    let folder = Folder::new("hooks").with("a.txt", BY_POST);
    let hooks = include_str!("../.pre-commit-hooks.yaml");
    let entries: Vec<&str> = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: ")).collect();
    assert_eq!(entries.len(), 2);
    for entry in entries {
        let run = shell(&folder.0, &format!("{entry} a.txt"));
        assert_eq!(run.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&run.stdout).starts_with("a.txt:1:"));
    }
}

/// A baseline names each finding by its article's path, so that a copy does not
/// count as known. After a rename, a note says to change the path in the
/// baseline; doing so works.
#[test]
fn who_renames_an_article_renames_it_in_the_baseline() {
    let folder = Folder::new("renamed")
        .with("old.txt", BY_POST)
        .with("wire.jsonl", serde_json::json!({ "id": "n1", "text": BY_POST }).to_string());
    let path = |name: &str| folder.0.join(name);
    let check = |files: &[&str]| folder.run(&[&["check", "--baseline", "known.json"], files].concat());
    assert_eq!(folder.run(&["check", "--write-baseline", "known.json", "."]).code, 0);
    fs::rename(path("old.txt"), path("new.txt")).expect("it is renamed");
    let run = check(&["new.txt"]);
    let note = "note: new.txt has every finding that known.json knows of old.txt, which is gone: if it was renamed, \
                rename it there, too\n";
    assert!(run.code == 1 && run.stderr.ends_with(note), "{}", run.stderr);
    // With two candidates there is no note, since either may be the old
    // article.
    fs::copy(path("new.txt"), path("copy.txt")).expect("it is copied");
    let run = check(&["."]);
    assert!(run.code == 1 && !run.stderr.contains("renamed"), "{}", run.stderr);
    let known = fs::read_to_string(path("known.json")).expect("a baseline");
    fs::write(path("known.json"), known.replace("old.txt", "new.txt")).expect("a file");
    let run = check(&["new.txt", "wire.jsonl"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(check(&["copy.txt"]).code, 1);
}

/// Two runs over a corpus can be compared only if threads do not change the
/// output.
#[test]
fn a_corpus_gives_the_same_bytes_on_any_number_of_threads() {
    let mut folder = Folder::new("threads");
    for i in 0..40 {
        folder = folder.with(&format!("articles/{}/{i}.txt", i % 7), format!("It rained {i} times. {BY_POST}"));
    }
    let lines: String =
        (0..100).map(|i| serde_json::json!({ "id": format!("n{i}"), "text": BY_POST }).to_string() + "\n").collect();
    let folder = folder.with("articles/corpus.jsonl", lines);
    let run = |threads: &str, args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_secondhand"));
        let output = command.args(args).current_dir(&folder.0).env("RAYON_NUM_THREADS", threads).output();
        output.expect("the command ends").stdout
    };
    for args in [
        &["extract", "--format", "json", "articles"][..],
        &["check", "--format", "concise", "articles"],
        &["check", "--format", "sarif", "articles"],
    ] {
        let one = run("1", args);
        assert!(one.len() > 10_000);
        assert!(one == run("2", args) && one == run("7", args), "{args:?}");
    }
    let json: serde_json::Value =
        serde_json::from_slice(&run("3", &["extract", "--format", "json", "articles"])).expect("JSON");
    let ids: Vec<&str> = json.as_array().expect("articles").iter().filter_map(|a| a["id"].as_str()).collect();
    let mut paths: Vec<&str> = ids.iter().copied().filter(|id| id.starts_with("articles/")).collect();
    assert_eq!((ids.len(), paths.len()), (140, 40));
    let is = paths.clone();
    paths.sort_by_key(|path| Path::new(path).to_owned());
    assert_eq!(is, paths);
}
