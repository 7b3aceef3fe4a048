//! Graphviz, where it is asked for by name: what it draws depends on its version and the machine's fonts.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::picture::Options;
use super::{ExportError, Exported, dot};

/// The programs of Graphviz that place nodes.
pub const PROGRAMS: &[&str] = &["dot", "neato", "fdp", "sfdp", "twopi", "circo"];

/// A picture in a form that Graphviz knows (`svg`, `png`, `pdf`).
///
/// # Errors
/// The program is not installed, or fails.
pub fn draw(
    what: &Exported<'_>,
    options: &Options,
    program: &'static str,
    form: &str,
) -> Result<Vec<u8>, ExportError> {
    let mut text = Vec::new();
    dot::draw(what, options, &mut text)?;
    run(&text, program, form)
}

/// Runs a program of Graphviz on a text for it.
///
/// # Errors
/// The program is not installed, or fails.
pub fn run(text: &[u8], program: &'static str, form: &str) -> Result<Vec<u8>, ExportError> {
    let failed = |reason: String| ExportError::Graphviz { program, reason };
    let mut child = Command::new(program)
        .arg(format!("-T{form}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    let input = child.stdin.take();
    let done = std::thread::scope(|scope| {
        // It may write before it has read all: both ways at once.
        if let Some(mut input) = input {
            scope.spawn(move || {
                // A program that ends early says why itself.
                let _ = input.write_all(text);
            });
        }
        child.wait_with_output()
    });
    let done = done.map_err(|error| failed(error.to_string()))?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let said = String::from_utf8_lossy(&done.stderr);
    Err(failed(said.lines().next().unwrap_or("it failed").to_owned()))
}
