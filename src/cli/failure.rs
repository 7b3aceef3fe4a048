//! How a command ends.

use std::io;
use std::process::ExitCode;

use super::settings::SettingsError;
use crate::export::ExportError;
use crate::grammar::GrammarError;
use crate::import::ImportError;
use crate::session::SessionError;
use crate::snapshot::SnapshotError;
use crate::view::{Diagnostic, FilePlace, Screen};

/// How the program ends; the numbers are part of its interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// All was done.
    Done,
    /// It failed.
    Failed,
    /// The command line was wrong.
    Usage,
    /// Done, but some documents were passed over.
    PassedOver,
    /// All was done, and two graphs differ.
    Differs,
    /// The user stopped it.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed | Exit::Differs => 1,
            Exit::Usage => 2,
            Exit::PassedOver => 3,
            Exit::Interrupted => 130,
        })
    }
}

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The session says why.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// Nothing can be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A snapshot cannot be loaded or saved.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The grammar has a mistake.
    #[error(transparent)]
    Grammar(#[from] GrammarError),
    /// The file of settings cannot be read, or has a mistake.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The graph cannot be drawn.
    #[error(transparent)]
    Export(ExportError),
    /// Data cannot be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
    /// The command line asks for something that does not go together.
    #[error("{0}")]
    Usage(String),
    /// Nothing can be served.
    #[error("cannot serve on port {port} of 127.0.0.1: {reason}")]
    Port {
        /// The port that was asked for.
        port: u16,
        /// What the operating system says.
        reason: io::Error,
    },
    /// A file cannot be written.
    #[error("{path}: cannot be written: {reason}")]
    File {
        /// The file, as it was named.
        path: String,
        /// What the operating system says.
        reason: io::Error,
    },
    /// A file cannot be read.
    #[error("{path}: cannot be read: {reason}")]
    Unreadable {
        /// The file, as it was named.
        path: String,
        /// What the operating system says.
        reason: io::Error,
    },
    /// A file of questions is no text.
    #[error("{path}: not a text in UTF-8: byte {at} cannot be decoded")]
    NotText {
        /// The file, as it was named.
        path: String,
        /// The first byte that cannot be decoded, from 0.
        at: usize,
    },
    /// Of a damaged graph nothing is whole.
    #[error("{path}: nothing in it is whole: nothing was saved")]
    NothingKept {
        /// The file, as it was named.
        path: String,
    },
    /// A folder cannot be watched.
    #[error("{path}: cannot be watched: {reason}")]
    Watch {
        /// The folder, as it was named.
        path: String,
        /// Why not.
        reason: String,
    },
    /// A file of gold has not the form that it should have.
    #[error("{path}, {reason}")]
    Gold {
        /// The file, as it was named.
        path: String,
        /// The line, and what should stand there.
        reason: String,
        /// Of what form such files are.
        help: &'static str,
    },
    /// The files of gold hold nothing that was asked for.
    #[error("there are no {what} to score")]
    NothingToScore {
        /// What was looked for, in the plural.
        what: &'static str,
        /// What to name, and of what form it is.
        help: &'static str,
    },
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Io(error) => Self::Output(error),
            other => Self::Export(other),
        }
    }
}

impl Failure {
    /// Shows why, and how to mend it; the exit code. A closed pipe is no failure: its reader had enough.
    pub(super) fn end(&self, screen: &mut Screen) -> Exit {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return Exit::Done,
            Self::Session(error) => {
                error.diagnostics(None).iter().for_each(|diagnostic| screen.show(diagnostic));
            }
            _ => screen.show(
                &Diagnostic::error(self.to_string())
                    .code(self.code())
                    .in_file(self.file())
                    .help(self.help()),
            ),
        }
        match self {
            Self::Usage(_) | Self::Settings(_) => Exit::Usage,
            Self::Session(error) if error.is_interrupt() => Exit::Interrupted,
            Self::Import(ImportError::Interrupted) => Exit::Interrupted,
            _ => Exit::Failed,
        }
    }

    /// A name for this kind of failure that stays the same, for programs.
    fn code(&self) -> &'static str {
        match self {
            Self::Session(error) => error.code(),
            Self::Import(error) => error.code(),
            Self::Snapshot(error) => error.code(),
            Self::Grammar(_) => "Grammar",
            Self::Settings(_) => "Settings",
            Self::Export(_) => "NotFound",
            Self::Output(_) => "Output",
            Self::Usage(_) => "Usage",
            Self::Port { .. } => "Port",
            Self::File { .. } => "OutputFile",
            Self::Unreadable { .. } => "InputUnreadable",
            Self::NotText { .. } => "InputBinary",
            Self::NothingKept { .. } => "NothingKept",
            Self::Watch { .. } => "Watch",
            Self::Gold { .. } => "Gold",
            Self::NothingToScore { .. } => "NothingToScore",
        }
    }

    /// The file that is meant, where one is.
    fn file(&self) -> Option<FilePlace> {
        let whole = |file: &str| FilePlace { file: file.to_owned(), ..FilePlace::default() };
        match self {
            Self::Import(error) => error.place().map(|(file, line)| FilePlace {
                file,
                line: line.and_then(|line| usize::try_from(line).ok()),
                column: None,
            }),
            Self::Snapshot(error) => error.place().map(|(file, at)| FilePlace {
                file,
                line: at.map(|(line, _)| line),
                column: at.map(|(_, column)| column),
            }),
            Self::Grammar(error) => Some(FilePlace {
                file: error.file.clone(),
                line: (error.line > 0).then_some(error.line),
                column: (error.line > 0).then_some(error.column),
            }),
            Self::Settings(error) => Some(error.place()),
            Self::File { path, .. }
            | Self::Unreadable { path, .. }
            | Self::NotText { path, .. }
            | Self::NothingKept { path }
            | Self::Watch { path, .. }
            | Self::Gold { path, .. } => Some(whole(path)),
            Self::Session(_)
            | Self::Export(_)
            | Self::Output(_)
            | Self::Usage(_)
            | Self::Port { .. }
            | Self::NothingToScore { .. } => None,
        }
    }

    /// How to mend it, where there is a way.
    fn help(&self) -> Option<String> {
        match self {
            Self::Import(error) => error.hint(),
            Self::Settings(error) => error.help().map(str::to_owned),
            Self::NotText { .. } => Some("save it as plain text in UTF-8".to_owned()),
            Self::Gold { help, .. } | Self::NothingToScore { help, .. } => Some((*help).to_owned()),
            _ => None,
        }
    }
}
