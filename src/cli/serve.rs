//! `secondhand serve`: the page in the browser and `POST /analyze`, for this
//! machine alone.
//!
//! The server listens on the loopback address. It answers requests for its own
//! address only, so that a site cannot reach it under a name of its own, and
//! allows no other site to read its answers. Bodies have a limit.

use super::args::serve::ServeArgs;
use super::each::caught;
use super::terminal::{Status, fail, print, tell};
use crate::error::{Error, ErrorKind};
use crate::service::schema::{Problem, openapi};
use crate::service::{self, FORMATS, Options};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fs;
use std::io::Read as _;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use tiny_http::{Header, Method, Request, Response, Server};

/// How often a thread without work looks whether the server is to stop.
const LOOK: Duration = Duration::from_millis(200);

/// How many requests are answered at a time. More wait.
const THREADS: usize = 8;

/// What the page may do: run its own scripts and read its own files.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
                           worker-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; \
                           form-action 'none'; frame-ancestors 'none'";

/// A file of the page.
struct File {
    /// Its path below the address.
    path: Cow<'static, str>,
    bytes: Cow<'static, [u8]>,
    /// Whether the bytes are compressed by gzip.
    is_packed: bool,
}

/// The files of the page, if it was built before this program.
static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

pub(super) fn run(args: &ServeArgs) -> Status {
    if args.openapi {
        return print(&openapi());
    }
    match serve(args) {
        Ok(()) => Status::Clean,
        Err(error) => fail(&error),
    }
}

fn serve(args: &ServeArgs) -> Result<(), Error> {
    let files = match &args.page {
        Some(folder) => files_in(folder)?,
        None => BUILT_IN.iter().map(built_in).collect(),
    };
    let server = Server::http((Ipv4Addr::LOCALHOST, args.port)).map_err(|error| {
        Error::new(format!("cannot listen on port {}: {error}", args.port)).with_help("choose another with `--port`")
    })?;
    let port = server.server_addr().to_ip().map_or(args.port, |address| address.port());
    let site =
        Site { files, hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")], most: args.max_bytes.0 };
    let is_over = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&is_over);
    ctrlc::set_handler(move || stop.store(true, Ordering::SeqCst))
        .map_err(|error| Error::new(format!("cannot wait for an interrupt: {error}")))?;
    let status = print(&format!("http://{}/\n", site.hosts[0]));
    if site.files.is_empty() {
        tell("note", &"this program was built without the page; POST /analyze works (docs/serve.md)");
    }
    if status != Status::Clean {
        return Ok(());
    }
    // What has been asked is answered before the end.
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while !is_over.load(Ordering::SeqCst) {
                    if let Ok(Some(request)) = server.recv_timeout(LOOK) {
                        site.answer(request);
                    }
                }
            });
        }
    });
    Ok(())
}

fn built_in((path, bytes): &(&'static str, &'static [u8])) -> File {
    let plain = path.strip_suffix(".gz");
    File { path: plain.unwrap_or(path).into(), bytes: Cow::Borrowed(bytes), is_packed: plain.is_some() }
}

/// Reads the files of a page that was built into a folder.
fn files_in(folder: &Path) -> Result<Vec<File>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    let wrong = |path: &Path, error: &dyn std::fmt::Display| {
        Error::new(format!("cannot read the page: {error}"))
            .in_file(&path.to_string_lossy())
            .with_help("`--page` is the folder that `npm run build` writes: web/dist")
    };
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(&below).map_err(|error| wrong(&below, &error))? {
            let path = entry.map_err(|error| wrong(&below, &error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder)
                && !name.to_string_lossy().ends_with(".gz")
            {
                let bytes = fs::read(&path).map_err(|error| wrong(&path, &error))?;
                let name = name.to_string_lossy().replace('\\', "/");
                files.push(File { path: name.into(), bytes: bytes.into(), is_packed: false });
            }
        }
    }
    if files.iter().any(|file| file.path == "index.html") {
        return Ok(files);
    }
    Err(wrong(folder, &"there is no index.html"))
}

/// An answer: its status, media type and body.
struct Answer {
    status: u16,
    media: &'static str,
    bytes: Vec<u8>,
    headers: Vec<(&'static str, Cow<'static, str>)>,
}

impl Answer {
    fn new(media: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, media, bytes: bytes.into(), headers: Vec::new() }
    }

    fn problem(status: u16, error: impl Into<String>) -> Self {
        let body = serde_json::to_vec(&Problem { error: error.into() }).unwrap_or_default();
        Self { status, ..Self::new("application/json", body) }
    }

    fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

struct Site {
    files: Vec<File>,
    /// Its own addresses.
    hosts: [String; 2],
    /// The size of the largest body.
    most: u64,
}

impl Site {
    fn answer(&self, mut request: Request) {
        let answer = self.answer_to(&mut request);
        // Its length is known, however long it is.
        let mut response =
            Response::from_data(answer.bytes).with_status_code(answer.status).with_chunked_threshold(usize::MAX);
        let fixed = [
            ("Content-Type", Cow::Borrowed(answer.media)),
            ("X-Content-Type-Options", "nosniff".into()),
            ("Referrer-Policy", "no-referrer".into()),
            ("Cross-Origin-Resource-Policy", "same-origin".into()),
            ("Cache-Control", "no-store".into()),
        ];
        for (name, value) in fixed.into_iter().chain(answer.headers) {
            if let Ok(header) = Header::from_bytes(name, value.as_bytes()) {
                response.add_header(header);
            }
        }
        // Who asked may be gone.
        let _ = request.respond(response);
    }

    fn answer_to(&self, request: &mut Request) -> Answer {
        if let Some(problem) = self.refusal(request) {
            return problem;
        }
        let address = request.url().to_owned();
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let method = request.method().clone();
        match (path, &method) {
            ("/analyze", Method::Post) => self.analyze(request, query),
            ("/analyze", _) => Answer::problem(405, "POST the file of an article").with("Allow", "POST"),
            (_, Method::Get | Method::Head) => self.get(path),
            _ => Answer::problem(405, "GET a file, or POST an article to /analyze").with("Allow", "GET, HEAD"),
        }
    }

    /// Refuses what does not come from the page or from a program on this
    /// machine. A site that has given its own name the loopback address asks
    /// for that name; any other site says where it comes from.
    fn refusal(&self, request: &Request) -> Option<Answer> {
        let header = |name: &'static str| {
            let found = request.headers().iter().find(|header| header.field.equiv(name));
            found.map(|header| header.value.as_str())
        };
        let is_own = |host: &str| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
        if !header("Host").is_some_and(is_own) {
            return Some(Answer::problem(403, format!("this server answers for http://{}/ alone", self.hosts[0])));
        }
        let origin = header("Origin")?;
        let is_same = origin.strip_prefix("http://").is_some_and(is_own);
        (!is_same).then(|| Answer::problem(403, "other sites may not use this server"))
    }

    fn get(&self, path: &str) -> Answer {
        let name = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
        match name {
            "openapi.json" => return Answer::new("application/json", openapi()),
            "rules" => return Answer::new("application/json", service::rules()),
            _ => {}
        }
        let Some(file) = self.files.iter().find(|file| file.path == name) else {
            let is_missing = path == "/";
            let what = if is_missing {
                "this program was built without the page; docs/serve.md says how to build it"
            } else {
                "there is no such page"
            };
            return Answer { status: 404, ..Answer::new("text/plain; charset=utf-8", format!("{what}\n")) };
        };
        let answer = Answer::new(media(name), file.bytes.to_vec()).with("Content-Security-Policy", PAGE_POLICY);
        if file.is_packed { answer.with("Content-Encoding", "gzip") } else { answer }
    }

    fn analyze(&self, request: &mut Request, query: &str) -> Answer {
        let too_large = || Answer::problem(413, format!("the file is larger than {} bytes", self.most));
        if request.body_length().is_some_and(|length| length as u64 > self.most) {
            return too_large();
        }
        let mut bytes = Vec::new();
        if let Err(error) = request.as_reader().take(self.most.saturating_add(1)).read_to_end(&mut bytes) {
            return Answer::problem(400, format!("the file did not arrive: {error}"));
        }
        if bytes.len() as u64 > self.most {
            return too_large();
        }
        let asked = match asked(query) {
            Ok(asked) => asked,
            Err(error) => return Answer::problem(400, error.to_string()),
        };
        let answer = caught(&asked.name, || answer(bytes, &asked));
        match answer.and_then(|answer| answer) {
            Ok(answer) => answer,
            Err(error) if error.kind() == ErrorKind::Article => Answer::problem(422, error.to_string()),
            Err(error) => Answer::problem(400, error.to_string()),
        }
    }
}

/// What a request asks for.
struct Asked {
    name: String,
    format: String,
    options: Options,
}

/// Reads the part of an address after the question mark.
fn asked(query: &str) -> Result<Asked, Error> {
    let (mut name, mut format) = (String::from("article"), String::from("json"));
    let mut options = Map::new();
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*key {
            "name" => name = value.into_owned(),
            "format" => format = value.into_owned(),
            "select" | "ignore" => {
                let names = value.split(',').map(|name| Value::from(name.trim()));
                let list = options.entry(key).or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(list) = list {
                    list.extend(names);
                }
            }
            _ => {
                options.insert(key.into_owned(), value.into());
            }
        }
    }
    Ok(Asked { name, format, options: Options::parse(&Value::Object(options).to_string())? })
}

fn answer(bytes: Vec<u8>, asked: &Asked) -> Result<Answer, Error> {
    let articles = service::read(bytes, &asked.name, &asked.options)?;
    if asked.format == "view" {
        return Ok(Answer::new("application/json", service::views(&articles)));
    }
    let rendered = service::render(&articles, &asked.format)?;
    let media =
        FORMATS.iter().find(|(name, _)| *name == asked.format).map_or("text/plain; charset=utf-8", |(_, media)| media);
    // A report that is opened at this address may do nothing.
    Ok(Answer::new(media, rendered)
        .with("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'"))
}

/// Returns the media type of a file of the page.
fn media(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
