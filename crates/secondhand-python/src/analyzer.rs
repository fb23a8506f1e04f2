//! Analyzers, and checks of files.

use crate::analysis::{Analysis, streams};
use crate::document::{Document, either, format};
use crate::error::exception;
use crate::many::Many;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator};
use rayon::prelude::*;
use secondhand::cli::front::{Options, Source, guarded};
use secondhand::report::arrow::Batches;
use secondhand::report::columns::Rows;
use std::path::PathBuf;

/// How articles are read: settings, a grammar, and what is known of all of
/// them.
#[pyclass(frozen, module = "secondhand._native")]
pub(crate) struct Analyzer {
    inner: secondhand::Analyzer,
}

/// Where settings come from, as Python says it: a file, a text, or whether the
/// nearest file is looked for.
#[derive(FromPyObject)]
pub(crate) struct Given {
    file: Option<PathBuf>,
    text: Option<String>,
    is_nearest: bool,
    grammar: Vec<PathBuf>,
    publisher: Option<String>,
    agency: Option<String>,
    date: Option<String>,
}

impl Given {
    fn options(self) -> Options {
        let Self { file, text, is_nearest, grammar, publisher, agency, date } = self;
        let settings = match (file, text) {
            (Some(file), _) => Source::File(file),
            (None, Some(text)) => Source::Text(text),
            (None, None) if is_nearest => Source::Nearest,
            (None, None) => Source::Defaults,
        };
        Options { settings, grammar, publisher, agency, date }
    }
}

#[pymethods]
impl Analyzer {
    #[new]
    fn new(py: Python<'_>, given: Given) -> PyResult<Self> {
        let options = given.options();
        let inner = py.detach(|| options.analyzer()).map_err(|error| exception(py, &error))?;
        Ok(Self { inner })
    }

    /// Analyses a document.
    fn analyze(&self, py: Python<'_>, document: &Document) -> PyResult<Analysis> {
        let analyzed = py.detach(|| analyze(&self.inner, &document.inner));
        analyzed.map_err(|error| exception(py, &error))
    }

    /// Analyses documents on many threads; their analyses come in order.
    fn many(&self, documents: &Bound<'_, PyIterator>, threads: Option<usize>) -> Many {
        Many::new(self.inner.clone(), documents.clone().unbind(), threads)
    }

    /// Returns the tables of documents as streams of Arrow's IPC format.
    fn tables<'py>(
        &self,
        py: Python<'py>,
        documents: Vec<PyRef<'py, Document>>,
        is_parallel: bool,
    ) -> PyResult<Vec<Bound<'py, PyBytes>>> {
        let documents: Vec<_> = documents.iter().map(|document| document.inner.clone()).collect();
        let rows = |document: &secondhand::read::Document| {
            let id = document.metadata.id.as_deref().unwrap_or("");
            guarded(id, || Rows::of(&self.inner.analyze_document(document), id))
        };
        let made = py.detach(|| {
            let rows: Vec<Rows> = if is_parallel {
                documents.par_iter().map(|document| rows(document)).collect::<Result<_, _>>()?
            } else {
                documents.iter().map(|document| rows(document)).collect::<Result<_, _>>()?
            };
            let mut batches = Batches::default();
            rows.iter().for_each(|rows| batches.push(rows));
            streams(batches)
        });
        let made = made.map_err(|error| exception(py, &error))?;
        Ok(made.iter().map(|bytes| PyBytes::new(py, bytes)).collect())
    }
}

/// Analyses a document and keeps what reports need.
pub(crate) fn analyze(
    analyzer: &secondhand::Analyzer,
    document: &secondhand::read::Document,
) -> Result<Analysis, secondhand::Error> {
    let id = document.metadata.id.as_deref().unwrap_or("");
    guarded(id, || Analysis::new(analyzer.analyze_document(document), &document.notes))
}

/// Checks the articles of a file or a folder as the command does: analyses, and
/// exceptions for what is wrong.
#[pyfunction]
#[pyo3(signature = (path, given, baseline=None, format_name=None))]
pub(crate) fn check(
    py: Python<'_>,
    path: PathBuf,
    given: Given,
    baseline: Option<PathBuf>,
    format_name: Option<&str>,
) -> PyResult<Vec<Py<PyAny>>> {
    let (options, format) = (given.options(), format(format_name)?);
    let checked = py.detach(|| options.check(&path, baseline.as_deref(), format, Analysis::checked));
    let checked = checked.map_err(|error| exception(py, &error))?;
    checked.into_iter().map(|result| either(py, result.map(|(analysis, notes)| analysis.noted(notes)))).collect()
}
