//! How a command ends.

use std::io;
use std::process::ExitCode;

use crate::export::ExportError;
use crate::grammar::GrammarError;
use crate::import::ImportError;
use crate::session::SessionError;
use crate::snapshot::SnapshotError;
use crate::view::{Diagnostic, Screen};

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
    /// The user stopped it.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
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
    /// The graph cannot be drawn.
    #[error(transparent)]
    Export(ExportError),
    /// Data cannot be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
    /// The command line asks for something that does not go together.
    #[error("{0}")]
    Usage(String),
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
    pub(super) fn end(&self, screen: &mut Screen, query: Option<&str>) -> Exit {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return Exit::Done,
            Self::Session(error) => {
                error.diagnostics(query).iter().for_each(|diagnostic| screen.show(diagnostic));
            }
            Self::Import(error) => {
                screen.show(&Diagnostic::error(self.to_string()).help(error.hint()));
            }
            Self::Grammar(_)
            | Self::Snapshot(_)
            | Self::Export(_)
            | Self::Output(_)
            | Self::Usage(_)
            | Self::File { .. }
            | Self::Unreadable { .. } => {
                screen.show(&Diagnostic::error(self.to_string()));
            }
            Self::Gold { help, .. } | Self::NothingToScore { help, .. } => {
                screen.show(&Diagnostic::error(self.to_string()).help(Some(*help)));
            }
        }
        match self {
            Self::Usage(_) => Exit::Usage,
            Self::Session(error) if error.is_interrupt() => Exit::Interrupted,
            Self::Import(ImportError::Interrupted) => Exit::Interrupted,
            _ => Exit::Failed,
        }
    }
}
