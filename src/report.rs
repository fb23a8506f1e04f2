//! An analysis as text for people and for programs, one file a format.

pub mod explain;
#[cfg(feature = "cli")]
pub mod human;
