//! Corrections that are not saved yet, kept beside the graph's file as they are made.
//!
//! A journal is text: a head, then a record a line, each behind its own checksum. It is written at its end only, and each record
//! is on the disk before the correction counts as made. A record that was cut off, or was damaged later, is known by its
//! checksum and left out; those around it are whole all the same.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::disk::{Disk, DiskFile};
use super::error::SnapshotError;
use super::read::MAX_DEPTH;
use super::save::{Keeper, beside, folder_of, followed};
use crate::graph::{self, Entry};

/// Ending of the name of a journal, behind that of the graph.
const ENDING: &str = ".journal";

const HEAD: &str = "chancery journal ";

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    file: Box<dyn DiskFile>,
    /// So many bytes of it are whole.
    length: u64,
}

/// What stands in a journal that nobody writes any more.
#[derive(Debug, Clone, Default)]
pub struct Waiting {
    /// The entries that are whole, in order, each with its turn.
    pub entries: Vec<Entry>,
    /// Does it end in a record that was cut off?
    pub torn: bool,
    /// How many other records are damaged.
    pub damaged: usize,
    /// So many bytes of it are not cut off.
    length: u64,
}

impl Journal {
    /// Begins the journal of a graph, in the place of one that stands there.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn begin(keeper: &Keeper, graph: &Path) -> Result<Self, SnapshotError> {
        let head = format!("{HEAD}{VERSION}\n");
        let mut journal = Self::open(keeper, graph, 0)?;
        let written = journal.file.cut(0).and_then(|()| journal.file.write_all(head.as_bytes()));
        let written = written.and_then(|()| journal.disk.flush_folder(folder_of(&journal.path)));
        written.map_err(SnapshotError::io("write", &journal.path))?;
        journal.length = head.len() as u64;
        Ok(journal)
    }

    /// Writes on where a journal ends; a record that was cut off goes.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn resume(keeper: &Keeper, graph: &Path, waiting: &Waiting) -> Result<Self, SnapshotError> {
        let mut journal = Self::open(keeper, graph, waiting.length)?;
        let cut = if waiting.torn { journal.file.cut(waiting.length) } else { Ok(()) };
        cut.map_err(SnapshotError::io("write", &journal.path))?;
        Ok(journal)
    }

    fn open(keeper: &Keeper, graph: &Path, length: u64) -> Result<Self, SnapshotError> {
        let (disk, path) = (Arc::clone(keeper.disk()), beside(&followed(graph), ENDING));
        let file = disk.append(&path).map_err(SnapshotError::io("write", &path))?;
        Ok(Self { disk, path, file, length })
    }

    /// Writes the entry that stands at this place of the log, and waits until it is on the disk. Where that fails it is not in
    /// the journal.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn append(&mut self, entry: &Entry, place: usize) -> Result<(), SnapshotError> {
        let failed = SnapshotError::io("write", &self.path);
        // Here its place does not tell its turn.
        let natural = u32::try_from(place + 1).ok();
        let entry = Entry { turn: entry.turn.or(natural), ..entry.clone() };
        let text = match ron::to_string(&entry) {
            Ok(text) => text,
            Err(error) => return Err(failed(std::io::Error::other(error))),
        };
        // An empty line behind: where a line end is damaged, the next entry still begins a line.
        let line = format!("{} {text}\n\n", sum(&text));
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.flush_to_disk());
        if let Err(error) = written {
            // What was written of it, if that can be taken back; else its checksum tells that it is none.
            let _ = self.file.cut(self.length);
            return Err(failed(error));
        }
        self.length += line.len() as u64;
        Ok(())
    }

    /// Takes the journal away: all that stands in it is saved. Where that fails, what stands in it is found to be there
    /// already.
    pub fn end(self) {
        let Self { disk, path, file, .. } = self;
        drop(file);
        let _ = disk.remove(&path);
    }
}

/// What waits in the journal of a graph; nothing where there is none. Cost: linear.
///
/// # Errors
/// It cannot be read, is of a newer version, or is no journal.
pub fn waiting(graph: &Path) -> Result<Option<Waiting>, SnapshotError> {
    let path = beside(&followed(graph), ENDING);
    match fs::read(&path) {
        Ok(bytes) => Waiting::parse(&path, &bytes).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SnapshotError::io("read", &path)(error)),
    }
}

/// Takes the journal of a graph away, with all that waits in it.
///
/// # Errors
/// The disk refuses.
pub fn forget(keeper: &Keeper, graph: &Path) -> Result<(), SnapshotError> {
    let path = beside(&followed(graph), ENDING);
    keeper.disk().remove(&path).map_err(SnapshotError::io("remove", &path))
}

fn record(line: &[u8]) -> Option<Entry> {
    let line = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
    let (said, text) = line.split_once(' ')?;
    if said != sum(text) {
        return None;
    }
    ron::Options::default().with_recursion_limit(MAX_DEPTH).from_str(text).ok()
}

fn sum(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        hex.push_str(&format!("{byte:02x}"));
    }
    hex
}

impl Waiting {
    /// What stands in the bytes of a journal; errors call it `path`. Cost: linear.
    ///
    /// # Errors
    /// It is of a newer version.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, SnapshotError> {
        let mut waiting = Self::default();
        let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
        let head = lines.next().unwrap_or_default();
        let Some(line) = head.strip_suffix(b"\n") else {
            waiting.torn = !head.is_empty();
            return Ok(waiting);
        };
        let version = std::str::from_utf8(line).ok().and_then(|line| line.strip_prefix(HEAD));
        match version.and_then(|number| number.trim().parse::<u32>().ok()) {
            Some(VERSION) => {}
            Some(version) if version > VERSION => {
                let file = path.display().to_string();
                return Err(SnapshotError::Newer { file, version: version.into() });
            }
            // A head that is damaged takes nothing from the records.
            _ => waiting.damaged += 1,
        }
        waiting.length = head.len() as u64;
        for line in lines {
            match record(line) {
                Some(entry) => waiting.entries.push(entry),
                None if line == b"\n" => {}
                None if line.ends_with(b"\n") => waiting.damaged += 1,
                None => {
                    waiting.torn = true;
                    break;
                }
            }
            waiting.length += line.len() as u64;
        }
        Ok(waiting)
    }

    /// How many of the entries are not in the log. None where a program was ended after it saved and before it took its journal
    /// away.
    pub fn unsaved(&self, log: &[Entry]) -> usize {
        graph::union(log, &self.entries).len().saturating_sub(log.len())
    }

    /// When the last of the entries was made, where that is known.
    pub fn last(&self) -> Option<&str> {
        self.entries.iter().rev().find_map(|entry| entry.at.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edit, Stamp};

    fn entry(name: &str) -> Entry {
        let edit = Edit::Label { node: name.into(), label: "Seen".into(), there: true };
        let at = Some("2025-08-01T10:41:00Z".to_owned());
        let stamp = Stamp { author: Some("Lund".into()), at, reason: None };
        Entry::new(stamp, "MATCH (n)\nSET n:Seen // \"é\" \u{1b}", vec![edit]).unwrap()
    }

    fn names(waiting: &Waiting) -> Vec<String> {
        waiting.entries.iter().map(|entry| entry.edits[0].to_string()).collect()
    }

    fn written(entries: &[Entry]) -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let graph = folder.path().join("graph.ron");
        let mut journal = Journal::begin(&Keeper::default(), &graph).unwrap();
        entries.iter().zip(0..).for_each(|(entry, place)| journal.append(entry, place).unwrap());
        let path = beside(&followed(&graph), ENDING);
        (folder, graph, path)
    }

    #[test]
    fn what_is_not_saved_waits_and_what_was_saved_does_not() {
        let (_folder, graph, _) = written(&[entry("a"), entry("b")]);
        let found = waiting(&graph).unwrap().unwrap();
        assert_eq!(names(&found), ["+ a :Seen", "+ b :Seen"]);
        assert_eq!((found.unsaved(&[]), found.torn, found.damaged), (2, false, 0));
        assert_eq!(found.unsaved(&[entry("a")]), 1);
        assert_eq!(found.unsaved(&[entry("a"), entry("b")]), 0);
        assert_eq!(found.last(), Some("2025-08-01T10:41:00Z"));
    }

    #[test]
    fn a_record_that_was_cut_off_anywhere_is_left_out_and_told() {
        let (_folder, graph, path) = written(&[entry("a"), entry("b")]);
        let whole = fs::read(&path).unwrap();
        let last = whole.len() - 2;
        let begin = whole[..last].iter().rposition(|b| *b == b'\n').unwrap() + 1;
        for end in begin..=last {
            fs::write(&path, &whole[..end]).unwrap();
            let found = waiting(&graph).unwrap().unwrap();
            assert_eq!(names(&found), ["+ a :Seen"], "{end}");
            assert_eq!(found.torn, end > begin, "{end}");
            let mut journal = Journal::resume(&Keeper::default(), &graph, &found).unwrap();
            journal.append(&entry("c"), 1).unwrap();
            let found = waiting(&graph).unwrap().unwrap();
            assert_eq!(names(&found), ["+ a :Seen", "+ c :Seen"], "{end}");
            assert!(!found.torn);
        }
    }

    #[test]
    fn a_damaged_record_takes_no_other_with_it() {
        let (_folder, graph, path) = written(&[entry("a"), entry("b")]);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            fs::write(&path, &bytes).unwrap();
            // A head of another version is an error of its own.
            let Ok(found) = waiting(&graph) else { continue };
            let found = found.unwrap();
            assert!(found.entries.len() + usize::from(found.torn) + found.damaged >= 2, "{at}");
            assert!(!found.entries.is_empty(), "{at}");
        }
    }

    #[test]
    fn a_journal_of_a_newer_program_is_refused_and_none_is_none() {
        let (_folder, graph, path) = written(&[]);
        assert_eq!(waiting(&graph).unwrap().unwrap().unsaved(&[]), 0);
        fs::write(&path, "chancery journal 2\n").unwrap();
        assert!(matches!(waiting(&graph), Err(SnapshotError::Newer { version: 2, .. })));
        forget(&Keeper::default(), &graph).unwrap();
        assert!(waiting(&graph).unwrap().is_none());
    }
}
