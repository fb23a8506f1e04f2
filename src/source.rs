//! Decodes bytes into text, and converts byte offsets into lines and other
//! units.
//!
//! Everything inside the crate counts bytes of UTF-8. Other encodings and units
//! exist only here: [`decode`] reads input, [`LineIndex`] and [`OffsetMap`]
//! serve output.
//!
//! ```
//! use secondhand::source::{self, Offsets, OffsetMap};
//! let decoded = source::decode(b"\xef\xbb\xbfNa\xc3\xafve".to_vec())?;
//! assert_eq!(decoded.text, "Naïve");
//! assert_eq!(OffsetMap::new(&decoded.text, Offsets::Codepoints).get(4), 3);
//! # Ok::<(), secondhand::Error>(())
//! ```

mod encoding;

use crate::error::{Error, ErrorKind};
use crate::line;
use crate::span::Span;
use serde::Serialize;

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// A note for the user about how the bytes were read: the encoding that was
    /// assumed, and how much could not be decoded. `None` for valid UTF-8, and
    /// for valid UTF-16 and UTF-32 with a byte order mark.
    pub note: Option<String>,
}

/// Decodes a file's bytes: UTF-8 with or without a byte order mark, UTF-16 and
/// UTF-32 with one, and anything else in the encoding that it looks like, with a
/// note. (Without the `encodings` feature, invalid UTF-8 is read as UTF-8 with
/// replacement characters.)
///
/// Valid UTF-8 is moved, not copied.
///
/// # Errors
/// Returns an error if the input is empty, is not text, or is longer than the 4
/// GiB that spans can address.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, Error> {
    decode_declared(bytes, None)
}

/// Like [`decode`], for a file that names its encoding: `charset=iso-8859-1`.
/// The name is believed if the bytes are not UTF-8 and have no byte order mark.
pub(crate) fn decode_declared(bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, Error> {
    decoded(bytes, declared).map_err(|error| error.of(ErrorKind::Article))
}

/// Repairs text that is UTF-8 but once was read as windows-1252 (*â€œ*), with a
/// note.
pub(crate) fn repair(mut decoded: Decoded) -> Decoded {
    if let Some((text, places)) = encoding::repaired(&decoded.text) {
        let repaired = format!("{places} characters were UTF-8 read as windows-1252, and are repaired");
        decoded.note = Some(decoded.note.map_or(repaired.clone(), |note| format!("{note}; {repaired}")));
        decoded.text = text;
    }
    decoded
}

fn decoded(mut bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, Error> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Error::new("longer than 4 GiB").with_help("split it into one file an article"));
    }
    let decoded = match bytes.as_slice() {
        // Must precede UTF-16LE, whose byte order mark starts with the same
        // bytes.
        [0xff, 0xfe, 0, 0, rest @ ..] => utf32(rest, u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xfe, 0xff, rest @ ..] => utf32(rest, u32::from_be_bytes, "UTF-32BE"),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, "UTF-16LE"),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, "UTF-16BE"),
        _ => {
            if is_binary(&bytes) {
                return Err(no_text());
            }
            if bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            match String::from_utf8(bytes) {
                Ok(text) => Decoded { text, note: None },
                Err(error) => encoding::decode(error.as_bytes(), declared),
            }
        }
    };
    if decoded.text.contains('\0') {
        return Err(no_text());
    }
    if decoded.text.trim().is_empty() {
        return Err(Error::new("empty: there is no text in it"));
    }
    // Text in other encodings may grow when converted to UTF-8.
    if u32::try_from(decoded.text.len()).is_err() {
        return Err(Error::new("longer than 4 GiB as UTF-8").with_help("split it into one file an article"));
    }
    Ok(decoded)
}

fn no_text() -> Error {
    Error::new("not a text file").with_help(
        "articles are plain text or JSON Lines; save UTF-16 and UTF-32 text with a byte order mark or as UTF-8",
    )
}

/// Whether the bytes are not text: they contain NUL, are a PDF, or have many
/// control characters besides white space in the first 8 KiB.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(8192)];
    let control = sample.iter().filter(|b| b.is_ascii_control() && !b.is_ascii_whitespace()).count();
    control * 10 > sample.len() || bytes.starts_with(b"%PDF-") || bytes.contains(&0)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, name: &str) -> Decoded {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let characters = char::decode_utf16(pairs.iter().map(|&pair| unit(pair)));
    replaced(characters.map(Result::ok), odd.len(), name)
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32, name: &str) -> Decoded {
    let (units, odd) = bytes.as_chunks::<4>();
    replaced(units.iter().map(|&four| char::from_u32(unit(four))), odd.len(), name)
}

/// Collects the characters, with a replacement character for each invalid one.
fn replaced(characters: impl Iterator<Item = Option<char>>, odd: usize, name: &str) -> Decoded {
    let mut broken = odd;
    let text = characters
        .map(|c| {
            c.unwrap_or_else(|| {
                broken += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    let note = (broken > 0).then(|| format!("not valid {name}; {broken} broken places replaced"));
    Decoded { text, note }
}

/// The positions where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

impl<'t> LineIndex<'t> {
    /// Builds the index in one pass over the text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let ends = line::ends(text).map(|end| end.end as u32);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Returns the number of lines. Text after the last line end counts as a
    /// line only if it is not empty.
    #[must_use]
    pub fn count(&self) -> usize {
        let is_open = self.starts.last().is_some_and(|&start| (start as usize) < self.text.len());
        self.starts.len() - usize::from(!is_open)
    }

    /// Returns the line and column of a byte, both from 1; columns count
    /// characters. A byte beyond the text is treated as its end.
    #[must_use]
    pub fn place(&self, byte: u32) -> (usize, usize) {
        let byte = byte.min(self.text.len() as u32);
        let (line, start) = self.line(byte);
        (line, count(&self.text.as_bytes()[start as usize..byte as usize], Offsets::Codepoints) as usize + 1)
    }

    /// Returns the line of a byte, from 1, and the offset of its first byte. A
    /// byte beyond the text is treated as its end.
    #[must_use]
    pub fn line(&self, byte: u32) -> (usize, u32) {
        let line = self.starts.partition_point(|&s| s <= byte.min(self.text.len() as u32));
        (line, self.starts[line - 1])
    }

    /// Returns the span of a line, or of the character at a column of it. Both
    /// count from 1. `None` if the text has no such line or column.
    #[must_use]
    pub fn span(&self, line: usize, column: Option<usize>) -> Option<Span> {
        let start = *self.starts.get(line.checked_sub(1)?)? as usize;
        let end = self.starts.get(line).map_or(self.text.len(), |&next| next as usize);
        let span = |a: usize, b: usize| Span::new(a as u32, b as u32);
        let Some(column) = column else { return Some(span(start, end)) };
        let (at, character) = self.text[start..end].char_indices().nth(column.checked_sub(1)?)?;
        Some(span(start + at, start + at + character.len_utf8()))
    }
}

/// The unit of offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub enum Offsets {
    /// Unicode code points, as Python's strings and W3C's text positions do.
    #[default]
    Codepoints,
    /// Bytes of UTF-8.
    Bytes,
    /// UTF-16 code units, as JavaScript's and Java's strings do.
    Utf16,
}

/// Converts byte offsets of a text into another unit.
///
/// Built in one pass; a look-up reads at most 64 bytes. For ASCII text and for
/// [`Offsets::Bytes`] the conversion is the identity and takes no memory.
#[derive(Clone, Debug)]
pub struct OffsetMap<'t> {
    bytes: &'t [u8],
    unit: Offsets,
    /// Units before each stride of bytes; empty for the identity.
    table: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> OffsetMap<'t> {
    /// Builds the conversion for `text`.
    #[must_use]
    pub fn new(text: &'t str, unit: Offsets) -> Self {
        let bytes = text.as_bytes();
        if unit == Offsets::Bytes || text.is_ascii() {
            return Self { bytes, unit, table: Vec::new() };
        }
        let mut units = 0;
        let table = bytes
            .chunks(STRIDE)
            .map(|chunk| {
                let before = units;
                units += count(chunk, unit);
                before
            })
            .collect();
        Self { bytes, unit, table }
    }

    /// Returns the offset of a byte in the map's unit. A byte inside a
    /// character is treated as the character's end, one beyond the text as the
    /// text's end.
    #[must_use]
    pub fn get(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.bytes.len());
        if self.table.is_empty() {
            return byte as u32;
        }
        let stride = (byte / STRIDE).min(self.table.len() - 1);
        self.table[stride] + count(&self.bytes[stride * STRIDE..byte], self.unit)
    }
}

/// Counts the units that begin in `bytes`. Only first bytes of characters
/// count, so a text can be summed up in chunks that cut characters.
fn count(bytes: &[u8], unit: Offsets) -> u32 {
    let first = |b: &&u8| (**b as i8) >= -0x40;
    let units = match unit {
        Offsets::Bytes => bytes.len(),
        Offsets::Codepoints => bytes.iter().filter(first).count(),
        // A character of four bytes takes two units.
        Offsets::Utf16 => bytes.iter().map(|b| usize::from(first(&b)) + usize::from(*b >= 0xf0)).sum(),
    };
    units as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> (String, Option<String>) {
        let decoded = decode(bytes.to_vec()).expect("text");
        (decoded.text, decoded.note)
    }

    #[test]
    fn reads_utf8_with_and_without_a_mark() {
        assert_eq!(text("“Sí”".as_bytes()), ("“Sí”".to_owned(), None));
        assert_eq!(text(b"\xef\xbb\xbfSo"), ("So".to_owned(), None));
    }

    #[test]
    fn reads_utf16_with_a_mark() {
        assert_eq!(text(b"\xff\xfeN\0o\0\x1d\x20"), ("No”".to_owned(), None));
        assert_eq!(text(b"\xfe\xff\0N\0o\x20\x1d"), ("No”".to_owned(), None));
        assert_eq!(text(b"\xff\xfeN\0o").1.as_deref(), Some("not valid UTF-16LE; 1 broken places replaced"));
    }

    /// UTF-32LE must not be read as UTF-16LE with NULs.
    #[test]
    fn reads_utf32_with_a_mark() {
        let le: Vec<u8> = "\u{feff}No”🦀".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let be: Vec<u8> = "\u{feff}No”🦀".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        assert_eq!((text(&le), text(&be)), (("No”🦀".to_owned(), None), ("No”🦀".to_owned(), None)));
        let broken = [&le[..], &[0, 0xd8, 0, 0, 0, 0, 0x11, 0, 7]].concat();
        assert_eq!(text(&broken).0, "No”🦀\u{fffd}\u{fffd}");
        assert_eq!(text(&broken).1.as_deref(), Some("not valid UTF-32LE; 3 broken places replaced"));
        assert!(decode(b"\xff\xfeN\0\0\0".to_vec()).is_err());
        assert!(decode(b"\xff\xfe\0\0".to_vec()).is_err());
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn reads_other_bytes_as_windows_1252_and_says_so() {
        let (text, note) = text(b"\x93No,\x94 said Jos\xe9");
        assert_eq!(text, "“No,” said José");
        assert_eq!(note.as_deref(), Some("not valid UTF-8; read as windows-1252"));
    }

    #[test]
    fn a_stray_byte_does_not_spoil_utf8() {
        let (text, note) = text(b"\xe2\x80\x9cNo,\xe2\x80\x9d said\xff Jos\xc3\xa9");
        assert_eq!(text, "“No,” said\u{fffd} José");
        assert!(note.is_some_and(|n| n.contains("1 broken")));
    }

    #[test]
    fn refuses_what_is_no_text() {
        assert_eq!(decode(b"GIF89a\0\x01".to_vec()).expect_err("binary").message(), "not a text file");
        assert_eq!(decode(b"%PDF-1.7 text".to_vec()).expect_err("binary").message(), "not a text file");
        assert!(decode(vec![]).expect_err("empty").message().starts_with("empty"));
        assert!(decode(b"\xef\xbb\xbf \n".to_vec()).is_err());
        assert!(decode(b"\xff\xfe".to_vec()).is_err());
    }

    #[test]
    fn finds_lines_and_columns() {
        let text = "ab\r\n\né”x";
        let index = LineIndex::new(text);
        let place = |needle: &str| index.place(text.find(needle).expect("there") as u32);
        assert_eq!(index.place(0), (1, 1));
        assert_eq!(place("é"), (3, 1));
        assert_eq!(place("x"), (3, 3));
        assert_eq!(index.place(99), (3, 4));
        let words = |line, column| index.span(line, column).map(|s| s.of(text));
        assert_eq!((words(1, None), words(3, None)), (Some("ab\r\n"), Some("é”x")));
        assert_eq!((words(3, Some(2)), words(3, Some(4))), (Some("”"), None));
        assert_eq!((words(0, None), words(4, None), words(1, Some(0))), (None, None, None));
    }

    /// Carriage returns alone end lines too.
    #[test]
    fn every_kind_of_line_end_is_known() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["one", "two", "", "é"].join(end);
            let index = LineIndex::new(&text);
            assert_eq!(index.place(text.len() as u32), (4, 2), "{end:?}");
            assert_eq!(index.place(text.find("two").expect("there") as u32), (2, 1), "{end:?}");
            assert_eq!((index.count(), LineIndex::new(&(text + end)).count()), (4, 4), "{end:?}");
        }
        assert_eq!((LineIndex::new("").count(), LineIndex::new("\r").count()), (0, 1));
    }

    proptest! {
        #[test]
        fn offsets_agree_with_counting(text in "(?s)[a-c é”𝄞🦀\n]{0,300}") {
            let points = OffsetMap::new(&text, Offsets::Codepoints);
            let units = OffsetMap::new(&text, Offsets::Utf16);
            let bytes = OffsetMap::new(&text, Offsets::Bytes);
            for (i, _) in text.char_indices().chain([(text.len(), ' ')]) {
                prop_assert_eq!(points.get(i as u32) as usize, text[..i].chars().count());
                prop_assert_eq!(units.get(i as u32) as usize, text[..i].encode_utf16().count());
                prop_assert_eq!(bytes.get(i as u32) as usize, i);
            }
        }

        #[test]
        fn any_bytes_decode_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(decoded) = decode(bytes) {
                prop_assert!(!decoded.text.trim().is_empty());
            }
        }
    }
}
