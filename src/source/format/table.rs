//! Tables with a header: CSV, TSV, and their like.

use std::io::{self, BufRead as _};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{Content, Fields, Format, Passed, Piece};
use crate::source::Columns;
use crate::source::budget::Budget;
use crate::source::columns::Part;
use crate::source::day::day;
use crate::source::encoding::decode;
use crate::source::limits::RECORD;
use crate::source::passed::{At, Why};
use crate::source::unpack::Stream;

/// The delimiter that a header has most of.
pub(crate) fn delimiter(header: &str) -> u8 {
    let count = |delimiter: u8| header.bytes().filter(|&byte| byte == delimiter).count();
    // Of those that are there equally often the first counts.
    [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|&it| count(it)).unwrap_or(b',')
}

/// A table with a header.
pub(super) struct Table {
    reader: Reader<Budget<Stream>>,
    columns: Columns,
    header: Vec<String>,
    begun: bool,
    ended: bool,
    record: ByteRecord,
}

impl Table {
    pub(super) fn new(mut stream: Stream, given: Option<u8>, columns: Columns) -> io::Result<Self> {
        let delimiter = match given {
            Some(delimiter) => delimiter,
            None => {
                let head = stream.fill_buf()?;
                let head = head.split(|&byte| byte == b'\n').next().unwrap_or(head);
                delimiter(&String::from_utf8_lossy(head))
            }
        };
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            // Tab-separated files have no quotation marks, but for those in texts.
            .quoting(delimiter != b'\t')
            .has_headers(false)
            .flexible(true)
            .from_reader(Budget::new(stream, RECORD));
        Ok(Self {
            reader,
            columns,
            header: Vec::new(),
            begun: false,
            ended: false,
            record: ByteRecord::new(),
        })
    }

    /// Reads the next record; false at the end.
    fn advance(&mut self) -> Result<bool, Passed> {
        self.reader.get_mut().renew();
        let line = usize::try_from(self.reader.position().line()).unwrap_or(usize::MAX);
        self.reader.read_byte_record(&mut self.record).map_err(|error| {
            self.ended = true;
            let why = match error.into_kind() {
                csv::ErrorKind::Io(error) => Why::from(&error),
                other => Why::Broken(format!("{other:?}")),
            };
            Passed { at: At::line(line), why }
        })
    }

    fn begin(&mut self) -> Result<(), Passed> {
        self.begun = true;
        if self.advance()? {
            self.header =
                self.record.iter().map(|cell| decode(cell, None).trim().to_owned()).collect();
        }
        if self.column(Part::Text).is_none() {
            self.ended = true;
            let named = match self.columns.given(Part::Text) {
                Some(name) => format!("no column {name:?}"),
                None => "no column is called text, body or content".to_owned(),
            };
            let columns: Vec<&str> = self.header.iter().map(String::as_str).take(20).collect();
            let why = Why::NoText(format!("{named}; there are {}", columns.join(", ")));
            return Err(Passed { at: At::line(1), why });
        }
        Ok(())
    }

    fn column(&self, part: Part) -> Option<usize> {
        self.columns.find(part, self.header.iter().map(String::as_str))
    }

    fn cell(&self, part: Part) -> Option<String> {
        let cell = decode(self.record.get(self.column(part)?)?, None);
        Some(cell).filter(|cell| !cell.trim().is_empty())
    }

    fn piece(&self) -> Result<Piece, Passed> {
        let line = self.record.position().map_or(0, csv::Position::line);
        let (id, url) = (self.cell(Part::Id), self.cell(Part::Url));
        let mut at = At::record(1, id.as_deref().or(url.as_deref()));
        (at.record, at.line) = (None, usize::try_from(line).ok());
        let (cells, columns) = (self.record.len(), self.header.len());
        if cells != columns {
            let why = Why::Broken(format!("{cells} cells where the header has {columns}"));
            return Err(Passed { at, why });
        }
        let Some(text) = self.cell(Part::Text) else {
            return Err(Passed { at, why: Why::NoText("the cell is empty".to_owned()) });
        };
        let mut fields = Fields { text, url: url.clone(), ..Fields::default() };
        fields.article.title = self.cell(Part::Title);
        fields.article.day = self.cell(Part::Date).as_deref().and_then(day);
        fields.article.publisher = self.cell(Part::Source);
        Ok(Piece { at, key: id.or(url), content: Content::Fields(Box::new(fields)) })
    }
}

impl Format for Table {
    fn next(&mut self) -> Option<Result<Piece, Passed>> {
        if !self.begun
            && let Err(passed) = self.begin()
        {
            return Some(Err(passed));
        }
        if self.ended {
            return None;
        }
        match self.advance() {
            Ok(true) => Some(self.piece()),
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(passed) => Some(Err(passed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::delimiter;

    #[test]
    fn the_header_tells_the_delimiter() {
        assert_eq!(delimiter("id,title,text"), b',');
        assert_eq!(delimiter("id;title;text"), b';');
        assert_eq!(delimiter("id\ttitle, long\ttext"), b'\t');
        assert_eq!(delimiter("text"), b',');
    }
}
