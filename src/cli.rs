//! The command line: the only part of the crate that touches files and
//! terminals.
//!
//! Errors are reported on standard error, and the other inputs are still
//! processed. The exit code is 0 if no finding reached `--fail-on`, 1 if one
//! did, and 2 after any error.

mod args;
mod batch;
mod check;
mod eval;
mod explain;
mod extract;
mod files;
mod grammar;
mod input;
mod lines;
mod output;
mod settings;

use crate::Error;
use crate::visible::visible;
use args::{Args, Command};
use clap::{CommandFactory as _, Parser as _};
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// How a run ended. If several apply, the last of them in this order decides
/// the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    Clean,
    Findings,
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Clean => Self::SUCCESS,
            Status::Findings => Self::from(1),
            Status::Failed => Self::from(2),
        }
    }
}

/// Runs the command and returns its exit code. `arguments` starts with the
/// program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let args = match Args::try_parse_from(&arguments) {
        Ok(args) => args,
        // `--help` and `--version` arrive here too, and are not failures.
        Err(error) => {
            let is_wrong = error.use_stderr();
            // The error message quotes the arguments. Parsing them again with
            // their control characters made visible gives the same error
            // without sending control characters to the terminal.
            let seen = arguments.iter().map(|argument| visible(&argument.to_string_lossy()).into_owned());
            let _ = Args::try_parse_from(seen).err().unwrap_or(error).print();
            return if is_wrong { Status::Failed.into() } else { Status::Clean.into() };
        }
    };
    let status = match args.command {
        Command::Check(args) => check::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Explain(args) => match settings::grammars(&args.name, args.grammar) {
            Ok(dirs) => explain::explain(&args.name, &dirs),
            Err(error) => fail(&error),
        },
        Command::Rules => print(&crate::report::explain::table()),
        Command::Settings(args) => settings::run(&args),
        Command::Grammar(args::GrammarArgs { command: args::GrammarCommand::Check { dir } }) => grammar::check(&dir),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "secondhand", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
        Command::Man { command } => man(command.as_deref()),
    };
    status.into()
}

fn man(command: Option<&str>) -> Status {
    let mut page = Args::command();
    page.build();
    if let Some(name) = command {
        match page.find_subcommand(name).cloned() {
            Some(found) => page = found.clone(),
            None => {
                let names: Vec<&str> = page.get_subcommands().map(clap::Command::get_name).collect();
                let help = crate::error::suggest(name, names.into_iter(), "the commands are");
                return fail(&Error::new(format!("there is no command called `{name}`")).with_help(help));
            }
        }
    }
    let mut out = Vec::new();
    match clap_mangen::Man::new(page).render(&mut out) {
        Ok(()) => print(&String::from_utf8_lossy(&out)),
        Err(error) => fail(&Error::new(error.to_string())),
    }
}

/// Prints an error to standard error and returns [`Status::Failed`].
fn fail(error: &Error) -> Status {
    // If this fails, there is no other place to report the error.
    let _ = writeln!(io::stderr().lock(), "error: {error}");
    Status::Failed
}

/// Prints a message to standard error as one line. File names can contain line
/// breaks, and a CI system could take a line of its log for a command.
fn tell(kind: &str, message: &dyn Display) {
    let _ = writeln!(io::stderr().lock(), "{kind}: {}", visible(&message.to_string()));
}

fn print(text: &str) -> Status {
    let mut out = io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Turns the result of writing to standard output into a status. A closed pipe
/// (`| head`) is not an error.
fn written(result: io::Result<()>) -> Status {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            fail(&Error::new(format!("cannot write to standard output: {error}")))
        }
        _ => Status::Clean,
    }
}

fn plural(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
