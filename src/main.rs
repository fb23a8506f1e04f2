//! The `secondhand` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    secondhand::cli::run(std::env::args_os()).into()
}
