//! Saving beside a compact snapshot gives the bytes that saving anew gives, whatever became of the older file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;

use super::{Content, Guards, Keeper, SaveOptions, SnapshotError, Written, open, write_compact};
use crate::facts::ReadDocument;
use crate::facts::example::Doc;

const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn document(id: &'static str, words: u8) -> Arc<ReadDocument> {
    let mut read = Doc::new(id, &"Rain fell. ".repeat(usize::from(words))).read();
    // Some were read before it was kept who reads.
    read.reader = (!words.is_multiple_of(3)).then(|| format!("reader {words}").into());
    Arc::new(read)
}

fn anew(content: &Content) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_compact(&mut bytes, content, &SaveOptions::default()).unwrap();
    bytes
}

/// The bytes of a snapshot beside another; an error where that is no help.
fn copied(content: &Content, other: Option<&Written>) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    super::compact::write_beside(&mut bytes, content, &SaveOptions::default(), other)?;
    Ok(bytes)
}

fn save(path: &Path, content: &Content, written: &mut Option<Written>) -> Vec<u8> {
    let guards = Guards { written: Some(written), ..Guards::default() };
    Keeper::default().save(path, content, &SaveOptions::default(), guards).unwrap();
    fs::read(path).unwrap()
}

fn change(content: &mut Content, batch: BTreeMap<usize, Option<u8>>) {
    for (at, words) in batch {
        match words {
            Some(words) => drop(content.corpus.put(document(IDS[at], words))),
            None => drop(content.corpus.take(IDS[at])),
        }
    }
}

fn batches() -> impl Strategy<Value = Vec<BTreeMap<usize, Option<u8>>>> {
    let change = proptest::option::weighted(0.7, 0..9u8);
    let batch = proptest::collection::btree_map(0..IDS.len(), change, 0..4);
    proptest::collection::vec(batch, 1..8)
}

proptest! {
    #[test]
    fn what_is_copied_is_what_would_be_made(batches in batches(), reopen in any::<u8>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.chy");
        let (mut content, mut written) = (Content::default(), None);
        for (turn, batch) in batches.into_iter().enumerate() {
            change(&mut content, batch);
            prop_assert!(copied(&content, written.as_ref()).is_ok_and(|it| it == anew(&content)));
            let bytes = save(&path, &content, &mut written);
            prop_assert_eq!(&bytes, &anew(&content));
            if reopen >> (turn % 8) & 1 == 1 {
                (content, written) = open(&path).unwrap();
            }
        }
    }
}

/// A saved graph of all documents, opened, and then changed.
fn opened() -> (tempfile::TempDir, PathBuf, Content, Option<Written>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.chy");
    let mut content = Content::default();
    change(&mut content, (0..IDS.len()).map(|at| (at, Some(4))).collect());
    save(&path, &content, &mut None);
    let (mut content, written) = open(&path).unwrap();
    assert!(written.is_some());
    change(&mut content, BTreeMap::from([(2, Some(7))]));
    (folder, path, content, written)
}

#[test]
fn what_was_damaged_since_it_was_opened_is_not_sealed_as_whole() {
    let length = {
        let (_folder, path, ..) = opened();
        fs::read(path).unwrap().len()
    };
    for at in (0..length).step_by(7) {
        let (_folder, path, content, mut written) = opened();
        let mut bytes = fs::read(&path).unwrap();
        bytes[at] ^= 4;
        fs::write(&path, bytes).unwrap();
        assert!(copied(&content, written.as_ref()).is_err() || at >= length - 41, "byte {at}");
        assert!(save(&path, &content, &mut written) == anew(&content), "byte {at}");
    }
}

#[test]
fn what_was_cut_off_or_taken_away_since_is_made_anew() {
    for cut in [Some(0), Some(100), None] {
        let (_folder, path, content, mut written) = opened();
        match cut {
            Some(length) => {
                let bytes = fs::read(&path).unwrap();
                fs::write(&path, &bytes[..length]).unwrap();
            }
            None => fs::remove_file(&path).unwrap(),
        }
        assert!(save(&path, &content, &mut written) == anew(&content), "{cut:?}");
    }
}

#[test]
fn what_is_saved_elsewhere_is_copied_as_well_and_the_first_stays() {
    let (folder, path, content, mut written) = opened();
    let first = fs::read(&path).unwrap();
    let other = folder.path().join("other.chy");
    assert!(save(&other, &content, &mut written) == anew(&content));
    assert!(fs::read(&path).unwrap() == first);
    fs::remove_file(&path).unwrap();
    assert!(save(&other, &content, &mut written) == anew(&content));
}

#[test]
fn a_new_document_that_does_not_fit_is_refused_all_the_same() {
    let (_folder, path, mut content, mut written) = opened();
    let before = fs::read(&path).unwrap();
    let mut read = Doc::new("g", "Rain.").read();
    read.document.body.end = 99;
    content.corpus.put(Arc::new(read));
    let guards = Guards { written: Some(&mut written), ..Guards::default() };
    let error = Keeper::default().save(&path, &content, &SaveOptions::default(), guards);
    assert!(matches!(error, Err(SnapshotError::Unsound(_))), "{error:?}");
    assert!(fs::read(&path).unwrap() == before);
}
