//! The README tells the truth: its commands run, and print what it shows.

use std::path::Path;
use std::process::Command;

/// The commands of the README's `console` blocks with the lines that it shows below each.
fn shown() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string("README.md").unwrap();
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

#[test]
fn its_commands_print_what_it_shows() {
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
    let shown = shown();
    assert!(shown.len() >= 6, "the README shows only {} commands", shown.len());
    for (command, lines) in shown {
        let run = command.replace("cargo run --release --", "chancery");
        let output = Command::new("sh")
            .args(["-c", &format!("{run} 2>&1")])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let printed: Vec<_> = printed.lines().filter_map(cells).collect();
        let told: Vec<_> = lines.iter().filter_map(|line| cells(line)).collect();
        assert_eq!(printed, told, "$ {command}");
        assert!(output.status.success(), "$ {command}");
    }
}
