//! Tests the command as a user sees it: exit codes, messages, formats.
//!
//! Every test runs in a folder of its own, so that paths in messages are always
//! the same. Snapshots hold messages only; what the grammar reads in an article
//! is tested elsewhere.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A quotation from another outlet, which is a warning.
const SECOND_HAND: &str =
    "The Washington Post quoted Ana Ruiz, a spokeswoman for the port, as saying \"the strike is over.\"\n";
/// A first-hand quotation, without findings.
const FIRST_HAND: &str = "The strike is over, Ana Ruiz said on Monday in Lima.\n";

/// A folder that is removed when the test is over.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("secondhand-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    pub(crate) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("in the folder")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, "")
    }

    pub(crate) fn run_with(&self, args: &[&str], stdin: &str) -> Run {
        let mut child = command(&self.0, args).spawn().expect("the command starts");
        // A command that fails early does not read its standard input.
        let _ = child.stdin.take().expect("piped").write_all(stdin.as_bytes());
        Run::new(args, child.wait_with_output().expect("the command ends"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_secondhand"));
    command.current_dir(dir).args(args).env("COLUMNS", "80").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) struct Run {
    line: String,
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn new(args: &[&str], output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n");
        Self {
            line: format!("secondhand {}", args.join(" ")),
            code: output.status.code().expect("an exit code, no signal"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).expect("JSON")
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].clone();
        self.stdout.lines().map(id).map(|id| id.as_str().expect("a string").to_owned()).collect()
    }
}

/// Compares exit code and standard error with `snapshots/cli-NAME.snap`.
#[track_caller]
pub(crate) fn assert_message(name: &str, run: &Run) {
    assert_shown(name, &format!("$ {}\n{}exit code {}\n", run.line, run.stderr, run.code));
}

/// Compares standard output with a snapshot; the command must succeed.
#[track_caller]
pub(crate) fn assert_output(name: &str, run: &Run) {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.line);
    assert_shown(name, &format!("$ {}\n{}", run.line, run.stdout));
}

#[track_caller]
fn assert_shown(name: &str, shown: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(format!("cli-{name}"), shown);
    });
}

#[test]
fn exits_with_0_when_nothing_is_found_and_1_when_something_is() {
    let folder = Folder::new("codes").with("first.txt", FIRST_HAND).with("second.txt", SECOND_HAND);
    assert_eq!(folder.run(&["check", "first.txt"]).code, 0);
    let run = folder.run(&["check", "--fail-on", "note", "--format", "full", "second.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    assert!(run.stdout.contains("Ana Ruiz → The Washington Post → this article"), "{}", run.stdout);
    assert!(run.stdout.contains("second.txt:1:"), "{}", run.stdout);
    assert!(run.stdout.lines().last().is_some_and(|l| l.starts_with("1 article, ")), "{}", run.stdout);
}

#[test]
fn fail_on_says_from_which_severity() {
    let folder = Folder::new("fail-on").with("second.txt", SECOND_HAND);
    for (severity, code) in [("note", 1), ("warning", 0), ("error", 0), ("never", 0)] {
        assert_eq!(folder.run(&["check", "--fail-on", severity, "second.txt"]).code, code, "{severity}");
    }
}

#[test]
fn an_error_wins_over_a_finding_and_the_other_files_are_read() {
    let folder = Folder::new("error-wins").with("second.txt", SECOND_HAND);
    let run = folder.run(&["check", "missing.txt", "second.txt"]);
    assert_message("missing-file", &run);
    assert!(run.stdout.contains("The Washington Post"), "{}", run.stdout);
}

#[test]
fn colour_only_when_asked_for_off_a_terminal() {
    let folder = Folder::new("colour").with("a.txt", SECOND_HAND);
    assert!(!folder.run(&["check", "a.txt"]).stdout.contains('\u{1b}'));
    assert!(folder.run(&["check", "--color", "always", "a.txt"]).stdout.contains('\u{1b}'));
    assert!(!folder.run(&["check", "--color", "never", "a.txt"]).stdout.contains('\u{1b}'));
}

#[test]
fn folders_are_read_in_the_order_of_the_paths_without_hidden_files() {
    let folder = Folder::new("folders")
        .with("in/b.txt", FIRST_HAND)
        .with("in/a/z.md", FIRST_HAND)
        .with("in/c.jsonl", "{\"id\": \"n1\", \"text\": \"It rained.\"}\n\n{\"text\": \"It rained.\"}\n")
        .with("in/.hidden.txt", FIRST_HAND)
        .with("in/.git/a.txt", FIRST_HAND)
        .with("in/picture.png", b"\x89PNG\0");
    let run = folder.run(&["extract", "--format", "jsonl", "in"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(run.ids(), ["in/a/z.md", "in/b.txt", "n1", "in/c.jsonl:3"]);
}

#[test]
fn many_articles_come_out_in_order() {
    let lines: String =
        (0..300).map(|i| format!("{{\"id\": {i}, \"text\": \"It rained, Ana Ruiz said.\"}}\n")).collect();
    let run = Folder::new("order").with("many.jsonl", lines).run(&["extract", "--format", "jsonl", "many.jsonl"]);
    assert_eq!(run.ids(), (0..300).map(|i| i.to_string()).collect::<Vec<_>>());
}

#[test]
fn json_is_one_object_or_an_array_of_several() {
    let folder = Folder::new("json").with("a.txt", SECOND_HAND).with("b.txt", FIRST_HAND);
    let one = folder.run(&["extract", "--format", "json", "a.txt"]).json();
    assert_eq!(
        (&one["schema_version"], &one["id"], &one["offsets"]),
        (&1.into(), &"a.txt".into(), &"codepoints".into())
    );
    let two = folder.run(&["extract", "--format", "json", "a.txt", "b.txt"]).json();
    assert_eq!(two[0], one);
    assert_eq!(two.as_array().map(Vec::len), Some(2));
    let none = folder.run(&["extract", "--format", "json", "a.txt", "missing.txt"]);
    assert_eq!((none.code, none.json().as_array().map(Vec::len)), (2, Some(1)));
}

#[test]
fn offsets_are_counted_in_the_unit_that_was_asked_for() {
    let folder = Folder::new("offsets").with("a.txt", "🦀 “No,” said Ana Ruiz.\n");
    for (unit, start) in [("codepoints", 2), ("bytes", 5), ("utf16", 3)] {
        let json = folder.run(&["extract", "--format", "json", "--offsets", unit, "a.txt"]).json();
        assert_eq!(json["quotes"][0]["start"], start, "{unit}");
        assert_eq!(json["quotes"][0]["text"], "“No,”");
    }
}

#[test]
fn what_the_command_line_says_fills_what_the_article_leaves_open() {
    let folder = Folder::new("metadata")
        .with("a.txt", SECOND_HAND)
        .with("b.jsonl", "{\"id\": 7, \"text\": \"It rained.\", \"wire\": \"AP\", \"author\": [\"A\", \"B\"], \"date\": \"19-OCT-1987\", \"x\": {}}\n");
    let args = ["extract", "--format", "json", "--publisher", "The Courier", "--agency", "UPI", "--date", "2020-01-02"];
    let article = folder.run(&[&args[..], &["a.txt"]].concat()).json()["article"].clone();
    assert_eq!((&article["publisher"], &article["agency"]), (&"The Courier".into(), &"UPI".into()));
    assert_eq!(article["published"], "2020-01-02");
    let json = folder.run(&[&args[..], &["b.jsonl"]].concat()).json();
    assert_eq!(json[0]["id"], "7");
    let article = &json[0]["article"];
    assert_eq!((&article["agency"], &article["byline"]), (&"AP".into(), &"A and B".into()));
    assert_eq!((&article["publisher"], &article["published"]), (&"The Courier".into(), &"1987-10-19".into()));
}

#[test]
fn standard_input_is_text_unless_said_otherwise() {
    let folder = Folder::new("stdin");
    assert_eq!(folder.run_with(&["extract", "--format", "jsonl"], FIRST_HAND).ids(), ["-"]);
    assert_eq!(folder.run_with(&["extract", "--format", "jsonl", "-"], FIRST_HAND).ids(), ["-"]);
    let json = "{\"id\": \"n1\", \"text\": \"It rained.\"}\n";
    let args = ["extract", "--format", "jsonl", "--input-format", "jsonl", "-"];
    assert_eq!(folder.run_with(&args, json).ids(), ["n1"]);
    assert_message("stdin-looks-like-json", &folder.run_with(&["extract", "-"], json));
}

#[test]
fn the_table_has_a_row_for_an_attribution() {
    let run = Folder::new("table").with("a.txt", SECOND_HAND).run(&["extract", "a.txt"]);
    assert!(run.stdout.starts_with("line  provenance"), "{}", run.stdout);
    assert!(run.stdout.contains("Ana Ruiz → The Washington Post → this article"), "{}", run.stdout);
}

/// The explanations themselves are tested in `report::readings`.
#[test]
fn attributions_are_explained_with_the_readings_that_lost() {
    let text = format!("{FIRST_HAND}\n{SECOND_HAND}");
    let folder = Folder::new("why").with("a.txt", &text).with("b.txt", FIRST_HAND);
    let run = folder.run(&["extract", "--explain", "a.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("1:30  Ana Ruiz | said | The strike is over\n"), "{}", run.stdout);
    assert!(run.stdout.contains("read by   quoted-as-saying (rank "), "{}", run.stdout);
    assert!(run.stdout.contains("outranked by quoted-as-saying"), "{}", run.stdout);
    assert!(run.stdout.lines().all(|l| l.chars().count() <= 80), "{}", run.stdout);
    // Several `--at` add up; a column selects one cue in its line.
    let places = |at: &[&str]| -> Vec<String> {
        let run = folder.run(&[&["extract", "--explain", "a.txt"], at].concat());
        let heads = run.stdout.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit()));
        heads.filter_map(|l| l.split_once(' ')).map(|(place, _)| place.to_owned()).collect()
    };
    let is_in = |line: &str, places: &[String]| places.iter().any(|p| p.starts_with(line));
    let (first, third, both) =
        (places(&["--at", "1"]), places(&["--at", "3:21"]), places(&["--at", "3:21", "--at", "1"]));
    assert!(is_in("1:30", &first) && !is_in("3:", &first), "{first:?}");
    assert!(is_in("3:21", &third) && !is_in("1:", &third), "{third:?}");
    assert_eq!(both, [first, third].concat());
    assert!(places(&["--at", "2"]).is_empty());
    let several = folder.run(&["extract", "--explain", "--format", "table", "a.txt", "b.txt"]);
    assert!(
        several.stdout.starts_with("a.txt\n1:30  ") && several.stdout.contains("\nb.txt\n1:30  "),
        "{}",
        several.stdout
    );
}

#[test]
fn what_cannot_be_explained() {
    let folder = Folder::new("no-why").with("a.txt", FIRST_HAND).with("b.txt", FIRST_HAND);
    assert_message("explain-as-json", &folder.run(&["extract", "--explain", "--format", "json", "a.txt"]));
    assert_eq!(folder.run(&["extract", "--explain", "--format", "jsonl", "a.txt"]).code, 2);
    assert_message("at-in-several", &folder.run(&["extract", "--explain", "--at", "1", "a.txt", "b.txt"]));
    assert_message("at-no-line", &folder.run(&["extract", "--explain", "--at", "9", "a.txt"]));
    assert_message("at-no-column", &folder.run(&["extract", "--explain", "--at", "1:99", "a.txt"]));
    assert_message("at-no-place", &folder.run(&["extract", "--explain", "--at", "1:x", "a.txt"]));
    assert_message("at-without-explain", &folder.run(&["extract", "--at", "1", "a.txt"]));
}

#[test]
fn a_file_that_may_not_be_read() {
    let folder = Folder::new("unreadable").with("a.txt", FIRST_HAND).with("b.txt", FIRST_HAND);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let path = folder.0.join("a.txt");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).expect("permissions");
        // The super-user can read every file.
        if fs::read(&path).is_err() {
            assert_message("unreadable-file", &folder.run(&["check", "a.txt", "b.txt"]));
        }
    }
    let run = folder.run(&["check", "b.txt/c.txt", "b.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: b.txt/c.txt: "), "{}", run.stderr);
    assert!(run.stdout.contains("1 article"), "{}", run.stdout);
}

#[test]
fn a_folder_without_articles() {
    let folder = Folder::new("no-articles").with("in/picture.png", b"\x89PNG\0").with("a.txt", FIRST_HAND);
    assert_message("folder-without-articles", &folder.run(&["check", "in", "a.txt"]));
}

#[test]
fn a_binary_file() {
    let folder = Folder::new("binary").with("a.txt", b"GIF89a\0\x01").with("b.jsonl", b"GIF89a\0\x01\n{}\n");
    assert_message("binary-file", &folder.run(&["check", "a.txt", "b.jsonl"]));
}

#[test]
fn an_empty_file() {
    let folder = Folder::new("empty").with("a.txt", "").with("b.txt", " \n\n").with("c.jsonl", "");
    assert_message("empty-file", &folder.run(&["check", "a.txt", "b.txt", "c.jsonl"]));
}

#[test]
fn bytes_that_are_no_utf8_are_read_and_the_encoding_is_told() {
    let folder = Folder::new("encoding")
        .with("a.txt", b"\x93No,\x94 said Jos\xe9 Ruiz.\n")
        .with("b.txt", b"\xff\xfeI\0t\0 \0r\0a\0i\0n\0e\0d\0.\0");
    let run = folder.run(&["extract", "--format", "json", "a.txt", "b.txt"]);
    assert_message("assumed-encoding", &run);
    assert_eq!(run.json()[0]["quotes"][0]["text"], "“No,”");
}

#[test]
fn a_broken_json_line_is_named_and_the_rest_is_read() {
    let folder = Folder::new("broken-line").with(
        "a.jsonl",
        "{\"id\": \"n1\", \"text\": \"It rained.\"}\n{\"id\": \"n2\", \"text\": \"It\n{\"id\": \"n3\"}\n\
         {\"id\": \"n4\", \"text\": \"\"}\n[1]\n{\"id\": \"n6\", \"text\": \"It rained.\"}",
    );
    let run = folder.run(&["extract", "--format", "jsonl", "a.jsonl"]);
    assert_message("broken-json-line", &run);
    assert_eq!(run.ids(), ["n1", "n6"]);
}

#[test]
fn an_unknown_rule_or_construction() {
    let folder = Folder::new("explain");
    assert_message("unknown-rule", &folder.run(&["explain", "second-hand-qoute"]));
    let run = folder.run(&["explain", "xyzzy"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("secondhand rules"), "{}", run.stderr);
}

#[test]
fn rules_and_constructions_are_explained() {
    let folder = Folder::new("explained");
    for name in ["SH001", "sh001", "second-hand-quote"] {
        let run = folder.run(&["explain", name]);
        assert!(run.code == 0 && run.stdout.starts_with("SH001 second-hand-quote"), "{name}: {}", run.stdout);
    }
    assert!(folder.run(&["rules"]).stdout.contains("SH001  second-hand-quote"));
    let construction = &secondhand::Grammar::builtin().constructions()[0];
    let run = folder.run(&["explain", &construction.id]);
    assert!(run.code == 0 && run.stdout.contains(&*construction.about), "{}", run.stdout);
    let run = folder.run(&["explain", "sat-down-with"]);
    assert!(run.code == 0 && run.stdout.contains("opens = \"interview\""), "{}", run.stdout);
}

#[test]
fn an_occasion_of_ones_own_is_added() {
    let own = "id = \"winked-at\"\nabout = \"X winked at O.\"\nopens = \"interview\"\n\
               pattern = 'speaker:SUBJ cue:\"winked at\" outlet:PUBLISHER'\n\
               [[example]]\ntext = \"Ana Ruiz winked at CNN.\"\n\
               occasion = { kind = \"interview\", outlet = \"CNN\", speaker = \"Ana Ruiz\" }\n";
    let text = "Ana Ruiz winked at CNN.\n\n\"The strike is over,\" Ruiz said.\n";
    let folder = Folder::new("own-occasion").with("mine/occasions/winked-at.toml", own).with("a.txt", text);
    let run = folder.run(&["grammar", "check", "mine"]);
    assert!(run.code == 0 && run.stdout.contains("1 example"), "{}{}", run.stdout, run.stderr);
    let run = folder.run(&["extract", "--grammar", "mine", "--format", "json", "a.txt"]);
    assert_eq!(run.json()["attributions"][0]["chain"][0]["why"]["opener"], "winked-at", "{}", run.stdout);
    let wrong = own.replace("speaker:SUBJ", "source:SUBJ");
    let run = folder.with("mine/occasions/winked-at.toml", &wrong).run(&["grammar", "check", "mine"]);
    assert!(run.code == 2 && run.stderr.contains("there is no role called `source`"), "{}", run.stderr);
}

#[test]
fn a_broken_grammar_file() {
    let folder = Folder::new("grammar")
        .with(
            "mine/lexicons/outlets.toml",
            "kind = \"outlets\"\n[[outlet]]\nname = \"The Courier\"\nkind = \"newpaper\"\n",
        )
        .with("a.txt", FIRST_HAND);
    assert_message("broken-grammar-file", &folder.run(&["check", "--grammar", "mine", "a.txt"]));
    assert_message("broken-grammar-check", &folder.run(&["grammar", "check", "mine"]));
    assert_message("missing-grammar", &folder.run(&["check", "--grammar", "yours", "a.txt"]));
    assert_message(
        "empty-grammar",
        &folder.with("empty/readme.md", "x").run(&["check", "--grammar", "empty", "a.txt"]),
    );
}

#[test]
fn a_grammar_of_ones_own_is_added() {
    let folder = Folder::new("own-grammar").with(
        "mine/lexicons/outlets.toml",
        "kind = \"outlets\"\n[[outlet]]\nname = \"Quuxblatt\"\nkind = \"newspaper\"\n",
    );
    let run = folder.run(&["grammar", "check", "mine"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("mine: 1 file"), "{}", run.stdout);
    let args = ["extract", "--format", "json", "--grammar", "mine", "-"];
    let run = folder.run_with(&args, "Quuxblatt quoted Ana Ruiz as saying \"it is over.\"\n");
    assert_eq!(run.json()["attributions"][0]["chain"][0]["kind"], "outlet", "{}", run.stdout);
}

#[test]
fn an_example_that_is_not_read_as_its_file_says() {
    let file = "id = \"ours\"\nfamily = \"said\"\nabout = \"x\"\npattern = 'source:NP cue:\"quuxed\" content:CLAUSE'\n\n\
                [[example]]\ntext = \"It rained.\"\ncue = \"quuxed\"\ncontent = \"it rained\"\n";
    let folder = Folder::new("example").with("mine/constructions/said/ours.toml", file);
    assert_message("wrong-example", &folder.run(&["grammar", "check", "mine"]));
}

/// An occasion that is not opened says what is preferred to it, or that its
/// words name no publisher.
#[test]
fn an_example_that_opens_no_occasion() {
    let file = r#"
id = "ours"
about = "x"
opens = "interview"
rank = 1
pattern = 'speaker:SUBJ cue:VERB[!passive-form] interview "to" outlet:PUBLISHER'
[[example]]
text = "Lena Brook gave an interview to CNN."
occasion = { kind = "interview", outlet = "CNN" }
[[example]]
text = "It rained."
occasion = { kind = "interview", outlet = "CNN" }
"#;
    let folder = Folder::new("occasion").with("mine/occasions/ours.toml", file);
    assert_message("wrong-occasion", &folder.run(&["grammar", "check", "mine"]));
    let construction = "id = \"ours\"\nfamily = \"said\"\nabout = \"x\"\nrank = 1\n\
                        pattern = 'source:SUBJ cue:VERB[that] THAT content:CLAUSE'\n\n[[example]]\n\
                        text = \"Ito said that it rained.\"\ncue = \"said\"\ncontent = \"that it rained\"\n";
    let folder = Folder::new("outranked").with("mine/constructions/said/ours.toml", construction);
    assert_message("outranked-example", &folder.run(&["grammar", "check", "mine"]));
}

#[test]
fn wrong_usage_is_an_error_and_help_is_none() {
    let folder = Folder::new("usage");
    assert_eq!(folder.run(&["check", "--fail-on", "sometimes", "a.txt"]).code, 2);
    assert_eq!(folder.run(&[]).code, 2);
    for args in [&["--help"][..], &["check", "--help"], &["extract", "-h"], &["--version"]] {
        let run = folder.run(args);
        assert!(run.code == 0 && run.stderr.is_empty() && run.stdout.contains("secondhand"), "{args:?}");
    }
}

#[test]
fn completions_and_manual_pages() {
    let folder = Folder::new("man");
    assert!(folder.run(&["completions", "bash"]).stdout.contains("_secondhand"));
    assert!(folder.run(&["man"]).stdout.contains(".TH secondhand 1"));
    assert!(folder.run(&["man", "check"]).stdout.contains("fail\\-on"));
    assert_message("unknown-command", &folder.run(&["man", "chekc"]));
}

/// `secondhand … | head -1` ends without an error message.
#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let lines: String =
        (0..2000).map(|i| format!("{{\"id\": {i}, \"text\": \"It rained, Ana Ruiz said.\"}}\n")).collect();
    let folder = Folder::new("pipe").with("many.jsonl", lines);
    let mut child = command(&folder.0, &["extract", "--format", "jsonl", "many.jsonl"]).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

/// The output that the README shows for its example is what the command prints.
#[test]
fn the_readme_shows_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let mut check = command(root, &["check", "--no-config", "examples/border-talks.txt"]);
    let output = check.env("COLUMNS", "100").output().expect("the command runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    for part in shown.split("\n\n").map(str::trim).filter(|part| *part != "…") {
        assert!(printed.contains(part), "not printed:\n{part}\n\nprinted:\n{printed}");
    }
    let shown = readme.split("```mermaid\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a picture");
    let picture = command(root, &["check", "--no-config", "--format", "mermaid", "examples/border-talks.txt"]).output();
    let picture = picture.expect("the command runs").stdout;
    assert!(
        String::from_utf8_lossy(&picture).contains(shown.trim()),
        "the picture in README.md is not what is printed"
    );
    let output = command(root, &["extract", "--format", "json", "examples/border-talks.txt"]).output();
    let printed = Run::new(&["extract"], output.expect("the command runs")).json();
    let page = fs::read_to_string(root.join("docs/json.md")).expect("the page on JSON");
    for (file, text) in [("README.md", readme), ("docs/json.md", page)] {
        let shown = text.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        let shown: serde_json::Value = serde_json::from_str(shown).expect("JSON");
        for (name, field) in shown.as_object().expect("an object") {
            match (field, &printed[name]) {
                // Some items of each list are shown.
                (serde_json::Value::Array(some), serde_json::Value::Array(all)) => {
                    assert!(some.iter().all(|item| all.contains(item)), "{name} in {file} is not what is printed")
                }
                (one, printed) => assert_eq!(one, printed, "{name} in {file}"),
            }
        }
    }
}
