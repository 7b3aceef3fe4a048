//! Scores that may only rise: `.ci/floors.ron` holds the floors, `score.py` beside the gold measures.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::data;

/// `.ci/floors.ron`, as far as the gold is concerned.
#[derive(Deserialize)]
struct Floors {
    /// F1 by row of `score.py`, all development documents together.
    gold: BTreeMap<String, f64>,
}

const FOLDERS: [&str; 4] = ["seeds", "dev", "official", "registers"];

#[test]
fn extraction_keeps_the_scores_that_it_reached() {
    let Some(data) = data::folder("extraction_keeps_the_scores_that_it_reached") else { return };
    let gold = data.join("gold");
    let floors: Floors = ron::Options::default()
        .from_str(&std::fs::read_to_string(".ci/floors.ron").unwrap())
        .unwrap();

    let mut articles: Vec<_> = FOLDERS
        .iter()
        .flat_map(|folder| std::fs::read_dir(gold.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    articles.sort();
    let facts = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["extract", "--format", "json"])
        .args(&articles)
        .output()
        .unwrap();
    assert!(facts.status.success(), "{}", String::from_utf8_lossy(&facts.stderr));

    let folders = FOLDERS.map(|folder| gold.join(folder).to_string_lossy().into_owned()).join(",");
    let mut scorer = Command::new("python3")
        .arg(gold.join("score.py"))
        .args(["--json", &folders, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("score.py runs by python3");
    scorer.stdin.take().unwrap().write_all(&facts.stdout).unwrap();
    let scores = scorer.wait_with_output().unwrap();
    let scores: serde_json::Value = serde_json::from_slice(&scores.stdout).unwrap();
    assert_eq!(scores["missing"].as_array().map(Vec::len), Some(0), "{scores}");

    let mut fallen = Vec::new();
    for (row, floor) in &floors.gold {
        let reached =
            scores[row]["f1"].as_f64().unwrap_or_else(|| panic!("score.py has no row {row:?}"));
        if reached < *floor {
            fallen.push(format!("{row}: {reached} is below the floor {floor}"));
        }
    }
    assert!(!floors.gold.is_empty());
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}
