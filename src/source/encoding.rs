//! Bytes that are not UTF-8, and UTF-8 that once was read as something else.

use super::Decoded;

/// Decodes invalid UTF-8 that has no byte order mark. `declared` is the name of
/// the encoding that the file gives. Without one, bytes with more multi-byte
/// characters than invalid sequences are read as UTF-8, with replacements, and
/// others in the encoding that they look like.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&b| b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > broken || cfg!(not(feature = "encodings")) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        return Decoded {
            text,
            note: Some(format!("not valid UTF-8; read as UTF-8, {broken} broken places replaced")),
        };
    }
    other(bytes, declared)
}

#[cfg(feature = "encodings")]
fn other(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let named = declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    // A file that is not UTF-8 does not become so by saying it.
    if let Some(encoding) = named.filter(|&encoding| encoding != encoding_rs::UTF_8) {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        let note = had_errors.then(|| format!("not valid {}; broken places replaced", encoding.name()));
        return Decoded { text: text.into_owned(), note };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    Decoded { text, note: Some(format!("not valid UTF-8; read as {}", encoding.name())) }
}

#[cfg(not(feature = "encodings"))]
fn other(bytes: &[u8], _declared: Option<&str>) -> Decoded {
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), note: None }
}

/// Repairs UTF-8 that was read as windows-1252 and written again: *â€œNoâ€*
/// for *“No”*. Returns the text with the number of repaired places, or `None`
/// if there are none.
pub(super) fn repaired(text: &str) -> Option<(String, usize)> {
    if !text.contains(LEADS) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let (mut at, mut places) = (0, 0);
    while let Some(found) = text[at..].find(LEADS) {
        let start = at + found;
        out.push_str(&text[at..start]);
        match character(&text[start..]) {
            Some((c, length)) => {
                out.push(c);
                places += 1;
                at = start + length;
            }
            None => {
                let length = text[start..].chars().next().map_or(1, char::len_utf8);
                out.push_str(&text[start..start + length]);
                at = start + length;
            }
        }
    }
    out.push_str(&text[at..]);
    (places > 0).then_some((out, places))
}

/// What the first bytes of characters of two, three and four bytes look like in
/// windows-1252, for Latin letters, punctuation and pictures.
const LEADS: [char; 6] = ['Â', 'Ã', 'Ä', 'Å', 'â', 'ð'];

/// Returns the character whose bytes the text begins with, read as
/// windows-1252, and how many bytes of the text those are.
fn character(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut wanted = 4;
    let mut length = 0;
    for (i, c) in text.chars().take(4).enumerate() {
        bytes[i] = windows_1252(c)?;
        length += c.len_utf8();
        if i == 0 {
            wanted = match bytes[0] {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return None,
            };
        }
        if i + 1 == wanted {
            let c = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
            return Some((c, length));
        }
    }
    None
}

/// Returns the byte that a character is in windows-1252, if it is no ASCII.
fn windows_1252(c: char) -> Option<u8> {
    // The characters of 0x80 to 0x9f. Those without one are control characters.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match c {
        '\u{80}'..='\u{ff}' => Some(c as u8),
        _ => HIGH.iter().position(|&high| high == c).map(|i| 0x80 + i as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mojibake_is_repaired_where_it_is() {
        let repair = |text: &str| repaired(text).map(|(text, _)| text);
        assert_eq!(repair("â€œNo,â€\u{9d} said JosÃ© â€” itâ€™s").as_deref(), Some("“No,” said José — it’s"));
        assert_eq!(repair("CafÃ© and “cafés”").as_deref(), Some("Café and “cafés”"));
        for right in ["Châlons, Ângela", "“No,” said José", "ÄÖÜ", "â€", "It rained.", "Å ship", "â"] {
            assert_eq!(repair(right), None, "{right}");
        }
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn a_declared_encoding_is_believed() {
        let text = |bytes: &[u8], declared| decode(bytes, declared).text;
        assert_eq!(text(b"\x8cwi\xeato", Some("iso-8859-2")), "\u{8c}więto");
        assert_eq!(text(b"\x93No\x94", Some("latin1")), "“No”");
        assert_eq!(text(b"caf\xe9", Some("utf-8")), "café");
        assert_eq!(text(b"\x82\xa0", Some("shift_jis")), "あ");
    }
}
