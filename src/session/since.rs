//! What changed since the graph was opened or saved.

use super::known::Known;
use super::{Changed, Session, SessionError};
use crate::graph::{Difference, Entry, Graph, marks};
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
        let grammar = &self.settings.grammar;
        let old = assemble::corrected(imported, &corpus, grammar, &corrections)?.graph;
        let now = self.corrections();
        let (was, is) = (marks(&corrections), marks(now));
        let new = now.iter().zip(&is).filter(|(_, mark)| !was.contains(mark));
        let written: Vec<Entry> = new.map(|(entry, _)| entry.clone()).collect();
        let mut changed = documents(&corpus, self.corpus());
        changed.graph = Difference::between(&old, self.graph()?);
        changed.taken_back = was.iter().filter(|mark| !is.contains(mark)).count();
        changed.written = written;
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
