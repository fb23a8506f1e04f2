//! `secondhand extract`: attributions for programs, and a table to look at.

use super::args::{ExtractArgs, Format};
use super::input::Works;
use super::{Status, batch};
use crate::report::json::Document;
use crate::report::table;
use std::io::{self, Write};

pub(super) fn run(args: &ExtractArgs) -> Status {
    let is_single = Works::is_single(&args.input);
    let mut out = Output {
        out: io::BufWriter::with_capacity(1 << 16, io::stdout().lock()),
        format: args.format,
        is_single,
        articles: 0,
    };
    let status = batch::run(
        &args.input,
        |analysis, id| match args.format {
            Format::Table if is_single => table::render(analysis),
            Format::Table => format!("{id}\n{}", table::render(analysis)),
            Format::Json => Document::new(analysis, id, args.offsets).to_pretty(),
            Format::Jsonl => Document::new(analysis, id, args.offsets).to_line(),
        },
        |article| out.article(&article),
    );
    status.max(super::written(out.finish()))
}

/// Puts the articles together. JSON of several is an array, so that one
/// object is never followed by another.
struct Output<W: Write> {
    out: W,
    format: Format,
    is_single: bool,
    articles: usize,
}

impl<W: Write> Output<W> {
    fn article(&mut self, article: &str) -> io::Result<()> {
        self.articles += 1;
        let is_first = self.articles == 1;
        match self.format {
            Format::Table => {
                if !is_first {
                    self.out.write_all(b"\n")?;
                }
                self.out.write_all(article.as_bytes())
            }
            Format::Jsonl => {
                self.out.write_all(article.as_bytes())?;
                self.out.write_all(b"\n")
            }
            Format::Json if self.is_single => self.out.write_all(article.as_bytes()),
            Format::Json => {
                self.out.write_all(if is_first { b"[" } else { b"," })?;
                // Line breaks inside strings are escaped: these are layout.
                for line in article.lines() {
                    write!(self.out, "\n  {line}")?;
                }
                Ok(())
            }
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.format == Format::Json {
            self.out.write_all(match (self.is_single, self.articles) {
                (true, 0) => b"",
                (true, _) => b"\n",
                (false, 0) => b"[]\n",
                (false, _) => b"\n]\n",
            })?;
        }
        self.out.flush()
    }
}
