//! The disk as saving sees it: a few operations, so that a test can put in one that fails, or ends the program, at any of
//! them.

use std::fmt;
use std::fs::{self, File, Permissions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What saving asks of the file system. Each operation is done whole or fails; what was written is on the disk only after
/// [`DiskFile::flush_to_disk`], and a name only after [`Disk::flush_folder`].
pub trait Disk: fmt::Debug + Send + Sync {
    /// A new file in `folder`, with a name that begins so and that no other file has, and the permissions of any new file.
    ///
    /// # Errors
    /// Those of the system; so of all others here.
    fn temporary(&self, folder: &Path, prefix: &str) -> io::Result<(PathBuf, Box<dyn DiskFile>)>;

    /// Something that is no plain file, to be written to as it is: a device, a pipe.
    ///
    /// # Errors
    /// Those of the system.
    fn device(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// A file to be written to at its end; it is made where there is none.
    ///
    /// # Errors
    /// Those of the system.
    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// A file that is there, to be changed in its place.
    ///
    /// # Errors
    /// Those of the system.
    fn change(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Gives a file another name, in the place of what had it.
    ///
    /// # Errors
    /// Those of the system.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a second name, which nothing has yet.
    ///
    /// # Errors
    /// Those of the system; some know no second names.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Takes a file away.
    ///
    /// # Errors
    /// Those of the system.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Makes the names in a folder last through a loss of power, where the system can.
    ///
    /// # Errors
    /// Those of the system.
    fn flush_folder(&self, folder: &Path) -> io::Result<()>;

    /// Takes the lock on a file, which is made where there is none; `None` where another holds it. The lock ends with the file
    /// that is handed out, and with the program, however that ends.
    ///
    /// # Errors
    /// Those of the system.
    fn lock(&self, path: &Path) -> io::Result<Option<File>>;
}

/// A file that is being written.
pub trait DiskFile: Write + Send + Sync + fmt::Debug {
    /// Sets who may read and write it.
    ///
    /// # Errors
    /// Those of the system.
    fn set_permissions(&mut self, permissions: Permissions) -> io::Result<()>;

    /// Waits until all that was written is on the disk.
    ///
    /// # Errors
    /// Those of the system.
    fn flush_to_disk(&mut self) -> io::Result<()>;

    /// What is written next stands behind so many bytes.
    ///
    /// # Errors
    /// Those of the system.
    fn go_to(&mut self, at: u64) -> io::Result<()>;

    /// Cuts the file off behind so many bytes.
    ///
    /// # Errors
    /// Those of the system.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

/// The system's own disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Disk for System {
    fn temporary(&self, folder: &Path, prefix: &str) -> io::Result<(PathBuf, Box<dyn DiskFile>)> {
        let (file, path) = temporary(folder, prefix)?.keep().map_err(|error| error.error)?;
        Ok((path, Box::new(file)))
    }

    fn device(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(fs::OpenOptions::new().write(true).open(path)?))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(fs::OpenOptions::new().append(true).create(true).open(path)?))
    }

    fn change(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(fs::OpenOptions::new().write(true).open(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        #[cfg(unix)]
        {
            use std::io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
            match File::open(folder).and_then(|folder| folder.sync_all()) {
                Err(error)
                    if !matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) =>
                {
                    Err(error)
                }
                _ => Ok(()),
            }
        }
        #[cfg(not(unix))]
        {
            let _ = folder;
            Ok(())
        }
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        loop {
            let file = sidecar(path)?;
            match file.try_lock() {
                Ok(()) if is_at(&file, path) => return Ok(Some(file)),
                // Who held it before took the file away meanwhile: this is no longer the one that others see.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

/// The file that is locked. One that another user made may be only readable; it can be locked all the same.
fn sidecar(path: &Path) -> io::Result<File> {
    let open = || {
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).open(path)
    };
    open().or_else(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => File::open(path).map_err(|_| error),
        _ => Err(error),
    })
}

/// Is this file the one that stands at the path?
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Where a locked file cannot be taken away, it is the one that stands there.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

impl DiskFile for File {
    fn set_permissions(&mut self, permissions: Permissions) -> io::Result<()> {
        Self::set_permissions(self, permissions)
    }

    fn flush_to_disk(&mut self) -> io::Result<()> {
        self.sync_all()
    }

    fn go_to(&mut self, at: u64) -> io::Result<()> {
        io::Seek::seek(self, io::SeekFrom::Start(at)).map(drop)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }
}

/// A new file beside the one that it will take the place of, with the permissions of any new file.
///
/// # Errors
/// The folder cannot be written to.
pub fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    temporary(folder, ".chancery-")
}

fn temporary(folder: &Path, prefix: &str) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(".tmp");
    // As any new file: what the user's mask leaves of reading and writing for all.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
