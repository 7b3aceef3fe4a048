//! Snapshots: the documents that were read, with their facts, and what was imported, in a file of readable RON or a compact
//! one, by the file's name.
//!
//! A snapshot holds no graph: that is a pure function of the documents' facts, and is assembled from them
//! ([`crate::assemble`]); what an analyst wrote to it stands behind the rest as a log ([`crate::graph::Entry`]). Documents stand in the order of their ids, one fact a line or short block, so that two
//! snapshots can be compared line by line and saving what was loaded gives the same bytes. The last line is a
//! checksum of all lines before; who edits a snapshot by hand takes it out.

mod append;
mod backup;
mod compact;
mod content;
mod corrections;
mod disk;
mod error;
mod journal;
mod lock;
mod merge;
mod quote;
mod read;
mod rows;
mod salvage;
mod save;
mod seen;
mod v1;
mod write;

#[cfg(test)]
mod appended;
#[cfg(test)]
mod copied;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use backup::{Backup, backups};
pub use compact::{Written, write as write_compact};
pub use content::Content;
pub use corrections::{read_corrections, write_corrections};
pub use disk::{Disk, DiskFile, System, temporary_in};
pub use error::SnapshotError;
pub use journal::{Journal, Waiting, forget, waiting};
pub use lock::{Holder, Lock};
pub use merge::{Conflict, Merged, merge};
pub use read::{corrections_in, load, open, read, read_bytes};
pub use salvage::{Place, Problem, Salvage, salvage, salvage_bytes};
pub use save::{Guards, Keeper, save};
pub use seen::Seen;
pub use write::write;

use crate::facts::{ReadDocument, Sketch};

/// The newest version; every version up to it is read. A snapshot is of the first version that can hold what is in it
/// ([`Content::version`]), so that older programs can read what they know.
pub const VERSION: u32 = 5;

/// Ending of the names of compact snapshots.
const COMPACT: &str = "chy";

/// Is a snapshot with this file name compact?
pub fn is_compact(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(COMPACT))
}

/// Does a file of this name hold a snapshot?
pub fn is_snapshot(path: &Path) -> bool {
    is_compact(path) || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
}

/// Beginning of the last line of a snapshot; the checksum follows, SHA-256 in lower-case hexadecimal.
const SEAL: &str = "// sha256 ";

/// What is left of a document's text, where this is not kept as a whole, to tell whether another is nearly the same.
fn kept_sketch(read: &ReadDocument, options: &SaveOptions) -> Option<Sketch> {
    if options.without_text && read.excerpts.is_none() {
        return read.sketched();
    }
    read.sketch.clone()
}

/// How to save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SaveOptions {
    /// Keep of each text only the title and the sentences that prove a fact.
    pub without_text: bool,
}
