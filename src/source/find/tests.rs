use std::fs;
use std::path::{Path, PathBuf};

use crate::source::{Found, Globs, Options, SourceError};

fn find(paths: &[PathBuf]) -> Result<Found, SourceError> {
    super::find(paths, &Options::default())
}

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

#[test]
fn what_a_browser_saves_beside_a_page_is_not_read() {
    let folder = folder(&[
        "Story.html",
        "Story_files/frame.html",
        "My_files/a.html",
        "Tale.htm.gz",
        "Tale_files/x.html",
    ]);
    assert_eq!(ids(&under(&folder, &[""])), ["My_files/a", "Story", "Tale"]);
}

#[test]
fn formats_are_read_by_their_extension_and_packed_ones_are_called_by_what_is_in_them() {
    let folder =
        folder(&["a.warc.gz", "b.html", "c.jsonl", "d.eml", "e.png", "f.txt.zst", "g.json"]);
    assert_eq!(ids(&under(&folder, &[""])), ["a", "b", "c", "d", "f"]);
}

#[test]
fn tables_and_xml_are_read_where_they_hold_articles() {
    let folder = folder(&[]);
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("articles.csv", "id,headline,body\n");
    write("numbers.csv", "id,count\n");
    write("feed.xml", "<?xml version='1.0'?><rss version='2.0'>");
    write("map.xml", "<?xml version='1.0'?><kml>");
    assert_eq!(ids(&under(&folder, &[""])), ["articles", "feed"]);
}

#[test]
fn patterns_choose_among_the_files_of_a_folder() {
    let folder = folder(&["a.txt", "b.md", "drafts/c.txt", "2024/d.txt"]);
    let chosen = |include: &[&str], exclude: &[&str]| {
        let owned = |list: &[&str]| list.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
        let globs = Globs::new(&owned(include), &owned(exclude)).expect("patterns");
        let options = Options { globs, ..Options::default() };
        let found = super::find(&under(&folder, &[""]), &options).expect("inputs");
        found.inputs.into_iter().map(|input| input.id).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&["*.md"], &[]), ["b"]);
    assert_eq!(chosen(&[], &["drafts", "2024/**"]), ["a"]);
    assert_eq!(chosen(&["*.{txt,md}"], &["a.*"]), ["2024/d", "b", "drafts/c"]);
}
