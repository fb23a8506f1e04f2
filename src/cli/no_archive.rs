//! `secondhand extract --format parquet` of a program that was built without it.

use super::args::ExtractArgs;
use super::terminal::{Status, fail};
use crate::error::Error;

pub(super) fn run(_args: &ExtractArgs) -> Status {
    fail(
        &Error::new("this program was built without the format parquet")
            .with_help("build it with `cargo install --features parquet`, or use `--format jsonl`"),
    )
}
