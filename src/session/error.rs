//! Why a request could not be carried out.

use crate::assemble::AssembleError;
use crate::extract::ExtractorError;
use crate::graph::{NotFound, Reason};
use crate::query::{ErrorKind, QueryError};
use crate::snapshot::SnapshotError;
use crate::source::SourceError;
use crate::view::{Diagnostic, FilePlace};

/// Why a request could not be carried out. The session is then as it was before.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// An input is missing, or inputs cannot be told apart.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Every input was passed over.
    #[error("nothing was read: {}", passed(.passed_over))]
    NothingRead {
        /// Why each of them was.
        passed_over: Vec<SourceError>,
    },
    /// The reader cannot be made.
    #[error(transparent)]
    Extractor(#[from] ExtractorError),
    /// No threads to read with.
    #[error("cannot start {jobs} threads: {reason}")]
    Threads {
        /// How many were asked for; 0 for as many as there are cores.
        jobs: usize,
        /// What the system says.
        reason: String,
    },
    /// The facts do not fit together.
    #[error(transparent)]
    Assemble(#[from] AssembleError),
    /// A snapshot cannot be loaded or saved.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// A query cannot be answered.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Nothing in the graph is called so.
    #[error(transparent)]
    NotFound(#[from] NotFound),
    /// There is no such document.
    #[error("no document {id:?} in the graph")]
    NoDocument {
        /// What was asked for.
        id: String,
        /// The ids that come nearest.
        nearest: Vec<String>,
    },
    /// The graph was neither opened from a file nor saved to one.
    #[error("the graph has no file yet")]
    NoFile,
    /// There is nothing to take back.
    #[error("no correction is left to undo")]
    NothingToUndo,
    /// Nothing was taken back.
    #[error("no correction was undone")]
    NothingToRedo,
    /// The log has no such entry.
    #[error("the log has no entry {number}: it has {entries}")]
    NoEntry {
        /// What was asked for, from 1.
        number: usize,
        /// How many there are.
        entries: usize,
    },
    /// The entry cannot be undone, or brought back.
    #[error("entry {number} {}", if *undo { "does not count any more, or undoes another" } else { "counts, or undoes another" })]
    NotSo {
        /// Its number, from 1.
        number: usize,
        /// Was it to be undone?
        undo: bool,
    },
    /// A correction would change nothing, or contradicts another.
    #[error("this cannot be: {reason}")]
    Unfit {
        /// Why.
        reason: Reason,
    },
    /// Several nodes are called so.
    #[error("{name:?} may be {}", keys.join(", "))]
    Several {
        /// What was typed.
        name: String,
        /// Keys of some of them.
        keys: Vec<String>,
    },
    /// One node was named twice.
    #[error("{key} is named twice: it is one node already")]
    SameNode {
        /// Its key.
        key: String,
    },
    /// What is called so cannot be corrected like this.
    #[error("{name:?} is nothing that can be corrected so")]
    OfNoSuchKind {
        /// What was typed.
        name: String,
    },
    /// Documents, and tables or entries of the log, are to split a node at once.
    #[error("documents, and tables or entries of the log, split a thing in two ways")]
    Mixed,
    /// There is no such kind of things.
    #[error("there is no kind {kind:?}")]
    NoKind {
        /// What was typed.
        kind: String,
        /// Those that there are.
        kinds: Vec<String>,
    },
    /// There is no such relationship.
    #[error("there is no {kind} from {from:?} to {to:?}")]
    NoTie {
        /// What it would start from.
        from: String,
        /// Its type.
        kind: String,
        /// What it would lead to.
        to: String,
    },
    /// An expression makes no properties.
    #[error("{text} is no map of properties")]
    NoProperties {
        /// The expression.
        text: String,
    },
    /// Nothing may be written.
    #[error("the graph was opened to be read only")]
    ReadOnly,
    /// No other session has left corrections unsaved.
    #[error("no corrections were left unsaved")]
    NothingLeft,
    /// Corrections that another session left unsaved are to be decided on first.
    #[error("corrections that were left unsaved wait in the graph's journal")]
    Waiting,
    /// The graph is looked at as of a day.
    #[error("the graph is looked at as it could be known on a day")]
    AsOf,
    /// The user stopped it.
    #[error("interrupted")]
    Interrupted,
}

fn passed(passed_over: &[SourceError]) -> String {
    match passed_over {
        [] => "no input was named".to_owned(),
        [only] => only.to_string(),
        [first, rest @ ..] => format!("{first}; and {} more inputs were passed over", rest.len()),
    }
}

impl SessionError {
    /// How to mend it, where there is a way.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Source(error) => error.hint().map(str::to_owned),
            Self::NothingRead { passed_over } => {
                passed_over.first().and_then(|error| error.hint()).map(str::to_owned)
            }
            Self::Threads { .. } => Some("ask for fewer with --jobs".to_owned()),
            Self::Query(error) => error.help.clone(),
            Self::NoFile => Some("name one: :save graph.ron".to_owned()),
            Self::NoDocument { nearest, .. } if nearest.is_empty() => {
                Some("the documents are listed by :docs".to_owned())
            }
            Self::NoDocument { nearest, .. } => {
                Some(format!("did you mean {}?", nearest.join(" or ")))
            }
            Self::ReadOnly => Some("open it without --read-only".to_owned()),
            Self::AsOf => Some(super::AS_OF.to_owned()),
            Self::NoEntry { .. } | Self::NotSo { .. } => {
                Some("the log tells the number of each entry, and which count".to_owned())
            }
            Self::Unfit { .. } => Some("the log tells what was judged before".to_owned()),
            Self::Several { .. } => Some("name it by its id".to_owned()),
            Self::OfNoSuchKind { .. } => Some(
                "events and statements are rejected and accepted, by their id; persons, places and other things \
                 are merged, split and named"
                    .to_owned(),
            ),
            Self::Mixed => Some("split it by the one, then by the other".to_owned()),
            Self::NoKind { kinds, .. } => Some(format!("the kinds are {}", kinds.join(", "))),
            Self::NoTie { .. } => {
                Some("MATCH (a)-[r]-(b) RETURN a.id, type(r), b.id shows which there are".to_owned())
            }
            Self::NoProperties { .. } => Some("write {name: 'text', day: date('2025-07-10')}".to_owned()),
            Self::Waiting => Some(":recover takes them over, :forget drops them".to_owned()),
            Self::SameNode { .. }
            | Self::NothingToRedo
            | Self::Extractor(_)
            | Self::Assemble(_)
            | Self::Snapshot(_)
            | Self::NotFound(_)
            | Self::NothingToUndo
            | Self::NothingLeft
            | Self::Interrupted => None,
        }
    }

    /// A name for this kind of error that stays the same, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Source(error) => error.code(),
            Self::NothingRead { .. } => "NothingRead",
            Self::Extractor(_) => "Model",
            Self::Threads { .. } => "Threads",
            Self::Assemble(_) => "Facts",
            Self::Snapshot(error) => error.code(),
            Self::Query(error) => error.code,
            Self::NotFound(_) => "NotFound",
            Self::NoDocument { .. } => "NoDocument",
            Self::NoFile => "NoFile",
            Self::NothingToUndo => "NothingToUndo",
            Self::NothingToRedo => "NothingToRedo",
            Self::NoEntry { .. } | Self::NotSo { .. } => "NoSuchEntry",
            Self::Unfit { .. } => "UnfitCorrection",
            Self::Several { .. } => "Ambiguous",
            Self::SameNode { .. } => "SameNode",
            Self::OfNoSuchKind { .. } => "WrongKind",
            Self::Mixed => "MixedSources",
            Self::NoKind { .. } => "NoSuchKind",
            Self::NoTie { .. } => "NoSuchRelationship",
            Self::NoProperties { .. } => "NoProperties",
            Self::ReadOnly => "ReadOnly",
            Self::NothingLeft => "NothingLeft",
            Self::Waiting => "CorrectionsWaiting",
            Self::AsOf => "AsOf",
            Self::Interrupted => "Interrupted",
        }
    }

    /// The file that is meant, where one is.
    fn file(&self) -> Option<FilePlace> {
        match self {
            Self::Source(error) => Some(input(error)),
            Self::Snapshot(error) => error.place().map(|(file, at)| FilePlace {
                file,
                line: at.map(|(line, _)| line),
                column: at.map(|(_, column)| column),
            }),
            _ => None,
        }
    }

    /// The errors and warnings to be shown for it; `query` is the text that it is about, if any.
    pub fn diagnostics<'q>(&self, query: Option<&'q str>) -> Vec<Diagnostic<'q>> {
        match (self, query) {
            (Self::NothingRead { passed_over }, _) => passed_over
                .iter()
                .map(passed_over_warning)
                .chain([Diagnostic::error("nothing was read").code(self.code())])
                .collect(),
            (Self::Query(error), Some(text)) => {
                vec![
                    Diagnostic::error(error.message.clone())
                        .at(text, error.span)
                        .code(error.code)
                        .help(error.help.clone()),
                ]
            }
            _ => vec![
                Diagnostic::error(self.to_string())
                    .code(self.code())
                    .in_file(self.file())
                    .help(self.hint()),
            ],
        }
    }

    /// Did the user stop it?
    pub fn is_interrupt(&self) -> bool {
        match self {
            Self::Interrupted => true,
            Self::Query(error) => error.kind == ErrorKind::Interrupted,
            _ => false,
        }
    }
}

/// The warning that an input was passed over.
pub(super) fn passed_over_warning(error: &SourceError) -> Diagnostic<'static> {
    Diagnostic::warning(format!("passed over {error}"))
        .code(error.code())
        .in_file(Some(input(error)))
        .help(error.hint())
}

fn input(error: &SourceError) -> FilePlace {
    let file = error.path().display().to_string();
    FilePlace { file, line: error.line(), ..FilePlace::default() }
}
