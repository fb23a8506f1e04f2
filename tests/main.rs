//! The tests that see the crate from outside, one binary so that they link
//! once. What a single stage does is tested beside it, in `src`.

/// The command: exit codes, messages, formats, bad input.
mod cli;
