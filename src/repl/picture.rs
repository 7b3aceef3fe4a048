//! Pictures, drawn by Graphviz and opened by the desktop.

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::ReplError;

/// The form of picture that the end of a file's name asks for.
pub(super) fn form(path: &Path) -> Option<&'static str> {
    let end = path.extension()?.to_str()?.to_lowercase();
    ["svg", "png", "pdf"].into_iter().find(|form| *form == end)
}

/// Writes text for Graphviz to `path`: as a picture where its name ends so, else as it is.
pub(super) fn write(path: &Path, dot: &[u8]) -> Result<(), ReplError> {
    let Some(form) = form(path) else {
        return std::fs::write(path, dot)
            .map_err(|reason| ReplError::File { path: path.to_owned(), reason });
    };
    let failed = |reason: String| ReplError::Program { program: "dot".to_owned(), reason };
    let mut child = Command::new("dot")
        .arg(format!("-T{form}"))
        .arg("-o")
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    if let Some(mut input) = child.stdin.take() {
        // A program that ends early says why itself.
        let _ = input.write_all(dot);
    }
    let done = child.wait_with_output().map_err(|error| failed(error.to_string()))?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    Err(failed(said.lines().next().unwrap_or("it failed").to_owned()))
}

/// Draws a picture and opens it; `None` where Graphviz or a desktop is missing.
pub(super) fn open(dot: &[u8]) -> Option<PathBuf> {
    let viewer = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let desktop = cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some());
    if !desktop {
        return None;
    }
    let path = env::temp_dir().join(format!("chancery-{}.svg", std::process::id()));
    write(&path, dot).ok()?;
    let quiet = Command::new(viewer)
        .arg(&path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    quiet.ok().map(|_| path)
}
