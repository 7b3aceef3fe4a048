//! How a session keeps what it holds: one writer at a time, no work of another program overwritten, and each correction at
//! the prompt on the disk before it counts as made.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Session, SessionError};
use crate::graph::{Entry, Mark, marks};
use crate::snapshot::{
    self, Guards, Journal, Keeper, Lock, SaveOptions, Seen, SnapshotError, Waiting, Written,
};
use crate::view::{escape, grouped};

/// What stands between the session and other programs.
#[derive(Debug, Default)]
pub(super) struct Keep {
    keeper: Keeper,
    /// May what another program wrote since be overwritten: always, and the next time?
    force: bool,
    insists: bool,
    /// Is each correction written to a journal?
    journals: bool,
    /// Held from the first correction on until it is saved.
    lock: Option<Lock>,
    /// The file as it was opened or saved last, or as it was when the session laid claim to it.
    seen: Option<(PathBuf, Seen)>,
    journal: Option<Journal>,
    /// What another session left behind.
    waiting: Option<Waiting>,
    /// Where documents stand in the file that was opened or saved last.
    written: Option<Written>,
}

/// Corrections that a session which was ended has left unsaved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// How many.
    pub corrections: usize,
    /// When the last one was made, in RFC 3339.
    pub last: Option<String>,
    /// Was the last record cut off?
    pub torn: bool,
    /// How many records are damaged.
    pub damaged: usize,
}

impl Left {
    /// What was left, in words.
    pub fn told(&self) -> String {
        let (were, corrections) =
            if self.corrections == 1 { ("was", "correction") } else { ("were", "corrections") };
        let mut told = format!("{} {corrections}", grouped(self.corrections));
        if let Some(last) = &self.last {
            told.push_str(&format!(" of {}", escape(last)));
        }
        told.push_str(&format!(" {were} not saved"));
        if self.torn {
            told.push_str("; another was cut off when it was written, and is lost");
        }
        if self.damaged > 0 {
            told.push_str(&format!("; {} are damaged, and lost", grouped(self.damaged)));
        }
        told
    }
}

impl Session {
    /// How the graph is kept from now on; with `force` also over what another program wrote to its file since it was opened.
    pub fn keep_by(&mut self, keeper: Keeper, force: bool) {
        (self.keep.keeper, self.keep.force) = (keeper, force);
    }

    /// The next save is done also over what another program wrote to the file since it was opened.
    pub fn insist(&mut self) {
        self.keep.insists = true;
    }

    /// Lets other programs write to the graph's file: nothing more is written to it by this session.
    pub fn release(&mut self) {
        self.keep.lock = None;
    }

    /// From now on each correction stands in a journal beside the graph's file until it is saved.
    pub fn keep_journal(&mut self) {
        self.keep.journals = true;
    }

    /// Keeps other programs from writing to this file until the session saves or ends, and notes how it is now: for one that is
    /// to be saved to without having been opened. Long work begins with it, so that nothing is lost at its end.
    ///
    /// # Errors
    /// Another program writes to it.
    pub fn claim(&mut self, path: &Path) -> Result<(), SessionError> {
        self.keep.lock = Some(self.keep.keeper.lock(path)?);
        self.keep.seen = Some((path.to_owned(), Seen::of(path)));
        Ok(())
    }

    /// Do corrections that are not saved stand in a journal?
    pub fn has_journal(&self) -> bool {
        self.keep.journal.is_some()
    }

    /// Corrections that another session left unsaved in the journal of this graph, and that are not decided on yet.
    pub fn left(&self) -> Option<Left> {
        let waiting = self.keep.waiting.as_ref()?;
        Some(Left {
            corrections: waiting.unsaved(&self.content.corrections),
            last: waiting.last().map(str::to_owned),
            torn: waiting.torn,
            damaged: waiting.damaged,
        })
    }

    /// Takes the corrections over that another session left unsaved; how many, and how many changes of them have no ground. They count as
    /// unsaved, and stay in the journal until they are saved.
    ///
    /// # Errors
    /// There are none, nothing may be written, or another program writes to the graph.
    pub fn recover(&mut self) -> Result<(usize, usize), SessionError> {
        self.may_write()?;
        let waiting = self.keep.waiting.clone().ok_or(SessionError::NothingLeft)?;
        self.hold()?;
        if let Some(file) = &self.file {
            self.keep.journal = Some(Journal::resume(&self.keep.keeper, file, &waiting)?);
        }
        let before = self.orphans()?.len();
        let count = self.adopt(&waiting.entries);
        self.keep.waiting = None;
        Ok((count, self.orphans()?.len().saturating_sub(before)))
    }

    /// Drops the corrections that another session left unsaved; how many there were.
    ///
    /// # Errors
    /// There are none, another program writes to the graph, or the journal cannot be taken away.
    pub fn forget(&mut self) -> Result<usize, SessionError> {
        let left = self.left().ok_or(SessionError::NothingLeft)?;
        let Some(file) = self.file.clone() else { return Err(SessionError::NothingLeft) };
        let had = self.keep.lock.is_some();
        self.hold()?;
        snapshot::forget(&self.keep.keeper, &file)?;
        self.keep.waiting = None;
        if !had {
            self.keep.lock = None;
        }
        Ok(left.corrections)
    }

    /// Before a graph is opened from a file.
    pub(super) fn opening(&mut self, path: &Path) -> Seen {
        // A claim to this file holds on.
        if self.keep.seen.as_ref().is_none_or(|(claimed, _)| claimed != path) {
            self.keep.lock = None;
        }
        Seen::of(path)
    }

    /// A graph was opened from a file that was seen so before.
    pub(super) fn opened(&mut self, path: &Path, seen: Seen, written: Option<Written>) {
        self.keep.written = written;
        self.keep.seen = Some((path.to_owned(), seen));
        self.keep.journal = None;
        self.keep.waiting = None;
        // While another program writes, its journal is in use.
        if self.keep.lock.is_some() || Lock::holder(path).is_none() {
            self.look_for_journal(path);
        }
    }

    /// Finds what another session left unsaved. A journal that cannot be read waits for those who can.
    fn look_for_journal(&mut self, path: &Path) {
        let found = snapshot::waiting(path).ok().flatten();
        self.keep.waiting = found.filter(|waiting| waiting.unsaved(&self.content.corrections) > 0);
    }

    /// The graph has no file any more.
    pub(super) fn let_go(&mut self) {
        (self.keep.lock, self.keep.seen) = (None, None);
        (self.keep.journal, self.keep.waiting) = (None, None);
        self.keep.written = None;
    }

    /// Takes the lock on the graph's file where it is not held, and sees whether that is still what was opened.
    fn hold(&mut self) -> Result<(), SessionError> {
        let Some(file) = self.file.clone() else { return Ok(()) };
        if self.keep.lock.is_none() {
            self.keep.lock = Some(self.keep.keeper.lock(&file)?);
            if self.keep.journal.is_none() && self.keep.waiting.is_none() {
                // Who held it before may have been ended since.
                self.look_for_journal(&file);
            }
        }
        let changed = |(path, seen): &(PathBuf, Seen)| *path == file && *seen != Seen::of(path);
        if !self.keep.force && self.keep.seen.as_ref().is_some_and(changed) {
            if !self.unsaved {
                self.keep.lock = None;
            }
            return Err(SnapshotError::Changed { path: file }.into());
        }
        Ok(())
    }

    /// Before the first correction: the file is this session's to write, and nothing waits in its journal.
    ///
    /// # Errors
    /// Another program writes to the file or has changed it, or corrections wait that another session left.
    pub(super) fn begin_to_write(&mut self) -> Result<(), SessionError> {
        self.hold()?;
        match &self.keep.waiting {
            Some(_) if self.keep.journals => {
                if !self.unsaved {
                    self.keep.lock = None;
                }
                Err(SessionError::Waiting)
            }
            _ => Ok(()),
        }
    }

    /// Writes the entry at this place of the log to the journal, where there is one.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn note(&mut self, place: usize) -> Result<(), SessionError> {
        let Some(file) = self.file.as_ref().filter(|_| self.keep.journals) else { return Ok(()) };
        let Some(entry) = self.content.corrections.get(place) else { return Ok(()) };
        let journal = match &mut self.keep.journal {
            Some(journal) => journal,
            none => none.insert(Journal::begin(&self.keep.keeper, file)?),
        };
        Ok(journal.append(entry, place)?)
    }

    /// Takes corrections over from elsewhere, each once; how many were new.
    ///
    /// # Errors
    /// They cannot be kept: then none is taken over.
    pub(super) fn take_over(&mut self, entries: &[Entry]) -> Result<usize, SessionError> {
        self.begin_to_write()?;
        let (before, was_unsaved) = (self.content.corrections.clone(), self.unsaved);
        let known: BTreeSet<Mark> = marks(&before).into_iter().collect();
        let count = self.adopt(entries);
        let all = marks(&self.content.corrections);
        let mut new = all.iter().enumerate().filter(|(_, mark)| !known.contains(mark));
        if let Err(error) = new.try_for_each(|(place, _)| self.note(place)) {
            self.content.corrections = before;
            self.turn();
            self.unsaved = was_unsaved;
            return Err(error);
        }
        Ok(count)
    }

    /// Saves to a file, and lets others write to it again.
    pub(super) fn put(&mut self, path: &Path) -> Result<(), SessionError> {
        let Keep { keeper, lock, seen, force, insists, written, .. } = &mut self.keep;
        let force = *force || std::mem::take(insists);
        let known = seen.as_mut().filter(|(known, _)| known == path && !force);
        let seen = known.map(|(_, seen)| seen);
        let guards = Guards { lock: lock.as_ref(), seen, written: Some(written) };
        keeper.save(path, &self.content, &SaveOptions::default(), guards)?;
        self.keep.seen = Some((path.to_owned(), Seen::of(path)));
        if let Some(journal) = self.keep.journal.take() {
            journal.end();
        }
        self.keep.lock = None;
        if self.file.as_deref() != Some(path) {
            self.look_for_journal(path);
        }
        Ok(())
    }
}
