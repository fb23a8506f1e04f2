//! Tests `secondhand serve` over real connections.

use crate::cli::{Folder, command};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Child;

/// A server that ends with the test.
struct Served {
    child: Child,
    host: String,
}

impl Served {
    fn new(folder: &Folder, args: &[&str]) -> Self {
        let args = [&["serve", "--port", "0"], args].concat();
        let mut child = command(&folder.0, &args).spawn().expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("piped")).read_line(&mut line).expect("an address");
        let host = line.trim().strip_prefix("http://").and_then(|host| host.strip_suffix('/'));
        Self { host: host.unwrap_or_else(|| panic!("no address: {line:?}")).to_owned(), child }
    }

    /// Sends a request with these further headers. Returns the status, the
    /// headers and the body.
    fn ask(&self, line: &str, headers: &str, body: &[u8]) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.host).expect("a connection");
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.host) };
        let head =
            format!("{line} HTTP/1.1\r\n{host}{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).expect("sent");
        // A server that refuses a body does not read it.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8(answer).expect("UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer to {line}: {answer:?}"));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, head.to_owned(), body.to_owned())
    }

    fn post(&self, query: &str, body: &str) -> (u16, String) {
        let (status, _, body) = self.ask(&format!("POST /analyze{query}"), "", body.as_bytes());
        (status, body)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const TEXT: &str = "“No,” Ana Ruiz told Der Spiegel on Monday.\n";

#[test]
fn an_answer_is_what_check_prints() {
    let folder = Folder::new("serve-same").with("a.txt", TEXT).with("a.md", format!("# The harbour\n\n> {TEXT}")).with(
        "two.json",
        r#"[{"id": "n1", "text": "“No,” Ana Ruiz told Der Spiegel."},
            {"text": "Lena Okafor told the Beacon that it rained."}]"#,
    );
    let served = Served::new(&folder, &[]);
    for (name, format) in [
        ("a.txt", "json"),
        ("a.txt", "html"),
        ("a.txt", "csv"),
        ("a.txt", "sarif"),
        ("a.md", "json"),
        ("a.md", "jsonl"),
        ("two.json", "sarif"),
        ("two.json", "github"),
        ("two.json", "html"),
    ] {
        let file = std::fs::read_to_string(folder.0.join(name)).expect("a file");
        let (status, answer) = served.post(&format!("?name={name}&format={format}"), &file);
        let printed = folder.run(&["check", "--no-config", "--format", format, name]).stdout;
        assert_eq!((status, answer.replace('\r', "")), (200, printed), "{name} {format}");
    }
    let (status, answer) = served.post("?publisher=Der+Spiegel&format=jsonl", TEXT);
    assert_eq!(status, 200);
    let found: Value = serde_json::from_str(&answer).expect("JSON");
    assert_eq!(found["attributions"][0]["provenance"], "firsthand");
    let (_, answer) = served.post("?select=SH003,SH004&select=hearsay&format=concise", TEXT);
    assert_eq!(answer, "");
    // An article can come as JSON.
    let (status, answer) =
        served.post("?format=concise", r#"{"text": "“No,” Ana Ruiz told Der Spiegel.", "id": "n1"}"#);
    assert!(status == 200 && answer.contains("SH001"), "{answer}");
}

/// Places in a view are those of its text, in UTF-16, whatever the file is.
#[test]
fn a_view_has_places_in_its_text() {
    let folder = Folder::new("serve-view");
    let served = Served::new(&folder, &[]);
    let page = "# A 🌊 title\n\nThe harbour 🌊 was “closed,” Ana Ruiz told **Der Spiegel**.\n";
    let (status, answer) = served.post("?name=a.md&format=view", page);
    assert_eq!(status, 200, "{answer}");
    let views: Value = serde_json::from_str(&answer).expect("JSON");
    let text: Vec<u16> = views[0]["text"].as_str().expect("a text").encode_utf16().collect();
    let words = |place: &Value| {
        let (start, end) = (place["start"].as_u64().expect("start"), place["end"].as_u64().expect("end"));
        String::from_utf16(&text[start as usize..end as usize]).expect("whole characters")
    };
    let cue = &views[0]["found"]["attributions"][0]["cue"][0];
    assert_eq!((words(cue).as_str(), cue["text"].as_str()), ("told", Some("told")));
    let parts: Vec<String> = views[0]["parts"].as_array().expect("parts").iter().map(words).collect();
    assert_eq!(parts, ["A 🌊 title", "The harbour 🌊 was “closed,” Ana Ruiz told Der Spiegel."]);
}

#[test]
fn what_is_wrong_is_said() {
    let folder = Folder::new("serve-wrong");
    let served = Served::new(&folder, &["--max-bytes", "1K"]);
    for (query, body, status, message) in [
        ("?selct=all", TEXT, 400, "unknown field `selct`"),
        ("?select=second-hand-quot", TEXT, 400, "did you mean `second-hand-quote`?"),
        ("?format=jason", TEXT, 400, "did you mean `json`?"),
        ("?settings=publsher+%3D+1", TEXT, 400, "did you mean `publisher`?"),
        ("", "\u{89}PNG\r\n\u{1a}\n\0\0", 422, "not a text file"),
        ("", &"a ".repeat(600), 413, "larger than 1024 bytes"),
    ] {
        let (is, answer) = served.post(query, body);
        let error: Value = serde_json::from_str(&answer).expect("JSON");
        assert!(is == status && error["error"].as_str().is_some_and(|e| e.contains(message)), "{query}: {is} {answer}");
    }
    assert_eq!(served.ask("GET /analyze", "", b"").0, 405);
    assert_eq!(served.ask("DELETE /", "", b"").0, 405);
}

/// A site in a browser cannot ask the server: neither from its own address nor
/// under a name that it has given the loopback address.
#[test]
fn other_sites_are_refused() {
    let folder = Folder::new("serve-sites");
    let served = Served::new(&folder, &[]);
    let asks = |headers: &str| served.ask("POST /analyze", headers, TEXT.as_bytes());
    for headers in ["Origin: https://site.example\r\n", "Origin: null\r\n", "Host: site.example\r\n"] {
        assert_eq!(asks(headers).0, 403, "{headers}");
    }
    let (status, head, _) = asks(&format!("Origin: http://{}\r\n", served.host));
    assert_eq!(status, 200);
    assert!(!head.to_lowercase().contains("access-control"), "{head}");
    assert_eq!(served.ask("OPTIONS /analyze", "Origin: https://site.example\r\n", b"").0, 403);
    assert!(served.host.starts_with("127.0.0.1:"), "{}", served.host);
}

#[test]
fn a_page_is_served_from_its_folder_alone() {
    let folder = Folder::new("serve-page").with("page/index.html", "<p>the page</p>").with("page/assets/a.js", "1");
    let folder = folder.with("secret.txt", "secret");
    let served = Served::new(&folder, &["--page", "page"]);
    let (status, head, body) = served.ask("GET /", "", b"");
    assert!(status == 200 && body == "<p>the page</p>" && head.contains("default-src 'none'"), "{head}\n{body}");
    assert_eq!(served.ask("GET /assets/a.js", "", b"").0, 200);
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "//secret.txt", "/assets"] {
        assert_eq!(served.ask(&format!("GET {path}"), "", b"").0, 404, "{path}");
    }
    let wrong = folder.run(&["serve", "--page", "page/assets"]);
    assert!(wrong.stderr.contains("there is no index.html"), "{}", wrong.stderr);
    let (status, _, rules) = served.ask("GET /rules", "", b"");
    assert!(status == 200 && rules.contains("second-hand-quote"), "{rules}");
    let (_, _, described) = served.ask("GET /openapi.json", "", b"");
    assert_eq!(described, folder.run(&["serve", "--openapi"]).stdout);
}

/// A signal ends the server when it has answered.
#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told() {
    let folder = Folder::new("serve-end");
    let mut served = Served::new(&folder, &[]);
    let mut stream = TcpStream::connect(&served.host).expect("a connection");
    let text = TEXT.repeat(2000);
    let head = format!(
        "POST /analyze?format=concise HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        served.host,
        text.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(text.as_bytes())).expect("sent");
    std::thread::sleep(std::time::Duration::from_millis(100));
    let killed = std::process::Command::new("kill").args(["-TERM", &served.child.id().to_string()]).status();
    assert!(killed.expect("kill").success());
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("SH001"), "{}", &answer[..answer.len().min(300)]);
    let ended = served.child.wait().expect("it ends");
    assert!(ended.success(), "{ended}");
}
