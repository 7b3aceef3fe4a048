//! The commands: what goes where, and with which exit code.

use std::fs;
use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::program::{build, chancery, rows};

/// A folder with two stories and their graph.
fn sample() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let stories = folder.path().join("stories");
    fs::create_dir(&stories).unwrap();
    let one =
        "Ministers talk in Quito\ndate 2024-05-01\nsource Northern Wire\n\nThe ministers met.\n";
    let two =
        "A, \"quoted\"; title\ndate 2024-05-02\n\nThe envoys of the two countries met again.\n";
    fs::write(stories.join("one.txt"), one).unwrap();
    fs::write(stories.join("two.txt"), two).unwrap();
    let graph = folder.path().join("graph.ron");
    build(&[&stories], &graph);
    (folder, graph)
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn help_has_examples_and_exit_codes_and_goes_to_standard_output() {
    let output = chancery(["--help"]).output().unwrap();
    let help = text(output.stdout);
    assert!(
        output.status.success() && help.contains("Examples:") && help.contains("130  interrupted")
    );
    let output = chancery(["help", "query"]).output().unwrap();
    assert!(text(output.stdout).contains("--param"));
    assert!(chancery(["--version"]).output().unwrap().status.success());
}

#[test]
fn a_build_says_on_standard_error_how_much_was_read() {
    let (folder, graph) = sample();
    let output = chancery(["build"])
        .arg(folder.path().join("stories"))
        .arg("-o")
        .arg(&graph)
        .output()
        .unwrap();
    let said = text(output.stderr);
    for line in
        ["documents            2", "entities", "events", "statements", "relationships", "saved"]
    {
        assert!(said.contains(line), "{line}: {said}");
    }
    let quiet = chancery(["build", "-q"])
        .arg(folder.path().join("stories"))
        .arg("-o")
        .arg(&graph)
        .output()
        .unwrap();
    assert_eq!((text(quiet.stdout), text(quiet.stderr)), (String::new(), String::new()));
}

#[test]
fn answers_are_tables_csv_or_json() {
    let (_folder, graph) = sample();
    let ask = |format: &str| {
        let question = "MATCH (d:Document) RETURN d.title AS title, d.date AS day ORDER BY day";
        let output = chancery(["query"])
            .arg(&graph)
            .arg(question)
            .args(["--format", format])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(output.stderr));
        text(output.stdout)
    };
    assert_eq!(
        ask("auto"),
        "title\tday\nMinisters talk in Quito\t2024-05-01\nA, \"quoted\"; title\t2024-05-02\n"
    );
    assert_eq!(
        ask("csv"),
        "title,day\nMinisters talk in Quito,2024-05-01\n\"A, \"\"quoted\"\"; title\",2024-05-02\n"
    );
    let json: serde_json::Value = serde_json::from_str(&ask("json")).unwrap();
    assert_eq!(json["columns"], serde_json::json!(["title", "day"]));
    assert_eq!(
        json["rows"][1],
        serde_json::json!(["A, \"quoted\"; title", {"$date": "2024-05-02"}])
    );
}

#[test]
fn parameters_are_values_and_never_text_of_the_query() {
    let (_folder, graph) = sample();
    let count = |value: &str| {
        let question = "MATCH (d:Document) WHERE d.title = $title RETURN count(*)";
        let output = chancery(["query"])
            .arg(&graph)
            .arg(question)
            .arg("--param")
            .arg(format!("title={value}"))
            .output();
        text(output.unwrap().stdout)
    };
    assert!(count("A, \"quoted\"; title").ends_with("\n1\n"));
    assert!(count("x' OR true //").ends_with("\n0\n"));
    let output =
        chancery(["query"]).arg(&graph).args(["RETURN 1", "--param", "no-value"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn an_unknown_label_is_a_warning_with_the_nearest_beside_the_empty_answer() {
    let (_folder, graph) = sample();
    let output =
        chancery(["query"]).arg(&graph).arg("MATCH (d:Documnt) RETURN d.title").output().unwrap();
    let said = text(output.stderr);
    assert!(output.status.success());
    assert!(said.contains("warning") && said.contains("Document") && said.contains('^'), "{said}");
    assert_eq!(text(output.stdout), "d.title\n");
}

#[test]
fn colours_are_used_when_they_are_asked_for() {
    let (_folder, graph) = sample();
    let coloured = |when: &str| {
        let output = chancery(["query", "--color", when])
            .arg(&graph)
            .arg("MATCH (n RETURN n")
            .output()
            .unwrap();
        text(output.stderr).contains('\u{1b}')
    };
    assert!(coloured("always") && !coloured("never") && !coloured("auto"));
}

#[test]
fn a_closed_pipe_is_quiet() {
    let (_folder, graph) = sample();
    let mut child = Command::new(cargo_bin("chancery"))
        .arg("query")
        .arg(&graph)
        .arg("UNWIND range(1, 200000) AS n RETURN n, 'some words that fill the pipe'")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The pipe is closed here; the program still has most of its rows to write.
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(output.stderr)), (Some(0), String::new()));
}

#[test]
fn facts_are_printed_one_line_a_document_in_order_of_their_ids() {
    let (folder, _) = sample();
    let output = chancery(["extract", "--format", "json"])
        .arg(folder.path().join("stories"))
        .output()
        .unwrap();
    let lines = text(output.stdout);
    let docs: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&str> = docs.iter().map(|doc| doc["doc"].as_str().unwrap()).collect();
    assert_eq!(ids, ["one", "two"]);
    assert_eq!(docs[0]["date"], "2024-05-01");
}

#[test]
fn standard_input_is_a_document() {
    let (folder, _) = sample();
    let graph = folder.path().join("stdin.ron");
    let mut command = chancery(["build", "-", "-o"]);
    command
        .arg(&graph)
        .write_stdin("Envoys meet\ndate 2024-01-05\n\nThe envoys met.\n")
        .assert()
        .success();
    assert_eq!(
        rows(&graph, "MATCH (d:Document) RETURN split(d.id, '/')[1], d.date"),
        ["stdin\t2024-01-05"]
    );
}

#[test]
fn a_document_that_is_added_again_takes_the_place_of_the_old_one() {
    let (folder, graph) = sample();
    let story = folder.path().join("one.txt");
    fs::write(&story, "Ministers part in Quito\n\nThe ministers parted.\n").unwrap();
    let output = chancery(["add"]).arg(&graph).arg(&story).output().unwrap();
    assert!(output.status.success() && text(output.stderr).contains("replaced"));
    let titles = rows(&graph, "MATCH (d:Document) RETURN d.title ORDER BY d.id");
    assert_eq!(titles, ["Ministers part in Quito", "A, \"quoted\"; title"]);
}

#[test]
fn the_number_of_threads_and_the_clock_change_no_byte() {
    let (folder, graph) = sample();
    let built = |arguments: &[&str], epoch: Option<&str>| {
        let path = folder.path().join("again.ron");
        let mut command = chancery(["build"]);
        command.args(arguments).arg(folder.path().join("stories")).arg("-o").arg(&path);
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        command.assert().success();
        fs::read(&path).unwrap()
    };
    let plain = fs::read(&graph).unwrap();
    assert!(built(&["--jobs", "1"], None) == plain && built(&["--jobs", "3"], None) == plain);
    let given = built(&["--read-at", "2024-05-03T08:00:00Z"], None);
    assert!(given != plain && text(given.clone()).contains("2024-05-03T08:00:00Z"));
    assert!(built(&[], Some("1714723200")) == given, "SOURCE_DATE_EPOCH is the same time");
}

#[test]
fn without_text_only_sentences_that_prove_something_are_kept() {
    let (folder, _) = sample();
    let graph = folder.path().join("lean.ron");
    let story = folder.path().join("long.txt");
    fs::write(&story, "Ministers talk\n\nIt rained softly all day over the hills and meadows.\n")
        .unwrap();
    chancery(["build", "--no-text"]).arg(&story).arg("-o").arg(&graph).assert().success();
    assert!(!fs::read_to_string(&graph).unwrap().contains("meadows"));
    assert_eq!(rows(&graph, "MATCH (d:Document) RETURN d.title"), ["Ministers talk"]);
}

#[test]
fn a_picture_goes_to_a_file_or_to_standard_output() {
    let (folder, graph) = sample();
    let shown = chancery(["export", "--format", "dot"]).arg(&graph).output().unwrap();
    assert!(text(shown.stdout.clone()).starts_with("digraph"));
    let path = folder.path().join("graph.dot");
    chancery(["export"]).arg(&graph).arg("-o").arg(&path).assert().success();
    assert!(fs::read(&path).unwrap() == shown.stdout);
    let unknown = chancery(["export", "--focus", "Nobody at All"]).arg(&graph).output().unwrap();
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(unknown.stderr).contains("Nobody at All"));
}

#[test]
fn annotations_show_the_words_and_their_tree() {
    let (folder, _) = sample();
    let story = folder.path().join("stories/one.txt");
    let columns = text(chancery(["annotate"]).arg(&story).output().unwrap().stdout);
    assert!(columns.contains("# The ministers met.") && columns.contains("root"), "{columns}");
    let named = chancery(["annotate", "--format", "text"]).arg(&story).output().unwrap();
    assert_eq!(text(named.stdout), columns, "the default has a name");
}

#[test]
fn a_grammar_is_checked_and_its_mistakes_have_a_place() {
    let folder = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new("grammar") {
        let entry = entry.unwrap();
        let target = folder.path().join(entry.path().strip_prefix("grammar").unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).unwrap();
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
    chancery(["check-grammar"]).arg(folder.path()).assert().success();
    let ontology = folder.path().join("ontology.ron");
    let broken = fs::read_to_string(&ontology).unwrap().replacen("\"person\"", "\"persn\"", 1);
    fs::write(&ontology, broken).unwrap();
    let output = chancery(["check-grammar"]).arg(folder.path()).output().unwrap();
    let said = text(output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("ontology.ron:") && said.contains("persn"), "{said}");
}

#[test]
fn what_nobody_is_called_is_an_error_with_exit_code_one() {
    let (_folder, graph) = sample();
    let output = chancery(["why"]).arg(&graph).arg("Nobody at All").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(output.stderr).contains("Nobody at All"));
}
