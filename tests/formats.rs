//! Tests each format as the command prints it for two articles: parsed by a
//! parser of that format, and as a snapshot. The articles are simple, so that
//! changes to the grammar do not affect them.

use crate::cli::{Folder, Run};
use crate::skipped;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Second-hand through one and through two intermediaries, hearsay, an unnamed
/// speaker.
const FERRY: &str = "\
Ferries stay in port, union says

The Harbour Gazette quoted Lena Okafor, a captain, as saying the boats were \"safe in any weather.\"

The ferries reportedly leaked.

A spokesman told Der Spiegel that Omar Reyes believes the crews are tired.

The tide was low, a harbour official said.
";

/// Text that one format or another would take for its own syntax.
const HOSTILE: &str = "\
=1+1 <script>alert('x')</script> & --> ::error::x %0A

\"<b>No</b>, & that is 'it' ::error::x %0A,\" Ana Ruiz told Der Spiegel.
";

const ALL: [&str; 13] = [
    "human",
    "full",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "github",
    "junit",
    "html",
    "csv",
    "webannotation",
    "dot",
    "mermaid",
];

fn folder(test: &str) -> Folder {
    Folder::new(test).with("ferry.txt", FERRY).with("b/hostile, 1.txt", HOSTILE)
}

fn check(folder: &Folder, format: &str, files: &[&str]) -> Run {
    let run = folder.run(&[&["check", "--fail-on", "note", "--format", format], files].concat());
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{format}");
    run
}

fn both(folder: &Folder, format: &str) -> String {
    check(folder, format, &["ferry.txt", "b"]).stdout
}

#[test]
fn snapshots() {
    let folder = folder("formats");
    for format in ALL {
        let mut shown = both(&folder, format);
        if format == "html" {
            // Omits the style sheet, which the browser test covers.
            let (head, rest) = shown.split_once("<style>").expect("a style");
            shown = format!("{head}<style>…{}", rest.split_once("</style>").expect("its end").1);
            // Keeps only the attributes of a drawing, which describe it, and
            // not the course of its lines.
            let drawing = |part: &str| {
                let (svg, after) = part.split_once("</svg>").expect("its end");
                format!("<svg{}>…</svg>{after}", svg.split_once('>').expect("a tag").0)
            };
            let mut parts = shown.split("<svg");
            let first = parts.next().unwrap_or("").to_owned();
            shown = first + &parts.map(drawing).collect::<String>();
        }
        if format == "sarif" {
            let log: Value = serde_json::from_str(&shown).expect("JSON");
            shown = serde_json::to_string_pretty(&log["runs"][0]["results"]).expect("JSON");
        }
        insta::with_settings!({
            snapshot_path => "../snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(format!("format-{format}"), shown.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
        });
    }
}

/// Checks that every format can be parsed and has all findings.
#[test]
fn every_format_tells_the_same_findings() {
    let folder = folder("formats-count");
    let lines: Vec<Value> =
        both(&folder, "jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let count: usize = lines.iter().map(|l| l["findings"].as_array().map_or(0, Vec::len)).sum();
    assert!(count >= 4, "{lines:?}");
    let json: Value = serde_json::from_str(&both(&folder, "json")).expect("JSON");
    assert_eq!(json, Value::Array(lines));
    let sarif: Value = serde_json::from_str(&both(&folder, "sarif")).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(count));
    let annotations: Value = serde_json::from_str(&both(&folder, "webannotation")).expect("JSON");
    assert_eq!(annotations["items"].as_array().map(Vec::len), Some(count));
    let junit = both(&folder, "junit");
    let tree = roxmltree::Document::parse(&junit).expect("XML");
    assert_eq!(tree.descendants().filter(|n| n.has_tag_name("testcase")).count(), count);
    let table = both(&folder, "csv");
    let rows = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes()).into_records();
    assert_eq!(rows.filter(|row| row.as_ref().is_ok_and(|row| row.len() == 18)).count(), count);
    for format in ["concise", "github"] {
        assert_eq!(both(&folder, format).lines().count(), count, "{format}");
    }
    let page = both(&folder, "html");
    assert_eq!(page.matches("<section class=\"note ").count(), count);
    assert!(!page.contains("<script") && !page.contains("<b>No"), "{page}");
}

/// Formats with a field for it say which findings are suppressed or known.
#[test]
fn standings_are_told_where_a_format_has_a_place_for_them() {
    let (_, body) = FERRY.split_once("\n\n").expect("a headline");
    let text = format!("<!-- secondhand-ignore: second-hand-quote: on the record with us -->\n{body}");
    let folder = Folder::new("formats-standings").with("a.md", text);
    let of = |format: &str| folder.run(&["check", "--fail-on", "never", "--format", format, "a.md"]).stdout;
    let json: Value = serde_json::from_str(&of("json")).expect("JSON");
    let is_suppressed = |f: &&Value| f["status"] == "suppressed";
    let suppressed: Vec<&Value> = json["findings"].as_array().into_iter().flatten().filter(is_suppressed).collect();
    assert_eq!(suppressed.len(), 1, "{json}");
    assert_eq!(suppressed[0]["suppression"]["reason"], "on the record with us");
    for format in ["sarif", "junit", "csv", "html"] {
        assert!(of(format).contains("on the record with us"), "{format}");
    }
    let fingerprint = suppressed[0]["fingerprint"].as_str().expect("a fingerprint");
    assert!(of("sarif").contains(fingerprint) && of("csv").contains(fingerprint));
}

/// Annotations name the file and line to open. This holds for several articles
/// in one file, too, whose ids are no paths.
#[test]
fn articles_in_json_lines_are_pointed_at_by_file_and_line() {
    const TEXT: &str = "It rained.\n\n\"No,\" Ana Ruiz told Der Spiegel.\n";
    // Blank lines count, and an article without an id is named by its line.
    let lines = format!("{}\n\n{}\n", json!({ "id": "n1", "text": TEXT }), json!({ "text": TEXT }));
    let folder = Folder::new("formats-lines").with("in/c d.jsonl", &lines);
    let of = |format: &str| check(&folder, format, &["in"]).stdout;

    let github = of("github");
    let starts: Vec<&str> = github.lines().filter_map(|l| l.split(",title=").next()).collect();
    assert_eq!(starts, ["::notice file=in/c d.jsonl,line=1", "::notice file=in/c d.jsonl,line=3"]);
    let ends: Vec<&str> = github.lines().filter_map(|l| l.rsplit("%0A").next()).collect();
    assert_eq!(ends, ["article n1, line 3, column 1", "article in/c d.jsonl:3, line 3, column 1"]);

    let log: Value = serde_json::from_str(&of("sarif")).expect("JSON");
    let places: Vec<(&Value, &Value, &Value)> = log["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter()
        .map(|result| &result["locations"][0])
        .map(|at| (&at["physicalLocation"], &at["logicalLocations"][0]["name"], &at["properties"]["textRegion"]))
        .map(|(at, name, text)| (at, name, &text["startLine"]))
        .collect();
    let at = |line: u32| json!({ "artifactLocation": { "uri": "in/c%20d.jsonl" }, "region": { "startLine": line } });
    let expected = [(at(1), json!("n1"), json!(3)), (at(3), json!("in/c d.jsonl:3"), json!(3))];
    assert_eq!(places, expected.each_ref().map(|(at, name, line)| (at, name, line)));

    let xml = of("junit");
    let tree = roxmltree::Document::parse(&xml).expect("XML");
    let cases = tree.descendants().filter(|n| n.has_tag_name("testcase"));
    let cases: Vec<_> = cases.map(|n| (n.attribute("file"), n.attribute("line"))).collect();
    assert_eq!(cases, [(Some("in/c d.jsonl"), Some("1")), (Some("in/c d.jsonl"), Some("3"))]);

    // Standard input is not a file, so the id is used.
    let args = ["check", "--input-format", "jsonl", "--format", "github", "-"];
    let run = folder.run_with(&args, lines.lines().next().expect("a line"));
    assert!(run.stdout.starts_with("::notice file=n1,line=3,endLine=3,col=1,"), "{}", run.stdout);
}

#[test]
fn output_goes_to_a_file() {
    let folder = folder("formats-output");
    let run = folder.run(&["check", "--format", "sarif", "--output", "out.sarif", "ferry.txt"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (1, "", ""));
    let written = fs::read_to_string(folder.0.join("out.sarif")).expect("the file");
    assert_eq!(written, check(&folder, "sarif", &["ferry.txt"]).stdout);
    let run = folder.run(&["check", "--output", "no/such/folder.txt", "ferry.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: no/such/folder.txt: it cannot be written: "), "{}", run.stderr);
    let run = folder.run(&["check", "--color", "auto", "-o", "out.txt", "ferry.txt"]);
    assert!(run.stdout.is_empty() && !fs::read_to_string(folder.0.join("out.txt")).expect("it").contains('\u{1b}'));
}

#[test]
fn without_articles_every_format_is_whole() {
    let folder = Folder::new("formats-none");
    for format in ALL {
        let run = folder.run(&["check", "--format", format, "missing.txt", "missing.md"]);
        assert_eq!(run.code, 2, "{format}");
        match format {
            "json" | "sarif" | "webannotation" => {
                serde_json::from_str::<Value>(&run.stdout).expect(format);
            }
            "junit" => {
                roxmltree::Document::parse(&run.stdout).expect(format);
            }
            "html" => assert!(run.stdout.ends_with("</html>\n")),
            _ => {}
        }
    }
}

#[test]
fn attributions_as_a_table_for_spreadsheets() {
    let folder = folder("formats-csv");
    let run = folder.run(&["extract", "--format", "csv", "ferry.txt", "b"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(run.stdout.matches("file,line,column,id,").count(), 1);
    let rows: Vec<_> = csv::Reader::from_reader(run.stdout.trim_start_matches('\u{feff}').as_bytes())
        .into_records()
        .map(|row| row.expect("a row"))
        .collect();
    assert!(rows.iter().any(|row| &row[5] == "secondhand" && &row[9] == "Lena Okafor → Harbour Gazette"), "{rows:?}");
}

/// Results that are kept can be compared with `git diff`: the same articles
/// give the same bytes, and a changed article changes only its own lines.
#[test]
fn json_is_stable_and_fit_for_a_diff() {
    let folder = Folder::new("formats-diff").with("in/a.txt", FERRY).with("in/b.txt", HOSTILE);
    let run = || folder.run(&["extract", "--format", "json", "in"]).stdout;
    let before = run();
    assert_eq!(before, run());
    assert!(before.lines().all(|line| line.matches("\": ").count() <= 1 || line.contains("\"text\"")), "{before}");
    fs::write(folder.0.join("in/b.txt"), "It rained, Ana Ruiz said.\n").expect("a file");
    let after = run();
    let same = before.lines().zip(after.lines()).take_while(|(a, b)| a == b).count();
    let second = before.lines().position(|line| line.contains("\"in/b.txt\"")).expect("the second article");
    assert!(same > second, "{same} lines of {second} are the same");
}

#[test]
fn graphviz_draws_the_chains() {
    if Command::new("dot").arg("-V").stdin(Stdio::null()).output().is_err() {
        return skipped("skipped: no Graphviz (`dot`) is installed");
    }
    let folder = folder("formats-dot");
    fs::write(folder.0.join("a.dot"), both(&folder, "dot")).expect("a file");
    let output = Command::new("dot").current_dir(&folder.0).args(["-Tsvg", "a.dot"]).output().expect("dot starts");
    let (svg, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{errors}");
    assert!(svg.contains("Harbour Gazette") && svg.contains("carried"), "{svg}");
}

/// A script that writes what the browser made of the page into the page: whether
/// text is shown, colours, and whether the first note is beside its paragraph.
const PROBE: &str = r#"<script>
const box = (selector) => document.querySelector(selector).getBoundingClientRect();
const background = (selector) => getComputedStyle(document.querySelector(selector)).backgroundColor;
const findings = ["Lena Okafor is quoted from the Harbour Gazette, not first-hand.", "safe in any weather"];
const probe = document.createElement("pre");
probe.id = "probe";
probe.textContent = JSON.stringify({
    shown: findings.every((words) => document.body.innerText.includes(words)),
    paper: background("body"),
    unmarked: background(".body p"),
    marked: background(".body .c.sh"),
    beside: box(".row:has(.note) > p").right <= box(".row .note").left,
});
document.body.append(probe);
</script>"#;

/// In a browser the page shows its findings, its highlights are visible, it
/// follows the dark colour scheme, and its notes move to where there is room.
/// A script in the page does not run.
#[test]
fn a_browser_shows_the_page() {
    let Some(browser) = browser() else {
        return skipped("skipped: no Chromium is installed");
    };
    let folder = folder("formats-browser");
    let page = both(&folder, "html").replace("</body>", &format!("{PROBE}</body>"));
    fs::write(folder.0.join("page.html"), &page).expect("a file");
    let open = page.replace("Content-Security-Policy", "no-policy");
    assert_ne!(open, page);
    fs::write(folder.0.join("open.html"), open).expect("a file");
    let Some(closed) = dom(browser, &folder.0, "page", "1280,1600", "light") else {
        return skipped("skipped: Chromium opens no page here");
    };
    assert!(closed.contains("Lena Okafor is quoted from"), "{closed}");
    assert!(!closed.contains("<pre id=\"probe\">"), "a script ran in spite of the policy");
    let probed = |size, scheme| {
        let dom = dom(browser, &folder.0, "open", size, scheme).expect("a page");
        let json = dom.split("<pre id=\"probe\">").nth(1).and_then(|rest| rest.split("</pre>").next());
        serde_json::from_str::<Value>(json.expect("the script's report")).expect("JSON")
    };
    let (wide, dark, narrow) = (probed("1280,1600", "light"), probed("1280,1600", "dark"), probed("480,1600", "light"));
    for page in [&wide, &dark, &narrow] {
        assert_eq!(page["shown"], true, "a finding is not visible");
        assert_ne!(page["marked"], page["unmarked"], "second-hand words are not highlighted");
    }
    assert_ne!(wide["paper"], dark["paper"], "the page ignores the dark colour scheme");
    assert_eq!([&wide["beside"], &narrow["beside"]], [&json!(true), &json!(false)]);
}

fn browser() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome", "chrome"].into_iter().find(|name| {
        let output = Command::new(name).arg("--version").stdin(Stdio::null()).output();
        output.is_ok_and(|output| output.status.success())
    })
}

/// Opens a page of the folder in a browser and returns its document as HTML.
fn dom(browser: &str, dir: &Path, name: &str, size: &str, scheme: &str) -> Option<String> {
    let scheme = if scheme == "dark" { "0" } else { "1" };
    let output = Command::new(browser)
        .current_dir(dir)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", dir.join("profile").display()))
        .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
        .arg(format!("--window-size={size}"))
        .arg("--dump-dom")
        .arg(format!("file://{}", dir.join(format!("{name}.html")).display()))
        .stdin(Stdio::null())
        .output();
    let output = output.ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().filter(|dom| dom.contains("</html>"))
}

/// Whether a character is invisible but would affect a terminal, a log or the
/// order of text.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// For words, id and publisher: escape sequences, a line break after which a
/// log would expect a command, a C1 control, a bidirectional override.
const HIDDEN: &str = "\u{1b}]0;x\u{7}\r\u{9b}2J\u{7f}\u{202e}\u{2028}";
/// The same without characters that end a line or paragraph.
const IN_WORDS: &str = "\u{1b}]0;x\u{7}\u{9b}2J\u{7f}\u{202e}";

fn hidden_lines() -> String {
    let text = format!("The Washington Post quoted Ana Ruiz as saying it was \"over{IN_WORDS} in weeks, maybe less.\"");
    let article = |id: String| json!({ "id": id, "publisher": format!("The Courier{HIDDEN}"), "text": text });
    format!("{}\n", article(format!("n1{HIDDEN}\n::error::x")))
}

/// Output for terminals and logs has no characters that they would obey.
#[test]
fn control_characters_are_seen() {
    let folder = Folder::new("formats-hidden").with("a.jsonl", hidden_lines());
    let mut shown: Vec<(&str, String)> = ALL
        .iter()
        .filter(|f| **f != "csv")
        .map(|format| (*format, check(&folder, format, &["a.jsonl"]).stdout))
        .collect();
    shown.push(("table", folder.run(&["extract", "--format", "table", "a.jsonl"]).stdout));
    shown.push(("explain", folder.run(&["extract", "--explain", "a.jsonl"]).stdout));
    for (format, shown) in shown {
        assert!(shown.contains("Ruiz"), "{format}: {shown}");
        let hidden: Vec<char> = shown.chars().filter(|&c| c != '\n' && is_hidden(c)).collect();
        assert!(hidden.is_empty(), "{format}: {hidden:?} in {shown:?}");
        let is_command = |line: &str| line.trim_start().starts_with("::error::x");
        assert!(!shown.lines().any(is_command), "{format}: {shown}");
    }
}

/// The log of GitHub Actions takes a line that begins with `::` for a command,
/// whatever format it is in.
#[test]
fn no_line_begins_a_command() {
    let text = "The Washington Post quoted Ana Ruiz as saying it was \"over\n::error::x in weeks,\n ::error::y maybe less.\"\n";
    let folder = Folder::new("formats-commands").with("::error::x.txt", text).with("b.txt", text);
    for format in ALL {
        let shown = check(&folder, format, &["::error::x.txt", "b.txt"]).stdout;
        // `:::` comes from the library that renders messages and is no command.
        let is_ours = |line: &str| line.starts_with("::notice file=") || line.starts_with("::: ");
        let is_command = |line: &&str| line.trim_start().starts_with("::") && !is_ours(line);
        assert_eq!(shown.lines().find(is_command), None, "{format}: {shown}");
    }
    for format in ["table", "csv", "json", "jsonl"] {
        let shown = folder.run(&["extract", "--format", format, "::error::x.txt", "b.txt"]).stdout;
        assert!(!shown.lines().any(|line| line.trim_start().starts_with("::")), "{format}: {shown}");
    }
}

/// Formats for people show control characters as symbols; formats for programs
/// keep them.
#[test]
fn data_formats_carry_what_was_there() {
    let folder = Folder::new("formats-carried").with("a.jsonl", hidden_lines());
    let of = |format: &str| check(&folder, format, &["a.jsonl"]).stdout;
    let id = format!("n1{HIDDEN}\n::error::x");
    let document: Value = serde_json::from_str(&of("jsonl")).expect("JSON");
    assert_eq!(document["id"], id.as_str());
    let words = document["findings"][0]["span"]["text"].as_str().expect("words").to_owned();
    assert!(words.contains(IN_WORDS), "{words:?}");
    let log: Value = serde_json::from_str(&of("sarif")).expect("JSON");
    let region = &log["runs"][0]["results"][0]["locations"][0]["properties"]["textRegion"];
    assert_eq!(region["snippet"]["text"], words);
    let annotations: Value = serde_json::from_str(&of("webannotation")).expect("JSON");
    assert_eq!(annotations["items"][0]["target"]["selector"][0]["exact"], words);
    let table = of("csv");
    let mut rows = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes()).into_records();
    assert_eq!(&rows.next().expect("a row").expect("CSV")[10], words);
    let xml = of("junit");
    let tree = roxmltree::Document::parse(&xml).expect("XML");
    let failure = tree.descendants().find(|n| n.has_tag_name("failure")).and_then(|n| n.text()).expect("words");
    // XML cannot represent C0 controls.
    let carried = words.replace('\u{1b}', "␛").replace('\u{7}', "␇");
    assert!(failure.contains(&carried), "{failure:?}");
}

/// Regression test: DEL was lost when output went to a pipe.
#[test]
fn a_pipe_and_a_file_get_the_same_bytes() {
    let folder = Folder::new("formats-bytes").with("a.jsonl", hidden_lines());
    for format in ALL {
        let piped = check(&folder, format, &["a.jsonl"]).stdout;
        folder.run(&["check", "--fail-on", "note", "--format", format, "-o", "out", "a.jsonl"]);
        let written = fs::read_to_string(folder.0.join("out")).expect("the file").replace("\r\n", "\n");
        assert_eq!(piped, written, "{format}");
    }
}

/// A file name can hold a line break, after which GitHub's log would take the
/// rest for a command.
#[test]
fn standard_error_starts_no_command() {
    let folder = Folder::new("formats-stderr")
        .with("a.txt", "<!-- secondhand-ignore: \u{1b}[2J\u{9b}x: reason -->\n\nIt reportedly rained.\n")
        .with("s.toml", "publisher = \"\u{202e}\"\n\"\u{85}::error::x\" = 1\n");
    let name = "b\n::error::x\u{1b}[2J\u{202e}.txt";
    let option = "--x\n::error::x\u{1b}[2J";
    for args in [
        &["check", name][..],
        &["check", "a.txt", option],
        &["check", "--format", name, "a.txt"],
        &["check", "--config", "s.toml", "a.txt"],
        &["check", "--config", name, "a.txt"],
        &["check", "-o", "no/b\n::error::x", "a.txt"],
        &["check", "a.txt"],
        &["explain", name],
        &["man", name],
        &["eval", name],
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
        let hidden: Vec<char> = run.stderr.chars().filter(|&c| c != '\n' && is_hidden(c)).collect();
        assert!(hidden.is_empty(), "{args:?}: {hidden:?} in {}", run.stderr);
        assert!(!run.stderr.lines().any(|line| line.trim_start().starts_with("::")), "{args:?}: {}", run.stderr);
    }
}
