//! Reads a file of JSON Lines line by line. A line may be as long as an
//! article.

use super::files::{self, MaxBytes};
use crate::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

/// A reader that says what it holds already.
pub(super) trait Buffered: BufRead + Send {
    fn held(&self) -> &[u8];
}

impl<R: io::Read + Send> Buffered for BufReader<R> {
    fn held(&self) -> &[u8] {
        self.buffer()
    }
}

pub(super) struct Lines {
    /// `None` after the last line, or after an error that ends the file.
    reader: Option<Box<dyn Buffered>>,
    /// The file's name. `path` is `None` for standard input.
    pub(super) file: Arc<str>,
    pub(super) path: Option<Arc<Path>>,
    number: usize,
    /// Whether all lines so far are blank.
    is_blank: bool,
}

impl Lines {
    pub(super) fn new(reader: Box<dyn Buffered>, file: &str, path: Option<Arc<Path>>) -> Self {
        Self { reader: Some(reader), file: file.into(), path, number: 0, is_blank: true }
    }

    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let name = files::display(path);
        let file = File::open(path).map_err(|error| files::unreadable(&name, &error))?;
        Ok(Self::new(Box::new(BufReader::with_capacity(1 << 16, file)), &name, Some(path.into())))
    }

    /// Returns the next line that is not blank, with its number from 1, or an
    /// error. After an error in one line (it is too long, or has a NUL byte)
    /// the next call continues with the line after it; any other error ends the
    /// file.
    pub(super) fn next(&mut self, max: MaxBytes) -> Option<Result<(Vec<u8>, usize), Error>> {
        loop {
            let reader = self.reader.as_mut()?;
            let line = match next_line(reader, max.0) {
                Ok(line) => line,
                Err(error) => return self.end(files::unreadable(&self.file, &error)),
            };
            let Some(RawLine { mut bytes, is_cut }) = line else {
                let what =
                    if self.number == 0 { "empty: there is no text in it" } else { "empty: all lines are blank" };
                let is_blank = self.is_blank;
                let ended = self.end(Error::new(what).in_file(&self.file));
                return ended.filter(|_| is_blank);
            };
            self.number += 1;
            if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            if bytes.trim_ascii().is_empty() && !is_cut {
                continue;
            }
            let is_first = std::mem::replace(&mut self.is_blank, false);
            let has_nul = bytes.contains(&0);
            // A binary file gets one error and not one for each of its lines.
            if is_first && has_nul && !matches!(bytes.trim_ascii(), [b'{', b'\x01'..=b'\xff', ..]) {
                let error = Error::new("not a text file").in_file(&self.file);
                return self.end(error.with_help("JSON Lines are UTF-8 text, one object a line"));
            }
            if is_cut && let Err(error) = skip_line(reader) {
                return self.end(files::unreadable(&self.file, &error));
            }
            let place = || format!("{}:{}", self.file, self.number);
            return Some(match (has_nul, is_cut) {
                (true, _) => Err(crate::jsonl::broken(&place(), "there is a NUL byte in it")),
                (_, true) => Err(max.exceeded(&place(), None)),
                _ => Ok((bytes, self.number)),
            });
        }
    }

    /// Whether the next line has not come yet, so that asking for it can wait.
    pub(super) fn waits(&self) -> bool {
        self.path.is_none() && self.reader.as_ref().is_some_and(|reader| !reader.held().contains(&b'\n'))
    }

    fn end<T>(&mut self, error: Error) -> Option<Result<T, Error>> {
        self.reader = None;
        Some(Err(error))
    }
}

/// A line without its line ending.
struct RawLine {
    bytes: Vec<u8>,
    /// Whether the line is too long, and only its beginning was read.
    is_cut: bool,
}

/// Reads the next line, which ends at a line feed, a carriage return or both,
/// like the lines of a text (`source::LineIndex`). Returns `None` at the end of
/// the file. Reads no more than `most` bytes of the line.
fn next_line(reader: &mut impl BufRead, most: u64) -> io::Result<Option<RawLine>> {
    let mut bytes = Vec::new();
    let mut is_any = false;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(is_any.then_some(RawLine { bytes, is_cut: false }));
        }
        is_any = true;
        let end = buffer.iter().position(|&b| matches!(b, b'\n' | b'\r'));
        let part = &buffer[..end.unwrap_or(buffer.len())];
        let room = usize::try_from(most).unwrap_or(usize::MAX).saturating_sub(bytes.len());
        if part.len() > room {
            bytes.extend_from_slice(&part[..room]);
            reader.consume(room);
            return Ok(Some(RawLine { bytes, is_cut: true }));
        }
        bytes.extend_from_slice(part);
        let (length, byte) = (part.len(), end.map(|end| buffer[end]));
        reader.consume(length + usize::from(byte.is_some()));
        match byte {
            None => {}
            Some(b'\r') => {
                end_crlf(reader)?;
                return Ok(Some(RawLine { bytes, is_cut: false }));
            }
            Some(_) => return Ok(Some(RawLine { bytes, is_cut: false })),
        }
    }
}

/// Skips the rest of a line and its line ending.
fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = buffer.iter().position(|&b| matches!(b, b'\n' | b'\r'));
        let byte = end.map(|end| buffer[end]);
        let length = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(length);
        match byte {
            None if length > 0 => {}
            Some(b'\r') => return end_crlf(reader),
            _ => return Ok(()),
        }
    }
}

/// Skips a line feed directly after a carriage return: the two are one line
/// ending.
fn end_crlf(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        match reader.fill_buf() {
            Ok([b'\n', ..]) => {
                reader.consume(1);
                return Ok(());
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other.map(drop),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns every line with its number. An error is `!` and its message,
    /// with the number 0.
    fn lines(text: &str, most: u64, buffer: usize) -> Vec<(String, usize)> {
        let reader = BufReader::with_capacity(buffer, io::Cursor::new(text.to_owned().into_bytes()));
        let mut lines = Lines::new(Box::new(reader), "f", None);
        std::iter::from_fn(|| lines.next(MaxBytes(most)))
            .map(|line| match line {
                Ok((bytes, number)) => (String::from_utf8(bytes).expect("text"), number),
                Err(error) => (format!("! {}", error.message()), 0),
            })
            .collect()
    }

    /// Old Mac files end their lines with a carriage return alone.
    #[test]
    fn all_line_ends_are_known_wherever_the_buffer_ends() {
        let own = |expected: &[(&str, usize)]| -> Vec<(String, usize)> {
            expected.iter().map(|(text, number)| ((*text).to_owned(), *number)).collect()
        };
        for buffer in 1..8 {
            assert_eq!(lines("a\r\n\r\nb\rc\n\rd", 9, buffer), own(&[("a", 1), ("b", 3), ("c", 4), ("d", 6)]));
            let cut = "! f:2: skipped: it has more than the 3 of --max-bytes";
            assert_eq!(lines("abc\nabcd\r\nabc\r", 3, buffer), own(&[("abc", 1), (cut, 0), ("abc", 3)]));
        }
    }

    #[test]
    fn a_file_without_a_line_says_why() {
        assert_eq!(lines("", 9, 8)[0].0, "! f: empty: there is no text in it");
        assert_eq!(lines("\n \r\n\r", 9, 8)[0].0, "! f: empty: all lines are blank");
    }

    /// The lines after one with a NUL byte must still be read.
    #[test]
    fn a_nul_costs_its_line_alone() {
        let found = lines("{1}\n{x\0}\n{2}\n", 99, 8);
        let nul = "! f:2: broken JSON line: there is a NUL byte in it";
        assert_eq!(found.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), ["{1}", nul, "{2}"]);
        assert_eq!(lines("{x\0}\n{2}\n", 99, 8).len(), 2);
        // A file that does not begin with `{` is not JSON Lines at all.
        assert_eq!(lines("GIF\0\n{2}\n", 99, 8), [("! f: not a text file".to_owned(), 0)]);
    }
}
