//! Snapshots: the documents that were read, with their facts, in a file of readable RON.
//!
//! A snapshot holds no graph: that is a pure function of the documents' facts, and is assembled from them
//! ([`crate::assemble`]); what an analyst wrote to it stands behind the documents, as a log ([`Entry`]). Documents stand in the order of their ids, one fact a line or short block, so that two
//! snapshots can be compared line by line and saving what was loaded gives the same bytes. The last line is a
//! checksum of all lines before; who edits a snapshot by hand takes it out.

mod error;
mod quote;
mod read;
mod save;
mod v1;
mod write;

#[cfg(test)]
mod tests;

use crate::facts::Corpus;
use crate::graph::Entry;

pub use error::SnapshotError;
pub use read::{corrections_in, load, read};
pub use save::{save, temporary_in};
pub use write::write;

/// The latest version; every version up to it is read. A snapshot without corrections is written as version 1.
pub const VERSION: u32 = 2;

/// Beginning of the last line of a snapshot; the checksum follows, SHA-256 in lower-case hexadecimal.
const SEAL: &str = "// sha256 ";

/// What a snapshot holds.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The documents that were read, with their facts.
    pub corpus: Corpus,
    /// What was written to the graph since, in order.
    pub corrections: Vec<Entry>,
}

/// What is to be saved.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// The documents that were read, with their facts.
    pub corpus: &'a Corpus,
    /// What was written to the graph since, in order.
    pub corrections: &'a [Entry],
}

impl<'a> From<&'a Corpus> for Content<'a> {
    fn from(corpus: &'a Corpus) -> Self {
        Self { corpus, corrections: &[] }
    }
}

impl<'a> From<&'a Snapshot> for Content<'a> {
    fn from(snapshot: &'a Snapshot) -> Self {
        Self { corpus: &snapshot.corpus, corrections: &snapshot.corrections }
    }
}

/// How to save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SaveOptions {
    /// Keep of each text only the title and the sentences that prove a fact.
    pub without_text: bool,
}
