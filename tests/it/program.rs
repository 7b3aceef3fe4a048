//! The program as a user runs it.

use std::path::Path;

use assert_cmd::Command;

/// The time of reading in the tests: 1 August 2025.
pub const READ_AT: &str = "1754006400";

/// `chancery` with these arguments, in the project's folder, with a clock that stands still, no colour and no settings from
/// outside.
pub fn chancery<I, S>(arguments: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<std::ffi::OsStr>,
{
    let mut command = Command::cargo_bin("chancery").unwrap();
    command.args(arguments).env("SOURCE_DATE_EPOCH", READ_AT).env("NO_COLOR", "1");
    command.env("XDG_CONFIG_HOME", "/nowhere");
    command
}

/// Builds a graph of `paths` and saves it as `graph`; the build must succeed.
pub fn build(paths: &[&Path], graph: &Path) {
    let mut command = chancery(["build"]);
    command.args(paths).arg("-o").arg(graph);
    command.assert().success();
}

/// The rows of an answer as text, one a line with tabs between the columns, the header left out.
pub fn rows(graph: &Path, query: &str) -> Vec<String> {
    let output =
        chancery(["query"]).arg(graph).arg(query).args(["--format", "json"]).output().unwrap();
    assert!(output.status.success(), "{query}\n{}", String::from_utf8_lossy(&output.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        other => other
            .get("$date")
            .and_then(|date| date.as_str())
            .map_or_else(|| other.to_string(), str::to_owned),
    };
    let row = |row: &serde_json::Value| {
        row.as_array().unwrap().iter().map(cell).collect::<Vec<_>>().join("\t")
    };
    answer["rows"].as_array().unwrap().iter().map(row).collect()
}
