//! What the command prints, and how it ends.

use crate::error::Error;
use crate::visible::visible;
use std::fmt::Display;
use std::io::{self, Write as _};

/// How a run ended. If several apply, the last of them in this order decides
/// the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    Clean,
    Findings,
    Failed,
}

impl From<Status> for u8 {
    fn from(status: Status) -> Self {
        match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::Failed => 2,
        }
    }
}

/// Prints an error to standard error and returns [`Status::Failed`].
pub(super) fn fail(error: &Error) -> Status {
    // If this fails, there is no other place to report the error.
    let _ = writeln!(io::stderr().lock(), "error: {error}");
    Status::Failed
}

/// Prints a message to standard error as one line. File names can contain line
/// breaks, and a CI system could take a line of its log for a command.
pub(super) fn tell(kind: &str, message: &dyn Display) {
    let _ = writeln!(io::stderr().lock(), "{kind}: {}", visible(&message.to_string()));
}

pub(super) fn print(text: &str) -> Status {
    let mut out = io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Turns the result of writing to standard output into a status. A closed pipe
/// (`| head`) is not an error.
pub(super) fn written(result: io::Result<()>) -> Status {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            fail(&Error::new(format!("cannot write to standard output: {error}")))
        }
        _ => Status::Clean,
    }
}

pub(super) fn plural(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
