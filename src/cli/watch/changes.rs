//! What has changed between one look into the folders and the next.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::scan::{Scan, Stamp};
use crate::facts::Corpus;
use crate::source::{Articles, Input, Options};

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// What is to be read.
    pub(super) inputs: Vec<Input>,
    /// Documents to take out.
    pub(super) gone: Vec<String>,
    /// Is there more, which has not settled yet?
    pub(super) waiting: bool,
}

impl Changes {
    pub(super) fn is_empty(&self) -> bool {
        self.inputs.is_empty() && self.gone.is_empty()
    }
}

/// What was seen of the folders so far.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// What was read, or found in the graph: `None` where its file was not seen yet.
    known: BTreeMap<String, Option<Stamp>>,
    /// What differs from that, and since when it is as it is; without a stamp it is gone.
    unsettled: BTreeMap<String, (Option<Stamp>, Instant)>,
}

impl Followed {
    /// What need not be read, since the graph has it as it is in the folders; with `prune` also what the graph has and the
    /// folders have not. Cost: the files are read, but what is in them is not.
    pub(super) fn of(corpus: &Corpus, scan: &Scan, prune: bool, options: &Options) -> Self {
        let mut followed = Self::default();
        let mut of_input: BTreeMap<&str, usize> = BTreeMap::new();
        for read in corpus.iter() {
            let id = read.document.id.as_str();
            match scan.owner(id) {
                Some(input) => *of_input.entry(input.id.as_str()).or_insert(0) += 1,
                None if prune => drop(followed.known.insert(id.to_owned(), None)),
                None => {}
            }
        }
        for (id, (input, stamp)) in &scan.found {
            let there = of_input.get(id.as_str()).copied().unwrap_or(0);
            if there > 0 && is_as_read(corpus, input, there, options) {
                followed.known.insert(id.clone(), Some(*stamp));
            }
        }
        followed
    }

    /// What differs from what is known and has not changed for `settle`.
    pub(super) fn changes(&mut self, scan: &Scan, settle: Duration) -> Changes {
        let mut changes = Changes::default();
        let mut unsettled = BTreeMap::new();
        let now = Instant::now();
        for (id, (input, stamp)) in &scan.found {
            if self.known.get(id) == Some(&Some(*stamp)) {
                continue;
            }
            let since = self.since(id, Some(*stamp), now);
            // A file that was moved here is as old as its last change.
            let old =
                stamp.modified.and_then(|at| at.elapsed().ok()).is_some_and(|age| age >= settle);
            if old || now.duration_since(since) >= settle {
                changes.inputs.push(input.clone());
            } else {
                unsettled.insert(id.clone(), (Some(*stamp), since));
            }
        }
        if scan.trouble.is_empty() {
            for id in self.known.keys().filter(|id| !scan.found.contains_key(*id)) {
                let since = self.since(id, None, now);
                if now.duration_since(since) >= settle {
                    changes.gone.push(id.clone());
                } else {
                    unsettled.insert(id.clone(), (None, since));
                }
            }
        }
        changes.waiting = !unsettled.is_empty();
        self.unsettled = unsettled;
        changes
    }

    fn since(&self, id: &str, stamp: Option<Stamp>, now: Instant) -> Instant {
        self.unsettled
            .get(id)
            .filter(|(as_it_was, _)| *as_it_was == stamp)
            .map_or(now, |(_, at)| *at)
    }

    /// The changes were carried out.
    pub(super) fn note(&mut self, scan: &Scan, changes: &Changes) {
        for input in &changes.inputs {
            if let Some((_, stamp)) = scan.found.get(&input.id) {
                self.known.insert(input.id.clone(), Some(*stamp));
            }
        }
        self.forget(&changes.gone);
    }

    /// These files are gone, and nothing comes of it.
    pub(super) fn forget(&mut self, gone: &[String]) {
        for id in gone {
            self.known.remove(id);
        }
    }
}

/// Does the graph have all that the input holds, and nothing more of it?
fn is_as_read(corpus: &Corpus, input: &Input, there: usize, options: &Options) -> bool {
    let mut articles = Articles::of(input);
    let mut same = 0;
    while let Some(next) = articles.next(options) {
        // What was passed over is looked at again, as a file would be that was.
        let Ok(raw) = next else { return false };
        let Some(read) = corpus.get(raw.id()) else { return false };
        if raw.hash().ok().as_ref() != Some(&read.document.hash) {
            return false;
        }
        same += 1;
    }
    same == there
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::scan::Scan;
    use super::{Corpus, Followed, Options};

    const NEVER: Duration = Duration::from_secs(3600);

    #[test]
    fn a_file_is_read_when_it_has_settled_and_only_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "Envoys met.").unwrap();
        let scan = Scan::of(&[folder.path().to_owned()], &Options::default());
        let mut followed = Followed::of(&Corpus::default(), &scan, false, &Options::default());
        let changes = followed.changes(&scan, NEVER);
        assert!(changes.is_empty() && changes.waiting, "it may still be written");
        let changes = followed.changes(&scan, Duration::ZERO);
        assert_eq!(changes.inputs.len(), 1);
        followed.note(&scan, &changes);
        assert!(followed.changes(&scan, Duration::ZERO).is_empty());
        std::fs::write(folder.path().join("a.txt"), "Envoys met again.").unwrap();
        let scan = Scan::of(&[folder.path().to_owned()], &Options::default());
        assert_eq!(followed.changes(&scan, Duration::ZERO).inputs.len(), 1, "it has changed");
    }

    #[test]
    fn what_is_removed_is_gone_unless_the_look_failed() {
        let folder = tempfile::tempdir().unwrap();
        let folders = [folder.path().to_owned()];
        std::fs::write(folder.path().join("a.txt"), "Envoys met.").unwrap();
        let scan = Scan::of(&folders, &Options::default());
        let mut followed = Followed::default();
        let changes = followed.changes(&scan, Duration::ZERO);
        followed.note(&scan, &changes);
        std::fs::remove_file(folder.path().join("a.txt")).unwrap();
        let empty = Scan::of(&folders, &Options::default());
        assert!(empty.trouble.is_empty());
        assert!(followed.changes(&empty, NEVER).gone.is_empty(), "it may come back at once");
        assert_eq!(followed.changes(&empty, Duration::ZERO).gone, ["a"]);
        drop(folder);
        let missing = Scan::of(&folders, &Options::default());
        assert!(!missing.trouble.is_empty());
        assert!(followed.changes(&missing, Duration::ZERO).is_empty(), "the folder may come back");
    }
}
