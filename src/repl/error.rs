//! Why a statement could not be carried out.

use std::io;
use std::path::PathBuf;

use super::command::CommandError;
use super::settings::SettingError;
use crate::export::ExportError;
use crate::graph::NotFound;
use crate::session::SessionError;

/// Why a statement could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum ReplError {
    /// The session says why.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The command cannot be understood.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// The setting cannot be understood.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// Nothing in the graph is called so.
    #[error(transparent)]
    NotFound(#[from] NotFound),
    /// There is no answer to ask about.
    #[error("the last answer named nothing in the graph")]
    NothingAsked,
    /// There is no answer, or the graph has changed since.
    #[error("there is no answer to go back to")]
    NoAnswer,
    /// The answer has no numbers to draw.
    #[error("the last answer has no column of numbers{}", .column.as_ref().map(|it| format!(" {it:?}")).unwrap_or_default())]
    NoNumbers {
        /// The column that was asked for.
        column: Option<String>,
    },
    /// Nothing leads from one thing to the other.
    #[error("nothing in the graph leads from {from:?} to {to:?}")]
    NoPath {
        /// The one.
        from: String,
        /// The other.
        to: String,
    },
    /// More than one document is called so.
    #[error("{what:?} may be {}", .ids.join(", "))]
    ManyDocuments {
        /// What was asked for.
        what: String,
        /// The documents.
        ids: Vec<String>,
    },
    /// The help has no such topic.
    #[error("the help has nothing about {topic:?}")]
    NoTopic {
        /// What was asked for.
        topic: String,
        /// The topic nearest to it.
        nearest: Option<String>,
    },
    /// There is no such example.
    #[error("there is no example {0}")]
    NoExample(usize),
    /// A file cannot be read or written.
    #[error("{}: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        reason: io::Error,
    },
    /// Files read each other.
    #[error("{}: files that read files, more than {most} deep", .path.display())]
    TooDeep {
        /// The file.
        path: PathBuf,
        /// How deep it may be.
        most: usize,
    },
    /// Another program is needed.
    #[error("cannot run {program}: {reason}")]
    Program {
        /// Its name.
        program: String,
        /// What went wrong.
        reason: String,
    },
    /// It makes sense at the prompt only.
    #[error("{0} works at the prompt only")]
    PromptOnly(&'static str),
    /// The graph cannot be drawn.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// Data cannot be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
    /// A statement of a file failed; why is shown already.
    #[error("{} ends here", .path.display())]
    Ended {
        /// The file.
        path: PathBuf,
        /// Was it stopped by the user?
        interrupted: bool,
    },
}

impl ReplError {
    /// How to mend it, where there is a way.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Command(error) => Some(error.hint()),
            Self::Setting(error) => Some(error.hint()),
            Self::NothingAsked => Some("name something: :why NAME".to_owned()),
            Self::NoAnswer => Some("ask a question first".to_owned()),
            Self::NoNumbers { .. } => {
                Some("ask for counts: RETURN …, count(*) AS n ORDER BY n DESC".to_owned())
            }
            Self::NoTopic { nearest: Some(name), .. } => Some(format!("did you mean {name}?")),
            Self::NoTopic { .. } => Some(":help lists the commands and topics".to_owned()),
            Self::NoExample(_) => Some(":examples lists them".to_owned()),
            _ => None,
        }
    }

    /// A name for this kind of error that stays the same, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Session(error) => error.code(),
            Self::Command(_) => "Command",
            Self::Setting(_) => "Setting",
            Self::NotFound(_) => "NotFound",
            Self::NothingAsked | Self::NoAnswer => "NoAnswer",
            Self::NoNumbers { .. } => "NoNumbers",
            Self::NoPath { .. } => "NoPath",
            Self::ManyDocuments { .. } => "ManyDocuments",
            Self::NoTopic { .. } => "NoTopic",
            Self::NoExample(_) => "NoExample",
            Self::File { .. } => "File",
            Self::TooDeep { .. } => "TooDeep",
            Self::Program { .. } => "Program",
            Self::PromptOnly(_) => "PromptOnly",
            Self::Export(_) => "Export",
            Self::Output(_) => "Output",
            Self::Ended { .. } => "Ended",
        }
    }

    /// Did the user stop it?
    pub fn is_interrupt(&self) -> bool {
        match self {
            Self::Session(error) => error.is_interrupt(),
            Self::Ended { interrupted, .. } => *interrupted,
            _ => false,
        }
    }
}
