//! Older states of a graph, kept beside its file: `graph.backup-7.ron` is one of `graph.ron`. Numbers grow, so a newer state
//! has a higher one.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::disk::Disk;
use super::error::SnapshotError;
use super::save::{Temporary, folder_of, followed};

/// What stands in the name of a backup before its number.
const MARK: &str = ".backup-";

/// An older state of a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its number: the higher, the newer.
    pub number: u64,
    /// Its file.
    pub path: PathBuf,
    /// When it was saved.
    pub saved: Option<SystemTime>,
    /// How many bytes it has.
    pub length: u64,
}

/// The older states of a graph, the newest first. Cost: the names in its folder.
///
/// # Errors
/// The folder cannot be read.
pub fn backups(path: &Path) -> Result<Vec<Backup>, SnapshotError> {
    let target = followed(path);
    of(&target).map_err(SnapshotError::io("read", folder_of(&target)))
}

pub(super) fn of(target: &Path) -> io::Result<Vec<Backup>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder_of(target))? {
        let path = entry?.path();
        let Some(number) = number(target, &path) else { continue };
        let Ok(about) = fs::metadata(&path) else { continue };
        if about.is_file() {
            let (saved, length) = (about.modified().ok(), about.len());
            found.push(Backup { number, path, saved, length });
        }
    }
    found.sort_by_key(|backup| std::cmp::Reverse(backup.number));
    Ok(found)
}

/// The number of a backup of the graph in `target`, where the other file is one.
fn number(target: &Path, other: &Path) -> Option<u64> {
    let (own, name) = (target.file_name()?.to_str()?, other.file_name()?.to_str()?);
    let (stem, ending) = parts(own);
    let digits = name.strip_prefix(stem)?.strip_prefix(MARK)?.strip_suffix(ending)?;
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (plain && !digits.starts_with('0')).then(|| digits.parse().ok())?
}

/// A name's stem and its ending with the point.
fn parts(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    }
}

/// Gives the present state a second name among the backups; its path, or none where there is nothing, or its newest backup is
/// the same file already, as after a save that was cut off.
pub(super) fn keep(disk: &dyn Disk, target: &Path) -> io::Result<Option<PathBuf>> {
    if !target.is_file() {
        return Ok(None);
    }
    let all = of(target)?;
    let newest = all.first();
    if newest.is_some_and(|backup| is_same(&backup.path, target)) {
        return Ok(None);
    }
    let number = newest.map_or(1, |backup| backup.number.saturating_add(1));
    let name = target.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidFilename, "backups need a name in UTF-8")
    })?;
    let (stem, ending) = parts(name);
    let path = target.with_file_name(format!("{stem}{MARK}{number}{ending}"));
    match disk.link(target, &path) {
        Ok(()) => {}
        Err(error) if knows_no_links(error.kind()) => copy(disk, target, &path)?,
        Err(error) => return Err(error),
    }
    Ok(Some(path))
}

/// Some file systems know no second names, and say so in one of these ways.
fn knows_no_links(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, TooManyLinks, Unsupported};
    matches!(kind, CrossesDevices | PermissionDenied | TooManyLinks | Unsupported)
}

fn copy(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    let mut input = fs::File::open(from)?;
    let mut copy = Temporary::new(disk, to)?;
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = input.read(&mut piece)?;
        let Some(piece) = piece.get(..read).filter(|piece| !piece.is_empty()) else { break };
        copy.file.write_all(piece)?;
    }
    copy.file.set_permissions(input.metadata()?.permissions())?;
    copy.file.flush_to_disk()?;
    copy.take_the_place_of(to)
}

/// Takes all backups away but the newest ones. One that cannot be taken away stays.
pub(super) fn prune(disk: &dyn Disk, target: &Path, keep: usize) {
    for old in of(target).unwrap_or_default().into_iter().skip(keep) {
        let _ = disk.remove(&old.path);
    }
}

#[cfg(unix)]
fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_with_the_graphs_own_name_and_a_number_are_its_backups() {
        let number = |other: &str| number(Path::new("x/graph.ron"), Path::new(other));
        assert_eq!(number("x/graph.backup-7.ron"), Some(7));
        for other in [
            "x/graph.ron",
            "x/graph.backup-.ron",
            "x/graph.backup-07.ron",
            "x/graph.backup-7.chy",
            "x/graph.backup-7x.ron",
            "x/my graph.backup-7.ron",
            "x/graph.backup-7.backup-1.ron",
        ] {
            assert_eq!(number(other), None, "{other}");
        }
    }
}
