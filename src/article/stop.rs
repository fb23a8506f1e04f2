//! Where a line of text ends as sentences do.

/// Whether the last character but for closing marks ends a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', '«', '“', '‘', '」', '』', ')', ']'])
        .ends_with(['.', '?', '!', '…', '。'])
}
