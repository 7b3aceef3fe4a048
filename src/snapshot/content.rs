//! What a snapshot holds.

use crate::facts::Corpus;
use crate::graph::Graph;

/// All that a snapshot holds: what was read, and what was imported.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// The documents that were read, with their facts.
    pub corpus: Corpus,
    /// The nodes and relationships that were imported from tables. No document tells of them, so they are kept as they are.
    pub imported: Graph,
}

impl Content {
    /// Was nothing imported?
    pub fn has_no_import(&self) -> bool {
        self.imported.node_count() == 0 && self.imported.tables().is_empty()
    }
}

impl From<Corpus> for Content {
    fn from(corpus: Corpus) -> Self {
        Self { corpus, imported: Graph::new() }
    }
}
