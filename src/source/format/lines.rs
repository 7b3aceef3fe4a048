//! Records of JSON: one a line (NDJSON, JSON Lines), or a list of them in one piece.

use std::io::BufRead as _;

use serde_json::Value;

use super::{Format, Passed, Piece, record};
use crate::source::Columns;
use crate::source::budget::{read_all, read_line};
use crate::source::encoding::decode;
use crate::source::limits::{FILE, RECORD};
use crate::source::passed::{At, Why};
use crate::source::unpack::Stream;

/// One record a line.
pub(super) struct Lines {
    stream: Stream,
    columns: Columns,
    line: usize,
    buffer: Vec<u8>,
    ended: bool,
}

impl Lines {
    pub(super) fn new(stream: Stream, columns: Columns) -> Self {
        Self { stream, columns, line: 0, buffer: Vec::new(), ended: false }
    }
}

impl Format for Lines {
    fn next(&mut self) -> Option<Result<Piece, Passed>> {
        while !self.ended {
            let length = match read_line(&mut self.stream, &mut self.buffer, RECORD) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Passed {
                        at: At::line(self.line + 1),
                        why: Why::from(&error),
                    }));
                }
            };
            self.line += 1;
            let at = At::line(self.line);
            if length > RECORD {
                return Some(Err(Passed { at, why: Why::TooLarge { limit: RECORD } }));
            }
            if self.buffer.trim_ascii().is_empty() {
                continue;
            }
            let text = decode(&self.buffer, None);
            return Some(match serde_json::from_str::<Value>(&text) {
                Ok(value) => {
                    record::piece(&value, &self.columns, at).map_err(|(at, why)| Passed { at, why })
                }
                Err(error) => Err(Passed { at, why: no_json(&error) }),
            });
        }
        self.ended = true;
        None
    }
}

fn no_json(error: &serde_json::Error) -> Why {
    let told = error.to_string();
    // The line is told already.
    let told = told.split(" at line ").next().unwrap_or(&told);
    match error.column() {
        0 => Why::Broken(format!("no JSON: {told}")),
        column => Why::Broken(format!("no JSON: {told}, in column {column}")),
    }
}

/// A list of records, or one, in one piece of JSON.
pub(super) struct List {
    waiting: Option<Stream>,
    columns: Columns,
    records: std::vec::IntoIter<Value>,
    number: usize,
}

impl List {
    pub(super) fn new(stream: Stream, columns: Columns) -> Self {
        Self { waiting: Some(stream), columns, records: Vec::new().into_iter(), number: 0 }
    }

    fn read(mut stream: Stream) -> Result<Vec<Value>, (At, Why)> {
        let failed = |error: std::io::Error| (At::default(), Why::from(&error));
        let _ = stream.fill_buf().map_err(failed)?;
        let bytes = read_all(stream, FILE).map_err(failed)?;
        let value: Value = serde_json::from_str(&decode(&bytes, None))
            .map_err(|error| (At::line(error.line()), no_json(&error)))?;
        Ok(match value {
            Value::Array(list) => list,
            Value::Object(mut object) => {
                // An answer of a service has its articles in a list.
                let list =
                    ["articles", "items", "results", "documents", "data"].iter().find_map(|name| {
                        object.get_mut(*name).and_then(Value::as_array_mut).map(std::mem::take)
                    });
                list.unwrap_or_else(|| vec![Value::Object(object)])
            }
            other => vec![other],
        })
    }
}

impl Format for List {
    fn next(&mut self) -> Option<Result<Piece, Passed>> {
        if let Some(stream) = self.waiting.take() {
            match Self::read(stream) {
                Ok(records) => self.records = records.into_iter(),
                Err((at, why)) => return Some(Err(Passed { at, why })),
            }
        }
        let value = self.records.next()?;
        self.number += 1;
        let at = At::record(self.number, None);
        Some(record::piece(&value, &self.columns, at).map_err(|(at, why)| Passed { at, why }))
    }
}
