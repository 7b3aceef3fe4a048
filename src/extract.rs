//! The whole reading arm in one call: a document in, its facts out.

use std::sync::Arc;

use crate::entity::{self, Entities};
use crate::event::{self, Context};
use crate::facts::{DocumentFacts, JoinedFacts};
use crate::grammar::Grammar;
use crate::model::ModelError;
use crate::source::Document;
use crate::syntax::{Parsed, Syntax};
use crate::text::{Block, layout, split_datelines};

/// So many sentences of one document are read together. Articles have some hundreds at most.
const WINDOW: usize = 5_000;

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

    /// The facts of one document. Never fails: a text without facts gives none. Cost: linear in the text. Trees are
    /// kept for some thousand sentences at a time, so that a huge text never stands in memory as trees; pronouns and
    /// surnames do not cross from one window to the next.
    pub fn extract(&self, document: &Document) -> DocumentFacts {
        let blocks = self.blocks(document);
        let mut sentences = self.syntax.parse_iter(&document.text, &blocks);
        let mut window = || sentences.by_ref().take(WINDOW).collect::<Vec<Parsed>>();
        let mut joined = JoinedFacts::new(self.facts(document, &blocks, &window()));
        loop {
            let parsed = window();
            if parsed.is_empty() {
                return joined.finish();
            }
            joined.add(self.facts(document, &blocks, &parsed));
        }
    }

    fn facts(&self, document: &Document, blocks: &[Block], parsed: &[Parsed]) -> DocumentFacts {
        let who = entity::read(&document.text, parsed, &self.grammar);
        let context = Context {
            text: &document.text,
            blocks,
            parsed,
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
        let blocks = self.blocks(document);
        let parsed = self.syntax.parse(&document.text, &blocks);
        let entities = entity::read(&document.text, &parsed, &self.grammar).entities;
        Annotated { blocks, parsed, entities }
    }

    fn blocks(&self, document: &Document) -> Vec<Block> {
        let blocks = layout(&document.text, document.body, document.title);
        split_datelines(&document.text, &blocks)
    }
}
