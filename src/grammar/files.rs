//! The files of a grammar: embedded in the program, or in a folder of the user's.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::error::GrammarError;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/grammar");

/// The text of each `.ron` and `.tsv` file of a grammar, by its path in the grammar's folder (`frames/consult.ron`).
pub type Files = BTreeMap<String, String>;

/// Is the file part of the grammar, not its making or its papers?
fn is_read(path: &str) -> bool {
    path.ends_with(".ron") || (path.ends_with(".tsv") && !path.ends_with("demonyms.tsv"))
}

/// The files that are embedded in the program.
pub fn embedded() -> Files {
    let mut files = Files::new();
    let mut open = vec![&EMBEDDED];
    while let Some(dir) = open.pop() {
        open.extend(dir.dirs());
        for file in dir.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            if let (true, Some(text)) = (is_read(&path), file.contents_utf8()) {
                files.insert(path, text.to_owned());
            }
        }
    }
    files
}

/// The files in a folder, at any depth.
///
/// # Errors
/// The folder or a file in it cannot be read, or a file is not UTF-8.
pub fn in_folder(folder: &Path) -> Result<Files, GrammarError> {
    let fail = |path: &str, message: String| GrammarError {
        file: path.to_owned(),
        line: 0,
        column: 0,
        message,
        hint: Some("a grammar is a folder laid out like the project's own `grammar/`".to_owned()),
    };
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| fail(&folder.to_string_lossy(), error.to_string()))?;
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = relative.to_string_lossy().replace('\\', "/");
        if entry.file_type().is_file() && is_read(&path) {
            let text = std::fs::read_to_string(entry.path())
                .map_err(|error| fail(&path, format!("cannot be read: {error}")))?;
            files.insert(path, text);
        }
    }
    if files.is_empty() {
        return Err(fail(&folder.to_string_lossy(), "no grammar file in this folder".to_owned()));
    }
    Ok(files)
}
