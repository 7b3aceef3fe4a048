//! The query language: openCypher over a graph.
//!
//! text → lexer → parser (nom) → [`ast`] with the bytes of every node → bind (scopes, kinds,
//! aggregation) → plan → evaluation over slots, on anything that is a [`Dataset`]. The only module
//! that names nom.

pub mod ast;
mod bind;
pub mod complete;
mod dataset;
mod error;
mod eval;
mod exec;
mod lexer;
mod parser;
mod plan;

use std::sync::atomic::AtomicBool;

use jiff::civil::Date;

use crate::graph::{Graph, Map, Value};

pub use dataset::{Dataset, Stop, Visit};
pub use error::{ErrorKind, QueryError, QueryWarning};
pub use lexer::is_complete;
pub use parser::parse;

/// What a query is run with.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The values of `$name`.
    pub params: &'a Map,
    /// The day that `date()` gives. Without one it is an error to ask for it: no clock is read.
    pub today: Option<Date>,
    /// Ends the query when it becomes true.
    pub cancel: Option<&'a AtomicBool>,
    /// How many rows an answer may have. One row more is an error.
    pub max_rows: Option<usize>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        static NONE: std::sync::LazyLock<Map> = std::sync::LazyLock::new(Map::new);
        Self { params: &NONE, today: None, cancel: None, max_rows: None }
    }
}

/// What a query gives.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with a value for each column.
    pub rows: Vec<Vec<Value>>,
    /// What is odd about the query.
    pub warnings: Vec<QueryWarning>,
}

/// Answers a query.
///
/// # Errors
/// - the text is no query, or breaks a rule that can be checked before any row is read
/// - a value is of the wrong kind, a number too great
/// - a limit is passed, or the query was stopped
pub fn run(graph: &Graph, text: &str, context: &Context<'_>) -> Result<Answer, QueryError> {
    let query = parse(text)?;
    let bound = bind::bind(text, &query, graph, context)?;
    let exec = exec::Exec::new(graph, context);
    let slots: Vec<_> = bound.columns.iter().map(|(_, slot)| *slot).collect();
    let mut rows = Vec::new();
    bound.plan.each(&mut exec::Row::new(bound.slots), &exec, &mut |row| {
        if context.max_rows.is_some_and(|most| rows.len() >= most) {
            let message = format!("the answer has more than {} rows", rows.len());
            return Err(QueryError::limit(None, message).with_help("add LIMIT"));
        }
        exec::check_size(rows.len())?;
        rows.push(row.pick(&slots));
        Ok(())
    })?;
    let columns = bound.columns.into_iter().map(|(name, _)| name).collect();
    Ok(Answer { columns, rows, warnings: bound.warnings })
}

/// The plan of a query, an operator a line, the last one first.
///
/// # Errors
/// The text is no query, or breaks a rule that can be checked before any row is read.
pub fn explain(graph: &Graph, text: &str, context: &Context<'_>) -> Result<String, QueryError> {
    let query = parse(text)?;
    let bound = bind::bind(text, &query, graph, context)?;
    Ok(bound.plan.explain(text))
}

#[cfg(test)]
mod tests;
