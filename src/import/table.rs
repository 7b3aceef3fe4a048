//! Tables as they lie in files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::ImportError;

/// A table, or the next part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What evidence and errors call it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What separates its cells.
    pub delimiter: u8,
}

/// A line of a table, or why it is none.
pub(super) enum Line<'r> {
    Cells(&'r [&'r str]),
    /// A cell of this number is no text.
    NotText(usize),
}

/// What other programs write at the beginning of a text in UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Table {
    /// Hands on the lines that are not empty, with their numbers. Cost: linear. An error of `each` ends it.
    pub(super) fn each_line<E>(
        &self,
        each: impl FnMut(u32, Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.plain() {
            Some(text) => self.each_plain_line(text, each),
            None => self.each_record(each),
        }
    }

    /// How many lines there are about. Cost: linear.
    pub(super) fn about(&self) -> usize {
        memchr::memchr_iter(b'\n', &self.bytes).count() + 1
    }

    /// The table as text, where no cell of it is quoted.
    fn plain(&self) -> Option<&str> {
        if !self.delimiter.is_ascii() || matches!(self.delimiter, b'\n' | b'\r' | b'"') {
            return None;
        }
        let bytes = self.bytes.strip_prefix(MARK).unwrap_or(&self.bytes);
        if memchr::memchr(b'"', bytes).is_some() {
            return None;
        }
        std::str::from_utf8(bytes).ok()
    }

    /// Where no cell is quoted, each ends where the next thing begins that ends one.
    fn each_plain_line<E>(
        &self,
        text: &str,
        mut each: impl FnMut(u32, Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut cells, mut start, mut line) = (Vec::new(), 0, 1u32);
        for at in memchr::memchr3_iter(self.delimiter, b'\n', b'\r', text.as_bytes()) {
            let cell = text.get(start..at).unwrap_or_default();
            let end = text.as_bytes().get(at).copied();
            start = at + 1;
            if end == Some(self.delimiter) {
                cells.push(cell);
                continue;
            }
            if !cell.is_empty() || !cells.is_empty() {
                cells.push(cell);
                each(line, Line::Cells(&cells))?;
                cells.clear();
            }
            if end == Some(b'\n') {
                line = line.saturating_add(1);
            }
        }
        let cell = text.get(start..).unwrap_or_default();
        if cell.is_empty() && cells.is_empty() {
            return Ok(());
        }
        cells.push(cell);
        each(line, Line::Cells(&cells))
    }

    fn each_record<E>(
        &self,
        mut each: impl FnMut(u32, Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.bytes.as_slice());
        let mut record = csv::StringRecord::new();
        loop {
            let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let before = reader.position().line();
            let more = reader.read_record(&mut record);
            // Empty lines before a record are counted as part of it.
            let rest = self.bytes.get(start..).unwrap_or_default();
            let rest = rest.strip_prefix(MARK).filter(|_| start == 0).unwrap_or(rest);
            let ends = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
            let blank = ends.filter(|byte| **byte == b'\n').count() as u64;
            let line = u32::try_from(before + blank).unwrap_or(u32::MAX);
            match more {
                Ok(false) => return Ok(()),
                Ok(true) => {
                    let cells: Vec<&str> = record.iter().collect();
                    each(line, Line::Cells(&cells))?;
                }
                Err(error) => match error.into_kind() {
                    csv::ErrorKind::Utf8 { err, .. } => each(line, Line::NotText(err.field()))?,
                    // Memory can always be read, and lines may have any length.
                    _ => return Ok(()),
                },
            }
        }
    }
}

/// Reads the files of one table, each by the name that comes next.
pub(super) fn read_all(
    files: &[PathBuf],
    names: &mut impl Iterator<Item = String>,
    delimiter: Option<u8>,
) -> Result<Vec<Table>, ImportError> {
    let mut tables = Vec::with_capacity(files.len());
    for path in files {
        let bytes =
            std::fs::read(path).map_err(|reason| ImportError::Io { path: path.clone(), reason })?;
        let name = names.next().unwrap_or_default();
        tables.push(Table { name, bytes, delimiter: delimiter.unwrap_or_else(|| of_name(path)) });
    }
    Ok(tables)
}

fn of_name(path: &Path) -> u8 {
    let tabs = path.extension().is_some_and(|ending| {
        ["tsv", "tab"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    });
    if tabs { b'\t' } else { b',' }
}

/// What tables are called: the files' names without their folders, for no path of one machine may enter a graph; where two
/// files have one name, the folder that they lie in stands before it.
pub(super) fn names<'p>(files: impl Iterator<Item = &'p PathBuf>) -> Vec<String> {
    let name = |path: &Path| {
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    let all: Vec<&PathBuf> = files.collect();
    let mut by_name: BTreeMap<String, Vec<&Path>> = BTreeMap::new();
    for path in &all {
        let same = by_name.entry(name(path)).or_default();
        if !same.contains(&path.as_path()) {
            same.push(path);
        }
    }
    let called = |path: &&PathBuf| {
        let own = name(path);
        match path.parent().map(name) {
            Some(folder) if by_name.get(&own).is_some_and(|same| same.len() > 1) => {
                if folder.is_empty() { own } else { format!("{folder}/{own}") }
            }
            _ => own,
        }
    };
    all.iter().map(called).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Line, Table};

    type Lines = Vec<(u32, Vec<String>)>;

    fn taken(lines: &mut Lines) -> impl FnMut(u32, Line<'_>) -> Result<(), ()> {
        |line, cells| {
            if let Line::Cells(cells) = cells {
                lines.push((line, cells.iter().map(ToString::to_string).collect()));
            }
            Ok(())
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_table_without_quotes_is_split_as_the_library_does(
            text in "(\u{FEFF})?([ab,;\t\n\r]|\r\n|ä|,,|\n\n){0,60}",
            delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        ) {
            let table = Table { name: String::new(), bytes: text.into_bytes(), delimiter };
            let (mut plain, mut records) = (Lines::new(), Lines::new());
            table.each_plain_line(table.plain().unwrap(), taken(&mut plain)).unwrap();
            table.each_record(taken(&mut records)).unwrap();
            prop_assert_eq!(plain, records);
        }
    }
}
