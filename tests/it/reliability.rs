//! The page of promises names tests that there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The paths of all tests, as the test programs name them.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for root in ["src", "tests/it"] {
        for entry in walkdir::WalkDir::new(root) {
            let entry = entry.unwrap();
            if entry.path().extension().is_some_and(|ending| ending == "rs") {
                found.extend(tests_in(root.as_ref(), entry.path()));
            }
        }
    }
    found
}

fn tests_in(root: &Path, path: &Path) -> Vec<String> {
    let place = path.strip_prefix(root).unwrap().with_extension("");
    let mut modules: Vec<String> =
        place.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if modules.last().is_some_and(|last| last == "mod") {
        modules.pop();
    }
    let text = fs::read_to_string(path).unwrap();
    let (mut open, mut is_test, mut found) = (Vec::new(), false, Vec::new());
    for line in text.lines() {
        let plain = line.trim_start();
        let indent = line.len() - plain.len();
        open.retain(|&(at, _): &(usize, String)| at < indent || line.trim().is_empty());
        if let Some(name) = plain.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(" {")) {
            open.push((indent, name.to_owned()));
        } else if plain == "#[test]" {
            is_test = true;
        } else if let Some(rest) = plain.strip_prefix("fn ").filter(|_| is_test) {
            let name = rest.split('(').next().unwrap_or_default().to_owned();
            let inner = open.iter().map(|(_, name)| name.clone());
            found.push(
                modules.iter().cloned().chain(inner).chain([name]).collect::<Vec<_>>().join("::"),
            );
            is_test = false;
        }
    }
    found
}

#[test]
fn every_promise_names_a_test_that_there_is() {
    let there = tests();
    let page = fs::read_to_string("docs/reliability.md").unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.contains("::"));
    let named: Vec<&str> =
        rows.filter_map(|row| row.split('`').rfind(|part| part.contains("::"))).collect();
    assert!(named.len() > 30, "the page names but {} tests", named.len());
    let missing: Vec<&&str> = named.iter().filter(|name| !there.contains(**name)).collect();
    assert!(missing.is_empty(), "docs/reliability.md names tests that there are not: {missing:#?}");
}

#[test]
fn every_disaster_hostile_name_and_damage_that_is_tested_is_promised() {
    let page = fs::read_to_string("docs/reliability.md").unwrap();
    let about = ["disaster::", "hostile::", "keeping::"];
    let unnamed: Vec<String> = tests()
        .into_iter()
        .filter(|name| about.iter().any(|part| name.starts_with(part)))
        .filter(|name| !name.ends_with("the_one_that_is_killed") && !page.contains(name.as_str()))
        .collect();
    assert!(unnamed.is_empty(), "docs/reliability.md does not tell of {unnamed:#?}");
}
