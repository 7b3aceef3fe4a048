//! Documents that stand in a compact snapshot already. To save a graph of a hundred thousand of which one is new, the bytes
//! of the others are copied and not made anew.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::added;
use crate::facts::{Corpus, ReadDocument};
use crate::graph::Entry;

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
    /// Each by id, with its section, head and all, where it stands before the end and not in what was added.
    documents: Vec<(Arc<ReadDocument>, Option<Range<u64>>)>,
    /// How many bytes the checksum is of, and the checksum.
    pub(super) length: u64,
    pub(super) sum: [u8; 32],
    /// Where what counts ends: of what was added, too; and its last checksum.
    end: u64,
    last: [u8; 32],
    /// What was added said of documents, while it is read.
    changes: BTreeMap<String, Option<Arc<ReadDocument>>>,
    log: Vec<Entry>,
}

/// The section of the checksum.
const END: u64 = 41;

impl Noted {
    /// Of a snapshot of this version, of which nothing is known yet.
    pub(super) fn of_version(version: u32) -> Self {
        Self { version, ..Self::default() }
    }

    /// A document stands behind so many bytes.
    pub(super) fn note(&mut self, read: Arc<ReadDocument>, place: Range<u64>) {
        self.documents.push((read, Some(place)));
    }

    /// All before the end is there: so many bytes, with this checksum.
    pub(super) fn all_read(&mut self, length: u64, sum: [u8; 32]) {
        (self.length, self.sum) = (length, sum);
        (self.end, self.last) = (length + END, sum);
    }

    /// The last checksum.
    pub(super) fn last(&self) -> &[u8; 32] {
        &self.last
    }

    /// Something was added, which ends there and has this checksum.
    pub(in crate::snapshot) fn added(&mut self, end: u64, sum: [u8; 32]) {
        (self.end, self.last) = (end, sum);
    }

    /// A document is there now, or gone.
    pub(in crate::snapshot) fn change(&mut self, id: &str, read: Option<&Arc<ReadDocument>>) {
        self.changes.insert(id.to_owned(), read.cloned());
    }

    /// Puts all in order once it is read: what was added, and the log. Cost: linear in the documents.
    pub(in crate::snapshot) fn settle(&mut self, log: &[Entry]) {
        self.log = log.to_vec();
        let is_before = |pair: &[(Arc<ReadDocument>, _)]| match pair {
            [(one, _), (other, _)] => one.document.id < other.document.id,
            _ => true,
        };
        if !self.documents.windows(2).all(is_before) {
            self.documents.sort_by(|(one, _), (other, _)| one.document.id.cmp(&other.document.id));
        }
        self.take_in();
    }

    /// Takes in what was added. Cost: linear in the documents, of which none is looked at where nothing was.
    fn take_in(&mut self) {
        if self.changes.is_empty() {
            return;
        }
        let mut changes = std::mem::take(&mut self.changes).into_iter().peekable();
        let mut all = Vec::with_capacity(self.documents.len());
        for (read, place) in std::mem::take(&mut self.documents) {
            while let Some((_, new)) = changes.next_if(|(id, _)| *id < read.document.id) {
                all.extend(new.map(|new| (new, None)));
            }
            match changes.next_if(|(id, _)| *id == read.document.id) {
                Some((_, new)) => all.extend(new.map(|new| (new, None))),
                None => all.push((read, place)),
            }
        }
        all.extend(changes.filter_map(|(_, new)| Some((new?, None))));
        self.documents = all;
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
            let mut found = known.next_if(|(other, _)| Arc::ptr_eq(other, read));
            if found.is_none() {
                let id = &read.document.id;
                while known.next_if(|(other, _)| other.document.id < *id).is_some() {}
                found = known.next_if(|(other, _)| Arc::ptr_eq(other, read));
            }
            (read, found.and_then(|(_, place)| place.clone()))
        })
    }

    /// What of a corpus and a log is not in the file, so that it can be added; nothing where the log there is no beginning of this
    /// one, or the file is of an older form. What was imported must be what stands there. Cost: linear in the documents, of which only
    /// those that are new are looked at, and in the log.
    pub(in crate::snapshot) fn difference<'c>(
        &self,
        corpus: &'c Corpus,
        log: &'c [Entry],
    ) -> Option<Difference<'c>> {
        let (same, more) = log.split_at_checked(self.noted.log.len())?;
        // As they are written: values know no equality that holds for all of them.
        let text = |entry: &Entry| ron::to_string(entry).ok();
        let is_same = |(one, other)| text(one).is_some_and(|it| Some(it) == text(other));
        if !self.fits(super::BLOCKS) || !same.iter().zip(&self.noted.log).all(is_same) {
            return None;
        }
        let mut difference = Difference { new: Vec::new(), gone: Vec::new(), more };
        let mut known = self.noted.documents.iter().map(|(read, _)| read).peekable();
        for read in corpus.iter_shared() {
            if known.next_if(|other| Arc::ptr_eq(other, read)).is_some() {
                continue;
            }
            let id = &read.document.id;
            while let Some(gone) = known.next_if(|other| other.document.id < *id) {
                difference.gone.push(gone.document.id.clone());
            }
            match known.next_if(|other| other.document.id == *id) {
                Some(other) if Arc::ptr_eq(other, read) => {}
                _ => difference.new.push(read),
            }
        }
        difference.gone.extend(known.map(|gone| gone.document.id.clone()));
        Some(difference)
    }

    /// The file.
    pub(in crate::snapshot) fn path(&self) -> &Path {
        &self.path
    }

    /// How long the file is up to its end, and with what was added; and its last checksum.
    pub(in crate::snapshot) fn extent(&self) -> (u64, u64, &[u8; 32]) {
        (self.noted.length + END, self.noted.end, &self.noted.last)
    }

    /// That a difference was added, as these sections.
    pub(in crate::snapshot) fn add(&mut self, difference: &Difference<'_>, sections: &[u8]) {
        let noted = &mut self.noted;
        difference.new.iter().for_each(|&read| noted.change(&read.document.id, Some(read)));
        difference.gone.iter().for_each(|id| noted.change(id, None));
        let sum = added::checksum(&noted.last, sections);
        noted.added(noted.end + added::length(sections), sum);
        noted.log.extend_from_slice(difference.more);
        noted.take_in();
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

/// What of a graph is not in its file.
#[derive(Debug)]
pub(in crate::snapshot) struct Difference<'c> {
    /// Documents that are not there, or not so.
    pub(in crate::snapshot) new: Vec<&'c Arc<ReadDocument>>,
    /// Ids of those that are gone.
    pub(in crate::snapshot) gone: Vec<String>,
    /// What the log has beyond the one there.
    pub(in crate::snapshot) more: &'c [Entry],
}

impl Difference<'_> {
    /// Is there none?
    pub(in crate::snapshot) fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty() && self.more.is_empty()
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
