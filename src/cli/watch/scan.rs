//! One look into the folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::source::{self, Input, Options, SourceError};

/// What shows that a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    pub(super) modified: Option<SystemTime>,
}

impl Stamp {
    /// That of a file; `None` where there is none.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let about = std::fs::metadata(path).ok()?;
        Some(Self { length: about.len(), modified: about.modified().ok() })
    }
}

/// What is in the folders.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The inputs by the ids of their documents.
    pub(super) found: BTreeMap<String, (Input, Stamp)>,
    /// What could not be looked into. Where there is such, what is not found need not be gone.
    pub(super) trouble: Vec<SourceError>,
}

impl Scan {
    /// Looks into all folders. A folder without documents is none the worse for it.
    pub(super) fn of(folders: &[PathBuf], options: &Options) -> Self {
        let mut scan = Self::default();
        let mut left = folders.to_vec();
        while !left.is_empty() {
            match source::find(&left, options) {
                Ok(found) => {
                    scan.trouble.extend(found.passed_over);
                    scan.found = found
                        .inputs
                        .into_iter()
                        // What is removed just now is not found.
                        .filter_map(|input| {
                            let stamp = Stamp::of(input.place.path())?;
                            Some((input.id.clone(), (input, stamp)))
                        })
                        .collect();
                    break;
                }
                Err(SourceError::NoDocuments { path }) => left.retain(|folder| *folder != path),
                Err(error @ (SourceError::Missing { .. } | SourceError::Unreadable { .. })) => {
                    let path = error.path().to_owned();
                    let before = left.len();
                    left.retain(|folder| *folder != path);
                    scan.trouble.push(error);
                    if left.len() == before {
                        break;
                    }
                }
                Err(error) => {
                    scan.trouble.push(error);
                    break;
                }
            }
        }
        scan
    }

    /// The input that a document of this id comes from: the one that is called so, else of those above it the one that comes nearest.
    pub(super) fn owner(&self, document: &str) -> Option<&Input> {
        owner(document, |id| self.found.get(id).map(|(input, _)| input))
    }
}

/// The input that a document comes from, by the ids of inputs: its own, or that of a file of many documents above it.
pub(super) fn owner<'i>(
    document: &str,
    input: impl Fn(&str) -> Option<&'i Input>,
) -> Option<&'i Input> {
    if let Some(own) = input(document) {
        return Some(own);
    }
    let mut above = document;
    while let Some((parent, _)) = above.rsplit_once('/') {
        if let Some(input) = input(parent).filter(|input| !input.holds_one()) {
            return Some(input);
        }
        above = parent;
    }
    None
}
