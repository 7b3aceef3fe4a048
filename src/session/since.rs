//! What changed since the graph was opened or saved, or from one saved graph to another.

use std::collections::BTreeSet;

use super::known::Known;
use super::{Session, SessionError};
use crate::assemble::{self, AssembleError, Corrected};
use crate::facts::{Corpus, ReadDocument};
use crate::grammar::Grammar;
use crate::graph::{Difference, Entry, Graph, Mark, marks};
use crate::snapshot::{self, Content};
use crate::view::Changes;

impl Session {
    /// What changed since the graph was opened or saved, or since the beginning where it has no file. The file says
    /// what it was: nothing is kept in memory for this. Cost: that of opening the file, and of sorting both graphs.
    pub(super) fn changed(&self) -> Result<Changes, SessionError> {
        if !self.is_unsaved() {
            return Ok(Changes::default());
        }
        let before = match &self.file {
            Some(file) => snapshot::load(file)?,
            None => Content::default(),
        };
        let before = match self.left_out() {
            // What is looked at as of a day is compared with what could be known then.
            Some(left_out) => {
                let Known { corpus, corrections, .. } = Known::by(left_out.day, &before);
                Content { corpus, corrections, imported: Graph::new() }
            }
            None => before,
        };
        let old = made(&before, &self.settings.grammar)?.graph;
        let now = (self.corpus(), self.corrections(), self.graph()?);
        Ok(between((&before.corpus, &before.corrections, &old), now))
    }
}

/// What changed from one saved graph to another. Dates of reading and of corrections do not count. Cost: that of assembling
/// both, and of sorting them.
///
/// # Errors
/// The facts of one do not fit together.
pub fn compare(old: &Content, new: &Content, grammar: &Grammar) -> Result<Changes, AssembleError> {
    let (before, after) = (made(old, grammar)?.graph, made(new, grammar)?.graph);
    let before = (&old.corpus, old.corrections.as_slice(), &before);
    Ok(between(before, (&new.corpus, &new.corrections, &after)))
}

/// The graph as documents, imports and corrections make it, and the corrections that could not be carried out.
///
/// # Errors
/// The facts do not fit together.
pub fn made(content: &Content, grammar: &Grammar) -> Result<Corrected, AssembleError> {
    let Content { corpus, imported, corrections } = content;
    assemble::corrected(imported.clone(), corpus, grammar, corrections)
}

/// The documents, the log and the graph of both.
type State<'s> = (&'s Corpus, &'s [Entry], &'s Graph);

fn between(before: State<'_>, after: State<'_>) -> Changes {
    let ((old, old_log, old_graph), (new, new_log, new_graph)) = (before, after);
    let mut changes = documents(old, new);
    changes.graph = Difference::between(old_graph, new_graph);
    changes.written = beyond(new_log, old_log);
    changes.taken_back = beyond(old_log, new_log);
    changes
}

fn documents(old: &Corpus, new: &Corpus) -> Changes {
    let mut changes = Changes::default();
    for read in new.iter() {
        let id = &read.document.id;
        match old.get(id) {
            None => changes.added.push(id.clone()),
            Some(was) if was.document.hash != read.document.hash => {
                changes.replaced.push(id.clone());
            }
            Some(was) if !is_read_alike(was, read) => changes.read_otherwise.push(id.clone()),
            Some(_) => {}
        }
    }
    let gone = old.iter().map(|read| &read.document.id).filter(|id| new.get(id).is_none());
    changes.removed = gone.cloned().collect();
    changes
}

/// Was the same read in both, whenever, and however much of the text is kept?
fn is_read_alike(one: &ReadDocument, other: &ReadDocument) -> bool {
    let (a, b) = (&one.document, &other.document);
    one.facts == other.facts && (a.date, &a.source) == (b.date, &b.source)
}

/// The entries of a log that another has not. When they were made does not count.
fn beyond(these: &[Entry], those: &[Entry]) -> Vec<Entry> {
    let there: BTreeSet<Mark> = marks(those).into_iter().collect();
    let new = these.iter().zip(marks(these)).filter(|(_, mark)| !there.contains(mark));
    new.map(|(entry, _)| entry.clone()).collect()
}
