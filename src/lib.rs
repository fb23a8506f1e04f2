//! Minimal crate root of the token stages.
pub mod article;
pub mod quotation;
pub mod sentence;
pub mod span;
pub mod token;
