//! The development data, which is not part of the project: where it lies, and what to do without it.

use std::path::PathBuf;

/// The folder that holds `gold/`, `data/`, `seeds/` and `tck/`: `CHANCERY_DATA`, or `../shared`.
///
/// Without it a test says on standard error that it was skipped and gets `None`; where
/// `CHANCERY_REQUIRE_DATA` is set (as in CI) it fails instead.
pub fn folder(test: &str) -> Option<PathBuf> {
    let folder =
        std::env::var_os("CHANCERY_DATA").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    if folder.join("gold").is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CHANCERY_REQUIRE_DATA").is_none(),
        "{test}: the development data is not at {} (set CHANCERY_DATA)",
        folder.display()
    );
    eprintln!("skipped {test}: no development data at {} (set CHANCERY_DATA)", folder.display());
    None
}
