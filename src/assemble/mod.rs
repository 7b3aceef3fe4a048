//! From the facts of many documents to one graph: the bridge between reading and asking.
//!
//! What is made is a pure function of the *set* of documents: entities are numbered in the order of document
//! ids, so no order of reading can show. One real person, country or organization is meant to be one node; where
//! that is not sure they stay two, since a wrong merge is worse than a split. So it is with events: what several
//! documents certainly tell of one event is one node with every report kept (`happening`). A document with the text of
//! another is a document of its own, but tells nothing twice (`copies`).

mod acronym;
mod census;
mod changes;
mod cluster;
mod copies;
mod corrected;
mod country;
mod display;
mod event;
mod figures;
mod happening;
mod judge;
mod key;
mod local;
mod name;
mod named;
mod nation;
mod person;
mod person_name;
mod places;
mod split;
mod standing;
mod surname;
mod told;
mod union;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

pub use census::Census;
pub use corrected::{Corrected, corrected};

use census::Sink;

use crate::facts::{Corpus, FactsError};
use crate::grammar::Grammar;
use crate::graph::{Change, ChangeError, Entry, Graph, Orphan};

/// The changes that make the graph of a set of documents, and where it is in doubt.
#[derive(Debug, Clone, Default)]
pub struct Assembly {
    /// To be carried out on an empty graph, in order.
    pub changes: Vec<Change>,
    /// Pairs of nodes that may be one, sorted.
    pub doubts: Vec<Doubt>,
}

/// Two nodes that may stand for the same thing in the world.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Doubt {
    /// Key of the one.
    pub left: Arc<str>,
    /// Key of the other.
    pub right: Arc<str>,
    /// Why they might be one and yet were left two.
    pub reason: &'static str,
}

impl Doubt {
    /// The doubts about these pairs of nodes, sorted, each once; `key` tells a node's key.
    fn listed(
        pairs: impl Iterator<Item = (usize, usize, &'static str)>,
        key: impl Fn(usize) -> Arc<str>,
    ) -> Vec<Self> {
        let doubt = |(a, b, reason)| {
            let (a, b) = (key(a), key(b));
            Self { left: a.clone().min(b.clone()), right: a.max(b), reason }
        };
        let mut doubts: Vec<Self> = pairs.map(doubt).collect();
        doubts.sort();
        doubts.dedup();
        doubts
    }
}

/// Why no graph could be assembled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssembleError {
    /// The facts of a document do not fit together.
    #[error(transparent)]
    Facts(#[from] FactsError),
    /// Two nodes got one key, or a node is missing: a mistake of the program.
    #[error(transparent)]
    Change(#[from] ChangeError),
}

/// Works out the changes that make the graph of `corpus`. Cost: near linear in its facts.
///
/// # Errors
/// The facts of a document do not fit together (see [`crate::facts::check`]).
pub fn assemble(corpus: &Corpus, grammar: &Grammar) -> Result<Assembly, AssembleError> {
    let mut changes = Vec::new();
    let written = write(corpus, grammar, &[], &mut changes)?;
    Ok(Assembly { changes, doubts: written.doubts })
}

/// The graph of `corpus`. Cost: near linear in its facts.
///
/// # Errors
/// The facts of a document do not fit together.
pub fn graph(corpus: &Corpus, grammar: &Grammar) -> Result<Graph, AssembleError> {
    corrected(Graph::new(), corpus, grammar, &[]).map(|corrected| corrected.graph)
}

/// How much there would be in the graph of `corpus`. Cost: near linear in its facts, in time; in memory a small part
/// of the graph.
///
/// # Errors
/// The facts of a document do not fit together.
pub fn census(corpus: &Corpus, grammar: &Grammar) -> Result<Census, AssembleError> {
    let mut census = Census::default();
    write(corpus, grammar, &[], &mut census)?;
    Ok(census)
}

/// What is to be told of writing a graph.
struct Written {
    doubts: Vec<Doubt>,
    orphans: Vec<Orphan>,
    judged: judge::Judged,
}

fn write(
    corpus: &Corpus,
    grammar: &Grammar,
    log: &[Entry],
    sink: &mut dyn Sink,
) -> Result<Written, AssembleError> {
    corpus.iter().try_for_each(crate::facts::check)?;
    let judge::Rejected { documents, mut orphans } = judge::without_rejected(corpus, log);
    let documents =
        corpus.iter().map(|read| documents.get(&read.document.id).unwrap_or(read)).collect();
    let locals = local::Locals::new(documents);
    let (mut clusters, nations) = cluster::resolve(&locals, &grammar.lexicon);
    let mut called = key::name_all(&locals, &clusters, &nations);
    let by_hand = judge::written_by_hand(log);
    let elsewhere = |key: &str| by_hand.contains(key) || sink.kept(key).is_some();
    let mut judged = judge::judge(&locals, &nations, &mut clusters, &mut called, log, &elsewhere);
    orphans.append(&mut judged.orphans);
    let copies = copies::find(&locals, &clusters);
    let places = places::Places::new(&locals, &clusters, &grammar.lexicon);
    let happenings = happening::resolve(&locals, &clusters, &places, &copies, &grammar.ontology);
    let found = changes::Found {
        locals: &locals,
        clusters: &clusters,
        called: &called,
        happenings: &happenings,
        copies: &copies,
    };
    let doubts = changes::write(&found, &grammar.ontology, sink)?;
    Ok(Written { doubts, orphans, judged })
}
