//! The query language: openCypher over a graph.
//!
//! text → [`lexer`] → parser (nom) → [`ast`] with the bytes of every node → bind (scopes, kinds,
//! aggregation) → plan → evaluation over slots. The only module that names nom.

pub mod ast;
mod error;
mod lexer;
mod parser;

pub use error::{ErrorKind, QueryError, QueryWarning};
pub use lexer::is_complete;
