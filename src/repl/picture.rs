//! Pictures: drawn into files, and opened by the desktop.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::ReplError;
use crate::export::{Exported, dot, graphviz, picture::Options, png, svg};

/// The form of picture that the end of a file's name asks for.
pub(super) fn form(path: &Path) -> Option<&'static str> {
    let end = path.extension()?.to_str()?.to_lowercase();
    ["svg", "png", "pdf"].into_iter().find(|form| *form == end)
}

/// Draws into a file: SVG and PNG by the program itself, PDF by Graphviz; any other file gets text for Graphviz.
pub(super) fn write(path: &Path, what: &Exported<'_>) -> Result<(), ReplError> {
    let options = Options::default();
    let bytes = match form(path) {
        Some("svg") => svg::drawn(what, &options).into_bytes(),
        Some("png") => png::drawn(what, &options)?,
        Some(form) => graphviz::draw(what, &options, "dot", form)?,
        None => {
            let mut text = Vec::new();
            dot::draw(what, &options, &mut text)?;
            text
        }
    };
    std::fs::write(path, bytes).map_err(|reason| ReplError::File { path: path.to_owned(), reason })
}

/// Draws a picture and opens it; `None` where a desktop is missing.
pub(super) fn open(what: &Exported<'_>) -> Option<PathBuf> {
    let viewer = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let desktop = cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some());
    if !desktop {
        return None;
    }
    let path = env::temp_dir().join(format!("chancery-{}.svg", std::process::id()));
    write(&path, what).ok()?;
    let quiet = Command::new(viewer)
        .arg(&path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    quiet.ok().map(|_| path)
}
