//! The file of settings, and what goes before what.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::program::chancery;

/// A folder of settings with this file.
fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("chancery")).unwrap();
    fs::write(folder.path().join("chancery/config.ron"), text).unwrap();
    folder
}

/// What a command printed, what it said, and its exit code, with that folder of settings.
fn ran(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (String, String, i32) {
    let mut command = chancery(arguments);
    command.env("XDG_CONFIG_HOME", folder).env_remove("NO_COLOR");
    for name in ["EDITOR", "VISUAL", "PAGER"] {
        command.env_remove(name);
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// The value of a setting and where it comes from, as `--print-config` shows them.
fn setting(printed: &str, name: &str) -> (String, String) {
    let line =
        printed.lines().find(|line| line.trim().starts_with(&format!("{name}: "))).expect(printed);
    let (set, origin) = line.split_once("//").unwrap();
    let value = set.trim().trim_end_matches(',').split_once(": ").unwrap().1;
    (value.to_owned(), origin.trim().to_owned())
}

#[test]
fn command_line_goes_before_environment_before_file_before_default() {
    let folder = folder("(jobs: 2, color: never, author: \"Desk\", timeout: 7.5)");
    let (printed, said, code) = ran(
        folder.path(),
        &["--jobs", "4", "--print-config"],
        &[("CHANCERY_JOBS", "3"), ("CHANCERY_COLOR", "always")],
    );
    assert_eq!((said.as_str(), code), ("", 0));
    let of = |name| setting(&printed, name);
    assert_eq!(of("jobs"), ("4".to_owned(), "option".to_owned()));
    assert_eq!(of("color"), ("always".to_owned(), "environment: CHANCERY_COLOR".to_owned()));
    assert_eq!(of("author"), ("\"Desk\"".to_owned(), "file".to_owned()));
    assert_eq!(of("timeout"), ("7.5".to_owned(), "file".to_owned()));
    assert_eq!(of("quiet"), ("false".to_owned(), "default".to_owned()));
    let none = ran(folder.path(), &["--no-config", "--print-config"], &[("NO_COLOR", "1")]).0;
    assert_eq!(setting(&none, "jobs"), ("0".to_owned(), "default".to_owned()));
    assert_eq!(setting(&none, "color"), ("never".to_owned(), "environment: NO_COLOR".to_owned()));
}

#[test]
fn what_is_printed_is_a_file_of_settings_that_means_the_same() {
    let folder = folder(
        "(jobs: 2, error_format: json, max_rows: 10, verbose: 1, grammar: \"own \\\"g\\\"\",
          prompt: (mode: markdown, keys: vi, pager: \"off\", history: \"off\", timer: true))",
    );
    let printed = ran(folder.path(), &["--print-config"], &[]).0;
    let again = folder.path().join("again.ron");
    fs::write(&again, &printed).unwrap();
    let second =
        ran(folder.path(), &["--config", again.to_str().unwrap(), "--print-config"], &[]).0;
    let values = |text: &str| -> Vec<String> {
        let lines = text.lines().skip(1).filter(|line| !line.trim().starts_with("//"));
        lines.map(|line| line.split("//").next().unwrap().trim().to_owned()).collect()
    };
    assert_eq!(values(&printed), values(&second));
    assert!(
        printed.contains("mode: markdown") && printed.contains("history: \"off\""),
        "{printed}"
    );
}

#[test]
fn settings_of_the_file_are_in_force() {
    let folder = folder("(max_rows: 2, error_format: json, author: \"Desk\")");
    let graph = folder.path().join("g.ron");
    fs::copy("graphs/seeds.ron", &graph).unwrap();
    let graph = graph.to_str().unwrap();
    let (_, said, code) =
        ran(folder.path(), &["query", graph, "UNWIND [1, 2, 3] AS n RETURN n"], &[]);
    let error: serde_json::Value = serde_json::from_str(said.trim()).expect(&said);
    assert_eq!((code, &error["code"]), (1, &"LimitExceeded".into()));
    let more = ["query", graph, "UNWIND [1, 2, 3] AS n RETURN n", "--max-rows", "3"];
    assert_eq!(ran(folder.path(), &more, &[]).2, 0);
    assert_eq!(ran(folder.path(), &["query", graph, "CREATE (:Note)"], &[]).2, 0);
    assert!(ran(folder.path(), &["log", graph], &[]).0.contains("Desk"));
}

#[test]
fn a_mistake_in_the_file_is_told_with_its_place_and_ends_the_program() {
    let folder = folder("(\n    jobs: 2,\n    colour: never,\n)\n");
    let (out, said, code) = ran(folder.path(), &["query", "graphs/seeds.ron", "RETURN 1"], &[]);
    assert_eq!((out.as_str(), code), ("", 2));
    assert!(said.contains("config.ron:3:") && said.contains("did you mean color?"), "{said}");
    let json = ["--error-format", "json", "query", "graphs/seeds.ron", "RETURN 1"];
    let (_, said, _) = ran(folder.path(), &json, &[]);
    let error: serde_json::Value = serde_json::from_str(said.trim()).expect(&said);
    assert_eq!((&error["code"], &error["line"]), (&"Settings".into(), &3.into()));
    assert!(error["file"].as_str().unwrap().ends_with("config.ron"));
    let (_, said, code) =
        ran(folder.path(), &["--no-config", "query", "graphs/seeds.ron", "RETURN 1"], &[]);
    assert_eq!((said.as_str(), code), ("", 0));
}

#[test]
fn a_file_that_is_named_must_be_there_and_the_users_own_need_not() {
    let folder = tempfile::tempdir().unwrap();
    let (out, _, code) = ran(folder.path(), &["--print-config"], &[]);
    assert!(code == 0 && out.contains("there is no"), "{out}");
    fs::create_dir_all(folder.path().join("chancery/config.ron")).unwrap();
    let (_, said, code) = ran(folder.path(), &["--print-config"], &[]);
    assert!(code == 2 && said.contains("config.ron: cannot be read"), "it is there: {said}");
    let (_, said, code) = ran(folder.path(), &["--config", "nowhere.ron", "--print-config"], &[]);
    assert!(code == 2 && said.contains("nowhere.ron") && said.contains("--no-config"), "{said}");
    let (_, said, code) = ran(folder.path(), &["--print-config"], &[("CHANCERY_JOBS", "many")]);
    assert!(code == 2 && said.contains("--jobs"), "{said}");
}
