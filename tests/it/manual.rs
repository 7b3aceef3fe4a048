//! Help, completions and manual, all from one definition of the command line.

use std::fs;
use std::process::Command;

use crate::program::chancery;

fn printed(arguments: &[&str]) -> String {
    let output = chancery(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The names of all commands, from the help.
fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let list = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    list.take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("    "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_help_of_every_command_has_examples() {
    let commands = commands();
    assert!(commands.len() >= 16, "{commands:?}");
    for command in &commands {
        for form in [
            &[command.as_str(), "--help"][..],
            &[command.as_str(), "-h"],
            &["help", command.as_str()],
        ] {
            let help = printed(form);
            assert!(
                help.contains("Examples:\n  chancery") || help.contains("Examples:\n  c"),
                "{form:?}:\n{help}"
            );
            assert!(help.contains("Usage: chancery"), "{form:?}");
        }
    }
}

#[test]
fn completions_know_all_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        assert!(script.contains("fail-at-end") && script.contains("error-format"), "{shell}");
    }
    let unknown = chancery(["completions", "csh"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn bash_takes_the_completions_and_completes_by_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chancery.bash");
    fs::write(&file, printed(&["completions", "bash"])).unwrap();
    let script = "source \"$0\"; COMP_WORDS=(chancery qu); COMP_CWORD=1; _chancery chancery qu chancery; echo \"${COMPREPLY[@]}\"";
    let output = Command::new("bash").args(["-c", script]).arg(&file).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((String::from_utf8(output.stdout).unwrap().trim(), said.as_str()), ("query", ""));
}

#[test]
fn each_command_has_a_page_of_the_manual() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    chancery(["man", "-o"]).arg(&pages).assert().success();
    for command in commands() {
        let page = fs::read_to_string(pages.join(format!("chancery-{command}.1"))).unwrap();
        assert!(page.contains(".TH") && page.contains("Examples:"), "{command}");
        assert_eq!(printed(&["man", &command]), page, "one page alone is the same");
    }
    let whole = printed(&["man"]);
    assert_eq!(fs::read_to_string(pages.join("chancery.1")).unwrap(), whole);
    assert!(whole.contains("Exit codes:") && whole.contains("interrupted"));
    let unknown = chancery(["man", "qeury"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
}
