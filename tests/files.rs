//! Tests that the command loses no file, whatever it is given as input and
//! output and whenever it is interrupted.

use crate::cli::{Folder, Run, command};
use std::fs;
use std::path::Path;
use std::process::Stdio;

const SECOND_HAND: &str =
    "The Washington Post quoted Ana Ruiz, a spokeswoman for the port, as saying \"the strike is over.\"\n";
const RUMOUR: &str = "The ferry has reportedly been sold.\n";

const QUUXBLATT: &str = "kind = \"outlets\"\n[[outlet]]\nname = \"Quuxblatt\"\nkind = \"newspaper\"\n";

fn content(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns the names in the folder, including hidden ones.
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(&folder.0).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[track_caller]
fn assert_refused(run: &Run, what: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains(what) && run.stderr.contains("nothing was read or written"), "{}", run.stderr);
}

/// Regression test: `-o` and `--write-baseline` emptied or overwrote the
/// article.
#[test]
fn no_output_is_an_article() {
    let folder = Folder::new("output-is-input")
        .with("a.txt", SECOND_HAND)
        .with("in/b.md", RUMOUR)
        .with("in/c.jsonl", "{\"text\": \"It rained.\"}\n");
    for option in ["-o", "--write-baseline"] {
        for (output, input) in [("a.txt", "a.txt"), ("./a.txt", "in/../a.txt"), ("in/b.md", "in"), ("in/c.jsonl", ".")]
        {
            assert_refused(&folder.run(&["check", option, output, input]), "an article");
        }
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("a.txt", folder.0.join("link")).expect("a link");
        fs::hard_link(folder.0.join("a.txt"), folder.0.join("hard")).expect("a link");
        for output in ["link", "hard"] {
            assert_refused(&folder.run(&["check", "-o", output, "a.txt"]), "an article");
        }
        // Standard input and output can be files, too.
        let file = fs::File::open(folder.0.join("a.txt")).expect("the article");
        let output = command(&folder.0, &["check", "-o", "a.txt"]).stdin(file).output().expect("the command runs");
        assert_refused(&Run::new(&["check"], output), "an article");
        let to = fs::OpenOptions::new().append(true).open(folder.0.join("in/b.md")).expect("the article");
        let output = command(&folder.0, &["extract", "in"]).stdout(to).output().expect("the command runs");
        assert_refused(&Run::new(&["extract"], output), "standard output");
    }
    assert_eq!((content(&folder, "a.txt"), content(&folder, "in/b.md")), (SECOND_HAND.to_owned(), RUMOUR.to_owned()));
}

/// The same holds for other files that are read beside articles.
#[test]
fn no_output_is_anything_else_that_is_read() {
    let sidecar = "[[ignore-file]]\nrule = 'hearsay'\nreason = 'x'\n";
    let folder = Folder::new("output-is-read")
        .with("in/a.txt", RUMOUR)
        .with("in/a.txt.secondhand.toml", sidecar)
        .with("secondhand.toml", "grammar = 'words'\nbaseline = 'known.json'\n")
        .with("words/outlets.toml", QUUXBLATT)
        .with("mine/outlets.toml", QUUXBLATT);
    assert_eq!(folder.run(&["check", "--write-baseline", "known.json", "in"]).code, 0);
    let before = content(&folder, "known.json");
    for (output, what) in [
        ("in/a.txt.secondhand.toml", "a file of suppressions"),
        ("secondhand.toml", "a settings file"),
        ("words/outlets.toml", "a grammar file"),
        ("mine/outlets.toml", "a grammar file"),
        ("known.json", "a baseline"),
    ] {
        assert_refused(&folder.run(&["check", "--grammar", "mine", "-o", output, "in"]), what);
    }
    assert_refused(&folder.run(&["check", "--config", "secondhand.toml", "-o", "secondhand.toml", "in"]), "settings");
    let run = folder.run(&["check", "--no-config", "--baseline", "known.json", "-o", "known.json", "in"]);
    assert_refused(&run, "a baseline");
    let run = folder.run(&["check", "-o", "x.json", "--write-baseline", "./x.json", "in"]);
    assert!(run.code == 2 && run.stderr.contains("the same file"), "{}", run.stderr);
    assert!(!folder.0.join("x.json").exists());
    assert_eq!((content(&folder, "known.json"), content(&folder, "mine/outlets.toml")), (before, QUUXBLATT.to_owned()));
    // A baseline may be overwritten with a new one.
    assert_eq!(folder.run(&["check", "--write-baseline", "known.json", "in"]).code, 0);

    let gold = Folder::new("save-is-gold").with("g.jsonl", "{\"id\": \"a\", \"text\": \"It rained.\"}\n");
    assert_refused(&gold.run(&["eval", "--save", "g.jsonl", "g.jsonl"]), "gold");
}

#[test]
fn what_fails_leaves_what_was_there() {
    let folder = Folder::new("output-stays").with("a.txt", SECOND_HAND).with("out.txt", "old").with("b.txt", "");
    for args in [
        &["check", "-o", "out.txt", "--fail-on", "sometimes", "a.txt"][..],
        &["check", "-o", "out.txt", "--config", "missing.toml", "a.txt"],
        &["check", "-o", "out.txt", "--baseline", "missing.json", "a.txt"],
        &["check", "-o", "out.txt", "missing.txt"],
        &["check", "-o", "out.txt", "--format", "html", "b.txt"],
    ] {
        let run = folder.run(args);
        assert_eq!((run.code, content(&folder, "out.txt").as_str()), (2, "old"), "{args:?}: {}", run.stderr);
    }
    assert!(folder.run(&["check", "-o", "out.txt", "b.txt"]).stderr.contains("out.txt was not written"));
    // Writes the results of the articles that could be read.
    assert_eq!(folder.run(&["check", "-o", "out.txt", "b.txt", "a.txt"]).code, 2);
    assert!(content(&folder, "out.txt").contains("The Washington Post"));
    assert_eq!(names(&folder), ["a.txt", "b.txt", "out.txt"]);
    let run = folder.run(&["check", "-o", "missing/out.txt", "a.txt"]);
    assert!(run.code == 2 && run.stderr.contains("missing/out.txt: it cannot be written"), "{}", run.stderr);
    // A folder is not a file that can be written.
    assert_eq!(folder.run(&["check", "-o", ".", "a.txt"]).code, 2);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_keeps_its_permissions_and_its_links() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode =
        |folder: &Folder, name: &str| fs::metadata(folder.0.join(name)).expect("the file").permissions().mode() & 0o777;
    let folder = Folder::new("output-mode").with("a.txt", SECOND_HAND).with("real/out.txt", "old").with("plain", "");
    fs::set_permissions(folder.0.join("real/out.txt"), fs::Permissions::from_mode(0o640)).expect("permissions");
    std::os::unix::fs::symlink("real/out.txt", folder.0.join("out")).expect("a link");
    std::os::unix::fs::symlink("real/later.txt", folder.0.join("later")).expect("a link");
    assert_eq!(folder.run(&["check", "--fail-on", "note", "-o", "out", "a.txt"]).code, 1);
    assert!(fs::symlink_metadata(folder.0.join("out")).expect("a link").is_symlink());
    assert!(content(&folder, "real/out.txt").contains("The Washington Post"));
    assert_eq!(mode(&folder, "real/out.txt"), 0o640);
    // A file created through a link gets the same permissions as any new file.
    assert_eq!(folder.run(&["check", "--fail-on", "note", "-o", "later", "a.txt"]).code, 1);
    assert_eq!(mode(&folder, "real/later.txt"), mode(&folder, "plain"));
}

/// Regression test: with `-o` and a full disk, the message named standard
/// output.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_the_name_of_the_file() {
    let folder = Folder::new("full").with("a.txt", SECOND_HAND).with("out.txt", "old");
    let run = folder.run(&["check", "-o", "/dev/full", "a.txt"]);
    assert_eq!((run.code, run.stderr.starts_with("error: /dev/full: it cannot be written: ")), (2, true));
    assert_eq!(folder.run(&["check", "--fail-on", "note", "-o", "/dev/null", "a.txt"]).code, 1);
    assert!(folder.run(&["check", "-o", "/dev/stdout", "a.txt"]).stdout.contains("The Washington Post"));
    // A limit on file size has the same effect as a full disk.
    let limited = |args: &str| {
        let command = format!("trap '' XFSZ; ulimit -f 0; exec {} {args}", env!("CARGO_BIN_EXE_secondhand"));
        let mut shell = std::process::Command::new("sh");
        let output = shell.args(["-c", &command]).current_dir(&folder.0).stdin(Stdio::null()).output();
        Run::new(&["check"], output.expect("a shell"))
    };
    for option in ["-o", "--format html -o"] {
        let run = limited(&format!("check {option} out.txt a.txt"));
        assert!(run.code == 2 && run.stderr.starts_with("error: out.txt: it cannot be written: "), "{}", run.stderr);
    }
    fs::write(folder.0.join("known.json"), "{\"version\": 1, \"articles\": {}}").expect("a file");
    let run = limited("check --write-baseline known.json a.txt");
    assert!(run.code == 2 && run.stderr.contains("error: known.json: it cannot be written: "), "{}", run.stderr);
    assert_eq!(content(&folder, "out.txt"), "old");
    assert_eq!(names(&folder), ["a.txt", "known.json", "out.txt"]);
}

/// The report counted findings as known for a baseline that was never written.
#[test]
fn a_baseline_that_cannot_be_written_ends_the_run_before_it() {
    let folder = Folder::new("no-place").with("a.txt", SECOND_HAND).with("out.txt", "old");
    let run = folder.run(&["check", "a.txt", "-o", "out.txt", "--write-baseline", "nowhere/known.json"]);
    assert!(
        run.code == 2 && run.stderr.starts_with("error: nowhere/known.json: it cannot be written"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains(".tmp"), "{}", run.stderr);
    assert_eq!((content(&folder, "out.txt").as_str(), run.stdout.as_str()), ("old", ""));
    // One that fails only at the end takes the report with it.
    #[cfg(target_os = "linux")]
    {
        let run = folder.run(&["check", "a.txt", "-o", "out.txt", "--write-baseline", "/dev/full"]);
        assert!(run.code == 2 && run.stderr.contains("out.txt was not written"), "{}", run.stderr);
        assert_eq!(content(&folder, "out.txt"), "old");
    }
}

/// `-o >(command)` names a pipe by an open file of the shell.
#[cfg(target_os = "linux")]
#[test]
fn an_open_file_of_the_shell_is_written_to() {
    let folder = Folder::new("open-file").with("a.txt", SECOND_HAND);
    let command = format!("{} check -o /dev/fd/1 a.txt | head -1", env!("CARGO_BIN_EXE_secondhand"));
    let mut shell = std::process::Command::new("sh");
    let output = shell.args(["-c", &command]).current_dir(&folder.0).output().expect("a shell");
    assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A command killed at any moment leaves the old file or the whole new one.
#[cfg(unix)]
#[test]
fn a_command_that_is_killed_leaves_the_old_file_or_the_whole_new_one() {
    use std::time::{Duration, Instant};
    let article = format!("{SECOND_HAND}\n{RUMOUR}\n").repeat(12);
    let lines: String = (0..24).map(|i| serde_json::json!({ "id": i, "text": article }).to_string() + "\n").collect();
    let folder = Folder::new("killed").with("in.jsonl", lines).with("out", "old");
    let args = ["check", "--format", "jsonl", "-o", "out", "in.jsonl"];
    let start = Instant::now();
    assert_eq!(folder.run(&args).code, 1);
    let whole = start.elapsed();
    let new = content(&folder, "out");
    // A random generator with a fixed seed; what must hold does not depend on
    // the moments that it picks.
    let mut state = 9u32;
    let mut survived = 0;
    for i in 0..50 {
        fs::write(folder.0.join("out"), "old").expect("a file");
        let mut child = command(&folder.0, &args).spawn().expect("the command starts");
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * f64::from(state >> 8) / f64::from(1 << 24)));
        child.kill().expect("a signal");
        child.wait().expect("it ends");
        let found = content(&folder, "out");
        assert!(found == "old" || found == new, "killed for the {i}th time it left {} bytes", found.len());
        survived += usize::from(found == "old");
    }
    assert!(survived > 0, "it was never killed in time");
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_temporary_file() {
    let folder = Folder::new("interrupted").with("out", "old").with("a.txt", RUMOUR);
    // The command has begun its output and waits for standard input, which
    // stays open.
    let mut child = command(&folder.0, &["check", "-o", "out", "-"]).spawn().expect("the command starts");
    // `wait` closes the child's standard input first, and the end of the input
    // would end the command before the signal does.
    let _open = child.stdin.take();
    while names(&folder).len() < 3 && child.try_wait().expect("a child").is_none() {
        std::thread::yield_now();
    }
    assert_eq!(names(&folder).len(), 3);
    let pid = child.id().to_string();
    let kill = std::process::Command::new("kill").args(["-INT", &pid]).status().expect("a signal");
    assert!(kill.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!((names(&folder), content(&folder, "out").as_str()), (vec!["a.txt".into(), "out".into()], "old"));
}

/// Regression test: a baseline with a merge conflict was read as an empty one.
#[test]
fn only_a_baseline_is_overwritten_by_one() {
    let folder = Folder::new("no-baseline").with("a.txt", SECOND_HAND).with("b.txt", RUMOUR);
    assert_eq!(folder.run(&["check", "--write-baseline", "known.json", "."]).code, 0);
    let conflict = format!("<<<<<<< HEAD\n{}", content(&folder, "known.json"));
    for (name, wrong) in
        [("known.json", conflict.as_str()), ("notes.txt", "It rained.\n"), ("empty", ""), ("other", "{\"version\": 2}")]
    {
        fs::write(folder.0.join(name), wrong).expect("a file");
        let run = folder.run(&["check", "--write-baseline", name, "a.txt"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{name}");
        assert!(run.stderr.contains("no baseline") && run.stderr.contains("remove it"), "{}", run.stderr);
        assert_eq!(content(&folder, name), wrong);
    }
    assert_eq!(folder.run(&["check", "--baseline", "known.json", "a.txt"]).code, 2);
}

#[cfg(unix)]
fn pipe(path: &Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

/// Regression test: a pipe in a folder made the command wait forever, and a
/// link to `/dev/zero` used up all memory.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_passed_over_with_a_note() {
    let folder = Folder::new("special").with("in/a.txt", RUMOUR).with("words/outlets.toml", QUUXBLATT);
    pipe(&folder.0.join("in/p.txt"));
    pipe(&folder.0.join("in/a.txt.secondhand.toml"));
    pipe(&folder.0.join("words/p.toml"));
    pipe(&folder.0.join("in/secondhand.toml"));
    let _socket = std::os::unix::net::UnixListener::bind(folder.0.join("in/s.md")).expect("a socket");
    std::os::unix::fs::symlink("/dev/zero", folder.0.join("in/z.jsonl")).expect("a link");
    std::os::unix::fs::symlink("..", folder.0.join("in/round")).expect("a link");
    let run = folder.run(&["check", "--format", "concise", "--grammar", "words", "in"]);
    let root = format!("{}/", folder.0.display());
    let mut notes: Vec<String> = run.stderr.lines().map(|note| note.replace(&root, "")).collect();
    notes.sort_unstable();
    assert_eq!(notes.len(), 6, "{}", run.stderr);
    for (note, name) in notes.iter().zip([
        "in/a.txt.secondhand.toml was skipped: it is a named pipe",
        "in/p.txt was skipped: it is a named pipe",
        "in/s.md was skipped: it is a socket",
        "in/secondhand.toml was skipped: it is a named pipe",
        "in/z.jsonl was skipped: it is a device",
        "words/p.toml was skipped: it is a named pipe",
    ]) {
        assert_eq!(*note, format!("note: {name}"));
    }
    assert_eq!((run.code, run.stdout.lines().count()), (1, 1), "{}", run.stdout);
    let run = folder.run(&["eval", "in"]);
    assert!(run.code == 2 && run.stderr.contains("in/z.jsonl was skipped"), "{}", run.stderr);
}

/// Regression test: one unreadable folder made the search of all others fail.
#[test]
fn a_folder_costs_itself_alone() {
    let deep = format!("in/{}x.txt", "d/".repeat(105));
    let folder = Folder::new("deep").with("in/a.txt", RUMOUR).with("in/m/b.txt", RUMOUR).with(&deep, RUMOUR);
    #[cfg(unix)]
    fs::set_permissions(folder.0.join("in/m"), std::os::unix::fs::PermissionsExt::from_mode(0o000))
        .expect("permissions");
    // The super-user can read every folder.
    let is_closed = fs::read_dir(folder.0.join("in/m")).is_err();
    let run = folder.run(&["check", "--format", "concise", "in"]);
    #[cfg(unix)]
    fs::set_permissions(folder.0.join("in/m"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("as before");
    assert_eq!((run.code, run.stdout.lines().count()), (2, if is_closed { 1 } else { 2 }), "{}", run.stderr);
    assert!(run.stderr.contains("/d: too deep: folders are searched 100 folders down"), "{}", run.stderr);
    assert_eq!(run.stderr.contains("in/m: it cannot be read: permission denied"), is_closed, "{}", run.stderr);
}

/// Regression test: one article that needed too much memory ended the run.
#[test]
fn an_article_that_is_too_large_costs_itself_alone() {
    let large = SECOND_HAND.repeat(20);
    let lines = [RUMOUR, &large, RUMOUR].map(|text| serde_json::json!({ "text": text }).to_string()).join("\n");
    let folder = Folder::new("large").with("a.txt", &large).with("b.txt", RUMOUR).with("c.jsonl", lines);
    let run = folder.run(&["extract", "--max-bytes", "1k", "--format", "jsonl", "a.txt", "b.txt", "c.jsonl"]);
    assert_eq!((run.code, run.ids()), (2, vec!["b.txt".into(), "c.jsonl:1".into(), "c.jsonl:3".into()]));
    let has = format!("error: a.txt: skipped: it has {} bytes, more than the 1024 of --max-bytes", large.len());
    assert!(run.stderr.starts_with(&has), "{}", run.stderr);
    assert!(run.stderr.contains("error: c.jsonl:2: skipped: it has more than the 1024"), "{}", run.stderr);
    let run = folder.run_with(&["check", "--max-bytes", "1k"], &large);
    assert!(run.code == 2 && run.stderr.contains("-: skipped"), "{}", run.stderr);
    for (given, code) in [("1M", 1), ("0", 2), ("1T", 2), ("M", 2), ("-1", 2), ("99999999999G", 2)] {
        assert_eq!(
            folder.run(&["check", "--fail-on", "note", &format!("--max-bytes={given}"), "a.txt"]).code,
            code,
            "{given}"
        );
    }
    // Endless files are read up to the limit only.
    #[cfg(unix)]
    for format in ["text", "jsonl"] {
        let run = folder.run(&["check", "--max-bytes", "1M", "--input-format", format, "/dev/zero"]);
        assert!(run.code == 2 && run.stderr.starts_with("error: /dev/zero: "), "{}", run.stderr);
    }
    let run = folder.run(&["eval", "--max-bytes", "1k", "c.jsonl"]);
    assert!(run.code == 2 && run.stderr.contains("c.jsonl:2: skipped"), "{}", run.stderr);
}

/// Regression test: `baseline = "/etc/passwd"` printed that file's first line.
#[test]
fn settings_cannot_make_the_command_show_other_files() {
    const SECRET: &str = "hunter2";
    let folder = Folder::new("undisclosed")
        .with("secret.txt", SECRET)
        .with("secrets/secret.toml", format!("{SECRET} = 1\n"))
        .with("in/a.txt", RUMOUR)
        .with("in/wrong.json", "{\"mine\": 1}");
    let check = |settings: &str| {
        fs::write(folder.0.join("in/secondhand.toml"), settings).expect("a file");
        let run = folder.run(&["check", "in/a.txt"]);
        assert_eq!(run.code, 2, "{settings}: {}", run.stderr);
        assert!(!run.stderr.contains(SECRET), "{}", run.stderr);
        run.stderr
    };
    assert!(check("baseline = '../secret.txt'").contains("secret.txt: this is no baseline\n"));
    assert!(check("grammar = '../secrets'").contains("/secrets` shows it"));
    // Messages quote files in the settings' own folder and files named as
    // arguments.
    assert!(check("baseline = 'wrong.json'").contains("`mine`"));
    assert!(folder.run(&["check", "--baseline", "secret.txt", "in/a.txt"]).stderr.contains(SECRET));
    #[cfg(unix)]
    {
        // Links that lead out of the settings' folder are not quoted.
        let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, folder.0.join(name)).expect("a link");
        link("../secret.txt", "in/known.json");
        link("../secrets", "in/words");
        link("../secret.txt", "in/a.txt.secondhand.toml");
        check("baseline = 'known.json'");
        check("grammar = 'words'");
        assert!(check("").contains("in/a.txt.secondhand.toml: this is no file of suppressions"));
        fs::remove_file(folder.0.join("in/secondhand.toml")).expect("it was there");
        link("../secret.txt", "in/secondhand.toml");
        let run = folder.run(&["check", "in/a.txt"]);
        assert!(run.code == 2 && run.stderr.contains("this is no settings file"), "{}", run.stderr);
        assert!(!run.stderr.contains(SECRET), "{}", run.stderr);
    }
}

/// Regression test: anybody who can write to a folder above a repository could
/// switch off rules.
#[cfg(unix)]
#[test]
fn settings_of_others_above_a_repository_are_not_heeded() {
    let folder = Folder::new("owner").with("secondhand.toml", "ignore = 'all'\n").with("r/in/a.txt", SECOND_HAND);
    if std::os::unix::fs::chown(folder.0.join("secondhand.toml"), Some(65_534), None).is_err() {
        crate::skipped("settings_of_others: only the super-user can give files away");
        return;
    }
    let check = |file: &str| folder.run(&["check", "--fail-on", "note", "--format", "concise", file]);
    // Outside a repository the settings apply.
    assert_eq!((check("r/in/a.txt").code, check("r/in/a.txt").stderr.as_str()), (0, ""));
    fs::create_dir(folder.0.join("r/.git")).expect("a folder");
    let run = check("r/in/a.txt");
    assert_eq!(run.code, 1);
    assert_eq!(run.stderr.matches("secondhand.toml is not heeded").count(), 1, "{}", run.stderr);
    assert_eq!(folder.run(&["check", "--config", "secondhand.toml", "r/in/a.txt"]).code, 0);
    // The user's own settings apply, and anybody's in the repository itself.
    fs::write(folder.0.join("r/secondhand.toml"), "ignore = 'all'\n").expect("a file");
    std::os::unix::fs::chown(folder.0.join("r/secondhand.toml"), Some(65_534), None).expect("as above");
    assert_eq!((check("r/in/a.txt").code, check("r/in/a.txt").stderr.as_str()), (0, ""));
    fs::remove_file(folder.0.join("r/secondhand.toml")).expect("it was there");
    std::os::unix::fs::chown(folder.0.join("secondhand.toml"), Some(0), None).expect("as above");
    assert_eq!(check("r/in/a.txt").code, 0);
}

/// Regression test: a pattern with 5,000 brackets overflowed the stack.
#[test]
fn grammar_and_settings_files_have_limits() {
    let pattern = |depth: usize| {
        let (open, close) = ("(".repeat(depth), ")".repeat(depth));
        let pattern = format!("pattern = 'source:NP cue:\"quuxed\" {open}content:CLAUSE{close}'");
        let example = "text = 'Ana Ruiz quuxed it rained.'\nsource = 'Ana Ruiz'\ncue = 'quuxed'\ncontent = 'it rained'";
        format!("id = 'deep'\nfamily = 'said'\nabout = 'x'\n{pattern}\n\n[[example]]\n{example}\n")
    };
    let folder = Folder::new("limits").with("g/c.toml", pattern(5000)).with("a.txt", RUMOUR);
    let run = folder.run(&["grammar", "check", "g"]);
    assert!(run.code == 2 && run.stderr.contains("groups are nested more than 32 deep"), "{:.500}", run.stderr);
    assert!(run.stderr.contains("--> g/c.toml:4:"), "{:.500}", run.stderr);
    fs::write(folder.0.join("g/c.toml"), pattern(32)).expect("a file");
    let run = folder.run(&["grammar", "check", "g"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // Deeply nested TOML.
    for nested in [format!("x = {}", "[".repeat(100_000)), format!("{} = 1", vec!["a"; 100_000].join("."))] {
        fs::write(folder.0.join("g/c.toml"), &nested).expect("a file");
        assert_eq!(folder.run(&["grammar", "check", "g"]).code, 2);
        fs::write(folder.0.join("secondhand.toml"), &nested).expect("a file");
        assert_eq!(folder.run(&["check", "a.txt"]).code, 2);
    }
    fs::write(folder.0.join("secondhand.toml"), "#".repeat((1 << 20) + 1)).expect("a file");
    let run = folder.run(&["check", "a.txt"]);
    assert!(run.stderr.starts_with("error: secondhand.toml: it cannot be read: it has more than 1048576 bytes"));
}

/// Line numbers of texts and of JSON Lines are the same for all three kinds of
/// line end.
#[test]
fn lines_end_in_any_of_three_ways() {
    let text = format!("Ferry sold\n\n{RUMOUR}\nIt rained.\n\n<!-- secondhand-ignore: hearsay: x -->\n{RUMOUR}");
    let json = "{\"id\": \"a\", \"text\": \"It rained.\"}\n{\"id\": \"b\", \"text\": \"It rained.\"}\n";
    let found = ["\n", "\r\n", "\r"].map(|end| {
        let folder =
            Folder::new("line-ends").with("a.txt", text.replace('\n', end)).with("b.jsonl", json.replace('\n', end));
        assert_eq!(folder.run(&["extract", "--format", "jsonl", "b.jsonl"]).ids(), ["a", "b"], "{end:?}");
        folder.run(&["check", "--format", "concise", "a.txt"]).stdout
    });
    assert!(found[0].starts_with("a.txt:3:"), "{}", found[0]);
    assert_eq!((&found[0], &found[0]), (&found[1], &found[2]));
}
