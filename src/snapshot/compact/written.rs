//! Documents that stand in a compact snapshot already. To save a graph of a hundred thousand of which one is new, the bytes
//! of the others are copied and not made anew.

use std::fs::File;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::facts::{Corpus, ReadDocument};

/// Where documents stand in a compact snapshot that was opened or saved.
#[derive(Debug, Clone)]
pub struct Written {
    path: PathBuf,
    noted: Noted,
}

/// The same of a snapshot that need be no file.
#[derive(Debug, Clone, Default)]
pub(in crate::snapshot) struct Noted {
    pub(super) version: u32,
    /// Each with its section, head and all, in the order of the file.
    pub(super) documents: Vec<(Arc<ReadDocument>, Range<u64>)>,
    /// How many bytes the checksum is of, and the checksum.
    pub(super) length: u64,
    pub(super) sum: [u8; 32],
}

impl Noted {
    /// A document stands behind so many bytes.
    pub(super) fn note(&mut self, read: Arc<ReadDocument>, place: Range<u64>) {
        self.documents.push((read, place));
    }

    /// That it stands in this file.
    pub(in crate::snapshot) fn in_file(self, path: &Path) -> Written {
        Written { path: path.to_owned(), noted: self }
    }
}

impl Written {
    /// The documents of a corpus, each with its place in the file, if it is the very one that stands there. Cost: linear in
    /// both.
    pub(in crate::snapshot) fn of<'c>(
        &'c self,
        corpus: &'c Corpus,
    ) -> impl Iterator<Item = (&'c Arc<ReadDocument>, Option<Range<u64>>)> + 'c {
        let mut known = self.noted.documents.iter().peekable();
        corpus.iter_shared().map(move |read| {
            let id = &read.document.id;
            while known.next_if(|(other, _)| other.document.id < *id).is_some() {}
            let place = known.next_if(|(other, _)| Arc::ptr_eq(other, read));
            (read, place.map(|(_, place)| place.clone()))
        })
    }

    /// Does a document look the same in a snapshot of this version?
    pub(super) fn fits(&self, version: u32) -> bool {
        // See where documents are written.
        (self.noted.version < 4) == (version < 4)
    }

    /// The file, to be copied from.
    ///
    /// # Errors
    /// It cannot be opened.
    pub(super) fn open(&self) -> io::Result<Old<'_>> {
        let file = File::open(&self.path).map_err(spoilt)?;
        Ok(Old { noted: &self.noted, file, at: 0, hash: Sha256::new(), chunk: vec![0; CHUNK] })
    }
}

/// So much is copied at once.
const CHUNK: usize = 1 << 20;

/// A snapshot that is copied from, and looked through all the while: what has been damaged since it was opened must not be
/// sealed as whole.
pub(super) struct Old<'w> {
    noted: &'w Noted,
    file: File,
    at: u64,
    hash: Sha256,
    chunk: Vec<u8>,
}

impl Old<'_> {
    /// Hands the bytes there on; they must not stand before what was handed on already.
    pub(super) fn copy(
        &mut self,
        place: Range<u64>,
        new: &mut Sha256,
        take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        if place.is_empty() {
            return Ok(());
        }
        if place.start < self.at {
            return Err(spoilt("it is not in order"));
        }
        self.pass(place.start, &mut |hash, bytes| {
            hash.update(bytes);
            Ok(())
        })?;
        self.pass(place.end, &mut |hash, bytes| {
            rayon::join(|| hash.update(bytes), || new.update(bytes));
            take(bytes)
        })
    }

    /// Goes on to there.
    fn pass(
        &mut self,
        to: u64,
        take: &mut dyn FnMut(&mut Sha256, &[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        while self.at < to {
            let length = usize::try_from(to - self.at).unwrap_or(CHUNK).min(CHUNK);
            let Some(bytes) = self.chunk.get_mut(..length) else { return Err(spoilt("")) };
            self.file.read_exact(bytes).map_err(spoilt)?;
            take(&mut self.hash, bytes)?;
            self.at += length as u64;
        }
        Ok(())
    }

    /// Looks through what is left.
    ///
    /// # Errors
    /// Something in it is not what it was.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.pass(self.noted.length, &mut |hash, bytes| {
            hash.update(bytes);
            Ok(())
        })?;
        if self.hash.finalize().as_slice() == self.noted.sum { Ok(()) } else { Err(spoilt("")) }
    }
}

/// What it is told by that the older file is no help.
pub(in crate::snapshot) const SPOILT: io::ErrorKind = io::ErrorKind::InvalidData;

fn spoilt(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(SPOILT, why)
}
