//! A folder of Parquet tables, for duckdb, pandas, Polars, Spark and others: typed columns, lists as lists.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use ::parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{Type, TypePtr};

use super::form::{Kind, Scalar, text, text_in};
use super::tables::{self, Column, Sink};
use crate::export::{ExportError, Exported, Format, Target};
use crate::graph::Value;

/// Parquet tables, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parquet;

impl Format for Parquet {
    fn is_folder(&self) -> bool {
        true
    }

    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        tables::write(
            what,
            &mut Table { target, columns: Vec::new(), rows: Vec::new(), open: None },
        )
    }
}

/// How many cells stand in memory before they are written as a group of rows.
const CELLS: usize = 1 << 20;

struct Table<'t> {
    target: &'t mut dyn Target,
    columns: Vec<Column>,
    rows: Vec<Vec<Value>>,
    open: Option<(SerializedFileWriter<Shared>, Shared)>,
}

/// What the crate writes to: it wants something that may go to another thread, which a target need not.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn drain(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.write_all(&bytes)?;
        bytes.clear();
        Ok(())
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn failed(error: ParquetError) -> ExportError {
    ExportError::Io(io::Error::other(error))
}

impl Sink for Table<'_> {
    fn begin(&mut self, name: &str, columns: Vec<Column>) -> Result<(), ExportError> {
        self.target.file(&format!("{name}.parquet"))?;
        let fields = columns.iter().map(|column| field(column).map(Arc::new));
        let fields: Vec<TypePtr> = fields.collect::<Result<_, _>>().map_err(failed)?;
        let schema = Type::group_type_builder(name).with_fields(fields).build().map_err(failed)?;
        let settings = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("chancery {}", env!("CARGO_PKG_VERSION")))
            .build();
        let shared = Shared::default();
        let writer =
            SerializedFileWriter::new(shared.clone(), Arc::new(schema), Arc::new(settings));
        self.open = Some((writer.map_err(failed)?, shared));
        self.columns = columns;
        Ok(())
    }

    fn row(&mut self, row: Vec<Value>) -> Result<(), ExportError> {
        self.rows.push(row);
        if self.rows.len() * self.columns.len() >= CELLS {
            self.group()?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ExportError> {
        self.group()?;
        if let Some((writer, shared)) = self.open.take() {
            writer.close().map_err(failed)?;
            shared.drain(self.target.current()?)?;
        }
        Ok(())
    }
}

impl Table<'_> {
    fn group(&mut self) -> Result<(), ExportError> {
        let Some((writer, shared)) = self.open.as_mut().filter(|_| !self.rows.is_empty()) else {
            return Ok(());
        };
        let mut group = writer.next_row_group().map_err(failed)?;
        for (at, column) in self.columns.iter().enumerate() {
            let cells = self.rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null));
            let Some(mut out) = group.next_column().map_err(failed)? else { break };
            write_column(&mut out, column.kind, cells).map_err(failed)?;
            out.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        self.rows.clear();
        shared.drain(self.target.current()?)?;
        Ok(())
    }
}

/// What a column is in the file.
fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind.scalar {
        Scalar::Bool => (Physical::BOOLEAN, None),
        Scalar::Int => (Physical::INT64, None),
        Scalar::Float => (Physical::DOUBLE, None),
        Scalar::Date => (Physical::INT32, Some(LogicalType::Date)),
        Scalar::DateTime => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        Scalar::LocalDateTime => {
            (Physical::INT64, Some(LogicalType::timestamp(false, TimeUnit::MICROS)))
        }
        Scalar::LocalTime => (Physical::INT64, Some(LogicalType::time(false, TimeUnit::MICROS))),
        Scalar::Mixed => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
        _ => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    if !column.kind.list {
        return Type::primitive_type_builder(&column.name, physical)
            .with_logical_type(logical)
            .with_repetition(Repetition::OPTIONAL)
            .build();
    }
    let element = Type::primitive_type_builder("element", physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL)
        .build()?;
    let items = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    Type::group_type_builder(&column.name)
        .with_logical_type(Some(LogicalType::List))
        .with_repetition(Repetition::OPTIONAL)
        .with_fields(vec![Arc::new(items)])
        .build()
}

/// Which cells there are: how much of the path to each value is there, and which begins a row (Dremel's levels).
#[derive(Default)]
struct Levels {
    there: Vec<i16>,
    again: Vec<i16>,
}

fn write_column<'v>(
    out: &mut SerializedColumnWriter<'_>,
    kind: Kind,
    cells: impl Iterator<Item = &'v Value>,
) -> Result<(), ParquetError> {
    let mut levels = Levels::default();
    let mut values: Vec<&Value> = Vec::new();
    for cell in cells {
        match cell {
            Value::List(items) if kind.list => {
                if items.is_empty() {
                    levels.there.push(1);
                    levels.again.push(0);
                }
                for (number, item) in items.iter().enumerate() {
                    levels.there.push(if item.is_null() { 2 } else { 3 });
                    levels.again.push(i16::from(number > 0));
                    if !item.is_null() {
                        values.push(item);
                    }
                }
            }
            cell => {
                levels.again.push(0);
                levels.there.push(i16::from(!cell.is_null()));
                if !cell.is_null() {
                    values.push(cell);
                }
            }
        }
    }
    let again = kind.list.then_some(&*levels.again);
    let there = Some(&*levels.there);
    let element = Kind::one(kind.scalar);
    match kind.scalar {
        Scalar::Bool => {
            let values: Vec<bool> =
                values.into_iter().map(|value| matches!(value, Value::Bool(true))).collect();
            out.typed::<BoolType>().write_batch(&values, there, again)?;
        }
        Scalar::Float => {
            let number =
                |value: &Value| if let Value::Float(number) = value { *number } else { f64::NAN };
            let values: Vec<f64> = values.into_iter().map(number).collect();
            out.typed::<DoubleType>().write_batch(&values, there, again)?;
        }
        Scalar::Date => {
            let values: Vec<i32> = values.into_iter().map(days).collect();
            out.typed::<Int32Type>().write_batch(&values, there, again)?;
        }
        Scalar::Int | Scalar::DateTime | Scalar::LocalDateTime | Scalar::LocalTime => {
            let values: Vec<i64> = values.into_iter().map(whole).collect();
            out.typed::<Int64Type>().write_batch(&values, there, again)?;
        }
        _ => {
            let bytes = |value: &Value| {
                let text = if element.is_mixed() { text_in(element, value) } else { text(value) };
                ByteArray::from(text.into_owned().into_bytes())
            };
            let values: Vec<ByteArray> = values.into_iter().map(bytes).collect();
            out.typed::<ByteArrayType>().write_batch(&values, there, again)?;
        }
    }
    Ok(())
}

/// Days since 1970.
fn days(value: &Value) -> i32 {
    let Value::Date(date) = value else { return 0 };
    date.duration_since(jiff::civil::date(1970, 1, 1))
        .as_hours()
        .div_euclid(24)
        .try_into()
        .unwrap_or(0)
}

/// A whole number, or a moment in microseconds.
fn whole(value: &Value) -> i64 {
    match value {
        Value::Int(number) => *number,
        Value::DateTime(moment) => moment.timestamp().as_microsecond(),
        Value::LocalDateTime(moment) => {
            let since = moment.duration_since(jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0));
            since.as_micros().try_into().unwrap_or(0)
        }
        Value::LocalTime(time) => {
            time.duration_since(jiff::civil::Time::midnight()).as_micros().try_into().unwrap_or(0)
        }
        _ => 0,
    }
}
