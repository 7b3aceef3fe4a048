//! The query language: openCypher over a graph.
//!
//! text → lexer → parser (nom) → [`ast`] with the bytes of every node → bind (scopes, kinds,
//! aggregation) → plan → evaluation over slots, on anything that is a [`Dataset`]. The only module
//! that names nom.

pub mod ast;
mod bind;
pub mod complete;
mod dataset;
mod draft;
mod error;
mod eval;
mod exec;
mod lexer;
mod parser;
mod plan;
mod procedure;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::ZonedDateTime;

use bind::Bound;
use exec::write::Writer;

use crate::graph::{Draft, Effects, Graph, Map, Value};

pub use dataset::{Dataset, Stop, Visit};
pub use error::{ErrorKind, Phase, QueryError, QueryWarning};
pub use lexer::is_complete;
pub use parser::parse;
pub use procedure::{Procedure, SignatureError};

/// What a query is run with.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The values of `$name`.
    pub params: &'a Map,
    /// The moment that `date()`, `localtime()` and their like give, the same in the whole query. Without one it is an error to
    /// ask for it: no clock is read.
    pub now: Option<&'a ZonedDateTime>,
    /// Procedures that can be called beside those that are built in.
    pub procedures: &'a [Arc<Procedure>],
    /// Ends the query when it becomes true.
    pub cancel: Option<&'a AtomicBool>,
    /// How many rows an answer may have. One row more is an error.
    pub max_rows: Option<usize>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        static NONE: std::sync::LazyLock<Map> = std::sync::LazyLock::new(Map::new);
        Self { params: &NONE, now: None, procedures: &[], cancel: None, max_rows: None }
    }
}

/// What a query gives.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with a value for each column.
    pub rows: Vec<Vec<Value>>,
    /// What was changed.
    pub effects: Effects,
    /// What is odd about the query.
    pub warnings: Vec<QueryWarning>,
}

/// Answers a query that only reads.
///
/// # Errors
/// - the text is no query, or breaks a rule that can be checked before any row is read
/// - it would change the graph
/// - a value is of the wrong kind, a number too great
/// - a limit is passed, or the query was stopped
pub fn run(graph: &Graph, text: &str, context: &Context<'_>) -> Result<Answer, QueryError> {
    let query = parse(text)?;
    if let Some(clause) = query.writing() {
        return Err(QueryError::new(
            ErrorKind::NotWritable,
            "NotWritable",
            clause.spot().0,
            "the graph can only be read here",
        ));
    }
    let bound = bind::bind(text, &query, graph, context)?;
    let state = exec::Run::new(context);
    let rows = rows(&bound, &exec::Exec::new(graph, &state, &[]), context);
    let rows = rows.map_err(QueryError::at_run)?;
    Ok(bound.answer(rows, Effects::default()))
}

/// Answers a query that may write. All that it writes is kept, or, on an error, nothing.
///
/// # Errors
/// Those of [`run`], and what cannot be written.
pub fn run_writing(
    graph: &mut Graph,
    text: &str,
    context: &Context<'_>,
) -> Result<Answer, QueryError> {
    let query = parse(text)?;
    if query.writing().is_none() {
        return run(graph, text, context);
    }
    let bound = bind::bind(text, &query, graph, context)?;
    let state = exec::Run::new(context);
    let mut writer = Writer::new(Draft::new(graph), bound.slots, &state);
    let stages = &mut bound.stages.iter();
    stages.try_for_each(|stage| writer.stage(stage)).map_err(QueryError::at_run)?;
    let rows = rows(&bound, &writer.exec(), context).map_err(QueryError::at_run)?;
    let effects = writer.into_draft().keep().map_err(exec::write::not_kept)?;
    Ok(bound.answer(rows, effects))
}

/// The rows of the answer. A query without columns has none.
fn rows(
    bound: &Bound,
    exec: &exec::Exec<'_>,
    context: &Context<'_>,
) -> Result<Vec<Vec<Value>>, QueryError> {
    let mut rows = Vec::new();
    if bound.columns.is_empty() {
        return Ok(rows);
    }
    let slots: Vec<_> = bound.columns.iter().map(|(_, slot)| *slot).collect();
    bound.plan.each(&mut exec::Row::new(bound.slots), exec, &mut |row| {
        if context.max_rows.is_some_and(|most| rows.len() >= most) {
            let message = format!("the answer has more than {} rows", rows.len());
            return Err(QueryError::limit(None, message).with_help("add LIMIT"));
        }
        exec::check_size(rows.len())?;
        rows.push(row.pick(&slots));
        Ok(())
    })?;
    Ok(rows)
}

impl Bound {
    fn answer(self, rows: Vec<Vec<Value>>, effects: Effects) -> Answer {
        let columns = self.columns.into_iter().map(|(name, _)| name).collect();
        Answer { columns, rows, effects, warnings: self.warnings }
    }
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
