//! The history of the prompt: where it is kept, and that each statement stands in it once.

use std::collections::HashSet;
use std::env;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// So many statements are kept.
pub(super) const MOST: usize = 10_000;

/// The first line of the file: what the lines below it are like.
const HEAD: &str = "#V2\n";

/// Where the history is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum History {
    /// In the user's folder for state.
    #[default]
    State,
    /// In this file.
    File(PathBuf),
    /// Nowhere.
    Off,
}

impl History {
    /// What `--history` says: a path, or `off`.
    pub fn named(text: &str) -> Self {
        if text == "off" { Self::Off } else { Self::File(PathBuf::from(text)) }
    }

    /// The file; `None` where it is off, or there is no such folder.
    pub(super) fn file(&self) -> Option<PathBuf> {
        match self {
            Self::State => state_folder(env::var_os("XDG_STATE_HOME"), env::var_os("HOME"))
                .map(|folder| folder.join("chancery").join("history")),
            Self::File(path) => Some(path.clone()),
            Self::Off => None,
        }
    }
}

fn state_folder(state: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    let absolute = |folder: OsString| Some(PathBuf::from(folder)).filter(|path| path.is_absolute());
    state.and_then(absolute).or_else(|| Some(home.and_then(absolute)?.join(".local/state")))
}

/// The statements in the file, oldest first, each once, where it was typed last. A file that cannot be read has none.
/// Where many are written twice the file is written anew.
pub(super) fn load(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let lines: Vec<&str> = text.strip_prefix(HEAD).unwrap_or(&text).lines().collect();
    let mut seen = HashSet::new();
    let mut kept: Vec<String> = Vec::new();
    for line in lines.iter().rev() {
        if !line.is_empty() && kept.len() < MOST && seen.insert(*line) {
            kept.push(read(line));
        }
    }
    kept.reverse();
    if lines.len() > 2 * kept.len() + 100 {
        // A history that cannot be kept is no reason to stop.
        let _ = rewrite(file, &kept);
    }
    kept
}

/// Adds a statement at the end of the file.
pub(super) fn append(file: &Path, statement: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    private(&mut options);
    let mut file = options.open(file)?;
    let head = if file.metadata()?.len() == 0 { HEAD } else { "" };
    // One write, so that two prompts do not write into each other's lines.
    file.write_all(format!("{head}{}\n", written(statement)).as_bytes())
}

fn rewrite(file: &Path, statements: &[String]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(HEAD.as_bytes())?;
    for statement in statements {
        new.write_all(format!("{}\n", written(statement)).as_bytes())?;
    }
    new.persist(file).map(|_| ()).map_err(|error| error.error)
}

/// What was asked is nobody else's business.
#[cfg(unix)]
fn private(options: &mut std::fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn private(_: &mut std::fs::OpenOptions) {}

fn written(statement: &str) -> String {
    statement.replace('\\', "\\\\").replace('\n', "\\n")
}

fn read(line: &str) -> String {
    let mut statement = String::with_capacity(line.len());
    let mut escaped = false;
    for c in line.chars() {
        match (escaped, c) {
            (false, '\\') => escaped = true,
            (true, 'n') => {
                statement.push('\n');
                escaped = false;
            }
            (_, c) => {
                statement.push(c);
                escaped = false;
            }
        }
    }
    statement
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{History, append, load, state_folder};

    #[test]
    fn the_users_state_folder_is_used_and_never_the_working_folder() {
        let folder = |state: Option<&str>, home: Option<&str>| {
            state_folder(state.map(Into::into), home.map(Into::into))
        };
        assert_eq!(folder(Some("/s"), Some("/h")).as_deref(), Some(Path::new("/s")));
        assert_eq!(folder(Some("s"), Some("/h")).as_deref(), Some(Path::new("/h/.local/state")));
        assert_eq!(folder(None, None), None);
        assert_eq!(History::named("off").file(), None);
        assert_eq!(History::named("x/y").file(), Some(PathBuf::from("x/y")));
    }

    #[test]
    fn each_statement_comes_back_once_where_it_was_typed_last() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("deep/history");
        for statement in [":stats", "MATCH (n)\nRETURN '\\n';", ":stats", "RETURN 1;"] {
            append(&file, statement).expect("written");
        }
        assert_eq!(load(&file), ["MATCH (n)\nRETURN '\\n';", ":stats", "RETURN 1;"]);
        for _ in 0..300 {
            append(&file, ":stats").expect("written");
        }
        assert_eq!(load(&file).last().map(String::as_str), Some(":stats"));
        assert_eq!(std::fs::read_to_string(&file).expect("text").lines().count(), 4);
        assert!(load(&folder.path().join("none")).is_empty());
    }
}
