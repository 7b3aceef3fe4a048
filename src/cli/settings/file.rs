//! The file of settings: where it lies, what may stand in it, and what is said of mistakes.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ron::extensions::Extensions;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::prompt::PromptInFile;
use super::{Messages, When};
use crate::cli::arguments::Global;
use crate::view::FilePlace;

/// What may stand in the file; what is not there is left to the defaults.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct InFile {
    pub(super) grammar: Option<PathBuf>,
    pub(super) jobs: Option<usize>,
    pub(super) backup: Option<usize>,
    pub(super) color: Option<When>,
    pub(super) error_format: Option<Messages>,
    pub(super) quiet: Option<bool>,
    pub(super) verbose: Option<u8>,
    pub(super) author: Option<String>,
    #[serde(deserialize_with = "seconds")]
    pub(super) timeout: Option<Duration>,
    pub(super) max_rows: Option<usize>,
    pub(super) prompt: PromptInFile,
}

/// What is wrong with the file of settings.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum SettingsError {
    /// It cannot be read.
    #[error("{path}: cannot be read: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the operating system says.
        reason: io::Error,
    },
    /// There is a mistake in it.
    #[error("{path}:{line}:{column}: {message}")]
    Mistake {
        /// The file.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
        /// How to mend it.
        help: Option<String>,
    },
}

impl SettingsError {
    pub(in crate::cli) fn help(&self) -> Option<&str> {
        match self {
            Self::Unreadable { .. } => Some("name another with --config, or none with --no-config"),
            Self::Mistake { help, .. } => help.as_deref(),
        }
    }

    pub(in crate::cli) fn place(&self) -> FilePlace {
        match self {
            Self::Unreadable { path, .. } => FilePlace { file: path.clone(), ..Default::default() },
            Self::Mistake { path, line, column, .. } => {
                FilePlace { file: path.clone(), line: Some(*line), column: Some(*column) }
            }
        }
    }
}

/// How the file is written.
const FORM: &str = "a setting is written NAME: VALUE, with a comma behind; `chancery --no-config --print-config` prints all";

/// The file that is looked for, whether it is there, and what stands in it.
pub(super) fn find_and_read(
    global: &Global,
) -> Result<(Option<(PathBuf, bool)>, InFile), SettingsError> {
    if global.no_config {
        return Ok((None, InFile::default()));
    }
    let (path, named) = match &global.config {
        Some(path) => (path.clone(), true),
        None => match own(env::var_os("XDG_CONFIG_HOME"), env::var_os("HOME")) {
            Some(path) => (path, false),
            None => return Ok((None, InFile::default())),
        },
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let mut read = parse(&text, &path)?;
            read.grammar = read.grammar.map(|folder| beside(&path, &folder));
            read.prompt.history = read.prompt.history.map(|history| match history.as_str() {
                "off" => history,
                file => beside(&path, Path::new(file)).to_string_lossy().into_owned(),
            });
            Ok((Some((path, true)), read))
        }
        // The user's own file need not be there, nor need its folder be open to whom the user works as.
        Err(_) if !named && std::fs::metadata(&path).is_err() => {
            Ok((Some((path, false)), InFile::default()))
        }
        Err(reason) => Err(SettingsError::Unreadable { path: path.display().to_string(), reason }),
    }
}

/// The file in the user's folder of settings.
fn own(config: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    let absolute = |folder: OsString| Some(PathBuf::from(folder)).filter(|path| path.is_absolute());
    let folder =
        config.and_then(absolute).or_else(|| Some(home.and_then(absolute)?.join(".config")));
    Some(folder?.join("chancery").join("config.ron"))
}

/// A path of the file: `~/` is the user's folder, and other relative ones begin at the folder of the file.
fn beside(file: &Path, path: &Path) -> PathBuf {
    if let (Ok(below), Some(home)) = (path.strip_prefix("~"), env::var_os("HOME")) {
        return PathBuf::from(home).join(below);
    }
    file.parent().map_or_else(|| path.to_owned(), |folder| folder.join(path))
}

fn parse(text: &str, path: &Path) -> Result<InFile, SettingsError> {
    let text = text.trim_start_matches('\u{feff}');
    // A file of nothing but comments sets nothing.
    let any = text.lines().any(|line| !line.trim().is_empty() && !line.trim().starts_with("//"));
    if !any {
        return Ok(InFile::default());
    }
    // An optional value is written plainly (`jobs: 2`): the file is for people who know no Rust.
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .from_str(text)
        .map_err(|error| mistake(path, &error))
}

fn mistake(path: &Path, error: &ron::error::SpannedError) -> SettingsError {
    use ron::Error as E;
    let plain = |message: &str| (message.to_owned(), Some(FORM.to_owned()));
    let (message, help) = match &error.code {
        E::NoSuchStructField { expected, found, .. } => {
            (format!("there is no setting {found}"), Some(meant(found, expected)))
        }
        E::NoSuchEnumVariant { expected, found, .. } => {
            (format!("{found} is no such value"), Some(meant(found, expected)))
        }
        E::DuplicateStructField { field, .. } => {
            (format!("{field} is set twice"), Some("take one of them out".to_owned()))
        }
        E::ExpectedStructLike
        | E::ExpectedNamedStructLike(_)
        | E::ExpectedDifferentStructName { .. } => (
            "the settings stand between ( and )".to_owned(),
            Some("as in (jobs: 2, color: never)".to_owned()),
        ),
        E::ExpectedString => plain("expected text in quotation marks"),
        E::ExpectedIdentifier => plain("expected a word without quotation marks"),
        E::ExpectedInteger | E::IntegerOutOfBounds => plain("expected a whole number, from 0 on"),
        E::ExpectedBoolean => plain("expected true or false"),
        E::ExpectedComma => plain("expected a comma, or ) at the end"),
        E::ExpectedMapColon => plain("expected : behind the name"),
        E::Message(message) => plain(message),
        other => plain(&format!("no settings: {other}")),
    };
    SettingsError::Mistake {
        path: path.display().to_string(),
        line: error.span.start.line,
        column: error.span.start.col,
        message,
        help,
    }
}

fn meant(found: &str, expected: &[&str]) -> String {
    let near = expected
        .iter()
        .map(|&name| (strsim::osa_distance(&found.to_lowercase(), name), name))
        .filter(|&(distance, name)| distance <= name.len().div_ceil(3))
        .min();
    match near {
        Some((_, name)) => format!("did you mean {name}?"),
        None => format!("there are {}", expected.join(", ")),
    }
}

/// Seconds, with or without a fraction.
fn seconds<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Duration>, D::Error> {
    let Some(seconds) = Option::<f64>::deserialize(from)? else { return Ok(None) };
    Duration::try_from_secs_f64(seconds)
        .map(Some)
        .map_err(|_| D::Error::custom(format!("{seconds} is no number of seconds")))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use super::{SettingsError, beside, own, parse};
    use crate::cli::settings::When;

    fn wrong(text: &str) -> (usize, usize, String, String) {
        match parse(text, Path::new("config.ron")) {
            Err(SettingsError::Mistake { line, column, message, help, .. }) => {
                (line, column, message, help.unwrap_or_default())
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_stands_there_is_taken_and_the_rest_left_open() {
        let read =
            parse("(color: never, timeout: 2.5, prompt: (keys: vi))", Path::new("c")).unwrap();
        assert_eq!(
            (read.color, read.timeout),
            (Some(When::Never), Some(Duration::from_millis(2500)))
        );
        assert!(read.jobs.is_none() && read.author.is_none());
        for empty in ["", "// nothing yet\n", "()"] {
            assert!(parse(empty, Path::new("c")).unwrap().color.is_none());
        }
    }

    #[test]
    fn a_mistake_has_its_place_and_the_name_that_was_meant() {
        let (line, column, message, help) = wrong("(\n    jobs: 2,\n    colour: never,\n)");
        assert_eq!(line, 3);
        assert!(column >= 5, "{column}");
        assert!(message.contains("colour") && help.contains("color"), "{message}; {help}");
        let (line, _, message, help) = wrong("(\n  color: nevr)");
        assert_eq!(line, 2);
        assert!(message.contains("nevr") && help.contains("never"), "{message}; {help}");
        assert_eq!(wrong("(jobs: -1)").0, 1);
        assert!(wrong("(timeout: -1)").2.contains("seconds"));
        for (text, message) in [
            ("jobs: 2", "the settings stand between ( and )"),
            ("[1]", "the settings stand between ( and )"),
            ("(jobs: 2", "expected a comma, or ) at the end"),
            ("(jobs: 2, jobs: 3)", "jobs is set twice"),
            ("(author: Desk)", "expected text in quotation marks"),
            ("(color: \"never\")", "expected a word without quotation marks"),
            ("(quiet: yes)", "expected true or false"),
            ("(verbose: 300)", "expected a whole number, from 0 on"),
            ("(jobs 2)", "expected : behind the name"),
        ] {
            assert_eq!(wrong(text).2, message, "{text}");
        }
    }

    #[test]
    fn paths_begin_at_the_file_and_the_file_lies_in_the_users_folder() {
        assert_eq!(beside(Path::new("/c/config.ron"), Path::new("g")), PathBuf::from("/c/g"));
        assert_eq!(beside(Path::new("/c/config.ron"), Path::new("/g")), PathBuf::from("/g"));
        let file = |config: Option<&str>, home: Option<&str>| {
            own(config.map(Into::into), home.map(Into::into))
        };
        assert_eq!(file(Some("/x"), None), Some("/x/chancery/config.ron".into()));
        assert_eq!(file(Some("x"), Some("/h")), Some("/h/.config/chancery/config.ron".into()));
        assert_eq!(file(None, None), None);
    }
}
