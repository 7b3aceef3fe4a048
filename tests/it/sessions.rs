//! Conversations at the prompt, as they stand in `tests/repl/*.session`: what is typed and what the screen then shows.
//!
//! A file begins with lines `# …` that say what it is about; `# graph: PATH` opens a graph first. Lines after `chancery> `
//! and `     ...> ` are typed, all others are what was shown. `TMP` stands for a folder of its own, in which `new.txt` is
//! an article, `script.cypher` a script with a mistake, `loop.cypher` one that reads itself,
//! and `hostile.txt` an article with characters that would act on a terminal. `CHANCERY_REWRITE=1 cargo test --test it sessions` writes down what is shown now.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, atomic::AtomicBool};

use chancery::grammar::Grammar;
use chancery::repl::Interpreter;
use chancery::session::{Request, Session, Settings, Watch};
use chancery::view::{Screen, Style};

const PROMPT: &str = "chancery> ";
const MORE: &str = "     ...> ";

/// A stream that can be looked at; data and messages stand in it as on a terminal.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn session() -> Session {
    let now = "2026-01-02T03:04:05+00:00[UTC]".parse().unwrap();
    Session::new(Settings {
        grammar: Arc::new(Grammar::embedded().unwrap()),
        options: chancery::source::Options::default(),
        read_at: Some("2026-01-02T03:04:05Z".to_owned()),
        now: Some(now),
        whole_text: true,
        jobs: 1,
        author: Some("ana".to_owned()),
        read_only: false,
    })
}

/// What was typed, statement by statement: lines after the prompt with those that go on.
fn typed(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        if let Some(line) = line.strip_prefix(PROMPT.trim_end()) {
            found.push(line.strip_prefix(' ').unwrap_or(line).to_owned());
        } else if let (Some(line), Some(last)) = (line.strip_prefix(MORE), found.last_mut()) {
            last.push('\n');
            last.push_str(line);
        }
    }
    found
}

/// The conversation as it runs now.
fn rerun(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    let article = "Envoys meet\ndate 2025-06-12\n\nThe envoys of Peru met in Lima.\n";
    fs::write(folder.path().join("new.txt"), article).unwrap();
    let script =
        "// one question and one command\nRETURN 1 AS one;\n:show mode\nRETURN x;\n:stats\n";
    fs::write(folder.path().join("script.cypher"), script).unwrap();
    fs::write(folder.path().join("loop.cypher"), format!(":read {place}/loop.cypher\n")).unwrap();
    let hostile = "Rain \u{1b}[2J and \u{202e}wind\n\nIt rained\u{7} all day.\n";
    fs::write(folder.path().join("hostile.txt"), hostile).unwrap();
    let mut session = session();
    let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
    for path in head.iter().filter_map(|line| line.strip_prefix("# graph: ")) {
        let cancel = AtomicBool::new(false);
        let watch = Watch { cancel: &cancel, progress: &|_, _| {} };
        session.run(Request::Open { path: PathBuf::from(path) }, watch).unwrap();
    }
    let shown = Shared::default();
    let mut screen = Screen::new(Box::new(shown.clone()), Box::new(shown.clone()));
    let style = Style { terminal: true, colour: false, width: Some(80) };
    (screen.out_style, screen.err_style) = (style, style);
    let mut interpreter = Interpreter::new(session, &mut screen, Arc::default());
    interpreter.be_talkative();
    interpreter.settings_mut().pager = false;
    let mut now: String = head.iter().map(|line| format!("{line}\n")).collect();
    for statement in typed(text) {
        for (i, line) in statement.lines().enumerate() {
            now.push_str(if i == 0 { PROMPT } else { MORE });
            now.push_str(line);
            now.push('\n');
        }
        let goes_on = interpreter.type_line(&statement.replace("TMP", place)).unwrap();
        now.push_str(&shown.take().replace(place, "TMP"));
        if !goes_on {
            break;
        }
    }
    let acts = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{202e}';
    assert!(!now.contains(acts), "something acts on the terminal: {now:?}");
    // How long it took is not what it is about.
    let took = regex::Regex::new(r"\(\d+ ms\)|\(\d+\.\d s\)").unwrap();
    took.replace_all(&now, "(_ ms)").into_owned()
}

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/repl").unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "session")).collect();
    files.sort();
    files
}

fn check(path: &Path, wrong: &mut Vec<String>) {
    let text = fs::read_to_string(path).unwrap();
    let now = rerun(&text);
    if std::env::var_os("CHANCERY_REWRITE").is_some() {
        fs::write(path, now).unwrap();
    } else if now != text {
        let pairs = text.lines().zip(now.lines()).enumerate();
        let first = pairs.into_iter().find(|(_, (a, b))| a != b);
        let place = first.map_or_else(
            || format!("{} lines, now {}", text.lines().count(), now.lines().count()),
            |(i, (a, b))| format!("line {}\n  was {a}\n  is  {b}", i + 1),
        );
        wrong.push(format!("{}: {place}", path.display()));
    }
}

#[test]
fn every_conversation_runs_as_it_stands_there() {
    let files = files();
    assert!(files.len() > 10, "{files:?}");
    let mut wrong = Vec::new();
    files.iter().for_each(|path| check(path, &mut wrong));
    assert!(
        wrong.is_empty(),
        "{}\nCHANCERY_REWRITE=1 writes down what is shown now",
        wrong.join("\n")
    );
}

/// The names of the commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = rerun("chancery> :help\n");
    let names = help.lines().filter_map(|line| line.strip_prefix("  :")?.split(' ').next());
    names.map(|name| format!(":{name}")).collect()
}

#[test]
fn every_command_has_a_conversation() {
    let all: Vec<String> = files().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let all = all.concat();
    let typed: Vec<&str> = all.lines().filter_map(|line| line.strip_prefix(PROMPT)).collect();
    let commands = commands();
    assert!(commands.len() > 30, "{commands:?}");
    for name in commands.iter().filter(|name| *name != ":edit") {
        let first = |line: &&&str| line.split(' ').next() == Some(name);
        assert!(typed.iter().any(|line| first(&line)), "{name} is typed nowhere");
    }
}

#[test]
fn the_page_about_the_prompt_names_every_command_setting_and_form() {
    let page = fs::read_to_string("docs/prompt.md").unwrap();
    for name in commands() {
        assert!(page.contains(&format!("`{name}")), "{name} is not in docs/prompt.md");
    }
    for topic in [":help settings", ":help modes"] {
        let help = rerun(&format!("chancery> {topic}\n"));
        for line in help.lines().filter_map(|line| line.strip_prefix("  ")) {
            let name = line.split(' ').next().unwrap_or("");
            assert!(page.contains(&format!("`{name}`")), "{name} is not in docs/prompt.md");
        }
    }
}

#[test]
fn the_page_about_the_prompt_shows_what_the_prompt_shows() {
    let page = fs::read_to_string("docs/prompt.md").unwrap();
    let mut blocks = page.split("```session\n").skip(1);
    let all: Vec<&str> = blocks.by_ref().filter_map(|block| block.split("```").next()).collect();
    assert!(!all.is_empty());
    if std::env::var_os("CHANCERY_REWRITE").is_some() {
        let mut new = page.clone();
        for block in all {
            let now = rerun(&format!("# graph: tests/repl/sample.ron\n{block}"));
            let now = now.split_once('\n').map_or("", |(_, rest)| rest);
            new = new.replace(block, now);
        }
        fs::write("docs/prompt.md", new).unwrap();
        return;
    }
    for block in all {
        let now = rerun(&format!("# graph: tests/repl/sample.ron\n{block}"));
        assert_eq!(now.split_once('\n').map_or("", |(_, rest)| rest), block);
    }
}
