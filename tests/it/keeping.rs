//! Saved graphs looked after: one writer at a time, older states, what was not saved, damage, differences, merging.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::assert::Assert;
use chancery::snapshot::{self, Keeper};
use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use tempfile::TempDir;

use crate::program::{chancery, rows};

fn run(folder: &TempDir, arguments: &[&str]) -> Assert {
    chancery(arguments).current_dir(folder.path()).env_remove("CHANCERY_BACKUP").assert()
}

/// A folder with three short stories and the graph of the first.
fn stories() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, who, day) in
        [("one", "Ana Ruiz", 10), ("two", "Eva Lund", 11), ("three", "Per Holm", 12)]
    {
        let text = format!(
            "Talks in Arica\ndate 2025-07-{day}\n\n{who} of Peru met Tomas Vera in Arica on Thursday.\n"
        );
        fs::create_dir_all(folder.path().join("news")).unwrap();
        fs::write(folder.path().join("news").join(format!("{name}.txt")), text).unwrap();
    }
    run(&folder, &["build", "news/one.txt", "-o", "graph.ron", "-q"]).success();
    folder
}

fn graph(folder: &TempDir) -> PathBuf {
    folder.path().join("graph.ron")
}

fn names(folder: &TempDir) -> Vec<String> {
    let mut all: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "news")
        .collect();
    all.sort();
    all
}

const MARK: &str = "MATCH (p:Person {name: 'Ana Ruiz'}) SET p.role = 'envoy'";

#[test]
fn a_second_writer_is_told_who_writes_and_readers_are_not_hindered() {
    let folder = stories();
    let before = fs::read(graph(&folder)).unwrap();
    let lock = Keeper::default().lock(&graph(&folder)).unwrap();
    let pid = std::process::id().to_string();
    for command in [
        &["query", "graph.ron", MARK][..],
        &["add", "graph.ron", "news"],
        &["build", "news", "-o", "graph.ron"],
        &["correct", "graph.ron", "note", "Ana Ruiz", "seen"],
        &["merge", "graph.ron", "graph.ron", "-o", "graph.ron"],
        &["import", "--nodes", "news/one.txt", "-o", "graph.ron"],
    ] {
        run(&folder, command)
            .code(1)
            .stderr(contains(format!("process {pid}")).and(contains("wait until")));
    }
    run(&folder, &["query", "graph.ron", "RETURN 1 AS one"]).success();
    run(&folder, &["verify", "graph.ron"]).success();
    let output = run(&folder, &["query", "graph.ron", MARK, "--error-format", "json"]);
    output.code(1).stderr(contains("\"code\":\"SnapshotLocked\""));
    assert_eq!(fs::read(graph(&folder)).unwrap(), before);
    drop(lock);
    run(&folder, &["query", "graph.ron", MARK]).success();
    assert_eq!(names(&folder), ["graph.ron"]);
}

#[test]
fn what_another_program_wrote_is_not_overwritten() {
    let folder = stories();
    let other = folder.path().join("other.ron");
    run(&folder, &["build", "news", "-o", "other.ron", "-q"]).success();
    // The script opens the graph, another program puts its own in the place, and the script goes on.
    let script = |save: &str| {
        format!(
            ":output copied.txt\n:read {}\n{MARK};\n:save {save}\n",
            folder.path().join("wait.cypher").display()
        )
    };
    // A question that takes the time in which the file is changed cannot be told by the clock: the file is changed by the
    // script's own output.
    fs::write(
        folder.path().join("wait.cypher"),
        format!(":output {}\nRETURN 1;\n:output\n", graph(&folder).display()),
    )
    .unwrap();
    chancery(["repl", "graph.ron"])
        .current_dir(folder.path())
        .write_stdin(script(""))
        .assert()
        .code(1)
        .stderr(contains("another program has changed it").and(contains("--force")));
    assert!(!fs::read_to_string(graph(&folder)).unwrap().contains("envoy"));
    fs::copy(&other, graph(&folder)).unwrap();
    chancery(["repl", "graph.ron", "--force"])
        .current_dir(folder.path())
        .write_stdin(script(""))
        .assert()
        .success();
    assert_eq!(rows(&graph(&folder), "MATCH (p {role: 'envoy'}) RETURN p.name"), ["Ana Ruiz"]);
    fs::write(
        folder.path().join("wait.cypher"),
        format!("{MARK};\n:output {}\nRETURN 1;\n:output\n", graph(&folder).display()),
    )
    .unwrap();
    chancery(["repl", "graph.ron"])
        .current_dir(folder.path())
        .write_stdin(":read wait.cypher\n:save\n")
        .assert()
        .code(1)
        .stderr(contains("another program has changed it"));
    fs::copy(&other, graph(&folder)).unwrap();
    chancery(["repl", "graph.ron"])
        .current_dir(folder.path())
        .write_stdin(":read wait.cypher\n:save elsewhere.ron\n:save --force graph.ron\n")
        .assert()
        .success();
    for file in ["elsewhere.ron", "graph.ron"] {
        assert_eq!(
            rows(&folder.path().join(file), "MATCH (p {role: 'envoy'}) RETURN p.name"),
            ["Ana Ruiz"]
        );
    }
}

#[test]
fn older_states_are_kept_listed_and_brought_back() {
    let folder = stories();
    for story in ["two", "three"] {
        let path = format!("news/{story}.txt");
        run(&folder, &["add", "graph.ron", &path, "--backup", "5", "-q"]).success();
    }
    let documents = || rows(&graph(&folder), "MATCH (d:Document) RETURN count(d)");
    assert_eq!(documents(), ["3"]);
    let three = fs::read(graph(&folder)).unwrap();
    run(&folder, &["restore", "graph.ron", "--list"]).success().stdout(
        starts_with("  1  20")
            .and(contains("graph.backup-2.ron"))
            .and(contains("graph.backup-1.ron")),
    );
    run(&folder, &["restore", "graph.ron", "2"]).success().stderr(contains("restored"));
    assert_eq!(documents(), ["1"]);
    // The state that was there is the newest backup now.
    run(&folder, &["restore", "graph.ron"]).success();
    assert_eq!(fs::read(graph(&folder)).unwrap(), three);
    run(&folder, &["restore", "graph.ron", "9"])
        .code(1)
        .stderr(contains("there is no older state 9"));
    run(&folder, &["restore", "graph.ron", "0"]).code(1).stderr(contains("counted from 1"));
    run(&folder, &["restore", "nowhere.ron"])
        .code(1)
        .stderr(contains("no older state of it was kept"));
    // A graph that is gone is brought back too.
    fs::remove_file(graph(&folder)).unwrap();
    run(&folder, &["restore", "graph.ron"]).success();
    assert_eq!(documents().len(), 1);
}

#[test]
fn only_the_last_states_are_kept_and_the_settings_may_ask_for_it() {
    let folder = stories();
    let write = |number: usize| format!("MATCH (p:Person {{name: 'Ana Ruiz'}}) SET p.n = {number}");
    fs::write(folder.path().join("my.ron"), "(backup: 2)").unwrap();
    for number in 1..=5 {
        run(&folder, &["query", "graph.ron", &write(number), "--config", "my.ron"]).success();
    }
    let kept: Vec<String> =
        names(&folder).into_iter().filter(|name| name.contains("backup")).collect();
    assert_eq!(kept, ["graph.backup-4.ron", "graph.backup-5.ron"]);
    let n = |file: &str| rows(&folder.path().join(file), "MATCH (p {name: 'Ana Ruiz'}) RETURN p.n");
    assert_eq!(
        (n("graph.backup-4.ron"), n("graph.backup-5.ron")),
        (vec!["3".into()], vec!["4".into()])
    );
    chancery(["query", "graph.ron", &write(6), "--config", "my.ron"])
        .current_dir(folder.path())
        .env("CHANCERY_BACKUP", "0")
        .assert()
        .success();
    assert_eq!(names(&folder).iter().filter(|name| name.contains("backup")).count(), 2);
    run(&folder, &["query", "graph.ron", "RETURN 1", "--backup", "many"]).code(2);
    // A damaged backup is no help, and the graph stays.
    let before = fs::read(graph(&folder)).unwrap();
    fs::write(folder.path().join("graph.backup-5.ron"), "(version: 1").unwrap();
    run(&folder, &["restore", "graph.ron"]).code(1).stderr(contains("graph.backup-5.ron"));
    assert_eq!(fs::read(graph(&folder)).unwrap(), before);
}

/// Damages a file.
fn spoil(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_whole_graph_is_told_from_a_damaged_one_with_the_places() {
    let folder = stories();
    run(&folder, &["add", "graph.ron", "news", "-q"]).success();
    run(&folder, &["query", "graph.ron", MARK]).success();
    run(&folder, &["convert", "graph.ron", "graph.chy"]).success();
    run(&folder, &["verify", "graph.ron", "graph.chy"])
        .success()
        .stdout("graph.ron: whole: version 4, 3 documents, 1 correction\ngraph.chy: whole: version 4, 3 documents, 1 correction\n");
    spoil(&graph(&folder), "kind: person", "kind: parson");
    let line = fs::read_to_string(graph(&folder))
        .unwrap()
        .lines()
        .position(|line| line.contains("parson"))
        .unwrap()
        + 1;
    run(&folder, &["verify", "graph.ron", "graph.chy", "missing.ron"])
        .code(1)
        .stdout(
            contains(format!("graph.ron:{line}:"))
                .and(contains("document \"one\" is lost"))
                .and(contains("graph.ron: its checksum does not fit"))
                .and(contains("graph.chy: whole")),
        )
        .stderr(contains("missing.ron"));
    let mut bytes = fs::read(folder.path().join("graph.chy")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(folder.path().join("graph.chy"), bytes).unwrap();
    run(&folder, &["verify", "graph.chy"])
        .code(1)
        .stdout(contains("graph.chy: its checksum does not fit"));
}

#[test]
fn corrections_that_cannot_be_carried_out_are_found() {
    let folder = stories();
    run(&folder, &["query", "graph.ron", MARK]).success();
    fs::write(folder.path().join("news/one.txt"), "Rain\n\nIt rained in Lima.\n").unwrap();
    run(&folder, &["add", "graph.ron", "news/one.txt", "-q"]).success();
    run(&folder, &["verify", "graph.ron"]).code(1).stdout(contains(
        "graph.ron: correction 1 cannot be carried out: person/ana-ruiz is not there any more",
    ));
}

#[test]
fn what_is_whole_is_kept_and_what_is_lost_is_listed() {
    let folder = stories();
    run(&folder, &["add", "graph.ron", "news", "-q"]).success();
    run(&folder, &["query", "graph.ron", MARK]).success();
    run(&folder, &["convert", "graph.ron", "graph.chy"]).success();
    spoil(&graph(&folder), "kind: person", "kind: parson");
    let damaged = fs::read(graph(&folder)).unwrap();
    run(&folder, &["repair", "graph.ron", "-o", "mended.chy"]).code(3).stderr(
        contains("document \"one\" is lost")
            .and(contains("kept           2 documents, 1 correction")),
    );
    assert_eq!(fs::read(graph(&folder)).unwrap(), damaged);
    assert_eq!(
        rows(&folder.path().join("mended.chy"), "MATCH (d:Document) RETURN d.id ORDER BY d.id"),
        ["document/three", "document/two"]
    );
    run(&folder, &["repair", "graph.ron", "-o", "graph.ron"])
        .code(2)
        .stderr(contains("name another file"));
    // Cut off at its end: the documents before are kept.
    for file in ["graph.chy", "mended.chy"] {
        let bytes = fs::read(folder.path().join(file)).unwrap();
        fs::write(folder.path().join("cut.chy"), &bytes[..bytes.len() - 60]).unwrap();
        run(&folder, &["repair", "cut.chy", "-o", "whole.ron"]).code(3);
        run(&folder, &["verify", "whole.ron"]).stdout(contains("documents"));
    }
    // Only the checksum is gone: nothing is lost.
    let whole = fs::read_to_string(folder.path().join("whole.ron")).unwrap();
    fs::write(folder.path().join("bare.ron"), &whole[..whole.rfind("// sha256").unwrap()]).unwrap();
    run(&folder, &["repair", "bare.ron", "-o", "sealed.ron"])
        .success()
        .stderr(contains("no checksum"));
    assert_eq!(fs::read_to_string(folder.path().join("sealed.ron")).unwrap(), whole);
    fs::write(folder.path().join("nonsense.ron"), "nothing of the kind").unwrap();
    run(&folder, &["repair", "nonsense.ron", "-o", "none.ron"])
        .code(1)
        .stderr(contains("nothing in it is whole"));
    assert!(!folder.path().join("none.ron").exists());
}

#[test]
fn what_differs_is_told_as_diff_does() {
    let folder = stories();
    run(&folder, &["convert", "graph.ron", "same.chy"]).success();
    run(&folder, &["diff", "graph.ron", "same.chy"]).code(0).stdout("");
    run(&folder, &["build", "news/one.txt", "-o", "later.ron", "--read-at", "2026-01-01", "-q"])
        .success();
    run(&folder, &["diff", "graph.ron", "later.ron"]).code(0).stdout("");
    run(&folder, &["add", "later.ron", "news/two.txt", "-q"]).success();
    run(&folder, &["query", "later.ron", MARK, "--author", "lund"]).success();
    run(&folder, &["diff", "graph.ron", "later.ron"]).code(1).stdout(
        contains("+ document two\n")
            .and(contains("+ Person Eva Lund  person/eva-lund\n"))
            .and(contains("~ Person Ana Ruiz  person/ana-ruiz: role\n"))
            .and(contains(
                "✎ MATCH (p:Person {name: 'Ana Ruiz'}) SET p.role = 'envoy'  (1 change)",
            )),
    );
    run(&folder, &["diff", "later.ron", "graph.ron"])
        .code(1)
        .stdout(contains("- document two").and(contains("✗ MATCH")));
    let output = chancery(["diff", "graph.ron", "later.ron", "--format", "json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["documents"]["added"][0], "two");
    assert!(told["entities"]["added"].to_string().contains("person/eva-lund"));
    assert_eq!(told["corrections"]["added"][0]["author"], "lund");
    assert!(told["facts"]["added"].as_array().is_some_and(|all| !all.is_empty()));
    // The same correction at another time is no difference.
    run(&folder, &["query", "graph.ron", MARK, "--author", "lund", "--read-at", "2030-01-01"])
        .success();
    run(&folder, &["diff", "graph.ron", "later.ron"])
        .code(1)
        .stdout(contains("✎").not().and(contains("role").not()));
    run(&folder, &["diff", "graph.ron", "missing.ron"]).code(2).stderr(contains("missing.ron"));
    run(&folder, &["diff", "graph.ron"]).code(2);
}

#[test]
fn merging_gives_the_same_file_in_whatever_order_and_tells_what_differs() {
    let folder = stories();
    run(&folder, &["build", "news/two.txt", "-o", "two.chy", "--read-at", "2025-08-01", "-q"])
        .success();
    run(&folder, &["build", "news/three.txt", "-o", "three.ron", "-q"]).success();
    run(&folder, &["query", "graph.ron", MARK, "--read-at", "2025-09-01"]).success();
    let other = "MATCH (p:Person {name: 'Eva Lund'}) SET p.role = 'judge'";
    run(&folder, &["query", "two.chy", other, "--read-at", "2025-08-02"]).success();
    fs::write(folder.path().join("news/two.txt"), "Talks\n\nEva Lund met Tomas Vera in Lima.\n")
        .unwrap();
    run(
        &folder,
        &[
            "build",
            "news/two.txt",
            "news/three.txt",
            "-o",
            "newer.ron",
            "--read-at",
            "2025-10-01",
            "-q",
        ],
    )
    .success();
    let orders = [
        ["graph.ron", "two.chy", "three.ron", "newer.ron"],
        ["newer.ron", "three.ron", "graph.ron", "two.chy"],
        ["two.chy", "newer.ron", "graph.ron", "three.ron"],
    ];
    let mut all = Vec::new();
    for order in orders {
        run(&folder, &[&["merge"][..], &order, &["-o", "all.ron"]].concat()).success().stderr(
            contains("document \"two\" has other bytes in each: the one read last, at 2025-10-01T00:00:00Z, was taken")
                .and(contains("merged         3 documents, 2 corrections")),
        );
        all.push(fs::read(folder.path().join("all.ron")).unwrap());
    }
    assert!(all.iter().all(|bytes| *bytes == all[0]));
    let merged = folder.path().join("all.ron");
    assert_eq!(
        rows(&merged, "MATCH (p) WHERE p.role IN ['envoy', 'judge'] RETURN p.role ORDER BY p.role"),
        ["envoy", "judge"]
    );
    run(&folder, &["merge", "graph.ron", "-o", "x.ron"]).code(2);
    run(&folder, &["merge", "graph.ron", "missing.ron", "-o", "x.ron"])
        .code(1)
        .stderr(contains("missing.ron"));
    assert!(!folder.path().join("x.ron").exists());
}

#[cfg(unix)]
mod prompt {
    use std::process::Command;

    use assert_cmd::cargo::cargo_bin;
    use rexpect::session::{PtySession, spawn_command};

    use super::*;

    fn prompt(folder: &TempDir) -> PtySession {
        let mut command = Command::new(cargo_bin("chancery"));
        command.args(["repl", "graph.ron", "--no-config"]).current_dir(folder.path());
        command
            .env("TERM", "xterm")
            .env("NO_COLOR", "1")
            .env("XDG_STATE_HOME", folder.path().join("news"));
        let mut pty = spawn_command(command, Some(30_000)).unwrap();
        pty.process_mut().set_kill_timeout(Some(500));
        pty
    }

    fn typed(pty: &mut PtySession, line: &str, answer: &str) {
        pty.exp_string("chancery> ").unwrap();
        pty.send_line(line).unwrap();
        pty.exp_string(answer).unwrap();
    }

    /// Kills the prompt, as a loss of power does.
    fn kill(mut pty: PtySession) {
        pty.process_mut().kill(rexpect::process::Signal::SIGKILL).unwrap();
    }

    #[test]
    fn corrections_of_a_prompt_that_was_killed_are_offered_and_taken_over() {
        let folder = stories();
        let before = fs::read(graph(&folder)).unwrap();
        let mut pty = prompt(&folder);
        typed(&mut pty, &format!("{MARK};"), "1 property set");
        // Not what was typed, which the terminal shows at once.
        typed(&mut pty, ":note Ana Ruiz, seen in Lima", "note person/ana-ruiz");
        kill(pty);
        assert_eq!(fs::read(graph(&folder)).unwrap(), before);
        assert_eq!(snapshot::waiting(&graph(&folder)).unwrap().unwrap().entries.len(), 2);
        // Other commands tell of it, and leave it.
        run(&folder, &["query", "graph.ron", "RETURN 1"]).success().stderr(
            contains("2 corrections of 20")
                .and(contains("were not saved"))
                .and(contains("chancery repl graph.ron")),
        );
        let mut pty = prompt(&folder);
        pty.exp_string("were not saved: :recover takes them over, :forget drops them").unwrap();
        // Nothing is written over it before that is decided.
        typed(&mut pty, &format!("{MARK};"), "wait in the graph's journal");
        typed(&mut pty, ":recover", "took over 2 corrections: not saved yet");
        typed(&mut pty, ":save", "saved graph.ron");
        typed(&mut pty, ":quit", "");
        pty.exp_eof().unwrap();
        assert_eq!(rows(&graph(&folder), "MATCH (p {role: 'envoy'}) RETURN p.name"), ["Ana Ruiz"]);
        run(&folder, &["log", "graph.ron"]).success().stdout(contains("seen in Lima"));
        assert_eq!(names(&folder), ["graph.ron"]);
    }

    #[test]
    fn what_is_forgotten_is_gone_and_what_is_saved_does_not_wait() {
        let folder = stories();
        let mut pty = prompt(&folder);
        typed(&mut pty, &format!("{MARK};"), "1 property set");
        // Another program may not write meanwhile.
        pty.exp_string("chancery> ").unwrap();
        run(&folder, &["query", "graph.ron", MARK]).code(1).stderr(contains("is writing to it"));
        kill(pty);
        let mut pty = prompt(&folder);
        typed(&mut pty, ":forget", "dropped 1 correction");
        typed(&mut pty, ":forget", "no corrections were left unsaved");
        typed(&mut pty, &format!("{MARK};"), "1 property set");
        typed(&mut pty, ":save", "saved graph.ron");
        kill(pty);
        run(&folder, &["query", "graph.ron", "RETURN 1"]).success().stderr("");
        assert!(snapshot::waiting(&graph(&folder)).unwrap().is_none());
    }

    #[test]
    fn who_leaves_without_saving_finds_the_corrections_again() {
        let folder = stories();
        let mut pty = prompt(&folder);
        typed(&mut pty, &format!("{MARK};"), "1 property set");
        typed(&mut pty, ":quit", "is not saved");
        pty.send_line("y").unwrap();
        pty.exp_string("the corrections are kept").unwrap();
        pty.exp_eof().unwrap();
        let mut pty = prompt(&folder);
        pty.exp_string("1 correction of 20").unwrap();
    }
}
