//! The whole reading arm in one call: a document in, its facts out.

use std::sync::Arc;

use crate::entity::{self, Entities};
use crate::event::{self, Context};
use crate::facts::DocumentFacts;
use crate::grammar::Grammar;
use crate::model::ModelError;
use crate::source::Document;
use crate::syntax::{Parsed, Syntax};
use crate::text::{Block, layout, split_datelines};

/// Reads facts from documents. Cheap to share between threads.
#[derive(Debug, Clone)]
pub struct Extractor {
    grammar: Arc<Grammar>,
    syntax: &'static Syntax,
}

/// Why reading cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum ExtractorError {
    /// The models that are embedded in the program cannot be read.
    #[error("the embedded models are damaged: {0}")]
    Model(#[from] ModelError),
}

/// A document with its blocks, trees and entities: what the events are read from.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// Its blocks, datelines cut off.
    pub blocks: Vec<Block>,
    /// Its sentences.
    pub parsed: Vec<Parsed>,
    /// Its entities.
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

    /// The facts of one document. Never fails: a text without facts gives none. Cost: linear in the text.
    pub fn extract(&self, document: &Document) -> DocumentFacts {
        let (blocks, parsed) = self.parse(document);
        let who = entity::read(&document.text, &parsed, &self.grammar);
        let context = Context {
            text: &document.text,
            blocks: &blocks,
            parsed: &parsed,
            entities: &who.entities,
            grammar: &self.grammar,
            date: document.date,
            speeches: &[],
        };
        let reading = event::read(context);
        event::facts(document, context, reading, who.relations)
    }

    /// The blocks, trees and entities of one document, for a look at why something was read as it was.
    pub fn annotate(&self, document: &Document) -> Annotated {
        let (blocks, parsed) = self.parse(document);
        let entities = entity::read(&document.text, &parsed, &self.grammar).entities;
        Annotated { blocks, parsed, entities }
    }

    fn parse(&self, document: &Document) -> (Vec<Block>, Vec<Parsed>) {
        let blocks = layout(&document.text, document.body, document.title);
        let blocks = split_datelines(&document.text, &blocks);
        let parsed = self.syntax.parse(&document.text, &blocks);
        (blocks, parsed)
    }
}
