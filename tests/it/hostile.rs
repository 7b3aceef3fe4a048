//! Names that would act if anything let them: on a terminal, in a spreadsheet, in a browser, in a shell, in a query, on a path. They
//! act nowhere, in no output that there is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::program::{chancery, rows};

/// Formulas, terminal escapes, HTML, quotes, path separators, Cypher, formats.
const NAMES: &[&str] = &[
    "=HYPERLINK(\"https://example.org\",\"Ana\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\u{1b}[2J\u{1b}]0;pwned\u{7}Ana",
    "\u{9b}31mAna",
    "Ana\r\nRuiz\u{8}\u{7f}",
    "\u{202e}anA\u{2066}\u{200f}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"Ana\" 'Ruiz' `Ana`\\",
    "../../../etc/passwd",
    "C:\\..\\con",
    "'}) DETACH DELETE n //",
    "Ana`]->() SET n.x = 1 //",
    "$(touch pwned) `touch pwned` ; touch pwned",
    "%s%n {{7*7}} ${x}",
    "\"]; evil [label=\"x",
    "| --- | [Ana](javascript:alert(1)) *x*",
    ":quit",
];

/// A character that does something on a terminal, or to the order of what is shown.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A graph of people with these names, who know each other, with an article whose file and title are called so, and corrections by
/// somebody of such a name.
struct Hostile {
    folder: TempDir,
}

impl Hostile {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut people = "id,name,:LABEL\n".to_owned();
        let mut ties = "src,dst,:TYPE,note\n".to_owned();
        for (i, name) in NAMES.iter().enumerate() {
            people.push_str(&format!("{i},{},{}\n", quoted(name), quoted(&name.replace(';', " "))));
            let next = (i + 1) % NAMES.len();
            ties.push_str(&format!("{i},{next},{},{}\n", quoted(name), quoted(name)));
        }
        fs::write(folder.path().join("people.csv"), people).unwrap();
        fs::write(folder.path().join("ties.csv"), ties).unwrap();
        let hostile = Self { folder };
        hostile.run(&[
            "import",
            "--nodes",
            "people.csv",
            "--relationships",
            "ties.csv",
            "-o",
            "graph.ron",
        ]);
        hostile.articles();
        hostile
    }

    #[cfg(unix)]
    fn articles(&self) {
        let news = self.path("news");
        fs::create_dir(&news).unwrap();
        for (i, name) in NAMES.iter().enumerate() {
            let file = format!("{i}{}.txt", name.replace('/', "_"));
            let text = format!(
                "{name}\n\nAna Ruiz of Peru met {name} in Lima on Monday. \"{name}\" she said.\n"
            );
            fs::write(news.join(file), text).unwrap();
        }
        self.run(&["add", "graph.ron", "news"]);
    }

    #[cfg(not(unix))]
    fn articles(&self) {}

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a command prints and says; nothing in it acts.
    fn run(&self, arguments: &[&str]) -> (String, String) {
        self.typed(arguments, "")
    }

    fn typed(&self, arguments: &[&str], input: &str) -> (String, String) {
        let output = chancery(arguments)
            .current_dir(self.folder.path())
            .write_stdin(input.to_owned())
            .output()
            .unwrap();
        let text = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let acting = text.lines().find(|line| line.contains(acts));
            assert!(acting.is_none(), "{arguments:?} lets this act: {acting:?}");
            text
        };
        let said = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.code().is_some(), "{arguments:?} was ended by a signal");
        assert!(!self.path("pwned").exists(), "{arguments:?} ran a command");
        said
    }
}

const ALL: &str = "MATCH (n) WHERE NOT n:Document RETURN n.name AS name ORDER BY n.id";

#[test]
fn hostile_names_act_in_no_form_of_an_answer() {
    let hostile = Hostile::new();
    for form in ["auto", "table", "line", "csv", "tsv", "json", "jsonl", "markdown"] {
        let (shown, _) = hostile.run(&["query", "graph.ron", ALL, "--format", form]);
        assert!(shown.contains("SUM(1)"), "{form}: {shown}");
        match form {
            // A spreadsheet takes none of these cells for a formula.
            "csv" | "tsv" | "auto" => {
                for line in shown.lines() {
                    let cell = line.trim_start_matches('"').trim_start();
                    assert!(!cell.starts_with(['=', '+', '-', '@']), "{form}: {line}");
                }
            }
            "markdown" => assert!(!shown.contains('<') || !shown.contains("<script"), "{shown}"),
            _ => {}
        }
        hostile.run(&[
            "query",
            "graph.ron",
            "MATCH (n)-[r]->(m) RETURN n, r, m, labels(n), type(r)",
            "--format",
            form,
        ]);
    }
    // Programs get the names exactly.
    let names: Vec<String> = rows(&hostile.path("graph.ron"), "MATCH (n {id: 4}) RETURN n.name");
    assert_eq!(names, [NAMES[4]]);
}

#[test]
fn hostile_names_act_in_no_command_picture_error_or_log() {
    let hostile = Hostile::new();
    let count = rows(&hostile.path("graph.ron"), "MATCH (n) RETURN count(n)");
    for name in NAMES {
        hostile.run(&["why", "graph.ron", name]);
        hostile.run(&["why", "graph.ron", &format!("no {name}")]);
        hostile.run(&["query", "graph.ron", name]);
        hostile.run(&["query", "graph.ron", name, "--error-format", "json"]);
        let parameter = format!("name={name}");
        let found =
            ["query", "graph.ron", "MATCH (n {name: $name}) RETURN n.name", "--param", &parameter];
        hostile.run(&found);
        let (picture, _) = hostile.run(&["export", "graph.ron", "--focus", name]);
        for line in picture.lines() {
            // What is quoted ends where it should: no name gets out of its label.
            let quotes = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
            assert!(quotes % 2 == 0 && !line.contains("<script"), "{line}");
        }
        for command in [["verify", name], ["log", name], ["build", name], ["check-grammar", name]] {
            hostile.run(&command);
        }
        hostile.run(&["diff", name, name]);
        hostile.run(&["merge", "graph.ron", name, "-o", "merged.ron"]);
        hostile.run(&["convert", name, name]);
        hostile.run(&["restore", name]);
        hostile.run(&["repair", name, "-o", name]);
        let by = ["--author", name, "--reason", name];
        let write =
            ["query", "graph.ron", "MATCH (n {id: 0}) SET n.seen = coalesce(n.seen, 0) + 1"];
        hostile.run(&[&write[..], &by].concat());
        hostile.run(&["correct", "graph.ron", "note", "0", name]);
        hostile.run(&["correct", "graph.ron", "merge", name, "no such thing"]);
    }
    hostile.run(&["export", "graph.ron"]);
    hostile.run(&["log", "graph.ron"]);
    hostile.run(&["verify", "graph.ron"]);
    let (log, _) = hostile.run(&["log", "graph.ron", "--format", "ron"]);
    fs::write(hostile.path("log.ron"), log).unwrap();
    hostile.run(&["import", "--nodes", "people.csv", "-o", "other.ron"]);
    hostile.run(&["diff", "other.ron", "graph.ron"]);
    hostile.run(&["diff", "other.ron", "graph.ron", "--format", "json"]);
    hostile.run(&["correct", "other.ron", "apply", "log.ron"]);
    assert_eq!(rows(&hostile.path("graph.ron"), "MATCH (n) RETURN count(n)"), count);
    // Nothing was written but where it was to be.
    let parent: Vec<_> =
        fs::read_dir(hostile.folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(!parent.iter().any(|name| name == "passwd"), "{parent:?}");
}

#[test]
fn hostile_names_act_in_nothing_at_the_prompt() {
    let hostile = Hostile::new();
    let count = rows(&hostile.path("graph.ron"), "MATCH (n) RETURN count(n)");
    let mut shown = String::new();
    for name in NAMES {
        let plain = name.replace(['\r', '\n'], " ");
        // A script ends at its first error: each statement is one.
        for line in [
            format!(":who {plain}"),
            format!(":timeline {plain}"),
            format!(":path {plain}, {plain}"),
            format!(":why {plain}"),
            format!(":text {plain}"),
            format!(":set {plain}"),
            format!(":{plain}"),
            format!(":param x '{}'", plain.replace('\\', "\\\\").replace('\'', "\\'")),
            format!(":open {plain}"),
            format!(":read {plain}"),
            format!("RETURN {plain};"),
        ] {
            let (out, err) = hostile.typed(&["repl", "graph.ron"], &format!("{line}\n"));
            shown.push_str(&out);
            shown.push_str(&err);
        }
    }
    for command in
        [":schema", ":stats", ":sources", ":docs", ":diff", ":log", ":examples", ":dot", ":show"]
    {
        let (out, _) = hostile.typed(&["repl", "graph.ron"], &format!("{command}\n"));
        shown.push_str(&out);
    }
    for number in 1..8 {
        hostile.typed(&["repl", "graph.ron"], &format!(":examples {number}\n:chart\n:last\n"));
    }
    for mode in ["table", "line", "csv", "tsv", "json", "jsonl", "markdown", "dot"] {
        hostile.typed(&["repl", "graph.ron"], &format!(":mode {mode}\n{ALL};\n:why\n"));
    }
    assert!(shown.contains("SUM(1)"));
    assert_eq!(rows(&hostile.path("graph.ron"), "MATCH (n) RETURN count(n)"), count);
}

/// Where Graphviz is installed, it draws the picture, and no name is more than a text in it.
#[test]
fn a_picture_of_hostile_names_can_be_drawn_and_holds_no_script() {
    let hostile = Hostile::new();
    let (picture, _) = hostile.run(&["export", "graph.ron"]);
    assert!(picture.contains("digraph"), "{picture}");
    let file: &Path = &hostile.path("graph.dot");
    fs::write(file, &picture).unwrap();
    let Ok(drawn) = Command::new("dot").arg("-Tsvg").arg(file).output() else { return };
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let drawn = String::from_utf8_lossy(&drawn.stdout);
    assert!(!drawn.contains("<script") && !drawn.contains("<img"), "{drawn}");
}
