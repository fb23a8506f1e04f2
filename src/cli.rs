//! The command line: the only part of the crate that touches files and
//! terminals.
//!
//! Errors are reported on standard error, and the other inputs are still
//! processed. The exit code is 0 if no finding reached `--fail-on`, 1 if one
//! did, and 2 after any error.

#[cfg_attr(not(feature = "parquet"), path = "cli/no_archive.rs")]
mod archive;
mod args;
mod batch;
mod beside;
mod check;
mod each;
mod eval;
mod explain;
mod extract;
mod files;
#[doc(hidden)] // for the Python package
pub mod front;
mod globs;
mod grammar;
mod input;
mod ledger;
mod lines;
mod output;
mod paths;
mod profile;
mod read;
#[cfg(feature = "serve")]
mod serve;
mod settings;
mod terminal;

use crate::Error;
use crate::visible::visible;
use args::{Args, Command};
use clap::{CommandFactory as _, Parser as _};
use std::ffi::OsString;
use std::panic;
use terminal::{Status, fail, print};

/// Runs the command and returns its exit code. `arguments` starts with the
/// program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
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
    let print_panic = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !crate::read::catches_panics() {
            print_panic(info);
        }
    }));
    let status = match args.command {
        Command::Check(args) => check::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Explain(args) => explain::run(args),
        Command::Rules => print(&crate::report::explain::table()),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
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
