use std::fs;
use std::path::{Path, PathBuf};

use super::find;
use crate::source::SourceError;

/// A folder with these files in it, each holding its own name.
fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, file).expect("a file");
    }
    folder
}

fn ids(paths: &[PathBuf]) -> Vec<String> {
    find(paths).expect("inputs").inputs.into_iter().map(|input| input.id).collect()
}

fn under(folder: &tempfile::TempDir, names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(|name| folder.path().join(name)).collect()
}

#[test]
fn a_folder_gives_its_texts_at_any_depth_in_order_of_their_ids() {
    let folder = folder(&["b.txt", "a/2.TXT", "a/1.text", "c", "d.json", ".git/x.txt", "a/.h.txt"]);
    assert_eq!(ids(&under(&folder, &[""])), ["a/1", "a/2", "b", "c"]);
}

#[test]
fn a_file_that_is_named_may_have_any_extension_and_is_called_by_its_stem() {
    let folder = folder(&["a/report.v2.md"]);
    assert_eq!(ids(&under(&folder, &["a/report.v2.md"])), ["report.v2"]);
}

#[test]
fn equal_names_are_told_apart_by_extension_or_folders_whatever_the_order() {
    let folder = folder(&["p/a/x.txt", "p/b/x.txt", "p/y.txt", "p/y.text"]);
    assert_eq!(ids(&under(&folder, &["p/a/x.txt", "p/b/x.txt"])), ["a/x", "b/x"]);
    assert_eq!(ids(&under(&folder, &["p/b/x.txt", "p/a/x.txt"])), ["a/x", "b/x"]);
    assert_eq!(ids(&under(&folder, &["p/a", "p/b"])), ["a/x", "b/x"]);
    assert_eq!(ids(&under(&folder, &["p/y.txt", "p/y.text"])), ["y.text", "y.txt"]);
}

#[test]
fn a_file_named_twice_is_one_input() {
    let folder = folder(&["a/x.txt"]);
    assert_eq!(ids(&under(&folder, &["a/x.txt", "", "a"])), ["a/x"]);
}

#[test]
fn what_is_missing_or_holds_nothing_is_an_error() {
    let folder = folder(&["only.json"]);
    let missing = find(&under(&folder, &["none.txt"]));
    assert!(matches!(missing, Err(SourceError::Missing { .. })));
    let empty = find(&under(&folder, &[""]));
    assert!(matches!(empty, Err(SourceError::NoDocuments { .. })));
}

#[test]
fn a_link_in_a_circle_is_passed_over() {
    let folder = folder(&["a/x.txt"]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).expect("a link");
    let found = find(&under(&folder, &[""])).expect("inputs");
    assert_eq!((found.inputs.len(), found.passed_over.len()), (1, 1));
}

#[test]
fn standard_input_is_a_dash() {
    assert_eq!(ids(&[Path::new("-").to_owned()]), ["stdin"]);
}
