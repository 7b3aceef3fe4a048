//! What is added to a compact snapshot counts as a whole or not at all, and written anew it has the bytes of a fresh one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;

use super::{
    Content, Guards, Keeper, SaveOptions, Seen, SnapshotError, Written, open, read_bytes,
    salvage_bytes, write_compact,
};
use crate::facts::ReadDocument;
use crate::facts::example::Doc;
use crate::graph::{Edit, Entry, Stamp, push};

const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn document(id: &'static str, words: u8) -> Arc<ReadDocument> {
    let mut read = Doc::new(id, &"Rain fell. ".repeat(usize::from(words))).read();
    read.reader = Some("reader".into());
    Arc::new(read)
}

fn anew(content: &Content) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_compact(&mut bytes, content, &SaveOptions::default()).unwrap();
    bytes
}

/// To the smallest file is added, and as much as there may be.
fn keeper() -> Keeper {
    Keeper::default().adding(0, 100_000)
}

/// A graph as a program holds it, and its file.
struct Held {
    folder: tempfile::TempDir,
    path: PathBuf,
    content: Content,
    written: Option<Written>,
    seen: Seen,
}

impl Held {
    /// Of all documents.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.chy");
        let mut content = Content::default();
        for id in IDS {
            content.corpus.put(document(id, 4));
        }
        fs::write(&path, anew(&content)).unwrap();
        let (content, written) = open(&path).unwrap();
        let seen = Seen::of(&path);
        Self { folder, path, content, written, seen }
    }

    fn save_by(&mut self, keeper: &Keeper) -> Result<(), SnapshotError> {
        let Self { path, content, written, seen, .. } = self;
        let guards = Guards { lock: None, seen: Some(seen), written: Some(written) };
        keeper.save(path, content, &SaveOptions::default(), guards)
    }

    fn save(&mut self) {
        self.save_by(&keeper()).unwrap();
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(&self.path).unwrap()
    }

    fn change(&mut self, batch: &BTreeMap<usize, Option<u8>>) {
        for (&at, words) in batch {
            match words {
                Some(words) => drop(self.content.corpus.put(document(IDS[at], *words))),
                None => drop(self.content.corpus.take(IDS[at])),
            }
        }
    }

    fn correct(&mut self) {
        let edit = Edit::Label { node: "x".into(), label: "Seen".into(), there: true };
        let stamp = Stamp { at: Some("2025-08-01T10:41:00Z".to_owned()), ..Stamp::default() };
        push(
            &mut self.content.corrections,
            Entry::new(stamp, "MATCH (n) SET n:Seen", vec![edit]).unwrap(),
        );
    }
}

fn is_same(one: &Content, other: &Content) -> bool {
    anew(one) == anew(other)
}

fn loaded(bytes: &[u8]) -> Result<Content, SnapshotError> {
    read_bytes("graph.chy", bytes.to_vec(), true)
}

fn batches() -> impl Strategy<Value = Vec<(BTreeMap<usize, Option<u8>>, bool)>> {
    let change = proptest::option::weighted(0.7, 0..9u8);
    let batch = proptest::collection::btree_map(0..IDS.len(), change, 0..4);
    proptest::collection::vec((batch, any::<bool>()), 1..8)
}

proptest! {
    #[test]
    fn what_is_added_is_read_as_what_would_be_written_anew(batches in batches(), reopen in any::<u8>()) {
        let mut held = Held::new();
        let base = held.bytes();
        for (turn, (batch, corrects)) in batches.into_iter().enumerate() {
            held.change(&batch);
            if corrects {
                held.correct();
            }
            let before = held.bytes();
            held.save();
            let after = held.bytes();
            prop_assert!(after.starts_with(&before) && after.starts_with(&base), "it was not added");
            let (content, written) = open(&held.path).unwrap();
            prop_assert!(is_same(&content, &held.content));
            let found = salvage_bytes("graph.chy", &after, true).unwrap();
            prop_assert!(found.is_whole() && is_same(&found.content, &held.content), "{:?}", found.problems);
            if reopen >> (turn % 8) & 1 == 1 {
                (held.content, held.written) = (content, written);
            }
        }
        // In full it is what a fresh build gives, with what was copied from the file.
        held.save_by(&Keeper::default()).unwrap();
        prop_assert_eq!(held.bytes(), anew(&held.content));
    }
}

/// A file with two additions: where each begins, and what it held before each and in the end.
fn twice() -> (Vec<u8>, [usize; 2], [Content; 3]) {
    let mut held = Held::new();
    let (first, one) = (held.bytes().len(), held.content.clone());
    held.change(&BTreeMap::from([(1, None), (2, Some(7))]));
    held.save();
    let (second, two) = (held.bytes().len(), held.content.clone());
    held.change(&BTreeMap::from([(1, Some(2))]));
    held.correct();
    held.save();
    (held.bytes(), [first, second], [one, two, held.content.clone()])
}

#[test]
fn an_addition_that_is_not_finished_does_not_count() {
    let (whole, [_, second], [_, two, _]) = twice();
    for end in second..whole.len() {
        let mut cut = whole[..end].to_vec();
        if let Some(state) = cut.get_mut(second + 1) {
            *state = 0x5A;
        }
        assert!(is_same(&loaded(&cut).unwrap(), &two), "{end}");
        let found = salvage_bytes("graph.chy", &cut, true).unwrap();
        assert!(found.is_whole() && is_same(&found.content, &two), "{end}");
        assert_eq!(found.unfinished, end - second);
        // The system made room, and the power failed.
        cut[second..].fill(0);
        assert!(is_same(&loaded(&cut).unwrap(), &two), "{end}");
    }
}

#[test]
fn an_addition_that_counts_and_is_cut_off_is_refused() {
    let (whole, [_, second], [_, two, three]) = twice();
    for end in second + 2..whole.len() {
        assert!(loaded(&whole[..end]).is_err(), "{end}");
        let found = salvage_bytes("graph.chy", &whole[..end], true).unwrap();
        assert!(!found.is_whole(), "{end}");
        let kept = found.content.corpus.len();
        assert!((two.corpus.len()..=three.corpus.len()).contains(&kept), "{end}");
    }
}

#[test]
fn no_flipped_bit_of_what_was_added_goes_unnoticed() {
    let (whole, [first, _], [one, _, three]) = twice();
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut spoilt = whole.clone();
            spoilt[at] ^= 1 << bit;
            assert!(loaded(&spoilt).is_err(), "byte {at}, bit {bit}");
            if bit == at % 8 {
                let found = salvage_bytes("graph.chy", &spoilt, true).unwrap();
                assert!(!found.is_whole(), "byte {at}");
                // What was before is kept, and most of what was added.
                let least = if at < first { one.corpus.len() - 2 } else { one.corpus.len() - 1 };
                let kept = found.content.corpus.len();
                // A document whose id is damaged is one more.
                assert!((least..=three.corpus.len() + 1).contains(&kept), "byte {at}: {kept}");
            }
        }
    }
}

#[test]
fn when_much_was_added_the_file_is_written_anew() {
    let mut held = Held::new();
    let base = held.bytes().len();
    let keeper = Keeper::default().adding(0, 50);
    let mut anew_at = Vec::new();
    for turn in 0..12u8 {
        held.change(&BTreeMap::from([(usize::from(turn) % 6, Some(turn + 1))]));
        held.save_by(&keeper).unwrap();
        if held.bytes() == anew(&held.content) {
            anew_at.push(turn);
        }
        assert!(held.bytes().len() < base * 2);
    }
    assert!(!anew_at.is_empty() && anew_at.len() < 6, "{anew_at:?}");
}

#[test]
fn small_graphs_are_written_anew() {
    let mut held = Held::new();
    held.change(&BTreeMap::from([(1, Some(2))]));
    held.save_by(&Keeper::default()).unwrap();
    assert_eq!(held.bytes(), anew(&held.content));
}

#[test]
fn a_state_that_is_kept_elsewhere_is_not_added_to() {
    let add = |held: &mut Held, keeper: &Keeper| {
        held.change(&BTreeMap::from([(1, Some(2))]));
        held.save_by(keeper).unwrap();
        assert_eq!(held.bytes(), anew(&held.content));
    };
    let mut held = Held::new();
    let (before, other) = (held.bytes(), held.folder.path().join("other.chy"));
    fs::hard_link(&held.path, &other).unwrap();
    add(&mut held, &keeper());
    assert_eq!(fs::read(other).unwrap(), before);
    let mut held = Held::new();
    add(&mut held, &keeper().with_backups(2));
    let backup = super::backups(&held.path).unwrap().remove(0);
    assert_eq!(fs::read(backup.path).unwrap(), before);
}

#[test]
fn what_another_program_wrote_is_not_added_to() {
    let mut held = Held::new();
    let mut other = held.content.clone();
    other.corpus.put(document("g", 3));
    fs::write(&held.path, anew(&other)).unwrap();
    held.change(&BTreeMap::from([(1, Some(2))]));
    let refused = held.save_by(&keeper());
    assert!(matches!(refused, Err(SnapshotError::Changed { .. })), "{refused:?}");
    assert_eq!(held.bytes(), anew(&other));
}

#[test]
fn a_document_that_does_not_fit_is_not_added() {
    let mut held = Held::new();
    let before = held.bytes();
    let mut read = Doc::new("g", "Rain.").read();
    read.document.body.end = 99;
    held.content.corpus.put(Arc::new(read));
    let refused = held.save_by(&keeper());
    assert!(matches!(refused, Err(SnapshotError::Unsound(_))), "{refused:?}");
    assert_eq!(held.bytes(), before);
}

#[test]
fn another_file_is_written_whole() {
    let mut held = Held::new();
    held.change(&BTreeMap::from([(1, Some(2))]));
    let other: &Path = &held.folder.path().join("other.chy");
    let guards = Guards { written: Some(&mut held.written), ..Guards::default() };
    keeper().save(other, &held.content, &SaveOptions::default(), guards).unwrap();
    assert_eq!(fs::read(other).unwrap(), anew(&held.content));
}
