//! Why an input cannot be read, or was passed over.

use std::path::PathBuf;

use super::passed::{At, Why};

/// Why an input cannot be read. Paths are shown as they were named.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is nothing at the path.
    #[error("{}: no such file or folder", .path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The operating system refuses.
    #[error("{}: cannot be read: {reason}", .path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the operating system says.
        reason: std::io::Error,
    },
    /// A folder holds no documents.
    #[error("{}: the folder holds no documents", .path.display())]
    NoDocuments {
        /// The folder.
        path: PathBuf,
    },
    /// The bytes are no text.
    #[error("{}: not a text in UTF-8: {reason}", .path.display())]
    Binary {
        /// The file.
        path: PathBuf,
        /// How that was seen.
        reason: String,
    },
    /// Nothing is in it.
    #[error("{}: the file is empty", .path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Nothing but furniture of a page is in it.
    #[error("{}: nothing but page furniture (share prompts, headers, repeated lines)", .path.display())]
    OnlyNoise {
        /// The file.
        path: PathBuf,
    },
    /// A document, or the rest of an input.
    #[error("{}{at}: {why}", .path.display())]
    Passed {
        /// The file.
        path: PathBuf,
        /// Where in it.
        at: At,
        /// Why.
        why: Why,
    },
    /// Of an earlier day than was asked for: left out, which is no mistake.
    #[error("{}: older than was asked for", .path.display())]
    Older {
        /// The file.
        path: PathBuf,
    },
    /// Two inputs would be one document.
    #[error("{} and {} would both be the document {id:?}", .first.display(), .second.display())]
    SameId {
        /// The id.
        id: String,
        /// The first of them.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
}

impl SourceError {
    /// How to mend it, where there is a way.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing { .. } => {
                Some("check the spelling; relative paths start at the working folder")
            }
            Self::Unreadable { .. } | Self::OnlyNoise { .. } | Self::Older { .. } => None,
            Self::NoDocuments { .. } => Some(
                "in folders, texts, pages, feeds, mails, tables, PDFs and web archives are read, by their extension; \
                 hidden ones are not; --include '*' reads all others, too",
            ),
            Self::Passed { why, .. } => why.hint(),
            Self::Binary { .. } => Some("save it as plain text in UTF-8"),
            Self::Empty { .. } => Some("a document needs at least one sentence"),
            Self::SameId { .. } => Some("rename one of them, or name a folder above both"),
        }
    }

    /// The input that is meant; of two, the first.
    pub fn path(&self) -> &std::path::Path {
        match self {
            Self::Missing { path }
            | Self::Unreadable { path, .. }
            | Self::NoDocuments { path }
            | Self::Binary { path, .. }
            | Self::Empty { path }
            | Self::OnlyNoise { path }
            | Self::Passed { path, .. }
            | Self::Older { path }
            | Self::SameId { first: path, .. } => path,
        }
    }

    /// A name for this kind of error that stays the same, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "InputMissing",
            Self::Unreadable { .. } => "InputUnreadable",
            Self::NoDocuments { .. } => "NoDocuments",
            Self::Binary { .. } => "InputBinary",
            Self::Empty { .. } => "InputEmpty",
            Self::OnlyNoise { .. } => "InputOnlyNoise",
            Self::Passed { why, .. } => why.code(),
            Self::Older { .. } => "InputOlder",
            Self::SameId { .. } => "SameId",
        }
    }

    /// May the other inputs be read all the same? (An input that was named wrongly stops all.)
    pub fn is_passed_over(&self) -> bool {
        matches!(
            self,
            Self::Unreadable { .. }
                | Self::Binary { .. }
                | Self::Empty { .. }
                | Self::OnlyNoise { .. }
                | Self::Passed { .. }
                | Self::Older { .. }
        )
    }

    /// The line that is meant, where there is one.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Passed { at, .. } => at.line,
            _ => None,
        }
    }

    /// Is it left out since an earlier day was not asked for?
    pub fn is_older(&self) -> bool {
        matches!(self, Self::Older { .. })
    }

    /// Does an input end here, so that what else stood in it is not known?
    pub fn ends_input(&self) -> bool {
        match self {
            Self::Unreadable { .. } => true,
            Self::Passed { why, .. } => matches!(
                why,
                Why::Cut(_)
                    | Why::Bomb { .. }
                    | Why::TooMany { .. }
                    | Why::Broken(_)
                    | Why::TooLarge { .. }
            ),
            _ => false,
        }
    }

    /// Why, in a few words, for counting.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::Unreadable { .. } => "cannot be read",
            Self::NoDocuments { .. } => "no documents",
            Self::Binary { .. } => "no text",
            Self::Empty { .. } => "empty",
            Self::OnlyNoise { .. } => "only furniture",
            Self::Passed { why, .. } => why.class(),
            Self::Older { .. } => "older",
            Self::SameId { .. } => "id taken",
        }
    }
}
