//! `secondhand read`: prints articles as they were read.

use super::args::{ReadArgs, ReadFormat};
use super::batch::Batch;
use super::output::{Outputs, Target};
use super::terminal::{Status, fail};
use crate::report::document::{jsonl, markdown, text};
use std::io;

pub(super) fn run(args: &ReadArgs) -> Status {
    let prepared = Outputs::new(&[]).and_then(|outputs| Batch::new(&args.input, None, &outputs));
    let mut batch = match prepared {
        Ok(batch) => batch.without_rules().without_analysis(),
        Err(error) => return fail(&error),
    };
    let mut out = Target::standard(Box::new(io::stdout().lock()));
    out.is_streamed = batch.is_streamed();
    let mut is_first = true;
    let outcome = batch.run(
        |read| {
            let article = &read.analysis.article;
            match args.format {
                ReadFormat::Text => text(article, read.document),
                ReadFormat::Markdown => markdown(article, read.document),
                ReadFormat::Jsonl => jsonl(article, read.document),
            }
        },
        |article: String| {
            if !std::mem::take(&mut is_first) && args.format != ReadFormat::Jsonl {
                out.put("\n")?;
            }
            out.put(&article)
        },
    );
    outcome.status.max(out.finish())
}
