//! The formats of files, and by what they are recognised.

use crate::named::named;

/// The format of a file that holds articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum InputFormat {
    /// Plain text, also pasted from a page
    Text,
    /// Markdown, with or without front matter
    Markdown,
    /// A web page
    Html,
    /// A web page with all its files, as browsers save it
    Mhtml,
    /// RSS, Atom or JSON Feed: one article an entry
    Feed,
    /// NITF, or NewsML-G2 with NITF or HTML in it
    News,
    /// One article as a JSON object, or an array of them
    Json,
    /// One article a line, as JSON
    Jsonl,
    /// A document of Word
    Docx,
    /// An OpenDocument text
    Odt,
    /// A PDF with text
    Pdf,
    /// A mail
    Eml,
}

named! { InputFormat {
    Text => "text",
    Markdown => "markdown",
    Html => "html",
    Mhtml => "mhtml",
    Feed => "feed",
    News => "news",
    Json => "json",
    Jsonl => "jsonl",
    Docx => "docx",
    Odt => "odt",
    Pdf => "pdf",
    Eml => "eml",
} }

impl InputFormat {
    /// Endings of file names and the format that each stands for.
    pub const ENDINGS: &[(&str, Self)] = &[
        ("txt", Self::Text),
        ("text", Self::Text),
        ("md", Self::Markdown),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
        ("htm", Self::Html),
        ("xhtml", Self::Html),
        ("mht", Self::Mhtml),
        ("mhtml", Self::Mhtml),
        ("xml", Self::News),
        ("rss", Self::Feed),
        ("atom", Self::Feed),
        ("nitf", Self::News),
        ("newsml", Self::News),
        ("json", Self::Json),
        ("jsonl", Self::Jsonl),
        ("ndjson", Self::Jsonl),
        ("docx", Self::Docx),
        ("odt", Self::Odt),
        ("pdf", Self::Pdf),
        ("eml", Self::Eml),
    ];

    /// Returns the format that the ending of a file's name stands for.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let bare = ["gz", "zst"].iter().find_map(|packed| name.strip_suffix(packed)?.strip_suffix('.'));
        let (_, ending) = bare.unwrap_or(name).rsplit_once('.')?;
        Self::ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|&(_, format)| format)
    }

    /// Whether a file of the format can have several articles.
    #[must_use]
    pub const fn is_of_many(self) -> bool {
        matches!(self, Self::Feed | Self::News | Self::Json | Self::Jsonl)
    }

    /// Whether a file that was found in a folder can be an article, by its first
    /// bytes and its name. JSON and XML are used for much else.
    #[must_use]
    pub fn is_article(bytes: &[u8], name: &str) -> bool {
        let is_packed = bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"\x28\xb5\x2f\xfd");
        match Self::of_name(name) {
            Some(Self::Json) if !is_packed => {
                let sample = sample(bytes);
                let keys = ["text", "body", "content", "articlebody", "content_html", "content_text", "html"];
                keys.iter().any(|key| sample.contains(&format!("\"{key}\"")))
            }
            Some(Self::News) if !is_packed => by_content(&sample(bytes)).is_some(),
            format => format.is_some(),
        }
    }

    /// Of how many bytes of a file [`InputFormat::detect`] looks.
    pub const SAMPLE: usize = 4096;

    /// Returns the format of a file by its first bytes and, where these leave it
    /// open, by its name.
    #[must_use]
    pub fn detect(bytes: &[u8], name: &str) -> Self {
        detect(bytes, name)
    }
}

fn detect(bytes: &[u8], name: &str) -> InputFormat {
    use InputFormat as F;
    let named = F::of_name(name);
    if bytes.starts_with(b"%PDF-") {
        return F::Pdf;
    }
    // What a name says of a text is believed, as prose can begin with anything.
    // But a page can be saved under any name.
    let sample = sample(bytes);
    match (named, lines_of_json(bytes)) {
        (None | Some(F::Json), Some(2..)) => return F::Jsonl,
        (None, Some(_)) if sample.contains("\"text\"") => return F::Jsonl,
        _ => {}
    }
    match named {
        Some(F::Text | F::Markdown) | None => by_content(&sample).or(named).unwrap_or(F::Text),
        Some(F::Html) if is_mime(&sample) => F::Mhtml,
        Some(F::News) => by_content(&sample).unwrap_or(F::News),
        Some(F::Json) => by_content(&sample).filter(|found| *found == F::Feed).unwrap_or(F::Json),
        Some(named) => named,
    }
}

/// Returns the beginning of the file as text, in lower case, without blanks
/// before it.
fn sample(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(InputFormat::SAMPLE)];
    // UTF-16 with a byte order mark: every second byte is enough here.
    let bytes: Vec<u8> = match bytes {
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] => rest.iter().copied().filter(|&b| b != 0).collect(),
        _ => bytes.to_vec(),
    };
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    text.trim_start_matches('\u{feff}').trim_start().to_owned()
}

fn by_content(sample: &str) -> Option<InputFormat> {
    use InputFormat as F;
    let starts = |words: &[&str]| words.iter().any(|word| sample.starts_with(word));
    if starts(&["<!doctype html", "<html", "<head", "<body", "<article", "<meta "]) {
        return Some(F::Html);
    }
    if starts(&["<?xml", "<!--", "<rss", "<feed", "<rdf:rdf", "<nitf", "<newsitem", "<newsmessage", "<newsml"])
        || sample.starts_with("<!doctype nitf")
    {
        return by_root(sample);
    }
    if is_mime(sample) {
        let is_page = sample.contains("multipart/related") || sample.contains("snapshot-content-location");
        return Some(if is_page { F::Mhtml } else { F::Eml });
    }
    if sample.contains("https://jsonfeed.org/version") {
        return Some(F::Feed);
    }
    by_json(sample)
}

/// Returns the format of an XML file by the first element of its that is
/// known.
fn by_root(sample: &str) -> Option<InputFormat> {
    use InputFormat as F;
    let roots = [
        ("<rss", F::Feed),
        ("<feed", F::Feed),
        ("<rdf:rdf", F::Feed),
        ("<nitf", F::News),
        ("<newsitem", F::News),
        ("<newsmessage", F::News),
        ("<newsml", F::News),
        ("<packageitem", F::News),
        ("<html", F::Html),
    ];
    let found = roots.iter().filter_map(|(root, format)| Some((sample.find(root)?, *format)));
    found.min_by_key(|(at, _)| *at).map(|(_, format)| format)
}

/// Whether the text begins like a mail: with several header fields of one.
fn is_mime(sample: &str) -> bool {
    let fields =
        ["mime-version", "from", "to", "subject", "date", "received", "content-type", "message-id", "return-path"];
    let mut known = 0;
    for line in sample.lines() {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((field, _)) = line.split_once(':') else { break };
        if field.is_empty() || !field.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            break;
        }
        known += usize::from(fields.contains(&field)) + usize::from(field == "mime-version") * 2;
    }
    known >= 4 || known >= 3 && sample.starts_with("return-path:")
}

/// If the first line is an object, returns whether it is the only one (1) or
/// another begins after it (2).
fn lines_of_json(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    let first = bytes[..end].trim_ascii();
    let is_object = first.starts_with(b"{\"") && first.ends_with(b"}");
    is_object.then(|| 1 + usize::from(bytes[end..].trim_ascii_start().starts_with(b"{\"")))
}

/// Whether the text is one value of JSON.
fn by_json(sample: &str) -> Option<InputFormat> {
    let inner = sample.strip_prefix('[').map_or(sample, str::trim_start);
    let key = inner.strip_prefix('{')?.trim_start().strip_prefix('"')?;
    let key = key.split_once('"')?;
    (key.0.len() < 80 && key.1.trim_start().starts_with(':')).then_some(InputFormat::Json)
}

/// Returns what a file is if its first bytes say that it has no text.
pub(super) fn no_text(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"\xd0\xcf\x11\xe0", "a document of an old version of Office, or one with a password"),
        (b"{\\rtf", "a document in RTF"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"II*\0", "a picture"),
        (b"MM\0*", "a picture"),
        (b"RIFF", "a picture, sound or film"),
        (b"ID3", "sound"),
        (b"OggS", "sound or film"),
        (b"\x1aE\xdf\xa3", "a film"),
        (b"BZh", "compressed with bzip2"),
        (b"\xfd7zXZ", "compressed with xz"),
        (b"7z\xbc\xaf", "an archive of 7-Zip"),
        (b"Rar!", "an archive of RAR"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "a database"),
        (b"PK\x03\x04", "a zip file"),
        (b"\x1f\x8b", "compressed with gzip"),
        (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    ];
    // RIFF and others are words too: what follows them is not.
    let is_known = |start: &[u8]| {
        bytes.starts_with(start) && (!start.is_ascii() || start == b"%PDF-" || start[0] == b'{' || bytes.contains(&0))
    };
    KNOWN.iter().find(|(start, _)| is_known(start)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use InputFormat as F;

    #[test]
    fn formats_are_known_by_content_and_name() {
        for (name, content, format) in [
            ("a.txt", "It rained.", F::Text),
            ("a", "It rained.", F::Text),
            ("a.md", "# It rained", F::Markdown),
            ("a.MD", "<!doctype html><p>It rained.", F::Html),
            ("a.txt", "  <!DOCTYPE html>\n<html>", F::Html),
            ("a.htm", "<p>It rained.", F::Html),
            ("a.html", "From: <Saved by Blink>\nSubject: a\nDate: b\nMIME-Version: 1.0\n", F::Mhtml),
            ("a", "%PDF-1.7", F::Pdf),
            ("a.xml", "<?xml version='1.0'?>\n<!-- made by <b> -->\n<rss version='2.0'>", F::Feed),
            ("a.xml", "<?xml version='1.0'?><nitf>", F::News),
            ("a.xml", "<?xml version='1.0'?><newsItem guid='x'>", F::News),
            ("a.json", "{\"text\": \"It rained.\"}", F::Json),
            ("a.json", "{\"version\": \"https://jsonfeed.org/version/1.1\"}", F::Feed),
            ("-", "{\"text\": \"It rained.\"}\n{\"text\": \"No.\"}\n", F::Jsonl),
            ("-", "[{\"text\": \"It rained.\"}]", F::Json),
            ("a.eml", "Subject: a\n\nIt rained.", F::Eml),
            ("-", "Return-Path: <a@b>\nFrom: a\nTo: b\n\nIt rained.", F::Eml),
            ("a.txt", "From: the ministry\n\nIt rained.", F::Text),
            ("a.txt", "<!-- secondhand-ignore-file: all: x -->\nIt rained.", F::Text),
            ("a.txt", "{It} rained: \"so\".", F::Text),
        ] {
            assert_eq!(detect(content.as_bytes(), name), format, "{name} {content}");
        }
        assert_eq!(detect(b"\xff\xfe<\0h\0t\0m\0l\0>\0", "-"), F::Html);
    }
}
