//! The query language: openCypher over a graph.
//!
//! text → lexer → parser (nom) → [`ast`] with the bytes of every node → bind (scopes, kinds,
//! aggregation) → plan → optimise → evaluation over slots, on anything that is a [`Dataset`]. The only module
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
mod naming;
mod optimise;
mod parser;
mod plan;
mod procedure;
mod statements;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use jiff::ZonedDateTime;

use ast::Mode;
use bind::Bound;
use exec::profile::Profile;
use exec::write::Writer;
use plan::Line;

use crate::graph::{Draft, Edit, Effects, Graph, Map, Value};

pub use dataset::{Dataset, Stop, Visit};
pub use error::{ErrorKind, Phase, QueryError, QueryWarning};
pub use eval::{TemporalKind, temporal};
pub use lexer::{Piece, PieceKind, is_complete, pieces};
pub use naming::{naming, taken_together};
pub use parser::parse;
pub use procedure::{Procedure, SignatureError};
pub use statements::{past_blank, query_end, statements};

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
    /// Ends the query after so much time.
    pub timeout: Option<Duration>,
    /// Ends the query when it becomes true.
    pub cancel: Option<&'a AtomicBool>,
    /// How many rows an answer may have. One row more is an error.
    pub max_rows: Option<usize>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        static NONE: std::sync::LazyLock<Map> = std::sync::LazyLock::new(Map::new);
        Self {
            params: &NONE,
            now: None,
            procedures: &[],
            timeout: None,
            cancel: None,
            max_rows: None,
        }
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

/// Would the query change a graph? What is no query would not. Cost: that of parsing it.
pub fn writes(text: &str) -> bool {
    // Every clause that writes has one of these words.
    const WORDS: [&[u8]; 5] = [b"create", b"merge", b"set", b"remove", b"delete"];
    let begins = |at: usize, word: &[u8]| {
        let found = text.as_bytes().get(at..at + word.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(word))
    };
    if !(0..text.len()).any(|at| WORDS.iter().any(|word| begins(at, word))) {
        return false;
    }
    parse(text).is_ok_and(|query| query.writing().is_some())
}

/// Answers a query that only reads.
///
/// # Errors
/// - the text is no query, or breaks a rule that can be checked before any row is read
/// - it would change the graph
/// - a value is of the wrong kind, a number too great
/// - a limit is passed, or the query was stopped
pub fn run(graph: &Graph, text: &str, context: &Context<'_>) -> Result<Answer, QueryError> {
    run_as(graph, text, context, Planning::Full)
}

/// How a plan is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Planning {
    /// With all that makes it faster.
    Full,
    /// As the query is written, and without the graph's tables: what tests compare with.
    #[cfg_attr(not(test), allow(dead_code))]
    Plain,
}

fn run_as(
    graph: &Graph,
    text: &str,
    context: &Context<'_>,
    planning: Planning,
) -> Result<Answer, QueryError> {
    let query = parse(text)?;
    if let Some(clause) = query.writing() {
        return Err(QueryError::new(
            ErrorKind::NotWritable,
            "NotWritable",
            clause.spot().0,
            "the graph can only be read here",
        ));
    }
    let mut bound = bind::bind(text, &query, graph, context)?;
    if planning == Planning::Full {
        bound.optimise();
    }
    if query.mode == Mode::Explain {
        return Ok(bound.explained(text));
    }
    let state = bound.start(query.mode, context).plainly(planning == Planning::Plain);
    let rows = rows(&bound, &exec::Exec::new(graph, &state, &[]), context);
    let rows = rows.map_err(QueryError::at_run)?;
    Ok(bound.answer(rows, Effects::default(), state.profile(), text))
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
    write(graph, text, context, false).map(|(answer, _)| answer)
}

/// Answers a query that may write, and tells its net changes for the log of corrections.
///
/// # Errors
/// Those of [`run_writing`].
pub fn run_correcting(
    graph: &mut Graph,
    text: &str,
    context: &Context<'_>,
) -> Result<(Answer, Vec<Edit>), QueryError> {
    write(graph, text, context, true)
}

fn write(
    graph: &mut Graph,
    text: &str,
    context: &Context<'_>,
    record: bool,
) -> Result<(Answer, Vec<Edit>), QueryError> {
    let query = parse(text)?;
    if query.writing().is_none() {
        return Ok((run(graph, text, context)?, Vec::new()));
    }
    let bound = bind::bind(text, &query, graph, context)?;
    if query.mode == Mode::Explain {
        return Ok((bound.explained(text), Vec::new()));
    }
    let state = bound.start(query.mode, context);
    let mut writer = Writer::new(Draft::new(graph), bound.slots, &state);
    let stages = &mut bound.stages.iter();
    stages.try_for_each(|stage| writer.stage(stage)).map_err(QueryError::at_run)?;
    let rows = rows(&bound, &writer.exec(), context).map_err(QueryError::at_run)?;
    let draft = writer.into_draft();
    let edits = if record { draft.edits() } else { Vec::new() };
    let effects = draft.keep().map_err(|error| exec::write::not_kept(error).at_run())?;
    Ok((bound.answer(rows, effects, state.profile(), text), edits))
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
    /// Makes the plan of a query faster that only reads.
    fn optimise(&mut self) {
        if self.stages.is_empty() {
            let read: Vec<_> = self.columns.iter().map(|(_, slot)| *slot).collect();
            optimise::optimise(&mut self.plan, &read, &mut self.slots);
        }
    }

    fn start<'c>(&self, mode: Mode, context: &Context<'c>) -> exec::Run<'c> {
        if mode == Mode::Profile { exec::Run::profiled(context) } else { exec::Run::new(context) }
    }

    /// The operators of the plan with what else is told of them.
    fn lines(&self, text: &str) -> Vec<Line<'_>> {
        plan::lines((!self.columns.is_empty()).then_some(&self.plan), &self.stages, text)
    }

    fn explained(self, text: &str) -> Answer {
        let rows = self.lines(text).iter().map(|line| vec![Value::string(&line.text)]).collect();
        let columns = vec!["operator".to_owned()];
        Answer { columns, rows, effects: Effects::default(), warnings: self.warnings }
    }

    /// The answer, or, of a run that was measured, its plan with rows and milliseconds by operator. The plan must not have
    /// moved since it was run.
    fn answer(
        &self,
        rows: Vec<Vec<Value>>,
        effects: Effects,
        profile: Option<&Profile>,
        text: &str,
    ) -> Answer {
        let Some(profile) = profile else {
            let columns = self.columns.iter().map(|(name, _)| name.clone()).collect();
            return Answer { columns, rows, effects, warnings: self.warnings.clone() };
        };
        let measured = self.lines(text).into_iter().map(|line| {
            let measure = line.plan.map(|plan| profile.of(plan));
            let rows = measure.map(|it| Value::Int(i64::try_from(it.rows).unwrap_or(i64::MAX)));
            let time = measure.map(|it| Value::Float(it.time.as_micros() as f64 / 1e3));
            vec![Value::string(line.text), rows.unwrap_or_default(), time.unwrap_or_default()]
        });
        let rows = measured.collect();
        let columns = ["operator", "rows", "milliseconds"].map(str::to_owned).to_vec();
        Answer { columns, rows, effects, warnings: self.warnings.clone() }
    }
}

/// The plan of a query, an operator a line, the last one first.
///
/// # Errors
/// The text is no query, or breaks a rule that can be checked before any row is read.
pub fn explain(graph: &Graph, text: &str, context: &Context<'_>) -> Result<String, QueryError> {
    let query = parse(text)?;
    let mut bound = bind::bind(text, &query, graph, context)?;
    bound.optimise();
    Ok(bound.lines(text).into_iter().map(|line| line.text + "\n").collect())
}

#[cfg(test)]
mod tests;
