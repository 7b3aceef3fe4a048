//! What a snapshot holds.

use crate::facts::Corpus;
use crate::graph::{Entry, Graph};

/// All that a snapshot holds: what was read, what was imported, and what was written to the graph of both.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// The documents that were read, with their facts.
    pub corpus: Corpus,
    /// The nodes and relationships that were imported from tables. No document tells of them, so they are kept as they are.
    pub imported: Graph,
    /// What was written to the graph since, in order.
    pub corrections: Vec<Entry>,
}

impl Content {
    /// Was nothing imported?
    pub fn has_no_import(&self) -> bool {
        self.imported.node_count() == 0 && self.imported.tables().is_empty()
    }
}

impl Content {
    /// Is what was imported the whole graph?
    pub fn is_only_imported(&self) -> bool {
        self.corpus.is_empty() && self.corrections.is_empty()
    }

    /// The first version of snapshots that can hold it, so that older programs can read what they know.
    pub fn version(&self) -> u32 {
        let judged = |entry: &Entry| entry.judgement.is_some() || entry.turn.is_some();
        if self.corrections.iter().any(judged) {
            3
        } else if self.has_no_import() && self.corrections.is_empty() {
            1
        } else {
            2
        }
    }
}

impl From<Corpus> for Content {
    fn from(corpus: Corpus) -> Self {
        Self { corpus, ..Self::default() }
    }
}
