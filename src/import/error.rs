//! Why nothing can be imported.

use std::io;
use std::path::PathBuf;

/// Why nothing can be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file cannot be read.
    #[error("{}: cannot be read: {reason}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// There is no header.
    #[error("{file}:1: there is no header: the file is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// The header cannot be understood.
    #[error("{file}:{line}: {problem}")]
    Header {
        /// The file.
        file: String,
        /// The header's line.
        line: u32,
        /// What is wrong.
        problem: String,
        /// How to mend it.
        help: String,
    },
    /// The user stopped it.
    #[error("interrupted")]
    Interrupted,
    /// There is more than a graph can hold.
    #[error(
        "{file}:{line}: there is more than a graph can hold, which is four milliards of nodes and as many relationships"
    )]
    Full {
        /// The file.
        file: String,
        /// The line that was one too many.
        line: u32,
    },
}

impl ImportError {
    /// The file that is meant, with its line where that is known.
    pub fn place(&self) -> Option<(String, Option<u32>)> {
        match self {
            Self::Io { path, .. } => Some((path.display().to_string(), None)),
            Self::Empty { file } => Some((file.clone(), Some(1))),
            Self::Header { file, line, .. } | Self::Full { file, line } => {
                Some((file.clone(), Some(*line)))
            }
            Self::Interrupted => None,
        }
    }

    /// A name for this kind of error that stays the same, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "TableUnreadable",
            Self::Empty { .. } | Self::Header { .. } => "TableHeader",
            Self::Interrupted => "Interrupted",
            Self::Full { .. } => "TableTooLong",
        }
    }

    /// How to mend it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Io { reason, .. } if reason.kind() == io::ErrorKind::NotFound => {
                "check the path; a table is named as LABEL=FILE or FILE".to_owned()
            }
            Self::Io { .. } => "name a file that can be read".to_owned(),
            Self::Empty { .. } => {
                "its first line must name the columns, as id,name or src,dst; where the header has a file of its own, name it \
                 first: HEADER.csv,FILE.csv"
                    .to_owned()
            }
            Self::Header { help, .. } => help.clone(),
            Self::Full { .. } => "import less".to_owned(),
            Self::Interrupted => return None,
        })
    }
}
