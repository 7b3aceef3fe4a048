//! What a snapshot holds.

use super::{SaveOptions, kept_sketch};
use crate::facts::{Corpus, ReadDocument};
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

    /// The first version of snapshots that can hold it, so that older programs can read what they know: 1 documents, 2 what
    /// was imported or written by statements, 3 judgements, 4 who read a document, and the sketch of one whose text is not
    /// kept. A compact snapshot of what was imported is of version 5, in which that stands in blocks. Cost: linear in the documents; where texts are left out and nothing says who read them, in the texts.
    pub fn version(&self, options: &SaveOptions) -> u32 {
        let is_new =
            |read: &ReadDocument| read.reader.is_some() || kept_sketch(read, options).is_some();
        let judged = |entry: &Entry| entry.judgement.is_some() || entry.turn.is_some();
        if self.corpus.iter().any(is_new) {
            4
        } else if self.corrections.iter().any(judged) {
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
