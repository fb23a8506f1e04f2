//! The native part of the Python package `secondhand`: analyzers, documents and
//! analyses as Python objects. It has no logic of its own. What programs see is
//! in `python/secondhand`, which makes typed objects of the JSON that comes from
//! here.

mod analysis;
mod analyzer;
mod document;
mod error;
mod many;

use pyo3::prelude::*;
use secondhand::report::columns::{Kind, Table};
use std::ffi::OsString;

/// Runs the command and returns its exit code.
#[pyfunction]
fn command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| secondhand::cli::run(arguments))
}

/// Returns the columns of a table: name, kind, whether a value can be missing,
/// and what it says.
#[pyfunction]
fn columns(table: &str) -> PyResult<Vec<(&'static str, &'static str, bool, &'static str)>> {
    let kind = |kind| match kind {
        Kind::Text => "text",
        Kind::Whole => "whole",
        Kind::Share => "share",
        Kind::Truth => "truth",
    };
    let columns = error::table(table)?.columns().iter();
    Ok(columns.map(|column| (column.name, kind(column.kind), column.is_optional, column.about)).collect())
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("TABLES", Table::ALL.map(Table::name))?;
    error::add(module)?;
    module.add_class::<analysis::Analysis>()?;
    module.add_class::<analyzer::Analyzer>()?;
    module.add_class::<document::Document>()?;
    module.add_class::<many::Many>()?;
    module.add_function(wrap_pyfunction!(command, module)?)?;
    module.add_function(wrap_pyfunction!(columns, module)?)?;
    module.add_function(wrap_pyfunction!(document::read, module)?)?;
    module.add_function(wrap_pyfunction!(document::read_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(analyzer::check, module)?)?;
    Ok(())
}
