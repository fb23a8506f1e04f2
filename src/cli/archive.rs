//! `secondhand extract --format parquet`: writes the flat tables as files of a
//! folder.

use super::args::ExtractArgs;
use super::batch::{self, Batch};
use super::files;
use super::output::{Outputs, Target};
use super::terminal::{Status, fail};
use crate::error::Error;
use crate::report::arrow::{Batches, schema};
use crate::report::columns::{Rows, Table};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// About how many bytes of rows are in memory before they are written.
const HELD: usize = 1 << 26;

pub(super) fn run(args: &ExtractArgs) -> Status {
    let prepared = || {
        let dir = args.output.as_deref().ok_or_else(|| {
            Error::new("tables need a folder to be written to").with_help("name it with `--output DIR`")
        })?;
        let files = Table::ALL.map(|table| dir.join(format!("{}.parquet", table.name())));
        let outputs = Outputs::new(&files.each_ref().map(|file| ("--output", Some(file.as_path()))))?;
        let batch = Batch::new(&args.input, None, &outputs)?;
        fs::create_dir_all(dir).map_err(|error| unwritable(dir, &error.to_string()))?;
        Ok((batch, Archive::new(files)?))
    };
    let (batch, mut archive) = match prepared() {
        Ok(prepared) => prepared,
        Err(error) => return fail(&error),
    };
    let rows = |read: &batch::Read<'_>| Rows::of(read.analysis, read.name);
    let outcome = batch.of_any_confidence().run(rows, |rows| archive.push(&rows));
    if outcome.status == Status::Failed && archive.is_empty() {
        return archive.abandon();
    }
    outcome.status.max(archive.finish())
}

/// The files of all tables.
struct Archive {
    held: Batches,
    articles: usize,
    files: [File; 4],
}

/// The file of a table. The writer's bytes are passed on to the target.
struct File {
    path: PathBuf,
    writer: ArrowWriter<Vec<u8>>,
    target: Target,
}

impl Archive {
    fn new(paths: [PathBuf; 4]) -> Result<Self, Error> {
        let mut files = Vec::with_capacity(paths.len());
        for (table, path) in Table::ALL.into_iter().zip(paths) {
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let writer = ArrowWriter::try_new(Vec::new(), schema(table), Some(properties));
            let writer = writer.map_err(|error| unwritable(&path, &error.to_string()))?;
            files.push(File { target: Target::file(&path)?, path, writer });
        }
        let files = files.try_into().map_err(|_| Error::new("there are not four tables"))?;
        Ok(Self { held: Batches::default(), articles: 0, files })
    }

    fn is_empty(&self) -> bool {
        self.articles == 0
    }

    fn push(&mut self, rows: &Rows) -> ControlFlow<Status> {
        self.held.push(rows);
        self.articles += 1;
        if self.held.bytes() < HELD {
            return ControlFlow::Continue(());
        }
        self.write()
    }

    /// Writes the rows that are held.
    fn write(&mut self) -> ControlFlow<Status> {
        for (table, file) in Table::ALL.into_iter().zip(&mut self.files) {
            let batch = self.held.take(table);
            let written = file.writer.write(&batch).and_then(|()| file.writer.flush());
            file.passed(written)?;
        }
        ControlFlow::Continue(())
    }

    fn finish(mut self) -> Status {
        if let ControlFlow::Break(status) = self.write() {
            return status;
        }
        // No file takes its place before all are complete.
        let mut targets = Vec::with_capacity(self.files.len());
        for mut file in self.files {
            let ended = file.writer.finish().map(drop);
            if let ControlFlow::Break(status) = file.passed(ended) {
                return status;
            }
            targets.push(file.target);
        }
        targets.into_iter().map(Target::finish).fold(Status::Clean, Status::max)
    }

    fn abandon(self) -> Status {
        for file in self.files {
            file.target.abandon("nothing could be read");
        }
        Status::Failed
    }
}

impl File {
    /// Passes on what the writer has written.
    fn passed(&mut self, written: Result<(), ParquetError>) -> ControlFlow<Status> {
        if let Err(error) = written {
            return ControlFlow::Break(fail(&unwritable(&self.path, &error.to_string())));
        }
        let bytes = std::mem::take(self.writer.inner_mut());
        self.target.put_bytes(&bytes)
    }
}

fn unwritable(path: &Path, why: &str) -> Error {
    Error::new(format!("it cannot be written: {why}")).in_file(&files::display(path))
}
