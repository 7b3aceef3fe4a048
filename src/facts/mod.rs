//! The facts of one document: the exchange format between reading and the graph.
//!
//! [`DocumentFacts`] is what `chancery extract --format json` prints and what a snapshot keeps of
//! each document. Ids (`e1`, `v1`, `s1`) are local to the document.

mod check;
mod corpus;
mod document_facts;
#[cfg(test)]
pub(crate) mod example;
mod id;
mod joined;
mod passage;
mod sketch;
mod words;

pub use crate::grammar::{EntityKind, Factuality};
pub use check::{FactsError, check};
pub use corpus::{Corpus, Excerpt, ReadDocument};
pub use document_facts::{
    Bound, Confidence, DatePrecision, DocumentFacts, Entity, Event, Evidence, Quantity, Relation,
    Statement, StatementKind,
};
pub use id::{EntityId, EventId, Id, IdError, StatementId};
pub use joined::JoinedFacts;
pub use passage::Passage;
pub use sketch::{Shingles, Sketch};
pub use words::Words;
