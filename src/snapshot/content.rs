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

    /// Can a program that knows only the first version read it?
    pub fn is_of_first_version(&self) -> bool {
        self.has_no_import() && self.corrections.is_empty()
    }
}

impl From<Corpus> for Content {
    fn from(corpus: Corpus) -> Self {
        Self { corpus, ..Self::default() }
    }
}
