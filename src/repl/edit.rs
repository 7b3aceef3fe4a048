//! A statement written in the user's own editor.

use std::env;
use std::io::{self, Write as _};
use std::process::Command;

use super::error::ReplError;

/// Opens the editor, or else `$VISUAL`, `$EDITOR` or vi, with `text` and gives what was saved there.
pub(super) fn edit(text: &str, editor: Option<&str>) -> Result<String, ReplError> {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = editor.map(str::to_owned).or_else(|| set("VISUAL")).or_else(|| set("EDITOR"));
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let failed = |reason: String| ReplError::Program { program: editor.clone(), reason };
    let file = || -> io::Result<tempfile::NamedTempFile> {
        let mut file = tempfile::Builder::new().prefix("chancery-").suffix(".cypher").tempfile()?;
        writeln!(file, "{text}")?;
        file.flush()?;
        Ok(file)
    };
    let file = file().map_err(|error| failed(error.to_string()))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let done = Command::new(program).args(words).arg(file.path()).status();
    let done = done.map_err(|error| failed(error.to_string()))?;
    if !done.success() {
        return Err(failed(format!("it ended with {done}; nothing was taken over")));
    }
    // Editors may put a new file in the place of the old one, so it is opened by its name.
    let text = std::fs::read_to_string(file.path()).map_err(|error| failed(error.to_string()))?;
    Ok(text.trim_end().to_owned())
}
