//! The prompt on a real pseudo-terminal: keys, completion, history, paste, size, interrupts.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use rexpect::session::{PtySession, spawn_command};

const PROMPT: &str = "chancery> ";
const SAMPLE: &str = "tests/repl/sample.ron";

fn command(arguments: &[&OsStr], state: &Path) -> Command {
    let mut command = Command::new(cargo_bin("chancery"));
    command.arg("repl").args(arguments).env("TERM", "xterm").env("NO_COLOR", "1");
    command.env("XDG_STATE_HOME", state).env_remove("VISUAL").env("EDITOR", "true");
    command
}

fn begin(command: Command) -> PtySession {
    let mut pty = spawn_command(command, Some(30_000)).unwrap();
    // A test that is done does not wait for the prompt to leave.
    pty.process_mut().set_kill_timeout(Some(500));
    size(&pty, 100, 40);
    pty.exp_string(PROMPT).unwrap();
    pty
}

fn start(state: &Path) -> PtySession {
    begin(command(&[OsStr::new(SAMPLE)], state))
}

/// Sets the size of the terminal.
fn size(pty: &PtySession, columns: u16, rows: u16) {
    let terminal = pty.process().get_file_handle().unwrap();
    let (columns, rows) = (columns.to_string(), rows.to_string());
    let set = Command::new("stty").args(["cols", &columns, "rows", &rows]).stdin(terminal).status();
    assert!(set.unwrap().success());
}

fn send(pty: &mut PtySession, keys: &str) {
    pty.send(keys).unwrap();
    pty.flush().unwrap();
}

/// What is shown until the next prompt after an answer; what was typed is shown again and again before it.
fn answer(pty: &mut PtySession, statement: &str) -> String {
    pty.send_line(statement).unwrap();
    let (before, row) = pty.exp_regex(r"\d+ rows? \(").unwrap();
    pty.exp_string(PROMPT).unwrap();
    // What comes from the terminal is given byte by byte.
    let bytes = (before + &row).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn tab_completes_by_place() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = start(state.path());
    // One label, one type, one name that is found by its second word: each is put in whole.
    send(&mut pty, "MATCH (a:Perso\t");
    pty.exp_string("(a:Person").unwrap();
    send(&mut pty, " {name: 'lavro\t");
    pty.exp_string("'Sergei Lavrov'").unwrap();
    send(&mut pty, "})-[m:ME\t");
    // Two types begin so: both are listed, and the line stands there again.
    pty.exp_string("MENTIONS").unwrap();
    pty.exp_string("MET").unwrap();
    pty.exp_string("{name: 'Sergei Lavrov'})-[m:ME").unwrap();
    send(&mut pty, "T]-(b) RETURN b.nam\t;\r");
    pty.exp_string("Marco Rubio").unwrap();
    pty.exp_string(PROMPT).unwrap();
    // Functions are listed with what they take.
    send(&mut pty, "RETURN sub\t");
    pty.exp_string("substring(").unwrap();
    send(&mut pty, "'abc', 1);\r");
    pty.exp_string("bc").unwrap();
    pty.exp_string(PROMPT).unwrap();
    send(&mut pty, ":who zelensk\t\r");
    pty.exp_string("person/volodymyr-zelenskyy").unwrap();
}

#[test]
fn control_r_searches_the_history_in_which_each_statement_stands_once() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = start(state.path());
    for statement in ["RETURN 11 AS eleven;", "RETURN 22 AS other;", "RETURN 11 AS eleven;"] {
        answer(&mut pty, statement);
    }
    send(&mut pty, "\u{12}other");
    pty.exp_string("RETURN 22 AS other;").unwrap();
    send(&mut pty, "\r");
    pty.exp_string("1 row").unwrap();
    pty.exp_string(PROMPT).unwrap();
    pty.send_line(":quit").unwrap();
    pty.exp_eof().unwrap();
    // The next conversation knows it too.
    let mut pty = start(state.path());
    send(&mut pty, "\u{12}eleven");
    pty.exp_string("RETURN 11 AS eleven;").unwrap();
    send(&mut pty, "\u{3}");
    pty.exp_string(PROMPT).unwrap();
    // Up: the last, and the one before it, and no third of the same.
    send(&mut pty, "\u{1b}[A\u{1b}[A\u{1b}[A");
    pty.exp_string("RETURN 11 AS eleven;").unwrap();
}

#[test]
fn the_history_goes_where_it_is_told_to_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let (state, file) = (folder.path().join("state"), folder.path().join("here"));
    for (option, kept) in [("off", false), (file.to_str().unwrap(), true)] {
        let arguments = [OsStr::new(SAMPLE), OsStr::new("--history"), OsStr::new(option)];
        let mut pty = begin(command(&arguments, &state));
        answer(&mut pty, "RETURN 1 AS one;");
        pty.send_line(":quit").unwrap();
        pty.exp_eof().unwrap();
        assert!(!state.exists());
        assert_eq!(file.exists(), kept);
    }
    assert!(fs::read_to_string(file).unwrap().contains("RETURN 1 AS one;"));
}

#[test]
fn many_lines_are_pasted_as_they_stand() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = start(state.path());
    let paste = "MATCH (c:Country)\n\tWHERE c.iso2 = 'UA'\nRETURN c.name AS country;\nRETURN 'second' AS text;";
    send(&mut pty, &format!("\u{1b}[200~{paste}\u{1b}[201~"));
    send(&mut pty, "\r");
    for shown in ["country", " Ukraine ", "1 row", "text", " second ", "1 row"] {
        pty.exp_string(shown).unwrap();
    }
    pty.exp_string(PROMPT).unwrap();
}

#[test]
fn tables_follow_the_width_of_the_terminal() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = start(state.path());
    let question =
        "RETURN 'the envoys of all the states around the lake met in the old town' AS text;";
    let wide = answer(&mut pty, question);
    assert!(
        wide.contains("│ the envoys of all the states around the lake met in the old town │"),
        "{wide}"
    );
    size(&pty, 40, 20);
    let narrow = answer(&mut pty, question);
    let table: Vec<&str> = narrow.lines().filter(|line| line.starts_with('│')).collect();
    assert!(table.len() > 2, "{narrow}");
    assert!(table.iter().all(|line| line.trim_end().chars().count() <= 40), "{narrow}");
}

#[test]
fn the_keys_of_vi_work_when_they_are_set() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = start(state.path());
    pty.send_line(":set editor vi").unwrap();
    pty.exp_string(PROMPT).unwrap();
    // Out of the insertion, to the start, a word on, delete a word, put another in, to the end of the line.
    send(&mut pty, "RETURN wrong AS x;");
    std::thread::sleep(std::time::Duration::from_millis(100));
    send(&mut pty, "\u{1b}");
    std::thread::sleep(std::time::Duration::from_millis(700));
    send(&mut pty, "0wcw42");
    std::thread::sleep(std::time::Duration::from_millis(100));
    send(&mut pty, "\r");
    pty.exp_string(" 42 ").unwrap();
    pty.exp_string("1 row").unwrap();
    pty.exp_string(PROMPT).unwrap();
}

#[test]
fn control_c_stops_a_long_question_and_keeps_prompt_and_graph() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = start(state.path());
    pty.send_line("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b);")
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    pty.send_control('c').unwrap();
    pty.exp_string("error").unwrap();
    pty.exp_string(PROMPT).unwrap();
    let shown = answer(&mut pty, "MATCH (d:Document) RETURN count(*) AS documents;");
    assert!(shown.contains('5'), "{shown}");
}

#[test]
fn a_first_start_says_in_four_lines_what_to_do() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = spawn_command(command(&[], state.path()), Some(60_000)).unwrap();
    let welcome = pty.exp_string(PROMPT).unwrap();
    let lines: Vec<&str> = welcome.lines().filter(|line| !line.contains('\u{1b}')).collect();
    assert!(lines.iter().filter(|line| !line.trim().is_empty()).count() == 4, "{welcome}");
    for word in [":add", ":open", ":demo", ":help"] {
        assert!(welcome.contains(word), "{welcome}");
    }
    pty.send_line(":demo").unwrap();
    pty.exp_string("read 5 documents").unwrap();
    pty.exp_string(PROMPT).unwrap();
    // The sample can be had again, so leaving asks nothing.
    pty.send_control('d').unwrap();
    pty.exp_eof().unwrap();
}

#[test]
fn a_statement_can_be_written_in_an_editor() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("editor.sh");
    fs::write(&script, "#!/bin/sh\nsed -i 's/wrong/6 * 7/' \"$1\"\n").unwrap();
    let mut command = command(&[OsStr::new(SAMPLE)], folder.path());
    command.env("VISUAL", format!("sh {}", script.display()));
    let mut pty = begin(command);
    answer(&mut pty, "RETURN 'wrong' IS NOT NULL AS x;");
    pty.send_line("RETURN wrong AS x;").unwrap();
    pty.exp_string("error").unwrap();
    pty.exp_string(PROMPT).unwrap();
    pty.send_line(":edit").unwrap();
    pty.exp_string("RETURN 6 * 7 AS x;").unwrap();
    send(&mut pty, "\r");
    pty.exp_string(" 42 ").unwrap();
    pty.exp_string("1 row").unwrap();
}

#[test]
fn what_is_not_saved_is_asked_about_before_it_is_lost() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = start(state.path());
    pty.send_line(":remove 05").unwrap();
    pty.exp_string("took 05-frank-exchange out").unwrap();
    pty.exp_string(PROMPT).unwrap();
    pty.send_line(":demo").unwrap();
    pty.exp_string("not saved").unwrap();
    pty.send_line("n").unwrap();
    pty.exp_string(PROMPT).unwrap();
    pty.send_control('d').unwrap();
    pty.exp_string("not saved").unwrap();
    pty.send_line("y").unwrap();
    pty.exp_eof().unwrap();
}

#[test]
fn what_is_higher_than_the_screen_goes_to_the_pager() {
    let folder = tempfile::tempdir().unwrap();
    let pager = folder.path().join("pager.sh");
    fs::write(&pager, "#!/bin/sh\necho \"paged with $LESS\"; wc -l\n").unwrap();
    let mut command = command(&[OsStr::new(SAMPLE)], folder.path());
    command.env("PAGER", format!("sh {}", pager.display())).env_remove("LESS");
    let mut pty = begin(command);
    size(&pty, 80, 12);
    pty.send_line("UNWIND range(1, 50) AS n RETURN n;").unwrap();
    pty.exp_string("paged with -SRXF").unwrap();
    pty.exp_string(PROMPT).unwrap();
    let short = answer(&mut pty, "RETURN 1 AS one;");
    assert!(!short.contains("paged"), "{short}");
}
