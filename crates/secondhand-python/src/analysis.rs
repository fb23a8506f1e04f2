//! The analysis of one article.

use crate::error::exception;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use secondhand::report::arrow::{Batches, stream};
use secondhand::report::columns::{Rows, Table};
use secondhand::report::html::Html;
use secondhand::report::json::{Document, Offsets};
use secondhand::report::{self, Checked};
use secondhand::triage::Triage;

/// What was found in an article.
#[pyclass(frozen, module = "secondhand._native")]
pub(crate) struct Analysis {
    analysis: secondhand::Analysis<'static>,
    id: String,
    /// What becomes of the findings, if the article was checked.
    triage: Option<Triage>,
    notes: Vec<String>,
}

impl Analysis {
    pub(crate) fn new(analysis: secondhand::Analysis<'_>, notes: &[String]) -> Self {
        let id = analysis.article.metadata.id.clone().unwrap_or_default();
        Self { analysis: analysis.into_results(), id, triage: None, notes: notes.to_vec() }
    }

    pub(crate) fn checked(checked: &Checked<'_>) -> Self {
        let analysis = checked.analysis.clone().into_results();
        Self { analysis, id: checked.name.to_owned(), triage: Some(checked.triage.clone()), notes: Vec::new() }
    }

    pub(crate) fn noted(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    fn document(&self) -> Document<'_> {
        match &self.triage {
            Some(triage) => Document::checked(&Checked::new(&self.analysis, &self.id, triage), Offsets::Codepoints),
            None => Document::new(&self.analysis, &self.id, Offsets::Codepoints),
        }
    }
}

#[pymethods]
impl Analysis {
    /// The text into which offsets point.
    #[getter]
    fn text(&self) -> &str {
        self.analysis.article.file_text()
    }

    /// Notes about how the article was read.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }

    /// Returns the JSON of the command, on one line or indented, without a line
    /// break at its end.
    fn to_json(&self, py: Python<'_>, is_indented: bool) -> String {
        py.detach(|| if is_indented { self.document().to_pretty() } else { self.document().to_line() })
    }

    /// Returns each chain as one line, without and with the article at its end.
    fn chains(&self) -> Vec<(String, String)> {
        let chains = 0..self.analysis.attributions.len();
        chains.map(|i| (self.analysis.chain_path(i), self.analysis.chain_line(i))).collect()
    }

    /// Returns the page of `secondhand check --format html`.
    fn to_html(&self, py: Python<'_>) -> String {
        py.detach(|| {
            let triage = self.triage.clone().unwrap_or_else(|| Triage::new(&self.analysis));
            report::page(&Html, &[Checked::new(&self.analysis, &self.id, &triage)])
        })
    }

    /// Returns a table as a stream of Arrow's IPC format.
    fn table<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyBytes>> {
        let table = crate::error::table(name)?;
        let bytes = py.detach(|| {
            let mut batches = Batches::default();
            batches.push(&Rows::of(&self.analysis, &self.id));
            stream(&batches.take(table))
        });
        Ok(PyBytes::new(py, &bytes.map_err(|error| exception(py, &error))?))
    }
}

/// Returns all tables as streams of Arrow's IPC format.
pub(crate) fn streams(mut batches: Batches) -> Result<[Vec<u8>; 4], secondhand::Error> {
    let mut streams = [const { Vec::new() }; 4];
    for (bytes, table) in streams.iter_mut().zip(Table::ALL) {
        *bytes = stream(&batches.take(table))?;
    }
    Ok(streams)
}
