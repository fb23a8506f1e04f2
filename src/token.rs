//! Splits text into tokens: words with their shape, numbers and marks.
//!
//! [`tokenize`] reads the text once from left to right, in linear time. It
//! allocates only the lists that it returns and works with; tokens own no
//! memory.

mod abbreviations;
mod characters;
mod paragraph;
#[cfg(test)]
pub(crate) mod samples;
mod scanner;
pub(crate) mod types;

pub use abbreviations::Abbreviations;
pub use characters::is_space;
pub(crate) use paragraph::ends_in_period;
pub use paragraph::paragraphs;
pub use scanner::{tokenize, tokenize_paragraphs};
pub use types::{Shape, Token, TokenKind};
