//! Invented articles for tests and benchmarks: what the generator writes, and what is read in it.

// The generator is an example; its articles are made here without it.
#[allow(dead_code)]
#[path = "../../examples/generate/articles/mod.rs"]
pub mod articles;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::program::{chancery, rows};

fn write(count: usize, seed: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    articles::write(count, seed, folder.path()).unwrap();
    folder
}

fn manifest(folder: &Path) -> Vec<Json> {
    let text = fs::read_to_string(folder.join("manifest.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// All files below a folder with what stands in them.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    all.filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().display().to_string();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (one, again, other) = (write(300, 7), write(300, 7), write(300, 8));
    assert!(files(one.path()) == files(again.path()));
    assert!(files(one.path()) != files(other.path()));
    assert_eq!(files(one.path()).len(), 301);
    assert!(articles::write(3, 7, one.path()).is_err(), "a folder that is not empty is left alone");
}

#[test]
fn a_thousand_articles_stand_in_a_folder() {
    let folder = write(1500, 1);
    let count = |name: &str| fs::read_dir(folder.path().join(name)).unwrap().count();
    assert_eq!((count("000"), count("001")), (1000, 500));
}

#[test]
fn names_are_skewed_shared_and_spelled_in_several_ways_and_files_are_copied_and_broken() {
    let folder = write(2000, 3);
    let manifest = manifest(folder.path());
    let people = || manifest.iter().flat_map(|one| one["facts"]["people"].as_array().unwrap());
    let mut counts = std::collections::BTreeMap::<u64, usize>::new();
    people().for_each(|one| *counts.entry(one["person"].as_u64().unwrap()).or_default() += 1);
    let mut by_fame: Vec<usize> = counts.values().copied().collect();
    by_fame.sort_unstable_by(|a, b| b.cmp(a));
    assert!(by_fame[0] > 10 * by_fame[by_fame.len() / 2], "{by_fame:?}");
    let pairs: BTreeSet<(String, u64)> =
        people().map(|one| (one["name"].to_string(), one["person"].as_u64().unwrap())).collect();
    let names: BTreeSet<&String> = pairs.iter().map(|(name, _)| name).collect();
    assert!(names.len() < pairs.len(), "no two people share a name");
    let spelled = people().filter(|one| one["name"] != one["spelled"]).count();
    assert!(spelled * 100 > people().count(), "{spelled} names are spelled otherwise");
    let of = |key: &str| manifest.iter().filter(|one| !one[key].is_null()).collect::<Vec<_>>();
    let (copies, conflicts, broken) = (of("copy_of"), of("conflicts_with"), of("broken"));
    assert!(copies.len() > 100 && conflicts.len() > 10 && broken.len() > 20);
    let find = |id: &Json| manifest.iter().find(|one| one["id"] == *id).unwrap();
    for copy in &copies {
        let original = find(&copy["copy_of"]);
        assert_ne!(copy["source"], original["source"]);
        assert_eq!(copy["template"], original["template"]);
    }
    for conflict in conflicts.iter().filter(|one| one["passed_over"] == false) {
        let original = find(&conflict["conflicts_with"]);
        if original["passed_over"] == false {
            let (new, old) = (&conflict["facts"]["toll"], &original["facts"]["toll"]);
            assert_eq!(new["place"], old["place"]);
            assert_ne!(new["killed"], old["killed"]);
        }
    }
    let kinds: BTreeSet<&str> = broken.iter().filter_map(|one| one["broken"].as_str()).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["binary", "cut_character", "empty", "wrong_encoding"]
    );
}

#[test]
fn what_the_articles_tell_stands_in_them() {
    let folder = write(400, 5);
    for entry in manifest(folder.path()).iter().filter(|one| one["broken"].is_null()) {
        let text = fs::read_to_string(folder.path().join(entry["file"].as_str().unwrap())).unwrap();
        for person in entry["facts"]["people"].as_array().unwrap() {
            let spelled = person["spelled"].as_str().unwrap();
            assert!(text.contains(spelled), "{spelled} is not in {entry}\n{text}");
        }
        if let Some(killed) = entry["facts"]["toll"]["killed"].as_u64() {
            assert!(text.contains(&killed.to_string()), "{entry}\n{text}");
        }
    }
}

#[test]
fn a_graph_of_generated_articles_has_what_the_manifest_tells_with_any_number_of_threads() {
    let folder = write(120, 11);
    let manifest = manifest(folder.path());
    let passed_over = manifest.iter().filter(|one| one["passed_over"] == true).count();
    assert!(passed_over > 0, "choose another seed");
    let build = |jobs: &str| {
        let graph = folder.path().join(format!("{jobs}.ron"));
        let mut command = chancery(["build", "--jobs", jobs]);
        let output = command.arg(folder.path()).arg("-o").arg(&graph).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        graph
    };
    let graph = build("1");
    for jobs in ["2", "5"] {
        assert!(fs::read(&graph).unwrap() == fs::read(build(jobs)).unwrap(), "{jobs} threads");
    }
    let read = (manifest.len() - passed_over).to_string();
    assert_eq!(rows(&graph, "MATCH (d:Document) RETURN count(d)"), [read]);
    let met: BTreeSet<String> =
        rows(&graph, "MATCH (a:Person)-[:MET]-(b:Person) RETURN a.name, b.name")
            .into_iter()
            .collect();
    let meant: Vec<(String, String)> = manifest
        .iter()
        .flat_map(|one| one["facts"]["met"].as_array().unwrap().clone())
        .map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap().to_owned()))
        .collect();
    let found = meant.iter().filter(|(a, b)| met.contains(&format!("{a}\t{b}"))).count();
    println!("{found} of {} meetings are found", meant.len());
    assert!(meant.len() > 15 && found * 2 > meant.len(), "{found} of {}: {met:?}", meant.len());
}
