//! Errors as exceptions. Their message is that of the command.

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use secondhand::ErrorKind;
use secondhand::report::columns::Table;

create_exception!(
    secondhand,
    Error,
    PyValueError,
    "Something that was given to secondhand is wrong.\n\nIts text is the message of the command. `message`, `help`, \
     `file`, `line` and `column` are its parts; they are `None` where there is nothing to say."
);
create_exception!(secondhand, ArticleError, Error, "An article cannot be read.");
create_exception!(secondhand, GrammarError, Error, "A grammar file is wrong.");
create_exception!(secondhand, SettingsError, Error, "A setting is wrong.");
create_exception!(secondhand, SuppressionError, Error, "A suppression is wrong.");
create_exception!(secondhand, BaselineError, Error, "A baseline is wrong.");

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("Error", py.get_type::<Error>())?;
    module.add("ArticleError", py.get_type::<ArticleError>())?;
    module.add("GrammarError", py.get_type::<GrammarError>())?;
    module.add("SettingsError", py.get_type::<SettingsError>())?;
    module.add("SuppressionError", py.get_type::<SuppressionError>())?;
    module.add("BaselineError", py.get_type::<BaselineError>())
}

/// Makes an exception of an error.
pub(crate) fn exception(py: Python<'_>, error: &secondhand::Error) -> PyErr {
    let text = error.to_string();
    let exception = match error.kind() {
        ErrorKind::Article => ArticleError::new_err(text),
        ErrorKind::Grammar => GrammarError::new_err(text),
        ErrorKind::Settings => SettingsError::new_err(text),
        ErrorKind::Suppression => SuppressionError::new_err(text),
        ErrorKind::Baseline => BaselineError::new_err(text),
        _ => Error::new_err(text),
    };
    let place = error.place();
    let set = || {
        let value = exception.value(py);
        value.setattr("message", error.message())?;
        value.setattr("help", error.help())?;
        value.setattr("file", place.map(|place| &place.file))?;
        value.setattr("line", place.map(|place| place.line))?;
        value.setattr("column", place.map(|place| place.column))
    };
    set().err().unwrap_or(exception)
}

/// Returns the table with this name.
pub(crate) fn table(name: &str) -> PyResult<Table> {
    let names = || Table::ALL.map(Table::name).join(", ");
    Table::of_name(name)
        .ok_or_else(|| PyValueError::new_err(format!("there is no table called `{name}`; the tables are {}", names())))
}
