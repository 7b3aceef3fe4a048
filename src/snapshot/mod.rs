//! Snapshots: the documents that were read, with their facts, in a file of readable RON.
//!
//! A snapshot holds no graph: that is a pure function of the documents' facts, and is assembled from them
//! ([`crate::assemble`]). Documents stand in the order of their ids, one fact a line or short block, so that two
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

pub use error::SnapshotError;
pub use read::{load, read};
pub use save::{save, temporary_in};
pub use write::write;

/// The version that is written; every version up to it is read.
pub const VERSION: u32 = 1;

/// Beginning of the last line of a snapshot; the checksum follows, SHA-256 in lower-case hexadecimal.
const SEAL: &str = "// sha256 ";

/// How to save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SaveOptions {
    /// Keep of each text only the title and the sentences that prove a fact.
    pub without_text: bool,
}
