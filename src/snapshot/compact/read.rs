//! Compact snapshots as they are read: nothing in them is believed.

use std::io::{self, Read as _};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::added::{Said, Tail, checksum, following, tail};
use super::rows::Rows;
use super::{FIRST, MAGIC, Noted, section};
use crate::facts::{Corpus, Words};
use crate::graph::{Entry, Graph};
use crate::snapshot::read::MAX_DEPTH;
use crate::snapshot::{Content, SnapshotError, VERSION, v1};

/// Reads a compact snapshot of `size` bytes; errors call it `file`. Cost: linear; memory: its largest section, and what is in
/// it.
///
/// # Errors
/// It cannot be read, is damaged, cut off or of a newer version, or the facts of a document do not fit together.
pub(in crate::snapshot) fn read(
    file: &str,
    input: impl io::Read,
    size: u64,
) -> Result<(Content, Noted), SnapshotError> {
    let mut sections = Sections { input, left: size, hash: Sha256::new(), sum: [0; 32] };
    let named = |fault: Fault| fault.named(file);
    let mut corpus = Corpus::default();
    let mut words = Words::default();
    let mut rows = Rows::default();
    let mut corrections: Vec<Entry> = Vec::new();
    let version = sections.head().map_err(named)?;
    let mut noted = Noted::of_version(version);
    let mut start = size - sections.left;
    while let Some((kind, bytes)) = sections.following().map_err(named)? {
        let place = start..size - sections.left;
        start = place.end;
        match kind {
            section::DOCUMENT => {
                let mut bytes = bytes;
                if version < 4 {
                    bytes.extend_from_slice(&v1::ABSENT);
                }
                let read: v1::Read = whole(&bytes).map_err(named)?;
                let read = Arc::new(read.into_document(&mut words));
                noted.note(Arc::clone(&read), place);
                if let Some(twice) = corpus.put(read) {
                    let id = twice.document.id.clone();
                    return Err(SnapshotError::TwoDocuments { file: file.to_owned(), id });
                }
            }
            _ if !corrections.is_empty() => return Err(named(FORM)),
            section::CORRECTIONS => corrections = written(&bytes).map_err(named)?,
            _ => rows.take(kind, &bytes, sections.left).map_err(named)?,
        }
    }
    noted.all_read(start, sections.sum);
    let behind = sections.rest().map_err(named)?;
    let mut rest = behind.as_slice();
    loop {
        let (said, sum) = match tail(rest) {
            Tail::Nothing => break,
            Tail::Damaged(how) => return Err(named(Fault::Damaged(how))),
            Tail::Addition(said, sum, after) => {
                rest = after;
                (said, sum)
            }
        };
        if checksum(noted.last(), said) != sum {
            return Err(named(Fault::Damaged(
                "the checksum of what was added at its end does not fit",
            )));
        }
        add(said, &mut corpus, &mut corrections, &mut noted, &mut words).map_err(named)?;
        noted.added(size - rest.len() as u64, sum);
    }
    noted.settle(&corrections);
    for read in corpus.iter() {
        crate::facts::check(read)
            .map_err(|problem| SnapshotError::Misfit { file: file.to_owned(), problem })?;
    }
    Ok((Content { corpus, imported: rows.finish().map_err(named)?, corrections }, noted))
}

/// Carries out what an addition says.
fn add(
    mut bytes: &[u8],
    corpus: &mut Corpus,
    corrections: &mut Vec<Entry>,
    noted: &mut Noted,
    words: &mut Words,
) -> Result<(), Fault> {
    while let Some((said, rest)) = following(bytes, words)? {
        bytes = rest;
        match said {
            Said::Document(read) => {
                let read = Arc::new(*read);
                noted.change(&read.document.id, Some(&read));
                drop(corpus.put(read));
            }
            Said::Gone(ids) => {
                for id in ids {
                    noted.change(&id, None);
                    drop(corpus.take(&id));
                }
            }
            Said::Corrections(more) => corrections.extend(more),
        }
    }
    Ok(())
}

/// What may be wrong.
pub(in crate::snapshot) enum Fault {
    Io(io::Error),
    Damaged(&'static str),
    Newer(u32),
}

const CUT: Fault = Fault::Damaged("it ends too early");
pub(super) const FORM: Fault = Fault::Damaged("what stands in it makes no sense");

impl Fault {
    fn named(self, file: &str) -> SnapshotError {
        match self {
            Self::Io(source) => SnapshotError::Io { action: "read", path: file.into(), source },
            Self::Damaged(how) => SnapshotError::Damaged { file: file.to_owned(), how },
            Self::Newer(version) => {
                SnapshotError::Newer { file: file.to_owned(), version: version.into() }
            }
        }
    }
}

struct Sections<R> {
    input: R,
    /// Bytes of the file that were not read yet.
    left: u64,
    hash: Sha256,
    /// The checksum, once it was read.
    sum: [u8; 32],
}

impl<R: io::Read> Sections<R> {
    /// So many bytes of the file. No more is asked of memory than the file has.
    fn bytes(&mut self, length: u64) -> Result<Vec<u8>, Fault> {
        self.left = self.left.checked_sub(length).ok_or(CUT)?;
        let length = usize::try_from(length).map_err(|_| CUT)?;
        let mut bytes = Vec::with_capacity(length);
        self.input.by_ref().take(length as u64).read_to_end(&mut bytes).map_err(Fault::Io)?;
        if bytes.len() == length { Ok(bytes) } else { Err(CUT) }
    }

    /// All that was not read yet.
    fn rest(&mut self) -> Result<Vec<u8>, Fault> {
        self.bytes(self.left)
    }

    /// Magic and version; gives the version.
    fn head(&mut self) -> Result<u32, Fault> {
        let magic = self.bytes(8)?;
        if magic != MAGIC {
            return Err(Fault::Damaged("it does not begin as a compact snapshot does"));
        }
        let version = self.bytes(4)?;
        let number = u32::from_le_bytes(version.as_slice().try_into().map_err(|_| CUT)?);
        if number > VERSION {
            return Err(Fault::Newer(number));
        }
        if number < FIRST {
            return Err(FORM);
        }
        self.hash.update(magic);
        self.hash.update(version);
        Ok(number)
    }

    /// The next section; nothing at the end, where the checksum fits.
    fn following(&mut self) -> Result<Option<(u8, Vec<u8>)>, Fault> {
        let head = self.bytes(9)?;
        let (Some(&kind), Some(length)) = (head.first(), head.get(1..)) else { return Err(CUT) };
        let length = u64::from_le_bytes(length.try_into().map_err(|_| CUT)?);
        let bytes = self.bytes(length)?;
        if kind == section::END {
            if bytes != self.hash.finalize_reset().as_slice() {
                return Err(Fault::Damaged("its checksum does not fit"));
            }
            self.sum = bytes.try_into().map_err(|_| CUT)?;
            return Ok(None);
        }
        self.hash.update(&head);
        self.hash.update(&bytes);
        Ok(Some((kind, bytes)))
    }
}

/// The log of corrections; a section of it is not empty.
pub(super) fn written(bytes: &[u8]) -> Result<Vec<Entry>, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| FORM)?;
    let read = ron::Options::default().with_recursion_limit(MAX_DEPTH).from_str(text);
    read.ok().filter(|all: &Vec<Entry>| !all.is_empty()).ok_or(FORM)
}

/// All of a section as one value.
pub(super) fn whole<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(FORM),
    }
}

/// What was imported, as far as it can still be read: all up to the first section that is damaged, since what follows names
/// what went before by number.
#[derive(Default)]
pub(in crate::snapshot) struct Salvaged {
    rows: Rows,
    is_over: bool,
}

impl Salvaged {
    /// Takes the next section, behind which so many bytes are left; could it be read?
    pub(in crate::snapshot) fn take(&mut self, kind: u8, bytes: &[u8], left: u64) -> bool {
        let read = !self.is_over && self.rows.take(kind, bytes, left).is_ok();
        self.is_over |= !read;
        read
    }

    /// A section is missing.
    pub(in crate::snapshot) fn give_up(&mut self) {
        self.is_over = true;
    }

    /// The graph, and what is missing in it.
    pub(in crate::snapshot) fn finish(self) -> (Graph, Option<String>) {
        let (graph, (nodes, relationships)) = self.rows.whatever_came();
        let missing = (
            nodes.saturating_sub(graph.node_count()),
            relationships.saturating_sub(graph.relationship_count()),
        );
        let lost = match missing {
            (0, 0) => None,
            (nodes, relationships) => Some(format!(
                "of what was imported {nodes} nodes and {relationships} relationships are lost"
            )),
        };
        (graph, lost)
    }
}

/// The document in a section, where it is whole; of whatever version, which may be what is damaged.
pub(in crate::snapshot) fn document(bytes: &[u8]) -> Option<v1::Read> {
    whole(bytes).or_else(|_| whole(&[bytes, &v1::ABSENT].concat())).ok()
}

/// The log of corrections in a section, where it is whole.
pub(in crate::snapshot) fn log(bytes: &[u8]) -> Option<Vec<Entry>> {
    written(bytes).ok()
}
