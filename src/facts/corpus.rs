//! All documents that were read, with their facts: what a graph is made from.

use std::collections::BTreeMap;

use super::DocumentFacts;
use crate::source::Document;

/// One document and what was read in it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDocument {
    /// The document itself.
    pub document: Document,
    /// Its facts.
    pub facts: DocumentFacts,
}

/// A set of documents by their ids, in the order of the ids. The graph is a pure function of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Corpus {
    documents: BTreeMap<String, ReadDocument>,
}

impl Corpus {
    /// Adds a document, or replaces the one of the same id; returns the one it replaced.
    pub fn insert(&mut self, read: ReadDocument) -> Option<ReadDocument> {
        self.documents.insert(read.document.id.clone(), read)
    }

    /// Takes a document out.
    pub fn remove(&mut self, id: &str) -> Option<ReadDocument> {
        self.documents.remove(id)
    }

    /// The document of this id.
    pub fn get(&self, id: &str) -> Option<&ReadDocument> {
        self.documents.get(id)
    }

    /// All documents, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &ReadDocument> {
        self.documents.values()
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}
