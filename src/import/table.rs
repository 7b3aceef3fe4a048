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
    Cells(&'r csv::StringRecord),
    /// A cell of this number is no text.
    NotText(usize),
}

impl Table {
    /// Hands on the lines that are not empty, with their numbers. Cost: linear. An error of `each` ends it.
    pub(super) fn each_line<E>(
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
            let ends = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
            let blank = ends.filter(|byte| **byte == b'\n').count() as u64;
            let line = u32::try_from(before + blank).unwrap_or(u32::MAX);
            match more {
                Ok(false) => return Ok(()),
                Ok(true) => each(line, Line::Cells(&record))?,
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
