//! What `CALL` calls: procedures that are built in, and tables that are declared as procedures.
//!
//! Those over the graph take a relationship type as their first argument, null or nothing for all types.

mod betweenness;
mod communities;
mod components;
mod degree;
mod neighbourhood;
mod network;
mod pagerank;
mod paths;
mod schema;
mod signature;

use std::sync::Arc;

use super::error::{ErrorKind, QueryError};
use super::exec::Exec;
use super::plan::Kind;
use crate::graph::Value;
use crate::text::Span;

pub use signature::SignatureError;

/// A procedure: takes values, gives rows.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// Its name, with points.
    pub name: String,
    /// What it takes.
    pub parameters: Vec<Field>,
    /// What each row has.
    pub results: Vec<Field>,
    body: Body,
}

/// A parameter or a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub kind: FieldKind,
    /// May it be left out? It is null then.
    pub optional: bool,
}

/// The types of parameters and results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// `ANY`
    Any,
    /// `STRING`
    Text,
    /// `INTEGER`
    Int,
    /// `FLOAT`; a whole number is taken for one.
    Float,
    /// `NUMBER`
    Number,
    /// `BOOLEAN`
    Bool,
    /// `NODE`
    Node,
    /// `LIST`
    List,
    /// `MAP`
    Map,
    /// `PATH`
    Path,
    /// `DATE`
    Date,
}

/// What a built-in procedure does: arguments in, rows out.
type Work = fn(&[Value], &Exec<'_>) -> Result<Vec<Vec<Value>>, QueryError>;

#[derive(Debug, Clone)]
enum Body {
    /// Rows of arguments and results.
    Table(Vec<Vec<Value>>),
    Built(Work),
}

impl Procedure {
    /// A procedure that looks its rows up in a table: each row has a value for each parameter, then one for each result.
    ///
    /// # Errors
    /// The signature is none.
    pub fn table(signature: &str, rows: Vec<Vec<Value>>) -> Result<Self, SignatureError> {
        signature::read(signature, Body::Table(rows))
    }

    /// The procedures that are built in, sorted by name.
    pub fn built_in() -> &'static [Arc<Self>] {
        static ALL: std::sync::LazyLock<Vec<Arc<Procedure>>> = std::sync::LazyLock::new(|| {
            let all = [
                schema::ALL,
                betweenness::ALL,
                communities::ALL,
                components::ALL,
                degree::ALL,
                neighbourhood::ALL,
                pagerank::ALL,
                paths::ALL,
            ]
            .concat();
            let read = |&(signature, work): &(&str, Work)| {
                signature::read(signature, Body::Built(work)).ok().map(Arc::new)
            };
            let mut all: Vec<_> = all.iter().filter_map(read).collect();
            all.sort_by(|a, b| a.name.cmp(&b.name));
            all
        });
        &ALL
    }

    /// How many arguments it takes at least.
    pub(super) fn least(&self) -> usize {
        self.parameters.iter().filter(|parameter| !parameter.optional).count()
    }

    /// The rows for some arguments. Cost of a table: its rows.
    ///
    /// # Errors
    /// A limit is passed, or the run was stopped.
    pub(super) fn rows(
        &self,
        arguments: &[Value],
        exec: &Exec<'_>,
    ) -> Result<Vec<Vec<Value>>, QueryError> {
        match &self.body {
            Body::Built(work) => work(arguments, exec),
            Body::Table(rows) => {
                let fits = |row: &&Vec<Value>| {
                    arguments.iter().zip(row.iter()).all(|(a, b)| a.total_cmp(b).is_eq())
                };
                let found = rows.iter().filter(fits);
                Ok(found.map(|row| row.iter().skip(arguments.len()).cloned().collect()).collect())
            }
        }
    }
}

impl Field {
    /// A value as an argument of this type.
    ///
    /// # Errors
    /// It is of another type.
    pub(super) fn take(&self, value: Value, span: Span) -> Result<Value, QueryError> {
        let fits = match (self.kind, &value) {
            (FieldKind::Any, _) | (_, Value::Null) => true,
            (FieldKind::Float, Value::Int(whole)) => return Ok(Value::Float(*whole as f64)),
            (FieldKind::Text, Value::String(_))
            | (FieldKind::Int | FieldKind::Number, Value::Int(_))
            | (FieldKind::Float | FieldKind::Number, Value::Float(_))
            | (FieldKind::Bool, Value::Bool(_))
            | (FieldKind::Node, Value::Node(_))
            | (FieldKind::List, Value::List(_))
            | (FieldKind::Map, Value::Map(_))
            | (FieldKind::Path, Value::Path(_))
            | (FieldKind::Date, Value::Date(_)) => true,
            _ => false,
        };
        if fits {
            Ok(value)
        } else {
            Err(self.wrong(ErrorKind::TypeError, value.kind_name(), span))
        }
    }

    /// Could a value of this kind be an argument?
    pub(super) fn may_take(&self, kind: Kind) -> bool {
        let any = |kinds: &[Kind]| kinds.iter().any(|&wanted| kind.may_be(wanted));
        match self.kind {
            FieldKind::Any => true,
            FieldKind::Text => any(&[Kind::Text]),
            FieldKind::Int => any(&[Kind::Int]),
            FieldKind::Float | FieldKind::Number => any(&[Kind::Int, Kind::Float]),
            FieldKind::Bool => any(&[Kind::Bool]),
            FieldKind::Node => any(&[Kind::Node]),
            FieldKind::List => any(&[Kind::List]),
            FieldKind::Map => any(&[Kind::Map]),
            FieldKind::Path => any(&[Kind::Path]),
            FieldKind::Date => any(&[Kind::Temporal]),
        }
    }

    /// The error for an argument of another type.
    pub(super) fn wrong(&self, kind: ErrorKind, found: &str, span: Span) -> QueryError {
        let message = format!("{} must be {}, this is {found}", self.name, self.kind.words());
        QueryError::new(kind, "InvalidArgumentType", span, message)
    }

    /// What is known of a result before the query is run.
    pub(super) const fn known(&self) -> Kind {
        match self.kind {
            FieldKind::Any | FieldKind::Number => Kind::Any,
            FieldKind::Text => Kind::Text,
            FieldKind::Int => Kind::Int,
            FieldKind::Float => Kind::Float,
            FieldKind::Bool => Kind::Bool,
            FieldKind::Node => Kind::Node,
            FieldKind::List => Kind::List,
            FieldKind::Map => Kind::Map,
            FieldKind::Path => Kind::Path,
            FieldKind::Date => Kind::Temporal,
        }
    }
}

impl FieldKind {
    const fn words(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Text => "text",
            Self::Int => "a whole number",
            Self::Float | Self::Number => "a number",
            Self::Bool => "a boolean",
            Self::Node => "a node",
            Self::List => "a list",
            Self::Map => "a map",
            Self::Path => "a path",
            Self::Date => "a date",
        }
    }
}

#[cfg(test)]
mod tests;
