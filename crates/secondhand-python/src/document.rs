//! Articles as they were read from files.

use crate::error::exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::{PyClass, PyClassInitializer};
use secondhand::read::InputFormat;
use secondhand::{Analyzer, article::Metadata};
use std::path::PathBuf;
use std::sync::Arc;

/// An article before it is analysed.
#[pyclass(frozen, module = "secondhand._native")]
pub(crate) struct Document {
    pub(crate) inner: Arc<secondhand::read::Document>,
}

#[pymethods]
impl Document {
    /// Makes a document of a text and what is known about it.
    #[new]
    #[pyo3(signature = (text, id=None, title=None, publisher=None, agency=None, byline=None, published=None))]
    fn new(
        text: String,
        id: Option<String>,
        title: Option<String>,
        publisher: Option<String>,
        agency: Option<String>,
        byline: Option<String>,
        published: Option<String>,
    ) -> Self {
        let metadata = Metadata { id, title, publisher, agency, byline, published };
        let mut document = secondhand::read::Document::default();
        (document.text, document.metadata) = (text, metadata);
        document.into()
    }

    /// Reads a line of JSON Lines.
    #[staticmethod]
    fn from_json(py: Python<'_>, file: &str, number: usize, line: String) -> PyResult<Self> {
        let read = py.detach(|| secondhand::jsonl::article(file, number, line.into_bytes()));
        read.map(Self::from).map_err(|error| exception(py, &error))
    }

    /// The id, if it has one.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.inner.metadata.id.as_deref()
    }

    /// Notes about how it was read.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.inner.notes.clone()
    }

    /// Returns what `secondhand read --format jsonl` prints.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| secondhand::report::document::jsonl(&Analyzer::new().article(&self.inner), &self.inner))
    }
}

impl From<secondhand::read::Document> for Document {
    fn from(document: secondhand::read::Document) -> Self {
        Self { inner: Arc::new(document) }
    }
}

/// Returns the format with this name or ending.
pub(crate) fn format(name: Option<&str>) -> PyResult<Option<InputFormat>> {
    let Some(name) = name else { return Ok(None) };
    let mut all = InputFormat::ENDINGS.iter();
    if let Some((_, format)) = all.find(|(ending, format)| *ending == name || format.to_string() == name) {
        return Ok(Some(*format));
    }
    let names: Vec<&str> = InputFormat::ENDINGS.iter().map(|(ending, _)| *ending).collect();
    let message = format!("there is no format called `{name}`; the formats are {}", names.join(", "));
    Err(PyValueError::new_err(message))
}

/// Reads the articles of a file or a folder: documents, and exceptions for what
/// cannot be read.
#[pyfunction]
#[pyo3(signature = (path, format_name=None))]
pub(crate) fn read(py: Python<'_>, path: PathBuf, format_name: Option<&str>) -> PyResult<Vec<Py<PyAny>>> {
    let format = format(format_name)?;
    let read = py.detach(|| secondhand::cli::front::read(&path, format)).map_err(|error| exception(py, &error))?;
    read.into_iter().map(|result| either(py, result.map(Document::from))).collect()
}

/// Reads the articles of a file whose bytes are given.
#[pyfunction]
#[pyo3(signature = (bytes, name, format_name=None))]
pub(crate) fn read_bytes(
    py: Python<'_>,
    bytes: Vec<u8>,
    name: &str,
    format_name: Option<&str>,
) -> PyResult<Vec<Document>> {
    let format = format(format_name)?;
    let read = py.detach(|| secondhand::cli::front::read_bytes(bytes, name, format));
    Ok(read.map_err(|error| exception(py, &error))?.into_iter().map(Document::from).collect())
}

/// Returns an object, or the exception in its place.
pub(crate) fn either<T: PyClass + Into<PyClassInitializer<T>>>(
    py: Python<'_>,
    result: Result<T, secondhand::Error>,
) -> PyResult<Py<PyAny>> {
    match result {
        Ok(value) => Ok(Py::new(py, value)?.into_any()),
        Err(error) => Ok(exception(py, &error).into_value(py).into_any()),
    }
}
