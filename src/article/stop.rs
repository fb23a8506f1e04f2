//! Recognises lines that end like sentences.

/// Whether the text ends in a sentence-final mark, ignoring closing marks after
/// it.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', '«', '“', '‘', '」', '』', ')', ']'])
        .ends_with(['.', '?', '!', '…', '。'])
}
