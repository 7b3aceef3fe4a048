//! A log of corrections in a file of its own, to be shared and applied to another graph.

use std::io::{self, Write};
use std::path::Path;

use super::error::SnapshotError;
use super::load;
use super::read::{MAX_DEPTH, syntax_error};
use super::write::correction;
use crate::graph::Entry;

const HEAD: &str = "// Corrections of a graph of Chancery: `chancery correct GRAPH apply FILE` carries them out on another one.\n";

/// Writes a log as RON, one entry a block. Cost: linear.
///
/// # Errors
/// `out` refuses.
pub fn write_corrections(out: &mut impl Write, entries: &[Entry]) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    writeln!(out, "#![enable(implicit_some)]\n[")?;
    entries.iter().try_for_each(|entry| correction(out, entry))?;
    writeln!(out, "]")
}

/// The corrections in a file that [`write_corrections`] wrote, or in a snapshot.
///
/// # Errors
/// The file cannot be read, or is neither.
pub fn read_corrections(path: &Path) -> Result<Vec<Entry>, SnapshotError> {
    let file = path.display().to_string();
    let failed = |source| SnapshotError::Io { action: "read", path: path.to_owned(), source };
    let bytes = std::fs::read(path).map_err(failed)?;
    let Some(text) = std::str::from_utf8(&bytes).ok().filter(|text| is_list(text)) else {
        return load(path).map(|content| content.corrections);
    };
    let options = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .with_recursion_limit(MAX_DEPTH);
    options.from_str(text).map_err(|error| syntax_error(&file, &error))
}

/// Is the first thing in it, but for remarks and attributes, a list?
fn is_list(text: &str) -> bool {
    let is_head = |line: &&str| line.is_empty() || line.starts_with("//") || line.starts_with("#!");
    let first = text.lines().map(str::trim).find(|line| !is_head(line));
    first.is_some_and(|line| line.starts_with('['))
}
