//! A disk that fails, or at which the program is killed, at any operation.

use std::fs::{File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chancery::snapshot::{Disk, DiskFile, System};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: the operations are only counted.
    None,
    /// From now on the disk is full; before that half of what is to be written goes onto it.
    Full,
    /// One operation fails for a reason that nobody knows.
    Broken,
    /// One operation may not be done.
    Forbidden,
    /// From now on nothing may be written.
    ReadOnly,
    /// The program waits to be killed, and says so.
    Killed,
}

/// Every way to fail that does not end the program.
pub const FAULTS: [Fault; 4] = [Fault::Full, Fault::Broken, Fault::Forbidden, Fault::ReadOnly];

/// The system's disk, on which something goes wrong at the operation of this number, from 1.
#[derive(Debug, Clone)]
pub struct Faulty {
    at: usize,
    fault: Fault,
    done: Arc<AtomicUsize>,
}

impl Faulty {
    pub fn new(at: usize, fault: Fault) -> Self {
        Self { at, fault, done: Arc::default() }
    }

    /// How many operations there were.
    pub fn operations(&self) -> usize {
        self.done.load(Ordering::SeqCst)
    }

    /// Before an operation.
    fn step(&self, needs_room: bool) -> io::Result<()> {
        let number = self.done.fetch_add(1, Ordering::SeqCst) + 1;
        match self.fault {
            Fault::Full if number >= self.at && needs_room => Err(ErrorKind::StorageFull.into()),
            // EIO has no kind of its own.
            Fault::Broken if number == self.at => Err(io::Error::other("the disk is broken")),
            Fault::Forbidden if number == self.at => Err(ErrorKind::PermissionDenied.into()),
            Fault::ReadOnly if number >= self.at => Err(ErrorKind::ReadOnlyFilesystem.into()),
            Fault::Killed if number == self.at => {
                super::say("killed here");
                loop {
                    std::thread::park();
                }
            }
            _ => Ok(()),
        }
    }
}

/// A file on it.
#[derive(Debug)]
struct FaultyFile {
    disk: Faulty,
    file: Box<dyn DiskFile>,
}

impl Faulty {
    fn around(&self, file: Box<dyn DiskFile>) -> Box<dyn DiskFile> {
        Box::new(FaultyFile { disk: self.clone(), file })
    }
}

impl Disk for Faulty {
    fn temporary(&self, folder: &Path, prefix: &str) -> io::Result<(PathBuf, Box<dyn DiskFile>)> {
        self.step(true)?;
        let (path, file) = System.temporary(folder, prefix)?;
        Ok((path, self.around(file)))
    }

    fn device(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.step(false)?;
        Ok(self.around(System.device(path)?))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.step(true)?;
        Ok(self.around(System.append(path)?))
    }

    fn change(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.step(false)?;
        Ok(self.around(System.change(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(false)?;
        System.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(true)?;
        System.link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(false)?;
        System.remove(path)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(false)?;
        System.flush_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        self.step(true)?;
        System.lock(path)
    }
}

impl Write for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let will_fail = self.disk.operations() + 1 == self.disk.at;
        if will_fail && matches!(self.disk.fault, Fault::Full | Fault::Broken | Fault::Killed) {
            // A part of it goes onto the disk.
            let part = bytes.len() / 2;
            self.file.write_all(bytes.get(..part).unwrap_or_default())?;
            self.disk.step(true)?;
            return Ok(part);
        }
        self.disk.step(true)?;
        // Short writes are no errors, and always to be reckoned with.
        self.file.write(bytes.get(..bytes.len().min(20_000)).unwrap_or(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl DiskFile for FaultyFile {
    fn set_permissions(&mut self, permissions: Permissions) -> io::Result<()> {
        self.disk.step(false)?;
        self.file.set_permissions(permissions)
    }

    fn flush_to_disk(&mut self) -> io::Result<()> {
        self.disk.step(true)?;
        self.file.flush_to_disk()
    }

    fn go_to(&mut self, at: u64) -> io::Result<()> {
        // Nothing on the disk changes by it.
        self.file.go_to(at)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.disk.step(false)?;
        self.file.cut(length)
    }
}
