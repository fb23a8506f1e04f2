//! The [flat tables](super::columns) in the form of Apache Arrow.
//!
//! ```
//! use secondhand::report::{arrow::Batches, columns::{Rows, Table}};
//! let mut batches = Batches::default();
//! for (id, text) in [("a", "“No,” Ana Ruiz told Der Spiegel."), ("b", "“Yes,” she said.")] {
//!     batches.push(&Rows::of(&secondhand::analyze(text), id));
//! }
//! assert_eq!(batches.take(Table::Articles).num_rows(), 2);
//! ```

use super::columns::{Kind, Rows, Table, Value};
use crate::error::Error;
use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// Returns the schema of a table.
#[must_use]
pub fn schema(table: Table) -> SchemaRef {
    let field = |column: &super::columns::Column| {
        let kind = match column.kind {
            Kind::Text => DataType::Utf8,
            Kind::Whole => DataType::Int64,
            Kind::Share => DataType::Float64,
            Kind::Truth => DataType::Boolean,
        };
        Field::new(column.name, kind, column.is_optional)
    };
    Arc::new(Schema::new(table.columns().iter().map(field).collect::<Vec<_>>()))
}

/// Returns a table as a stream of Arrow's IPC format, which any library of
/// Arrow reads.
///
/// # Errors
/// If the table is larger than the format allows.
pub fn stream(batch: &RecordBatch) -> Result<Vec<u8>, Error> {
    let write = || {
        let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema())?;
        writer.write(batch)?;
        writer.into_inner()
    };
    write().map_err(|error: arrow_schema::ArrowError| Error::new(error.to_string()))
}

/// Collects rows of all tables into columns.
#[derive(Debug)]
pub struct Batches {
    tables: [Columns; 4],
}

impl Default for Batches {
    fn default() -> Self {
        Self { tables: Table::ALL.map(Columns::new) }
    }
}

impl Batches {
    /// Adds the rows of an article.
    pub fn push(&mut self, rows: &Rows) {
        for (columns, table) in self.tables.iter_mut().zip(Table::ALL) {
            rows.of_table(table).iter().for_each(|row| columns.push(row));
        }
    }

    /// Returns how many bytes of text have been collected, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.tables.iter().map(|columns| columns.bytes).sum()
    }

    /// Returns the rows of a table that were collected, and forgets them.
    #[must_use]
    pub fn take(&mut self, table: Table) -> RecordBatch {
        let columns = &mut self.tables[table as usize];
        columns.bytes = 0;
        let arrays = columns.all.iter_mut().map(Builder::finish).collect();
        RecordBatch::try_new(schema(table), arrays).expect("a row has a value for each column that needs one")
    }
}

/// The columns of one table.
#[derive(Debug)]
struct Columns {
    all: Vec<Builder>,
    bytes: usize,
}

#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Whole(Int64Builder),
    Share(Float64Builder),
    Truth(BooleanBuilder),
}

impl Columns {
    fn new(table: Table) -> Self {
        let builder = |kind| match kind {
            Kind::Text => Builder::Text(StringBuilder::new()),
            Kind::Whole => Builder::Whole(Int64Builder::new()),
            Kind::Share => Builder::Share(Float64Builder::new()),
            Kind::Truth => Builder::Truth(BooleanBuilder::new()),
        };
        Self { all: table.columns().iter().map(|column| builder(column.kind)).collect(), bytes: 0 }
    }

    fn push(&mut self, row: &[Value]) {
        for (column, value) in self.all.iter_mut().zip(row) {
            self.bytes += 8;
            match (column, value) {
                (Builder::Text(column), Value::Text(text)) => {
                    self.bytes += text.len();
                    column.append_value(text);
                }
                (Builder::Whole(column), Value::Whole(number)) => column.append_value(*number),
                (Builder::Share(column), Value::Share(number)) => column.append_value(*number),
                (Builder::Truth(column), Value::Truth(truth)) => column.append_value(*truth),
                (Builder::Text(column), _) => column.append_null(),
                (Builder::Whole(column), _) => column.append_null(),
                (Builder::Share(column), _) => column.append_null(),
                (Builder::Truth(column), _) => column.append_null(),
            }
        }
    }
}

impl Builder {
    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(column) => Arc::new(column.finish()),
            Self::Whole(column) => Arc::new(column.finish()),
            Self::Share(column) => Arc::new(column.finish()),
            Self::Truth(column) => Arc::new(column.finish()),
        }
    }
}
