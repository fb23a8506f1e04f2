//! Tests the module structure: no files may import each other in a circle
//! (`ARCHITECTURE.md`: imports point one way).
//!
//! Reads and expands the `use` lines of `src`. Declaring a module does not
//! count as importing it, and test modules are ignored.
//!
//! Tests as well that files and functions stay short, that `docs/features.md`
//! explains the features of all weights, and that `docs/classes.md` is not
//! stale.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Modules that hold only tests.
const TESTS: &[&str] = &[
    "chain::tests",
    "read::html::tests",
    "report::tests",
    "resolve::samples",
    "resolve::tests",
    "rules::by_hand",
    "rules::tests",
    "settings::tests",
    "suppression::tests",
    "token::samples",
];

/// Names that the crate's root re-exports, such as `crate::Analysis`, and the
/// modules they come from.
const RENAMED: &[(&str, &str)] =
    &[("Analysis", "analysis"), ("Analyzer", "analyzer"), ("Error", "error"), ("Grammar", "grammar")];

type Imports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_files_import_each_other_in_a_circle() {
    let files = files();
    let imports: Imports = files.iter().map(|(module, text)| (module.clone(), imports(module, text, &files))).collect();
    assert!(imports.values().map(BTreeSet::len).sum::<usize>() > 300, "the `use` lines are read");
    let circles = circles(&imports);
    assert!(circles.is_empty(), "files that import each other:\n{}", circles.join("\n"));
}

/// The command calls its submodules by path, so that none of them may refer to
/// `src/cli.rs`. What they share is in a module of its own.
#[test]
fn the_command_calls_one_way() {
    let files = files();
    let modules = files.iter().filter(|(module, _)| module.starts_with("cli::"));
    let calls: Vec<String> = modules.clone().flat_map(|(module, text)| calls_above(module, text, &files)).collect();
    assert!(modules.count() > 10 && calls.is_empty(), "{}", calls.join("\n"));
    let found = calls_above("cli::a", "use super::files;\nsuper::tell(1);\ncrate::cli::run();\n// super::x\n", &files);
    assert_eq!(found, ["cli::a: super::tell(1);", "cli::a: crate::cli::run();"]);
}

/// Returns the lines of a submodule of the command that import or call
/// something of `src/cli.rs` itself.
fn calls_above(module: &str, text: &str, files: &BTreeMap<String, String>) -> Vec<String> {
    let imports = imports(module, text, files).contains("cli");
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or("").lines().filter(|line| !line.starts_with("use "));
    let code = code.filter(|line| {
        let line = line.split("//").next().unwrap_or("");
        line.contains("super::") && !line.contains("(super)") || line.contains("crate::cli::")
    });
    let calls = code.map(|line| format!("{module}: {}", line.trim()));
    imports.then(|| format!("{module} imports cli")).into_iter().chain(calls).collect()
}

/// Checks that the test can fail: a circle of imports is found.
#[test]
fn a_circle_is_found() {
    let of = |targets: &[&str]| targets.iter().map(|&t| t.to_owned()).collect::<BTreeSet<_>>();
    let circular = Imports::from([
        ("a".to_owned(), of(&["b"])),
        ("b".to_owned(), of(&["c"])),
        ("c".to_owned(), of(&["a"])),
        ("d".to_owned(), of(&["a"])),
    ]);
    assert_eq!(circles(&circular), ["a → b → c → a"]);
    let files = BTreeMap::from([("a".to_owned(), String::new()), ("a::b".to_owned(), String::new())]);
    let text = "use crate::{a::{self, x}, std};\npub(crate) use super::b as c;\nuse serde::Deserialize;\n\
                #[cfg(test)]\nmod tests {\n    use super::super::d;\n}\n";
    assert_eq!(imports_in(text).len(), 5);
    assert_eq!(imports("a::c", text, &files), of(&["a", "a::b"]));
}

/// Maximum number of lines of a file of `src`, with its tests.
const FILE: usize = 600;
/// Maximum number of lines of a function.
const FUNCTION: usize = 80;

/// A longer file or function has a comment `Over 80 lines: …` that says why: a
/// file in its first lines, a function directly above it.
#[test]
fn files_and_functions_are_short() {
    let long: Vec<String> = sources().iter().flat_map(|(module, text)| long(module, text)).collect();
    assert!(long.is_empty(), "split by idea, or say why it is long:\n{}", long.join("\n"));
}

/// Checks that the test can fail: a long file and a long function are found
/// where no comment explains them.
#[test]
fn a_long_function_is_found() {
    let function =
        |lines: usize| format!("    pub(super) const fn f() {{\n{}    }}\n", "        x;\n".repeat(lines - 2));
    assert!(long("a", &function(80)).is_empty());
    assert_eq!(long("a", &function(81)), ["a: `f` has 81 lines"]);
    let why = "// Over 80 lines: a table.\n#[inline]\n";
    assert!(long("a", &format!("{why}{}", function(81))).is_empty());
    assert_eq!(long("a", &format!("{why}\n{}", function(81))).len(), 1, "not directly above");
    assert!(long("a", &"x\n".repeat(600)).is_empty());
    assert_eq!(long("a", &"x\n".repeat(601)), ["a has 601 lines"]);
    assert!(long("a", &format!("//! A.\n//!\n//! Over 600 lines: a table.\n{}", "x\n".repeat(601))).is_empty());
}

/// Returns what is too long in a file without a comment that says why. A
/// function ends at the first brace that is indented like its `fn`.
fn long(module: &str, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let explains = |line: &str, limit: usize| {
        line.trim_start().starts_with("//") && line.contains(&format!(" Over {limit} lines: "))
    };
    let mut long = Vec::new();
    let head = lines.iter().take_while(|line| line.starts_with("//"));
    if lines.len() > FILE && !head.clone().any(|line| explains(line, FILE)) {
        long.push(format!("{module} has {} lines", lines.len()));
    }
    for (at, line) in lines.iter().enumerate() {
        let words = line.split_whitespace();
        let mut words = words.skip_while(|word| word.starts_with("pub") || ["const", "unsafe", "async"].contains(word));
        let (Some("fn"), Some(name)) = (words.next(), words.next()) else { continue };
        let close = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
        let length = lines[at..].iter().position(|line| line.starts_with(&close)).map_or(1, |end| end + 1);
        let above = lines[..at].iter().rev().take_while(|line| line.trim_start().starts_with(['/', '#']));
        if length > FUNCTION && !above.clone().any(|line| explains(line, FUNCTION)) {
            let name = name.split(['(', '<']).next().unwrap_or(name);
            long.push(format!("{module}: `{name}` has {length} lines"));
        }
    }
    long
}

/// Returns the text of each module of the library except the crate's root and
/// those that hold only tests.
pub(crate) fn files() -> BTreeMap<String, String> {
    let mut files = sources();
    files.retain(|module, _| !TESTS.contains(&&**module) && module != "lib" && module != "main");
    files
}

/// Returns the text of each file of `src` by the name of its module.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).expect("below src").with_extension("");
            let module = name.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("::");
            files.insert(module, fs::read_to_string(&path).expect("UTF-8"));
        }
    }
    files
}

/// Returns the modules that a module imports from.
fn imports(module: &str, text: &str, files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in imports_in(text) {
        let mut path: Vec<&str> = path.iter().map(String::as_str).collect();
        let mut at: Vec<&str> = match path.first() {
            Some(&"crate") => Vec::new(),
            Some(&("super" | "self")) => module.split("::").collect(),
            // A child module that the file declares, or another crate.
            _ => module.split("::").collect(),
        };
        while let Some(&first) = path.first() {
            match first {
                "super" => drop(at.pop()),
                "crate" | "self" => {}
                _ => break,
            }
            path.remove(0);
        }
        at.extend(path);
        if let Some((_, module)) = RENAMED.iter().find(|(name, _)| at == [*name]) {
            at = vec![module];
        }
        while !at.is_empty() && !files.contains_key(&at.join("::")) {
            at.pop();
        }
        let target = at.join("::");
        if !target.is_empty() && target != module {
            found.insert(target);
        }
    }
    found
}

/// Returns the paths of all `use` lines outside test modules, split into parts.
fn imports_in(text: &str) -> Vec<Vec<String>> {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
    let text = text.split("#[cfg(test)]\npub").next().unwrap_or("");
    let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect();
    let mut paths = Vec::new();
    for statement in code.join(" ").split(';') {
        let words: Vec<&str> = statement.split_whitespace().collect();
        let is_use = |i: &usize| {
            words[*i] == "use" && (*i == 0 || words[*i - 1].ends_with([')', '{', '}', ']']) || words[*i - 1] == "pub")
        };
        if let Some(at) = (0..words.len()).rev().find(is_use) {
            expand(&words[at + 1..].join(" "), &[], &mut paths);
        }
    }
    paths
}

/// Expands `a::{b, c as d}` into `a b` and `a c`.
fn expand(tree: &str, before: &[String], paths: &mut Vec<Vec<String>>) {
    let (mut depth, mut start) = (0, 0);
    let mut branches = Vec::new();
    for (i, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                branches.push(&tree[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    branches.push(&tree[start..]);
    for branch in branches.into_iter().map(str::trim).filter(|branch| !branch.is_empty()) {
        match branch.split_once('{') {
            Some((path, inner)) => {
                let path: Vec<String> = before.iter().cloned().chain(parts(path)).collect();
                expand(inner.trim_end().strip_suffix('}').unwrap_or(inner), &path, paths);
            }
            None => {
                let name = branch.split(" as ").next().unwrap_or(branch);
                paths.push(before.iter().cloned().chain(parts(name)).collect());
            }
        }
    }
}

/// Splits a path into its parts.
fn parts(path: &str) -> impl Iterator<Item = String> {
    path.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty())
}

/// Returns one circle for each group of files that import each other.
fn circles(imports: &Imports) -> Vec<String> {
    let mut circles = Vec::new();
    let mut seen = BTreeSet::new();
    for module in imports.keys() {
        if seen.contains(module) {
            continue;
        }
        if let Some(circle) = circle_from(imports, module) {
            seen.extend(circle.iter().cloned());
            circles.push(circle.join(" → "));
        }
    }
    circles
}

/// Returns the shortest circle of imports from a file back to itself.
fn circle_from(imports: &Imports, start: &String) -> Option<Vec<String>> {
    let mut ways: Vec<Vec<String>> = vec![vec![start.clone()]];
    let mut reached = BTreeSet::new();
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next += 1;
        for target in imports.get(way.last()?).into_iter().flatten() {
            let longer: Vec<String> = way.iter().cloned().chain([target.clone()]).collect();
            if target == start {
                return Some(longer);
            }
            if reached.insert(target.clone()) {
                ways.push(longer);
            }
        }
    }
    None
}

/// Each template of the weight files has a row in `docs/features.md`, in the
/// section of its file.
#[test]
fn every_feature_of_the_weights_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/features.md")).expect("UTF-8");
    let folder = root.join("grammar/weights");
    let files: BTreeSet<String> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let mut missing = Vec::new();
    for file in files {
        let Some(name) = file.strip_suffix(".tsv") else { continue };
        let text = fs::read_to_string(folder.join(&file)).expect("UTF-8");
        let templates = templates(&text);
        assert!(!templates.is_empty(), "the features of {file} are read");
        let explained = explained(&page, name);
        let unexplained: Vec<&str> = templates.difference(&explained).copied().collect();
        if !unexplained.is_empty() {
            missing.push(format!("{file}: {}", unexplained.join(", ")));
        }
    }
    assert!(missing.is_empty(), "features that docs/features.md does not explain:\n{}", missing.join("\n"));
}

/// Checks that the test can fail: only the first column of the own section
/// counts.
#[test]
fn an_unexplained_feature_is_found() {
    let page = "# Features\n\n| `kind` |\n\n## keep: what\n\n`act`\n\n| feature | says |\n| --- | --- |\n\
                | `lemma`, `act-form` | the `form` |\n\n## ends\n\n| `next` | |\n";
    assert_eq!(explained(page, "keep"), BTreeSet::from(["act-form", "lemma"]));
    assert_eq!(explained(page, "ends"), BTreeSet::from(["next"]));
    assert!(explained(page, "links").is_empty());
    assert_eq!(templates("# Weights\n0.5\tbias\n-1\tact=a=b|c\n\n2\tact=d\n"), BTreeSet::from(["act", "bias"]));
}

/// Returns the templates of the features in a weight file.
fn templates(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let features = lines.filter_map(|line| line.split_once('\t')).map(|(_, feature)| feature);
    features.map(|feature| feature.split_once('=').map_or(feature, |(template, _)| template)).collect()
}

/// Returns what stands in backticks in the first column of the tables in the
/// section of this name.
fn explained<'a>(page: &'a str, name: &str) -> BTreeSet<&'a str> {
    let heading = |section: &&str| section.split([':', '\n']).next() == Some(name);
    let section = page.split("\n## ").skip(1).find(heading).unwrap_or("");
    let rows = section.lines().filter_map(|line| line.strip_prefix('|')?.split('|').next());
    rows.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

/// `docs/classes.md` lists the classes of terms as their files describe them.
#[test]
fn the_page_of_classes_is_not_stale() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut classes: BTreeMap<String, String> = BTreeMap::new();
    for entry in fs::read_dir(root.join("grammar/lexicons")).expect("the lexicons") {
        let text = fs::read_to_string(entry.expect("a file").path()).expect("a lexicon");
        let lexicon: toml::Table = text.parse().expect("TOML");
        let key = |name: &str| lexicon.get(name).and_then(|value| value.as_str());
        if let (Some("terms"), Some(class), Some(about)) = (key("kind"), key("class"), key("about")) {
            classes.insert(class.to_owned(), about.replace('|', "\\|"));
        }
    }
    assert!(classes.len() > 50, "{}", classes.len());
    let mut page = String::from(
        "# Classes of terms\n\n<!-- Written by `UPDATE_DOCS=1 cargo test`; edit the files of `grammar/lexicons` \
         instead. -->\n\nEach class is a file of `grammar/lexicons` with `kind = \"terms\"`. Patterns name a class, \
         and the stages behind the grammar ask for some of them. [grammar/README.md](../grammar/README.md) describes \
         how to add a term.\n\n| class | what it lists |\n| --- | --- |\n",
    );
    for (class, about) in classes {
        page.push_str(&format!("| `{class}` | {about} |\n"));
    }
    let file = root.join("docs/classes.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, &page).expect("a writable file");
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == page, "docs/classes.md is stale: run `UPDATE_DOCS=1 cargo test the_page_of_classes`");
}
