//! The settings as they are in force, in the form of the file of settings.

use std::fmt::Debug;
use std::io::{self, Write};
use std::path::Path;

use super::{Origin, Setting, Settings};

/// Writes the settings as a file of settings could hold them, with where each comes from.
///
/// # Errors
/// Those of `out`.
pub(in crate::cli) fn print(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    match &settings.file {
        None => writeln!(out, "// settings from no file")?,
        Some((path, true)) => writeln!(out, "// settings from {}", shown(path))?,
        Some((path, false)) => {
            writeln!(out, "// settings from no file: there is no {}", shown(path))?
        }
    }
    writeln!(out, "(")?;
    let Settings { prompt, .. } = settings;
    let grammar = settings.grammar.value.as_deref().map(|path| text(&path.to_string_lossy()));
    line(out, 1, "grammar", grammar, "\"FOLDER\"", &settings.grammar)?;
    line(out, 1, "jobs", Some(settings.jobs.value.to_string()), "", &settings.jobs)?;
    line(out, 1, "backup", Some(settings.backup.value.to_string()), "", &settings.backup)?;
    line(out, 1, "color", word(settings.color.value), "", &settings.color)?;
    line(out, 1, "error_format", word(settings.error_format.value), "", &settings.error_format)?;
    line(out, 1, "quiet", word(settings.quiet.value), "", &settings.quiet)?;
    line(out, 1, "verbose", word(settings.verbose.value), "", &settings.verbose)?;
    let author = settings.author.value.as_deref().map(text);
    line(out, 1, "author", author, "\"NAME\"", &settings.author)?;
    let timeout = settings.timeout.value.map(|timeout| timeout.as_secs_f64().to_string());
    line(out, 1, "timeout", timeout, "SECONDS", &settings.timeout)?;
    let max_rows = settings.max_rows.value.map(|rows| rows.to_string());
    line(out, 1, "max_rows", max_rows, "NUMBER", &settings.max_rows)?;
    writeln!(out, "    prompt: (")?;
    line(out, 2, "mode", word(prompt.mode.value), "", &prompt.mode)?;
    line(out, 2, "keys", word(prompt.keys.value), "", &prompt.keys)?;
    line(out, 2, "editor", Some(text(&prompt.editor.value)), "", &prompt.editor)?;
    line(out, 2, "pager", Some(text(&prompt.pager.value)), "", &prompt.pager)?;
    let history = prompt.history.value.as_deref().map(text);
    line(out, 2, "history", history, "\"FILE\"", &prompt.history)?;
    line(out, 2, "timer", word(prompt.timer.value), "", &prompt.timer)?;
    writeln!(out, "    ),\n)")
}

/// One setting; what has no value is a comment that shows how it would be set.
fn line<T>(
    out: &mut dyn Write,
    depth: usize,
    name: &str,
    value: Option<String>,
    placeholder: &str,
    setting: &Setting<T>,
) -> io::Result<()> {
    let origin = match setting.origin {
        Origin::Default => "default".to_owned(),
        Origin::File => "file".to_owned(),
        Origin::Environment(name) => format!("environment: {name}"),
        Origin::Option => "option".to_owned(),
    };
    let indent = "    ".repeat(depth);
    let set = match value {
        Some(value) => format!("{indent}{name}: {value},"),
        None => format!("{indent}// {name}: {placeholder},"),
    };
    writeln!(out, "{set:<40} // {origin}")
}

/// A word of the file for a value that has one.
fn word(value: impl Debug) -> Option<String> {
    Some(format!("{value:?}").to_lowercase())
}

/// Text in the quotation marks of RON; what acts on a terminal is escaped in them.
fn text(value: &str) -> String {
    format!("{value:?}")
}

fn shown(path: &Path) -> String {
    crate::view::escape(&path.to_string_lossy()).into_owned()
}
