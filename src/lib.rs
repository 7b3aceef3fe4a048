//! Chancery reads news about diplomacy and conflict and turns it into a knowledge graph.
//!
//! The way of the data: `source → text → syntax → entity → event → facts → graph → query`.

pub mod assemble;
pub mod cli;
pub mod entity;
pub mod evaluate;
pub mod event;
pub mod export;
pub mod extract;
pub mod facts;
pub mod grammar;
pub mod graph;
pub mod import;
#[cfg(feature = "train")]
pub mod learn;
pub mod model;
pub mod query;
pub mod repl;
pub mod serve;
pub mod session;
pub mod snapshot;
pub mod source;
pub mod syntax;
pub mod text;
pub mod view;
