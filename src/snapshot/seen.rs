//! A file as it was seen, to know later whether another program has changed it.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

use super::save::followed;

/// A file as it was seen; also that there was none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen(Option<Stamp>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Its number and device, which a file that takes its place does not have.
    place: (u64, u64),
    /// Its last bytes: the checksum of all that it holds stands there.
    end: Vec<u8>,
}

/// The checksum is no longer than this, in either form.
const END: u64 = 80;

impl Seen {
    /// The file as it is now. What is no plain file is seen as none. Cost: a few bytes are read.
    pub fn of(path: &Path) -> Self {
        Self(stamp(&followed(path)))
    }

    /// Was there no file?
    pub fn is_nothing(&self) -> bool {
        self.0.is_none()
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    // To open a pipe would wait for its other end.
    fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mut file = File::open(path).ok()?;
    let about = file.metadata().ok()?;
    let mut end = Vec::new();
    file.seek(SeekFrom::Start(about.len().saturating_sub(END))).ok()?;
    file.take(END).read_to_end(&mut end).ok()?;
    Some(Stamp { length: about.len(), modified: about.modified().ok(), place: place(&about), end })
}

#[cfg(unix)]
fn place(about: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (about.dev(), about.ino())
}

#[cfg(not(unix))]
fn place(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_or_replaced_or_removed_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.ron");
        let none = Seen::of(&path);
        assert!(none.is_nothing());
        fs::write(&path, "one").unwrap();
        let one = Seen::of(&path);
        assert_ne!(one, none);
        assert_eq!(one, Seen::of(&path));
        fs::write(folder.path().join("x"), "two").unwrap();
        fs::rename(folder.path().join("x"), &path).unwrap();
        assert_ne!(one, Seen::of(&path));
        fs::remove_file(&path).unwrap();
        assert_eq!(none, Seen::of(&path));
    }
}
