//! The graph of documents as an analyst corrected it: made of all of them at once, or kept up by difference.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::judge::{self, Rejected};
use super::standing::{Standing, StandingError};
use super::{AssembleError, Doubt, Written};
use crate::facts::{Corpus, ReadDocument};
use crate::grammar::Grammar;
use crate::graph::{self, Entry, Graph, Judgement, Orphan};

/// The graph of documents as an analyst corrected it.
#[derive(Debug, Default)]
pub struct Corrected {
    /// The graph.
    pub graph: Graph,
    /// Corrections that have lost their ground, in order of the log.
    pub orphans: Vec<Orphan>,
    /// Pairs of nodes that may be one, sorted.
    pub doubts: Vec<Doubt>,
    /// What it was made of, where that is kept.
    living: Option<Box<Living>>,
}

/// What a graph was made of.
#[derive(Debug)]
struct Living {
    standing: Standing,
    /// Documents without what an analyst rejected.
    rejected: BTreeMap<String, ReadDocument>,
}

impl Corrected {
    /// The same as [`super::corrected`], with what is needed to keep it up by difference ([`Self::change`]) where the log allows
    /// that. Cost: that of assembling, and some memory beside it.
    ///
    /// # Errors
    /// The facts of a document do not fit together, or a key that they need is taken by one of the other things.
    pub fn living(
        graph: Graph,
        corpus: &Corpus,
        grammar: &Arc<Grammar>,
        log: &[Entry],
    ) -> Result<Self, AssembleError> {
        if !is_of_facts(log) {
            return super::corrected(graph, corpus, grammar, log);
        }
        corpus.iter().try_for_each(crate::facts::check)?;
        let standing = Standing::new(Arc::clone(grammar));
        let living = Living { standing, rejected: BTreeMap::new() };
        let mut made = Self { graph, living: Some(Box::new(living)), ..Self::default() };
        let all: BTreeSet<String> = corpus.iter().map(|read| read.document.id.clone()).collect();
        if !made.change(corpus, &all, log)? {
            return super::corrected(made.graph, corpus, grammar, log);
        }
        Ok(made)
    }

    /// Brings the graph up to date with a corpus of which some documents, by id, came, went or changed, and with a log; false where
    /// it must be made of all of them instead: it is not kept up, or the log says which things are one. It is of no use then. Cost:
    /// that of what shares a name, a day or a text with the documents that changed; the log; and a look at all documents and at
    /// the numbers of the graph.
    ///
    /// # Errors
    /// The facts of a document do not fit together, or a key is taken; it is of no use then.
    pub fn change(
        &mut self,
        corpus: &Corpus,
        changed: &BTreeSet<String>,
        log: &[Entry],
    ) -> Result<bool, AssembleError> {
        let Some(living) = self.living.as_mut().filter(|_| is_of_facts(log)) else {
            return Ok(false);
        };
        for id in changed {
            if let Some(read) = corpus.get(id) {
                crate::facts::check(read)?;
            }
        }
        let Rejected { documents, mut orphans } = judge::without_rejected(corpus, log);
        let before = std::mem::replace(&mut living.rejected, documents);
        let now = &living.rejected;
        let other = before.keys().chain(now.keys()).filter(|id| before.get(*id) != now.get(*id));
        let ids: BTreeSet<&String> = changed.iter().chain(other).collect();
        let changes = ids.into_iter().map(|id| {
            let shared = || corpus.shared(id);
            let read = now.get(id).map(|read| Arc::new(read.clone())).or_else(shared);
            (id.clone(), read.filter(|_| corpus.get(id).is_some()))
        });
        match living.standing.change(&mut self.graph, changes.collect()) {
            Ok(()) => {}
            Err(StandingError::Full) => return Ok(false),
            Err(StandingError::Change(error)) => return Err(error.into()),
        }
        self.doubts = living.standing.doubts();
        self.graph.keep_what_was();
        if !log.is_empty() {
            orphans.extend(graph::replay(&mut self.graph, log, &judge::lookup(Vec::new())));
            in_order(&mut orphans);
        }
        self.orphans = orphans;
        Ok(true)
    }

    /// Is it kept up by difference?
    pub fn is_living(&self) -> bool {
        self.living.is_some()
    }
}

/// Says no entry of a log which things are one? Then all of them speak of facts, and of nodes by keys that are theirs alone.
fn is_of_facts(log: &[Entry]) -> bool {
    log.iter().filter_map(|entry| entry.judgement.as_ref()).all(|judgement| {
        let is_plain = !matches!(
            judgement,
            Judgement::Merge { .. }
                | Judgement::Split { .. }
                | Judgement::Distinct { .. }
                | Judgement::Alias { .. }
        );
        is_plain && judgement.clone().subjects_mut().iter().all(|it| it.document.is_none())
    })
}

fn in_order(orphans: &mut Vec<Orphan>) {
    orphans.sort_by_key(|orphan| (orphan.entry, orphan.edit));
    orphans.dedup_by_key(|orphan| (orphan.entry, orphan.edit));
}

/// The graph of `corpus`, put into a graph that holds other things already, with all corrections of a log: a pure function of
/// these three, in whatever order they came. Cost: near linear in the facts and the log.
///
/// # Errors
/// The facts of a document do not fit together, or a key that they need is taken by one of the other things.
pub fn corrected(
    mut graph: Graph,
    corpus: &Corpus,
    grammar: &Grammar,
    log: &[Entry],
) -> Result<Corrected, AssembleError> {
    let Written { doubts, mut orphans, judged } = super::write(corpus, grammar, log, &mut graph)?;
    if !log.is_empty() {
        let log = judged.mended(log);
        let lookup = judge::lookup(judged.former);
        orphans.extend(graph::replay_heard(&mut graph, &log, &judged.heard, &lookup));
        in_order(&mut orphans);
    }
    Ok(Corrected { graph, orphans, doubts, living: None })
}
