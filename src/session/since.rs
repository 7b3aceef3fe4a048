//! What changed since the graph was opened or saved.

use super::known::Known;
use super::{Changed, Session, SessionError};
use crate::graph::{self, Difference, Entry, Graph};
use crate::snapshot::{self, Content};
use crate::{assemble, facts::Corpus};

impl Session {
    /// What changed since the graph was opened or saved, or since the beginning where it has no file. The file says
    /// what it was: nothing is kept in memory for this. Cost: that of opening the file, and of sorting both graphs.
    pub(super) fn changed(&self) -> Result<Changed, SessionError> {
        if !self.is_unsaved() {
            return Ok(Changed::default());
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
        let Content { corpus, imported, corrections } = before;
        let mut old = assemble::onto(imported, &corpus, &self.settings.grammar)?;
        graph::replay(&mut old, &corrections);
        let now = self.corrections();
        let common = corrections.iter().zip(now).take_while(|(a, b)| same(a, b)).count();
        let mut changed = documents(&corpus, self.corpus());
        changed.graph = Difference::between(&old, self.graph()?);
        changed.written = now.iter().skip(common).cloned().collect();
        changed.taken_back = corrections.len() - common;
        Ok(changed)
    }
}

fn documents(old: &Corpus, new: &Corpus) -> Changed {
    let mut changed = Changed::default();
    for read in new.iter() {
        let document = &read.document;
        match old.get(&document.id) {
            None => changed.added.push(document.id.clone()),
            Some(was) if was.document.hash != document.hash => {
                changed.replaced.push(document.id.clone());
            }
            Some(_) => {}
        }
    }
    let gone = old.iter().map(|read| &read.document.id).filter(|id| new.get(id).is_none());
    changed.removed = gone.cloned().collect();
    changed
}

/// Are these the same entry of the log?
fn same(a: &Entry, b: &Entry) -> bool {
    let edits = |entry: &Entry| entry.edits.iter().map(ToString::to_string).collect::<Vec<_>>();
    (&a.at, &a.author, &a.reason, &a.statement) == (&b.at, &b.author, &b.reason, &b.statement)
        && edits(a) == edits(b)
}
