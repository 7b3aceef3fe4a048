//! Saving a snapshot so that the file is the old one or the new one, never another.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::SnapshotError;
use super::{Content, SaveOptions, compact, is_compact, write};

/// Saves a snapshot, compact or in RON by the file's name: to a temporary file in the same folder, flushed to the disk, then renamed. The permissions of
/// a file that is there are kept, and a symbolic link is followed. A device or pipe is written to as it is.
///
/// # Errors
/// The disk is full, the folder is not there or may not be written to, …: whatever stood there before stands
/// there still. Nothing is written where the facts of a document do not fit together.
pub fn save(path: &Path, content: &Content, options: &SaveOptions) -> Result<(), SnapshotError> {
    content.corpus.iter().try_for_each(crate::facts::check).map_err(SnapshotError::Unsound)?;
    let target = followed(path);
    let old = fs::metadata(&target).ok();
    let failed = |source| SnapshotError::Io { action: "write", path: path.to_owned(), source };
    if let Some(old) = old.as_ref().filter(|old| !old.is_file()) {
        if old.is_dir() {
            let source = std::io::Error::from(std::io::ErrorKind::IsADirectory);
            return Err(failed(source));
        }
        let file = fs::OpenOptions::new().write(true).open(&target).map_err(failed)?;
        return write_all(&file, content, options, is_compact(path)).map_err(failed);
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let temporary = temporary_in(folder).map_err(failed)?;
    write_all(temporary.as_file(), content, options, is_compact(path)).map_err(failed)?;
    if let Some(old) = old {
        temporary.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    temporary.as_file().sync_all().map_err(failed)?;
    temporary.persist(&target).map_err(|error| failed(error.error))?;
    flush_folder(folder).map_err(failed)
}

/// Where a symbolic link leads, also to a file that is not there yet.
fn followed(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    match fs::read_link(path) {
        Ok(link) => path.parent().map_or(link.clone(), |folder| folder.join(&link)),
        Err(_) => path.to_owned(),
    }
}

fn write_all(
    file: &File,
    content: &Content,
    options: &SaveOptions,
    is_compact: bool,
) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    if is_compact {
        compact::write(&mut out, content, options)?;
    } else {
        write(&mut out, content, options)?;
    }
    out.flush()
}

/// A new file beside the one that it will take the place of, with the permissions of any new file.
///
/// # Errors
/// The folder cannot be written to.
pub fn temporary_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chancery-").suffix(".tmp");
    // As any new file: what the user's mask leaves of reading and writing for all.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Makes the renaming itself last through a loss of power, where the system can.
fn flush_folder(folder: &Path) -> std::io::Result<()> {
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
