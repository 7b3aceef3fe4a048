//! The prompt: scripts from standard input, and a conversation on a real pseudo-terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use crate::program::{build, chancery};

fn sample() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let story = "Ministers talk in Quito\ndate 2024-05-01\n\nThe ministers of Peru and Chile met in Quito.\n";
    fs::write(folder.path().join("one.txt"), story).unwrap();
    fs::write(folder.path().join("two.txt"), "Envoys meet\n\nThe envoys met in Lima.\n").unwrap();
    let graph = folder.path().join("graph.ron");
    build(&[&folder.path().join("one.txt")], &graph);
    (folder, graph)
}

/// What a script answers, without a prompt.
fn script(graph: &Path, text: &str) -> Output {
    chancery(["repl"]).arg(graph).write_stdin(text).output().unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_script_runs_without_a_prompt_and_its_last_query_may_do_without_a_semicolon() {
    let (_folder, graph) = sample();
    let output =
        script(&graph, "// a question\nMATCH (d:Document)\nRETURN d.title; RETURN 1;\nRETURN ';'");
    assert!(output.status.success());
    assert_eq!(text(output.stdout), "d.title\nMinisters talk in Quito\n1\n1\n';'\n;\n");
    assert_eq!(text(output.stderr), "");
}

#[test]
fn the_first_error_ends_a_script_with_exit_code_one() {
    let (_folder, graph) = sample();
    let output = script(&graph, "RETURN 1;\nRETURN lenght('x');\nRETURN 2;");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(output.stdout), "1\n1\n");
    let said = text(output.stderr);
    assert!(said.contains('^') && said.contains("length"), "{said}");
    let output = script(&graph, ":stat\n:stats");
    assert!(output.status.code() == Some(1) && text(output.stderr).contains(":stats"));
}

#[test]
fn commands_work_in_scripts() {
    let (folder, graph) = sample();
    let saved = folder.path().join("saved.ron");
    let lines = format!(
        ":help\n:schema\n:add {}\n:docs\n:stats\n:dot\n:save {}\n:quit\nRETURN 1;",
        folder.path().join("two.txt").display(),
        saved.display()
    );
    let output = script(&graph, &lines);
    let (answer, said) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{said}");
    for part in [
        ":schema",
        "label\tnodes",
        "two\t\t",
        "documents            2",
        "digraph",
        "not saved since",
    ] {
        assert!(answer.contains(part), "{part}: {answer}");
    }
    assert!(!answer.ends_with("1\n1\n"), "nothing runs after :quit");
    assert!(said.contains("read 1 document") && said.contains("saved"), "{said}");
    let output = script(&saved, "MATCH (d:Document) RETURN count(*)");
    assert!(text(output.stdout).ends_with("\n2\n"));
}

#[test]
fn a_script_that_passed_documents_over_says_so_in_its_exit_code() {
    let (folder, graph) = sample();
    let mixed = folder.path().join("mixed");
    fs::create_dir(&mixed).unwrap();
    fs::write(mixed.join("bad.txt"), "\0").unwrap();
    fs::write(mixed.join("good.txt"), "The envoys met in Lima.\n").unwrap();
    let output = script(&graph, &format!(":add {}\n", mixed.display()));
    assert_eq!(output.status.code(), Some(3));
    assert!(text(output.stderr).contains("bad.txt"));
}

#[test]
fn documents_may_be_read_first() {
    let (folder, _) = sample();
    let story = folder.path().join("two.txt");
    let output = script(&story, "MATCH (d:Document) RETURN d.id");
    assert_eq!(text(output.stdout), "d.id\ntwo\n");
}

#[cfg(unix)]
mod terminal {
    use std::fs;
    use std::process::Command;

    use assert_cmd::cargo::cargo_bin;
    use rexpect::session::{PtySession, spawn_command};

    use super::sample;

    const PROMPT: &str = "chancery> ";

    fn start(arguments: &[&std::ffi::OsStr], state: &std::path::Path) -> PtySession {
        let mut command = Command::new(cargo_bin("chancery"));
        command
            .arg("repl")
            .args(arguments)
            .env("TERM", "xterm")
            .env("NO_COLOR", "1")
            .env("XDG_STATE_HOME", state);
        let mut session = spawn_command(command, Some(30_000)).unwrap();
        session.exp_string(PROMPT).unwrap();
        session
    }

    #[test]
    fn a_conversation() {
        let (folder, graph) = sample();
        let state = folder.path().join("state");
        let mut pty = start(&[graph.as_os_str()], &state);

        // A question, on two lines.
        pty.send_line("MATCH (d:Document)").unwrap();
        pty.send_line("RETURN d, d.title AS heading;").unwrap();
        pty.exp_string("┌").unwrap();
        pty.exp_string("Ministers talk in Quito").unwrap();
        pty.exp_string("1 row").unwrap();
        pty.exp_string(PROMPT).unwrap();

        // The sentences that prove it.
        pty.send_line(":why").unwrap();
        pty.exp_string("Ministers talk in Quito").unwrap();
        pty.exp_string(PROMPT).unwrap();

        // A completion: the label after the colon.
        pty.send("MATCH (d:Docu\t").unwrap();
        pty.flush().unwrap();
        pty.exp_string("Document").unwrap();
        pty.send_line(") RETURN count(*);").unwrap();
        pty.exp_string("count(*)").unwrap();
        pty.exp_string("1 row").unwrap();
        pty.exp_string(PROMPT).unwrap();

        // An error with a caret, and the prompt lives on.
        pty.send_line("RETURN lenght('x');").unwrap();
        pty.exp_string("error").unwrap();
        pty.exp_string("^").unwrap();
        pty.exp_string("length").unwrap();
        pty.exp_string(PROMPT).unwrap();

        // Ctrl-C clears the line.
        pty.send("MATCH (half").unwrap();
        pty.send_control('c').unwrap();
        pty.exp_string(PROMPT).unwrap();

        let story = folder.path().join("two.txt");
        pty.send_line(&format!(":add {}", story.display())).unwrap();
        pty.exp_string("read 1 document").unwrap();
        pty.exp_string(PROMPT).unwrap();

        // What is not saved is asked about.
        pty.send_line(":quit").unwrap();
        pty.exp_string("not saved").unwrap();
        pty.send_line("n").unwrap();
        pty.exp_string(PROMPT).unwrap();
        pty.send_line(":save").unwrap();
        pty.exp_string("saved").unwrap();
        pty.exp_string(PROMPT).unwrap();
        pty.send_line(":quit").unwrap();
        pty.exp_eof().unwrap();

        assert!(fs::read_to_string(&graph).unwrap().contains("Envoys meet"));
        let history = fs::read_to_string(state.join("chancery/history")).unwrap();
        assert!(history.contains(":why") && history.contains("RETURN d, d.title"), "{history}");
    }

    #[test]
    fn control_d_leaves() {
        let (folder, graph) = sample();
        let mut pty = start(&[graph.as_os_str()], folder.path());
        pty.send_control('d').unwrap();
        pty.exp_eof().unwrap();
    }

    #[test]
    fn control_c_stops_a_long_query_and_the_prompt_lives_on() {
        let (folder, graph) = sample();
        let mut pty = start(&[graph.as_os_str()], folder.path());
        pty.send_line(
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b);",
        )
        .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(500));
        pty.send_control('c').unwrap();
        pty.exp_string("error").unwrap();
        pty.exp_string(PROMPT).unwrap();
        pty.send_line("RETURN 6 * 7 AS answer;").unwrap();
        pty.exp_string("42").unwrap();
    }
}
