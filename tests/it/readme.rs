//! The README and the page on the query language tell the truth: what they show runs, and prints what they show.

use std::path::Path;
use std::process::Command;

/// The commands of the README's `console` blocks with the lines that it shows below each.
fn shown(page: &str) -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(page).unwrap();
    let mut shown: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if inside && let Some(command) = line.strip_prefix("$ ") {
            shown.push((command.to_owned(), Vec::new()));
        } else if inside && let Some((_, lines)) = shown.last_mut() {
            lines.push(line.to_owned());
        }
    }
    shown
}

/// The cells of a line: tables are drawn on a terminal and plain in a pipe.
fn cells(line: &str) -> Option<Vec<String>> {
    let border = line.starts_with(['┌', '╞', '├', '└']);
    let line = line.trim_matches(|c: char| c == '│' || c.is_whitespace());
    let cells = line.split(['┆', '│', '\t']).map(|cell| cell.trim().to_owned()).collect();
    (!border && !line.is_empty()).then_some(cells)
}

/// The queries of a page with the table that it shows below each.
fn asked(page: &str) -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(page).unwrap();
    let mut asked: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = "";
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some("cypher") => {
                inside = "cypher";
                asked.push((String::new(), Vec::new()));
            }
            Some(other) => inside = if inside.is_empty() { other } else { "" },
            None => match (inside, asked.last_mut()) {
                ("cypher", Some((query, _))) => *query += &format!("{line}\n"),
                ("text", Some((_, lines))) => lines.push(line.to_owned()),
                _ => {}
            },
        }
    }
    asked
}

#[test]
fn the_queries_of_the_language_page_answer_what_it_shows() {
    let asked = asked("docs/query-language.md");
    assert!(asked.len() >= 10, "the page asks only {} queries", asked.len());
    for (query, lines) in asked {
        let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["query", "graphs/seeds.ron", &query])
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let printed: Vec<_> = printed.lines().filter_map(cells).collect();
        let told: Vec<_> = lines.iter().filter_map(|line| cells(line)).collect();
        assert_eq!(printed, told, "{query}");
        assert!(told.len() > 1, "the page shows no row below {query}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{query}");
    }
}

#[test]
fn the_commands_of_the_pages_print_what_they_show() {
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_chancery")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(program.to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    )
    .unwrap();
    std::os::unix::fs::symlink(
        std::fs::canonicalize("seeds").unwrap(),
        folder.path().join("seeds"),
    )
    .unwrap();
    let mut shown = shown("README.md");
    shown.extend(self::shown("docs/query-language.md"));
    shown.extend(self::shown("docs/command-line.md"));
    shown.extend(self::shown("docs/documents.md"));
    shown.extend(self::shown("docs/tour.md"));
    assert!(shown.len() >= 7, "the pages show only {} commands", shown.len());
    for (command, lines) in shown {
        let run = command.replace("cargo run --release --", "chancery");
        let output = Command::new("sh")
            .args(["-c", &format!("{{ {run}; }} 2>&1")])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("NO_COLOR", "1")
            .env("XDG_CONFIG_HOME", folder.path())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let printed: Vec<_> = printed.lines().filter_map(cells).collect();
        let told: Vec<_> = lines.iter().filter_map(|line| cells(line)).collect();
        assert_eq!(printed, told, "$ {command}");
        assert!(output.status.success(), "$ {command}");
    }
}
