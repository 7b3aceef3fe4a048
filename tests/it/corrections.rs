//! What an analyst writes to a graph: kept in a log, apart from what was read, and carried out again when that is read anew.

use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;

fn chancery(folder: &Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.current_dir(folder).env_remove("CHANCERY_AUTHOR").args(arguments).assert()
}

/// A folder with two short stories and the graph of the first.
fn stories() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir(path.join("news")).unwrap();
    let first = "Talks in Arica\ndate 2025-07-10\n\nAna Ruiz of Peru met Tomas Vera in Arica on Thursday.\n";
    std::fs::write(path.join("news/one.txt"), first).unwrap();
    chancery(path, &["build", "news", "-o", "graph.ron"]).success();
    folder
}

const MARK: &str = "MATCH (p:Person {name: 'Ana Ruiz'}) SET p.role = 'envoy' CREATE (p)-[:KNOWS]->(:Person {name: 'Eva Lund'})";

#[test]
fn a_correction_is_saved_with_who_made_it_when_and_why() {
    let folder = stories();
    let at = ["--author", "lund", "--reason", "seen in the gazette", "--read-at", "2025-08-01"];
    chancery(folder.path(), &[&["query", "graph.ron", MARK][..], &at].concat())
        .success()
        .stderr(contains("1 node added, 1 relationship added, 2 properties set"));
    chancery(
        folder.path(),
        &["query", "graph.ron", "MATCH (p {role: 'envoy'})-[:KNOWS]->(q) RETURN q.name"],
    )
    .success()
    .stdout(contains("Eva Lund"));
    chancery(folder.path(), &["log", "graph.ron"]).success().stdout(
        contains("1  2025-08-01T00:00:00Z  lund  seen in the gazette")
            .and(contains("~ person/ana-ruiz role: nothing → \"envoy\""))
            .and(contains("+ person/ana-ruiz -KNOWS-> added/")),
    );
    chancery(folder.path(), &["why", "graph.ron", "Ana Ruiz"])
        .success()
        .stdout(contains("written  2025-08-01T00:00:00Z, lund, seen in the gazette"));
}

#[test]
fn corrections_outlive_reading_again() {
    let folder = stories();
    chancery(folder.path(), &["query", "graph.ron", MARK]).success();
    let second = "More talks\ndate 2025-07-12\n\nAna Ruiz visited Chile on Friday.\n";
    std::fs::write(folder.path().join("news/two.txt"), second).unwrap();
    let asked =
        ["query", "graph.ron", "MATCH (p {role: 'envoy'})-[:KNOWS]->(q) RETURN p.name, q.name"];
    for again in
        [["add", "graph.ron", "news", "-q"].as_slice(), &["build", "news", "-o", "graph.ron", "-q"]]
    {
        chancery(folder.path(), again).success();
        chancery(folder.path(), &asked).success().stdout(contains("Ana Ruiz\tEva Lund"));
        chancery(folder.path(), &["why", "graph.ron", "Chile"]).success();
    }
}

#[test]
fn what_has_lost_its_ground_is_told_and_kept() {
    let folder = stories();
    chancery(folder.path(), &["query", "graph.ron", MARK]).success();
    let other = "Talks in Arica\ndate 2025-07-10\n\nEva Holm of Peru met Tomas Vera in Arica on Thursday.\n";
    std::fs::write(folder.path().join("news/one.txt"), other).unwrap();
    chancery(folder.path(), &["add", "graph.ron", "news"]).success().stderr(contains(
        "correction 1 is left out in part: person/ana-ruiz is not there any more",
    ));
    chancery(folder.path(), &["log", "graph.ron"])
        .success()
        .stdout(contains("left out: person/ana-ruiz is not there any more"));
    chancery(
        folder.path(),
        &["query", "graph.ron", "MATCH (p {name: 'Eva Lund'}) RETURN count(*) AS n"],
    )
    .success()
    .stdout(contains("1"));
}

#[test]
fn the_last_correction_can_be_taken_back() {
    let folder = stories();
    let before = std::fs::read(folder.path().join("graph.ron")).unwrap();
    chancery(folder.path(), &["query", "graph.ron", MARK]).success();
    assert_ne!(std::fs::read(folder.path().join("graph.ron")).unwrap(), before);
    chancery(folder.path(), &["log", "graph.ron", "--undo"])
        .success()
        .stderr(contains("taken back"));
    assert_eq!(std::fs::read(folder.path().join("graph.ron")).unwrap(), before);
    chancery(folder.path(), &["log", "graph.ron", "--undo"])
        .code(1)
        .stderr(contains("the log of corrections is empty"));
    chancery(folder.path(), &["log", "graph.ron"])
        .success()
        .stdout(contains("nothing was written"));
}

#[test]
fn a_statement_that_fails_or_may_not_write_leaves_the_file_as_it_was() {
    let folder = stories();
    let before = std::fs::read(folder.path().join("graph.ron")).unwrap();
    chancery(folder.path(), &["query", "graph.ron", "MATCH (p:Person) SET p.x = 1 / 0"]).code(1);
    chancery(folder.path(), &["query", "graph.ron", "MATCH (p:Person) DELETE p"]).code(1);
    chancery(folder.path(), &["query", "graph.ron", MARK, "--read-only"])
        .code(1)
        .stderr(contains("open it without --read-only"));
    assert_eq!(std::fs::read(folder.path().join("graph.ron")).unwrap(), before);
}

#[test]
fn a_script_of_the_prompt_writes_takes_back_and_saves() {
    let folder = stories();
    let script = format!(
        ":reason from the gazette\n{MARK};\nMATCH (p:Person) SET p.checked = true;\n:undo\n:log\n:save\n"
    );
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .current_dir(folder.path())
        .args(["repl", "graph.ron", "--author", "lund", "--read-at", "2025-08-01"])
        .write_stdin(script)
        .assert()
        .success()
        .stderr(contains("taken back: MATCH (p:Person) SET p.checked = true"))
        .stdout(
            contains("1  2025-08-01T00:00:00Z  lund  from the gazette").and(contains("2  ").not()),
        );
    chancery(
        folder.path(),
        &["query", "graph.ron", "MATCH (p {role: 'envoy'}) RETURN p.checked IS NULL AS x"],
    )
    .success()
    .stdout(contains("true"));
}

#[test]
fn lines_of_a_batch_are_saved_at_its_end() {
    let folder = stories();
    let lines = format!(
        "{{\"query\": \"{MARK}\"}}\n{{\"query\": \"MATCH (p {{role: 'envoy'}}) RETURN count(*) AS n\"}}\n"
    );
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .current_dir(folder.path())
        .args(["query", "graph.ron", "--batch", "--reason", "checked"])
        .write_stdin(lines)
        .assert()
        .success()
        .stdout(contains("[[1]]"));
    chancery(folder.path(), &["log", "graph.ron"]).success().stdout(contains("checked"));
}
