//! The graph is made, or brought up to date, when it is asked for: who adds documents need not wait for it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::{Session, SessionError};
use crate::assemble::{self, Corrected};
use crate::facts::Corpus;
use crate::grammar::Grammar;
use crate::graph::{Entry, Graph};

/// A graph that was made, and the documents that came, went or changed since, by id.
#[derive(Debug)]
pub(super) struct Behind {
    made: Corrected,
    ids: BTreeSet<String>,
}

/// All that is needed to make the graph of a session, in whatever thread.
#[derive(Debug, Clone, Copy)]
pub struct Making<'s> {
    made: &'s OnceLock<Corrected>,
    behind: &'s Mutex<Option<Behind>>,
    corpus: &'s Corpus,
    imported: Option<&'s Graph>,
    grammar: &'s Arc<Grammar>,
    log: &'s [Entry],
    living: bool,
}

impl<'s> Making<'s> {
    /// The graph. Cost: nothing where it is there; what a difference costs where it is kept up; else that of assembling it.
    ///
    /// # Errors
    /// The facts do not fit together, or a key of theirs is that of an imported node.
    pub fn graph(self) -> Result<&'s Graph, SessionError> {
        self.make().map(|made| &made.graph)
    }

    /// The documents that it is made of.
    pub fn corpus(self) -> &'s Corpus {
        self.corpus
    }

    pub(super) fn make(self) -> Result<&'s Corrected, SessionError> {
        // Who comes second waits for the first.
        let mut behind = lock(self.behind);
        if let Some(made) = self.made.get() {
            return Ok(made);
        }
        if let Some(Behind { mut made, ids }) = behind.take()
            && made.change(self.corpus, &ids, self.log)?
        {
            return Ok(self.made.get_or_init(|| made));
        }
        let imported = self.imported.cloned().unwrap_or_default();
        let made = if self.living {
            Corrected::living(imported, self.corpus, self.grammar, self.log)?
        } else {
            assemble::corrected(imported, self.corpus, self.grammar, self.log)?
        };
        Ok(self.made.get_or_init(|| made))
    }
}

fn lock(behind: &Mutex<Option<Behind>>) -> MutexGuard<'_, Option<Behind>> {
    behind.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many nodes and relationships a document has at least, but for the shortest.
const OF_A_DOCUMENT: usize = 10;

impl Session {
    /// What the graph is made with.
    pub(super) fn making(&self) -> Making<'_> {
        Making {
            made: &self.made,
            behind: &self.behind,
            corpus: self.corpus(),
            // Tables have no day.
            imported: self.known.is_none().then_some(&self.content.imported),
            grammar: &self.settings.grammar,
            log: self.corrections(),
            living: self.living && self.known.is_none(),
        }
    }

    /// How to make the graph, and about how many nodes and relationships it will have, where it is not there or documents came
    /// or went since it was made: to be done in another thread while the user thinks. Whoever asks for the graph does it
    /// otherwise.
    pub fn unmade(&self) -> Option<(Making<'_>, usize)> {
        let is_there = self.known.is_none() && self.content.is_only_imported();
        if is_there || self.made.get().is_some() {
            return None;
        }
        let behind = lock(&self.behind);
        let was = behind.as_ref().map(|it| it.made.graph.node_count());
        Some((self.making(), was.unwrap_or(0).max(self.corpus().len() * OF_A_DOCUMENT)))
    }

    /// Were documents added to a graph that is kept up, and not taken in yet?
    pub(super) fn is_behind(&self) -> bool {
        lock(&self.behind).is_some()
    }

    /// These documents are others now: the graph, where it is kept up, is brought up to date when it is asked for. False where it
    /// is not kept up, or was not made yet.
    pub(super) fn fall_behind(&mut self, ids: &BTreeSet<String>) -> bool {
        let behind = self.behind.get_mut().unwrap_or_else(PoisonError::into_inner);
        if behind.is_none() {
            if !self.made.get().is_some_and(Corrected::is_living) {
                return false;
            }
            let Some(made) = self.made.take() else { return false };
            *behind = Some(Behind { made, ids: BTreeSet::new() });
        }
        if let Some(behind) = behind {
            behind.ids.extend(ids.iter().cloned());
        }
        true
    }
}
