//! Tasks of the project. `cargo xtask dist` makes what a release has for one
//! target: an archive with the command, its completions, manual pages and
//! licences, and a file with the checksum of the archive.

mod dist;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask dist [--target TRIPLE] [--no-build]

  dist         make target/dist/secondhand-VERSION-TARGET.tar.gz and its checksum
  --target     the target [default: this machine's]
  --no-build   take the command that has been built already
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let options = match arguments.split_first() {
        Some((task, options)) if task == "dist" => options,
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match dist::Options::new(options).and_then(|options| dist::run(&options)) {
        Ok(archive) => {
            println!("{}", archive.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
