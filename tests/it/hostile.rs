//! Names that would act if anything let them: on a terminal, in a spreadsheet, in a browser, in a shell, in a query, on a path. They
//! act nowhere, in no output that there is.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use chancery::repl::Interpreter;
use chancery::session::{Request, Watch};
use chancery::view::{Screen, Style};
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
        let output = chancery(arguments).current_dir(self.folder.path()).output().unwrap();
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

/// Some that stand for all where a program is started for each.
const SOME: [usize; 5] = [2, 4, 6, 7, 10];

#[test]
fn hostile_names_act_in_no_command_picture_error_or_log() {
    let hostile = Hostile::new();
    let count = rows(&hostile.path("graph.ron"), "MATCH (n) RETURN count(n)");
    let asked: Vec<&str> = NAMES.iter().flat_map(|name| ["-c", name]).collect();
    for more in [&["--fail-at-end"][..], &["--fail-at-end", "--error-format", "json"]] {
        hostile.run(&[&["query", "graph.ron"][..], &asked, more].concat());
    }
    hostile.run(&[&["verify"][..], NAMES].concat());
    for name in NAMES {
        hostile.run(&["why", "graph.ron", "--", name]);
        let focus = format!("--focus={name}");
        let (picture, _) = hostile.run(&["export", "graph.ron", &focus]);
        for line in picture.lines() {
            // What is quoted ends where it should: no name gets out of its label.
            let quotes = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
            assert!(quotes % 2 == 0 && !line.contains("<script"), "{line}");
        }
    }
    for name in SOME.map(|at| NAMES[at]) {
        let parameter = format!("--param=name={name}");
        hostile.run(&["query", "graph.ron", "MATCH (n {name: $name}) RETURN n.name", &parameter]);
        for command in ["log", "build", "check-grammar", "restore", "frobnicate"] {
            hostile.run(&[command, "--", name]);
            hostile.run(&[command, name]);
        }
        hostile.run(&["diff", "--", name, name]);
        hostile.run(&["merge", "-o", "merged.ron", "--", "graph.ron", name]);
        hostile.run(&["convert", "--", name, name]);
        hostile.run(&["repair", "-o", "mended.ron", "--", name]);
        let by = [format!("--author={name}"), format!("--reason={name}")];
        let text = "MATCH (n {id: 0}) SET n.seen = coalesce(n.seen, 0) + 1";
        hostile.run(&["query", "graph.ron", text, &by[0], &by[1]]);
        hostile.run(&["correct", "graph.ron", "note", "--", "0", name]);
        hostile.run(&["correct", "graph.ron", "merge", "--", name, "no such thing"]);
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
}

/// A stream that can be looked at.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn hostile_names_act_in_nothing_at_the_prompt() {
    let hostile = Hostile::new();
    let mut session = crate::disaster::session();
    let open = Request::Open { path: hostile.path("graph.ron") };
    let cancel = AtomicBool::new(false);
    session.run(open, Watch { cancel: &cancel, progress: &|_, _| {} }).unwrap();
    let shown = Shared::default();
    let mut screen = Screen::new(Box::new(shown.clone()), Box::new(shown.clone()));
    let style = Style { terminal: true, colour: false, width: Some(80) };
    (screen.out_style, screen.err_style) = (style, style);
    let mut prompt = Interpreter::new(session, &mut screen, Arc::default());
    let mut all = 0;
    let mut type_line = |line: &str| {
        let _ = prompt.type_line(line).unwrap();
        let bytes = std::mem::take(&mut *shown.0.lock().unwrap());
        let text = String::from_utf8(bytes).unwrap();
        let acting = text.lines().find(|line| line.contains(acts));
        assert!(acting.is_none(), "{line:?} lets this act: {acting:?}");
        all += text.len();
        text
    };
    let count = "MATCH (n) RETURN count(n) AS n;";
    let before = type_line(count);
    for name in NAMES {
        let plain = name.replace(['\r', '\n'], " ");
        let quoted = plain.replace('\\', "\\\\").replace('\'', "\\'");
        for command in [
            "who",
            "timeline",
            "why",
            "text",
            "set",
            "show",
            "help",
            "reason",
            "note 0,",
            "rename 0,",
            "alias 0,",
        ] {
            type_line(&format!(":{command} {plain}"));
        }
        type_line(&format!(":{plain}"));
        type_line(&format!(":path {plain}, Ana"));
        type_line(&format!(":param x '{quoted}'"));
        type_line("RETURN $x AS x;");
        type_line(":show");
        type_line(&format!(":open {plain}"));
        type_line(&format!("RETURN {plain};"));
    }
    for command in [":schema", ":stats", ":sources", ":docs", ":diff", ":log", ":examples", ":dot"]
    {
        type_line(command);
    }
    for number in 1..12 {
        type_line(&format!(":examples {number}"));
        type_line(":chart");
    }
    for mode in ["table", "line", "csv", "tsv", "json", "jsonl", "markdown", "dot"] {
        type_line(&format!(":mode {mode}"));
        type_line(&format!("{ALL};"));
        type_line(":why");
    }
    type_line(":mode table");
    assert_eq!(type_line(count), before);
    assert!(all > 10_000);
    assert!(!Path::new("pwned").exists());
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
