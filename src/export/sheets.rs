//! A folder of CSV tables, for spreadsheets and whatever reads CSV.

use std::borrow::Cow;

use super::delimited::{harmless, record};
use super::form::text_in;
use super::tables::{self, Column, Sink};
use crate::export::{ExportError, Exported, Format, Target};
use crate::graph::Value;

/// CSV tables, as a format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sheets;

impl Format for Sheets {
    fn is_folder(&self) -> bool {
        true
    }

    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        tables::write(
            what,
            &mut Sheet { target, columns: Vec::new(), file: String::new(), lines: Vec::new() },
        )
    }
}

/// How many bytes are gathered before they go to the file.
const ROOM: usize = 1 << 16;

struct Sheet<'t> {
    target: &'t mut dyn Target,
    columns: Vec<Column>,
    file: String,
    lines: Vec<u8>,
}

impl Sink for Sheet<'_> {
    fn begin(&mut self, name: &str, columns: Vec<Column>) -> Result<(), ExportError> {
        self.file = format!("{name}.csv");
        self.target.file(&self.file)?;
        let names = columns.iter().map(|column| Some(harmless(&column.name)));
        record(&mut self.lines, names)?;
        self.columns = columns;
        Ok(())
    }

    fn row(&mut self, row: Vec<Value>) -> Result<(), ExportError> {
        let cells = self.columns.iter().zip(&row).map(|(column, value)| match value {
            Value::Null => None,
            Value::Int(_) | Value::Float(_) | Value::Bool(_) => Some(text_in(column.kind, value)),
            value => Some(match text_in(column.kind, value) {
                Cow::Borrowed(text) => harmless(text),
                Cow::Owned(text) => Cow::Owned(harmless(&text).into_owned()),
            }),
        });
        record(&mut self.lines, cells)?;
        if self.lines.len() >= ROOM {
            self.flush()?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ExportError> {
        self.flush()
    }
}

impl Sheet<'_> {
    fn flush(&mut self) -> Result<(), ExportError> {
        self.target.current()?.write_all(&self.lines)?;
        self.lines.clear();
        Ok(())
    }
}
