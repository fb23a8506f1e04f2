//! Files of all formats as articles: what is read, where findings point, and
//! what is said of files that cannot be read. Binary files are made here.

use crate::cli::Folder;
use proptest::prelude::*;
use secondhand::read::{self, Document, InputFormat};
use secondhand::{Analyzer, ErrorKind, Span};
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

const SAID: &str = "The Harbour Gazette quoted Ana Ruiz as saying the strike was over.";

fn documents(bytes: impl AsRef<[u8]>, name: &str) -> Vec<Document> {
    read::read(bytes.as_ref().to_vec(), name, None).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns a zip file of these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file");
        writer.write_all(bytes).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{body}</w:body></w:document>"
    );
    let styles = "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
                  <w:style w:styleId='Titel'><w:name w:val='Title'/></w:style></w:styles>";
    zipped(&[("word/document.xml", document.as_bytes()), ("word/styles.xml", styles.as_bytes())])
}

/// Returns a PDF of one page with these lines, each at a place and of a size.
fn pdf(lines: &[(u32, u32, u32, &str)]) -> Vec<u8> {
    let line = |(x, y, size, text): &(u32, u32, u32, &str)| format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n");
    let content: String = lines.iter().map(line).collect();
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

const EML: &str = "From: Jo Ito <jo@example.org>\r\nTo: desk@example.org\r\nSubject: Strike ends\r\n\
                   Date: Wed, 1 May 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
                   \r\nThe Harbour Gazette quoted Ana Ruiz as saying the strike was over.\r\n";

/// The same sentence is found in a file of every format.
#[test]
fn every_format_is_read() {
    let in_html = format!("<p>{}</p>", SAID.replace("quoted", "<b>quoted</b>"));
    let escaped = in_html.replace('<', "&lt;");
    let odt = format!(
        "<o:d xmlns:o='o' xmlns:text='t'><o:body><o:text><text:h>Strike ends</text:h><text:p>{SAID}</text:p></o:text></o:body></o:d>"
    );
    let paragraph = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let encoded = EML
        .replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
        .replace("was over", "wa=\r\ns over");
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.txt", format!("Strike ends\n\n{SAID}\n").into_bytes()),
        ("a.md", format!("# Strike ends\n\n{}\n", SAID.replace("quoted", "*quo*ted")).into_bytes()),
        ("a.rss", format!("<rss><channel><item><title>Strike ends</title><description>{escaped}</description></item></channel></rss>").into_bytes()),
        ("a.atom", format!("<feed><entry><title>Strike ends</title><content>{escaped}</content></entry></feed>").into_bytes()),
        ("feed.json", format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{{\"title\":\"Strike ends\",\"content_html\":\"{in_html}\"}}]}}").into_bytes()),
        ("a.xml", format!("<nitf><body><body.head><hedline><hl1>Strike ends</hl1></hedline></body.head><body.content><p>{SAID}</p></body.content></body></nitf>").into_bytes()),
        ("a.json", format!("{{\"title\":\"Strike ends\",\"text\":\"Strike ends\\n\\n{SAID}\"}}").into_bytes()),
        ("a.jsonl", format!("{{\"title\":\"Strike ends\",\"text\":\"Strike ends\\n\\n{SAID}\"}}\n").into_bytes()),
        ("a.docx", docx(&(paragraph("Titel", "Strike ends") + &paragraph("x", SAID)))),
        ("a.odt", zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", odt.as_bytes())])),
        ("a.pdf", pdf(&[(50, 700, 24, "Strike ends"), (50, 650, 10, "The Harbour Gazette quoted Ana Ru-"), (50, 638, 10, "iz as saying the strike was over.")])),
        ("a.eml", EML.as_bytes().to_vec()),
        ("b.eml", encoded.into_bytes()),
        ("a.txt.gz", gzipped(format!("Strike ends\n\n{SAID}\n").as_bytes())),
        ("a.md.zst", ruzstd::encoding::compress_to_vec(format!("# Strike ends\n\n{SAID}\n").as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)),
        ("a.zip", zipped(&[("in/a.md", format!("# Strike ends\n\n{SAID}\n").as_bytes()), ("in/.b.md", b"x"), ("c.png", b"x")])),
    ];
    for (name, bytes) in files {
        let documents = documents(&bytes, name);
        assert_eq!(documents.len(), 1, "{name}");
        let analysis = Analyzer::new().analyze_document(&documents[0]);
        let chains: Vec<String> = analysis.attributions().map(|a| a.chain().line()).collect();
        assert_eq!(chains, ["Ana Ruiz → Harbour Gazette → this article"], "{name}: {}", documents[0].text);
        assert_eq!(analysis.article.metadata.title.as_deref(), Some("Strike ends"), "{name}");
        // What is found points to the same words in the file.
        let a = analysis.attributions().next().expect("one").content().to_string();
        assert_eq!(a, "the strike was over", "{name}");
        if let Some(map) = &documents[0].map {
            let start = documents[0].text.find("strike was over").expect("there") as u32;
            assert_eq!(&map.source()[map.to_source(Span::new(start, start + 15))], "strike was over", "{name}");
        }
    }
}

/// What each file is, is said, and the others are still read.
#[test]
fn what_cannot_be_read_is_named() {
    let bomb = gzipped(&vec![b' '; 80 << 20]);
    let macros = zipped(&[("word/document.xml", b"<a/>"), ("word/vbaProject.bin", b"x")]);
    let entity =
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><w:d xmlns:w='w'><w:p><w:t>&x;</w:t></w:p></w:d>";
    let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>\
                  <!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>]><rss>&e;&e;&e;</rss>";
    let cut = gzipped(&SAID.repeat(100).into_bytes());
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut.txt.gz", cut[..cut.len() - 20].to_vec(), "this gzip file is cut off"),
        ("bomb.txt.gz", bomb.clone(), "it unpacks to more than"),
        ("bomb.zip", zipped(&[("a.txt", &vec![b' '; 70 << 20])]), "it unpacks to more than"),
        ("wrong.rss", b"<rss><channel>".to_vec(), "invalid XML"),
        ("laughs.rss", laughs.into(), "invalid XML"),
        ("macros.docx", macros, "this is a Word document with macros"),
        ("entity.docx", zipped(&[("word/document.xml", entity.as_bytes())]), "invalid XML"),
        ("empty.docx", docx("<w:p/>"), "there is no text in this document"),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            "not a text file: it is a document of an old version",
        ),
        ("picture.pdf", pdf(&[]), "this is a PDF of pictures"),
        ("wrong.pdf", b"%PDF-1.7\nnothing".to_vec(), "this PDF is damaged"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0".to_vec(), "not a text file: it is a picture"),
        ("a.json", b"{\"text\": ".to_vec(), "broken JSON: it ends too early"),
        ("b.json", b"{\"a\": 1}".to_vec(), "there is no article in this JSON"),
        ("a.eml", b"Subject: a\r\n\r\n".to_vec(), "there is no text in this mail"),
        ("pictures.zip", zipped(&[("a.png", b"x")]), "there are no articles in this archive"),
    ];
    for (name, bytes, message) in &cases {
        let error = read::read(bytes.clone(), name, None).expect_err(name);
        assert!(error.message().contains(message), "{name}: {error}");
        assert_eq!(error.kind(), ErrorKind::Article, "{name}");
    }
    let mut folder = Folder::new("unreadable").with("z.txt", SAID);
    for (name, bytes, _) in &cases {
        folder = folder.with(name, bytes);
    }
    let mut args: Vec<&str> = vec!["read", "--format", "jsonl", "z.txt"];
    args.extend(cases.iter().map(|case| case.0));
    let run = folder.run(&args);
    assert_eq!((run.code, run.ids()), (2, vec!["z".to_owned()]));
    assert_eq!(run.stderr.matches("error: ").count(), cases.len(), "{}", run.stderr);
}

/// Lines and columns are those of the file as it is.
#[test]
fn findings_point_into_the_file() {
    let page =
        format!("---\ntitle: Strike ends\n---\n\nIt [rained](http://a.b).\n\n{}\n", SAID.replace("was", "w*as*"));
    let folder = Folder::new("points")
        .with("a.md", &page)
        .with("a.json", format!("[\n{{\"text\": \"No.\"}},\n{{\"id\": \"b\", \"text\": \"“No.”\\n\\n{SAID}\"}}]"));
    let run = folder.run(&["check", "--format", "concise", "--select", "SH001,second-hand-claim", "a.md"]);
    assert!(run.stdout.starts_with("a.md:7:47: "), "{}", run.stdout);
    let run = folder.run(&["extract", "--format", "json", "--offsets", "bytes", "a.md"]);
    let content = &run.json()["attributions"][0]["content"][0];
    let at = |key: &str| content[key].as_u64().expect("a number") as usize;
    assert_eq!(&page[at("start")..at("end")], "the strike w*as* over");
    let run = folder.run(&["check", "--format", "github", "--select", "second-hand-claim", "a.json"]);
    assert!(run.stdout.contains("file=a.json,line=3,"), "{}", run.stdout);
}

/// A suppression is a comment in Markdown too.
#[test]
fn suppressions_hold_in_markdown() {
    let with = format!("# Strike\n\n<!-- secondhand-ignore: all: on the record -->\n\n{SAID}\n");
    let folder = Folder::new("suppressed").with("a.md", &with).with("b.md", with.replace("secondhand", "no"));
    assert_eq!(folder.run(&["check", "--fail-on", "note", "a.md"]).code, 0);
    assert_eq!(folder.run(&["check", "--fail-on", "note", "b.md"]).code, 1);
}

/// What `read` prints can be read again, with the same result.
#[test]
fn articles_can_be_fed_back_in() {
    let markdown = format!(
        "---\nlang: en\n---\n# Strike ends\n\nBy Jo Ito\n\n{SAID}\n\n> So it was.\n\n## Next\n\n“No,” Ito said.\n"
    );
    let folder = Folder::new("again").with("a.md", markdown);
    let first = folder.run(&["read", "--format", "jsonl", "a.md"]);
    let folder = folder.with("again.jsonl", &first.stdout);
    assert_eq!(folder.run(&["read", "--format", "jsonl", "again.jsonl"]).stdout, first.stdout);
    let article: serde_json::Value = serde_json::from_str(&first.stdout).expect("JSON");
    assert_eq!(article["text"], format!("{SAID}\n\n“So it was.”\n\nNext\n\n“No,” Ito said."));
    assert_eq!((&article["byline"], &article["language"]), (&"Jo Ito".into(), &"en".into()));
    let again = folder.run(&["read", "--format", "markdown", "a.md"]).stdout;
    let folder = folder.with("b.md", again);
    assert_eq!(folder.run(&["read", "--format", "jsonl", "b.md"]).stdout.replace("\"b\"", "\"a\""), first.stdout);
}

#[test]
fn folders_are_searched_for_all_formats() {
    let folder = Folder::new("all-formats")
        .with("in/a.md", SAID)
        .with("in/b.txt.gz", gzipped(SAID.as_bytes()))
        .with("in/c.json", "{\"version\": 1, \"articles\": {}}")
        .with("in/d.json", format!("{{\"text\": \"{SAID}\"}}"))
        .with("in/no/e.txt", SAID)
        .with("in/old/g.txt", SAID)
        .with("secondhand.toml", "exclude = ['old/']")
        .with("in/.gitignore", "no/\n")
        .with("in/.hidden/f.txt", SAID);
    assert_eq!(folder.run(&["extract", "--format", "jsonl", "in/old/g.txt"]).ids(), ["in/old/g.txt"]);
    let run = folder.run(&["extract", "--format", "jsonl", "./in", "in/a.md"]);
    assert_eq!((run.code, run.ids()), (0, vec!["in/a.md".into(), "in/b.txt.gz".into(), "in/d.json".into()]));
}

#[test]
fn standard_input_can_have_a_name() {
    let folder = Folder::new("stdin-name").with("secondhand.toml", "ignore = ['all']");
    let run = folder
        .run_with(&["read", "--format", "jsonl", "--stdin-filename", "drafts/a.md", "-"], "# Strike *ends*\n\nNo.");
    assert_eq!(run.json()["title"], "Strike ends");
    assert_eq!(run.ids(), ["a"]);
    let lines = "{\"id\": \"1\", \"text\": \"No.\"}\n{\"id\": \"2\", \"text\": \"No.\"}\n";
    assert_eq!(folder.run_with(&["read", "--format", "jsonl", "-"], lines).ids(), ["1", "2"]);
}

/// Each line of standard input is answered before the next one comes.
#[test]
fn lines_are_answered_as_they_come() {
    use std::io::{BufRead as _, BufReader};
    let folder = Folder::new("lines-come");
    let mut child = crate::cli::command(&folder.0, &["extract", "--format", "jsonl", "--input-format", "jsonl", "-"])
        .spawn()
        .expect("the command starts");
    let (mut to, from) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
    let mut from = BufReader::new(from);
    for id in ["1", "2"] {
        writeln!(to, "{{\"id\": \"{id}\", \"text\": \"{SAID}\"}}").expect("it is read");
        to.flush().expect("it is read");
        let mut line = String::new();
        from.read_line(&mut line).expect("an answer");
        assert!(line.contains(&format!("\"id\":\"{id}\"")), "{line}");
    }
    drop(to);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn encodings_are_declared_or_guessed() {
    let rss = "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>Jos\u{e9} said</title></item></channel></rss>";
    let latin: Vec<u8> = rss.chars().map(|c| c as u8).collect();
    assert_eq!(documents(latin, "a.rss")[0].text, "José said");
    let broken = documents("â€œNo,â€\u{9d} said JosÃ©.", "a.txt");
    assert_eq!(broken[0].text, "“No,” said José.");
    assert!(broken[0].notes[0].contains("repaired"), "{:?}", broken[0].notes);
    let german =
        "Die Ministerin sagte am Montag, dass der Streik im Hafen vorbei sei und die Schiffe wieder fahren. ".repeat(4);
    assert!(documents(german, "a.txt")[0].notes[0].contains("German"));
}

/// Texts that are slow or deep in some readers.
#[test]
fn hostile_files_take_no_longer() {
    let deep = |open: &str, close: &str| open.repeat(20_000) + "x" + &close.repeat(20_000);
    let files = [
        ("deep.md", deep("> ", "")),
        ("deep-list.md", deep("- ", "")),
        ("brackets.md", "[".repeat(100_000) + &"](".repeat(50_000)),
        (
            "deep.rss",
            format!("<rss><item><title>a</title><description>{}</description></item></rss>", deep("&lt;div&gt;", "")),
        ),
        ("deep.json", deep("[", "]")),
        ("deep.xml", deep("<nitf>", "</nitf>")),
        ("items-in-items.rss", deep("<item>", "</item>")),
        ("bogus.rss", format!("<rss><item><description>{}</description></item></rss>", "&lt;?x&gt;".repeat(100_000))),
        ("escapes.json", format!("{{\"text\": \"{}\"}}", "\\u0061".repeat(100_000))),
        ("entities.rss", format!("<rss><item><title>{}</title></item></rss>", "&amp;".repeat(200_000))),
        ("items.rss", format!("<rss>{}</rss>", "<item><title>It rained</title></item>".repeat(10_000))),
        ("mojibake.txt", "â€œ".repeat(200_000)),
    ];
    for (name, text) in files {
        let started = Instant::now();
        let _ = read::read(text.into_bytes(), name, None);
        assert!(started.elapsed() < Duration::from_secs(5), "{name}: {:?}", started.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No reader panics, and every part lies in its text.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "(?s)[<>/a-z&;#\"{}\\[\\]:, \n*>=-]{0,120}") {
        use InputFormat::*;
        for format in [Text, Markdown, Feed, News, Json, Jsonl, Docx, Odt, Eml] {
            for bytes in [bytes.clone(), text.clone().into_bytes()] {
                for document in read::read(bytes, "a", Some(format)).into_iter().flatten() {
                    let mut end = 0;
                    for part in &document.parts {
                        prop_assert!(part.span.start >= end && !part.span.of(&document.text).is_empty());
                        end = part.span.end;
                    }
                    let Some(map) = &document.map else { continue };
                    for (i, c) in document.text.char_indices().filter(|(_, c)| !c.is_whitespace() && !"“”".contains(*c)) {
                        let span = Span::new(i as u32, (i + c.len_utf8()) as u32);
                        let range = map.to_source(span);
                        prop_assert!(map.source().get(range.clone()).is_some_and(|words| !words.is_empty()));
                        prop_assert!(map.to_text(range).is_some_and(|back| back.contains(span)));
                    }
                }
            }
        }
    }
}
