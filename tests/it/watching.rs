//! Folders that are followed: what appears, changes and goes.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::program::{chancery, rows};

const STORY: &str =
    "Ministers talk\ndate 2024-05-01\n\nThe ministers of Peru and Chile met in Quito.\n";

fn folders() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let incoming = folder.path().join("incoming");
    fs::create_dir(&incoming).unwrap();
    let graph = folder.path().join("graph.ron");
    (folder, incoming, graph)
}

/// `chancery watch`, and what it says.
struct Watching {
    child: Child,
    said: BufReader<ChildStderr>,
}

impl Watching {
    fn start(incoming: &Path, graph: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(cargo_bin("chancery"));
        command.arg("watch").arg(incoming).arg("-o").arg(graph).args(more);
        command.env("XDG_CONFIG_HOME", "/nowhere").stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        let mut watching = Self { child, said };
        watching.until("watching");
        watching
    }

    /// Waits until it says this; the lines up to there. (If it never does, it ends, and so does the test.)
    fn until(&mut self, words: &str) -> String {
        let mut all = String::new();
        loop {
            let from = all.len();
            assert_ne!(
                self.said.read_line(&mut all).unwrap(),
                0,
                "it ended without {words:?}: {all}"
            );
            if all[from..].contains(words) {
                return all;
            }
        }
    }

    /// Stops it; its exit code and what else it said.
    fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        Command::new("kill").args([signal, &id]).status().unwrap();
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.said, &mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Watching {
    /// A test that fails leaves nothing running.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn documents(graph: &Path) -> Vec<String> {
    rows(graph, "MATCH (d:Document) RETURN substring(d.id, 9) AS id ORDER BY id")
}

#[test]
fn what_appears_changes_and_goes_is_followed_and_saved() {
    let (_folder, incoming, graph) = folders();
    fs::write(incoming.join("one.txt"), STORY).unwrap();
    let mut watching = Watching::start(&incoming, &graph, &["--settle", "0.3"]);
    watching.until("read 1; 1 document in");
    assert_eq!(documents(&graph), ["one"]);

    fs::create_dir(incoming.join("deep")).unwrap();
    fs::write(incoming.join("deep/two.txt"), STORY).unwrap();
    watching.until("read 1; 2 documents in");
    assert_eq!(documents(&graph), ["deep/two", "one"]);

    fs::write(incoming.join("one.txt"), STORY.replace("Ministers talk", "Ministers part")).unwrap();
    watching.until("read again 1; 2 documents in");
    assert_eq!(
        rows(&graph, "MATCH (d:Document {id: 'document/one'}) RETURN d.title"),
        ["Ministers part"]
    );

    fs::remove_file(incoming.join("deep/two.txt")).unwrap();
    watching.until("removed 1; 1 document in");
    assert_eq!(documents(&graph), ["one"]);

    fs::write(incoming.join("bad.txt"), b"\0\x01").unwrap();
    let said = watching.until("passed over 1; 1 document in");
    assert!(said.contains("bad.txt"), "{said}");

    let (code, rest) = watching.stop("-INT");
    assert_eq!((code, rest.contains("saved")), (Some(0), true), "{rest}");
    assert_eq!(documents(&graph), ["one"]);
}

#[test]
fn a_file_that_is_being_written_is_read_once_and_whole() {
    let (_folder, incoming, graph) = folders();
    let mut watching = Watching::start(&incoming, &graph, &["--settle", "2"]);
    let mut file = fs::File::create(incoming.join("slow.txt")).unwrap();
    for part in STORY.split_inclusive(' ') {
        file.write_all(part.as_bytes()).unwrap();
        file.flush().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    drop(file);
    let said = watching.until("1 document in");
    assert!(said.contains("read 1;") && !said.contains("again"), "{said}");
    assert_eq!(rows(&graph, "MATCH (d:Document) RETURN d.title"), ["Ministers talk"]);
    let (code, rest) = watching.stop("-TERM");
    assert_eq!((code, rest.contains("1 document")), (Some(0), false), "{rest}");
    assert_eq!(rows(&graph, "MATCH (d:Document)-[:MENTIONS]->(c:Country) RETURN count(c)"), ["2"]);
}

#[test]
fn what_others_write_to_the_graph_is_kept() {
    let (_folder, incoming, graph) = folders();
    fs::write(incoming.join("one.txt"), STORY).unwrap();
    let mut watching = Watching::start(&incoming, &graph, &["--settle", "0.2"]);
    watching.until("1 document in");
    chancery(["query"]).arg(&graph).arg("MATCH (c:Country) SET c.seen = true").assert().success();
    fs::write(incoming.join("two.txt"), STORY).unwrap();
    watching.until("2 documents in");
    watching.stop("-INT");
    assert_eq!(rows(&graph, "MATCH (c:Country {seen: true}) RETURN count(c)"), ["2"]);
}

#[test]
fn once_reads_what_is_new_since_the_graph_was_saved() {
    let (_folder, incoming, graph) = folders();
    fs::write(incoming.join("one.txt"), STORY).unwrap();
    let once = |more: &[&str]| {
        let mut command = chancery(["watch", "--once", "--settle", "0"]);
        let output = command.arg(&incoming).arg("-o").arg(&graph).args(more).output().unwrap();
        (String::from_utf8(output.stderr).unwrap(), output.status.code())
    };
    let (said, code) = once(&[]);
    assert!(said.contains("read 1;") && code == Some(0), "{said}");
    let saved = fs::read(&graph).unwrap();
    assert_eq!(once(&[]), (String::new(), Some(0)), "nothing is new");
    assert!(fs::read(&graph).unwrap() == saved);

    fs::write(incoming.join("two.txt"), STORY).unwrap();
    fs::write(incoming.join("empty.txt"), "").unwrap();
    let (said, code) = once(&[]);
    assert!(said.contains("read 1, passed over 1;") && code == Some(3), "{said}");
    fs::remove_file(incoming.join("empty.txt")).unwrap();
    fs::remove_file(incoming.join("one.txt")).unwrap();
    assert_eq!(once(&[]), (String::new(), Some(0)), "what went while nobody watched is kept");
    let (said, code) = once(&["--prune"]);
    assert!(said.contains("removed 1;") && code == Some(0), "{said}");
    assert_eq!(documents(&graph), ["two"]);
    let built = graph.with_file_name("built.ron");
    crate::program::build(&[&incoming], &built);
    assert!(
        fs::read(&graph).unwrap() == fs::read(&built).unwrap(),
        "followed or built, it is the same graph"
    );
}

#[test]
fn an_interrupt_amid_reading_loses_nothing_that_was_read_and_is_told() {
    let (_folder, incoming, graph) = folders();
    for i in 0..400 {
        fs::write(incoming.join(format!("{i}.txt")), STORY.repeat(5)).unwrap();
    }
    let watching = Watching::start(&incoming, &graph, &["--settle", "0"]);
    let (code, rest) = watching.stop("-INT");
    assert!(code == Some(130) && rest.contains("are left for the next time"), "{code:?} {rest}");
    let mut command = chancery(["watch", "--once", "--settle", "0"]);
    command.arg(&incoming).arg("-o").arg(&graph).assert().success();
    assert_eq!(documents(&graph).len(), 400);
}

#[test]
fn documents_can_be_kept_when_their_file_goes() {
    let (_folder, incoming, graph) = folders();
    fs::write(incoming.join("one.txt"), STORY).unwrap();
    let mut watching = Watching::start(&incoming, &graph, &["--settle", "0.2", "--keep"]);
    watching.until("1 document in");
    fs::remove_file(incoming.join("one.txt")).unwrap();
    fs::write(incoming.join("two.txt"), STORY).unwrap();
    watching.until("read 1; 2 documents in");
    watching.stop("-INT");
    assert_eq!(documents(&graph), ["one", "two"]);
}

#[test]
fn what_is_no_folder_is_told_before_anything_is_done() {
    let (folder, _, graph) = folders();
    let file = folder.path().join("file.txt");
    fs::write(&file, STORY).unwrap();
    for (path, why) in [(file, "no folder"), (folder.path().join("none"), "no such folder")] {
        let output = chancery(["watch"]).arg(path).arg("-o").arg(&graph).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && said.contains(why), "{said}");
    }
    assert!(!graph.exists());
}
