//! One writer at a time: who writes to a graph holds the lock on a file beside it.
//!
//! The system ends a lock with the program that holds it, so the file of a program that was killed hinders nobody. In it stands
//! who holds the lock, for those who want it too.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::disk::Disk;
use super::error::SnapshotError;
use super::save::{beside, followed};

/// Ending of the name of the file that is locked, behind that of the graph.
const ENDING: &str = ".lock";

/// So often is looked again before another program is said to write, and so long is waited between.
const LOOKS: usize = 5;
const MOMENT: Duration = Duration::from_millis(20);

/// The right to write to a graph, as long as it is kept.
#[derive(Debug)]
pub struct Lock {
    disk: Arc<dyn Disk>,
    /// The graph's file, behind all links.
    target: PathBuf,
    /// None where the file system knows no locks, or nothing can be written beside the graph.
    held: Option<File>,
}

/// Who holds a lock, as far as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holder {
    /// The number of the process.
    pub process: Option<u32>,
    /// The machine that it runs on.
    pub host: Option<String>,
    /// Since when it holds the lock, in RFC 3339.
    pub since: Option<String>,
}

impl Lock {
    /// Takes the lock on a graph. Where the file system knows no locks, or nothing may be written beside the graph, nobody is
    /// kept out; saving then tells by itself what it may not do.
    ///
    /// # Errors
    /// Another program holds it, or the system fails.
    pub(super) fn take(disk: &Arc<dyn Disk>, path: &Path) -> Result<Self, SnapshotError> {
        let target = followed(path);
        let nobody = |target| Self { disk: Arc::clone(disk), target, held: None };
        if fs::metadata(&target).is_ok_and(|there| !there.is_file()) {
            return Ok(nobody(target));
        }
        let sidecar = beside(&target, ENDING);
        // Who only looks whether somebody writes holds it for a moment.
        let mut got = disk.lock(&sidecar);
        for _ in 0..LOOKS {
            if !matches!(got, Ok(None)) {
                break;
            }
            std::thread::sleep(MOMENT);
            got = disk.lock(&sidecar);
        }
        match got {
            Ok(Some(mut file)) => {
                // Who cannot be told is not locked out for it.
                let _ = file.set_len(0).and_then(|()| write!(file, "{}", Holder::this()));
                Ok(Self { disk: Arc::clone(disk), target, held: Some(file) })
            }
            Ok(None) => {
                let text = fs::read_to_string(&sidecar).unwrap_or_default();
                Err(SnapshotError::Locked {
                    path: path.to_owned(),
                    holder: Box::new(Holder::parse(&text)),
                })
            }
            Err(error) if is_beyond_locks(error.kind()) => Ok(nobody(target)),
            Err(source) => Err(SnapshotError::io("lock", path)(source)),
        }
    }

    /// Who holds the lock on a graph now, if somebody does. Nothing is written.
    pub fn holder(path: &Path) -> Option<Holder> {
        let sidecar = beside(&followed(path), ENDING);
        let file = File::open(&sidecar).ok()?;
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => {
                Some(Holder::parse(&fs::read_to_string(&sidecar).unwrap_or_default()))
            }
            _ => None,
        }
    }

    /// Is it the lock on this file, whose links were followed?
    pub(super) fn is_on(&self, target: &Path) -> bool {
        self.target == target
    }

    /// Does it keep others out?
    pub(super) fn is_held(&self) -> bool {
        self.held.is_some()
    }
}

/// What says that there can be no lock here, rather than that it failed.
fn is_beyond_locks(kind: ErrorKind) -> bool {
    use ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem, Unsupported};
    matches!(kind, NotFound | PermissionDenied | ReadOnlyFilesystem | Unsupported)
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The file goes while it is locked: who waits for it finds that it is gone, and makes a new one.
        #[cfg(unix)]
        if self.held.is_some() {
            let _ = self.disk.remove(&beside(&self.target, ENDING));
        }
        #[cfg(not(unix))]
        if let Some(file) = &self.held {
            let _ = file.set_len(0);
        }
    }
}

impl Holder {
    fn this() -> Self {
        let now = jiff::Timestamp::now();
        let since = jiff::Timestamp::from_second(now.as_second()).unwrap_or(now);
        Self {
            process: Some(std::process::id()),
            host: Some(gethostname::gethostname().to_string_lossy().into_owned()),
            since: Some(since.to_string()),
        }
    }

    fn parse(text: &str) -> Self {
        let find = |name: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name))?.trim();
            (!value.is_empty() && value.len() < 256).then(|| value.to_owned())
        };
        Self {
            process: find("process ").and_then(|number| number.parse().ok()),
            host: find("host "),
            since: find("since "),
        }
    }

    /// Who it is, in words.
    pub fn told(&self) -> String {
        let Some(process) = self.process else { return "another program".to_owned() };
        let mut told = format!("process {process}");
        if let Some(host) = &self.host {
            told.push_str(&format!(" on {}", host.escape_debug()));
        }
        if let Some(since) = &self.since {
            told.push_str(&format!(", since {}", since.escape_debug()));
        }
        told
    }
}

/// As it stands in the file.
impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { process, host, since } = self;
        if let Some(process) = process {
            writeln!(f, "process {process}")?;
        }
        if let Some(host) = host {
            writeln!(f, "host {host}")?;
        }
        if let Some(since) = since {
            writeln!(f, "since {since}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::System;

    fn take(path: &Path) -> Result<Lock, SnapshotError> {
        let disk: Arc<dyn Disk> = Arc::new(System);
        Lock::take(&disk, path)
    }

    #[test]
    fn a_second_writer_is_told_who_the_first_one_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.ron");
        let first = take(&path).unwrap();
        let told = take(&path).unwrap_err().to_string();
        assert!(told.contains(&format!("process {}", std::process::id())), "{told}");
        assert!(told.contains("since 20") && told.contains("wait"), "{told}");
        assert_eq!(Lock::holder(&path).unwrap().process, Some(std::process::id()));
        drop(first);
        assert_eq!(Lock::holder(&path), None);
        assert!(take(&path).is_ok());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_file_of_a_program_that_was_killed_hinders_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.ron");
        fs::write(beside(&path, ENDING), "process 1\nhost elsewhere\nsince 1999\n").unwrap();
        assert_eq!(Lock::holder(&path), None);
        assert!(take(&path).unwrap().is_held());
    }

    #[test]
    fn a_file_of_nonsense_is_told_as_another_program() {
        let odd = Holder::parse("process x\nhost \u{1b}[31m\n");
        assert_eq!(odd.told(), "another program");
        let hostile = Holder::parse("process 7\nhost \u{1b}[31m\n");
        assert_eq!(hostile.told(), "process 7 on \\u{1b}[31m");
    }

    #[cfg(unix)]
    #[test]
    fn two_names_of_one_graph_have_one_lock() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
        fs::write(&real, "").unwrap();
        std::os::unix::fs::symlink("real.ron", &link).unwrap();
        let _first = take(&link).unwrap();
        assert!(matches!(take(&real), Err(SnapshotError::Locked { .. })));
    }
}
