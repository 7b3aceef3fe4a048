//! Things that no document tells of, imported or written by hand, are corrected as those are that were read.

use std::fs;
use std::path::Path;

use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

use crate::program::{chancery, rows};

const PEOPLE: &str = "id,name,born\n1,Ana Ruiz,1960\n2,Tomas Vera,\n3,Ana M. Ruiz,\n";
const TIES: &str = "src,dst,date\n1,2,2025-07-10\n3,2,2025-07-11\n3,1,2025-07-12\n";
const STORY: &str =
    "Talks in Arica\ndate 2025-07-10\n\nAna Ruiz of Peru met Eva Lund in Arica on Thursday.\n";

fn run(folder: &TempDir, arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = chancery([arguments[0]]);
    command.current_dir(folder.path()).args(&arguments[1..]).assert()
}

fn correct(folder: &TempDir, words: &[&str]) -> assert_cmd::assert::Assert {
    run(folder, &[&["correct", "g.chy"], words].concat())
}

/// Three people and who met whom, from tables.
fn imported() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.csv"), PEOPLE).unwrap();
    fs::write(folder.path().join("met.csv"), TIES).unwrap();
    fs::write(folder.path().join("story.txt"), STORY).unwrap();
    let tables = ["--nodes", "Person=people.csv", "--relationships", "MET=met.csv"];
    run(&folder, &[&["import", "-o", "g.chy"], &tables[..]].concat()).success();
    folder
}

fn graph(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("g.chy")
}

const ALL: &str = "MATCH (a)-[m:MET]->(b) RETURN a.name, b.name, m.date ORDER BY m.date";

/// The nodes and relationships of a graph, whatever the order.
fn seen(path: &Path) -> [Vec<String>; 2] {
    let nodes = "MATCH (n) RETURN labels(n), properties(n) ORDER BY n.id";
    let ties = "MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r), b.id ORDER BY a.id, type(r), b.id, r.date";
    [rows(path, nodes), rows(path, ties)]
}

#[test]
fn imported_things_are_merged_and_told_apart_again() {
    let folder = imported();
    let before = seen(&graph(&folder));
    correct(&folder, &["merge", "1", "3", "--author", "lund", "--reason", "one passport"])
        .success()
        .stderr(contains("1 relationship between them left out"));
    let people = rows(
        &graph(&folder),
        "MATCH (p:Person) RETURN p.id, p.name, p.aliases, p.born ORDER BY p.id",
    );
    assert_eq!(people, ["1\tAna Ruiz\t[\"Ana M. Ruiz\"]\t1960", "2\tTomas Vera\tnull\tnull"]);
    assert_eq!(
        rows(&graph(&folder), ALL),
        ["Ana Ruiz\tTomas Vera\t2025-07-10", "Ana Ruiz\tTomas Vera\t2025-07-11"],
        "what is one has not met itself"
    );
    run(&folder, &["why", "g.chy", "Ana Ruiz"]).success().stdout(
        contains("people.csv, line 2")
            .and(contains("lund, one passport"))
            .and(contains("merge 1 3")),
    );
    run(&folder, &["verify", "g.chy"]).success();
    correct(&folder, &["undo", "1"]).success();
    assert_eq!(seen(&graph(&folder)), before);
    correct(&folder, &["redo", "1"]).success();
    assert_eq!(rows(&graph(&folder), "MATCH (p:Person) RETURN count(*)"), ["2"]);
}

#[test]
fn an_imported_thing_is_one_with_what_documents_tell_of() {
    let orders: [&[&[&str]]; 2] = [
        &[
            &["add", "g.chy", "story.txt", "--read-at", "2025-08-01"],
            &["correct", "g.chy", "merge", "1", "person/ana-ruiz"],
        ],
        &[
            &["add", "g.chy", "story.txt", "--read-at", "2025-08-01"],
            &["correct", "g.chy", "merge", "1", "person/ana-ruiz"],
            &["remove", "g.chy", "story"],
            &["add", "g.chy", "story.txt", "--read-at", "2025-08-01"],
        ],
    ];
    let graphs = orders.map(|order| {
        let folder = imported();
        order.iter().for_each(|step| drop(run(&folder, step).success()));
        let met = rows(
            &graph(&folder),
            "MATCH (:Person {id: 1})-[:MET]-(p) RETURN DISTINCT p.name ORDER BY p.name",
        );
        assert_eq!(met, ["Ana M. Ruiz", "Eva Lund", "Tomas Vera"]);
        assert!(rows(&graph(&folder), "MATCH (p {id: 'person/ana-ruiz'}) RETURN p").is_empty());
        seen(&graph(&folder))
    });
    assert_eq!(graphs[0], graphs[1], "whichever comes first");
}

#[test]
fn a_merge_whose_document_is_gone_is_told() {
    let folder = imported();
    run(&folder, &["add", "g.chy", "story.txt"]).success();
    correct(&folder, &["merge", "1", "person/ana-ruiz"]).success();
    run(&folder, &["remove", "g.chy", "story"]).success().stderr(contains(
        "correction 1 is left out in part: person/ana-ruiz is not there any more",
    ));
}

#[test]
fn what_a_table_or_a_line_of_it_tells_is_split_off() {
    let folder = imported();
    correct(&folder, &["split", "1", "met.csv:4", "as", "Ana Ruiz Soto"]).success();
    assert_eq!(
        rows(&graph(&folder), ALL),
        [
            "Ana Ruiz\tTomas Vera\t2025-07-10",
            "Ana M. Ruiz\tTomas Vera\t2025-07-11",
            "Ana M. Ruiz\tAna Ruiz Soto\t2025-07-12"
        ]
    );
    run(&folder, &["why", "g.chy", "Ana Ruiz Soto"]).success();
    correct(&folder, &["undo"]).success();
    correct(&folder, &["split", "Tomas Vera", "met.csv"]).success();
    let bare = rows(&graph(&folder), "MATCH (p:Person) WHERE NOT (p)--() RETURN p.id");
    assert_eq!(bare, ["2"]);
    correct(&folder, &["split", "Ana Ruiz", "no.csv"]).code(1).stderr(contains("no.csv"));
    correct(&folder, &["split", "Ana Ruiz", "met.csv:9"]).code(1).stderr(contains("met.csv:9"));
}

#[test]
fn things_written_by_hand_are_merged_and_split_by_the_entry_that_wrote() {
    let folder = imported();
    let wrote = "CREATE (:Person {name: 'Zed'})-[:KNOWS]->(:Person {name: 'Zod'})";
    run(&folder, &["query", "g.chy", wrote]).success();
    correct(&folder, &["assert", "Zod", "KNOWS", "Tomas Vera"]).success();
    correct(&folder, &["merge", "Zed", "Zod"]).success();
    let known = "MATCH (a)-[:KNOWS]->(b) RETURN a.name, b.name ORDER BY b.name";
    assert_eq!(rows(&graph(&folder), known), ["Zed\tTomas Vera"]);
    correct(&folder, &["split", "Zed", "#2", "as", "Zud"]).success();
    assert_eq!(rows(&graph(&folder), known), ["Zud\tTomas Vera"]);
    correct(&folder, &["split", "Zed", "#9"]).code(1).stderr(contains("9"));
    run(&folder, &["verify", "g.chy"]).success();
    run(&folder, &["convert", "g.chy", "g.ron"]).success();
    assert_eq!(seen(&folder.path().join("g.ron")), seen(&graph(&folder)));
}

#[test]
fn imported_things_that_are_never_one_are_not_merged() {
    let folder = imported();
    correct(&folder, &["distinct", "1", "3"]).success();
    correct(&folder, &["merge", "3", "1"]).code(1).stderr(contains("are never one (entry 1)"));
    correct(&folder, &["undo", "1"]).success();
    correct(&folder, &["merge", "3", "1"]).success();
}

#[test]
fn names_kinds_remarks_and_rejections_hold_for_imported_things() {
    let folder = imported();
    for words in [
        &["rename", "1", "Ana Ruiz Soto"][..],
        &["alias", "1", "La Embajadora"],
        &["kind", "1", "organization"],
        &["note", "1", "seen in Lima"],
        &["reject", "3", "MET", "1"],
    ] {
        correct(&folder, words).success();
    }
    let told = "MATCH (p {id: 1}) RETURN labels(p), p.name, p.aliases, p.notes";
    assert_eq!(
        rows(&graph(&folder), told),
        [
            "[\"Organization\"]\tAna Ruiz Soto\t[\"Ana Ruiz\",\"Ana Ruiz Soto\",\"La Embajadora\"]\t[\"seen in Lima\"]"
        ]
    );
    assert_eq!(rows(&graph(&folder), "MATCH ()-[m:MET]->() RETURN count(m)"), ["2"]);
    let shared = run(&folder, &["log", "g.chy", "--format", "ron"]).success();
    let other = imported();
    fs::write(other.path().join("c.ron"), &shared.get_output().stdout).unwrap();
    correct(&other, &["apply", "c.ron"]).success();
    assert_eq!(seen(&graph(&other)), seen(&graph(&folder)));
}

#[test]
fn documents_are_taken_out_all_or_none() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("one.txt"), STORY).unwrap();
    fs::write(folder.path().join("two.txt"), STORY.replace("Eva Lund", "Tomas Vera")).unwrap();
    let at = ["--read-at", "2025-08-01"];
    run(&folder, &[&["build", "one.txt", "-o", "one.chy"][..], &at].concat()).success();
    run(&folder, &[&["build", "one.txt", "two.txt", "-o", "g.chy"][..], &at].concat()).success();
    let both = fs::read(graph(&folder)).unwrap();
    run(&folder, &["remove", "g.chy", "two", "three"]).code(1).stderr(contains("three"));
    assert!(fs::read(graph(&folder)).unwrap() == both);
    run(&folder, &["remove", "g.chy", "document/two"])
        .success()
        .stderr(contains("took two out").and(contains("in all               1  documents")));
    assert!(fs::read(graph(&folder)).unwrap() == fs::read(folder.path().join("one.chy")).unwrap());
    run(&folder, &["remove", "g.chy", "one"]).success();
    assert_eq!(rows(&graph(&folder), "MATCH (n) RETURN count(n)"), ["0"]);
}

#[test]
fn an_answer_of_values_is_proved_by_what_they_are_taken_from() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("one.txt"), STORY).unwrap();
    run(&folder, &["build", "one.txt", "-o", "g.chy"]).success();
    let asked = "MATCH (p:Person)-[:MET]-(q) WHERE p.name = $who RETURN q.name";
    run(&folder, &["query", "g.chy", asked, "--param", "who=Ana Ruiz", "--why"])
        .success()
        .stdout(contains("Eva Lund  Person").and(contains("[[")));
    let script = format!(":param who 'Ana Ruiz'\n{asked};\n:why\n");
    let mut prompt = chancery(["repl"]);
    prompt.current_dir(folder.path()).arg("g.chy").write_stdin(script);
    prompt.assert().success().stdout(contains("Eva Lund  Person"));
}

#[test]
fn what_was_taken_together_is_proved_by_what_it_was_taken_from() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("one.txt"), STORY).unwrap();
    run(&folder, &["build", "one.txt", "-o", "g.chy"]).success();
    for asked in [
        "MATCH (p:Person)-[:MET]-(q) RETURN p.name AS who, count(q) AS people ORDER BY who",
        "MATCH (p:Person)-[:MET]-(q) RETURN DISTINCT p.name, q.name",
        "MATCH (p:Person)-[m:MET]-(q) RETURN count(*)",
    ] {
        let proof = || contains("Eva Lund  Person").and(contains("[["));
        run(&folder, &["query", "g.chy", asked, "--why"]).success().stdout(proof());
        let mut prompt = chancery(["repl"]);
        prompt.current_dir(folder.path()).arg("g.chy").write_stdin(format!("{asked};\n:why\n"));
        prompt.assert().success().stdout(proof());
    }
}

#[test]
fn of_much_that_was_taken_together_the_rest_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let people: String = (0..70).map(|n| format!("{n},Somebody {n}\n")).collect();
    fs::write(folder.path().join("people.csv"), format!("id,name\n{people}")).unwrap();
    run(&folder, &["import", "-o", "g.chy", "--nodes", "Person=people.csv"]).success();
    let asked = "MATCH (p:Person) RETURN count(p)";
    run(&folder, &["query", "g.chy", asked, "--why"])
        .success()
        .stdout(contains("people.csv, line 2").and(contains("row 1: 20 more are not shown")));
    run(&folder, &["query", "g.chy", asked, "--why", "--format", "json"])
        .success()
        .stdout(contains("{\"more\":20}"));
    let mut prompt = chancery(["repl"]);
    prompt.current_dir(folder.path()).arg("g.chy").write_stdin(format!("{asked};\n:why\n"));
    prompt.assert().success().stdout(contains("20 more things are not shown"));
}

#[test]
fn a_further_name_draws_in_what_documents_tell_of_it() {
    let folder = imported();
    run(&folder, &["add", "g.chy", "story.txt"]).success();
    correct(&folder, &["alias", "2", "Eva Lund"]).success();
    let met = "MATCH (:Person {id: 2})-[:MET]-(p) RETURN DISTINCT p.name ORDER BY p.name";
    assert_eq!(rows(&graph(&folder), met), ["Ana M. Ruiz", "Ana Ruiz"]);
    let names = "MATCH (p:Person {id: 2}) RETURN p.name, p.aliases";
    assert_eq!(rows(&graph(&folder), names), ["Tomas Vera\t[\"Eva Lund\"]"]);
    run(&folder, &["verify", "g.chy"]).success();
    correct(&folder, &["undo"]).success();
    assert_eq!(rows(&graph(&folder), "MATCH (p {name: 'Eva Lund'}) RETURN p.id").len(), 1);
}
