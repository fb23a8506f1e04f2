//! The globs of `[[overrides]]`, which say to which articles they apply.

use crate::error::Error;
use crate::settings::Written;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Maximum number of braces inside each other in a glob. The library that reads
/// globs follows them by recursion.
const DEEPEST_BRACES: usize = 20;

/// Compiles the globs of one of the overrides into a set.
pub(super) fn globs(paths: &[Written], text: &str, name: &str) -> Result<GlobSet, Error> {
    let mut set = GlobSetBuilder::new();
    let large = |at: &std::ops::Range<usize>, what: &str| {
        Error::new(what).at(name, text, at.clone()).with_help("write several shorter globs: `paths = [\"a/\", \"b/\"]`")
    };
    for Written { text: written, at } in paths {
        if braces(written) > DEEPEST_BRACES {
            let what = format!("this is no glob: it has more than {DEEPEST_BRACES} braces inside each other");
            return Err(large(at, &what));
        }
        let wrong = |error: &globset::Error| {
            let help = "`*` stands for part of a name, `**` for folders, `{a,b}` for either";
            Error::new(format!("this is no glob: {}", error.kind())).at(name, text, at.clone()).with_help(help)
        };
        let glob = GlobBuilder::new(&whole(written)).literal_separator(true).build().map_err(|e| wrong(&e))?;
        // A glob that is too large alone is found here, with its place.
        if GlobSetBuilder::new().add(glob.clone()).build().is_err() {
            return Err(large(at, "this glob is too large"));
        }
        set.add(glob);
    }
    let all = || paths.first().map_or(0, |path| path.at.start)..paths.last().map_or(0, |path| path.at.end);
    set.build().map_err(|_| large(&all(), "these globs are too large together"))
}

/// Returns how many braces of a glob are inside each other at most.
fn braces(glob: &str) -> usize {
    let mut depth = 0_usize;
    let depths = glob.bytes().map(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth
    });
    depths.max().unwrap_or(0)
}

/// Converts a glob as it is written into one that matches whole paths. A name
/// without a folder matches in every folder, and a folder, written with a slash
/// at its end, matches everything in it. A slash at the beginning stands for
/// the folder of the settings file.
fn whole(written: &str) -> String {
    let written = written.strip_prefix("./").unwrap_or(written);
    let anywhere = if written.trim_end_matches('/').contains('/') { "" } else { "**/" };
    let inside = if written.ends_with('/') { "**" } else { "" };
    match written.strip_prefix('/') {
        Some(rest) => format!("{rest}{inside}"),
        None => format!("{anywhere}{written}{inside}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_mean_what_they_seem_to() {
        let matches = |glob: &str, path: &str| {
            let written = Written { text: glob.to_owned(), at: 0..1 };
            globs(&[written], glob, "s").expect("a glob").is_match(path)
        };
        for (glob, yes, no) in [
            ("opinion/", &["opinion/a.txt", "opinion/b/a.txt", "2016/opinion/a.txt"][..], &["opinions/a.txt"][..]),
            ("/opinion/", &["opinion/a.txt"], &["2016/opinion/a.txt"]),
            ("*.md", &["a.md", "b/a.md"], &["a.mdx", "a.txt"]),
            ("wire/*.txt", &["wire/a.txt"], &["wire/b/a.txt", "b/wire/a.txt"]),
            ("wire/**/*.txt", &["wire/a.txt", "wire/b/a.txt"], &["a.txt"]),
            ("./a.txt", &["a.txt"], &["b.txt"]),
            ("{wire,desk}/*", &["wire/a.txt", "desk/a.md"], &["a.txt"]),
        ] {
            assert!(yes.iter().all(|path| matches(glob, path)), "{glob}");
            assert!(!no.iter().any(|path| matches(glob, path)), "{glob}");
        }
    }

    /// The library that reads globs says neither which glob it is nor what to
    /// do.
    #[test]
    fn a_glob_that_is_too_large_is_shown() {
        let error = |paths: &[String]| {
            let text = format!("x\n{}", paths.join("\n"));
            let written = paths.iter().map(|path| {
                let at = text.find(path.as_str()).expect("there");
                Written { text: path.clone(), at: at..at + path.len() }
            });
            globs(&written.collect::<Vec<_>>(), &text, "s.toml").expect_err("too large").to_string()
        };
        for depth in [21, 5_000, 400_000] {
            let deep = error(&["a*".to_owned(), "{".repeat(depth) + "b" + &"}".repeat(depth)]);
            assert!(deep.contains("--> s.toml:3:1") && deep.contains("20 braces") && deep.contains("help:"), "{deep}");
        }
        let large = error(&["a*".to_owned(), "?b*".repeat(100_000)]);
        assert!(large.contains("--> s.toml:3:1") && large.contains("help:"), "{large}");
    }
}
