//! Saving a snapshot so that the file is the old one or the new one, never another.

use std::cell::RefCell;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::append::Additions;
use super::disk::{Disk, DiskFile, System};
use super::error::SnapshotError;
use super::lock::Lock;
use super::seen::Seen;
use super::{Content, SaveOptions, Written, backup, compact, is_compact, load, write};
use crate::facts::ReadDocument;

/// How graphs are kept: on which disk, and with how many older states beside them.
#[derive(Debug, Clone)]
pub struct Keeper {
    disk: Arc<dyn Disk>,
    backups: usize,
    pub(super) additions: Additions,
}

impl Default for Keeper {
    fn default() -> Self {
        Self::on(Arc::new(System))
    }
}

/// Saves a snapshot on the system's disk, without backups, whatever was there: see [`Keeper::save`].
///
/// # Errors
/// See there.
pub fn save(path: &Path, content: &Content, options: &SaveOptions) -> Result<(), SnapshotError> {
    Keeper::default().save(path, content, options, Guards::default())
}

/// What a save is to mind.
#[derive(Debug, Default)]
pub struct Guards<'g> {
    /// The lock on the file, where it is held already.
    pub lock: Option<&'g Lock>,
    /// The file as it must still be; what it becomes is put here.
    pub seen: Option<&'g mut Seen>,
    /// Where documents stand in a compact snapshot, so that they need not be made anew; what that is then is put here.
    pub written: Option<&'g mut Option<Written>>,
}

impl Keeper {
    /// Keeps graphs on this disk.
    pub fn on(disk: Arc<dyn Disk>) -> Self {
        Self { disk, backups: 0, additions: Additions::default() }
    }

    /// Keeps so many older states beside each graph.
    #[must_use]
    pub fn with_backups(mut self, backups: usize) -> Self {
        self.backups = backups;
        self
    }

    /// Adds what is new to compact graphs of so many bytes and more instead of writing them anew, until all that was added has so
    /// many hundredths of that.
    #[must_use]
    pub fn adding(mut self, from: u64, most: u64) -> Self {
        self.additions = Additions { from, most };
        self
    }

    /// Are older states kept?
    pub(super) fn keeps_backups(&self) -> bool {
        self.backups > 0
    }

    /// The disk.
    pub(super) fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// Takes the lock on a graph, so that no other program that asks for it writes to it meanwhile.
    ///
    /// # Errors
    /// Another program holds it.
    pub fn lock(&self, path: &Path) -> Result<Lock, SnapshotError> {
        Lock::take(&self.disk, path)
    }

    /// The lock that was handed in where it is on the file, else one that is taken and kept in `own`.
    pub(super) fn held_on<'l>(
        &self,
        path: &Path,
        target: &Path,
        lock: Option<&'l Lock>,
        own: &'l mut Option<Lock>,
    ) -> Result<&'l Lock, SnapshotError> {
        match lock.filter(|lock| lock.is_on(target)) {
            Some(lock) => Ok(lock),
            None => Ok(own.insert(self.lock(path)?)),
        }
    }

    /// Saves a snapshot, compact or in RON by the file's name: to a temporary file in the same folder, flushed to the disk, then
    /// renamed. The permissions of a file that is there are kept, and a symbolic link is followed. A device or pipe is written
    /// to as it is. To a large compact file that is still the one of which `guards` know what stands in it, little is added at its
    /// end instead, where it counts at once or not at all. What was there before becomes a backup, where such are kept.
    ///
    /// # Errors
    /// Another program writes to the file, or has changed it since it was seen; the disk is full, the folder is not there or may
    /// not be written to, …: whatever stood there before stands there still. Nothing is written where the facts of a document do
    /// not fit together.
    pub fn save(
        &self,
        path: &Path,
        content: &Content,
        options: &SaveOptions,
        guards: Guards<'_>,
    ) -> Result<(), SnapshotError> {
        let Guards { lock, mut seen, mut written } = guards;
        if let Some(written) = written.as_deref_mut()
            && self.add(path, content, options, lock, seen.as_deref_mut(), written)?
        {
            return Ok(());
        }
        let known = written.as_deref().and_then(Option::as_ref).filter(|_| is_compact(path));
        let check = |read: &ReadDocument| crate::facts::check(read);
        match known {
            None => content.corpus.iter().try_for_each(check),
            // Of those that stand there it was seen when they were read.
            Some(known) => {
                let mut new = known.of(&content.corpus).filter(|(_, place)| place.is_none());
                new.try_for_each(|(read, _)| check(read))
            }
        }
        .map_err(SnapshotError::Unsound)?;
        let noted = RefCell::new(None);
        let fill = |out: &mut dyn DiskFile, known: Option<&Written>| {
            let mut out = BufWriter::with_capacity(1 << 16, out);
            if is_compact(path) {
                noted.replace(Some(compact::write_beside(&mut out, content, options, known)?));
            } else {
                write(&mut out, content, options)?;
            }
            out.flush()
        };
        let guards = Guards { lock, seen: seen.as_deref_mut(), written: None };
        match self.put(path, |out| fill(out, known), guards) {
            // It may have been damaged, or be gone: all is still known.
            Err(SnapshotError::Io { source, .. })
                if known.is_some() && source.kind() == compact::SPOILT =>
            {
                let guards = Guards { lock, seen, written: None };
                self.put(path, |out| fill(out, None), guards)?;
            }
            done => done?,
        }
        if let (Some(written), Some(noted)) = (written, noted.into_inner()) {
            *written = Some(noted.in_file(path)).filter(|_| !options.without_text);
        }
        Ok(())
    }

    /// Puts a file in the place of what stands there, or nothing.
    fn put(
        &self,
        path: &Path,
        fill: impl Fn(&mut dyn DiskFile) -> io::Result<()>,
        Guards { lock, seen, .. }: Guards<'_>,
    ) -> Result<(), SnapshotError> {
        let failed = |source| SnapshotError::Io { action: "write", path: path.to_owned(), source };
        let disk = self.disk.as_ref();
        let target = followed(path);
        let old = fs::metadata(&target).ok();
        if let Some(old) = old.as_ref().filter(|old| !old.is_file()) {
            if old.is_dir() {
                return Err(failed(io::Error::from(io::ErrorKind::IsADirectory)));
            }
            let mut file = disk.device(&target).map_err(failed)?;
            return fill(file.as_mut()).map_err(failed);
        }
        let mut own = None;
        let lock = self.held_on(path, &target, lock, &mut own)?;
        is_as_seen(path, &target, seen.as_deref())?;
        if lock.is_held() {
            // Nobody else may write one now: those that are there were left by programs that were killed.
            sweep(disk, &target);
        }
        let mut new = Temporary::new(disk, &target).map_err(failed)?;
        fill(new.file.as_mut()).map_err(failed)?;
        if let Some(old) = old {
            new.file.set_permissions(old.permissions()).map_err(failed)?;
        }
        new.file.flush_to_disk().map_err(failed)?;
        // Writing took its time.
        is_as_seen(path, &target, seen.as_deref())?;
        let kept =
            if self.backups > 0 { backup::keep(disk, &target).map_err(failed)? } else { None };
        if let Err(error) = new.take_the_place_of(&target) {
            if let Some(kept) = kept {
                let _ = disk.remove(&kept);
            }
            return Err(failed(error));
        }
        if let Some(seen) = seen {
            *seen = Seen::of(&target);
        }
        disk.flush_folder(folder_of(&target)).map_err(failed)?;
        if self.backups > 0 {
            backup::prune(disk, &target, self.backups);
        }
        Ok(())
    }

    /// Puts an older state in the place of a graph's file, which becomes a backup itself. `nth` counts back from the newest
    /// one, which is 1.
    ///
    /// # Errors
    /// There is no such backup, it is damaged, another program writes to the graph, or the disk refuses: then the file is as it
    /// was.
    pub fn restore(&self, path: &Path, nth: usize) -> Result<backup::Backup, SnapshotError> {
        let failed = |source| SnapshotError::Io { action: "write", path: path.to_owned(), source };
        let target = followed(path);
        // Where there is none, nothing is written, not even a lock.
        let lock = match backup::backups(path)?.is_empty() {
            true => None,
            false => Some(self.lock(path)?),
        };
        let all = backup::backups(path)?;
        let there = all.len();
        let chosen = nth
            .checked_sub(1)
            .and_then(|at| all.into_iter().nth(at))
            .ok_or_else(|| SnapshotError::NoBackup { path: path.to_owned(), nth, there })?;
        // What cannot be opened is no help.
        load(&chosen.path)?;
        let disk = self.disk.as_ref();
        let kept = backup::keep(disk, &target).map_err(failed)?;
        if let Err(error) = disk.rename(&chosen.path, &target) {
            if let Some(kept) = kept {
                let _ = disk.remove(&kept);
            }
            return Err(failed(error));
        }
        disk.flush_folder(folder_of(&target)).map_err(failed)?;
        drop(lock);
        Ok(chosen)
    }
}

/// Is the file still what it was seen to be?
pub(super) fn is_as_seen(
    path: &Path,
    target: &Path,
    seen: Option<&Seen>,
) -> Result<(), SnapshotError> {
    match seen {
        Some(seen) if *seen != Seen::of(target) => {
            Err(SnapshotError::Changed { path: path.to_owned() })
        }
        _ => Ok(()),
    }
}

/// A file that goes away again, unless it takes the place of another.
pub(super) struct Temporary<'d> {
    disk: &'d dyn Disk,
    path: PathBuf,
    pub(super) file: Box<dyn DiskFile>,
    stays: bool,
}

impl<'d> Temporary<'d> {
    pub(super) fn new(disk: &'d dyn Disk, target: &Path) -> io::Result<Self> {
        let (path, file) = disk.temporary(folder_of(target), &prefix(target))?;
        Ok(Self { disk, path, file, stays: false })
    }

    pub(super) fn take_the_place_of(mut self, target: &Path) -> io::Result<()> {
        self.disk.rename(&self.path, target)?;
        self.stays = true;
        Ok(())
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if !self.stays {
            let _ = self.disk.remove(&self.path);
        }
    }
}

/// What the names of temporary files for this one begin with: of the same length whatever the name's, and another for each.
fn prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().as_encoded_bytes();
    let mut prefix = String::from(".chancery-");
    for byte in Sha256::digest(name).iter().take(6) {
        prefix.push_str(&format!("{byte:02x}"));
    }
    prefix.push('-');
    prefix
}

/// Takes away what saves of this file that were cut off have left behind.
pub(super) fn sweep(disk: &dyn Disk, target: &Path) {
    let prefix = prefix(target);
    let Ok(entries) = fs::read_dir(folder_of(target)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(&prefix) && name.ends_with(".tmp") {
            let _ = disk.remove(&entry.path());
        }
    }
}

/// The folder that a file stands in.
pub(super) fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The same file's name with an ending behind.
pub(super) fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Where a symbolic link leads, also to a file that is not there yet.
pub(super) fn followed(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let path = match fs::read_link(path) {
        Ok(link) => path.parent().map_or(link.clone(), |folder| folder.join(&link)),
        Err(_) => path.to_owned(),
    };
    // The name that it will have once it is there.
    match (fs::canonicalize(folder_of(&path)), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}
