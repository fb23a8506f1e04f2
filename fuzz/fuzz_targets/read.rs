//! Readers: the first byte chooses the format. PDF is left out, as the crate
//! below its reader panics on some broken files, which the reader catches.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secondhand::Span;
use secondhand::read::{self, InputFormat};

const FORMATS: [Option<InputFormat>; 11] = [
    None,
    Some(InputFormat::Text),
    Some(InputFormat::Markdown),
    Some(InputFormat::Html),
    Some(InputFormat::Mhtml),
    Some(InputFormat::Feed),
    Some(InputFormat::News),
    Some(InputFormat::Json),
    Some(InputFormat::Jsonl),
    Some(InputFormat::Docx),
    Some(InputFormat::Eml),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let format = FORMATS[first as usize % FORMATS.len()];
    if format.is_none() && bytes.windows(5).any(|word| word == b"%PDF-") {
        return;
    }
    let Ok(documents) = read::read_within(bytes.to_vec(), "a", format, 1 << 20) else { return };
    for document in documents {
        let mut end = 0;
        for part in &document.parts {
            assert!(part.span.start >= end && !part.span.of(&document.text).is_empty());
            end = part.span.end;
        }
        let Some(map) = &document.map else { continue };
        let characters = document.text.char_indices().filter(|(_, c)| !c.is_whitespace() && !"“”—".contains(*c));
        for (i, c) in characters {
            let span = Span::new(i as u32, (i + c.len_utf8()) as u32);
            let range = map.to_source(span);
            assert!(map.source().get(range.clone()).is_some());
            assert!(map.to_text(range).is_some_and(|back| back.contains(span)));
        }
    }
});
