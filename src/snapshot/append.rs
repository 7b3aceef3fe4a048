//! Adding to a compact snapshot what is new, where that is little: behind its end, so that the rest of a large file need not be
//! written again.
//!
//! The addition is written and flushed first, and does not count yet; then one byte makes it count, and is flushed. Whoever reads
//! meanwhile, or after the program was killed, sees the old state until that byte is there, and the new one from then on.

use std::fs;
use std::io;
use std::path::Path;

use super::disk::DiskFile;
use super::save::{Keeper, followed, is_as_seen, sweep};
use super::{Content, Lock, SaveOptions, Seen, SnapshotError, Written, compact, is_compact};

/// When there is added to a file instead of writing it anew.
#[derive(Debug, Clone, Copy)]
pub(super) struct Additions {
    /// To files that have so many bytes up to their end.
    pub(super) from: u64,
    /// Until all additions together have so many hundredths of that.
    pub(super) most: u64,
}

impl Default for Additions {
    /// A small file is written anew in no time.
    fn default() -> Self {
        Self { from: 4 << 20, most: 12 }
    }
}

/// How far it came.
enum Step {
    /// Nothing counts yet.
    Writing,
    /// It may count.
    Counting,
}

impl Keeper {
    /// Adds what is new to the file, if it is the one that `written` tells of and little is new; false where it must be written
    /// anew. Cost: a look at which documents are others, and what is new.
    ///
    /// # Errors
    /// As of [`Self::save`].
    pub(super) fn add(
        &self,
        path: &Path,
        content: &Content,
        options: &SaveOptions,
        lock: Option<&Lock>,
        seen: Option<&mut Seen>,
        written: &mut Option<Written>,
    ) -> Result<bool, SnapshotError> {
        let failed = |source| SnapshotError::Io { action: "write", path: path.to_owned(), source };
        let (Some(known), Some(seen)) = (written.as_mut(), seen) else { return Ok(false) };
        let target = followed(path);
        let (base, end, _) = known.extent();
        let Additions { from, most } = self.additions;
        if self.keeps_backups()
            || options.without_text
            || !is_compact(path)
            || base < from
            || followed(known.path()) != target
            || !is_the_only_name(&target)
        {
            return Ok(false);
        }
        let Some(difference) = known.difference(&content.corpus, &content.corrections) else {
            return Ok(false);
        };
        difference
            .new
            .iter()
            .try_for_each(|read| crate::facts::check(read))
            .map_err(SnapshotError::Unsound)?;
        let sections = compact::sections(&difference).map_err(failed)?;
        let room = base.saturating_mul(most) / 100;
        if (end - base).saturating_add(compact::length(&sections)) > room {
            return Ok(false);
        }
        let mut own = None;
        let lock = self.held_on(path, &target, lock, &mut own)?;
        is_as_seen(path, &target, Some(seen))?;
        if lock.is_held() {
            sweep(self.disk().as_ref(), &target);
        }
        let Ok(mut file) = self.disk().change(&target) else { return Ok(false) };
        let sum = compact::checksum(known.extent().2, &sections);
        let is_new = !difference.is_empty();
        let bytes = if is_new { compact::begun(&sections, &sum) } else { Vec::new() };
        let length = fs::metadata(&target).map_or(end, |about| about.len());
        match put(file.as_mut(), &bytes, end, length) {
            Ok(()) => {}
            Err((Step::Writing, error)) => {
                // What stands there does not count, whether it can be taken away or not.
                let _ = file.cut(end);
                *seen = Seen::of(&target);
                return Err(failed(error));
            }
            Err((Step::Counting, error)) => {
                *seen = Seen::of(&target);
                return Err(failed(error));
            }
        }
        *seen = Seen::of(&target);
        if is_new {
            known.add(&difference, &sections);
        }
        Ok(true)
    }
}

/// Writes an addition behind what counts, and makes it count.
fn put(
    file: &mut dyn DiskFile,
    bytes: &[u8],
    end: u64,
    length: u64,
) -> Result<(), (Step, io::Error)> {
    let writing = |error| (Step::Writing, error);
    let counting = |error| (Step::Counting, error);
    if length > end {
        // An addition that was cut off.
        file.cut(end).map_err(writing)?;
    }
    if bytes.is_empty() {
        return Ok(());
    }
    file.go_to(end).map_err(writing)?;
    file.write_all(bytes).map_err(writing)?;
    file.flush_to_disk().map_err(writing)?;
    file.go_to(end + 1).map_err(writing)?;
    file.write_all(&[compact::WHOLE]).map_err(counting)?;
    file.flush_to_disk().map_err(counting)
}

/// Has the file no second name, under which it is to stay as it is?
#[cfg(unix)]
fn is_the_only_name(target: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(target).is_ok_and(|about| about.is_file() && about.nlink() == 1)
}

/// Where that cannot be known the file is written anew.
#[cfg(not(unix))]
fn is_the_only_name(_: &Path) -> bool {
    false
}
