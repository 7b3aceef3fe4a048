//! What can be asked of a session, and what comes back.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use super::correct::Correction;
use super::error::passed_over_warning;
use crate::graph::{Entry, Map};
use crate::query::Answer;
use crate::source::{Input, SourceError, Warning};
use crate::view::why::Proof;
use crate::view::{Changes, Diagnostic, FilePlace};

/// What can be asked of a session.
#[derive(Debug, Clone)]
pub enum Request {
    /// Read documents into the graph: files, folders, `-` for standard input.
    Read {
        /// What to read.
        paths: Vec<PathBuf>,
    },
    /// Read inputs that were found already, and take documents out whose inputs are gone: both or nothing.
    Follow {
        /// What to read.
        inputs: Vec<Input>,
        /// Ids of documents to take out.
        gone: Vec<String>,
    },
    /// Put a saved graph in the place of this one.
    Open {
        /// The snapshot.
        path: PathBuf,
    },
    /// Save the graph.
    Save {
        /// Where to; `None`: where it was opened from or saved to last.
        path: Option<PathBuf>,
    },
    /// Answer a query.
    Query {
        /// The query.
        text: String,
        /// Values of its parameters.
        parameters: Map,
        /// How much it may take.
        limits: Limits,
        /// Why it writes, if it does; kept in the log.
        reason: Option<String>,
    },
    /// Take exactly what one document tells out of the graph.
    Remove {
        /// Its id.
        document: String,
    },
    /// Put the sample in the place of this graph: the articles that the program carries, read.
    Sample,
    /// Tell what changed since the graph was opened or saved.
    Compare,
    /// Correct something; it becomes an entry of the log.
    Correct {
        /// What.
        correction: Correction,
        /// Why.
        reason: Option<String>,
    },
    /// Undo an entry of the log of corrections; the log tells so in an entry of its own.
    Undo {
        /// Its number in the log, from 1; `None`: the last that counts.
        entry: Option<usize>,
        /// Why.
        reason: Option<String>,
    },
    /// Let an entry count again that was undone.
    Redo {
        /// Its number in the log, from 1; `None`: the one that was undone last.
        entry: Option<usize>,
        /// Why.
        reason: Option<String>,
    },
    /// Take over the corrections of another graph, each once.
    Adopt {
        /// The log.
        entries: Vec<Entry>,
    },
    /// Prove what an id or a name stands for.
    Why {
        /// A node's id, or a name as it stands in the graph.
        name: String,
    },
}

/// How much a query may take; what is not given is not limited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// How long.
    pub timeout: Option<std::time::Duration>,
    /// How many rows of an answer.
    pub max_rows: Option<usize>,
}

/// What comes back.
#[derive(Debug)]
pub enum Outcome {
    /// Documents were read, or taken out.
    Read(Report),
    /// A saved graph was opened.
    Opened,
    /// The graph was saved there.
    Saved(PathBuf),
    /// A query was answered.
    Answer(Answer),
    /// The proofs of all that is called so; never none.
    Proofs(Vec<Proof>),
    /// The document is gone from the graph.
    Removed(String),
    /// The sample was read.
    Sampled(Report),
    /// What changed.
    Compared(Box<Changes>),
    /// It was corrected; the entry of the log.
    Corrected(Box<Entry>),
    /// The entry was taken back.
    Undone(Box<Entry>),
    /// The entry counts again.
    Redone(Box<Entry>),
    /// So many corrections are new.
    Adopted(usize),
}

/// What became of the inputs of one [`Request::Read`] or [`Request::Follow`].
#[derive(Debug, Default)]
pub struct Report {
    /// How many documents were read.
    pub read: usize,
    /// Their ids, each once, sorted.
    pub documents: Vec<String>,
    /// Ids of documents that stood in the graph already and were replaced since their bytes differ.
    pub replaced: Vec<String>,
    /// Ids of documents that were taken out.
    pub removed: Vec<String>,
    /// Inputs that were passed over, and why.
    pub passed_over: Vec<SourceError>,
    /// How many were left out since they are of an earlier day than was asked for.
    pub older: usize,
    /// What was odd about those that were read.
    pub warnings: Vec<Warning>,
}

impl Report {
    /// Takes down that something was not read, and why.
    pub fn pass(&mut self, error: SourceError) {
        if error.is_older() {
            self.older += 1;
        } else {
            self.passed_over.push(error);
        }
    }

    /// Why documents were passed over and how often, the most frequent reason first.
    pub fn reasons(&self) -> Vec<(&'static str, usize)> {
        let mut counted: BTreeMap<&'static str, usize> = BTreeMap::new();
        for error in &self.passed_over {
            *counted.entry(error.class()).or_insert(0) += 1;
        }
        let mut reasons: Vec<_> = counted.into_iter().collect();
        reasons.sort_by_key(|&(_, times)| std::cmp::Reverse(times));
        reasons
    }

    /// What is to be shown of it: what was odd, and what was passed over.
    pub fn diagnostics(&self) -> impl Iterator<Item = Diagnostic<'static>> {
        let odd = self.warnings.iter().map(|warning| {
            let file = FilePlace { file: warning.input.clone(), line: warning.line, column: None };
            Diagnostic::warning(warning.to_string()).code("OddInput").in_file(Some(file))
        });
        odd.chain(self.passed_over.iter().map(passed_over_warning))
    }
}

/// How a long request is watched and stopped from outside.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Set it to stop the request; it ends with an error that says so.
    pub cancel: &'a AtomicBool,
    /// Called with how many documents are read and how many there are; from any thread.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

impl Watch<'_> {
    /// Was the request stopped?
    pub fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("cancel", &self.cancel).finish_non_exhaustive()
    }
}
