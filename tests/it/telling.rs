//! One event told by many, one text in two papers, and the three clocks: when it happened, was published, was read.

use std::fs;
use std::path::PathBuf;

use predicates::prelude::*;
use serde_json::Value as Json;
use tempfile::TempDir;

use crate::program::{build, chancery, rows};

/// Four papers: two on one meeting, the second with the text of the first in a third, and one without a date.
fn papers() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let stories = folder.path().join("stories");
    fs::create_dir(&stories).unwrap();
    let story = "Foreign Minister Ana Lund of Norway met Foreign Minister Per Holm of Sweden in Oslo on \
        10 July 2025. They spoke for two hours about the new railway between the two capitals, which has \
        been delayed three times since the spring, and about fishing in the northern waters. Officials \
        said afterwards that the talks had been long and open. No date was set for the next round.";
    let other = "Swedish Foreign Minister Per Holm met Norwegian Foreign Minister Ana Lund in Oslo on \
        10 July 2025. The weather was fine.";
    let write = |name: &str, head: &str, text: &str| {
        fs::write(stories.join(name), format!("{name} tells\n{head}\n\n{text}\n")).unwrap();
    };
    write("a.txt", "date 2025-07-10\nsource Northern Wire", story);
    write("b.txt", "date 2025-07-11\nsource Southern Post", story);
    write("c.txt", "date 2025-07-12\nsource Harbour Times", other);
    write("d.txt", "source Nobody", "Ana Lund visited Denmark.");
    let graph = folder.path().join("graph.ron");
    build(&[&stories], &graph);
    (folder, graph)
}

#[test]
fn a_meeting_in_three_papers_is_one_event_told_twice_by_three_publishers() {
    let (_folder, graph) = papers();
    let event = "MATCH (e:Meeting {date: date('2025-07-10')}) ";
    assert_eq!(rows(&graph, &format!("{event} RETURN e.tellings, size(e.publishers)")), ["2\t3"]);
    assert_eq!(
        rows(&graph, &format!("{event} MATCH (:Document)-[r:REPORTS]->(e) RETURN count(r)")),
        ["3"]
    );
    let copies =
        "MATCH (a:Document)-[s:SAME_TELLING_AS]->(b) RETURN a.id, b.id, s.similarity > 0.6";
    assert_eq!(rows(&graph, copies), ["document/b\tdocument/a\ttrue"]);
    chancery(["why"])
        .arg(&graph)
        .arg("c#v1")
        .assert()
        .success()
        .stdout(predicate::str::contains("one thing in 3 documents:"))
        .stdout(predicate::str::contains("the same event: type, named parties and day"));
}

#[test]
fn a_build_tells_how_many_copies_and_retellings_there_are() {
    let (folder, graph) = papers();
    chancery(["build"])
        .arg(folder.path().join("stories"))
        .arg("-o")
        .arg(&graph)
        .assert()
        .success()
        .stderr(predicate::str::contains("copies               1  documents with nearly the text"))
        .stderr(predicate::str::contains("retold               2  tellings of events"));
}

#[test]
fn a_graph_as_of_a_day_has_what_was_published_by_then() {
    let (folder, graph) = papers();
    let asked = |day: &str, query: &str| {
        let output = chancery(["query", "--as-of", day]).arg(&graph).arg(query).output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        (
            told.lines().skip(1).collect::<Vec<_>>().join(" "),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let documents = "MATCH (d:Document) RETURN count(d)";
    assert_eq!(asked("2025-07-09", documents).0, "0");
    assert_eq!(asked("2025-07-11", documents).0, "2");
    let (count, said) = asked("2030-01-01", documents);
    assert_eq!(count, "3");
    assert!(said.contains("warning: 1 document has no date and is left out"), "{said}");
    assert_eq!(
        asked("2025-07-10", "MATCH (e:Meeting) RETURN e.tellings, e.publishers").0,
        "1\t[\"Northern Wire\"]"
    );
    for command in [&["why"][..], &["export"]] {
        let name = if command == ["why"] { Some("Ana Lund") } else { None };
        let output = chancery(command)
            .arg(&graph)
            .args(name)
            .args(["--as-of", "2025-07-10"])
            .output()
            .unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && !told.contains("Denmark"), "{told}");
    }
    // What was is not written to.
    let before = fs::read(&graph).unwrap();
    chancery(["query", "--as-of", "2025-07-10"])
        .arg(&graph)
        .arg("CREATE (:Note)")
        .assert()
        .code(1)
        .stderr(predicate::str::contains("ask without --as-of"));
    assert!(fs::read(&graph).unwrap() == before);
    let script = ":set asof 2025-07-10\nMATCH (d:Document) RETURN count(d) AS n;\n:set asof off\nMATCH (d:Document) RETURN count(d) AS n;\n";
    chancery(["repl"])
        .arg(&graph)
        .write_stdin(script)
        .assert()
        .success()
        .stdout(predicate::eq("n\n1\nn\n4\n"));
    drop(folder);
}

#[test]
fn events_can_be_asked_by_when_they_were_published_and_documents_by_when_they_were_read() {
    let (folder, _) = papers();
    let graph = folder.path().join("again.ron");
    chancery(["build", "--read-at", "2025-08-01T10:00:00Z"])
        .arg(folder.path().join("stories"))
        .arg("-o")
        .arg(&graph)
        .assert()
        .success();
    let late = "MATCH (e:Event) WHERE e.published > date('2025-07-09') RETURN count(e) > 0";
    assert_eq!(rows(&graph, late), ["true"]);
    let read = "MATCH (d:Document) WHERE d.read_at >= datetime('2025-08-01') RETURN count(d)";
    assert_eq!(rows(&graph, read), ["4"]);
    let undated = "MATCH (d:Document) WHERE d.published IS NULL RETURN d.id";
    assert_eq!(rows(&graph, undated), ["document/d"]);
}

#[test]
fn without_a_given_time_the_clock_says_when_it_was_read() {
    let (folder, _) = papers();
    let graph = folder.path().join("now.ron");
    let before = jiff::Timestamp::now().as_second();
    chancery(["build"])
        .env_remove("SOURCE_DATE_EPOCH")
        .arg(folder.path().join("stories"))
        .arg("-o")
        .arg(&graph)
        .assert()
        .success();
    let text = fs::read_to_string(&graph).unwrap();
    let at = text.split("read_at: \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(at.parse::<jiff::Timestamp>().unwrap().as_second() >= before);
}

#[test]
fn a_proof_for_programs_tells_where_by_what_and_how_surely() {
    let (_folder, graph) = papers();
    let output = chancery(["why", "--format", "json"]).arg(&graph).arg("a#v1").output().unwrap();
    let told: Json = serde_json::from_slice(&output.stdout).unwrap();
    let proof = &told["proofs"][0];
    assert_eq!(proof["joined"].as_array().unwrap().len(), 3);
    assert_eq!(proof["joined"][0]["rule"], "merge/same-event");
    let quote = &proof["quotes"][0];
    assert_eq!((&quote["document"], &quote["source"]), (&"a".into(), &"Northern Wire".into()));
    assert!(quote["reader"].as_str().unwrap().contains(" model "));
    assert!(quote["start"].as_u64() >= quote["sentence_start"].as_u64());
    assert!(quote["frame"].is_string() && quote["confidence"].is_u64());
}

#[test]
fn each_row_of_an_answer_is_proved() {
    let (_folder, graph) = papers();
    let query = "MATCH (:Person {name: 'Ana Lund'})-[m:MET]-() RETURN m";
    chancery(["query", "--why"])
        .arg(&graph)
        .arg(query)
        .assert()
        .success()
        .stdout(predicate::str::contains("row 1:\nAna Lund MET Per Holm"))
        .stdout(predicate::str::contains("  read off: Meeting 2025-07-10 (a#v1)"));
    let output =
        chancery(["query", "--why", "--format", "json"]).arg(&graph).arg(query).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let why: Json = serde_json::from_str(&text[text.find("{\"why\"").unwrap()..]).unwrap();
    assert_eq!(why["why"][0][0]["event"]["key"], "a#v1");
}
