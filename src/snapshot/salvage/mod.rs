//! What can still be read of a snapshot that is damaged, part by part: documents, corrections, what was imported.

mod compact;
mod text;

use std::fmt;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::compact::MAGIC;
use super::read::looks_like_ron;
use super::{Content, SnapshotError, VERSION, is_compact};
use crate::facts::{ReadDocument, check};

/// What was read of a damaged file, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Salvage {
    /// All that is whole.
    pub content: Content,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
    /// The version that the file says it is of, where that can be read.
    pub version: Option<u64>,
    /// Bytes of an addition at its end that was never finished, and does not count.
    pub unfinished: usize,
}

/// Something that is wrong with a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub what: String,
    /// Is a part of the file lost by it?
    pub is_loss: bool,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The whole of it.
    Whole,
    /// Line and column in characters, both from 1.
    Line(usize, usize),
    /// The byte, from 0.
    Byte(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Line(line, column) => write!(f, ":{line}:{column}"),
            Self::Byte(byte) => write!(f, ": byte {byte}"),
        }
    }
}

impl Salvage {
    /// Is nothing wrong?
    pub fn is_whole(&self) -> bool {
        self.problems.is_empty()
    }

    /// Is nothing left?
    pub fn is_empty(&self) -> bool {
        let Content { corpus, corrections, .. } = &self.content;
        corpus.is_empty() && corrections.is_empty() && self.content.has_no_import()
    }

    fn lost(&mut self, place: Place, what: impl Into<String>) {
        self.problems.push(Problem { place, what: what.into(), is_loss: true });
    }

    fn wrong(&mut self, place: Place, what: impl Into<String>) {
        self.problems.push(Problem { place, what: what.into(), is_loss: false });
    }

    /// Takes a document in that was added, in the place of one with its id.
    fn put(&mut self, read: ReadDocument, place: impl Fn(&str) -> Place, is_sealed: bool) {
        let old = match check(&read) {
            Ok(()) => self.content.corpus.take(&read.document.id),
            Err(_) => None,
        };
        drop(old);
        self.take(read, place, is_sealed);
    }

    /// Takes a document in, where it is whole and the first of its id. `place` finds a clue in it.
    fn take(&mut self, read: ReadDocument, place: impl Fn(&str) -> Place, is_sealed: bool) {
        if let Err(problem) = check(&read) {
            self.lost(place(&problem.clue), format!("{problem}: the document is lost"));
            return;
        }
        let id = &read.document.id;
        if self.content.corpus.get(id).is_some() {
            let what = format!("a second document has the id {id:?}: it is lost");
            self.lost(place(""), what);
            return;
        }
        // Without a checksum that fits, the hash of what was read may still prove the text.
        if !is_sealed
            && read.excerpts.is_none()
            && !is_text_of(&read.document.text, &read.document.hash)
        {
            let what = format!(
                "document {id:?}: its text cannot be proved by its hash (as when line ends were changed on reading, or it is damaged)"
            );
            self.wrong(place(""), what);
        }
        self.content.corpus.insert(read);
    }
}

fn is_text_of(text: &str, hash: &str) -> bool {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        hex.push_str(&format!("{byte:02x}"));
    }
    hex == hash
}

/// Reads what is whole in a snapshot, in either form, whatever has become of the rest. Cost: linear, and the memory of a few
/// times the file.
///
/// # Errors
/// The file cannot be read, or was whole and is of a newer version.
pub fn salvage(path: &Path) -> Result<Salvage, SnapshotError> {
    let bytes = std::fs::read(path).map_err(SnapshotError::io("read", path))?;
    let name = path.to_string_lossy();
    salvage_bytes(&name, &bytes, is_compact(path))
}

/// The same of a snapshot in memory. `compact` says that it should be a compact one.
///
/// # Errors
/// It is whole, and of a newer version.
pub fn salvage_bytes(name: &str, bytes: &[u8], compact: bool) -> Result<Salvage, SnapshotError> {
    let is_magic = bytes.starts_with(&MAGIC);
    let may_be_compact = compact || bytes.iter().take(64).any(|byte| *byte == 0);
    let salvage = if is_magic || (may_be_compact && !looks_like_ron(bytes)) {
        compact::salvage(bytes)
    } else {
        text::salvage(bytes)
    };
    match salvage.version {
        Some(version) if version > u64::from(VERSION) && salvage.is_whole() => {
            Err(SnapshotError::Newer { file: name.to_owned(), version })
        }
        _ => Ok(salvage),
    }
}

#[cfg(test)]
mod tests;
