//! The program in scripts: pipes, exit codes, errors and answers that other programs read.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::program::{chancery, rows};

const GRAPH: &str = "graphs/seeds.ron";

/// A graph of its own, to write to.
fn copy() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.ron");
    fs::copy(GRAPH, &graph).unwrap();
    (folder, graph)
}

/// What a command printed, what it said, and its exit code.
fn ran(command: &mut assert_cmd::Command) -> (String, String, i32) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// The same of a line for the shell, with `chancery` on its path.
fn shell(line: &str) -> (String, String, i32) {
    let program = cargo_bin("chancery");
    let path = std::env::join_paths(
        std::iter::once(program.parent().unwrap().to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let mut command = assert_cmd::Command::new("bash");
    command.args(["-o", "pipefail", "-c", line]).env("PATH", path.unwrap());
    command.env("NO_COLOR", "1").env("XDG_CONFIG_HOME", "/nowhere");
    ran(&mut command)
}

/// The lines of JSON that were said.
fn messages(said: &str) -> Vec<Json> {
    said.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

#[test]
fn a_final_query_needs_no_semicolon_wherever_it_comes_from() {
    let (folder, _) = copy();
    let file = folder.path().join("two.cypher");
    for (text, answers) in [
        ("RETURN 1 AS a", "a\n1\n"),
        ("RETURN 1 AS a;", "a\n1\n"),
        ("RETURN 1 AS a; RETURN ';' AS b", "a\n1\n\nb\n;\n"),
        ("RETURN 1 AS a;\r\n// done;\r\nRETURN 2 AS b\r\n", "a\n1\n\nb\n2\n"),
    ] {
        fs::write(&file, text).unwrap();
        let forms: [(&[&str], Option<&str>); 5] = [
            (&["query", GRAPH, text], None),
            (&["query", GRAPH, "-c", text], None),
            (&["query", GRAPH, "-f", file.to_str().unwrap()], None),
            (&["query", GRAPH], Some(text)),
            (&["query", GRAPH, "-"], Some(text)),
        ];
        for (form, input) in forms {
            let mut command = chancery(form);
            if let Some(input) = input {
                command.write_stdin(input);
            }
            assert_eq!(
                ran(&mut command),
                (answers.to_owned(), String::new(), 0),
                "{text:?} {form:?}"
            );
        }
    }
}

#[test]
fn questions_are_asked_in_the_order_of_the_command_line() {
    let (folder, _) = copy();
    let file = folder.path().join("b.cypher");
    fs::write(&file, "RETURN 2 AS b").unwrap();
    let mut command = chancery(["query", GRAPH, "-c", "RETURN 1 AS a", "-f"]);
    command.arg(&file).args(["--command", "RETURN $n AS c", "--param", "n=3"]);
    assert_eq!(ran(&mut command), ("a\n1\n\nb\n2\n\nc\n3\n".to_owned(), String::new(), 0));
}

#[test]
fn an_error_ends_the_questions_and_nothing_is_saved() {
    let (folder, graph) = copy();
    let before = fs::read(&graph).unwrap();
    let file = folder.path().join("mend.cypher");
    fs::write(&file, "MATCH (p:Person) SET p.x = 1;\nRETURN lenght(1);\nRETURN 3").unwrap();
    let (out, said, code) = ran(chancery(["query"]).arg(&graph).arg("-f").arg(&file));
    assert_eq!((out.contains('3'), code), (false, 1), "{out}");
    assert!(said.contains("mend.cypher:2:8") && said.contains("did you mean length?"), "{said}");
    assert!(said.contains("nothing was saved"), "{said}");
    assert!(fs::read(&graph).unwrap() == before, "the first question was saved");
    let mut command = chancery(["query", "--fail-at-end"]);
    let (out, said, code) = ran(command.arg(&graph).arg("-f").arg(&file));
    assert!(out.ends_with("3\n") && code == 1, "{out}");
    assert!(said.contains("properties set"), "{said}");
    assert_ne!(rows(&graph, "MATCH (p:Person {x: 1}) RETURN count(*)"), ["0"]);
}

#[test]
fn who_only_reads_cannot_write() {
    let (_folder, graph) = copy();
    let before = fs::read(&graph).unwrap();
    let mut command = chancery(["query", "--read-only", "-c", "CREATE (n:Note)"]);
    let (_, said, code) = ran(command.arg(&graph));
    assert!(code == 1 && said.contains("--read-only"), "{said}");
    assert!(fs::read(&graph).unwrap() == before);
}

#[test]
fn no_question_at_all_is_wrong_usage() {
    for question in ["", " ; // nothing\n"] {
        let (out, said, code) = ran(chancery(["query", GRAPH]).write_stdin(question));
        assert_eq!((out.as_str(), code), ("", 2), "{said}");
        assert!(said.contains("no question"), "{said}");
    }
}

#[test]
fn a_file_of_questions_that_cannot_be_read_is_told_by_name() {
    let (folder, _) = copy();
    let file = folder.path().join("bad.cypher");
    let (_, said, code) = ran(chancery(["query", GRAPH, "-f"]).arg(&file));
    assert!(code == 1 && said.contains("bad.cypher"), "{said}");
    fs::write(&file, b"RETURN '\xff'").unwrap();
    let (_, said, code) = ran(chancery(["query", GRAPH, "-f"]).arg(&file));
    assert!(code == 1 && said.contains("UTF-8") && said.contains("byte 8"), "{said}");
}

#[test]
fn exit_codes_are_as_the_help_says() {
    let folder = tempfile::tempdir().unwrap();
    let story = folder.path().join("a.txt");
    fs::write(&story, "Envoys of Peru and Chile met in Quito.\n").unwrap();
    fs::write(folder.path().join("b.txt"), "").unwrap();
    let graph = folder.path().join("g.ron");
    let code = |command: &mut assert_cmd::Command| ran(command).2;
    assert_eq!(code(chancery(["build"]).arg(&story).arg("-o").arg(&graph)), 0);
    assert_eq!(code(chancery(["build"]).arg(folder.path()).arg("-o").arg(&graph)), 3);
    assert_eq!(code(chancery(["query"]).arg(&graph).arg("RETURN")), 1);
    assert_eq!(code(&mut chancery(["query", "nowhere.ron", "RETURN 1"])), 1);
    assert_eq!(code(&mut chancery(["qeury"])), 2);
    assert_eq!(code(&mut chancery(["--jobs", "2"])), 2);
    assert_eq!(code(&mut chancery(["--help"])), 0);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_question_with_130_and_saves_nothing() {
    let (_folder, graph) = copy();
    let before = fs::read(&graph).unwrap();
    let mut command = Command::new(cargo_bin("chancery"));
    command.arg("query").arg(&graph).args(["-c", "CREATE (:Note)", "-c"]);
    command.arg("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The first answer is there, so the second question is being asked.
    let mut first = [0; 1];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut first).unwrap();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(fs::read(&graph).unwrap() == before);
}

#[test]
fn errors_and_warnings_of_every_command_are_lines_of_json_when_asked_for() {
    let (folder, graph) = copy();
    let json = ["--error-format", "json"];
    let (_, said, code) =
        ran(chancery(["query", GRAPH, "MATCH (n:Persn)\nRETURN lenght(n)"]).args(json));
    let error = &messages(&said)[0];
    assert_eq!(
        (code, &error["severity"], &error["code"]),
        (1, &json!("error"), &json!("UnknownFunction"))
    );
    assert_eq!(
        (&error["line"], &error["column"], &error["span"]),
        (&json!(2), &json!(8), &json!([23, 29]))
    );
    assert_eq!((&error["help"], &error["file"]), (&json!("did you mean length?"), &Json::Null));

    let (_, said, code) = ran(chancery(["query", GRAPH, "MATCH (n:Persn) RETURN n"]).args(json));
    assert_eq!((code, &messages(&said)[0]["severity"]), (0, &json!("warning")));

    let broken = folder.path().join("broken.ron");
    let text = fs::read_to_string(&graph).unwrap().replacen("documents:", "dokuments:", 1);
    fs::write(&broken, text).unwrap();
    let (_, said, code) = ran(chancery(["why"]).arg(&broken).arg("x").args(json));
    let error = &messages(&said)[0];
    assert_eq!((code, error["file"].as_str()), (1, broken.to_str()), "{error}");

    let odd = folder.path().join("odd\u{202e}.txt");
    fs::write(&odd, "Talks\ndate 2024-13-01\n\nThe envoys of Peru and Chile met.\n").unwrap();
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    let (_, said, code) =
        ran(chancery(["build"]).arg(folder.path()).arg("-o").arg(&graph).args(json));
    let told = messages(&said);
    let of = |code: &str| told.iter().find(|one| one["code"] == code).expect(code);
    assert_eq!((code, &of("OddInput")["line"]), (3, &json!(2)));
    assert!(of("InputEmpty")["file"].as_str().unwrap().ends_with("empty.txt"));
    assert!(told.iter().any(|one| one["severity"] == "note"), "{said}");
    assert!(!said.contains('\u{202e}'), "a mark of direction went through");

    for arguments in [&["qeury"][..], &["build", "x", "--outptu", "y"], &["convert"]] {
        let (_, said, code) = ran(chancery(arguments).args(json));
        let told = messages(&said);
        assert_eq!((code, told.len(), &told[0]["code"]), (2, 1, &json!("Usage")), "{said}");
    }
    let (_, said, code) = ran(chancery(["check-grammar", "nowhere"]).args(json));
    assert_eq!((code, &messages(&said)[0]["code"]), (1, &json!("Grammar")));
}

#[test]
fn json_is_read_by_other_programs() {
    let question =
        "MATCH (p:Person)-[:MET]->(q:Person) RETURN p.name AS a, q.name AS b ORDER BY a, b LIMIT 2";
    let line = format!("chancery query {GRAPH} --format json '{question}'");
    // Where there is no jq, Python's reader stands in for it.
    let (reader, program) = match shell("command -v jq").2 {
        0 => ("jq", "jq -r '.rows[] | join(\"|\")'"),
        _ => (
            "python",
            "python3 -c 'import json, sys; [print(\"|\".join(r)) for r in json.load(sys.stdin)[\"rows\"]]'",
        ),
    };
    let (out, said, code) = shell(&format!("{line} | {program}"));
    assert_eq!((code, said.as_str(), out.lines().count()), (0, "", 2), "{reader}: {out}");
    assert!(out.lines().all(|row| row.split('|').count() == 2), "{out}");
    let errors =
        format!("chancery query {GRAPH} --error-format json 'RETURN lenght(1)' 2>&1 >/dev/null");
    let (out, _, _) = shell(&format!(
        "set +o pipefail; {errors} | python3 -c 'import json, sys; print(json.load(sys.stdin)[\"code\"])'"
    ));
    assert_eq!(out, "UnknownFunction\n");
}

/// What a spreadsheet would calculate stands behind `'`, what would act on a terminal is escaped; all else is as it was.
#[test]
fn csv_with_hostile_values_is_read_by_python_and_does_nothing() {
    let hostile = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2",
        "@SUM(A1)",
        "a,b",
        "say \"so\"",
        "two\nlines",
        "cr\r\nlf",
        "\ttab",
        "bell\u{7} esc\u{1b}[31m",
        "right\u{202e}left",
        "é\u{301} 日本 السودان",
        " blanks ",
        "",
    ];
    let parameter = format!("values={}", serde_json::to_string(&hostile).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (out, said, code) = ran(chancery(["query", GRAPH, "--format", "csv"])
        .arg("UNWIND range(0, size($values) - 1) AS n RETURN n, $values[n] AS `the, value`")
        .args(["--param", &parameter]));
    assert_eq!((code, said.as_str()), (0, ""));
    let file = folder.path().join("answer.csv");
    fs::write(&file, out).unwrap();
    let program = "import csv, json, sys\n\
        rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True))\n\
        print(json.dumps(rows))";
    let python = Command::new("python3").args(["-c", program]).arg(&file).output().unwrap();
    assert!(python.status.success(), "{}", String::from_utf8_lossy(&python.stderr));
    let read: Vec<Vec<String>> = serde_json::from_slice(&python.stdout).unwrap();
    assert_eq!(read[0], ["n", "the, value"]);
    let values: Vec<&str> = read[1..].iter().map(|row| row[1].as_str()).collect();
    let harmless = [
        "'=1+1",
        "'+cmd|' /C calc'!A0",
        "'-2",
        "'@SUM(A1)",
        "a,b",
        "say \"so\"",
        "two\nlines",
        "cr\\r\nlf",
        "'\\ttab",
        "bell\\u{7} esc\\u{1b}[31m",
        "right\\u{202e}left",
        "é\u{301} 日本 السودان",
        " blanks ",
        "",
    ];
    assert_eq!(values, harmless);
}

#[test]
fn a_reader_that_goes_away_ends_every_answer_quietly() {
    let question = "UNWIND range(1, 200000) AS n RETURN n, \"words that fill the pipe\"";
    for command in [
        format!("chancery query {GRAPH} '{question}'"),
        format!("chancery query {GRAPH} --format csv '{question}'"),
        format!("chancery query {GRAPH} --format json '{question}'"),
        format!("chancery query {GRAPH} -c '{question}' -c '{question}'"),
        format!("chancery export {GRAPH}"),
        "chancery extract seeds".to_owned(),
        "chancery annotate seeds".to_owned(),
        "chancery completions bash".to_owned(),
    ] {
        let (_, said, _) = shell(&format!("{command} | head -c 20; exit ${{PIPESTATUS[0]}}"));
        let (_, _, code) =
            shell(&format!("{command} | head -c 20 >/dev/null; exit ${{PIPESTATUS[0]}}"));
        assert_eq!((said.as_str(), code), ("", 0), "{command}");
    }
}

#[test]
fn without_a_terminal_nothing_is_drawn_or_coloured() {
    let (out, said, code) = shell(&format!(
        "unset NO_COLOR; chancery query {GRAPH} 'MATCH (n:Persn) RETURN n' </dev/null; chancery build seeds -o /dev/null"
    ));
    assert_eq!(code, 0);
    assert!(!out.contains(['\u{1b}', '│']) && !said.contains(['\u{1b}', '\r']), "{out}{said}");
}

/// A command in a terminal of so many columns, and all that it wrote there.
#[cfg(unix)]
fn in_terminal(line: &str, columns: u16, term: &str) -> String {
    let program = cargo_bin("chancery");
    let folder = program.parent().unwrap().display().to_string();
    let mut command = Command::new("bash");
    let line = format!("stty cols {columns} rows 24; export PATH={folder}:$PATH; {line}");
    command.args(["-c", &line]).env("TERM", term).env_remove("NO_COLOR").env_remove("COLUMNS");
    command.env("XDG_CONFIG_HOME", "/nowhere");
    let mut terminal = rexpect::session::spawn_command(command, Some(60_000)).unwrap();
    // It gives each byte as a character.
    let shown = terminal.exp_eof().unwrap();
    let bytes = shown.chars().map(|c| u8::try_from(u32::from(c)).unwrap());
    String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).into_owned()
}

#[cfg(unix)]
#[test]
fn a_dumb_terminal_gets_no_escape_sequences() {
    let line = format!(
        "chancery query {GRAPH} 'MATCH (n:Persn) RETURN n.name'; chancery build seeds -o /dev/null"
    );
    let shown = in_terminal(&line, 80, "dumb");
    assert!(shown.contains("did you mean Person?") && shown.contains("documents"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
    let coloured = in_terminal(&format!("chancery query {GRAPH} 'RETURN'"), 80, "xterm");
    assert!(coloured.contains('\u{1b}'), "{coloured:?}");
}

#[cfg(unix)]
#[test]
fn long_work_shows_its_progress_on_a_terminal_only() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..60 {
        fs::write(folder.path().join(format!("{i}.txt")), "The envoys of Peru met. ".repeat(20))
            .unwrap();
    }
    let line = format!("chancery build {} -o /dev/null", folder.path().display());
    let shown = in_terminal(&line, 100, "xterm");
    assert!(
        shown.contains("/60 documents") && shown.contains("/s") && shown.contains("left"),
        "{shown:?}"
    );
    for plain in [
        in_terminal(&line, 100, "dumb"),
        in_terminal(&format!("{line} -q"), 100, "xterm"),
        shell(&line).1,
    ] {
        assert!(!plain.contains("/60 documents"), "{plain:?}");
    }
}

#[test]
fn what_is_done_is_told_when_asked_for_in_the_form_of_errors() {
    let (out, said, code) = ran(&mut chancery(["-v", "query", GRAPH, "RETURN 1 AS n"]));
    assert_eq!((out.as_str(), code), ("n\n1\n", 0));
    assert!(
        said.contains("open graphs/seeds.ron") && said.contains("query RETURN 1 AS n"),
        "{said}"
    );
    assert!(!said.contains('\u{1b}'), "{said:?}");
    let (_, said, _) =
        ran(&mut chancery(["-v", "--error-format=json", "query", GRAPH, "RETURN 1"]));
    let told = messages(&said);
    assert!(told.iter().all(|one| one["severity"] == "debug") && told.len() >= 2, "{said}");
}

#[cfg(unix)]
#[test]
fn a_narrow_screen_is_enough() {
    let question = "MATCH (p:Person)-[:SAID]->(s) RETURN p.name, s.content LIMIT 5";
    let shown =
        in_terminal(&format!("chancery query {GRAPH} '{question}' --color never"), 40, "xterm");
    assert!(shown.contains('┌'), "{shown}");
    let help = in_terminal("chancery query --help", 40, "xterm");
    assert!(help.contains("--fail-at-end"), "{help}");
    let table = shown.lines().map(|line| (line.trim_end().chars().count(), line));
    for (width, line) in table {
        assert!(width <= 40, "{width}: {line}");
    }
    let (help, _, _) = ran(chancery(["query", "-h"]).env("COLUMNS", "40"));
    let options = help.lines().skip_while(|line| !line.starts_with("Options"));
    let wide: Vec<&str> = options
        .take_while(|line| !line.starts_with("Examples"))
        .filter(|line| line.chars().count() > 40 && line.split_whitespace().count() > 2)
        .collect();
    assert!(wide.is_empty(), "{wide:?}");
}

#[test]
fn a_script_of_the_shell_does_a_days_work() {
    let script = Path::new("tests/shell/day.sh");
    let folder = tempfile::tempdir().unwrap();
    let (out, said, code) =
        shell(&format!("bash -eu {} seeds {}", script.display(), folder.path().display()));
    assert_eq!(code, 0, "{out}{said}");
    assert!(out.ends_with("all is well\n"), "{out}{said}");
}

#[test]
fn standard_input_is_not_waited_for_when_a_question_is_there() {
    let mut command = Command::new(cargo_bin("chancery"));
    command.args(["query", GRAPH, "RETURN 7 AS n"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut held = child.stdin.take().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "n\n7\n");
    let _ = held.write_all(b"nobody reads this");
}
