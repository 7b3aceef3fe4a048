//! What may go wrong with a snapshot, where, and how to mend it.

use std::io;
use std::path::PathBuf;

use super::VERSION;
use super::lock::Holder;
use crate::facts::FactsError;

/// Why a snapshot could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The file system refuses.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was being done: `read`, `write`.
        action: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is no document in it, or no text at all.
    #[error(
        "{file}: the file is empty, so it is no snapshot (if saving was cut off, take a copy of the file, or build it again)"
    )]
    Empty {
        /// The file.
        file: String,
    },
    /// The bytes are no text.
    #[error(
        "{file}:{line}:{column}: the file is not text in UTF-8, so it is damaged or no snapshot (`chancery repair` keeps what is whole of it)"
    )]
    NotText {
        /// The file.
        file: String,
        /// Line of the first bad byte, from 1.
        line: usize,
        /// Column of the first bad byte in bytes, from 1.
        column: usize,
    },
    /// The text cannot be understood.
    #[error("{file}:{line}:{column}: {message} ({hint})")]
    Syntax {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
        /// How to mend it.
        hint: &'static str,
    },
    /// A newer Chancery wrote it.
    #[error(
        "{file}: this is a snapshot of version {version}, and this Chancery knows versions up to {VERSION} (use a newer Chancery, or build the snapshot again with this one)"
    )]
    Newer {
        /// The file.
        file: String,
        /// Its version.
        version: u64,
    },
    /// It is well formed and not what was saved.
    #[error(
        "{file}: its checksum does not fit: it was edited by hand or is damaged (if the edit was meant, delete the file's last line, which begins with \"// sha256\", and it will load; if not, `chancery repair` keeps what is whole)"
    )]
    Checksum {
        /// The file.
        file: String,
    },
    /// A document's facts do not fit together.
    #[error(
        "{file}:{line}:{column}: {problem} (mend that document's part of the file, or take the whole document out)"
    )]
    Facts {
        /// The file.
        file: String,
        /// Line of the first such place in the document, from 1; of the document where there is none.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What does not fit.
        #[source]
        problem: FactsError,
    },
    /// A document's facts do not fit together, in a file without lines.
    #[error("{file}: {problem} (build it again, or take that document out of its form in RON)")]
    Misfit {
        /// The file.
        file: String,
        /// What does not fit.
        #[source]
        problem: FactsError,
    },
    /// A compact snapshot is not what was saved.
    #[error(
        "{file}: the file is damaged, or no compact snapshot: {how} (`chancery repair` keeps what is whole of it)"
    )]
    Damaged {
        /// The file.
        file: String,
        /// How that shows.
        how: &'static str,
    },
    /// What was imported does not fit together.
    #[error("{file}:{line}:{column}: {problem} (mend that line, or import again)")]
    Imported {
        /// The file.
        file: String,
        /// Line of the first such place, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What does not fit.
        problem: String,
    },
    /// Two documents have one id.
    #[error("{file}: two documents have the id {id:?} (take one out, or give it another id)")]
    TwoDocuments {
        /// The file.
        file: String,
        /// The id.
        id: String,
    },
    /// Another program writes to the file.
    #[error(
        "{}: {} is writing to it (wait until that has saved or ended, or save under another name)",
        path.display(),
        holder.told()
    )]
    Locked {
        /// The file.
        path: PathBuf,
        /// Who writes.
        holder: Box<Holder>,
    },
    /// Another program has changed the file since it was opened.
    #[error(
        "{}: another program has changed it since it was opened, and what that wrote would be lost (save under another name and see `chancery diff`, open it again, or overwrite it with --force)",
        path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// There is no such older state.
    #[error("{}: {} (`chancery restore FILE --list` shows them, `--backup N` keeps them)", path.display(), no_backup(*nth, *there))]
    NoBackup {
        /// The graph's file.
        path: PathBuf,
        /// Which was asked for, counted back from 1.
        nth: usize,
        /// How many there are.
        there: usize,
    },
    /// What is to be saved could not be loaded again: a mistake of the program.
    #[error("not saved, since it could not be loaded again: {0}")]
    Unsound(#[source] FactsError),
}

impl SnapshotError {
    /// The file that is meant, with line and column where they are known.
    pub fn place(&self) -> Option<(String, Option<(usize, usize)>)> {
        match self {
            Self::Io { path, .. }
            | Self::Locked { path, .. }
            | Self::Changed { path }
            | Self::NoBackup { path, .. } => Some((path.display().to_string(), None)),
            Self::Empty { file }
            | Self::Newer { file, .. }
            | Self::Checksum { file }
            | Self::Misfit { file, .. }
            | Self::Damaged { file, .. }
            | Self::TwoDocuments { file, .. } => Some((file.clone(), None)),
            Self::NotText { file, line, column }
            | Self::Syntax { file, line, column, .. }
            | Self::Facts { file, line, column, .. }
            | Self::Imported { file, line, column, .. } => {
                Some((file.clone(), Some((*line, *column))))
            }
            Self::Unsound(_) => None,
        }
    }

    /// A name for this kind of error that stays the same, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "SnapshotIo",
            Self::Empty { .. } => "SnapshotEmpty",
            Self::NotText { .. } => "SnapshotNotText",
            Self::Syntax { .. } => "SnapshotSyntax",
            Self::Newer { .. } => "SnapshotNewer",
            Self::Checksum { .. } => "SnapshotChecksum",
            Self::Facts { .. } | Self::Misfit { .. } => "SnapshotFacts",
            Self::Damaged { .. } => "SnapshotDamaged",
            Self::Imported { .. } => "SnapshotImported",
            Self::TwoDocuments { .. } => "SnapshotTwoDocuments",
            Self::Locked { .. } => "SnapshotLocked",
            Self::Changed { .. } => "SnapshotChanged",
            Self::NoBackup { .. } => "NoBackup",
            Self::Unsound(_) => "SnapshotUnsound",
        }
    }

    /// What the system says of a file.
    pub(super) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

fn no_backup(nth: usize, there: usize) -> String {
    match (nth, there) {
        (_, 0) => "no older state of it was kept".to_owned(),
        (0, _) => "older states are counted from 1, the newest".to_owned(),
        (nth, 1) => format!("there is no older state {nth}: only one was kept"),
        (nth, there) => format!("there is no older state {nth}: {there} were kept"),
    }
}
