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
    chancery(path, &["build", "news", "-o", "graph.ron", "--read-at", "2025-08-01"]).success();
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
fn any_correction_can_be_undone_and_brought_back_and_the_log_keeps_all() {
    let folder = stories();
    let asked =
        ["query", "graph.ron", "MATCH (p {role: 'envoy'}) RETURN count(*) AS n", "--format", "csv"];
    let envoys = |n: usize| {
        chancery(folder.path(), &asked).success().stdout(format!("n\n{n}\n"));
    };
    chancery(folder.path(), &["query", "graph.ron", MARK]).success();
    let other = ["query", "graph.ron", "MATCH (p {name: 'Tomas Vera'}) SET p.role = 'envoy'"];
    chancery(folder.path(), &other).success();
    envoys(2);
    chancery(folder.path(), &["log", "graph.ron", "--undo"])
        .success()
        .stderr(contains("taken back: MATCH (p {name: 'Tomas Vera'})"));
    envoys(1);
    chancery(folder.path(), &["correct", "graph.ron", "undo", "1"]).success();
    envoys(0);
    chancery(folder.path(), &["correct", "graph.ron", "redo", "2"]).success();
    envoys(1);
    chancery(folder.path(), &["correct", "graph.ron", "redo"]).success();
    envoys(2);
    chancery(folder.path(), &["correct", "graph.ron", "redo"])
        .code(1)
        .stderr(contains("no correction was undone"));
    chancery(folder.path(), &["correct", "graph.ron", "undo", "9"])
        .code(1)
        .stderr(contains("the log has no entry 9: it has 6"));
    chancery(folder.path(), &["log", "graph.ron"])
        .success()
        .stdout(contains("undo 2").and(contains("redo 2")).and(contains("(undone)").not()));
}

#[test]
fn with_no_correction_there_is_nothing_to_undo() {
    let folder = stories();
    chancery(folder.path(), &["log", "graph.ron", "--undo"])
        .code(1)
        .stderr(contains("no correction is left to undo"));
    chancery(folder.path(), &["log", "graph.ron"])
        .success()
        .stdout(contains("nothing was written"));
}

fn correct(folder: &Path, words: &[&str]) -> assert_cmd::assert::Assert {
    let at = ["--author", "lund", "--reason", "checked", "--read-at", "2025-08-01"];
    chancery(folder, &[&["correct", "graph.ron"], words, &at].concat())
}

#[test]
fn things_are_merged_told_apart_and_named_from_the_command_line() {
    let folder = stories();
    let names = [
        "query",
        "graph.ron",
        "MATCH (p:Person) RETURN p.id, p.name ORDER BY p.id",
        "--format",
        "csv",
    ];
    correct(folder.path(), &["rename", "Ana Ruiz", "Ana Ruiz Soto"])
        .success()
        .stderr(contains("rename person/ana-ruiz \"Ana Ruiz Soto\""));
    correct(folder.path(), &["merge", "Ana Ruiz Soto", "person/tomas-vera"]).success();
    chancery(folder.path(), &names)
        .success()
        .stdout("p.id,p.name\nperson/ana-ruiz,Ana Ruiz Soto\n");
    chancery(folder.path(), &["why", "graph.ron", "Tomas Vera"]).success().stdout(
        contains("somebody judged that it is the same")
            .and(contains("written  2025-08-01T00:00:00Z, lund, checked"))
            .and(contains("merge person/ana-ruiz person/tomas-vera")),
    );
    correct(folder.path(), &["undo", "2"]).success();
    correct(folder.path(), &["distinct", "person/ana-ruiz", "person/tomas-vera"]).success();
    correct(folder.path(), &["merge", "person/ana-ruiz", "person/tomas-vera"])
        .code(1)
        .stderr(contains("are never one (entry 4)"));
    chancery(folder.path(), &names)
        .success()
        .stdout("p.id,p.name\nperson/ana-ruiz,Ana Ruiz Soto\nperson/tomas-vera,Tomas Vera\n");
}

#[test]
fn facts_are_rejected_and_asserted_from_the_command_line() {
    let folder = stories();
    let met = |expected: &str| {
        let query = "MATCH (a:Person)-[r]-(b:Person) WHERE a.id < b.id RETURN type(r) AS t, r.since AS since";
        chancery(folder.path(), &["query", "graph.ron", query, "--format", "csv"])
            .success()
            .stdout(format!("t,since\n{expected}"));
    };
    met("MET,\n");
    correct(folder.path(), &["reject", "Tomas Vera", "met", "Ana Ruiz"]).success();
    met("");
    let since = "{since: date('2024-05-01')}";
    correct(folder.path(), &["assert", "Ana Ruiz", "KNOWS", "Tomas Vera", since]).success();
    met("KNOWS,2024-05-01\n");
    chancery(folder.path(), &["add", "graph.ron", "news", "-q"]).success();
    met("KNOWS,2024-05-01\n");
    correct(folder.path(), &["reject", "Ana Ruiz", "KNOWS", "Tomas Vera"]).success();
    correct(folder.path(), &["undo", "1"]).success();
    met("MET,\n");
    correct(folder.path(), &["reject", "Ana Ruiz"])
        .code(1)
        .stderr(contains("is nothing that can be corrected so"));
    correct(folder.path(), &["assert", "Ana Ruiz", "KNOWS", "Tomas Vera", "{since: nothing}"])
        .code(1);
    correct(folder.path(), &["marry", "Ana Ruiz"]).code(2).stderr(contains("there is no act"));
    correct(folder.path(), &["merge", "Ana Ruiz"]).code(2).stderr(contains("merge needs A B…"));
    correct(folder.path(), &["kind", "Ana Ruiz", "ship"])
        .code(1)
        .stderr(contains("the kinds are person, organization"));
}

#[test]
fn a_log_is_shared_and_applied_to_another_graph() {
    let (one, other) = (stories(), stories());
    correct(one.path(), &["note", "Ana Ruiz", "of", "the", "port"]).success();
    correct(one.path(), &["kind", "place/arica", "facility"]).success();
    correct(other.path(), &["rename", "Tomas Vera", "Tomas Vera Diaz"]).success();
    let shared = |from: &Path, to: &Path| {
        let log = chancery(from, &["log", "graph.ron", "--format", "ron"]).success();
        let path = to.join("corrections.ron");
        std::fs::write(&path, &log.get_output().stdout).unwrap();
        path.display().to_string()
    };
    let (here, there) = (shared(other.path(), one.path()), shared(one.path(), other.path()));
    correct(one.path(), &["apply", &here]).success().stderr(contains("1 new corrections"));
    correct(other.path(), &["apply", &there]).success().stderr(contains("2 new corrections"));
    let bytes =
        |folder: &tempfile::TempDir| std::fs::read(folder.path().join("graph.ron")).unwrap();
    assert!(bytes(&one) == bytes(&other), "whichever comes first, the same log");
    correct(one.path(), &["apply", &here]).success().stderr(contains("0 new corrections"));
    std::fs::write(one.path().join("corrections.ron"), "[(statement: 1)]").unwrap();
    correct(one.path(), &["apply", "corrections.ron"])
        .code(1)
        .stderr(contains("corrections.ron:1:"));
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
            contains("1  2025-08-01T00:00:00Z  lund  from the gazette")
                .and(contains("2  2025-08-01T00:00:00Z  lund  from the gazette  (undone)"))
                .and(contains("undo 2")),
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

/// Two of one name, for different countries, and nothing else in doubt.
fn doubtful() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("news")).unwrap();
    for (name, country) in [("one", "Peru"), ("two", "Chile")] {
        let text = format!(
            "Talks\ndate 2025-07-10\n\n{country}'s foreign minister Ana Ruiz visited Arica on Thursday.\n"
        );
        std::fs::write(folder.path().join(format!("news/{name}.txt")), text).unwrap();
    }
    chancery(folder.path(), &["build", "news", "-o", "graph.ron"]).success();
    folder
}

fn review(folder: &Path, keys: &str) -> assert_cmd::assert::Assert {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    let words =
        ["review", "graph.ron", "--below", "0", "--author", "lund", "--read-at", "2025-08-01"];
    command.current_dir(folder).args(words).write_stdin(keys.to_owned()).assert()
}

#[test]
fn a_doubtful_pair_is_shown_with_its_proof_and_decided_by_a_key() {
    let asked = "Are person/ana-ruiz and person/ana-ruiz-2 one? the same full name, offices of different countries";
    let folder = doubtful();
    chancery(folder.path(), &["review", "graph.ron", "--list"]).success().stdout(contains(asked));
    review(folder.path(), "x\ns\n")
        .success()
        .stdout(
            contains(asked)
                .and(contains("[[Chile's foreign minister Ana Ruiz]] visited Arica"))
                .and(contains(
                    "m merge  d two, for good  a two for now  w more proof  s skip  q quit > x",
                )),
        )
        .stderr(contains("no key \"x\" here").and(contains("0 decisions saved")));
    review(folder.path(), "m\n").success().stderr(contains("1 decision saved"));
    chancery(
        folder.path(),
        &["query", "graph.ron", "MATCH (p:Person) RETURN count(*) AS n", "--format", "csv"],
    )
    .success()
    .stdout("n\n1\n");
    review(folder.path(), "").success().stderr(contains("nothing is in doubt"));
    for (key, left) in [("d", "distinct"), ("a", "accept")] {
        let folder = doubtful();
        review(folder.path(), &format!("{key}\nq\n")).success();
        chancery(folder.path(), &["log", "graph.ron"])
            .success()
            .stdout(contains(format!("{left} person/ana-ruiz person/ana-ruiz-2")));
        review(folder.path(), "").success().stderr(contains("nothing is in doubt"));
    }
}

/// An attack that two papers tell of with other figures.
fn told_otherwise() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("news")).unwrap();
    for (name, paper, killed) in [("one", "Harbour Post", 4), ("two", "Delta Courier", 7)] {
        let text = format!(
            "Strike on Ankara\ndate 2025-12-08\nsource {paper}\n\n\
             Russia attacked Ankara in Turkey with rockets on Wednesday. The attack killed {killed} people.\n"
        );
        std::fs::write(folder.path().join(format!("news/{name}.txt")), text).unwrap();
    }
    chancery(folder.path(), &["build", "news", "-o", "graph.ron"]).success();
    folder
}

#[test]
fn figures_that_differ_are_shown_with_the_proof_of_each_and_decided_by_a_key() {
    let folder = told_otherwise();
    let asked = "are right? killed: 4 (Harbour Post, one); killed: 7 (Delta Courier, two)";
    let killed = "MATCH (e:Event) WHERE e.killed IS NOT NULL RETURN DISTINCT e.killed AS killed";
    let ask = |folder: &Path| {
        let told = chancery(folder, &["query", "graph.ron", killed, "--format", "csv"]).success();
        String::from_utf8(told.get_output().stdout.clone()).unwrap()
    };
    let listed = chancery(folder.path(), &["review", "graph.ron", "--list", "--below", "0"]);
    let listed = String::from_utf8(listed.success().get_output().stdout.clone()).unwrap();
    let matters = listed.lines().filter(|line| line.contains(asked)).count();
    assert!(matters > 0, "{listed}");
    review(folder.path(), "s\n").success().stdout(
        contains("[[killed]] 4 people")
            .and(contains("[[killed]] 7 people"))
            .and(contains("a all may stand  1 one#"))
            .and(contains("is wrong")),
    );
    // Both are kept, and it is not asked about again.
    review(folder.path(), &"a\n".repeat(matters)).success();
    review(folder.path(), "").success().stderr(contains("nothing is in doubt"));
    let folder = told_otherwise();
    review(folder.path(), &"1\n".repeat(matters)).success();
    assert_eq!(ask(folder.path()), "killed\n7\n");
    chancery(folder.path(), &["log", "graph.ron"]).success().stdout(contains("reject one#"));
    review(folder.path(), "").success().stderr(contains("nothing is in doubt"));
}

#[test]
fn what_a_rule_is_not_sure_of_is_accepted_or_rejected() {
    let folder = stories();
    let sure = ["review", "graph.ron", "--list", "--below", "100"];
    let listed = || {
        let told = chancery(folder.path(), &sure).success();
        String::from_utf8(told.get_output().stdout.clone()).unwrap()
    };
    let first = listed();
    let event =
        first.lines().find(|line| line.contains("one#v1")).expect("the meeting is asked about");
    assert!(event.ends_with("% sure"), "{event}");
    chancery(folder.path(), &["correct", "graph.ron", "accept", "one#v1"]).success();
    assert!(!listed().contains("one#v1"));
    chancery(folder.path(), &["correct", "graph.ron", "undo"]).success();
    assert_eq!(listed(), first);
}

/// Two papers name another holder of one office.
fn two_holders() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let tell = |name: &str, source: &str, who: &str| {
        let text = format!(
            "A visit\nsource {source}\ndate 2025-07-10\n\nForeign Minister {who} of Peru visited Arica on Thursday.\n"
        );
        std::fs::write(folder.path().join(name), text).unwrap();
    };
    tell("one.txt", "Harbour Post", "Ana Ruiz");
    tell("two.txt", "Delta Courier", "Eva Lund");
    chancery(folder.path(), &["build", "one.txt", "two.txt", "-o", "graph.ron"]).success();
    folder
}

#[test]
fn two_holders_of_one_office_are_shown_with_the_proof_of_each_and_decided_by_a_key() {
    let holders = |folder: &Path| {
        let asked = "MATCH (p)-[:HOLDS_OFFICE]->() RETURN p.name AS name ORDER BY name";
        let told = chancery(folder, &["query", "graph.ron", asked, "--format", "csv"]).success();
        String::from_utf8(told.get_output().stdout.clone()).unwrap()
    };
    let folder = two_holders();
    review(folder.path(), "s\n").success().stdout(
        contains("all hold the office \"foreign minister\" of country/PE?")
            .and(contains("[[Foreign Minister Ana Ruiz of Peru]]"))
            .and(contains("[[Foreign Minister Eva Lund of Peru]]")),
    );
    review(folder.path(), "1\n").success();
    assert_eq!(holders(folder.path()), "name\nEva Lund\n");
    chancery(folder.path(), &["log", "graph.ron"])
        .success()
        .stdout(contains("reject person/ana-ruiz HOLDS_OFFICE country/PE"));
    review(folder.path(), "").success().stderr(contains("nothing is in doubt"));
    // One followed the other: both did, and it is not asked about again.
    let folder = two_holders();
    review(folder.path(), "a\n").success();
    assert_eq!(holders(folder.path()), "name\nAna Ruiz\nEva Lund\n");
    review(folder.path(), "").success().stderr(contains("nothing is in doubt"));
}

#[test]
fn a_correction_of_a_relationship_holds_where_one_more_document_tells_of_it() {
    let folder = two_holders();
    let mark = "MATCH (:Person {name: 'Ana Ruiz'})-[r:HOLDS_OFFICE]->() SET r.seen = true";
    chancery(folder.path(), &["query", "graph.ron", mark]).success();
    let more = "More\ndate 2025-07-01\n\nForeign Minister Ana Ruiz of Peru spoke in Lima.\n";
    std::fs::write(folder.path().join("three.txt"), more).unwrap();
    chancery(folder.path(), &["add", "graph.ron", "three.txt"]).success();
    let asked = "MATCH (:Person {name: 'Ana Ruiz'})-[r:HOLDS_OFFICE]->() RETURN r.seen, r.published, r.published_last";
    chancery(folder.path(), &["query", "graph.ron", asked, "--format", "csv"])
        .success()
        .stdout(contains("true,2025-07-01,2025-07-10"));
}
